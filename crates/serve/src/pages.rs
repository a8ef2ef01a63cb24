//! The pages, one file each, and the addresses under which they are found.

mod brief;
mod overview;
mod report;
mod search;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware::from_fn_with_state;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::failure::Failure;
use crate::guard::guard;

/// What a page gives back.
type Answer = Result<Html<String>, Failure>;

/// Bytes of a form.
const LONGEST: usize = 32 << 20;

/// Everything that can be asked, as a service.
pub fn router(app: &App) -> Router {
    Router::new()
        .route("/", get(overview::page))
        .route("/reports/{id}", get(report::page))
        .route("/reports/{id}/rows/{row}", get(report::row))
        .route("/brief", get(brief::page))
        .route("/brief/download", get(brief::download))
        .route("/search", get(search::page))
        .route("/assets/style.css", get(|| asset(include_str!("../assets/style.css"), "text/css")))
        .route("/assets/pages.js", get(|| asset(include_str!("../assets/pages.js"), "text/javascript")))
        .route("/assets/icon.svg", get(|| asset(include_str!("../assets/icon.svg"), "image/svg+xml")))
        .fallback(|| async { Failure::missing("there is no such page", "go to the overview and choose one") })
        .method_not_allowed_fallback(|| async { Failure::asked("this page can't be asked in that way") })
        .layer(DefaultBodyLimit::max(LONGEST))
        .layer(from_fn_with_state(app.clone(), guard))
        .with_state(app.clone())
}

async fn asset(text: &'static str, kind: &'static str) -> Response {
    let kind = HeaderValue::from_str(&format!("{kind}; charset=utf-8"));
    let kind = kind.unwrap_or(HeaderValue::from_static("text/plain"));
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// A template as a page.
fn shown(template: &impl Template) -> Answer {
    Ok(Html(template.render()?))
}

/// A report as lists show it.
pub(crate) struct Line {
    pub(crate) link: String,
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) date: String,
    pub(crate) outlet: String,
}

impl Line {
    pub(crate) fn of(head: &store::ReportHead) -> Self {
        Self {
            link: crate::params::report_link(&head.id),
            id: head.id.clone(),
            title: head.title.clone().unwrap_or_else(|| head.id.clone()),
            date: head.published.as_deref().map_or("undated", day).to_owned(),
            outlet: head.outlet.name.clone().or_else(|| head.outlet.domain.clone()).unwrap_or_default(),
        }
    }
}

/// The day of a date with a time.
pub(crate) fn day(date: &str) -> &str {
    date.get(..10).unwrap_or(date)
}

/// At most `length` characters of some words, cut at white space.
pub(crate) fn shortened(words: &str, length: usize) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= length {
        return line;
    }
    let cut: String = line.chars().take(length).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept);
    format!("{cut} …")
}
