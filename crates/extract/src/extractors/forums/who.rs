//! Who sits: the states and bodies behind delegations, ministers, lists and "both sides".

use std::collections::BTreeSet;

use knowledge::ActorKind;
use syntax::{Rel, Upos};

use super::tables::Table;
use crate::annotate::Reading;
use crate::extractors::positions::Parties;

/// A report with what is known of its parties.
#[derive(Clone, Copy)]
pub(super) struct Scene<'s, 'r, 'a> {
    pub reading: &'s Reading<'a>,
    pub parties: &'s Parties<'r, 'a>,
    /// Names of the people in it.
    pub people: &'s BTreeSet<&'s str>,
    /// The sentence in hand.
    pub place: usize,
}

impl Scene<'_, '_, '_> {
    /// The actors the noun phrase at `head` stands for, those joined to it included.
    pub(super) fn who(&self, head: usize) -> Vec<String> {
        let tree = &self.reading.sentences[self.place];
        if self.is_pair(head) {
            let pair = self.pair();
            if !pair.is_empty() {
                return pair;
            }
        }
        let mut found: Vec<String> = Vec::new();
        let joined = tree.children(head).filter(|&child| tree.rel(child) == Rel::Conj);
        for head in std::iter::once(head).chain(joined) {
            for actor in self.single(head) {
                if !found.contains(&actor) {
                    found.push(actor);
                }
            }
        }
        found.retain(|actor| self.may_sit(actor));
        found
    }

    fn single(&self, head: usize) -> Vec<String> {
        let tree = &self.reading.sentences[self.place];
        let mut here = self.reading.mentions.of(self.place).iter();
        if let Some(named) =
            here.find(|mention| mention.head == head).and_then(|mention| self.parties.of(mention))
        {
            return vec![named.to_owned()];
        }
        let found = self.parties.of_phrase(self.place, head);
        if found.is_empty() && tree.upos(head) != Upos::Pron { self.owner(head, None) } else { found }
    }

    /// "Georgia's membership", "the Georgian decision", "the members of Georgia and Armenia".
    pub(super) fn owner(&self, at: usize, table: Option<&Table>) -> Vec<String> {
        let tree = &self.reading.sentences[self.place];
        let outside = |head: usize| table.is_none_or(|table| !table.range.contains(&head));
        let here = self.reading.mentions.of(self.place).iter();
        let owners = here.filter(|mention| outside(mention.head) && self.owns(mention.head, at));
        let mut found: Vec<String> = Vec::new();
        for actor in owners.filter_map(|mention| self.parties.of(mention)) {
            if !found.iter().any(|known| known == actor) && self.may_sit(actor) {
                found.push(actor.to_owned());
            }
        }
        if !found.is_empty() {
            return found;
        }
        // "its membership", "their commitment"
        let pronoun =
            tree.children(at).find(|&child| tree.is(child, &["its", "their", "our", "his", "her", "my"]));
        let Some(pronoun) = pronoun else { return Vec::new() };
        let found = self.parties.of_phrase(self.place, pronoun);
        if found.is_empty() && tree.is(pronoun, &["their"]) { self.pair() } else { found }
    }

    /// True where the name at `name` owns the noun at `at`: before it, or after "of" or "by".
    fn owns(&self, name: usize, at: usize) -> bool {
        let tree = &self.reading.sentences[self.place];
        let mut name = name;
        // "of the leaders of Georgia and Armenia"
        for _ in 0..4 {
            let Some(head) = tree.head(name) else { return false };
            let of = tree.children(name).find(|&case| tree.rel(case) == Rel::Case && case < name);
            let before = name < at && of.is_none();
            let behind = name > at && of.is_some_and(|case| tree.is(case, &["of", "by", "between", "from"]));
            let described = matches!(tree.rel(name), Rel::Nmod | Rel::Amod | Rel::Compound);
            if head == at && described && (before || behind) {
                return true;
            }
            let linked = tree.rel(name) == Rel::Conj || (described && behind_people(tree.lemma(head)));
            if !linked {
                return false;
            }
            name = head;
        }
        false
    }

    /// "they", "both sides", "the two presidents".
    fn is_pair(&self, head: usize) -> bool {
        let tree = &self.reading.sentences[self.place];
        let sides = [
            "sides",
            "parties",
            "presidents",
            "leaders",
            "ministers",
            "countries",
            "states",
            "governments",
            "heads",
            "delegations",
            "neighbours",
            "neighbors",
            "capitals",
            "officials",
            "negotiators",
        ];
        if tree.is(head, &["they", "both"]) {
            return true;
        }
        let bare = !tree
            .children(head)
            .any(|child| matches!(tree.rel(child), Rel::Nmod | Rel::Amod | Rel::Compound));
        tree.is(head, &sides)
            && bare
            && tree.children(head).any(|child| tree.is(child, &["the", "both", "two"]))
    }

    /// The two sides the report is about.
    pub(super) fn pair(&self) -> Vec<String> {
        let Some(one) = self.parties.main_state() else { return Vec::new() };
        let other = self.parties.other_side(one).filter(|other| self.parties.rank(other) < Some(4));
        other.map(|other| vec![one.to_owned(), other.to_owned()]).unwrap_or_default()
    }

    /// Towns, papers, firms and people without a side sit nowhere.
    pub(super) fn may_sit(&self, actor: &str) -> bool {
        if matches!(
            actor,
            "Government" | "States" | "State" | "Commission" | "Council" | "Parliament" | "Republic"
        ) {
            return false;
        }
        let actors = &self.reading.knowledge.actors;
        match actors.by_name(actor) {
            Some(id) => !matches!(
                actors.get(id).kind,
                ActorKind::Place
                    | ActorKind::Outlet
                    | ActorKind::Company
                    | ActorKind::People
                    | ActorKind::Person
            ),
            None => {
                !self.people.contains(actor) && actor.starts_with(char::is_uppercase) && !actor.contains(',')
            }
        }
    }

    /// The names listed from token `from` on: ", namely Georgia, Armenia and Malta".
    /// Up to `skip` other words may stand before the first.
    pub(super) fn listed(&self, from: usize, skip: usize) -> Vec<String> {
        let tree = &self.reading.sentences[self.place];
        let mut found: Vec<String> = Vec::new();
        let mut at = from;
        let mut left = skip;
        for mention in
            self.reading.mentions.of(self.place).iter().filter(|mention| mention.range.start >= from)
        {
            let between = at..mention.range.start;
            let links = between.clone().all(|at| tree.is(at, &[",", "and", "the", "or", "republic", "of"]));
            if found.is_empty() {
                left = left.saturating_sub(between.len());
                if left == 0 {
                    break;
                }
            } else if !links {
                break;
            }
            at = mention.range.end;
            if let Some(actor) = self.parties.of(mention).filter(|actor| self.may_sit(actor))
                && !found.iter().any(|known| known == actor)
            {
                found.push(actor.to_owned());
            }
        }
        found
    }
}

/// "the leaders of Georgia", "military observers from Georgia": people who stand for whom they come from.
fn behind_people(noun: &str) -> bool {
    matches!(
        noun,
        "leader"
            | "president"
            | "minister"
            | "representative"
            | "delegation"
            | "delegate"
            | "government"
            | "head"
            | "official"
            | "observer"
            | "envoy"
            | "member"
            | "negotiator"
            | "expert"
            | "chief"
            | "ambassador"
            | "republic"
            | "state"
            | "contingent"
            | "troop"
            | "officer"
            | "side"
    )
}
