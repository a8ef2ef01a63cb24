//! Training the scorers of statements and positions: which candidates of the extractors a careful reader
//! marks.
//!
//! Reads marked reports (JSON Lines: `id`, `text`, `statements` with `cue` spans in code points,
//! `positions`), takes the extractor's candidates, and fits a logistic regression by stochastic gradient
//! descent with AdaGrad steps (Duchi, Hazan and Singer 2011) and L2 decay. Same input, same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use knowledge::Knowledge;
use ledger::Passage;
use serde_json::Value;
use text::Document;

/// One candidate, ready to learn from: its features as numbers, and how far a reader marked it, 0 to 1.
pub(crate) struct Example {
    report: usize,
    features: Vec<usize>,
    marked: f64,
}

const ROUNDS: usize = 30;
const RATE: f64 = 0.25;

/// Trains on the statements of `file`, prints cross-validated figures, writes the weights to `out`.
pub(crate) fn train(file: &Path, out: &Path, decay: f64, bias: f64) -> Result<()> {
    learn(
        read(file, statements)?,
        out,
        decay,
        bias,
        "Weights of the statement scorer, in thousandths. Made by `lab attribution-train`.",
    )
}

/// Trains on the positions of `file` likewise. A candidate with holder, issue and counterpart right but
/// another stance counts as six tenths marked.
pub(crate) fn train_positions(file: &Path, out: &Path, decay: f64, bias: f64) -> Result<()> {
    learn(
        read(file, positions)?,
        out,
        decay,
        bias,
        "Weights of the position scorer, in thousandths. Made by `lab positions-train`.",
    )
}

/// A candidate: its features, and how far it is marked.
pub(crate) type Raw = (Vec<String>, f64);

/// The score of every candidate by weights fitted on the other reports, six folds.
pub(crate) fn held_out(raw: &[Vec<Raw>], decay: f64) -> Vec<Vec<f64>> {
    let (names, examples) = numbered(raw.to_vec());
    let folds = 6;
    let mut scores: Vec<Vec<f64>> = raw.iter().map(|_| Vec::new()).collect();
    for fold in 0..folds {
        let weights =
            fit(examples.iter().filter(|example| example.report % folds != fold), names.len(), decay);
        for example in examples.iter().filter(|example| example.report % folds == fold) {
            scores[example.report].push(score(&weights, example));
        }
    }
    scores
}

/// The score of every row of `rows` by weights fitted on `raw` of the other reports, six folds.
pub(crate) fn held_out_on(raw: &[Vec<Raw>], rows: &[Vec<Raw>], decay: f64) -> Vec<Vec<f64>> {
    let (names, examples) = numbered(raw.to_vec());
    let folds = 6;
    let mut scores: Vec<Vec<f64>> = rows.iter().map(|_| Vec::new()).collect();
    for fold in 0..folds {
        let weights =
            fit(examples.iter().filter(|example| example.report % folds != fold), names.len(), decay);
        for report in (0..rows.len()).filter(|report| report % folds == fold) {
            let score = |(features, _): &Raw| {
                features.iter().filter_map(|name| Some(weights[names.binary_search(name).ok()?])).sum()
            };
            scores[report] = rows[report].iter().map(score).collect();
        }
    }
    scores
}

/// Prints cross-validated figures of `raw`, the candidates of each report, and writes weights fitted on all of it.
pub(crate) fn learn(raw: Vec<Vec<Raw>>, out: &Path, decay: f64, bias: f64, header: &str) -> Result<()> {
    let reports = raw.len();
    let (names, examples) = numbered(raw);
    let folds = 6;
    let (mut hit, mut kept, mut all) = (0usize, 0usize, 0usize);
    for fold in 0..folds {
        let held = |example: &&Example| example.report % folds == fold;
        let weights = fit(examples.iter().filter(|example| !held(example)), names.len(), decay);
        for example in examples.iter().filter(held) {
            let (yes, marked) = (score(&weights, example) + bias > 0.0, example.marked > 0.5);
            all += usize::from(marked);
            kept += usize::from(yes);
            hit += usize::from(yes && marked);
        }
    }
    println!("{reports} reports, {} candidates, {} features", examples.len(), names.len());
    let (precision, recall) = (hit as f64 / kept.max(1) as f64, hit as f64 / all.max(1) as f64);
    println!(
        "cross-validated: of kept {:.1} marked, of marked {:.1} kept",
        100.0 * precision,
        100.0 * recall
    );
    let mut weights = fit(examples.iter(), names.len(), decay);
    if let Some(at) = names.iter().position(|name| name == "bias") {
        weights[at] += bias;
    }
    let mut rows = format!("# {header}\n");
    for (name, weight) in names.iter().zip(&weights) {
        let thousandths = (weight * 1000.0).round() as i64;
        if thousandths.abs() >= 20 && !name.contains(['\t', '\n']) {
            rows.push_str(&format!("{name}\t{thousandths}\n"));
        }
    }
    fs::write(out, rows).with_context(|| format!("{}: cannot be written", out.display()))
}

fn score(weights: &[f64], example: &Example) -> f64 {
    example.features.iter().map(|&feature| weights[feature]).sum()
}

fn fit<'a>(examples: impl Iterator<Item = &'a Example>, count: usize, decay: f64) -> Vec<f64> {
    let examples: Vec<&Example> = examples.collect();
    let (mut weights, mut steps) = (vec![0.0; count], vec![1e-6; count]);
    for _ in 0..ROUNDS {
        for example in &examples {
            let wrong = example.marked - 1.0 / (1.0 + (-score(&weights, example)).exp());
            for &feature in &example.features {
                let gradient = wrong - decay * weights[feature];
                steps[feature] += gradient * gradient;
                weights[feature] += RATE * gradient / f64::sqrt(steps[feature]);
            }
        }
    }
    weights
}

/// Features by name, in the order of the alphabet; those seen in fewer than two reports are left out.
fn numbered(raw: Vec<Vec<Raw>>) -> (Vec<String>, Vec<Example>) {
    let mut seen: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (report, candidates) in raw.iter().enumerate() {
        for feature in candidates.iter().flat_map(|(features, _)| features) {
            seen.entry(feature.clone()).or_default().insert(report);
        }
    }
    let names: Vec<String> =
        seen.into_iter().filter(|(_, reports)| reports.len() >= 2).map(|(name, _)| name).collect();
    let mut examples = Vec::new();
    for (report, candidates) in raw.into_iter().enumerate() {
        for (features, marked) in candidates {
            let features = features.iter().filter_map(|feature| names.binary_search(feature).ok()).collect();
            examples.push(Example { report, features, marked });
        }
    }
    (names, examples)
}

/// The candidates of every report of `file`, as `candidates` gives and marks them.
pub(crate) fn read<T>(file: &Path, candidates: impl Fn(&Document, &Value) -> Vec<T>) -> Result<Vec<Vec<T>>> {
    let text = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let mut raw = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let place = format!("{}:{}", file.display(), number + 1);
        let document = ingest::record(line.as_bytes(), &place, number + 1)
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        let gold: Value = serde_json::from_str(line).with_context(|| place.clone())?;
        raw.push(candidates(&document, &gold));
    }
    Ok(raw)
}

fn statements(document: &Document, gold: &Value) -> Vec<Raw> {
    let judged = judged(document, gold).into_iter();
    judged.map(|(candidate, marked)| (candidate.features, f64::from(u8::from(marked)))).collect()
}

/// The candidates of a report, and whether a reader marked each.
fn judged(document: &Document, gold: &Value) -> Vec<(extract::Candidate, bool)> {
    let marked: Vec<Vec<Passage>> =
        list(&gold["statements"]).map(|statement| passages(&statement["cue"])).collect();
    let mut taken = vec![false; marked.len()];
    let candidates = extract::statement_candidates(document, Knowledge::embedded());
    let judged = candidates.into_iter().map(|candidate| {
        let found = (0..marked.len()).find(|&at| {
            !taken[at] && marked[at].iter().any(|gold| candidate.cue.iter().any(|cue| cue.overlaps(*gold)))
        });
        if let Some(at) = found {
            taken[at] = true;
        }
        (candidate, found.is_some())
    });
    judged.collect()
}

/// `attribution-candidates FILE`: every candidate of the marked reports of `FILE`, a JSON object a line, with what
/// the scorer looks at and whether a reader marked it. For reading errors.
pub(crate) fn candidates_command(words: &[String]) -> Result<()> {
    let [file] = words else { anyhow::bail!("attribution-candidates FILE") };
    let file = Path::new(file);
    let text = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let place = format!("{}:{}", file.display(), number + 1);
        let document = ingest::record(line.as_bytes(), &place, number + 1)
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        let gold: Value = serde_json::from_str(line).with_context(|| place.clone())?;
        let pairs = |passages: &[Passage]| -> Vec<[usize; 2]> {
            passages.iter().map(|passage| [passage.start, passage.end]).collect()
        };
        for (candidate, marked) in judged(&document, &gold) {
            let row = serde_json::json!({
                "id": document.id,
                "cue": pairs(&candidate.cue),
                "content": pairs(&candidate.content),
                "features": candidate.features,
                "marked": marked,
            });
            println!("{row}");
        }
    }
    Ok(())
}

/// `position-candidates FILE`: every candidate position of the marked reports of `FILE`, a JSON object a line, with
/// what the scorer looks at and how far a reader marked it. For reading errors.
pub(crate) fn position_candidates_command(words: &[String]) -> Result<()> {
    let [file] = words else { anyhow::bail!("position-candidates FILE") };
    let rows = read(Path::new(file), |document, gold| {
        let candidates = extract::position_candidates(document, Knowledge::embedded());
        let marked = positions(document, gold);
        let row = |((position, features), (_, marked))| serde_json::json!({ "id": document.id, "position": position, "features": features, "marked": marked });
        candidates.into_iter().zip(marked).map(row).collect::<Vec<Value>>()
    })?;
    for row in rows.iter().flatten() {
        println!("{row}");
    }
    Ok(())
}

fn positions(document: &Document, gold: &Value) -> Vec<Raw> {
    let names = |value: &Value| -> Vec<String> {
        list(value).filter_map(Value::as_str).map(str::to_lowercase).collect()
    };
    let candidates = extract::position_candidates(document, Knowledge::embedded());
    let judged = candidates.into_iter().map(|(position, features)| {
        let toward: Vec<String> = position.toward.iter().map(|actor| actor.to_lowercase()).collect();
        let alike = list(&gold["positions"]).filter(|marked| {
            let others = names(&marked["toward"]);
            let shared =
                (toward.is_empty() && others.is_empty()) || toward.iter().any(|actor| others.contains(actor));
            let holder = marked["holder"].as_str().unwrap_or_default();
            holder.eq_ignore_ascii_case(&position.holder)
                && marked["issue"] == position.issue.name()
                && shared
        });
        let stances: Vec<&Value> = alike.map(|marked| &marked["stance"]).collect();
        let marked = match stances.iter().any(|stance| **stance == position.stance.name()) {
            true => 1.0,
            false if stances.is_empty() => 0.0,
            false => 0.6,
        };
        (features, marked)
    });
    judged.collect()
}

pub(crate) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub(crate) fn passages(value: &Value) -> Vec<Passage> {
    let number = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    list(value).map(|pair| Passage { start: number(&pair[0]), end: number(&pair[1]) }).collect()
}
