//! A brief in every format, and one of which nothing was found.

mod program;

use std::collections::BTreeSet;
use std::fs;

use program::{Folder, talks};

const FORMATS: [&str; 4] = ["text", "md", "html", "json"];

#[test]
fn it_knows_that_a_ledger_gives_one_text_in_each_format() {
    let folder = Folder::new();
    let mut files: Vec<_> = fs::read_dir(talks())
        .expect("the examples are there")
        .map(|file| file.expect("it can be named").path().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let forth: Vec<&str> = files.iter().map(String::as_str).collect();
    let back: Vec<&str> = files.iter().rev().map(String::as_str).collect();
    let read =
        |ledger, files: &[&str]| folder.run(&[["read", "--ledger", ledger].as_slice(), files].concat());
    assert_eq!((read("one.ledger", &forth).code, read("other.ledger", &back).code), (0, 0));
    for format in FORMATS {
        let run = |ledger: &str| folder.run(&["brief", "--ledger", ledger, "--format", format]);
        let (one, other) = (run("one.ledger"), run("other.ledger"));
        assert_eq!(one.code, 0, "{}", one.err);
        assert!(one.out == other.out, "{format} depends on how the reports came");
    }
}

#[test]
fn it_knows_that_an_html_brief_stands_alone_and_every_citation_has_its_passage() {
    let run = Folder::new().run(&["brief", &talks(), "--positions", "--format", "html"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let between = |from: &str| -> BTreeSet<String> {
        let parts = run.out.split(from).skip(1).filter_map(|part| part.split('"').next());
        parts.map(str::to_owned).collect()
    };
    let cited = between("<a class=\"cite\" href=\"#");
    assert!(cited.len() > 100, "{cited:?}");
    assert_eq!(cited, between("<section class=\"passage\" id=\""));
    for outside in ["<script", "<link", "<img", "src=", "url("] {
        assert!(!run.out.contains(outside), "{outside}");
    }
}

#[test]
fn it_knows_that_nothing_found_is_an_answer() {
    let folder = Folder::new();
    for format in FORMATS {
        let run = folder.run(&["brief", &talks(), "--about", "lighthouse keepers", "--format", format]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.out.contains("lighthouse keepers"), "{format}: {}", run.out);
    }
    let run = folder.run(&["brief", &talks(), "--about", "lighthouse"]);
    assert!(run.out.contains("No report says anything about “lighthouse”."), "{}", run.out);
    assert!(run.out.contains("12 reports read"), "{}", run.out);
}

#[test]
fn it_knows_which_of_several_questions_nothing_answers() {
    let run = Folder::new().run(&["brief", &talks(), "--about", "prisoners", "--about", "lighthouse"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let (_, after) = run.out.split_once("SUPPORTED BY NO PASSAGE").expect("the section is there");
    assert!(after.contains("“lighthouse”") && !after.contains("“prisoners”"), "{after}");
    assert_eq!(Folder::new().run(&["brief", &talks(), "--about", " "]).code, 2);
}
