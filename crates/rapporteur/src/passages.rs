//! The passages that the citations of a page lead to.

use std::collections::{BTreeMap, BTreeSet};

use export::html::Cited;
use store::Ledger;
use views::{Page, paragraphs};

use crate::failure::Failure;

/// The passages of the rows that a page cites, report by report and in the order of the rows.
pub(crate) fn passages(page: &Page, ledger: &Ledger) -> Result<Vec<Cited>, Failure> {
    let mut asked: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for address in page.cited() {
        let (report, row) = address.rsplit_once('#').unwrap_or((address, ""));
        asked.entry(report).or_default().insert(row);
    }
    let mut passages = Vec::new();
    ledger.each(|extraction, text| {
        let Some(report) = extraction.id.as_deref() else { return Ok::<_, Failure>(()) };
        let Some(rows) = asked.get(report) else { return Ok(()) };
        let head = views::brief::name(report, &extraction);
        for row in extraction.rows().filter(|row| rows.contains(row.id())) {
            passages.push(Cited {
                address: format!("{report}#{}", row.id()),
                report: head.clone(),
                paragraphs: paragraphs(&extraction, &text, row.id()).unwrap_or_default(),
            });
        }
        Ok(())
    })?;
    Ok(passages)
}
