//! `rapporteur changes`: what is new, hardened, softened, dropped or repeated since a day.

use corroborate::changes::{Change, changes};
use corroborate::relations::When;

use crate::arguments::{From, PageFormat};
use crate::comparing::day;
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// Tell what is new, hardened, softened or dropped since a day
///
/// Positions and forum states with a date, compared with the last one before that day.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur changes --ledger war.ledger --since 2022-10-05
  rapporteur changes reports/ --since 2022-10 --repeats")]
pub(crate) struct Arguments {
    #[command(flatten)]
    from: From,

    /// The first day of what counts as now: 2022, 2022-10 or 2022-10-05
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: When,

    /// Show what was only said again as well
    #[arg(long)]
    repeats: bool,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = reader.open(&arguments.from)?;
    let reports = super::brief::kept(&ledger)?;
    let mut changed = changes(&reports, arguments.since);
    let page = views::picture::changes(&changed, arguments.repeats);
    if !arguments.repeats {
        changed.retain(|changed| changed.change != Change::Repeated);
    }
    screen.cited(&page, &changed, &ledger, arguments.format)?;
    Ok(failed)
}
