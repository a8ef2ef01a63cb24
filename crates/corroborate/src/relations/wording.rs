//! Words as far as comparing records needs them: which are the same, what denies, what delays, what goes on.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Row;

use super::Record;

/// Words that carry no content of their own, so that two wordings of one thing have the same others.
const EMPTY: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "of", "to", "in", "on", "at", "by", "for", "with", "from", "as",
    "is", "are", "was", "were", "be", "been", "being", "it", "its", "he", "she", "they", "their", "his",
    "her", "that", "this", "these", "those", "will", "would", "shall", "should", "can", "could", "may",
    "might", "must", "do", "does", "did", "has", "have", "had", "so", "then", "there", "s", "until", "till",
    "who", "which",
];

const DENYING: &[&str] = &["not", "no", "never", "neither", "nor", "nobody", "nothing", "none", "t"];

/// Words that make a refusal one of the moment.
const DELAYING: &[&str] = &[
    "immediate",
    "immediately",
    "yet",
    "for now",
    "at present",
    "presently",
    "at this stage",
    "at the moment",
    "currently",
    "too early",
    "premature",
    "for the time being",
    "in the near future",
    "any time soon",
    "soon",
    "on the horizon",
    "right now",
    "today",
];

const RESUMING: &[&str] = &[
    "resume",
    "resumed",
    "resumes",
    "resuming",
    "resumption",
    "restart",
    "restarted",
    "restarting",
    "relaunch",
    "relaunched",
    "renew",
    "renewed",
    "renewing",
    "reopen",
    "reopened",
    "reopening",
    "return to",
    "returned to",
    "returning to",
    "returns to",
    "go back to",
    "back to the table",
    "back at the table",
    "re-engage",
    "re engage",
];

const CONTINUING: &[&str] = &[
    "continue",
    "continues",
    "continued",
    "continuing",
    "go on",
    "goes on",
    "going on",
    "still negotiating",
    "still talking",
    "remain in",
    "remains in",
    "never left",
    "keep",
    "keeps",
    "ongoing",
    "under way",
    "uninterrupted",
];

/// The words of a text, in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// The words that carry content, without numbers and endings.
pub(crate) fn content(text: &str) -> BTreeSet<String> {
    let words = words(text).into_iter();
    let full = words.filter(|word| !EMPTY.contains(&word.as_str()) && !DENYING.contains(&word.as_str()));
    full.filter(|word| super::numbers::value(word).is_none()).map(|word| stem(&word).to_owned()).collect()
}

/// The share of words that two sets have in common (Jaccard).
pub(super) fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let both = one.intersection(other).count();
    let all = one.len() + other.len() - both;
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}

/// True when an odd number of words deny.
pub(crate) fn is_negated(text: &str) -> bool {
    words(text).iter().filter(|word| DENYING.contains(&word.as_str())).count() % 2 == 1
}

/// True for a refusal of the moment: "no immediate way to talks".
pub(super) fn is_for_now(text: &str) -> bool {
    holds(text, DELAYING)
}

pub(super) fn resumes(text: &str) -> bool {
    holds(text, RESUMING)
}

pub(super) fn continues(text: &str) -> bool {
    holds(text, CONTINUING)
}

fn holds(text: &str, phrases: &[&str]) -> bool {
    let text = format!(" {} ", words(text).join(" "));
    phrases.iter().any(|phrase| text.contains(&format!(" {phrase} ")))
}

/// A word without its ending, so that plurals and tenses fall together.
pub(crate) fn stem(word: &str) -> &str {
    let endings = ["ings", "ing", "ies", "ied", "ed", "es", "s", "y", "e"];
    let cut =
        endings.iter().filter_map(|ending| word.strip_suffix(ending)).find(|stem| stem.chars().count() >= 3);
    cut.unwrap_or(word)
}

/// The content words of the statements among some records: how many have each, so that the rarest can be looked
/// up, and those of each record as sorted numbers, so that most pairs are told apart without their texts.
pub(super) struct Common {
    words: BTreeMap<String, (u32, usize)>,
    contents: Vec<Vec<u32>>,
}

impl Common {
    pub(super) fn of(records: &[Record<'_>]) -> Self {
        let mut common = Self { words: BTreeMap::new(), contents: Vec::with_capacity(records.len()) };
        for record in records {
            let mut numbers = Vec::new();
            if let Row::Statement(row) = record.row {
                for word in content(&row.words.join(" ")) {
                    let next = u32::try_from(common.words.len()).unwrap_or(u32::MAX);
                    let (number, count) = common.words.entry(word).or_insert((next, 0));
                    *count += 1;
                    numbers.push(*number);
                }
            }
            numbers.sort_unstable();
            common.contents.push(numbers);
        }
        common
    }

    /// True when the statements of two records, by their places, share `share` of their content.
    pub(super) fn are_alike(&self, one: usize, other: usize, share: f64) -> bool {
        let (one, other) = (&self.contents[one], &self.contents[other]);
        let (few, many) = (one.len().min(other.len()), one.len().max(other.len()));
        if (few as f64 / many as f64) < share {
            return false;
        }
        let both = one.iter().filter(|number| other.binary_search(number).is_ok()).count();
        both as f64 / (few + many - both) as f64 >= share
    }

    /// The rarest words of a text: two texts that share `share` of their words share one of these.
    pub(super) fn rarest(&self, text: &str, share: f64) -> Vec<String> {
        let mut words: Vec<String> = content(text).into_iter().collect();
        // They come in the order of the alphabet, which stays among words of one count.
        words.sort_by_cached_key(|word| self.words.get(word).map(|word| word.1));
        let needed = words.len() - (words.len() as f64 * share).ceil() as usize + 1;
        words.truncate(needed.min(words.len()));
        words
    }
}
