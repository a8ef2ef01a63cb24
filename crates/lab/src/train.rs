//! Training: tagger, parser and lemmatiser from treebanks, the same bytes from the same files and seed.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use syntax::word::look;
use syntax::{Label, Model, Rel, TagPair, Upos, penn};

use crate::conllu::Tree;
use crate::lemmas;
use crate::net::{self, Example};
use crate::oracle::Gold;
use crate::vectors::Vectors;

/// Trains on `trees` and on the trees of a stronger reader, `silver`; hands over the model and tells of figures on `dev` after every round.
#[expect(clippy::too_many_arguments, reason = "each is one thing that training needs")]
pub(crate) fn train(
    trees: &[Tree],
    silver: &[Tree],
    dev: &[(String, Vec<Tree>)],
    vectors: &Vectors,
    epochs: usize,
    seed: u64,
    wordnet: Option<&Path>,
    mut after: impl FnMut(Model) -> Result<()>,
) -> Result<()> {
    let tags = tag_pairs(trees)?;
    let labels = labels(trees)?;
    let examples = |trees: &[Tree]| -> Result<Vec<Example>> {
        trees.iter().map(|tree| example(tree, &tags, &labels)).collect()
    };
    let dev: Vec<(String, Vec<Example>)> =
        dev.iter().map(|(name, trees)| Ok((name.clone(), examples(trees)?))).collect::<Result<_>>()?;
    let lemmas = lemmas::learn(trees, wordnet)?;
    let silver = examples(silver)?;
    let examples = examples(trees)?;
    net::train(&examples, &silver, &dev, &tags, labels.len(), vectors, epochs, seed, |net| {
        let (encoder, tagger, decider) = net.export(vectors);
        after(Model { encoder, tagger, decider, labels: labels.clone(), lemmas: lemmas.clone() })
    })
}

fn example(tree: &Tree, tags: &[TagPair], labels: &[Label]) -> Result<Example> {
    let mut classes = Vec::new();
    let mut heads = Vec::new();
    let mut arcs = Vec::new();
    for word in &tree.words {
        let pair = pair(word)?;
        let near = tags.iter().position(|tag| *tag == pair).or(tags.iter().position(|tag| tag.0 == pair.0));
        classes.push(near.unwrap_or(0) as u8);
        heads.push(word.head.map_or(tree.words.len() as u32, |head| head as u32));
        arcs.push(labels.binary_search(&label(&word.rel)?).unwrap_or(0) as u8);
    }
    let forms = || tree.words.iter().map(|word| word.form.as_str());
    let cased = [
        forms().map(|form| look(&form.to_uppercase())).collect(),
        forms().map(|form| look(&form.to_lowercase())).collect(),
    ];
    Ok(Example { looks: forms().map(look).collect(), cased, tags: classes, gold: Gold::new(heads, arcs) })
}

#[allow(clippy::print_stderr, reason = "training takes minutes")]
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}

fn pair(word: &crate::conllu::TreeWord) -> Result<TagPair> {
    let upos =
        Upos::from_name(&word.upos).with_context(|| format!("`{}`: tag `{}`", word.form, word.upos))?;
    let xpos = penn::number(&word.xpos).with_context(|| format!("`{}`: tag `{}`", word.form, word.xpos))?;
    Ok((upos, xpos))
}

/// The pairs of tags that occur, the most frequent first.
fn tag_pairs(trees: &[Tree]) -> Result<Vec<TagPair>> {
    let mut counts: BTreeMap<TagPair, usize> = BTreeMap::new();
    for word in trees.iter().flat_map(|tree| &tree.words) {
        *counts.entry(pair(word)?).or_default() += 1;
    }
    let mut pairs: Vec<(TagPair, usize)> = counts.into_iter().filter(|(_, count)| *count > 2).collect();
    pairs.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(pairs.into_iter().map(|(pair, _)| pair).collect())
}

fn label(rel: &str) -> Result<Label> {
    let passive = rel.contains(":pass");
    Ok((Rel::from_name(rel).with_context(|| format!("relation `{rel}`"))?, passive))
}

fn labels(trees: &[Tree]) -> Result<Vec<Label>> {
    let mut found: Vec<Label> =
        trees.iter().flat_map(|tree| &tree.words).map(|word| label(&word.rel)).collect::<Result<_>>()?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
