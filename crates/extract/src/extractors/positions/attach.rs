//! Which position a condition belongs to.

use std::cmp::Reverse;

use super::{MOST, Stand, actors::SHORT};
use crate::annotate::Reading;
use crate::extractors::conditions::Chosen;
use crate::extractors::positions::Parties;

/// So many sentences from a position a condition may stand.
const NEAR: usize = 3;

/// For each sentence whether a condition that stands in it could belong to a position.
pub(super) fn within_reach(reading: &Reading<'_>, kept: &[Stand], doubtful: &[Stand]) -> Vec<bool> {
    let mut wanted = vec![false; reading.sentences.len()];
    for stand in kept {
        let place = reading.sentence_of(stand.evidence.start);
        let last = (place + NEAR + 1).min(wanted.len());
        wanted[place.saturating_sub(NEAR)..last].fill(true);
    }
    for stand in doubtful {
        wanted[reading.sentence_of(stand.evidence.start)] = true;
    }
    wanted
}

/// Gives every condition to the position it most likely bears on: one read from the same clause, else from the
/// same sentence, else a near one of the same side. A condition that has none near it
/// brings in a `doubtful` position of its sentence, or is dropped. In a
/// report of a few sentences what the rules read beside the position stays.
pub(super) fn attach(
    reading: &Reading<'_>,
    parties: &Parties<'_, '_>,
    chosen: Vec<Chosen>,
    kept: &mut Vec<Stand>,
    doubtful: Vec<Stand>,
) {
    let short = reading.sentences.len() <= SHORT;
    if !short {
        for stand in kept.iter_mut() {
            stand.conditions.clear();
        }
    }
    let mut places: Vec<usize> = kept.iter().map(|stand| reading.sentence_of(stand.evidence.start)).collect();
    for condition in chosen {
        let statement = parties.statement(condition.range.start);
        let speakers = statement.map_or(&[][..], |at| parties.speaker(at));
        let fit = |at: usize| {
            let stand = &kept[at];
            let distance = places[at].abs_diff(condition.place);
            if distance > NEAR {
                return None;
            }
            let same_side = speakers.contains(&stand.holder);
            let inside =
                stand.evidence.start <= condition.range.start && condition.range.end <= stand.evidence.end;
            let apart = stand.evidence.start.abs_diff(condition.range.start).min(200);
            let worth = 1000 - 300 * distance as i64 - apart as i64
                + if inside { 200 } else { 0 }
                + if same_side { 250 } else { 0 };
            (distance == 0 || same_side || worth > 0).then_some(worth)
        };
        let best = (0..kept.len())
            .filter_map(|at| Some((fit(at)?, at)))
            .max_by_key(|&(worth, at)| (worth, Reverse(at)));
        let at = match best {
            Some((_, at)) => at,
            None => {
                // Nobody sets a condition for what nobody holds a position on.
                let here = doubtful.iter().filter(|stand| {
                    kept.len() < MOST && reading.sentence_of(stand.evidence.start) == condition.place
                });
                let Some(likely) = here.max_by_key(|stand| (stand.weight, Reverse(stand.evidence.start)))
                else {
                    continue;
                };
                kept.push(likely.clone());
                places.push(condition.place);
                kept.len() - 1
            }
        };
        let stand = &mut kept[at];
        let overlaps = |known: &(ledger::ConditionKind, std::ops::Range<usize>)| {
            known.1.start < condition.range.end && condition.range.start < known.1.end
        };
        if !stand.conditions.iter().any(overlaps) {
            stand.conditions.push((condition.kind, condition.range));
        }
    }
}
