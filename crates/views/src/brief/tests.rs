use expect_test::{Expect, expect};
use ledger::SpeakerKind::{Government, Group, Person, Unnamed, Unspecified};
use ledger::{Condition, ConditionKind, Polarity, Position, Problem, Stance, Statement};

use super::*;
use crate::page::Piece;
use crate::sample::{Report, plain};

fn check(reports: &[&Report], expected: Expect) {
    let page = brief(reports.iter().map(|report| &report.extraction)).page();
    let text = plain(&page);
    // The legend is the same on every page.
    let lines = text.lines().filter(|line| !line.starts_with("Words in “ ”"));
    expected.assert_eq(&lines.map(|line| format!("{line}\n")).collect::<String>());
}

fn as_is(_: &Report, _: &mut Statement) {}

#[test]
fn it_knows_that_a_line_keeps_day_chain_hedge_and_place() {
    let text = "On Monday Ana Ruiz reportedly told Harbour Post the strait may open.";
    let report = Report::new("strait", Some("2031-05-07"), text).says(
        "Ana Ruiz",
        Person,
        "told",
        "the strait may open",
        |report, row| {
            row.hedges = vec![report.passage("reportedly"), report.passage("may")];
            row.chain = vec![report.link("Harbour Post")];
            row.time = Some(report.time("On Monday", Some("2031-05-05")));
            row.speaker.affiliation = Some("Port Authority".to_owned());
        },
    );
    check(
        &[&report],
        expect![[r##"
        # Brief
        1 report, 1 statement, 1 named speaker
        ## Named speakers
        ### Ana Ruiz (Port Authority), 1 statement
        - 2031-05-05 | told: the strait ~may~ open | On Monday; through Harbour Post; hedged: ~reportedly~, ~may~ [strait#s1, 48-67]
        ## The reports
        strait: 2031-05-07; 1 statement
    "##]],
    );
}

#[test]
fn it_knows_that_a_denial_is_not_a_claim() {
    let text = "Ana Ruiz denied that the strait was mined.";
    let denied = |_: &Report, row: &mut Statement| row.polarity = Polarity::Denies;
    let report =
        Report::new("mines", None, text).says("Ana Ruiz", Person, "denied", "the strait was mined", denied);
    check(
        &[&report],
        expect![[r#"
            # Brief
            1 report, 1 statement, 1 named speaker
            ## Named speakers
            ### Ana Ruiz, 1 statement
            - undated | denies (denied): the strait was mined [mines#s1, 21-41]
            ## The reports
            mines: undated; 1 statement
            ## What could not be told
            When it was said: mines#s1
        "#]],
    );
}

#[test]
fn it_knows_that_what_one_says_another_said_is_the_first_ones_word() {
    let text = "Ana Ruiz said the islanders had claimed the ferry was sunk.";
    let report = Report::new("ferry", Some("2031-05-07"), text)
        .says("Ana Ruiz", Person, "said", "the islanders had claimed the ferry was sunk", as_is)
        .says("Islands", Government, "had claimed", "the ferry was sunk", as_is);
    check(
        &[&report],
        expect![[r##"
        # Brief
        1 report, 2 statements, 1 named speaker
        ## Named speakers
        ### Ana Ruiz, 1 statement
        - (2031-05-07) | said: the islanders had claimed the ferry was sunk [ferry#s1, 14-58]
          -  | Islands, had claimed: the ferry was sunk [ferry#s2, 40-58]
        ## The reports
        ferry: 2031-05-07; 2 statements
    "##]],
    );
}

#[test]
fn it_knows_that_unnamed_sources_stand_apart_from_no_source() {
    let text = "A senior aide said talks failed. Analysts doubt it. The envoy is reportedly ill.";
    let described = |report: &Report, row: &mut Statement| {
        row.speaker.span = Some(report.passage("A senior aide"));
        row.speaker.text = Some("A senior aide".to_owned());
        row.speaker.affiliation = Some("Islands".to_owned());
    };
    let report = Report::new("talks", Some("2031-05-07"), text)
        .says("unnamed", Unnamed, "said", "talks failed", described)
        .says("unnamed", Group, "doubt", "it", as_is)
        .says("unspecified", Unspecified, "reportedly", "The envoy is", as_is);
    check(
        &[&report],
        expect![[r#"
            # Brief
            1 report, 3 statements, 0 named speakers
            ## Sources the reports do not name
            - (2031-05-07) | A senior aide (Islands), said: talks failed [talks#s1, 19-31]
            - (2031-05-07) | unnamed, doubt: it [talks#s2, 48-50]
            ## Said without a source
            - (2031-05-07) | no source, reportedly: The envoy is [talks#s3, 52-64]
            ## The reports
            talks: 2031-05-07; nothing attributed to a named source, 3 statements without one
            ## What could not be told
            Who said it: talks#s3
        "#]],
    );
}

#[test]
fn it_knows_that_the_most_quoted_speaker_comes_first_and_ties_go_by_name() {
    let text = "Bo said yes. Ana said no. Cy said maybe. Cy added later.";
    let report = Report::new("poll", Some("2031-05-07"), text)
        .says("Bo", Person, "said", "yes", as_is)
        .says("Ana", Person, "said", "no", as_is)
        .says("Cy", Person, "said", "maybe", as_is)
        .says("Cy", Person, "added", "later", as_is);
    let names: Vec<String> =
        brief([&report.extraction]).speakers.into_iter().map(|speaker| speaker.name).collect();
    assert_eq!(names, ["Cy", "Ana", "Bo"]);
}

#[test]
fn it_knows_that_the_order_of_the_reports_is_no_matter() {
    let a = Report::new("a", Some("2031-05-07"), "Bo said yes.").says("Bo", Person, "said", "yes", as_is);
    let b = Report::new("b", Some("2031-05-01"), "Bo said no.").says("Bo", Person, "said", "no", as_is);
    let one = brief([&a.extraction, &b.extraction]);
    assert_eq!(one, brief([&b.extraction, &a.extraction]));
    assert_eq!(one.speakers[0].said[0].address, "b#s1");
}

#[test]
fn it_knows_that_a_position_keeps_its_conditions_and_whose_word_it_is() {
    let text = "Ana Ruiz said the islands would talk only if the blockade ended.";
    let mut report = Report::new("terms", Some("2031-05-07"), text).says(
        "Ana Ruiz",
        Person,
        "said",
        "the islands would talk only if the blockade ended",
        |report, row| row.chain = vec![report.link("islands")],
    );
    report.extraction.positions.push(Position {
        id: "p1".to_owned(),
        holder: "Islands".to_owned(),
        issue: Issue::Talks,
        toward: vec!["Mainland".to_owned()],
        stance: Stance::Conditional,
        conditions: vec![Condition {
            kind: ConditionKind::Precondition,
            span: report.passage("the blockade ended"),
            text: "the blockade ended".to_owned(),
        }],
        evidence: report.passage("would talk only if the blockade ended"),
        statement: Some("s1".to_owned()),
        level: None,
        negated_expectation: false,
        rule: "sample".to_owned(),
        because: report.because("would talk only if the blockade ended"),
    });
    let text = plain(&brief([&report.extraction]).page());
    let line = text.lines().find(|line| line.contains("terms#p1"));
    expect!["- (2031-05-07) | Islands toward Mainland: conditional | the report: would talk only if the blockade ended; on the word of Ana Ruiz, through islands, terms#s1 [terms#p1, 26-63]"]
        .assert_eq(line.unwrap_or_default());
}

#[test]
fn it_knows_that_a_report_that_gave_nothing_says_so() {
    let mut report = Report::new("weather", None, "Rain is likely.");
    report.extraction.problems.push(Problem {
        code: "undated".to_owned(),
        message: "no date of publication; give one as `published`".to_owned(),
        span: None,
    });
    check(
        &[&report],
        expect![[r##"
        # Brief
        1 report, 0 statements, 0 named speakers
        ## The reports
        weather: undated; nothing attributed to a named source, no rows
        ## What could not be told
        weather: no date of publication; give one as `published`
    "##]],
    );
}

#[test]
fn it_knows_that_a_thousand_claims_inside_each_other_are_shown_and_end() {
    let text: &'static str = Box::leak("Bo said ".repeat(3000).into_boxed_str());
    let mut report = Report::new("deep", None, text);
    let all = text.len();
    for depth in 0..2000 {
        report = report.says("Bo", Person, "said", "Bo", |_, row| {
            row.cue = vec![Passage { start: 8 * depth + 3, end: 8 * depth + 7 }];
            row.content = vec![Passage { start: 8 * depth + 8, end: all }];
        });
    }
    let page = brief([&report.extraction]).page();
    let entries = page.blocks.iter().filter(|block| matches!(block, Block::Entry { .. })).count();
    assert_eq!(entries, 2000);
}

#[test]
fn it_knows_that_words_stand_only_in_lines_with_a_place() {
    let text = "A senior aide said talks failed.";
    let report = Report::new("talks", None, text).says("unnamed", Unnamed, "said", "talks failed", as_is);
    for block in brief([&report.extraction]).page().blocks {
        if let Block::Heading { pieces, .. } | Block::Note(pieces) = block {
            assert!(!pieces.iter().any(|piece| matches!(piece, Piece::Words { .. })), "{pieces:?}");
        }
    }
}
