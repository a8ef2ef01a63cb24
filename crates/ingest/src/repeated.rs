//! Page furniture that one page cannot show: the same line under many reports of one site.
//!
//! > Our correspondents answer your questions every Friday
//!
//! under three reports is a line of the site. A sentence that several reports share is news that was
//! copied, or a formula of the office that issues them ("The president had a telephone conversation
//! with ..."), so finished sentences count only where they speak to the reader or of the author.

use std::collections::{HashMap, HashSet};

use text::{Document, Span, Zone, ZoneKind};

use crate::ids::hash;
use crate::layout;

/// Reports of one site that must hold a line.
const FEWEST: u16 = 3;

/// Lines and reports that are remembered; later ones are not counted.
const MOST: usize = 2_000_000;

/// Words of the longest line that is counted, but for notes on authors.
const LONGEST: usize = 40;

/// Counts lines over the reports of a set, by site. Keeps hashes only, and of those at most two million.
#[derive(Default)]
pub struct RepeatedLines {
    /// Reports that hold a line, by site and line.
    counts: HashMap<(u64, u64), u16>,
    reports: HashSet<u64>,
}

impl RepeatedLines {
    /// Counts the lines of one report. The same words again add nothing.
    pub fn count(&mut self, document: &Document) {
        if self.reports.len() >= MOST || !self.reports.insert(hash(document.text.as_bytes())) {
            return;
        }
        let site = site(document);
        let lines: HashSet<u64> =
            candidates(document).into_iter().map(|zone| line_hash(document, zone)).collect();
        for line in lines {
            if let Some(count) = self.counts.get_mut(&(site, line)) {
                *count = count.saturating_add(1);
            } else if self.counts.len() < MOST {
                self.counts.insert((site, line), 1);
            }
        }
    }

    /// Marks the lines of a report that three reports of its site hold, with the rule `repeated-line`.
    pub fn mark(&self, document: &mut Document) {
        let site = site(document);
        let is_repeated = |zone: &Zone| {
            self.counts.get(&(site, line_hash(document, *zone))).is_some_and(|&count| count >= FEWEST)
        };
        let repeated: Vec<Zone> = candidates(document).into_iter().filter(is_repeated).collect();
        if repeated.is_empty() {
            return;
        }
        let spans: HashSet<Span> = repeated.iter().map(|zone| zone.span).collect();
        document.layout.retain(|zone| !spans.contains(&zone.span));
        document.layout.extend(repeated);
        document.layout.sort_by_key(|zone| zone.span);
    }
}

/// Marks the lines that three or more of these reports share, by site.
pub fn repeated_lines(documents: &mut [Document]) {
    let mut lines = RepeatedLines::default();
    for document in documents.iter() {
        lines.count(document);
    }
    for document in documents {
        lines.mark(document);
    }
}

/// The site of a report; reports of no known site are taken together.
fn site(document: &Document) -> u64 {
    let outlet = &document.outlet;
    hash(outlet.domain.as_deref().or(outlet.name.as_deref()).unwrap_or_default().to_lowercase().as_bytes())
}

fn line_hash(document: &Document, zone: Zone) -> u64 {
    hash(layout::fold(zone.span.of(&document.text)).as_bytes())
}

/// The lines of a report that may be furniture if other reports hold them too, as the zones they would be.
fn candidates(document: &Document) -> Vec<Zone> {
    let text = document.text.as_str();
    let mut zones = document.layout.iter().peekable();
    let mut found = Vec::new();
    for line in layout::lines(text) {
        while zones.peek().is_some_and(|zone| zone.span.end <= line.span.start) {
            zones.next();
        }
        let zone = zones.peek().filter(|zone| zone.span.overlaps(line.span));
        if zone.is_some_and(|zone| zone.rule != "subheading") {
            continue;
        }
        let words = line.of(text);
        let kind = if layout::is_note(text, &line) {
            ZoneKind::Bio
        } else if line.words <= LONGEST && is_label_or_appeal(words, line.words) {
            ZoneKind::Chrome
        } else {
            continue;
        };
        found.push(Zone { kind, span: line.span, rule: "repeated-line" });
    }
    found
}

/// True for a line that is no finished sentence, and for one that speaks to the reader.
fn is_label_or_appeal(line: &str, words: usize) -> bool {
    if line.contains(['"', '“', '”', '«']) {
        return false;
    }
    if !layout::is_closed(line) {
        return words <= 15;
    }
    let spoken_to = ["you", "your", "you'll", "our", "us", "subscribe", "newsletter", "cookies"];
    let asks = line.ends_with('?');
    !asks
        && line
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .any(|word| spoken_to.contains(&word.to_lowercase().as_str()))
}
