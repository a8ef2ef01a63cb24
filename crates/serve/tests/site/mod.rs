//! A site over a small ledger of invented reports.

use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use knowledge::Knowledge;
use serve::{App, Options, router};
use store::Ledger;
use tower::ServiceExt as _;

/// A report that would like to be a program.
pub(crate) const HOSTILE: &str = "</p><script>window.pwned=1</script><img src=x onerror=\"window.pwned=1\">";

/// The reports of the ledger: id, date, text.
pub(crate) fn reports() -> Vec<(&'static str, &'static str, String)> {
    vec![
        (
            "strait-1",
            "2031-05-02",
            "Ana Ruiz said on Monday that the strait might open in May. \"Grain ships may pass,\" she told \
             Harbour Post.\n\nFrance is ready for talks with Italy only if its ships are let through, President \
             Carla Brandt said. Italy rejected talks with France on Tuesday, a senior official said."
                .to_owned(),
        ),
        (
            "strait-2",
            "2031-06-11",
            "France refuses any ceasefire with Italy, Foreign Minister Tomas Holub told reporters. France will \
             attend the OSCE meeting in Riga."
                .to_owned(),
        ),
        (
            "strait-3",
            "2031-06-11",
            "France is ready for a ceasefire with Italy, Foreign Minister Tomas Holub told reporters. Russia will \
             agree to a ceasefire with Ukraine only if grain ships are let through first, President Carla Brandt said. \
             \"Grain ships may pass,\" Ana Ruiz said again."
                .to_owned(),
        ),
        (
            "a/b c#d?&<\"",
            "2031-06-12",
            format!("Ana Ruiz said {HOSTILE} that the strait was open.\n\n{HOSTILE}"),
        ),
    ]
}

/// Writes the ledger.
pub(crate) fn ledger(path: &Path) {
    let mut kept = Ledger::open(path).expect("a new ledger");
    for (id, date, text) in reports() {
        let record = serde_json::json!({"id": id, "published": date, "title": format!("Title of {id} {HOSTILE}"), "text": text});
        let document = ingest::record(record.to_string().as_bytes(), "test", 1).expect("a report");
        let extraction = extract::extract(&document, Knowledge::embedded());
        kept.add(&extraction, &document.text).expect("it is added");
    }
}

/// The site of a ledger, which need not be there.
#[allow(dead_code)]
pub(crate) fn site(path: &Path, token: Option<&str>) -> Router {
    router(&App::new(&options(path, token)).expect("random numbers"))
}

pub(crate) fn options(path: &Path, token: Option<&str>) -> Options {
    Options { ledger: path.to_owned(), knowledge: Knowledge::embedded(), token: token.map(str::to_owned) }
}

/// What a request gives: status, headers and text.
#[allow(dead_code)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) text: String,
}

#[allow(dead_code)]
pub(crate) async fn ask(site: &Router, request: Request<Body>) -> Answer {
    let answer: Response<Body> = site.clone().oneshot(request).await.expect("it never fails");
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.expect("it can be read").to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

#[allow(dead_code)]
pub(crate) async fn get(site: &Router, path: &str) -> Answer {
    ask(site, Request::get(path).header("host", "127.0.0.1:7878").body(Body::empty()).expect("a request"))
        .await
}

/// Every page, each with something on it.
pub(crate) const PAGES: [&str; 27] = [
    "/",
    "/?since=2031-06",
    "/board",
    "/board?issue=talks&actor=france",
    "/timeline",
    "/timeline?show=all",
    "/timeline?show=all&since=2031-05&until=2031-05",
    "/conditions",
    "/contradictions",
    "/contradictions?actor=france&issue=ceasefire&since=2031-06",
    "/contradictions?kind=position",
    "/contradictions?kind=fact&actor=nobody",
    "/claim/strait-1/s1",
    "/claim/strait-2/p1",
    "/claim/a%2Fb%20c%23d%3F%26%3C%22/s1",
    "/actors",
    "/actors/France",
    "/actors/Ana%20Ruiz",
    "/search",
    "/search?q=strait",
    "/search?speaker=Ruiz&polarity=affirms",
    "/brief",
    "/brief?positions=yes&since=2031-06",
    "/add",
    "/reports/strait-1",
    "/reports/strait-1/rows/s1",
    "/reports/a%2Fb%20c%23d%3F%26%3C%22",
];

/// Everything else that answers.
#[allow(dead_code)]
pub(crate) const ANSWERS: [&str; 23] = [
    "/brief/download?format=md",
    "/brief/download?format=html",
    "/api/openapi.json",
    "/api/v1/reports",
    "/api/v1/reports/strait-1",
    "/api/v1/reports/strait-1/annotations",
    "/api/v1/statements?speaker=Ruiz",
    "/api/v1/positions?issue=talks",
    "/api/v1/forums",
    "/api/v1/events",
    "/api/v1/timeline?show=all&actor=france",
    "/api/v1/conditions?issue=talks",
    "/api/v1/search?q=strait",
    "/api/v1/board",
    "/api/v1/actors",
    "/api/v1/brief",
    "/feeds/changes",
    "/feeds/actors/France",
    "/feeds/issues/talks",
    "/assets/style.css",
    "/assets/pages.js",
    "/assets/icon.svg",
    "/reports/strait-2",
];
