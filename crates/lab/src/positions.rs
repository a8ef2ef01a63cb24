//! Training the scorers of positions and of their conditions.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use knowledge::Knowledge;
use ledger::{Passage, Position};
use serde_json::Value;

use crate::logistic::{Raw, held_out, learn};
use crate::marked::{list, passages, read};

/// Trains on the positions of `file`, prints cross-validated figures, writes the weights to `out`. A candidate with holder, issue and counterpart right but
/// another stance counts as six tenths marked.
pub(crate) fn train(file: &Path, out: &Path, decay: f64, bias: f64) -> Result<()> {
    let reports = read(file, |document, gold| {
        let candidates = extract::position_candidates(document, Knowledge::embedded());
        let (places, features): (Vec<Position>, Vec<Vec<String>>) = candidates.into_iter().unzip();
        let marked = places.iter().map(|position| how_far(position, gold));
        let raw: Vec<Raw> = features.into_iter().zip(marked).collect();
        vec![(places, raw, gold.clone())]
    })?;
    let reports: Vec<_> = reports.into_iter().flatten().collect();
    let raw: Vec<Vec<Raw>> = reports.iter().map(|(_, raw, _)| raw.clone()).collect();
    let scores = held_out(&raw, decay);
    for bias in [0.0, 0.5, 1.0, 1.5, 2.0, 2.5] {
        let (mut right, mut exact, mut kept_all, mut all) = (0, 0, 0, 0);
        for ((places, raw, gold), scores) in reports.iter().zip(&scores) {
            let mut order: Vec<usize> = (0..places.len()).filter(|&at| scores[at] + bias > 0.0).collect();
            order.sort_by(|&one, &other| scores[other].total_cmp(&scores[one]));
            let mut kept: Vec<usize> = Vec::new();
            for at in order {
                let same = |other: &usize| {
                    let (one, other) = (&places[at], &places[*other]);
                    one.holder == other.holder
                        && one.issue == other.issue
                        && (one.toward == other.toward
                            || one.evidence == other.evidence
                            || one.toward.iter().any(|actor| other.toward.contains(actor)))
                };
                // As the extractor has it: no more than two of one holder from the same words.
                let beside = |other: &&usize| {
                    let (one, other) = (&places[at], &places[**other]);
                    one.holder == other.holder && one.evidence.overlaps(other.evidence)
                };
                if kept.len() < 9 && !kept.iter().any(same) && kept.iter().filter(beside).count() < 2 {
                    kept.push(at);
                }
            }
            right += kept.iter().filter(|&&at| raw[at].1 > 0.5).count();
            exact += kept.iter().filter(|&&at| raw[at].1 > 0.9).count();
            kept_all += kept.len();
            all += list(&gold["positions"]).filter(|one| one["negated_expectation"] != true).count();
        }
        let f1 = |right: usize| 200.0 * right as f64 / f64::max((kept_all + all) as f64, 1.0);
        println!(
            "bias {bias:5.2}  kept {kept_all} of {all}, position F1 {:.1}, exact {:.1}",
            f1(right),
            f1(exact)
        );
    }
    let header = "Weights of the position scorer, in thousandths. Made by `lab positions-train`.";
    learn(raw, out, decay, bias, header)
}

/// Trains the choice of conditions on `file`: first which stretches are conditions, by how far their words are
/// those of a marked one, then of which kind. Prints cross-validated figures as `score.py` counts them, all
/// conditions taken to belong to a position.
pub(crate) fn train_conditions(file: &Path, out: &Path, decay: f64, bias: f64) -> Result<()> {
    let reports = read(file, |document, gold| {
        let text: Vec<char> = document.text.chars().collect();
        let marked: Vec<(Passage, String)> = list(&gold["positions"])
            .flat_map(|position| list(&position["conditions"]))
            .filter_map(|condition| {
                let pair = Value::Array(vec![condition["span"].clone()]);
                Some((*passages(&pair).first()?, condition["kind"].as_str()?.to_owned()))
            })
            .collect();
        let candidates = extract::condition_candidates(document, Knowledge::embedded());
        let judged = |(passage, features): (Passage, Vec<String>)| {
            let alike = marked.iter().map(|(other, kind)| (alike(&text, passage, *other), kind));
            let best = alike.max_by(|one, other| one.0.total_cmp(&other.0));
            let (share, kind) = best.map_or((0.0, None), |(share, kind)| (share, Some(kind.clone())));
            Stretch { passage, features, share, kind }
        };
        vec![(candidates.into_iter().map(judged).collect::<Vec<Stretch>>(), marked, text)]
    })?;
    let reports: Vec<_> = reports.into_iter().flatten().collect();
    let raw: Vec<Vec<Raw>> = reports
        .iter()
        .map(|(stretches, _, _)| {
            let row = |one: &Stretch| (one.features.clone(), if one.share >= 0.5 { 1.0 } else { 0.0 });
            stretches.iter().map(row).collect()
        })
        .collect();
    let scores = held_out(&raw, decay);
    for bias in [-0.5, 0.0, 0.5, 1.0, 1.5] {
        let (mut right, mut found, mut kept_all, mut all) = (0, 0, 0, 0);
        for ((stretches, marked, text), scores) in reports.iter().zip(&scores) {
            let mut order: Vec<usize> = (0..stretches.len()).filter(|&at| scores[at] + bias > 0.0).collect();
            order.sort_by(|&one, &other| scores[other].total_cmp(&scores[one]));
            let mut kept: Vec<Passage> = Vec::new();
            for at in order {
                if !kept.iter().any(|other| other.overlaps(stretches[at].passage)) {
                    kept.push(stretches[at].passage);
                }
            }
            let same = |one: &Passage, other: &Passage| alike(text, *one, *other) >= 0.5;
            right += kept.iter().filter(|one| marked.iter().any(|(other, _)| same(one, other))).count();
            found += marked.iter().filter(|(other, _)| kept.iter().any(|one| same(one, other))).count();
            kept_all += kept.len();
            all += marked.len();
        }
        let (precision, recall) =
            (right as f64 / f64::max(kept_all as f64, 1.0), found as f64 / f64::max(all as f64, 1.0));
        println!(
            "bias {bias:5.2}  kept {kept_all}, right {:.1}, found {:.1}, F1 {:.1}",
            100.0 * precision,
            100.0 * recall,
            200.0 * precision * recall / f64::max(precision + recall, 1e-9)
        );
    }
    let header = "Weights of the choice of conditions, in thousandths. Made by `lab conditions-train`.";
    learn(raw, out, decay, bias, header)?;
    // Which kind: six yes-or-no questions, told apart by the name before each feature.
    let kinds = ["precondition", "demand", "guarantee", "sequence", "deadline", "goal"];
    let raw: Vec<Vec<Raw>> = reports
        .iter()
        .map(|(stretches, _, _)| {
            let marked = stretches.iter().filter(|one| one.share >= 0.5);
            let each = marked.flat_map(|one| {
                kinds.iter().map(|kind| {
                    let features = one.features.iter().map(|feature| format!("{kind}:{feature}")).collect();
                    (features, f64::from(u8::from(one.kind.as_deref() == Some(*kind))))
                })
            });
            each.collect()
        })
        .collect();
    let first = fs::read_to_string(out)?;
    learn(raw, out, 0.1, 0.0, "Weights of the kinds of conditions, likewise.")?;
    let second = fs::read_to_string(out)?;
    fs::write(out, first + &second).with_context(|| format!("{}: cannot be written", out.display()))
}

/// A stretch that may be a condition: its place, features, and the marked condition most like it.
struct Stretch {
    passage: Passage,
    features: Vec<String>,
    share: f64,
    kind: Option<String>,
}

/// The F1 of the words that two passages share.
fn alike(text: &[char], one: Passage, other: Passage) -> f64 {
    let words = |from: usize, to: usize| {
        let starts =
            |at: &usize| text[*at].is_alphanumeric() && (*at == from || !text[*at - 1].is_alphanumeric());
        if from < to { (from..to.min(text.len())).filter(starts).count() } else { 0 }
    };
    let shared = words(one.start.max(other.start), one.end.min(other.end));
    2.0 * shared as f64 / f64::max((words(one.start, one.end) + words(other.start, other.end)) as f64, 1.0)
}

/// `position-candidates FILE`: every candidate position of the marked reports of `FILE`, a JSON object a line, with
/// what the scorer looks at and how far a reader marked it. For reading errors.
pub(crate) fn candidates_command(words: &[String]) -> Result<()> {
    let [file] = words else { anyhow::bail!("position-candidates FILE") };
    let rows = read(Path::new(file), |document, gold| {
        let row = |(position, features): (Position, Vec<String>)| {
            let marked = how_far(&position, gold);
            serde_json::json!({ "id": document.id, "position": position, "features": features, "marked": marked })
        };
        let candidates = extract::position_candidates(document, Knowledge::embedded());
        candidates.into_iter().map(row).collect::<Vec<Value>>()
    })?;
    for row in rows.iter().flatten() {
        println!("{row}");
    }
    Ok(())
}

/// How far a reader marked a candidate: wholly, in all but the stance, or not.
fn how_far(position: &Position, gold: &Value) -> f64 {
    let toward: Vec<String> = position.toward.iter().map(|actor| actor.to_lowercase()).collect();
    let alike = list(&gold["positions"]).filter(|marked| {
        let others: Vec<String> =
            list(&marked["toward"]).filter_map(Value::as_str).map(str::to_lowercase).collect();
        let shared =
            (toward.is_empty() && others.is_empty()) || toward.iter().any(|actor| others.contains(actor));
        let holder = marked["holder"].as_str().unwrap_or_default();
        holder.eq_ignore_ascii_case(&position.holder) && marked["issue"] == position.issue.name() && shared
    });
    let stances: Vec<&Value> = alike.map(|marked| &marked["stance"]).collect();
    match stances.iter().any(|stance| **stance == position.stance.name()) {
        true => 1.0,
        false if stances.is_empty() => 0.0,
        false => 0.6,
    }
}
