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
use crate::failure::Failure;
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
        let (ahead, behind) = chosen(&rows, &params)?;
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
            chart: if columns.len() > 1 {
                bars("Rows over time; a column leads to its time", &columns)
            } else {
                String::new()
            },
            counts: columns.into_iter().map(|bar| (bar.name, bar.count, bar.link)).collect(),
            kinds_chart: if kinds.is_empty() {
                String::new()
            } else {
                squares("Events by kind over time", &kinds_columns, &kinds)
            },
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
            show: text("show"),
            progress: app.progress(&rows),
        })
    })
    .await
}

/// The dated rows that `show`, `actor`, `since` and `until` ask for, the newest first: those that look ahead,
/// and the others.
pub(crate) fn chosen<'a>(
    rows: &'a Rows,
    params: &Params,
) -> Result<(Vec<&'a Place>, Vec<&'a Place>), Failure> {
    let within = within(params)?;
    let show = params.get("show").unwrap_or_default();
    let actor = params.get("actor").map(str::to_lowercase);
    let is_shown = |row: &&Place| {
        let kind = match row.what {
            What::Event(..) => show != "forums" && show != "statements",
            What::Forum(_) => show != "events" && show != "statements",
            What::Statement(_) => show == "statements" || show == "all",
            What::Position(..) => show == "all",
        };
        kind && row.from != 0 && within(row.from, row.to) && about(rows, row, actor.as_deref())
    };
    Ok(rows.all.iter().filter(is_shown).partition(|row| is_ahead(row)))
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

/// Counts by the finest stretches that fit, from the first to the last; the latest where none fit.
fn counted(rows: &[&Place]) -> (Unit, Vec<(String, usize)>) {
    let (Some(last), Some(first)) = (rows.first(), rows.last()) else { return (Unit::Day, Vec::new()) };
    let days = crate::index::days(last.from) - crate::index::days(first.from) + 1;
    let most = i64::try_from(COLUMNS).unwrap_or(i64::MAX);
    let unit = match days {
        days if days <= most => Unit::Day,
        days if days <= 7 * (most - 1) => Unit::Week,
        days if days <= 30 * (most - 1) => Unit::Month,
        _ => Unit::Year,
    };
    let mut columns = columns(unit, first.from, last.from);
    // Days first, since there are few of them and many rows.
    let mut by_day: BTreeMap<u32, usize> = BTreeMap::new();
    for row in rows {
        *by_day.entry(row.from).or_default() += 1;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (day, count) in by_day {
        *counts.entry(unit.name(day)).or_default() += count;
    }
    let skipped = columns.len().saturating_sub(COLUMNS);
    let counted = columns.drain(skipped..).map(|name| {
        let count = counts.get(&name).copied().unwrap_or(0);
        (name, count)
    });
    (unit, counted.collect())
}

/// Every stretch from one day to another, empty ones too.
fn columns(unit: Unit, first: u32, last: u32) -> Vec<String> {
    let (from, to) = (crate::index::days(first), crate::index::days(last));
    // No unit is shorter than its step, so none is passed over.
    let step = match unit {
        Unit::Day => 1,
        Unit::Week => 7,
        Unit::Month => 28,
        Unit::Year => 365,
    };
    let mut columns = Vec::new();
    let mut day = from;
    loop {
        let date = civil(day.min(to));
        let name = bounds(&date).map_or(date, |date| unit.name(date.0));
        if columns.last() != Some(&name) {
            columns.push(name);
        }
        if day >= to {
            return columns;
        }
        day += step;
    }
}

/// Events a kind and a stretch; the most frequent kinds first.
fn by_kind(rows: &[&Place], unit: Unit) -> (Vec<String>, Vec<(String, Vec<usize>)>) {
    // Kinds are shown by week at the finest.
    let unit = if unit == Unit::Day { Unit::Week } else { unit };
    let mut by_day: BTreeMap<(u32, &'static str), usize> = BTreeMap::new();
    for row in rows {
        if let What::Event(kind, _) = row.what {
            *by_day.entry((row.from, kind.name())).or_default() += 1;
        }
    }
    let bounds = by_day.keys().next().zip(by_day.keys().next_back());
    let Some((first, last)) = bounds.map(|(first, last)| (first.0, last.0)) else {
        return (Vec::new(), Vec::new());
    };
    let mut columns = columns(unit, first, last);
    columns.drain(..columns.len().saturating_sub(COLUMNS));
    let mut counts: BTreeMap<&'static str, BTreeMap<String, usize>> = BTreeMap::new();
    for ((day, kind), count) in by_day {
        *counts.entry(kind).or_default().entry(unit.name(day)).or_default() += count;
    }
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
    let kept = params
        .0
        .iter()
        .filter(|pair| !matches!(pair.0.as_str(), "since" | "until" | "skip") && !pair.1.trim().is_empty());
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
    let kept = params
        .0
        .iter()
        .filter(|pair| !matches!(pair.0.as_str(), "since" | "until" | "skip") && !pair.1.trim().is_empty());
    written("/timeline", kept.map(|pair| (pair.0.as_str(), pair.1.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_that_no_stretch_is_passed_over() {
        let months = columns(Unit::Month, 20_211_230, 20_220_302);
        assert_eq!(months, ["2021-12", "2022-01", "2022-02", "2022-03"]);
        let weeks = columns(Unit::Week, 20_240_227, 20_240_306);
        assert_eq!(weeks, ["2024-02-26", "2024-03-04"]);
        assert_eq!(columns(Unit::Day, 20_240_228, 20_240_301).len(), 3);
        assert_eq!(columns(Unit::Year, 19_991_231, 20_000_101), ["1999", "2000"]);
    }

    #[test]
    fn it_knows_the_day_of_a_number() {
        for day in [20_000_229, 20_240_301, 19_991_231, 20_220_101] {
            assert_eq!(civil(crate::index::days(day)), day_text(day, day));
        }
    }
}
