//! Add: paste a report or choose files; then what became of each.

use std::sync::PoisonError;

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use store::Ledger;

use super::{Answer, shown};
use crate::app::App;
use crate::failure::Failure;
use crate::intake::{Sent, Task, documents, keep};
use crate::params::report_link;

#[derive(Template)]
#[template(path = "add.html")]
struct AddPage<'a> {
    current: &'static str,
    secret: &'a str,
    ledger: String,
}

#[derive(Template)]
#[template(path = "added.html")]
struct AddedPage {
    current: &'static str,
    task: Task,
    links: Vec<Option<String>>,
}

pub(super) async fn page(State(app): State<App>) -> Answer {
    let ledger = app.0.shelf.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
    shown(&AddPage { current: "add", secret: &app.0.secret, ledger })
}

/// Takes what a form sends, begins to read it, and shows how far that is.
pub(super) async fn take(State(app): State<App>, mut form: Multipart) -> Result<Response, Failure> {
    let mut is_ours = false;
    let mut sent = Vec::new();
    let mut pasted = Vec::new();
    let (mut title, mut url, mut published) = (String::new(), String::new(), String::new());
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|error| broken(&error))?.to_vec();
        let text = || String::from_utf8_lossy(&bytes).trim().to_owned();
        match (name.as_str(), file) {
            ("secret", _) => is_ours = text() == app.0.secret,
            ("title", _) => title = text(),
            ("url", _) => url = text(),
            ("published", _) => published = text(),
            ("text", _) if !text().is_empty() => pasted = bytes,
            ("files", Some(file)) if !bytes.is_empty() => sent.push(Sent { name: file, bytes }),
            _ => {}
        }
    }
    if !is_ours {
        let hint = "open the page Add again and send it from there";
        return Err(Failure::new(axum::http::StatusCode::FORBIDDEN, "the form is not one of this run", hint));
    }
    if !pasted.is_empty() {
        sent.insert(0, record(&pasted, &title, &url, &published));
    }
    if sent.is_empty() {
        return Err(Failure::asked("nothing was sent: paste the text of a report or choose files"));
    }

    let (number, task) = app.0.tasks.begin(sent.len());
    let app = app.clone();
    tokio::spawn(async move {
        let Ok(_turn) = app.0.writer.acquire().await else { return };
        let app = app.clone();
        let read = move || {
            let told = || task.lock().unwrap_or_else(PoisonError::into_inner);
            match Ledger::open(app.0.shelf.path()) {
                Err(error) => told().failure = Some(format!("{error}; {}", error.hint())),
                Ok(mut ledger) => {
                    for one in sent {
                        for document in documents(one) {
                            let line = told().outcomes.len() + 1;
                            let outcome = keep(line, document, app.0.knowledge, &mut ledger);
                            told().outcomes.push(outcome);
                        }
                        told().read += 1;
                    }
                }
            }
            told().is_done = true;
        };
        // A reader that breaks has told of it in its outcome.
        let _ = tokio::task::spawn_blocking(read).await;
    });
    Ok(Redirect::to(&format!("/add/{number}")).into_response())
}

/// A pasted text with what was said of it, as a record that may be read as any other.
fn record(text: &[u8], title: &str, url: &str, published: &str) -> Sent {
    let given = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    if [title, url, published].iter().all(|value| value.is_empty()) {
        return Sent { name: String::new(), bytes: text.to_vec() };
    }
    let record = serde_json::json!({
        "text": String::from_utf8_lossy(text),
        "title": given(title),
        "url": given(url),
        "published": given(published),
    });
    Sent { name: "pasted.json".to_owned(), bytes: record.to_string().into_bytes() }
}

fn broken(error: &axum::extract::multipart::MultipartError) -> Failure {
    let hint = "send fewer or smaller files at once; `rapporteur read` takes any number";
    Failure::new(error.status(), error.body_text(), hint)
}

/// How far a task is.
pub(super) async fn task(State(app): State<App>, Path(number): Path<String>) -> Answer {
    let task = number.parse().ok().and_then(|number| app.0.tasks.get(number));
    let Some(task) = task else {
        return Err(Failure::missing(
            "this reading is not remembered any more",
            "look under Overview for the reports",
        ));
    };
    let links = task.outcomes.iter().map(|outcome| outcome.report.as_deref().map(report_link)).collect();
    shown(&AddedPage { current: "add", task, links })
}
