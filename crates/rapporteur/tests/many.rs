//! Many reports beside each other, on the command line.

mod program;

use program::Folder;

const FURNITURE: &str = "No time to read?\nGet a summary\n\n";

/// Two reports of one site that contradict each other, and one of nobody knows where.
fn folder() -> Folder {
    let report = |words: &str| {
        format!(
            "{FURNITURE}{words}\n\nNo time to read?\nGet a summary\nPrevious Article\n\nHarbour fees rise again\n"
        )
    };
    Folder::new()
        .with(
            "a.txt",
            report("Norway will not hold talks with Chile, Foreign Minister Ana Ruiz said on Monday."),
        )
        .with("b.txt", report("Norway will hold talks with Chile, Foreign Minister Ana Ruiz said on Monday."))
        .with(
            "c.txt",
            "Sources said the ships would sail. It is widely believed that Chile will agree to talks.\n",
        )
}

fn ran(folder: &Folder, arguments: &[&str]) -> String {
    let run = folder.run(arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    run.out
}

#[test]
fn it_knows_the_site_by_its_furniture() {
    let out = ran(&folder(), &["sources", ".", "--sites", "--format", "csv"]);
    assert!(out.contains("(the site of a),2,\"a, b\""), "{out}");
    assert!(out.contains("(unknown),1,c"), "{out}");
}

#[test]
fn it_knows_that_the_order_of_files_makes_no_difference() {
    let folder = folder();
    let whole = ["brief", "--corroborate", "--positions", "--format", "md"];
    let one = ran(&folder, &[&whole[..], &["a.txt", "b.txt", "c.txt"]].concat());
    let other = ran(&folder, &[&whole[..], &["c.txt", "b.txt", "a.txt"]].concat());
    assert_eq!(one, other);
    assert!(one.contains("## What stands behind the claims") && one.contains("## Unsupported"), "{one}");
    assert!(one.contains("3 reports: 1 of unknown origin; 2 of one site"), "{one}");
    assert!(one.contains("origins 1, F2: one named origin, on record"), "{one}");
}

#[test]
fn it_knows_that_what_differs_is_told_with_both_passages() {
    let out = ran(&folder(), &["contradictions", ".", "--format", "json"]);
    let pairs: Vec<serde_json::Value> = serde_json::from_str(&out).expect("it is JSON");
    assert!(!pairs.is_empty(), "{out}");
    for pair in &pairs {
        for side in ["one", "other"] {
            assert!(pair[side]["evidence"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        }
        assert_ne!(pair["one"]["address"], pair["other"]["address"]);
    }
}

#[test]
fn it_knows_that_a_corrected_report_is_compared_as_it_is_now() {
    let folder = folder();
    ran(&folder, &["read", "a.txt", "b.txt", "c.txt", "--ledger", "x.ledger"]);
    let before = ran(&folder, &["contradictions", "--ledger", "x.ledger", "--format", "json"]);
    let folder = folder.with("b.txt", "Nothing was said about any talks, the editors of the paper write.\n");
    ran(&folder, &["read", "b.txt", "--ledger", "x.ledger"]);
    let after = ran(&folder, &["contradictions", "--ledger", "x.ledger", "--format", "json"]);
    assert_ne!(before, after);
    assert!(!after.contains("\"b#"), "{after}");
}

#[test]
fn it_knows_what_a_brief_is_about() {
    let folder = folder();
    let out = ran(&folder, &["brief", ".", "--about", "not chile", "--format", "md"]);
    assert!(out.contains("will not hold talks") && !out.contains("will hold talks"), "{out}");
    let nothing = ran(&folder, &["brief", ".", "--actor", "Peru", "--format", "md"]);
    assert!(!nothing.contains("talks with"), "{nothing}");
}

#[test]
fn it_knows_stories_changes_and_claims() {
    let folder = folder();
    let out = ran(&folder, &["stories", ".", "--format", "jsonl"]);
    assert_eq!(out.lines().count(), 3);
    let out = ran(&folder, &["changes", ".", "--since", "2031-01"]);
    assert!(out.contains("No report says anything new"), "{out}");
    assert_eq!(folder.run(&["changes", ".", "--since", "soon"]).code, 2);
    let folder = folder.with("letters.txt", "B Norway\n").with("bad.txt", "Z Norway\n");
    let out = ran(&folder, &["sources", "a.txt", "--claims", "--outlets", "letters.txt", "--format", "csv"]);
    assert!(out.contains("\nB2,1 to 1,"), "{out}");
    let bad = folder.run(&["sources", "a.txt", "--claims", "--outlets", "bad.txt"]);
    assert!(bad.code != 0 && bad.err.contains("bad.txt:1"), "{}", bad.err);
}
