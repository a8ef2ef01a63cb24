//! Lemmas: the last letters of a word and its tag choose an edit, learnt from a treebank.
//!
//! `talks` as `NNS` drops one letter, `said` as `VBD` drops `id` and adds `y`. The longest known ending
//! decides; irregular words are endings as long as the word itself.

use std::collections::BTreeMap;

use crate::ModelError;
use crate::bytes::{Source, put_text, put_u32};
use crate::penn;
use crate::word::mix;

/// What is done to a word to get its lemma.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// Whether the word keeps its capitals.
    pub keeps_case: bool,
    /// Characters taken off the end.
    pub drop: u8,
    /// What is put there instead.
    pub add: String,
}

impl Edit {
    /// The edit that makes `lemma` of `form`.
    pub fn between(form: &str, lemma: &str) -> Self {
        let lower = form.to_lowercase();
        let shared = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
        // A lower-case word has no capitals to lose; then the plainer reading is that it is lower-cased.
        let keeps_case = shared(form, lemma) > shared(&lower, lemma);
        let base = if keeps_case { form } else { &lower };
        let common = shared(base, lemma);
        let drop = u8::try_from(base.chars().count() - common).unwrap_or(u8::MAX);
        Self { keeps_case, drop, add: lemma.chars().skip(common).collect() }
    }

    /// The lemma of `form`; an edit that would leave nothing leaves the word as it is.
    pub fn apply(&self, form: &str, lemma: &mut String) {
        lemma.clear();
        if self.keeps_case {
            lemma.push_str(form);
        } else if form.is_ascii() {
            lemma.push_str(form);
            lemma.make_ascii_lowercase();
        } else {
            lemma.push_str(&form.to_lowercase());
        }
        if let Some((cut, _)) = lemma.char_indices().rev().nth(usize::from(self.drop).wrapping_sub(1))
            && (cut > 0 || !self.add.is_empty())
        {
            lemma.truncate(cut);
        }
        lemma.push_str(&self.add);
    }
}

/// Longest ending looked at, in characters.
const LONGEST: usize = 12;

/// Endings of words to edits.
#[derive(Clone, Debug, Default)]
pub struct Lemmas {
    edits: Vec<Edit>,
    /// Open addressing; key 0 is an empty slot.
    slots: Vec<(u32, u16)>,
}

/// The keys of `form` tagged `tag`, shortest ending first, the whole word last.
fn keys(form: &str, tag: u8) -> impl Iterator<Item = u32> {
    let seed = u64::from(tag) + 1;
    let mut hash = seed;
    let mut letters = form.chars().rev();
    let mut steps = 0;
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        if steps > 0 {
            match letters.next() {
                Some(letter) if steps <= LONGEST => {
                    hash = mix(hash, u64::from(u32::from(letter.to_lowercase().next().unwrap_or(letter))));
                }
                Some(_) => return None,
                None => {
                    ended = true;
                    hash = mix(hash, u64::MAX);
                }
            }
        }
        steps += 1;
        Some(((hash >> 32) as u32).max(1))
    })
}

impl Lemmas {
    /// Learns from words, their tags' numbers and their lemmas. An ending is kept only where it knows better
    /// than the shorter one.
    pub fn learn<'a>(words: impl Iterator<Item = (&'a str, u8, &'a str)>) -> Self {
        let mut counts: BTreeMap<(&str, u8, Edit), usize> = BTreeMap::new();
        for (form, tag, lemma) in words {
            *counts.entry((form, tag, Edit::between(form, lemma))).or_default() += 1;
        }
        let mut votes: BTreeMap<u32, BTreeMap<&Edit, usize>> = BTreeMap::new();
        for ((form, tag, edit), count) in &counts {
            for key in keys(form, *tag) {
                // A word type votes once for its endings, but a frequent form is sure of itself.
                *votes.entry(key).or_default().entry(edit).or_default() += (*count).min(8);
            }
        }
        let best: BTreeMap<u32, &Edit> = votes
            .iter()
            .filter_map(|(key, edits)| Some((*key, *edits.iter().max_by_key(|(_, count)| **count)?.0)))
            .collect();
        let mut kept: BTreeMap<u32, &Edit> = BTreeMap::new();
        for (form, tag, _) in counts.keys() {
            let mut above = None;
            for key in keys(form, *tag) {
                let edit = best[&key];
                if above != Some(edit) {
                    kept.insert(key, edit);
                }
                above = Some(edit);
            }
        }
        let mut edits: Vec<Edit> = kept.values().map(|edit| (*edit).clone()).collect();
        edits.sort();
        edits.dedup();
        let rows: Vec<(u32, u16)> = kept
            .into_iter()
            .filter_map(|(key, edit)| Some((key, edits.binary_search(edit).ok()? as u16)))
            .collect();
        Self { edits, slots: table(&rows) }
    }

    /// Puts the lemma of `form` tagged `tag` into `lemma`.
    pub fn lemma(&self, form: &str, tag: u8, lemma: &mut String) {
        let mut chosen = None;
        for key in keys(form, tag) {
            if let Some(edit) = self.find(key) {
                chosen = Some(edit);
            }
        }
        match chosen {
            Some(edit) => self.edits[usize::from(edit)].apply(form, lemma),
            None => Edit { keeps_case: penn::TAGS[usize::from(tag)].starts_with("NNP"), ..Edit::default() }
                .apply(form, lemma),
        }
    }

    fn find(&self, key: u32) -> Option<u16> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = key as usize & mask;
        loop {
            match self.slots[at] {
                (0, _) => return None,
                (found, edit) if found == key => return Some(edit),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Writes them in the form [`Lemmas::read`] takes.
    pub fn write(&self, out: &mut Vec<u8>) {
        put_u32(out, self.edits.len());
        for edit in &self.edits {
            out.extend_from_slice(&[u8::from(edit.keeps_case), edit.drop]);
            put_text(out, &edit.add);
        }
        let mut rows: Vec<(u32, u16)> = self.slots.iter().copied().filter(|row| row.0 != 0).collect();
        rows.sort_unstable();
        put_u32(out, rows.len());
        for (key, edit) in rows {
            out.extend_from_slice(&key.to_le_bytes());
            out.extend_from_slice(&edit.to_le_bytes());
        }
    }

    /// Reads what [`Lemmas::write`] wrote.
    pub fn read(source: &mut Source<'_>) -> Result<Self, ModelError> {
        let mut edits = Vec::new();
        for _ in 0..source.count(3)? {
            let (keeps_case, drop) = (source.u8()? != 0, source.u8()?);
            edits.push(Edit { keeps_case, drop, add: source.text()?.to_owned() });
        }
        let mut rows = Vec::new();
        for _ in 0..source.count(6)? {
            let key = source.u32()?;
            let edit = u16::from(source.u8()?) | u16::from(source.u8()?) << 8;
            if usize::from(edit) >= edits.len() {
                return Err(ModelError::Damaged("an ending with an unknown edit"));
            }
            rows.push((key, edit));
        }
        Ok(Self { edits, slots: table(&rows) })
    }
}

fn table(rows: &[(u32, u16)]) -> Vec<(u32, u16)> {
    let size = (rows.len() * 2).max(2).next_power_of_two();
    let mut slots = vec![(0, 0); size];
    for &(key, edit) in rows {
        let mut at = key as usize & (size - 1);
        while slots[at].0 != 0 {
            at = (at + 1) & (size - 1);
        }
        slots[at] = (key, edit);
    }
    slots
}
