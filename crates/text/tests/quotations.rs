//! What stands between quotation marks: a quotation a line, without its marks; `…` after one that is
//! not closed, `…` before one that goes on from the paragraph above.

use expect_test::{Expect, expect};
use text::{quotations, segment};

fn check(text: &str, found: Expect) {
    let segments = segment(text, &[]);
    let mut lines = String::new();
    for quotation in quotations(text, &segments) {
        let before = if quotation.continues { "… " } else { "" };
        let after = if quotation.closed { "" } else { " …" };
        let inner = quotation.inner.of(text).replace('\n', "⏎");
        lines.push_str(&format!("{before}{inner}{after}\n"));
    }
    found.assert_eq(&lines);
}

#[test]
fn every_kind_of_mark_quotes() {
    check(
        "“one” and \"two\" and ''three'' and «four» and „five“ and ``six'' and ‘seven’ and 'eight' ended.",
        expect![[r#"
            one
            two
            three
            four
            five
            six
            seven
            eight
        "#]],
    );
}

#[test]
fn apostrophes_do_not_quote() {
    check(
        "The ministers' plan and Iran’s and the '60s' songs aren't 'quoted' in the states' papers.",
        expect![[r#"
            quoted
        "#]],
    );
}

#[test]
fn a_quotation_runs_over_sentences() {
    check(
        "“We came. We saw,” said Moor. “We left.”",
        expect![[r#"
        We came. We saw,
        We left.
    "#]],
    );
}

#[test]
fn a_paragraph_that_opens_again_continues() {
    check(
        "He said: “We came.\n\n“We saw.\n\n“We left,” and sat down.\n\n“Good,” said Venn.",
        expect![[r#"
        We came. …
        … We saw. …
        … We left,
        Good,
    "#]],
    );
}

#[test]
fn a_quotation_may_run_on_without_opening_again() {
    check(
        "He said: “We came.\nWe left.” Then he sat.\nVenn said: “Good.”",
        expect![[r#"
        We came.⏎We left.
        Good.
    "#]],
    );
}

#[test]
fn a_quotation_that_is_never_closed_ends_with_its_paragraph() {
    check(
        "“We came, said Moor.\n\nHe left. Venn said “good” twice.",
        expect![[r#"
        We came, said Moor. …
        good
    "#]],
    );
}

#[test]
fn quotations_lie_inside_quotations() {
    check(
        "“They told us ‘never’ and left,” he said. \"They said 'no' to us.\"",
        expect![[r#"
        They told us ‘never’ and left,
        never
        They said 'no' to us.
        no
    "#]],
    );
    check(
        "\"The word \"never\" was used,\" he said.",
        expect![[r#"
        The word "never" was used,
        never
    "#]],
    );
}

#[test]
fn mixed_marks_pair() {
    check(
        "“We came\", he said. \"We left”, he said.",
        expect![[r#"
        We came
        We left
    "#]],
    );
}

#[test]
fn a_missing_mark_spoils_only_its_paragraph() {
    check(
        "\"We came, he said. He left.\n\nVenn called it \"good\" and \"fair\".",
        expect![[r#"
        We came, he said. He left. …
        good
        fair
    "#]],
    );
}

#[test]
fn spaced_out_marks_open_and_close_by_turns() {
    check(
        "Moor spoke of a plan. \"\nThe sanctions will fail, \" he told a crowd. \"\nThey know it. \"\nHe left.",
        expect![[r#"
            The sanctions will fail,
            They know it.
        "#]],
    );
}

#[test]
fn inches_do_not_quote() {
    check("A 12\" gun was found. Nobody fired it.", expect![[""]]);
}
