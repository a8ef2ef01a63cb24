//! What a page is made of: every test is a text, then the zones found in it. What no zone covers is body.

use expect_test::{Expect, expect};
use proptest::prelude::*;

fn zones(text: &str, title: Option<&str>) -> String {
    let mut report =
        ingest::Document { text: text.to_owned(), title: title.map(str::to_owned), ..Default::default() };
    ingest::lay_out(&mut report);
    let zones = report.layout.iter();
    zones.map(|zone| format!("{} {}: {}\n", zone.kind.name(), zone.rule, zone.span.of(text))).collect()
}

#[track_caller]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&zones(text, None));
}

#[track_caller]
fn check_titled(title: &str, text: &str, expected: Expect) {
    expected.assert_eq(&zones(text, Some(title)));
}

const BODY: &str = "The mediators met both delegations in the old harbour on Sunday and asked them to keep the ceasefire until the end of the month, a spokesman said.";

#[test]
fn it_knows_that_a_short_first_line_is_the_headline() {
    check(
        &format!("Mediators ask for a longer ceasefire\n\n{BODY}"),
        expect![[r#"
        title headline: Mediators ask for a longer ceasefire
    "#]],
    );
}

#[test]
fn it_knows_that_a_report_may_begin_with_its_first_sentence() {
    check(BODY, expect![[""]]);
    check("Talks failed.\nNobody gave a reason.", expect![[""]]);
}

#[test]
fn it_knows_that_share_buttons_and_summaries_are_no_sentences() {
    check(
        &format!(
            "Mediators ask for a longer ceasefire\n\nShare this article\nNo time to read?\nGet a summary\n\n{BODY}\n\nFollow us on Telegram\nAdvertisement"
        ),
        expect![[r#"
            title headline: Mediators ask for a longer ceasefire
            chrome share: Share this article
            chrome navigation: No time to read?
            chrome navigation: Get a summary
            chrome share: Follow us on Telegram
            chrome advertisement: Advertisement
        "#]],
    );
}

#[test]
fn it_knows_that_a_sentence_may_use_the_words_of_a_button() {
    check(
        &format!(
            "{BODY}\n\nShare prices fell after the announcement.\n\nHome to nine thousand people, the town has no doctor.\n\nMore than forty villages lie behind the line."
        ),
        expect![[""]],
    );
}

#[test]
fn it_knows_that_next_article_announces_a_title() {
    check(
        &format!(
            "{BODY}\n\nPrevious Article\n\nHarvest festival draws thousands\n\nNext Article\n\nBridge over the river to close for repairs"
        ),
        expect![[r#"
            chrome previous-next: Previous Article
            chrome previous-next: Harvest festival draws thousands
            chrome previous-next: Next Article
            chrome previous-next: Bridge over the river to close for repairs
        "#]],
    );
}

#[test]
fn it_knows_that_a_list_of_links_ends_where_prose_begins() {
    check(
        &format!("{BODY}\n\nRelated articles\nHarvest festival draws thousands\nWhat happens next\n{BODY}"),
        expect![[r#"
            chrome related: Related articles
            chrome related: Harvest festival draws thousands
            title subheading: What happens next
        "#]],
    );
}

#[test]
fn it_knows_the_headline_among_the_sections_of_a_menu() {
    check(
        &format!(
            "Open menu\n\nSports, Weather and Travel\n\nMediators ask delegations to keep ceasefire\n\n{BODY}"
        ),
        expect![[r#"
            chrome navigation: Open menu
            chrome head: Sports, Weather and Travel
            title headline: Mediators ask delegations to keep ceasefire
        "#]],
    );
}

#[test]
fn it_knows_that_a_line_under_the_headline_is_read_with_it() {
    check(
        &format!("Mediators ask for a longer ceasefire\nBoth sides call the offer serious\n\n{BODY}"),
        expect![[r#"
            title headline: Mediators ask for a longer ceasefire
            title standfirst: Both sides call the offer serious
        "#]],
    );
}

#[test]
fn it_knows_the_given_title_where_it_stands_in_the_text() {
    check_titled(
        "Mediators ask for a longer ceasefire",
        &format!("World\n\nMediators Ask for a Longer Ceasefire\n\n{BODY}"),
        expect![[r#"
            chrome head: World
            title given-title: Mediators Ask for a Longer Ceasefire
        "#]],
    );
    check_titled(
        "Mediators ask for a longer ceasefire",
        &format!("Mediators ask for a longer ceasefire {BODY}"),
        expect![[r#"
            title given-title: Mediators ask for a longer ceasefire
        "#]],
    );
    // A title cut off by its collection is the beginning of the first sentence.
    check_titled("The mediators met both delegations in the", BODY, expect![[""]]);
}

#[test]
fn it_knows_datelines() {
    for dateline in [
        "GENEVA, March 10 (Reuters) -",
        "GENEVA (AP) —",
        "TASHKENT, Uzbekistan (AP) --",
        "UNITED NATIONS, 10 March 2024 (AFP) -",
        "Geneva, March 10 (Xinhua) --",
        "GENEVA, March 10. /TASS/.",
        "(Reuters) -",
        "GENEVA –",
    ] {
        let expected = format!("dateline dateline: {dateline}\n");
        assert_eq!(zones(&format!("{dateline} {BODY}"), None), expected);
    }
}

#[test]
fn it_knows_that_a_dash_alone_makes_no_dateline() {
    check(
        "Geneva – a city of bankers and diplomats – has seen many such meetings, and few of them ended well for anybody.",
        expect![[""]],
    );
    check(
        "Russia (RF) has said nothing - its neighbours have, and at some length, in the last few days of the conference.",
        expect![[""]],
    );
    check(
        "BREAKING NEWS - the two delegations have left the hotel without a word to the reporters who were waiting outside.",
        expect![[""]],
    );
    check(
        "NATO and the mediators met both delegations on Sunday and asked them to keep the ceasefire until the end of the month.",
        expect![[""]],
    );
}

#[test]
fn it_knows_a_dateline_after_an_agency_note() {
    check(
        &format!("(adds reaction from the capital) GENEVA, March 10 (Reuters) - {BODY}"),
        expect![[r#"
            chrome agency-note: (adds reaction from the capital)
            dateline dateline: GENEVA, March 10 (Reuters) -
        "#]],
    );
}

#[test]
fn it_knows_where_an_agency_signs_off() {
    check(
        &format!(
            "{BODY} (ID: nXYZ12345) (Reporting by Ana Beridze; Editing by Otar Lomidze) A platform for professionals"
        ),
        expect![[r#"
            chrome story-id: (ID: nXYZ12345)
            chrome sign-off: (Reporting by Ana Beridze; Editing by Otar Lomidze)
            chrome after-sign-off: A platform for professionals
        "#]],
    );
    check(
        &format!("{BODY}\nReporting by Ana Beridze; Editing by Otar Lomidze"),
        expect![[r#"
            chrome sign-off: Reporting by Ana Beridze; Editing by Otar Lomidze
        "#]],
    );
}

#[test]
fn it_knows_that_other_words_in_parentheses_belong_to_the_sentence() {
    check(
        "The Organisation (OSCE) said (in a note to members) that the mission (which it reports on weekly) would stay for a year.",
        expect![[""]],
    );
}

#[test]
fn it_knows_captions_by_their_credit() {
    check(
        &format!(
            "{BODY}\n\nHarbour\n\nA ferry leaves the old harbour at dawn. Image credit: Example Pictures.\n\n{BODY}"
        ),
        expect![[r#"
            caption caption-head: Harbour
            caption credit: A ferry leaves the old harbour at dawn. Image credit: Example Pictures.
        "#]],
    );
    check(
        &format!("{BODY}\n\nA ferry leaves the old harbour at dawn [File: Example/AFP]\n\n{BODY}"),
        expect![[r#"
            caption credit: A ferry leaves the old harbour at dawn [File: Example/AFP]
        "#]],
    );
}

#[test]
fn it_knows_that_a_photo_may_be_news() {
    check(
        &format!(
            "{BODY}\n\nThe ministry published a photo by an unnamed officer and said that it showed the damaged bridge.\n\n{BODY}"
        ),
        expect![[""]],
    );
}

#[test]
fn it_knows_the_note_on_the_author() {
    check(
        &format!(
            "{BODY}\n\nAna Beridze is a journalist and author based in Tbilisi. Her books deal with rivers.\n\nWritten By\n\nAna Beridze is a contributing editor who covers rivers.\n\nAdvertisement"
        ),
        expect![[r#"
            bio bio: Ana Beridze is a journalist and author based in Tbilisi. Her books deal with rivers.
            bio bio: Written By
            bio bio: Ana Beridze is a contributing editor who covers rivers.
            chrome advertisement: Advertisement
        "#]],
    );
}

#[test]
fn it_knows_that_a_journalist_may_be_news() {
    check(
        &format!(
            "{BODY}\n\nOtar Lomidze is a journalist based in Tbilisi who was arrested on Sunday, his lawyer said."
        ),
        expect![[""]],
    );
    check(&format!("{BODY}\n\nAna Beridze is a minister based in Tbilisi.\n\n{BODY}"), expect![[""]]);
}

#[test]
fn it_knows_bylines_and_dates_between_headline_and_report() {
    check(
        &format!(
            "Mediators ask for a longer ceasefire\nBy Ana Beridze\nPublished: 5 March 2024\nLast updated on March 6, 2024 at 10:20\n\n{BODY}"
        ),
        expect![[r#"
            title headline: Mediators ask for a longer ceasefire
            bio byline: By Ana Beridze
            chrome date-line: Published: 5 March 2024
            chrome date-line: Last updated on March 6, 2024 at 10:20
        "#]],
    );
}

#[test]
fn it_knows_what_was_run_into_one_line() {
    check(
        &format!("Mediators ask for a longer ceasefire AFP Wednesday 18 Jun 2014 {BODY} Read Also"),
        expect![[r#"
            title headline: Mediators ask for a longer ceasefire
            chrome date-line: AFP Wednesday 18 Jun 2014
            chrome related: Read Also
        "#]],
    );
    check(
        &format!(
            "Mediators ask for a longer ceasefire By Ana Beridze BBC correspondent, Tbilisi {BODY} --Reuters"
        ),
        expect![[r#"
            title headline: Mediators ask for a longer ceasefire
            bio byline: By Ana Beridze BBC correspondent, Tbilisi
            chrome sign-off: --Reuters
        "#]],
    );
    check(
        &format!("5 March 2024 at 09:14 {BODY} Otar Lomidze"),
        expect![[r#"
            chrome date-line: 5 March 2024 at 09:14
            bio byline: Otar Lomidze
        "#]],
    );
}

#[test]
fn it_knows_that_a_date_inside_a_sentence_is_article() {
    check(
        &format!(
            "The talks that opened on Wednesday 18 June 2014 Geneva time were the first of their kind. {BODY}"
        ),
        expect![[""]],
    );
    check(&format!("5 March 2024 was the day on which both sides first met. {BODY}"), expect![[""]]);
}

#[test]
fn it_knows_subheadings_between_paragraphs() {
    check(
        &format!("{BODY}\n\nWhat do the delegations want?\n\n{BODY}\n\nAna: yes\n\nOtar: no\n\nAna: why"),
        expect![[r#"
            title subheading: What do the delegations want?
        "#]],
    );
}

#[test]
fn it_knows_the_signs_of_transcripts_maps_and_pulled_quotes() {
    check(
        &format!(
            "{BODY}\n\n***\n\n██ Held by the coast guard\n\n— The head of the mission\n\n{BODY} (Applause.) {BODY}"
        ),
        expect![[r#"
            chrome separator: ***
            caption legend: ██ Held by the coast guard
            chrome quote-credit: — The head of the mission
            chrome transcript: (Applause.)
        "#]],
    );
    check(&format!("{BODY}\n\n— We will come.\n\n{BODY}"), expect![[""]]);
}

#[test]
fn it_knows_that_a_line_under_three_reports_of_a_site_is_the_sites() {
    let report = |number: usize, domain: Option<&str>| {
        let text = format!(
            "Report number {number} has its own words here.\n\nEvery Friday in your inbox\n\nThe office had a telephone conversation with the neighbours.\n\nIt was, said the office in its note of that day, the {number}th such talk in a year, and it will not be the last one."
        );
        let mut report = ingest::Document { text, ..Default::default() };
        report.outlet.domain = domain.map(str::to_owned);
        ingest::lay_out(&mut report);
        report
    };
    let marked = |reports: &[ingest::Document]| -> Vec<String> {
        let zones = reports.iter().flat_map(|report| report.layout.iter().map(|zone| (zone, &report.text)));
        zones
            .filter(|(zone, _)| zone.rule == "repeated-line")
            .map(|(zone, text)| zone.span.of(text).to_owned())
            .collect()
    };
    let mut three: Vec<_> = (1..4).map(|number| report(number, Some("example.org"))).collect();
    ingest::repeated_lines(&mut three);
    assert_eq!(marked(&three), ["Every Friday in your inbox"; 3]);

    // The same report three times is one report, and two sites are two sites.
    let mut copies = vec![report(1, None), report(1, None), report(1, None)];
    ingest::repeated_lines(&mut copies);
    assert_eq!(marked(&copies), [""; 0]);
    let mut sites =
        vec![report(1, Some("a.example")), report(2, Some("b.example")), report(3, Some("c.example"))];
    ingest::repeated_lines(&mut sites);
    assert_eq!(marked(&sites), [""; 0]);
}

/// Pieces of pages, to be joined in any order.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,60}",
        "[A-Z]{2,9}(, [A-Z][a-z]{2,8} [0-9]{1,2})?( \\([A-Za-z]{2,8}\\))? [-–—_] ?",
        Just("(Reporting by A. B.; Editing by C. D.)".to_owned()),
        Just("Previous Article".to_owned()),
        Just("Related".to_owned()),
        Just("Written By".to_owned()),
        Just("Image credit: X".to_owned()),
        Just("Tuesday 5 March 2024 ".to_owned()),
        Just("By Ana Beridze BBC News, Tbilisi ".to_owned()),
        Just("Ana Beridze is a journalist based in Tbilisi.".to_owned()),
        Just(BODY.to_owned()),
        Just("((((((".to_owned()),
        Just("“Да”, сказал он. ".to_owned()),
        Just("\r\n\r\n".to_owned()),
        Just("\n".to_owned()),
        Just(" ".to_owned()),
    ]
}

proptest! {
    #[test]
    fn it_knows_that_zones_are_in_order_and_on_character_boundaries(
        pieces in prop::collection::vec(piece(), 0..24),
        title in prop::option::of(piece()),
    ) {
        let text = pieces.concat();
        let mut report = ingest::Document { text: text.clone(), title, ..Default::default() };
        ingest::lay_out(&mut report);
        let mut at = 0;
        for zone in &report.layout {
            prop_assert!(at <= zone.span.start && zone.span.start < zone.span.end && zone.span.end <= text.len(), "{:?}", report.layout);
            prop_assert!(text.is_char_boundary(zone.span.start) && text.is_char_boundary(zone.span.end));
            at = zone.span.end;
        }
        // What is not zoned comes out as article, in order, and nothing else does.
        let mut rest = text.as_str();
        for part in ingest::article(&report) {
            let found = rest.find(part);
            prop_assert!(found.is_some());
            rest = &rest[found.unwrap_or(0) + part.len()..];
        }
    }
}
