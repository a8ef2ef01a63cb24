//! What was typed, as words wanted and not wanted.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::Chars;

use crate::words::words;

/// Words that stand together; the last may be a beginning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    pub(super) words: Vec<String>,
    pub(super) is_beginning: bool,
}

/// What was typed into a search.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// Of each of these sets, one term.
    pub(super) wanted: BTreeSet<BTreeSet<Term>>,
    /// None of these.
    unwanted: BTreeSet<Term>,
}

impl Query {
    /// Reads what was typed; every text is a query.
    pub(crate) fn of(typed: &str) -> Self {
        let mut query = Self::default();
        let mut wishes: Vec<BTreeSet<Term>> = Vec::new();
        let mut joins = false;
        let mut typed = typed.chars().peekable();
        while let Some(piece) = piece(&mut typed) {
            if piece.is_or {
                joins = !wishes.is_empty();
                continue;
            }
            let words: Vec<String> = words(&piece.text).map(|word| word.folded).collect();
            if words.is_empty() {
                continue;
            }
            let term = Term { words, is_beginning: piece.is_beginning };
            if piece.is_unwanted {
                query.unwanted.insert(term);
            } else if let Some(wish) = wishes.last_mut().filter(|_| joins) {
                wish.insert(term);
            } else {
                wishes.push(BTreeSet::from([term]));
            }
            joins = false;
        }
        query.wanted = wishes.into_iter().collect();
        query
    }

    /// True when nothing is wanted and nothing is not.
    pub(crate) fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }

    /// What is wanted, in the words of the index.
    pub(crate) fn wanted_expression(&self) -> Option<String> {
        let wishes: Vec<String> = self.wanted.iter().map(|wish| format!("({})", any(wish))).collect();
        (!wishes.is_empty()).then(|| wishes.join(" AND "))
    }

    /// What must not be there, in the words of the index.
    pub(crate) fn unwanted_expression(&self) -> Option<String> {
        (!self.unwanted.is_empty()).then(|| any(&self.unwanted))
    }
}

/// One of the terms. Words have letters and digits only, so nothing in them needs escaping.
fn any(terms: &BTreeSet<Term>) -> String {
    let terms: Vec<String> = terms
        .iter()
        .map(|term| format!("\"{}\"{}", term.words.join(" "), if term.is_beginning { " *" } else { "" }))
        .collect();
    terms.join(" OR ")
}

/// A word or phrase as typed.
struct Piece {
    text: String,
    is_or: bool,
    is_unwanted: bool,
    is_beginning: bool,
}

/// The next piece; `None` at the end.
fn piece(typed: &mut Peekable<Chars<'_>>) -> Option<Piece> {
    while typed.next_if(|letter| letter.is_whitespace()).is_some() {}
    typed.peek()?;
    let is_unwanted = typed.next_if_eq(&'-').is_some();
    let is_phrase = typed.next_if(|&letter| is_quote(letter)).is_some();
    let mut text = String::new();
    while let Some(letter) = typed.next_if(|&letter| is_phrase || !letter.is_whitespace()) {
        if is_quote(letter) {
            break;
        }
        text.push(letter);
    }
    let is_beginning = if is_phrase { typed.next_if_eq(&'*').is_some() } else { text.ends_with('*') };
    let is_or = !is_phrase && !is_unwanted && text == "OR";
    Some(Piece { text, is_or, is_unwanted, is_beginning })
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, wanted: &str, unwanted: &str) {
        let query = Query::of(typed);
        assert_eq!(query.wanted_expression().unwrap_or_default(), wanted, "{typed}");
        assert_eq!(query.unwanted_expression().unwrap_or_default(), unwanted, "{typed}");
    }

    #[test]
    fn it_knows_that_all_words_are_wanted() {
        check("truce malta", r#"("malta") AND ("truce")"#, "");
    }

    #[test]
    fn it_knows_that_or_joins_its_neighbours_only() {
        check("truce OR ceasefire malta", r#"("ceasefire" OR "truce") AND ("malta")"#, "");
        check("or AND NEAR NOT", r#"("and") AND ("near") AND ("not") AND ("or")"#, "");
        check("OR truce OR", r#"("truce")"#, "");
    }

    #[test]
    fn it_knows_that_a_dash_excludes_before_a_word_and_joins_within_one() {
        check("talks -nuclear -\"arms control\"", r#"("talks")"#, r#""arms control" OR "nuclear""#);
        check("cease-fire - talks", r#"("cease fire") AND ("talks")"#, "");
    }

    #[test]
    fn it_knows_that_marks_are_not_the_language_of_the_index() {
        check(
            "Iran's U.S. sanction* col:umn ^a (b",
            r#"("a") AND ("b") AND ("col umn") AND ("iran s") AND ("sanction" *) AND ("u s")"#,
            "",
        );
        check("“peace talks” \"un", r#"("peace talks") AND ("un")"#, "");
        check("\"\" * - ''; --", "", "");
    }
}
