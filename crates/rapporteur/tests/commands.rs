//! The commands, end to end.

mod program;

use program::{Folder, talks};
use serde_json::Value;

fn records(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

#[test]
fn it_knows_that_the_same_reports_give_the_same_bytes() {
    let folder = Folder::new();
    let talks = talks();
    let once = folder.run(&["extract", &talks, "--threads", "1"]);
    assert_eq!(once.code, 0, "{}", once.err);
    assert_eq!(once.out, folder.run(&["extract", &talks, "--threads", "7"]).out);
    assert_eq!(folder.run(&["brief", &talks]).out, folder.run(&["brief", &talks]).out);
}

#[test]
fn it_knows_that_records_come_in_the_order_of_the_reports() {
    let line = |n: usize| format!("{{\"id\":\"r{n}\",\"text\":\"Ana Ruiz said {n} ships had left.\"}}\n");
    let input: String = (0..500).map(line).collect();
    let run = Folder::new().run_on(&["extract", "--threads", "3"], input.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    let ids: Vec<String> =
        records(&run.out).iter().map(|record| record["id"].as_str().unwrap_or("").to_owned()).collect();
    assert_eq!(ids, (0..500).map(|n| format!("r{n}")).collect::<Vec<_>>());
}

#[test]
fn it_knows_that_the_demo_is_the_brief_of_the_examples() {
    let folder = Folder::new();
    let demo = folder.run(&["demo"]);
    assert_eq!(demo.code, 0, "{}", demo.err);
    assert_eq!(demo.out, folder.run(&["brief", &talks()]).out);
}

#[test]
fn it_knows_that_reading_twice_adds_nothing() {
    let folder = Folder::new();
    let talks = talks();
    let first = folder.run(&["read", &talks, "--ledger", "talks.ledger"]);
    assert!(first.out.starts_with("12 new, 0 known"), "{}{}", first.out, first.err);
    let second = folder.run(&["read", &talks, "--ledger", "talks.ledger"]);
    assert!(second.out.starts_with("0 new, 12 known"), "{}{}", second.out, second.err);
}

#[test]
fn it_knows_that_a_kept_ledger_gives_the_same_brief() {
    let folder = Folder::new();
    let talks = talks();
    let fresh = folder.run(&["brief", &talks]);
    let keeping = folder.run(&["brief", &talks, "--ledger", "talks.ledger"]);
    let kept = folder.run(&["brief", "--ledger", "talks.ledger"]);
    assert_eq!(fresh.out, keeping.out);
    assert_eq!(fresh.out, kept.out);
}

#[test]
fn it_knows_that_a_brief_of_new_reports_leaves_the_old_ones_out() {
    let folder = Folder::new()
        .with("a.jsonl", r#"{"id":"a","text":"Ana Ruiz said the strait was open."}"#)
        .with("b.jsonl", r#"{"id":"b","text":"Ana Ruiz said the strait was closed."}"#);
    folder.run(&["read", "a.jsonl", "--ledger", "strait.ledger"]);
    let brief = folder.run(&["brief", "b.jsonl", "--ledger", "strait.ledger"]);
    assert!(brief.out.contains("1 report,"), "{}", brief.out);
    let all = folder.run(&["brief", "--ledger", "strait.ledger"]);
    assert!(all.out.contains("2 reports,"), "{}", all.out);
}

#[test]
fn it_knows_that_every_row_it_lists_can_be_asked_why() {
    let folder = Folder::new();
    folder.run(&["read", &talks(), "--ledger", "talks.ledger"]);
    let listed = folder.run(&["statements", "--ledger", "talks.ledger", "--format", "jsonl"]);
    for record in records(&listed.out).iter().step_by(5) {
        let row = record["row"].as_str().expect("a row has an address");
        let why = folder.run(&["why", row, "--ledger", "talks.ledger"]);
        assert_eq!(why.code, 0, "{row}: {}", why.err);
        assert!(why.out.contains("rule") && why.out.contains("THE PASSAGE"), "{}", why.out);
    }
}

#[test]
fn it_knows_that_lists_come_in_every_format() {
    let folder = Folder::new();
    folder.run(&["read", &talks(), "--ledger", "talks.ledger"]);
    for command in [
        &["statements"][..],
        &["events"],
        &["timeline"],
        &["actors"],
        &["positions"],
        &["positions", "--as-of", "2023"],
        &["conditions"],
        &["forums"],
        &["sources"],
        &["sources", "--reports"],
        &["search", "russia"],
    ] {
        let count = |format: &str| {
            let run = folder.run(&[command, &["--ledger", "talks.ledger", "--format", format]].concat());
            assert_eq!(run.code, 0, "{}", run.err);
            run.out
        };
        let lines = records(&count("jsonl")).len();
        let array: Vec<Value> = serde_json::from_str(&count("json")).expect("one array");
        assert_eq!(array.len(), lines, "{command:?}");
        assert_eq!(count("md").lines().count(), lines + 2, "{command:?}");
        assert!(count("csv").lines().count() > lines, "{command:?}");
        assert!(count("table").lines().count() > lines, "{command:?}");
    }
}

#[test]
fn it_knows_that_a_pipe_gets_no_colour_and_eighty_columns() {
    let folder = Folder::new();
    let talks = talks();
    for arguments in [&["brief", &talks][..], &["statements", &talks], &["sources", &talks]] {
        let run = folder.run(arguments);
        assert!(!run.out.contains('\u{1b}'), "{arguments:?}");
        assert!(!run.err.contains('\u{1b}'), "{arguments:?}");
    }
    let brief = folder.run(&["brief", &talks]).out;
    assert!(brief.lines().all(|line| line.chars().count() <= 80), "{brief}");
}

#[test]
fn it_knows_that_every_command_has_help_with_examples() {
    let folder = Folder::new();
    let listed = folder.run(&["--help"]);
    assert_eq!(listed.code, 0);
    for command in [
        "brief",
        "read",
        "statements",
        "events",
        "timeline",
        "actors",
        "board",
        "positions",
        "conditions",
        "forums",
        "sources",
        "search",
        "why",
        "extract",
        "demo",
        "completions",
        "man",
    ] {
        assert!(listed.out.contains(command), "{command}");
        let help = folder.run(&[command, "--help"]);
        assert_eq!(help.code, 0, "{command}");
        assert!(
            help.out.contains("Examples:") && help.out.contains(&format!("rapporteur {command}")),
            "{}",
            help.out
        );
        let page = folder.run(&["man", command]);
        assert!(page.out.starts_with(".ie") && page.out.contains(".TH"), "{}", page.out);
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(folder.run(&["completions", shell]).out.contains("rapporteur"), "{shell}");
    }
}

#[test]
fn it_knows_that_the_board_shows_what_the_positions_list() {
    let folder = Folder::new();
    folder.run(&["read", &talks(), "--ledger", "talks.ledger"]);
    let listed = folder.run(&["positions", "--ledger", "talks.ledger", "--format", "jsonl"]);
    let board = folder.run(&["board", "--ledger", "talks.ledger", "--format", "md"]);
    assert_eq!(board.code, 0, "{}", board.err);
    let records = records(&listed.out);
    assert!(!records.is_empty());
    for record in records {
        let holder = record["holder"].as_str().expect("a position has a holder");
        assert!(board.out.contains(holder), "{holder} is not on the board");
    }
    let early = folder.run(&["board", "--ledger", "talks.ledger", "--as-of", "1999"]);
    assert!(early.out.contains("No position to show."), "{}", early.out);
    let wrong = folder.run(&["board", "--ledger", "talks.ledger", "--as-of", "soon"]);
    assert_eq!(wrong.code, 2);
}
