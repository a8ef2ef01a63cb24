//! CSV as RFC 4180 has it, with a header line.

use std::io::{self, Write};

use crate::Listing;

/// Writes the cells. A cell that a spreadsheet would run as a formula gets an apostrophe before it: the
/// words come from reports, and reports come from anybody.
///
/// # Errors
/// When `out` cannot be written.
pub fn listing(listing: &Listing, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(&listing.columns)?;
    for entry in &listing.entries {
        writer.write_record(entry.cells.iter().map(|cell| harmless(cell)))?;
    }
    writer.flush()
}

fn harmless(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if runs { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use crate::sample::{listing, written};

    #[test]
    fn it_knows_that_commas_and_quotes_stay_in_their_cell() {
        let text = written(|out| super::listing(&listing(), out));
        assert_eq!(
            text,
            "row,words\nport#s1,\"the port, they said, is \"\"closed\"\"\"\nport#s2,'=SUM(A1) is no statement\n"
        );
    }
}
