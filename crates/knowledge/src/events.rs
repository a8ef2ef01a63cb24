//! `events/*.toml`: the words that tell of an event, by PLOVER type, and the words that say whether it
//! took place.
//!
//! ```toml
//! type = "SANCTION"
//! cameo = "163"                       # CAMEO code of a pattern that gives none of its own
//!
//! [[pattern]]
//! verbs = ["impose", "put _ under"]   # dictionary forms; `_` stands for up to six words
//! nouns = ["embargo"]                 # the last word is the head
//! objects = ["sanction"]              # counts only with one of these in what the word takes
//! without = ["fine"]                  # and never with one of these
//! mutual = true                       # what one does the other does
//! turned = true                       # the subject suffers it: "receive aid from"
//! ```
//!
//! `events/status.toml` holds what says that an event is planned, proposed, hypothetical, denied or going
//! on, and the light verbs that lend a noun their subject: "held talks".

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use toml::Spanned;

use crate::Error;
use crate::files::Files;
use crate::source::{Example, ExampleEntry, Source};

/// The names an event file may give in `type`: the sixteen event types of PLOVER.
pub const EVENT_TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// Words that may stand where a phrase has `_`.
const GAP: usize = 6;

/// What part of speech a pattern is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// The first word of the phrase is a verb, or a participle or adjective that stands for one.
    Verb,
    /// The last word of the phrase is a noun.
    Noun,
}

/// Words that tell of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Index into [`EVENT_TYPES`].
    pub kind: usize,
    /// Verb or noun.
    pub shape: Shape,
    /// Dictionary forms; `_` is a gap.
    pub words: Vec<String>,
    /// It counts only where what the word takes holds one of these phrases; empty for always.
    pub objects: Vec<Vec<String>>,
    /// It never counts where what the word takes holds one of these phrases.
    pub without: Vec<Vec<String>>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// What one does with the other, the other does with the one.
    pub mutual: bool,
    /// The grammatical subject suffers it.
    pub turned: bool,
}

/// What a word says about an event below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reality {
    /// It is taking place.
    Ongoing,
    /// It is to take place.
    Planned,
    /// Somebody wants it.
    Proposed,
    /// It is only thought of.
    Hypothetical,
    /// It did not take place.
    Denied,
}

/// All patterns, by their first word.
#[derive(Clone, Debug, Default)]
pub struct Events {
    patterns: Vec<Pattern>,
    verbs: FxHashMap<String, Vec<usize>>,
    nouns: FxHashMap<String, Vec<usize>>,
    realities: FxHashMap<String, Reality>,
    light: FxHashSet<String>,
    crowds: FxHashSet<String>,
    reproaches: FxHashSet<String>,
    goldstein: FxHashMap<String, String>,
    examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventFile {
    #[serde(rename = "type")]
    kind: Spanned<String>,
    #[serde(default)]
    cameo: Option<Spanned<String>>,
    #[serde(default, rename = "pattern")]
    patterns: Vec<PatternEntry>,
    #[serde(default, rename = "example")]
    examples: Vec<Spanned<ExampleEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternEntry {
    #[serde(default)]
    verbs: Vec<Spanned<String>>,
    #[serde(default)]
    nouns: Vec<Spanned<String>>,
    #[serde(default)]
    objects: Vec<Spanned<String>>,
    #[serde(default)]
    without: Vec<Spanned<String>>,
    #[serde(default)]
    cameo: Option<Spanned<String>>,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    turned: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusFile {
    ongoing: Vec<Spanned<String>>,
    planned: Vec<Spanned<String>>,
    proposed: Vec<Spanned<String>>,
    hypothetical: Vec<Spanned<String>>,
    denied: Vec<Spanned<String>>,
    light: Vec<Spanned<String>>,
    crowds: Vec<Spanned<String>>,
    reproaches: Vec<Spanned<String>>,
}

impl Events {
    pub(crate) fn read(files: &Files<'_>) -> Result<Self, Error> {
        let mut events = Self::default();
        // Where a phrase that needs no object was listed first.
        let mut seen: BTreeMap<(Shape, Vec<String>), String> = BTreeMap::new();
        for (name, file) in files.of("events", ".toml") {
            let source = Source { name, text: &file.text };
            if name == "events/status.toml" {
                events.status(&source)?;
            } else {
                events.file(&source, &mut seen)?;
            }
        }
        for row in files.rows("lexicons/cameo.tsv") {
            let (code, value) = (row.required(0, "CAMEO code")?, row.required(1, "value")?);
            if value.parse::<f32>().is_err() {
                return Err(row.error(format!("`{value}` is no number")));
            }
            events.goldstein.insert(code.to_owned(), value.to_owned());
        }
        for (at, pattern) in events.patterns.iter().enumerate() {
            let index = match pattern.shape {
                Shape::Verb => &mut events.verbs,
                Shape::Noun => &mut events.nouns,
            };
            index.entry(pattern.words[0].clone()).or_default().push(at);
        }
        Ok(events)
    }

    fn file(
        &mut self,
        source: &Source<'_>,
        seen: &mut BTreeMap<(Shape, Vec<String>), String>,
    ) -> Result<(), Error> {
        let file: EventFile = source.parse()?;
        let kind = source.one_of("type", &file.kind, &EVENT_TYPES)?;
        let default = code(source, file.cameo.as_ref())?;
        for entry in &file.patterns {
            let objects = phrases(source, &entry.objects)?;
            let without = phrases(source, &entry.without)?;
            let cameo = code(source, entry.cameo.as_ref())?.or_else(|| default.clone());
            for (list, shape) in [(&entry.verbs, Shape::Verb), (&entry.nouns, Shape::Noun)] {
                for phrase in list {
                    let words = words(source, phrase)?;
                    if objects.is_empty()
                        && let Some(first) = seen.insert(
                            (shape, words.clone()),
                            format!("{}:{}", source.name, source.line(phrase.span().start)),
                        )
                    {
                        let message = format!("`{}` already stands in {first}", phrase.get_ref());
                        return Err(source
                            .error(phrase.span().start, message)
                            .hint("keep it in one place, or give it `objects` in the other"));
                    }
                    self.patterns.push(Pattern {
                        kind,
                        shape,
                        words,
                        objects: objects.clone(),
                        without: without.clone(),
                        cameo: cameo.clone(),
                        mutual: entry.mutual,
                        turned: entry.turned,
                    });
                }
            }
        }
        self.examples.extend(source.examples(&file.examples));
        Ok(())
    }

    fn status(&mut self, source: &Source<'_>) -> Result<(), Error> {
        let file: StatusFile = source.parse()?;
        let lists = [
            (&file.ongoing, Reality::Ongoing),
            (&file.planned, Reality::Planned),
            (&file.proposed, Reality::Proposed),
            (&file.hypothetical, Reality::Hypothetical),
            (&file.denied, Reality::Denied),
        ];
        for (list, reality) in lists {
            for word in list {
                if self.realities.insert(words(source, word)?.join(" "), reality).is_some() {
                    let message = format!("`{}` says two things of an event", word.get_ref());
                    return Err(source.error(word.span().start, message).hint("keep it in one list"));
                }
            }
        }
        let sets = [
            (&file.light, &mut self.light),
            (&file.crowds, &mut self.crowds),
            (&file.reproaches, &mut self.reproaches),
        ];
        for (list, set) in sets {
            for word in list {
                set.insert(words(source, word)?.join(" "));
            }
        }
        Ok(())
    }

    /// The patterns whose phrase starts at token `at` of these dictionary forms in lower case, with one
    /// past the last token of each; in the order of the files.
    pub fn at<'a, 'l, S: AsRef<str>>(
        &'a self,
        lemmas: &'l [S],
        at: usize,
        shape: Shape,
    ) -> impl Iterator<Item = (usize, &'a Pattern)> + use<'a, 'l, S> {
        let index = match shape {
            Shape::Verb => &self.verbs,
            Shape::Noun => &self.nouns,
        };
        let first = lemmas.get(at).and_then(|lemma| index.get(lemma.as_ref()));
        let patterns = &self.patterns;
        first.into_iter().flatten().filter_map(move |&pattern| {
            let pattern = &patterns[pattern];
            Some((end(&pattern.words, lemmas, at)?, pattern))
        })
    }

    /// True for words with which the phrase of a verb begins.
    pub fn is_verb(&self, lemma: &str) -> bool {
        self.verbs.contains_key(lemma)
    }

    /// What a word that governs or describes an event says about it.
    pub fn reality(&self, lemma: &str) -> Option<Reality> {
        self.realities.get(lemma).copied()
    }

    /// True for verbs that say little by themselves: `hold`, `launch`, `take place`.
    pub fn is_light(&self, lemma: &str) -> bool {
        self.light.contains(lemma)
    }

    /// True for nouns of people who act or suffer without a name: `civilian`, `protester`.
    pub fn is_crowd(&self, lemma: &str) -> bool {
        self.crowds.contains(lemma)
    }

    /// True for words that reproach whoever they are said of: `unacceptable`, `aggression`.
    pub fn is_reproach(&self, lemma: &str) -> bool {
        self.reproaches.contains(lemma)
    }

    /// The Goldstein value of a CAMEO code, as it is printed: `-7.2`.
    pub fn goldstein(&self, code: &str) -> Option<&str> {
        self.goldstein.get(code).map(String::as_str)
    }

    /// Sentences of the files, with the rows they must give.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }
}

/// One past the last token of the phrase, where it starts at `at`.
fn end<S: AsRef<str>>(words: &[String], lemmas: &[S], at: usize) -> Option<usize> {
    let mut place = at;
    let mut gap = 0;
    for word in words {
        if word == "_" {
            gap = GAP;
            continue;
        }
        let stop = lemmas.len().min(place + gap + 1);
        place += lemmas.get(place..stop)?.iter().position(|lemma| lemma.as_ref() == word)? + 1;
        gap = 0;
    }
    Some(place)
}

fn code(source: &Source<'_>, cameo: Option<&Spanned<String>>) -> Result<Option<String>, Error> {
    let Some(cameo) = cameo else { return Ok(None) };
    let code = cameo.get_ref();
    let well = (2..=4).contains(&code.len()) && code.bytes().all(|digit| digit.is_ascii_digit());
    if !well || !("01"..="20").contains(&&code[..2]) {
        let message = format!("`{code}` is no CAMEO code");
        return Err(source
            .error(cameo.span().start, message)
            .hint("two to four digits, from 01 to 20 up front"));
    }
    Ok(Some(code.clone()))
}

fn phrases(source: &Source<'_>, list: &[Spanned<String>]) -> Result<Vec<Vec<String>>, Error> {
    list.iter().map(|phrase| words(source, phrase)).collect()
}

/// The words of a phrase in lower case.
fn words(source: &Source<'_>, phrase: &Spanned<String>) -> Result<Vec<String>, Error> {
    let words: Vec<String> = phrase.get_ref().split_whitespace().map(str::to_lowercase).collect();
    let worded = |word: &String| word.chars().any(char::is_alphanumeric);
    match (words.first(), words.last()) {
        (Some(first), Some(last)) if worded(first) && worded(last) => Ok(words),
        _ => {
            let message = format!("phrase `{}` must begin and end with a word", phrase.get_ref());
            Err(source.error(phrase.span().start, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Knowledge;

    fn refused(name: &str, text: &str) -> String {
        Knowledge::load([(name, text)]).map_or_else(|error| error.to_string(), |_| "no error".to_owned())
    }

    #[test]
    fn it_knows_that_an_unknown_type_is_refused_with_its_place() {
        let said = refused("events/mine.toml", "# mine\ntype = \"AGRE\"\n");
        assert!(said.starts_with("events/mine.toml:2: type `AGRE` is not one of"), "{said}");
        assert!(said.ends_with("did you mean `AGREE`?"), "{said}");
    }

    #[test]
    fn it_knows_that_a_phrase_stands_in_one_place() {
        let text = "type = \"AGREE\"\n[[pattern]]\nverbs = [\n\"sign\",\n\"sign\"]\n";
        let said = refused("events/mine.toml", text);
        assert!(
            said.starts_with("events/mine.toml:5: `sign` already stands in events/mine.toml:4"),
            "{said}"
        );
    }

    #[test]
    fn it_knows_what_is_no_code_and_no_phrase() {
        let said = refused("events/mine.toml", "type = \"AGREE\"\ncameo = \"21\"\n");
        assert!(said.starts_with("events/mine.toml:2: `21` is no CAMEO code"), "{said}");
        let said = refused("events/mine.toml", "type = \"AGREE\"\n[[pattern]]\nverbs = [\"sign _\"]\n");
        assert_eq!(said, "events/mine.toml:3: phrase `sign _` must begin and end with a word");
        let said = refused("events/mine.toml", "type = \"AGREE\"\n[[pattern]]\nverb = []\n");
        assert!(said.starts_with("events/mine.toml:3: unknown field `verb`"), "{said}");
    }

    #[test]
    fn it_knows_every_type_by_examples_that_fire_and_that_must_not() {
        let events = &Knowledge::embedded().events;
        for name in super::EVENT_TYPES {
            let file = format!("events/{}.toml:", name.to_lowercase());
            let examples = || events.examples().iter().filter(|example| example.place.starts_with(&file));
            assert!(examples().any(|example| !example.rows.is_empty()), "{name} has none that fires");
            assert!(examples().any(|example| example.rows.is_empty()), "{name} has none that must not");
        }
    }

    #[test]
    fn it_knows_a_phrase_with_a_gap() {
        let events = Knowledge::load([(
            "events/reject.toml",
            "type = \"REJECT\"\n[[pattern]]\nverbs = [\"turn _ down\"]\n",
        )]);
        let events = events.expect("the file is well formed").events;
        let found = |text: &str| {
            let lemmas: Vec<&str> = text.split(' ').collect();
            events.at(&lemmas, 0, super::Shape::Verb).next().map(|(end, _)| end)
        };
        assert_eq!(found("turn the new offer down flat"), Some(5));
        assert_eq!(found("turn down it"), Some(2));
        assert_eq!(found("turn one two three four five six seven down"), None);
    }
}
