//! The examples of `knowledge/events/`, and events of any text.

use knowledge::Knowledge;
use ledger::Row;
use proptest::prelude::*;
use text::Document;

fn rows(text: &str) -> Vec<String> {
    let document = Document { id: "example".to_owned(), text: text.to_owned(), ..Document::default() };
    let extraction = extract::extract(&document, Knowledge::embedded());
    extraction.events.iter().map(|event| Row::Event(event).to_string()).collect()
}

#[test]
fn it_knows_the_examples_of_the_event_files() {
    let mut wrong = Vec::new();
    for example in Knowledge::embedded().events.examples() {
        let found = rows(&example.text);
        if found != example.rows {
            wrong.push(format!("{}: `{}` gives {found:?}", example.place, example.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn it_knows_any_text(words in prop::collection::vec(
        prop_oneof![
            Just("Georgia"), Just("Armenia"), Just("attacked"), Just("talks"), Just("with"), Just("and"), Just("'s"),
            Just("sanctions"), Just("on"), Just("imposed"), Just("."), Just("\""), Just("said"), Just("must"),
            Just("troops"), Just("who"), Just("they"), Just(","), Just("in"), Just("Monday"), Just("İ"), Just("anti-"),
        ],
        0..40,
    )) {
        let text = words.join(" ");
        let document = Document { id: "any".to_owned(), text: text.clone(), ..Document::default() };
        let extraction = extract::extract(&document, Knowledge::embedded());
        let length = text.chars().count();
        for event in &extraction.events {
            prop_assert!(event.evidence.end <= length && event.trigger.start < event.trigger.end);
            prop_assert!(event.target.as_ref() != Some(&event.source));
        }
    }
}
