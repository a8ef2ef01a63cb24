//! JSON and JSON Lines.

use std::io::{self, Write};

use serde::Serialize;

use crate::Listing;

/// Writes the records as one JSON array, indented.
///
/// # Errors
/// When `out` cannot be written.
pub fn listing(listing: &Listing, out: &mut dyn Write) -> io::Result<()> {
    let records: Vec<_> = listing.entries.iter().map(|entry| &entry.record).collect();
    value(&records, out)
}

/// Writes the records one a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn lines(listing: &Listing, out: &mut dyn Write) -> io::Result<()> {
    for entry in &listing.entries {
        writeln!(out, "{}", entry.record)?;
    }
    Ok(())
}

/// Writes anything that has a JSON form, indented, with a line end.
///
/// # Errors
/// When `out` cannot be written.
pub fn value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use crate::sample::{listing, written};

    #[test]
    fn it_knows_that_a_line_is_one_record() {
        let text = written(|out| super::lines(&listing(), out));
        assert_eq!(text.lines().count(), 2);
        for line in text.lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
            assert!(record["row"].is_string());
        }
    }

    #[test]
    fn it_knows_that_nothing_is_an_empty_array() {
        assert_eq!(written(|out| super::listing(&crate::Listing::default(), out)), "[]\n");
        assert_eq!(written(|out| super::lines(&crate::Listing::default(), out)), "");
    }
}
