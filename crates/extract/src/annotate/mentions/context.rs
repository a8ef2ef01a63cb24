//! Whom an official speaks for whose title does not tell.
//!
//! > Tbilisi has not replied. Foreign Minister Ana Oru told ... its envoy, Rita Vella

use knowledge::{Knowledge, RoleClass};
use ledger::SpeakerKind;
use syntax::Upos;

use super::{Mention, Mentions, Sentence};
use crate::annotate::speakers::is_subject;

/// So many mentions, and sentences, before the official's name are searched.
const REACH: usize = 16;
const SENTENCES: usize = 4;

/// Gives every official without an affiliation the state that acted last before the name, and the bearer of
/// "its chairman" the body that did.
pub(super) fn affiliate(mentions: &mut Mentions, sentences: &[Sentence<'_>], knowledge: &Knowledge) {
    for at in 0..mentions.list.len() {
        let mention = &mentions.list[at];
        let person = &mentions.entities[mention.entity];
        if person.kind == SpeakerKind::Person
            && let Some(owner) = owner_of_office(mentions, sentences, knowledge, at)
            && person.affiliation.as_ref() != Some(&mentions.entities[owner].name)
        {
            give(mentions, at, owner);
            continue;
        }
        if person.kind != SpeakerKind::Person || person.affiliation.is_some() {
            continue;
        }
        let sentence = &sentences[mention.sentence];
        let owned = is_owned(sentence, mention);
        let state = person.roles.iter().any(|role| is_of_state(role))
            || person.titles.iter().any(|title| serves_president(title))
            || mention.range.start > 0 && sentence.is(mention.range.start - 1, RANKS);
        if !owned && !state {
            continue;
        }
        let Some(owner) = last_to_act(mentions, sentences, at, owned) else { continue };
        give(mentions, at, owner);
    }
}

/// Sets whom the person of a mention speaks for.
fn give(mentions: &mut Mentions, at: usize, owner: usize) {
    let owner = &mentions.entities[owner];
    let affiliation = owner.affiliation.clone().filter(|_| owner.kind == SpeakerKind::Government);
    let affiliation = affiliation.unwrap_or_else(|| owner.name.clone());
    let actor = owner.actor.clone();
    let entity = mentions.list[at].entity;
    let person = &mut mentions.entities[entity];
    person.affiliation = Some(affiliation);
    person.actor = actor;
}

/// "Georgia's chief negotiator in the talks, Ana Oru": who has the office that a comma parts from the name.
fn owner_of_office(
    mentions: &Mentions,
    sentences: &[Sentence<'_>],
    knowledge: &Knowledge,
    at: usize,
) -> Option<usize> {
    let mention = &mentions.list[at];
    let sentence = &sentences[mention.sentence];
    let start = mention.range.start;
    if start == 0 || sentence.forms[start - 1] != "," {
        return None;
    }
    let owner = mentions.list[..at].iter().rev().take(4).find(|other| {
        other.sentence == mention.sentence
            && !other.adjective
            && other.range.end + 14 > start
            && sentence.is(other.range.end, &["'s", "’s"])
            && matches!(
                mentions.entities[other.entity].kind,
                SpeakerKind::Government | SpeakerKind::Organisation
            )
    })?;
    let mut between = owner.range.end + 1..start - 1;
    let plain = between.clone().all(|at| {
        !matches!(sentence.upos(at), Upos::Verb | Upos::Aux | Upos::Pron) && sentence.forms[at] != ","
    });
    let office = between.any(|at| {
        knowledge
            .roles
            .match_at(&sentence.forms, at)
            .is_some_and(|(_, role)| matches!(role.class, RoleClass::Office | RoleClass::Unnamed))
    });
    (plain && office).then_some(owner.entity)
}

/// "its envoy, Ana Oru", "their leader Ana Oru": no verb between the pronoun and the name.
fn is_owned(sentence: &Sentence<'_>, mention: &Mention) -> bool {
    let start = mention.range.start;
    (start.saturating_sub(10)..start)
        .rev()
        .take_while(|&at| !matches!(sentence.upos(at), Upos::Verb | Upos::Aux))
        .any(|at| sentence.is(at, &["its", "their"]))
}

/// Ranks before a name.
const RANKS: &[&str] = &["gen", "gen.", "general", "brigadier", "admiral", "col", "col.", "maj", "lt"];

/// "adviser in the office of the president"
fn serves_president(title: &[String]) -> bool {
    let has = |word: &str| title.iter().any(|other| other == word);
    has("president") && ["office", "adviser", "advisor", "assistant", "head"].iter().any(|word| has(word))
}

/// Offices that only a state has.
fn is_of_state(role: &str) -> bool {
    let last = role.rsplit(' ').next().unwrap_or(role);
    matches!(
        last,
        "minister"
            | "premier"
            | "chancellor"
            | "senator"
            | "ambassador"
            | "undersecretary"
            | "under-secretary"
            | "prosecutor"
            | "coastguard"
            | "admiral"
            | "brigadier"
            | "general"
            | "king"
            | "sultan"
            | "emir"
            | "lawmaker"
            | "mp"
    ) || matches!(
        role,
        "president"
            | "vice president"
            | "vice-president"
            | "head of state"
            | "presidential adviser"
            | "foreign ministry spokesman"
            | "foreign ministry spokeswoman"
            | "government spokesman"
            | "government spokeswoman"
            | "defence spokesman"
            | "defense spokesman"
            | "chief of staff"
    )
}

/// The state, or for "its" also the body, that is the subject of the last clause before the mention; else the
/// state named last.
fn last_to_act(mentions: &Mentions, sentences: &[Sentence<'_>], at: usize, bodies: bool) -> Option<usize> {
    let place = mentions.list[at].sentence;
    let fits = |mention: &&Mention| match mentions.entities[mention.entity].kind {
        SpeakerKind::Government => true,
        SpeakerKind::Organisation => bodies,
        _ => false,
    };
    let near = || {
        mentions.list[..at]
            .iter()
            .rev()
            .take(REACH)
            .take_while(|mention| place - mention.sentence <= SENTENCES)
            .filter(fits)
    };
    let acted =
        near().find(|mention| !mention.adjective && is_subject(&sentences[mention.sentence], mention.head));
    acted.or_else(|| near().next()).map(|mention| mention.entity)
}
