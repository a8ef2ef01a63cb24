//! The type of the event between two given parties of a sentence: what other coders are measured on.

use std::ops::Range;

use knowledge::{EVENT_TYPES, Shape};
use ledger::EventStatus;
use syntax::{Rel, Upos};

use super::{Trigger, status, triggers};
use crate::annotate::{Reading, Sentence};
use crate::extractors::attribution::source::{agent, is_passive, of_verb};

/// The type of what the first party does to the second, as an index into [`knowledge::EVENT_TYPES`], and
/// the words that tell of it (tokens of the report). The parties are ranges of tokens of the report. Of
/// several events the one tied closest to both; `None` where no word of the sentence tells of one.
/// A party that is not given is an empty range.
pub(crate) fn between(
    reading: &Reading<'_>,
    source: &Range<usize>,
    target: &Range<usize>,
) -> Option<(usize, Range<usize>)> {
    let mut best: Option<(i32, usize, Range<usize>)> = None;

    let mut places: Vec<usize> = [source, target]
        .into_iter()
        .filter(|range| !range.is_empty())
        .map(|range| reading.sentence_of(range.start))
        .collect();
    places.dedup();
    for place in places {
        let tree = &reading.sentences[place];
        let local = |range: &Range<usize>| {
            let within = |at: usize| at.clamp(tree.first, tree.first + tree.len()) - tree.first;
            within(range.start)..within(range.end)
        };
        let (source, target) = (local(source), local(target));
        let triggers = triggers::of_sentence(reading, place);
        for trigger in &triggers {
            let score = tie(tree, trigger, &source, &target);
            if best.as_ref().is_none_or(|(other, _, _)| score > *other) {
                let range = tree.first + trigger.range.start..tree.first + trigger.range.end;
                best = Some((score, composed(reading, place, trigger, &triggers), range));
            }
        }
    }
    best.map(|(_, kind, range)| (kind, range))
}

/// The type that CAMEO gives a trigger with the words above it: help that is promised is an agreement,
/// help that is refused a rejection, force that is announced a threat.
pub(super) fn composed(
    reading: &Reading<'_>,
    place: usize,
    trigger: &Trigger<'_>,
    all: &[Trigger<'_>],
) -> usize {
    let tree = &reading.sentences[place];
    let kind = coded(trigger);
    let name = EVENT_TYPES[kind];
    let friendly = matches!(name, "CONSULT" | "SUPPORT" | "CONCEDE" | "COOPERATE" | "AID" | "RETREAT");
    let hostile = matches!(name, "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" | "PROTEST");
    let as_type = |name: &str| EVENT_TYPES.iter().position(|known| *known == name).unwrap_or(kind);
    let mut at = trigger.verb.unwrap_or(trigger.head);
    for _ in 0..3 {
        let rel = tree.rel(at);
        let Some(up) = tree.head(at) else { break };
        if !matches!(rel, Rel::Xcomp | Rel::Ccomp | Rel::Obj | Rel::Obl | Rel::Nmod | Rel::Acl | Rel::Advcl) {
            break;
        }
        let above = all.iter().find(|other| other.head == up && other.pattern.shape == Shape::Verb);
        if let Some(above) = above {
            match EVENT_TYPES[coded(above)] {
                "AGREE" | "THREATEN" if hostile => return as_type("THREATEN"),
                "AGREE" if friendly => return as_type("AGREE"),
                "REJECT" if friendly => return as_type("REJECT"),
                "THREATEN" => return as_type("THREATEN"),
                _ => {}
            }
            break;
        }
        at = up;
    }
    let status = status::of(reading, place, trigger, false);
    match status {
        EventStatus::Planned if friendly => as_type("AGREE"),
        EventStatus::Planned if hostile => as_type("THREATEN"),
        EventStatus::Denied if friendly || name == "AGREE" => as_type("REJECT"),
        _ => kind,
    }
}

/// The type at the root of a trigger's CAMEO code; that of its file where the root tells of a mere
/// statement.
fn coded(trigger: &Trigger<'_>) -> usize {
    let kind = trigger.pattern.kind;
    let root = trigger.pattern.cameo.as_deref().and_then(|code| code.get(..2)).unwrap_or("01");
    let name = match root {
        "02" | "10" => "REQUEST",
        "03" => "AGREE",
        "04" => "CONSULT",
        "05" => "SUPPORT",
        "06" => "COOPERATE",
        "07" => "AID",
        "08" if EVENT_TYPES[kind] == "CONCEDE" => "CONCEDE",
        "08" => "RETREAT",
        "09" | "11" => "ACCUSE",
        "12" => "REJECT",
        "13" => "THREATEN",
        "14" => "PROTEST",
        "15" => "MOBILIZE",
        "16" => "SANCTION",
        "17" => "COERCE",
        "18" | "19" | "20" => "ASSAULT",
        _ => return kind,
    };
    EVENT_TYPES.iter().position(|known| *known == name).unwrap_or(kind)
}

/// How closely a trigger is tied to both parties, in tenths.
fn tie(tree: &Sentence<'_>, trigger: &Trigger<'_>, source: &Range<usize>, target: &Range<usize>) -> i32 {
    let head = trigger.verb.unwrap_or(trigger.head);
    let mut score = 0;
    let (mut doer, mut done_to) = (acts(tree, head, source), undergoes(tree, trigger, head, target));
    // The other way round counts less, but for what is mutual or turned.
    let (back_doer, back_done) = (acts(tree, head, target), undergoes(tree, trigger, head, source));
    if back_doer + back_done > doer + done_to {
        let share = if trigger.pattern.mutual || trigger.pattern.turned { 10 } else { 4 };
        (doer, done_to) = (back_doer * share / 10, back_done * share / 10);
    }
    score += doer + done_to;
    // Words inside a party's own name describe it.
    let inside = |range: &Range<usize>| range.contains(&trigger.head);
    if inside(source) || inside(target) {
        score -= 15;
    }
    let between = (source.end <= trigger.head && trigger.head < target.start)
        || (target.end <= trigger.head && trigger.head < source.start);
    score += if between { 12 } else { 0 };
    let far = |range: &Range<usize>| {
        if range.is_empty() {
            return 0;
        }
        let away = if trigger.head < range.start {
            range.start - trigger.head
        } else {
            trigger.head.saturating_sub(range.end)
        };
        away.min(20) as i32
    };
    score -= (far(source) + far(target)) / 3;
    score += 3 * i32::from(!trigger.pattern.objects.is_empty())
        + 2 * (trigger.pattern.words.len().min(3) as i32 - 1);
    if trigger.pattern.shape == Shape::Noun && trigger.verb.is_none() {
        score -= 3;
    }
    if tree.rel(head) == Rel::Root {
        score += 3;
    }
    score
}

/// How surely the party is the one who acts: 40 for the subject, less for what stands further off.
fn acts(tree: &Sentence<'_>, head: usize, party: &Range<usize>) -> i32 {
    let verb = tree.upos(head) == Upos::Verb || tree.child(head, &[Rel::Nsubj, Rel::Cop]).is_some();
    if !verb {
        // "the visit of X", "X's attack"
        let owned = (party.start..party.end).any(|at| tree.is_under(at, head) && at != head);
        if owned {
            return 25;
        }
    }
    let mut at = head;
    let mut worth = 40;
    for _ in 0..4 {
        let subject = if is_passive(tree, at) { agent(tree, at) } else { of_verb(tree, at) };
        if let Some(subject) = subject {
            if party.contains(&subject) {
                return worth;
            }
            if party
                .clone()
                .any(|word| word != subject && tree.is_under(word, subject) && !tree.is_under(at, subject))
            {
                return worth - 8;
            }
            let stands_in = tree.is(subject, &["it", "he", "she", "they", "who", "which", "that", "we", "i"]);
            if stands_in && party.end <= subject {
                worth -= 8;
            } else {
                worth -= 16;
            }
        } else {
            worth -= 8;
        }
        let Some(up) = tree.head(at) else { break };
        at = up;
        if worth <= 0 {
            break;
        }
    }
    0
}

/// How surely the party is the one it is done to: 40 for an object, less further down.
fn undergoes(tree: &Sentence<'_>, trigger: &Trigger<'_>, head: usize, party: &Range<usize>) -> i32 {
    if party.is_empty() {
        return 0;
    }
    let top = party
        .clone()
        .find(|&at| tree.head(at).is_none_or(|up| !party.contains(&up)) && tree.is_worded(at))
        .unwrap_or(party.start);
    let passive = is_passive(tree, head);
    let mut at = top;
    let mut worth = 40;
    for _ in 0..6 {
        let Some(up) = tree.head(at) else { return 0 };
        let rel = tree.rel(at);
        if up == trigger.head || up == head {
            return match rel {
                Rel::Nsubj if passive && up == head => worth,
                Rel::Nsubj => 0,
                Rel::Obj | Rel::Iobj => worth,
                Rel::Obl | Rel::Nmod => worth - 2,
                Rel::Advcl | Rel::Parataxis => worth - 22,
                Rel::Conj => worth - 25,
                _ => worth - 6,
            }
            .max(0);
        }
        worth -= match rel {
            Rel::Nmod | Rel::Amod | Rel::Compound | Rel::Appos | Rel::Flat => 4,
            Rel::Conj => 3,
            Rel::Advcl | Rel::Parataxis => 16,
            Rel::Ccomp | Rel::Acl => 10,
            _ => 7,
        };
        at = up;
    }
    0
}
