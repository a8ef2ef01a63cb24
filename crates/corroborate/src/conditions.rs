//! Conditions of positions beside each other and beside later reports: two sides that wait for each other, and
//! whether what was asked for was told to have been done or refused.
//!
//! > Kesh will sign the truce only after Varo withdraws its troops.
//!
//! against "Varo will withdraw its troops only after Kesh signs the truce" cannot both hold: each names as its
//! precondition what the other makes depend on it. "If" instead of "only after" says nothing of an order, so
//! nothing is told of it; nor where an actor is not named, a word differs, or somebody stood elsewhere later.
//! Words are compared, never meanings: what is told is told in the same words of the same actor.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Condition, ConditionKind, EventStatus, EventType, Evidence, Extraction, Passage, Polarity};
use ledger::{Position, Row, Stance};

use crate::relations::wording::{content, is_negated, stem, words};
use crate::relations::{Record, records};

/// A condition: the address of its position, and which of the position's conditions it is.
pub type Place = (String, usize);

/// Whether a later report tells that a condition was met.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Answer {
    /// Met or refused.
    pub state: State,
    /// The row that tells it.
    pub address: String,
    /// Its day, as far as known.
    pub published: Option<String>,
    /// The passage.
    pub evidence: Evidence,
}

/// What became of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// No later report tells anything of it in its words.
    Open,
    /// A later report tells that it was done.
    Met,
    /// A later report tells that it was refused.
    Refused,
}

impl State {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Met => "met",
            Self::Refused => "refused",
        }
    }
}

/// The pairs of preconditions of two sides that wait for each other; each pair both ways round.
pub fn deadlocks<'a>(reports: impl IntoIterator<Item = &'a Extraction>) -> BTreeMap<Place, BTreeSet<Place>> {
    let reports: Vec<&Extraction> = reports.into_iter().collect();
    let mut waits: BTreeMap<&str, Vec<Wait>> = BTreeMap::new();
    let records: Vec<Record<'_>> = reports.iter().flat_map(|report| records(report)).collect();
    let mentions = mentions(&reports);
    let latest = latest(&records);
    for record in &records {
        let Row::Position(row) = record.row else { continue };
        if left_behind(record, row, &latest) {
            continue;
        }
        for (index, condition) in row.conditions.iter().enumerate() {
            if let Some(wait) = Wait::of(record, row, index, condition, &mentions) {
                waits.entry(row.holder.as_str()).or_default().push(wait);
            }
        }
    }
    let mut pairs: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
    for wait in waits.values().flatten() {
        for other in waits.get(wait.doer).into_iter().flatten() {
            if other.doer == wait.holder && wait.is_for(other) && other.is_for(wait) {
                pairs.entry(wait.place.clone()).or_default().insert(other.place.clone());
            }
        }
    }
    pairs
}

/// A holder that will do something only after somebody else did something.
struct Wait<'a> {
    place: Place,
    holder: &'a str,
    /// Who must act first.
    doer: &'a str,
    /// The words for what must be done first.
    awaited: BTreeSet<String>,
    /// The words for what the holder will do then.
    promised: BTreeSet<String>,
}

impl<'a> Wait<'a> {
    fn of(
        record: &Record<'a>,
        row: &'a Position,
        index: usize,
        condition: &'a Condition,
        mentions: &Mentions<'a>,
    ) -> Option<Self> {
        let denied = record.statement.is_some_and(|row| row.polarity == Polarity::Denies);
        let comes_first = matches!(condition.kind, ConditionKind::Precondition | ConditionKind::Sequence);
        if !comes_first || row.negated_expectation || denied {
            return None;
        }
        let before = before(record, row, condition.span)?;
        let main = clause(&before);
        let (promise, is_negated) = (words(main), is_negated(main));
        if !is_ordered(&promise, &words(&condition.text), is_negated) || denies(&condition.text) {
            return None;
        }
        let doer = doer(record.report, row, condition, mentions)?;
        let promised = deed(main, &[&row.holder, doer]);
        let awaited = deed(&condition.text, &[&row.holder, doer]);
        let place = (record.address(), index);
        let is_step = |deed: &BTreeSet<String>| !deed.is_empty() && !deed.iter().any(|word| is_hostile(word));
        let wait = Self { place, holder: &row.holder, doer, awaited, promised };
        Some(wait).filter(|wait| is_step(&wait.awaited) && is_step(&wait.promised))
    }

    /// True where what is awaited is what the other promises: in the same words, or one in fewer of them.
    fn is_for(&self, other: &Wait<'_>) -> bool {
        self.awaited.is_subset(&other.promised) || other.promised.is_subset(&self.awaited)
    }
}

/// The words before a condition in the row's clause, or else in its statement.
fn before(record: &Record<'_>, row: &Position, span: Passage) -> Option<String> {
    let statement = record.statement.map(|row| &row.because);
    let whole = [Some(&row.because), statement];
    let whole = whole.into_iter().flatten().find(|evidence| evidence.passage().contains(span))?;
    Some(whole.text().chars().take(span.start - whole.passage().start).collect())
}

/// The last clause of some words: what stands after the last full stop, semicolon or "that".
fn clause(text: &str) -> &str {
    let text = text.rsplit(['.', ';', ':', '“', '"']).find(|part| part.contains(char::is_alphanumeric));
    let text = text.unwrap_or_default();
    text.rsplit_once(" that ").map_or(text, |(_, rest)| rest)
}

/// True where the words before a condition, or its own, say that it must come first.
fn is_ordered(before: &[String], condition: &[String], is_negated: bool) -> bool {
    let last: Vec<&str> = before.iter().rev().take(2).map(String::as_str).collect();
    let is_first = condition.iter().any(|word| word == "first");
    match last.as_slice() {
        ["after" | "once" | "when", "only"] => !is_negated,
        ["until" | "till" | "before", ..] => is_negated,
        ["if", "only"] => is_first && !is_negated,
        ["unless", ..] => is_first && is_negated,
        _ => false,
    }
}

/// True for what must not be done, which no deed can answer.
fn denies(text: &str) -> bool {
    is_negated(text) || words(text).iter().any(|word| word == "without")
}

/// True for a blow: that two wait for each other with it is no deadlock.
fn is_hostile(word: &str) -> bool {
    matches!(word, "attack" | "strik" | "fir" | "invad" | "retaliat" | "escalat")
}

/// Who is named in a passage, by report.
type Mentions<'a> = BTreeMap<&'a str, &'a [ledger::Mention]>;

fn mentions<'a>(reports: &[&'a Extraction]) -> Mentions<'a> {
    let each = reports.iter().filter_map(|report| Some((report.id.as_deref()?, report.mentions.as_slice())));
    each.collect()
}

/// Who must do what a condition asks: who stands at its head. Where that is nobody, or one of several, or only
/// the owner of something, nobody.
fn doer<'a>(
    report: &str,
    row: &'a Position,
    condition: &Condition,
    mentions: &Mentions<'a>,
) -> Option<&'a str> {
    let named = at_head(report, condition.span, &condition.text, mentions);
    if let Some(mention) = named {
        let after = mention.span.end.saturating_sub(condition.span.start);
        let rest: String = condition.text.chars().skip(after).collect();
        let is_alone = !rest.starts_with(['\'', '’', ',']) && !rest.starts_with(" and ");
        return Some(mention.entity.as_str()).filter(|&name| is_alone && name != row.holder);
    }
    let first = words(&condition.text).into_iter().find(|word| !LEADING.contains(&word.as_str()))?;
    row.toward.iter().map(String::as_str).find(|name| *name != row.holder && is_of(&first, name))
}

/// Who is named by the first words of a passage, articles apart; the longest name.
fn at_head<'a>(
    report: &str,
    passage: Passage,
    text: &str,
    mentions: &Mentions<'a>,
) -> Option<&'a ledger::Mention> {
    let article = LEADING.iter().find(|&&word| {
        text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
            && text[word.len()..].starts_with(' ')
    });
    let head = passage.start + article.map_or(0, |word| word.len() + 1);
    let all = mentions.get(report).into_iter().flat_map(|all| all.iter());
    let at_head = all.filter(|one| one.span.start == head || one.span.start == passage.start);
    at_head.filter(|one| passage.contains(one.span)).max_by_key(|one| one.span.end)
}

/// Words that stand before the name of who acts.
const LEADING: [&str; 3] = ["the", "all", "that"];

/// True where a word is a name or made from it: "Varo", "Varoan".
fn is_of(word: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let short = name.strip_suffix(['a', 'e', 'y']).unwrap_or(&name);
    word == name || (short.chars().count() >= 4 && word.starts_with(short))
}

/// The words of a deed: without who does it, what orders it, and what is the same in any deed.
fn deed(text: &str, names: &[&str]) -> BTreeSet<String> {
    let named = |word: &String| names.iter().any(|name| name.split(' ').any(|name| is_of(word, name)));
    let kept = words(text).into_iter().filter(|word| !named(word) && !PLAIN.contains(&word.as_str()));
    let text = kept.collect::<Vec<_>>().join(" ");
    content(&text).iter().map(|word| root(word)).filter(|word| !word.is_empty()).collect()
}

/// What orders, weakens or introduces a deed and is none.
const PLAIN: [&str; 27] = [
    "only",
    "after",
    "once",
    "when",
    "before",
    "until",
    "first",
    "if",
    "unless",
    "also",
    "again",
    "fully",
    "completely",
    "immediately",
    "ready",
    "prepared",
    "willing",
    "agree",
    "agrees",
    "agreed",
    "said",
    "says",
    "told",
    "added",
    "side",
    "own",
    "any",
];

/// One form for the forms of a word.
fn root(word: &str) -> String {
    const IRREGULAR: [(&str, &str); 13] = [
        ("withdrew", "withdraw"),
        ("withdrawn", "withdraw"),
        ("withdrawal", "withdraw"),
        ("left", "leav"),
        ("met", "meet"),
        ("held", "hold"),
        ("gave", "giv"),
        ("given", "giv"),
        ("took", "tak"),
        ("taken", "tak"),
        ("began", "begin"),
        ("sent", "send"),
        ("paid", "pay"),
    ];
    let irregular = IRREGULAR.iter().find(|(form, _)| *form == word).map(|(_, root)| *root);
    let root = irregular.unwrap_or_else(|| stem(word));
    // "stopped" is cut to "stopp".
    let mut end = root.chars().rev();
    match (end.next(), end.next()) {
        (Some(a), Some(b)) if a == b && !matches!(a, 'l' | 's' | 'e' | 'o') => {
            root[..root.len() - a.len_utf8()].to_owned()
        }
        _ => root.to_owned(),
    }
}

/// The latest day on which each holder is known to stand where, by issue and stance.
type Latest<'a> = BTreeMap<(&'a str, ledger::Issue), Vec<(i32, Stance)>>;

fn latest<'a>(records: &[Record<'a>]) -> Latest<'a> {
    let mut latest: Latest<'a> = BTreeMap::new();
    for record in records {
        if let (Row::Position(row), Some(when)) = (record.row, record.when()) {
            latest.entry((&row.holder, row.issue)).or_default().push((when.first, row.stance));
        }
    }
    latest
}

/// True where the holder stood elsewhere on the issue at a later day.
fn left_behind(record: &Record<'_>, row: &Position, latest: &Latest<'_>) -> bool {
    let Some(when) = record.when() else { return false };
    let all = latest.get(&(row.holder.as_str(), row.issue));
    all.into_iter().flatten().any(|&(day, stance)| day > when.last && stance != row.stance)
}

/// What later reports tell of what positions ask for or wait for: that they were met or refused, in
/// their words and of the actor who was to act. What is not told of is open. Of several the latest counts.
pub fn answers<'a>(reports: impl IntoIterator<Item = &'a Extraction>) -> BTreeMap<Place, Answer> {
    let reports: Vec<&Extraction> = reports.into_iter().collect();
    let records: Vec<Record<'_>> = reports.iter().flat_map(|report| records(report)).collect();
    let mentions = mentions(&reports);
    let told = Told::of(&records, &mentions);
    let mut answers = BTreeMap::new();
    for record in &records {
        let Row::Position(row) = record.row else { continue };
        for (index, condition) in row.conditions.iter().enumerate() {
            if condition.kind == ConditionKind::Goal || denies(&condition.text) {
                continue;
            }
            let Some(doer) = doer(record.report, row, condition, &mentions) else { continue };
            let deed = deed(&condition.text, &[&row.holder, doer]);
            // One word in common is no more than a subject.
            if deed.len() < 2 {
                continue;
            }
            if let Some(answer) = told.latest(record, doer, &deed) {
                answers.insert((record.address(), index), answer);
            }
        }
    }
    answers
}

/// What reports tell of deeds: by who acts and each word of it.
struct Told<'r, 'a> {
    records: &'r [Record<'a>],
    by: BTreeMap<(&'a str, String), Vec<usize>>,
}

impl<'r, 'a> Told<'r, 'a> {
    fn of(records: &'r [Record<'a>], mentions: &Mentions<'a>) -> Self {
        let mut by: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
        for (index, record) in records.iter().enumerate() {
            let Some((actor, _)) = deed_told(record) else { continue };
            // Somebody who does not stand at the head of the clause may be anything in it.
            let evidence = record.row.evidence();
            let named = at_head(record.report, evidence.passage(), evidence.text(), mentions);
            let first = words(evidence.text()).into_iter().find(|word| !LEADING.contains(&word.as_str()));
            let is_head = named.is_some_and(|mention| mention.entity == actor)
                || named.is_none() && first.is_some_and(|word| is_of(&word, actor));
            if !is_head {
                continue;
            }
            for word in deed(record.row.evidence().text(), &[]) {
                by.entry((actor, word)).or_default().push(index);
            }
        }
        Self { records, by }
    }

    /// The latest record after `asked` that tells of the deed.
    fn latest(&self, asked: &Record<'a>, doer: &'a str, deed: &BTreeSet<String>) -> Option<Answer> {
        let when = asked.when()?;
        let mut found: Option<BTreeSet<usize>> = None;
        for word in deed {
            let has: BTreeSet<usize> = self.by.get(&(doer, word.clone()))?.iter().copied().collect();
            found = Some(found.map_or(has.clone(), |found| &found & &has));
        }
        let later = found?.into_iter().filter_map(|index| {
            let record = &self.records[index];
            let day = record.when()?;
            (record.report != asked.report && day.first > when.last).then_some((day.first, index))
        });
        let record = &self.records[later.max()?.1];
        Some(Answer {
            state: deed_told(record)?.1,
            address: record.address(),
            published: record.published.map(str::to_owned),
            evidence: record.row.evidence().clone(),
        })
    }
}

/// Who did or refused what a record tells; `None` where it tells neither for certain.
fn deed_told<'a>(record: &Record<'a>) -> Option<(&'a str, State)> {
    let statement = record.statement;
    if statement.is_some_and(|row| row.polarity == Polarity::Denies || !row.hedges.is_empty()) {
        return None;
    }
    let text = record.row.evidence().text();
    match record.row {
        Row::Event(row) if row.status == EventStatus::Happened && row.kind == EventType::Reject => {
            Some((row.source.as_str(), State::Refused))
        }
        Row::Event(row) if row.status == EventStatus::Happened => {
            let is_plain = !is_negated(text) && !words(text).iter().any(|w| AHEAD.contains(&w.as_str()));
            is_plain.then_some((row.source.as_str(), State::Met))
        }
        Row::Position(row) if row.stance == Stance::Rejects && row.conditions.is_empty() => {
            (!row.negated_expectation).then_some((row.holder.as_str(), State::Refused))
        }
        _ => None,
    }
}

/// Words of what is still to come.
const AHEAD: [&str; 22] = [
    "will", "would", "shall", "may", "might", "could", "should", "must", "plan", "plans", "planned", "ready",
    "promise", "promised", "vowed", "pledged", "offered", "agreed", "if", "unless", "refused", "failed",
];

#[cfg(test)]
mod tests {
    use ledger::{Event, Issue};

    use super::*;

    /// Two positions, `HOLDER toward COUNTERPART: clause with its [condition]`, and whether they wait for each
    /// other.
    const PAIRS: &str = include_str!("../tests/pairs/deadlocks.txt");

    /// A condition, what a later report tells, and what that makes of it.
    const LATER: &str = include_str!("../tests/pairs/answers.txt");

    fn evidence(text: &str, passage: Passage) -> Evidence {
        Evidence::new(passage, text, "pair").expect("it has words")
    }

    fn whole(text: &str) -> Passage {
        Passage { start: 0, end: text.chars().count() }
    }

    fn report(id: &str, day: &str) -> Extraction {
        Extraction { id: Some(id.to_owned()), published: Some(day.to_owned()), ..Extraction::default() }
    }

    /// `Kesh toward Varo: Kesh will sign only after [Varo withdraws].`
    fn position(id: &str, day: &str, line: &str) -> Extraction {
        let (who, text) = line.split_once(": ").expect("a holder and words");
        let (holder, toward) = who.split_once(" toward ").expect("a holder and a counterpart");
        let (before, rest) = text.split_once('[').expect("a condition");
        let (condition, after) = rest.split_once(']').expect("the condition ends");
        let text = format!("{before}{condition}{after}");
        let start = before.chars().count();
        let mut extraction = report(id, day);
        extraction.positions.push(Position {
            id: "p1".to_owned(),
            holder: holder.trim().to_owned(),
            issue: Issue::Ceasefire,
            toward: vec![toward.to_owned()],
            stance: Stance::Conditional,
            conditions: vec![Condition {
                kind: ConditionKind::Precondition,
                span: Passage { start, end: start + condition.chars().count() },
                text: condition.to_owned(),
            }],
            evidence: whole(&text),
            statement: None,
            level: None,
            negated_expectation: false,
            rule: "pair".to_owned(),
            because: evidence(&text, whole(&text)),
        });
        extraction
    }

    /// `Varo RETREAT happened: Varo withdrew its troops`
    fn event(id: &str, day: &str, line: &str) -> Extraction {
        let (head, text) = line.split_once(": ").expect("an event and words");
        let parts: Vec<&str> = head.split_whitespace().collect();
        let mut extraction = report(id, day);
        extraction.events.push(Event {
            id: "e1".to_owned(),
            source: parts[0].to_owned(),
            target: None,
            kind: EventType::from_name(parts[1]).expect("a type"),
            cameo: None,
            status: EventStatus::from_name(parts[2]).expect("a status"),
            time: None,
            place: None,
            trigger: whole(text),
            evidence: whole(text),
            statement: None,
            rule: "pair".to_owned(),
            because: evidence(text, whole(text)),
        });
        extraction
    }

    /// Each block: what is expected, then two lines.
    fn blocks(text: &str) -> impl Iterator<Item = (&str, &str, &str)> {
        let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let lines: Vec<&str> = lines.collect();
        lines
            .chunks(2)
            .map(|pair| {
                let (expected, one) = pair[0].split_once(" | ").expect("a word and a line");
                (expected.trim(), one.trim(), pair[1].trim().trim_start_matches("| "))
            })
            .collect::<Vec<_>>()
            .into_iter()
    }

    #[test]
    fn it_knows_which_conditions_wait_for_each_other() {
        let mut seen = BTreeMap::new();
        for (expected, one, other) in blocks(PAIRS) {
            let reports = [position("a", "2031-03-04", one), position("b", "2031-03-05", other)];
            let pairs = deadlocks(&reports);
            let found = if pairs.is_empty() { "none" } else { "deadlock" };
            assert_eq!(found, expected, "{one}\n{other}");
            assert!(pairs.is_empty() || pairs.len() == 2, "both ways round: {one}");
            *seen.entry(expected).or_insert(0) += 1;
        }
        assert!(seen["deadlock"] >= 8 && seen["none"] >= 12, "{seen:?}");
    }

    #[test]
    fn it_knows_that_who_moved_later_waits_no_more() {
        let line = "Kesh toward Varo: Kesh will sign the truce only after [Varo withdraws its troops]";
        let other = "Varo toward Kesh: Varo will withdraw its troops only after [Kesh signs the truce]";
        let mut reports = vec![position("a", "2031-03-04", line), position("b", "2031-03-05", other)];
        assert_eq!(deadlocks(&reports).len(), 2);
        let mut later = position("c", "2031-04-01", line);
        later.positions[0].stance = Stance::Open;
        later.positions[0].conditions.clear();
        reports.push(later);
        assert!(deadlocks(&reports).is_empty());
    }

    #[test]
    fn it_knows_what_a_later_report_makes_of_a_condition() {
        let mut seen = BTreeMap::new();
        for (expected, asked, told) in blocks(LATER) {
            let reports = [position("a", "2031-03-04", asked), event("b", "2031-03-20", told)];
            let found = answers(&reports);
            let state = found.values().next().map_or("open", |answer| answer.state.name());
            assert_eq!(state, expected, "{asked}\n{told}");
            *seen.entry(expected).or_insert(0) += 1;
            let earlier = [position("a", "2031-03-04", asked), event("b", "2031-03-01", told)];
            assert!(answers(&earlier).is_empty(), "told before it was asked: {told}");
        }
        assert!(seen["met"] >= 3 && seen["refused"] >= 2 && seen["open"] >= 6, "{seen:?}");
    }
}
