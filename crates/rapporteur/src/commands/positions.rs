//! `rapporteur positions`: who is ready for what, with whom, as a list that can be narrowed.

use export::{Entry, Listing};
use ledger::{Extraction, Issue, Stance};
use serde_json::json;
use store::Ledger;
use views::standing::Narrow;
use views::{Held, Term};

use super::brief::kept;
use super::statements::{dated, word};
use crate::arguments::{From, ListFormat};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// List who is for or against what, toward whom, narrowed by actor, issue, stance and time
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur positions --ledger war.ledger --actor Iran --issue talks
  rapporteur positions reports/ --stance conditional --format jsonl
  rapporteur positions --ledger war.ledger --as-of 2022-06")]
pub(crate) struct Arguments {
    #[command(flatten)]
    chosen: Chosen,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Which positions of which reports.
#[derive(clap::Args, Debug)]
pub(crate) struct Chosen {
    #[command(flatten)]
    from: From,

    #[command(flatten)]
    narrow: Positions,
}

impl Chosen {
    /// The ledger, and how much of the input could not be read.
    pub(crate) fn open(&self, reader: &Reader) -> Result<(Ledger, usize), Failure> {
        reader.open(&self.from)
    }

    /// The positions asked for, with what became of their conditions.
    pub(crate) fn held(&self, reports: &[Extraction]) -> Vec<Held> {
        self.narrow.narrow().told(reports)
    }
}

/// How they are narrowed.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Narrow it")]
struct Positions {
    /// Of this actor; the last words of the name are enough
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,

    /// Toward this counterpart
    #[arg(long, value_name = "NAME")]
    toward: Option<String>,

    /// On this issue: talks, ceasefire, agreement, sanctions and so on
    #[arg(long, value_name = "ISSUE", value_parser = word(Issue::from_name, Issue::ALL))]
    issue: Option<Issue>,

    /// With this stance: rejects, reluctant, conditional, open, seeks
    #[arg(long, value_name = "STANCE", value_parser = word(Stance::from_name, Stance::ALL))]
    stance: Option<Stance>,

    /// In this report
    #[arg(long, value_name = "ID")]
    report: Option<String>,

    /// As known at the end of this day, month or year: 2022, 2022-10 or 2022-10-05
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<String>,
}

impl Positions {
    fn narrow(&self) -> Narrow {
        Narrow {
            actor: self.actor.clone(),
            toward: self.toward.clone(),
            issue: self.issue,
            stance: self.stance,
            report: self.report.clone(),
            as_of: self.as_of.clone(),
        }
    }
}

/// A day, month or year: 2022, 2022-10, 2022-10-05.
pub(crate) fn day(text: &str) -> Result<String, String> {
    let shape: String =
        text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    match shape.as_str() {
        "0000" | "0000-00" | "0000-00-00" => Ok(text.to_owned()),
        _ => Err("give 2022, 2022-10 or 2022-10-05".to_owned()),
    }
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = arguments.chosen.open(reader)?;
    let rows = arguments.chosen.held(&kept(&ledger)?);
    let waits = rows.iter().any(|row| !deadlocked(&row.conditions).is_empty());
    let mut columns = vec!["row", "when", "holder", "issue", "toward", "stance", "word of", "words"];
    columns.extend(waits.then_some("cannot hold with"));
    let listing = Listing { columns, entries: rows.iter().map(|row| entry(row, waits)).collect() };
    screen.listing(&listing, arguments.format)?;
    Ok(failed)
}

/// The addresses of positions with a condition that cannot hold together with one of these.
pub(crate) fn deadlocked(terms: &[Term]) -> String {
    let all = terms.iter().filter_map(|term| term.fate.as_ref()).flat_map(|fate| &fate.deadlocked);
    let mut addresses: Vec<&str> = all.map(|other| other.address.as_str()).collect();
    addresses.dedup();
    addresses.join(", ")
}

fn entry(row: &Held, waits: bool) -> Entry {
    let stance = if row.not_expressed { "not expressed".to_owned() } else { row.stance.to_string() };
    let mut cells = vec![
        row.address.clone(),
        when(&row.when),
        row.holder.clone(),
        row.issue.to_string(),
        row.toward.join(", "),
        stance,
        row.word_of.as_ref().map_or_else(String::new, |word| word.speaker.clone()),
        row.evidence.words.split_whitespace().collect::<Vec<_>>().join(" "),
    ];
    cells.extend(waits.then(|| deadlocked(&row.conditions)));
    Entry { cells, record: json!(row) }
}

/// The day, in brackets where it is only that of the report.
pub(crate) fn when(when: &views::When) -> String {
    dated(when.value.as_deref(), when.published.as_deref())
}
