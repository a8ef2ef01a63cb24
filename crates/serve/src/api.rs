//! The API: the rows and pages of the ledger as JSON, under `/api/v1`, described in OpenAPI.
//!
//! Rows are those of the extraction record, version 1. Where the words of a row stand is also told as
//! selectors of the W3C Web Annotation model: a quote with the words around it, and a position in code points
//! of the report's text.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ledger::{Issue, Passage, Polarity, RowKind, Stance};
use serde::Serialize;
use serde_json::{Value, json};
use store::{Entry, Filter, Ledger, OwnedRow, ReportHead};
use utoipa::OpenApi;

use crate::app::App;
use crate::failure::Failure;
use crate::index::Place;
use crate::intake::{Outcome, keep};
use crate::params::Params;

/// Entries of an answer unless asked otherwise, and at most.
const ENTRIES: usize = 100;
const MOST: usize = 1000;

/// Code points of a quote's surroundings.
const AROUND: usize = 32;

/// A failure as JSON.
pub(crate) struct Refusal(Failure);

impl<E: Into<Failure>> From<E> for Refusal {
    fn from(failure: E) -> Self {
        Self(failure.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({"error": self.0.message, "hint": self.0.hint});
        (self.0.status, Json(body)).into_response()
    }
}

type Told = Result<Json<Value>, Refusal>;

/// What can be asked.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "rapporteur",
        version = "1",
        description = "Who said what, through whom, how surely; positions, forum states, events. Every row stands on words of a report, whose places are code points of its text."
    ),
    paths(
        reports,
        report,
        annotations,
        add,
        statements,
        positions,
        forums,
        events,
        timeline,
        conditions,
        search,
        board,
        actors,
        brief,
        crate::feed::changes,
        crate::feed::actor,
        crate::feed::issue
    ),
    components(schemas(Outcome))
)]
struct Description;

/// The description of the API.
pub(crate) async fn description() -> Response {
    let text = Description::openapi().to_json().unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

fn head(head: &ReportHead) -> Value {
    json!({
        "id": head.id,
        "title": head.title,
        "published": head.published,
        "published_basis": head.basis,
        "outlet": head.outlet,
        "url": head.url,
        "language": head.language,
        "page": crate::params::report_link(&head.id),
    })
}

/// The newest reports.
#[utoipa::path(get, path = "/api/v1/reports", params(("limit" = Option<usize>, Query, description = "At most so many, 1000 at most"), ("skip" = Option<usize>, Query, description = "So many passed over")), responses((status = 200, description = "Reports and how many rows each has", body = Object)))]
pub(crate) async fn reports(State(app): State<App>, params: Params) -> Told {
    let read = app.read(move |ledger, _| {
        let reports = ledger
            .newest(params.number("skip", 0, usize::MAX >> 1), params.number("limit", ENTRIES, MOST))?;
        let total = ledger.totals()?.reports;
        let reports: Vec<Value> = reports
            .iter()
            .map(|report| {
                let mut value = head(&report.head);
                value["statements"] = json!(report.statements);
                value["positions"] = json!(report.positions);
                value["forums"] = json!(report.forums);
                value["events"] = json!(report.events);
                value["problems"] = json!(report.problems);
                value
            })
            .collect();
        Ok(Json(json!({"total": total, "reports": reports})))
    });
    Ok(read.await?)
}

/// One report: its record and its text.
#[utoipa::path(get, path = "/api/v1/reports/{id}", params(("id" = String, Path, description = "The report's id")), responses((status = 200, description = "The extraction record with the text", body = Object), (status = 404, description = "No such report")))]
pub(crate) async fn report(State(app): State<App>, Path(id): Path<String>) -> Told {
    let read = app.read(move |ledger, _| {
        let (mut extraction, text) = found(ledger, &id)?;
        extraction.text = Some(text);
        Ok(Json(value(&extraction)?))
    });
    Ok(read.await?)
}

fn found(ledger: &Ledger, id: &str) -> Result<(ledger::Extraction, String), Failure> {
    let found = ledger.current(id)?;
    found.map(|reading| (reading.extraction, reading.text)).ok_or_else(|| {
        Failure::missing(format!("there is no report `{id}`"), "list them with /api/v1/reports")
    })
}

fn value(of: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(of).map_err(|error| {
        Failure::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the answer can't be written: {error}"), "")
    })
}

/// The words of a report's rows as W3C Web Annotations.
#[utoipa::path(get, path = "/api/v1/reports/{id}/annotations", params(("id" = String, Path, description = "The report's id")), responses((status = 200, description = "An annotation page: a text quote selector and a text position selector for each part of each row", body = Object, content_type = "application/ld+json"), (status = 404, description = "No such report")))]
pub(crate) async fn annotations(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let read = app.read(move |ledger, _| {
        let (extraction, text) = found(ledger, &id)?;
        let letters: Vec<char> = text.chars().collect();
        let source = format!("/api/v1/reports/{}", crate::params::encoded(&id));
        let mut items = Vec::new();
        for row in extraction.rows() {
            for (place, mark) in views::marks(row) {
                let number = items.len() + 1;
                items.push(json!({
                    "id": format!("{source}/annotations#{number}"),
                    "type": "Annotation",
                    "motivation": "classifying",
                    "body": [
                        {"type": "TextualBody", "purpose": "classifying", "value": mark.name()},
                        {"type": "TextualBody", "purpose": "identifying", "value": format!("{id}#{}", row.id())},
                    ],
                    "target": {"source": source, "selector": selectors(&letters, place)},
                }));
            }
        }
        let page = json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": format!("{source}/annotations"),
            "type": "AnnotationPage",
            "items": items,
        });
        Ok(([(header::CONTENT_TYPE, "application/ld+json")], page.to_string()).into_response())
    });
    Ok(read.await?)
}

/// The selectors of a place.
fn selectors(letters: &[char], place: Passage) -> Value {
    let start = place.start.min(letters.len());
    let end = place.end.clamp(start, letters.len());
    let text = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    json!([
        {
            "type": "TextQuoteSelector",
            "exact": text(start, end),
            "prefix": text(start.saturating_sub(AROUND), start),
            "suffix": text(end, (end + AROUND).min(letters.len())),
        },
        {"type": "TextPositionSelector", "start": place.start, "end": place.end},
    ])
}

/// Reads reports in: one JSON object a line, as `rapporteur extract` takes them. Each line is told what became of
/// it; a line that cannot be read spoils no other, and a report sent twice adds nothing.
#[utoipa::path(post, path = "/api/v1/reports", request_body(content = String, content_type = "application/x-ndjson", description = "One report a line"), responses((status = 200, description = "One outcome a line, in the order of the lines", body = Outcome, content_type = "application/x-ndjson"), (status = 415, description = "Not sent as application/x-ndjson"), (status = 413, description = "More than 32 MiB")))]
pub(crate) async fn add(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // A page of another site cannot send this type without asking first, and is never told yes.
    if !matches!(kind.split(';').next().map(str::trim), Some("application/x-ndjson" | "application/jsonl")) {
        let hint = "send one JSON object a line with content-type: application/x-ndjson";
        return Err(
            Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the reports are not NDJSON", hint).into()
        );
    }
    let gone =
        || Failure::new(StatusCode::SERVICE_UNAVAILABLE, "the reading was broken off", "send them again");
    let _turn = app.0.writer.acquire().await.map_err(|_| gone())?;
    let reader = app.clone();
    let read = tokio::task::spawn_blocking(move || -> Result<Vec<u8>, Failure> {
        let mut ledger = Ledger::open(reader.0.shelf.path())?;
        let mut told = Vec::new();
        for (index, line) in body.split(|&byte| byte == b'\n').enumerate() {
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let document = ingest::record(line, "request", index + 1);
            let outcome = keep(index + 1, document, reader.0.knowledge, &mut ledger);
            told.extend(value(&outcome)?.to_string().into_bytes());
            told.push(b'\n');
        }
        Ok(told)
    });
    let told = read.await.map_err(|_| gone())??;
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], told).into_response())
}

fn filter(params: &Params) -> Result<Filter, Failure> {
    Ok(Filter {
        speaker: params.owned("speaker"),
        kind: params.word("kind", ledger::SpeakerKind::from_name)?,
        affiliation: params.owned("affiliation"),
        outlet: params.owned("outlet"),
        form: params.word("form", ledger::Form::from_name)?,
        polarity: params.word("polarity", Polarity::from_name)?,
        since: params.owned("since"),
        until: params.owned("until"),
        text: params.owned("text"),
        report: params.owned("report"),
        actor: params.owned("actor"),
        issue: params.word("issue", Issue::from_name)?,
        stance: params.word("stance", Stance::from_name)?,
        forum: params.owned("forum"),
        forum_state: params.word("forum_state", ledger::ForumState::from_name)?,
        event_type: params.word("event_type", ledger::EventType::from_name)?,
        event_status: params.word("event_status", ledger::EventStatus::from_name)?,
        limit: Some(params.number("limit", ENTRIES, MOST)),
        latest_first: true,
    })
}

async fn rows(app: App, params: Params, kind: RowKind) -> Told {
    fn told<T: Serialize>(entries: &[Entry<T>], id: fn(&T) -> &str) -> Result<Vec<Value>, Failure> {
        let one = |entry: &Entry<T>| -> Result<Value, Failure> {
            let address = format!("{}#{}", entry.report.id, id(&entry.row));
            Ok(json!({
                "address": address,
                "page": crate::params::row_link(&address),
                "report": head(&entry.report),
                "row": value(&entry.row)?,
            }))
        };
        entries.iter().map(one).collect()
    }
    let read = app.read(move |ledger, _| {
        let filter = filter(&params)?;
        let rows = match kind {
            RowKind::Statement => told(&ledger.statements(&filter)?, |row| &row.id)?,
            RowKind::Position => told(&ledger.positions(&filter)?, |row| &row.id)?,
            RowKind::Forum => told(&ledger.forums(&filter)?, |row| &row.id)?,
            RowKind::Event => told(&ledger.events(&filter)?, |row| &row.id)?,
        };
        Ok(Json(json!({"rows": rows})))
    });
    Ok(read.await?)
}

/// Who said what, the latest reports first.
#[utoipa::path(get, path = "/api/v1/statements", params(("speaker" = Option<String>, Query), ("kind" = Option<String>, Query), ("affiliation" = Option<String>, Query), ("outlet" = Option<String>, Query), ("polarity" = Option<String>, Query), ("since" = Option<String>, Query), ("until" = Option<String>, Query), ("text" = Option<String>, Query), ("report" = Option<String>, Query), ("limit" = Option<usize>, Query)), responses((status = 200, description = "Statements with their reports", body = Object), (status = 400, description = "A filter has no meaning")))]
pub(crate) async fn statements(State(app): State<App>, params: Params) -> Told {
    rows(app, params, RowKind::Statement).await
}

/// Who is ready for what, the latest reports first.
#[utoipa::path(get, path = "/api/v1/positions", params(("actor" = Option<String>, Query), ("issue" = Option<String>, Query), ("stance" = Option<String>, Query), ("since" = Option<String>, Query), ("until" = Option<String>, Query), ("report" = Option<String>, Query), ("limit" = Option<usize>, Query)), responses((status = 200, description = "Positions with their reports", body = Object)))]
pub(crate) async fn positions(State(app): State<App>, params: Params) -> Told {
    rows(app, params, RowKind::Position).await
}

/// Who sits at which table, the latest reports first.
#[utoipa::path(get, path = "/api/v1/forums", params(("actor" = Option<String>, Query), ("forum" = Option<String>, Query), ("forum_state" = Option<String>, Query), ("since" = Option<String>, Query), ("until" = Option<String>, Query), ("limit" = Option<usize>, Query)), responses((status = 200, description = "Forum states with their reports", body = Object)))]
pub(crate) async fn forums(State(app): State<App>, params: Params) -> Told {
    rows(app, params, RowKind::Forum).await
}

/// What happened, is planned, or is claimed, the latest reports first.
#[utoipa::path(get, path = "/api/v1/events", params(("actor" = Option<String>, Query), ("event_type" = Option<String>, Query), ("event_status" = Option<String>, Query), ("since" = Option<String>, Query), ("until" = Option<String>, Query), ("limit" = Option<usize>, Query)), responses((status = 200, description = "Events with their reports", body = Object)))]
pub(crate) async fn events(State(app): State<App>, params: Params) -> Told {
    rows(app, params, RowKind::Event).await
}

/// Rows at some places of the index, with their reports.
fn at(ledger: &Ledger, places: &[&Place]) -> Result<Vec<Value>, Failure> {
    let numbers: Vec<i64> = places.iter().map(|place| place.number).collect();
    let one = |entry: &Entry<OwnedRow>| -> Result<Value, Failure> {
        let address = entry.address();
        Ok(json!({
            "address": address,
            "page": crate::params::row_link(&address),
            "kind": entry.row.as_row().kind().name(),
            "report": head(&entry.report),
            "row": match &entry.row {
                OwnedRow::Statement(row) => value(row)?,
                OwnedRow::Position(row) => value(row)?,
                OwnedRow::Forum(row) => value(row)?,
                OwnedRow::Event(row) => value(row)?,
            },
        }))
    };
    ledger.numbered(&numbers)?.iter().map(one).collect()
}

/// The part of some places that `skip` and `limit` ask for.
fn part<'p, 'r>(places: &'p [&'r Place], params: &Params) -> &'p [&'r Place] {
    let from = params.number("skip", 0, usize::MAX).min(places.len());
    let to = from.saturating_add(params.number("limit", ENTRIES, MOST)).min(places.len());
    &places[from..to]
}

/// The timeline: what has a date, the newest first; what is planned or proposed stands apart.
#[utoipa::path(get, path = "/api/v1/timeline", params(("show" = Option<String>, Query, description = "`events`, `forums`, `statements` or `all`; events and forum states when left out"), ("actor" = Option<String>, Query, description = "Part of a name"), ("since" = Option<String>, Query), ("until" = Option<String>, Query), ("limit" = Option<usize>, Query, description = "At most so many of each, 1000 at most"), ("skip" = Option<usize>, Query, description = "So many of each passed over")), responses((status = 200, description = "Rows with their reports: those ahead, and the others, with how many there are of each", body = Object), (status = 400, description = "A filter has no meaning")))]
pub(crate) async fn timeline(State(app): State<App>, params: Params) -> Told {
    let read = app.read(move |ledger, app| {
        let rows = app.rows()?;
        let (ahead, behind) = crate::pages::timeline::chosen(&rows, &params)?;
        Ok(Json(json!({
            "total": behind.len(),
            "rows": at(ledger, part(&behind, &params))?,
            "total_ahead": ahead.len(),
            "ahead": at(ledger, part(&ahead, &params))?,
        })))
    });
    Ok(read.await?)
}

/// What two sides say must come true: their positions that have conditions, the newest first.
#[utoipa::path(get, path = "/api/v1/conditions", params(("one" = Option<String>, Query, description = "One side, by its whole name; the one with the most conditions when left out"), ("other" = Option<String>, Query, description = "The other side"), ("issue" = Option<String>, Query), ("since" = Option<String>, Query), ("until" = Option<String>, Query), ("limit" = Option<usize>, Query, description = "At most so many of a side, 1000 at most"), ("skip" = Option<usize>, Query, description = "So many of a side passed over")), responses((status = 200, description = "Both sides with their positions and reports, and who else has conditions", body = Object), (status = 400, description = "A filter has no meaning")))]
pub(crate) async fn conditions(State(app): State<App>, params: Params) -> Told {
    let read = app.read(move |ledger, app| {
        let rows = app.rows()?;
        let chosen = crate::pages::conditions::chosen(&rows, &params)?;
        let side = |(name, places): &(String, Vec<&Place>)| -> Result<Value, Failure> {
            let rows = at(ledger, part(places, &params))?;
            Ok(json!({"holder": name, "total": places.len(), "rows": rows}))
        };
        let sides = chosen.sides.iter().map(side).collect::<Result<Vec<_>, Failure>>()?;
        let holder = |(name, count): &(String, usize)| json!({"name": name, "positions": count});
        let holders: Vec<Value> = chosen.names.iter().take(MOST).map(holder).collect();
        Ok(Json(json!({"sides": sides, "holders": holders})))
    });
    Ok(read.await?)
}

/// Statements and reports by their words.
#[utoipa::path(get, path = "/api/v1/search", params(("q" = String, Query, description = "Words; a phrase in quotation marks, a minus before what must not be there"), ("limit" = Option<usize>, Query)), responses((status = 200, description = "Places with the words around", body = Object)))]
pub(crate) async fn search(State(app): State<App>, params: Params) -> Told {
    let read = app.read(move |ledger, _| {
        let hits =
            ledger.search(params.get("q").unwrap_or_default(), params.number("limit", ENTRIES, MOST))?;
        let hits: Vec<Value> = hits
            .iter()
            .map(|hit| {
                json!({
                    "report": head(&hit.report),
                    "row": hit.row.as_ref().map(|row| format!("{}#{row}", hit.report.id)),
                    "snippet": hit.snippet,
                    "passage": hit.passage,
                    "found": hit.found,
                })
            })
            .collect();
        Ok(Json(json!({"hits": hits})))
    });
    Ok(read.await?)
}

/// The board: where each actor stands on each issue, toward whom.
#[utoipa::path(get, path = "/api/v1/board", params(("issue" = Option<String>, Query), ("actor" = Option<String>, Query), ("since" = Option<String>, Query), ("until" = Option<String>, Query)), responses((status = 200, description = "Issues with their cells, the latest stance each", body = Object)))]
pub(crate) async fn board(State(app): State<App>, params: Params) -> Told {
    let read = app.read(move |_, app| {
        let rows = app.rows()?;
        let sections = crate::pages::board::sections(&rows, &params, MOST)?;
        let cell = |cell: &crate::pages::board::Cell| {
            json!({
                "holder": cell.holder,
                "toward": cell.toward,
                "stance": cell.stance,
                "not_expressed": cell.silent,
                "conditions": cell.conditions,
                "date": cell.date,
                "positions": cell.count,
                "stance_before": cell.moved,
                "page": cell.link,
            })
        };
        let issues: Vec<Value> = sections
            .iter()
            .map(|section| json!({"issue": section.name, "cells": section.cells.iter().map(cell).collect::<Vec<_>>()}))
            .collect();
        Ok(Json(json!({"issues": issues})))
    });
    Ok(read.await?)
}

/// Who speaks, and how often.
#[utoipa::path(get, path = "/api/v1/actors", responses((status = 200, description = "Names with the rows that are theirs", body = Object)))]
pub(crate) async fn actors(State(app): State<App>, params: Params) -> Told {
    let read = app.read(move |_, app| {
        let rows = app.rows()?;
        let limit = params.number("limit", ENTRIES, MOST);
        let actors: Vec<Value> = crate::pages::actors::ordered(&rows, None)
            .into_iter()
            .take(limit)
            .map(|(who, counts)| {
                json!({
                    "name": rows.named(who),
                    "statements": counts.statements,
                    "denials": counts.denials,
                    "positions": counts.positions,
                    "forums": counts.forums,
                    "events": counts.events,
                })
            })
            .collect();
        Ok(Json(json!({"actors": actors})))
    });
    Ok(read.await?)
}

/// A brief, as `rapporteur brief --format json` writes it.
#[utoipa::path(get, path = "/api/v1/brief", params(("since" = Option<String>, Query), ("until" = Option<String>, Query), ("actor" = Option<String>, Query), ("report" = Option<String>, Query), ("limit" = Option<usize>, Query)), responses((status = 200, description = "Who said what, grouped by speaker", body = Object)))]
pub(crate) async fn brief(State(app): State<App>, params: Params) -> Told {
    let read = app.read(move |ledger, _| Ok(Json(value(&crate::pages::brief::asked(ledger, &params)?.0)?)));
    Ok(read.await?)
}
