//! `rapporteur events`: who did what to whom, as a list that can be narrowed, or in the columns of event
//! data sets.

use clap::ValueEnum;
use export::coded::{Reported, Scheme};
use export::{Entry, Listing};
use ledger::{Event, EventStatus, EventType};
use serde_json::json;
use store::{Filter, ReportHead};

use super::statements::{dated, word};
use crate::arguments::{From, ListFormat};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// List who did what to whom, whether it took place, and on whose word
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur events --ledger war.ledger --type CONSULT --since 2022-10
  rapporteur events reports/ --actor Russia --status planned
  rapporteur events --ledger war.ledger --format polecat > events.tsv
  rapporteur events --ledger war.ledger --format gdelt > events.export.tsv")]
pub(crate) struct Arguments {
    #[command(flatten)]
    from: From,

    #[command(flatten)]
    narrow: Narrow,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How events are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns for reading
    #[default]
    Table,
    /// One array
    Json,
    /// One record a line
    Jsonl,
    /// For spreadsheets
    Csv,
    /// A Markdown table
    Md,
    /// The columns of GDELT 2.0, tab-separated, without a header; only what took place
    Gdelt,
    /// The columns of POLECAT, tab-separated
    Polecat,
    /// PLOVER with its auxiliary modes, tab-separated
    Plover,
}

/// Which events.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Narrow it")]
struct Narrow {
    /// With this actor as source or target
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,

    /// Of this PLOVER type: AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, REQUEST, ACCUSE, REJECT,
    /// THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT
    #[arg(long = "type", value_name = "TYPE", value_parser = word(EventType::from_name, EventType::ALL))]
    kind: Option<EventType>,

    /// With this status: happened, ongoing, planned, proposed, hypothetical, denied
    #[arg(long, value_name = "STATUS", value_parser = word(EventStatus::from_name, EventStatus::ALL))]
    status: Option<EventStatus>,

    /// In reports of this outlet: its name or site
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,

    /// On this day or later: 2022, 2022-10 or 2022-10-05
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// On this day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// With these words; in quotation marks a phrase, after a minus words it must not have
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    text: Option<String>,

    /// In this report
    #[arg(long, value_name = "ID")]
    report: Option<String>,

    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = reader.open(&arguments.from)?;
    let found = ledger.events(&arguments.narrow.filter())?;
    let scheme = match arguments.format {
        Format::Gdelt => Scheme::Gdelt,
        Format::Polecat => Scheme::Polecat,
        Format::Plover => Scheme::Plover,
        format => {
            let listing = Listing {
                columns: vec!["row", "when", "type", "source", "target", "status", "words"],
                entries: found.iter().map(|found| entry(&found.report, &found.row)).collect(),
            };
            screen.listing(&listing, format.list())?;
            return Ok(failed);
        }
    };
    let events = found.iter().map(|found| Reported {
        report: &found.report.id,
        published: found.report.published.as_deref(),
        outlet: found.report.outlet.name.as_deref().or(found.report.outlet.domain.as_deref()),
        url: found.report.url.as_deref(),
        language: found.report.language.as_deref(),
        event: &found.row,
    });
    screen.coded(events, scheme, reader.knowledge)?;
    Ok(failed)
}

impl Format {
    /// The format of a plain list.
    fn list(self) -> ListFormat {
        match self {
            Self::Json => ListFormat::Json,
            Self::Jsonl => ListFormat::Jsonl,
            Self::Csv => ListFormat::Csv,
            Self::Md => ListFormat::Md,
            Self::Table | Self::Gdelt | Self::Polecat | Self::Plover => ListFormat::Table,
        }
    }
}

impl Narrow {
    fn filter(&self) -> Filter {
        Filter {
            actor: self.actor.clone(),
            event_type: self.kind,
            event_status: self.status,
            outlet: self.outlet.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            text: self.text.clone(),
            report: self.report.clone(),
            limit: self.limit,
            ..Filter::default()
        }
    }
}

/// An event as a line of a list.
fn entry(report: &ReportHead, row: &Event) -> Entry {
    let address = format!("{}#{}", report.id, row.id);
    let told = row.time.as_ref().map(|time| time.value.as_deref().unwrap_or(&time.text));
    let when = dated(told, report.published.as_deref());
    let status = match &row.statement {
        Some(statement) => format!("{}, says {statement}", row.status),
        None => row.status.to_string(),
    };
    let words = row.because.text().to_owned();
    let record = json!({
        "row": address,
        "report": report.id,
        "published": report.published,
        "outlet": report.outlet,
        "event": row,
    });
    let cells = vec![
        address,
        when,
        row.kind.to_string(),
        row.source.clone(),
        row.target.clone().unwrap_or_default(),
        status,
        words,
    ];
    Entry { cells, record }
}
