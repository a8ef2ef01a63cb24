//! `rapporteur brief`: who said what, from reports or from a ledger.

use std::path::PathBuf;

use rapporteur::Extraction;
use store::Ledger;
use views::brief::brief;

use crate::arguments::PageFormat;
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// Tell who said what, when, through whom and how surely
///
/// Grouped by speaker, the most quoted first. Unnamed sources and words without a source stand apart; at the
/// end stands what the reports do not tell.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur brief examples/talks
  rapporteur brief reports/*.html --format md > brief.md
  rapporteur brief today/ --ledger war.ledger      keep what was read, brief on today's
  rapporteur brief --ledger war.ledger             brief on all that was kept
  curl -s https://example.org/feed.jsonl | rapporteur brief -")]
pub(crate) struct Arguments {
    /// Reports: files and folders of text, HTML and JSON Lines; `-` for JSON Lines on stdin
    #[arg(value_name = "PATH", required_unless_present = "ledger")]
    paths: Vec<PathBuf>,

    /// Keep what is read in this ledger; without PATH, brief on all that is kept there
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,

    /// Show positions and forum states as well: a first reading of them, of which two in three are wrong
    /// or incomplete by the measure in the README
    #[arg(long)]
    positions: bool,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,
}

impl Arguments {
    /// The reports with what this brief shows of them.
    fn shown(&self, reports: Vec<Extraction>) -> Vec<Extraction> {
        if self.positions { reports } else { statements_only(reports) }
    }
}

/// The reports without the rows that are read too poorly so far to be handed on unasked.
pub(crate) fn statements_only(mut reports: Vec<Extraction>) -> Vec<Extraction> {
    for report in &mut reports {
        report.positions.clear();
        report.forums.clear();
    }
    reports
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let Some(path) = &arguments.ledger else {
        let mut ledger = Ledger::in_memory()?;
        let read = reader.read(&arguments.paths, &mut ledger)?;
        show(&arguments.shown(kept(&ledger)?), arguments.format, screen)?;
        return Ok(read.failed);
    };
    if arguments.paths.is_empty() {
        show(&arguments.shown(kept(&Ledger::open_read_only(path)?)?), arguments.format, screen)?;
        return Ok(0);
    }
    let mut ledger = Ledger::open(path)?;
    let mut read = reader.read(&arguments.paths, &mut ledger)?;
    read.ids.sort();
    read.ids.dedup();
    let mut extractions = Vec::new();
    for id in &read.ids {
        extractions.extend(ledger.extraction(id)?);
    }
    show(&arguments.shown(extractions), arguments.format, screen)?;
    Ok(read.failed)
}

/// Every report of a ledger.
pub(crate) fn kept(ledger: &Ledger) -> Result<Vec<Extraction>, Failure> {
    let mut extractions = Vec::new();
    ledger.each(|extraction, _| {
        extractions.push(extraction);
        Ok::<_, Failure>(())
    })?;
    Ok(extractions)
}

/// Writes the brief of some reports.
pub(crate) fn show(reports: &[Extraction], format: PageFormat, screen: &mut Screen) -> Result<(), Failure> {
    let brief = brief(reports);
    Ok(screen.page(&brief.page(), &brief, format)?)
}
