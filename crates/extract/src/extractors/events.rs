//! Events: who did what to whom, whether it took place, and on whose word.
//!
//! > Georgia said Armenia had shelled two of its villages, and demanded an apology.
//!
//! reads as `ASSAULT  Armenia -> Georgia  happened  s1` and `REQUEST  Georgia -> Armenia  happened`.
//! [`triggers`] finds the words that tell of an event, [`roles`] who does it and to whom, [`naming`] what
//! the ledger calls them, [`status`] whether it took place. A report tells of more than a reader would
//! enter: [`scorer`] chooses,
//! by what stands at the trigger and around it ([`surroundings`]).

mod naming;
mod pair;
mod roles;
mod scorer;
mod status;
mod surroundings;
mod triggers;
mod voiced;

use std::collections::BTreeMap;
use std::ops::Range;

use knowledge::{EVENT_TYPES, Pattern, Shape};
use ledger::EventStatus;
use syntax::{Rel, Upos};

use super::attribution::Draft;
use super::positions::Parties;
use crate::annotate::{Reading, Sentence, is_quote_mark};

pub(crate) use pair::between;
pub(crate) use scorer::tells_ongoing;

/// An event under construction. Places are tokens of the report.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    /// Who acts.
    pub source: String,
    /// Upon whom.
    pub target: Option<String>,
    /// Index into [`EVENT_TYPES`].
    pub kind: usize,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Whether it took place.
    pub status: EventStatus,
    /// Date expression of the clause, as an index into [`Reading::dates`].
    pub time: Option<usize>,
    /// Where.
    pub place: Option<Range<usize>>,
    /// The words that tell of it.
    pub trigger: Range<usize>,
    /// The clause.
    pub evidence: Range<usize>,
    /// The statement it rests on, as an index into the drafts.
    pub statement: Option<usize>,
    /// The rule.
    pub rule: &'static str,
    /// How sure the reader is, in thousandths of the scorer; only the order and the sign count.
    pub weight: i32,
    /// What the scorer looks at.
    pub features: Vec<String>,
    /// Which of the trigger's sources and targets these are: one reading of each is kept.
    slot: (usize, usize),
}

/// Words that tell of an event. Places are words of the sentence.
#[derive(Clone, Debug)]
pub(crate) struct Trigger<'k> {
    /// First to last word.
    pub range: Range<usize>,
    /// The word that governs the others.
    pub head: usize,
    /// What they mean.
    pub pattern: &'k Pattern,
    /// The word that lends a noun its subject, or the verb itself.
    pub verb: Option<usize>,
}

/// At most so many events of a report are kept, the surest first.
const MOST: usize = 12;

/// An event of nobody upon nobody tells little: it is kept only where its trigger is worth so much, in
/// thousandths of the scorer.
const SURE: i32 = 1500;

/// All that may be events. The scorer chooses among them. Linear in the report but for long sentences.
pub(crate) fn candidates(
    reading: &Reading<'_>,
    drafts: &[Draft],
    parties: &Parties<'_, '_>,
) -> Vec<Happening> {
    let mut found = Vec::new();
    for place in 0..reading.sentences.len() {
        for trigger in triggers::of_sentence(reading, place) {
            happenings(reading, drafts, parties, place, &trigger, &mut found);
        }
    }
    voiced::add(reading, drafts, parties, &mut found);
    // How often the report comes back to it.
    let key = |happening: &Happening| (happening.kind, happening.source.clone(), happening.target.clone());
    let mut counts: BTreeMap<(usize, String, Option<String>), usize> = BTreeMap::new();
    for happening in &mut found {
        let count = counts.entry(key(happening)).or_default();
        *count += 1;
        happening.features.push(format!("nth={}", (*count).min(3)));
    }
    for happening in &mut found {
        let support = counts.get(&key(happening)).copied().unwrap_or(1);
        happening.features.push(format!("support={}", support.min(4)));
    }
    surroundings::add(reading, drafts, &mut found);
    found
}

/// The events of a report, in text order: first which triggers tell of an event that a reader enters, then
/// for each who does it to whom.
pub(crate) fn extract(reading: &Reading<'_>, drafts: &[Draft], parties: &Parties<'_, '_>) -> Vec<Happening> {
    let mut found = candidates(reading, drafts, parties);
    for happening in &mut found {
        happening.weight = scorer::who(&happening.features).unwrap_or(happening.weight);
        if matches!(happening.status, EventStatus::Happened | EventStatus::Ongoing)
            && let Some(ongoing) = scorer::ongoing(&happening.features)
        {
            happening.status = if ongoing { EventStatus::Ongoing } else { EventStatus::Happened };
        }
    }
    // Triggers, each with its worth: that of its first candidate.
    let mut triggers: Vec<(i32, Vec<Happening>)> = Vec::new();
    for happening in found {
        let same = |(_, group): &&mut (i32, Vec<Happening>)| {
            group[0].trigger == happening.trigger && group[0].kind == happening.kind
        };
        match triggers.last_mut().filter(|group| same(group)) {
            Some((_, group)) => group.push(happening),
            None => {
                let worth = scorer::worth(&happening.features).unwrap_or(happening.weight);
                triggers.push((worth, vec![happening]));
            }
        }
    }
    triggers.retain(|(worth, _)| *worth > 0);
    // The surest first; among equals the first in the text.
    triggers.sort_by_key(|(worth, group)| (-worth, group[0].trigger.start));
    let mut kept: Vec<Happening> = Vec::new();
    for (worth, mut group) in triggers {
        raise_subjects(&mut group);
        let mut slots: Vec<(usize, usize)> = Vec::new();
        for happening in group {
            let nobody = happening.source == naming::NOBODY && happening.target.is_none();
            if nobody && worth < SURE {
                continue;
            }
            let alike = |other: &Happening| {
                (other.kind, &other.source) == (happening.kind, &happening.source)
                    && (other.target == happening.target || happening.target.is_none())
            };
            let another = slots.is_empty() || happening.weight > 0 && !slots.contains(&happening.slot);
            if kept.len() < MOST && another && !kept.iter().any(alike) {
                slots.push(happening.slot);
                kept.push(happening);
            }
        }
    }
    kept.sort_by(|a, b| {
        (a.trigger.start, a.kind, &a.source, &a.target).cmp(&(b.trigger.start, b.kind, &b.source, &b.target))
    });
    kept
}

/// Sorts the candidates of one trigger, the surest first. Of a mutual event told both ways the one by the
/// subject comes first: it is at least as sure as its mirror.
fn raise_subjects(group: &mut [Happening]) {
    let is_back = |happening: &Happening| happening.features.iter().any(|feature| feature == "mutual=back");
    let mut back: BTreeMap<(String, String), i32> = BTreeMap::new();
    for happening in group.iter().filter(|happening| is_back(happening)) {
        if let Some(target) = &happening.target {
            let weight = back.entry((target.clone(), happening.source.clone())).or_insert(happening.weight);
            *weight = happening.weight.max(*weight);
        }
    }
    group.sort_by_cached_key(|happening| {
        let turned = is_back(happening);
        let pair = (happening.source.clone(), happening.target.clone().unwrap_or_default());
        let mirror = back.get(&pair).copied().filter(|_| !turned).unwrap_or(happening.weight);
        (-happening.weight.max(mirror), turned)
    });
}

/// Adds the events of one trigger: one a pair of source and target.
fn happenings(
    reading: &Reading<'_>,
    drafts: &[Draft],
    parties: &Parties<'_, '_>,
    place: usize,
    trigger: &Trigger<'_>,
    found: &mut Vec<Happening>,
) {
    let tree = &reading.sentences[place];
    let roles = roles::of(reading, parties, place, trigger);
    let top = clause(tree, trigger.verb.unwrap_or(trigger.head));
    let mut extent = tree.extent(top);
    // "), after the vote," without what only divides it from the rest.
    while extent.len() > 1 && !tree.is_worded(extent.start) && !is_quote_mark(tree.forms[extent.start]) {
        extent.start += 1;
    }
    while extent.len() > 1 && !tree.is_worded(extent.end - 1) && !is_quote_mark(tree.forms[extent.end - 1]) {
        extent.end -= 1;
    }
    let statement = parties.statement(tree.first + trigger.head);
    let denied = statement.is_some_and(|at| drafts[at].denies);
    let status = status::of(reading, place, trigger, denied);
    let time = time(reading, tree, &extent, trigger.head);
    let spot = place_of(reading, place, &extent, trigger.head);
    for (nth, pair) in roles.pairs(parties).iter().enumerate() {
        // Whoever protests without a name is a protester.
        let crowd = naming::Party::protesters();
        let unnamed = type_name(trigger.pattern.kind) == "PROTEST" && pair.source.name == naming::NOBODY;
        let (source, target) = (if unnamed { &crowd } else { &pair.source }, &pair.target);
        let features = scorer::features(&scorer::Seen {
            reading,
            parties,
            place,
            trigger,
            top,
            status,
            statement,
            source,
            target: target.as_ref(),
            nth,
            turned: pair.back,
            rule: roles.rule,
        });
        found.push(Happening {
            source: source.name.clone(),
            target: target.as_ref().map(|target| target.name.clone()),
            kind: trigger.pattern.kind,
            cameo: trigger.pattern.cameo.clone(),
            status,
            time,
            place: spot.clone(),
            trigger: tree.first + trigger.range.start..tree.first + trigger.range.end,
            evidence: tree.first + extent.start..tree.first + extent.end,
            statement,
            // A party that the sentence does not name but the report makes likely is told as such.
            rule: match trigger.pattern.shape {
                _ if guessed(source) || target.as_ref().is_some_and(guessed) => "event-other-side",
                Shape::Verb => "event",
                Shape::Noun => "event-noun",
            },
            slot: pair.slot,
            weight: i32::from(source.name != "unspecified" && target.is_some()) * 2 - 1,
            features,
        });
    }
}

/// True for a party that only the rest of the report makes likely.
fn guessed(party: &naming::Party) -> bool {
    matches!(party.how, "other side" | "main state")
}

/// The head of the clause a word stands in.
fn clause(tree: &Sentence<'_>, from: usize) -> usize {
    let mut at = from;
    while tree.upos(at) != Upos::Verb && tree.child(at, &[Rel::Cop, Rel::Nsubj]).is_none() {
        let Some(up) = tree.head(at) else { break };
        at = up;
    }
    at
}

/// The date of the clause nearest to the trigger.
fn time(reading: &Reading<'_>, tree: &Sentence<'_>, extent: &Range<usize>, head: usize) -> Option<usize> {
    let from = reading.dates.partition_point(|(tokens, _)| tokens.start < tree.first + extent.start);
    let here = reading.dates[from..].iter().take_while(|(tokens, _)| tokens.start < tree.first + extent.end);
    let near = here.enumerate().min_by_key(|(_, (tokens, _))| tokens.start.abs_diff(tree.first + head))?;
    Some(from + near.0)
}

/// "in Geneva": the named place of the clause nearest to the trigger.
fn place_of(reading: &Reading<'_>, place: usize, extent: &Range<usize>, head: usize) -> Option<Range<usize>> {
    let tree = &reading.sentences[place];
    let spots = extent.clone().filter(|&at| {
        tree.upos(at) == Upos::Propn
            && matches!(tree.rel(at), Rel::Obl | Rel::Nmod)
            && tree.children(at).any(|mark| {
                tree.rel(mark) == Rel::Case
                    && tree.is(mark, &["in", "at", "near", "outside", "inside", "around"])
            })
    });
    let spot = spots.min_by_key(|at| at.abs_diff(head))?;
    let mut range = spot..spot + 1;
    for child in tree.children(spot) {
        if matches!(tree.rel(child), Rel::Compound | Rel::Flat | Rel::Amod) && tree.upos(child) == Upos::Propn
        {
            range = range.start.min(child)..range.end.max(child + 1);
        }
    }
    Some(tree.first + range.start..tree.first + range.end)
}

/// The name of an event type.
pub(crate) fn type_name(kind: usize) -> &'static str {
    EVENT_TYPES[kind]
}
