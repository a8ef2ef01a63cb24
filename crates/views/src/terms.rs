//! What becomes of conditions: whether a later report tells that one was met or refused, and which conditions
//! of two sides wait for each other.
//!
//! > Varo withdrew its troops from the valley.
//!
//! makes "only after Varo withdraws its troops" of an earlier report `met`, with that passage. Nothing told in
//! the same words leaves it `open`.

use corroborate::conditions::{Answer, Place, State, answers, deadlocks};
use ledger::{ConditionKind, Extraction, Passage};
use serde::Serialize;

use crate::board::Held;
use crate::page::{Block, Citation, Mark, Piece};
use crate::said::{Quote, When};

/// What the reports tell of a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fate {
    /// Open, met or refused.
    pub state: State,
    /// The row that tells it, unless it is open.
    pub told: Option<Elsewhere>,
    /// Conditions of the other side that wait for what this side makes wait for them.
    pub deadlocked: Vec<Elsewhere>,
}

/// Words of another row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// `REPORT#p1`.
    pub address: String,
    /// Whose condition it is; `None` for the row that tells of one.
    pub holder: Option<String>,
    /// The words.
    pub quote: Quote,
    /// The report's date.
    pub when: When,
}

/// Tells of each condition of `rows` what `reports` make of it.
pub fn tell(rows: &mut [Held], reports: &[&Extraction]) {
    let (answers, deadlocks) = (answers(reports.iter().copied()), deadlocks(reports.iter().copied()));
    for row in rows {
        for (index, term) in row.conditions.iter_mut().enumerate() {
            // A goal is not asked of anybody.
            if term.kind == ConditionKind::Goal {
                continue;
            }
            let place = (row.address.clone(), index);
            let answer = answers.get(&place);
            let others = deadlocks.get(&place).into_iter().flatten();
            term.fate = Some(Fate {
                state: answer.map_or(State::Open, |answer| answer.state),
                told: answer.map(told),
                deadlocked: others.filter_map(|place| condition(place, reports)).collect(),
            });
        }
    }
}

fn told(answer: &Answer) -> Elsewhere {
    Elsewhere {
        address: answer.address.clone(),
        holder: None,
        quote: quote(answer.evidence.passage(), answer.evidence.text()),
        when: When::of(None, answer.published.as_deref()),
    }
}

/// The condition at a place.
fn condition((address, index): &Place, reports: &[&Extraction]) -> Option<Elsewhere> {
    let (id, row) = address.rsplit_once('#')?;
    let report = reports.iter().find(|report| report.id.as_deref() == Some(id))?;
    let position = report.positions.iter().find(|position| position.id == row)?;
    let condition = position.conditions.get(*index)?;
    Some(Elsewhere {
        address: address.clone(),
        holder: Some(position.holder.clone()),
        quote: quote(condition.span, &condition.text),
        when: When::of(None, report.published.as_deref()),
    })
}

fn quote(passage: Passage, words: &str) -> Quote {
    Quote { passage, words: words.to_owned() }
}

impl Fate {
    /// The lines under a condition, each with the citation of the row it is from.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Block> + '_ {
        let state = match self.state {
            State::Open => "open",
            State::Met => "met, by a later report: ",
            State::Refused => "refused, by a later report: ",
        };
        let told = self.told.iter().map(move |told| told.entry(state, Mark::Evidence));
        let voice = "cannot both hold, for each waits for the other to act first: ";
        told.chain(self.deadlocked.iter().map(move |other| other.entry(voice, Mark::Condition)))
    }
}

impl Elsewhere {
    fn entry(&self, voice: &'static str, mark: Mark) -> Block {
        let mut text = vec![Piece::Voice(voice)];
        if let Some(holder) = &self.holder {
            text.extend([Piece::Name(holder.clone()), Piece::Voice(" waits for: ")]);
        }
        let Quote { passage, words } = self.quote.clone();
        text.push(Piece::Words { passage, words, mark });
        let citation = Citation { address: self.address.clone(), passages: vec![passage] };
        Block::Entry { depth: 1, margin: self.when.margin(), text, notes: Vec::new(), citation }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use ledger::{Condition, Event, EventStatus, EventType, Issue, Position, Stance};

    use crate::sample::{Report, plain};
    use crate::standing::{Narrow, board};

    fn waits(report: &mut Report, holder: &str, toward: &str, clause: &str, condition: &str) {
        report.extraction.positions.push(Position {
            id: "p1".to_owned(),
            holder: holder.to_owned(),
            issue: Issue::Ceasefire,
            toward: vec![toward.to_owned()],
            stance: Stance::Conditional,
            conditions: vec![Condition {
                kind: super::ConditionKind::Precondition,
                span: report.passage(condition),
                text: condition.to_owned(),
            }],
            evidence: report.passage(clause),
            statement: None,
            level: None,
            negated_expectation: false,
            rule: "sample".to_owned(),
            because: report.because(clause),
        });
    }

    #[test]
    fn it_knows_who_waits_for_whom_and_what_was_done_since() {
        let one = "Kesh will sign the truce only after Varo withdraws its troops.";
        let mut first = Report::new("one", Some("2031-03-04"), one);
        waits(&mut first, "Kesh", "Varo", one, "Varo withdraws its troops");
        let other = "Varo will withdraw its troops only after Kesh signs the truce.";
        let mut second = Report::new("other", Some("2031-03-05"), other);
        waits(&mut second, "Varo", "Kesh", other, "Kesh signs the truce");
        let mut third = Report::new("later", Some("2031-04-01"), "Varo withdrew its troops.");
        third.extraction.events.push(Event {
            id: "e1".to_owned(),
            source: "Varo".to_owned(),
            target: None,
            kind: EventType::Retreat,
            cameo: None,
            status: EventStatus::Happened,
            time: None,
            place: None,
            trigger: third.passage("withdrew"),
            evidence: third.passage("Varo withdrew its troops"),
            statement: None,
            rule: "sample".to_owned(),
            because: third.because("Varo withdrew its troops"),
        });
        let reports = [first.extraction, second.extraction, third.extraction];
        let page = |narrow: Narrow| plain(&board(&narrow.told(&reports)));
        expect![[r#"
            # Board
            ## ceasefire
            - (2031-03-04) | Kesh toward Varo: conditional | the report: Kesh will sign the truce only after Varo withdraws its troops. [one#p1, 0-62]
            - (2031-03-05) | Varo toward Kesh: conditional | the report: Varo will withdraw its troops only after Kesh signs the truce. [other#p1, 0-62]
            Conditions, demands and goals:
            - (2031-03-04) | Kesh, precondition: Varo withdraws its troops [one#p1, 36-61]
              - (2031-04-01) | met, by a later report: Varo withdrew its troops [later#e1, 0-24]
              - (2031-03-05) | cannot both hold, for each waits for the other to act first: Varo waits for: Kesh signs the truce [other#p1, 41-61]
            - (2031-03-05) | Varo, precondition: Kesh signs the truce [other#p1, 41-61]
              - (2031-03-04) | cannot both hold, for each waits for the other to act first: Kesh waits for: Varo withdraws its troops [one#p1, 36-61]
        "#]].assert_eq(&page(Narrow::default()));
        let early = page(Narrow { as_of: Some("2031-03-04".to_owned()), ..Narrow::default() });
        assert!(!early.contains("cannot both hold") && !early.contains("met, by"), "{early}");
    }
}
