//! Who is named where: people, states, organisations and outlets, with their names as the report gives
//! them, and the roles that stand for them later.
//!
//! > Deputy Trade Minister Ana Oru ... Oru said ... the minister added
//!
//! are three mentions of one entity whose affiliation the title tells.

mod acronyms;
mod context;
mod description;
mod names;
mod presented;

use std::collections::HashMap;
use std::ops::Range;

use knowledge::{ActorId, ActorKind, Knowledge, Month, Via as NamedBy};
use ledger::{SpeakerKind, Via};
use syntax::coref::{self, Chains};
use syntax::{EntityKind, Upos};

pub(crate) use names::{is_outlet_name, join};

use super::{Sentence, titles};
use names::{fits, key, name_words};

/// Somebody or something the report names, once a report.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    /// The fullest name the report gives, or the canonical one of an actor.
    pub name: String,
    /// What sort of speaker it makes.
    pub kind: SpeakerKind,
    /// The state or organisation it speaks for.
    pub affiliation: Option<String>,
    /// Actor code.
    pub actor: Option<String>,
    /// Office words that stood beside the name, in lower case: `president`, `spokesman`.
    pub roles: Vec<String>,
    /// Its titles in full, see [`titles::key`].
    pub titles: Vec<Vec<String>>,
    /// What its name and pronouns tell.
    pub gender: Gender,
}

/// Which pronoun fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// Not known.
    Unknown,
    /// he
    Masculine,
    /// she
    Feminine,
}

/// A name in a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// Sentence.
    pub sentence: usize,
    /// Tokens of the name, in the sentence.
    pub range: Range<usize>,
    /// Head word, in the sentence.
    pub head: usize,
    /// Whom, as an index into [`Mentions::entities`].
    pub entity: usize,
    /// How it was linked.
    pub via: Via,
    /// True where the words only describe: `Russian`.
    pub adjective: bool,
    /// First word of the title before the name.
    pub title: Option<usize>,
}

/// All names of a report.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    /// In text order.
    pub list: Vec<Mention>,
    /// First mention of each sentence, and one past the last of all.
    starts: Vec<usize>,
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// Pronouns and names that mean the same.
    pub chains: Chains,
}

impl Mentions {
    /// The mentions of a sentence.
    pub(crate) fn of(&self, sentence: usize) -> &[Mention] {
        &self.list[self.starts[sentence]..self.starts[sentence + 1]]
    }

    /// Index of the first mention of a sentence.
    pub(crate) fn start(&self, sentence: usize) -> usize {
        self.starts[sentence]
    }

    /// Reads all sentences, first to last. `quoted` holds the places of each that stand in quotation marks.
    pub(crate) fn read(
        sentences: &[Sentence<'_>],
        quoted: &[Vec<Range<usize>>],
        knowledge: &Knowledge,
        month: Option<Month>,
    ) -> Self {
        let mut reader = Reader {
            knowledge,
            month,
            mentions: Self::default(),
            people: HashMap::new(),
            others: HashMap::new(),
            acronyms: HashMap::new(),
        };
        let tags: Vec<Vec<Upos>> = sentences
            .iter()
            .map(|sentence| sentence.parse.words.iter().map(|word| word.upos).collect())
            .collect();
        let views: Vec<syntax::entities::Sentence<'_>> = sentences
            .iter()
            .zip(&tags)
            .map(|(sentence, tags)| syntax::entities::Sentence { tokens: &sentence.forms, tags: Some(tags) })
            .collect();
        let named = syntax::entities_in_document(syntax::NameModel::embedded(), &views);
        let views: Vec<coref::SentenceView<'_>> = sentences
            .iter()
            .zip(&named)
            .zip(quoted)
            .map(|((sentence, entities), quoted)| coref::SentenceView {
                tokens: &sentence.forms,
                parse: &sentence.parse,
                entities,
                quoted,
            })
            .collect();
        reader.mentions.chains = coref::chains(&views);
        // Full names first, so that a short name before the full one links to it.
        for (sentence, entities) in sentences.iter().zip(&named) {
            for entity in entities.iter().filter(|entity| entity.kind == EntityKind::Person) {
                let words = name_words(sentence, reader.bare(sentence, entity.start..entity.end));
                if words.len() > 1 {
                    reader.person(&words);
                }
            }
        }
        for (place, (sentence, entities)) in sentences.iter().zip(&named).enumerate() {
            reader.mentions.starts.push(reader.mentions.list.len());
            reader.sentence(place, sentence, entities);
        }
        reader.mentions.starts.push(reader.mentions.list.len());
        context::affiliate(&mut reader.mentions, sentences, knowledge);
        reader.mentions
    }
}

struct Reader<'k> {
    knowledge: &'k Knowledge,
    /// When the report was published: which offices count.
    month: Option<Month>,
    mentions: Mentions,
    /// People by surname, the latest last.
    people: HashMap<String, Vec<usize>>,
    /// Everybody else by canonical name.
    others: HashMap<String, usize>,
    /// Short names that the report explains in brackets.
    acronyms: HashMap<String, usize>,
}

impl Reader<'_> {
    /// The entity of a personal name: by its surname, when the rest does not contradict.
    fn person(&mut self, words: &[String]) -> usize {
        let surname = words.last().map(|word| key(word)).unwrap_or_default();
        let known = self.people.get(&surname).into_iter().flatten().rev().copied().find(|&entity| {
            let name = &self.mentions.entities[entity].name;
            fits(name, words)
                && (words.len() > 1 || name.rsplit(' ').next().is_some_and(|last| key(last) == surname))
        });
        if let Some(entity) = known {
            let last = self.mentions.entities[entity].name.rsplit(' ').next().map(key);
            if last == words.last().map(|word| key(word))
                && words.len() > self.mentions.entities[entity].name.split(' ').count()
            {
                self.mentions.entities[entity].name = words.join(" ");
            }
            return entity;
        }
        // "Aung San Suu Kyi" may be called "Suu Kyi"; "Xi Jinping" is called "Xi".
        if words.len() == 1 {
            let bearers = self.people.get(&surname).into_iter().flatten().rev().copied();
            let by_surname = |entity: &usize| {
                self.mentions.entities[*entity]
                    .name
                    .rsplit(' ')
                    .next()
                    .is_some_and(|last| key(last) == surname)
            };
            let all: Vec<usize> = bearers.collect();
            if let Some(&entity) = all.iter().find(|entity| by_surname(entity)).or(all.first()) {
                return entity;
            }
        }
        let entity = self.mentions.entities.len();
        self.mentions.entities.push(Entity {
            name: words.join(" "),
            kind: SpeakerKind::Person,
            affiliation: None,
            actor: None,
            roles: Vec::new(),
            titles: Vec::new(),
            gender: Gender::Unknown,
        });
        self.people.entry(surname).or_default().push(entity);
        // "Ana Vella Oru" may be called "Vella" as well.
        let particle = |word: &&String| word.starts_with(char::is_lowercase) || word.chars().count() < 3;
        for word in words[..words.len().max(1) - 1].iter().filter(|word| !particle(word)) {
            self.people.entry(key(word)).or_default().push(entity);
        }
        entity
    }

    /// The entity of an actor that is no person.
    fn other(
        &mut self,
        name: &str,
        kind: SpeakerKind,
        affiliation: Option<String>,
        actor: Option<String>,
    ) -> usize {
        if let Some(&entity) = self.others.get(name) {
            return entity;
        }
        let entity = self.mentions.entities.len();
        self.mentions.entities.push(Entity {
            name: name.to_owned(),
            kind,
            affiliation,
            actor,
            roles: Vec::new(),
            titles: Vec::new(),
            gender: Gender::Unknown,
        });
        self.others.insert(name.to_owned(), entity);
        entity
    }

    fn sentence(&mut self, place: usize, sentence: &Sentence<'_>, entities: &[syntax::Entity]) {
        let mut found: Vec<Mention> = Vec::new();
        for entity in entities.iter().filter(|entity| entity.kind == EntityKind::Person) {
            let range = self.bare(sentence, entity.start..entity.end);
            let words = name_words(sentence, range.clone());
            // A name the actor files give to a state or an outlet is theirs, whatever the reader thinks.
            if words.is_empty() || self.is_other(sentence, &range) {
                continue;
            }
            // "Fisheries Minister"
            let field = words.len() == 1
                && sentence.is(range.end, &["minister", "secretary", "commissioner"])
                && sentence.forms[range.end].starts_with(char::is_uppercase);
            // "Georgians"
            let people = words.len() == 1
                && words[0].strip_suffix('s').is_some_and(|singular| {
                    self.knowledge.actors.match_at(&[singular], 0).is_some_and(|matched| {
                        matched
                            .candidates
                            .iter()
                            .any(|candidate| matches!(candidate.via, NamedBy::Adjective | NamedBy::Demonym))
                    })
                });
            if people {
                continue;
            }
            if field && !self.people.contains_key(&key(&words[0])) {
                continue;
            }
            let short = words.len() == 1;
            let id = self.person(&words);
            let named = |at: usize| found.iter().any(|mention: &Mention| mention.range.contains(&at));
            let title = titles::before(sentence, self.knowledge, range.start, named);
            self.describe(sentence, id, &range, title.as_ref());
            // "the Under-Secretary for Trade, Ambassador Ana Oru"
            let from = title.as_ref().map_or(range.start, |title| title.range.start);
            let comma = (from.saturating_sub(2)..from).rev().find(|&at| sentence.forms[at] == ",");
            let closes = range.end >= sentence.len()
                || sentence.forms[range.end] == ","
                || matches!(sentence.upos(range.end), Upos::Verb | Upos::Aux);
            if let Some(comma) = comma.filter(|_| closes)
                && let Some(office) = titles::before(sentence, self.knowledge, comma, named)
            {
                self.describe(sentence, id, &range, Some(&office));
            }
            let via = if short { Via::Alias } else { Via::Name };
            found.push(Mention {
                sentence: place,
                head: head_of(sentence, &range),
                range,
                entity: id,
                via,
                adjective: false,
                title: title.map(|title| title.range.start),
            });
        }
        self.explain(sentence);
        let mut at = 0;
        while at < sentence.len() {
            if let Some(&entity) = self.acronyms.get(sentence.forms[at]) {
                found.retain(|mention| !mention.range.contains(&at));
                found.push(Mention {
                    sentence: place,
                    head: at,
                    range: at..at + 1,
                    entity,
                    via: Via::Alias,
                    adjective: false,
                    title: None,
                });
                at += 1;
                continue;
            }
            let taken = found.iter().any(|mention| mention.range.contains(&at));
            let matched = if taken { None } else { self.knowledge.actors.match_at(&sentence.forms, at) };
            let Some(matched) = matched else {
                at += 1;
                continue;
            };
            let range = at..at + matched.len;
            at += matched.len;
            let Some((actor, by)) = self.choose(sentence, matched.candidates, &range, entities) else {
                continue;
            };
            let Some(entity) = self.actor(actor) else { continue };
            let adjective = matches!(by, NamedBy::Adjective | NamedBy::Demonym);
            let via = if by == NamedBy::Name { Via::Name } else { Via::Alias };
            found.push(Mention {
                sentence: place,
                head: head_of(sentence, &range),
                range,
                entity,
                via,
                adjective,
                title: None,
            });
        }
        for entity in entities {
            let range = entity.start..entity.end;
            let taken = found
                .iter()
                .any(|mention| mention.range.start < range.end && range.start < mention.range.end);
            if taken || !matches!(entity.kind, EntityKind::Organisation) {
                continue;
            }
            let start = (range.start..range.end)
                .find(|&at| !matches!(sentence.upos(at), Upos::Det))
                .unwrap_or(range.start);
            let words: Vec<&str> = sentence.forms[start..range.end].to_vec();
            let name = join(&words);
            if name.is_empty() {
                continue;
            }
            let kind = if is_outlet_name(&name) { SpeakerKind::Outlet } else { SpeakerKind::Organisation };
            let id = self.other(&name, kind, None, None);
            found.push(Mention {
                sentence: place,
                head: head_of(sentence, &range),
                range,
                entity: id,
                via: Via::Name,
                adjective: false,
                title: None,
            });
        }
        self.presented(place, sentence, &mut found);
        found.sort_by_key(|mention| (mention.range.start, mention.range.end));
        self.mentions.list.extend(found);
    }

    /// True when the whole range is the name of an actor that is no person.
    fn is_other(&self, sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
        // "Amman said" after "Sana Amman" is the person.
        if range.len() == 1 && self.people.contains_key(&key(sentence.forms[range.start])) {
            return false;
        }
        let matched = self.knowledge.actors.match_at(&sentence.forms, range.start);
        matched.is_some_and(|matched| {
            matched.len >= range.len()
                && matched.candidates.iter().all(|candidate| {
                    !candidate.ambiguous
                        && self.knowledge.actors.get(candidate.actor).kind != ActorKind::Person
                })
        })
    }

    /// The actor meant, or none where the words could mean something else.
    fn choose(
        &self,
        sentence: &Sentence<'_>,
        candidates: &[knowledge::Candidate],
        range: &Range<usize>,
        entities: &[syntax::Entity],
    ) -> Option<(ActorId, NamedBy)> {
        let capitalised = sentence.forms[range.start].starts_with(char::is_uppercase);
        if !capitalised {
            return None;
        }
        let inside_longer = entities.iter().any(|entity| {
            entity.start <= range.start
                && range.end <= entity.end
                && entity.end - entity.start > range.len()
                && entity.kind == EntityKind::Person
        });
        if inside_longer {
            return None;
        }
        // A sure reading first; of the unsure ones only a lone one.
        let sure = candidates.iter().find(|candidate| !candidate.ambiguous);
        let candidate = sure.or_else(|| {
            if candidates.len() == 1 {
                candidates.first()
            } else {
                candidates
                    .iter()
                    .find(|candidate| self.knowledge.actors.get(candidate.actor).kind == ActorKind::State)
            }
        })?;
        Some((candidate.actor, candidate.via))
    }

    /// The entity of a known actor.
    fn actor(&mut self, id: ActorId) -> Option<usize> {
        let actors = &self.knowledge.actors;
        let actor = actors.get(id);
        let code = actors.code(id).map(str::to_owned);
        let owner = actor.of.map(|of| actors.get(actors.top(of)).name.clone());
        let (name, kind, affiliation) = match actor.kind {
            ActorKind::State | ActorKind::FormerState | ActorKind::Territory | ActorKind::Region => {
                (actor.name.clone(), SpeakerKind::Government, Some(actor.name.clone()))
            }
            ActorKind::Ministry => {
                let name = owner.clone().unwrap_or_else(|| actor.name.clone());
                (name.clone(), SpeakerKind::Government, Some(name))
            }
            ActorKind::Outlet => (actor.name.clone(), SpeakerKind::Outlet, None),
            ActorKind::Company if is_outlet_name(&actor.name) => {
                (actor.name.clone(), SpeakerKind::Outlet, None)
            }
            ActorKind::Person => {
                let words: Vec<String> = actor.name.split(' ').map(str::to_owned).collect();
                let surname = words.last()?.clone();
                // The report's own name decides; the actor file only says that this is a person.
                return Some(self.person(&[surname]));
            }
            _ => (actor.name.clone(), SpeakerKind::Organisation, owner.or_else(|| Some(actor.name.clone()))),
        };
        Some(self.other(&name, kind, affiliation, code))
    }
}

/// The topmost word of a range.
pub(crate) fn head_of(sentence: &Sentence<'_>, range: &Range<usize>) -> usize {
    range
        .clone()
        .find(|&place| {
            sentence.head(place).is_none_or(|head| !range.contains(&head)) && sentence.is_worded(place)
        })
        .unwrap_or(range.end - 1)
}
