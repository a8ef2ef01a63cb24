//! Records of news collections: JSON in, what is known of the report out.

use std::io::{self, BufRead, BufReader, Read};

use expect_test::{Expect, expect};
use ingest::Document;
use proptest::prelude::*;

const TEXT: &str = "The mediators met both delegations in the old harbour on Sunday and asked them to keep the ceasefire until the end of the month.";

/// What is known of a report, a line a fact; its text by its first words.
fn facts(report: &Result<Document, ingest::Error>) -> String {
    let report = match report {
        Ok(report) => report,
        Err(error) => return format!("error: {error}\n"),
    };
    let mut facts = String::new();
    let mut tell = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            facts.push_str(&format!("{name}: {value}\n"));
        }
    };
    tell("id", Some(&report.id));
    tell("title", report.title.as_deref());
    let published = report.published.as_ref().map(|date| format!("{} by {}", date.date, date.basis.name()));
    tell("published", published.as_deref());
    tell("outlet", report.outlet.name.as_deref());
    tell("domain", report.outlet.domain.as_deref());
    tell("language", report.language.as_deref());
    let words: Vec<&str> = report.text.split_whitespace().take(4).collect();
    tell("text", Some(&words.join(" ")));
    for (field, value) in &report.meta {
        tell(&format!("meta {field}"), Some(value));
    }
    for (code, _) in &report.problems {
        tell("problem", Some(code));
    }
    facts
}

#[track_caller]
fn check(record: &str, expected: Expect) {
    let record = record.replace("TEXT", TEXT);
    expected.assert_eq(&facts(&ingest::record(record.as_bytes(), "in", 3)));
}

#[test]
fn it_knows_the_plain_record() {
    check(
        r#"{"id": "a1", "title": "Longer ceasefire", "published": "2024-03-05", "source": "Example News", "url": "https://www.example.org/a1", "text": "TEXT"}"#,
        expect![[r#"
            id: a1
            title: Longer ceasefire
            published: 2024-03-05 by metadata
            outlet: Example News
            domain: example.org
            language: en
            text: The mediators met both
        "#]],
    );
}

#[test]
fn it_knows_the_names_that_news_interfaces_use() {
    check(
        r#"{"source": {"id": null, "name": "Example News"}, "author": "Ana Beridze", "headline": "Longer ceasefire", "link": "https://example.org/x", "publishedAt": "2024-03-05T10:20:30Z", "content": "TEXT", "description": "Mediators ask."}"#,
        expect![[r#"
            id: ec48ed7e62f60180
            title: Longer ceasefire
            published: 2024-03-05T10:20:30Z by metadata
            outlet: Example News
            domain: example.org
            language: en
            text: The mediators met both
            meta author: "Ana Beridze"
            meta description: "Mediators ask."
        "#]],
    );
    check(
        r#"{"_id": 17, "headline": {"main": "Longer ceasefire"}, "pub_date": "Tue, 05 Mar 2024 10:20:30 +0300", "source": "Example News", "web_url": "https://example.org/x", "lang": "eng", "maintext": "TEXT", "section": {"name": "World"}}"#,
        expect![[r#"
            id: 17
            title: Longer ceasefire
            published: 2024-03-05T10:20:30+03:00 by metadata
            outlet: Example News
            domain: example.org
            language: en
            text: The mediators met both
            meta section: {"name":"World"}
        "#]],
    );
}

#[test]
fn it_knows_a_text_given_as_a_list_of_paragraphs() {
    let record = format!(r#"{{"paragraphs": ["Talks failed.", "{TEXT}"]}}"#);
    let report = ingest::record(record.as_bytes(), "in", 1).expect("a report");
    assert_eq!(report.text, format!("Talks failed.\n\n{TEXT}"));
    assert!(report.extracted);
}

#[test]
fn it_knows_that_a_text_is_used_as_given() {
    let record = r#"{"text": "  “Да”\u00a0— he said.\r\n\r\nTalks <b>failed</b>. "}"#;
    let report = ingest::record(record.as_bytes(), "in", 1).expect("a report");
    assert_eq!(report.text, "  “Да”\u{a0}— he said.\r\n\r\nTalks <b>failed</b>. ");
    assert!(!report.extracted);
}

#[test]
fn it_knows_where_the_date_comes_from() {
    let published = |record: &str| {
        let record = record.replace("TEXT", TEXT);
        let report = ingest::record(record.as_bytes(), "in", 1).expect("a report");
        let problems: Vec<_> = report.problems.iter().map(|(code, _)| code.as_str()).collect();
        let date = report.published.map(|date| format!("{} by {}", date.date, date.basis.name()));
        format!("{} {}", date.as_deref().unwrap_or("unknown"), problems.join(" ")).trim().to_owned()
    };
    assert_eq!(
        published(r#"{"text": "TEXT", "url": "https://example.org/2024/03/05/talks"}"#),
        "2024-03-05 by url"
    );
    assert_eq!(published(r#"{"text": "GENEVA, March 5, 2024 (AFP) - TEXT"}"#), "2024-03-05 by dateline");
    assert_eq!(
        published(r#"{"text": "Longer ceasefire\nPublished: 5 March 2024\n\nTEXT"}"#),
        "2024-03-05 by text"
    );
    assert_eq!(
        published(r#"{"text": "Longer ceasefire\nUpdated 7 March 2024\nPublished 5 March 2024\n\nTEXT"}"#),
        "2024-03-05 by text"
    );
    // A year is never guessed, and a date in a sentence is not the report's.
    assert_eq!(published(r#"{"text": "GENEVA, March 5 (AFP) - TEXT"}"#), "unknown undated");
    assert_eq!(published(r#"{"text": "TEXT The war began on 24 February 2022."}"#), "unknown undated");
    assert_eq!(published(r#"{"text": "TEXT", "published": "2024-02-31"}"#), "unknown bad-date undated");
    assert_eq!(published(r#"{"text": "TEXT", "published": "05.03.2024"}"#), "unknown bad-date undated");
    assert_eq!(
        published(r#"{"text": "TEXT", "published": "soon", "url": "https://example.org/2024/03/05/talks"}"#),
        "2024-03-05 by url bad-date"
    );
}

#[test]
fn it_knows_that_a_report_in_another_language_is_kept() {
    check(
        r#"{"id": "r", "published": "2024-03-05", "text": "Посредники встретились в воскресенье с обеими делегациями в старом порту и попросили их соблюдать прекращение огня до конца месяца."}"#,
        expect![[r#"
            id: r
            published: 2024-03-05 by metadata
            language: ru
            text: Посредники встретились в воскресенье
            problem: not-english
        "#]],
    );
    // A few words tell no language.
    check(
        r#"{"id": "r", "published": "2024-03-05", "text": "Talks failed."}"#,
        expect![[r#"
            id: r
            published: 2024-03-05 by metadata
            text: Talks failed.
        "#]],
    );
}

#[test]
fn it_knows_what_a_record_may_lack() {
    check(
        r#"{"title": "Longer ceasefire", "published": "2024-03-05", "description": "Mediators ask for a longer ceasefire."}"#,
        expect![[r#"
            id: 2ee7e0e53646c3fc
            title: Longer ceasefire
            published: 2024-03-05 by metadata
            text: Mediators ask for a
            problem: summary-only
        "#]],
    );
    check(
        r#"{"title": "Longer ceasefire", "text": ""}"#,
        expect![[r#"
            error: in:3: a record without text; its fields are text, title; put the words of the report into `text` or `html`
        "#]],
    );
    check(
        r#"{"id": "c", "published": "2024-03-05", "content": "TEXT Then they left for… [+1234 chars]"}"#,
        expect![[r#"
            id: c
            published: 2024-03-05 by metadata
            language: en
            text: The mediators met both
            problem: cut-short
        "#]],
    );
}

#[test]
fn it_knows_what_is_no_record() {
    check(
        r#"{"text": "Talks"#,
        expect![[r#"
            error: in:3: broken JSON at column 15: EOF while parsing a string; write one whole JSON object a line; a line break inside a text is `\n`
        "#]],
    );
    check(
        "17",
        expect![[r#"
        error: in:3: found a number where a report should be; write one object a line, such as {"id": "1", "text": "..."}
    "#]],
    );
    check(
        "{}",
        expect![[r#"
        error: in:3: an empty record; put the words of the report into `text` or `html`
    "#]],
    );
}

#[test]
fn it_knows_that_a_broken_line_harms_no_other() {
    let lines = format!(
        "{{\"id\": \"1\", \"text\": \"{TEXT}\"}}\n\n{{\"id\": \"2\"\n\r\n{{\"id\": \"3\", \"text\": \"{TEXT}\"}}"
    );
    let read: Vec<String> = ingest::jsonl(lines.as_bytes(), "in")
        .map(|report| report.map_or_else(|error| error.to_string(), |report| report.id))
        .collect();
    assert_eq!(read.len(), 3);
    assert_eq!((read[0].as_str(), read[2].as_str()), ("1", "3"));
    assert!(read[1].starts_with("in:3: broken JSON"), "{}", read[1]);
}

#[test]
fn it_knows_that_a_line_in_an_old_encoding_is_read_and_said_to_be() {
    let line = b"{\"id\": \"1\", \"published\": \"2024-03-05\", \"text\": \"The caf\xe9 by the harbour, na\xefve and clich\xe9d.\"}";
    let report = ingest::record(line, "in", 1).expect("a report");
    assert_eq!(report.text, "The café by the harbour, naïve and clichéd.");
    assert_eq!(report.problems[0].0, "encoding");
    assert!(report.extracted);
}

/// A stream of one line over and over, without end, that counts what is taken from it.
struct Endless {
    line: &'static [u8],
    at: usize,
    taken: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for byte in buffer.iter_mut() {
            *byte = self.line[self.at];
            self.at = (self.at + 1) % self.line.len();
        }
        self.taken += buffer.len();
        Ok(buffer.len())
    }
}

#[test]
fn it_knows_that_a_stream_may_have_no_end() {
    let mut stream = BufReader::new(Endless { line: b"{\"text\": \"Talks failed.\"}\n", at: 0, taken: 0 });
    let read = ingest::jsonl(&mut stream, "in").take(1000).filter(|report| report.is_ok()).count();
    assert_eq!(read, 1000);
    // No more than what was asked for, and one buffer.
    assert!(stream.get_ref().taken < 1000 * 26 + 16_384);
}

#[test]
fn it_knows_that_a_line_without_end_is_passed_over_in_bounded_memory() {
    let long = Endless { line: b"x", at: 0, taken: 0 }.take(200 << 20);
    let input = BufReader::new(long).chain(&b"\n{\"id\": \"2\", \"text\": \"Talks failed.\"}\n"[..]);
    let read: Vec<String> = ingest::jsonl(input, "in")
        .map(|report| report.map_or_else(|error| error.to_string(), |report| report.id))
        .collect();
    assert_eq!(
        read,
        ["in:1: a line of more than 32 MB; put one report on a line; this line was passed over", "2"]
    );
}

#[test]
fn it_knows_that_deep_json_is_an_error_and_no_crash() {
    let deep = format!("{{\"text\": {}", "[".repeat(100_000));
    assert!(ingest::record(deep.as_bytes(), "in", 1).is_err());
}

#[test]
fn it_knows_that_the_same_record_has_the_same_id() {
    let id = |text: &str| {
        ingest::record(format!(r#"{{"text": "{text}"}}"#).as_bytes(), "in", 1).expect("a report").id
    };
    assert_eq!(id("Talks failed."), id("Talks failed."));
    assert_ne!(id("Talks failed."), id("Talks failed!"));
}

proptest! {
    #[test]
    fn it_knows_that_any_bytes_may_be_a_line(line in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = ingest::record(&line, "in", 1);
        prop_assert!(ingest::jsonl(&line[..], "in").count() <= line.split(|byte| *byte == b'\n').count());
    }

    #[test]
    fn it_knows_that_a_given_text_comes_back_unchanged(text in "\\PC{1,200}", title in "\\PC{0,40}", published in "\\PC{0,20}") {
        let record = serde_json::json!({"text": text, "title": title, "published": published}).to_string();
        match ingest::record(record.as_bytes(), "in", 1) {
            Ok(report) => prop_assert_eq!(report.text, text),
            Err(_) => prop_assert!(text.trim().is_empty()),
        }
    }

    #[test]
    fn it_knows_that_broken_records_are_errors(cut in 1usize..90) {
        let record = br#"{"id": "1", "title": "Longer ceasefire", "published": "2024-03-05", "text": "Talks failed."}"#;
        let mut lines = record[..cut].to_vec();
        lines.push(b'\n');
        lines.extend_from_slice(record);
        let read: Vec<_> = BufRead::split(&lines[..], b'\n').filter_map(Result::ok).map(|line| ingest::record(&line, "in", 1).is_ok()).collect();
        prop_assert_eq!(read, [false, true]);
    }
}
