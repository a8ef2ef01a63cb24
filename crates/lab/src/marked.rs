//! Reports that a careful reader marked: JSON Lines with `id`, `text`, and rows whose spans count code points.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use ledger::Passage;
use serde_json::{Map, Value};
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

/// `marked FILE...`: the marked reports of all files on the standard output, each with its text. A line that has
/// marks and no text takes it from the line of another file that has its `id` and a text.
pub(crate) fn command(words: &[String]) -> Result<()> {
    let mut texts: BTreeMap<String, Value> = BTreeMap::new();
    let mut marks: Vec<Map<String, Value>> = Vec::new();
    for file in words {
        let all = fs::read_to_string(file).with_context(|| format!("{file}: cannot be read"))?;
        for (number, line) in all.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let row: Map<String, Value> =
                serde_json::from_str(line).with_context(|| format!("{file}:{}", number + 1))?;
            match (row.contains_key("statements"), row.get("id").and_then(Value::as_str)) {
                (true, _) => marks.push(row),
                (false, Some(id)) => {
                    texts.insert(id.to_owned(), Value::Object(row));
                }
                (false, None) => anyhow::bail!("{file}:{}: no `id`", number + 1),
            }
        }
    }
    for mut row in marks {
        let id = row.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        if !row.contains_key("text") {
            let report = texts.get(&id).with_context(|| format!("no file has the text of `{id}`"))?;
            for key in ["title", "published", "source", "text"] {
                row.insert(key.to_owned(), report[key].clone());
            }
        }
        println!("{}", Value::Object(row));
    }
    Ok(())
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
