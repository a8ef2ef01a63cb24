//! A writer that is killed leaves whole reports. The test starts itself as the writer.

#![allow(clippy::unwrap_used, reason = "a test that fails ends")]
#![cfg(unix)]

mod common;

use std::io::{self, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use common::long_report;
use store::Ledger;

const LEDGER: &str = "LEDGER_OF_THE_KILLED";

/// What the writer sends for each report it has written but may not yet have committed.
const MARK: u8 = 1;

/// Adds reports from `from` on until it is killed: a few at a time, then many at a time.
fn write_on(path: &Path, from: usize) {
    let mut ledger = Ledger::open(path).unwrap();
    let mut from = from;
    for together in [1, 1, 3, 9, 30].into_iter().chain(std::iter::repeat(600)) {
        let reports = (from..from + together).map(long_report).map(|draft| (draft.extraction, draft.text));
        let mark = |_: &ledger::Extraction, _| {
            io::stdout().write_all(&[MARK]).unwrap();
            io::stdout().flush().unwrap();
        };
        ledger.add_each(reports, mark).unwrap();
        from += together;
    }
}

#[test]
fn a_killed_writer_leaves_whole_reports() {
    let held = |ledger: &Ledger| ledger.reports().unwrap().len();
    if let Some(path) = std::env::var_os(LEDGER) {
        let from = Ledger::open(&path).as_ref().map_or(0, held);
        return write_on(Path::new(&path), from);
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.db");
    let mut before = 0;
    // After so many reports, and so many microseconds more: while the file is made, within a transaction,
    // at its end, at the beginning of the next.
    #[rustfmt::skip]
    let moments = [
        (0, 1500), (0, 4000), (0, 9000), (0, 15_000), (1, 0), (1, 900), (2, 300), (4, 0), (5, 200),
        (14, 0), (14, 1200), (31, 700), (44, 0), (44, 2500), (120, 0), (300, 0), (300, 4000), (301, 9000),
    ];
    for (reports, pause) in moments {
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_killed_writer_leaves_whole_reports"])
            .env(LEDGER, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let marks =
            BufReader::new(writer.stdout.take().unwrap()).bytes().filter(|byte| matches!(byte, Ok(MARK)));
        let written = marks.take(reports).count();
        thread::sleep(Duration::from_micros(pause));
        writer.kill().unwrap();
        assert!(!writer.wait().unwrap().success());
        assert_eq!(written, reports, "the writer ended by itself");
        if !path.exists() {
            continue;
        }

        let ledger = Ledger::open(&path).unwrap();
        ledger.check().unwrap();
        let mut number = 0;
        ledger
            .each(|extraction, text| {
                let whole = long_report(number);
                assert!(extraction.id.is_some() && text.ends_with(".\n"));
                assert!(
                    ledger.extraction(whole.extraction.id.as_deref().unwrap())? == Some(whole.extraction)
                );
                number += 1;
                Ok::<_, store::Error>(())
            })
            .unwrap();
        assert!(number >= before, "nothing that was whole is lost");
        assert_eq!(held(&ledger), number);
        assert_eq!(ledger.statements(&store::Filter::default()).unwrap().len(), number * 10);
        before = number;
    }
    assert!(before > 300, "the writer was killed before it could write: {before} reports");
}
