//! What holds for every text, however broken.

use proptest::prelude::*;
use text::{Segments, Span, Zone, ZoneKind, quotations, segment};

/// Text made of what news is made of, and of what breaks it.
fn rough_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Za-z]{1,8}",
        1 => "[0-9]{1,4}([.,:/-][0-9]{1,4}){0,3}",
        3 => " {1,2}",
        1 => Just("\n".to_string()),
        1 => Just("\n\n".to_string()),
        3 => prop::sample::select(vec![
            ".", ",", "!", "?", "\"", "'", "“", "”", "‘", "’", "«", "»", "„", "``", "''", "-", "—", "...", "…", "(", ")",
            "[", "]", "*", "\\*", "•", "/", "&", "@", "$", "%", ":", ";", "#", "[...]", "n't", "'s", "U.S.", "Mr.", "No.",
            "http://", "www.", ".com", "etc.", "p.m.", "J.", "😀", "🇲🇹", "\u{200d}", "\u{ad}", "\0", "\u{feff}",
            "مرحبا", "\u{85}", "\u{a0}", "\u{2028}", "é", "½", "’s", "5m", "al-", "Yahoo!",
        ])
        .prop_map(str::to_string),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

fn check(text: &str, layout: &[Zone]) {
    let segments = segment(text, layout);
    let mut end = 0;
    for token in &segments.tokens {
        assert!(token.span.start >= end && !token.span.is_empty(), "tokens run forward: {token:?}");
        let word = &text[token.span.start..token.span.end];
        assert!(!word.contains(char::is_whitespace), "no white space in {word:?}");
        end = token.span.end;
    }
    let (mut token, mut paragraph) = (0, 0);
    for sentence in &segments.sentences {
        assert_eq!(sentence.tokens.start, token, "every token is in one sentence");
        assert!(!sentence.tokens.is_empty() && sentence.tokens.len() <= 2001);
        token = sentence.tokens.end;
        assert_eq!(sentence.span.start, segments.tokens[sentence.tokens.start].span.start);
        assert_eq!(sentence.span.end, segments.tokens[token - 1].span.end);
        assert!(sentence.paragraph >= paragraph, "paragraphs run forward");
        paragraph = sentence.paragraph;
    }
    assert_eq!(token, segments.tokens.len());
    check_quotations(text, &segments);
}

fn check_quotations(text: &str, segments: &Segments) {
    let mut start = 0;
    for quotation in quotations(text, segments) {
        assert!(quotation.outer.start >= start, "quotations are in order");
        start = quotation.outer.start;
        assert!(quotation.outer.contains(quotation.inner));
        assert!(quotation.outer.end <= text.len());
        assert!(text.get(quotation.outer.start..quotation.outer.end).is_some());
        assert!(text.get(quotation.inner.start..quotation.inner.end).is_some());
        assert!(!quotation.sentences.is_empty() && quotation.sentences.end <= segments.sentences.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn tokens_and_sentences_are_in_order_and_whole(text in rough_text()) {
        check(&text, &[]);
    }

    #[test]
    fn what_stands_between_tokens_is_blank(text in rough_text()) {
        let segments = segment(&text, &[]);
        let mut rebuilt = String::new();
        let mut end = 0;
        for token in &segments.tokens {
            let gap = &text[end..token.span.start];
            prop_assert!(gap.chars().all(|c| !c.is_alphanumeric() && !c.is_ascii_punctuation()), "gap {gap:?}");
            rebuilt.push_str(gap);
            rebuilt.push_str(token.span.of(&text));
            end = token.span.end;
        }
        rebuilt.push_str(&text[end..]);
        prop_assert_eq!(rebuilt, text);
    }

    #[test]
    fn zones_are_kept_apart(text in rough_text(), cuts in prop::collection::vec(0usize..400, 2..6)) {
        let mut cuts = cuts;
        cuts.sort_unstable();
        let kinds = [ZoneKind::Title, ZoneKind::Chrome, ZoneKind::Body, ZoneKind::Caption];
        let layout: Vec<Zone> = cuts
            .windows(2)
            .zip(kinds)
            .map(|(pair, kind)| Zone { kind, span: Span::new(pair[0], pair[1]), rule: "test" })
            .collect();
        check(&text, &layout);
        let segments = segment(&text, &layout);
        let outside = |zone: &&Zone| !zone.kind.is_article()
            && !zone.span.is_empty()
            && zone.span.end <= text.len()
            && text.is_char_boundary(zone.span.start)
            && text.is_char_boundary(zone.span.end);
        for zone in layout.iter().filter(outside) {
            prop_assert!(segments.sentences.iter().all(|sentence| !sentence.span.overlaps(zone.span)));
        }
    }
}

/// A method that looks at every byte again for every byte would take hours over these.
#[test]
fn long_texts_of_one_kind_are_read_in_time() {
    let units = [
        "a",
        ".",
        ". ",
        "\"",
        "\" ",
        "'",
        "a-",
        "re-",
        "1/",
        "1.",
        "1,",
        "1-",
        "a@",
        "www.",
        "=a",
        "😀",
        "😀\u{200d}",
        "🇲",
        "مرحبا ",
        "\0",
        "word ",
        "a\n",
        "\n",
        "a'",
        "a's",
        "(",
        " )",
        ". )",
        " * A",
        "U.",
        "“A ",
        " 'a",
        " 'as' b",
        ".\" ",
        "?\" Moor ",
        "* * * ",
        "Mr. ",
        "PARIS ",
        "PARIS (",
        "A.b",
        "[",
        "[1] ",
        "' ",
        "\"\n",
        ". \"\n",
        "“\n",
    ];
    for unit in units {
        let text = unit.repeat(300_000 / unit.len());
        check(&text, &[]);
    }
}

#[test]
fn a_word_of_a_megabyte_is_a_token() {
    let segments = segment(&"a".repeat(1_000_000), &[]);
    assert_eq!(segments.tokens.len(), 1);
}
