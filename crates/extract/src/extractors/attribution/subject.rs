//! The subject of a reporting verb: by the parse, and by the order of the words where the parse cannot be right.

use std::ops::Range;

use syntax::{Rel, Upos};

use super::{source, verb};
use crate::annotate::{Reading, Sentence, is_mark, is_quote_mark};

/// A speaker of the same sentence is looked for so many words back.
const REACH: usize = 200;

/// Who does what the verb at `at` reports. `active` is the subject of a verb that the parser took for a
/// participle.
pub(super) fn find(
    reading: &Reading<'_>,
    sentence: usize,
    at: usize,
    active: Option<usize>,
    passive: bool,
) -> Option<usize> {
    let tree = &reading.sentences[sentence];
    if active.is_some() {
        return active;
    }
    let mut subject = source::of_verb(tree, at);
    if passive {
        return subject;
    }
    if let Some(better) = inverted(tree, at, subject).or_else(|| behind_quotation(tree, at, subject)) {
        return Some(better);
    }
    if subject.is_none() {
        subject = nearby(tree, at);
    }
    if verb::is_trailing(tree, at)
        && let Some(earlier) = earlier(reading, tree, at)
    {
        return Some(earlier);
    }
    // A thing that cannot speak: "hinted that the aid had stopped but denied ...".
    let speaks = subject.is_some_and(|subject| {
        tree.upos(subject) == Upos::Pron || reading.can_speak(&source::phrase(reading, sentence, subject))
    });
    let own = tree.child(at, &[Rel::Nsubj]).is_some_and(|own| own < at);
    if !speaks && !own && matches!(tree.rel(at), Rel::Conj | Rel::Advcl | Rel::Acl | Rel::Xcomp | Rel::Ccomp)
    {
        let earlier = earlier(reading, tree, at)
            .filter(|&earlier| reading.can_speak(&source::phrase(reading, sentence, earlier)));
        return earlier.or(subject);
    }
    subject
}

/// "the Oru Centre reported", "Vella blamed the guards": a past tense taken for a participle of the noun
/// right before it. Gives that noun.
pub(super) fn of_mistaken_participle(tree: &Sentence<'_>, at: usize) -> Option<usize> {
    if tree.rel(at) != Rel::Acl || tree.xpos(at) != "VBN" || source::agent(tree, at).is_some() || at == 0 {
        return None;
    }
    let head = tree.head(at).filter(|&head| head < at)?;
    let beside = at - head <= 4
        && (head + 1..at).all(|place| !is_mark(tree.forms[place]) && tree.upos(place) != Upos::Verb);
    let named = matches!(tree.upos(head), Upos::Propn);
    if !beside || !named {
        return None;
    }
    let goes_on = tree.forms.get(at + 1).is_none_or(|next| is_mark(next))
        || matches!(tree.upos(at + 1), Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Sconj)
        || tree.is(at + 1, &["that"]);
    goes_on.then_some(head)
}

/// `..., said the minister.`: the phrase behind the verb, where it closes the sentence or the saying.
fn inverted(tree: &Sentence<'_>, at: usize, subject: Option<usize>) -> Option<usize> {
    if at < 2 || !matches!(tree.xpos(at), "VBD" | "VBZ" | "VBP" | "VBN") {
        return None;
    }
    let quoted = is_quote_mark(tree.forms[at - 1]) || is_quote_mark(tree.forms[at - 2]);
    let plain = matches!(
        tree.lemma(at),
        "say" | "add" | "write" | "report" | "argue" | "explain" | "claim" | "continue" | "conclude"
    );
    if !(tree.forms[at - 1] == "," || is_quote_mark(tree.forms[at - 1])) || !(quoted || plain) {
        return None;
    }
    let phrase = chunk_behind(tree, at + 1)?;
    let closes = tree.forms.get(phrase.end).is_none_or(|form| is_mark(form))
        || (quoted && matches!(tree.upos(phrase.end), Upos::Adp | Upos::Adv));
    if !closes || subject.is_some_and(|subject| phrase.contains(&subject)) {
        return None;
    }
    top(tree, &phrase)
}

/// `"...," the minister said`: the phrase between a closing quotation mark and the verb.
fn behind_quotation(tree: &Sentence<'_>, at: usize, subject: Option<usize>) -> Option<usize> {
    let mut end = at;
    while end > 0 && matches!(tree.upos(end - 1), Upos::Adv | Upos::Aux) {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < 14 && in_phrase(tree, start - 1) {
        start -= 1;
    }
    if start == end || start == 0 || subject.is_some_and(|subject| (start..end).contains(&subject)) {
        return None;
    }
    let closes =
        is_quote_mark(tree.forms[start - 1]) && !matches!(tree.forms[start - 1], "'" | "’" | "‘" | "“");
    // "..., the Oru Centre reported."
    let last = tree.forms.get(at + 1).is_none_or(|form| matches!(*form, "." | "!" | "?"));
    let comma = tree.forms[start - 1] == "," && last && start > 4 && matches!(tree.xpos(at), "VBD" | "VBZ");
    if closes || comma { top(tree, &(start..end)) } else { None }
}

/// The noun phrase that starts at a place.
fn chunk_behind(tree: &Sentence<'_>, from: usize) -> Option<Range<usize>> {
    let mut end = from;
    while end < tree.len() && end - from < 14 && in_phrase(tree, end) {
        end += 1;
    }
    (end > from).then_some(from..end)
}

/// True for the words that noun phrases are made of.
fn in_phrase(tree: &Sentence<'_>, place: usize) -> bool {
    match tree.upos(place) {
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num | Upos::Pron => {
            !tree.is(place, &["that"])
        }
        Upos::Adp | Upos::Part => tree.is(place, &["of", "for", "'s", "’s"]),
        _ => matches!(tree.forms[place], "-" | "'s" | "’s"),
    }
}

/// The noun that heads a stretch of words: the one whose head lies outside; else the first noun before a
/// preposition.
fn top(tree: &Sentence<'_>, range: &Range<usize>) -> Option<usize> {
    let nominal = |place: &usize| matches!(tree.upos(*place), Upos::Noun | Upos::Propn | Upos::Pron);
    let preposition =
        (range.start..range.end).find(|&place| tree.upos(place) == Upos::Adp).unwrap_or(range.end);
    range
        .clone()
        .filter(nominal)
        .find(|&place| tree.head(place).is_none_or(|head| !range.contains(&head)))
        .filter(|&place| place < preposition)
        .or_else(|| (range.start..preposition).rfind(nominal))
}

/// Who spoke in the main clause before a trailing participle.
fn earlier(reading: &Reading<'_>, tree: &Sentence<'_>, at: usize) -> Option<usize> {
    let verb = (at.saturating_sub(REACH)..at).rev().find(|&place| {
        matches!(tree.xpos(place), "VBD" | "VBZ" | "VBP" | "VBN")
            && tree.child(place, &[Rel::Nsubj]).is_some()
            && !reading.knowledge.cues.verb(&tree.lemma(place).to_lowercase()).is_empty()
    })?;
    if source::is_passive(tree, verb) {
        return source::agent(tree, verb);
    }
    source::of_verb(tree, verb)
}

/// Where the parse gives no subject: a noun right before or, inverted, right behind the verb.
fn nearby(tree: &Sentence<'_>, verb: usize) -> Option<usize> {
    let nominal = |place: usize| matches!(tree.upos(place), Upos::Noun | Upos::Propn | Upos::Pron);
    if tree.xpos(verb) == "VBG" || tree.xpos(verb) == "VB" {
        return None;
    }
    if verb > 0 && nominal(verb - 1) {
        return Some(verb - 1);
    }
    // "the head of the league, Ana Oru, said": the name between the commas.
    if verb > 1 && tree.forms[verb - 1] == "," && nominal(verb - 2) {
        let mut at = verb - 2;
        while let Some(head) = tree.head(at)
            && head < at
            && matches!(tree.rel(at), Rel::Flat | Rel::Compound)
        {
            at = head;
        }
        return Some(at);
    }
    let mut place = verb + 1;
    while place < tree.len() && !is_mark(tree.forms[place]) && place < verb + 8 {
        if nominal(place)
            && !tree
                .forms
                .get(place + 1)
                .is_some_and(|_| tree.rel(place + 1) == Rel::Flat || tree.rel(place) == Rel::Compound)
        {
            return Some(place);
        }
        place += 1;
    }
    None
}
