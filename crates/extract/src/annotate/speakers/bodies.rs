//! Bodies, outlets and documents without a name: whose they are.

use std::ops::Range;

use ledger::SpeakerKind;

use super::super::Reading;
use super::super::mentions::{Mention, join};
use super::super::speaker_words::{is_body, is_organ, is_state_body};
use super::{MANY, Who, is_subject};

impl Reading<'_> {
    /// Whose a body is that bears a mere type for a name: "the Foreign Ministry", "the Government" are a
    /// state's; "the Commission" is the one named in full before. None for other names.
    pub(super) fn nobodys(&self, place: usize, mention: &Mention, range: &Range<usize>) -> Option<Who> {
        let sentence = &self.sentences[place];
        let words = &sentence.forms[mention.range.clone()];
        let first = words.iter().position(|word| !word.eq_ignore_ascii_case("the"))?;
        let lone = words.len() - first == 1;
        let noun = words[first].to_lowercase();
        let last = words.last()?.to_lowercase();
        let of_state = matches!(
            noun.as_str(),
            "ministry" | "government" | "cabinet" | "presidency" | "embassy" | "chancellery"
        ) || (last == "ministry" && words.len() <= 4)
            || (last == "government" && lone);
        if of_state {
            let state = self.mentions.of(place).iter().find(|other| {
                other.range.start >= range.start
                    && other.range.end <= range.end
                    && self.mentions.entities[other.entity].kind == SpeakerKind::Government
            });
            let state = state.map(|state| &self.mentions.entities[state.entity]);
            let affiliation = state.map(|state| (state.name.clone(), state.actor.clone()));
            return Some(self.body(place, mention.head, range, "ministry", affiliation));
        }
        if !(lone && is_body(&noun)) {
            return None;
        }
        // "the Commission" in a report about the EU
        let union = |entity: &usize| self.mentions.entities[*entity].name == "EU";
        let full = self.before(place, mention.head).find(|other| {
            let entity = &self.mentions.entities[other.entity];
            entity.kind == SpeakerKind::Organisation
                && entity.name.contains(' ')
                && entity.name.split(' ').any(|word| word.eq_ignore_ascii_case(&noun))
        });
        match full {
            Some(full) => Some(self.entity(full)),
            None if noun == "commission" => {
                let all = self.mentions.entities.len().min(MANY);
                (0..all).find(union).map(|entity| self.known(entity))
            }
            None => None,
        }
    }

    /// "the government", "Iran's foreign ministry", "the council", "the group".
    pub(super) fn body(
        &self,
        place: usize,
        head: usize,
        range: &Range<usize>,
        noun: &str,
        affiliation: Option<(String, Option<String>)>,
    ) -> Who {
        let sentence = &self.sentences[place];
        let state = is_state_body(noun) || self.ministry_at(sentence, head);
        if state {
            if let Some((name, code)) = affiliation {
                return Who {
                    entity: name.clone(),
                    kind: SpeakerKind::Government,
                    affiliation: Some(name),
                    actor: code,
                };
            }
            // "the foreign ministry in Tbilisi"
            let seat = self.mentions.of(place).iter().find(|mention| {
                sentence.is(range.end, &["in"])
                    && mention.range.start == range.end + 1
                    && self.is_state(mention)
            });
            if let Some(mention) = seat.or_else(|| self.acting_state(place, head)) {
                return self.entity(mention);
            }
            return Who {
                entity: "unspecified".into(),
                kind: SpeakerKind::Government,
                affiliation: None,
                actor: None,
            };
        }
        let named: Vec<&str> = sentence.forms[range.clone()]
            .iter()
            .copied()
            .filter(|form| !matches!(form.to_lowercase().as_str(), "the" | "a" | "an"))
            .collect();
        let bare = named.len() == 1;
        let generic = matches!(
            noun,
            "group"
                | "organisation"
                | "organization"
                | "movement"
                | "body"
                | "company"
                | "party"
                | "agency"
                | "militia"
                | "firm"
                | "charity"
        );
        let last = self.before(place, head).find(|mention| {
            let entity = &self.mentions.entities[mention.entity];
            let bears = entity.name.split(' ').any(|word| word.eq_ignore_ascii_case(noun));
            entity.kind == SpeakerKind::Organisation && !mention.adjective && (generic || bears)
        });
        if bare && let Some(mention) = last {
            return self.entity(mention);
        }
        let affiliation = affiliation.or_else(|| self.state_before(place, head).filter(|_| is_organ(noun)));
        let (affiliation, actor) = affiliation.map_or((None, None), |(name, code)| (Some(name), code));
        Who { entity: join(&named), kind: SpeakerKind::Organisation, affiliation, actor }
    }

    fn is_state(&self, mention: &Mention) -> bool {
        self.mentions.entities[mention.entity].kind == SpeakerKind::Government
    }

    /// The government that acted last before a place, else the last one named, else the report's first.
    fn acting_state(&self, place: usize, head: usize) -> Option<&Mention> {
        let acted = |mention: &&Mention| {
            !mention.adjective && is_subject(&self.sentences[mention.sentence], mention.head)
        };
        let state = |mention: &&Mention| self.is_state(mention);
        let near = self.before(place, head).take(12).filter(state).find(acted);
        near.or_else(|| self.before(place, head).find(state))
            .or_else(|| self.mentions.list.iter().take(80).find(state))
    }

    /// Name and code of that government.
    pub(super) fn state_before(&self, place: usize, head: usize) -> Option<(String, Option<String>)> {
        let state = &self.mentions.entities[self.acting_state(place, head)?.entity];
        Some((state.name.clone(), state.actor.clone()))
    }

    /// Whom an office without a name speaks for, where its own words do not tell: "its envoy" for the body
    /// that acted last, "an army spokesman" for the state.
    pub(super) fn state_of_office(
        &self,
        place: usize,
        head: usize,
        range: &Range<usize>,
    ) -> Option<(String, Option<String>)> {
        const OFFICIALS: &[&str] = &[
            "official",
            "officials",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "minister",
            "ministers",
            "lawmaker",
            "commander",
            "colonel",
            "general",
            "delegate",
            "envoy",
            "aide",
        ];
        let sentence = &self.sentences[place];
        let noun = sentence.lemma(head).to_lowercase();
        if sentence.is(range.start, &["its", "their"]) || noun.starts_with("spokes") && range.len() <= 2 {
            let owner = self.last_body(place, range.start)?;
            return (owner.kind != SpeakerKind::Outlet).then_some((owner.entity, owner.actor));
        }
        if noun == "official" {
            return self.state_before(place, head);
        }
        let own = (range.start..head).any(|at| {
            is_organ(&sentence.forms[at].to_lowercase())
                || is_state_body(&sentence.forms[at].to_lowercase())
                || sentence.is(at, &["port", "security", "interior", "defence", "defense", "congressional"])
        });
        (own && sentence.is(head, OFFICIALS)).then(|| self.state_before(place, head)).flatten()
    }

    /// "a statement by the ministry", "the poll of Radio Meridian", "the statement": whose it is; of a
    /// bare one, who spoke or acted last.
    pub(super) fn document(&self, place: usize, head: usize, range: &Range<usize>, definite: bool) -> Who {
        let inside =
            |mention: &&Mention| mention.range.start >= range.start && mention.range.end <= range.end;
        if let Some(mention) = self.mentions.of(place).iter().rev().find(inside) {
            return self.entity(mention);
        }
        if definite {
            let last = self.before(place, head).take(16).find(|mention| {
                place - mention.sentence <= 2
                    && !mention.adjective
                    && is_subject(&self.sentences[mention.sentence], mention.head)
            });
            if let Some(mention) = last {
                return self.entity(mention);
            }
        }
        Who::unspecified()
    }

    /// "the report", "the agency", "the newspaper": the last outlet named, or the last one described.
    pub(super) fn last_outlet(&self, place: usize, head: usize) -> Option<Who> {
        let mention = self
            .before(place, head)
            .find(|mention| self.mentions.entities[mention.entity].kind == SpeakerKind::Outlet)?;
        Some(self.entity(mention))
    }
}
