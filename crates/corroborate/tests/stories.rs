//! Which reports tell one story.

use corroborate::stories::{Stories, features, stories};
use proptest::prelude::*;

/// Two floods and a strike, with the day of each report.
const REPORTS: [(&str, i32, &str); 6] = [
    (
        "a1",
        100,
        "Rescuers reached the flooded mine at Torve on Monday, where eleven miners have been trapped since the \
        river Lenne broke its bank. Pumps from Halden were lowered into the second shaft, the mine's director Ove \
        Brandt said.",
    ),
    (
        "a2",
        102,
        "Eleven miners trapped in the Torve mine were heard knocking on a pipe, director Ove Brandt told \
        families. Pumps have lowered the water of the Lenne in the second shaft by three metres.",
    ),
    (
        "a3",
        104,
        "The first of the eleven Torve miners came up through the second shaft late on Friday. Ove Brandt thanked \
        the rescuers from Halden, whose pumps had run for five days.",
    ),
    (
        "b1",
        101,
        "Dock workers in Port Amsel walked out over night shifts, and forty ships wait in the bay. The union led \
        by Rita Soler wants a second crew on every crane.",
    ),
    (
        "b2",
        103,
        "Talks between the Port Amsel harbour board and Rita Soler's union on night shifts broke up without a \
        result. Forty-six ships now wait in the bay, the board said, and cranes stand still.",
    ),
    (
        "c1",
        400,
        "Rescuers pumped water from the Torve mine again after the Lenne rose, but the shaft was empty: miners \
        have been at home since last year's accident, director Ove Brandt said.",
    ),
];

fn told(reports: &[(&str, i32, &str)]) -> Vec<Vec<String>> {
    let read: Vec<_> = reports.iter().map(|&(id, day, text)| (id, features([text], Some(day)))).collect();
    stories(read.iter().map(|(id, features)| (*id, features)))
}

#[test]
fn it_knows_two_stories_of_one_week() {
    assert_eq!(told(&REPORTS[..5]), [vec!["a1", "a2", "a3"], vec!["b1", "b2"]]);
}

#[test]
fn it_knows_that_a_story_is_over_after_months_of_silence() {
    assert_eq!(told(&REPORTS), [vec!["a1", "a2", "a3"], vec!["b1", "b2"], vec!["c1"]]);
}

#[test]
fn it_knows_that_reports_can_come_one_by_one() {
    let mut online = Stories::default();
    let mut places = Vec::new();
    for (id, day, text) in REPORTS {
        let features = features([text], Some(day));
        online.count(&features);
        places.push(online.place(id, &features));
    }
    assert_eq!(places.len(), REPORTS.len());
    online.settle();
    assert_eq!(online.told().iter().map(Vec::len).sum::<usize>(), REPORTS.len());
}

proptest! {
    #[test]
    fn it_knows_that_the_order_of_arrival_makes_no_difference(order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle()) {
        let shuffled: Vec<_> = order.iter().map(|&at| REPORTS[at]).collect();
        prop_assert_eq!(told(&shuffled), told(&REPORTS));
    }

    #[test]
    fn it_knows_that_any_text_has_a_story(texts in prop::collection::vec("(\\PC|[A-C0-9 .,]){0,80}", 0..6)) {
        let ids: Vec<String> = (0..texts.len()).map(|at| format!("r{at}")).collect();
        let read: Vec<_> = texts.iter().map(|text| features([text.as_str()], None)).collect();
        let told = stories(ids.iter().map(String::as_str).zip(&read));
        prop_assert_eq!(told.iter().map(Vec::len).sum::<usize>(), texts.len());
    }
}
