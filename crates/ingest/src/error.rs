//! What went wrong with an input, where, and what to do about it.

use std::fmt;

/// A report that could not be read. The rest of the run is unharmed.
///
/// Displays as `path:place: what was found; what to do`, lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    path: String,
    place: Option<usize>,
    found: String,
    hint: String,
}

impl Error {
    /// Something found at `path` that is no report, and what to do about it.
    pub(crate) fn new(path: &str, found: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { path: path.to_owned(), place: None, found: found.into(), hint: hint.into() }
    }

    /// The same, at a line, from 1.
    pub(crate) fn at(mut self, line: usize) -> Self {
        self.place = Some(line);
        self
    }

    /// The file or stream, as it was named.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line, from 1, where one is known.
    pub fn line(&self) -> Option<usize> {
        self.place
    }

    /// What was found, without the place and the hint.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What to do about it.
    pub fn hint(&self) -> &str {
        &self.hint
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.path)?;
        if let Some(line) = self.place {
            write!(f, "{line}:")?;
        }
        write!(f, " {}; {}", self.found, self.hint)
    }
}

impl std::error::Error for Error {}
