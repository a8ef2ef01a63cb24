//! The pages, one file each, and the addresses under which they are found.

pub(crate) mod actors;
mod add;
pub(crate) mod board;
pub(crate) mod brief;
pub(crate) mod claim;
pub(crate) mod conditions;
mod contradictions;
mod overview;
mod report;
mod search;
pub(crate) mod timeline;

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
use crate::{api, feed};

/// What a page gives back.
type Answer = Result<Html<String>, Failure>;

/// Bytes of a form.
const LONGEST: usize = 32 << 20;

/// Everything that can be asked, as a service.
pub fn router(app: &App) -> Router {
    Router::new()
        .route("/", get(overview::page))
        .route("/board", get(board::page))
        .route("/board/cell", get(board::cell))
        .route("/timeline", get(timeline::page))
        .route("/conditions", get(conditions::page))
        .route("/contradictions", get(contradictions::page))
        .route("/claim/{id}/{row}", get(claim::page))
        .route("/actors", get(actors::page))
        .route("/actors/{name}", get(actors::one))
        .route("/add", get(add::page).post(add::take))
        .route("/add/{number}", get(add::task))
        .route("/reports/{id}", get(report::page))
        .route("/reports/{id}/rows/{row}", get(report::row))
        .route("/brief", get(brief::page))
        .route("/brief/download", get(brief::download))
        .route("/search", get(search::page))
        .route("/api/openapi.json", get(api::description))
        .route("/api/v1/reports", get(api::reports).post(api::add))
        .route("/api/v1/reports/{id}", get(api::report))
        .route("/api/v1/reports/{id}/annotations", get(api::annotations))
        .route("/api/v1/statements", get(api::statements))
        .route("/api/v1/positions", get(api::positions))
        .route("/api/v1/forums", get(api::forums))
        .route("/api/v1/events", get(api::events))
        .route("/api/v1/timeline", get(api::timeline))
        .route("/api/v1/conditions", get(api::conditions))
        .route("/api/v1/search", get(api::search))
        .route("/api/v1/board", get(api::board))
        .route("/api/v1/actors", get(api::actors))
        .route("/api/v1/brief", get(api::brief))
        .route("/feeds/changes", get(feed::changes))
        .route("/feeds/actors/{name}", get(feed::actor))
        .route("/feeds/issues/{issue}", get(feed::issue))
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
    /// A report of which nothing but its id is known.
    pub(crate) fn bare(id: &str) -> Self {
        Self {
            link: crate::params::report_link(id),
            id: id.to_owned(),
            title: id.to_owned(),
            date: String::new(),
            outlet: String::new(),
        }
    }

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
