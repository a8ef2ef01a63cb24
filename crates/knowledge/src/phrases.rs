//! Phrases found among tokens: `Zanu - PF said` holds `Zanu-PF` at its first token.
//!
//! A phrase and a text need not be cut alike. Both are compared by their pieces: hyphens and
//! apostrophes part words and then vanish, full stops inside a word vanish, accents are folded. So
//! `al-Qaeda`, `al - Qaeda` and `al Qaeda` are one, and so are `U.S.` and `US`, `Erdoğan` and
//! `Erdogan`, `People’s` and `People` + `'s`. Case is kept or folded as the table says.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How a table of phrases treats case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `Turkey` is not `turkey`.
    Kept,
    /// `Foreign Minister` is `foreign minister`.
    Folded,
    /// Only words written in capitals match: `TURKEY` is `Turkey`, `turkey` is nothing.
    Capitals,
}

/// Phrases and what each stands for. Looking at a token costs one hash where no phrase starts with it,
/// and never more than the longest phrase; nothing is allocated for plain ASCII tokens whose case is
/// already right.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    case: Case,
    words: FxHashMap<Box<str>, u32>,
    /// (node, word) to node; node 0 is the start.
    edges: FxHashMap<(u32, u32), u32>,
    /// What ends at each node.
    values: Vec<Vec<T>>,
}

impl<T> Phrases<T> {
    /// An empty table.
    pub fn new(case: Case) -> Self {
        Self { case, words: FxHashMap::default(), edges: FxHashMap::default(), values: vec![Vec::new()] }
    }

    /// Everything the phrase stands for, to read or to add to; `None` if it has no letter or digit.
    pub fn entry(&mut self, phrase: &str) -> Option<&mut Vec<T>> {
        let mut node = 0;
        for token in phrase.split_whitespace() {
            for piece in pieces(token) {
                let Some(piece) = fold(piece, self.case) else { continue };
                let fresh = self.words.len() as u32;
                let word = match self.words.get(piece.as_ref()) {
                    Some(word) => *word,
                    None => {
                        self.words.insert(piece.into(), fresh);
                        fresh
                    }
                };
                let next = self.values.len() as u32;
                node = *self.edges.entry((node, word)).or_insert(next);
                if node == next {
                    self.values.push(Vec::new());
                }
            }
        }
        if node == 0 { None } else { self.values.get_mut(node as usize) }
    }

    /// Makes room for about this many more phrases.
    pub(crate) fn reserve(&mut self, phrases: usize) {
        self.words.reserve(phrases);
        self.edges.reserve(phrases * 2);
        self.values.reserve(phrases * 2);
    }

    /// Everything that any phrase stands for, phrase by phrase.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut Vec<T>> {
        self.values.iter_mut()
    }

    /// The longest phrase that starts at token `at`: how many tokens it takes, and what it stands for.
    /// `None` where none does, or `at` is past the end.
    pub fn longest<S: AsRef<str>>(&self, tokens: &[S], at: usize) -> Option<(usize, &[T])> {
        let mut node = 0;
        let mut found = None;
        for (offset, token) in tokens.get(at..)?.iter().enumerate() {
            let token = token.as_ref();
            if self.case == Case::Capitals && token.chars().any(char::is_lowercase) {
                return found;
            }
            let mut words = 0;
            for piece in pieces(token) {
                let Some(piece) = fold(piece, self.case) else { continue };
                words += 1;
                let Some(next) =
                    self.words.get(piece.as_ref()).and_then(|word| self.edges.get(&(node, *word)))
                else {
                    return found;
                };
                node = *next;
            }
            if words == 0 && (offset == 0 || !token.chars().all(is_hyphen)) {
                return found;
            }
            let values = &self.values[node as usize];
            if words > 0 && !values.is_empty() {
                found = Some((offset + 1, values.as_slice()));
            }
        }
        found
    }

    /// What exactly this phrase stands for; empty where it is unknown.
    pub fn of(&self, phrase: &str) -> &[T] {
        let tokens: Vec<&str> = phrase.split_whitespace().collect();
        match self.longest(&tokens, 0) {
            Some((length, values)) if length == tokens.len() => values,
            _ => &[],
        }
    }
}

fn pieces(token: &str) -> impl Iterator<Item = &str> {
    token.split(|mark| is_hyphen(mark) || is_apostrophe(mark)).filter(|piece| !piece.is_empty())
}

fn is_hyphen(mark: char) -> bool {
    matches!(mark, '-' | '\u{2010}' | '\u{2011}')
}

fn is_apostrophe(mark: char) -> bool {
    matches!(mark, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// The piece as the table keys it; `None` where nothing of it is left.
fn fold(piece: &str, case: Case) -> Option<Cow<'_, str>> {
    let mut word = Cow::Borrowed(piece);
    if !word.is_ascii() {
        word = Cow::Owned(word.nfd().filter(|letter| !is_combining_mark(*letter)).map(unstroked).collect());
    }
    if word.contains('.') {
        word = Cow::Owned(word.replace('.', ""));
    }
    match case {
        Case::Kept => {}
        // The letters left are ASCII but for scripts that news in English does not use.
        Case::Folded if word.bytes().any(|byte| !byte.is_ascii_lowercase()) => {
            word = Cow::Owned(if word.is_ascii() { word.to_ascii_lowercase() } else { word.to_lowercase() });
        }
        Case::Folded => {}
        Case::Capitals if word.bytes().any(|byte| !byte.is_ascii_uppercase()) => {
            word = Cow::Owned(if word.is_ascii() { word.to_ascii_uppercase() } else { word.to_uppercase() });
        }
        Case::Capitals => {}
    }
    if word.is_empty() { None } else { Some(word) }
}

/// Letters whose stroke is not an accent that Unicode takes apart.
fn unstroked(letter: char) -> char {
    match letter {
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        'ı' => 'i',
        'ə' => 'a',
        'Ə' => 'A',
        other => other,
    }
}
