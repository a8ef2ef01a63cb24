//! Pronouns, and those who were named together.

use ledger::SpeakerKind;
use syntax::coref::MentionKind;
use syntax::{Rel, Upos};

use super::super::Reading;
use super::super::mentions::Gender;
use super::{MANY, Who, is_subject};

impl Reading<'_> {
    /// he, she, they, it, who.
    pub(super) fn pronoun(&self, place: usize, head: usize) -> Who {
        let sentence = &self.sentences[place];
        let person = sentence.is(
            head,
            &["he", "his", "him", "himself", "she", "her", "hers", "herself", "who", "whom", "whose"],
        );
        if person {
            return self
                .last_to_speak(place, head)
                .or_else(|| self.chained(place, head))
                .filter(|who| matches!(who.kind, SpeakerKind::Person | SpeakerKind::Unnamed))
                .or_else(|| self.last_person(place, head))
                .unwrap_or_else(|| Who::unnamed(SpeakerKind::Unnamed, None));
        }
        if sentence.is(head, &["it", "its", "which", "that", "itself"]) {
            let body = |who: &Who| {
                matches!(who.kind, SpeakerKind::Organisation | SpeakerKind::Government | SpeakerKind::Outlet)
            };
            return self
                .chained(place, head)
                .filter(body)
                .or_else(|| self.last_body(place, head))
                .unwrap_or_else(Who::unspecified);
        }
        if sentence.is(head, &["we", "our", "us", "this", "these", "what", "whatever", "there"]) {
            return Who::unspecified();
        }
        if sentence.is(head, &["they", "their", "both", "them"]) {
            let persons = |who: &Who| who.kind == SpeakerKind::Person;
            if let Some(who) = self.joint_before(place, head).filter(persons) {
                return who;
            }
            if let Some(who) = self.chained(place, head) {
                return who;
            }
        }
        Who::unnamed(SpeakerKind::Group, None)
    }

    /// Whom the report means by a pronoun, where its chain has a name or a role.
    fn chained(&self, place: usize, head: usize) -> Option<Who> {
        let chains = &self.mentions.chains;
        let pronoun = chains.at(place, head)?;
        let mut link = pronoun.antecedent;
        // Each step goes to an earlier mention.
        while let Some(mention) = link.and_then(|at| chains.mentions.get(at)) {
            match mention.kind {
                MentionKind::Name(_) => {
                    let here = self.mentions.of(mention.sentence).iter();
                    let named = here
                        .filter(|other| !other.adjective)
                        .find(|other| other.range.start < mention.end && mention.start < other.range.end);
                    if let Some(named) = named {
                        return Some(self.entity(named));
                    }
                }
                MentionKind::Role => {
                    let who = self.single(mention.sentence, mention.head, &(mention.start..mention.end));
                    if who.kind != SpeakerKind::Unspecified {
                        return Some(who);
                    }
                }
                MentionKind::Pronoun => {}
            }
            link = mention.antecedent.filter(|&earlier| {
                chains
                    .mentions
                    .get(earlier)
                    .is_some_and(|other| (other.sentence, other.start) < (mention.sentence, mention.start))
            });
        }
        None
    }

    /// Outside quotations "he" who speaks is mostly he who spoke last: the subject of a reporting verb in this
    /// sentence or the one before, if it is a single person whose gender does not contradict.
    fn last_to_speak(&self, place: usize, head: usize) -> Option<Who> {
        let sentence = &self.sentences[place];
        let subject = sentence.rel(head) == Rel::Nsubj
            || sentence.children(head).any(|mark| sentence.is(mark, &["to"]));
        if !subject || self.quotation_at(sentence.first + head).is_some() {
            return None;
        }
        let feminine = sentence.is(head, &["she", "her"]);
        for there in (place.saturating_sub(2)..=place).rev() {
            let tree = &self.sentences[there];
            let end = if there == place { head } else { tree.len() };
            let spoke = (end.saturating_sub(200)..end).rev().find(|&at| {
                tree.rel(at) == Rel::Nsubj
                    && matches!(tree.upos(at), Upos::Noun | Upos::Propn)
                    && self.quotation_at(tree.first + at).is_none()
                    && tree.head(at).is_some_and(|verb| {
                        (there != place || verb < head)
                            && !self.knowledge.cues.verb(tree.lemma(verb)).is_empty()
                    })
            });
            let Some(spoke) = spoke else { continue };
            let range = crate::extractors::attribution::source::phrase_range(tree, spoke);
            if range.contains(&spoke) && tree.xpos(spoke) == "NNS" {
                continue;
            }
            let who = self.who(there, spoke, &range);
            if !matches!(who.kind, SpeakerKind::Person | SpeakerKind::Unnamed) {
                continue;
            }
            let gender = self.mentions.entities.iter().take(MANY).find(|entity| entity.name == who.entity);
            let contradicts = gender.is_some_and(|entity| match entity.gender {
                Gender::Masculine => feminine,
                Gender::Feminine => !feminine,
                Gender::Unknown => false,
            });
            return (!contradicts && !who.entity.contains(" and ")).then_some(who);
        }
        None
    }

    /// In a long stretch about "the president" nobody is named: the person of a fitting gender named last.
    pub(super) fn last_person(&self, place: usize, head: usize) -> Option<Who> {
        let sentence = &self.sentences[place];
        let wanted = if sentence.is(head, &["he", "his", "him", "himself"]) {
            Gender::Masculine
        } else if sentence.is(head, &["she", "her", "hers", "herself"]) {
            Gender::Feminine
        } else {
            Gender::Unknown
        };
        let mention = self.before(place, head).find(|mention| {
            let entity = &self.mentions.entities[mention.entity];
            entity.kind == SpeakerKind::Person
                && (wanted == Gender::Unknown || entity.gender == wanted || entity.gender == Gender::Unknown)
        })?;
        Some(self.entity(mention))
    }

    /// The body that acted last.
    pub(super) fn last_body(&self, place: usize, head: usize) -> Option<Who> {
        let mention = self.before(place, head).find(|mention| {
            let kind = self.mentions.entities[mention.entity].kind;
            !mention.adjective
                && matches!(kind, SpeakerKind::Organisation | SpeakerKind::Government | SpeakerKind::Outlet)
                && is_subject(&self.sentences[mention.sentence], mention.head)
        })?;
        Some(self.entity(mention))
    }

    /// "the two leaders", "both sides", "they": the persons, else the states, named together last.
    pub(super) fn joint_before(&self, place: usize, head: usize) -> Option<Who> {
        let wanted = |kind: SpeakerKind| {
            for there in
                (place.saturating_sub(if kind == SpeakerKind::Person { 40 } else { 8 })..=place).rev()
            {
                let mut entities: Vec<usize> = Vec::new();
                for mention in self.mentions.of(there) {
                    let entity = &self.mentions.entities[mention.entity];
                    let before = there < place || mention.head < head;
                    if before
                        && entity.kind == kind
                        && (!mention.adjective || kind == SpeakerKind::Person)
                        && !entities.contains(&mention.entity)
                    {
                        entities.push(mention.entity);
                    }
                }
                if (2..=3).contains(&entities.len()) {
                    return Some(entities);
                }
            }
            None
        };
        let entities = wanted(SpeakerKind::Person).or_else(|| wanted(SpeakerKind::Government))?;
        let all: Vec<_> = entities.iter().map(|&entity| &self.mentions.entities[entity]).collect();
        let names: Vec<&str> = all.iter().map(|entity| entity.name.as_str()).collect();
        let affiliations: Option<Vec<&str>> =
            all.iter().map(|entity| entity.affiliation.as_deref()).collect();
        Some(Who {
            entity: names.join(" and "),
            kind: all[0].kind,
            affiliation: affiliations.map(|names| names.join(" and ")),
            actor: None,
        })
    }
}
