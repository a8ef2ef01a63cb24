//! The examples in `knowledge/issues/` are run: each sentence must give the rows beside it.

use std::collections::BTreeSet;

use knowledge::Knowledge;
use ledger::Row;
use text::Document;

/// FIXME: sentences whose rows are not read yet. Whoever makes one come true takes it off the list.
const WRONG: &[&str] = &[];

#[test]
fn it_knows_what_the_issue_files_say() {
    let knowledge = Knowledge::embedded();
    let mut wrong = BTreeSet::new();
    let mut told = Vec::new();
    for example in knowledge.issues.examples() {
        let document =
            Document { id: example.place.clone(), text: example.text.clone(), ..Document::default() };
        let extraction = extract::extract(&document, knowledge);
        let rows = extraction.positions.iter().map(|row| Row::Position(row).to_string());
        // The statement a row stands on and its level are not what these examples are about.
        let cut = |row: String| {
            let row = row.split("  says ").next().unwrap_or_default();
            row.split("  level ").next().unwrap_or_default().to_owned()
        };
        let rows: Vec<String> = rows.map(cut).collect();
        if rows != example.rows {
            wrong.insert(example.text.as_str());
            told.push(format!("{}: {}\n  {:?}\n  {rows:?}", example.place, example.text, example.rows));
        }
    }
    let known: BTreeSet<&str> = WRONG.iter().copied().collect();
    assert!(wrong == known, "{}", told.join("\n"));
}
