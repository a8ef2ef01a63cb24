//! `rapporteur search`: reports by their words.

use export::{Entry, Listing};
use serde_json::json;
use store::Hit;

use crate::arguments::{From, ListFormat};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

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
    let listing = Listing {
        columns: vec!["row", "published", "where", "words"],
        entries: hits.iter().map(entry).collect(),
    };
    screen.listing(&listing, arguments.format)?;
    Ok(failed)
}

fn entry(hit: &Hit) -> Entry {
    let report = &hit.report;
    let address = hit.row.as_ref().map_or_else(|| report.id.clone(), |row| format!("{}#{row}", report.id));
    let published = report.published.as_deref().map_or("", |date| date.get(..10).unwrap_or(date));
    let place = hit.passage.map_or_else(|| "title".to_owned(), |at| format!("{}-{}", at.start, at.end));
    let cells = vec![address.clone(), published.to_owned(), place, hit.snippet.clone()];
    let record = json!({
        "row": hit.row.as_ref().map(|_| address),
        "report": report.id,
        "published": report.published,
        "outlet": report.outlet,
        "passage": hit.passage,
        "snippet": hit.snippet,
        "found": hit.found,
    });
    Entry { cells, record }
}
