//! `rapporteur why`: what a row rests on.

use serde_json::json;
use store::{Ledger, Reading};
use views::why;

use crate::arguments::{From, PageFormat};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// Show why a row is in the ledger: its words in their passage, its rule, its report
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur why 04-no-plan-to-leave#s1 examples/talks
  rapporteur why wire-001#s3 --ledger war.ledger")]
pub(crate) struct Arguments {
    /// The row, as briefs and lists cite it: the report's id, `#`, the row's
    #[arg(value_name = "REPORT#ROW", value_parser = address)]
    row: Address,

    #[command(flatten)]
    from: From,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,
}

#[derive(Clone, Debug)]
struct Address {
    report: String,
    row: String,
}

/// The last `#` divides: a report's id may have one.
fn address(text: &str) -> Result<Address, String> {
    match text.rsplit_once('#') {
        Some((report, row)) if !report.is_empty() && !row.is_empty() => {
            Ok(Address { report: report.to_owned(), row: row.to_owned() })
        }
        _ => Err("a row is written REPORT#s1, as `rapporteur statements` lists it".to_owned()),
    }
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = reader.open(&arguments.from)?;
    let Address { report, row } = &arguments.row;
    let Some(Reading { extraction, text, .. }) = ledger.current(report)? else {
        return Err(no_report(&ledger, report)?);
    };
    let Some(page) = why(&extraction, &text, row) else {
        let rows: Vec<&str> = extraction.rows().map(|row| row.id()).collect();
        let hint = if rows.is_empty() {
            "it gave no rows".to_owned()
        } else {
            format!("it has {}", rows.join(", "))
        };
        return Err(Failure::input(format!("report `{report}` has no row `{row}`"), hint));
    };
    let found = extraction.rows().find(|found| found.id() == row);
    let found = found.map(|found| match found {
        ledger::Row::Statement(row) => json!(row),
        ledger::Row::Position(row) => json!(row),
        ledger::Row::Forum(row) => json!(row),
        ledger::Row::Event(row) => json!(row),
    });
    let value = json!({
        "row": format!("{report}#{row}"),
        "report": {
            "id": report,
            "title": extraction.title,
            "published": extraction.published,
            "published_basis": extraction.published_basis,
            "outlet": extraction.outlet,
            "url": extraction.url,
        },
        "record": found,
    });
    screen.page(&page, &value, arguments.format)?;
    Ok(failed)
}

fn no_report(ledger: &Ledger, report: &str) -> Result<Failure, Failure> {
    let reports = ledger.reports()?;
    let mut known: Vec<&str> = reports.iter().map(|report| report.head.id.as_str()).take(5).collect();
    if reports.len() > known.len() {
        known.push("…");
    }
    let hint = match known.as_slice() {
        [] => "it is empty".to_owned(),
        known => format!("it has {}", known.join(", ")),
    };
    Ok(Failure::input(format!("there is no report `{report}` in what was read"), hint))
}
