//! The person that a role without a name stands for.
//!
//! > President Rita Vella ... the president ... the head of state

use std::ops::Range;

use ledger::SpeakerKind;

use super::super::mentions::Mention;
use super::super::speaker_words::alike;
use super::super::{Reading, titles};
use super::{MANY, is_subject};

/// A role as the report words it.
pub(super) struct Role<'r> {
    /// Where the phrase stands.
    pub place: usize,
    /// Its head.
    pub head: usize,
    /// All its words.
    pub range: &'r Range<usize>,
    /// The role noun in full, in small letters.
    pub words: &'r str,
    /// Its last noun.
    pub noun: &'r str,
    /// The usual name of the office.
    pub office: &'r str,
    /// The state that the phrase names.
    pub state: Option<&'r str>,
}

impl Reading<'_> {
    /// The person that a role stands for: who bears it, of the same state where one is named. Of several
    /// the one whose title fits best, then whom the report speaks of most and last.
    pub(super) fn holder(&self, role: &Role<'_>) -> Option<usize> {
        let sentence = &self.sentences[role.place];
        let key = titles::of_phrase(sentence, self.knowledge, role.range)
            .map(|title| titles::key(sentence, self.knowledge, &title))
            .unwrap_or_default();
        let fit = |entity: usize| self.fit(role, &key, entity);
        let mut best: Option<(i32, usize)> = None;
        let mut seen: Vec<usize> = Vec::new();
        let near: Vec<&Mention> = self.before(role.place, role.head).collect();
        for mention in &near {
            if seen.contains(&mention.entity) {
                continue;
            }
            seen.push(mention.entity);
            let Some(fit) = fit(mention.entity) else { continue };
            let count = near.iter().filter(|other| other.entity == mention.entity).count().min(10) as i32;
            let distance = (role.place - mention.sentence).min(12) as i32;
            let subject = is_subject(&self.sentences[mention.sentence], mention.head);
            let score = 40 * fit + 3 * count - 2 * distance + if subject { 4 } else { 0 };
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, mention.entity));
            }
        }
        // Named only later, or long ago: the only one who fits.
        best.map(|(_, entity)| entity).or_else(|| {
            let mut all = (0..self.mentions.entities.len().min(MANY)).filter(|&entity| fit(entity).is_some());
            match (all.next(), all.next()) {
                (Some(one), None) => Some(one),
                _ => None,
            }
        })
    }

    /// How well a person fits a role: 2 for the same title, 1 for a like one.
    fn fit(&self, role: &Role<'_>, key: &[String], entity: usize) -> Option<i32> {
        let entity = &self.mentions.entities[entity];
        let broad = matches!(
            role.noun,
            "leader"
                | "official"
                | "diplomat"
                | "politician"
                | "chief"
                | "head"
                | "statesman"
                | "man"
                | "woman"
                | "strongman"
        );
        if entity.kind != SpeakerKind::Person {
            return None;
        }
        let same_state = role
            .state
            .is_none_or(|state| entity.affiliation.as_deref() == Some(state) || entity.name == state);
        // "the head of the port office": all its words stand in the title.
        if key.len() > 1 {
            let titled = entity
                .titles
                .iter()
                .any(|title| title.first() == key.first() && key.iter().all(|word| title.contains(word)));
            if titled {
                return Some(3);
            }
        }
        if !same_state {
            return None;
        }
        let exact = entity.roles.iter().any(|known| known == role.words || known == role.office);
        if exact {
            return Some(2);
        }
        // A prime minister is no transport minister.
        let field = |role: &str| role.contains(' ') && role.ends_with("minister");
        if field(role.words) && entity.roles.iter().any(|known| field(known)) {
            return None;
        }
        let like = entity
            .roles
            .iter()
            .any(|known| known == role.noun || alike(known, role.noun) || alike(known, role.words));
        (like || (broad && role.state.is_some())).then_some(1)
    }
}
