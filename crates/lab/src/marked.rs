//! Reports that a careful reader marked: JSON Lines with `id`, `text`, and rows whose spans count code points.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use ledger::Passage;
use serde_json::Value;
use text::Document;

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

/// The members of a list; none of anything else.
pub(crate) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The spans of a list of pairs.
pub(crate) fn passages(value: &Value) -> Vec<Passage> {
    let number = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    list(value).map(|pair| Passage { start: number(&pair[0]), end: number(&pair[1]) }).collect()
}
