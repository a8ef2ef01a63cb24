//! `rapporteur search`: reports by their words.

use crate::arguments::{From, ListFormat};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

use export::{Entry, Listing};
use serde_json::json;

/// Find rows and reports by their words
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur search 'malta ministerial' examples/talks
  rapporteur search '\"single box\" -malta' --ledger war.ledger --limit 5")]
pub(crate) struct Arguments {
    /// Words that must be there; in quotation marks a phrase, after a minus words that must not
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    query: String,

    #[command(flatten)]
    from: From,

    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = reader.open(&arguments.from)?;
    let hits = ledger.search(&arguments.query, arguments.limit)?;
    let _ = (hits, json!(null), Entry { cells: vec![], record: json!(null) }, Listing::default());
    let _ = screen;
    Ok(failed)
}
