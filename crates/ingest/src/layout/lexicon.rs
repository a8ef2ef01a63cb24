//! The phrases of `knowledge/lexicons/furniture.tsv`, ready to be looked up.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use text::ZoneKind;

/// What a phrase says about where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) kind: ZoneKind,
    pub(super) rule: &'static str,
    /// What follows from it for the lines after it.
    pub(super) after: After,
}

/// What the lines after a furniture line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Not touched by it.
    Nothing,
    /// The next short line is the title of another article.
    Link,
    /// The short lines that follow are titles of other articles.
    Links,
    /// The next line is about the author.
    Bio,
}

/// Where in a line a picture credit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Credit {
    Anywhere,
    Start,
    End,
}

/// Words of a line that begins or ends with a furniture phrase; a longer one is a paragraph.
const MOST_WORDS: usize = 40;

/// The furniture lexicon.
pub(super) struct Lexicon {
    lines: HashMap<&'static str, Mark>,
    /// By first word, longest phrase first.
    starts: HashMap<&'static str, Vec<(&'static str, Mark)>>,
    ends: Vec<(&'static str, Mark)>,
    parens: HashMap<&'static str, Mark>,
    paren_starts: Vec<(&'static str, Mark)>,
    credits: AhoCorasick,
    credit_places: Vec<Credit>,
    date_labels: HashSet<&'static str>,
    labels: HashSet<&'static str>,
    agencies: HashSet<&'static str>,
    professions: HashSet<&'static str>,
    bio_signs: AhoCorasick,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::parse(include_str!("../../../../knowledge/lexicons/furniture.tsv")));

impl Lexicon {
    /// The embedded lexicon.
    pub(super) fn embedded() -> &'static Self {
        &LEXICON
    }

    fn parse(table: &'static str) -> Self {
        let mut lines = HashMap::new();
        let mut starts: HashMap<&str, Vec<(&str, Mark)>> = HashMap::new();
        let (mut ends, mut paren_starts, mut parens) = (Vec::new(), Vec::new(), HashMap::new());
        let (mut credits, mut credit_places, mut bio_signs) = (Vec::new(), Vec::new(), Vec::new());
        let mut labels = HashSet::new();
        let (mut date_labels, mut agencies, mut professions) =
            (HashSet::new(), HashSet::new(), HashSet::new());
        for (how, kind, rule, phrase) in table.lines().filter_map(row) {
            let mark = |after| Mark { kind, rule, after };
            match how {
                "line" => drop(lines.insert(phrase, mark(After::Nothing))),
                "next" => drop(lines.insert(phrase, mark(After::Link))),
                "list" => drop(lines.insert(phrase, mark(After::Links))),
                "bio-next" => drop(lines.insert(phrase, mark(After::Bio))),
                "start" => {
                    starts.entry(first_word(phrase)).or_default().push((phrase, mark(After::Nothing)));
                }
                "end" => ends.push((phrase, mark(After::Nothing))),
                "paren" => drop(parens.insert(phrase, mark(After::Nothing))),
                "paren-start" => paren_starts.push((phrase, mark(After::Nothing))),
                "credit" | "credit-start" | "credit-end" => {
                    credits.push(phrase);
                    credit_places.push(match how {
                        "credit" => Credit::Anywhere,
                        "credit-start" => Credit::Start,
                        _ => Credit::End,
                    });
                }
                "date-label" => drop(date_labels.insert(phrase)),
                "label" => drop(labels.insert(phrase)),
                "agency" => drop(agencies.insert(phrase)),
                "profession" => drop(professions.insert(phrase)),
                "bio-sign" => bio_signs.push(phrase),
                _ => {}
            }
        }
        for phrases in starts.values_mut() {
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        Self {
            lines,
            starts,
            ends,
            parens,
            paren_starts,
            credits: finder(&credits),
            credit_places,
            date_labels,
            labels,
            agencies,
            professions,
            bio_signs: finder(&bio_signs),
        }
    }

    /// What a line is by its words alone. `folded` is the line as [`fold`] gives it.
    pub(super) fn line(&self, folded: &str, words: usize) -> Option<Mark> {
        if words > MOST_WORDS {
            return None;
        }
        if let Some(mark) = self.lines.get(bare(folded)) {
            return Some(*mark);
        }
        let starts = self.starts.get(first_word(folded)).map_or(&[][..], Vec::as_slice);
        if let Some((_, mark)) = starts.iter().find(|(phrase, _)| begins(folded, phrase)) {
            return Some(*mark);
        }
        self.ends.iter().find(|(phrase, _)| bare(folded).ends_with(phrase)).map(|(_, mark)| *mark)
    }

    /// How many whole furniture lines are run together in a folded line.
    pub(super) fn phrases_in(&self, folded: &str) -> usize {
        let words: Vec<&str> = folded.split(' ').collect();
        let (mut at, mut count) = (0, 0);
        while at < words.len() {
            // One word alone is too little: `live` and `home` are words of any text.
            let found = (2..=5).rev().find(|&length| {
                words
                    .get(at..at + length)
                    .is_some_and(|phrase| self.lines.contains_key(bare(&phrase.join(" "))))
            });
            count += usize::from(found.is_some());
            at += found.unwrap_or(1);
        }
        count
    }

    /// What the words between parentheses are, as [`fold`] gives them.
    pub(super) fn paren(&self, folded: &str) -> Option<Mark> {
        self.parens.get(bare(folded)).copied().or_else(|| {
            self.paren_starts.iter().find(|(phrase, _)| begins(folded, phrase)).map(|(_, mark)| *mark)
        })
    }

    /// True when the line names who made the picture above it.
    pub(super) fn has_credit(&self, folded: &str, words: usize) -> bool {
        if words > 90 {
            return false;
        }
        let tail = if words > 45 { folded.len() } else { nth_word_from_end(folded, 8) };
        self.credits.find_overlapping_iter(folded).any(|found| {
            let before = folded[..found.start()].chars().next_back();
            let after = folded[found.end()..].chars().next();
            let begins_word = before.is_none_or(|c| !c.is_alphanumeric())
                || !folded[found.start()..].starts_with(char::is_alphanumeric);
            let ends_word = after.is_none_or(|c| !c.is_alphanumeric())
                || !folded[..found.end()].ends_with(char::is_alphanumeric);
            begins_word
                && ends_word
                && match self.credit_places[found.pattern().as_usize()] {
                    Credit::Anywhere => true,
                    Credit::Start => found.start() == 0,
                    Credit::End => found.start() >= tail,
                }
        })
    }

    /// The bytes of a label such as `last updated on` at the start of a folded line.
    pub(super) fn is_date_label(&self, folded: &str) -> bool {
        self.date_labels.contains(bare(folded))
    }

    /// True for words such as `EXCLUSIVE`, which stand where a place would and are none.
    pub(super) fn is_label(&self, folded: &str) -> bool {
        self.labels.contains(bare(folded))
    }

    /// True for the name of a news agency or station.
    pub(super) fn is_agency(&self, folded: &str) -> bool {
        self.agencies.contains(bare(folded))
    }

    /// True for what an author is by trade, with the owner or the beat before it.
    pub(super) fn is_profession(&self, word: &str) -> bool {
        self.professions.contains(word)
    }

    /// True when the words are those of a note on an author.
    pub(super) fn has_bio_sign(&self, folded: &str) -> bool {
        self.bio_signs.find_iter(folded).any(|found| {
            let before = folded[..found.start()].chars().next_back();
            let after = folded[found.end()..].chars().next();
            before.is_none_or(|c| !c.is_alphanumeric()) && after.is_none_or(|c| !c.is_alphanumeric())
        })
    }
}

fn row(line: &'static str) -> Option<(&'static str, ZoneKind, &'static str, &'static str)> {
    if line.starts_with('#') {
        return None;
    }
    let mut columns = line.split('\t');
    let (how, kind, rule, phrase) = (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
    let kind = match kind {
        "chrome" => ZoneKind::Chrome,
        "caption" => ZoneKind::Caption,
        "bio" => ZoneKind::Bio,
        "dateline" => ZoneKind::Dateline,
        _ => return None,
    };
    Some((how, kind, rule, phrase.trim_end()))
}

fn finder(phrases: &[&str]) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(phrases)
        .expect("the phrases of the embedded lexicon are few and short")
}

/// A line in lower case with straight quotes, single spaces and plain dashes, as the lexicon writes it.
pub(crate) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for c in word.chars() {
            match c {
                '’' | '‘' | '`' | '´' => folded.push('\''),
                '“' | '”' => folded.push('"'),
                '–' | '—' | '‐' | '‑' => folded.push('-'),
                '\u{200B}'..='\u{200F}' | '\u{FEFF}' => {}
                _ => folded.extend(c.to_lowercase()),
            }
        }
    }
    folded
}

/// A folded line without the punctuation, bullets and arrows at its ends.
fn bare(folded: &str) -> &str {
    folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '©')
}

/// The phrase stands at the start of the line, after bullets and arrows, and ends with a word.
fn begins(folded: &str, phrase: &str) -> bool {
    let line = folded.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '('));
    line.strip_prefix(phrase).is_some_and(|rest| {
        !rest.starts_with(char::is_alphanumeric)
            || !phrase.ends_with(char::is_alphanumeric)
            || phrase.ends_with(|c: char| c.is_ascii_digit())
    })
}

fn first_word(folded: &str) -> &str {
    let line = folded.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '('));
    line.split([' ', ':', ',']).next().unwrap_or_default()
}

/// Where the last `count` words of a line begin.
fn nth_word_from_end(line: &str, count: usize) -> usize {
    line.char_indices().rev().filter(|(_, c)| *c == ' ').nth(count - 1).map_or(0, |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_that_every_row_of_the_table_is_read_once() {
        let table = include_str!("../../../../knowledge/lexicons/furniture.tsv");
        let rows: Vec<_> = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        // The heading is the one row that is no phrase.
        assert_eq!(table.lines().filter_map(row).count(), rows.len() - 1);
        let distinct: HashSet<_> = rows.iter().map(|row| row.trim_end()).collect();
        assert_eq!(distinct.len(), rows.len());
    }

    #[test]
    fn it_knows_that_phrases_are_written_as_lines_are_folded() {
        let table = include_str!("../../../../knowledge/lexicons/furniture.tsv");
        for (_, _, _, phrase) in table.lines().filter_map(row) {
            assert_eq!(fold(phrase), phrase);
        }
    }
}
