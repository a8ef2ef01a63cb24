//! `rapporteur board`: where each side stands, an issue after the other.

use views::standing::{board, standings};

use super::brief::kept;
use super::positions::Chosen;
use crate::arguments::PageFormat;
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// Show where each side stands on each issue, toward whom, since when and on whose word
#[derive(clap::Args, Debug)]
#[command(after_help = "\
A first reading: two in three positions are wrong or incomplete by the measure in the README.

Examples:
  rapporteur board reports/
  rapporteur board --ledger war.ledger --issue talks --as-of 2022-06
  rapporteur board --ledger war.ledger --actor Iran --format md")]
pub(crate) struct Arguments {
    #[command(flatten)]
    chosen: Chosen,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = arguments.chosen.open(reader)?;
    let rows = arguments.chosen.held(&kept(&ledger)?);
    screen.cited(&board(&rows), &standings(rows), &ledger, arguments.format)?;
    Ok(failed)
}
