//! The person that a description introduces by name.
//!
//! > its envoy in Tbilisi, the Estonian Ana Oru, ... Their chief, a major named Rita Vella

use knowledge::RoleClass;
use ledger::SpeakerKind;
use syntax::Upos;

use super::super::Reading;
use super::super::mentions::Mention;
use super::super::speaker_words::{is_document, is_human, is_kin};

/// So many words may stand between the description and the name.
const REACH: usize = 18;

impl Reading<'_> {
    /// The person named in apposition behind the description at `head`; none where a verb or a preposition
    /// stands between the two.
    pub(super) fn introduced(&self, place: usize, head: usize) -> Option<&Mention> {
        let sentence = &self.sentences[place];
        if sentence.upos(head) != Upos::Noun && sentence.upos(head) != Upos::Propn
            || sentence.xpos(head) == "NNS"
        {
            return None;
        }
        let noun = sentence.lemma(head).to_lowercase();
        let office = self
            .role_at(sentence, head)
            .is_some_and(|role| matches!(role.1, RoleClass::Office | RoleClass::Unnamed));
        if !(office || is_human(&noun) || is_kin(&noun)) || is_document(&noun) {
            return None;
        }
        let person = |mention: &&Mention| self.mentions.entities[mention.entity].kind == SpeakerKind::Person;
        let mention = self
            .mentions
            .of(place)
            .iter()
            .filter(person)
            .find(|mention| mention.range.start > head + 1 && mention.range.start - head <= REACH)?;
        let name = mention.range.start;
        let called = |at: usize| sentence.is(at, &["named", "called", "known"]);
        let plain = (head + 1..name).all(|at| {
            called(at)
                || !(matches!(sentence.upos(at), Upos::Verb | Upos::Aux | Upos::Pron | Upos::Sconj)
                    || matches!(sentence.forms[at], "\"" | "“" | "”" | ":" | ";"))
        });
        if !plain {
            return None;
        }
        // "a major named Oru", "known only as Oru"
        if called(name - 1) || (sentence.is(name - 1, &["as"]) && (head + 1..name).any(called)) {
            return Some(mention);
        }
        // Of the last stretch before the name, nothing may lead away from it.
        let comma = (head + 1..name).rev().find(|&at| sentence.forms[at] == ",")?;
        let close = (comma + 1..name).all(|at| !matches!(sentence.upos(at), Upos::Adp | Upos::Cconj));
        let after = mention.range.end;
        let closes = after >= sentence.len()
            || !sentence.is_worded(after)
            || matches!(sentence.upos(after), Upos::Verb | Upos::Aux | Upos::Adv | Upos::Adp | Upos::Pron);
        (close && closes).then_some(mention)
    }
}
