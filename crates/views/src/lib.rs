//! Answers over the ledger, as plain structs and as pages of marked pieces.
//!
//! Nothing here knows a terminal, HTML or a file. What a page says is either the report's words with
//! their place, a name or date of a row, or a template fixed when the program was compiled: the program
//! has no voice of its own to assert anything with.

pub mod actors;
pub mod asked;
mod board;
pub mod brief;
pub mod compared;
pub mod narrow;
pub mod page;
pub mod picture;
pub mod sources;
pub mod standing;
pub mod terms;
pub mod timeline;
pub mod why;

mod said;

pub use asked::Asked;
pub use board::{Happening, Held, Seat, Term, WordOf};
pub use brief::Brief;
pub use page::{Block, Citation, Mark, Page, Piece};
pub use picture::{Assessed, Picture, picture};
pub use said::{Quote, Said, Through, When};
pub use sources::{Sources, sources};
pub use timeline::{Moment, Timeline};
pub use why::{marks, paragraphs, why};

#[cfg(test)]
mod sample;
