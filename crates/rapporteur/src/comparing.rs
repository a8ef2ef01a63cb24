//! What is needed to compare reports: their rows, which are copies, and of which site each is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use corroborate::copies::{Copies, Sketcher, Sketches};
use corroborate::grades::Letters;
use corroborate::stories::{Features, features};
use corroborate::{relations::When, sites};
use ledger::{Extraction, Passage};
use store::Ledger;
use views::{Picture, picture};

use crate::failure::Failure;

/// Reports side by side.
#[derive(Default)]
pub(crate) struct Compared {
    pub(crate) reports: Vec<Extraction>,
    pub(crate) sites: BTreeMap<String, String>,
    pub(crate) copies: Copies,
    pub(crate) features: Vec<(String, Features)>,
}

impl Compared {
    /// The current reading of every report that `takes` takes.
    pub(crate) fn of(ledger: &Ledger, takes: impl Fn(&Extraction) -> bool) -> Result<Self, Failure> {
        let (mut sketcher, mut sketches) = (Sketcher::default(), Sketches::default());
        let mut compared = Self::default();
        // Of a text, only its furniture is needed later.
        let mut furniture: BTreeMap<String, String> = BTreeMap::new();
        ledger.each(|extraction, text| {
            if let Some(id) = extraction.id.clone().filter(|_| takes(&extraction)) {
                let article = article(&extraction, &text);
                sketches.add(&id, sketcher.sketch(article.iter().copied()));
                let day = extraction.published.as_deref().and_then(|date| When::of(date, false));
                compared.features.push((id.clone(), features(article, day.map(|day| day.first))));
                let is_known = extraction.outlet.name.is_some() || extraction.outlet.domain.is_some();
                if !is_known && !extraction.layout.is_empty() {
                    furniture.insert(id, text);
                }
                compared.reports.push(extraction);
            }
            Ok::<_, Failure>(())
        })?;
        compared.copies = sketches.copies();
        compared.sites = sites::sites(&compared.reports, |id| furniture.get(id).map(String::as_str));
        Ok(compared)
    }

    /// The picture they make.
    pub(crate) fn picture(&self, letters: &Letters) -> Picture {
        picture(&self.reports, &self.copies, &self.sites, letters)
    }
}

/// The letters of an analyst's file of outlets.
pub(crate) fn letters(file: Option<&Path>) -> Result<Letters, Failure> {
    let Some(path) = file else { return Ok(Letters::default()) };
    let hint = "an outlet file has lines such as `B  example.org`, letters from A to F";
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::input(format!("{}: {}", path.display(), error.to_string().to_lowercase()), hint)
    })?;
    Letters::read(&text).map_err(|(line, found)| {
        Failure::input(format!("{}:{line}: `{found}` is no letter and name", path.display()), hint)
    })
}

/// A day as typed: 2022, 2022-10 or 2022-10-05.
pub(crate) fn day(text: &str) -> Result<When, String> {
    When::of(text, true).ok_or_else(|| "a date is written 2022, 2022-10 or 2022-10-05".to_owned())
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
