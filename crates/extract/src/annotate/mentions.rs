//! Who is named where: people, states, organisations and outlets, with their names as the report gives
//! them, and the roles that stand for them later.
//!
//! > Deputy Trade Minister Ana Oru ... Oru said ... the minister added
//!
//! are three mentions of one entity whose affiliation the title tells.

use std::collections::HashMap;
use std::ops::Range;

use knowledge::{ActorId, ActorKind, Knowledge, Month, Via as NamedBy};
use ledger::{SpeakerKind, Via};
use syntax::entities::lists::Listed;
use syntax::{EntityKind, Rel, Upos};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::Sentence;

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
}

impl Mentions {
    /// The mentions of a sentence.
    pub fn of(&self, sentence: usize) -> &[Mention] {
        &self.list[self.starts[sentence]..self.starts[sentence + 1]]
    }

    /// Index of the first mention of a sentence.
    pub fn start(&self, sentence: usize) -> usize {
        self.starts[sentence]
    }

    /// Reads all sentences, first to last.
    pub fn read(sentences: &[Sentence<'_>], knowledge: &Knowledge, month: Option<Month>) -> Self {
        let mut reader = Reader {
            knowledge,
            month,
            mentions: Self::default(),
            people: HashMap::new(),
            others: HashMap::new(),
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
}

/// The words of a personal name, honorifics left out.
fn name_words(sentence: &Sentence<'_>, range: Range<usize>) -> Vec<String> {
    const HONORIFICS: &[&str] = &[
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "sir",
        "lord",
        "lady",
        "gen",
        "gen.",
        "col",
        "col.",
        "maj",
        "maj.",
        "lt",
        "lt.",
        "capt",
        "capt.",
        "sen",
        "sen.",
        "rep",
        "rep.",
        "sheikh",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "president",
        "minister",
        "prime",
        "general",
        "senator",
        "ambassador",
        "secretary",
        "chancellor",
        "premier",
        "judge",
        "justice",
        "professor",
        "colonel",
        "major",
        "captain",
        "brigadier",
        "admiral",
        "marshal",
        "governor",
        "mayor",
        "congressman",
        "congresswoman",
        "'s",
        "’s",
        "the",
        "former",
        "foreign",
        "defence",
        "defense",
        "deputy",
        "vice",
        "of",
    ];
    let mut words: Vec<String> = Vec::new();
    for place in range {
        let form = sentence.forms[place];
        if form.chars().any(char::is_alphabetic) && !HONORIFICS.contains(&form.to_lowercase().as_str()) {
            words.push(form.to_owned());
        }
    }
    words
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
            gender: Gender::Unknown,
        });
        self.people.entry(surname).or_default().push(entity);
        if words.len() > 1 {
            self.people.entry(key(&words[0])).or_default().push(entity);
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
            let short = words.len() == 1;
            let id = self.person(&words);
            self.describe(sentence, id, &range);
            let via = if short { Via::Alias } else { Via::Name };
            found.push(Mention {
                sentence: place,
                head: head_of(sentence, &range),
                range,
                entity: id,
                via,
                adjective: false,
            });
        }
        let mut at = 0;
        while at < sentence.len() {
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
            });
        }
        found.sort_by_key(|mention| (mention.range.start, mention.range.end));
        self.mentions.list.extend(found);
    }

    /// A personal name without the title that leads it: "President of Malta Rita Vella" is `Rita Vella`.
    /// Empty when nothing but a title is there.
    fn bare(&self, sentence: &Sentence<'_>, range: Range<usize>) -> Range<usize> {
        let mut start = range.start;
        while start < range.end {
            let role = self.knowledge.roles.match_at(&sentence.forms, start).map(|(length, _)| length);
            let small = sentence.forms[start].starts_with(char::is_lowercase)
                && !sentence.is(
                    start,
                    &[
                        "al", "bin", "bint", "de", "van", "von", "da", "el", "ben", "ibn", "di", "du", "ter",
                        "la", "le", "dos", "abu",
                    ],
                );
            let modifier = self.knowledge.roles.modifier(sentence.forms[start]).map(|_| 1);
            let state = self.knowledge.actors.match_at(&sentence.forms, start).filter(|matched| {
                matched.candidates.iter().all(|candidate| {
                    let kind = self.knowledge.actors.get(candidate.actor).kind;
                    kind != ActorKind::Person && !candidate.ambiguous
                })
            });
            let state = state.map(|matched| matched.len);
            let mark = (!sentence.is_worded(start)).then_some(1);
            let Some(length) = role.or(modifier).or(state).or(small.then_some(1)).or(mark) else { break };
            start += length;
        }
        let mut end = range.end;
        // "Karim bin Sala", "Yu Hoi-wan": the recogniser may stop inside a name.
        while start < range.end && end < sentence.len() {
            let name = |at: usize| {
                at < sentence.len()
                    && sentence.upos(at) == Upos::Propn
                    && sentence.forms[at].chars().any(char::is_alphabetic)
            };
            let tight = |at: usize| {
                at > 0 && at < sentence.len() && sentence.spans[at - 1].end == sentence.spans[at].start
            };
            if sentence.is(end, &["bin", "ibn", "al", "el", "abu", "bint", "de", "van"]) && name(end + 1) {
                end += 2;
            } else if sentence.forms[end] == "-"
                && tight(end)
                && tight(end + 1)
                && sentence.forms.get(end + 1).is_some_and(|form| form.starts_with(char::is_alphabetic))
                && end + 1 < sentence.len()
            {
                end += 2;
            } else {
                break;
            }
        }
        start.min(range.end)..end
    }

    /// True when the whole range is the name of an actor that is no person.
    fn is_other(&self, sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
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

    /// Reads title and state beside a name: "Russian Foreign Minister X", "X, the deputy head of".
    fn describe(&mut self, sentence: &Sentence<'_>, entity: usize, name: &Range<usize>) {
        let head = head_of(sentence, name);
        let titles = surroundings(sentence, head, name, false);
        let mut around = surroundings(sentence, head, name, true);
        around.retain(|place| {
            !name.contains(place) || !sentence.forms[*place].starts_with(char::is_uppercase) || *place < head
        });
        let mut roles = Vec::new();
        let mut affiliation = None;
        let mut places: Vec<usize> = around;
        places.sort_unstable();
        places.dedup();
        let mut skip = 0;
        for &place in &places {
            if place < skip {
                continue;
            }
            if let Some((length, role)) = self.knowledge.roles.match_at(&sentence.forms, place) {
                if !titles.contains(&place) && !titles.contains(&(place + length - 1)) {
                    skip = place + length;
                    continue;
                }
                let full = sentence.forms[place..place + length].join(" ").to_lowercase();
                for word in
                    [full, role.office.to_lowercase(), sentence.lemma(place + length - 1).to_lowercase()]
                {
                    if !roles.contains(&word) {
                        roles.push(word);
                    }
                }
                skip = place + length;
                continue;
            }
            if affiliation.is_none()
                && let Some(matched) = self.knowledge.actors.match_at(&sentence.forms, place)
            {
                let inside = name.contains(&place)
                    && place + matched.len > name.end.saturating_sub(1)
                    && name.len() > 1;
                let candidate = matched
                    .candidates
                    .iter()
                    .find(|candidate| !candidate.ambiguous)
                    .or(matched.candidates.first());
                if let (false, Some(candidate)) = (inside, candidate) {
                    let actors = &self.knowledge.actors;
                    let actor = actors.get(candidate.actor);
                    if !matches!(actor.kind, ActorKind::Person | ActorKind::Outlet) {
                        let top = match actor.kind {
                            ActorKind::Ministry | ActorKind::Agency | ActorKind::Organ => {
                                actors.top(candidate.actor)
                            }
                            _ => candidate.actor,
                        };
                        affiliation =
                            Some((actors.get(top).name.clone(), actors.code(top).map(str::to_owned)));
                        skip = place + matched.len;
                    }
                }
            }
        }
        if affiliation.is_none() && self.mentions.entities[entity].affiliation.is_none() {
            affiliation = self.known_state(&self.mentions.entities[entity].name);
        }
        if let (Some(month), Some(person)) =
            (self.month, self.knowledge.actors.person(&self.mentions.entities[entity].name))
        {
            let held = self.knowledge.actors.offices(person, month);
            roles.extend(
                held.flat_map(|(office, _)| [office.title.to_lowercase(), office.role.to_lowercase()]),
            );
        }
        let target = &mut self.mentions.entities[entity];
        for role in roles {
            if !target.roles.contains(&role) {
                target.roles.push(role);
            }
        }
        if target.affiliation.is_none()
            && let Some((name, code)) = affiliation
        {
            target.affiliation = Some(name);
            target.actor = code;
        }
        if target.gender == Gender::Unknown {
            target.gender = gender(sentence, name, &target.roles);
        }
    }

    /// The state or body that the actor files list a person under.
    fn known_state(&self, name: &str) -> Option<(String, Option<String>)> {
        let actors = &self.knowledge.actors;
        let person = actors.person(name)?;
        let of =
            actors.get(person).of.or_else(|| actors.get(person).offices.last().map(|office| office.of))?;
        Some((actors.get(of).name.clone(), actors.code(of).map(str::to_owned)))
    }
}

/// Words that tell of a name: those before it in its phrase, its apposition, what it stands in
/// apposition to. Never a clause.
fn surroundings(sentence: &Sentence<'_>, head: usize, name: &Range<usize>, owners: bool) -> Vec<usize> {
    let mut places = Vec::new();
    let mut top = head;
    // The name may hang on its title ("Foreign Minister" + X) or on the noun it explains.
    while let Some(up) = sentence.head(top) {
        if matches!(sentence.rel(top), Rel::Appos | Rel::Flat | Rel::Compound)
            && sentence.upos(up) != Upos::Verb
        {
            top = up;
        } else {
            break;
        }
    }
    let mut open = vec![top];
    while let Some(place) = open.pop() {
        places.push(place);
        for child in sentence.children(place) {
            let relation = sentence.rel(child);
            let owner = relation == Rel::Nmod
                && !owners
                && sentence.children(child).any(|mark| sentence.rel(mark) == Rel::Case);
            if !owner
                && matches!(
                    relation,
                    Rel::Amod
                        | Rel::Compound
                        | Rel::Flat
                        | Rel::Nmod
                        | Rel::Appos
                        | Rel::Det
                        | Rel::Case
                        | Rel::Punct
                        | Rel::Fixed
                )
                || (relation == Rel::Conj && child < name.start)
            {
                open.push(child);
            }
        }
    }
    // "was Trade Minister until" gives a title too, by the copula.
    places
}

fn gender(sentence: &Sentence<'_>, name: &Range<usize>, roles: &[String]) -> Gender {
    let before = name.start.saturating_sub(1)..name.end;
    for place in before {
        if sentence.is(place, &["mr", "mr.", "sir", "lord", "king", "prince", "pope"]) {
            return Gender::Masculine;
        }
        if sentence
            .is(place, &["mrs", "mrs.", "ms", "ms.", "miss", "lady", "queen", "princess", "dame", "madam"])
        {
            return Gender::Feminine;
        }
    }
    let given = sentence.forms[name.start];
    let listed = syntax::entities::lists::LISTS.of(given, &given.to_lowercase());
    match (listed.has(Listed::MALE), listed.has(Listed::FEMALE)) {
        (true, false) if name.len() > 1 => return Gender::Masculine,
        (false, true) if name.len() > 1 => return Gender::Feminine,
        _ => {}
    }
    if roles.iter().any(|role| role.ends_with("spokesman") || role.ends_with("chairman")) {
        return Gender::Masculine;
    }
    if roles.iter().any(|role| role.ends_with("woman")) {
        return Gender::Feminine;
    }
    Gender::Unknown
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

/// Surnames compare without case and apostrophes.
fn key(word: &str) -> String {
    word.nfd()
        .filter(|letter| letter.is_alphanumeric() && !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}

/// True when the words can be another form of the name: every word (or its initial) stands in it.
fn fits(name: &str, words: &[String]) -> bool {
    let known: Vec<String> = name.split(' ').map(key).collect();
    let given: Vec<String> = words.iter().map(|word| key(word)).collect();
    let (short, long) = if known.len() <= given.len() { (&known, &given) } else { (&given, &known) };
    short.iter().all(|word| {
        long.iter().any(|other| other == word || (word.len() == 1 && other.starts_with(word.as_str())))
    })
}

/// Words as a name: no blank before a hyphen, an apostrophe or a full stop.
pub(crate) fn join(words: &[&str]) -> String {
    let mut name = String::new();
    for word in words {
        let tight = name.is_empty()
            || name.ends_with('-')
            || matches!(*word, "-" | "'s" | "’s" | "'" | "’" | "." | ",");
        if !tight {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}

/// Names that only publishers bear.
pub(crate) fn is_outlet_name(name: &str) -> bool {
    name.split(' ').any(|word| {
        matches!(
            word,
            "News"
                | "Times"
                | "Radio"
                | "TV"
                | "Television"
                | "Newspaper"
                | "Agency"
                | "Post"
                | "Herald"
                | "Daily"
                | "Gazette"
                | "Tribune"
                | "Broadcasting"
                | "Journal"
                | "Magazine"
                | "Press"
                | "Weekly"
                | "Channel"
                | "Twitter"
                | "Facebook"
                | "Telegram"
                | "YouTube"
                | "Instagram"
                | "Observer"
                | "Telegraph"
                | "Chronicle"
                | "Mail"
                | "Network"
                | "Wire"
        )
    })
}
