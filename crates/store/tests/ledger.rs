//! What goes into a ledger and what comes out.

#![allow(clippy::unwrap_used, reason = "a test that fails ends")]

mod common;

use common::{Draft, report};
use ledger::{EventType, ForumState, Issue, Polarity, SpeakerKind, Stance};
use store::{Added, ErrorKind, Filter, Ledger, OwnedRow, Summary};

fn ledger_of(drafts: impl IntoIterator<Item = Draft>) -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    ledger.add_all(drafts.into_iter().map(|draft| (draft.extraction, draft.text))).unwrap();
    ledger
}

/// Four reports on a quarrel about a harbour.
fn quarrel() -> Vec<Draft> {
    vec![
        report("ferry", "2022-10-05")
            .says("Ana Maria Reyes", "Ternland", "The harbour stays open")
            .holds("Ternland", Issue::Talks, Stance::Open, "Port Sava")
            .says("Tomas Holub", "Port Sava", "We never saw the survey")
            .denying()
            .on("2021-03"),
        report("anchor", "2022-10-05")
            .says("Ana Reyes and Tomas Holub", "Ternland", "Both councils will read it")
            .sits("Ternland", "Harbour Council", ForumState::Suspended),
        report("beacon", "2022-10")
            .says("Ministry of Ports", "Ternland", "No ship was turned away")
            .by_a_ministry()
            .holds("Ternland", Issue::Inspection, Stance::Rejects, "Vesland")
            .does("Vesland", EventType::Consult, "Ternland", "2022-12-24")
            .lacks("undated"),
        report("drift", "").says("İnes Çelik", "Vesland", "Let the pilots decide").tells("Fog lay on İzmir."),
    ]
}

#[track_caller]
fn check(filter: Filter, expected: &[&str]) {
    let ledger = ledger_of(quarrel());
    let found: Vec<String> = ledger
        .statements(&filter)
        .unwrap()
        .into_iter()
        .map(|entry| format!("{}#{} {}", entry.report.id, entry.row.id, entry.row.words[0]))
        .collect();
    assert_eq!(found, expected);
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_report_comes_out_as_it_went_in() {
    let ledger = ledger_of(quarrel());
    for draft in quarrel() {
        let id = draft.extraction.id.clone().unwrap();
        assert_eq!(ledger.text(&id).unwrap().as_deref(), Some(draft.text.as_str()));
        assert_eq!(ledger.extraction(&id).unwrap(), Some(draft.extraction));
    }
    assert_eq!(ledger.extraction("ferr").unwrap(), None);
    assert_eq!(ledger.text("").unwrap(), None);
}

#[test]
fn reading_a_report_twice_adds_nothing() {
    let mut ledger = ledger_of(quarrel());
    let before = ledger.reports().unwrap();
    let again = quarrel().into_iter().map(|draft| (draft.extraction, draft.text));
    assert_eq!(ledger.add_all(again).unwrap(), Summary { known: 4, ..Summary::default() });
    assert_eq!(ledger.reports().unwrap(), before);
    assert_eq!(ledger.readings("ferry").unwrap().len(), 1);
}

#[test]
fn other_words_under_the_same_id_supersede_and_are_kept() {
    let mut ledger = ledger_of(quarrel());
    let edited = report("ferry", "2022-10-06").says("Ana Maria Reyes", "Ternland", "The harbour is closed");
    let changed = ledger.add(&edited.extraction, &edited.text).unwrap();
    assert_eq!(changed, Added::Changed { text: true, returned: false });

    assert_eq!(ledger.extraction("ferry").unwrap().as_ref(), Some(&edited.extraction));
    assert_eq!(ledger.search("\"stays open\"", 9).unwrap(), []);
    assert_eq!(ledger.search("closed", 9).unwrap().len(), 1);
    let readings = ledger.readings("ferry").unwrap();
    assert_eq!(readings.iter().map(|reading| reading.superseded).collect::<Vec<_>>(), [true, false]);
    assert_eq!(readings[0].extraction, quarrel()[0].extraction);
    assert_eq!(ledger.reports().unwrap().len(), 4);
}

#[test]
fn an_earlier_reading_that_returns_is_not_held_twice() {
    let mut ledger = ledger_of(quarrel());
    let first = quarrel().remove(0);
    let edited = report("ferry", "2022-10-06").tells("The harbour is closed.");
    for _ in 0..3 {
        let changed = ledger.add(&edited.extraction, &edited.text).unwrap();
        assert!(matches!(changed, Added::Changed { text: true, .. }), "{changed:?}");
        let returned = ledger.add(&first.extraction, &first.text).unwrap();
        assert_eq!(returned, Added::Changed { text: true, returned: true });
    }
    assert_eq!(ledger.readings("ferry").unwrap().len(), 2);
    assert_eq!(ledger.extraction("ferry").unwrap(), Some(first.extraction));
}

#[test]
fn the_same_words_read_into_other_rows_are_another_reading() {
    let mut ledger = ledger_of(quarrel());
    let Draft { mut extraction, text } = quarrel().remove(0);
    extraction.statements.pop();
    let changed = ledger.add(&extraction, &text).unwrap();
    assert_eq!(changed, Added::Changed { text: false, returned: false });
    assert_eq!(ledger.extraction("ferry").unwrap(), Some(extraction));
}

#[test]
fn the_same_words_under_another_id_are_another_report() {
    let mut ledger = ledger_of(quarrel());
    let Draft { mut extraction, text } = quarrel().remove(0);
    extraction.id = some("ferry-copy");
    assert_eq!(ledger.add(&extraction, &text).unwrap(), Added::New);
    assert_eq!(ledger.reports().unwrap().len(), 5);
    assert_eq!(ledger.search("survey", 9).unwrap().len(), 2);
}

#[test]
fn a_record_of_no_report_is_left_out() {
    let mut ledger = ledger_of([]);
    let Draft { mut extraction, text } = quarrel().remove(0);
    extraction.id = None;
    let error = ledger.add(&extraction, &text).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let summary = ledger.add_all([(extraction, text)]).unwrap();
    assert_eq!(summary, Summary { no_report: 1, ..Summary::default() });
    assert_eq!(ledger.reports().unwrap(), []);
}

#[test]
fn reports_stand_in_order_of_publication_with_the_undated_last() {
    let ledger = ledger_of(quarrel());
    let reports = ledger.reports().unwrap();
    let ids: Vec<&str> = reports.iter().map(|report| report.head.id.as_str()).collect();
    assert_eq!(ids, ["beacon", "anchor", "ferry", "drift"]);
    let beacon = &reports[0];
    assert_eq!(beacon.head.title.as_deref(), Some("Talks at the harbour (beacon)"));
    let counts = [beacon.statements, beacon.positions, beacon.forums, beacon.events, beacon.problems];
    assert_eq!(counts, [1, 1, 0, 1, 1]);
    let mut each = Vec::new();
    ledger
        .each(|extraction, text| {
            assert!(text.ends_with(".\n"));
            each.extend(extraction.id);
            Ok::<_, store::Error>(())
        })
        .unwrap();
    assert_eq!(each, ids);
}

#[test]
fn the_order_of_reading_leaves_no_trace() {
    let orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]];
    let pictures = orders.map(|order| {
        let mut drafts: Vec<Option<Draft>> = quarrel().into_iter().map(Some).collect();
        let ledger = ledger_of(order.map(|number| drafts[number].take().unwrap()));
        let mut each = Vec::new();
        ledger
            .each(|extraction, _| {
                each.push(extraction);
                Ok::<_, store::Error>(())
            })
            .unwrap();
        let all = Filter::default();
        let rows = (
            ledger.statements(&all).unwrap(),
            ledger.positions(&all).unwrap(),
            ledger.forums(&all).unwrap(),
            ledger.events(&all).unwrap(),
        );
        let found = (ledger.search("harbour OR ternland", 3).unwrap(), ledger.speakers().unwrap());
        format!("{:?}", (ledger.reports().unwrap(), each, rows, found))
    });
    assert!(pictures.iter().all(|picture| *picture == pictures[0]));
}

#[test]
fn a_name_is_found_by_its_last_words_whatever_their_case() {
    let reyes = ["anchor#s1 Both councils will read it", "ferry#s1 The harbour stays open"];
    check(Filter { speaker: some("reyes"), ..Filter::default() }, &reyes);
    check(Filter { speaker: some("MARIA REYES"), ..Filter::default() }, &reyes[1..]);
    check(Filter { speaker: some("celik"), ..Filter::default() }, &["drift#s1 Let the pilots decide"]);
    check(Filter { speaker: some("Ana"), ..Filter::default() }, &[]);
    check(Filter { speaker: some("eyes"), ..Filter::default() }, &[]);
    check(Filter { speaker: some(""), ..Filter::default() }, &[]);
}

#[test]
fn statements_are_told_apart_by_who_and_how() {
    let ministry = ["beacon#s1 No ship was turned away"];
    check(Filter { kind: Some(SpeakerKind::Government), ..Filter::default() }, &ministry);
    check(Filter { form: Some(ledger::Form::Indirect), ..Filter::default() }, &ministry);
    let denial = ["ferry#s2 We never saw the survey"];
    check(Filter { polarity: Some(Polarity::Denies), ..Filter::default() }, &denial);
    check(Filter { affiliation: some("port sava"), ..Filter::default() }, &denial);
    check(Filter { actor: some("sava"), report: some("ferry"), ..Filter::default() }, &denial);
    check(Filter { report: some("Ferry"), ..Filter::default() }, &[]);
    check(Filter { issue: Some(Issue::Inspection), ..Filter::default() }, &ministry);
}

#[test]
fn an_outlet_is_found_by_its_name_and_by_its_site() {
    let all = 5;
    let ledger = ledger_of(quarrel());
    for outlet in ["tern herald", "Herald", "tern-herald.example", "www.tern-herald.example"] {
        let filter = Filter { outlet: some(outlet), ..Filter::default() };
        assert_eq!(ledger.statements(&filter).unwrap().len(), all, "{outlet}");
    }
    check(Filter { outlet: some("tern"), ..Filter::default() }, &[]);
}

#[test]
fn a_date_known_in_part_may_be_any_of_its_days() {
    let since = |date| Filter { since: some(date), ..Filter::default() };
    let until = |date| Filter { until: some(date), ..Filter::default() };
    let (beacon, anchor) = ("beacon#s1 No ship was turned away", "anchor#s1 Both councils will read it");
    let (ferry, march) = ("ferry#s1 The harbour stays open", "ferry#s2 We never saw the survey");
    check(since("2022-10-05"), &[beacon, anchor, ferry]);
    check(since("2022-10-06"), &[beacon]);
    check(since("2022-11"), &[]);
    check(until("2022-10-04"), &[beacon, march]);
    check(until("2022"), &[beacon, anchor, ferry, march]);
    check(until("2021-03-15"), &[march]);
    check(Filter { since: some("2021-02"), until: some("2021-04"), ..Filter::default() }, &[march]);
}

#[test]
fn a_word_that_is_no_date_is_refused_with_an_example() {
    let ledger = ledger_of(quarrel());
    let error = ledger.events(&Filter { until: some("yesterday"), ..Filter::default() }).unwrap_err();
    assert_eq!(error.to_string(), ":memory:: `yesterday` is not a date");
    assert_eq!(error.hint(), "write a year, a month or a day: 2022, 2022-10 or 2022-10-05");
}

#[test]
fn a_limit_keeps_the_first_or_the_latest() {
    check(Filter { limit: Some(1), ..Filter::default() }, &["beacon#s1 No ship was turned away"]);
    let latest = Filter { limit: Some(2), latest_first: true, ..Filter::default() };
    check(latest, &["anchor#s1 Both councils will read it", "ferry#s1 The harbour stays open"]);
    check(Filter { limit: Some(0), ..Filter::default() }, &[]);
}

#[test]
fn words_of_a_row_are_found_and_excluded() {
    check(Filter { text: some("HARBOUR"), ..Filter::default() }, &["ferry#s1 The harbour stays open"]);
    check(Filter { text: some("-ternland -the"), ..Filter::default() }, &[]);
    check(Filter { text: some("survey -sava"), ..Filter::default() }, &[]);
    check(Filter { text: some("?!"), ..Filter::default() }, &[]);
}

#[test]
fn a_position_has_the_speaker_of_its_statement() {
    let ledger = ledger_of(quarrel());
    let found = |filter: Filter| -> Vec<String> {
        let rows = ledger.positions(&filter).unwrap();
        rows.iter().map(|entry| format!("{} {}", entry.report.id, entry.row.issue)).collect()
    };
    assert_eq!(found(Filter { speaker: some("Reyes"), ..Filter::default() }), ["ferry talks"]);
    assert_eq!(found(Filter { speaker: some("Holub"), ..Filter::default() }), [""; 0]);
    assert_eq!(found(Filter { issue: Some(Issue::Talks), ..Filter::default() }), ["ferry talks"]);
    assert_eq!(found(Filter { stance: Some(Stance::Rejects), ..Filter::default() }), ["beacon inspection"]);
    assert_eq!(found(Filter { actor: some("vesland"), ..Filter::default() }), ["beacon inspection"]);
    assert_eq!(found(Filter { text: some("pilot boat"), ..Filter::default() }).len(), 2);
}

#[test]
fn forums_and_events_are_told_apart_by_their_own_words() {
    let ledger = ledger_of(quarrel());
    let forums = |filter: Filter| ledger.forums(&filter).unwrap().len();
    assert_eq!(forums(Filter { forum: some("council"), ..Filter::default() }), 1);
    assert_eq!(forums(Filter { forum_state: Some(ForumState::Suspended), ..Filter::default() }), 1);
    assert_eq!(forums(Filter { forum_state: Some(ForumState::Member), ..Filter::default() }), 0);
    let events = |filter: Filter| ledger.events(&filter).unwrap().len();
    assert_eq!(events(Filter { event_type: Some(EventType::Consult), ..Filter::default() }), 1);
    assert_eq!(events(Filter { event_type: Some(EventType::Assault), ..Filter::default() }), 0);
    // The report is of October; the event is told to have been in December.
    assert_eq!(events(Filter { since: some("2022-12"), ..Filter::default() }), 1);
    assert_eq!(events(Filter { speaker: some("ports"), ..Filter::default() }), 0);
}

#[test]
fn a_row_has_an_address() {
    let ledger = ledger_of(quarrel());
    let entry = ledger.row("ferry", "s2").unwrap().unwrap();
    assert_eq!(entry.address(), "ferry#s2");
    assert!(matches!(&entry.row, OwnedRow::Statement(row) if row.words == ["We never saw the survey"]));
    assert_eq!(ledger.row("beacon", "e1").unwrap().unwrap().row.as_row().kind(), ledger::RowKind::Event);
    assert_eq!(ledger.row("ferry", "s3").unwrap(), None);
    assert_eq!(ledger.row("ferri", "s1").unwrap(), None);
}

#[test]
fn speakers_are_counted_and_their_denials_with_them() {
    let speakers = ledger_of(quarrel()).speakers().unwrap();
    let lines: Vec<String> = speakers
        .iter()
        .map(|one| format!("{} {} {} {}", one.entity, one.statements, one.denials, one.reports))
        .collect();
    let expected = [
        "Ana Maria Reyes 1 0 1",
        "Ana Reyes and Tomas Holub 1 0 1",
        "Ministry of Ports 1 0 1",
        "Tomas Holub 1 1 1",
        "İnes Çelik 1 0 1",
    ];
    assert_eq!(lines, expected);
}
