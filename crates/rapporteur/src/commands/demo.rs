//! `rapporteur demo`: a brief of the reports that come with the program.

use include_dir::{Dir, include_dir};
use store::Ledger;

use crate::arguments::PageFormat;
use crate::commands::brief;
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

static TALKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples/talks");

/// Brief on the example reports that come with the program
///
/// The reports were written for it; their quotations are invented. See examples/README.md.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur demo
  rapporteur demo --format md")]
pub(crate) struct Arguments {
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let _ = (arguments, reader, screen, &TALKS, brief::show, Ledger::in_memory()?);
    Ok(0)
}
