//! Which reports share wording.

use corroborate::copies::{Copies, Kind, Sketcher, Sketches, aligned};
use proptest::prelude::*;

const FERRY: &str = "The last ferry left the northern island at dawn with forty families on board, and the harbour \
    office closed its gates an hour later. Fishermen who had stayed behind carried nets and engines up the hill, \
    where the old school has stood empty since the autumn floods. Nobody could say when the next boat would come, \
    although the council in the capital had promised two crossings a day until the end of the month.";

const BRIDGE: &str = "Engineers began to lift the middle span of the railway bridge on Wednesday, three weeks after \
    a barge had struck its second pillar. Two cranes from the shipyard hold the steel while divers look at the \
    foundations. Freight goes round by the southern line for now, which adds nine hours and needs a second engine \
    on the steep stretch beyond the tunnel.";

fn copies(reports: &[(&str, &str)]) -> Copies {
    let mut sketcher = Sketcher::default();
    let mut sketches = Sketches::default();
    for (id, text) in reports {
        sketches.add(id, sketcher.sketch([*text]));
    }
    sketches.copies()
}

fn check(reports: &[(&str, &str)], expected: &[(&str, &str, Kind)]) {
    let found = copies(reports);
    let links: Vec<_> =
        found.links.iter().map(|link| (link.one.as_str(), link.other.as_str(), link.kind)).collect();
    assert_eq!(links, expected);
}

/// Every ninth word another.
fn edited(text: &str) -> String {
    let words = text.split(' ').enumerate();
    words.map(|(at, word)| if at % 9 == 4 { "elsewhere" } else { word }).collect::<Vec<_>>().join(" ")
}

#[test]
fn it_knows_a_copy_with_changed_words() {
    check(&[("a", FERRY), ("b", &edited(FERRY))], &[("a", "b", Kind::Copy)]);
}

#[test]
fn it_knows_the_beginning_of_a_report() {
    let beginning = &FERRY[..FERRY.len() * 2 / 5];
    let found = copies(&[("short", beginning), ("whole", FERRY)]);
    assert_eq!(found.links[0].kind, Kind::Part);
    assert!(found.links[0].of_one > found.links[0].of_other);
    assert_eq!(found.families, [["short", "whole"]]);
}

#[test]
fn it_knows_a_passage_inside_another_report() {
    let passage = FERRY.split_inclusive(". ").next().unwrap_or_default();
    let spliced = format!("{BRIDGE} {passage} {}", BRIDGE.to_uppercase());
    let found = copies(&[("ferry", FERRY), ("spliced", &spliced)]);
    assert_eq!(found.links[0].kind, Kind::Passage);
    assert!(found.families.is_empty(), "a passage makes no family");
}

#[test]
fn it_knows_that_two_reports_on_different_things_share_nothing() {
    check(&[("bridge", BRIDGE), ("ferry", FERRY)], &[]);
}

#[test]
fn it_knows_that_two_reporters_may_quote_the_same_words() {
    let quotation = "“We asked for two boats a day and we were given one boat a week, and now even that one has \
        stopped coming,” the teacher said.";
    let one =
        format!("Islanders waited at the pier all morning. {quotation} A minister is to visit on Friday.");
    let other = format!("A dispute over crossings went to court. {quotation} The judge adjourned the case.");
    check(&[("one", &one), ("other", &other)], &[]);
    // The proof shows it nevertheless, and whose words they are.
    let passages = aligned(&one, &other);
    assert_eq!(passages.len(), 1);
    assert!(passages[0].own < 5 && passages[0].same > 20);
}

#[test]
fn it_knows_where_the_shared_words_stand() {
    let spliced = format!("{BRIDGE} {FERRY}");
    let passages = aligned(FERRY, &spliced);
    assert_eq!(passages.len(), 1);
    assert_eq!(passages[0].one.of(FERRY), &FERRY[..FERRY.len() - 1]);
    assert_eq!(passages[0].one.of(FERRY), passages[0].other.of(&spliced));
}

#[test]
fn it_knows_that_a_short_report_does_not_make_a_family_of_its_hosts() {
    let note = FERRY.split_inclusive(". ").next().unwrap_or_default();
    let reversed = BRIDGE.split(' ').rev().collect::<Vec<_>>().join(" ");
    let padding = BRIDGE.replace("the ", "some ").to_lowercase();
    let one = format!("{BRIDGE} {note} {padding}");
    let other = format!("{reversed} {note} {}", padding.split(' ').rev().collect::<Vec<_>>().join(" "));
    let found = copies(&[("note", note), ("one", &one), ("other", &other)]);
    assert!(found.links.iter().any(|link| link.one == "note" && link.kind == Kind::Part));
    assert!(found.families.is_empty());
}

#[test]
fn it_knows_a_text_that_all_papers_print() {
    let texts: Vec<(String, String)> =
        (0..100).map(|number| (format!("paper-{number:02}"), format!("Issue {number}. {FERRY}"))).collect();
    let reports: Vec<(&str, &str)> = texts.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let found = copies(&reports);
    assert_eq!(found.families.len(), 1);
    assert_eq!(found.families[0].len(), 100);
    assert!(found.links.len() < 500, "each is compared with a few, not with all");
}

#[test]
fn it_knows_that_a_run_can_stop_and_go_on() {
    let texts: Vec<(String, String)> = (0..30)
        .map(|number| {
            (format!("r{number:02}"), if number % 3 == 0 { edited(FERRY) } else { BRIDGE.repeat(number) })
        })
        .collect();
    let mut sketcher = Sketcher::default();
    let mut whole = Sketches::default();
    let mut half = Sketches::default();
    for (id, text) in &texts {
        whole.add(id, sketcher.sketch([text.as_str()]));
    }
    for (id, text) in &texts[..15] {
        half.add(id, sketcher.sketch([text.as_str()]));
    }
    let kept = serde_json::to_string(&half).unwrap();
    let mut resumed: Sketches = serde_json::from_str(&kept).unwrap();
    for (id, text) in &texts[resumed.len()..] {
        resumed.add(id, sketcher.sketch([text.as_str()]));
    }
    assert_eq!(resumed.copies(), whole.copies());
}

proptest! {
    #[test]
    fn it_knows_that_the_order_of_arrival_makes_no_difference(order in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle()) {
        let texts: Vec<(String, String)> = (0..12)
            .map(|number| {
                let text = match number % 4 {
                    0 => FERRY.to_owned(),
                    1 => edited(FERRY),
                    2 => format!("{BRIDGE} {}", &FERRY[..160]),
                    _ => edited(BRIDGE),
                };
                (format!("r{number:02}"), text)
            })
            .collect();
        let reports: Vec<(&str, &str)> = texts.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        let shuffled: Vec<(&str, &str)> = order.iter().map(|&at| reports[at]).collect();
        prop_assert_eq!(copies(&shuffled), copies(&reports));
    }

    #[test]
    fn it_knows_that_any_text_can_be_compared(one in "(\\PC|[a-c ]|[\"“”\n']){0,300}", other in "(\\PC|[a-c ]|[\"“”\n']){0,300}") {
        let found = copies(&[("one", &one), ("other", &other)]);
        prop_assert!(found.links.len() <= 1);
        for passage in aligned(&one, &other) {
            prop_assert!(passage.own <= passage.same);
            prop_assert!(!passage.one.of(&one).is_empty() && !passage.other.of(&other).is_empty());
        }
    }

    #[test]
    fn it_knows_that_twenty_one_words_in_a_row_are_never_missed(at in 0usize..40) {
        let words: Vec<&str> = FERRY.split(' ').collect();
        let shared = words[at..at + 21].join(" ");
        let host = format!("{BRIDGE} {shared} Nothing else.");
        let found = copies(&[("ferry", FERRY), ("host", &host)]);
        prop_assert_eq!(found.links.len(), 1);
    }
}
