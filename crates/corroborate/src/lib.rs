//! What many reports say together: which are copies of each other, which tell the same story, how many
//! independent origins a claim has, what contradicts what, and what changed.
//!
//! Nothing here opens a file or a clock, and no result depends on the order in which reports came. What a
//! report is boiled down to ([`copies::Sketch`]) is made from one report alone, so that any number of
//! machines can do it; what compares reports is grouped by family of copies and by issue and holder.

pub mod changes;
pub mod conditions;
pub mod copies;
pub mod grades;
pub mod origins;
pub mod relations;
pub mod sites;
pub mod stories;
