//! Conditions: what must come true, or is asked for, before a position holds.
//!
//! > Georgia is ready for talks only if the border is opened.
//!
//! reads as `precondition: the border is opened`. Clauses opened by "only if", "unless", "until"; what a
//! thing hinges on, requires or cannot do without; what is called a prerequisite; what is demanded; and
//! what a purpose clause names as the goal. A condition hangs on a word; a position takes those that hang
//! on the words it was read from. "If" after "ask" or "see" opens no condition.

mod choice;
mod spans;

use std::ops::Range;

use ledger::{ConditionKind, Stance};
use syntax::{Rel, Upos};

use super::attribution::Draft;
use super::positions::Parties;
use crate::annotate::{Reading, Sentence};

/// A condition longer than this is a sentence of its own, not a condition.
const LONGEST: usize = 36;

pub(crate) use choice::{Chosen, by_sentence, candidates, chosen};

/// A condition of a sentence. Places are tokens of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// What sort.
    pub kind: ConditionKind,
    /// The words.
    pub range: Range<usize>,
    /// The word it hangs on.
    pub on: usize,
    /// True where nothing goes without it.
    pub strict: bool,
}

/// All conditions of a sentence, in text order.
pub(super) fn of_sentence(
    reading: &Reading<'_>,
    place: usize,
    drafts: &[Draft],
    parties: &Parties<'_, '_>,
) -> Vec<Found> {
    let tree = &reading.sentences[place];
    let mut found = Vec::new();
    for at in 0..tree.len() {
        opened(reading, tree, at, &mut found);
        hinged(tree, at, &mut found);
        called(tree, at, &mut found);
        guaranteed(tree, at, &mut found);
        purposes(tree, at, &mut found);
        demanded(reading, place, at, drafts, parties, &mut found);
    }
    found = found.into_iter().flat_map(|found| parted(tree, found)).collect();
    found.retain(|found| !found.range.is_empty() && found.range.len() <= LONGEST);
    found.sort_by_key(|found| (found.range.start, found.range.end, found.kind));
    found.dedup_by(|one, other| one.range == other.range);
    found
}

/// "only if", "unless", "until", "in exchange for".
fn opened(reading: &Reading<'_>, tree: &Sentence<'_>, at: usize, found: &mut Vec<Found>) {
    let Some(length) = reading.knowledge.issues.opener(&tree.forms, at) else { return };
    if at > 0 && tree.is(at, &["if", "after", "when"]) && tree.is(at - 1, &["only", "as", "even", "what"]) {
        // "only if" was read one word earlier; "as if" and "even if" open no condition.
        return;
    }
    let last = at + length - 1;
    let Some(head) = tree.head(last).or_else(|| tree.head(at)) else { return };
    if !matches!(tree.rel(last), Rel::Mark | Rel::Case | Rel::Advmod | Rel::Fixed | Rel::Dep)
        && tree.rel(at) != Rel::Mark
    {
        return;
    }
    let extent = tree.extent(head);
    let Some(on) = tree.head(head) else { return };
    if extent.end <= at + length
        || matches!(tree.lemma(on), "ask" | "see" | "know" | "wonder" | "doubt" | "tell" | "decide")
    {
        return;
    }
    let opener = tree.forms[at..at + length].join(" ").to_lowercase();
    let kind = match opener.as_str() {
        "until" | "once" if !is_negated(reading, tree, on) => ConditionKind::Deadline,
        "only after" | "once" => ConditionKind::Sequence,
        _ => ConditionKind::Precondition,
    };
    let strict = opener != "if" && kind != ConditionKind::Deadline;
    found.push(Found {
        kind,
        range: trimmed(tree, at + length..clause_end(tree, extent.end, at + length)),
        on,
        strict,
    });
}

/// "hinges on", "is tied to", "requires", "cannot ... without".
fn hinged(tree: &Sentence<'_>, at: usize, found: &mut Vec<Found>) {
    let lemma = tree.lemma(at);
    let cases: &[&str] = match lemma {
        "hinge" | "depend" | "contingent" | "conditional" | "condition" | "predicate" | "dependent" => {
            &["on", "upon"]
        }
        "tie" | "link" | "subject" => &["to"],
        "require" | "necessitate" => &[],
        _ => {
            if tree.is(at, &["without"])
                && tree.rel(at) == Rel::Case
                && let Some(head) = tree.head(at)
                && let Some(on) = tree.head(head)
            {
                let barred = tree.children(on).any(|child| {
                    tree.is(child, &["cannot", "not", "n't", "no", "never"])
                        || tree.lemma(child) == "impossible"
                }) || matches!(tree.lemma(on), "impossible" | "unlikely");
                if barred {
                    let range = trimmed(tree, at + 1..tree.extent(head).end);
                    found.push(Found { kind: ConditionKind::Precondition, range, on, strict: true });
                }
            }
            return;
        }
    };
    let child = tree.children(at).find(|&child| {
        child > at
            && if cases.is_empty() {
                tree.rel(child) == Rel::Obj
            } else {
                matches!(tree.rel(child), Rel::Obl | Rel::Advcl | Rel::Nmod)
                    && tree
                        .children(child)
                        .any(|case| matches!(tree.rel(case), Rel::Case | Rel::Mark) && tree.is(case, cases))
            }
    });
    if let Some(child) = child {
        let mut extent = tree.extent(child);
        while extent.start < child && matches!(tree.rel(extent.start), Rel::Case | Rel::Mark) {
            extent.start += 1;
        }
        found.push(Found {
            kind: ConditionKind::Precondition,
            range: trimmed(tree, extent),
            on: at,
            strict: true,
        });
    }
}

/// "names the open border as a prerequisite", "the open border is a precondition for talks".
fn called(tree: &Sentence<'_>, at: usize, found: &mut Vec<Found>) {
    if !matches!(tree.lemma(at), "prerequisite" | "precondition") || tree.upos(at) != Upos::Noun {
        return;
    }
    let on = at;
    let described = match tree.rel(at) {
        Rel::Obl | Rel::Nmod | Rel::Xcomp | Rel::Advcl => tree.head(at).and_then(|head| {
            let named = tree.child(head, &[Rel::Obj]).or_else(|| tree.child(head, &[Rel::Nsubj]));
            named.or((tree.upos(head) == Upos::Noun).then_some(head))
        }),
        _ => tree.child(at, &[Rel::Nsubj]).or_else(|| {
            let content = tree.child(at, &[Rel::Acl, Rel::Ccomp])?;
            Some(content)
        }),
    };
    let Some(described) =
        described.filter(|described| !tree.is(*described, &["this", "that", "it", "which"]))
    else {
        return;
    };
    let mut extent = tree.extent(described);
    if extent.contains(&at) {
        extent.end = at;
        while extent.end > extent.start && !tree.is_worded(extent.end - 1) {
            extent.end -= 1;
        }
        // Without "as an essential" before the word.
        while extent.end > extent.start + 1
            && matches!(tree.upos(extent.end - 1), Upos::Adj | Upos::Det | Upos::Adp | Upos::Punct)
        {
            extent.end -= 1;
        }
    }
    found.push(Found { kind: ConditionKind::Precondition, range: trimmed(tree, extent), on, strict: true });
}

/// "guarantees that the border stays open", "assurances of safe passage".
fn guaranteed(tree: &Sentence<'_>, at: usize, found: &mut Vec<Found>) {
    if !matches!(tree.lemma(at), "guarantee" | "assurance" | "guaranty") || tree.upos(at) != Upos::Noun {
        return;
    }
    let child = tree.children(at).find(|&child| {
        child > at
            && (matches!(tree.rel(child), Rel::Acl | Rel::Ccomp)
                || (tree.rel(child) == Rel::Nmod
                    && tree.children(child).any(|case| tree.is(case, &["against", "of"]))))
    });
    let Some(child) = child else { return };
    let mut extent = tree.extent(child);
    while extent.start < child && matches!(tree.rel(extent.start), Rel::Mark | Rel::Case) {
        extent.start += 1;
    }
    let range = trimmed(tree, extent);
    if range.len() >= 2 {
        found.push(Found { kind: ConditionKind::Guarantee, range, on: at, strict: false });
    }
}

/// "to end the siege", "aimed at ending the siege", "the goal is a lifted siege".
fn purposes(tree: &Sentence<'_>, at: usize, found: &mut Vec<Found>) {
    let Some(head) = tree.head(at) else { return };
    if tree.is(at, &["to"]) && tree.rel(at) == Rel::Mark {
        let purpose = match tree.rel(head) {
            Rel::Advcl => true,
            Rel::Acl => tree.head(head).is_some_and(|noun| {
                !matches!(
                    tree.lemma(noun),
                    "readiness"
                        | "willingness"
                        | "refusal"
                        | "decision"
                        | "plan"
                        | "intention"
                        | "right"
                        | "ability"
                        | "need"
                        | "desire"
                        | "commitment"
                        | "offer"
                        | "promise"
                        | "call"
                        | "demand"
                        | "request"
                        | "proposal"
                        | "chance"
                        | "opportunity"
                        | "obligation"
                        | "agreement"
                        | "attempt"
                        | "way"
                )
            }),
            Rel::Xcomp | Rel::Ccomp | Rel::Root => tree
                .children(head)
                .chain(tree.head(head))
                .any(|other| matches!(tree.lemma(other), "goal" | "objective" | "aim" | "purpose")),
            _ => false,
        };
        let Some(on) = tree.head(head).filter(|_| purpose) else { return };
        let extent = tree.extent(head);
        let range = trimmed(tree, at..clause_end(tree, extent.end, at));
        if range.len() >= 3 {
            found.push(Found { kind: ConditionKind::Goal, range, on, strict: false });
        }
    } else if tree.is(at, &["at"]) && at > 0 && tree.is(at - 1, &["aimed", "aiming"]) {
        let range = trimmed(tree, at + 1..tree.extent(head).end);
        let on = tree.head(at - 1).unwrap_or(at - 1);
        found.push(Found { kind: ConditionKind::Goal, range, on, strict: false });
    }
}

/// "demanded that", "urged them to", "called for", "they must".
fn demanded(
    reading: &Reading<'_>,
    place: usize,
    at: usize,
    drafts: &[Draft],
    parties: &Parties<'_, '_>,
    found: &mut Vec<Found>,
) {
    let tree = &reading.sentences[place];
    if tree.rel(at) == Rel::Aux && tree.is(at, &["must", "should"]) {
        let Some(verb) = tree.head(at) else { return };
        let spoken = parties.statement(tree.first + at).is_some();
        let Some(subject) = tree.child(verb, &[Rel::Nsubj]).filter(|_| spoken) else { return };
        if tree.is(subject, &["we", "i", "it", "this", "that", "which"]) {
            return;
        }
        let extent = tree.extent(verb);
        let start =
            if tree.is(subject, &["they", "he", "she", "you"]) { at + 1 } else { tree.extent(subject).start };
        let range = trimmed(tree, start..clause_end(tree, extent.end, verb));
        found.push(Found { kind: ConditionKind::Demand, range, on: verb, strict: false });
        return;
    }
    let demands = matches!(
        tree.lemma(at),
        "demand"
            | "urge"
            | "call"
            | "insist"
            | "ask"
            | "request"
            | "press"
            | "appeal"
            | "require"
            | "warn"
            | "encourage"
    );
    if !demands || !matches!(tree.upos(at), Upos::Verb | Upos::Noun) {
        return;
    }
    if let Some(statement) = parties.cue(tree.first + at)
        && let Some(content) = drafts[statement].content.first()
    {
        let from = content.start.max(tree.first) - tree.first;
        let to = content.end.min(tree.first + tree.len()).max(tree.first) - tree.first;
        if from < to && tree.lemma(at) != "warn" {
            let from = from + usize::from(tree.is(from, &["to"]));
            let range = trimmed(tree, from..clause_end(tree, to, from));
            found.push(Found { kind: ConditionKind::Demand, range, on: at, strict: false });
        }
        return;
    }
    let child = tree.children(at).find(|&child| {
        child > at
            && match tree.rel(child) {
                Rel::Xcomp | Rel::Ccomp => true,
                Rel::Obl | Rel::Nmod => {
                    tree.children(child)
                        .any(|case| tree.is(case, &["for", "on"]) && tree.rel(case) == Rel::Case)
                        && !matches!(tree.lemma(at), "urge" | "encourage")
                }
                Rel::Obj => matches!(tree.lemma(at), "demand" | "request"),
                Rel::Acl => tree.upos(at) == Upos::Noun,
                _ => false,
            }
    });
    let Some(child) = child.filter(|_| tree.lemma(at) != "warn") else { return };
    let mut extent = tree.extent(child);
    while extent.start < child && matches!(tree.rel(extent.start), Rel::Mark | Rel::Case) {
        extent.start += 1;
    }
    found.push(Found { kind: ConditionKind::Demand, range: trimmed(tree, extent), on: at, strict: false });
}

/// "the siege is lifted, hostages go home and damage is paid" are three conditions: one for each member
/// of the list that is long enough to be one.
fn parted(tree: &Sentence<'_>, found: Found) -> Vec<Found> {
    let range = found.range.clone();
    let Some(head) = range.clone().find(|&at| tree.head(at).is_none_or(|up| !range.contains(&up))) else {
        return vec![found];
    };
    let members: Vec<usize> = tree
        .children(head)
        .filter(|&child| tree.rel(child) == Rel::Conj && range.contains(&child))
        .map(|child| tree.extent(child).start.max(range.start))
        .collect();
    let mut cuts = vec![range.start];
    for start in members {
        let mut start = start;
        while start < range.end
            && (!tree.is_worded(start) || tree.is(start, &["and", "or", "but", "to", "that", "as", "well"]))
        {
            start += 1;
        }
        cuts.push(start);
    }
    cuts.push(range.end);
    let part = |pair: &[usize]| {
        let mut part = trimmed(tree, pair[0]..pair[1]);
        while part.len() > 1 && tree.is(part.start, &["and", "or", "but"]) {
            part = trimmed(tree, part.start + 1..part.end);
        }
        while part.len() > 1 && tree.is(part.end - 1, &["and", "or", "but"]) {
            part = trimmed(tree, part.start..part.end - 1);
        }
        part
    };
    let parts: Vec<Range<usize>> = cuts.windows(2).filter(|pair| pair[0] < pair[1]).map(part).collect();
    if parts.len() < 2 || parts.iter().any(|part| part.len() < 3) {
        return vec![found];
    }
    parts.into_iter().map(|range| Found { range, ..found.clone() }).collect()
}

/// The conditions that bear on a climb from an issue, in tokens of the report. Makes the stance
/// conditional where one says that nothing goes without it.
pub(super) fn bearing_on(
    tree: &Sentence<'_>,
    all: &[Found],
    path: &[usize],
    issue: &Range<usize>,
    stance: &mut Stance,
) -> Vec<(ConditionKind, Range<usize>)> {
    let mut kept = Vec::new();
    let Some(&top) = path.last() else { return kept };
    for found in all {
        let inside = found.range.start <= issue.start && issue.end <= found.range.end;
        let bears = path.contains(&found.on)
            || (found.kind != ConditionKind::Demand && tree.is_under(found.on, top))
            || (inside && found.kind == ConditionKind::Demand);
        if !bears || (inside && found.kind != ConditionKind::Demand) {
            continue;
        }
        if found.kind == ConditionKind::Precondition || found.kind == ConditionKind::Sequence {
            match *stance {
                Stance::Rejects | Stance::Reluctant if !found.strict => continue,
                Stance::Seeks if !found.strict && !path.contains(&found.on) => continue,
                _ => *stance = Stance::Conditional,
            }
        }
        kept.push((found.kind, tree.first + found.range.start..tree.first + found.range.end));
    }
    kept.truncate(4);
    kept
}

fn is_negated(reading: &Reading<'_>, tree: &Sentence<'_>, at: usize) -> bool {
    tree.children(at).any(|child| {
        matches!(tree.rel(child), Rel::Advmod | Rel::Det | Rel::Aux)
            && reading.knowledge.issues.negates(tree.forms[child])
    })
}

/// A clause ends at a quotation mark or semicolon at the latest.
fn clause_end(tree: &Sentence<'_>, end: usize, start: usize) -> usize {
    (start..end.min(tree.len()))
        .find(|&at| matches!(tree.forms[at], ";" | "”" | "\"" | "–" | "—"))
        .unwrap_or(end)
}

/// Without marks at the ends.
pub(super) fn trimmed(tree: &Sentence<'_>, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end.min(tree.len()).max(range.start));
    while start < end && !tree.is_worded(start) {
        start += 1;
    }
    while end > start && !tree.is_worded(end - 1) {
        end -= 1;
    }
    start..end
}
