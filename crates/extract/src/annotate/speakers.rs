//! Whom a noun phrase means: names, roles, pronouns, metonyms, undisclosed persons.
//!
//! > the minister ... He ... the ministry ... a source close to the talks
//!
//! A name is never taken from outside the report; what cannot be told stays `unnamed`.

mod bodies;
mod introduced;
mod pronouns;
mod roles;

use std::ops::Range;

use knowledge::{RoleClass, Via};
use ledger::SpeakerKind;
use syntax::{Rel, Upos};

use super::mentions::{Mention, is_outlet_name, join};
use super::speaker_words::{
    is_body, is_collective, is_document, is_human, is_joint, is_kin, is_often_nameless, is_organ,
    is_outlet_noun,
};
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
        if sentence.is(head, &["excellency", "highness", "majesty"])
            && let Some(who) = self.last_person(place, head)
        {
            return who;
        }
        let named = |at: usize| self.mentions.of(place).iter().any(|mention| mention.range.contains(&at));
        // "WHO" is no pronoun.
        if (sentence.upos(head) == Upos::Pron && !named(head))
            || sentence.is(head, &["his", "her", "their", "its", "my", "our", "some", "others", "many"])
        {
            return self.pronoun(place, head);
        }
        if let Some(mention) = self
            .titled(place, head)
            .or_else(|| {
                self.trailing_name(place, range).filter(|mention| !self.is_foreign(place, range, mention))
            })
            .or_else(|| {
                self.name_in(place, head, range).filter(|mention| {
                    mention.range.contains(&head) || !self.is_foreign(place, range, mention)
                })
            })
        {
            // "the Foreign Ministry", "the Council": a name that does not tell whose.
            let name = &self.mentions.entities[mention.entity];
            if name.kind == SpeakerKind::Organisation
                && name.actor.is_none()
                && let Some(who) = self.nobodys(place, mention, range)
            {
                return who;
            }
            let organ = |word: &str| is_organ(&word.to_lowercase()) || matches!(word, "Guard" | "Staff");
            let of_state = name.kind == SpeakerKind::Organisation
                && name.affiliation.is_none()
                && name.name.rsplit(' ').next().is_some_and(organ);
            let mut who = self.entity(mention);
            if of_state && let Some((state, _)) = self.state_before(place, head) {
                who.affiliation = Some(state);
            }
            return who;
        }
        if let Some(mention) =
            self.introduced(place, head).filter(|mention| !self.is_foreign(place, range, mention))
        {
            return self.entity(mention);
        }
        // "a foreign ministry official" cut short by the parser.
        let next = range.end;
        let goes_on = next < sentence.len()
            && next == head + 1
            && sentence.upos(next) == Upos::Noun
            && matches!(sentence.upos(head), Upos::Noun | Upos::Propn)
            && self.role_at(sentence, next).is_some_and(|role| role.1 != RoleClass::Document);
        if goes_on {
            return self.common(place, next, &(range.start..next + 1));
        }
        self.common(place, head, range)
    }

    /// The person in whose title the word stands: "Aide to the Director of the Harbour Fund of Malta Rita Vella".
    fn titled(&self, place: usize, head: usize) -> Option<&Mention> {
        let holds = |mention: &&Mention| {
            mention.title.is_some_and(|start| (start..mention.range.start).contains(&head))
        };
        self.mentions.of(place).iter().find(holds)
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
        // "the mayor of the town, Ana Oru"
        let apposed = sentence.forms[before] == "," && mention.range.end == range.end;
        if apposed && self.leading_role(sentence, &(range.start..before)).is_some() {
            return Some(mention);
        }
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

    /// True when the phrase is an office "of" a state that the person is not of: in "the President of Malta, Rita
    /// Vella replied" two persons meet.
    fn is_foreign(&self, place: usize, range: &Range<usize>, person: &Mention) -> bool {
        let sentence = &self.sentences[place];
        let Some(affiliation) = &self.mentions.entities[person.entity].affiliation else { return false };
        self.mentions.of(place).iter().any(|state| {
            let entity = &self.mentions.entities[state.entity];
            entity.kind == SpeakerKind::Government
                && state.range.start > range.start + 1
                && state.range.end <= range.end
                && sentence.is(state.range.start - 1, &["of"])
                && self.role_at(sentence, state.range.start - 2).is_some()
                && entity.name != *affiliation
                && entity.affiliation.as_ref() != Some(affiliation)
        })
    }

    /// The entity of a mention as a speaker.
    fn entity(&self, mention: &Mention) -> Who {
        self.known(mention.entity)
    }

    /// An entity as a speaker.
    fn known(&self, entity: usize) -> Who {
        let entity = &self.mentions.entities[entity];
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
            if let Some(who) = self.people(sentence, head) {
                return who;
            }
            return self.unknown_name(place, head, range);
        }
        let noun = sentence.lemma(head).to_lowercase();
        let definite =
            (range.start..=head).any(|at| {
                sentence.is(at, &["the", "that", "this", "these", "his", "her", "its", "their", "both"])
            }) || sentence.children(head).any(|child| child < head && sentence.rel(child) == Rel::Nmod);
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
            return Who::unnamed(SpeakerKind::Unnamed, affiliation);
        }
        if is_document(&noun) || (noun == "report" && affiliation.is_some()) {
            return self.document(place, head, range, definite);
        }
        let some = (range.start..head).any(|at| sentence.is(at, &["several", "some", "many", "most", "few"]));
        if plural && some && is_body(&noun) {
            return Who::unnamed(SpeakerKind::Group, affiliation);
        }
        if (is_body(&noun) || self.ministry_at(sentence, head)) && !is_outlet_noun(&noun) {
            return self.body(place, head, range, &noun, affiliation);
        }
        if let Some(role) = self
            .role_at(sentence, head)
            .or_else(|| self.leading_role(sentence, range))
            .filter(|_| !is_document(&noun) && !is_outlet_noun(&noun))
        {
            let nameless = is_often_nameless(&noun) && self.was_nameless(place, head, &noun);
            if definite && !plural && !nameless && !has_indefinite(sentence, range, head) {
                let words = sentence.forms[role.0.clone()].join(" ").to_lowercase();
                let asked = roles::Role {
                    place,
                    head,
                    range,
                    words: &words,
                    noun: &noun,
                    office: &role.2,
                    state: affiliation.as_ref().map(|(state, _)| state.as_str()),
                };
                if let Some(entity) = self.holder(&asked) {
                    return self.known(entity);
                }
            }
            // "police director Ana Oru", where the recogniser misses the name.
            let named = |at: usize| {
                sentence.upos(at) == Upos::Propn && sentence.forms[at].starts_with(char::is_uppercase)
            };
            if role.0.end < sentence.len()
                && role.0.end + 1 >= range.end
                && !plural
                && named(role.0.end)
                && self.mentions.of(place).iter().all(|mention| !mention.range.contains(&role.0.end))
            {
                let end = (role.0.end..sentence.len()).find(|&at| !named(at)).unwrap_or(sentence.len());
                return self.unknown_name(place, role.0.end, &(role.0.end..end));
            }
            // "an army spokesman", "port officials": of the state that the report is speaking of.
            let affiliation = affiliation.or_else(|| self.state_of_office(place, head, range));
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
        // "one of them", "two of the engineers"
        let counted = sentence.upos(head) == Upos::Num && sentence.is(head + 1, &["of"]);
        if is_human(&noun) || is_kin(&noun) || counted {
            return Who::unnamed(SpeakerKind::Unnamed, affiliation);
        }
        // "the Maltese position": what stands for a state's words is the state.
        let words = self.knowledge.cues.noun(&noun).is_some()
            || matches!(noun.as_str(), "policy" | "posture" | "side" | "camp" | "diplomacy" | "channel");
        if words && let Some((name, code)) = affiliation {
            let kind = self
                .mentions
                .entities
                .iter()
                .take(MANY)
                .find(|entity| entity.name == name)
                .map_or(SpeakerKind::Government, |entity| entity.kind);
            return Who { entity: name.clone(), kind, affiliation: Some(name), actor: code };
        }
        Who {
            entity: "unspecified".into(),
            kind: SpeakerKind::Unspecified,
            affiliation: affiliation.as_ref().map(|a| a.0.clone()),
            actor: None,
        }
    }

    /// "the Maltese", "Georgians": the state after "the", else a loose group.
    fn people(&self, sentence: &Sentence<'_>, head: usize) -> Option<Who> {
        let singular = sentence.forms[head].strip_suffix('s')?;
        let matched = self.knowledge.actors.match_at(&[singular], 0)?;
        let of = matched
            .candidates
            .iter()
            .find(|candidate| matches!(candidate.via, Via::Adjective | Via::Demonym))?;
        let actors = &self.knowledge.actors;
        let name = actors.get(of.actor).name.clone();
        let code = actors.code(of.actor).map(str::to_owned);
        if head > 0 && sentence.is(head - 1, &["the"]) {
            return Some(Who {
                entity: name.clone(),
                kind: SpeakerKind::Government,
                affiliation: Some(name),
                actor: code,
            });
        }
        Some(Who::unnamed(SpeakerKind::Group, Some((name, code))))
    }

    /// True when the noun stood with "a" in the sentences before, so that "the diplomat" is that one and nobody
    /// named.
    fn was_nameless(&self, place: usize, head: usize, noun: &str) -> bool {
        (place.saturating_sub(4)..=place).rev().any(|there| {
            let tree = &self.sentences[there];
            let end = if there == place { head } else { tree.len() };
            (end.saturating_sub(80)..end).any(|at| {
                tree.upos(at) == Upos::Noun
                    && tree.lemma(at).eq_ignore_ascii_case(noun)
                    && has_indefinite(tree, &(at.saturating_sub(8)..at), at)
                    && self.introduced(there, at).is_none()
                    && self.titled(there, at).is_none()
            })
        })
    }

    /// A name that no list and no recogniser knows: a person, unless its words tell otherwise.
    fn unknown_name(&self, place: usize, head: usize, range: &Range<usize>) -> Who {
        let sentence = &self.sentences[place];
        let named = |at: usize| sentence.upos(at) == Upos::Propn || sentence.forms[at] == "-";
        let start = (range.start..=head).rev().take_while(|&at| named(at)).last().unwrap_or(head);
        let end = (head..range.end.max(head + 1)).take_while(|&at| named(at)).last().unwrap_or(head) + 1;
        let name = join(&sentence.forms[start..end]);
        let surname = sentence.forms[end - 1];
        let entities = &self.mentions.entities;
        let acronym = end - start == 1 && surname.len() > 1 && surname.chars().all(char::is_uppercase);
        let known = (0..entities.len().min(MANY)).find(|&at| match entities[at].kind {
            SpeakerKind::Person => entities[at].name.split(' ').skip(1).any(|word| word == surname),
            SpeakerKind::Organisation => acronym && initials(&entities[at].name) == surname,
            _ => false,
        });
        if let Some(entity) = known {
            return self.known(entity);
        }
        let kind = if is_outlet_name(&name) {
            SpeakerKind::Outlet
        } else if sentence.forms[start..end].iter().any(|word| is_body(&word.to_lowercase())) || acronym {
            SpeakerKind::Organisation
        } else {
            SpeakerKind::Person
        };
        let (affiliation, actor) =
            self.affiliation(place, range).map_or((None, None), |(name, code)| (Some(name), code));
        Who { entity: name, kind, affiliation, actor }
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

    /// Mentions before a place, latest first, at most 80.
    fn before(&self, place: usize, head: usize) -> impl Iterator<Item = &Mention> {
        let end = self.mentions.start(place)
            + self.mentions.of(place).iter().filter(|mention| mention.head < head).count();
        self.mentions.list[..end].iter().rev().take(80)
    }
}

/// True when the word, or the phrase it is joined to, is the subject of a verb, or is named by
/// "according to".
pub(super) fn is_subject(sentence: &Sentence<'_>, head: usize) -> bool {
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

/// The first letters of a name's capitalised words.
fn initials(name: &str) -> String {
    let letters = name.split(' ').filter_map(|word| word.chars().next());
    letters.filter(|letter| letter.is_uppercase()).collect()
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
