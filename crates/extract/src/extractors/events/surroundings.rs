//! What stands around a trigger: other triggers of its sentence, what the report told before, how often it
//! comes back to the same words. Features of the scorer.

use std::collections::{BTreeMap, BTreeSet};

use super::{Happening, type_name};
use crate::annotate::Reading;
use crate::extractors::attribution::Draft;

/// Adds what is seen around each candidate to its features. Candidates of one trigger share them. Of the
/// order n log n in the number of candidates.
pub(super) fn add(reading: &Reading<'_>, drafts: &[Draft], found: &mut [Happening]) {
    // (place, type) of every trigger in text order, once.
    let triggers: BTreeSet<(usize, usize)> =
        found.iter().map(|happening| (happening.trigger.start, happening.kind)).collect();
    let triggers: Vec<(usize, usize)> = triggers.into_iter().collect();
    let lemma = |token: usize| {
        let tree = &reading.sentences[reading.sentence_of(token)];
        tree.lemma(token - tree.first).to_lowercase()
    };
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    let mut types: BTreeMap<usize, usize> = BTreeMap::new();
    let mut before: Vec<usize> = Vec::with_capacity(triggers.len());
    for (token, kind) in &triggers {
        *words.entry(lemma(*token)).or_default() += 1;
        let count = types.entry(*kind).or_default();
        before.push(*count);
        *count += 1;
    }
    // Words by which somebody is said to speak, and the sentences they stand in.
    let cues: BTreeSet<usize> =
        drafts.iter().map(|draft| reading.sentences[draft.sentence].first + draft.head).collect();
    let speaking: BTreeSet<usize> = drafts.iter().map(|draft| draft.sentence).collect();
    for happening in found {
        let token = happening.trigger.start;
        let kind = type_name(happening.kind);
        let tree = &reading.sentences[reading.sentence_of(token)];
        let at = triggers.partition_point(|trigger| *trigger < (token, happening.kind));
        let first = triggers.partition_point(|trigger| trigger.0 < tree.first);
        let last = triggers.partition_point(|trigger| trigger.0 < tree.first + tree.len());
        let (all, own) = (last - first, at - first);
        let told = before.get(at).copied().unwrap_or_default();
        let again = words.get(&lemma(token)).copied().unwrap_or(1);
        let previous = at.checked_sub(1).map_or("none", |at| type_name(triggers[at].1));
        let share = 10 * types.get(&happening.kind).copied().unwrap_or(1) / triggers.len().max(1);
        let third = 3 * (token - tree.first) / tree.len().max(1);
        let mut add = |name: &str, value: String| happening.features.push(format!("{name}={value}"));
        add("among", all.min(5).to_string());
        add("sentence rank", own.min(3).to_string());
        add("told before", told.min(4).to_string());
        add("type+told before", format!("{kind}+{}", told.min(3)));
        add("word again", again.min(4).to_string());
        add("after", previous.to_owned());
        add("type+after", format!("{}", previous == kind));
        add("type share", share.min(4).to_string());
        add("third", third.to_string());
        add(
            "rival",
            triggers
                .iter()
                .skip(first)
                .take(all)
                .any(|trigger| trigger.0 == token && trigger.1 != happening.kind)
                .to_string(),
        );
        let report = match triggers.len() {
            0..=7 => "few",
            8..=15 => "some",
            16..=31 => "many",
            _ => "crowd",
        };
        add("triggers", report.to_owned());
        let cue = if happening.trigger.clone().any(|token| cues.contains(&token)) {
            "itself"
        } else if speaking.contains(&reading.sentence_of(token)) {
            "beside"
        } else {
            "none"
        };
        add("cue", cue.to_owned());
        add("type+cue", format!("{kind}+{cue}"));
        let lengths = match tree.len() {
            0..=14 => "short",
            15..=29 => "middle",
            _ => "long",
        };
        add("sentence", lengths.to_owned());
        let voice = happening.statement.is_some();
        add("triggers+voice", format!("{report}+{voice}"));
    }
}
