//! `rapporteur forums`: who sits at which table, body by body, as a list that can be narrowed.

use export::{Entry, Listing};
use serde_json::json;
use views::Seat;
use views::standing::Narrow;

use super::brief::kept;
use super::positions::{day, when};
use crate::arguments::{From, ListFormat};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// List who is a member, attends, stays away or is suspended, body by body
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur forums --ledger war.ledger --forum OSCE
  rapporteur forums reports/ --actor Zimbabwe --as-of 2003-12")]
pub(crate) struct Arguments {
    #[command(flatten)]
    from: From,

    /// Of this actor; the last words of the name are enough
    #[arg(long, value_name = "NAME", help_heading = "Narrow it")]
    actor: Option<String>,

    /// In this forum
    #[arg(long, value_name = "NAME", help_heading = "Narrow it")]
    forum: Option<String>,

    /// In this report
    #[arg(long, value_name = "ID", help_heading = "Narrow it")]
    report: Option<String>,

    /// The last state known at the end of this day, month or year
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "Narrow it")]
    as_of: Option<String>,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = reader.open(&arguments.from)?;
    let narrow = Narrow {
        actor: arguments.actor.clone(),
        toward: arguments.forum.clone(),
        report: arguments.report.clone(),
        as_of: arguments.as_of.clone(),
        ..Narrow::default()
    };
    let rows = narrow.seats(&kept(&ledger)?);
    let listing = Listing {
        columns: vec!["row", "when", "actor", "forum", "body", "state", "word of", "words"],
        entries: rows.iter().map(entry).collect(),
    };
    screen.listing(&listing, arguments.format)?;
    Ok(failed)
}

fn entry(row: &Seat) -> Entry {
    let cells = vec![
        row.address.clone(),
        when(&row.when),
        row.actor.clone(),
        row.forum.clone(),
        row.body.clone().unwrap_or_default(),
        row.state.to_string(),
        row.word_of.as_ref().map_or_else(String::new, |word| word.speaker.clone()),
        row.evidence.words.split_whitespace().collect::<Vec<_>>().join(" "),
    ];
    Entry { cells, record: json!(row) }
}
