//! What a page compares: the reports that have to do with what is asked, never more than a page may wait for,
//! and two rows of them beside each other.

use std::collections::BTreeMap;

use corroborate::relations::{Related, Side};
use ledger::Extraction;
use store::{Ledger, ReportHead};

use crate::failure::Failure;
use crate::index::{Place, Rows};
use crate::pages::shortened;
use crate::rows::{Listed, one};

/// Characters of a passage.
const PASSAGE: usize = 600;

/// Reports chosen to be compared.
pub(crate) struct Chosen {
    /// Their ids, at most as many as asked for.
    pub(crate) ids: Vec<String>,
    /// How many there are to choose from.
    pub(crate) of: usize,
}

impl Chosen {
    /// The reports of some rows, in the order of the rows, at most `most`.
    pub(crate) fn of<'a>(rows: &Rows, places: impl Iterator<Item = &'a Place>, most: usize) -> Self {
        let mut chosen = Self { ids: Vec::new(), of: 0 };
        let mut seen = Vec::new();
        for place in places {
            let (number, id) = rows.report(place);
            if seen.len() <= number {
                seen.resize(number + 1, false);
            }
            if std::mem::replace(&mut seen[number], true) {
                continue;
            }
            chosen.of += 1;
            if chosen.ids.len() < most {
                chosen.ids.push(id.to_owned());
            }
        }
        chosen
    }
}

/// The current readings of some reports. One that is gone by now is passed over.
pub(crate) fn read(ledger: &Ledger, ids: &[String]) -> Result<Vec<Extraction>, Failure> {
    let mut reports = Vec::with_capacity(ids.len());
    for id in ids {
        reports.extend(ledger.extraction(id)?);
    }
    Ok(reports)
}

/// Two rows that differ.
pub(crate) struct Pair {
    /// The rule that says so.
    pub(crate) rule: &'static str,
    /// The earlier first.
    pub(crate) sides: Vec<Listed>,
}

/// Reports by their ids.
pub(crate) fn by_id(reports: &[Extraction]) -> BTreeMap<&str, &Extraction> {
    reports.iter().filter_map(|report| Some((report.id.as_deref()?, report))).collect()
}

/// Two rows as a page shows them, each with its passage.
pub(crate) fn pair(reports: &BTreeMap<&str, &Extraction>, related: &Related) -> Pair {
    let sides = [&related.one, &related.other].into_iter().filter_map(|one| side(reports, one));
    Pair { rule: related.rule, sides: sides.collect() }
}

fn side(reports: &BTreeMap<&str, &Extraction>, side: &Side) -> Option<Listed> {
    let (report, row) = side.address.rsplit_once('#')?;
    let report = reports.get(report)?;
    let row = report.rows().find(|one| one.id() == row)?;
    let mut listed = one(&ReportHead::of(report)?, row);
    // Statements are listed by what was said; here a reader must see who says it, and how.
    listed.words = shortened(side.evidence.text(), PASSAGE);
    Some(listed)
}
