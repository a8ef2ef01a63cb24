//! Demands and accusations made with a plain verb of saying: "the minister said Malta must leave".

use std::collections::BTreeSet;
use std::ops::Range;

use knowledge::EVENT_TYPES;
use ledger::EventStatus;
use syntax::{Rel, Upos};

use super::{Happening, naming, scorer};
use crate::annotate::Reading;
use crate::extractors::attribution::Draft;
use crate::extractors::positions::Parties;

/// Words of a content that are looked at.
const LONGEST: usize = 60;

/// Adds what each statement demands of somebody or reproaches somebody with.
pub(super) fn add(
    reading: &Reading<'_>,
    drafts: &[Draft],
    parties: &Parties<'_, '_>,
    found: &mut Vec<Happening>,
) {
    // In text order, so that what a statement contains is found by halving.
    let told: BTreeSet<usize> = found.iter().map(|happening| happening.trigger.start).collect();
    let mut deeds: Vec<usize> = found
        .iter()
        .filter(|happening| is_deed(happening))
        .map(|happening| happening.trigger.start)
        .collect();
    deeds.sort_unstable();
    for (number, draft) in drafts.iter().enumerate() {
        let speaker = parties.speaker(number);
        let (Some(source), Some(content)) = (speaker.first(), draft.content.first()) else { continue };
        let cue = reading.sentences[draft.sentence].first + draft.head;
        // A cue that tells of an event by itself is read already.
        if told.contains(&cue) {
            continue;
        }
        let content = content.start..content.end.min(content.start + LONGEST);
        for (kind, way, trigger) in voiced(reading, &content, &deeds) {
            let Some(kind) = EVENT_TYPES.iter().position(|name| *name == kind) else { continue };
            let aimed = aimed(reading, parties, &content, trigger, source);
            let place = reading.sentence_of(trigger);
            let tree = &reading.sentences[place];
            let mut features = scorer::plain(reading, parties, place, trigger, source, aimed.as_deref());
            let lemma = reading.sentences[draft.sentence].lemma(draft.head).to_lowercase();
            let word = tree.lemma(trigger - tree.first).to_lowercase();
            features.push(format!("voiced={way}"));
            features.push(format!("voiced cue={way} {lemma}"));
            features.push(format!("voiced word={way} {word}"));
            features.push(format!("voiced denies={}", draft.denies));
            features.push(format!("voiced target={way} {}", aimed.is_some()));
            found.push(Happening {
                source: source.clone(),
                target: aimed,
                kind,
                cameo: None,
                status: EventStatus::Happened,
                time: draft.time,
                place: None,
                trigger: trigger..trigger + 1,
                evidence: content.clone(),
                statement: parties.statement(cue),
                rule: "event-voiced",
                weight: -1,
                features,
                slot: (0, 0),
            });
        }
    }
}

/// True for a hostile act of somebody known.
fn is_deed(happening: &Happening) -> bool {
    happening.source != naming::NOBODY
        && matches!(EVENT_TYPES[happening.kind], "ASSAULT" | "COERCE" | "REJECT" | "MOBILIZE" | "THREATEN")
}

/// What a content does by being said, with the places of hostile acts in text order: the type, the way it is worded, and the telling word.
fn voiced(
    reading: &Reading<'_>,
    content: &Range<usize>,
    deeds: &[usize],
) -> Vec<(&'static str, &'static str, usize)> {
    let mut ways = Vec::new();
    let place = reading.sentence_of(content.start);
    let tree = &reading.sentences[place];
    let inside = |token: usize| token - tree.first;
    let end = content.end.min(tree.first + tree.len());
    let modal = (content.start..end).find(|&token| {
        let at = inside(token);
        tree.rel(at) == Rel::Aux && tree.is(at, &["must", "should", "ought"])
            || tree.is(at, &["need", "needs", "has", "have"])
                && tree.is(at + 1, &["to"])
                && tree.upos(at) != Upos::Noun
            || tree.is(at, &["necessary", "essential", "imperative", "vital", "time"])
                && tree.is(at + 1, &["to", "for", "that"])
    });
    if let Some(token) = modal {
        ways.push(("REQUEST", "modal", token));
    }
    let bad = (content.start..end)
        .find(|&token| reading.knowledge.events.is_reproach(&tree.lemma(inside(token)).to_lowercase()));
    if let Some(token) = bad {
        ways.push(("ACCUSE", "reproach", token));
    }
    let deed = deeds.get(deeds.partition_point(|deed| *deed < content.start));
    if let (Some(&deed), None) = (deed.filter(|deed| content.contains(deed)), bad) {
        ways.push(("ACCUSE", "deed", deed));
    }
    ways
}

/// Whom it is aimed at: the subject of the telling word, else whoever else is named first.
fn aimed(
    reading: &Reading<'_>,
    parties: &Parties<'_, '_>,
    content: &Range<usize>,
    trigger: usize,
    source: &str,
) -> Option<String> {
    let place = reading.sentence_of(trigger);
    let tree = &reading.sentences[place];
    let at = trigger - tree.first;
    let verb = if tree.rel(at) == Rel::Aux { tree.head(at).unwrap_or(at) } else { at };
    if let Some(subject) = tree.child(verb, &[Rel::Nsubj]) {
        let named = naming::parties(reading, parties, place, subject);
        if let Some(party) = named.into_iter().find(|party| party.name != source) {
            return Some(party.name);
        }
    }
    let inside =
        reading.mentions.of(place).iter().filter(|mention| content.contains(&(tree.first + mention.head)));
    inside
        .filter_map(|mention| naming::of_mention(reading, parties, mention))
        .map(|party| party.name)
        .find(|name| name != source)
}
