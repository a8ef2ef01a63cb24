//! The folder's files, by name, in an order that does not depend on who lists them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::Error;

/// Files by their path within the folder, such as `actors/states-africa.toml`.
pub(crate) struct Files<'a>(BTreeMap<Cow<'a, str>, Source<'a>>);

/// A file and whether a user gave it over the embedded ones.
pub(crate) struct Source<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) overlay: bool,
}

impl<'a> Files<'a> {
    pub(crate) fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Puts a file in; one of the same name gives way to it.
    pub(crate) fn put(&mut self, name: Cow<'a, str>, text: Cow<'a, str>, overlay: bool) {
        self.0.insert(name, Source { text, overlay });
    }

    /// The files of `folder` with this ending, by name; the embedded ones before a user's.
    pub(crate) fn of(&self, folder: &str, ending: &str) -> Vec<(&str, &Source<'a>)> {
        let mut files: Vec<(&str, &Source<'a>)> = self
            .0
            .iter()
            .filter(|(name, _)| {
                name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) && name.ends_with(ending)
            })
            .map(|(name, source)| (name.as_ref(), source))
            .collect();
        files.sort_by_key(|(_, source)| source.overlay);
        files
    }

    /// The rows of a table of tab-separated cells, `#` lines and empty lines left out. No such file is
    /// an empty table.
    pub(crate) fn rows(&self, name: &'static str) -> impl Iterator<Item = Row<'_>> {
        let text = self.0.get(name).map_or("", |source| source.text.as_ref());
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')).map(
            move |(at, line)| Row {
                file: name,
                line: at + 1,
                cells: line.split('\t').map(str::trim).collect(),
            },
        )
    }
}

/// One row of a table.
pub(crate) struct Row<'a> {
    file: &'static str,
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// A cell, `None` where it is missing, empty or `-`.
    pub(crate) fn cell(&self, at: usize) -> Option<&'a str> {
        self.cells.get(at).copied().filter(|cell| !cell.is_empty() && *cell != "-")
    }

    /// A cell that must be there; `what` names it.
    pub(crate) fn required(&self, at: usize, what: &str) -> Result<&'a str, Error> {
        self.cell(at).ok_or_else(|| {
            self.error(format!("no {what} in column {}", at + 1))
                .hint("cells are separated by one tab; `-` leaves one empty")
        })
    }

    /// A fault in this row.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(self.file, self.line, message)
    }
}
