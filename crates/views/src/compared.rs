//! Reports side by side: what is needed to compare them beside their rows, which are copies and of which site
//! each is.
//!
//! Furniture is set aside before wording is compared: two reports of one site share their menus, not a source.

use std::collections::BTreeMap;

use corroborate::copies::{Copies, Sketcher, Sketches};
use corroborate::grades::Letters;
use corroborate::relations::When;
use corroborate::sites::sites;
use corroborate::stories::{Features, features};
use ledger::{Extraction, Passage};

use crate::picture::{Picture, picture};

/// Reports with what is known of them beside their rows.
#[derive(Default)]
pub struct Compared {
    /// What was read from each, in the order in which they came in.
    pub reports: Vec<Extraction>,
    /// Of which site each is, as far as known.
    pub sites: BTreeMap<String, String>,
    /// Which are copies of which.
    pub copies: Copies,
    /// What tells the story of each, by its id.
    pub features: Vec<(String, Features)>,
}

/// Reports while they are still coming in.
#[derive(Default)]
pub struct Comparing {
    compared: Compared,
    sketcher: Sketcher,
    sketches: Sketches,
    /// Of a text, only its furniture is needed later.
    furniture: BTreeMap<String, String>,
}

impl Comparing {
    /// Adds one report, once; one without an id is left out.
    pub fn add(&mut self, extraction: Extraction, text: String) {
        let Some(id) = extraction.id.clone() else { return };
        let article = article(&extraction, &text);
        self.sketches.add(&id, self.sketcher.sketch(article.iter().copied()));
        let day = extraction.published.as_deref().and_then(|date| When::of(date, false));
        self.compared.features.push((id.clone(), features(article, day.map(|day| day.first))));
        let is_known = extraction.outlet.name.is_some() || extraction.outlet.domain.is_some();
        if !is_known && !extraction.layout.is_empty() {
            self.furniture.insert(id, text);
        }
        self.compared.reports.push(extraction);
    }

    /// All that were added, compared.
    pub fn compared(mut self) -> Compared {
        self.compared.copies = self.sketches.copies();
        let text = |id: &str| self.furniture.get(id).map(String::as_str);
        self.compared.sites = sites(&self.compared.reports, text);
        self.compared
    }
}

impl Compared {
    /// The picture they make.
    pub fn picture(&self, letters: &Letters) -> Picture {
        picture(&self.reports, &self.copies, &self.sites, letters)
    }
}

/// The parts of a report that are its own words.
fn article<'t>(extraction: &Extraction, text: &'t str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut at = 0;
    // Offsets rise, so the text is gone through once.
    let mut offsets = text.char_indices().map(|(offset, _)| offset).chain([text.len()]).enumerate();
    let mut byte = |point: usize| {
        offsets.by_ref().find(|(index, _)| *index >= point).map_or(text.len(), |(_, offset)| offset)
    };
    for zone in extraction.layout.iter().filter(|zone| !matches!(zone.kind.as_str(), "title" | "body")) {
        let Passage { start, end } = Passage { start: zone.start, end: zone.end };
        if start >= end {
            continue;
        }
        let from = if start == 0 { 0 } else { byte(start) };
        let to = byte(end);
        parts.extend(text.get(at..from.max(at)));
        at = to.max(at);
    }
    parts.extend(text.get(at..));
    parts
}
