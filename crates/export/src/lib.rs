//! What the program writes, one file a format.
//!
//! [`record`] is the contract with everything around the program; [`Listing`] is any list of rows, as a
//! table, CSV, Markdown, JSON or JSON Lines; [`coded`] writes events in the columns of event data sets; a
//! [`views::Page`] is written for a terminal by [`terminal`], as Markdown by [`markdown`] and as HTML by [`html`].

pub mod coded;
pub mod csv;
pub mod html;
pub mod json;
pub mod markdown;
pub mod record;
pub mod table;
pub mod terminal;

mod listing;
mod wrap;

pub use listing::{Entry, Listing};

#[cfg(test)]
mod sample;
