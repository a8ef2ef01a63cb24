//! Words inside the content that weaken it: "may", "reportedly", "is likely to".

use std::ops::Range;

use super::Draft;
use crate::annotate::Reading;

/// Words that weaken what is said, by form.
const HEDGES: &[&str] = &[
    "may",
    "might",
    "could",
    "likely",
    "unlikely",
    "probably",
    "possibly",
    "possible",
    "perhaps",
    "maybe",
    "apparently",
    "reportedly",
    "allegedly",
    "alleged",
    "supposedly",
    "purportedly",
    "presumably",
    "presumed",
    "seemingly",
    "seems",
    "seem",
    "seemed",
    "appears",
    "appear",
    "appeared",
    "potentially",
    "suspected",
    "likelihood",
    "purported",
    "arguably",
    "conceivably",
    "suggests",
];

/// The hedges of a statement, in text order, and those that stand on its cue ("reportedly said").
pub(super) fn hedges(reading: &Reading<'_>, draft: &Draft) -> Vec<Range<usize>> {
    let mut hedges = Vec::new();
    for range in &draft.content {
        for token in range.clone() {
            if is_hedge(reading, token) {
                hedges.push(token..token + 1);
            }
        }
    }
    for range in &draft.cue {
        let before = range.start.saturating_sub(1);
        for token in before..range.end {
            let form = reading.form(token);
            if ["reportedly", "allegedly", "alleged", "supposedly", "purportedly"]
                .iter()
                .any(|word| form.eq_ignore_ascii_case(word))
            {
                hedges.push(token..token + 1);
            }
        }
    }
    hedges.sort_by_key(|range| range.start);
    hedges.dedup();
    hedges
}

fn is_hedge(reading: &Reading<'_>, token: usize) -> bool {
    let form = reading.form(token);
    if form == "May" {
        // The month; at the start of a question the verb.
        return false;
    }
    HEDGES.iter().any(|word| form.eq_ignore_ascii_case(word))
}
