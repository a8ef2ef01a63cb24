//! `rapporteur actors`: who is named, who acts, who is acted upon.

use export::{Entry, Listing};
use views::actors::{Actor, Gathered};

use crate::arguments::{From, ListFormat};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// List who is named, who acts and who is acted upon, with country and sector
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur actors examples/talks
  rapporteur actors --ledger war.ledger --events
  rapporteur actors --ledger war.ledger --format csv > actors.csv")]
pub(crate) struct Arguments {
    #[command(flatten)]
    from: From,

    /// Only those who take part in an event
    #[arg(long)]
    events: bool,

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
    let actors = gathered.actors().into_iter();
    let actors = actors.filter(|actor| !arguments.events || actor.acts + actor.undergoes > 0);
    let listing = Listing {
        columns: vec!["country", "sector", "named", "acts", "undergoes", "reports", "actor"],
        entries: actors.map(|actor| entry(&actor, reader)).collect(),
    };
    screen.listing(&listing, arguments.format)?;
    Ok(failed)
}

fn entry(actor: &Actor, reader: &Reader) -> Entry {
    let coded = reader.knowledge.code(&actor.name, None);
    let country = coded.country.or_else(|| actor.code.clone()).unwrap_or_default();
    let sector = coded.sector.unwrap_or_default().to_owned();
    let mut record = serde_json::to_value(actor).unwrap_or_default();
    record["country"] = country.clone().into();
    record["sector"] = sector.clone().into();
    let cells = vec![
        country,
        sector,
        actor.named.to_string(),
        actor.acts.to_string(),
        actor.undergoes.to_string(),
        actor.reports.to_string(),
        actor.name.clone(),
    ];
    Entry { cells, record }
}
