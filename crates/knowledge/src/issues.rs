//! `issues/*.toml`: the issues, the phrases that name them, and the words that take a stance.
//!
//! ```toml
//! issue = "ceasefire"
//! names = ["ceasefire", "cessation of hostility"]   # dictionary forms
//! acts = ["cease fire"]                             # verbs that do it
//! against = ["break"]                               # words that turn it, for this issue alone
//! hints = ["pause in the fighting"]                 # may name it; a scorer decides by the report
//!
//! [[pairs]]                                         # words that name it together, wherever they stand
//! acts = ["cease", "halt"]                          # dictionary forms of one word, verb or noun
//! of = ["fire", "fighting"]                         # its subject, object, oblique or modifier
//! ```
//!
//! `issues/stances.toml` holds the words that work for every issue.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use toml::Spanned;

use crate::Error;
use crate::files::Files;
use crate::phrases::{Case, Phrases};
use crate::source::{Example, ExampleEntry, Source};

/// The names an issue file may give in `issue`.
pub const ISSUES: [&str; 20] = [
    "talks",
    "ceasefire",
    "agreement",
    "mediation",
    "forum_participation",
    "recognition",
    "territory",
    "troop_withdrawal",
    "use_of_force",
    "arms_supply",
    "sanctions",
    "security_guarantees",
    "disarmament",
    "inspection",
    "humanitarian_access",
    "prisoners",
    "political_transition",
    "accountability",
    "economic_cooperation",
    "other",
];

/// What a word does to a stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Proposes, demands, supports, does.
    Seeks,
    /// Is willing.
    Open,
    /// Ties it to something.
    Conditional,
    /// Delays or doubts.
    Reluctant,
    /// Refuses or ends.
    Rejects,
}

/// A phrase that names an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// Index into [`ISSUES`].
    pub issue: usize,
    /// True for a verb that does it.
    pub act: bool,
}

/// A phrase that takes or turns a stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// What it does.
    pub turn: Turn,
    /// For this issue alone, as an index into [`ISSUES`].
    pub issue: Option<usize>,
    /// True where its complement is what is demanded.
    pub demands: bool,
}

/// Issues and stances, by phrase; all phrases are dictionary forms in any case.
#[derive(Clone, Debug)]
pub struct Issues {
    names: Phrases<Named>,
    hints: Phrases<Named>,
    /// Pairs by the act's dictionary form: the issue, and the place in `others` of what may hang on it.
    acts: HashMap<String, Vec<(usize, usize)>>,
    others: Vec<HashSet<String>>,
    operators: Phrases<Operator>,
    openers: Phrases<()>,
    negations: Phrases<()>,
    examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IssueFile {
    issue: Spanned<String>,
    #[serde(default)]
    names: Vec<Spanned<String>>,
    #[serde(default)]
    acts: Vec<Spanned<String>>,
    #[serde(default)]
    against: Vec<Spanned<String>>,
    #[serde(default)]
    hints: Vec<Spanned<String>>,
    #[serde(default)]
    pairs: Vec<Pairs>,
    #[serde(default, rename = "example")]
    examples: Vec<Spanned<ExampleEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pairs {
    acts: Vec<Spanned<String>>,
    of: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StanceFile {
    rejects: Vec<Spanned<String>>,
    conditional: Vec<Spanned<String>>,
    reluctant: Vec<Spanned<String>>,
    open: Vec<Spanned<String>>,
    seeks: Vec<Spanned<String>>,
    demands: Vec<Spanned<String>>,
    openers: Vec<Spanned<String>>,
    negations: Vec<Spanned<String>>,
}

impl Issues {
    pub(crate) fn read(files: &Files<'_>) -> Result<Self, Error> {
        let mut issues = Self {
            names: Phrases::new(Case::Folded),
            hints: Phrases::new(Case::Folded),
            acts: HashMap::new(),
            others: Vec::new(),
            operators: Phrases::new(Case::Folded),
            openers: Phrases::new(Case::Folded),
            negations: Phrases::new(Case::Folded),
            examples: Vec::new(),
        };
        for (name, file) in files.of("issues", ".toml") {
            let source = Source { name, text: &file.text };
            if name == "issues/stances.toml" {
                issues.stances(&source)?;
            } else {
                issues.issue(&source)?;
            }
        }
        Ok(issues)
    }

    fn issue(&mut self, source: &Source<'_>) -> Result<(), Error> {
        let file: IssueFile = source.parse()?;
        let issue = source.one_of("issue", &file.issue, &ISSUES)?;
        for (list, act) in [(&file.names, false), (&file.acts, true)] {
            for phrase in list {
                source.entry(&mut self.names, phrase)?.push(Named { issue, act });
            }
        }
        for phrase in &file.against {
            let operator = Operator { turn: Turn::Rejects, issue: Some(issue), demands: false };
            source.entry(&mut self.operators, phrase)?.push(operator);
        }
        for phrase in &file.hints {
            // Whether a hint is the act itself shows in the sentence.
            source.entry(&mut self.hints, phrase)?.push(Named { issue, act: false });
        }
        for pairs in &file.pairs {
            for word in pairs.acts.iter().chain(&pairs.of) {
                if word.get_ref().is_empty() || word.get_ref().contains(char::is_whitespace) {
                    let message = format!("`{}` is not one word", word.get_ref());
                    return Err(source
                        .error(word.span().start, message)
                        .hint("phrases of several words go to `names` or `acts`"));
                }
            }
            for act in &pairs.acts {
                self.acts.entry(act.get_ref().to_lowercase()).or_default().push((issue, self.others.len()));
            }
            self.others.push(pairs.of.iter().map(|word| word.get_ref().to_lowercase()).collect());
        }
        self.examples.extend(source.examples(&file.examples));
        Ok(())
    }

    fn stances(&mut self, source: &Source<'_>) -> Result<(), Error> {
        let file: StanceFile = source.parse()?;
        let turns = [
            (&file.rejects, Turn::Rejects),
            (&file.conditional, Turn::Conditional),
            (&file.reluctant, Turn::Reluctant),
            (&file.open, Turn::Open),
            (&file.seeks, Turn::Seeks),
        ];
        for (list, turn) in turns {
            for phrase in list {
                let entry = source.entry(&mut self.operators, phrase)?;
                if entry.iter().any(|operator| operator.issue.is_none()) {
                    let message = format!("`{}` takes two stances", phrase.get_ref());
                    return Err(source.error(phrase.span().start, message).hint("keep it in one list"));
                }
                entry.push(Operator { turn, issue: None, demands: false });
            }
        }
        for phrase in &file.demands {
            let entry = source.entry(&mut self.operators, phrase)?;
            match entry.iter_mut().find(|operator| operator.issue.is_none()) {
                Some(operator) => operator.demands = true,
                None => entry.push(Operator { turn: Turn::Seeks, issue: None, demands: true }),
            }
        }
        for phrase in &file.openers {
            source.entry(&mut self.openers, phrase)?.push(());
        }
        for phrase in &file.negations {
            source.entry(&mut self.negations, phrase)?.push(());
        }
        Ok(())
    }

    /// The issue phrase at a token of these dictionary forms: its length and what it may name.
    pub fn named<S: AsRef<str>>(&self, lemmas: &[S], at: usize) -> Option<(usize, &[Named])> {
        self.names.longest(lemmas, at)
    }

    /// The phrase at a token that may name an issue, in a report that is about it.
    pub fn hinted<S: AsRef<str>>(&self, lemmas: &[S], at: usize) -> Option<(usize, &[Named])> {
        self.hints.longest(lemmas, at)
    }

    /// The issues that a word may name together with a dependent, each with a key for [`Issues::completes`].
    pub fn half_named(&self, lemma: &str) -> &[(usize, usize)] {
        self.acts.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// True where a dependent of this dictionary form completes a pair.
    pub fn completes(&self, pair: usize, lemma: &str) -> bool {
        self.others[pair].contains(lemma)
    }

    /// The longest stance phrase at a token: its length and its reading for `issue`.
    pub fn operator<S: AsRef<str>>(
        &self,
        lemmas: &[S],
        at: usize,
        issue: usize,
    ) -> Option<(usize, Operator)> {
        let (length, readings) = self.operators.longest(lemmas, at)?;
        let own = readings.iter().find(|reading| reading.issue == Some(issue));
        own.or_else(|| readings.iter().find(|reading| reading.issue.is_none()))
            .map(|reading| (length, *reading))
    }

    /// How many tokens a clause opener such as "only if" takes here.
    pub fn opener<S: AsRef<str>>(&self, words: &[S], at: usize) -> Option<usize> {
        self.openers.longest(words, at).map(|(length, _)| length)
    }

    /// True where the word turns a stance.
    pub fn negates(&self, word: &str) -> bool {
        !self.negations.of(word).is_empty()
    }

    /// Sentences of the files, with the rows they must give.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }
}

#[cfg(test)]
mod tests {
    use crate::Knowledge;

    fn refused(name: &str, text: &str) -> String {
        Knowledge::load([(name, text)]).map_or_else(|error| error.to_string(), |_| "no error".to_owned())
    }

    #[test]
    fn it_knows_that_an_unknown_issue_is_refused_with_its_place() {
        let said = refused("issues/mine.toml", "# mine\nissue = \"ceasfire\"\n");
        assert!(said.starts_with("issues/mine.toml:2: issue `ceasfire` is not one of"), "{said}");
        assert!(said.ends_with("did you mean `ceasefire`?"), "{said}");
    }

    #[test]
    fn it_knows_that_a_phrase_needs_a_word() {
        let said = refused("issues/mine.toml", "issue = \"talks\"\nnames = [\n\"-\"]\n");
        assert_eq!(said, "issues/mine.toml:3: phrase `-` has no word");
    }

    #[test]
    fn it_knows_that_a_word_takes_one_stance() {
        let text = "rejects = [\"refuse\"]\nconditional = []\nreluctant = []\nopen = []\nseeks = [\"refuse\"]\n\
                    demands = []\nopeners = []\nnegations = []\n";
        let said = refused("issues/stances.toml", text);
        assert!(said.starts_with("issues/stances.toml:5: `refuse` takes two stances"), "{said}");
    }

    #[test]
    fn it_knows_every_issue_by_a_file_of_its_own() {
        let issues = &Knowledge::embedded().issues;
        for name in super::ISSUES {
            let file = format!("issues/{}.toml:", name.replace('_', "-"));
            let examples: Vec<_> =
                issues.examples().iter().filter(|example| example.place.starts_with(&file)).collect();
            assert!(
                examples.iter().any(|example| !example.rows.is_empty()),
                "{name} has no example that fires"
            );
            assert!(
                examples.iter().any(|example| example.rows.is_empty()),
                "{name} has no example that must not"
            );
        }
    }
}
