//! Abbreviations and the words that open a sentence: read once from `abbreviations.tsv` and
//! `openers.txt`, both meant to be read and edited.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What an abbreviation says about the words after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Stands before a name and so ends no sentence: `Gen.`, `Mr.`.
    Title,
    /// Stands in the middle and ends no sentence: `vs.`, `e.g.`.
    Inside,
    /// Is an abbreviation only before a digit: `No. 3`, `Fig. 2`.
    Number,
    /// Ends a sentence before a word that opens one: `Inc.`, `U.S.`, `St.`.
    Name,
    /// Ends a sentence before any capital: `etc.`, `p.m.`, `Sept.`.
    Last,
}

static ABBREVIATIONS: LazyLock<HashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    rows(include_str!("../abbreviations.tsv"))
        .filter_map(|row| {
            let (word, rest) = row.split_once('\t')?;
            let kind = match rest.split('\t').next()? {
                "title" => Abbreviation::Title,
                "inside" => Abbreviation::Inside,
                "number" => Abbreviation::Number,
                "name" => Abbreviation::Name,
                "last" => Abbreviation::Last,
                _ => return None,
            };
            Some((word, kind))
        })
        .collect()
});

static OPENERS: LazyLock<HashMap<&'static str, ()>> =
    LazyLock::new(|| rows(include_str!("../openers.txt")).map(|word| (word, ())).collect());

/// The lines of a list that are not comments.
fn rows(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The longest word either list holds, in bytes.
const LONGEST: usize = 16;

/// Looks up a word without its stop, as written, or in lower case when it is in capitals or begins
/// with one.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    if let Some(kind) = ABBREVIATIONS.get(word) {
        return Some(*kind);
    }
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let lower = word.to_lowercase();
    if let Some(kind) = ABBREVIATIONS.get(lower.as_str()) {
        return Some(*kind);
    }
    // GEN. MOOR: the list has `Gen`.
    let mut capital = String::with_capacity(word.len());
    for (at, letter) in word.chars().enumerate() {
        if at == 0 {
            capital.push(letter);
        } else {
            capital.extend(letter.to_lowercase());
        }
    }
    ABBREVIATIONS.get(capital.as_str()).copied()
}

/// True for words that, with a capital, open a sentence and are hardly ever part of a name.
pub(super) fn opens(word: &str) -> bool {
    word.len() <= LONGEST && OPENERS.contains_key(word.to_lowercase().as_str())
}
