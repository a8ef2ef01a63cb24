//! What the files of phrases have in common: errors that name the line, names from closed lists, example sentences.

use serde::Deserialize;
use toml::Spanned;

use crate::Error;
use crate::phrases::Phrases;

/// A sentence with the rows it must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The file it stands in, with its line: `issues/talks.toml:9`.
    pub place: String,
    /// The sentence.
    pub text: String,
    /// The rows, as pages print them.
    pub rows: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExampleEntry {
    pub(crate) text: String,
    pub(crate) rows: Vec<String>,
}

/// A file of the folder, to name in errors.
pub(crate) struct Source<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
}

impl Source<'_> {
    pub(crate) fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, Error> {
        toml::from_str(self.text)
            .map_err(|error| self.error(error.span().map_or(0, |span| span.start), error.message()))
    }

    pub(crate) fn line(&self, at: usize) -> usize {
        self.text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
    }

    pub(crate) fn error(&self, at: usize, message: impl Into<String>) -> Error {
        Error::new(self.name, self.line(at), message)
    }

    /// The place of a name in a closed list; `what` tells in errors what it names.
    pub(crate) fn one_of<const N: usize>(
        &self,
        what: &str,
        name: &Spanned<String>,
        names: &[&'static str; N],
    ) -> Result<usize, Error> {
        let found = name.get_ref().as_str();
        names.iter().position(|name| *name == found).ok_or_else(|| {
            let message = format!("{what} `{found}` is not one of `{}`", names.join("`, `"));
            self.error(name.span().start, message).did_you_mean(found, *names)
        })
    }

    /// The example sentences of the file, each with its place.
    pub(crate) fn examples<'e>(
        &'e self,
        entries: &'e [Spanned<ExampleEntry>],
    ) -> impl Iterator<Item = Example> + 'e {
        entries.iter().map(|entry| {
            let place = format!("{}:{}", self.name, self.line(entry.span().start));
            let ExampleEntry { text, rows } = entry.get_ref();
            Example { place, text: text.clone(), rows: rows.clone() }
        })
    }

    pub(crate) fn entry<'p, T>(
        &self,
        phrases: &'p mut Phrases<T>,
        phrase: &Spanned<String>,
    ) -> Result<&'p mut Vec<T>, Error> {
        let text = phrase.get_ref();
        let missing = || self.error(phrase.span().start, format!("phrase `{text}` has no word"));
        phrases.entry(text).ok_or_else(missing)
    }
}
