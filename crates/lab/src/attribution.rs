//! Training the scorer of statements: which candidates of the extractor a careful reader marks.
//!
//! Reads marked reports (JSON Lines: `id`, `text`, `statements` with `cue` and `content` spans in code
//! points), takes the extractor's candidates, and fits a logistic regression by stochastic gradient
//! descent with AdaGrad steps (Duchi, Hazan and Singer 2011) and L2 decay. Same input, same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use ledger::Passage;
use serde_json::Value;

/// One candidate, ready to learn from: its features as numbers, and whether a reader marked it.
struct Example {
    report: usize,
    features: Vec<usize>,
    marked: bool,
}

const ROUNDS: usize = 30;
const RATE: f64 = 0.25;

/// Trains on `file`, prints cross-validated figures, writes the weights to `out`.
pub(crate) fn train(file: &Path, out: &Path, decay: f64, bias: f64) -> Result<()> {
    let (names, examples, reports) = read(file)?;
    let folds = 6;
    let (mut hit, mut kept, mut all) = (0usize, 0usize, 0usize);
    for fold in 0..folds {
        let weights =
            fit(examples.iter().filter(|example| example.report % folds != fold), names.len(), decay);
        for example in examples.iter().filter(|example| example.report % folds == fold) {
            let yes = score(&weights, example) + bias > 0.0;
            all += usize::from(example.marked);
            kept += usize::from(yes);
            hit += usize::from(yes && example.marked);
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
    let mut rows =
        String::from("# Weights of the statement scorer, in thousandths. Made by `lab attribution-train`.\n");
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
            let wrong = f64::from(u8::from(example.marked)) - 1.0 / (1.0 + (-score(&weights, example)).exp());
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
fn read(file: &Path) -> Result<(Vec<String>, Vec<Example>, usize)> {
    let text = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let knowledge = knowledge::Knowledge::embedded();
    let mut raw = Vec::new();
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut reports = 0;
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let place = format!("{}:{}", file.display(), number + 1);
        let document = ingest::record(line.as_bytes(), &place, number + 1)
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        let gold: Value = serde_json::from_str(line).with_context(|| place.clone())?;
        let statements: Vec<Vec<Passage>> = gold["statements"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|statement| passages(&statement["cue"]))
            .collect();
        let mut taken = vec![false; statements.len()];
        for candidate in extract::statement_candidates(&document, knowledge) {
            let found = (0..statements.len()).find(|&at| {
                !taken[at]
                    && statements[at].iter().any(|gold| candidate.cue.iter().any(|cue| cue.overlaps(*gold)))
            });
            if let Some(at) = found {
                taken[at] = true;
            }
            for feature in &candidate.features {
                let list = seen.entry(feature.clone()).or_default();
                if list.last() != Some(&reports) {
                    list.push(reports);
                }
            }
            raw.push((reports, candidate.features, found.is_some()));
        }
        reports += 1;
    }
    let names: Vec<String> =
        seen.into_iter().filter(|(_, reports)| reports.len() >= 2).map(|(name, _)| name).collect();
    let example = |(report, features, marked): (usize, Vec<String>, bool)| Example {
        report,
        features: features.iter().filter_map(|feature| names.binary_search(feature).ok()).collect(),
        marked,
    };
    let examples = raw.into_iter().map(example).collect();
    Ok((names, examples, reports))
}

fn passages(value: &Value) -> Vec<Passage> {
    let number = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    let pairs = value.as_array().into_iter().flatten();
    pairs.map(|pair| Passage { start: number(&pair[0]), end: number(&pair[1]) }).collect()
}
