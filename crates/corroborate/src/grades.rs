//! Grades: how reliable a source is and how well a claim is supported, on two axes that never mix.
//!
//! After the Admiralty scale (NATO STANAG 2511): a letter for the source, which the analyst gives, and a number
//! for the claim, which follows from its origins. How many reports make a claim never moves its number.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::origins::{Claim, Standing};

/// The grade of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grade {
    /// `A`, reliable, to `E`, unreliable; `F`, not judged.
    pub letter: char,
    /// 1, confirmed, to 5, improbable; 6, nothing to judge by.
    pub number: u8,
    /// The rule that gave the number.
    pub rule: &'static str,
    /// What would give another.
    pub would_change: &'static str,
    /// Independent origins of what contradicts it.
    pub against: usize,
    /// True when every origin that is shown is a party to what is claimed.
    pub is_interested: bool,
}

/// The letters that an analyst gave to outlets and institutions, by name or site without case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters(BTreeMap<String, char>);

impl Letters {
    /// Letters from lines such as `B  example.org`: a letter from A to F, white space, a name. `#` begins a
    /// comment. A line that is none of this is given back as an error with its number.
    pub fn read(text: &str) -> Result<Self, (usize, String)> {
        let mut letters = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let graded = line.split_once(char::is_whitespace).and_then(|(letter, name)| {
                let letter = letter.chars().next().filter(|_| letter.len() == 1)?.to_ascii_uppercase();
                let name = name.trim();
                (('A'..='F').contains(&letter) && !name.is_empty()).then_some((letter, name))
            });
            let Some((letter, name)) = graded else { return Err((number + 1, line.to_owned())) };
            letters.insert(name.to_lowercase(), letter);
        }
        Ok(Self(letters))
    }

    /// The letter of an outlet or institution; `F` until the analyst says otherwise.
    pub fn of(&self, name: &str) -> char {
        self.0.get(&name.to_lowercase()).copied().unwrap_or('F')
    }
}

/// The grade of a claim. `against` is the number of proved independent origins of what contradicts it, `None`
/// when nothing does; `sites` tells who published each report.
pub fn grade(
    claim: &Claim,
    against: Option<usize>,
    letters: &Letters,
    sites: &BTreeMap<String, String>,
) -> Grade {
    let shown: Vec<_> = claim.origins.iter().filter(|origin| origin.standing != Standing::Unshown).collect();
    let named = shown.iter().any(|origin| origin.standing == Standing::Named);
    let direct =
        shown.iter().any(|origin| origin.standing == Standing::Named && !origin.on_record.is_empty());
    let (number, rule, would_change) = match (claim.proved, against) {
        _ if claim.rows.is_empty() => (6, "nothing to judge by", "a report"),
        (_, Some(2..)) => (
            5,
            "contradicted by two independent origins",
            "that one of them takes it back, or an independent origin on this side",
        ),
        (_, Some(_)) => (4, "one side of a live contradiction", "that the contradiction is settled"),
        (0, None) => (4, "no origin shown", "a source that is named or described"),
        (2.., None) => (1, "two independent origins of different institutions", "a contradiction"),
        (_, None) if direct => (
            2,
            "one named origin, on record",
            "an independent origin of another institution, or a contradiction",
        ),
        (_, None) if named => {
            (3, "one institution, nobody of it on record", "a person by name, or its own words")
        }
        (_, None) => (3, "one origin without a name", "a source that is named"),
    };
    Grade {
        letter: letter(claim, letters, sites),
        number,
        rule,
        would_change,
        against: against.unwrap_or(0),
        is_interested: !shown.is_empty() && shown.iter().all(|origin| origin.is_interested),
    }
}

/// The best letter among the institutions that speak and the outlets that report it.
fn letter(claim: &Claim, letters: &Letters, sites: &BTreeMap<String, String>) -> char {
    let institutions = claim.origins.iter().map(|origin| letters.of(&origin.name));
    let reports = claim.rows.iter().filter_map(|row| row.rsplit_once('#'));
    let outlets = reports.filter_map(|(report, _)| sites.get(report)).map(|site| letters.of(site));
    institutions.chain(outlets).min().unwrap_or('F')
}

impl std::fmt::Display for Grade {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}{}", self.letter, self.number)
    }
}
