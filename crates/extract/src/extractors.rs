//! The extractors, each one file and one kind of row. The list below is all of them.

pub(crate) mod attribution;
pub(crate) mod conditions;
pub(crate) mod events;
pub(crate) mod forums;
pub(crate) mod positions;
