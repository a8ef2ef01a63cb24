//! `rapporteur sources`: who speaks, how often, through whom; and the reports with their outlets.

use export::{Entry, Listing};
use serde::Serialize;
use serde_json::Value;
use views::sources::{Gathered, Publication, Source};

use crate::arguments::{From, ListFormat};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// List who speaks, how often, named or not, and through which outlets
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur sources examples/talks
  rapporteur sources --ledger war.ledger --reports
  rapporteur sources --ledger war.ledger --format csv > sources.csv")]
pub(crate) struct Arguments {
    #[command(flatten)]
    from: From,

    /// List the reports and their outlets instead
    #[arg(long)]
    reports: bool,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = reader.open(&arguments.from)?;
    let mut gathered = Gathered::default();
    ledger.each(|extraction, _| {
        gathered.add(&extraction);
        Ok::<_, Failure>(())
    })?;
    let sources = gathered.sources();
    let listing = if arguments.reports {
        Listing {
            columns: vec!["report", "published", "outlet", "statements", "named", "title"],
            entries: sources.reports.iter().map(report).collect(),
        }
    } else {
        Listing {
            columns: vec!["speaker", "kind", "for", "statements", "quoted", "denials", "reports", "through"],
            entries: sources.sources.iter().map(source).collect(),
        }
    };
    screen.listing(&listing, arguments.format)?;
    Ok(failed)
}

fn source(source: &Source) -> Entry {
    let joined = |names: &std::collections::BTreeSet<String>| {
        names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
    };
    let cells = vec![
        source.name.clone(),
        source.kind.to_string(),
        joined(&source.affiliations),
        source.statements.to_string(),
        source.quoted.to_string(),
        source.denials.to_string(),
        source.reports.to_string(),
        joined(&source.through),
    ];
    Entry { cells, record: record(source) }
}

fn report(report: &Publication) -> Entry {
    let published = report.published.as_deref().map_or("", |date| date.get(..10).unwrap_or(date));
    let cells = vec![
        report.report.clone(),
        published.to_owned(),
        report.outlet.clone().unwrap_or_default(),
        report.statements.to_string(),
        report.named.to_string(),
        report.title.clone().unwrap_or_default(),
    ];
    Entry { cells, record: record(report) }
}

fn record(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
