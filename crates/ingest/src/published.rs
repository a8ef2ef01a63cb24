//! When a report was published, with what that rests on: a field, the address, the dateline, or a line of
//! the text, in this order.

use text::{DateBasis, Document, Published, ZoneKind};

use crate::date;
use crate::layout;

/// Sets the date of a report whose zones are known. `given` is the field of its record or page.
pub(crate) fn date_of(document: &mut Document, given: Option<&str>) {
    if let Some(given) = given.map(str::trim).filter(|given| !given.is_empty()) {
        match date::value(given) {
            Some(date) => {
                document.published = Some(Published { date, basis: DateBasis::Metadata });
                return;
            }
            None => {
                let shown: String = given.chars().take(60).collect();
                let message = format!("`{shown}` is not a date of one reading; write it as 2024-03-05");
                document.problems.push(("bad-date".to_owned(), message));
            }
        }
    }
    let from_url = document.url.as_deref().and_then(date::in_url).map(|date| (date, DateBasis::Url));
    let found = from_url
        .or_else(|| in_dateline(document).map(|date| (date, DateBasis::Dateline)))
        .or_else(|| in_text(document).map(|date| (date, DateBasis::Text)));
    match found {
        Some((date, basis)) => document.published = Some(Published { date, basis }),
        None => {
            let message = "no publication date was found; give one in the field `published`";
            document.problems.push(("undated".to_owned(), message.to_owned()));
        }
    }
}

/// A dateline gives the day only where it gives the year.
fn in_dateline(document: &Document) -> Option<String> {
    let zones = document.layout.iter().filter(|zone| zone.kind == ZoneKind::Dateline);
    zones.map(|zone| zone.span.of(&document.text)).find_map(|line| {
        let mut starts = line.match_indices([' ', ',', '(']).map(|(at, _)| at + 1).take(20);
        starts.find_map(|at| date::leading(&line[at..])).map(|(date, _)| date.to_string())
    })
}

/// The line that dates the report; the date of a change only where no other is given.
fn in_text(document: &Document) -> Option<String> {
    let lines = document.layout.iter().filter(|zone| zone.rule == "date-line");
    let dates = lines.filter_map(|zone| layout::dated(zone.span.of(&document.text)));
    let mut changed = None;
    for (date, is_change) in dates {
        if !is_change {
            return Some(date.to_string());
        }
        changed.get_or_insert(date);
    }
    changed.map(|date| date.to_string())
}
