//! Any tokens at all give one tree with one root, in linear time.

use proptest::prelude::*;
use syntax::{Model, ModelError, Parse, Scratch, model};

const BYTES: &[u8] = include_bytes!("../../../model/english.bin");

/// Fails unless every word hangs, directly or not, from one root.
fn check(tokens: &[&str]) -> Parse {
    let parse = model().parse(tokens);
    assert_eq!(parse.words.len(), tokens.len());
    let roots = parse.words.iter().filter(|word| word.head.is_none()).count();
    assert_eq!(roots, usize::from(!tokens.is_empty()));
    if let Some(root) = parse.root() {
        // A root above every word and no cycle: its extent is then the whole sentence, each word counted once.
        let tree = parse.tree();
        let mut reached = vec![root];
        let mut at = 0;
        while at < reached.len() {
            reached.extend_from_slice(tree.children(reached[at]));
            at += 1;
        }
        assert_eq!(reached.len(), tokens.len());
        assert_eq!(tree.extent(root), 0..tokens.len());
    }
    parse
}

#[test]
fn nothing_is_a_sentence_of_no_words() {
    assert!(check(&[]).words.is_empty());
}

#[test]
fn strange_writing_still_gives_a_tree() {
    check(&["."]);
    check(&["?", "!", "…", "—", ")", "("]);
    check(&["🚢", "👩‍👩‍👧", "🇳🇴", "!!!"]);
    check(&["السفينة", "غادرت", "الميناء", "."]);
    check(&["", "", ""]);
    check(&["\u{0}", "\u{202e}", "\u{feff}", " "]);
}

#[test]
fn a_word_of_a_megabyte_is_a_word() {
    let long = "x".repeat(1 << 20);
    let parse = check(&["The", &long, "sailed", "."]);
    assert_eq!(parse.words[1].lemma.len(), 1 << 20);
}

/// The longest sentence; without inlining a million words would take minutes.
const LONGEST: usize = if cfg!(debug_assertions) { 40_000 } else { 1_000_000 };

#[test]
fn a_sentence_takes_two_moves_a_word_however_long_it_is() {
    for length in [1, 10, 10_000, LONGEST] {
        let line =
            ["the", "crew", "said", "that", "ships", "near", "the", "port", ",", "and", "\"", "waited"];
        let tokens: Vec<&str> = line.iter().copied().cycle().take(length).collect();
        let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
        model().parse_into(&tokens, &mut scratch, &mut parse);
        assert_eq!(parse.words.len(), length);
        assert_eq!(scratch.moves(), 2 * length);
    }
}

#[test]
fn memory_used_again_changes_nothing() {
    let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
    let (long, short) = (["Ships", "that", "wait", "rust", "."], ["They", "sail", "."]);
    model().parse_into(&long, &mut scratch, &mut parse);
    model().parse_into(&short, &mut scratch, &mut parse);
    assert_eq!(parse, model().parse(&short));
}

#[test]
fn a_cut_model_is_refused() {
    for cut in [0, 3, 7, 20, BYTES.len() / 2, BYTES.len() - 1] {
        assert_eq!(Model::load(&BYTES[..cut]).err(), Some(ModelError::Truncated), "cut at {cut}");
    }
}

#[test]
fn a_model_of_another_version_is_refused() {
    let mut bytes = BYTES.to_vec();
    bytes[4] = 200;
    let error = Model::load(&bytes).expect_err("the version is wrong").to_string();
    assert!(error.contains("200"), "{error}");
}

#[test]
fn a_picture_is_no_model() {
    assert_eq!(Model::load(b"\x89PNG\r\n\x1a\n and more").err(), Some(ModelError::NotAModel));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_tokens_give_one_tree(tokens in prop::collection::vec("\\PC{0,12}", 0..60)) {
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        check(&tokens);
    }

    #[test]
    fn damaged_bytes_never_panic(place in 0_usize..4096, value in any::<u8>()) {
        let mut bytes = BYTES.to_vec();
        bytes[place] = value;
        if let Ok(model) = Model::load(&bytes) {
            model.parse(&["Ships", "wait", "."]);
        }
    }
}
