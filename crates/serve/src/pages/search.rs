//! Search: statements and reports by their words, by speaker, by date; the newest first.

use askama::Template;
use axum::extract::State;
use ledger::{Form, Passage, Polarity, SpeakerKind, Statement};
use store::{Entry, Filter, Hit};

use super::{Answer, Line, shortened, shown};
use crate::app::App;
use crate::failure::Failure;
use crate::params::{Params, claim_link, report_link, row_link};

/// Results on a page, and at most.
const RESULTS: usize = 30;
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    current: &'static str,
    q: String,
    speaker: String,
    outlet: String,
    since: String,
    until: String,
    kind: String,
    polarity: String,
    kinds: Vec<&'static str>,
    is_asked: bool,
    results: Vec<Found>,
    more: Option<String>,
}

/// One result.
struct Found {
    line: Line,
    link: String,
    address: String,
    claim: Option<String>,
    who: String,
    how: String,
    snippet: Vec<(bool, String)>,
}

pub(super) async fn page(State(app): State<App>, params: Params) -> Answer {
    app.read(move |ledger, _| {
        let limit = params.number("limit", RESULTS, MOST);
        let kind = params.word("kind", SpeakerKind::from_name)?;
        let polarity = params.word("polarity", Polarity::from_name)?;
        let narrowing = ["speaker", "outlet", "since", "until", "kind", "polarity", "report"];
        let is_narrow = narrowing.iter().any(|name| params.get(name).is_some());
        let mut results: Vec<Found> = match (params.get("q"), is_narrow) {
            (Some(q), false) => ledger.search(q, limit + 1)?.iter().map(hit).collect(),
            (None, false) => latest(ledger, limit + 1)?,
            (q, _) => {
                let filter = Filter {
                    speaker: params.owned("speaker"),
                    kind,
                    outlet: params.owned("outlet"),
                    polarity,
                    since: params.owned("since"),
                    until: params.owned("until"),
                    report: params.owned("report"),
                    text: q.map(str::to_owned),
                    limit: Some(limit + 1),
                    latest_first: true,
                    ..Filter::default()
                };
                ledger.statements(&filter)?.iter().map(statement).collect()
            }
        };
        let more = results.len() > limit && limit < MOST;
        results.truncate(limit);
        let wider = (limit * 2).min(MOST).to_string();
        let text = |name: &str| params.owned(name).unwrap_or_default();
        shown(&SearchPage {
            current: "search",
            q: text("q"),
            speaker: text("speaker"),
            outlet: text("outlet"),
            since: text("since"),
            until: text("until"),
            kind: text("kind"),
            polarity: text("polarity"),
            kinds: SpeakerKind::ALL.iter().map(|kind| kind.name()).collect(),
            is_asked: is_narrow || params.get("q").is_some(),
            results,
            more: more.then(|| params.with("/search", "limit", Some(&wider))),
        })
    })
    .await
}

/// The statements of the latest reports.
fn latest(ledger: &store::Ledger, limit: usize) -> Result<Vec<Found>, Failure> {
    let mut found = Vec::new();
    for report in ledger.newest(0, limit)? {
        if found.len() >= limit {
            break;
        }
        let filter =
            Filter { report: Some(report.head.id), limit: Some(limit - found.len()), ..Filter::default() };
        found.extend(ledger.statements(&filter)?.iter().map(statement));
    }
    Ok(found)
}

fn hit(hit: &Hit) -> Found {
    let address =
        hit.row.as_ref().map_or_else(|| hit.report.id.clone(), |row| format!("{}#{row}", hit.report.id));
    Found {
        line: Line::of(&hit.report),
        link: hit.row.as_ref().map_or_else(|| report_link(&hit.report.id), |_| row_link(&address)),
        claim: hit.row.as_ref().map(|_| claim_link(&address)),
        address,
        who: String::new(),
        how: String::new(),
        snippet: snippet(&hit.snippet, hit.passage, &hit.found),
    }
}

/// The words around, those searched for told apart.
fn snippet(words: &str, passage: Option<Passage>, found: &[Passage]) -> Vec<(bool, String)> {
    let Some(passage) = passage else { return vec![(false, words.to_owned())] };
    let letters: Vec<char> = words.chars().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    for place in found {
        let within = |offset: usize| offset.saturating_sub(passage.start).min(letters.len());
        let (start, end) = (within(place.start).max(at), within(place.end));
        if start >= end {
            continue;
        }
        pieces.push((false, letters[at..start].iter().collect()));
        pieces.push((true, letters[start..end].iter().collect()));
        at = end;
    }
    pieces.push((false, letters[at..].iter().collect()));
    pieces
}

fn statement(entry: &Entry<Statement>) -> Found {
    let row = &entry.row;
    let address = format!("{}#{}", entry.report.id, row.id);
    let nameless = matches!(row.speaker.kind, SpeakerKind::Unnamed | SpeakerKind::Group);
    let mut who = row.speaker.text.as_ref().filter(|_| nameless).unwrap_or(&row.speaker.entity).clone();
    for link in &row.chain {
        who.push_str(&format!(", through {}", link.entity));
    }
    let mut how = vec![match row.form {
        Form::Direct => "quoted",
        Form::Mixed => "quoted in part",
        Form::Indirect => "paraphrased",
    }];
    if row.polarity == Polarity::Denies {
        how.push("denies");
    }
    if !row.hedges.is_empty() {
        how.push("hedged");
    }
    Found {
        line: Line::of(&entry.report),
        link: row_link(&address),
        claim: Some(claim_link(&address)),
        address,
        who,
        how: how.join(", "),
        snippet: vec![(false, shortened(&row.words.join(" … "), 400))],
    }
}
