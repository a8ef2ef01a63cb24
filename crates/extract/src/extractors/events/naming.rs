//! What the ledger calls those who act and suffer: states behind their troops, persons, crowds.

use ledger::SpeakerKind;
use syntax::{Rel, Upos};

use crate::annotate::{Reading, Sentence};
use crate::extractors::attribution::source::{phrase, phrase_range};
use crate::extractors::positions::Parties;

/// Somebody who takes part in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Party {
    /// Canonical name.
    pub name: String,
    /// The person who stands for it, where one does.
    pub person: Option<String>,
    /// How it was found, in a word.
    pub how: &'static str,
}

/// Who acts when the report does not say.
pub(super) const NOBODY: &str = "unspecified";

impl Party {
    /// Nobody in particular.
    pub(super) fn nobody() -> Self {
        Self { name: NOBODY.to_owned(), person: None, how: "nobody" }
    }

    fn new(name: &str, how: &'static str) -> Self {
        Self { name: name.to_owned(), person: None, how }
    }
}

/// Whom the noun phrase at `head` means, its coordinated parts each; empty for things.
pub(super) fn parties(reading: &Reading<'_>, parties: &Parties<'_, '_>, place: usize, head: usize) -> Vec<Party> {
    let tree = &reading.sentences[place];
    let mut found: Vec<Party> = Vec::new();
    let mut heads = vec![head];
    heads.extend(tree.children(head).filter(|&child| {
        tree.rel(child) == Rel::Conj && matches!(tree.upos(child), Upos::Noun | Upos::Propn | Upos::Pron)
    }));
    for head in heads {
        for party in single(reading, parties, place, head) {
            if !found.iter().any(|other| other.name == party.name) {
                found.push(party);
            }
        }
    }
    found
}

fn single(reading: &Reading<'_>, parties: &Parties<'_, '_>, place: usize, head: usize) -> Vec<Party> {
    let tree = &reading.sentences[place];
    if tree.is(head, &["that", "which", "who", "whom", "this", "it", "there", "what"]) && !tree.is(head, &["it", "who"]) {
        return Vec::new();
    }
    if !matches!(tree.upos(head), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Det) {
        return Vec::new();
    }
    // The head is a name itself.
    if let Some(mention) = reading.mentions.of(place).iter().find(|mention| mention.range.contains(&head)) {
        let entity = &reading.mentions.entities[mention.entity];
        if entity.kind == SpeakerKind::Person {
            let name = entity.affiliation.clone().unwrap_or_else(|| entity.name.clone());
            return vec![Party { name, person: Some(entity.name.clone()), how: "person" }];
        }
        if let Some(name) = parties.of(mention) {
            return vec![Party::new(name, if mention.adjective { "adjective" } else { "name" })];
        }
        if entity.kind != SpeakerKind::Outlet {
            return vec![Party::new(&entity.name, "name")];
        }
    }
    let who = reading.speaker(&phrase(reading, place, head));
    let range = phrase_range(tree, head);
    if who.kind == SpeakerKind::Person && who.entity != "unnamed" {
        let name = who.affiliation.clone().unwrap_or_else(|| who.entity.clone());
        return vec![Party { name, person: Some(who.entity), how: "person" }];
    }
    let named = parties.of_phrase(place, head);
    if !named.is_empty() {
        return named.iter().map(|name| Party::new(name, "party")).collect();
    }
    // "Russian troops", "the army of Malta", "Malta's decision"
    let owned = reading.mentions.of(place).iter().filter(|mention| {
        range.contains(&mention.head) && mention.head != head && under(tree, mention.head, head)
    });
    if let Some(party) = owned.filter_map(|mention| parties.of(mention)).next() {
        return vec![Party::new(party, "owned")];
    }
    let lemma = tree.lemma(head).to_lowercase();
    if reading.knowledge.events.is_crowd(&lemma) {
        let words: Vec<String> = range
            .clone()
            .filter(|&at| {
                at == head
                    || tree.head(at) == Some(head)
                        && matches!(tree.rel(at), Rel::Amod | Rel::Compound)
                        && at < head
            })
            .map(|at| tree.forms[at].to_owned())
            .collect();
        return vec![Party::new(&words.join(" "), "crowd")];
    }
    if tree.upos(head) == Upos::Propn && who.entity != "unnamed" && who.kind != SpeakerKind::Unspecified {
        return vec![Party::new(&who.entity, "unknown")];
    }
    Vec::new()
}

/// True when the word describes the head, directly or through one word.
fn under(tree: &Sentence<'_>, at: usize, head: usize) -> bool {
    let up = tree.head(at);
    up == Some(head) || up.is_some_and(|up| tree.head(up) == Some(head) && tree.rel(at) != Rel::Obl)
}
