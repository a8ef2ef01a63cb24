//! Whatever a record holds comes out as it went in; whatever is typed into a search is answered.

#![allow(clippy::unwrap_used, reason = "a test that fails ends")]

use ledger::{
    Condition, ConditionKind, Event, EventStatus, EventType, Evidence, Extraction, Form, Forum, ForumState,
    Issue, LayoutZone, Level, Link, Mention, Outlet, Passage, Polarity, Position, Problem, Speaker,
    SpeakerKind, Stance, Statement, Time, Via,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use store::{Added, Filter, Ledger};

/// Text of every sort: plain words, any characters, and those that databases stumble over.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,20}",
        any::<String>(),
        "[\u{0}\u{1}a'\"%_*\\\\;\u{301}\u{200f}\u{fffd}\u{10ffff}ßİﷺ\r\n-]{0,12}",
        select(vec![
            "Ana Reyes and Tomas Holub",
            "OR",
            "NULL",
            "",
            "\0",
            "2022-10",
            "'; DROP TABLE reading; --"
        ])
        .prop_map(str::to_owned),
    ]
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    option::of(words())
}

fn passage() -> impl Strategy<Value = Passage> {
    (any::<u32>(), any::<u32>()).prop_map(|(start, end)| Passage { start: start as usize, end: end as usize })
}

fn because() -> impl Strategy<Value = Evidence> {
    (words(), words(), 0usize..900).prop_map(|(text, rule, start)| {
        let passage = Passage { start, end: start + 1 };
        Evidence::new(passage, &format!("a{text}"), &format!("r{rule}")).expect("it has words and a rule")
    })
}

fn time() -> impl Strategy<Value = Option<Time>> {
    option::of((option::of(passage()), words(), maybe()).prop_map(|(span, text, value)| Time {
        span,
        text,
        value,
    }))
}

fn speaker() -> impl Strategy<Value = Speaker> {
    (option::of(passage()), maybe(), words(), select(SpeakerKind::ALL), maybe(), maybe()).prop_map(
        |(span, text, entity, kind, affiliation, actor)| Speaker {
            span,
            text,
            entity,
            kind,
            affiliation,
            actor,
        },
    )
}

prop_compose! {
    fn statement()(
        id in words(), speaker in speaker(), cue in vec(passage(), 0..3), content in vec(passage(), 0..3),
        form in select(Form::ALL), polarity in select(Polarity::ALL), hedges in vec(passage(), 0..2),
        chain in vec((passage(), words(), words(), select(SpeakerKind::ALL)), 0..2),
        time in time(), sentence in passage(),
    )(
        rule in words(), because in because(), words in vec(words(), 0..3), id in Just(id),
        speaker in Just(speaker), cue in Just(cue), content in Just(content), form in Just(form),
        polarity in Just(polarity), hedges in Just(hedges), chain in Just(chain), time in Just(time),
        sentence in Just(sentence),
    ) -> Statement {
        let chain = chain.into_iter().map(|(span, text, entity, kind)| Link { span, text, entity, kind });
        let chain = chain.collect();
        Statement {
            id, speaker, cue, content, form, polarity, hedges, chain, time, sentence, rule, because, words,
        }
    }
}

prop_compose! {
    fn position()(
        id in words(), holder in words(), issue in select(Issue::ALL), toward in vec(words(), 0..3),
        stance in select(Stance::ALL),
        level in option::of(select(Level::ALL)),
        conditions in vec((select(ConditionKind::ALL), passage(), words()), 0..2),
        evidence in passage(), statement in maybe(), negated_expectation in any::<bool>(), rule in words(),
        because in because(),
    ) -> Position {
        let conditions = conditions.into_iter().map(|(kind, span, text)| Condition { kind, span, text });
        let conditions = conditions.collect();
        Position {
            id, holder, issue, toward, stance, conditions, evidence, statement, level, negated_expectation, rule,
            because,
        }
    }
}

prop_compose! {
    fn forum()(
        id in words(), actor in words(), forum in words(), body in maybe(), state in select(ForumState::ALL),
        time in time(), evidence in passage(), statement in maybe(), rule in words(), because in because(),
    ) -> Forum {
        Forum { id, actor, forum, body, state, time, evidence, statement, rule, because }
    }
}

prop_compose! {
    fn event()(
        (id, source, rule) in (words(), words(), words()), target in maybe(), kind in select(EventType::ALL),
        cameo in maybe(), status in select(EventStatus::ALL), time in time(), place in maybe(),
        trigger in passage(), evidence in passage(), statement in maybe(), because in because(),
    ) -> Event {
        Event { id, source, target, kind, cameo, status, time, place, trigger, evidence, statement, rule, because }
    }
}

prop_compose! {
    fn around()(
        (schema, id, title) in (words(), words(), maybe()), published in maybe(), published_basis in maybe(),
        (name, domain) in (maybe(), maybe()), url in maybe(), language in maybe(), text in maybe(),
        layout in vec((words(), any::<u32>(), words()), 0..2),
        mentions in vec((passage(), words(), select(SpeakerKind::ALL), maybe(), select(Via::ALL)), 0..3),
        problems in vec((words(), words(), option::of(passage())), 0..2),
    ) -> Extraction {
        let layout = layout.into_iter().map(|(kind, end, rule)| LayoutZone { kind, start: 0, end: end as usize, rule });
        let mentions = mentions.into_iter().map(|(span, entity, kind, actor, via)| Mention { span, entity, kind, actor, via });
        let problems = problems.into_iter().map(|(code, message, span)| Problem { code, message, span });
        Extraction {
            schema, id: Some(id), title, published, published_basis, outlet: Outlet { name, domain }, url,
            language, text, layout: layout.collect(), mentions: mentions.collect(), problems: problems.collect(),
            ..Extraction::default()
        }
    }
}

/// A record and a text, which the record may carry too.
fn read() -> impl Strategy<Value = (Extraction, String)> {
    let rows = (vec(statement(), 0..4), vec(position(), 0..3), vec(forum(), 0..3), vec(event(), 0..3));
    (around(), rows, words(), any::<bool>()).prop_map(|(mut extraction, rows, text, carries)| {
        (extraction.statements, extraction.positions, extraction.forums, extraction.events) = rows;
        if carries {
            extraction.text = Some(text.clone());
        }
        (extraction, text)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn it_knows_that_a_report_comes_out_as_it_went_in((extraction, text) in read()) {
        let mut ledger = Ledger::in_memory().unwrap();
        let id = extraction.id.clone().unwrap();
        prop_assert_eq!(ledger.add(&extraction, &text).unwrap(), Added::New);
        prop_assert_eq!(ledger.add(&extraction, &text).unwrap(), Added::Known);
        prop_assert_eq!(ledger.extraction(&id).unwrap(), Some(extraction.clone()));
        prop_assert_eq!(ledger.text(&id).unwrap(), Some(text));
        ledger.check().unwrap();

        let all = Filter::default();
        let rows: Vec<Statement> = ledger.statements(&all).unwrap().into_iter().map(|entry| entry.row).collect();
        prop_assert_eq!(&rows, &extraction.statements);
        let rows: Vec<Position> = ledger.positions(&all).unwrap().into_iter().map(|entry| entry.row).collect();
        prop_assert_eq!(&rows, &extraction.positions);
        let rows: Vec<Forum> = ledger.forums(&all).unwrap().into_iter().map(|entry| entry.row).collect();
        prop_assert_eq!(&rows, &extraction.forums);
        let rows: Vec<Event> = ledger.events(&all).unwrap().into_iter().map(|entry| entry.row).collect();
        prop_assert_eq!(&rows, &extraction.events);
        for row in extraction.rows() {
            let found = ledger.row(&id, row.id()).unwrap().unwrap();
            prop_assert_eq!(found.row.as_row().id(), row.id());
        }
    }

    #[test]
    fn it_knows_that_everybody_is_found_by_the_name_they_are_given((extraction, text) in read()) {
        let mut ledger = Ledger::in_memory().unwrap();
        ledger.add(&extraction, &text).unwrap();
        for row in &extraction.statements {
            let filter = Filter { speaker: Some(row.speaker.entity.clone()), ..Filter::default() };
            prop_assert!(ledger.statements(&filter).unwrap().iter().any(|entry| entry.row == *row));
        }
        for row in &extraction.positions {
            let filter = Filter { actor: Some(row.holder.clone()), issue: Some(row.issue), ..Filter::default() };
            prop_assert!(ledger.positions(&filter).unwrap().iter().any(|entry| entry.row == *row));
        }
    }

    #[test]
    fn it_knows_that_every_search_is_answered((extraction, text) in read(), typed in words(), asked in [words(), words(), words(), words()]) {
        let mut ledger = Ledger::in_memory().unwrap();
        ledger.add(&extraction, &text).unwrap();
        for typed in [&typed, &text, &format!("\"{typed}\" OR -{text}"), &format!("{typed}*")] {
            for hit in ledger.search(typed, 50).unwrap() {
                let Some(passage) = hit.passage else { continue };
                if hit.row.is_none() {
                    prop_assert_eq!(passage.of(&text), hit.snippet.as_str());
                }
                for found in hit.found {
                    prop_assert!(passage.contains(found));
                }
            }
            let filter = Filter { text: Some(typed.clone()), ..Filter::default() };
            ledger.statements(&filter).unwrap();
        }
        let [speaker, actor, outlet, forum] = asked.map(Some);
        let filter = Filter { speaker, actor, outlet, forum, issue: Some(Issue::Talks), ..Filter::default() };
        ledger.statements(&filter).unwrap();
        ledger.events(&filter).unwrap();
    }

    #[test]
    fn it_knows_that_a_text_is_found_by_any_of_its_words(text in "[A-Za-z\u{300}é .,'-]{1,80}", pick in any::<prop::sample::Index>()) {
        let mut ledger = Ledger::in_memory().unwrap();
        let extraction = Extraction { id: Some("r".into()), ..Extraction::default() };
        ledger.add(&extraction, &text).unwrap();
        let words: Vec<&str> = text.split(|letter: char| " .,'-".contains(letter)).collect();
        let word = words[pick.index(words.len())];
        if word.chars().any(char::is_alphanumeric) && word != "OR" {
            let hits = ledger.search(&word.to_uppercase(), 5).unwrap();
            prop_assert!(word.to_uppercase() == "OR" || hits.len() == 1, "{:?} in {:?}", word, text);
            if let Some(hit) = hits.first() {
                prop_assert!(!hit.found.is_empty());
            }
        }
    }
}

#[test]
fn it_knows_that_a_search_may_be_as_long_as_a_report() {
    let mut ledger = Ledger::in_memory().unwrap();
    let text: String = (0..5000).map(|number| format!("word{} ", number % 1500)).collect();
    let extraction = Extraction { id: Some("r".into()), ..Extraction::default() };
    ledger.add(&extraction, &text).unwrap();
    assert_eq!(ledger.search(&text, 5).unwrap().len(), 1);
    assert_eq!(ledger.search(&format!("\"{text}\""), 5).unwrap().len(), 1);
    assert_eq!(ledger.search(&text.replace(' ', " OR "), 5).unwrap().len(), 1);
    assert_eq!(ledger.search(&text.replace("word", "-no"), 5).unwrap().len(), 0);
    assert_eq!(ledger.search(&format!("word7 {}", text.replace("word", "-no")), 5).unwrap().len(), 1);
    assert_eq!(ledger.search(&"x".repeat(100_000), 5).unwrap().len(), 0);
    assert_eq!(ledger.search(&"word1* ".repeat(3000), 5).unwrap().len(), 1);
}
