//! Trains and measures the recogniser of names: `lab entities-train --out FILE TREEBANK...` and
//! `lab entities TREEBANK`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use syntax::entities::decode::{self, LABELS, ROLES, Transitions, Weights};
use syntax::entities::features::{DocumentWords, Looks, Sentence};
use syntax::entities::model::{Clusters, NameModel, Table, place};
use syntax::{Entity, EntityKind, Upos};

use crate::clusters;
use crate::conllu::{self, Tree};
use crate::gum::{self, GoldName};

/// Base-2 logarithms of the tables' lengths.
const OUTER_SIZE: u32 = 19;
const INNER_SIZE: u32 = 17;
const EPOCHS: usize = 8;
/// Independent runs whose weights are averaged: the scores are linear, so this is a vote at no cost.
const RUNS: usize = 4;
/// Per cent of the features left out of each training step.
const DROPPED: usize = 15;
/// Whole-number lead that the right label must win by.
const MARGIN: i32 = 3;

/// `lab entities-train --out model/names.bin FILES`.
pub fn train_command(arguments: &[String]) -> Result<()> {
    let Some(out) = option(arguments, "--out") else { bail!("entities-train: no --out FILE") };
    let (documents, clusters) = material(arguments)?;
    let model = train(&documents, clusters);
    std::fs::write(out, model.to_bytes()).with_context(|| format!("{out}: cannot be written"))
}

/// `lab entities [--model FILE] TREEBANK`.
pub fn measure_command(arguments: &[String]) -> Result<()> {
    let Some(file) = arguments.last() else { bail!("entities: [--model FILE] TREEBANK") };
    let model = chosen(arguments)?;
    let documents = read(file, true)?;
    for tags in [Tags::None, Tags::Parser, Tags::Gold] {
        print!("{}", measure(&model, &documents, tags));
    }
    Ok(())
}

/// `lab entities-folds FILE`: five-fold cross-validation over the documents, to choose settings without touching
/// the development part.
pub fn folds_command(arguments: &[String]) -> Result<()> {
    let (documents, clusters) = material(arguments)?;
    let mut totals = [Count::default(), Count::default()];
    for fold in 0..5 {
        let part = |inside: bool| -> Vec<Document> {
            documents
                .iter()
                .enumerate()
                .filter(|(at, _)| (at % 5 == fold) == inside)
                .map(|(_, d)| d.clone())
                .collect()
        };
        let model = train(&part(false), clusters.clone());
        for (tags, total) in [Tags::None, Tags::Gold].into_iter().zip(&mut totals) {
            *total += heads(&model, &part(true), tags).total();
        }
    }
    println!("untagged {}\ntagged   {}", totals[0], totals[1]);
    Ok(())
}

/// Documents with names from the treebank files; clusters from them, from treebanks without names and from reports
/// (`.jsonl`, their `text`).
fn material(arguments: &[String]) -> Result<(Vec<Document>, Clusters)> {
    let mut documents = Vec::new();
    let mut tokens = Vec::new();
    let mut rest = arguments.iter();
    while let Some(file) = rest.next() {
        if file.starts_with("--") {
            rest.next();
        } else if file.ends_with(".jsonl") {
            let lines = std::fs::read_to_string(file).with_context(|| format!("{file}: cannot be read"))?;
            for (number, line) in lines.lines().enumerate() {
                let report: serde_json::Value =
                    serde_json::from_str(line).with_context(|| format!("{file}:{}", number + 1))?;
                clusters::tokens(report["text"].as_str().unwrap_or_default(), &mut tokens);
            }
        } else {
            let read = read(file, false)?;
            for word in read.iter().flat_map(|document| &document.trees).flat_map(|tree| &tree.words) {
                tokens.push(word.form.clone());
            }
            if read.iter().any(|document| document.names.iter().any(|names| !names.is_empty())) {
                documents.extend(read);
            }
        }
    }
    let words = clusters::clusters(&tokens);
    if let Some(list) = option(arguments, "--clusters") {
        let lines: String = words.iter().map(|(word, cluster)| format!("{cluster}\t{word}\n")).collect();
        std::fs::write(list, lines).with_context(|| format!("{list}: cannot be written"))?;
    }
    Ok((documents, Clusters::new(words.iter().map(|(word, cluster)| (word.as_str(), *cluster)))))
}

/// The model of `--model FILE`, or the one inside the program.
pub fn chosen(arguments: &[String]) -> Result<NameModel> {
    let Some(file) = option(arguments, "--model") else { return Ok(NameModel::embedded().clone()) };
    let bytes = std::fs::read(file).with_context(|| format!("{file}: cannot be read"))?;
    NameModel::from_bytes(&bytes).with_context(|| file.clone())
}

fn option<'a>(arguments: &'a [String], name: &str) -> Option<&'a String> {
    arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1))
}

/// Which parts of speech the recogniser is given.
#[derive(Clone, Copy, Debug)]
pub enum Tags {
    /// None: tokens alone.
    None,
    /// The parser's own.
    Parser,
    /// The treebank's.
    Gold,
}

/// A document of a treebank with its names.
#[derive(Clone, Default)]
pub struct Document {
    /// Its sentences.
    pub trees: Vec<Tree>,
    /// Names of each.
    pub names: Vec<Vec<GoldName>>,
    /// Gold tags of each.
    pub tags: Vec<Vec<Upos>>,
    /// Tags as the parser gives them.
    pub parser_tags: Vec<Vec<Upos>>,
}

/// Documents of a treebank file; `parsed` asks for the parser's tags as well.
pub fn read(file: &str, parsed: bool) -> Result<Vec<Document>> {
    let input = std::fs::read_to_string(file).with_context(|| format!("{file}: cannot be read"))?;
    let mut documents: Vec<Document> = Vec::new();
    for tree in conllu::read(&input).with_context(|| file.to_owned())? {
        if tree.new_document || documents.is_empty() {
            documents.push(Document::default());
        }
        let Some(document) = documents.last_mut() else { continue };
        document.names.push(gum::names(&tree));
        let tag = |name: &str| Upos::from_name(name).unwrap_or(Upos::X);
        let forms: Vec<&str> = tree.words.iter().map(|word| word.form.as_str()).collect();
        let parsed = if parsed { syntax::model().parse(&forms).words } else { Vec::new() };
        document.parser_tags.push(parsed.iter().map(|word| word.upos).collect());
        document.tags.push(tree.words.iter().map(|word| tag(&word.upos)).collect());
        document.trees.push(tree);
    }
    Ok(documents)
}

/// Names of each sentence of a document as the model finds them.
pub fn recognise(model: &NameModel, document: &Document, tags: Tags) -> Vec<Vec<Entity>> {
    let forms = forms(&document.trees);
    let sentences: Vec<Sentence<'_>> = forms
        .iter()
        .enumerate()
        .map(|(at, tokens)| {
            let tags = match tags {
                Tags::None => None,
                Tags::Gold => Some(document.tags[at].as_slice()),
                Tags::Parser => Some(document.parser_tags[at].as_slice()),
            };
            Sentence { tokens, tags }
        })
        .collect();
    syntax::entities_in_document(model, &sentences)
}

fn forms(trees: &[Tree]) -> Vec<Vec<&str>> {
    trees.iter().map(|tree| tree.words.iter().map(|word| word.form.as_str()).collect()).collect()
}

// --- Training ---------------------------------------------------------------------------------------------------

/// Weights under way: whole numbers, and their sum over time for the average.
struct Trained {
    weights: Vec<i32>,
    sums: Vec<i64>,
    step: i64,
}

impl Trained {
    fn new(size: u32) -> Self {
        Self { weights: vec![0; 1 << size], sums: vec![0; 1 << size], step: 1 }
    }

    fn change(&mut self, feature: u32, label: usize, by: i32) {
        let at = place(feature, self.weights.len()) + label;
        self.weights[at] += by;
        self.sums[at] += self.step * i64::from(by);
    }

    fn average(&self) -> Vec<f32> {
        let mean = |(weight, sum): (&i32, &i64)| *weight as f32 - (*sum as f64 / self.step as f64) as f32;
        self.weights.iter().zip(&self.sums).map(mean).collect()
    }
}

impl Weights for Trained {
    fn add(&self, feature: u32, scores: &mut [i32]) {
        let at = place(feature, self.weights.len());
        for (score, weight) in scores.iter_mut().zip(&self.weights[at..]) {
            *score += *weight;
        }
    }
}

/// A small generator with a fixed seed, so that training gives the same bytes each time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// One training sentence, looked at without tags and with them.
struct Lesson {
    looks: [Looks; 2],
    features: [Vec<Vec<u32>>; 2],
    labels: Vec<usize>,
    /// Names of several tokens with the role of each.
    roles: Vec<((usize, usize, EntityKind), Vec<usize>)>,
}

fn lessons(documents: &[Document], clusters: &Clusters, dice: &mut Dice) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for document in documents {
        let forms = forms(&document.trees);
        let bare: Vec<Sentence<'_>> = forms.iter().map(|tokens| Sentence { tokens, tags: None }).collect();
        let words = DocumentWords::of(&bare);
        for ((sentence, tags), names) in bare.iter().zip(&document.tags).zip(&document.names) {
            // A tagger errs, mostly between common and proper nouns: gold tags are spoilt a little.
            let tags: Vec<Upos> = tags
                .iter()
                .map(|tag| match (tag, dice.below(100)) {
                    (Upos::Propn, 0..4) => Upos::Noun,
                    (Upos::Propn, 4) => Upos::Adj,
                    (Upos::Noun, 0..2) => Upos::Propn,
                    (Upos::Adj, 0..3) => Upos::Propn,
                    (Upos::Verb, 0) => Upos::Noun,
                    _ => *tag,
                })
                .collect();
            let tagged = Sentence { tokens: sentence.tokens, tags: Some(&tags) };
            let looks = [Looks::of(*sentence, &words, clusters), Looks::of(tagged, &words, clusters)];
            let features = [0, 1].map(|mode: usize| {
                (0..looks[mode].len())
                    .map(|index| {
                        let mut row = Vec::new();
                        looks[mode].features(index, &mut row);
                        row
                    })
                    .collect()
            });
            let outer = outermost(names);
            let labels = decode::labels(
                sentence.tokens.len(),
                &outer.iter().map(|name| (name.start, name.end, name.kind)).collect::<Vec<_>>(),
            );
            let roles = outer
                .iter()
                .filter(|name| name.end - name.start > 1)
                .map(|name| roles(name, names))
                .collect();
            lessons.push(Lesson { looks, features, labels, roles });
        }
    }
    lessons
}

/// The names that lie in no other, none overlapping.
fn outermost(names: &[GoldName]) -> Vec<GoldName> {
    let mut sorted: Vec<GoldName> = names.to_vec();
    sorted.sort_by_key(|name| (std::cmp::Reverse(name.end - name.start), name.start));
    let mut kept: Vec<GoldName> = Vec::new();
    for name in sorted {
        if kept.iter().all(|other| name.end <= other.start || other.end <= name.start) {
            kept.push(name);
        }
    }
    kept.sort_by_key(|name| name.start);
    kept
}

fn roles(name: &GoldName, names: &[GoldName]) -> ((usize, usize, EntityKind), Vec<usize>) {
    let role = |at: usize| {
        if at == name.head {
            1
        } else {
            names.iter().find(|inner| inner.head == at).map_or(0, |inner| 2 + inner.kind as usize)
        }
    };
    ((name.start, name.end, name.kind), (name.start..name.end).map(role).collect())
}

/// Trains both layers. The same documents give the same model.
pub fn train(documents: &[Document], clusters: Clusters) -> NameModel {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let lessons = lessons(documents, &clusters, &mut dice);
    let mut outer = vec![0.0; 1 << OUTER_SIZE];
    let mut inner = vec![0.0; 1 << INNER_SIZE];
    for run in 0..RUNS {
        let (once_outer, once_inner) = train_once(&lessons, &mut dice);
        eprintln!("run {run} done");
        for (sums, once) in [(&mut outer, once_outer), (&mut inner, once_inner)] {
            sums.iter_mut().zip(once).for_each(|(sum, weight)| *sum += weight);
        }
    }
    NameModel { clusters, outer: Table::pack(&outer), inner: Table::pack(&inner) }
}

fn train_once(lessons: &[Lesson], dice: &mut Dice) -> (Vec<f32>, Vec<f32>) {
    let mut outer = Trained::new(OUTER_SIZE);
    let mut inner = Trained::new(INNER_SIZE);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    for _ in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            order.swap(at, dice.below(at + 1));
        }
        for &at in &order {
            let lesson = &lessons[at];
            let mode = dice.below(2);
            // Some features are left out each time, so that none is leant on alone.
            let features: Vec<Vec<u32>> = lesson.features[mode]
                .iter()
                .map(|row| row.iter().copied().filter(|_| dice.below(100) >= DROPPED).collect())
                .collect();
            learn_outer(&mut outer, &features, &lesson.labels);
            learn_inner(&mut inner, lesson, mode);
        }
    }
    (outer.average(), inner.average())
}

fn learn_outer(weights: &mut Trained, features: &[Vec<u32>], labels: &[usize]) {
    let scores: Vec<[i32; LABELS]> = features
        .iter()
        .zip(labels)
        .map(|(row, gold)| {
            // Every wrong label starts ahead by the margin that the right one must win by.
            let mut scores = [MARGIN; LABELS];
            scores[*gold] = 0;
            for feature in row {
                weights.add(*feature, &mut scores);
            }
            scores
        })
        .collect();
    let found = decode::best(&scores, &Transitions::of(weights));
    weights.step += 1;
    if found == labels {
        return;
    }
    let (mut found_before, mut gold_before) = (0, 0);
    for ((row, gold), found) in features.iter().zip(labels).zip(&found) {
        if gold != found {
            for feature in row {
                weights.change(*feature, *gold, 1);
                weights.change(*feature, *found, -1);
            }
        }
        if (gold, gold_before) != (found, found_before) {
            weights.change(decode::transition(gold_before), *gold, 1);
            weights.change(decode::transition(found_before), *found, -1);
        }
        (found_before, gold_before) = (*found, *gold);
    }
}

fn learn_inner(weights: &mut Trained, lesson: &Lesson, mode: usize) {
    let mut features = Vec::new();
    for (name, roles) in &lesson.roles {
        let mut before = 0;
        for (index, gold) in (name.0..name.1).zip(roles) {
            let scores =
                decode::role_scores(weights, &lesson.looks[mode], *name, index, before, &mut features);
            let lifted = |role: usize| scores[role] + if role == *gold { 0 } else { 2 };
            let found = (0..ROLES).max_by_key(|role| (lifted(*role), ROLES - role)).unwrap_or(0);
            weights.step += 1;
            if found != *gold {
                for feature in &features {
                    weights.change(*feature, *gold, 1);
                    weights.change(*feature, found, -1);
                }
            }
            before = *gold;
        }
    }
}

// --- Measuring --------------------------------------------------------------------------------------------------

/// Right, found and gold names.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: usize,
    found: usize,
    gold: usize,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let part = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        let f1 = 200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64;
        write!(f, "P {:5.1}  R {:5.1}  F1 {f1:5.1}  ({} gold)", part(self.found), part(self.gold), self.gold)
    }
}

/// Counts a kind.
struct Counts(BTreeMap<EntityKind, Count>);

impl Counts {
    /// Persons, organisations and places together.
    fn total(&self) -> Count {
        let mut total = Count::default();
        for kind in [EntityKind::Person, EntityKind::Organisation, EntityKind::Place] {
            total += self.0.get(&kind).copied().unwrap_or_default();
        }
        total
    }
}

fn counted<K: Ord>(
    model: &NameModel,
    documents: &[Document],
    tags: Tags,
    key: impl Fn(usize, usize, usize) -> K,
) -> Counts {
    let mut counts = BTreeMap::new();
    for document in documents {
        for (found, gold) in recognise(model, document, tags).iter().zip(&document.names) {
            let found: BTreeSet<_> =
                found.iter().map(|name| (name.kind, key(name.start, name.end, name.head))).collect();
            let gold: BTreeSet<_> =
                gold.iter().map(|name| (name.kind, key(name.start, name.end, name.head))).collect();
            for item in &found {
                let count: &mut Count = counts.entry(item.0).or_default();
                count.found += 1;
                count.right += usize::from(gold.contains(item));
            }
            for item in &gold {
                counts.entry(item.0).or_insert_with(Count::default).gold += 1;
            }
        }
    }
    Counts(counts)
}

fn heads(model: &NameModel, documents: &[Document], tags: Tags) -> Counts {
    counted(model, documents, tags, |_, _, head| head)
}

/// Exact ranges of whole mentions, persons, organisations and places: the name with all that describes it.
fn full_ranges(model: &NameModel, documents: &[Document], tags: Tags) -> Count {
    let mut count = Count::default();
    for document in documents {
        let found = recognise(model, document, tags);
        for ((found, gold), tree) in found.iter().zip(&document.names).zip(&document.trees) {
            let parse = match tags {
                Tags::Gold => crate::coref::parse(tree),
                _ => syntax::model()
                    .parse(&tree.words.iter().map(|word| word.form.as_str()).collect::<Vec<_>>()),
            };
            let of_three = |kind: EntityKind| kind <= EntityKind::Place;
            let found: BTreeSet<_> = found
                .iter()
                .filter(|name| of_three(name.kind))
                .map(|name| (name.kind, syntax::names::described(&parse, *name).full))
                .map(|(kind, range)| (kind, range.start, range.end))
                .collect();
            let gold: BTreeSet<_> = gold
                .iter()
                .filter(|name| of_three(name.kind))
                .map(|name| (name.kind, name.full.0, name.full.1))
                .collect();
            count.found += found.len();
            count.gold += gold.len();
            count.right += found.intersection(&gold).count();
        }
    }
    count
}

/// The figures as lines of text.
fn measure(model: &NameModel, documents: &[Document], tags: Tags) -> String {
    let mut report = match tags {
        Tags::None => "tokens alone\n".to_owned(),
        Tags::Gold => "with gold tags\n".to_owned(),
        Tags::Parser => "with the parser's tags\n".to_owned(),
    };
    for (title, counts) in [
        ("head and kind", heads(model, documents, tags)),
        ("name range and kind", counted(model, documents, tags, |start, end, _| (start, end))),
    ] {
        report.push_str(&format!("  {title:22} all three     {}\n", counts.total()));
        for (kind, count) in &counts.0 {
            report.push_str(&format!("  {:22} {:13} {count}\n", "", kind.name()));
        }
    }
    report.push_str(&format!(
        "  {:22} all three     {}\n",
        "whole mention",
        full_ranges(model, documents, tags)
    ));
    report
}
