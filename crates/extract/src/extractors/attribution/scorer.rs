//! Which candidates are statements: a logistic regression over what the parse and the lexicons say of
//! each. The weights are in `model/attribution.tsv`, a feature and a weight in thousandths a line,
//! trained by `lab attribution-train`; scores are summed in integers.

use std::sync::LazyLock;

use ledger::SpeakerKind;
use syntax::{Rel, Upos};

use super::{Draft, Source};
use crate::annotate::Reading;
use crate::weights::Weights;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../../../../model/attribution.tsv")));

/// True when the candidate is kept. Without weights all are.
pub(super) fn is_statement(features: &[String]) -> bool {
    WEIGHTS.score(features).is_none_or(|score| score > 0)
}

/// What the scorer looks at.
pub(crate) fn features(reading: &Reading<'_>, draft: &Draft, drafts: &[Draft]) -> Vec<String> {
    let tree = &reading.sentences[draft.sentence];
    let head = draft.head;
    let lemma = tree.lemma(head).to_lowercase();
    let mut features = vec!["bias".to_owned()];
    let mut add = |name: &str, value: &str| features.push(format!("{name}={value}"));
    let who = reading.speaker(&draft.source);
    add("rule", draft.rule);
    add("frame", draft.frame);
    add("lemma", &lemma);
    add("lemma+frame", &format!("{lemma}+{}", draft.frame));
    add("rule+frame", &format!("{}+{}", draft.rule, draft.frame));
    add("kind", who.kind.name());
    add("rule+kind", &format!("{}+{}", draft.rule, who.kind.name()));
    add("frame+kind", &format!("{}+{}", draft.frame, who.kind.name()));
    add("tag", tree.xpos(head));
    add("tag+rule", &format!("{}+{}", tree.xpos(head), draft.rule));
    add("rel", tree.rel(head).name());
    add("rel+rule", &format!("{}+{}", tree.rel(head).name(), draft.rule));
    // Whether what is named as source can speak at all.
    let voice = match who.kind {
        SpeakerKind::Unspecified if draft.source == Source::Unspecified => "none",
        SpeakerKind::Unspecified => "thing",
        _ => "speaker",
    };
    add("voice+frame", &format!("{voice}+{}", draft.frame));
    add("voice+rule", &format!("{voice}+{}", draft.rule));
    let child = |test: &dyn Fn(usize) -> bool| tree.children(head).any(test);
    if child(&|at| tree.rel(at) == Rel::Aux && tree.xpos(at) == "MD") {
        let modal = tree
            .children(head)
            .find(|&at| tree.xpos(at) == "MD")
            .map_or(String::new(), |at| tree.forms[at].to_lowercase());
        add("modal", &modal);
    }
    if child(&|at| tree.rel(at) == Rel::Mark) {
        let mark = tree
            .children(head)
            .find(|&at| tree.rel(at) == Rel::Mark)
            .map_or(String::new(), |at| tree.forms[at].to_lowercase());
        add("mark", &mark);
    }
    if child(&|at| tree.is(at, &["not", "n't", "never"])) {
        add("negated", draft.rule);
    }
    let quoted = reading.quotation_at(draft.cue[0].start).is_some();
    if quoted {
        add("in-quotation", draft.rule);
    }
    let nested = neighbours(drafts, draft).any(|other| {
        other.head != head && other.content.iter().any(|range| range.contains(&draft.cue[0].start))
    });
    if nested {
        add("nested", draft.rule);
        add("nested+kind", who.kind.name());
    }
    match &draft.source {
        Source::Unspecified => add("source", "none"),
        Source::Phrase { sentence, head: source, range } => {
            let there = &reading.sentences[*sentence];
            add("source", there.upos(*source).name());
            if there.upos(*source) == Upos::Pron {
                add("pronoun", &there.forms[*source].to_lowercase());
            } else if there.upos(*source) == Upos::Noun {
                add("source-lemma", &there.lemma(*source).to_lowercase());
            }
            let name =
                if there.forms[range.start].starts_with(char::is_uppercase) { "capital" } else { "small" };
            add("source-form", name);
            let side = if *source < head { "before" } else { "behind" };
            add("side", side);
            add("side+frame", &format!("{side}+{}", draft.frame));
        }
    }
    let length: usize = draft.content.iter().map(|range| range.len()).sum();
    let bucket = match length {
        0 => "none",
        1 => "1",
        2 => "2",
        3..=4 => "3",
        5..=8 => "5",
        9..=16 => "9",
        _ => "17",
    };
    add("length", bucket);
    add("length+frame", &format!("{bucket}+{}", draft.frame));
    let content_quoted = draft.content.iter().any(|range| {
        reading.quotations_in(range).any(|found| Some(found) != reading.quotation_at(draft.cue[0].start))
    });
    if content_quoted {
        add("quotes", draft.frame);
    }
    if let Some(range) = draft.content.first() {
        let first =
            range.start.checked_sub(1).map(|token| reading.form(token).to_lowercase()).unwrap_or_default();
        add(
            "content-after",
            if matches!(first.as_str(), "that" | ":" | "," | "“" | "\"" | "to" | "of" | "for" | "as") {
                &first
            } else {
                "-"
            },
        );
        add("content-first", &reading.form(range.start).to_lowercase());
    }
    features
}

/// The candidates around one; `drafts` are in text order of their cues. Only neighbours can hold it.
pub(super) fn neighbours<'d>(drafts: &'d [Draft], draft: &Draft) -> impl Iterator<Item = &'d Draft> {
    let at = drafts.partition_point(|other| other.cue[0].start < draft.cue[0].start);
    drafts[at.saturating_sub(NEIGHBOURS)..drafts.len().min(at + NEIGHBOURS)].iter()
}

/// How far a statement that holds another is looked for, in candidates.
const NEIGHBOURS: usize = 24;
