//! Which candidates are events that a reader enters: a logistic regression over what was seen. The weights
//! are in `model/events*.tsv`, a feature and a weight in thousandths a line, trained by `lab events-train`;
//! scores are summed in integers. One file tells which triggers are worth entering, one who takes part, one
//! what is going on still.

use std::sync::LazyLock;

use knowledge::Shape;
use ledger::EventStatus;
use syntax::Rel;

use super::naming::{NOBODY, Party};
use super::{Trigger, type_name};
use crate::annotate::{Reading, Sentence};
use crate::extractors::positions::Parties;
use crate::weights::Weights;

static ONGOING: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../../../../model/events-ongoing.tsv")));

/// True for what tells an event that is going on from one that happened.
pub(crate) fn tells_ongoing(feature: &str) -> bool {
    const NAMES: [&str; 16] = [
        "bias",
        "type",
        "words",
        "shape",
        "rule",
        "type+rule",
        "status",
        "type+status",
        "voice",
        "voice+type",
        "tag",
        "clause",
        "clause+type",
        "shape+clause",
        "aspect",
        "near",
    ];
    NAMES.contains(&feature.split('=').next().unwrap_or_default())
}

/// Whether an event that took place is still going on; `None` without weights.
pub(super) fn ongoing(features: &[String]) -> Option<bool> {
    // The simple past tells of what is over.
    let has = |feature: &str| features.iter().any(|own| own == feature);
    if has("shape=verb") && has("tag=VBD") {
        return Some(false);
    }
    let own: Vec<String> = features.iter().filter(|feature| tells_ongoing(feature)).cloned().collect();
    ONGOING.score(&own).map(|score| score > 0)
}

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../../../../model/events.tsv")));

static WHO: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../../../../model/events-parties.tsv")));

/// How sure it is that a trigger tells of an event that a reader enters; above 0 it is kept. `None`
/// without weights.
pub(super) fn worth(features: &[String]) -> Option<i32> {
    WEIGHTS.score(features)
}

/// How sure it is that source and target are these; of several readings the highest is kept, of several
/// pairs all above 0. `None` without weights.
pub(super) fn who(features: &[String]) -> Option<i32> {
    WHO.score(features)
}

/// A candidate, as the scorer sees it.
pub(super) struct Seen<'s, 'r, 'a> {
    pub reading: &'s Reading<'a>,
    pub parties: &'s Parties<'r, 'a>,
    pub place: usize,
    pub trigger: &'s Trigger<'s>,
    pub top: usize,
    pub status: EventStatus,
    pub statement: Option<usize>,
    pub source: &'s Party,
    pub target: Option<&'s Party>,
    pub nth: usize,
    pub turned: bool,
    pub rule: &'static str,
}

/// What the scorer looks at.
pub(super) fn features(seen: &Seen<'_, '_, '_>) -> Vec<String> {
    let tree = &seen.reading.sentences[seen.place];
    let kind = type_name(seen.trigger.pattern.kind);
    let mut features = vec!["bias".to_owned()];
    let mut add = |name: &str, value: &str| features.push(format!("{name}={value}"));
    let scope = seen.parties.scope();
    let shape = match seen.trigger.pattern.shape {
        Shape::Verb => "verb",
        Shape::Noun => "noun",
    };
    let status = seen.status.name();
    let source = sort(seen, seen.source);
    let target = seen.target.map_or("none", |target| sort(seen, target));
    let words = seen.trigger.pattern.words.join(" ");
    add("type", kind);
    add("words", &format!("{kind} {words}"));
    add("shape", shape);
    add("rule", seen.rule);
    add("type+rule", &format!("{kind}+{}", seen.rule));
    add("status", status);
    add("type+status", &format!("{kind}+{status}"));
    add("source", source);
    add("target", target);
    add("source how", seen.source.how);
    add("target how", seen.target.map_or("none", |target| target.how));
    add("pair", &format!("{source}+{target}"));
    add("pair+rule", &format!("{}+{}+{}", source == NOBODY, target == "none", seen.rule));
    add("type+source", &format!("{kind}+{source}"));
    add("type+target", &format!("{kind}+{target}"));
    let says = if seen.statement.is_some() { "said" } else { "told" };
    add("voice", says);
    add("voice+type", &format!("{says}+{kind}"));
    add("voice+status", &format!("{says}+{status}"));
    features.extend(where_and_who(
        seen.reading,
        seen.parties,
        seen.place,
        tree.first + seen.trigger.head,
        &seen.source.name,
        seen.target.map(|target| target.name.as_str()),
    ));
    let mut add = |name: &str, value: &str| features.push(format!("{name}={value}"));
    let verb = seen.trigger.verb.unwrap_or(seen.trigger.head);
    add("tag", tree.xpos(verb));
    let clause = tense(tree, seen.top);
    add("clause", clause);
    add("clause+type", &format!("{clause}+{kind}"));
    add("shape+clause", &format!("{shape}+{clause}"));
    for child in tree.children(seen.trigger.head).chain(tree.children(verb)) {
        if matches!(tree.rel(child), Rel::Amod | Rel::Det | Rel::Advmod | Rel::Aux) {
            add("near", &tree.lemma(child).to_lowercase());
        }
    }
    if let Some(up) = tree.head(seen.trigger.head) {
        add("near", &format!("up {}", tree.lemma(up).to_lowercase()));
    }
    let progressive = tree.xpos(verb) == "VBG";
    add("aspect", if progressive { "progressive" } else { "plain" });
    add("relation", tree.rel(seen.top).name());
    add("head relation", tree.rel(seen.trigger.head).name());
    add(
        "mutual",
        if seen.turned {
            "back"
        } else if seen.trigger.pattern.mutual {
            "there"
        } else {
            "no"
        },
    );
    add("nth pair", &seen.nth.min(3).to_string());
    add(
        "himself",
        &format!(
            "{}+{}",
            seen.source.how == "himself",
            seen.target.is_some_and(|target| target.how == "himself")
        ),
    );
    add("type+source how", &format!("{kind}+{}", seen.source.how));
    add("type+target how", &format!("{kind}+{}", seen.target.map_or("none", |target| target.how)));
    add("scope", scope);
    add("scope+source how", &format!("{scope}+{}", seen.source.how));
    add("scope+target how", &format!("{scope}+{}", seen.target.map_or("none", |target| target.how)));
    let root = tree.rel(seen.top) == Rel::Root;
    add("root", if root { "yes" } else { "no" });
    add("root+shape", &format!("{root}+{shape}"));
    features
}

/// The tense of the clause at `top`, in a word.
fn tense(tree: &Sentence<'_>, top: usize) -> &'static str {
    let aux: Vec<usize> =
        tree.children(top).filter(|&child| matches!(tree.rel(child), Rel::Aux | Rel::Cop)).collect();
    let has = |words: &[&str]| aux.iter().any(|&at| tree.is(at, words));
    if has(&["will", "would", "shall", "'ll", "’ll"]) {
        "future"
    } else if has(&["has", "have", "'s been", "been", "'ve"]) {
        "perfect"
    } else if has(&["had"]) {
        "past perfect"
    } else if has(&["was", "were", "did"]) {
        "past"
    } else if has(&["is", "are", "am", "do", "does"]) {
        "present"
    } else {
        match tree.xpos(top) {
            "VBD" => "past",
            "VBZ" | "VBP" => "present",
            "VBN" => "participle",
            "VBG" => "gerund",
            "VB" => "infinitive",
            _ => "none",
        }
    }
}

/// What the scorer looks at where there is no pattern.
pub(super) fn plain(
    reading: &Reading<'_>,
    parties: &Parties<'_, '_>,
    place: usize,
    token: usize,
    source: &str,
    target: Option<&str>,
) -> Vec<String> {
    let mut features =
        vec!["bias".to_owned(), "rule=voiced".to_owned(), format!("scope={}", parties.scope())];
    features.push(format!("voiced source={}", parties.sort(source)));
    features.push(format!("voiced aim={}", target.map_or("none", |target| parties.sort(target))));
    features.extend(where_and_who(reading, parties, place, token, source, target));
    features
}

/// Where in the report it stands, and how much the report speaks of the parties.
fn where_and_who(
    reading: &Reading<'_>,
    parties: &Parties<'_, '_>,
    place: usize,
    token: usize,
    source: &str,
    target: Option<&str>,
) -> Vec<String> {
    let mut features = Vec::new();
    let mut add = |name: &str, value: &str| features.push(format!("{name}={value}"));
    let quoted = reading.quotation_at(token).is_some();
    add("quoted", if quoted { "yes" } else { "no" });
    add("title", if reading.sentences[place].is_title { "yes" } else { "no" });
    let bucket = match place {
        0 => "0",
        1 => "1",
        2 | 3 => "2",
        4..=7 => "4",
        8..=15 => "8",
        16..=31 => "16",
        _ => "32",
    };
    add("place", bucket);
    let length = match reading.sentences.len() {
        0..=9 => "short",
        10..=24 => "middle",
        25..=59 => "long",
        _ => "very long",
    };
    add("length", length);
    add("place+length", &format!("{bucket}+{length}"));
    let rank = |name: Option<&str>| {
        name.and_then(|name| parties.rank(name)).map_or("none", |rank| match rank {
            0 => "0",
            1 => "1",
            2 => "2",
            3 | 4 => "3",
            _ => "5",
        })
    };
    add("source rank", rank(Some(source)));
    add("target rank", rank(target));
    add("ranks", &format!("{}+{}", rank(Some(source)), rank(target)));
    features
}

/// What a party is, in a word.
fn sort(seen: &Seen<'_, '_, '_>, party: &Party) -> &'static str {
    match party.how {
        "nobody" => NOBODY,
        "crowd" => "crowd",
        _ if party.person.as_ref() == Some(&party.name) => "person",
        _ => seen.parties.sort(&party.name),
    }
}
