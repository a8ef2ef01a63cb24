//! Atom feeds: what came last about an actor, on an issue, or at all. Their dates are those of the reports,
//! since the ledger keeps no clock.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use export::html::escaped;
use ledger::Issue;
use store::What;

use crate::app::App;
use crate::failure::Failure;
use crate::index::Place;
use crate::params::{encoded, report_link};
use crate::rows::{Listed, listed, spaced};

/// Entries of a feed.
const ENTRIES: usize = 40;

/// The reports that came last.
#[utoipa::path(get, path = "/feeds/changes", responses((status = 200, description = "Atom feed of the newest reports", content_type = "application/atom+xml")))]
pub(crate) async fn changes(State(app): State<App>) -> Result<Response, Failure> {
    app.read(|ledger, _| {
        let reports = ledger.newest(0, ENTRIES)?;
        let entries = reports.iter().map(|report| {
            let head = &report.head;
            Entry {
                id: format!("urn:rapporteur:report:{}", encoded(&head.id)),
                link: report_link(&head.id),
                title: head.title.clone().unwrap_or_else(|| head.id.clone()),
                updated: moment(head.published.as_deref()),
                text: format!(
                    "{} statements, {} positions, {} events",
                    report.statements, report.positions, report.events
                ),
            }
        });
        Ok(feed("Newest reports", "changes", entries.collect()))
    })
    .await
}

/// What came last about an actor.
#[utoipa::path(get, path = "/feeds/actors/{name}", params(("name" = String, Path, description = "Canonical name")), responses((status = 200, description = "Atom feed of the newest rows", content_type = "application/atom+xml"), (status = 404, description = "No such actor")))]
pub(crate) async fn actor(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Failure> {
    app.read(move |ledger, app| {
        let rows = app.rows()?;
        let Some(number) = rows.number_of(&name) else {
            return Err(Failure::missing(
                format!("nobody called `{name}` is in the ledger"),
                "look under Actors",
            ));
        };
        let is_about = |row: &&Place| {
            row.who == number || rows.affiliation(row) == Some(number) || rows.toward(row).contains(&number)
        };
        let found: Vec<&Place> = rows.all.iter().filter(is_about).take(ENTRIES).collect();
        let found = listed(ledger, &found)?;
        Ok(feed(&name, &format!("actors:{}", encoded(&name)), found.iter().map(entry).collect()))
    })
    .await
}

/// What came last on an issue.
#[utoipa::path(get, path = "/feeds/issues/{issue}", params(("issue" = String, Path, description = "Such as `ceasefire`")), responses((status = 200, description = "Atom feed of the newest positions", content_type = "application/atom+xml"), (status = 404, description = "No such issue")))]
pub(crate) async fn issue(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Failure> {
    app.read(move |ledger, app| {
        let Some(issue) = Issue::from_name(&name) else {
            return Err(Failure::missing(format!("`{name}` is no issue"), "choose one on the board"));
        };
        let rows = app.rows()?;
        let is_about = |row: &&Place| matches!(row.what, What::Position(about, ..) if about == issue);
        let found: Vec<&Place> = rows.all.iter().filter(is_about).take(ENTRIES).collect();
        let found = listed(ledger, &found)?;
        Ok(feed(&spaced(issue.name()), &format!("issues:{name}"), found.iter().map(entry).collect()))
    })
    .await
}

struct Entry {
    id: String,
    link: String,
    title: String,
    updated: String,
    text: String,
}

fn entry(row: &Listed) -> Entry {
    let mut title = format!("{}: {}", row.who, row.what.join(", "));
    if let Some(stance) = row.stance {
        title.push_str(&format!(", {stance}"));
    }
    Entry {
        id: format!("urn:rapporteur:row:{}", encoded(&row.address)),
        link: row.link.clone(),
        title,
        updated: moment(Some(&row.line.date)),
        text: row.words.clone(),
    }
}

/// A date as Atom wants it; the start of time for none.
fn moment(date: Option<&str>) -> String {
    match date.map(|date| (date.len(), crate::index::bounds(date.get(..10).unwrap_or(date)))) {
        Some((_, Some((day, _)))) => format!("{}T00:00:00Z", crate::index::day_text(day, day)),
        _ => "1970-01-01T00:00:00Z".to_owned(),
    }
}

fn feed(title: &str, name: &str, entries: Vec<Entry>) -> Response {
    let updated = entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_else(|| moment(None));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>{}</title>\n<id>urn:rapporteur:feed:{}</id>\n<updated>{updated}</updated>\n\
         <author><name>rapporteur</name></author>\n",
        clean(title),
        clean(name)
    );
    for entry in entries {
        xml.push_str(&format!(
            "<entry><title>{}</title><id>{}</id><link href=\"{}\"/><updated>{}</updated><summary>{}</summary></entry>\n",
            clean(&entry.title),
            clean(&entry.id),
            clean(&entry.link),
            entry.updated,
            clean(&entry.text)
        ));
    }
    xml.push_str("</feed>\n");
    ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response()
}

/// Text for XML: escaped, and without the few characters that XML cannot hold at all.
fn clean(text: &str) -> String {
    escaped(text).replace(['\u{b}', '\u{c}', '\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
