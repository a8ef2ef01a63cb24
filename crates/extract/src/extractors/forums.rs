//! Forums: who sits at which table, body by body.
//!
//! > The Georgian delegation will attend the OSCE ministerial in Malta.
//!
//! reads as `Georgia  OSCE  will_attend`. A body of an organisation is kept apart from the organisation:
//! who is suspended from its assembly may stay in it. A meeting between two sides is no forum.

mod elided;
mod nouns;
mod states;
mod tables;
mod who;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use knowledge::ISSUES;
use ledger::{ForumState, Level, SpeakerKind, Stance};

use super::positions::{Parties, Stand};
use crate::annotate::{Reading, Sentence};
use tables::Table;
use who::Scene;

/// A forum state under construction. Places are tokens of the report.
#[derive(Clone, Debug)]
pub(crate) struct Seat {
    /// Who.
    pub actor: String,
    /// Which forum.
    pub forum: String,
    /// Which of its bodies.
    pub body: Option<String>,
    /// In or out.
    pub state: ForumState,
    /// True where the actor file knows the forum.
    pub known: bool,
    /// Date expression of the clause, as an index into [`Reading::dates`].
    pub time: Option<usize>,
    /// The clause.
    pub evidence: Range<usize>,
    /// The statement it rests on, as an index into the drafts.
    pub statement: Option<usize>,
}

impl Seat {
    /// The stance a forum state is.
    pub(super) fn stand(&self) -> Option<Stand> {
        let stance = match self.state {
            ForumState::WillAttend | ForumState::Rejoins | ForumState::Attends => Stance::Seeks,
            ForumState::Suspended | ForumState::Withdraws | ForumState::Boycotts => Stance::Rejects,
            ForumState::Member | ForumState::Excluded | ForumState::Absent => return None,
        };
        if !self.known {
            return None;
        }
        let toward = match &self.body {
            Some(body) if !body.starts_with(&self.forum) => format!("{} {body}", self.forum),
            Some(body) => body.clone(),
            None => self.forum.clone(),
        };
        let weight = if self.state == ForumState::Attends { 3 } else { 6 };
        Some(Stand {
            holder: self.actor.clone(),
            issue: ISSUES.iter().position(|name| *name == "forum_participation")?,
            toward: vec![toward],
            stance,
            level: (self.state != ForumState::WillAttend).then_some(Level::Act),
            conditions: Vec::new(),
            evidence: self.evidence.clone(),
            statement: self.statement,
            rule: "forum",
            weight: weight * 300,
            features: Vec::new(),
            is_plain: false,
            is_unexpressed: false,
        })
    }
}

/// The forum states of a report, in text order, each once.
pub(crate) fn extract(reading: &Reading<'_>, parties: &Parties<'_, '_>) -> Vec<Seat> {
    let mut seats: Vec<Seat> = Vec::new();
    let mut known: BTreeSet<(String, String, Option<String>, &'static str)> = BTreeSet::new();
    let people = people(reading);
    let all = tables::tables(reading);
    // The first table stands for those a report leaves out before it names any.
    let mut at_hand = all.iter().find_map(|tables| tables::at_hand(tables, None));
    for (place, tables) in all.iter().enumerate() {
        let scene = Scene { reading, parties, people: &people, place };
        let mut rows: Vec<(&Table, states::Row)> = Vec::new();
        for table in tables {
            rows.extend(states::states(&scene, table).into_iter().map(|row| (table, row)));
        }
        at_hand = tables::at_hand(tables, at_hand);
        if let Some(table) = at_hand {
            // What a verb says of a named table is said.
            let told: Vec<usize> = rows.iter().map(|(_, (.., top))| *top).collect();
            let elided = elided::states(&scene).into_iter().filter(|(.., top)| !told.contains(top));
            rows.extend(elided.map(|row| (table, row)));
        }
        for (table, (actor, state, top)) in rows {
            if actor == table.forum || is_organ_of(reading, &actor, &table.forum) {
                continue;
            }
            let key = (actor.clone(), table.forum.clone(), table.body.clone(), state.name());
            if !known.insert(key) {
                continue;
            }
            let tree = &reading.sentences[place];
            let extent = tree.extent(top);
            seats.push(Seat {
                actor,
                forum: table.forum.clone(),
                body: table.body.clone(),
                state,
                known: table.known,
                time: time(reading, tree, &extent),
                evidence: tree.first + extent.start..tree.first + extent.end,
                statement: parties.statement(tree.first + top),
            });
        }
    }
    // "the meeting" is that of the body named elsewhere.
    let bodies: Vec<Seat> =
        seats.iter().filter(|seat| is_named_body(seat.body.as_deref())).cloned().collect();
    seats.retain(|seat| {
        let same = |other: &Seat| {
            (&other.actor, &other.forum, other.state) == (&seat.actor, &seat.forum, seat.state)
        };
        seat.body.is_none() || is_named_body(seat.body.as_deref()) || !bodies.iter().any(same)
    });
    seats
}

/// The names of the people in a report.
fn people<'a>(reading: &'a Reading<'_>) -> BTreeSet<&'a str> {
    let people = reading.mentions.entities.iter().filter(|entity| entity.kind == SpeakerKind::Person);
    people.map(|entity| entity.name.as_str()).collect()
}

fn is_named_body(body: Option<&str>) -> bool {
    body.is_some_and(|body| body.starts_with(char::is_uppercase))
}

/// "The Security Council" does not sit in the UN, it is of it.
fn is_organ_of(reading: &Reading<'_>, actor: &str, forum: &str) -> bool {
    let actors = &reading.knowledge.actors;
    let of = actors.by_name(actor).and_then(|id| actors.get(id).of);
    of.is_some_and(|of| actors.get(of).name == forum)
}

/// The first date of the clause.
fn time(reading: &Reading<'_>, tree: &Sentence<'_>, extent: &Range<usize>) -> Option<usize> {
    let from = reading.dates.partition_point(|(tokens, _)| tokens.start < tree.first + extent.start);
    let (tokens, _) = reading.dates.get(from)?;
    (tokens.start < tree.first + extent.end).then_some(from)
}
