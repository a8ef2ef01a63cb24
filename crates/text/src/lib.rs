//! A report as text: where its title, body and furniture lie, its sentences and its tokens.
//!
//! Everything here points into the text as it was given, by byte; nothing is copied or normalised,
//! so what a reader is shown is what the report says.

mod document;
mod quotes;
mod segment;
mod span;

pub use document::{DateBasis, Document, Outlet, Published, Zone, ZoneKind};
pub use quotes::{Quotation, quotations};
pub use segment::{Segments, Sentence, Token, TokenKind, segment};
pub use span::{CodePoints, Span};
