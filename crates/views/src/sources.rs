//! The sources: who speaks, how often, by name or not, and through which outlets the words came.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Extraction, Form, Polarity, SpeakerKind};
use serde::Serialize;

/// Who speaks in some reports, and who published them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sources {
    /// The most frequent first.
    pub sources: Vec<Source>,
    /// In the order of their dates.
    pub reports: Vec<Publication>,
}

/// One who speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Canonical name; for the unnamed, how reports describe them.
    pub name: String,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// Whom it speaks for.
    pub affiliations: BTreeSet<String>,
    /// How many statements.
    pub statements: usize,
    /// Of them, quoted in part or whole.
    pub quoted: usize,
    /// Of them, denials.
    pub denials: usize,
    /// In how many reports.
    pub reports: usize,
    /// Who stood between it and the reader: outlets and others the reports name.
    pub through: BTreeSet<String>,
}

/// A report and its publisher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Publication {
    /// The report's name in the ledger.
    pub report: String,
    /// When it was published.
    pub published: Option<String>,
    /// Who published it: name or site.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// How many statements it has.
    pub statements: usize,
    /// Of them, with a named source.
    pub named: usize,
}

/// The sources of `reports`; one at a time, so that a whole ledger can be walked.
pub fn sources<'a>(reports: impl IntoIterator<Item = &'a Extraction>) -> Sources {
    let mut gathered = Gathered::default();
    for report in reports {
        gathered.add(report);
    }
    gathered.sources()
}

/// Sources while reports are still coming in.
#[derive(Default)]
pub struct Gathered {
    sources: BTreeMap<(String, SpeakerKind), (Source, BTreeSet<String>)>,
    reports: Vec<Publication>,
}

impl Gathered {
    /// Adds one report.
    pub fn add(&mut self, extraction: &Extraction) {
        let Some(report) = &extraction.id else { return };
        let mut named = 0;
        for row in &extraction.statements {
            let speaker = &row.speaker;
            let nameless = matches!(speaker.entity.as_str(), "unnamed" | "unspecified");
            named += usize::from(!nameless);
            let described =
                speaker.text.as_ref().filter(|_| nameless && speaker.kind != SpeakerKind::Unspecified);
            let name = described.map_or_else(|| speaker.entity.clone(), |text| text.to_lowercase());
            let (source, reports) = self.sources.entry((name.clone(), speaker.kind)).or_insert_with(|| {
                let (affiliations, through) = Default::default();
                let source = Source {
                    name,
                    kind: speaker.kind,
                    affiliations,
                    statements: 0,
                    quoted: 0,
                    denials: 0,
                    reports: 0,
                    through,
                };
                (source, BTreeSet::new())
            });
            source.statements += 1;
            source.quoted += usize::from(row.form != Form::Indirect);
            source.denials += usize::from(row.polarity == Polarity::Denies);
            source
                .affiliations
                .extend(speaker.affiliation.iter().filter(|name| **name != source.name).cloned());
            source.through.extend(row.chain.iter().map(|link| link.entity.clone()));
            reports.insert(report.clone());
        }
        let outlet = extraction.outlet.name.clone().or_else(|| extraction.outlet.domain.clone());
        self.reports.push(Publication {
            report: report.clone(),
            published: extraction.published.clone(),
            outlet,
            title: extraction.title.clone(),
            statements: extraction.statements.len(),
            named,
        });
    }

    /// What came in.
    pub fn sources(self) -> Sources {
        let mut sources: Vec<Source> = self
            .sources
            .into_values()
            .map(|(source, reports)| Source { reports: reports.len(), ..source })
            .collect();
        sources.sort_by(|a, b| b.statements.cmp(&a.statements).then_with(|| a.name.cmp(&b.name)));
        let mut reports = self.reports;
        reports.sort_by(|a, b| {
            (a.published.is_none(), &a.published, &a.report).cmp(&(
                b.published.is_none(),
                &b.published,
                &b.report,
            ))
        });
        Sources { sources, reports }
    }
}

#[cfg(test)]
mod tests {
    use ledger::SpeakerKind::{Person, Unnamed};

    use super::*;
    use crate::sample::Report;

    #[test]
    fn it_knows_that_the_unnamed_are_told_apart_by_how_they_are_described() {
        let text = "A senior aide said yes. An officer said no. Bo said yes.";
        let described = |words: &'static str| {
            move |_: &Report, row: &mut ledger::Statement| row.speaker.text = Some(words.to_owned())
        };
        let report = Report::new("poll", None, text)
            .says("unnamed", Unnamed, "said", "yes", described("A senior aide"))
            .says("unnamed", Unnamed, "said", "no", described("An officer"))
            .says("Bo", Person, "said", "yes", described("Bo"));
        let found = sources([&report.extraction]);
        let names: Vec<&str> = found.sources.iter().map(|source| source.name.as_str()).collect();
        assert_eq!(names, ["Bo", "a senior aide", "an officer"]);
        assert_eq!(found.reports[0].named, 1);
    }

    #[test]
    fn it_knows_through_whom_words_came() {
        let text = "Bo told Harbour Post yes.";
        let report = Report::new("poll", None, text).says("Bo", Person, "told", "yes", |report, row| {
            row.chain = vec![report.link("Harbour Post")];
        });
        let found = sources([&report.extraction]);
        assert!(found.sources[0].through.contains("Harbour Post"));
        assert_eq!(found.sources[0].reports, 1);
    }
}
