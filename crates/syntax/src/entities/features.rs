//! What the recogniser looks at: the word, its neighbours, its shape, the lists, its cluster, its tag, and what
//! the whole document shows of the same word.

use std::collections::HashMap;

use super::lists::{LISTS, Listed};
use super::model::Clusters;
use crate::Upos;

/// One sentence as the recogniser reads it.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'a> {
    /// Its tokens.
    pub tokens: &'a [&'a str],
    /// Their parts of speech, if known; ignored where the number differs from that of the tokens.
    pub tags: Option<&'a [Upos]>,
}

/// Mixes a template number and two values into one feature.
pub(super) fn mix(template: u32, a: u64, b: u64) -> u32 {
    let mut hash = u64::from(template).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for value in [a, b] {
        hash ^= value;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 32;
    }
    (hash ^ (hash >> 17)) as u32
}

/// Stable 64-bit hash of a word (FNV-1a).
pub(super) fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// What the document shows of a word, over all its sentences.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    small: u16,
    capital_inside: u16,
    after_title: u16,
    after_given: u16,
    after_in: u16,
    before_said: u16,
    before_organisation: u16,
    before_possessive: u16,
    after_the: u16,
}

/// The words of a document with what it shows of each: the same surname after a title elsewhere, the same word
/// in small letters. (Features of this kind: Chieu and Ng 2002.)
#[derive(Clone, Debug, Default)]
pub struct DocumentWords {
    seen: HashMap<u64, Seen>,
}

impl DocumentWords {
    /// Counts over all sentences of a document. Linear in its length.
    pub fn of(sentences: &[Sentence<'_>]) -> Self {
        let mut seen: HashMap<u64, Seen> = HashMap::new();
        for sentence in sentences {
            let tokens = sentence.tokens;
            let lowers: Vec<String> = tokens.iter().map(|token| token.to_lowercase()).collect();
            for (index, token) in tokens.iter().enumerate() {
                let Some(first) = token.chars().next() else { continue };
                if !first.is_alphabetic() {
                    continue;
                }
                let entry = seen.entry(hash(&lowers[index])).or_default();
                let bump = |count: &mut u16| *count = count.saturating_add(1);
                if !first.is_uppercase() {
                    bump(&mut entry.small);
                    continue;
                }
                if index > 0 {
                    bump(&mut entry.capital_inside);
                    let listed = LISTS.of(tokens[index - 1], &lowers[index - 1]);
                    if listed.has(Listed::TITLE) {
                        bump(&mut entry.after_title);
                    }
                    if listed.has(Listed::GIVEN) && !listed.has(Listed::PLACE) {
                        bump(&mut entry.after_given);
                    }
                    match lowers[index - 1].as_str() {
                        "in" | "at" | "near" | "from" | "to" => bump(&mut entry.after_in),
                        "the" => bump(&mut entry.after_the),
                        _ => {}
                    }
                }
                if let Some(next) = lowers.get(index + 1) {
                    match next.as_str() {
                        "said" | "says" | "told" | "added" | "who" | "argued" | "warned" => {
                            bump(&mut entry.before_said);
                        }
                        "'s" | "’s" => bump(&mut entry.before_possessive),
                        _ => {}
                    }
                    if LISTS.of(tokens[index + 1], next).has(Listed::ORGANISATION) {
                        bump(&mut entry.before_organisation);
                    }
                }
            }
        }
        Self { seen }
    }

    /// A small number that sums the word up.
    fn summary(&self, word: u64) -> u64 {
        let Some(seen) = self.seen.get(&word) else { return 0 };
        let some = |count: u16| u64::from(count > 0);
        1 | some(seen.small) << 1
            | u64::from(seen.capital_inside > 1) << 2
            | u64::from(seen.small > seen.capital_inside) << 3
            | some(seen.after_title.max(seen.after_given)) << 4
            | some(seen.after_in) << 5
            | some(seen.before_said) << 6
            | some(seen.before_organisation) << 7
    }

    fn parts(&self, word: u64) -> [bool; 7] {
        let Some(seen) = self.seen.get(&word) else { return [false; 7] };
        [
            seen.after_title > 0,
            seen.after_given > 0,
            seen.after_in > 0,
            seen.before_said > 0,
            seen.before_organisation > 0,
            seen.before_possessive > 0,
            seen.after_the > 0,
        ]
    }
}

/// One token, looked at once.
struct Look {
    word: u64,
    lower: u64,
    shape: u64,
    listed: u64,
    place: u64,
    cluster: u64,
    /// The cluster of the same word in small letters.
    small_cluster: u64,
    document: u64,
    tag: u64,
    capital: bool,
    listed_flags: Listed,
    lower_text: String,
}

/// Every token of one sentence, looked at once; gives features for both layers.
pub struct Looks {
    looks: Vec<Look>,
    parts: Vec<[bool; 7]>,
    /// Runs of capitalised tokens, `of`, `the`, `and` inside included: for each token its run, or none.
    runs: Vec<Option<(usize, usize)>>,
    tagged: bool,
}

impl Looks {
    /// Looks at a sentence of the document that `words` were counted over.
    pub fn of(sentence: Sentence<'_>, words: &DocumentWords, clusters: &Clusters) -> Self {
        let tokens = sentence.tokens;
        let tags = sentence.tags.filter(|tags| tags.len() == tokens.len());
        let mut place = vec![0_u64; tokens.len()];
        let mut index = 0;
        while index < tokens.len() {
            let length = LISTS.place_length(tokens, index);
            for inside in index..index + length {
                place[inside] = if inside == index {
                    1
                } else if inside + 1 == index + length {
                    3
                } else {
                    2
                };
            }
            index += length.max(1);
        }
        let mut parts = Vec::with_capacity(tokens.len());
        let looks: Vec<Look> = tokens
            .iter()
            .enumerate()
            .map(|(index, token)| {
                let lower_text = token.to_lowercase();
                let lower = hash(&lower_text);
                let listed_flags = LISTS.of(token, &lower_text);
                parts.push(words.parts(lower));
                Look {
                    word: hash(token),
                    lower,
                    shape: shape(token),
                    listed: u64::from(listed_flags.0),
                    place: place[index],
                    cluster: u64::from(clusters.of(token)),
                    small_cluster: u64::from(clusters.of(&lower_text)),
                    document: words.summary(lower),
                    tag: tags.map_or(0, |tags| tags[index] as u64 + 1),
                    capital: token.chars().next().is_some_and(char::is_uppercase),
                    listed_flags,
                    lower_text,
                }
            })
            .collect();
        let runs = runs(&looks);
        Self { looks, parts, runs, tagged: tags.is_some() }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.looks.len()
    }

    /// True for a sentence without tokens.
    pub fn is_empty(&self) -> bool {
        self.looks.is_empty()
    }

    fn at<T: Copy>(&self, index: isize, get: impl Fn(&Look) -> T, outside: T) -> T {
        usize::try_from(index).ok().and_then(|index| self.looks.get(index)).map_or(outside, get)
    }

    /// Features of token `index` for finding names.
    pub fn features(&self, index: usize, out: &mut Vec<u32>) {
        const EDGE: u64 = 0x00ed_6e00;
        out.clear();
        let here = &self.looks[index];
        let i = index as isize;
        let word = |offset: isize| self.at(i + offset, |look| look.lower, EDGE);
        let form = |offset: isize| self.at(i + offset, |look| look.shape, EDGE);
        let list = |offset: isize| self.at(i + offset, |look| look.listed, EDGE);
        let cluster = |offset: isize| self.at(i + offset, |look| look.cluster, EDGE);
        let document = |offset: isize| self.at(i + offset, |look| look.document, EDGE);
        let place = |offset: isize| self.at(i + offset, |look| look.place, EDGE);
        let first = u64::from(index == 0);

        let mut add = |template: u32, a: u64, b: u64| out.push(mix(template, a, b));
        add(0, 0, 0);
        add(1, here.lower, 0);
        add(2, here.word, first);
        add(3, word(-1), 0);
        add(4, word(1), 0);
        add(5, word(-2), 0);
        add(6, word(2), 0);
        add(7, word(-1), here.lower);
        add(8, here.lower, word(1));
        add(9, word(-1), word(1));
        add(10, here.shape, first);
        add(11, form(-1), here.shape);
        add(12, here.shape, form(1));
        add(13, form(-1) ^ form(1).rotate_left(21), here.shape);
        add(14, word(-1), here.shape);
        add(15, word(1), here.shape);
        add(16, here.listed, here.shape);
        add(17, list(-1), here.listed);
        add(18, here.listed, list(1));
        add(19, list(-1), here.shape);
        add(20, list(1), here.shape);
        add(21, list(-2), list(-1));
        add(22, here.place, place(1));
        add(23, here.place, here.shape);
        add(24, here.cluster, 0);
        add(25, cluster(-1), 0);
        add(26, cluster(1), 0);
        add(27, cluster(-1), here.cluster);
        add(28, here.cluster, cluster(1));
        add(29, cluster(-2), 0);
        add(30, cluster(2), 0);
        add(62, here.cluster, here.small_cluster);
        add(63, here.cluster, here.shape);
        add(64, cluster(-1), here.shape);
        add(65, cluster(1), here.shape);
        add(31, here.document, here.shape);
        add(32, document(-1), here.document);
        add(33, here.document, document(1));
        add(34, document(1), here.shape);
        add(35, document(-1), here.shape);
        for bit in 0..10_u64 {
            if here.listed >> bit & 1 == 1 {
                add(36, bit, here.shape);
            }
            if list(-1) != EDGE && list(-1) >> bit & 1 == 1 {
                add(37, bit, here.shape);
            }
            if list(1) != EDGE && list(1) >> bit & 1 == 1 {
                add(38, bit, here.shape);
            }
        }
        if here.capital {
            for (bit, _) in self.parts[index].iter().enumerate().filter(|(_, set)| **set) {
                add(39, bit as u64, 0);
            }
        }
        for (length, piece) in prefixes(&here.lower_text) {
            add(40 + length, hash(piece), 0);
        }
        for (length, piece) in suffixes(&here.lower_text) {
            add(45 + length, hash(piece), u64::from(here.capital));
        }
        for (template, offset) in [(50, -1), (51, 1)] {
            let neighbour = usize::try_from(i + offset).ok().and_then(|index| self.looks.get(index));
            if let Some((_, piece)) = neighbour.and_then(|look| suffixes(&look.lower_text).last()) {
                add(template, hash(piece), here.shape);
            }
        }
        if let Some((start, end)) = self.runs[index] {
            // The words that stand around the run of capitals, and its last word, which often says what it is.
            let (start, end) = (start as isize, end as isize);
            let at = |index: isize| self.at(index, |look| look.lower, EDGE);
            add(52, at(start - 1), 0);
            add(53, at(end), 0);
            add(54, at(end - 1), u64::from(i == end - 1));
            add(55, at(start), u64::from(i == start));
            let lists = self.looks[start as usize..end as usize]
                .iter()
                .fold(0, |lists, look| lists | look.listed_flags.0);
            add(56, u64::from(lists), u64::from(i == start) | u64::from(i == end - 1) << 1);
            add(57, ((i - start).min(3) << 4 | (end - i).min(4)) as u64, here.shape);
            add(58, self.at(end - 1, |look| look.listed, EDGE), u64::from(i == end - 1));
            add(59, self.at(end - 1, |look| look.cluster, EDGE), u64::from(i == end - 1));
            add(60, self.at(start - 1, |look| look.cluster, EDGE), 0);
            add(61, self.at(end, |look| look.cluster, EDGE), 0);
        }
        if self.tagged {
            let tag = |offset: isize| self.at(i + offset, |look| look.tag, EDGE);
            add(70, here.tag, 0);
            add(71, tag(-1), here.tag);
            add(72, here.tag, tag(1));
            add(73, here.tag, here.shape);
            add(74, here.tag, here.listed);
            add(75, tag(-1) ^ tag(1).rotate_left(17), here.tag);
            add(76, here.tag, here.cluster);
        }
    }

    /// Features of token `index` of the name `start..end` (of kind `kind`) for finding the word that heads it
    /// and the names inside it. `before` is the role given to the token before.
    pub fn inner_features(
        &self,
        index: usize,
        (start, end, kind): (usize, usize, u64),
        before: u64,
        out: &mut Vec<u32>,
    ) {
        const EDGE: u64 = 0x00ed_6e01;
        out.clear();
        let here = &self.looks[index];
        let inside = |offset: isize| {
            let other = index as isize + offset;
            (other >= start as isize && other < end as isize).then(|| &self.looks[other as usize])
        };
        let word = |offset: isize| inside(offset).map_or(EDGE, |look| look.lower);
        let list = |offset: isize| inside(offset).map_or(EDGE, |look| look.listed);
        let from_start = (index - start).min(4) as u64;
        let from_end = (end - 1 - index).min(4) as u64;
        // Tokens up to the first small word: "Ministry" in "Ministry of Defence" stands right before it.
        let small = (start..end).find(|&at| at > start && !self.looks[at].capital).unwrap_or(end);
        let from_small = (small as isize - index as isize).clamp(-3, 3) as u64;

        let mut add = |template: u32, a: u64, b: u64| out.push(mix(template, a, b ^ kind << 40));
        add(100, 0, before);
        add(101, here.lower, 0);
        add(102, word(-1), 0);
        add(103, word(1), 0);
        add(104, from_start, from_end);
        add(105, from_small, from_end);
        add(106, from_small, here.shape);
        add(107, here.listed, from_end);
        add(108, here.listed, list(1));
        add(109, list(-1), here.listed);
        add(110, here.place, inside(1).map_or(EDGE, |look| look.place));
        add(111, here.cluster, from_end);
        add(112, here.cluster, inside(1).map_or(EDGE, |look| look.cluster));
        add(113, here.lower, word(1));
        add(114, here.lower, from_end);
        add(115, word(-1), from_end);
        add(116, here.shape, inside(1).map_or(EDGE, |look| look.shape));
        add(117, here.document, from_end);
        add(118, word(1), before);
        add(119, here.listed, before);
        for (length, piece) in suffixes(&here.lower_text) {
            add(120 + length, hash(piece), 0);
        }
        if self.tagged {
            add(130, here.tag, from_end);
            add(131, here.tag, inside(1).map_or(EDGE, |look| look.tag));
            add(132, inside(-1).map_or(EDGE, |look| look.tag), here.tag);
        }
    }
}

/// For each token, the run of capitalised tokens it stands in.
fn runs(looks: &[Look]) -> Vec<Option<(usize, usize)>> {
    let mut runs = vec![None; looks.len()];
    let mut start = 0;
    while start < looks.len() {
        if !looks[start].capital {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while end < looks.len() && looks[end].capital {
            end += 1;
        }
        runs[start..end].fill(Some((start, end)));
        start = end;
    }
    runs
}

/// The word's shape, runs shortened to two: `Xxx` for `Moscow`, `XX` for `OSCE`, `X.X.` for `U.S.`.
fn shape(word: &str) -> u64 {
    let mut shape = String::new();
    let (mut last, mut count) = ('\0', 0);
    for letter in word.chars() {
        let kind = if letter.is_uppercase() {
            'X'
        } else if letter.is_alphabetic() {
            'x'
        } else if letter.is_numeric() {
            '9'
        } else {
            letter
        };
        count = if kind == last { count + 1 } else { 1 };
        last = kind;
        if count <= 2 && shape.len() < 16 {
            shape.push(kind);
        }
    }
    hash(&shape)
}

fn prefixes(word: &str) -> impl Iterator<Item = (u32, &str)> {
    let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(4);
    ends.enumerate().skip(1).map(|(length, end)| (length as u32, &word[..end]))
}

fn suffixes(word: &str) -> impl Iterator<Item = (u32, &str)> {
    let starts = word.char_indices().rev().map(|(at, _)| at).take(4);
    starts.enumerate().map(|(length, start)| (length as u32, &word[start..]))
}
