//! Bytes to documents: plain text, Markdown, HTML, JSON and JSON Lines, from files, folders and streams.
//!
//! What comes out is a [`Document`]: the words as given or taken out of the page, who published them and
//! when with what that rests on, the language, and what each part of the text is. Bad input gives an
//! [`Error`] in its place and the rest is read; nothing here panics on any bytes.

mod date;
mod decode;
mod error;
mod fields;
mod files;
mod html;
mod ids;
mod jsonl;
mod language;
mod layout;
mod markdown;
mod plain;
mod published;
mod record;
mod repeated;

pub use error::Error;
pub use files::{Options, read};
pub use html::html;
pub use ids::Ids;
pub use jsonl::jsonl;
pub use layout::{article, lay_out};
pub use markdown::markdown;
pub use plain::plain;
pub use record::record;
pub use repeated::{RepeatedLines, repeated_lines};
pub use text::Document;

/// Fills in what is told from the whole of a report: its zones, its date, its site, its language.
fn finish(mut document: Document, published: Option<&str>) -> Document {
    lay_out(&mut document);
    published::date_of(&mut document, published);
    if document.outlet.domain.is_none() {
        document.outlet.domain = document.url.as_deref().and_then(record::host);
    }
    language::tell(&mut document);
    if article(&document).all(|part| part.trim().is_empty()) {
        let message = "nothing in the text reads as an article; check that the page was saved whole";
        document.problems.push(("no-article".to_owned(), message.to_owned()));
    }
    document
}
