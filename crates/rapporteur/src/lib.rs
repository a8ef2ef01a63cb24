//! Reads reporting on a conflict or a negotiation and keeps an evidence-linked ledger of it: who said
//! what, through whom, how surely.
//!
//! ```
//! use rapporteur::{Knowledge, extract, text::Document};
//!
//! let text = "Ana Ruiz said on Monday that the strait was open.".to_owned();
//! let report = Document { id: "strait".into(), text, ..Document::default() };
//! let rows = extract(&report, Knowledge::embedded());
//! assert!(rows.statements.iter().all(|row| rows.id.is_some() && !row.rule.is_empty()));
//! ```
//!
//! The crates behind it can be used one by one: [`ingest`] turns bytes into documents, [`extract()`] a
//! document into rows, [`store`] keeps them, [`views`] answers, [`export`] writes. [`in_order`] does
//! something to many documents on all cores and gives the results back in order.

pub use {corroborate, export, ingest, knowledge, ledger, serve, store, text, views};

pub use ::extract::extract;
pub use ::knowledge::Knowledge;
pub use ::ledger::Extraction;
pub use in_order::{InOrder, in_order};

mod in_order;
