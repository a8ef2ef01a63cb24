//! Positions: where one holder stands on one issue toward one counterpart.

use ledger::{ConditionKind, Forum, ForumState, Level, Position, Stance};

use super::time::{Together, together};
use super::{Record, Relation, wording};

/// Days within which two reports tell of one position.
const SAME: i32 = 1;

/// Days within which a return to talks and a seat at the table are of one time.
const WEEK: i32 = 7;

type Told = Option<(Relation, &'static str)>;

pub(super) fn relation(one: &Record<'_>, a: &Position, other: &Record<'_>, b: &Position) -> Told {
    if a.holder != b.holder || a.issue != b.issue || a.negated_expectation || b.negated_expectation {
        return None;
    }
    let time = together(one.when(), other.when(), SAME);
    let opposed = is_for(a) && b.stance == Stance::Rejects || is_for(b) && a.stance == Stance::Rejects;
    if !share_counterpart(a, b) {
        if a.toward.is_empty() || b.toward.is_empty() || !opposed || time == Together::No {
            return None;
        }
        let part = a.toward.iter().any(|a| b.toward.iter().any(|b| is_part(a, b) || is_part(b, a)));
        return Some(if part {
            (Relation::Part, "position-part-and-whole")
        } else {
            (Relation::Counterpart, "position-other-counterpart")
        });
    }
    if time != Together::No {
        if has_condition(a) != has_condition(b) || (opposed && (has_goal(a) || has_goal(b))) {
            return Some((Relation::Conditional, "position-with-a-condition"));
        }
        let reluctant = [a, b].iter().filter(|row| row.stance == Stance::Reluctant).count() == 1;
        if reluctant && !has_condition(a) {
            return Some((Relation::Level, "position-reluctant"));
        }
        let expects = |row: &Position| row.level == Some(Level::Expectation);
        if opposed && expects(a) != expects(b) && a.level.is_some() && b.level.is_some() {
            return Some((Relation::Level, "position-expected-or-meant"));
        }
        let for_now =
            |row: &Position| row.stance == Stance::Rejects && wording::is_for_now(row.because.text());
        if opposed && (for_now(a) || for_now(b)) {
            return Some((Relation::Level, "position-for-now"));
        }
        if is_for(a) && is_for(b) {
            let (a, b) = (a.because.text(), b.because.text());
            let clash = |a, b| wording::resumes(a) && !wording::resumes(b) && wording::continues(b);
            let taken = clash(a, b) || clash(b, a);
            return taken.then_some((Relation::Presupposition, "resumed-what-goes-on"));
        }
    }
    // Two conditions may both be meant.
    if !opposed || has_condition(a) || has_condition(b) {
        return None;
    }
    Some(match time {
        Together::Yes => (Relation::Position, "position-opposed"),
        Together::No => (Relation::Shift, "position-opposed-later"),
        Together::Unknown => (Relation::Undated, "position-opposed-undated"),
    })
}

/// A return to talks with a forum that the holder sits in.
pub(super) fn against_forum(one: &Record<'_>, a: &Position, other: &Record<'_>, b: &Forum) -> Told {
    let sits = matches!(b.state, ForumState::Member | ForumState::Attends | ForumState::WillAttend);
    let same = a.holder == b.actor && b.body.is_none() && a.toward.contains(&b.forum);
    let taken = same && sits && is_for(a) && wording::resumes(a.because.text());
    let time = together(one.when(), other.when(), WEEK);
    (taken && time != Together::No).then_some((Relation::Presupposition, "resumed-with-a-forum-not-left"))
}

fn is_for(row: &Position) -> bool {
    matches!(row.stance, Stance::Seeks | Stance::Open)
}

/// True when something must come true first.
fn has_condition(row: &Position) -> bool {
    row.stance == Stance::Conditional
        || row.conditions.iter().any(|condition| condition.kind != ConditionKind::Goal)
}

fn has_goal(row: &Position) -> bool {
    row.conditions.iter().any(|condition| condition.kind == ConditionKind::Goal)
}

fn share_counterpart(a: &Position, b: &Position) -> bool {
    (a.toward.is_empty() && b.toward.is_empty()) || a.toward.iter().any(|name| b.toward.contains(name))
}

/// True when the name of a body goes on from that of the whole: `OSCE Parliamentary Assembly`, `OSCE`.
pub(super) fn is_part(part: &str, whole: &str) -> bool {
    part.strip_prefix(whole).is_some_and(|rest| rest.starts_with(' '))
}
