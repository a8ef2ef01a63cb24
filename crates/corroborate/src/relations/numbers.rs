//! Numbers of a text and what they count.

use std::collections::BTreeMap;

use super::wording::{stem, words};

/// Words that make a number a bound or a guess. Two such do not differ.
const ABOUT: &[&str] = &[
    "about",
    "around",
    "nearly",
    "almost",
    "over",
    "least",
    "most",
    "than",
    "some",
    "roughly",
    "approximately",
    "up",
];

const SMALL: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The number a word stands for.
pub(super) fn value(word: &str) -> Option<u64> {
    if let Some(small) = SMALL.iter().position(|small| *small == word) {
        return Some(small as u64);
    }
    if let Some(ten) = TENS.iter().position(|ten| *ten == word) {
        return Some(ten as u64 * 10 + 20);
    }
    word.parse().ok()
}

/// What is counted, and how many; only what one plain number counts.
pub(super) fn counted(text: &str) -> BTreeMap<String, u64> {
    let words = words(text);
    let mut found: BTreeMap<String, Option<u64>> = BTreeMap::new();
    for (at, pair) in words.windows(2).enumerate() {
        let Some(number) = value(&pair[0]) else { continue };
        if value(&pair[1]).is_some()
            || at.checked_sub(1).is_some_and(|before| ABOUT.contains(&words[before].as_str()))
        {
            continue;
        }
        let counted = found.entry(stem(&pair[1]).to_owned()).or_insert(Some(number));
        if *counted != Some(number) {
            *counted = None;
        }
    }
    found.into_iter().filter_map(|(what, number)| Some((what, number?))).collect()
}

/// True when the two count the same thing and come to different numbers.
pub(super) fn differ(one: &str, other: &str) -> bool {
    let other = counted(other);
    counted(one).iter().any(|(what, number)| other.get(what).is_some_and(|also| also != number))
}
