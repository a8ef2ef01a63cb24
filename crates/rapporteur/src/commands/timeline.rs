//! `rapporteur timeline`: what happened, is planned or is claimed, in the order of time.

use export::{Entry, Listing};
use views::timeline::{Moment, Timeline};

use crate::arguments::{From, ListFormat};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// List what happened, is planned or is claimed, in the order of time
///
/// What a report dates stands under its date. What it only puts in an order, or gives no time, stands at the
/// date of the report, in parentheses. What is planned or proposed has a `>` before it.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur timeline examples/talks
  rapporteur timeline --ledger war.ledger --actor Russia
  rapporteur timeline --ledger war.ledger --format csv > timeline.csv")]
pub(crate) struct Arguments {
    #[command(flatten)]
    from: From,

    /// With this actor
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = reader.open(&arguments.from)?;
    let mut timeline = Timeline::default();
    ledger.each(|extraction, _| {
        timeline.add(&extraction);
        Ok::<_, Failure>(())
    })?;
    let with = |moment: &Moment| {
        arguments.actor.as_ref().is_none_or(|actor| {
            let is = |name: &str| ends_with(name, actor);
            is(&moment.source) || moment.target.as_deref().is_some_and(is)
        })
    };
    let moments = timeline.moments().into_iter().filter(with);
    let listing = Listing {
        columns: vec!["when", "row", "what", "who", "status", "words"],
        entries: moments.map(|moment| entry(&moment)).collect(),
    };
    screen.listing(&listing, arguments.format)?;
    Ok(failed)
}

/// True when the name ends with these words, in any case.
fn ends_with(name: &str, words: &str) -> bool {
    let (name, words) = (name.to_lowercase(), words.trim().to_lowercase());
    name.strip_suffix(&words).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

fn entry(moment: &Moment) -> Entry {
    let published = moment.published.as_deref().unwrap_or("undated");
    let day = match (&moment.date, &moment.order) {
        (Some(date), _) => date.clone(),
        (None, Some(order)) => format!("({published}) {order}"),
        (None, None) => format!("({published})"),
    };
    let when = if moment.ahead { format!("> {day}") } else { day };
    let who = match &moment.target {
        Some(target) => format!("{} -> {target}", moment.source),
        None => moment.source.clone(),
    };
    let status = match &moment.statement {
        Some(statement) => format!("{}, says {statement}", moment.status),
        None => moment.status.clone(),
    };
    let cells = vec![when, moment.row.clone(), moment.kind.to_owned(), who, status, moment.words.clone()];
    Entry { cells, record: serde_json::to_value(moment).unwrap_or_default() }
}
