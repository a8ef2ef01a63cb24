//! What a person sees who gives the program something it cannot read: the file, the place, what was found,
//! what to do; and an exit code that a script can tell apart.

mod program;

use program::{Folder, Run};

const GOOD: &str = r#"{"id":"good","published":"2031-05-07","text":"Ana Ruiz said the strait was open."}"#;

/// Ended with `code`; the errors name `words` and end with a hint.
fn check(run: &Run, code: i32, words: &[&str]) {
    assert_eq!(run.code, code, "{}", run.err);
    for word in words {
        assert!(run.err.contains(word), "`{word}` is not in: {}", run.err);
    }
    assert!(!run.err.contains("panicked"), "{}", run.err);
}

#[test]
fn it_knows_that_a_path_may_lead_nowhere() {
    let run = Folder::new().run(&["brief", "nowhere.txt"]);
    check(&run, 1, &["error: nowhere.txt", "hint:"]);
}

#[test]
fn it_knows_that_an_empty_file_is_no_report() {
    let run = Folder::new().with("empty.txt", "").run(&["brief", "empty.txt"]);
    check(&run, 1, &["error: empty.txt", "hint:"]);
}

#[test]
fn it_knows_that_bytes_are_not_words() {
    let bytes: Vec<u8> = (0..4000u32).map(|n| (n * n % 251) as u8).chain([0; 64]).collect();
    let run = Folder::new().with("photo.bin", bytes).run(&["brief", "photo.bin"]);
    check(&run, 1, &["error: photo.bin", "hint:"]);
}

#[test]
fn it_knows_that_one_bad_file_does_not_keep_the_others_from_being_read() {
    let folder = Folder::new().with("bad.txt", "").with("good.jsonl", GOOD);
    let run = folder.run(&["brief", "."]);
    check(&run, 1, &["bad.txt"]);
    assert!(run.out.contains("1 report"), "{}", run.out);
}

#[test]
fn it_knows_that_a_broken_line_is_a_record_and_the_run_goes_on() {
    let input = format!("{GOOD}\n{{\"text\": \"cut o\n\n[1, 2]\n{{\"id\":\"x\"}}\n{GOOD}\n");
    let run = Folder::new().run_on(&["extract"], input.as_bytes());
    check(&run, 1, &["stdin:2:", "stdin:4:", "stdin:5:", "hint:"]);
    let ids: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("each line is JSON")["id"].clone())
        .collect();
    assert_eq!(
        ids,
        [
            "good".into(),
            serde_json::Value::Null,
            serde_json::Value::Null,
            serde_json::Value::Null,
            "good".into()
        ]
    );
}

#[test]
fn it_knows_that_nothing_in_is_nothing_out() {
    let run = Folder::new().run(&["extract"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

#[test]
fn it_knows_that_a_text_file_is_no_ledger() {
    let folder = Folder::new().with("notes.txt", "Buy bread.\n".repeat(100));
    for command in [&["brief"][..], &["statements"], &["sources"], &["search", "bread"], &["why", "a#s1"]] {
        let run = folder.run(&[command, &["--ledger", "notes.txt"]].concat());
        check(&run, 1, &["notes.txt", "hint:"]);
    }
}

#[test]
fn it_knows_that_looking_into_a_ledger_makes_none() {
    let folder = Folder::new();
    check(&folder.run(&["statements", "--ledger", "none.ledger"]), 1, &["none.ledger", "hint:"]);
    check(&folder.run(&["brief", "--ledger", "none.ledger"]), 1, &["none.ledger", "hint:"]);
}

#[test]
fn it_knows_that_a_ledger_needs_a_folder() {
    let folder = Folder::new().with("good.jsonl", GOOD);
    check(
        &folder.run(&["read", "good.jsonl", "--ledger", "no/where.ledger"]),
        1,
        &["no/where.ledger", "hint:"],
    );
}

#[test]
fn it_knows_that_a_row_may_not_be_there() {
    let folder = Folder::new().with("good.jsonl", GOOD);
    check(&folder.run(&["why", "good#s99", "good.jsonl"]), 1, &["`good` has no row `s99`", "hint:"]);
    check(&folder.run(&["why", "bad#s1", "good.jsonl"]), 1, &["no report `bad`", "hint: it has good"]);
}

#[test]
fn it_knows_that_knowledge_is_a_folder() {
    let folder = Folder::new().with("good.jsonl", GOOD);
    check(&folder.run(&["brief", "good.jsonl", "--knowledge", "nowhere"]), 1, &["nowhere", "hint:"]);
}

#[test]
fn it_knows_that_commands_which_make_no_sense_end_with_two() {
    let folder = Folder::new().with("good.jsonl", GOOD);
    for arguments in [
        &["frobnicate"][..],
        &["brief"],
        &["statements"],
        &["statements", "good.jsonl", "--ledger", "a.ledger"],
        &["statements", "good.jsonl", "--kind", "martian"],
        &["statements", "good.jsonl", "--format", "xml"],
        &["why", "good", "good.jsonl"],
        &["read", "good.jsonl"],
        &["extract", "--threads", "0"],
        &["man", "frobnicate"],
    ] {
        let run = folder.run(arguments);
        check(&run, 2, &["error:"]);
        assert_eq!(run.out, "", "{arguments:?}");
    }
}

#[test]
fn it_knows_that_a_kind_is_one_of_a_list() {
    let run = Folder::new().with("good.jsonl", GOOD).run(&["statements", "good.jsonl", "--kind", "martian"]);
    check(&run, 2, &["martian", "`unnamed`", "`government`"]);
}

#[test]
fn it_knows_that_a_day_is_written_as_one() {
    let run =
        Folder::new().with("good.jsonl", GOOD).run(&["statements", "good.jsonl", "--since", "yesterday"]);
    check(&run, 1, &["`yesterday` is not a date", "hint:"]);
}

#[test]
fn it_knows_that_odd_texts_are_read() {
    let long = "word ".repeat(20_000);
    let folder = Folder::new()
        .with("long.txt", format!("A headline\n\n{long}"))
        .with("latin.txt", b"Un ministre a d\xe9clar\xe9 que tout allait bien.".as_slice())
        .with("marks.txt", "“‘«»’”".repeat(500))
        .with("bom.txt", "\u{feff}Ana Ruiz said the strait was open.\r\nNobody answered.\r\n");
    let run = folder.run(&["brief", "."]);
    assert!(run.code == 0 || run.code == 1, "{}", run.err);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    assert!(run.out.starts_with("BRIEF"), "{}", run.out);
}

#[test]
fn it_knows_that_a_paragraph_may_be_as_long_as_a_book() {
    let plain = "Ana Ruiz said that the strait was open. ".repeat(5_000);
    let open = format!("\"{}", "the harbour, the envoy said, was open, they claimed ".repeat(4_000));
    for text in [plain, open] {
        assert!(text.len() >= 200_000);
        let input = serde_json::json!({ "id": "long", "text": text }).to_string();
        let run = Folder::new().run_on(&["extract"], input.as_bytes());
        check(&run, 0, &[]);
        let record: serde_json::Value = serde_json::from_str(&run.out).expect("one record");
        let statements = record["statements"].as_array().expect("a list");
        assert!(statements.len() > 100, "{} statements", statements.len());
        let longest = |statement: &serde_json::Value| {
            let spans = statement["content"].as_array().into_iter().flatten();
            spans.filter_map(|span| Some(span[1].as_u64()? - span[0].as_u64()?)).max().unwrap_or(0)
        };
        assert!(statements.iter().all(|statement| longest(statement) < 20_000));
    }
}
