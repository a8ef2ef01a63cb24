//! `rapporteur conditions`: what each side demands, offers or waits for, as a list that can be narrowed.

use export::{Entry, Listing};
use serde_json::json;
use views::{Held, Term};

use super::brief::kept;
use super::positions::{Chosen, when};
use crate::arguments::ListFormat;
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// List each side's conditions, demands and goals, with the position they bear on
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur conditions --ledger war.ledger --issue ceasefire
  rapporteur conditions reports/ --actor Taliban --format csv")]
pub(crate) struct Arguments {
    #[command(flatten)]
    chosen: Chosen,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = arguments.chosen.open(reader)?;
    let rows = arguments.chosen.held(&kept(&ledger)?);
    let each = rows.iter().flat_map(|row| row.conditions.iter().map(move |term| entry(row, term)));
    let listing = Listing {
        columns: vec!["row", "when", "whose", "issue", "toward", "kind", "words"],
        entries: each.collect(),
    };
    screen.listing(&listing, arguments.format)?;
    Ok(failed)
}

fn entry(row: &Held, term: &Term) -> Entry {
    let cells = vec![
        row.address.clone(),
        when(&row.when),
        row.holder.clone(),
        row.issue.to_string(),
        row.toward.join(", "),
        term.kind.to_string(),
        term.quote.words.split_whitespace().collect::<Vec<_>>().join(" "),
    ];
    let record = json!({
        "row": row.address,
        "when": row.when,
        "holder": row.holder,
        "issue": row.issue,
        "toward": row.toward,
        "stance": row.stance,
        "condition": term,
    });
    Entry { cells, record }
}
