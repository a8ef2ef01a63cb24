//! Notes on the author.
//!
//! > Ana Beridze is a journalist based in Tbilisi. Follow her on Twitter.

use super::lexicon::{Lexicon, fold};
use super::lines::Line;

/// Words a note on an author may have.
const MOST_WORDS: usize = 120;

/// Words of a report on a person, which a note on its author does not have.
const REPORTED: [&str; 8] = ["said", "says", "told", "warned", "announced", "accused", "arrested", "killed"];

/// True when a line introduces a writer: a name, `is` or `covers`, a trade, and a sign such as "based in".
pub(super) fn is_note(text: &str, lexicon: &Lexicon, line: &Line) -> bool {
    if !(6..=MOST_WORDS).contains(&line.words) || line.of(text).contains(['“', '”']) {
        return false;
    }
    let folded = fold(line.of(text));
    let words: Vec<&str> = line.of(text).split_whitespace().collect();
    let Some(verb) = after_name(&words) else { return false };
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let introduced = words[verb..].iter().take(16).map(|word| plain(word));
    let introduced: Vec<String> = introduced.collect();
    let is_writer = introduced
        .iter()
        .any(|word| lexicon.is_profession(word) || word.split('-').any(|part| lexicon.is_profession(part)));
    let writes = matches!(introduced[0].as_str(), "writes" | "covers" | "reports");
    let is_reported = words.iter().any(|word| REPORTED.contains(&plain(word).as_str()));
    (is_writer || writes) && !is_reported && (lexicon.has_bio_sign(&folded) || writes)
}

/// The verb after a name of up to five capitalised words, or after "The author".
fn after_name(words: &[&str]) -> Option<usize> {
    let verb = words.iter().take(7).position(|word| {
        matches!(*word, "is" | "was" | "are" | "has" | "writes" | "covers" | "reports" | "works" | "serves")
    })?;
    let name = &words[..verb];
    let named = name.len() >= 2
        && name.iter().all(|word| {
            word.starts_with(char::is_uppercase)
                || matches!(*word, "de" | "van" | "von" | "al" | "el" | "and" | "bin")
        });
    let is_author = matches!(name, ["The", "author" | "writer" | "authors" | "writers"]);
    (named || is_author).then_some(verb)
}
