//! What the ledger holds: who said what, through whom, how surely; which side is ready for what, with
//! whom, on which conditions; what happened, is planned, or is only claimed.
//!
//! The shapes are those of the extraction record, version 1 (`rapporteur.extraction/1`). A row cannot be
//! built without [`Evidence`], and evidence cannot be built without words of a report.

mod evidence;
mod extraction;
mod row;

pub use evidence::{Evidence, Passage};
pub use extraction::{Extraction, LayoutZone, Outlet, Problem, SCHEMA};
pub use row::{
    Condition, ConditionKind, Event, EventStatus, EventType, Form, Forum, ForumState, Issue, Level, Link,
    Mention, Polarity, Position, Row, RowKind, Speaker, SpeakerKind, Stance, Statement, Time, Via,
};
