//! Training: tagger, parser and lemmatiser from treebanks, the same bytes from the same files and seed.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use syntax::lemma::Lemmas;
use syntax::reader::{self, Features};
use syntax::transition::{Move, State};
use syntax::weights::Weights;
use syntax::word::{Look, look};
use syntax::{Label, Model, Rel, TagPair, Upos, best, decision, penn};

use crate::conllu::Tree;
use crate::oracle::Gold;
use crate::perceptron::Perceptron;

/// A small generator (xorshift64*), so that runs repeat.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        ((self.next() >> 33) as usize) % limit.max(1)
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

struct Sentence {
    looks: Vec<Look>,
    tags: Vec<u8>,
    gold: Gold,
}

/// Trains on `trees` and returns the model file's bytes.
pub(crate) fn train(trees: &[Tree], epochs: usize, seed: u64) -> Result<Vec<u8>> {
    let tags = tag_pairs(trees)?;
    let labels = labels(trees)?;
    let sentences: Vec<Sentence> =
        trees.iter().map(|tree| sentence(tree, &tags, &labels)).collect::<Result<_>>()?;

    // The parser must learn from tags with the tagger's own mistakes in them.
    let folds = 4;
    let mut guessed: Vec<Vec<u8>> = vec![Vec::new(); sentences.len()];
    for fold in 0..folds {
        let of = |i: usize| (i / 20) % folds == fold;
        let rest: Vec<&Sentence> =
            sentences.iter().enumerate().filter(|(i, _)| !of(*i)).map(|(_, s)| s).collect();
        let tagger = packed(&train_tagger(&rest, tags.len(), 4, seed), 2.0, tags.len())?;
        for (index, sentence) in sentences.iter().enumerate().filter(|(i, _)| of(*i)) {
            guessed[index] = tag(&tagger, &sentence.looks, tags.len());
        }
        say(&format!("tags guessed, part {} of {folds}", fold + 1));
    }
    let all: Vec<&Sentence> = sentences.iter().collect();
    let tagger = train_tagger(&all, tags.len(), epochs, seed);
    say("tagger trained");
    let parser = train_parser(&all, &guessed, labels.len(), epochs, seed);

    let words = trees.iter().flat_map(|tree| &tree.words);
    let words = words.filter(|word| word.lemma != "_" || word.form == "_");
    let lemmas = Lemmas::learn(
        words.filter_map(|word| Some((word.form.as_str(), penn::number(&word.xpos)?, word.lemma.as_str()))),
    );

    let mut out = Vec::new();
    Model::write_head(&tags, &labels, &mut out);
    Weights::write(&tagger.averaged(14.0), &mut out);
    Weights::write(&parser.averaged(17.0), &mut out);
    lemmas.write(&mut out);
    Ok(out)
}

#[allow(clippy::print_stderr, reason = "training takes minutes")]
fn say(line: &str) {
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

fn sentence(tree: &Tree, tags: &[TagPair], labels: &[Label]) -> Result<Sentence> {
    let mut sentence = Vec::new();
    let mut heads = Vec::new();
    let mut arcs = Vec::new();
    let mut looks = Vec::new();
    for word in &tree.words {
        let pair = pair(word)?;
        let near = tags.iter().position(|tag| *tag == pair).or(tags.iter().position(|tag| tag.0 == pair.0));
        sentence.push(near.unwrap_or(0) as u8);
        heads.push(word.head.map_or(tree.words.len() as u32, |head| head as u32));
        arcs.push(labels.binary_search(&label(&word.rel)?).unwrap_or(0) as u8);
        looks.push(look(&word.form));
    }
    Ok(Sentence { looks, tags: sentence, gold: Gold::new(heads, arcs) })
}

fn packed(perceptron: &Perceptron, least: f64, classes: usize) -> Result<Weights> {
    let mut bytes = Vec::new();
    Weights::write(&perceptron.averaged(least), &mut bytes);
    Ok(Weights::read(&mut syntax::bytes::Source::new(&bytes), classes)?)
}

fn tag(weights: &Weights, looks: &[Look], classes: usize) -> Vec<u8> {
    let mut features = Features::new();
    let mut tags = Vec::new();
    for at in 0..looks.len() {
        reader::tagger(looks, &tags, at, &mut features);
        let mut scores = vec![0; classes];
        features.iter().for_each(|&feature| weights.add(feature, &mut scores));
        tags.push(best(&scores, |_| true) as u8);
    }
    tags
}

fn train_tagger(sentences: &[&Sentence], classes: usize, epochs: usize, seed: u64) -> Perceptron {
    let mut perceptron = Perceptron::default();
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let (mut features, mut scores) = (Features::new(), vec![0; classes]);
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for &index in &order {
            let sentence = sentences[index];
            let mut tags = Vec::new();
            for at in 0..sentence.looks.len() {
                reader::tagger(&sentence.looks, &tags, at, &mut features);
                scores.fill(0);
                perceptron.score(&features, &mut scores);
                let guess = best(&scores, |_| true);
                perceptron.tick();
                let right = usize::from(sentence.tags[at]);
                if guess != right {
                    perceptron.update(&features, right, guess);
                }
                tags.push(guess as u8);
            }
        }
    }
    perceptron
}

fn train_parser(
    sentences: &[&Sentence],
    tags: &[Vec<u8>],
    labels: usize,
    epochs: usize,
    seed: u64,
) -> Perceptron {
    let mut perceptron = Perceptron::default();
    let mut random = Random::new(seed ^ 0x7061_7273);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let (mut features, mut scores) = (Features::new(), vec![0; 1 + 2 * labels]);
    let mut state = State::default();
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        let (mut moves, mut mistakes) = (0_usize, 0_usize);
        for &index in &order {
            let sentence = sentences[index];
            let gold = &sentence.gold;
            state.start(sentence.looks.len());
            while !state.is_done() {
                reader::parser(&sentence.looks, &tags[index], &state, &mut features);
                scores.fill(0);
                perceptron.score(&features, &mut scores);
                let guess = best(&scores, |class| state.allows(decision(class).0));
                let costs = [Move::Shift, Move::Left, Move::Right]
                    .map(|choice| if state.allows(choice) { gold.cost(&state, choice) } else { usize::MAX });
                let least = costs.into_iter().min().unwrap_or(0);
                let label = state.stack.last().map_or(0, |&word| gold.labels[word as usize]);
                let good = |class: usize| {
                    let (choice, name) = decision(class);
                    costs[choice as usize] == least && (choice == Move::Shift || name == label)
                };
                let right = best(&scores, good);
                perceptron.tick();
                moves += 1;
                if !good(guess) {
                    perceptron.update(&features, right, guess);
                    mistakes += 1;
                }
                let follow = epoch > 0 && random.below(10) > 0;
                let (choice, name) = decision(if follow { guess } else { right });
                state.make(choice, name);
            }
        }
        say(&format!("parser, round {}: {mistakes} of {moves} moves wrong", epoch + 1));
    }
    perceptron
}
