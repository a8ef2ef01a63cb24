//! The file: what is refused and in which words, and that readers and a writer do not hinder each other.

#![allow(clippy::unwrap_used, reason = "a test that fails ends")]

mod common;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use common::{long_report, report};
use expect_test::{Expect, expect};
use rusqlite::Connection;
use store::{ErrorKind, Filter, Ledger, Summary};
use tempfile::TempDir;

/// The message and hint of opening `path`, with the folder of the test written `DIR`.
#[track_caller]
fn check(dir: &TempDir, opened: Result<Ledger, store::Error>, kind: ErrorKind, expected: &Expect) {
    let error = opened.err().expect("it is refused");
    assert_eq!(error.kind(), kind, "{error}");
    let told = format!("error: {error}\nhint: {}\n", error.hint());
    expected.assert_eq(&told.replace(&dir.path().display().to_string(), "DIR"));
}

fn a_folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn ledger_at(path: &Path, reports: usize) -> Ledger {
    let mut ledger = Ledger::open(path).unwrap();
    ledger.add_all((0..reports).map(long_report).map(|draft| (draft.extraction, draft.text))).unwrap();
    ledger
}

#[test]
fn it_is_made_when_absent_and_found_again() {
    let dir = a_folder();
    let path = dir.path().join("new ledger?.db");
    let before = ledger_at(&path, 3).reports().unwrap();
    assert_eq!(before.len(), 3);
    assert_eq!(Ledger::open(&path).unwrap().reports().unwrap(), before);
    assert_eq!(Ledger::open_read_only(&path).unwrap().reports().unwrap(), before);
}

#[test]
fn nothing_is_left_beside_it() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    drop(ledger_at(&path, 3));
    let reader = Ledger::open_read_only(&path).unwrap();
    assert_eq!(reader.reports().unwrap().len(), 3);
    drop(reader);
    let beside: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(beside, ["ledger.db"]);
}

#[test]
fn many_may_make_the_same_one_at_once() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    std::thread::scope(|all| {
        for writer in 0..6 {
            let path = &path;
            all.spawn(move || {
                let mut ledger = Ledger::open_waiting(path, Duration::from_secs(60)).unwrap();
                let reports = (0..5).map(|number| long_report(writer * 3 + number));
                ledger.add_all(reports.map(|draft| (draft.extraction, draft.text))).unwrap();
            });
        }
    });
    let ledger = Ledger::open_read_only(&path).unwrap();
    assert_eq!(ledger.reports().unwrap().len(), 20);
    ledger.check().unwrap();
}

#[test]
fn only_a_writer_makes_one() {
    let dir = a_folder();
    let path = dir.path().join("none.db");
    let expected = expect![[r#"
        error: DIR/none.db: there is no ledger
        hint: check the path; a ledger is made when the first report is added
    "#]];
    check(&dir, Ledger::open_read_only(&path), ErrorKind::Missing, &expected);
    assert!(!path.exists());
}

#[test]
fn a_missing_folder_is_named() {
    let dir = a_folder();
    let path = dir.path().join("2022/march/ledger.db");
    let expected = expect![[r#"
        error: DIR/2022/march/ledger.db: there is no folder DIR/2022/march
        hint: make the folder first: mkdir -p DIR/2022/march
    "#]];
    check(&dir, Ledger::open(&path), ErrorKind::Missing, &expected);
}

#[test]
fn a_folder_is_no_ledger() {
    let dir = a_folder();
    let expected = expect![[r#"
        error: DIR: a folder, not a ledger
        hint: name a file in it, such as DIR/reports.ledger
    "#]];
    check(&dir, Ledger::open(dir.path()), ErrorKind::NotALedger, &expected);
    check(&dir, Ledger::open_read_only(dir.path()), ErrorKind::NotALedger, &expected);
}

#[test]
fn a_text_is_no_ledger_and_is_left_as_it_is() {
    let dir = a_folder();
    let path = dir.path().join("notes.txt");
    let notes = "The survey is due in spring.\n".repeat(99);
    fs::write(&path, &notes).unwrap();
    let expected = expect![[r#"
        error: DIR/notes.txt: not a ledger: it does not begin as one
        hint: name a ledger, or a file that does not exist yet; a damaged ledger must be restored from a copy
    "#]];
    check(&dir, Ledger::open(&path), ErrorKind::NotALedger, &expected);
    check(&dir, Ledger::open_read_only(&path), ErrorKind::NotALedger, &expected);
    assert_eq!(fs::read_to_string(&path).unwrap(), notes);
}

#[test]
fn a_database_of_another_program_is_left_as_it_is() {
    let dir = a_folder();
    let path = dir.path().join("photos.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE photo (place TEXT)").unwrap();
    let before = fs::read(&path).unwrap();
    let expected = expect![[r#"
        error: DIR/photos.db: not a ledger: a database of another program (application id 0)
        hint: name a ledger, or a file that does not exist yet
    "#]];
    check(&dir, Ledger::open(&path), ErrorKind::NotALedger, &expected);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_ledger_of_a_later_version_is_left_as_it_is() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    drop(ledger_at(&path, 1));
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 42").unwrap();
    let expected = expect![[r#"
        error: DIR/ledger.db: a ledger of version 42; this program knows versions up to 1
        hint: use the program that made it, or a later one
    "#]];
    check(&dir, Ledger::open(&path), ErrorKind::Version, &expected);
    check(&dir, Ledger::open_read_only(&path), ErrorKind::Version, &expected);
}

#[test]
fn a_second_writer_waits_and_then_says_why_it_can_not() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    drop(ledger_at(&path, 2));
    let holder = Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();

    let patience = Duration::from_millis(150);
    let mut second = Ledger::open_waiting(&path, patience).unwrap();
    let draft = report("late", "2022-10-05").tells("Fog lay on the quay.");
    let began = Instant::now();
    let error = second.add(&draft.extraction, &draft.text).unwrap_err();
    assert!(began.elapsed() >= patience);
    assert_eq!(error.kind(), ErrorKind::Locked);
    assert!(error.to_string().ends_with("ledger.db: another program is writing to it"), "{error}");
    assert_eq!(error.hint(), "wait until the other run has ended, then try again");

    holder.execute_batch("COMMIT").unwrap();
    assert_eq!(second.add(&draft.extraction, &draft.text).unwrap(), store::Added::New);
}

#[test]
fn readers_do_not_wait_for_a_writer_and_see_whole_reports() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    let mut writer = ledger_at(&path, 5);
    let reader = Ledger::open_read_only(&path).unwrap();
    let mut seen = Vec::new();
    // Within one transaction of the writer: each report that goes in is followed by a look.
    let more = (5..40).map(long_report).map(|draft| (draft.extraction, draft.text));
    writer
        .add_each(more, |_, _| {
            let began = Instant::now();
            seen.push(reader.reports().unwrap().len());
            assert!(began.elapsed() < Duration::from_secs(2));
        })
        .unwrap();
    assert_eq!(seen, vec![5; 35]);
    assert_eq!(reader.reports().unwrap().len(), 40);
}

#[test]
fn a_reader_stays_at_the_moment_it_began() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    let mut writer = ledger_at(&path, 4);
    let reader = Ledger::open_read_only(&path).unwrap();
    let mut seen = 0;
    reader
        .each(|_, _| {
            let draft = long_report(900 + seen);
            writer.add(&draft.extraction, &draft.text)?;
            seen += 1;
            Ok::<_, store::Error>(())
        })
        .unwrap();
    assert_eq!(seen, 4);
    assert_eq!(reader.reports().unwrap().len(), 8);
}

#[test]
fn a_read_only_ledger_takes_nothing() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    drop(ledger_at(&path, 1));
    let mut reader = Ledger::open_read_only(&path).unwrap();
    let draft = report("late", "2022-10-05");
    let error = reader.add(&draft.extraction, "words").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Forbidden);
}

/// What happened to a file, byte for byte.
fn damaged(path: &Path, damage: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    damage(&mut bytes);
    fs::write(path, bytes).unwrap();
}

/// Asks everything of a ledger; an error on the way is of damage and is given back. What is given without
/// an error must be what was written.
fn ask_everything(path: &Path, reports: usize) -> Option<store::Error> {
    let asked = || -> Result<(), store::Error> {
        let ledger = Ledger::open_read_only(path)?;
        for report in ledger.reports()? {
            let number = report.head.id[1..].parse().unwrap();
            assert!(number < reports);
            assert_eq!(ledger.extraction(&report.head.id)?, Some(long_report(number).extraction));
        }
        let all = Filter::default();
        for entry in ledger.statements(&all)? {
            let number = entry.report.id[1..].parse().unwrap();
            assert!(long_report(number).extraction.statements.contains(&entry.row));
        }
        ledger.positions(&all)?;
        ledger.forums(&all)?;
        ledger.events(&all)?;
        ledger.search("survey \"western channel\"", 50)?;
        ledger.speakers()?;
        ledger.check()
    };
    asked().err()
}

#[test]
fn a_sound_ledger_passes_its_check() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    drop(ledger_at(&path, 30));
    assert!(ask_everything(&path, 30).is_none());
}

#[test]
fn a_torn_ledger_is_called_damaged() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    for kept in [100, 4096, 5000, 40_960, 200_000] {
        let _ = fs::remove_file(&path);
        drop(ledger_at(&path, 30));
        damaged(&path, |bytes| bytes.truncate(kept));
        let error = ask_everything(&path, 30).unwrap_or_else(|| panic!("{kept} bytes are no ledger"));
        assert!(matches!(error.kind(), ErrorKind::Damaged | ErrorKind::NotALedger), "{kept}: {error}");
        assert!(error.hint().contains("restore"), "{error}");
    }
}

#[test]
fn bytes_changed_anywhere_are_noticed_or_harmless() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    drop(ledger_at(&path, 30));
    let sound = fs::read(&path).unwrap();
    let places = (0..60).map(|number| 600 + number * (sound.len() - 700) / 60);
    // A page may have a gap that nothing uses.
    let places: Vec<usize> =
        places.filter(|&place| sound[place..place + 64].iter().any(|&byte| byte != 0)).collect();
    let mut unnoticed = Vec::new();
    for &place in &places {
        fs::write(&path, &sound).unwrap();
        damaged(&path, |bytes| bytes[place..place + 64].iter_mut().for_each(|byte| *byte ^= 0x5a));
        match ask_everything(&path, 30) {
            Some(error) => {
                assert!(
                    matches!(error.kind(), ErrorKind::Damaged | ErrorKind::NotALedger),
                    "{place}: {error}"
                );
            }
            None => unnoticed.push(place),
        }
    }
    // Gaps hold what was left by rows that moved to other pages, and the words of the index bear no digest.
    assert!(unnoticed.len() < places.len() / 4, "{unnoticed:?} of {places:?}");
}

#[test]
fn a_changed_quotation_is_not_shown() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    drop(ledger_at(&path, 3));
    let other = Connection::open(&path).unwrap();
    let changed = "UPDATE record SET record = replace(record, 'harbour', 'parlour')
                   WHERE entry IN (SELECT entry FROM entry WHERE id = 's2')";
    assert_eq!(other.execute(changed, []).unwrap(), 3);
    drop(other);
    let ledger = Ledger::open(&path).unwrap();
    for error in [
        ledger.statements(&Filter::default()).unwrap_err(),
        ledger.row("r000001", "s2").unwrap_err(),
        ledger.extraction("r000001").unwrap_err(),
        ledger.check().unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Damaged);
        assert!(error.to_string().contains("report `r00000"), "{error}");
    }
    assert!(ledger.row("r000001", "s1").unwrap().is_some());
}

#[test]
fn garbage_in_place_of_the_header_is_no_ledger() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    drop(ledger_at(&path, 3));
    damaged(&path, |bytes| bytes[..100].fill(b'#'));
    let expected = expect![[r#"
        error: DIR/ledger.db: not a ledger: it does not begin as one
        hint: name a ledger, or a file that does not exist yet; a damaged ledger must be restored from a copy
    "#]];
    check(&dir, Ledger::open(&path), ErrorKind::NotALedger, &expected);
}

#[test]
fn reading_the_same_reports_into_a_kept_ledger_leaves_the_file_as_it_is() {
    let dir = a_folder();
    let path = dir.path().join("ledger.db");
    drop(ledger_at(&path, 12));
    let before = fs::read(&path).unwrap();
    let mut ledger = Ledger::open(&path).unwrap();
    let again = (0..12).rev().map(long_report).map(|draft| (draft.extraction, draft.text));
    assert_eq!(ledger.add_all(again).unwrap(), Summary { known: 12, ..Summary::default() });
    drop(ledger);
    assert!(fs::read(&path).unwrap() == before);
}

/// What a user without rights meets. The test starts itself as such a user when it runs as one who may all.
#[cfg(unix)]
mod rights {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    use std::process::Command;

    use super::*;

    fn with_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn may_all(dir: &Path) -> bool {
        dir.metadata().unwrap().uid() == 0
    }

    /// Runs the test `name` of this file as nobody, on the folder `dir`.
    fn as_nobody(name: &str, dir: &Path) {
        let itself = dir.join("itself");
        fs::copy(std::env::current_exe().unwrap(), &itself).unwrap();
        with_mode(&itself, 0o755);
        let mut run = Command::new(&itself);
        let run = run.args(["--exact", name, "--nocapture"]).env("LEDGER_OF_NOBODY", dir).current_dir(dir);
        let run = run.uid(65534).gid(65534).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_read_and_not_added_to() {
        let name = "rights::a_folder_that_may_not_be_written_is_read_and_not_added_to";
        if let Some(dir) = std::env::var_os("LEDGER_OF_NOBODY") {
            return look(Path::new(&dir));
        }
        let dir = a_folder();
        let path = dir.path().join("kept.db");
        drop(ledger_at(&path, 3));
        with_mode(&path, 0o444);
        let nobody = may_all(dir.path());
        if nobody {
            fs::write(dir.path().join("closed.db"), "").unwrap();
            with_mode(&dir.path().join("closed.db"), 0o000);
            with_mode(dir.path(), 0o755);
            as_nobody(name, dir.path());
        } else {
            with_mode(dir.path(), 0o555);
            look(dir.path());
            with_mode(dir.path(), 0o755);
        }
    }

    fn look(dir: &Path) {
        let path = dir.join("kept.db");
        let reader = Ledger::open_read_only(&path).unwrap();
        assert_eq!(reader.reports().unwrap().len(), 3);
        assert_eq!(reader.statements(&Filter::default()).unwrap().len(), 30);

        let error = Ledger::open(&path)
            .and_then(|mut ledger| ledger.add(&report("late", "2022").extraction, "words"))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Forbidden, "{error}");
        assert!(error.hint().contains("permissions"), "{}", error.hint());

        let error = Ledger::open(dir.join("new.db")).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Forbidden, "{error}");
        if dir.join("closed.db").exists() {
            let error = Ledger::open_read_only(dir.join("closed.db")).err().unwrap();
            assert_eq!(error.kind(), ErrorKind::Forbidden, "{error}");
        }
    }
}
