//! The pages under `tests/golden/`: a report in quotation, then exactly the rows the program prints for it.
//!
//! Every page runs twice, through the library and through `rapporteur extract`. `UPDATE=1 cargo test`
//! rewrites the `ledger` blocks; the difference is for a person to read.

mod page;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, thread};

use rapporteur::{Extraction, Knowledge, export, extract, ingest};

use page::Case;

#[test]
fn it_knows_what_the_pages_say() {
    let mut wrong = Vec::new();
    for path in pages() {
        let text = fs::read_to_string(&path).expect("a page can be read");
        let cases = page::cases(&text);
        assert!(!cases.is_empty(), "{}: no test under a `##`", path.display());
        let library: Vec<String> = cases.iter().map(|case| rows(&by_library(case))).collect();
        let binary: Vec<String> = by_binary(&cases).iter().map(rows).collect();
        for ((case, library), binary) in cases.iter().zip(&library).zip(&binary) {
            assert_eq!(library, binary, "{}: `{}` differs in the program", path.display(), case.name);
        }
        let actual = page::rewritten(&text, &library);
        if actual == text {
            continue;
        }
        if env::var_os("UPDATE").is_some() {
            fs::write(&path, actual).expect("a page can be written");
            continue;
        }
        for (case, rows) in cases.iter().zip(&library) {
            if case.expected != *rows {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                wrong.push(format!("{name}: {}\n  expected\n{}\n  found\n{rows}", case.name, case.expected));
            }
        }
    }
    assert!(wrong.is_empty(), "UPDATE=1 cargo test rewrites the pages\n\n{}", wrong.join("\n"));
}

#[test]
fn it_knows_that_test_names_are_told_apart() {
    for path in pages() {
        let text = fs::read_to_string(&path).expect("a page can be read");
        let mut names: Vec<String> = page::cases(&text).into_iter().map(|case| case.name).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all, "{}: a name is given twice", path.display());
    }
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder)
        .expect("tests/golden is there")
        .map(|entry| entry.expect("its files can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    assert!(!pages.is_empty(), "tests/golden has pages");
    pages
}

fn by_library(case: &Case) -> Extraction {
    let record = case.record();
    let document = ingest::record(record.as_bytes(), &case.name, 1).expect("a page holds a report");
    extract(&document, Knowledge::embedded())
}

/// All reports of a page through one run of the program.
fn by_binary(cases: &[Case]) -> Vec<Extraction> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .arg("extract")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = program.stdin.take().expect("it has an input");
    let lines: String = cases.iter().map(|case| format!("{}\n", case.record())).collect();
    let writer = thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = program.wait_with_output().expect("the program ends");
    writer.join().expect("no panic").expect("the program reads to the end");
    assert!(output.status.success(), "the program ended with {}", output.status);
    let output = String::from_utf8(output.stdout).expect("records are text");
    output.lines().map(|line| export::record::read(line).expect("a line is a record")).collect()
}

fn rows(extraction: &Extraction) -> String {
    extraction.rows().map(|row| format!("{row}\n")).collect()
}
