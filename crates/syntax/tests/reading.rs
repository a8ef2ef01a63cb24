//! What the model says of plain news sentences.

use expect_test::{Expect, expect};
use syntax::{Rel, model};

/// Tokens stand apart in `sentence`; a line a token: the word, its tags, its lemma, its relation and its head.
fn check(sentence: &str, expected: Expect) {
    let tokens: Vec<&str> = sentence.split(' ').collect();
    let parse = model().parse(&tokens);
    let mut rows = String::new();
    for (token, word) in tokens.iter().zip(&parse.words) {
        let head = word.head.map_or("", |head| tokens[head]);
        let (upos, rel) = (word.upos.name(), word.rel.name());
        let passive = if word.passive { ":pass" } else { "" };
        rows += format!("{token} {upos} {} {} {rel}{passive} {head}", word.xpos, word.lemma).trim_end();
        rows.push('\n');
    }
    expected.assert_eq(&rows);
}

#[test]
fn what_was_said_hangs_from_the_verb_of_saying() {
    check(
        "The mayor said that the bridge was closed .",
        expect![[r#"
        The DET DT the det mayor
        mayor NOUN NN mayor nsubj said
        said VERB VBD say root
        that SCONJ IN that mark closed
        the DET DT the det bridge
        bridge NOUN NN bridge nsubj:pass closed
        was AUX VBD be aux:pass closed
        closed VERB VBN close ccomp said
        . PUNCT . . punct said
    "#]],
    );
}

#[test]
fn who_acts_is_not_who_is_acted_on() {
    check(
        "The guards released two sailors .",
        expect![[r#"
        The DET DT the det guards
        guards NOUN NNS guard nsubj released
        released VERB VBD release root
        two NUM CD two nummod sailors
        sailors NOUN NNS sailor obj released
        . PUNCT . . punct released
    "#]],
    );
    check(
        "Two sailors were released by the guards .",
        expect![[r#"
        Two NUM CD two nummod sailors
        sailors NOUN NNS sailor nsubj:pass released
        were AUX VBD be aux:pass released
        released VERB VBN release root
        by ADP IN by case guards
        the DET DT the det guards
        guards NOUN NNS guard obl released
        . PUNCT . . punct released
    "#]],
    );
}

#[test]
fn a_refusal_keeps_its_negation() {
    check(
        "Norland does n't want to sign the treaty .",
        expect![[r#"
        Norland PROPN NNP Norland nsubj want
        does AUX VBZ do aux want
        n't PART RB not advmod want
        want VERB VB want root
        to PART TO to mark sign
        sign VERB VB sign xcomp want
        the DET DT the det treaty
        treaty NOUN NN treaty obj sign
        . PUNCT . . punct want
    "#]],
    );
}

#[test]
fn children_extents_and_paths_agree() {
    let tokens: Vec<&str> = "The mayor said that the bridge was closed .".split(' ').collect();
    let parse = model().parse(&tokens);
    let tree = parse.tree();
    let said = parse.root().expect("a sentence has a root");
    assert_eq!(tokens[said], "said");
    assert_eq!(parse.children(said).collect::<Vec<_>>(), tree.children(said));
    let content = parse.child(said, Rel::Ccomp).expect("what was said");
    assert_eq!(tokens[tree.extent(content)].join(" "), "that the bridge was closed");
    assert_eq!(parse.path(3).collect::<Vec<_>>(), [3, 7, 2]);
}
