//! A brief says nothing of its own: every line with words of a report has a citation, and the words stand
//! in the report at the place it names.

mod program;

use std::collections::HashMap;
use std::path::PathBuf;

use proptest::prelude::*;
use rapporteur::export::{markdown, terminal};
use rapporteur::ledger::Passage;
use rapporteur::text::Document;
use rapporteur::views::{Block, Piece, brief, why};
use rapporteur::{Extraction, Knowledge, extract, ingest};

use program::{root, talks};

/// The example reports: rows and texts.
fn reports() -> (Vec<Extraction>, HashMap<String, String>) {
    let mut rows = Vec::new();
    let mut texts = HashMap::new();
    for document in ingest::read(&[PathBuf::from(talks())], &ingest::Options::default()) {
        let document = document.expect("the examples can be read");
        rows.push(extract(&document, Knowledge::embedded()));
        texts.insert(document.id, document.text);
    }
    (rows, texts)
}

#[test]
fn it_knows_that_words_have_a_citation_and_stand_where_it_says() {
    let (rows, texts) = reports();
    let words_seen = words_in_place(&rows, &texts);
    let statements: usize = rows.iter().map(|rows| rows.statements.len()).sum();
    assert!(words_seen >= statements, "{words_seen} words for {statements} statements");
}

/// What reports are made of, in any order.
const SCRAPS: [&str; 16] = [
    "Ana Ruiz said ",
    "The envoy denied that ",
    "according to a senior official",
    "the strait may be open",
    "\u{201c}We will not close it,\u{201d} ",
    "\"Nobody came,\" ",
    "\u{201c}",
    "\"",
    "Moscow reportedly ",
    ", the Harbour Post reported",
    ". ",
    "\n\n",
    "on Monday ",
    "Łódź–Kraków — \u{1f6a2} ",
    "[x](y) `z` | *w* ",
    "\u{7}\u{1b}[2J",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn it_knows_that_words_stand_in_place_whatever_the_report(
        scraps in prop::collection::vec(prop::sample::select(SCRAPS.as_slice()), 0..30),
    ) {
        let document = Document { id: "any".to_owned(), text: scraps.concat(), ..Document::default() };
        let rows = vec![extract(&document, Knowledge::embedded())];
        let texts = HashMap::from([(document.id, document.text)]);
        words_in_place(&rows, &texts);
        for row in rows[0].rows() {
            prop_assert!(why(&rows[0], &texts["any"], row.id()).is_some());
        }
        let mut page = Vec::new();
        terminal::page(&brief::brief(&rows).page(), 80, &mut page).expect("a vector takes everything");
        let steers = String::from_utf8_lossy(&page).contains("\u{1b}[2J");
        prop_assert!(!steers, "a report steers the terminal");
    }
}

/// How many words of reports the brief of `rows` has, each compared with the report.
fn words_in_place(rows: &[Extraction], texts: &HashMap<String, String>) -> usize {
    let mut words_seen = 0;
    for block in brief::brief(rows).page().blocks {
        let (pieces, citation) = match block {
            Block::Heading { pieces, .. } | Block::Note(pieces) => (pieces, None),
            Block::Field { .. } | Block::Paragraph(_) => panic!("a brief has no fields or paragraphs"),
            Block::Entry { margin, text, notes, citation, .. } => {
                let pieces = margin.into_iter().chain(text).chain(notes.into_iter().flatten()).collect();
                (pieces, Some(citation))
            }
        };
        for piece in pieces {
            let Piece::Words { passage, words, .. } = piece else { continue };
            let citation = citation.as_ref().expect("words of a report have a citation");
            let (report, _) = citation.address.rsplit_once('#').expect("an address names report and row");
            assert_eq!(passage.of(&texts[report]), words, "{}", citation.address);
            words_seen += 1;
        }
    }
    words_seen
}

#[test]
fn it_knows_that_the_words_of_a_cited_place_stand_in_its_line() {
    let (rows, texts) = reports();
    let mut page = Vec::new();
    markdown::page(&brief::brief(&rows).page(), &mut page).expect("a vector takes everything");
    let page = String::from_utf8(page).expect("a page is text");
    for line in page.lines().filter(|line| line.trim_start().starts_with("- ")) {
        let cited = line.rsplit_once(" `[").and_then(|(_, cited)| cited.strip_suffix("]`"));
        let cited = cited.unwrap_or_else(|| panic!("no citation: {line}"));
        let mut parts = cited.split(", ");
        let (report, _) = parts.next().and_then(|row| row.rsplit_once('#')).expect("it names report and row");
        for part in parts {
            let (start, end) = part.split_once('-').expect("a place has a start and an end");
            let (start, end) = (start.parse().expect("a number"), end.parse().expect("a number"));
            let words = letters(Passage { start, end }.of(&texts[report]));
            assert!(letters(line).contains(&words), "{cited}: {words}\nis not in\n{line}");
        }
    }
}

#[test]
fn it_knows_that_every_statement_stands_in_the_brief_once() {
    let (rows, _) = reports();
    let mut page = Vec::new();
    markdown::page(&brief::brief(&rows).page(), &mut page).expect("a vector takes everything");
    let page = String::from_utf8(page).expect("a page is text");
    for report in &rows {
        for row in &report.statements {
            let address = format!("`[{}#{},", report.id.as_deref().unwrap_or_default(), row.id);
            assert_eq!(page.matches(&address).count(), 1, "{address}");
        }
    }
}

#[test]
fn it_knows_that_a_report_may_name_nobody() {
    let (rows, _) = reports();
    let silent = rows.iter().filter(|rows| rows.id.as_deref() == Some("02-a-table-without-chairs"));
    let brief = brief::brief(silent);
    assert_eq!((brief.speakers.len(), brief.reports.len()), (0, 1));
    let mut page = Vec::new();
    markdown::page(&brief.page(), &mut page).expect("a vector takes everything");
    assert!(String::from_utf8_lossy(&page).contains("nothing attributed to a named source"));
}

#[test]
fn it_knows_that_the_readme_shows_what_the_program_prints() {
    let readme_path = root().join("README.md");
    let readme = std::fs::read_to_string(&readme_path).expect("there is a README");
    let run = program::Folder::new().run(&["brief", &talks()]);
    let (before, rest) = readme.split_once("```text\n").expect("the README opens with what is printed");
    let (shown, after) = rest.split_once("```\n").expect("the block ends");
    let ends = ["…\n", ""];
    // The block shows the start of the brief, up to a line of dots.
    let excerpt = shown.strip_suffix(ends[0]).unwrap_or(shown);
    if run.out.starts_with(excerpt) && !excerpt.is_empty() {
        return;
    }
    assert!(std::env::var_os("UPDATE").is_some(), "UPDATE=1 cargo test rewrites the README's brief");
    let lines: String = run.out.lines().take(60).map(|line| format!("{line}\n")).collect();
    std::fs::write(&readme_path, format!("{before}```text\n{lines}…\n```\n{after}"))
        .expect("it can be written");
}

/// The letters and digits of a text: what mark-up and line ends leave as it is.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
