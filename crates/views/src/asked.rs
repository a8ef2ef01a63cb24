//! What a reader asked for, and what of it no passage supports.
//!
//! > about: grain ships; about: a bridge
//!
//! Each is looked up in the rows that the brief shows. For what has none it is told which of its words no row
//! has, how many rows there are without the other limits, and whether the words stand in a report all the same:
//! a report that names a bridge without anybody saying a thing of it is not one that says nothing.

use std::collections::BTreeSet;

use ledger::{Extraction, Issue};
use serde::Serialize;

use crate::narrow::{Narrow, has_words, is_of, words_of};
use crate::page::{Block, Piece};

/// What was asked for and how much of it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Each name and each set of words.
    pub parts: Vec<Part>,
    /// Reports that were looked through.
    pub reports: usize,
    /// Rows in them, before anything was asked.
    pub rows: usize,
    /// Rows that have what was asked.
    pub found: usize,
    /// Of the rows that have it, positions and forum states, which this brief does not show.
    pub hidden: usize,
}

/// One thing that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What sort of thing.
    pub kind: Kind,
    /// As the reader typed it.
    pub asked: String,
    /// Rows of the brief that have it.
    pub found: usize,
    /// Rows that have it, whatever else was asked.
    pub elsewhere: usize,
    /// Of several words, those that no row has.
    pub missing: Vec<String>,
    /// Reports in whose text the words stand, though no row has them; filled by [`Asked::look`].
    pub stands_in: Vec<String>,
}

/// What sort of thing was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Somebody who speaks, acts or is acted upon.
    Actor,
    /// One of the issues.
    Issue,
    /// Other words.
    Words,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor ",
            Self::Issue => "issue ",
            Self::Words => "words ",
        }
    }
}

impl Asked {
    /// What `narrow` asks for, looked up in all `reports`; `None` where it asks neither for somebody nor for
    /// words.
    pub fn of(narrow: &Narrow, reports: &[Extraction]) -> Option<Self> {
        if narrow.about.is_empty() && narrow.actor.is_empty() {
            return None;
        }
        let actors = narrow.actor.iter().map(|name| Part::of(Kind::Actor, name, reports));
        let about = narrow.about.iter().map(|asked| {
            let is_issue = Issue::from_name(&words_of(asked).join("_")).is_some();
            Part::of(if is_issue { Kind::Issue } else { Kind::Words }, asked, reports)
        });
        Some(Self {
            parts: actors.chain(about).collect(),
            reports: reports.len(),
            rows: reports.iter().map(|report| report.rows().count()).sum(),
            ..Self::default()
        })
    }

    /// Counts what is left of the reports when they are narrowed; `positions` where positions and forum states
    /// are shown.
    pub fn find(&mut self, left: &[Extraction], positions: bool) {
        for part in &mut self.parts {
            part.found = part.count(left);
        }
        self.found = left.iter().map(|report| report.rows().count()).sum();
        if !positions {
            self.hidden = left.iter().map(|report| report.positions.len() + report.forums.len()).sum();
            self.found -= self.hidden;
        }
    }

    /// True where some part has no row anywhere, so that the texts are worth a look.
    pub fn needs_texts(&self) -> bool {
        self.parts.iter().any(|part| part.elsewhere == 0)
    }

    /// Looks for what no row has in the text of a report.
    pub fn look(&mut self, report: &str, text: &str) {
        let text: BTreeSet<String> = words_of(text).into_iter().collect();
        for part in self.parts.iter_mut().filter(|part| part.elsewhere == 0) {
            let words = words_of(&part.asked);
            if !words.is_empty() && words.iter().all(|word| text.contains(word)) {
                part.stands_in.push(report.to_owned());
            }
        }
    }

    /// True where nothing that was asked for was found.
    pub fn is_unanswered(&self) -> bool {
        self.found == 0
    }

    /// "No report says anything …", and what was looked through.
    pub(crate) fn silence(&self, blocks: &mut Vec<Block>) {
        let mut pieces = vec![Piece::Voice("No report says anything")];
        let of = |kind: fn(Kind) -> bool| self.parts.iter().filter(move |part| kind(part.kind));
        listed(" about ", of(|kind| kind != Kind::Actor), &mut pieces);
        listed(" by or toward ", of(|kind| kind == Kind::Actor), &mut pieces);
        if self.parts.iter().all(|part| part.elsewhere > 0) {
            pieces.push(Piece::Voice(" within the limits asked for"));
        }
        pieces.push(Piece::Voice("."));
        blocks.push(Block::Note(pieces));
        let mut pieces = vec![Piece::Voice("Searched: "), Piece::Count(self.rows)];
        pieces.push(Piece::Voice(if self.rows == 1 { " row of " } else { " rows of " }));
        pieces.push(Piece::Count(self.reports));
        pieces.push(Piece::Voice(if self.reports == 1 { " report read" } else { " reports read" }));
        pieces.push(Piece::Voice(": the passages, names and issues of their rows."));
        blocks.push(Block::Note(pieces));
        if self.hidden > 0 {
            let voice = if self.hidden == 1 {
                " position or forum state has it, shown with `--positions`."
            } else {
                " positions and forum states have it, shown with `--positions`."
            };
            blocks.push(Block::Note(vec![Piece::Count(self.hidden), Piece::Voice(voice)]));
        }
    }

    /// The section of what was asked for and no passage supports.
    pub(crate) fn unsupported(&self, blocks: &mut Vec<Block>) {
        let without: Vec<&Part> = self.parts.iter().filter(|part| part.found == 0).collect();
        if without.is_empty() {
            return;
        }
        let title = vec![Piece::Voice("Asked for, and supported by no passage")];
        blocks.push(Block::Heading { level: 2, pieces: title });
        blocks.extend(without.into_iter().map(|part| Block::Note(part.line())));
    }
}

impl Part {
    fn of(kind: Kind, asked: &str, reports: &[Extraction]) -> Self {
        let mut part = Self {
            kind,
            asked: asked.to_owned(),
            found: 0,
            elsewhere: 0,
            missing: Vec::new(),
            stands_in: Vec::new(),
        };
        part.elsewhere = part.count(reports);
        let words = words_of(asked);
        if kind != Kind::Actor && part.elsewhere == 0 && words.len() > 1 {
            let has = |word: &str| reports.iter().flat_map(Extraction::rows).any(|row| has_words(row, word));
            part.missing = words.into_iter().filter(|word| !has(word)).collect();
        }
        part
    }

    /// The rows of some reports that have it.
    fn count(&self, reports: &[Extraction]) -> usize {
        let rows = reports.iter().flat_map(Extraction::rows);
        match self.kind {
            Kind::Actor => rows.filter(|&row| is_of(row, &self.asked)).count(),
            Kind::Issue | Kind::Words => rows.filter(|&row| has_words(row, &self.asked)).count(),
        }
    }

    fn line(&self) -> Vec<Piece> {
        let mut pieces = vec![Piece::Voice(self.kind.name()), Piece::Asked(self.asked.clone())];
        if self.elsewhere > 0 {
            pieces.extend([Piece::Voice(": no row within the other limits, "), Piece::Count(self.elsewhere)]);
            pieces.push(Piece::Voice(" without them"));
            return pieces;
        }
        let together = self.missing.is_empty() && words_of(&self.asked).len() > 1;
        pieces.push(Piece::Voice(if together { ": no row has all of it" } else { ": no row" }));
        for (index, word) in self.missing.iter().enumerate() {
            pieces.push(Piece::Voice(if index == 0 { " has " } else { ", " }));
            pieces.push(Piece::Asked(word.clone()));
        }
        if self.stands_in.is_empty() {
            pieces.push(Piece::Voice("; not in the text of any report either"));
            return pieces;
        }
        pieces.push(Piece::Voice("; the words stand in the text of "));
        for (index, report) in self.stands_in.iter().take(SHOWN).enumerate() {
            pieces.push(Piece::Voice(if index == 0 { "" } else { ", " }));
            pieces.push(Piece::Name(report.clone()));
        }
        if self.stands_in.len() > SHOWN {
            let more = self.stands_in.len() - SHOWN;
            pieces.extend([Piece::Voice(" and "), Piece::Count(more), Piece::Voice(" more")]);
        }
        pieces
    }
}

/// Reports that a line names.
const SHOWN: usize = 8;

fn listed<'a>(title: &'static str, parts: impl Iterator<Item = &'a Part>, pieces: &mut Vec<Piece>) {
    for (index, part) in parts.enumerate() {
        pieces.push(Piece::Voice(if index == 0 { title } else { " or " }));
        pieces.push(Piece::Asked(part.asked.clone()));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use ledger::SpeakerKind::Person;

    use super::*;
    use crate::brief::answer;
    use crate::sample::{Report, plain};

    const TEXT: &str = "Bo Lindh said grain ships. Ana Ruiz said oil flows. A bridge stands.";

    fn check(about: &[&str], actor: &[&str], expected: Expect) {
        let report = Report::new("poll", Some("2031-05-02"), TEXT)
            .says("Bo Lindh", Person, "said", "grain ships", |report, row| {
                row.because = report.because("grain ships")
            })
            .says("Ana Ruiz", Person, "said", "oil flows", |report, row| {
                row.because = report.because("oil flows")
            });
        let owned = |all: &[&str]| all.iter().map(|&text| text.to_owned()).collect();
        let narrow = Narrow { about: owned(about), actor: owned(actor), ..Narrow::default() };
        let reports = vec![report.extraction];
        let mut asked = Asked::of(&narrow, &reports).expect("something was asked");
        let left = narrow.reports(reports);
        asked.find(&left, false);
        asked.look("poll", TEXT);
        let page = plain(&answer(&left, Some(asked)).page());
        let lines = page.lines().filter(|line| !line.starts_with("Words in “ ”"));
        expected.assert_eq(&lines.map(|line| format!("{line}\n")).collect::<String>());
    }

    #[test]
    fn it_knows_that_nothing_found_is_said_with_what_was_searched() {
        check(
            &["prisoners"],
            &["ruiz"],
            expect![[r#"
                # Brief
                No report says anything about “prisoners” by or toward “ruiz”.
                Searched: 2 rows of 1 report read: the passages, names and issues of their rows.
                ## Asked for, and supported by no passage
                actor “ruiz”: no row within the other limits, 1 without them
                issue “prisoners”: no row; not in the text of any report either
            "#]],
        );
    }

    #[test]
    fn it_knows_what_of_several_things_no_passage_supports() {
        check(
            &["grain", "a bridge", "grain oil"],
            &[],
            expect![[r#"
                # Brief
                1 report, 1 statement, 1 named speaker
                ## Named speakers
                ### Bo Lindh, 1 statement
                - (2031-05-02) | says: grain ships [poll#s1, 14-25]
                ## Asked for, and supported by no passage
                words “a bridge”: no row has “a”, “bridge”; the words stand in the text of poll
                words “grain oil”: no row has all of it; the words stand in the text of poll
                ## The reports
                poll: 2031-05-02; 1 statement
            "#]],
        );
    }

    #[test]
    fn it_knows_that_what_is_found_leaves_nothing_unsupported() {
        check(
            &["grain ships"],
            &["lindh"],
            expect![[r#"
            # Brief
            1 report, 1 statement, 1 named speaker
            ## Named speakers
            ### Bo Lindh, 1 statement
            - (2031-05-02) | says: grain ships [poll#s1, 14-25]
            ## The reports
            poll: 2031-05-02; 1 statement
        "#]],
        );
    }
}
