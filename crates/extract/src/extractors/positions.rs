//! Positions: who is ready for what, with whom, and how far.
//!
//! > Georgia said it was ready for talks with Armenia only if the border is opened.
//!
//! reads as `Georgia  talks  Armenia  conditional`. From the words that name an issue the reader climbs
//! the tree; every word on the way that takes a stance turns it, until somebody who holds it is met.
//! An issue that is only mentioned, or taken up by nobody, gives no row.

mod actors;
mod attach;
mod climb;
mod level;
mod scorer;
mod silence;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use knowledge::Turn;
use ledger::{ConditionKind, Level, Stance};

use super::attribution::Draft;
use super::conditions;
use super::forums::Seat;
use crate::annotate::Reading;

pub(crate) use actors::Parties;

/// A position under construction. Places are tokens of the report.
#[derive(Clone, Debug)]
pub(crate) struct Stand {
    /// Whose it is.
    pub holder: String,
    /// Index into [`knowledge::ISSUES`].
    pub issue: usize,
    /// With, on or of whom.
    pub toward: Vec<String>,
    /// Where the holder stands.
    pub stance: Stance,
    /// What kind of word or deed it is.
    pub level: Option<Level>,
    /// On what conditions.
    pub conditions: Vec<(ConditionKind, Range<usize>)>,
    /// The clause.
    pub evidence: Range<usize>,
    /// The statement it rests on, as an index into the drafts.
    pub statement: Option<usize>,
    /// The rule.
    pub rule: &'static str,
    /// How sure the reader is, in thousandths of the scorer; only the order and the sign count.
    pub weight: i32,
    /// What the scorer looks at; empty where a rule is sure.
    pub features: Vec<String>,
    /// True where a stance word stands between its subject and the issue, and nobody else fits better.
    pub is_plain: bool,
    /// True where the report says that the holder has not expressed a position.
    pub is_unexpressed: bool,
}

/// What a plain stance weighs at least in a report of a few sentences; in longer ones ever less is added.
const PLAIN: i32 = 4000;

/// A position that the scorer doubts no more than this is kept where a condition stands beside it.
const DOUBTFUL: i32 = -1500;

/// So many positions of one holder may be read from the same words.
const CROWDED: usize = 2;

/// At most so many positions of a report are kept, the surest first.
pub(crate) const MOST: usize = 9;

/// All that may be positions. The scorer chooses among them.
pub(crate) fn candidates(reading: &Reading<'_>, drafts: &[Draft], parties: &Parties<'_, '_>) -> Vec<Stand> {
    let mut stands = Vec::new();
    let mut climber = climb::Climber::new(reading, drafts, parties);
    for sentence in 0..reading.sentences.len() {
        climber.sentence(sentence, &mut stands);
    }
    // How often the report comes back to it.
    let mut evidence: BTreeMap<(String, usize), BTreeSet<usize>> = BTreeMap::new();
    for stand in &stands {
        evidence.entry((stand.holder.clone(), stand.issue)).or_default().insert(stand.evidence.start);
    }
    // How often the issue and its counterpart come up at all.
    let mut issues: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut sides: BTreeMap<(usize, Vec<String>), BTreeSet<usize>> = BTreeMap::new();
    let mut holders: BTreeMap<(String, Vec<String>), BTreeSet<usize>> = BTreeMap::new();
    for stand in &stands {
        issues.entry(stand.issue).or_default().insert(stand.evidence.start);
        sides.entry((stand.issue, stand.toward.clone())).or_default().insert(stand.evidence.start);
        holders.entry((stand.holder.clone(), stand.toward.clone())).or_default().insert(stand.evidence.start);
    }
    let mut ranked: Vec<(usize, usize)> =
        issues.iter().map(|(issue, places)| (places.len(), *issue)).collect();
    ranked.sort_by_key(|(count, issue)| (std::cmp::Reverse(*count), *issue));
    for stand in &mut stands {
        let times = evidence.get(&(stand.holder.clone(), stand.issue)).map_or(0, BTreeSet::len);
        stand.features.push(format!("support={}", times.min(4)));
        if stand.is_plain {
            stand.features.push("plain".to_owned());
            stand.features.push(format!("plain+stance={}", stand.stance.name()));
        }
        let rank = ranked.iter().position(|(_, issue)| *issue == stand.issue).unwrap_or(9);
        stand.features.push(format!("issue-rank={}", rank.min(5)));
        stand.features.push(format!("issue-times={}", issues[&stand.issue].len().min(6)));
        let side = sides[&(stand.issue, stand.toward.clone())].len();
        stand.features.push(format!("toward-times={}", side.min(5)));
        let pair = holders[&(stand.holder.clone(), stand.toward.clone())].len();
        stand.features.push(format!("pair-times={}", pair.min(5)));
    }
    stands
}

/// The positions of a report, in text order.
pub(crate) fn extract(
    reading: &Reading<'_>,
    drafts: &[Draft],
    parties: &Parties<'_, '_>,
    seats: &[Seat],
) -> Vec<Stand> {
    let mut stands = candidates(reading, drafts, parties);
    for stand in &mut stands {
        stand.weight = scorer::score(&stand.features).unwrap_or(stand.weight);
        // The scorer learned from whole reports, where most of what is said in passing is no position.
        let sentences = reading.sentences.len();
        if sentences <= actors::SHORT {
            stand.weight =
                if stand.is_plain { stand.weight.max(0) + PLAIN } else { stand.weight - PLAIN / 2 };
        } else if stand.is_plain {
            stand.weight += PLAIN * actors::SHORT as i32 / sentences as i32;
        }
    }
    let counts = conditions::by_sentence(reading, &stands);
    let doubtful: Vec<Stand> = (stands.iter())
        .filter(|stand| !stand.features.is_empty() && (DOUBTFUL..=0).contains(&stand.weight))
        .cloned()
        .collect();
    stands.retain(|stand| stand.weight > 0);
    stands.extend(seats.iter().filter_map(Seat::stand));
    // The surest first; among equals the first in the text.
    stands.sort_by_key(|stand| (-stand.weight, stand.evidence.start, stand.issue));
    let mut kept: Vec<Stand> = Vec::new();
    for stand in stands {
        if kept.len() == MOST {
            break;
        }
        let same = |other: &Stand| other.holder == stand.holder && other.issue == stand.issue;
        let alike = |other: &&mut Stand| {
            same(other)
                && (other.evidence == stand.evidence
                    || other.toward == stand.toward
                    || other.toward.iter().any(|actor| stand.toward.contains(actor)))
                && (other.stance == stand.stance || other.weight > stand.weight + 1500)
        };
        match kept.iter_mut().find(alike) {
            Some(other) => {
                for condition in stand.conditions {
                    if other.stance == stand.stance && !other.conditions.contains(&condition) {
                        other.conditions.push(condition);
                    }
                }
            }
            None => {
                let beside = kept.iter().filter(|other| {
                    other.holder == stand.holder
                        && other.evidence.start < stand.evidence.end
                        && stand.evidence.start < other.evidence.end
                });
                if beside.count() < CROWDED {
                    kept.push(stand);
                }
            }
        }
    }
    let wanted = attach::within_reach(reading, &kept, &doubtful);
    let chosen = conditions::chosen(reading, drafts, parties, &counts, &wanted);
    attach::attach(reading, parties, chosen, &mut kept, doubtful);
    let silences = silence::all(reading, parties);
    // What somebody has not said whether to do is no position on it.
    kept.retain(|stand| {
        !silences.iter().any(|silence| {
            silence.holder == stand.holder
                && silence.evidence.start <= stand.evidence.start
                && stand.evidence.end <= silence.evidence.end
        })
    });
    kept.extend(silences);
    kept.sort_by_key(|stand| (stand.evidence.start, stand.issue, stand.holder.clone()));
    kept
}

/// The stance of a holder whose words turn so.
pub(crate) fn stance(turn: Turn) -> Stance {
    match turn {
        Turn::Seeks => Stance::Seeks,
        Turn::Open => Stance::Open,
        Turn::Conditional => Stance::Conditional,
        Turn::Reluctant => Stance::Reluctant,
        Turn::Rejects => Stance::Rejects,
    }
}
