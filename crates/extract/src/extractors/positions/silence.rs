//! Positions that a report says were not expressed.
//!
//! > Georgia has not said whether it will attend the talks.
//!
//! is no position of Georgia's on the talks, but worth keeping: somebody asked, or waits for it.

use knowledge::ISSUES;
use ledger::Stance;
use syntax::{Rel, Upos};

use super::{Parties, Stand};
use crate::annotate::{Reading, Sentence};
use crate::extractors::conditions::trimmed;

/// Words by which a side says where it stands.
const TELLING: [&str; 24] = [
    "announce",
    "answer",
    "clarify",
    "comment",
    "commit",
    "confirm",
    "decide",
    "disclose",
    "elaborate",
    "express",
    "indicate",
    "mention",
    "react",
    "reject",
    "repeat",
    "reply",
    "respond",
    "reveal",
    "say",
    "signal",
    "specify",
    "state",
    "tell",
    "utter",
];

/// Nouns for what was not given: "no word on whether".
const TOLD: [&str; 9] =
    ["answer", "comment", "commitment", "indication", "mention", "reaction", "reference", "reply", "word"];

/// The silences of a report, in text order.
pub(super) fn all(reading: &Reading<'_>, parties: &Parties<'_, '_>) -> Vec<Stand> {
    let mut found = Vec::new();
    for place in 0..reading.sentences.len() {
        let tree = &reading.sentences[place];
        let silent = (0..tree.len()).find(|&at| is_silent(tree, at));
        let Some(at) = silent else { continue };
        let Some(issue) = issue(reading, tree, at) else { continue };
        let Some(holder) = holder(parties, place, tree, at) else { continue };
        let extent = trimmed(tree, tree.extent(clause(tree, at)));
        let mut toward: Vec<String> = Vec::new();
        for mention in reading.mentions.of(place) {
            let name = parties.of(mention).filter(|name| *name != holder && mention.head > at);
            if let Some(name) = name
                && !toward.iter().any(|known| known == name)
            {
                toward.push(name.to_owned());
            }
        }
        toward.truncate(2);
        toward.sort();
        found.push(Stand {
            holder,
            issue,
            toward,
            // What it leans to is not known; the row says that nothing was expressed.
            stance: Stance::Reluctant,
            level: None,
            conditions: Vec::new(),
            evidence: tree.first + extent.start..tree.first + extent.end,
            statement: parties.statement(tree.first + at),
            rule: "silence",
            weight: 0,
            features: Vec::new(),
            is_plain: false,
            is_unexpressed: true,
        });
    }
    found
}

/// True for the word that tells of a silence: "has not said whether", "declined to say", "no word on", "kept silent".
fn is_silent(tree: &Sentence<'_>, at: usize) -> bool {
    let lemma = tree.lemma(at);
    match tree.upos(at) {
        Upos::Verb if TELLING.contains(&lemma) => {
            let refused = tree.head(at).is_some_and(|up| {
                tree.rel(at) == Rel::Xcomp
                    && matches!(tree.lemma(up), "decline" | "refuse" | "have")
                    && (tree.lemma(up) != "have" || tree.children(up).any(|child| tree.is(child, &["yet"])))
            });
            let nothing = tree.child(at, &[Rel::Obj]).is_some_and(|object| tree.is(object, &["nothing"]));
            let negated =
                tree.children(at).any(|child| child < at && tree.is(child, &["not", "n't", "never"]));
            (negated && leaves_open(tree, at)) || (refused && leaves_open(tree, at)) || nothing
        }
        Upos::Noun if TOLD.contains(&lemma) => {
            tree.children(at).any(|child| tree.rel(child) == Rel::Det && tree.is(child, &["no", "neither"]))
        }
        Upos::Adj => lemma == "silent" && !matches!(tree.rel(at), Rel::Amod | Rel::Acl),
        _ => false,
    }
}

/// True where what was not said is a question, or an answer that somebody waits for: "not said whether", "not
/// replied to". "He did not say that" is no silence.
fn leaves_open(tree: &Sentence<'_>, at: usize) -> bool {
    let asks = |child: usize| {
        matches!(tree.rel(child), Rel::Ccomp | Rel::Advcl | Rel::Xcomp)
            && tree
                .extent(child)
                .take(3)
                .any(|word| tree.is(word, &["whether", "if", "when", "what", "how", "who", "which", "where"]))
    };
    let waits = matches!(
        tree.lemma(at),
        "reply" | "respond" | "react" | "comment" | "answer" | "elaborate" | "confirm" | "commit" | "repeat"
    );
    waits || tree.children(at).any(asks)
}

/// The issue that is named with it, the nearest behind the word first.
fn issue(reading: &Reading<'_>, tree: &Sentence<'_>, at: usize) -> Option<usize> {
    let issues = &reading.knowledge.issues;
    let lemmas: Vec<&str> = (0..tree.len()).map(|word| tree.lemma(word)).collect();
    let named = |word: usize| {
        let (_, names) = issues.named(&lemmas, word).or_else(|| issues.hinted(&lemmas, word))?;
        names.first().map(|name| name.issue).filter(|issue| ISSUES[*issue] != "other")
    };
    (at + 1..tree.len()).find_map(named)
}

/// Who is silent: the subject of the word or of what governs it.
fn holder(parties: &Parties<'_, '_>, place: usize, tree: &Sentence<'_>, at: usize) -> Option<String> {
    let mut on = Some(at);
    for _ in 0..3 {
        let word = on?;
        if let Some(subject) = tree.child(word, &[Rel::Nsubj]) {
            // A letter that does not say is no side that keeps silent.
            let is_side = |name: &String| parties.sort(name) != "unknown";
            return parties.of_phrase(place, subject).into_iter().next().filter(is_side);
        }
        on = tree.head(word);
    }
    None
}

/// The head of the clause around a word.
fn clause(tree: &Sentence<'_>, at: usize) -> usize {
    let mut top = at;
    for _ in 0..3 {
        if tree.child(top, &[Rel::Nsubj]).is_some() {
            break;
        }
        match tree.head(top) {
            Some(up) => top = up,
            None => break,
        }
    }
    top
}
