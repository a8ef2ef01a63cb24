//! Whom an official speaks for whose title does not tell.
//!
//! > Tbilisi has not replied. Foreign Minister Ana Oru told ... its envoy, Rita Vella

use ledger::SpeakerKind;

use super::{Mention, Mentions, Sentence};
use crate::annotate::speakers::is_subject;

/// So many mentions, and sentences, before the official's name are searched.
const REACH: usize = 16;
const SENTENCES: usize = 4;

/// Gives every official without an affiliation the state that acted last before the name, and the bearer of
/// "its chairman" the body that did.
pub(super) fn affiliate(mentions: &mut Mentions, sentences: &[Sentence<'_>]) {
    for at in 0..mentions.list.len() {
        let mention = &mentions.list[at];
        let person = &mentions.entities[mention.entity];
        if person.kind != SpeakerKind::Person || person.affiliation.is_some() {
            continue;
        }
        let sentence = &sentences[mention.sentence];
        let owned = is_owned(sentence, mention);
        if !owned && !person.roles.iter().any(|role| is_of_state(role)) {
            continue;
        }
        let Some(owner) = last_to_act(mentions, sentences, at, owned) else { continue };
        let owner = &mentions.entities[owner];
        let affiliation = owner.affiliation.clone().filter(|_| owner.kind == SpeakerKind::Government);
        let affiliation = affiliation.unwrap_or_else(|| owner.name.clone());
        let actor = owner.actor.clone();
        let entity = mentions.list[at].entity;
        let person = &mut mentions.entities[entity];
        person.affiliation = Some(affiliation);
        person.actor = actor;
    }
}

/// "its envoy, Ana Oru", "their leader Ana Oru": no verb between the pronoun and the name.
fn is_owned(sentence: &Sentence<'_>, mention: &Mention) -> bool {
    let start = mention.range.start;
    (start.saturating_sub(10)..start)
        .rev()
        .take_while(|&at| !matches!(sentence.upos(at), syntax::Upos::Verb | syntax::Upos::Aux))
        .any(|at| sentence.is(at, &["its", "their"]))
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
