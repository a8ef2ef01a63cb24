//! `rapporteur read`: reports into a ledger.

use std::path::PathBuf;

use store::Ledger;

use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// Read reports and keep what they say in a ledger
///
/// The ledger only grows: reading the same report twice adds nothing, and a report that has changed since
/// supersedes its earlier reading, which stays.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur read reports/ --ledger war.ledger
  cat reports.jsonl | rapporteur read - --ledger war.ledger")]
pub(crate) struct Arguments {
    /// Reports: files and folders of text, HTML and JSON Lines; `-` for JSON Lines on stdin
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// The ledger; made where there is none
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let mut ledger = Ledger::open(&arguments.ledger)?;
    let read = reader.read(&arguments.paths, &mut ledger)?;
    let summary = read.summary;
    writeln!(
        screen.out(),
        "{} new, {} known, {} changed, {} not read: {}",
        summary.new,
        summary.known,
        summary.changed,
        read.failed,
        arguments.ledger.display()
    )?;
    Ok(read.failed)
}
