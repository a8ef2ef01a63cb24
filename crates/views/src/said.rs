//! A statement as a reader is shown it: whose, when, through whom, how surely, and in which words.

use std::cmp::Reverse;

use ledger::{Evidence, Extraction, Form, Link, Passage, Polarity, SpeakerKind, Statement, Time};
use serde::Serialize;

use crate::page::{Block, Citation, Mark, Piece};

/// Words of a report and where they stand in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// Code points of the report's text.
    pub passage: Passage,
    /// They, unchanged.
    pub words: String,
}

/// When something was said, as far as the report tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct When {
    /// As resolved: `2022-10-13`, `2022-10`.
    pub value: Option<String>,
    /// The report's words for it.
    pub words: Option<Quote>,
    /// The date of the report, which is no more than a bound.
    pub published: Option<String>,
}

/// An intermediary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Through {
    /// Canonical name, `unnamed` or `unspecified`.
    pub entity: String,
    /// How the report names it.
    pub described: Quote,
}

impl Through {
    /// From the chain of a row.
    pub(crate) fn of(chain: &[Link]) -> Vec<Self> {
        let through = |link: &Link| Self {
            entity: link.entity.clone(),
            described: quote((link.span, link.text.clone())),
        };
        chain.iter().map(through).collect()
    }

    /// Its name, or the report's words for it.
    pub(crate) fn piece(&self) -> Piece {
        if is_name(&self.entity) { Piece::Name(self.entity.clone()) } else { words(&self.described) }
    }
}

/// True for the name of somebody.
fn is_name(entity: &str) -> bool {
    !matches!(entity, "unnamed" | "unspecified" | "")
}

/// One statement, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// `REPORT#s1`.
    pub address: String,
    /// Canonical name, `unnamed` or `unspecified`.
    pub speaker: String,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// Whom it speaks for.
    pub affiliation: Option<String>,
    /// How the report names the speaker here.
    pub described: Option<Quote>,
    /// The words that make it a statement.
    pub cue: Vec<Quote>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Quoted or not.
    pub form: Form,
    /// What is attributed.
    pub content: Vec<Quote>,
    /// Words that weaken it.
    pub hedges: Vec<Quote>,
    /// Through whom it came, from nearest to the speaker to nearest to the reader.
    pub chain: Vec<Through>,
    /// When it was said.
    pub when: When,
    /// What others are claimed to have said, inside this.
    pub holds: Vec<Said>,
}

impl Said {
    /// True when the speaker has a name.
    pub fn is_named(&self) -> bool {
        !matches!(self.kind, SpeakerKind::Unnamed | SpeakerKind::Unspecified) && is_name(&self.speaker)
    }

    /// Sorts by time: the day it was said, else the day of the report, else last; then by place.
    pub(crate) fn order(&self) -> (bool, String, String, usize) {
        let day = self.when.value.as_ref().or(self.when.published.as_ref());
        let place = self.content.first().map_or(0, |quote| quote.passage.start);
        let report = self.address.rsplit_once('#').map_or("", |(report, _)| report);
        (day.is_none(), day.cloned().unwrap_or_default(), report.to_owned(), place)
    }

    /// The entry of a page, and below it what it holds of others. `introduced` when the speaker stands
    /// in a heading above.
    pub(crate) fn entries(&self, introduced: bool, blocks: &mut Vec<Block>) {
        self.entry(introduced, None, 0, blocks);
    }

    fn entry(&self, introduced: bool, above: Option<&Said>, depth: usize, blocks: &mut Vec<Block>) {
        let mut text = Vec::new();
        if !introduced {
            self.name_speaker(&mut text);
        }
        let denies = self.polarity == Polarity::Denies;
        let (before, after) = if denies { ("denies (", "): ") } else { ("", ": ") };
        if self.cue.is_empty() {
            text.push(Piece::Voice(if denies { "denies: " } else { "says: " }));
        } else {
            text.push(Piece::Voice(before));
            joined(&self.cue, &[], &mut text);
            text.push(Piece::Voice(after));
        }
        if self.form == Form::Direct {
            text.push(Piece::Voice("“"));
        }
        joined(&self.content, &self.hedges, &mut text);
        if self.form == Form::Direct {
            text.push(Piece::Voice("”"));
        }
        let citation = Citation {
            address: self.address.clone(),
            passages: self.content.iter().map(|quote| quote.passage).collect(),
        };
        let margin = if depth == 0 { self.when.margin() } else { Vec::new() };
        blocks.push(Block::Entry { depth, margin, text, notes: self.notes(above), citation });
        for inner in &self.holds {
            inner.entry(false, Some(self), depth + 1, blocks);
        }
    }

    fn name_speaker(&self, text: &mut Vec<Piece>) {
        match (&self.described, self.is_named()) {
            (_, true) => text.push(Piece::Name(self.speaker.clone())),
            (Some(described), false) => text.push(words(described)),
            (None, false) if self.kind == SpeakerKind::Unspecified => text.push(Piece::Voice("no source")),
            (None, false) => text.push(Piece::Voice("unnamed")),
        }
        match &self.affiliation {
            Some(affiliation) if *affiliation != self.speaker => {
                text.push(Piece::Voice(" ("));
                text.push(Piece::Name(affiliation.clone()));
                text.push(Piece::Voice("), "));
            }
            _ => text.push(Piece::Voice(", ")),
        }
    }

    /// When, through whom, how surely. The one `above` is shown to stand between by its place.
    fn notes(&self, above: Option<&Said>) -> Vec<Vec<Piece>> {
        let mut notes = Vec::new();
        if let Some(when) = &self.when.words {
            let unresolved = if self.when.value.is_some() { "" } else { " (not resolved)" };
            notes.push(vec![words(when), Piece::Voice(unresolved)]);
        }
        let between = self.chain.iter().filter(|link| above.is_none_or(|above| above.speaker != link.entity));
        for (index, link) in between.enumerate() {
            notes.push(vec![Piece::Voice(if index == 0 { "through " } else { "then " }), link.piece()]);
        }
        if !self.hedges.is_empty() {
            let mut note = vec![Piece::Voice("hedged: ")];
            for (index, hedge) in self.hedges.iter().enumerate() {
                if index > 0 {
                    note.push(Piece::Voice(", "));
                }
                note.push(Piece::Words {
                    passage: hedge.passage,
                    words: hedge.words.clone(),
                    mark: Mark::Hedge,
                });
            }
            notes.push(note);
        }
        notes
    }
}

impl When {
    /// The day, month or year it was said, or the day of the report.
    pub(crate) fn day(&self) -> Option<&str> {
        let day = self.value.as_deref().or(self.published.as_deref())?;
        Some(day.get(..10).unwrap_or(day))
    }

    /// From a row's time and its report's date.
    pub(crate) fn of(time: Option<&Time>, published: Option<&str>) -> Self {
        let quote = |time: &Time| Some(Quote { passage: time.span?, words: time.text.clone() });
        Self {
            value: time.and_then(|time| time.value.clone()),
            words: time.and_then(quote),
            published: published.map(|date| date.get(..10).unwrap_or(date).to_owned()),
        }
    }

    /// The date for the margin: the day itself, or the report's own in brackets.
    pub(crate) fn margin(&self) -> Vec<Piece> {
        match (&self.value, &self.published) {
            (Some(value), _) => vec![Piece::Date(value.clone())],
            (None, Some(published)) => {
                vec![Piece::Voice("("), Piece::Date(published.clone()), Piece::Voice(")")]
            }
            (None, None) => vec![Piece::Voice("undated")],
        }
    }
}

/// The statements of one report, those inside others' put beneath them; text order.
pub(crate) fn said(report: &str, extraction: &Extraction) -> Vec<Said> {
    let statements = &extraction.statements;
    let mut children = vec![Vec::new(); statements.len()];
    let mut top = Vec::new();
    for (index, parent) in parents(statements).into_iter().enumerate() {
        match parent {
            Some(parent) => children[parent].push(index),
            None => top.push(index),
        }
    }
    let published = extraction.published.as_deref();
    top.into_iter().map(|index| one(report, published, statements, &children, index)).collect()
}

fn one(
    report: &str,
    published: Option<&str>,
    statements: &[Statement],
    children: &[Vec<usize>],
    index: usize,
) -> Said {
    let row = &statements[index];
    Said {
        address: format!("{report}#{}", row.id),
        speaker: row.speaker.entity.clone(),
        kind: row.speaker.kind,
        affiliation: row.speaker.affiliation.clone(),
        described: row.speaker.span.zip(row.speaker.text.clone()).map(quote),
        cue: row.cue.iter().filter_map(|&passage| within(&row.because, passage)).collect(),
        polarity: row.polarity,
        form: row.form,
        content: row.content.iter().copied().zip(row.words.iter().cloned()).map(quote).collect(),
        hedges: row.hedges.iter().filter_map(|&passage| hedge(row, passage)).collect(),
        chain: Through::of(&row.chain),
        when: When::of(row.time.as_ref(), published),
        holds: children[index]
            .iter()
            .map(|&child| one(report, published, statements, children, child))
            .collect(),
    }
}

/// How many statements deep a reader is shown who said that who said; what lies deeper hangs there.
const DEEPEST: usize = 16;

/// For each statement the narrowest one whose content holds its cue and all it says. Looks at the
/// widest first, so that the parents make trees.
fn parents(statements: &[Statement]) -> Vec<Option<usize>> {
    let width = |row: &Statement| row.content.iter().map(|span| span.end - span.start).sum::<usize>();
    let mut spans: Vec<(Passage, usize)> = Vec::new();
    for (index, row) in statements.iter().enumerate() {
        spans.extend(row.content.iter().map(|&span| (span, index)));
    }
    // Nested spans then read like brackets: an outer one opens no later than an inner one.
    spans.sort_by_key(|&(span, index)| {
        (span.start, Reverse(span.end), Reverse(width(&statements[index])), index)
    });

    let mut parents = vec![None; statements.len()];
    let mut open: Vec<(Passage, usize)> = Vec::new();
    for &(span, index) in &spans {
        open.retain(|&(outer, _)| outer.end > span.start);
        let inner = &statements[index];
        let holder = open.iter().rev().find(|&&(outer, holder)| {
            holder != index
                && inner.content.iter().chain(&inner.cue).all(|&part| outer.contains(part))
                && width(&statements[holder]) > width(inner)
        });
        if parents[index].is_none() {
            parents[index] = holder.map(|&(_, holder)| holder);
        }
        if open.len() < DEEPEST {
            open.push((span, index));
        }
    }
    parents
}

/// The words at `passage`, when they stand inside the evidence.
pub(crate) fn within(because: &Evidence, passage: Passage) -> Option<Quote> {
    slice(because.passage(), because.text(), passage)
}

fn hedge(row: &Statement, passage: Passage) -> Option<Quote> {
    let content = row.content.iter().zip(&row.words);
    content
        .filter_map(|(&span, words)| slice(span, words, passage))
        .next()
        .or_else(|| within(&row.because, passage))
}

fn slice(outer: Passage, text: &str, inner: Passage) -> Option<Quote> {
    if !outer.contains(inner) || inner.start >= inner.end {
        return None;
    }
    let shifted = Passage { start: inner.start - outer.start, end: inner.end - outer.start };
    Some(quote((inner, shifted.of(text).to_owned())))
}

fn quote((passage, words): (Passage, String)) -> Quote {
    Quote { passage, words }
}

pub(crate) fn words(quote: &Quote) -> Piece {
    Piece::Words { passage: quote.passage, words: quote.words.clone(), mark: Mark::Plain }
}

/// The quotes with dots between, the hedges in them marked.
pub(crate) fn joined(quotes: &[Quote], hedges: &[Quote], pieces: &mut Vec<Piece>) {
    for (index, quote) in quotes.iter().enumerate() {
        if index > 0 {
            pieces.push(Piece::Voice(" … "));
        }
        let mut at = quote.passage.start;
        let mut push = |from: usize, to: usize, mark: Mark| {
            let passage = Passage { start: from, end: to };
            if let Some(part) = slice(quote.passage, &quote.words, passage) {
                pieces.push(Piece::Words { passage, words: part.words, mark });
            }
        };
        for hedge in hedges.iter().filter(|hedge| quote.passage.contains(hedge.passage)) {
            if hedge.passage.start >= at {
                push(at, hedge.passage.start, Mark::Plain);
                push(hedge.passage.start, hedge.passage.end, Mark::Hedge);
                at = hedge.passage.end;
            }
        }
        push(at, quote.passage.end, Mark::Plain);
    }
}
