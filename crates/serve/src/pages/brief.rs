//! Brief: what some reports say, in their words, ready for print. A reader may leave lines out, and every
//! line keeps its number.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use export::html::Look;
use ledger::Extraction;
use store::{Filter, Ledger};
use views::Page;
use views::brief::{Brief, brief};

use super::{Answer, shown};
use crate::app::App;
use crate::failure::Failure;
use crate::params::{Params, row_link};

/// Reports of a brief unless asked otherwise, and at most. A brief of more is a task for the command line.
const REPORTS: usize = 20;
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "brief.html")]
struct BriefPage {
    current: &'static str,
    body: String,
    reports: usize,
    left_out: usize,
    restore: String,
    markdown: String,
    html: String,
    limit: usize,
    since: String,
    until: String,
    actor: String,
    report: String,
    positions: bool,
}

pub(super) async fn page(State(app): State<App>, params: Params) -> Answer {
    app.read(move |ledger, _| {
        let (brief, reports) = asked(ledger, &params)?;
        let page = brief.page();
        let leave_out = |address: &str| params.and("/brief", "without", address);
        let look = Look {
            link: Some(&row_link),
            numbered: true,
            without: without(&params),
            leave_out: Some(&leave_out),
        };
        let mut body = Vec::new();
        export::html::page(&page, &look, &mut body)?;
        let text = |name: &str| params.owned(name).unwrap_or_default();
        shown(&BriefPage {
            current: "brief",
            body: String::from_utf8_lossy(&body).into_owned(),
            reports,
            left_out: look.without.len(),
            restore: params.with("/brief", "without", None),
            markdown: params.with("/brief/download", "format", Some("md")),
            html: params.with("/brief/download", "format", Some("html")),
            limit: params.number("limit", REPORTS, MOST),
            since: text("since"),
            until: text("until"),
            actor: text("actor"),
            report: text("report"),
            positions: params.get("positions").is_some(),
        })
    })
    .await
}

/// The brief as a file.
pub(super) async fn download(State(app): State<App>, params: Params) -> Result<Response, Failure> {
    app.read(move |ledger, _| {
        let page = asked(ledger, &params)?.0.page();
        let mut file = Vec::new();
        let (kind, name) = match params.get("format") {
            Some("md") => {
                export::markdown::page(&kept(page, &without(&params)), &mut file)?;
                ("text/markdown; charset=utf-8", "attachment; filename=\"brief.md\"")
            }
            Some("html") => {
                let look = Look { numbered: true, without: without(&params), ..Look::default() };
                export::html::document(&page, "Brief", &look, &mut file)?;
                ("text/html; charset=utf-8", "attachment; filename=\"brief.html\"")
            }
            _ => return Err(Failure::asked("a brief is written as `md` or `html`")),
        };
        Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], file).into_response())
    })
    .await
}

/// The page of a brief without some of its rows and what is inside them.
fn kept(mut page: Page, without: &BTreeSet<String>) -> Page {
    let mut skipped = None;
    page.blocks.retain(|block| {
        let views::Block::Entry { depth, citation, .. } = block else { return true };
        if skipped.is_some_and(|skipped| *depth > skipped) {
            return false;
        }
        skipped = without.contains(&citation.address).then_some(*depth);
        skipped.is_none()
    });
    page
}

fn without(params: &Params) -> BTreeSet<String> {
    params.all("without").map(str::to_owned).collect()
}

/// The brief of the reports asked for, and how many they are.
pub(crate) fn asked(ledger: &Ledger, params: &Params) -> Result<(Brief, usize), Failure> {
    let mut reports = Vec::new();
    for id in ids(ledger, params)? {
        reports.extend(ledger.extraction(&id)?);
    }
    if params.get("positions").is_none() {
        // Read too poorly so far to be handed on unasked.
        for report in &mut reports {
            report.positions.clear();
            report.forums.clear();
        }
    }
    let count = reports.len();
    let reports: Vec<&Extraction> = reports.iter().collect();
    Ok((brief(reports), count))
}

/// The reports asked for: named ones, else the latest that have what is asked.
fn ids(ledger: &Ledger, params: &Params) -> Result<Vec<String>, Failure> {
    let limit = params.number("limit", REPORTS, MOST);
    let named: Vec<String> = params.all("report").take(limit).map(str::to_owned).collect();
    if !named.is_empty() {
        return Ok(named);
    }
    let is_narrow = ["since", "until", "actor", "outlet", "q"].iter().any(|name| params.get(name).is_some());
    if !is_narrow {
        return Ok(ledger.newest(0, limit)?.into_iter().map(|report| report.head.id).collect());
    }
    let filter = Filter {
        actor: params.owned("actor"),
        since: params.owned("since"),
        until: params.owned("until"),
        outlet: params.owned("outlet"),
        text: params.owned("q"),
        latest_first: true,
        // Reports have some thirty statements at most, as a rule.
        limit: Some(limit * 30),
        ..Filter::default()
    };
    let mut ids: Vec<String> = Vec::new();
    for entry in ledger.statements(&filter)? {
        if ids.last() != Some(&entry.report.id) {
            ids.push(entry.report.id);
        }
        if ids.len() > limit {
            break;
        }
    }
    ids.truncate(limit);
    Ok(ids)
}
