//! On how many origins a claim rests, what it is worth, and what changed.

use std::collections::BTreeMap;

use corroborate::changes::{Change, changes};
use corroborate::copies::Copies;
use corroborate::grades::{Letters, grade};
use corroborate::origins::{Because, Claim, Known, claims};
use corroborate::relations::When;
use ledger::*;

/// A report that says, on the word of `speaker`, that Kesh is open to talks with Varo.
fn report(id: &str, speaker: Option<(&str, SpeakerKind, Option<&str>)>, cites: Option<&str>) -> Extraction {
    let text = "Kesh is ready to sit down with Varo";
    let passage = Passage { start: 0, end: text.len() };
    let because = Evidence::new(passage, text, "test").expect("it has words");
    let mut report = Extraction { id: Some(id.to_owned()), ..Extraction::default() };
    let link = |name: &str| Link {
        span: passage,
        text: name.to_owned(),
        entity: name.to_owned(),
        kind: SpeakerKind::Outlet,
    };
    if let Some((entity, kind, affiliation)) = speaker {
        let is_named = kind != SpeakerKind::Unnamed;
        report.statements.push(Statement {
            id: "s1".to_owned(),
            speaker: Speaker {
                span: None,
                text: Some(entity.to_owned()),
                entity: if is_named { entity } else { "unnamed" }.to_owned(),
                kind,
                affiliation: affiliation.map(str::to_owned),
                actor: None,
            },
            cue: Vec::new(),
            content: vec![passage],
            form: Form::Indirect,
            polarity: Polarity::Affirms,
            hedges: Vec::new(),
            chain: cites.map(link).into_iter().collect(),
            time: None,
            sentence: passage,
            rule: "test".to_owned(),
            because: because.clone(),
            words: vec![text.to_owned()],
        });
    }
    report.positions.push(Position {
        id: "p1".to_owned(),
        holder: "Kesh".to_owned(),
        issue: Issue::Talks,
        toward: vec!["Varo".to_owned()],
        stance: Stance::Open,
        conditions: Vec::new(),
        evidence: passage,
        statement: speaker.map(|_| "s1".to_owned()),
        level: None,
        negated_expectation: false,
        rule: "test".to_owned(),
        because,
    });
    report
}

fn position(reports: &[Extraction], copies: &Copies, sites: &BTreeMap<String, String>) -> Claim {
    let mut claims = claims(reports, Known { copies, sites });
    claims.retain(|claim| claim.key.starts_with("position"));
    assert_eq!(claims.len(), 1);
    claims.remove(0)
}

fn check(reports: &[Extraction], interval: (usize, usize), number: u8) {
    let claim = position(reports, &Copies::default(), &BTreeMap::new());
    assert_eq!((claim.proved, claim.possible), interval);
    assert_eq!(grade(&claim, None, &Letters::default(), &BTreeMap::new()).number, number);
}

const RUIZ: Option<(&str, SpeakerKind, Option<&str>)> = Some(("Ana Ruiz", SpeakerKind::Person, Some("Kesh")));
const LINDH: Option<(&str, SpeakerKind, Option<&str>)> =
    Some(("Bo Lindh", SpeakerKind::Person, Some("Lomar")));
const AIDE: Option<(&str, SpeakerKind, Option<&str>)> = Some(("a senior aide", SpeakerKind::Unnamed, None));

#[test]
fn it_knows_that_two_institutions_confirm() {
    check(&[report("a", RUIZ, None), report("b", LINDH, None)], (2, 2), 1);
}

#[test]
fn it_knows_that_two_people_of_one_institution_do_not() {
    let other = Some(("Ivo Denk", SpeakerKind::Person, Some("Kesh")));
    let reports = [report("a", RUIZ, None), report("b", other, None)];
    check(&reports, (1, 1), 2);
    let claim = position(&reports, &Copies::default(), &BTreeMap::new());
    assert_eq!(claim.merges[0].because, Because::OneInstitution);
}

#[test]
fn it_knows_that_ten_reports_of_one_official_are_one_origin() {
    let reports: Vec<_> = (0..10).map(|n| report(&format!("r{n}"), AIDE, Some("Harbour Post"))).collect();
    check(&reports, (1, 1), 3);
    check(&reports[..1], (1, 1), 3);
}

#[test]
fn it_knows_that_unnamed_sources_of_two_reports_may_be_two() {
    check(&[report("a", AIDE, None), report("b", AIDE, None)], (1, 2), 3);
}

#[test]
fn it_knows_that_a_report_without_a_source_proves_nothing() {
    check(&[report("a", None, None)], (0, 1), 4);
    check(&[report("a", RUIZ, None), report("b", None, None)], (1, 2), 2);
}

#[test]
fn it_knows_that_second_hand_is_less_than_on_record() {
    check(&[report("a", RUIZ, Some("Harbour Post"))], (1, 1), 3);
    check(&[report("a", Some(("Kesh", SpeakerKind::Government, Some("Kesh"))), None)], (1, 1), 3);
}

#[test]
fn it_knows_that_copies_and_one_site_are_one_place() {
    let reports = [report("a", None, None), report("b", None, None)];
    let copies = Copies { families: vec![vec!["a".to_owned(), "b".to_owned()]], ..Copies::default() };
    assert_eq!(position(&reports, &copies, &BTreeMap::new()).possible, 1);
    let sites = ["a", "b"].map(|id| (id.to_owned(), "example.org".to_owned())).into();
    let claim = position(&reports, &Copies::default(), &sites);
    assert_eq!(claim.possible, 1);
    assert!(claim.merges.iter().any(|merge| merge.because == Because::OneSite));
}

#[test]
fn it_knows_that_a_contradiction_lowers_a_claim() {
    let claim = position(&[report("a", RUIZ, None)], &Copies::default(), &BTreeMap::new());
    let of = |against| grade(&claim, against, &Letters::default(), &BTreeMap::new()).number;
    assert_eq!([of(None), of(Some(0)), of(Some(1)), of(Some(2))], [2, 4, 4, 5]);
}

#[test]
fn it_knows_the_letters_of_the_analyst() {
    let letters = Letters::read("# ours\nB  example.org\nd Kesh\n").unwrap();
    let claim = position(&[report("a", RUIZ, None)], &Copies::default(), &BTreeMap::new());
    let of = |sites: &BTreeMap<String, String>| grade(&claim, None, &letters, sites);
    assert_eq!(of(&BTreeMap::new()).to_string(), "D2");
    assert_eq!(of(&[("a".to_owned(), "Example.org".to_owned())].into()).letter, 'B');
    assert_eq!(grade(&claim, None, &Letters::default(), &BTreeMap::new()).letter, 'F');
    assert!(of(&BTreeMap::new()).is_interested, "Kesh is a party to what is claimed of it");
    assert_eq!(Letters::read("A one\nG two"), Err((2, "G two".to_owned())));
}

#[test]
fn it_knows_that_said_and_so_are_two_claims() {
    let known = Known { copies: &Copies::default(), sites: &BTreeMap::new() };
    assert_eq!(claims(&[report("a", RUIZ, None)], known).len(), 2);
}

#[test]
fn it_knows_what_changed_since_a_day() {
    let dated = |id: &str, day: &str, stance, conditions: usize| {
        let mut report = report(id, None, None);
        report.published = Some(day.to_owned());
        report.positions[0].stance = stance;
        let span = Passage { start: 0, end: 4 };
        let condition = Condition { kind: ConditionKind::Precondition, span, text: "Kesh".to_owned() };
        report.positions[0].conditions = vec![condition; conditions];
        report
    };
    let since = When::of("2031-03", true).unwrap();
    let told = |reports: &[Extraction]| {
        let mut backwards = reports.to_vec();
        backwards.reverse();
        let found = changes(reports, since);
        assert_eq!(found, changes(&backwards, since));
        found.iter().map(|changed| changed.change).collect::<Vec<_>>()
    };
    let before = dated("a", "2031-02-01", Stance::Conditional, 1);
    assert_eq!(told(&[dated("b", "2031-03-02", Stance::Open, 0)]), [Change::New]);
    assert_eq!(told(&[before.clone(), dated("b", "2031-03-02", Stance::Open, 0)]), [Change::Softened]);
    assert_eq!(told(&[before.clone(), dated("b", "2031-03-02", Stance::Rejects, 0)]), [Change::Hardened]);
    assert_eq!(told(&[before.clone(), dated("b", "2031-03-02", Stance::Conditional, 2)]), [Change::Hardened]);
    assert_eq!(told(&[before.clone(), dated("b", "2031-03-02", Stance::Conditional, 0)]), [Change::Dropped]);
    assert_eq!(told(&[before.clone(), dated("b", "2031-03-02", Stance::Conditional, 1)]), [Change::Repeated]);
    assert_eq!(told(&[before]), []);
}

proptest::proptest! {
    #[test]
    fn it_knows_that_any_text_can_be_read(text in "(\\PC|[A-F0-9 \n#/T-]){0,60}") {
        let _ = Letters::read(&text);
        if let Some(when) = When::of(&text, true) {
            proptest::prop_assert!(when.first <= when.last);
        }
    }
}
