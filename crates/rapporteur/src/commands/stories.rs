//! `rapporteur stories`: which reports are about the same developing story.

use std::collections::BTreeMap;

use corroborate::stories::stories;
use export::{Entry, Listing};
use rapporteur::Extraction;
use serde_json::json;

use crate::arguments::{From, ListFormat};
use crate::comparing::compared;
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// List which reports are about the same developing story
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur stories examples/talks
  rapporteur stories --ledger war.ledger --format csv > stories.csv")]
pub(crate) struct Arguments {
    #[command(flatten)]
    from: From,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = reader.open(&arguments.from)?;
    let compared = compared(&ledger, |_| true)?;
    let told = stories(compared.features.iter().map(|(id, features)| (id.as_str(), features)));
    let family = compared.copies.family_of();
    let reports: BTreeMap<Option<&str>, &Extraction> =
        compared.reports.iter().map(|report| (report.id.as_deref(), report)).collect();
    let mut entries = Vec::new();
    for (story, members) in told.iter().enumerate() {
        for id in members {
            let report = reports.get(&Some(id.as_str()));
            let published = report.and_then(|report| report.published.clone()).unwrap_or_default();
            let title = report.and_then(|report| report.title.clone()).unwrap_or_default();
            let copies = family.get(id.as_str()).map(|&family| (family + 1).to_string()).unwrap_or_default();
            let cells = vec![
                (story + 1).to_string(),
                id.clone(),
                published.get(..10).unwrap_or(&published).to_owned(),
                copies.clone(),
                title.clone(),
            ];
            let record = json!({
                "story": story + 1, "report": id, "published": published, "title": title,
                "copies": family.get(id.as_str()).map(|family| family + 1),
            });
            entries.push(Entry { cells, record });
        }
    }
    screen.listing(
        &Listing { columns: vec!["story", "report", "published", "copies", "title"], entries },
        arguments.format,
    )?;
    Ok(failed)
}
