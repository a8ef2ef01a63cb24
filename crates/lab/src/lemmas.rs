//! Inflected forms for the lemmatiser, made from the verbs and nouns of WordNet (Fellbaum 1998) by the rules of
//! English spelling and its own lists of exceptions. The treebanks hold a tenth of the verbs that news uses, and
//! endings alone do not tell `ruled` (rule) from `sailed` (sail).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use syntax::lemma::Lemmas;
use syntax::penn;

use crate::conllu::Tree;

/// A form, the number of its Penn tag, its lemma.
type Inflected = (String, u8, String);

/// A lemmatiser learnt from treebanks, and from the folder of WordNet's `index.verb`, `verb.exc`, `index.noun` and
/// `noun.exc` where one is given.
pub(crate) fn learn(trees: &[Tree], wordnet: Option<&Path>) -> Result<Lemmas> {
    let words = trees.iter().flat_map(|tree| &tree.words);
    let words = words.filter(|word| word.lemma != "_" || word.form == "_");
    let seen: Vec<(&str, u8, &str)> = words
        .filter_map(|word| Some((word.form.as_str(), penn::number(&word.xpos)?, word.lemma.as_str())))
        .collect();
    let made = wordnet.map_or(Ok(Vec::new()), inflected)?;
    let known: BTreeSet<(String, u8)> =
        seen.iter().map(|(form, tag, _)| (form.to_lowercase(), *tag)).collect();
    let made = made.iter().filter(|(form, tag, _)| !known.contains(&(form.clone(), *tag)));
    Ok(Lemmas::learn(
        seen.into_iter().chain(made.map(|(form, tag, lemma)| (form.as_str(), *tag, lemma.as_str()))),
    ))
}

/// Every form of WordNet's verbs and nouns.
fn inflected(folder: &Path) -> Result<Vec<Inflected>> {
    let mut made = Vec::new();
    let verbs = exceptions(&folder.join("verb.exc"))?;
    for verb in bases(&folder.join("index.verb"))? {
        let odd = verbs.get(&verb).map_or(&[][..], Vec::as_slice);
        let (odd_ing, odd_past): (Vec<&String>, Vec<&String>) =
            odd.iter().partition(|form| form.ends_with("ing"));
        let mut add = |form: String, tag: &str| {
            made.extend(penn::number(tag).map(|tag| (form, tag, verb.clone())));
        };
        add(with_s(&verb), "VBZ");
        add(verb.clone(), "VB");
        add(verb.clone(), "VBP");
        match odd_ing.first() {
            Some(form) => add((*form).clone(), "VBG"),
            None => add(with_ing(&verb), "VBG"),
        }
        for tag in ["VBD", "VBN"] {
            if odd_past.is_empty() {
                add(with_ed(&verb), tag);
            }
            for form in &odd_past {
                add((*form).clone(), tag);
            }
        }
    }
    let nouns = exceptions(&folder.join("noun.exc"))?;
    for noun in bases(&folder.join("index.noun"))? {
        let mut add = |form: String, tag: &str| {
            made.extend(penn::number(tag).map(|tag| (form, tag, noun.clone())));
        };
        match nouns.get(&noun) {
            Some(odd) => odd.iter().for_each(|form| add(form.clone(), "NNS")),
            None => add(with_s(&noun), "NNS"),
        }
    }
    Ok(made)
}

/// The words of an index that are one word of small letters.
fn bases(file: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let words = text.lines().filter(|line| !line.starts_with(' ')).filter_map(|line| line.split(' ').next());
    let plain = |word: &&str| word.len() > 2 && word.bytes().all(|letter| letter.is_ascii_lowercase());
    Ok(words.filter(plain).map(str::to_owned).collect())
}

/// Irregular forms by their base.
fn exceptions(file: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let text = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text.lines() {
        let mut words = line.split(' ');
        if let (Some(form), Some(base)) = (words.next(), words.next()) {
            found.entry(base.to_owned()).or_default().push(form.to_owned());
        }
    }
    Ok(found)
}

fn is_vowel(letter: u8) -> bool {
    b"aeiou".contains(&letter)
}

/// True for a consonant and `y` at the end.
fn ends_in_consonant_y(word: &str) -> bool {
    matches!(word.as_bytes(), [.., before, b'y'] if !is_vowel(*before))
}

fn with_s(word: &str) -> String {
    if ends_in_consonant_y(word) {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    format!("{word}{}", if hisses { "es" } else { "s" })
}

fn with_ed(word: &str) -> String {
    if ends_in_consonant_y(word) {
        return format!("{}ied", &word[..word.len() - 1]);
    }
    format!("{word}{}", if word.ends_with('e') { "d" } else { "ed" })
}

fn with_ing(word: &str) -> String {
    match word.strip_suffix('e') {
        Some(stem) if word.ends_with("ie") => format!("{}ying", &stem[..stem.len() - 1]),
        Some(stem) if !["ee", "oe", "ye"].iter().any(|end| word.ends_with(end)) => format!("{stem}ing"),
        _ => format!("{word}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::{with_ed, with_ing, with_s};

    #[test]
    fn it_knows_how_forms_are_spelt() {
        assert_eq!(["rule", "deny", "pay", "sail"].map(with_ed), ["ruled", "denied", "payed", "sailed"]);
        assert_eq!(["rule", "die", "agree", "go"].map(with_ing), ["ruling", "dying", "agreeing", "going"]);
        assert_eq!(["reach", "deny", "delay", "talk"].map(with_s), ["reaches", "denies", "delays", "talks"]);
    }
}
