//! The words around what was searched for.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Passage;

use super::query::{Query, Term};
use crate::words::{Word, words};
use crate::{Hit, ReportHead};

/// How many words are shown, and how many of them before the first that was searched for.
const SHOWN: usize = 28;
const BEFORE: usize = 6;

/// How many letters are shown at most, for texts that are not words.
const LETTERS: usize = 400;

/// A stretch of a text and what was found in it, in bytes.
pub(super) struct Excerpt {
    start: usize,
    end: usize,
    found: Vec<(usize, usize)>,
}

/// A term that stands in a text, in words.
struct Found {
    term: usize,
    first: usize,
    last: usize,
}

impl Query {
    /// The stretch of `text` that has the most of the terms wanted; `None` when it has none.
    pub(super) fn excerpt(&self, text: &str) -> Option<Excerpt> {
        let words: Vec<Word> = words(text).collect();
        let terms: BTreeSet<&Term> = self.wanted.iter().flatten().collect();
        let found = found(&terms.into_iter().collect::<Vec<_>>(), &words);
        let mut best: Option<(usize, &Found)> = None;
        for (from, first) in found.iter().enumerate() {
            let near = found[from..].iter().take_while(|one| one.last < first.first + SHOWN - BEFORE);
            let terms = near.map(|one| one.term).collect::<BTreeSet<_>>().len();
            if best.is_none_or(|(most, _)| terms > most) {
                best = Some((terms, first));
            }
        }
        let (_, first) = best?;
        let from = first.first.saturating_sub(BEFORE);
        let to = (from + SHOWN).min(words.len()).max(first.last + 1);
        let start = if from == 0 { 0 } else { words[from].start };
        let end = if to == words.len() { text.len() } else { words[to - 1].end };
        // A word may be as long as the text, so the stretch is cut around the first that was found.
        let start = start.max(back(text, words[first.first].start, LETTERS / 2));
        let end = end.min(ahead(text, start, LETTERS));
        let shown = found.iter().map(|one| (words[one.first].start, words[one.last].end));
        let mut shown: Vec<_> = shown.filter(|&(from, to)| start <= from && to <= end).collect();
        shown.sort_unstable();
        shown.dedup();
        Some(Excerpt { start, end, found: shown })
    }
}

/// Every place where a term stands, in order.
fn found(terms: &[&Term], words: &[Word]) -> Vec<Found> {
    let mut whole: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut beginnings = Vec::new();
    for (number, term) in terms.iter().enumerate() {
        if term.is_beginning && term.words.len() == 1 {
            beginnings.push(number);
        } else {
            whole.entry(&term.words[0]).or_default().push(number);
        }
    }
    let mut found = Vec::new();
    for first in 0..words.len() {
        let here = whole.get(words[first].folded.as_str()).into_iter().flatten().chain(&beginnings);
        for &term in here {
            let last = first + terms[term].words.len() - 1;
            if stands(terms[term], words.get(first..=last)) {
                found.push(Found { term, first, last });
            }
        }
    }
    found
}

fn stands(term: &Term, words: Option<&[Word]>) -> bool {
    let Some(words) = words else { return false };
    let last = words.len() - 1;
    term.words.iter().zip(words).enumerate().all(|(place, (wanted, word))| {
        if term.is_beginning && place == last {
            word.folded.starts_with(wanted.as_str())
        } else {
            word.folded == *wanted
        }
    })
}

/// The place `letters` before `from`.
fn back(text: &str, from: usize, letters: usize) -> usize {
    text[..from].char_indices().rev().take(letters).last().map_or(from, |(offset, _)| offset)
}

/// The place `letters` after `from`.
fn ahead(text: &str, from: usize, letters: usize) -> usize {
    text[from..].char_indices().nth(letters).map_or(text.len(), |(offset, _)| from + offset)
}

impl Excerpt {
    /// The excerpt as a hit; `text` begins at code point `offset` of the report.
    pub(super) fn hit(&self, report: ReportHead, text: &str, offset: usize) -> Hit {
        let place = |start: usize, end: usize| {
            let first = offset + text[..start].chars().count();
            Passage { start: first, end: first + text[start..end].chars().count() }
        };
        Hit {
            report,
            row: None,
            snippet: text[self.start..self.end].to_owned(),
            passage: Some(place(self.start, self.end)),
            found: self.found.iter().map(|&(start, end)| place(start, end)).collect(),
        }
    }
}
