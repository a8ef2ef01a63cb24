//! Sites: which reports were published in one place.
//!
//! > No time to read? Get a summary
//!
//! over two reports without a publisher's name is the furniture of one site. A name or a domain says it
//! outright.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Extraction, Passage};

/// Furniture lines that two reports must share to be of one site.
const SHARED: usize = 3;

/// Reports that hold a furniture line beyond which it tells nothing: any site has "Advertisement".
const COMMON: usize = 2_000;

/// The site of each report: its domain or publisher's name, or for reports that name neither the smallest id
/// of those that share its furniture, in brackets. Reports
/// without any sign of a site are left out. `text` gives
/// the text of a report.
pub fn sites<'a, 't>(
    reports: impl IntoIterator<Item = &'a Extraction>,
    text: impl Fn(&str) -> Option<&'t str>,
) -> BTreeMap<String, String> {
    let mut sites = BTreeMap::new();
    let mut lines: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for report in reports {
        let Some(id) = report.id.as_deref() else { continue };
        if let Some(name) = report.outlet.domain.as_ref().or(report.outlet.name.as_ref()) {
            sites.insert(id.to_owned(), name.clone());
            continue;
        }
        for line in text(id).map(|text| furniture(report, text)).unwrap_or_default() {
            lines.entry(line).or_default().insert(id);
        }
    }
    // The first of those that share enough lines names the site.
    let mut shared: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for holders in lines.values().filter(|holders| holders.len() > 1 && holders.len() <= COMMON) {
        let first = holders.first().copied().unwrap_or_default();
        for other in holders.iter().skip(1) {
            *shared.entry((first, other)).or_default() += 1;
        }
    }
    let mut first_of: BTreeMap<&str, &str> = BTreeMap::new();
    for ((first, other), count) in shared {
        if count >= SHARED {
            let site = first_of.get(first).copied().unwrap_or(first);
            first_of.insert(first, site);
            first_of.insert(other, site);
        }
    }
    // A report with furniture of its own is of some site that no other report here is of.
    for id in lines.values().flatten() {
        sites.entry((*id).to_owned()).or_insert_with(|| format!("(the site of {id})"));
    }
    sites.extend(first_of.into_iter().map(|(id, first)| (id.to_owned(), format!("(the site of {first})"))));
    sites
}

/// The lines of a report that are page furniture, without case. Titles of other articles are no sign.
fn furniture(report: &Extraction, text: &str) -> BTreeSet<String> {
    let chrome = report.layout.iter().filter(|zone| zone.kind == "chrome");
    let words = chrome.map(|zone| Passage { start: zone.start, end: zone.end }.of(text));
    let lines = words.flat_map(str::lines).map(|line| line.trim().to_lowercase());
    lines
        .filter(|line| line.split_whitespace().count() <= 8 && line.chars().any(char::is_alphabetic))
        .collect()
}
