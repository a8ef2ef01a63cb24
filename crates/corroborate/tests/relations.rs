//! The minimal pairs of `tests/pairs`, and what does not hang on a single pair.

use std::collections::BTreeMap;

use corroborate::relations::{Record, Relation, relation, relations};
use ledger::*;
use proptest::prelude::*;

const PAIRS: [(&str, &str); 5] = [
    ("positions", include_str!("pairs/positions.txt")),
    ("forums", include_str!("pairs/forums.txt")),
    ("events", include_str!("pairs/events.txt")),
    ("statements", include_str!("pairs/statements.txt")),
    ("more", include_str!("pairs/more.txt")),
];

/// Pairs that are told as something other than what they are, all of them. What is missed is counted only.
#[test]
fn it_knows_the_minimal_pairs() {
    let (mut right, mut wrong, mut missed, mut near, mut pairs) = (0, 0, 0, 0, 0);
    let (mut called, mut rightly) = (0, 0);
    let mut by: BTreeMap<Relation, [usize; 3]> = BTreeMap::new();
    let mut report = String::new();
    each_pair(|place, expected, one, other| {
        pairs += 1;
        let found = told(&one, &other);
        assert_eq!(found, told(&other, &one), "{place}: not the same both ways");
        if let Some(found) = found {
            by.entry(found).or_default()[1] += 1;
            if found.is_contradiction() {
                called += 1;
                rightly += usize::from(expected == Some(found));
            }
        }
        if let Some(expected) = expected {
            by.entry(expected).or_default()[0] += 1;
        }
        match (expected, found) {
            (None, None) => near += 1,
            (Some(expected), None) => {
                missed += 1;
                report += &format!("{place}: {} missed\n", expected.name());
            }
            (expected, Some(found)) if expected == Some(found) => {
                right += 1;
                by.entry(found).or_default()[2] += 1;
            }
            (expected, Some(found)) => {
                wrong += 1;
                let expected = expected.map_or("none", Relation::name);
                report += &format!("{place}: {expected} told as {}\n", found.name());
            }
        }
    });
    for (relation, [expected, found, right]) in &by {
        report += &format!("{:14} {right} right of {found} told, {expected} there\n", relation.name());
    }
    let precision = right as f64 / (right + wrong) as f64;
    let recall = right as f64 / (right + wrong + missed) as f64;
    println!(
        "{report}{pairs} pairs, {near} near misses left alone; precision {precision:.3}, found {recall:.3}"
    );
    println!("contradictions: {rightly} of {called} called");
    assert!(pairs >= 300, "{pairs} pairs");
    assert!(precision >= 0.95 && rightly * 20 >= called * 19, "{report}");
    assert!(recall >= 0.9, "{report}");
}

#[test]
fn it_knows_every_relation_with_near_misses() {
    let mut seen: BTreeMap<Option<Relation>, usize> = BTreeMap::new();
    each_pair(|_, expected, _, _| *seen.entry(expected).or_default() += 1);
    for relation in Relation::ALL {
        assert!(seen.get(&Some(relation)).is_some_and(|&count| count >= 4), "{}", relation.name());
        assert_eq!(Relation::from_name(relation.name()), Some(relation));
    }
    assert!(seen[&None] > 100);
}

#[test]
fn it_knows_that_only_three_relations_are_contradictions() {
    let called: Vec<&str> =
        Relation::ALL.into_iter().filter(|r| r.is_contradiction()).map(Relation::name).collect();
    assert_eq!(called, ["fact", "attribution", "position"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn it_knows_that_the_order_of_reports_makes_no_difference(seed in any::<u64>()) {
        let mut reports = Vec::new();
        each_pair(|place, _, one, other| {
            if reports.len() < 120 {
                reports.push(one.extraction(&format!("{place}-a")));
                reports.push(other.extraction(&format!("{place}-b")));
            }
        });
        let expected = relations(&reports);
        let mut state = seed | 1;
        for last in (1..reports.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            reports.swap(last, (state >> 33) as usize % (last + 1));
        }
        prop_assert_eq!(relations(&reports), expected);
    }
}

#[test]
fn it_shows_both_passages() {
    let one = Line::read("position 2031-03-04 Kesh/talks/Varo rejects :: Kesh will not sit down with Varo");
    let other = Line::read("position 2031-03-04 Kesh/talks/Varo open :: Kesh is ready to sit down with Varo");
    let found = relations(&[one.extraction("a"), other.extraction("b")]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].one.address.as_str(), found[0].other.address.as_str()), ("a#p1", "b#p1"));
    assert_eq!(found[0].one.evidence.text(), "Kesh will not sit down with Varo");
    assert_eq!(found[0].other.evidence.text(), "Kesh is ready to sit down with Varo");
}

fn told(one: &Line, other: &Line) -> Option<Relation> {
    let (one, other) = (one.extraction("one"), other.extraction("other"));
    let record = |extraction| corroborate::relations::records(extraction).pop().expect("it has a row");
    let (one, other): (Record<'_>, Record<'_>) = (record(&one), record(&other));
    relation(&one, &other).map(|(relation, _)| relation)
}

fn each_pair(mut told: impl FnMut(&str, Option<Relation>, Line, Line)) {
    for (file, text) in PAIRS {
        let mut base = "";
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let Some(pair) = line.strip_prefix("  ") else {
                base = line;
                continue;
            };
            let (expected, record) = pair.split_once(" | ").expect("a relation and a record");
            let expected = if expected == "none" {
                None
            } else {
                Some(Relation::from_name(expected).unwrap_or_else(|| panic!("`{expected}` is no relation")))
            };
            told(&format!("{file}:{}", number + 1), expected, Line::read(base), Line::read(record));
        }
    }
}

/// A line of a pair file.
struct Line {
    kind: String,
    day: String,
    parts: Vec<String>,
    conditions: Vec<(String, String)>,
    text: String,
}

impl Line {
    fn read(line: &str) -> Self {
        let (head, text) = line.split_once(" :: ").expect("a head and words");
        let (kind, rest) = head.split_once(' ').expect("a kind");
        let (day, rest) = rest.split_once(' ').expect("a day");
        let (rest, conditions) = match rest.split_once(" (") {
            Some((rest, conditions)) => {
                let condition =
                    conditions.trim_end_matches(')').split_once(": ").expect("a kind of condition");
                (rest, vec![(condition.0.to_owned(), condition.1.to_owned())])
            }
            None => (rest, Vec::new()),
        };
        let parts = match kind {
            "say" => {
                let mut words: Vec<&str> = rest.rsplitn(3, ' ').collect();
                words.reverse();
                words.into_iter().map(str::to_owned).collect()
            }
            "event" => {
                let (who, place) = rest.split_once(" @").expect("a place");
                let mut words: Vec<&str> = who.rsplitn(3, ' ').collect();
                words.reverse();
                words.into_iter().chain([place]).map(str::to_owned).collect()
            }
            _ => {
                let (who, state) = rest.rsplit_once(' ').expect("a state");
                who.split('/').chain([state]).map(str::to_owned).collect()
            }
        };
        Self { kind: kind.to_owned(), day: day.to_owned(), parts, conditions, text: text.to_owned() }
    }

    fn extraction(&self, id: &str) -> Extraction {
        let published = self.day.strip_prefix('~').map(str::to_owned);
        let told = published.is_none() && self.day != "-";
        let time = told.then(|| Time { span: None, text: self.day.clone(), value: Some(self.day.clone()) });
        let passage = Passage { start: 0, end: self.text.chars().count() };
        let because = Evidence::new(passage, &self.text, "pair").expect("it has words");
        let optional = |text: &str| Some(text.to_owned()).filter(|text| text != "-");
        let mut extraction = Extraction { id: Some(id.to_owned()), published, ..Extraction::default() };
        let part = |at: usize| self.parts[at].as_str();
        let statement = |speaker: &str, polarity, form| {
            let kind = match speaker {
                "unnamed" => SpeakerKind::Unnamed,
                "unspecified" => SpeakerKind::Unspecified,
                _ if speaker.contains(' ') && !speaker.contains(" of ") => SpeakerKind::Person,
                _ => SpeakerKind::Government,
            };
            Statement {
                id: "s1".to_owned(),
                speaker: Speaker {
                    span: None,
                    text: None,
                    entity: speaker.to_owned(),
                    kind,
                    affiliation: None,
                    actor: None,
                },
                cue: Vec::new(),
                content: vec![passage],
                form,
                polarity,
                hedges: Vec::new(),
                chain: Vec::new(),
                time: time.clone(),
                sentence: passage,
                rule: "pair".to_owned(),
                because: because.clone(),
                words: vec![self.text.clone()],
            }
        };
        match self.kind.as_str() {
            "position" => {
                extraction.statements.push(statement(part(0), Polarity::Affirms, Form::Indirect));
                let conditions = self.conditions.iter().map(|(kind, text)| Condition {
                    kind: ConditionKind::from_name(kind).expect("a kind of condition"),
                    span: passage,
                    text: text.clone(),
                });
                extraction.positions.push(Position {
                    id: "p1".to_owned(),
                    holder: part(0).to_owned(),
                    issue: Issue::from_name(part(1)).expect("an issue"),
                    toward: optional(part(2))
                        .map(|names| names.split('+').map(str::to_owned).collect())
                        .unwrap_or_default(),
                    stance: Stance::from_name(part(3)).expect("a stance"),
                    conditions: conditions.collect(),
                    evidence: passage,
                    statement: Some("s1".to_owned()),
                    level: None,
                    negated_expectation: false,
                    rule: "pair".to_owned(),
                    because: because.clone(),
                });
            }
            "forum" => extraction.forums.push(Forum {
                id: "f1".to_owned(),
                actor: part(0).to_owned(),
                forum: part(1).to_owned(),
                body: optional(part(2)),
                state: ForumState::from_name(part(3)).expect("a state"),
                time,
                evidence: passage,
                statement: None,
                rule: "pair".to_owned(),
                because: because.clone(),
            }),
            "event" => {
                let (source, target) = part(0).split_once('>').expect("source and target");
                extraction.events.push(Event {
                    id: "e1".to_owned(),
                    source: source.to_owned(),
                    target: optional(target),
                    kind: EventType::from_name(part(1)).expect("a type"),
                    cameo: None,
                    status: EventStatus::from_name(part(2)).expect("a status"),
                    time,
                    place: optional(part(3)),
                    trigger: passage,
                    evidence: passage,
                    statement: None,
                    rule: "pair".to_owned(),
                    because: because.clone(),
                });
            }
            "say" => {
                let polarity = Polarity::from_name(part(1)).expect("a polarity");
                let form = Form::from_name(part(2)).expect("a form");
                extraction.statements.push(statement(part(0), polarity, form));
            }
            kind => panic!("`{kind}` is no kind of record"),
        }
        extraction
    }
}
