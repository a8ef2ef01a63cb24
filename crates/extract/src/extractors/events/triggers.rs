//! The words of a sentence that tell of an event.

use knowledge::{Events, Pattern, Shape};
use syntax::{Rel, Upos};

use super::Trigger;
use crate::annotate::{Reading, Sentence};

/// How deep below a word its objects are looked for: "imposed a new package of sanctions".
const DEPTH: usize = 3;

/// Words behind a verb where its object is looked for whatever the tree says.
const WINDOW: usize = 5;

/// The triggers of a sentence, in text order, one a head word.
pub(super) fn of_sentence<'k>(reading: &'k Reading<'_>, place: usize) -> Vec<Trigger<'k>> {
    let tree = &reading.sentences[place];
    let events = &reading.knowledge.events;
    let lemmas: Vec<String> = (0..tree.len()).map(|at| lemma(events, tree, at)).collect();
    let mut found: Vec<Trigger<'k>> = Vec::new();
    for at in 0..tree.len() {
        // "according to" tells whose word it is, and of no accord.
        if tree.is(at, &["according"]) {
            continue;
        }
        let shape = match tree.upos(at) {
            Upos::Verb => Shape::Verb,
            Upos::Adj | Upos::Noun if tree.xpos(at).starts_with('V') => Shape::Verb,
            Upos::Noun | Upos::Propn | Upos::Adj => Shape::Noun,
            Upos::Aux if matches!(lemmas[at].as_str(), "be" | "have" | "do") => Shape::Verb,
            _ => continue,
        };
        let mut best: Option<((usize, bool), Trigger<'k>)> = None;
        for shape in [shape, other(tree, at, shape)] {
            for (end, pattern) in events.at(&lemmas, at, shape) {
                let head = if shape == Shape::Verb { at } else { end - 1 };
                if shape == Shape::Noun && !noun_like(tree, head) {
                    continue;
                }
                if !counts(tree, &lemmas, head, end, pattern) {
                    continue;
                }
                let rank = (
                    pattern.words.len() - pattern.words.iter().filter(|word| *word == "_").count(),
                    !pattern.objects.is_empty(),
                );
                if best.as_ref().is_none_or(|(other, _)| rank > *other) {
                    let verb = match shape {
                        Shape::Verb => Some(at),
                        Shape::Noun => light_verb(reading, tree, head),
                    };
                    best = Some((rank, Trigger { range: at..end, head, pattern, verb }));
                }
            }
        }
        let Some((_, trigger)) = best else { continue };
        if trigger.pattern.shape == Shape::Noun && is_inside_name(reading, place, &trigger) {
            continue;
        }
        // "air strike" and its "strike", "impose sanctions" and its "sanctions" are one event, and so are
        // "postpone talks" and its "talks".
        let same = found.iter().any(|other| {
            other.range.contains(&trigger.head)
                || other.head == trigger.head
                || (other.pattern.kind == trigger.pattern.kind || !other.pattern.objects.is_empty())
                    && trigger.pattern.shape == Shape::Noun
                    && other.pattern.shape == Shape::Verb
                    && tree.head(trigger.head) == Some(other.head)
                    && matches!(tree.rel(trigger.head), Rel::Obj | Rel::Nsubj | Rel::Obl)
        });
        if !same {
            found.push(trigger);
        }
    }
    found
}

/// The dictionary form in lower case. "Shelled" may come as `shel`: then the letter it lost is given back.
fn lemma(events: &Events, tree: &Sentence<'_>, at: usize) -> String {
    let mut lemma = tree.lemma(at).to_lowercase();
    if tree.xpos(at).starts_with('V')
        && !events.is_verb(&lemma)
        && let Some(last) = lemma.chars().next_back()
    {
        lemma.push(last);
        if !events.is_verb(&lemma) || !tree.forms[at].to_lowercase().starts_with(&lemma) {
            lemma.pop();
        }
    }
    lemma
}

/// The other part of speech a word may have been: participles and names of events confuse the tagger.
fn other(tree: &Sentence<'_>, at: usize, shape: Shape) -> Shape {
    let unsure = tree.xpos(at) == "VBG" || (tree.upos(at) == Upos::Adj && shape == Shape::Noun);
    match shape {
        Shape::Verb if unsure => Shape::Noun,
        Shape::Noun if unsure => Shape::Verb,
        _ => shape,
    }
}

fn noun_like(tree: &Sentence<'_>, at: usize) -> bool {
    matches!(tree.upos(at), Upos::Noun | Upos::Propn) || tree.xpos(at) == "VBG"
}

/// "Security Council", "the Peace Talks Monitor": the words only name something.
fn is_inside_name(reading: &Reading<'_>, place: usize, trigger: &Trigger<'_>) -> bool {
    reading
        .mentions
        .of(place)
        .iter()
        .any(|mention| mention.range.start <= trigger.range.start && trigger.range.end <= mention.range.end)
}

/// The verb that lends a noun its subject: "held talks", "was subjected to an attack".
fn light_verb(reading: &Reading<'_>, tree: &Sentence<'_>, noun: usize) -> Option<usize> {
    let mut at = noun;
    // "a series of attacks", "a round of talks"
    while tree.rel(at) == Rel::Nmod {
        let up = tree.head(at)?;
        if !matches!(
            tree.lemma(up),
            "series"
                | "round"
                | "number"
                | "wave"
                | "kind"
                | "form"
                | "act"
                | "string"
                | "spate"
                | "campaign"
        ) {
            break;
        }
        at = up;
    }
    let up = tree.head(at)?;
    if !matches!(tree.rel(at), Rel::Obj | Rel::Nsubj | Rel::Obl | Rel::Iobj | Rel::Xcomp) {
        return None;
    }
    (tree.upos(up) == Upos::Verb && reading.knowledge.events.is_light(tree.lemma(up))).then_some(up)
}

/// Whether what the word takes holds what the pattern asks for, and nothing it must not.
fn counts(tree: &Sentence<'_>, lemmas: &[String], head: usize, end: usize, pattern: &Pattern) -> bool {
    if pattern.objects.is_empty() && pattern.without.is_empty() {
        return true;
    }
    let near = taken(tree, head, end);
    let has = |list: &[Vec<String>]| {
        list.iter().any(|phrase| near.iter().any(|&at| lemmas[at..].starts_with(phrase)))
    };
    (pattern.objects.is_empty() || has(&pattern.objects)) && !has(&pattern.without)
}

/// Words that a verb or noun takes: below it in the tree, and close behind it in its clause.
fn taken(tree: &Sentence<'_>, head: usize, end: usize) -> Vec<usize> {
    let mut near = Vec::new();
    let mut open = vec![(head, 0)];
    while let Some((at, depth)) = open.pop() {
        for child in tree.children(at) {
            let rel = tree.rel(child);
            let subject = matches!(rel, Rel::Nsubj | Rel::Csubj) && !tree.word(child).passive;
            let beside =
                matches!(rel, Rel::Advcl | Rel::Parataxis | Rel::Punct) || depth == 0 && rel == Rel::Conj;
            if depth < DEPTH && !(subject && depth == 0) && !beside {
                near.push(child);
                open.push((child, depth + 1));
            }
        }
    }
    // "the sanctions imposed on"
    if matches!(tree.rel(head), Rel::Acl)
        && let Some(up) = tree.head(head)
    {
        near.push(up);
    }
    let stop = tree.len().min(end + WINDOW);
    near.extend(
        (end..stop)
            .take_while(|&at| tree.is_worded(at) || tree.forms[at].starts_with(['-', '’', '\'', '"', '“'])),
    );
    near.sort_unstable();
    near.dedup();
    near
}
