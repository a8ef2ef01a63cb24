//! Conditions: what must come true, or is asked for, before a position holds.
//!
//! > Georgia is ready for talks only if the border is opened.
//!
//! reads as `precondition: the border is opened`. Clauses hang on the words a position was read from;
//! demands are the complement of the word that demands; goals are what a purpose clause says.

use std::ops::Range;

use ledger::{ConditionKind, Stance};
use syntax::Rel;

use super::attribution::Draft;
use crate::annotate::{Reading, Sentence};

/// A condition longer than this is a sentence of its own, not a condition.
const LONGEST: usize = 40;

/// Conditions and goals on the words of a climb, in tokens of the report. Makes the stance conditional
/// where a condition says so.
pub(super) fn bearing_on(
    reading: &Reading<'_>,
    place: usize,
    path: &[usize],
    stance: &mut Stance,
) -> Vec<(ConditionKind, Range<usize>)> {
    let tree = &reading.sentences[place];
    let words: Vec<&str> = tree.forms.clone();
    let mut found = Vec::new();
    for &at in path {
        for child in tree.children(at) {
            if path.contains(&child)
                || !matches!(tree.rel(child), Rel::Advcl | Rel::Obl | Rel::Acl | Rel::Ccomp)
            {
                continue;
            }
            let extent = tree.extent(child);
            let start = if extent.start > 0 && tree.is(extent.start - 1, &["only"]) {
                extent.start - 1
            } else {
                extent.start
            };
            if let Some(length) = reading.knowledge.issues.opener(&words, start) {
                let opener = words[start..start + length].join(" ").to_lowercase();
                let range = trimmed(tree, start + length..extent.end);
                if range.is_empty() || range.len() > LONGEST {
                    continue;
                }
                let kind = bearing(&opener, stance);
                found.extend(kind.map(|kind| (kind, tree.first + range.start..tree.first + range.end)));
            } else if matches!(tree.rel(child), Rel::Advcl | Rel::Acl)
                && tree.is(extent.start, &["to"])
                && tree.rel(extent.start) == Rel::Mark
            {
                let range = trimmed(tree, extent);
                if (2..=LONGEST / 2).contains(&range.len()) {
                    found.push((ConditionKind::Goal, tree.first + range.start..tree.first + range.end));
                }
            }
        }
    }
    found
}

/// What a clause opener makes of a stance.
fn bearing(opener: &str, stance: &mut Stance) -> Option<ConditionKind> {
    let strict = opener.starts_with("only") || matches!(opener, "unless" | "provided" | "provided that");
    match (opener, *stance) {
        ("until" | "once", Stance::Rejects) | ("unless", _) => {
            *stance = Stance::Conditional;
            Some(ConditionKind::Precondition)
        }
        ("until", _) => Some(ConditionKind::Deadline),
        (_, Stance::Rejects | Stance::Reluctant) => strict.then_some(ConditionKind::Precondition),
        _ => {
            *stance = Stance::Conditional;
            Some(ConditionKind::Precondition)
        }
    }
}

/// What the word at `demand` demands, in tokens of the report.
pub(super) fn demanded(
    reading: &Reading<'_>,
    place: usize,
    demand: usize,
    statement: Option<&Draft>,
) -> Option<(ConditionKind, Range<usize>)> {
    let tree = &reading.sentences[place];
    if tree.xpos(demand) == "MD" {
        return None;
    }
    if let Some(draft) = statement.filter(|draft| draft.sentence == place && draft.head == demand) {
        let range = draft.content.first()?.clone();
        let skipped = usize::from(reading.form(range.start).eq_ignore_ascii_case("to"));
        let range = range.start + skipped..range.end.min(tree.first + tree.len());
        let local = range.start.saturating_sub(tree.first)..range.end - tree.first;
        let range = trimmed(tree, local);
        return (!range.is_empty() && range.len() <= LONGEST)
            .then(|| (ConditionKind::Demand, tree.first + range.start..tree.first + range.end));
    }
    let child = tree.children(demand).find(|&child| {
        child > demand
            && matches!(tree.rel(child), Rel::Xcomp | Rel::Ccomp | Rel::Obj | Rel::Obl | Rel::Acl | Rel::Nmod)
    })?;
    let mut extent = tree.extent(child);
    while extent.start < child && matches!(tree.rel(extent.start), Rel::Mark | Rel::Case) {
        extent.start += 1;
    }
    let range = trimmed(tree, extent);
    (!range.is_empty() && range.len() <= LONGEST / 2)
        .then(|| (ConditionKind::Demand, tree.first + range.start..tree.first + range.end))
}

/// Without marks at the ends.
fn trimmed(tree: &Sentence<'_>, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end.min(tree.len()).max(range.start));
    while start < end && !tree.is_worded(start) {
        start += 1;
    }
    while end > start && !tree.is_worded(end - 1) {
        end -= 1;
    }
    start..end
}
