//! Positions, forum states and events as lines: a template over one row, with its words and citation.

use std::collections::HashMap;

use ledger::{
    Condition, ConditionKind, EventStatus, EventType, Evidence, Extraction, ForumState, Issue, Stance,
};
use serde::Serialize;

use crate::page::{Block, Citation, Piece};
use crate::said::{Quote, Through, When, words};
use crate::terms::Fate;

/// A position: who is ready for what, with whom, on which conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// `REPORT#p1`.
    pub address: String,
    /// Whose position it is.
    pub holder: String,
    /// What it is about.
    pub issue: Issue,
    /// With whom, on whom, of whom.
    pub toward: Vec<String>,
    /// Where the holder stands.
    pub stance: Stance,
    /// On what conditions.
    pub conditions: Vec<Term>,
    /// True when the report says that no such position was expressed.
    pub not_expressed: bool,
    /// On whose word; `None` in the report's own voice.
    pub word_of: Option<WordOf>,
    /// The clause that shows it.
    pub evidence: Quote,
    /// The report's date.
    pub when: When,
}

/// A condition of a position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// What sort.
    pub kind: ConditionKind,
    /// The report's words for it.
    pub quote: Quote,
    /// What other reports make of it, where they were asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fate: Option<Fate>,
}

/// Where an actor stands in one body of a forum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seat {
    /// `REPORT#f1`.
    pub address: String,
    /// Who.
    pub actor: String,
    /// Which forum.
    pub forum: String,
    /// Which of its bodies.
    pub body: Option<String>,
    /// In or out.
    pub state: ForumState,
    /// On whose word.
    pub word_of: Option<WordOf>,
    /// The clause.
    pub evidence: Quote,
    /// When.
    pub when: When,
}

/// What happened, is planned, or is claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Happening {
    /// `REPORT#e1`.
    pub address: String,
    /// Who acts.
    pub source: String,
    /// Upon whom.
    pub target: Option<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// Whether it took place.
    pub status: EventStatus,
    /// Where.
    pub place: Option<String>,
    /// On whose word.
    pub word_of: Option<WordOf>,
    /// The clause.
    pub evidence: Quote,
    /// When.
    pub when: When,
}

/// The statement a row stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordOf {
    /// `REPORT#s1`.
    pub address: String,
    /// Who said it, when it has a name.
    pub speaker: String,
    /// For whom the speaker speaks; `None` where the report does not tell.
    pub side: Option<String>,
    /// Through whom it came.
    pub chain: Vec<Through>,
    /// True when the speaker denies it.
    pub denied: bool,
    /// Words that weaken it.
    pub hedged: bool,
}

pub(crate) fn held(report: &str, extraction: &Extraction) -> Vec<Held> {
    let word = Words::of(report, extraction);
    let rows = extraction.positions.iter();
    rows.map(|row| Held {
        address: format!("{report}#{}", row.id),
        holder: row.holder.clone(),
        issue: row.issue,
        toward: row.toward.clone(),
        stance: row.stance,
        conditions: row.conditions.iter().map(term).collect(),
        not_expressed: row.negated_expectation,
        word_of: word.behind(row.statement.as_deref()),
        evidence: evidence(&row.because),
        when: When::of(word.said_when(row.statement.as_deref()), extraction.published.as_deref()),
    })
    .collect()
}

pub(crate) fn seats(report: &str, extraction: &Extraction) -> Vec<Seat> {
    let word = Words::of(report, extraction);
    let rows = extraction.forums.iter();
    rows.map(|row| Seat {
        address: format!("{report}#{}", row.id),
        actor: row.actor.clone(),
        forum: row.forum.clone(),
        body: row.body.clone(),
        state: row.state,
        word_of: word.behind(row.statement.as_deref()),
        evidence: evidence(&row.because),
        when: When::of(row.time.as_ref(), extraction.published.as_deref()),
    })
    .collect()
}

pub(crate) fn happenings(report: &str, extraction: &Extraction) -> Vec<Happening> {
    let word = Words::of(report, extraction);
    let rows = extraction.events.iter();
    rows.map(|row| Happening {
        address: format!("{report}#{}", row.id),
        source: row.source.clone(),
        target: row.target.clone(),
        kind: row.kind,
        status: row.status,
        place: row.place.clone(),
        word_of: word.behind(row.statement.as_deref()),
        evidence: evidence(&row.because),
        when: When::of(row.time.as_ref(), extraction.published.as_deref()),
    })
    .collect()
}

impl Held {
    /// Sorts by time, undated ones first, then by place.
    pub(crate) fn order(&self) -> (String, String, usize) {
        (self.when.day().unwrap_or_default().to_owned(), self.address.clone(), self.evidence.passage.start)
    }

    /// True where it rests on the word of somebody who speaks for another side.
    pub(crate) fn is_told_by_others(&self) -> bool {
        self.word_of.as_ref().is_some_and(|word| {
            word.speaker != self.holder && word.side.as_deref().is_some_and(|side| side != self.holder)
        })
    }

    /// The line of a board: without the conditions.
    pub(crate) fn line(&self) -> Block {
        Self { conditions: Vec::new(), ..self.clone() }.entry()
    }

    pub(crate) fn entry(&self) -> Block {
        let mut text = vec![Piece::Name(self.holder.clone())];
        if !self.toward.is_empty() {
            text.push(Piece::Voice(" toward "));
            names(&self.toward, &mut text);
        }
        text.push(Piece::Voice(": "));
        text.push(Piece::Voice(if self.not_expressed { "not expressed" } else { self.stance.name() }));
        for (index, term) in self.conditions.iter().enumerate() {
            text.push(Piece::Voice(if index == 0 { " (" } else { "; " }));
            text.push(Piece::Voice(term.kind.name()));
            text.push(Piece::Voice(": "));
            text.push(words(&term.quote));
        }
        if !self.conditions.is_empty() {
            text.push(Piece::Voice(")"));
        }
        entry(&self.address, &self.when, text, &self.evidence, self.word_of.as_ref())
    }
}

impl Seat {
    /// Sorts by time, undated ones first, then by place.
    pub(crate) fn order(&self) -> (String, String, usize) {
        (self.when.day().unwrap_or_default().to_owned(), self.address.clone(), self.evidence.passage.start)
    }

    pub(crate) fn entry(&self) -> Block {
        let mut text =
            vec![Piece::Name(self.actor.clone()), Piece::Voice(", "), Piece::Name(self.forum.clone())];
        if let Some(body) = &self.body {
            text.push(Piece::Voice(" / "));
            text.push(Piece::Name(body.clone()));
        }
        text.push(Piece::Voice(": "));
        text.push(Piece::Voice(state(self.state)));
        entry(&self.address, &self.when, text, &self.evidence, self.word_of.as_ref())
    }
}

impl Happening {
    /// Sorts by time: the day it took place, else the day of the report, else last.
    pub(crate) fn order(&self) -> (bool, String, String, usize) {
        let day = self.when.value.as_ref().or(self.when.published.as_ref());
        let place = self.evidence.passage.start;
        (day.is_none(), day.cloned().unwrap_or_default(), self.address.clone(), place)
    }

    pub(crate) fn entry(&self) -> Block {
        let mut text = vec![Piece::Name(self.source.clone())];
        if let Some(target) = &self.target {
            text.push(Piece::Voice(" → "));
            text.push(Piece::Name(target.clone()));
        }
        text.push(Piece::Voice(": "));
        text.push(Piece::Voice(self.kind.name()));
        text.push(Piece::Voice(", "));
        text.push(Piece::Voice(self.status.name()));
        if let Some(place) = &self.place {
            text.push(Piece::Voice(", in "));
            text.push(Piece::Name(place.clone()));
        }
        entry(&self.address, &self.when, text, &self.evidence, self.word_of.as_ref())
    }
}

fn entry(address: &str, when: &When, text: Vec<Piece>, evidence: &Quote, word_of: Option<&WordOf>) -> Block {
    let mut notes = vec![vec![Piece::Voice("the report: "), words(evidence)]];
    if let Some(when) = &when.words {
        notes.push(vec![words(when)]);
    }
    notes.extend(word_of.map(WordOf::note));
    let citation = Citation { address: address.to_owned(), passages: vec![evidence.passage] };
    Block::Entry { depth: 0, margin: when.margin(), text, notes, citation }
}

impl WordOf {
    pub(crate) fn note(&self) -> Vec<Piece> {
        let mut note = vec![Piece::Voice(if self.denied { "denied by " } else { "on the word of " })];
        match self.speaker.as_str() {
            "unnamed" => note.push(Piece::Voice("an unnamed source")),
            "unspecified" => note.push(Piece::Voice("no named source")),
            name => note.push(Piece::Name(name.to_owned())),
        }
        for link in &self.chain {
            note.push(Piece::Voice(", through "));
            note.push(link.piece());
        }
        note.push(Piece::Voice(if self.hedged { ", hedged, " } else { ", " }));
        note.push(Piece::Name(self.address.clone()));
        note
    }
}

/// The statements of a report by their ids.
struct Words<'a> {
    report: &'a str,
    statements: HashMap<&'a str, &'a ledger::Statement>,
}

impl<'a> Words<'a> {
    fn of(report: &'a str, extraction: &'a Extraction) -> Self {
        let statements = extraction.statements.iter().map(|row| (row.id.as_str(), row)).collect();
        Self { report, statements }
    }

    /// When the statement was made.
    fn said_when(&self, statement: Option<&str>) -> Option<&'a ledger::Time> {
        self.statements.get(statement?)?.time.as_ref()
    }

    fn behind(&self, statement: Option<&str>) -> Option<WordOf> {
        let row = self.statements.get(statement?)?;
        Some(WordOf {
            address: format!("{}#{}", self.report, row.id),
            speaker: row.speaker.entity.clone(),
            side: row.speaker.affiliation.clone(),
            chain: Through::of(&row.chain),
            denied: row.polarity == ledger::Polarity::Denies,
            hedged: !row.hedges.is_empty(),
        })
    }
}

fn term(condition: &Condition) -> Term {
    let quote = Quote { passage: condition.span, words: condition.text.clone() };
    Term { kind: condition.kind, quote, fate: None }
}

fn evidence(because: &Evidence) -> Quote {
    Quote { passage: because.passage(), words: because.text().to_owned() }
}

fn names(all: &[String], text: &mut Vec<Piece>) {
    for (index, name) in all.iter().enumerate() {
        if index > 0 {
            text.push(Piece::Voice(", "));
        }
        text.push(Piece::Name(name.clone()));
    }
}

/// How the line of a seat reads.
fn state(state: ForumState) -> &'static str {
    match state {
        ForumState::Member => "member",
        ForumState::Attends => "attends",
        ForumState::WillAttend => "will attend",
        ForumState::Suspended => "suspended",
        ForumState::Withdraws => "withdraws",
        ForumState::Boycotts => "boycotts",
        ForumState::Excluded => "excluded",
        ForumState::Rejoins => "rejoins",
        ForumState::Absent => "absent",
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use ledger::SpeakerKind::Unnamed;
    use ledger::{Event, Forum};

    use crate::brief::brief;
    use crate::sample::{Report, plain};

    use super::*;

    /// A report with a forum state in its own voice and an event on an unnamed source's word.
    fn report() -> Report {
        let text = "The islands left the Strait Council in May. A pilot may have seen, he said, a raid.";
        let mut report = Report::new("council", Some("2031-05-07"), text).says(
            "unnamed",
            Unnamed,
            "he said",
            "A pilot may have seen",
            |report, row| row.hedges = vec![report.passage("may")],
        );
        report.extraction.forums.push(Forum {
            id: "f1".to_owned(),
            actor: "Islands".to_owned(),
            forum: "Strait Council".to_owned(),
            body: None,
            state: ForumState::Withdraws,
            time: Some(report.time("May", Some("2031-05"))),
            evidence: report.passage("left the Strait Council"),
            statement: None,
            rule: "sample".to_owned(),
            because: report.because("left the Strait Council"),
        });
        report.extraction.events.push(Event {
            id: "e1".to_owned(),
            source: "unspecified".to_owned(),
            target: Some("Islands".to_owned()),
            kind: EventType::Assault,
            cameo: None,
            status: EventStatus::Happened,
            time: None,
            place: None,
            trigger: report.passage("raid"),
            evidence: report.passage("a raid"),
            statement: Some("s1".to_owned()),
            rule: "sample".to_owned(),
            because: report.because("a raid"),
        });
        report
    }

    #[test]
    fn it_knows_that_a_claimed_event_is_no_event_of_its_own() {
        let text = plain(&brief([&report().extraction]).page());
        let line = text.lines().find(|line| line.contains("council#e1"));
        expect!["- (2031-05-07) | unspecified → Islands: ASSAULT, happened | the report: a raid; on the word of an unnamed source, hedged, council#s1 [council#e1, 76-82]"].assert_eq(line.unwrap_or_default());
    }

    #[test]
    fn it_knows_that_a_seat_is_held_since_a_day() {
        let text = plain(&brief([&report().extraction]).page());
        let line = text.lines().find(|line| line.contains("council#f1"));
        expect!["- 2031-05 | Islands, Strait Council: withdraws | the report: left the Strait Council; May [council#f1, 12-35]"].assert_eq(line.unwrap_or_default());
    }

    #[test]
    fn it_knows_that_sections_without_rows_are_left_out() {
        let text = plain(&brief([&report().extraction]).page());
        assert!(text.contains("## Forums") && text.contains("## Events"), "{text}");
        assert!(!text.contains("## Positions") && !text.contains("## Named speakers"), "{text}");
    }
}
