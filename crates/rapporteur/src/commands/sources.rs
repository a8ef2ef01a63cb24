//! `rapporteur sources`: who speaks, how often, through whom; and the reports with their outlets.

use std::path::PathBuf;

use export::{Entry, Listing};
use serde::Serialize;
use serde_json::{Value, json};
use views::Picture;
use views::sources::{Gathered, Publication, Source};

use crate::arguments::{From, ListFormat};
use crate::comparing::{compared, letters};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// List who speaks, how often, named or not, and through which outlets
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur sources examples/talks
  rapporteur sources --ledger war.ledger --reports
  rapporteur sources --ledger war.ledger --claims --outlets outlets.txt
  rapporteur sources --ledger war.ledger --format csv > sources.csv")]
pub(crate) struct Arguments {
    #[command(flatten)]
    from: From,

    /// List the reports and their outlets instead
    #[arg(long)]
    reports: bool,

    /// List the sites and their reports instead: by name, by domain, or by the furniture they share
    #[arg(long, conflicts_with = "reports")]
    sites: bool,

    /// List the claims instead, with how many independent origins they have, and their grade
    #[arg(long, conflicts_with_all = ["reports", "sites"])]
    claims: bool,

    /// The analyst's letters for sources: lines such as `B  example.org`
    #[arg(long, value_name = "FILE", requires = "claims")]
    outlets: Option<PathBuf>,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = reader.open(&arguments.from)?;
    if arguments.sites || arguments.claims {
        let compared = compared(&ledger, |_| true)?;
        let picture = compared.picture(&letters(arguments.outlets.as_deref())?);
        let listing = if arguments.sites { sites(&picture) } else { claims(&picture) };
        screen.listing(&listing, arguments.format)?;
        return Ok(failed);
    }
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

fn sites(picture: &Picture) -> Listing {
    let entries = picture.sites.iter().map(|(site, reports)| {
        let name = if site.is_empty() { "(unknown)" } else { site };
        let ids: Vec<&str> = reports.iter().map(String::as_str).collect();
        let record = json!({"site": Some(site).filter(|site| !site.is_empty()), "reports": reports});
        Entry { cells: vec![name.to_owned(), ids.len().to_string(), ids.join(", ")], record }
    });
    Listing { columns: vec!["site", "reports", "which"], entries: entries.collect() }
}

fn claims(picture: &Picture) -> Listing {
    let entries = picture.claims.iter().map(|assessed| {
        let (claim, grade) = (&assessed.claim, &assessed.grade);
        let names: Vec<&str> = claim.origins.iter().map(|origin| origin.name.as_str()).collect();
        let merges: Vec<String> = claim
            .merges
            .iter()
            .map(|merge| format!("{}: {}", merge.because.told(), merge.of.join(", ")))
            .collect();
        let cells = vec![
            grade.to_string(),
            format!("{} to {}", claim.proved, claim.possible),
            claim.key.clone(),
            claim.rows.join(", "),
            names.join(", "),
            format!("{}; would change it: {}", grade.rule, grade.would_change),
            merges.join("; "),
        ];
        Entry { cells, record: record(assessed) }
    });
    let columns = vec!["grade", "origins", "claim", "rows", "from", "because", "merged"];
    Listing { columns, entries: entries.collect() }
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
