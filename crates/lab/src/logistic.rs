//! Logistic regression with a Gaussian prior over named features, for the scorers of the extractors. Same input,
//! same bytes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// One candidate, ready to learn from: its features as numbers, and how far a reader marked it, 0 to 1.
pub(crate) struct Example {
    report: usize,
    features: Vec<usize>,
    marked: f64,
}

/// Steps of the fit at most.
const ROUNDS: usize = 120;

/// A candidate: its features, and how far it is marked.
pub(crate) type Raw = (Vec<String>, f64);

/// The score of every candidate by weights fitted on the other reports, six folds.
pub(crate) fn held_out(raw: &[Vec<Raw>], decay: f64) -> Vec<Vec<f64>> {
    held_out_on(raw, raw, decay)
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

/// The weights that make the examples likeliest under a Gaussian prior of precision `decay`: L-BFGS with a history
/// of ten (Liu and Nocedal 1989), steps halved until they help enough (Armijo).
fn fit<'a>(examples: impl Iterator<Item = &'a Example>, count: usize, decay: f64) -> Vec<f64> {
    let examples: Vec<&Example> = examples.collect();
    // Value and gradient at `weights`.
    let loss = |weights: &[f64]| {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| decay * weight).collect();
        let mut value = 0.5 * decay * dot(weights, weights);
        for example in &examples {
            let score = score(weights, example);
            // log(1 + e^s) - m s, without overflow.
            value += score.max(0.0) + (-score.abs()).exp().ln_1p() - example.marked * score;
            let wrong = 1.0 / (1.0 + (-score).exp()) - example.marked;
            for &feature in &example.features {
                gradient[feature] += wrong;
            }
        }
        (value, gradient)
    };
    let mut weights = vec![0.0; count];
    let (mut value, mut gradient) = loss(&weights);
    let mut history: VecDeque<(Vec<f64>, Vec<f64>, f64)> = VecDeque::new();
    for _ in 0..ROUNDS {
        let mut step = gradient.clone();
        let mut shares = Vec::new();
        for (moved, turned, curve) in history.iter().rev() {
            let share = dot(moved, &step) / curve;
            step.iter_mut().zip(turned).for_each(|(step, turned)| *step -= share * turned);
            shares.push(share);
        }
        let scale = match history.back() {
            Some((_, turned, curve)) => curve / dot(turned, turned),
            None => 1.0 / f64::max(dot(&gradient, &gradient).sqrt(), 1e-9),
        };
        step.iter_mut().for_each(|step| *step *= scale);
        for ((moved, turned, curve), share) in history.iter().zip(shares.into_iter().rev()) {
            let back = dot(turned, &step) / curve;
            step.iter_mut().zip(moved).for_each(|(step, moved)| *step += (share - back) * moved);
        }
        let slope = dot(&gradient, &step);
        let mut rate = 1.0;
        let (next, next_value, next_gradient) = loop {
            let next: Vec<f64> =
                weights.iter().zip(&step).map(|(weight, step)| weight - rate * step).collect();
            let (next_value, next_gradient) = loss(&next);
            if next_value <= value - 1e-4 * rate * slope || rate < 1e-6 {
                break (next, next_value, next_gradient);
            }
            rate *= 0.5;
        };
        let gain = value - next_value;
        let difference = |one: &[f64], other: &[f64]| -> Vec<f64> {
            one.iter().zip(other).map(|(one, other)| one - other).collect()
        };
        let (moved, turned) = (difference(&next, &weights), difference(&next_gradient, &gradient));
        let curve = dot(&moved, &turned);
        if curve > 1e-12 {
            history.push_back((moved, turned, curve));
            if history.len() > 10 {
                history.pop_front();
            }
        }
        (weights, value, gradient) = (next, next_value, next_gradient);
        if gain < 1e-6 * value.abs() {
            break;
        }
    }
    weights
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
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
