//! The reports of a ledger side by side, and what a user types for comparing them.

use std::fs;
use std::path::Path;

use corroborate::grades::Letters;
use corroborate::relations::When;
use ledger::Extraction;
use store::Ledger;
use views::compared::{Compared, Comparing};

use crate::failure::Failure;

/// The current reading of every report that `takes` takes, compared.
pub(crate) fn compared(ledger: &Ledger, takes: impl Fn(&Extraction) -> bool) -> Result<Compared, Failure> {
    let mut comparing = Comparing::default();
    ledger.each(|extraction, text| {
        if takes(&extraction) {
            comparing.add(extraction, text);
        }
        Ok::<_, Failure>(())
    })?;
    Ok(comparing.compared())
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
