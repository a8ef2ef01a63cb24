//! Word lists the recogniser looks names up in: given names, titles, words of organisations, places.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The lists that hold a word, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listed(pub u16);

impl Listed {
    /// A given name of men.
    pub const MALE: Self = Self(1);
    /// A given name of women.
    pub const FEMALE: Self = Self(1 << 1);
    /// A given name of any kind.
    pub const GIVEN: Self = Self(1 << 2);
    /// A word that heads or closes the name of an organisation, or such a name itself.
    pub const ORGANISATION: Self = Self(1 << 3);
    /// A title or office.
    pub const TITLE: Self = Self(1 << 4);
    /// A whole place name of one word.
    pub const PLACE: Self = Self(1 << 5);
    /// A common word that opens or closes a place name: `river`, `city`.
    pub const PLACE_WORD: Self = Self(1 << 6);
    /// A month or a day of the week.
    pub const CALENDAR: Self = Self(1 << 7);
    /// The ending of many surnames: `-ov`, `-enko`, `-shvili`.
    pub const SURNAME_ENDING: Self = Self(1 << 8);
    /// The ending of an adjective of origin: `-ian`, `-ese`.
    pub const ORIGIN_ENDING: Self = Self(1 << 9);

    /// True when every list of `other` holds the word.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// The lists, ready for look-up.
pub struct Lists {
    words: HashMap<&'static str, Listed>,
    /// Names of several words, by their first word; longest first.
    places: HashMap<&'static str, Vec<Vec<&'static str>>>,
}

/// The lists that come with the program.
pub static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists { words: HashMap::new(), places: HashMap::new() };
    for line in entries(include_str!("../../../../knowledge/lexicons/given_names.tsv")) {
        let (name, gender) = line.split_once('\t').unwrap_or((line, "u"));
        let listed = lists.words.entry(name).or_default();
        listed.add(Listed::GIVEN);
        match gender {
            "m" => listed.add(Listed::MALE),
            "f" => listed.add(Listed::FEMALE),
            _ => {}
        }
    }
    for word in entries(include_str!("../../../../knowledge/lexicons/organisation_words.tsv")) {
        lists.words.entry(word).or_default().add(Listed::ORGANISATION);
    }
    for word in entries(include_str!("../../../../knowledge/lexicons/titles.tsv")) {
        lists.words.entry(word).or_default().add(Listed::TITLE);
    }
    for name in entries(include_str!("../../../../knowledge/lexicons/places.tsv")) {
        if let Some(word) = name.strip_prefix('+') {
            lists.words.entry(word).or_default().add(Listed::PLACE_WORD);
        } else if name.contains(' ') {
            let words: Vec<&str> = name.split(' ').collect();
            lists.places.entry(words[0]).or_default().push(words);
        } else {
            lists.words.entry(name).or_default().add(Listed::PLACE);
        }
    }
    for names in lists.places.values_mut() {
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    }
    lists
});

fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

const CALENDAR: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "jun.",
    "jul.",
    "aug.",
    "sept.",
    "sep.",
    "oct.",
    "nov.",
    "dec.",
];

const SURNAME_ENDINGS: &[&str] = &[
    "ov", "ev", "ova", "eva", "sky", "skiy", "skyi", "ski", "ska", "skaya", "enko", "chuk", "shvili", "dze",
    "yan", "ić", "vic", "vich", "ich", "ez", "son", "sen", "sson", "oglu", "zade", "poulos", "escu", "owitz",
    "berg", "stein", "mann", "ovna", "evich", "ovich", "kov", "nik", "uk", "ko", "iev", "ullah", "zai",
];

const ORIGIN_ENDINGS: &[&str] = &["ian", "ese", "ish", "ean", "ans", "ians", "ite", "ites", "eans", "ic"];

impl Lists {
    /// The lists that hold `word`; `lower` is the same word in lower case.
    pub fn of(&self, word: &str, lower: &str) -> Listed {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let mut listed = Listed::default();
        if capital {
            if let Some(found) = self.words.get(word) {
                listed.add(*found);
            } else if word.len() > 3 && word.chars().all(|c| !c.is_lowercase()) {
                // A headline in capitals: look the word up as if it were written `Moscow`.
                let mut titled: String = lower.to_owned();
                if let Some(first) = titled.get_mut(..1) {
                    first.make_ascii_uppercase();
                }
                listed.add(self.words.get(titled.as_str()).copied().unwrap_or_default());
            }
            if SURNAME_ENDINGS.iter().any(|ending| ends(lower, ending)) {
                listed.add(Listed::SURNAME_ENDING);
            }
            if ORIGIN_ENDINGS.iter().any(|ending| ends(lower, ending)) {
                listed.add(Listed::ORIGIN_ENDING);
            }
        }
        if let Some(found) = self.words.get(lower) {
            listed.add(*found);
        }
        if CALENDAR.contains(&lower) {
            listed.add(Listed::CALENDAR);
        }
        listed
    }

    /// How many tokens from `start` make up the longest listed place name of several words; 0 for none.
    pub fn place_length(&self, tokens: &[&str], start: usize) -> usize {
        let Some(names) = tokens.get(start).and_then(|first| self.places.get(first)) else { return 0 };
        names
            .iter()
            .find(|name| tokens.len() >= start + name.len() && tokens[start..start + name.len()] == name[..])
            .map_or(0, Vec::len)
    }
}

fn ends(lower: &str, ending: &str) -> bool {
    lower.len() >= ending.len() + 3 && lower.ends_with(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_name_has_a_gender_where_it_tells_one() {
        assert!(LISTS.of("Dmitry", "dmitry").has(Listed::MALE));
        assert!(LISTS.of("Olena", "olena").has(Listed::FEMALE));
        let either = LISTS.of("Kim", "kim");
        assert!(either.has(Listed::GIVEN) && !either.has(Listed::MALE) && !either.has(Listed::FEMALE));
    }

    #[test]
    fn a_small_letter_is_no_given_name() {
        assert!(!LISTS.of("will", "will").has(Listed::GIVEN));
        assert!(LISTS.of("Will", "will").has(Listed::GIVEN));
    }

    #[test]
    fn the_longest_place_name_wins() {
        assert_eq!(LISTS.place_length(&["in", "New", "York", "City", "today"], 1), 3);
        assert_eq!(LISTS.place_length(&["New", "ideas"], 0), 0);
    }
}
