//! Events: the same deed of the same two, told otherwise.

use ledger::{Event, EventStatus, EventType};

use super::time::{Together, When, together};
use super::{Record, Relation, numbers, wording};

/// Days by which two reports may differ over when one thing happened.
const DAYS: i32 = 3;

/// The share of words by which two clauses tell of one thing.
const ALIKE: f64 = 0.6;

type Told = Option<(Relation, &'static str)>;

pub(super) fn relation(one: &Record<'_>, a: &Event, other: &Record<'_>, b: &Event) -> Told {
    if a.kind != b.kind || !same_parties(a, b) || a.target.is_none() {
        return None;
    }
    if a.place.is_some() && b.place.is_some() && a.place != b.place {
        return None;
    }
    let (before, after) = (one.when(), other.when());
    let took_place = |row: &Event| matches!(row.status, EventStatus::Happened | EventStatus::Ongoing);
    let denied = |row: &Event| row.status == EventStatus::Denied;
    if took_place(a) && denied(b) || took_place(b) && denied(a) {
        return match together(before, after, 0) {
            Together::Yes => Some((Relation::Fact, "event-denied")),
            Together::Unknown => Some((Relation::Undated, "event-denied-undated")),
            Together::No => None,
        };
    }
    if !(took_place(a) && took_place(b) && a.place == b.place) {
        return None;
    }
    let (a_text, b_text) = (a.because.text(), b.because.text());
    if together(before, after, 0) == Together::Yes {
        return numbers::differ(a_text, b_text).then_some((Relation::Number, "event-number"));
    }
    let told_day = |when: Option<When>| when.is_some_and(|when| when.is_told && when.first == when.last);
    let near = together(before, after, DAYS) == Together::Yes && told_day(before) && told_day(after);
    let alike = wording::likeness(&wording::content(a_text), &wording::content(b_text)) >= ALIKE;
    let same = near && alike && a.place.is_some() && !numbers::differ(a_text, b_text);
    same.then_some((Relation::Date, "event-date"))
}

/// Events of the same two are compared, whoever is named first.
pub(super) fn key(row: &Event) -> Vec<String> {
    let Some(target) = &row.target else { return Vec::new() };
    let (a, b) = ((&row.source).min(target), (&row.source).max(target));
    vec![format!("e {} {a} {b}", row.kind)]
}

/// Whoever meets or signs does so with the other.
fn same_parties(a: &Event, b: &Event) -> bool {
    let mutual = matches!(a.kind, EventType::Consult | EventType::Agree);
    let crossed = a.target.as_ref() == Some(&b.source) && b.target.as_ref() == Some(&a.source);
    a.source == b.source && a.target == b.target || mutual && crossed
}
