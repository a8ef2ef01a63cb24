//! Stretches of a sentence that may be a condition: every clause and phrase, with or without what
//! introduces it, its list and its tail. A scorer chooses among them.

use std::collections::BTreeSet;
use std::ops::Range;

use syntax::{Rel, Upos};

use super::trimmed;
use crate::annotate::Sentence;

/// A stretch that may be a condition. Places are tokens of the sentence.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    /// The words.
    pub range: Range<usize>,
    /// The word that governs them.
    pub head: usize,
    /// First word of all that the head governs.
    pub first: usize,
    /// Marks and prepositions left out at the front.
    pub lead: Vec<usize>,
    /// How the stretch was cut.
    pub cut: &'static str,
}

/// Conditions have at least two words ("by Sunday") and are no longer than a sentence.
const LENGTHS: Range<usize> = 2..41;

/// All stretches, each once. Linear in the sentence, but for the words before a head.
pub(super) fn of(tree: &Sentence<'_>) -> Vec<Proposal> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for head in 0..tree.len() {
        let content = matches!(
            tree.upos(head),
            Upos::Verb | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Aux | Upos::Pron
        );
        if !content || !may_govern(tree.rel(head)) {
            continue;
        }
        let extent = tree.extent(head);
        let (start, lead) = without_lead(tree, &extent, head);
        let mut add = |cut: &'static str, range: Range<usize>| {
            let mut range = trimmed(tree, range);
            while range.len() > 1 && tree.is(range.end - 1, &["and", "or", "but"]) {
                range = trimmed(tree, range.start..range.end - 1);
            }
            if LENGTHS.contains(&range.len()) && seen.insert((range.start, range.end)) {
                found.push(Proposal { range, head, first: extent.start, lead: lead.clone(), cut });
            }
        };
        add("full", start..extent.end);
        if let Some(other) = tree.children(head).find(|&child| child > head && tree.rel(child) == Rel::Conj) {
            add("one of a list", start..tree.extent(other).start);
        }
        let tail = tree.children(head).rfind(|&child| {
            matches!(tree.rel(child), Rel::Advcl | Rel::Parataxis | Rel::Acl | Rel::Obl)
                && tree.extent(child).start > head + 1
        });
        if let Some(tail) = tail {
            add("without tail", start..tree.extent(tail).start);
        }
        let mark = (head.max(start)..extent.end)
            .find(|&at| matches!(tree.forms[at], ";" | "”" | "\"" | "–" | "—" | ":"));
        if let Some(mark) = mark {
            add("to a mark", start..mark);
        }
        match tree.rel(head) {
            Rel::Xcomp | Rel::Advcl | Rel::Acl if start > extent.start && tree.is(start - 1, &["to"]) => {
                add("with to", start - 1..extent.end);
            }
            Rel::Obl if lead.last().is_some_and(|&at| tree.is(at, &DEADLINES)) => {
                add("with preposition", lead[lead.len() - 1]..extent.end);
            }
            _ => {}
        }
    }
    found
}

/// Prepositions that belong to a deadline.
const DEADLINES: [&str; 6] = ["by", "until", "till", "before", "within", "after"];

fn may_govern(rel: Rel) -> bool {
    matches!(
        rel,
        Rel::Advcl
            | Rel::Acl
            | Rel::Ccomp
            | Rel::Xcomp
            | Rel::Obj
            | Rel::Obl
            | Rel::Nmod
            | Rel::Conj
            | Rel::Parataxis
            | Rel::Nsubj
            | Rel::Root
            | Rel::Appos
            | Rel::Csubj
            | Rel::Dep
    )
}

/// Where a phrase begins once marks, prepositions and "only if" are taken off, and what was taken off.
fn without_lead(tree: &Sentence<'_>, extent: &Range<usize>, head: usize) -> (usize, Vec<usize>) {
    let mut lead = Vec::new();
    let mut start = extent.start;
    while start < head {
        let introduces = matches!(tree.rel(start), Rel::Mark | Rel::Case | Rel::Cc)
            || (matches!(tree.rel(start), Rel::Advmod | Rel::Fixed)
                && tree.is(
                    start,
                    &[
                        "only", "when", "even", "once", "as", "long", "provided", "until", "unless", "if",
                        "after", "then",
                    ],
                ));
        if tree.is_worded(start) {
            if !introduces {
                break;
            }
            lead.push(start);
        }
        start += 1;
    }
    (start, lead)
}
