//! The program reads a sentence's names: it knows that…

use expect_test::{Expect, expect};
use knowledge::Knowledge;
use proptest::prelude::*;

/// Cuts at spaces and around marks, the way the sentences below need it.
fn tokens(sentence: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for word in sentence.split_whitespace() {
        let (word, mark) = match word.strip_suffix(',') {
            Some(word) => (word, Some(",")),
            None => match word.strip_suffix('.') {
                Some(rest) if !rest.contains('.') => (rest, Some(".")),
                _ => (word, None),
            },
        };
        let cut = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
        tokens.push(cut.unwrap_or(word).to_owned());
        if let Some(stem) = cut {
            tokens.push(word[stem.len()..].to_owned());
        }
        tokens.extend(mark.map(str::to_owned));
    }
    tokens
}

fn check(sentence: &str, expected: Expect) {
    expected.assert_eq(&names(&tokens(sentence)).join("\n"));
}

fn names(tokens: &[String]) -> Vec<String> {
    let actors = &Knowledge::embedded().actors;
    let mut rows = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(found) = actors.match_at(tokens, at) else {
            at += 1;
            continue;
        };
        let candidates: Vec<String> = found
            .candidates
            .iter()
            .map(|candidate| {
                let sector = candidate.sector.map_or(String::new(), |sector| format!(" {}", sector.code()));
                let unsure = if candidate.ambiguous { "?" } else { "" };
                format!("{} {:?}{sector}{unsure}", actors.get(candidate.actor).name, candidate.via)
            })
            .collect();
        rows.push(format!("{}: {}", tokens[at..at + found.len].join(" "), candidates.join(" | ")));
        at += found.len;
    }
    rows
}

#[test]
fn a_capital_speaks_for_its_state() {
    check(
        "Moscow will not talk to Kyiv.",
        expect![[r#"
        Moscow: Russia Capital
        Kyiv: Ukraine Capital"#]],
    );
}

#[test]
fn a_metonym_may_tell_the_sector() {
    check(
        "The Pentagon and Downing Street were silent.",
        expect![[r#"
        Pentagon: United States Metonym MIL
        Downing Street: United Kingdom Metonym"#]],
    );
}

#[test]
fn a_bird_is_not_a_state() {
    check("Turkey bought the turkey.", expect![[r#"Turkey: Turkey Name"#]]);
    check("They told us so.", expect![[r#""#]]);
    check(
        "The US told U.S. allies.",
        expect![[r#"
        US: United States Alias
        U.S.: United States Alias"#]],
    );
}

#[test]
fn text_in_capitals_names_the_same() {
    check(
        "TURKEY WARNS NORTH KOREA",
        expect![[r#"
        TURKEY: Turkey Name
        NORTH KOREA: North Korea Name"#]],
    );
    check("THE CHAIR SPOKE", expect![[r#""#]]);
}

#[test]
fn the_longest_name_wins() {
    check(
        "The Democratic Republic of the Congo's army left South Sudan.",
        expect![[r#"
        Democratic Republic of the Congo: Democratic Republic of the Congo Name
        South Sudan: South Sudan Name"#]],
    );
    check("South of Sudan", expect![[r#"Sudan: Sudan Name"#]]);
}

#[test]
fn a_shared_name_keeps_every_reading() {
    check(
        "Congo protested.",
        expect![[r#"
        Congo: Democratic Republic of the Congo Alias? | Republic of the Congo Alias?"#]],
    );
    check(
        "Chad spoke, and Georgia listened.",
        expect![[r#"
        Chad: Chad Name?
        Georgia: Georgia Name?"#]],
    );
}

#[test]
fn spelling_is_not_a_difference() {
    check(
        "Côte d’Ivoire and Cote d'Ivoire",
        expect![[r#"
        Côte d’Ivoire: Ivory Coast Alias
        Cote d'Ivoire: Ivory Coast Alias"#]],
    );
    check(
        "Guinea-Bissau and Guinea - Bissau",
        expect![[r#"
        Guinea-Bissau: Guinea-Bissau Name
        Guinea - Bissau: Guinea-Bissau Name"#]],
    );
}

#[test]
fn half_a_word_is_no_name() {
    check("Russia-backed forces", expect![[r#""#]]);
}

proptest! {
    #[test]
    fn any_text_is_read(words in proptest::collection::vec(".{0,12}", 0..20), at in 0_usize..25) {
        let knowledge = Knowledge::embedded();
        if let Some(found) = knowledge.actors.match_at(&words, at) {
            prop_assert!(found.len > 0 && at + found.len <= words.len());
            prop_assert!(!found.candidates.is_empty());
        }
        let _ = knowledge.roles.match_at(&words, at);
        let _ = knowledge.ministries.match_at(&words, at);
    }

    #[test]
    fn a_name_is_found_however_it_is_cut(hyphens in "[-‐‑]", accent in any::<bool>()) {
        let first = if accent { "Sao Tomé" } else { "São Tome" };
        let text = format!("{first} and Principe met Guinea{hyphens}Bissau");
        let actors = &Knowledge::embedded().actors;
        let words: Vec<&str> = text.split(' ').collect();
        prop_assert_eq!(actors.match_at(&words, 0).map(|found| found.len), Some(4));
        prop_assert_eq!(actors.match_at(&words, 5).map(|found| found.len), Some(1));
    }
}
