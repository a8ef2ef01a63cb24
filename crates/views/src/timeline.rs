//! The timeline: what happened, is planned or is claimed, and who entered or left which forum, in the order
//! of time.

use ledger::{EventStatus, Extraction, Time};
use serde::Serialize;

/// One thing on the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// The first day or month, where the report tells it.
    pub date: Option<String>,
    /// The report's words for the time, where they give no date: `days after`.
    pub order: Option<String>,
    /// When the report was published.
    pub published: Option<String>,
    /// The row's address in the ledger.
    pub row: String,
    /// `CONSULT`, or `forum`.
    pub kind: &'static str,
    /// Whether it took place.
    pub status: String,
    /// True for what is not there yet: planned, proposed, or about to be attended.
    pub ahead: bool,
    /// Who acts.
    pub source: String,
    /// Upon whom, or in which forum.
    pub target: Option<String>,
    /// The statement it rests on.
    pub statement: Option<String>,
    /// The report's words.
    pub words: String,
}

/// Moments while reports are still coming in.
#[derive(Default)]
pub struct Timeline(Vec<Moment>);

impl Timeline {
    /// Adds one report.
    pub fn add(&mut self, extraction: &Extraction) {
        let Some(report) = &extraction.id else { return };
        let published = extraction.published.as_deref().map(|date| date.get(..10).unwrap_or(date).to_owned());
        let when = |time: Option<&Time>| {
            let value = time.and_then(|time| time.value.clone());
            let order = time.filter(|_| value.is_none()).map(|time| time.text.clone());
            (value, order)
        };
        for event in &extraction.events {
            let (date, order) = when(event.time.as_ref());
            self.0.push(Moment {
                date,
                order,
                published: published.clone(),
                row: format!("{report}#{}", event.id),
                kind: event.kind.name(),
                status: event.status.name().to_owned(),
                ahead: matches!(event.status, EventStatus::Planned | EventStatus::Proposed),
                source: event.source.clone(),
                target: event.target.clone(),
                statement: event.statement.as_ref().map(|statement| format!("{report}#{statement}")),
                words: event.because.text().to_owned(),
            });
        }
        for forum in &extraction.forums {
            let (date, order) = when(forum.time.as_ref());
            self.0.push(Moment {
                date,
                order,
                published: published.clone(),
                row: format!("{report}#{}", forum.id),
                kind: "forum",
                status: forum.state.name().to_owned(),
                ahead: forum.state == ledger::ForumState::WillAttend,
                source: forum.actor.clone(),
                target: Some(forum.forum.clone()),
                statement: forum.statement.as_ref().map(|statement| format!("{report}#{statement}")),
                words: forum.because.text().to_owned(),
            });
        }
    }

    /// By date; what has none stands where its report does; within a day in the order of the reports.
    pub fn moments(self) -> Vec<Moment> {
        let mut moments = self.0;
        let key = |moment: &Moment| {
            let day = moment.date.as_deref().or(moment.published.as_deref());
            let day = day.map(|day| day.split('/').next().unwrap_or(day).to_owned());
            (day.is_none(), day)
        };
        moments.sort_by_cached_key(key);
        moments
    }
}
