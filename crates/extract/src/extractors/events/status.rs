//! Whether an event took place: tense, modal verbs, negation, and the words above it.

use knowledge::{EVENT_TYPES, Reality, Shape};
use ledger::EventStatus;
use syntax::{Rel, Upos};

use super::Trigger;
use crate::annotate::{Reading, Sentence};

/// Words climbed at most.
const REACH: usize = 8;

/// The status of the event that a trigger tells of. `denied`: it stands in what somebody denies.
pub(super) fn of(reading: &Reading<'_>, place: usize, trigger: &Trigger<'_>, denied: bool) -> EventStatus {
    let tree = &reading.sentences[place];
    let from = trigger.verb.unwrap_or(trigger.head);
    if let Some(status) = described(reading, tree, trigger.head) {
        return status;
    }
    let mut at = from;
    for step in 0..REACH {
        let own = step == 0;
        if let Some(status) = clause(reading, tree, at, own, trigger) {
            return status;
        }
        let Some(up) = tree.head(at) else { break };
        let rel = tree.rel(at);
        // A clause beside another keeps its own reality, and so does the object of a report.
        if matches!(rel, Rel::Parataxis | Rel::Conj if own && tree.child(at, &[Rel::Nsubj]).is_some()) {
            break;
        }
        if rel == Rel::Advcl {
            if tree.children(at).any(|mark| tree.is(mark, &["if", "unless", "whether"])) {
                return EventStatus::Hypothetical;
            }
            if !tree.children(at).any(|mark| tree.is(mark, &["to"])) {
                break;
            }
        }
        if matches!(rel, Rel::Acl) && tree.child(at, &[Rel::Nsubj]).is_some() {
            break;
        }
        let lemma = tree.lemma(up).to_lowercase();
        if let Some(reality) = reading.knowledge.events.reality(&lemma)
            && matches!(
                rel,
                Rel::Xcomp
                    | Rel::Ccomp
                    | Rel::Obj
                    | Rel::Acl
                    | Rel::Nmod
                    | Rel::Obl
                    | Rel::Advcl
                    | Rel::Nsubj
            )
            && !(rel == Rel::Nsubj && !tree.word(at).passive && tree.upos(up) == Upos::Verb)
            && !(rel == Rel::Ccomp && reality == Reality::Ongoing)
        {
            return status(reality);
        }
        if rel == Rel::Ccomp {
            break;
        }
        at = up;
    }
    if denied {
        return EventStatus::Denied;
    }
    if is_running(tree, from, trigger) { EventStatus::Ongoing } else { EventStatus::Happened }
}

fn status(reality: Reality) -> EventStatus {
    match reality {
        Reality::Ongoing => EventStatus::Ongoing,
        Reality::Planned => EventStatus::Planned,
        Reality::Proposed => EventStatus::Proposed,
        Reality::Hypothetical => EventStatus::Hypothetical,
        Reality::Denied => EventStatus::Denied,
    }
}

/// "planned talks", "the ongoing blockade", "no agreement".
fn described(reading: &Reading<'_>, tree: &Sentence<'_>, head: usize) -> Option<EventStatus> {
    tree.children(head).filter(|&child| child < head).find_map(|child| match tree.rel(child) {
        Rel::Det if tree.is(child, &["no"]) => Some(EventStatus::Denied),
        Rel::Amod | Rel::Compound | Rel::Advmod => {
            let lemma = tree.forms[child].to_lowercase();
            reading.knowledge.events.reality(&lemma).map(status)
        }
        _ => None,
    })
}

/// Modal verbs and negation of a clause.
fn clause(
    reading: &Reading<'_>,
    tree: &Sentence<'_>,
    at: usize,
    own: bool,
    trigger: &Trigger<'_>,
) -> Option<EventStatus> {
    if !matches!(tree.upos(at), Upos::Verb | Upos::Aux) && tree.child(at, &[Rel::Cop, Rel::Aux]).is_none() {
        return None;
    }
    let mut found = None;
    for child in tree.children(at) {
        if tree.rel(child) == Rel::Aux {
            let status = match tree.forms[child].to_lowercase().as_str() {
                "will" | "'ll" | "’ll" | "shall" | "wo" => EventStatus::Planned,
                "would" => EventStatus::Planned,
                "may" | "might" | "could" => EventStatus::Hypothetical,
                "can" if !is_speech(trigger) => EventStatus::Hypothetical,
                "should" | "must" | "ought" => EventStatus::Proposed,
                _ => continue,
            };
            found = found.or(Some(status));
        }
    }
    let negated = tree.children(at).any(|child| {
        matches!(tree.rel(child), Rel::Advmod | Rel::Det)
            && reading.knowledge.issues.negates(tree.forms[child])
    });
    if negated && own {
        return Some(EventStatus::Denied);
    }
    // "will meet" said of speech acts stays what it is; "the report said he would".
    found
}

/// Types that are done by speaking: their present tense is done once it is said.
pub(super) fn is_speech(trigger: &Trigger<'_>) -> bool {
    matches!(
        EVENT_TYPES[trigger.pattern.kind],
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" | "AGREE" | "SUPPORT" | "CONCEDE"
    )
}

/// "is shelling", "has been holding", "shells".
fn is_running(tree: &Sentence<'_>, at: usize, trigger: &Trigger<'_>) -> bool {
    if is_speech(trigger) {
        return false;
    }
    let progressive = tree.xpos(at) == "VBG" && tree.child(at, &[Rel::Aux]).is_some();
    let present = matches!(tree.xpos(at), "VBP" | "VBZ") && !tree.is_title;
    match trigger.pattern.shape {
        Shape::Verb => progressive || present,
        Shape::Noun => trigger.verb.is_some() && (progressive || present),
    }
}
