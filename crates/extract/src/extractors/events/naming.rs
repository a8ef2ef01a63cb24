//! What the ledger calls those who act and suffer: states behind their troops, persons, crowds.

use knowledge::ActorKind;
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

    /// Those who protest, where nobody names them.
    pub(super) fn protesters() -> Self {
        Self::new("protesters", "crowd")
    }

    fn new(name: &str, how: &'static str) -> Self {
        Self { name: name.to_owned(), person: None, how }
    }
}

/// Whom the noun phrase at `head` means, its coordinated parts each; empty for things.
pub(super) fn parties(
    reading: &Reading<'_>,
    parties: &Parties<'_, '_>,
    place: usize,
    head: usize,
) -> Vec<Party> {
    let tree = &reading.sentences[place];
    let mut found: Vec<Party> = Vec::new();
    for head in coordinated(tree, head) {
        for party in single(reading, parties, place, head) {
            if !found.iter().any(|other| other.name == party.name && other.person == party.person) {
                found.push(party);
            }
        }
    }
    found
}

/// The head and what is coordinated with it, through names and titles: "President A of X and Chancellor B".
fn coordinated(tree: &Sentence<'_>, head: usize) -> Vec<usize> {
    let mut heads = vec![head];
    let mut open = vec![head];
    while let Some(at) = open.pop() {
        for child in tree.children(at) {
            match tree.rel(child) {
                Rel::Conj
                    if matches!(tree.upos(child), Upos::Noun | Upos::Propn | Upos::Pron)
                        && heads.len() < 8 =>
                {
                    heads.push(child);
                    open.push(child);
                }
                Rel::Appos | Rel::Flat => open.push(child),
                _ => {}
            }
        }
    }
    heads
}

/// Words in which a report says when or how much, not who.
fn is_time(reading: &Reading<'_>, token: usize) -> bool {
    let at = reading.dates.partition_point(|(tokens, _)| tokens.end <= token);
    reading.dates.get(at).is_some_and(|(tokens, _)| tokens.contains(&token))
}

fn single(reading: &Reading<'_>, parties: &Parties<'_, '_>, place: usize, head: usize) -> Vec<Party> {
    let tree = &reading.sentences[place];
    if tree.is(head, &["that", "which", "whom", "this", "there", "what", "these", "those"])
        || is_time(reading, tree.first + head)
        || !matches!(tree.upos(head), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Det)
    {
        return Vec::new();
    }
    // The head is a name itself.
    if let Some(mention) = reading.mentions.of(place).iter().find(|mention| mention.range.contains(&head)) {
        return of_mention(reading, parties, mention).into_iter().collect();
    }
    let who = reading.speaker(&phrase(reading, place, head));
    if who.kind == SpeakerKind::Person && who.entity != "unnamed" && !who.entity.contains(" and ") {
        let name = who.affiliation.clone().unwrap_or_else(|| who.entity.clone());
        return vec![Party { name, person: Some(who.entity), how: "person" }];
    }
    if who.entity.contains(" and ") {
        let entities = &reading.mentions.entities;
        let each = who.entity.split(" and ").filter_map(|name| {
            let known = entities.iter().find(|entity| entity.name == name)?;
            Some(of_entity(known))
        });
        let each: Vec<Party> = each.collect();
        if !each.is_empty() {
            return each;
        }
    }
    let range = phrase_range(tree, head);
    // "Russian troops", "the army of Malta", "the navies of Malta and Cyprus"
    let owned = reading.mentions.of(place).iter().find(|mention| {
        range.contains(&mention.head)
            && mention.head != head
            && under(tree, mention.head, head)
            && of_mention(reading, parties, mention).is_some_and(|party| party.how != "place")
    });
    let lemma = tree.lemma(head).to_lowercase();
    // "Maltese separatists" are not Malta, nor are "Asian nations" Asia.
    if let Some(mention) = owned
        && (is_apart(&lemma) || is_many(&lemma) && !is_state(reading, mention))
        && mention.adjective
        && tree.head(mention.head) == Some(head)
    {
        let name = format!("{} {}", tree.forms[mention.head], tree.forms[head]);
        return vec![Party::new(&name, "apart")];
    }
    let crowd = reading.knowledge.events.is_crowd(&lemma) && tree.upos(head) != Upos::Adj;
    if let Some(mention) = owned.filter(|_| crowd || tree.upos(head) != Upos::Noun || is_body(&lemma)) {
        let names = coordinated(tree, mention.head).into_iter().filter_map(|at| {
            let here = reading.mentions.of(place).iter();
            let named = here.clone().find(|other| other.range.contains(&at))?;
            of_mention(reading, parties, named)
        });
        return names.map(|party| Party { how: "owned", ..party }).collect();
    }
    // "the army", "government forces", with nobody's name: those of the state the report is about.
    let bare = |at: usize| {
        tree.head(at) != Some(head)
            || !matches!(tree.rel(at), Rel::Amod | Rel::Compound | Rel::Nmod)
            || is_of_state(&tree.lemma(at).to_lowercase())
    };
    let definite = range.clone().any(|at| tree.is(at, &["the"])) || tree.xpos(head) == "NNS" || tree.is_title;
    let forces = matches!(lemma.as_str(), "force" | "troop" | "troops" | "soldier")
        && range.clone().any(|at| tree.is(at, &["government", "security", "regime", "army"]));
    if (is_of_state(&lemma) || forces)
        && definite
        && range.clone().all(bare)
        && let Some(state) = parties.main_state()
    {
        return vec![Party::new(state, "main state")];
    }
    let named = parties.of_phrase(place, head);
    // A body that nothing names is told by its own words below.
    let known = |name: &String| {
        name.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
            || reading.knowledge.actors.by_name(name).is_some()
    };
    if !named.is_empty() && named.iter().all(known) {
        return named.iter().map(|name| Party::new(name, "party")).collect();
    }
    if crowd {
        let words: Vec<&str> = range
            .clone()
            .filter(|&at| {
                at == head
                    || tree.head(at) == Some(head)
                        && matches!(tree.rel(at), Rel::Amod | Rel::Compound)
                        && at < head
            })
            .map(|at| tree.forms[at])
            .collect();
        return vec![Party::new(&words.join(" "), "crowd")];
    }
    if tree.upos(head) == Upos::Propn && who.entity != "unnamed" && who.kind != SpeakerKind::Unspecified {
        return vec![Party::new(&who.entity, "unknown")];
    }
    Vec::new()
}

/// The party that a name means; a place is its state, an outlet nobody.
pub(super) fn of_mention(
    reading: &Reading<'_>,
    parties: &Parties<'_, '_>,
    mention: &crate::annotate::Mention,
) -> Option<Party> {
    let entity = &reading.mentions.entities[mention.entity];
    if entity.kind == SpeakerKind::Person {
        return Some(of_entity(entity));
    }
    if let Some(name) = parties.even_as_place(mention) {
        return Some(Party::new(name, if mention.adjective { "adjective" } else { "name" }));
    }
    let actors = &reading.knowledge.actors;
    match actors.by_name(&entity.name).map(|id| (id, actors.get(id))) {
        Some((id, actor)) if actor.kind == ActorKind::Place => {
            let top = actors.get(actors.top(id));
            (top.kind != ActorKind::Place).then(|| Party::new(&top.name, "place"))
        }
        Some((_, actor)) if actor.kind == ActorKind::Outlet => None,
        _ if entity.kind == SpeakerKind::Outlet => None,
        _ => Some(Party::new(&entity.name, "name")),
    }
}

fn of_entity(entity: &crate::annotate::Entity) -> Party {
    if entity.kind != SpeakerKind::Person {
        return Party::new(&entity.name, "name");
    }
    let name = entity.affiliation.clone().unwrap_or_else(|| entity.name.clone());
    Party { name, person: Some(entity.name.clone()), how: "person" }
}

/// True for a mention of a state, not of a region or an organisation.
fn is_state(reading: &Reading<'_>, mention: &crate::annotate::Mention) -> bool {
    let actors = &reading.knowledge.actors;
    actors
        .by_name(&reading.mentions.entities[mention.entity].name)
        .is_some_and(|id| actors.get(id).kind == ActorKind::State)
}

/// Nouns of those who act for themselves whatever state the word before them names.
fn is_apart(lemma: &str) -> bool {
    matches!(
        lemma,
        "nationalist"
            | "militant"
            | "rebel"
            | "separatist"
            | "insurgent"
            | "protester"
            | "demonstrator"
            | "extremist"
            | "radical"
            | "militia"
            | "militiaman"
            | "paramilitary"
            | "jihadist"
            | "gunman"
            | "settler"
            | "activist"
            | "dissident"
            | "opposition"
    )
}

/// Nouns of several states together.
fn is_many(lemma: &str) -> bool {
    matches!(lemma, "country" | "nation" | "state" | "power" | "ally" | "partner")
}

/// Nouns of bodies that every state has one of.
fn is_of_state(lemma: &str) -> bool {
    matches!(
        lemma,
        "government"
            | "army"
            | "military"
            | "authority"
            | "authorities"
            | "regime"
            | "security"
            | "president"
            | "prime minister"
            | "minister"
            | "ministry"
            | "administration"
            | "cabinet"
    )
}

/// Nouns of bodies that act for the state before them.
fn is_body(lemma: &str) -> bool {
    matches!(
        lemma,
        "navy"
            | "air force"
            | "side"
            | "authority"
            | "leadership"
            | "regime"
            | "delegation"
            | "ministry"
            | "administration"
            | "cabinet"
            | "jet"
            | "warplane"
            | "plane"
            | "tank"
            | "artillery"
            | "drone"
            | "missile"
            | "forces"
            | "servicemen"
            | "serviceman"
            | "unit"
            | "service"
            | "police"
            | "council"
            | "negotiator"
            | "representative"
            | "president"
            | "minister"
            | "counterpart"
            | "premier"
            | "chancellor"
            | "king"
            | "citizen"
            | "national"
            | "embassy"
            | "territory"
            | "city"
            | "village"
            | "people"
            | "parliament"
            | "commander"
            | "general"
            | "warship"
            | "ship"
            | "vessel"
            | "rebellion"
    )
}

/// True when the word describes the head, directly or through one word.
fn under(tree: &Sentence<'_>, at: usize, head: usize) -> bool {
    let up = tree.head(at);
    up == Some(head) || up.is_some_and(|up| tree.head(up) == Some(head) && tree.rel(at) != Rel::Obl)
}
