//! Web pages, Markdown and plain files of any encoding: bytes in, report out.

use ingest::Document;
use proptest::prelude::*;

const FIRST: &str = "The mediators met both delegations in the old harbour on Sunday and asked them to keep the ceasefire until the end of the month.";
const SECOND: &str = "A spokesman for the mission said that both sides had called the offer “serious”, and that a second round would follow within a week.";

fn page(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html><head>{head}</head><body><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/w\">World</a></li></ul></nav>{body}<footer>© 2024 Example News</footer></body></html>"
    )
}

fn article() -> String {
    format!(
        "<article><h1>Longer ceasefire asked</h1><p>{FIRST}</p><h2>What comes next?</h2><p>{SECOND}</p><blockquote><p>We will come back if we are asked to do so.</p></blockquote></article>"
    )
}

fn html(page: &str) -> Document {
    ingest::html(page.as_bytes(), "page.html").expect("an article")
}

#[test]
fn it_knows_the_article_from_the_page_around_it() {
    let report = html(&page("<title>Longer ceasefire asked</title>", &article()));
    assert!(
        report.text.contains(&format!("{FIRST}\n\nWhat comes next?\n\n{SECOND}\n\nWe will come back")),
        "{}",
        report.text
    );
    assert!(!report.text.contains("Home") && !report.text.contains("©"), "{}", report.text);
    assert!(report.extracted);
    let titles: Vec<&str> = report
        .layout
        .iter()
        .filter(|zone| zone.kind == text::ZoneKind::Title)
        .map(|zone| zone.span.of(&report.text))
        .collect();
    assert_eq!(titles, ["Longer ceasefire asked", "What comes next?"]);
}

#[test]
fn it_knows_what_a_page_says_of_itself() {
    let head = r#"<title>Longer ceasefire asked - Example News</title>
        <meta property="og:site_name" content="Example News">
        <meta property="article:published_time" content="2024-03-05T10:20:30+03:00">
        <link rel="canonical" href="https://www.example.org/talks">
        <script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Longer ceasefire asked", "datePublished": "2024-03-05T10:20:30+03:00", "author": {"@type": "Person", "name": "Ana Beridze"}}</script>"#;
    let report = html(&page(head, &article()));
    assert_eq!(report.title.as_deref(), Some("Longer ceasefire asked"));
    assert_eq!(report.published.map(|date| date.date).as_deref(), Some("2024-03-05T10:20:30+03:00"));
    assert_eq!(report.outlet.name.as_deref(), Some("Example News"));
    assert_eq!(report.outlet.domain.as_deref(), Some("example.org"));
    assert_eq!(report.url.as_deref(), Some("https://www.example.org/talks"));
    assert_eq!(report.language.as_deref(), Some("en"));
    assert_eq!(report.meta.get("author").map(String::as_str), Some("\"Ana Beridze\""));
}

#[test]
fn it_knows_that_a_page_may_hold_no_article() {
    let error =
        ingest::html(page("", "").as_bytes(), "page.html").err().map(|error| error.found().to_owned());
    let empty = ingest::html(b"<html><body><script>let a = 1;</script></body></html>", "page.html").err();
    assert_eq!(
        empty.map(|error| error.to_string()).as_deref(),
        Some("page.html: a page without an article; check that the page was saved whole, or give its text")
    );
    // A page of links alone gives its links or nothing; it never breaks.
    assert!(error.is_none_or(|found| found.contains("without an article")));
}

#[test]
fn it_knows_that_a_hundred_thousand_tags_deep_is_still_a_page() {
    for tag in ["div", "font", "ul", "a", "p"] {
        for closed in [true, false] {
            let open = format!("<{tag}>").repeat(100_000);
            let close = if closed { format!("</{tag}>").repeat(100_000) } else { String::new() };
            let started = std::time::Instant::now();
            let report = ingest::html(
                format!("<html><body>{open}<p>{FIRST}</p><p>{SECOND}</p>{close}</body></html>").as_bytes(),
                "deep.html",
            );
            let text = report.map(|report| report.text).unwrap_or_default();
            assert!(text.contains(FIRST), "{tag} {closed}: {text:.100}");
            assert!(started.elapsed().as_secs() < 20, "{tag} {closed}: {:?}", started.elapsed());
        }
    }
}

#[test]
fn it_knows_that_a_tag_of_fifty_thousand_attributes_is_still_a_tag() {
    let attributes: String = (0..50_000).map(|number| format!(" a{number}=1")).collect();
    let started = std::time::Instant::now();
    let report = html(&page("", &format!("<div{attributes}>{}</div>", article())));
    assert!(report.text.contains(FIRST), "{:.100}", report.text);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn it_knows_the_encoding_a_page_declares() {
    let page = format!(
        "<html><head><meta charset=\"windows-1251\"></head><body><article><p>{}</p><p>{}</p></article></body></html>",
        "Посредники встретились с обеими делегациями в старом порту в воскресенье.",
        "Они попросили стороны соблюдать прекращение огня до конца месяца, сказал представитель."
    );
    let bytes: Vec<u8> = page.chars().map(cp1251).collect();
    let report = ingest::html(&bytes, "page.html").expect("an article");
    assert!(report.text.contains("Посредники встретились"), "{}", report.text);
    assert_eq!(report.language.as_deref(), Some("ru"));
}

/// The byte of a Latin or Russian letter in windows-1251.
fn cp1251(c: char) -> u8 {
    match c {
        'А'..='я' => (c as u32 - 'А' as u32 + 0xC0) as u8,
        c => c as u8,
    }
}

#[test]
fn it_knows_a_record_that_holds_a_page() {
    let record = serde_json::json!({"id": "1", "published": "2024-03-05", "html": page("<title>Longer ceasefire asked</title>", &article())}).to_string();
    let report = ingest::record(record.as_bytes(), "in", 1).expect("a report");
    assert!(report.text.contains(SECOND) && report.extracted);
    assert_eq!(report.published.map(|date| date.date).as_deref(), Some("2024-03-05"));
    assert!(report.meta.is_empty(), "{:?}", report.meta);
}

#[test]
fn it_knows_the_words_of_markdown_from_its_marks() {
    let file = format!(
        "---\ntitle: \"Longer ceasefire\"\ndate: 2024-03-05\nsource: Example News\ntags: [a, b]\n---\n\n# Longer ceasefire asked\n\n{FIRST} See [the offer](https://example.org/x).\n\n> **We will** come back.\n\n- first\n- second\n\n```\nlet code = 1;\n```\n\n{SECOND}\n"
    );
    let report = ingest::markdown(file.as_bytes(), "report.md").expect("a report");
    assert_eq!(report.title.as_deref(), Some("Longer ceasefire"));
    assert_eq!(report.outlet.name.as_deref(), Some("Example News"));
    assert_eq!(report.published.map(|date| date.date).as_deref(), Some("2024-03-05"));
    assert_eq!(
        report.text,
        format!(
            "Longer ceasefire asked\n\n{FIRST} See the offer.\n\nWe will come back.\n\nfirst\n\nsecond\n\n{SECOND}"
        )
    );
}

#[test]
fn it_knows_a_line_of_dashes_from_front_matter() {
    let file = format!("---\n\n{FIRST}\n");
    let report = ingest::markdown(file.as_bytes(), "report.md").expect("a report");
    assert_eq!(report.text, FIRST);
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{FEFF}" } else { "" };
    let units = mark.encode_utf16().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn it_knows_text_in_any_encoding() {
    for big in [true, false] {
        for mark in [true, false] {
            let report = ingest::plain(&utf16(SECOND, big, mark), "a.txt").expect("a report");
            assert_eq!(report.text, SECOND, "big {big}, mark {mark}");
        }
    }
    let marked = [b"\xEF\xBB\xBF", FIRST.as_bytes()].concat();
    assert_eq!(ingest::plain(&marked, "a.txt").expect("a report").text, FIRST);
    let latin = b"The caf\xe9 by the harbour, said Ren\xe9e, na\xefve and clich\xe9d, was closed.";
    assert_eq!(
        ingest::plain(latin, "a.txt").expect("a report").text,
        "The café by the harbour, said Renée, naïve and clichéd, was closed."
    );
}

#[test]
fn it_knows_that_one_broken_byte_is_damage() {
    let mut bytes = "“Да”, сказал он. “Нет”, сказала она.".as_bytes().to_vec();
    bytes.insert(0, 0xFF);
    let report = ingest::plain(&bytes, "a.txt").expect("a report");
    assert!(report.text.ends_with("сказала она."), "{}", report.text);
    assert!(report.problems.iter().any(|(code, _)| code == "damaged"));
}

#[test]
fn it_knows_what_is_no_text() {
    let found =
        |bytes: &[u8]| ingest::plain(bytes, "a.txt").err().map(|error| error.to_string()).unwrap_or_default();
    assert_eq!(found(b""), "a.txt: the file is empty; leave it out");
    assert_eq!(found(b" \n\t\n"), "a.txt: the file holds white space only; leave it out");
    assert!(found(b"%PDF-1.7 \x01\x02").starts_with("a.txt: a binary file"));
    assert!(found(&[0; 64]).starts_with("a.txt: "), "{}", found(&[0; 64]));
    assert!(found(&(0..=255).collect::<Vec<u8>>()).starts_with("a.txt: a binary file"));
    // One stray zero is damage that text survives.
    assert_eq!(
        ingest::plain(format!("Talks\0 failed. {FIRST}").as_bytes(), "a.txt").expect("a report").text,
        format!("Talks\0 failed. {FIRST}")
    );
}

/// Pieces of markup, whole and broken.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,30}",
        Just("<div>".to_owned()),
        Just("</div>".to_owned()),
        Just("<p>".to_owned()),
        Just("<p".to_owned()),
        Just("<!--".to_owned()),
        Just("<script>".to_owned()),
        Just("</scr".to_owned()),
        Just("<meta property=\"article:published_time\" content=".to_owned()),
        Just("<table><tr><td>".to_owned()),
        Just("&amp;&lt;&#x".to_owned()),
        Just(format!("<p>{FIRST}</p>")),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn it_knows_that_any_bytes_may_be_a_file(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for report in [ingest::plain(&bytes, "a"), ingest::markdown(&bytes, "a"), ingest::html(&bytes, "a")].into_iter().flatten() {
            let mut at = 0;
            for zone in &report.layout {
                prop_assert!(at <= zone.span.start && zone.span.end <= report.text.len());
                prop_assert!(report.text.is_char_boundary(zone.span.start) && report.text.is_char_boundary(zone.span.end));
                at = zone.span.end;
            }
        }
    }

    #[test]
    fn it_knows_that_broken_markup_is_read_without_harm(page in markup()) {
        if let Ok(report) = ingest::html(page.as_bytes(), "a") {
            prop_assert!(!report.text.is_empty());
        }
        let _ = ingest::markdown(page.as_bytes(), "a");
    }

    #[test]
    fn it_knows_that_plain_text_is_kept_as_it_is(text in "[a-zA-Zа-я“”’ .,\n]{1,300}") {
        if let Ok(report) = ingest::plain(text.as_bytes(), "a") {
            prop_assert_eq!(report.text, text);
        }
    }
}
