//! The brief: who said what, grouped by speaker and in order of time.
//!
//! > The goals have not changed, the spokesman told a newspaper on Thursday.
//!
//! becomes one line: the day, the report's cue, the report's words, the newspaper, and where to find it.
//! Unnamed sources and words without a source stand apart. It ends with what the reports do not tell.

use std::collections::BTreeMap;

use ledger::{Extraction, Form, Issue, Passage};
use serde::Serialize;

use crate::asked::Asked;
use crate::board::{Happening, Held, Seat, happenings, held, seats};
use crate::page::{Block, Page, Piece};
use crate::said::{Said, said};

/// What some reports say, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Brief {
    /// Named speakers, the most quoted first.
    pub speakers: Vec<Speaker>,
    /// What unnamed people said, in order of time.
    pub unnamed: Vec<Said>,
    /// What is said without a source.
    pub unspecified: Vec<Said>,
    /// Positions, an issue after the other.
    pub board: Vec<Question>,
    /// Who sits at which table.
    pub forums: Vec<Seat>,
    /// What happened, is planned, or is claimed.
    pub events: Vec<Happening>,
    /// The reports.
    pub reports: Vec<Head>,
    /// What could not be read, and why.
    pub problems: Vec<Trouble>,
    /// What was asked for, where somebody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
}

/// A named speaker and what it said, in order of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// Canonical name.
    pub name: String,
    /// Whom it speaks for.
    pub affiliations: Vec<String>,
    /// What it said.
    pub said: Vec<Said>,
}

/// The positions on one issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What they are about.
    pub issue: Issue,
    /// Holder by holder.
    pub held: Vec<Held>,
}

/// A report and what it gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Head {
    /// Its name in the ledger.
    pub report: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its publisher's name or site.
    pub outlet: Option<String>,
    /// When it was published, as far as known.
    pub published: Option<String>,
    /// Statements in it.
    pub statements: usize,
    /// Of them, attributed to a named source.
    pub named: usize,
    /// Of them, quoted in part or whole.
    pub quoted: usize,
    /// All rows in it.
    pub rows: usize,
}

/// Something that limits what could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// The report; `None` for an input that was none.
    pub report: Option<String>,
    /// A short stable name.
    pub code: String,
    /// What is wrong.
    pub message: String,
}

/// The brief of `reports`, in any order; the result does not depend on it as long as their ids differ.
pub fn brief<'a>(reports: impl IntoIterator<Item = &'a Extraction>) -> Brief {
    let mut reports: Vec<(&str, &Extraction)> = reports
        .into_iter()
        .map(|extraction| (extraction.id.as_deref().unwrap_or_default(), extraction))
        .collect();
    reports.sort_by_key(|&(id, extraction)| (extraction.published.is_none(), &extraction.published, id));

    let mut brief = Brief::default();
    let mut named: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    let mut board: BTreeMap<Issue, Vec<Held>> = BTreeMap::new();
    for &(id, extraction) in &reports {
        brief.problems.extend(troubles(extraction));
        if extraction.id.is_none() {
            continue;
        }
        let head = head(id, extraction, named_in(extraction));
        brief.reports.push(head);
        for said in said(id, extraction) {
            if said.is_named() {
                named.entry(said.speaker.clone()).or_default().push(said);
            } else if said.kind == ledger::SpeakerKind::Unspecified {
                brief.unspecified.push(said);
            } else {
                brief.unnamed.push(said);
            }
        }
        for position in held(id, extraction) {
            board.entry(position.issue).or_default().push(position);
        }
        brief.forums.extend(seats(id, extraction));
        brief.events.extend(happenings(id, extraction));
    }

    brief.speakers = named.into_iter().map(|(name, said)| speaker(name, said)).collect();
    // The sort is stable, so that speakers of equal weight stay in order of their names.
    brief.speakers.sort_by_key(|speaker| std::cmp::Reverse(speaker.said.len()));
    brief.unnamed.sort_by_cached_key(Said::order);
    brief.unspecified.sort_by_cached_key(Said::order);
    brief.board = board.into_iter().map(|(issue, held)| Question { issue, held }).collect();
    for question in &mut brief.board {
        question.held.sort_by(|a, b| a.holder.cmp(&b.holder).then_with(|| a.toward.cmp(&b.toward)));
    }
    brief.forums.sort_by(|a, b| (&a.forum, &a.body, &a.actor).cmp(&(&b.forum, &b.body, &b.actor)));
    brief.events.sort_by_cached_key(Happening::order);
    brief
}

/// The brief of what is left of `reports` when somebody `asked` for some of it.
pub fn answer(reports: &[Extraction], asked: Option<Asked>) -> Brief {
    Brief { asked, ..brief(reports) }
}

fn speaker(name: String, mut said: Vec<Said>) -> Speaker {
    said.sort_by_cached_key(Said::order);
    let mut affiliations: Vec<String> = said
        .iter()
        .filter_map(|said| said.affiliation.clone())
        .filter(|affiliation| *affiliation != name)
        .collect();
    affiliations.sort();
    affiliations.dedup();
    Speaker { name, affiliations, said }
}

/// A report for a heading: its id, headline, publisher and day.
pub fn name(id: &str, extraction: &Extraction) -> Vec<Piece> {
    head(id, extraction, 0).name()
}

/// Statements of a report that have a named source, those inside others' included.
fn named_in(extraction: &Extraction) -> usize {
    fn count(all: &[Said]) -> usize {
        all.iter().map(|said| usize::from(said.is_named()) + count(&said.holds)).sum()
    }
    count(&said("", extraction))
}

fn head(id: &str, extraction: &Extraction, named: usize) -> Head {
    let outlet = &extraction.outlet;
    Head {
        report: id.to_owned(),
        title: extraction.title.clone().or_else(|| headline(extraction)),
        outlet: outlet.name.clone().or_else(|| outlet.domain.clone()),
        published: extraction.published.clone(),
        statements: extraction.statements.len(),
        named,
        quoted: extraction.statements.iter().filter(|row| row.form != Form::Indirect).count(),
        rows: extraction.rows().count(),
    }
}

/// The headline in the text of a report that came without one beside it.
fn headline(extraction: &Extraction) -> Option<String> {
    let zone = extraction.layout.iter().find(|zone| zone.kind == "title")?;
    let words = Passage { start: zone.start, end: zone.end }.of(extraction.text.as_deref()?);
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

fn troubles(extraction: &Extraction) -> impl Iterator<Item = Trouble> {
    extraction.problems.iter().map(|problem| Trouble {
        report: extraction.id.clone(),
        code: problem.code.clone(),
        message: problem.message.clone(),
    })
}

impl Brief {
    /// The brief as a page.
    pub fn page(&self) -> Page {
        let mut blocks = vec![heading(1, "Brief")];
        let unanswered = self.asked.as_ref().filter(|asked| asked.is_unanswered());
        if let Some(asked) = unanswered {
            asked.silence(&mut blocks);
            asked.unsupported(&mut blocks);
            return Page { blocks };
        }
        blocks.push(Block::Note(self.measure()));
        if !self.is_silent() {
            blocks.push(Block::Note(vec![Piece::Voice(
                "Words in “ ” the report quotes; the others are its paraphrase. A date is when it was said, \
                 in brackets only when the report appeared. `rapporteur why ROW` opens a row.",
            )]));
        }
        self.statements(&mut blocks);
        self.rows(&mut blocks);
        if let Some(asked) = &self.asked {
            asked.unsupported(&mut blocks);
        }
        self.gaps(&mut blocks);
        Page { blocks }
    }

    fn is_silent(&self) -> bool {
        self.reports.iter().all(|head| head.rows == 0)
    }

    fn measure(&self) -> Vec<Piece> {
        let statements = self.reports.iter().map(|head| head.statements).sum();
        let mut pieces = counted(self.reports.len(), "report", "reports");
        let mut dates: Vec<&str> = self.reports.iter().filter_map(|head| head.published.as_deref()).collect();
        dates.sort_unstable();
        if let [first, .., last] = dates.as_slice() {
            pieces.push(Piece::Voice(" from "));
            pieces.push(Piece::Date(day(first)));
            pieces.push(Piece::Voice(" to "));
            pieces.push(Piece::Date(day(last)));
        }
        pieces.push(Piece::Voice(", "));
        pieces.extend(counted(statements, "statement", "statements"));
        pieces.push(Piece::Voice(", "));
        pieces.extend(counted(self.speakers.len(), "named speaker", "named speakers"));
        pieces
    }

    fn statements(&self, blocks: &mut Vec<Block>) {
        if !self.speakers.is_empty() {
            blocks.push(heading(2, "Named speakers"));
        }
        for speaker in &self.speakers {
            blocks.push(Block::Heading { level: 3, pieces: speaker.heading() });
            for said in &speaker.said {
                said.entries(true, blocks);
            }
        }
        for (title, all) in
            [("Sources the reports do not name", &self.unnamed), ("Said without a source", &self.unspecified)]
        {
            if !all.is_empty() {
                blocks.push(heading(2, title));
            }
            for said in all {
                said.entries(false, blocks);
            }
        }
    }

    fn rows(&self, blocks: &mut Vec<Block>) {
        if !self.board.is_empty() {
            blocks.push(heading(2, "Positions"));
        }
        for question in &self.board {
            let name = Piece::Voice(question.issue.name());
            blocks.push(Block::Heading { level: 3, pieces: vec![name] });
            blocks.extend(crate::standing::section(&question.held));
        }
        if !self.forums.is_empty() {
            blocks.push(heading(2, "Forums"));
        }
        blocks.extend(self.forums.iter().map(Seat::entry));
        if !self.events.is_empty() {
            blocks.push(heading(2, "Events"));
        }
        blocks.extend(self.events.iter().map(Happening::entry));
    }

    /// What the reports do not tell.
    fn gaps(&self, blocks: &mut Vec<Block>) {
        if !self.reports.is_empty() {
            blocks.push(heading(2, "The reports"));
        }
        // Of a report without a row that was asked for, nothing can be said here but that.
        let is_shown = |head: &&Head| self.asked.is_none() || head.rows > 0;
        blocks.extend(self.reports.iter().filter(is_shown).map(|head| Block::Note(head.line())));
        let others = self.reports.iter().filter(|head| !is_shown(head)).count();
        if others > 0 {
            let voice = if others == 1 { " other report has" } else { " other reports have" };
            let rest = Piece::Voice(" nothing of what was asked for");
            blocks.push(Block::Note(vec![Piece::Count(others), Piece::Voice(voice), rest]));
        }

        let undated = self.undated();
        let unsourced: Vec<&str> = self.unspecified.iter().map(|said| said.address.as_str()).collect();
        if undated.is_empty() && unsourced.is_empty() && self.problems.is_empty() {
            return;
        }
        blocks.push(heading(2, "What could not be told"));
        listed("When it was said: ", &undated, blocks);
        listed("Who said it: ", &unsourced, blocks);
        for trouble in &self.problems {
            let mut pieces = Vec::new();
            if let Some(report) = &trouble.report {
                pieces.push(Piece::Name(report.clone()));
                pieces.push(Piece::Voice(": "));
            }
            pieces.push(Piece::Problem(trouble.message.clone()));
            blocks.push(Block::Note(pieces));
        }
    }

    /// Statements that neither their own words nor the date of their report place in time.
    fn undated(&self) -> Vec<&str> {
        fn gather<'a>(all: &'a [Said], found: &mut Vec<&'a str>) {
            for said in all {
                if said.when.value.is_none() && said.when.published.is_none() {
                    found.push(&said.address);
                }
                gather(&said.holds, found);
            }
        }
        let mut found = Vec::new();
        for speaker in &self.speakers {
            gather(&speaker.said, &mut found);
        }
        gather(&self.unnamed, &mut found);
        gather(&self.unspecified, &mut found);
        found
    }
}

impl Speaker {
    fn heading(&self) -> Vec<Piece> {
        let mut pieces = vec![Piece::Name(self.name.clone())];
        for (index, affiliation) in self.affiliations.iter().enumerate() {
            pieces.push(Piece::Voice(if index == 0 { " (" } else { ", " }));
            pieces.push(Piece::Name(affiliation.clone()));
        }
        pieces.push(Piece::Voice(if self.affiliations.is_empty() { ", " } else { "), " }));
        pieces.extend(counted(self.said.len(), "statement", "statements"));
        pieces
    }
}

impl Head {
    fn name(&self) -> Vec<Piece> {
        let mut pieces = vec![Piece::Name(self.report.clone()), Piece::Voice(": ")];
        if let Some(title) = &self.title {
            pieces.push(Piece::Name(title.clone()));
            pieces.push(Piece::Voice(", "));
        }
        if let Some(outlet) = &self.outlet {
            pieces.push(Piece::Name(outlet.clone()));
            pieces.push(Piece::Voice(", "));
        }
        match &self.published {
            Some(date) => pieces.push(Piece::Date(day(date))),
            None => pieces.push(Piece::Voice("undated")),
        }
        pieces
    }

    fn line(&self) -> Vec<Piece> {
        let mut pieces = self.name();
        pieces.push(Piece::Voice("; "));
        match (self.named, self.statements) {
            (0, _) if self.rows == 0 => {
                pieces.push(Piece::Voice("nothing attributed to a named source, no rows"))
            }
            (0, 0) => pieces.push(Piece::Voice("nothing attributed to a named source")),
            (0, _) => {
                pieces.push(Piece::Voice("nothing attributed to a named source, "));
                pieces.extend(counted(self.statements, "statement without one", "statements without one"));
            }
            _ => pieces.extend(counted(self.statements, "statement", "statements")),
        }
        pieces
    }
}

/// The day of a date with a time.
fn day(date: &str) -> String {
    date.get(..10).unwrap_or(date).to_owned()
}

fn heading(level: u8, title: &'static str) -> Block {
    Block::Heading { level, pieces: vec![Piece::Voice(title)] }
}

fn counted(count: usize, one: &'static str, many: &'static str) -> Vec<Piece> {
    let noun = if count == 1 { one } else { many };
    vec![Piece::Count(count), Piece::Voice(" "), Piece::Voice(noun)]
}

fn listed(title: &'static str, addresses: &[&str], blocks: &mut Vec<Block>) {
    if addresses.is_empty() {
        return;
    }
    let mut pieces = vec![Piece::Voice(title)];
    let mut before = "";
    for (index, address) in addresses.iter().enumerate() {
        if index > 0 {
            pieces.push(Piece::Voice(", "));
        }
        // A row of the same report is named by itself.
        let (report, row) = address.rsplit_once('#').unwrap_or((address, ""));
        let name = if report == before { format!("#{row}") } else { (*address).to_owned() };
        pieces.push(Piece::Name(name));
        before = report;
    }
    blocks.push(Block::Note(pieces));
}

#[cfg(test)]
mod tests;
