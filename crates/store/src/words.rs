//! Words as the full-text index holds them: runs of letters and digits, in lower case, without the
//! accents of Latin, Greek and Cyrillic.
//!
//! > Çavuşoğlu's visit to İzmir
//!
//! is indexed as `cavusoglu s visit to izmir`. The same words are cut from reports, from names and from
//! what somebody searches for, so a search never meets the query language underneath.

use unicode_normalization::UnicodeNormalization as _;

/// A word and where it stands in its text, in bytes.
pub(crate) struct Word {
    pub(crate) folded: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let mut folded = String::new();
        let mut bounds: Option<(usize, usize)> = None;
        while let Some(&(offset, letter)) = chars.peek() {
            if letter.is_alphanumeric() {
                fold(letter, &mut folded);
            } else if !(is_accent(letter) && bounds.is_some()) {
                if !folded.is_empty() {
                    break;
                }
                bounds = None;
                chars.next();
                continue;
            }
            let start = bounds.map_or(offset, |(start, _)| start);
            bounds = Some((start, offset + letter.len_utf8()));
            chars.next();
        }
        let (start, end) = bounds?;
        (!folded.is_empty()).then_some(Word { folded, start, end })
    })
}

/// The words of a text with one space between them: what the index is given.
pub(crate) fn folded(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for word in words(text) {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&word.folded);
    }
    all
}

/// The key under which a whole name is found. A name without letters is its own key.
pub(crate) fn key(name: &str) -> String {
    let key = folded(name);
    if key.is_empty() { name.to_lowercase() } else { key }
}

/// Every key under which a name is found: the whole, and the last words of it or, for joint speakers
/// (`Ana Reyes and Tomas Holub`), of each. At most eight words, so that a page mistaken for a name costs
/// what its length costs.
pub(crate) fn tails(name: &str) -> Vec<String> {
    let mut keys = vec![key(name)];
    for part in name.split(" and ") {
        let words: Vec<String> = words(part).map(|word| word.folded).collect();
        let last = words.len().saturating_sub(8);
        keys.extend((last..words.len()).map(|from| words[from..].join(" ")));
    }
    keys.sort();
    keys.dedup();
    keys
}

fn fold(letter: char, folded: &mut String) {
    if letter.is_ascii() {
        folded.push(letter.to_ascii_lowercase());
        return;
    }
    for part in letter.nfd().filter(|&part| !is_accent(part)) {
        // These four carry their stroke or lack their dot by themselves; no normal form takes it away.
        match part {
            'ı' => folded.push('i'),
            'ł' | 'Ł' => folded.push('l'),
            'ø' | 'Ø' => folded.push('o'),
            'đ' | 'Đ' => folded.push('d'),
            _ => folded.extend(part.to_lowercase().filter(|lower| lower.is_alphanumeric())),
        }
    }
}

fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_knows_that_accents_and_case_do_not_part_words() {
        assert_eq!(folded("Çavuşoğlu's visit to İzmir"), "cavusoglu s visit to izmir");
        assert_eq!(folded("e\u{301}lan — Łódź, Đorđe; ЁЛКА"), "elan lodz dorde елка");
        assert_eq!(folded("\0 \u{301} —"), "");
    }

    #[test]
    fn it_knows_that_a_name_is_found_by_its_last_words_only() {
        assert_eq!(tails("Ana Maria Reyes"), ["ana maria reyes", "maria reyes", "reyes"]);
        assert!(tails("Ana Reyes and Tomas Holub").contains(&"reyes".to_owned()));
        assert!(!tails("Ana Reyes").contains(&"ana".to_owned()));
        assert_eq!(tails("—"), ["—"]);
    }

    proptest! {
        #[test]
        fn it_knows_that_folding_twice_is_folding_once(text in any::<String>()) {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn it_knows_that_words_stand_in_order_on_letters(text in any::<String>()) {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.start >= end && word.start < word.end);
                prop_assert!(text[word.start..word.end].chars().any(char::is_alphanumeric));
                end = word.end;
            }
        }
    }
}
