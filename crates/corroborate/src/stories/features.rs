//! What a report is boiled down to for finding its story: words, names, numbers, and its lead once more.

use rustc_hash::FxHashMap;

/// Words of the lead.
const LEAD: usize = 45;

/// What sort of feature, in the two lowest bits of its hash.
pub(super) const SORTS: usize = 4;

const WORD: u32 = 0;
const NAME: u32 = 1;
const NUMBER: u32 = 2;
const OPENING: u32 = 3;

/// The features of one report.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Features {
    /// Days since 1970, when it was published.
    pub day: Option<i32>,
    /// Each feature and how often it stands there, sorted.
    pub(super) counts: Vec<(u32, u32)>,
}

/// The features of a report from the parts of its text that are its own; `day` counts from 1970. Linear.
pub fn features<'t>(parts: impl IntoIterator<Item = &'t str>, day: Option<i32>) -> Features {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let mut place = 0;
    for part in parts {
        let mut ended = true;
        let mut rest = part;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            ended |= rest[..start].contains(['.', '!', '?', '\n', '"', '“', ':']);
            rest = &rest[start..];
            let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
            let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
            let length = if is_number {
                rest.find(|c: char| !c.is_alphanumeric() && c != ',' && c != '.').unwrap_or(rest.len())
            } else {
                rest.find(|c| !inner(c)).unwrap_or(rest.len())
            };
            let word = &rest[..length];
            rest = &rest[length..];
            place += 1;
            let mut told = |text: &str, sort: u32| *counts.entry(hash(text, sort)).or_default() += 1;
            if is_number {
                told(word.trim_end_matches(['.', ',']), NUMBER);
                // The point may have been a full stop.
                ended = word.ends_with('.');
                continue;
            }
            let lower = word.to_lowercase();
            if lower.chars().count() > 1 && !FUNCTION_WORDS.contains(&lower.as_str()) {
                let stem = stem(&lower);
                told(stem, WORD);
                if place <= LEAD {
                    told(stem, OPENING);
                }
                if !ended && word.starts_with(char::is_uppercase) {
                    told(stem, NAME);
                }
            }
            ended = false;
        }
    }
    let mut counts: Vec<(u32, u32)> = counts.into_iter().collect();
    counts.sort_unstable();
    Features { day, counts }
}

/// FNV-1a, with the sort in the lowest bits.
pub(super) fn hash(text: &str, sort: u32) -> u32 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash >> 32) as u32 & !3 | sort
}

/// What sort a feature is of.
pub(super) fn sort(feature: u32) -> usize {
    (feature & 3) as usize
}

/// A word without its ending, so that plurals and tenses fall together.
fn stem(word: &str) -> &str {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    let endings = ["ings", "ing", "edly", "ed", "es", "s", "ly"];
    let cut =
        endings.iter().filter_map(|ending| word.strip_suffix(ending)).find(|stem| stem.chars().count() >= 4);
    cut.unwrap_or(word)
}

/// Words that are in every report. In a large set their weight vanishes by itself.
const FUNCTION_WORDS: [&str; 97] = [
    "about", "after", "again", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been",
    "before", "being", "both", "but", "by", "can", "could", "did", "do", "does", "down", "each", "for",
    "from", "had", "has", "have", "he", "her", "his", "how", "if", "in", "into", "is", "it", "its", "just",
    "many", "may", "might", "more", "most", "must", "new", "no", "nor", "not", "of", "off", "on", "one",
    "only", "or", "other", "our", "out", "over", "own", "said", "same", "say", "says", "she", "should", "so",
    "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "to", "told", "two", "under", "up", "was", "we", "were", "what", "when", "which", "who", "will",
    "with",
];
