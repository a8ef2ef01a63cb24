//! The extraction record, version 1: one JSON object a line.
//!
//! It is what `rapporteur extract` writes and what other programs read. [`ledger::Extraction`] mirrors it
//! field for field; offsets are code points of the report's text.

use std::io::{self, Write};

use ledger::Extraction;
use serde_json::json;

/// Writes the record of one report on a line of its own.
///
/// # Errors
/// When `out` cannot be written.
pub fn line(extraction: &Extraction, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, extraction)?;
    out.write_all(b"\n")
}

/// Writes the line of an input that was no report.
///
/// # Errors
/// When `out` cannot be written.
pub fn not_a_report(message: &str, out: &mut dyn Write) -> io::Result<()> {
    let problem = json!({"code": "not-a-report", "message": message, "span": null});
    let record = json!({"schema": ledger::SCHEMA, "id": null, "problems": [problem]});
    writeln!(out, "{record}")
}

/// Reads a line that [`line`] or [`not_a_report`] wrote.
///
/// # Errors
/// When it is no record.
pub fn read(line: &str) -> serde_json::Result<Extraction> {
    serde_json::from_str(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::written;

    #[test]
    fn it_knows_that_what_is_written_can_be_read() {
        let report = Extraction {
            schema: ledger::SCHEMA.to_owned(),
            id: Some("port".to_owned()),
            title: Some("Line\nend".to_owned()),
            ..Extraction::default()
        };
        let text = written(|out| line(&report, out));
        assert_eq!(text.lines().count(), 1);
        assert_eq!(read(&text).expect("a record"), report);
    }

    #[test]
    fn it_knows_that_a_bad_line_is_a_record_without_id() {
        let record = read(&written(|out| not_a_report("line 3 is not JSON", out))).expect("a record");
        assert_eq!(record.id, None);
        assert_eq!(record.problems[0].message, "line 3 is not JSON");
    }
}
