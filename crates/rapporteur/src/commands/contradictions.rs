//! `rapporteur contradictions`: what contradicts what, and what only looks like it.

use corroborate::grades::Letters;

use crate::arguments::{From, PageFormat};
use crate::comparing::compared;
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// Tell what contradicts what, with both passages, and what only looks like it
///
/// Three relations are contradictions: of fact, of who said what, of positions at one time. The others are told
/// as what they are: a condition, a shift over time, a difference of level, another counterpart, a part and the
/// whole, something taken for granted, another number or day, no common date.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur contradictions examples/talks
  rapporteur contradictions --ledger war.ledger --only")]
pub(crate) struct Arguments {
    #[command(flatten)]
    from: From,

    /// Only what is a contradiction
    #[arg(long)]
    only: bool,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = reader.open(&arguments.from)?;
    let mut picture = compared(&ledger, |_| true)?.picture(&Letters::default());
    if arguments.only {
        picture.related.retain(|pair| pair.relation.is_contradiction());
    }
    screen.cited(&picture.contradictions(), &picture.related, &ledger, arguments.format)?;
    Ok(failed)
}
