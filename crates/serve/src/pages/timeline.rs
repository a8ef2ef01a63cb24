//! Timeline: events, forum states and, when asked, statements; what is planned stands ahead. Columns lead
//! to their stretch of time.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use ledger::{EventStatus, ForumState};
use store::What;

use super::board::within;
use super::{Answer, shown};
use crate::app::App;
use crate::chart::{Bar, bars, squares};
use crate::index::{Place, Rows, bounds, day_text};
use crate::params::{Params, written};
use crate::rows::{Listed, listed};

/// Rows on the page, behind and ahead.
const LINES: usize = 60;
const AHEAD: usize = 15;

/// Columns of a chart.
const COLUMNS: usize = 60;

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    current: &'static str,
    chart: String,
    counts: Vec<(String, usize, String)>,
    kinds_chart: String,
    kinds_columns: Vec<String>,
    kinds: Vec<(String, Vec<usize>)>,
    ahead: Vec<Listed>,
    days: Vec<(String, Vec<Listed>)>,
    total: usize,
    earlier: Option<String>,
    wider: Option<String>,
    actor: String,
    since: String,
    until: String,
    show: String,
    progress: Option<(usize, usize)>,
}

pub(super) async fn page(State(app): State<App>, params: Params) -> Answer {
    app.read(move |ledger, app| {
        let rows = app.rows()?;
        let within = within(&params)?;
        let show = params.owned("show").unwrap_or_default();
        let actor = params.get("actor").map(str::to_lowercase);
        let is_shown = |row: &&Place| {
            let kind = match row.what {
                What::Event(..) => show != "forums" && show != "statements",
                What::Forum(_) => show != "events" && show != "statements",
                What::Statement(_) => show == "statements" || show == "all",
                What::Position(..) => show == "all",
            };
            kind && row.from != 0 && within(row.from, row.to) && about(&rows, row, actor.as_deref())
        };
        let all: Vec<&Place> = rows.all.iter().filter(is_shown).collect();
        let (ahead, behind): (Vec<&Place>, Vec<&Place>) = all.iter().partition(|row| is_ahead(row));
        let (unit, counts) = counted(&behind);
        let columns: Vec<Bar> = counts
            .iter()
            .map(|(name, count)| Bar {
                name: name.clone(),
                link: week_link(&params, name, unit),
                count: *count,
            })
            .collect();
        let (kinds_columns, kinds) = by_kind(&behind, unit);

        let skip = params.number("skip", 0, usize::MAX);
        let page: Vec<&Place> = behind.iter().skip(skip).take(LINES).copied().collect();
        let dates: Vec<String> = page.iter().map(|row| day_text(row.from, row.to)).collect();
        let mut days: Vec<(String, Vec<Listed>)> = Vec::new();
        for (date, row) in dates.into_iter().zip(listed(ledger, &page)?) {
            match days.last_mut() {
                Some((last, of_day)) if *last == date => of_day.push(row),
                _ => days.push((date, vec![row])),
            }
        }
        let next = (skip + LINES).to_string();
        let text = |name: &str| params.owned(name).unwrap_or_default();
        shown(&TimelinePage {
            current: "timeline",
            chart: if columns.len() > 1 { bars("Rows over time; a column leads to its time", &columns) } else { String::new() },
            counts: columns.into_iter().map(|bar| (bar.name, bar.count, bar.link)).collect(),
            kinds_chart: if kinds.is_empty() { String::new() } else { squares("Events by kind over time", &kinds_columns, &kinds) },
            kinds_columns,
            kinds,
            ahead: listed(ledger, &ahead[..ahead.len().min(AHEAD)])?,
            total: behind.len(),
            earlier: (behind.len() > skip + LINES).then(|| params.with("/timeline", "skip", Some(&next))),
            wider: wider(&params),
            days,
            actor: text("actor"),
            since: text("since"),
            until: text("until"),
            show,
            progress: app.progress(&rows),
        })
    })
    .await
}

/// True when an actor whose name has `part` in it takes part in the row.
pub(super) fn about(rows: &Rows, row: &Place, part: Option<&str>) -> bool {
    let Some(part) = part else { return true };
    let has = |number: u32| rows.named(number).to_lowercase().contains(part);
    has(row.who)
        || rows.affiliation(row).is_some_and(has)
        || rows.toward(row).iter().any(|&number| has(number))
}

fn is_ahead(row: &Place) -> bool {
    matches!(
        row.what,
        What::Event(_, EventStatus::Planned | EventStatus::Proposed) | What::Forum(ForumState::WillAttend)
    )
}

/// How long a column is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Month,
    Week,
    Day,
}

impl Unit {
    fn name(self, day: u32) -> String {
        match self {
            Self::Year => format!("{:04}", day / 10000),
            Self::Month => format!("{:04}-{:02}", day / 10000, day / 100 % 100),
            Self::Day => day_text(day, day),
            // A week is named by its Monday.
            Self::Week => {
                let days = crate::index::days(day);
                let monday = days - (days + 2).rem_euclid(7);
                civil(monday)
            }
        }
    }
}

/// The day a number of [`crate::index::days`] stands for.
fn civil(days: i64) -> String {
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let part = (5 * of_year + 2) / 153;
    let day = of_year - (153 * part + 2) / 5 + 1;
    let month = if part < 10 { part + 3 } else { part - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Counts by the longest stretches of which there are still several.
fn counted(rows: &[&Place]) -> (Unit, Vec<(String, usize)>) {
    for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::Year] {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows {
            *counts.entry(unit.name(row.from)).or_default() += 1;
            if counts.len() > COLUMNS {
                break;
            }
        }
        if counts.len() <= COLUMNS || unit == Unit::Year {
            return (unit, counts.into_iter().rev().take(COLUMNS).collect::<Vec<_>>().into_iter().rev().collect());
        }
    }
    (Unit::Year, Vec::new())
}

/// Events a kind and a stretch; the most frequent kinds first.
fn by_kind(rows: &[&Place], unit: Unit) -> (Vec<String>, Vec<(String, Vec<usize>)>) {
    // Kinds are shown by week at the finest.
    let unit = if unit == Unit::Day { Unit::Week } else { unit };
    let mut columns: Vec<String> = Vec::new();
    let mut counts: BTreeMap<&'static str, BTreeMap<String, usize>> = BTreeMap::new();
    for row in rows {
        let What::Event(kind, _) = row.what else { continue };
        let name = unit.name(row.from);
        if columns.last() != Some(&name) {
            if columns.len() >= COLUMNS {
                break;
            }
            columns.push(name.clone());
        }
        *counts.entry(kind.name()).or_default().entry(name).or_default() += 1;
    }
    columns.sort();
    columns.dedup();
    let mut kinds: Vec<(String, Vec<usize>)> = counts
        .into_iter()
        .map(|(kind, of)| {
            let counts = columns.iter().map(|column| of.get(column).copied().unwrap_or(0)).collect();
            (kind.to_lowercase(), counts)
        })
        .collect();
    kinds.sort_by(|a, b| b.1.iter().sum::<usize>().cmp(&a.1.iter().sum()).then_with(|| a.0.cmp(&b.0)));
    (columns, kinds)
}

/// The timeline of a column of some length.
fn week_link(params: &Params, name: &str, unit: Unit) -> String {
    if unit != Unit::Week {
        return stretch_link(params, name);
    }
    let last = bounds(name).map_or_else(|| name.to_owned(), |day| civil(crate::index::days(day.0) + 6));
    let kept = stretch_free(params);
    let mark = if kept.contains('?') { '&' } else { '?' };
    format!("{kept}{mark}since={name}&until={last}")
}

/// The timeline of one column.
fn stretch_link(params: &Params, name: &str) -> String {
    let kept = params.0.iter().filter(|pair| {
        !matches!(pair.0.as_str(), "since" | "until" | "skip") && !pair.1.trim().is_empty()
    });
    let kept = kept.map(|pair| (pair.0.as_str(), pair.1.as_str()));
    written("/timeline", kept.chain([("since", name), ("until", name)]))
}

/// The timeline of the year or month around the stretch that is shown.
fn wider(params: &Params) -> Option<String> {
    let (since, until) = (params.get("since")?, params.get("until")?);
    let (from, to) = (bounds(since)?.0, bounds(until)?.1);
    if from / 100 == to / 100 && from % 100 != 1 || since == until && since.len() == 10 {
        return Some(stretch_link(params, &format!("{:04}-{:02}", from / 10000, from / 100 % 100)));
    }
    if from / 10000 == to / 10000 && since.len() > 4 {
        return Some(stretch_link(params, &format!("{:04}", from / 10000)));
    }
    Some(stretch_free(params))
}

fn stretch_free(params: &Params) -> String {
    let kept = params.0.iter().filter(|pair| {
        !matches!(pair.0.as_str(), "since" | "until" | "skip") && !pair.1.trim().is_empty()
    });
    written("/timeline", kept.map(|pair| (pair.0.as_str(), pair.1.as_str())))
}
