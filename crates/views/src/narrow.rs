//! Some of the rows: about something, of somebody, of some days.
//!
//! > talks Ukraine
//!
//! keeps the positions on talks toward Ukraine, the statements they rest on, and every row whose words have both.

use std::collections::BTreeSet;

use corroborate::relations::{When, records};
use ledger::{Extraction, Row};

/// What rows must have in common; what is `None` is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// Words of which a row must have all, in its passage, its names or its issue; of several texts, one.
    pub about: Vec<String>,
    /// Who must speak, act, hold, or be acted upon: a name or the end of one, without case; of several, one.
    pub actor: Vec<String>,
    /// The row is of this day or later; a row that nothing dates is kept.
    pub since: Option<When>,
    /// The report was published on this day or earlier; reports without a date are left out.
    pub as_of: Option<When>,
}

impl Narrow {
    /// The reports with the rows that are asked for. A report of which no row is left stays, so that a reader
    /// sees that it says nothing.
    pub fn reports(&self, mut reports: Vec<Extraction>) -> Vec<Extraction> {
        if *self == Self::default() {
            return reports;
        }
        self.known(&mut reports);
        for report in &mut reports {
            let mut kept: BTreeSet<String> = BTreeSet::new();
            for record in records(report) {
                let dated =
                    record.when().zip(self.since).is_none_or(|(when, since)| when.last >= since.first);
                if dated && self.is_about(record.row) && self.is_of(record.row) {
                    kept.insert(record.row.id().to_owned());
                    // A row is never shown without whose word it is.
                    kept.extend(record.statement.map(|row| row.id.clone()));
                }
            }
            report.statements.retain(|row| kept.contains(&row.id));
            report.positions.retain(|row| kept.contains(&row.id));
            report.forums.retain(|row| kept.contains(&row.id));
            report.events.retain(|row| kept.contains(&row.id));
        }
        reports
    }

    /// Leaves out the reports that were not published yet.
    pub fn known(&self, reports: &mut Vec<Extraction>) {
        if let Some(day) = self.as_of {
            let published = |report: &Extraction| When::of(report.published.as_deref()?, false);
            reports.retain(|report| published(report).is_some_and(|when| when.first <= day.last));
        }
    }

    fn is_about(&self, row: Row<'_>) -> bool {
        self.about.is_empty() || self.about.iter().any(|about| has_words(row, about))
    }

    fn is_of(&self, row: Row<'_>) -> bool {
        self.actor.is_empty() || self.actor.iter().any(|actor| is_of(row, actor))
    }
}

/// True where the passage, the names and the issue of a row have each of some words.
pub(crate) fn has_words(row: Row<'_>, asked: &str) -> bool {
    let text = format!("{row} {}", row.evidence().text()).to_lowercase().replace('_', " ");
    let has: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    words_of(asked).iter().all(|word| has.contains(word.as_str()))
}

/// The words of a text, in lower case.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// True where somebody speaks, acts, holds, or is acted upon: a name or the end of one, without case.
pub(crate) fn is_of(row: Row<'_>, actor: &str) -> bool {
    let names: Vec<&String> = match row {
        Row::Statement(row) => row.speaker.affiliation.iter().chain([&row.speaker.entity]).collect(),
        Row::Position(row) => row.toward.iter().chain([&row.holder]).collect(),
        Row::Forum(row) => vec![&row.actor],
        Row::Event(row) => row.target.iter().chain([&row.source]).collect(),
    };
    let actor = actor.to_lowercase();
    names.iter().any(|name| {
        let name = name.to_lowercase();
        name == actor || name.strip_suffix(&actor).is_some_and(|rest| rest.ends_with(' '))
    })
}

#[cfg(test)]
mod tests {
    use ledger::SpeakerKind::Person;

    use super::*;
    use crate::sample::Report;

    fn kept(narrow: &Narrow) -> Vec<String> {
        let report =
            Report::new("poll", Some("2031-05-02"), "Bo Lindh said grain ships. Ana Ruiz said oil flows.")
                .says("Bo Lindh", Person, "said", "grain ships", |report, row| {
                    row.because = report.because("grain ships")
                })
                .says("Ana Ruiz", Person, "said", "oil flows", |report, row| {
                    row.because = report.because("oil flows")
                });
        let reports = narrow.reports(vec![report.extraction]);
        reports.iter().flat_map(|report| report.statements.iter().map(|row| row.id.clone())).collect()
    }

    #[test]
    fn it_knows_what_a_row_is_about() {
        assert_eq!(kept(&Narrow::default()), ["s1", "s2"]);
        assert_eq!(kept(&Narrow { about: vec!["GRAIN ships".to_owned()], ..Narrow::default() }), ["s1"]);
        assert!(kept(&Narrow { about: vec!["grain oil".to_owned()], ..Narrow::default() }).is_empty());
    }

    #[test]
    fn it_knows_an_actor_by_the_last_name() {
        assert_eq!(kept(&Narrow { actor: vec!["ruiz".to_owned()], ..Narrow::default() }), ["s2"]);
        assert!(kept(&Narrow { actor: vec!["uiz".to_owned()], ..Narrow::default() }).is_empty());
    }

    #[test]
    fn it_knows_what_was_known_on_a_day() {
        let day = |text: &str| When::of(text, true);
        assert!(kept(&Narrow { as_of: day("2031-05-01"), ..Narrow::default() }).is_empty());
        assert_eq!(kept(&Narrow { as_of: day("2031-05"), ..Narrow::default() }).len(), 2);
        assert!(kept(&Narrow { since: day("2031-06"), ..Narrow::default() }).is_empty());
    }
}
