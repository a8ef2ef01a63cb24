//! Whom a noun phrase means: names, roles, pronouns, metonyms, undisclosed persons.
//!
//! > the minister ... He ... the ministry ... a source close to the talks
//!
//! A name is never taken from outside the report; what cannot be told stays `unnamed`.

use std::ops::Range;

use knowledge::RoleClass;
use ledger::SpeakerKind;
use syntax::{Rel, Upos};

use super::mentions::{Gender, Mention, is_outlet_name, join};
use super::{Reading, Sentence};
use crate::extractors::attribution::Source;

/// Of so many entities a name without a mention is looked up in, so that a list of thousands of names
/// stays linear.
const MANY: usize = 400;

/// Whose words, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Who {
    /// Canonical name, `unnamed` or `unspecified`.
    pub entity: String,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// The state or organisation it speaks for.
    pub affiliation: Option<String>,
    /// Actor code.
    pub actor: Option<String>,
}

impl Who {
    fn unspecified() -> Self {
        Self { entity: "unspecified".into(), kind: SpeakerKind::Unspecified, affiliation: None, actor: None }
    }

    fn unnamed(kind: SpeakerKind, affiliation: Option<(String, Option<String>)>) -> Self {
        let (affiliation, actor) = affiliation.map_or((None, None), |(name, code)| (Some(name), code));
        Self { entity: "unnamed".into(), kind, affiliation, actor }
    }
}

impl Reading<'_> {
    /// Whose words `source` means.
    pub(crate) fn speaker(&self, source: &Source) -> Who {
        match source {
            Source::Unspecified => Who::unspecified(),
            Source::Phrase { sentence, head, range } => self.who(*sentence, *head, range),
        }
    }

    /// True when the phrase can be a speaker: somebody named, a role, a body; not "the hostile mood".
    pub(crate) fn can_speak(&self, source: &Source) -> bool {
        let who = self.speaker(source);
        who.kind != SpeakerKind::Unspecified
    }

    fn who(&self, place: usize, head: usize, range: &Range<usize>) -> Who {
        let sentence = &self.sentences[place];
        let joint: Vec<usize> = std::iter::once(head)
            .chain(sentence.children(head).filter(|&child| {
                sentence.rel(child) == Rel::Conj
                    && range.contains(&child)
                    && matches!(sentence.upos(child), Upos::Noun | Upos::Propn)
            }))
            .collect();
        if joint.len() > 1 && sentence.upos(head) != Upos::Pron {
            let each: Vec<Who> = joint
                .iter()
                .map(|&head| self.single(place, head, &own_range(sentence, head, range)))
                .collect();
            if each.iter().all(|who| !matches!(who.kind, SpeakerKind::Unspecified)) {
                if each.iter().all(|who| who.entity == "unnamed") {
                    return each.into_iter().next().unwrap_or_else(Who::unspecified);
                }
                let mut names: Vec<String> = Vec::new();
                for who in &each {
                    if !names.contains(&who.entity) {
                        names.push(who.entity.clone());
                    }
                }
                let first = &each[0];
                let shared = each.iter().all(|who| who.affiliation == first.affiliation);
                let all: Option<Vec<&str>> = each.iter().map(|who| who.affiliation.as_deref()).collect();
                return Who {
                    entity: names.join(" and "),
                    kind: first.kind,
                    affiliation: if shared {
                        first.affiliation.clone()
                    } else {
                        all.map(|names| names.join(" and "))
                    },
                    actor: first.actor.clone().filter(|_| shared),
                };
            }
        }
        self.single(place, head, range)
    }

    fn single(&self, place: usize, head: usize, range: &Range<usize>) -> Who {
        let sentence = &self.sentences[place];
        // "the President of Malta": the president speaks, whatever the parser takes for the head.
        let head = (range.start..head)
            .find(|&at| {
                sentence.is(at + 1, &["of", "for", "to"])
                    && at + 1 < head
                    && self.role_at(sentence, at).is_some()
            })
            .unwrap_or(head);
        if sentence.upos(head) == Upos::Pron
            || sentence.is(head, &["his", "her", "their", "its", "my", "our", "some", "others", "many"])
        {
            return self.pronoun(place, head);
        }
        if let Some(mention) = self.trailing_name(place, range).or_else(|| self.name_in(place, head, range)) {
            return self.entity(mention);
        }
        self.common(place, head, range)
    }

    /// "President of Malta Rita Vella", "State Department spokesman Abel Stone": the person whose name
    /// ends the phrase. "An aide to Minister Vella" is somebody else.
    fn trailing_name(&self, place: usize, range: &Range<usize>) -> Option<&Mention> {
        let sentence = &self.sentences[place];
        let here = self.mentions.of(place);
        let person = |mention: &&Mention| self.mentions.entities[mention.entity].kind == SpeakerKind::Person;
        let beyond = |at: usize| sentence.forms[at] == "-" || self.role_at(sentence, at).is_some();
        let mention = here.iter().filter(person).find(|mention| {
            mention.range.start > range.start
                && (mention.range.end == range.end
                    || (mention.range.start >= range.end
                        && mention.range.start <= range.end + 3
                        && (range.end..mention.range.start).all(beyond)))
        })?;
        let before = mention.range.start - 1;
        if !matches!(sentence.upos(before), Upos::Noun | Upos::Propn | Upos::Adj)
            || !sentence.is_worded(before)
        {
            return None;
        }
        let inside =
            |at: usize| here.iter().any(|other| other.range.contains(&at) && other.entity != mention.entity);
        let preposition = (range.start..before).any(|at| sentence.upos(at) == Upos::Adp && !inside(at));
        let title = self.role_at(sentence, before).is_some();
        (!(preposition && title)).then_some(mention)
    }

    /// The entity of a mention as a speaker.
    fn entity(&self, mention: &Mention) -> Who {
        let entity = &self.mentions.entities[mention.entity];
        Who {
            entity: entity.name.clone(),
            kind: entity.kind,
            affiliation: entity.affiliation.clone(),
            actor: entity.actor.clone(),
        }
    }

    /// The name that the phrase is about: its head, or a person joined to the head.
    fn name_in(&self, place: usize, head: usize, range: &Range<usize>) -> Option<&Mention> {
        let sentence = &self.sentences[place];
        let here = self.mentions.of(place);
        let joined = |mention: &&Mention| {
            let mut at = mention.head;
            while at != head {
                let relation = sentence.rel(at);
                if !matches!(
                    relation,
                    Rel::Appos | Rel::Flat | Rel::Compound | Rel::Nmod | Rel::Obl | Rel::Dep
                ) {
                    return false;
                }
                // "an aide to Oru", "Oru's aide": somebody else.
                let marked = sentence.children(at).any(|mark| sentence.rel(mark) == Rel::Case);
                if matches!(relation, Rel::Nmod | Rel::Obl) && marked {
                    return false;
                }
                match sentence.head(at) {
                    Some(up) => at = up,
                    None => return false,
                }
            }
            true
        };
        let person = |mention: &&Mention| self.mentions.entities[mention.entity].kind == SpeakerKind::Person;
        here.iter()
            .find(|mention| mention.range.contains(&head) && !mention.adjective)
            .or_else(|| {
                here.iter().filter(person).filter(|mention| range.contains(&mention.head)).find(joined)
            })
            .or_else(|| {
                // "foreign minister Oru" cut in two by the parser.
                let beside = |mention: &&Mention| {
                    (mention.range.start == range.end && self.role_at(sentence, range.end - 1).is_some())
                        || (mention.range.end == range.start && sentence.upos(range.start) == Upos::Propn)
                };
                here.iter().filter(person).find(beside)
            })
            .or_else(|| {
                let apposed = |mention: &&Mention| {
                    mention.range.start >= range.start && mention.range.end <= range.end && !mention.adjective
                };
                here.iter().filter(apposed).find(|mention| {
                    sentence.rel(mention.head) == Rel::Appos && sentence.head(mention.head) == Some(head)
                })
            })
    }

    /// The state or organisation that describes a phrase: "Iran's", "Libyan", "of the OSCE".
    pub(crate) fn affiliation(&self, place: usize, range: &Range<usize>) -> Option<(String, Option<String>)> {
        let found = self.mentions.of(place).iter().find(|mention| {
            let entity = &self.mentions.entities[mention.entity];
            mention.range.start >= range.start
                && mention.range.end <= range.end
                && matches!(entity.kind, SpeakerKind::Government | SpeakerKind::Organisation)
        })?;
        let entity = &self.mentions.entities[found.entity];
        Some((entity.affiliation.clone().unwrap_or_else(|| entity.name.clone()), entity.actor.clone()))
    }

    /// A phrase without a name.
    fn common(&self, place: usize, head: usize, range: &Range<usize>) -> Who {
        let sentence = &self.sentences[place];
        if sentence.upos(head) == Upos::Propn
            && self.leading_role(sentence, range).is_none()
            && self.role_at(sentence, head).is_none()
            && !self.ministry_at(sentence, head)
        {
            return self.unknown_name(place, head, range);
        }
        let noun = sentence.lemma(head).to_lowercase();
        let definite = (range.start..=head)
            .any(|at| sentence.is(at, &["the", "that", "this", "these", "his", "her", "its", "their"]))
            || sentence.children(head).any(|child| child < head && sentence.rel(child) == Rel::Nmod);
        let affiliation = self.affiliation(place, range);
        let plural = sentence.xpos(head) == "NNS" || matches!(noun.as_str(), "both");
        if plural
            && definite
            && is_joint(&noun)
            && let Some(who) = self.joint_before(place, head)
        {
            return who;
        }
        if plural && noun == "report" {
            return Who::unspecified();
        }
        if is_document(&noun) || (noun == "report" && affiliation.is_some()) {
            return self.document(place, head, range, definite);
        }
        if (is_body(&noun) || self.ministry_at(sentence, head)) && !is_outlet_noun(&noun) {
            return self.body(place, head, range, &noun, affiliation);
        }
        if let Some(role) = self
            .role_at(sentence, head)
            .or_else(|| self.leading_role(sentence, range))
            .filter(|_| !is_document(&noun) && !is_outlet_noun(&noun))
        {
            if definite && !plural && !has_indefinite(sentence, range, head) {
                let words = sentence.forms[role.0.clone()].join(" ").to_lowercase();
                if let Some(entity) = self.holder(place, head, &words, &noun, &role.2, affiliation.as_ref()) {
                    let entity = &self.mentions.entities[entity];
                    return Who {
                        entity: entity.name.clone(),
                        kind: entity.kind,
                        affiliation: entity.affiliation.clone(),
                        actor: entity.actor.clone(),
                    };
                }
            }
            return match role.1 {
                RoleClass::Group if noun != "official" => Who::unnamed(SpeakerKind::Group, affiliation),
                _ => Who::unnamed(SpeakerKind::Unnamed, affiliation),
            };
        }
        if is_outlet_noun(&noun) {
            let entity = affiliation.as_ref().map_or_else(
                || "unnamed".to_owned(),
                |(_, _)| {
                    join(
                        &sentence.forms[range.clone()]
                            .iter()
                            .copied()
                            .filter(|form| !form.eq_ignore_ascii_case("the"))
                            .collect::<Vec<_>>(),
                    )
                },
            );
            if definite && let Some(known) = self.last_outlet(place, head) {
                return known;
            }
            return Who { entity, kind: SpeakerKind::Outlet, affiliation: None, actor: None };
        }
        if is_collective(&noun) || sentence.xpos(head) == "NNS" {
            return Who::unnamed(SpeakerKind::Group, affiliation);
        }
        if is_human(&noun) {
            return Who::unnamed(SpeakerKind::Unnamed, affiliation);
        }
        Who {
            entity: "unspecified".into(),
            kind: SpeakerKind::Unspecified,
            affiliation: affiliation.as_ref().map(|a| a.0.clone()),
            actor: None,
        }
    }

    /// "a statement by the ministry", "the poll of Radio Meridian", "the statement": whose it is; of a
    /// bare one, who spoke or acted last.
    fn document(&self, place: usize, head: usize, range: &Range<usize>, definite: bool) -> Who {
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

    /// A name that no list and no recogniser knows: a person, unless its words tell otherwise.
    fn unknown_name(&self, place: usize, head: usize, range: &Range<usize>) -> Who {
        let sentence = &self.sentences[place];
        let named = |at: usize| sentence.upos(at) == Upos::Propn || sentence.forms[at] == "-";
        let start = (range.start..=head).rev().take_while(|&at| named(at)).last().unwrap_or(head);
        let end = (head..range.end.max(head + 1)).take_while(|&at| named(at)).last().unwrap_or(head) + 1;
        let name = join(&sentence.forms[start..end]);
        let surname = sentence.forms[end - 1];
        let known = self.mentions.entities.iter().take(MANY).find(|entity| {
            entity.kind == SpeakerKind::Person && entity.name.rsplit(' ').next() == Some(surname)
        });
        if let Some(entity) = known {
            return Who {
                entity: entity.name.clone(),
                kind: entity.kind,
                affiliation: entity.affiliation.clone(),
                actor: entity.actor.clone(),
            };
        }
        let kind = if is_outlet_name(&name) {
            SpeakerKind::Outlet
        } else if sentence.forms[start..end].iter().any(|word| is_body(&word.to_lowercase()))
            || (end - start == 1 && surname.len() > 1 && surname.chars().all(char::is_uppercase))
        {
            SpeakerKind::Organisation
        } else {
            SpeakerKind::Person
        };
        let (affiliation, actor) =
            self.affiliation(place, range).map_or((None, None), |(name, code)| (Some(name), code));
        Who { entity: name, kind, affiliation, actor }
    }

    /// "the two leaders", "both sides", "they": the persons, else the states, named together last.
    fn joint_before(&self, place: usize, head: usize) -> Option<Who> {
        let wanted = |kind: SpeakerKind| {
            for there in (place.saturating_sub(8)..=place).rev() {
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

    /// Tokens, class and usual office of the role noun that ends at `head`.
    fn role_at(&self, sentence: &Sentence<'_>, head: usize) -> Option<(Range<usize>, RoleClass, String)> {
        (head.saturating_sub(4)..=head).find_map(|at| {
            let (length, role) = self.knowledge.roles.match_at(&sentence.forms, at)?;
            (at + length == head + 1).then(|| (at..head + 1, role.class, role.office.to_lowercase()))
        })
    }

    /// "the Head of State": a role that begins the phrase, whatever its head.
    fn leading_role(
        &self,
        sentence: &Sentence<'_>,
        range: &Range<usize>,
    ) -> Option<(Range<usize>, RoleClass, String)> {
        let start = (range.start..range.end)
            .find(|&at| !matches!(sentence.upos(at), Upos::Det | Upos::Adj | Upos::Punct))
            .unwrap_or(range.start);
        let (length, role) = self.knowledge.roles.match_at(&sentence.forms, start)?;
        let closes = start + length >= range.end || sentence.is(start + length, &["of", "for", "to", "in"]);
        closes.then(|| (start..start + length, role.class, role.office.to_lowercase()))
    }

    fn ministry_at(&self, sentence: &Sentence<'_>, head: usize) -> bool {
        !is_organ(&sentence.lemma(head).to_lowercase())
            && (head.saturating_sub(4)..=head).any(|at| {
                self.knowledge
                    .ministries
                    .match_at(&sentence.forms, at)
                    .is_some_and(|(length, _)| at + length == head + 1)
            })
    }

    /// "the government", "Iran's foreign ministry", "the council", "the group".
    fn body(
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
            // The last government named before it.
            let last = self
                .before(place, head)
                .find(|mention| self.mentions.entities[mention.entity].kind == SpeakerKind::Government);
            if let Some(mention) = last {
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
        let (affiliation, actor) = affiliation.map_or((None, None), |(name, code)| (Some(name), code));
        Who { entity: join(&named), kind: SpeakerKind::Organisation, affiliation, actor }
    }

    /// Mentions before a place, latest first, at most 80.
    fn before(&self, place: usize, head: usize) -> impl Iterator<Item = &Mention> {
        let end = self.mentions.start(place)
            + self.mentions.of(place).iter().filter(|mention| mention.head < head).count();
        self.mentions.list[..end].iter().rev().take(80)
    }

    /// The person that a role stands for: who last bore it, of the same state where one is named.
    fn holder(
        &self,
        place: usize,
        head: usize,
        words: &str,
        noun: &str,
        office: &str,
        affiliation: Option<&(String, Option<String>)>,
    ) -> Option<usize> {
        let broad = matches!(
            noun,
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
        let fits = |entity: usize| {
            let entity = &self.mentions.entities[entity];
            let same_state = affiliation
                .is_none_or(|(state, _)| entity.affiliation.as_ref() == Some(state) || &entity.name == state);
            let bears = entity.roles.iter().any(|role| {
                role == words || role == office || role == noun || alike(role, noun) || alike(role, words)
            });
            entity.kind == SpeakerKind::Person && same_state && (bears || (broad && affiliation.is_some()))
        };
        let earlier = self.before(place, head).map(|mention| mention.entity).find(|&entity| fits(entity));
        earlier.or_else(|| {
            let mut all = (0..self.mentions.entities.len().min(MANY)).filter(|&entity| fits(entity));
            match (all.next(), all.next()) {
                (Some(one), None) => Some(one),
                _ => None,
            }
        })
    }

    /// "the report", "the agency", "the newspaper": the last outlet named, or the last one described.
    fn last_outlet(&self, place: usize, head: usize) -> Option<Who> {
        let mention = self
            .before(place, head)
            .find(|mention| self.mentions.entities[mention.entity].kind == SpeakerKind::Outlet)?;
        Some(self.entity(mention))
    }

    /// he, she, they, it, who.
    fn pronoun(&self, place: usize, head: usize) -> Who {
        let sentence = &self.sentences[place];
        if sentence.is(
            head,
            &["he", "his", "him", "himself", "she", "her", "hers", "herself", "who", "whom", "whose"],
        ) {
            let wanted = if sentence.is(head, &["he", "his", "him", "himself"]) {
                Gender::Masculine
            } else if sentence.is(head, &["she", "her", "hers", "herself"]) {
                Gender::Feminine
            } else {
                Gender::Unknown
            };
            if let Some(entity) = self.person_before(place, head, wanted) {
                let entity = &self.mentions.entities[entity];
                return Who {
                    entity: entity.name.clone(),
                    kind: SpeakerKind::Person,
                    affiliation: entity.affiliation.clone(),
                    actor: entity.actor.clone(),
                };
            }
            return Who::unnamed(SpeakerKind::Unnamed, None);
        }
        if sentence.is(head, &["it", "its", "which", "that", "itself"]) {
            let body = self.before(place, head).find(|mention| {
                let kind = self.mentions.entities[mention.entity].kind;
                !mention.adjective
                    && matches!(
                        kind,
                        SpeakerKind::Organisation | SpeakerKind::Government | SpeakerKind::Outlet
                    )
                    && is_subject(&self.sentences[mention.sentence], mention.head)
            });
            return body.map_or_else(Who::unspecified, |mention| self.entity(mention));
        }
        if sentence.is(head, &["we", "our", "us"]) {
            return Who::unspecified();
        }
        if sentence.is(head, &["this", "these", "what", "whatever", "there"]) {
            return Who::unspecified();
        }
        if sentence.is(head, &["they", "their", "both", "them"])
            && let Some(who) = self.joint_before(place, head).filter(|who| who.kind == SpeakerKind::Person)
        {
            return who;
        }
        Who::unnamed(SpeakerKind::Group, None)
    }

    /// The person a pronoun most likely means: who last spoke or acted, of a fitting gender, near by.
    fn person_before(&self, place: usize, head: usize, wanted: Gender) -> Option<usize> {
        let own = self.quotation_at(self.sentences[place].first + head);
        let mut best: Option<(i32, usize)> = None;
        for mention in self.before(place, head).take(24) {
            let entity = &self.mentions.entities[mention.entity];
            let distance = place - mention.sentence;
            if entity.kind != SpeakerKind::Person || distance > 6 {
                continue;
            }
            if wanted != Gender::Unknown && entity.gender != Gender::Unknown && entity.gender != wanted {
                continue;
            }
            let there = &self.sentences[mention.sentence];
            let quotation = self.quotation_at(there.first + mention.head);
            let quoted = quotation.is_some() && quotation != own;
            let shared = own.is_some() && quotation == own;
            let mut score = -10 * distance as i32;
            score += if is_subject(there, mention.head) { 12 } else { 0 };
            score -= if quoted { 15 } else { 0 };
            score += if shared { 30 } else { 0 };
            score += if entity.gender == wanted && wanted != Gender::Unknown { 4 } else { 0 };
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, mention.entity));
            }
        }
        // In a long stretch about "the president" nobody is named: whoever was named last.
        let farther = || {
            let mut persons = self.before(place, head).map(|mention| mention.entity);
            persons.find(|&entity| {
                let entity = &self.mentions.entities[entity];
                entity.kind == SpeakerKind::Person
                    && (wanted == Gender::Unknown
                        || entity.gender == wanted
                        || entity.gender == Gender::Unknown)
            })
        };
        best.map(|(_, entity)| entity).or_else(farther)
    }
}

/// True when the word, or the phrase it is joined to, is the subject of a verb, or is named by
/// "according to".
fn is_subject(sentence: &Sentence<'_>, head: usize) -> bool {
    let mut at = head;
    loop {
        match sentence.rel(at) {
            Rel::Nsubj | Rel::Root => return true,
            Rel::Appos | Rel::Flat | Rel::Compound => {}
            Rel::Obl | Rel::Nmod => {
                return sentence.children(at).any(|mark| sentence.is(mark, &["according", "by"]));
            }
            _ => return false,
        }
        match sentence.head(at) {
            Some(up) => at = up,
            None => return true,
        }
    }
}

/// A conjunct's own words within the joint phrase.
fn own_range(sentence: &Sentence<'_>, head: usize, range: &Range<usize>) -> Range<usize> {
    let mut own = sentence.extent(head);
    for child in sentence.children(head) {
        if sentence.rel(child) == Rel::Conj && child > head {
            own.end = own.end.min(sentence.extent(child).start.max(head + 1));
        }
    }
    own.start.max(range.start)..own.end.min(range.end).max(head + 1)
}

fn has_indefinite(sentence: &Sentence<'_>, range: &Range<usize>, head: usize) -> bool {
    (range.start..head)
        .any(|at| sentence.is(at, &["a", "an", "another", "one", "some"]) && sentence.head(at) == Some(head))
}

/// Role words that mean the same office.
fn alike(role: &str, other: &str) -> bool {
    const SAME: &[&[&str]] = &[
        &["president", "head of state", "leader", "head of the state"],
        &["prime minister", "premier", "head of government", "leader", "pm"],
        &["spokesman", "spokeswoman", "spokesperson"],
        &["minister", "foreign minister", "defence minister", "defense minister", "official"],
        &["secretary", "secretary of state", "official"],
        &["chairman", "chairwoman", "chairperson", "chair", "head"],
        &["chief", "head", "director", "leader"],
        &["envoy", "diplomat", "ambassador", "representative", "mediator"],
        &["lawmaker", "mp", "senator", "congressman", "congresswoman", "representative", "deputy"],
    ];
    SAME.iter().any(|set| set.contains(&role) && set.contains(&other))
}

/// Nouns that mean a person by their form or by themselves.
fn is_human(noun: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "man", "woman", "person", "ist", "ian", "clerk", "member", "student", "friend", "relative", "source",
    ];
    let agent = (noun.ends_with("er") || noun.ends_with("or") || noun.ends_with("ant"))
        && noun.len() > 5
        && !matches!(
            noun,
            "letter"
                | "order"
                | "offer"
                | "matter"
                | "paper"
                | "number"
                | "chapter"
                | "answer"
                | "factor"
                | "sector"
                | "power"
                | "computer"
                | "covenant"
        );
    agent || ENDINGS.iter().any(|ending| noun.ends_with(ending))
}

/// Plural words for those who were named together.
fn is_joint(noun: &str) -> bool {
    matches!(
        noun,
        "leader"
            | "president"
            | "side"
            | "party"
            | "minister"
            | "interlocutor"
            | "counterpart"
            | "both"
            | "two"
            | "participant"
            | "country"
            | "nation"
            | "diplomat"
            | "envoy"
    )
}

fn is_body(noun: &str) -> bool {
    is_state_body(noun)
        || matches!(
            noun,
            "group"
                | "organisation"
                | "organization"
                | "party"
                | "council"
                | "court"
                | "parliament"
                | "company"
                | "commission"
                | "committee"
                | "movement"
                | "army"
                | "military"
                | "police"
                | "union"
                | "alliance"
                | "coalition"
                | "agency"
                | "bank"
                | "body"
                | "assembly"
                | "congress"
                | "senate"
                | "house"
                | "militia"
                | "force"
                | "tribunal"
                | "delegation"
                | "mission"
                | "bloc"
                | "watchdog"
                | "navy"
                | "firm"
                | "charity"
                | "foundation"
                | "institute"
                | "university"
                | "team"
                | "junta"
                | "board"
                | "panel"
                | "federation"
        )
}

/// Bodies of a state that act for themselves.
fn is_organ(noun: &str) -> bool {
    matches!(
        noun,
        "police"
            | "army"
            | "military"
            | "court"
            | "parliament"
            | "navy"
            | "force"
            | "forces"
            | "troops"
            | "assembly"
            | "congress"
            | "senate"
            | "judiciary"
    )
}

fn is_state_body(noun: &str) -> bool {
    matches!(
        noun,
        "government"
            | "ministry"
            | "administration"
            | "regime"
            | "authority"
            | "authorities"
            | "cabinet"
            | "embassy"
            | "presidency"
            | "side"
            | "leadership"
            | "state"
            | "country"
            | "consulate"
            | "office"
            | "department"
            | "delegation"
            | "kingdom"
            | "republic"
            | "nation"
    )
}

fn is_outlet_noun(noun: &str) -> bool {
    matches!(
        noun,
        "newspaper"
            | "paper"
            | "media"
            | "agency"
            | "broadcaster"
            | "channel"
            | "television"
            | "tv"
            | "radio"
            | "website"
            | "magazine"
            | "report"
            | "outlet"
            | "press"
            | "station"
            | "daily"
            | "weekly"
            | "article"
            | "piece"
            | "network"
            | "tabloid"
            | "blog"
    )
}

fn is_document(noun: &str) -> bool {
    matches!(
        noun,
        "data"
            | "video"
            | "footage"
            | "summary"
            | "estimate"
            | "analysis"
            | "figure"
            | "website"
            | "statement"
            | "resolution"
            | "letter"
            | "communique"
            | "communiqué"
            | "document"
            | "declaration"
            | "text"
            | "draft"
            | "note"
            | "memo"
            | "poll"
            | "survey"
            | "study"
            | "investigation"
            | "ruling"
            | "announcement"
            | "message"
            | "tweet"
            | "release"
            | "bulletin"
    )
}

fn is_collective(noun: &str) -> bool {
    matches!(
        noun,
        "people"
            | "public"
            | "opposition"
            | "crowd"
            | "community"
            | "population"
            | "everyone"
            | "everybody"
            | "majority"
            | "family"
    )
}
