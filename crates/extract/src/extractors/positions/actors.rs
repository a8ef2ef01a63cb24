//! For whom a speaker stands, and who are the other sides of a report.

use std::collections::BTreeMap;
use std::ops::Range;

use knowledge::ActorKind;
use ledger::SpeakerKind;
use syntax::Rel;

use crate::annotate::{Mention, Reading, Who};
use crate::extractors::attribution::source::{phrase, phrase_range};
use crate::extractors::attribution::{Draft, Source};

/// The parties of a report: the states, organisations and armed groups behind its names.
pub(crate) struct Parties<'r, 'a> {
    reading: &'r Reading<'a>,
    /// The party behind each entity.
    behind: Vec<Option<String>>,
    /// Parties by how often they are named, most first.
    ranked: Vec<String>,
    /// The innermost statement around each token, plus one; 0 for none.
    inside: Vec<u32>,
    /// The statement whose cue each token heads, plus one; 0 for none.
    cued: Vec<u32>,
    /// For whom the speaker of each statement stands.
    speakers: Vec<Vec<String>>,
}

/// Sentences of a report too short to name anybody twice.
pub(super) const SHORT: usize = 3;

impl<'r, 'a> Parties<'r, 'a> {
    /// Finds them. Linear in the report, but for nested statements.
    pub(crate) fn new(reading: &'r Reading<'a>, drafts: &[Draft]) -> Self {
        let behind: Vec<Option<String>> = reading
            .mentions
            .entities
            .iter()
            .map(|entity| {
                let named = party(reading, &entity.name, entity.kind);
                match entity.kind {
                    SpeakerKind::Person => entity.affiliation.clone(),
                    _ => named,
                }
            })
            .collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for mention in &reading.mentions.list {
            if let Some(name) = &behind[mention.entity] {
                *counts.entry(name).or_default() += 1;
            }
        }
        let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
        ranked.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        // A party named once is no main party, but where everybody is.
        let short = reading.sentences.len() <= SHORT;
        let main = ranked.into_iter().filter(|(_, count)| *count > 1 || short);
        let ranked = main.map(|(name, _)| name.to_owned()).collect();
        let mut inside = vec![0u32; reading.tokens.len()];
        let mut cued = vec![0u32; reading.tokens.len()];
        let length = |draft: &Draft| draft.content.iter().map(|range| range.len()).sum::<usize>();
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(length(&drafts[at])));
        for at in order {
            for token in drafts[at].content.iter().flat_map(Clone::clone) {
                inside[token] = at as u32 + 1;
            }
            cued[reading.sentences[drafts[at].sentence].first + drafts[at].head] = at as u32 + 1;
        }
        let mut parties = Self { reading, behind, ranked, inside, cued, speakers: Vec::new() };
        parties.speakers =
            drafts.iter().map(|draft| parties.of_who(&reading.speaker(&draft.source))).collect();
        // "We" in a quotation: whom the one who passed it on stands for.
        for (at, draft) in drafts.iter().enumerate() {
            if parties.speakers[at].is_empty()
                && let Some(outer) = parties.statement(draft.cue[0].start).filter(|outer| *outer != at)
                && is_first_person(reading, &draft.source)
            {
                parties.speakers[at] = parties.speakers[outer].clone();
            }
        }
        parties
    }

    /// The innermost statement around a token of the report.
    pub(crate) fn statement(&self, token: usize) -> Option<usize> {
        (self.inside[token] as usize).checked_sub(1)
    }

    /// The statement whose cue a token heads.
    pub(crate) fn cue(&self, token: usize) -> Option<usize> {
        (self.cued[token] as usize).checked_sub(1)
    }

    /// For whom the speaker of a statement stands.
    pub(crate) fn speaker(&self, statement: usize) -> &[String] {
        &self.speakers[statement]
    }

    /// The party behind a mention; none behind a town where something takes place ("met in Lisbon").
    pub(crate) fn of(&self, mention: &Mention) -> Option<&str> {
        self.even_as_place(mention).filter(|party| !is_spot(self.reading, mention, party))
    }

    /// The party behind a mention, also behind a town where something takes place: what is done there is done to it.
    pub(crate) fn even_as_place(&self, mention: &Mention) -> Option<&str> {
        self.behind[mention.entity].as_deref()
    }

    /// How often a party is named, as its place among all: 0 for the first.
    pub(crate) fn rank(&self, name: &str) -> Option<usize> {
        self.ranked.iter().position(|known| known == name)
    }

    /// Whether a report is about one state or several: `foreign` where two of the three parties named most
    /// are states.
    pub(crate) fn scope(&self) -> &'static str {
        let states = self.ranked.iter().take(3).filter(|name| self.sort(name) == "state").count();
        match states {
            0 => "none",
            1 => "domestic",
            _ => "foreign",
        }
    }

    /// The state that the report names most.
    pub(crate) fn main_state(&self) -> Option<&str> {
        self.ranked.iter().find(|name| self.sort(name) == "state").map(String::as_str)
    }

    /// What a party is, in a word.
    pub(crate) fn sort(&self, name: &str) -> &'static str {
        let actors = &self.reading.knowledge.actors;
        actors.by_name(name).map_or("unknown", |id| actors.get(id).kind.name())
    }

    /// The other side: the side named most, the holder left out.
    pub(crate) fn other_side(&self, holder: &str) -> Option<&str> {
        let side = |name: &&String| {
            *name != holder
                && matches!(self.sort(name), "state" | "armed-group" | "party" | "region" | "movement")
        };
        self.ranked.iter().take(6).find(side).map(String::as_str)
    }

    /// Whom the noun phrase at `head` stands for; "we" is whoever speaks.
    pub(crate) fn of_phrase(&self, sentence: usize, head: usize) -> Vec<String> {
        let tree = &self.reading.sentences[sentence];
        if tree.is(head, &["we", "i", "us", "our", "my"]) {
            let speaker = self.statement(tree.first + head).map(|statement| self.speaker(statement).to_vec());
            return speaker.unwrap_or_default();
        }
        let source = phrase(self.reading, sentence, head);
        let mut found = self.of_who(&self.reading.speaker(&source));
        if found.is_empty() {
            // "the Russian side", "Iranian officials"
            let range = phrase_range(tree, head);
            let side = tree.is(
                head,
                &[
                    "side",
                    "party",
                    "parties",
                    "authorities",
                    "leadership",
                    "forces",
                    "troops",
                    "military",
                    "army",
                    "leaders",
                    "officials",
                    "government",
                    "regime",
                    "negotiators",
                    "delegation",
                ],
            );
            if side {
                found.extend(self.named_in(sentence, &range, head));
            }
        }
        found
    }

    fn named_in(&self, sentence: usize, range: &Range<usize>, head: usize) -> Option<String> {
        let tree = &self.reading.sentences[sentence];
        let here = self.reading.mentions.of(sentence).iter();
        let mut named = here.filter(|mention| {
            range.contains(&mention.head)
                && (mention.head == head || tree.head(mention.head) == Some(head))
                && matches!(tree.rel(mention.head), Rel::Amod | Rel::Compound | Rel::Nmod | Rel::Det)
        });
        named.find_map(|mention| self.of(mention)).map(str::to_owned)
    }

    /// For whom somebody stands.
    fn of_who(&self, who: &Who) -> Vec<String> {
        let name = match who.kind {
            SpeakerKind::Government | SpeakerKind::Organisation => Some(who.entity.clone()),
            SpeakerKind::Person => Some(who.affiliation.clone().unwrap_or_else(|| who.entity.clone())),
            SpeakerKind::Unnamed | SpeakerKind::Group => who.affiliation.clone(),
            SpeakerKind::Outlet | SpeakerKind::Unspecified => None,
        };
        let Some(name) = name.filter(|name| !matches!(name.as_str(), "unnamed" | "unspecified")) else {
            return Vec::new();
        };
        if self.reading.knowledge.actors.by_name(&name).is_some() {
            return vec![name];
        }
        let each = name.split(" and ").filter(|name| !matches!(*name, "unnamed" | "unspecified"));
        let mut found: Vec<String> = Vec::new();
        for name in each {
            let entities = &self.reading.mentions.entities;
            let known = entities
                .iter()
                .position(|entity| entity.name == name)
                .filter(|_| who.kind == SpeakerKind::Person);
            let party =
                known.and_then(|at| entities[at].affiliation.clone()).unwrap_or_else(|| name.to_owned());
            if !found.contains(&party) {
                found.push(party);
            }
        }
        found
    }
}

/// True for a town that stands for a state elsewhere but only tells where here: "in", "at" or "near" it.
fn is_spot(reading: &Reading<'_>, mention: &Mention, party: &str) -> bool {
    let tree = &reading.sentences[mention.sentence];
    let is_case = |at: usize| {
        tree.rel(at) == Rel::Case && tree.is(at, &["in", "at", "near", "outside", "around", "inside"])
    };
    !mention.adjective
        && mention.range.len() == 1
        && tree.forms[mention.head] != party
        && matches!(tree.rel(mention.head), Rel::Obl | Rel::Nmod)
        && tree.children(mention.head).any(is_case)
        && reading.mentions.entities[mention.entity].kind == SpeakerKind::Government
}

fn is_first_person(reading: &Reading<'_>, source: &Source) -> bool {
    matches!(source, Source::Phrase { sentence, head, .. }
        if reading.sentences[*sentence].is(*head, &["we", "our", "us", "i"]))
}

/// The name as that of a party: states, bodies, groups; places and outlets are none.
fn party(reading: &Reading<'_>, name: &str, kind: SpeakerKind) -> Option<String> {
    if !matches!(kind, SpeakerKind::Government | SpeakerKind::Organisation) {
        return None;
    }
    let actors = &reading.knowledge.actors;
    let Some(id) = actors.by_name(name) else { return Some(name.to_owned()) };
    let actor = actors.get(id);
    match actor.kind {
        ActorKind::Place
        | ActorKind::Territory
        | ActorKind::Outlet
        | ActorKind::Company
        | ActorKind::Person => None,
        ActorKind::People => None,
        ActorKind::Region if matches!(name, "Black Sea" | "Middle East" | "Persian Gulf") => None,
        ActorKind::Ministry | ActorKind::Agency => actor.of.map(|of| actors.get(of).name.clone()),
        _ => Some(actor.name.clone()),
    }
}
