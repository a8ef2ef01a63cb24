//! `rapporteur conditions`: what each side demands, offers or waits for, as a list that can be narrowed.

use export::{Entry, Listing};
use serde_json::json;
use views::{Held, Term};

use super::brief::kept;
use super::positions::{Chosen, deadlocked, when};
use crate::arguments::ListFormat;
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// List each side's conditions, demands and goals, with the position they bear on
///
/// `met` and `refused` where a later report tells it in the same words of the same actor, with the row that
/// does; else `open`. Two conditions cannot both hold where each side will act only after the other has.
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
    let terms = || rows.iter().flat_map(|row| row.conditions.iter().map(move |term| (row, term)));
    let fates = || terms().filter_map(|(_, term)| term.fate.as_ref());
    // What no condition has needs no column.
    let (told, waits) =
        (fates().any(|fate| fate.told.is_some()), fates().any(|fate| !fate.deadlocked.is_empty()));
    let mut columns = vec!["row", "when", "whose", "issue", "toward", "kind", "words", "state"];
    columns.extend(told.then_some("told by"));
    columns.extend(waits.then_some("cannot hold with"));
    let entries = terms().map(|(row, term)| entry(row, term, told, waits)).collect();
    let listing = Listing { columns, entries };
    screen.listing(&listing, arguments.format)?;
    Ok(failed)
}

fn entry(row: &Held, term: &Term, told: bool, waits: bool) -> Entry {
    let mut cells = vec![
        row.address.clone(),
        when(&row.when),
        row.holder.clone(),
        row.issue.to_string(),
        row.toward.join(", "),
        term.kind.to_string(),
        line(&term.quote.words),
        term.fate.as_ref().map_or_else(String::new, |fate| fate.state.name().to_owned()),
    ];
    let told_by = term.fate.as_ref().and_then(|fate| fate.told.as_ref());
    let told_by = told_by.map_or_else(String::new, |by| format!("{}: {}", by.address, line(&by.quote.words)));
    cells.extend(told.then_some(told_by));
    cells.extend(waits.then(|| deadlocked(std::slice::from_ref(term))));
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

/// The words on one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
