//! Report: its text with the evidence marked by kind, page furniture folded away, the rows in the margin.

use askama::Template;
use axum::extract::{Path, State};
use export::html::Look;
use ledger::{Extraction, Form, Polarity, Row, SpeakerKind};

use super::{Answer, Line, shortened, shown};
use crate::app::App;
use crate::failure::Failure;
use crate::params::{claim_link, encoded, report_link};

mod marked;

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    current: &'static str,
    line: Line,
    basis: String,
    url: Option<String>,
    language: String,
    problems: Vec<String>,
    text: String,
    kinds: Vec<&'static str>,
    rows: Vec<Margin>,
    readings: usize,
    brief_id: String,
}

/// A row in the margin.
struct Margin {
    id: String,
    kind: &'static str,
    who: String,
    how: Vec<String>,
    stance: Option<&'static str>,
    words: String,
    rule: String,
    why: String,
    claim: String,
}

#[derive(Template)]
#[template(path = "row.html")]
struct RowPage {
    current: &'static str,
    address: String,
    back: String,
    claim: String,
    body: String,
}

pub(super) async fn page(State(app): State<App>, Path(id): Path<String>) -> Answer {
    app.read(move |ledger, _| {
        let readings = ledger.readings(&id)?;
        let count = readings.len();
        let Some(reading) = readings.into_iter().find(|reading| !reading.superseded) else {
            return Err(no_report(&id));
        };
        let (extraction, text) = (reading.extraction, reading.text);
        let mut line = Line::of(&store::ReportHead::of(&extraction).ok_or_else(|| no_report(&id))?);
        if extraction.title.is_none() {
            line.title = marked::headline(&extraction, &text).unwrap_or(line.title);
        }
        let marked = marked::text(&extraction, &text);
        shown(&ReportPage {
            current: "search",
            line,
            basis: extraction.published_basis.clone().unwrap_or_default(),
            url: extraction.url.clone(),
            language: extraction.language.clone().unwrap_or_default(),
            problems: extraction.problems.iter().map(|problem| problem.message.clone()).collect(),
            text: marked.html,
            kinds: marked.kinds,
            rows: margin(&id, &extraction),
            readings: count,
            brief_id: encoded(&id),
        })
    })
    .await
}

/// Why a row stands in the ledger.
pub(super) async fn row(State(app): State<App>, Path((id, row)): Path<(String, String)>) -> Answer {
    app.read(move |ledger, _| {
        let Some(store::Reading { extraction, text, .. }) = ledger.current(&id)? else {
            return Err(no_report(&id));
        };
        let Some(page) = views::why(&extraction, &text, &row) else {
            let message = format!("report `{id}` has no row `{row}`");
            return Err(Failure::missing(message, "open the report: its rows stand in its margin"));
        };
        let mut body = Vec::new();
        export::html::page(&page, &Look::default(), &mut body)?;
        shown(&RowPage {
            current: "search",
            address: format!("{id}#{row}"),
            claim: claim_link(&format!("{id}#{row}")),
            back: format!("{}#{}", report_link(&id), encoded(&row)),
            body: String::from_utf8_lossy(&body).into_owned(),
        })
    })
    .await
}

/// A report as lists show it, with the headline in its text where it came without one beside it.
pub(super) fn headed(ledger: &store::Ledger, head: &store::ReportHead) -> Line {
    let mut line = Line::of(head);
    if head.title.is_none() {
        // A reading that can't be put together is told of where it is opened.
        let read = ledger.current(&head.id).ok().flatten();
        let headline = read.and_then(|read| marked::headline(&read.extraction, &read.text));
        line.title = headline.unwrap_or(line.title);
    }
    line
}

fn no_report(id: &str) -> Failure {
    Failure::missing(format!("there is no report `{id}`"), "search for words of it")
}

/// The rows in the order of their words.
fn margin(report: &str, extraction: &Extraction) -> Vec<Margin> {
    let mut rows: Vec<Row<'_>> = extraction.rows().collect();
    rows.sort_by_key(|row| (first(*row), row.kind()));
    rows.into_iter().map(|row| one(report, row)).collect()
}

/// Where the words of a row begin.
fn first(row: Row<'_>) -> usize {
    let begins = views::marks(row).into_iter().map(|(passage, _)| passage.start).min();
    begins.unwrap_or(row.evidence().passage().start)
}

fn one(report: &str, row: Row<'_>) -> Margin {
    let mut how = Vec::new();
    let mut stance = None;
    let (who, words) = match row {
        Row::Statement(row) => {
            if row.polarity == Polarity::Denies {
                how.push("denies".to_owned());
            }
            how.push(match row.form {
                Form::Direct => "quoted".to_owned(),
                Form::Mixed => "quoted in part".to_owned(),
                Form::Indirect => "paraphrased".to_owned(),
            });
            if !row.hedges.is_empty() {
                how.push("hedged".to_owned());
            }
            how.extend(row.chain.iter().map(|link| format!("through {}", link.entity)));
            how.extend(row.time.iter().filter_map(|time| time.value.clone()));
            let nameless = matches!(row.speaker.kind, SpeakerKind::Unnamed | SpeakerKind::Group);
            let who = row.speaker.text.as_ref().filter(|_| nameless).unwrap_or(&row.speaker.entity);
            let mut who = who.clone();
            if let Some(affiliation) = row.speaker.affiliation.as_ref().filter(|name| **name != who) {
                who = format!("{who} ({affiliation})");
            }
            (who, row.words.join(" … "))
        }
        Row::Position(row) => {
            how.push(row.issue.name().replace('_', " "));
            if !row.toward.is_empty() {
                how.push(format!("toward {}", row.toward.join(", ")));
            }
            if row.negated_expectation {
                how.push("not expressed".to_owned());
            }
            how.extend(row.conditions.iter().map(|condition| condition.kind.name().to_owned()));
            stance = Some(row.stance.name());
            (row.holder.clone(), row.because.text().to_owned())
        }
        Row::Forum(row) => {
            how.push(row.state.name().replace('_', " "));
            how.extend(row.time.iter().filter_map(|time| time.value.clone()));
            let body = row.body.as_ref().map_or(String::new(), |body| format!(" / {body}"));
            (format!("{}, {}{body}", row.actor, row.forum), row.because.text().to_owned())
        }
        Row::Event(row) => {
            how.push(row.kind.name().to_lowercase());
            how.push(row.status.name().to_owned());
            how.extend(row.time.iter().filter_map(|time| time.value.clone()));
            let target = row.target.as_ref().map_or(String::new(), |target| format!(" → {target}"));
            (format!("{}{target}", row.source), row.because.text().to_owned())
        }
    };
    Margin {
        id: row.id().to_owned(),
        kind: row.kind().name(),
        who,
        how,
        stance,
        words: shortened(&words, 180),
        rule: row.evidence().rule().to_owned(),
        why: format!("{}/rows/{}", report_link(report), encoded(row.id())),
        claim: claim_link(&format!("{report}#{}", row.id())),
    }
}
