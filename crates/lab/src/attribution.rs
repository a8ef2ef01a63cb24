//! Training the scorer of statements: which candidates of the extractor a careful reader marks.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use knowledge::Knowledge;
use ledger::Passage;
use serde_json::Value;
use text::Document;

use crate::logistic::{Raw, learn};
use crate::marked::{list, passages, read};

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
