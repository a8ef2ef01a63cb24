//! One report in, rows out. Never fails: bad text gives rows and problems. Sees one document and
//! nothing else, so any number of machines can do it.

pub mod annotate;
mod extractors;
mod rows;
mod weights;

pub use rows::{
    Candidate, condition_candidates, event_between, event_candidates, extract, position_candidates,
    statement_candidates, tells_ongoing,
};
