//! Where each side stands: one line for a holder, an issue and a counterpart, over all reports.
//!
//! > On Monday the islands refused to talk to the mainland; on Friday they were ready to.
//!
//! is one standing, `open` since Friday, which was `rejects` before. What others say a side stands for is
//! kept apart from what it says itself.

use std::collections::BTreeMap;

use ledger::{Extraction, Issue, Stance};
use serde::Serialize;

use crate::board::{Held, Seat, held, seats};
use crate::page::{Block, Citation, Page, Piece};
use crate::said::words;
use crate::terms::{Fate, tell};

/// Where a holder stands toward a counterpart on an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// What it is about.
    pub issue: Issue,
    /// Whose.
    pub holder: String,
    /// With, on or of whom.
    pub toward: Vec<String>,
    /// The stance the latest row gives.
    pub stance: Stance,
    /// True where no row rests on the holder's own words or the report's voice.
    pub told_by_others: bool,
    /// All rows, oldest first, undated ones before them.
    pub held: Vec<Held>,
}

/// Which rows to show. An empty one shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// Of this actor; the last words of a name are enough.
    pub actor: Option<String>,
    /// With this counterpart, or in this forum.
    pub toward: Option<String>,
    /// On this issue.
    pub issue: Option<Issue>,
    /// With this stance.
    pub stance: Option<Stance>,
    /// From this report.
    pub report: Option<String>,
    /// As known at the end of this day, month or year: later rows and undated ones are left out.
    pub as_of: Option<String>,
}

impl Narrow {
    /// The positions of `reports` that are to be shown, in order of time.
    pub fn held(&self, reports: &[Extraction]) -> Vec<Held> {
        let each = reports.iter().filter_map(|extraction| Some((extraction.id.as_deref()?, extraction)));
        let mut rows: Vec<Held> = each.flat_map(|(id, extraction)| held(id, extraction)).collect();
        rows.retain(|row| {
            self.is_of(&row.holder)
                && self
                    .toward
                    .as_deref()
                    .is_none_or(|name| row.toward.iter().any(|other| is_named(other, name)))
                && self.issue.is_none_or(|issue| issue == row.issue)
                && self.stance.is_none_or(|stance| stance == row.stance)
                && self.is_from(&row.address)
                && self.is_known(row.when.day())
        });
        rows.sort_by_cached_key(Held::order);
        rows
    }

    /// As [`Narrow::held`], with what the reports known on the day make of each condition.
    pub fn told(&self, reports: &[Extraction]) -> Vec<Held> {
        let mut rows = self.held(reports);
        let is_known = |report: &&Extraction| self.is_known(report.published.as_deref());
        tell(&mut rows, &reports.iter().filter(is_known).collect::<Vec<_>>());
        rows
    }

    /// The forum states of `reports` that are to be shown, in order of time. As of a day, the last known
    /// state of each actor in each body.
    pub fn seats(&self, reports: &[Extraction]) -> Vec<Seat> {
        let each = reports.iter().filter_map(|extraction| Some((extraction.id.as_deref()?, extraction)));
        let mut rows: Vec<Seat> = each.flat_map(|(id, extraction)| seats(id, extraction)).collect();
        rows.retain(|row| {
            self.is_of(&row.actor)
                && self.toward.as_deref().is_none_or(|name| is_named(&row.forum, name))
                && self.is_from(&row.address)
                && self.is_known(row.when.day())
        });
        rows.sort_by_cached_key(Seat::order);
        if self.as_of.is_none() {
            return rows;
        }
        let mut last: BTreeMap<(String, Option<String>, String), Seat> = BTreeMap::new();
        for row in rows {
            last.insert((row.forum.clone(), row.body.clone(), row.actor.clone()), row);
        }
        last.into_values().collect()
    }

    fn is_of(&self, actor: &str) -> bool {
        self.actor.as_deref().is_none_or(|name| is_named(actor, name))
    }

    fn is_from(&self, address: &str) -> bool {
        let report = address.rsplit_once('#').map_or(address, |(report, _)| report);
        self.report.as_deref().is_none_or(|wanted| wanted == report)
    }

    /// Whether a day, month or year lies not after the end of `as_of`.
    fn is_known(&self, day: Option<&str>) -> bool {
        let Some(as_of) = self.as_of.as_deref() else { return true };
        let Some(day) = day else { return false };
        day.get(..as_of.len()).unwrap_or(day) <= as_of
    }
}

/// True where `name` is the actor's or its last words, in any case.
fn is_named(actor: &str, name: &str) -> bool {
    let (actor, name) = (actor.to_lowercase(), name.to_lowercase());
    actor.strip_suffix(&name).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// The standings that rows make, by issue, holder and counterpart.
pub fn standings(rows: impl IntoIterator<Item = Held>) -> Vec<Standing> {
    let mut cells: BTreeMap<(Issue, String, Vec<String>), Vec<Held>> = BTreeMap::new();
    for row in rows {
        cells.entry((row.issue, row.holder.clone(), row.toward.clone())).or_default().push(row);
    }
    let standing = |((issue, holder, toward), mut held): ((Issue, String, Vec<String>), Vec<Held>)| {
        held.sort_by_cached_key(Held::order);
        let told = held.iter().filter(|row| !row.not_expressed);
        let stance = told.map(|row| row.stance).next_back().or_else(|| Some(held.last()?.stance))?;
        let told_by_others = held.iter().all(|row| row.is_told_by_others());
        Some(Standing { issue, holder, toward, stance, told_by_others, held })
    };
    cells.into_iter().filter_map(standing).collect()
}

impl Standing {
    /// The rows that show the stance without a break until now, oldest first.
    fn current(&self) -> &[Held] {
        let start = self.held.iter().rposition(|row| row.stance != self.stance).map_or(0, |at| at + 1);
        if start == self.held.len() { &self.held } else { &self.held[start..] }
    }

    /// The line of the board. Its margin is since when the stance is known to hold.
    fn entry(&self) -> Option<Block> {
        let since = self.current().first()?;
        let last = self.current().last()?;
        let before = self.held.iter().rfind(|row| row.stance != self.stance);
        let mut block = since.line();
        if let Block::Entry { notes, .. } = &mut block {
            if last.address != since.address {
                notes.push(vec![Piece::Voice("last shown by "), Piece::Name(last.address.clone())]);
            }
            if let Some(before) = before {
                let mut note = vec![Piece::Voice("before: "), Piece::Voice(before.stance.name())];
                if let Some(day) = before.when.day() {
                    note.push(Piece::Voice(", "));
                    note.push(Piece::Date(day.to_owned()));
                }
                note.push(Piece::Voice(", "));
                note.push(Piece::Name(before.address.clone()));
                notes.push(note);
            }
            if self.told_by_others {
                notes.push(vec![Piece::Voice("in the words of others only")]);
            }
        }
        Some(block)
    }

    /// A line for each condition, and under it what other reports make of it.
    fn conditions(&self) -> impl Iterator<Item = Block> + '_ {
        self.held.iter().flat_map(|row| row.conditions.iter().map(move |term| (row, term))).flat_map(
            |(row, term)| {
                let mut text = vec![Piece::Name(row.holder.clone())];
                text.push(Piece::Voice(", "));
                text.push(Piece::Voice(term.kind.name()));
                text.push(Piece::Voice(": "));
                text.push(words(&term.quote));
                let citation = Citation { address: row.address.clone(), passages: vec![term.quote.passage] };
                let notes = row.word_of.as_ref().map(|word| word.note()).into_iter().collect();
                let entry = Block::Entry { depth: 0, margin: row.when.margin(), text, notes, citation };
                [entry].into_iter().chain(term.fate.iter().flat_map(Fate::entries))
            },
        )
    }

    /// Rows that show another stance than the one that holds.
    fn otherwise(&self) -> impl Iterator<Item = &Held> {
        self.held.iter().filter(|row| row.stance != self.stance)
    }
}

/// What is shown of one issue: where each side stands, on which conditions, and who says otherwise.
pub(crate) fn section(rows: &[Held]) -> Vec<Block> {
    let standings = standings(rows.iter().cloned());
    let mut blocks: Vec<Block> = standings.iter().filter_map(Standing::entry).collect();
    let conditions: Vec<Block> = standings.iter().flat_map(Standing::conditions).collect();
    if !conditions.is_empty() {
        blocks.push(Block::Note(vec![Piece::Voice("Conditions, demands and goals:")]));
        blocks.extend(conditions);
    }
    let otherwise: Vec<Block> = standings.iter().flat_map(Standing::otherwise).map(Held::line).collect();
    if !otherwise.is_empty() {
        blocks.push(Block::Note(vec![Piece::Voice("Shown otherwise:")]));
        blocks.extend(otherwise);
    }
    blocks
}

/// The board as a page: an issue after the other.
pub fn board(rows: &[Held]) -> Page {
    let mut issues: BTreeMap<Issue, Vec<Held>> = BTreeMap::new();
    for row in rows {
        issues.entry(row.issue).or_default().push(row.clone());
    }
    let mut blocks = vec![Block::Heading { level: 1, pieces: vec![Piece::Voice("Board")] }];
    if issues.is_empty() {
        blocks.push(Block::Note(vec![Piece::Voice("No position to show.")]));
    }
    for (issue, rows) in issues {
        blocks.push(Block::Heading { level: 2, pieces: vec![Piece::Voice(issue.name())] });
        blocks.extend(section(&rows));
    }
    Page { blocks }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use ledger::{Condition, ConditionKind, Position};

    use super::*;
    use crate::sample::{Report, plain};

    fn report(id: &str, published: &'static str, text: &'static str, clause: &str, stance: Stance) -> Report {
        let mut report = Report::new(id, Some(published), text);
        report.extraction.positions.push(Position {
            id: "p1".to_owned(),
            holder: "Islands".to_owned(),
            issue: Issue::Talks,
            toward: vec!["Mainland".to_owned()],
            stance,
            conditions: Vec::new(),
            evidence: report.passage(clause),
            statement: None,
            level: None,
            negated_expectation: false,
            rule: "sample".to_owned(),
            because: report.because(clause),
        });
        report
    }

    fn two() -> Vec<Extraction> {
        let first = report(
            "may",
            "2031-05-07",
            "The islands refused to talk to the mainland.",
            "refused to talk",
            Stance::Rejects,
        );
        let mut second = report(
            "june",
            "2031-06-02",
            "The islands are ready to talk if the blockade ends.",
            "are ready to talk",
            Stance::Open,
        );
        let span = second.passage("the blockade ends");
        second.extraction.positions[0].conditions.push(Condition {
            kind: ConditionKind::Precondition,
            span,
            text: "the blockade ends".to_owned(),
        });
        vec![second.extraction, first.extraction]
    }

    fn check(narrow: &Narrow, expected: Expect) {
        expected.assert_eq(&plain(&board(&narrow.held(&two()))));
    }

    #[test]
    fn it_knows_since_when_and_what_was_before() {
        check(
            &Narrow::default(),
            expect![[r#"
                # Board
                ## talks
                - (2031-06-02) | Islands toward Mainland: open | the report: are ready to talk; before: rejects, 2031-05-07, may#p1 [june#p1, 12-29]
                Conditions, demands and goals:
                - (2031-06-02) | Islands, precondition: the blockade ends [june#p1, 33-50]
                Shown otherwise:
                - (2031-05-07) | Islands toward Mainland: rejects | the report: refused to talk [may#p1, 12-27]
            "#]],
        );
    }

    #[test]
    fn it_knows_that_what_came_later_was_not_known() {
        let narrow = Narrow { as_of: Some("2031-05".to_owned()), ..Narrow::default() };
        check(
            &narrow,
            expect![[r#"
            # Board
            ## talks
            - (2031-05-07) | Islands toward Mainland: rejects | the report: refused to talk [may#p1, 12-27]
        "#]],
        );
    }

    #[test]
    fn it_knows_that_the_last_words_of_a_name_are_enough_and_half_a_word_is_not() {
        assert!(is_named("Harbour Islands", "islands"));
        assert!(!is_named("Harbour Islands", "lands"));
    }

    #[test]
    fn it_knows_that_nothing_to_show_is_said() {
        let narrow = Narrow { issue: Some(Issue::Sanctions), ..Narrow::default() };
        check(
            &narrow,
            expect![[r#"
            # Board
            No position to show.
        "#]],
        );
    }
}
