//! Whose words: the subject of a cue, through passives, participles, relative clauses and coordination.

use std::ops::Range;

use syntax::{Rel, Upos};

use super::Source;
use crate::annotate::{Reading, Sentence};

/// The source of the verb at `verb`: the head of the phrase that does the saying, in the same sentence.
pub(crate) fn of_verb(sentence: &Sentence<'_>, verb: usize) -> Option<usize> {
    let source = governing(sentence, verb)?;
    Some(author(sentence, source, verb).unwrap_or(source))
}

/// "issued a statement saying that", "filed a motion claiming that": who put the words out.
fn author(sentence: &Sentence<'_>, source: usize, verb: usize) -> Option<usize> {
    const WORDS: &[&str] = &[
        "statement",
        "letter",
        "motion",
        "petition",
        "message",
        "post",
        "tweet",
        "note",
        "memo",
        "complaint",
        "lawsuit",
        "suit",
        "appeal",
        "communique",
        "communiqué",
        "declaration",
        "document",
        "press",
        "release",
        "video",
        "speech",
        "address",
        "report",
        "resolution",
        "point",
        "article",
        "column",
        "briefing",
        "warning",
        "reply",
        "response",
    ];
    const PUT_OUT: &[&str] = &[
        "issue",
        "release",
        "publish",
        "file",
        "sign",
        "post",
        "send",
        "write",
        "make",
        "deliver",
        "give",
        "submit",
        "adopt",
        "circulate",
        "share",
        "put",
        "upload",
        "read",
        "receive",
    ];
    if sentence.rel(source) != Rel::Obj || source > verb || !WORDS.contains(&sentence.lemma(source)) {
        return None;
    }
    let act = sentence.head(source).filter(|&act| act < source && PUT_OUT.contains(&sentence.lemma(act)))?;
    if sentence.lemma(act) == "receive" { None } else { governing(sentence, act) }
}

fn governing(sentence: &Sentence<'_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    // Each step climbs one head, so the walk ends at the root.
    loop {
        if is_passive(sentence, at) {
            return agent(sentence, at);
        }
        if let Some(subject) = sentence.child(at, &[Rel::Nsubj]) {
            return Some(antecedent(sentence, subject, at));
        }
        let head = sentence.head(at)?;
        match sentence.rel(at) {
            // "agreed and said", "tried to say", "left, saying"
            Rel::Conj | Rel::Xcomp | Rel::Advcl | Rel::Parataxis | Rel::Ccomp => {
                if !is_predicate(sentence, head) {
                    return (sentence.rel(at) != Rel::Ccomp && is_nominal(sentence, head)).then_some(head);
                }
                // "urged the guards to say": the one urged does the saying.
                if sentence.rel(at) == Rel::Xcomp
                    && let Some(object) = sentence.child(head, &[Rel::Obj, Rel::Iobj])
                    && object < at
                    && !matches!(sentence.lemma(head), "have" | "issue" | "release" | "make" | "send" | "use")
                {
                    return Some(object);
                }
                at = head;
            }
            // "a statement saying that", "the official who said"
            Rel::Acl => {
                if sentence.xpos(at) == "VBN" {
                    return agent(sentence, at);
                }
                return Some(head);
            }
            _ => return None,
        }
    }
}

/// "who", "which" and "that" stand for the noun their clause describes.
fn antecedent(sentence: &Sentence<'_>, subject: usize, verb: usize) -> usize {
    let relative = sentence.is(subject, &["who", "which", "that"]) && sentence.upos(subject) == Upos::Pron;
    if !relative {
        return subject;
    }
    let mut at = verb;
    while let Some(head) = sentence.head(at) {
        if sentence.rel(at) == Rel::Acl {
            return head;
        }
        if !matches!(sentence.rel(at), Rel::Conj | Rel::Xcomp) {
            break;
        }
        at = head;
    }
    subject
}

/// True for "was said by", "is believed".
pub(crate) fn is_passive(sentence: &Sentence<'_>, verb: usize) -> bool {
    sentence.children(verb).any(|child| {
        matches!(sentence.rel(child), Rel::Nsubj | Rel::Csubj | Rel::Aux) && sentence.word(child).passive
    })
}

/// "by the ministry" under a passive or a participle.
pub(crate) fn agent(sentence: &Sentence<'_>, verb: usize) -> Option<usize> {
    sentence.children(verb).find(|&child| {
        child > verb
            && matches!(sentence.rel(child), Rel::Obl | Rel::Nmod)
            && sentence
                .children(child)
                .any(|mark| sentence.rel(mark) == Rel::Case && sentence.is(mark, &["by"]))
    })
}

/// True for words that can take a subject.
fn is_predicate(sentence: &Sentence<'_>, place: usize) -> bool {
    matches!(sentence.upos(place), Upos::Verb | Upos::Aux)
        || sentence
            .children(place)
            .any(|child| matches!(sentence.rel(child), Rel::Nsubj | Rel::Cop | Rel::Csubj))
}

/// True for nouns, names and pronouns.
pub(crate) fn is_nominal(sentence: &Sentence<'_>, place: usize) -> bool {
    matches!(sentence.upos(place), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Det)
}

/// The phrase around `head`: its modifiers and appositions, without the clauses that hang on it.
pub(crate) fn phrase(reading: &Reading<'_>, sentence: usize, head: usize) -> Source {
    let tree = &reading.sentences[sentence];
    Source::Phrase { sentence, head, range: phrase_range(tree, head) }
}

/// First to last word of the noun phrase at `head`, without case markers, relative clauses and
/// what merely stands beside it.
pub(crate) fn phrase_range(tree: &Sentence<'_>, head: usize) -> Range<usize> {
    let (mut start, mut end) = (head, head + 1);
    for child in tree.children(head) {
        let kept = matches!(
            tree.rel(child),
            Rel::Det
                | Rel::Amod
                | Rel::Compound
                | Rel::Flat
                | Rel::Nmod
                | Rel::Nummod
                | Rel::Appos
                | Rel::Conj
                | Rel::Fixed
                | Rel::Goeswith
                | Rel::Acl
        ) || (tree.rel(child) == Rel::Case && child > head);
        if !kept || (tree.rel(child) == Rel::Acl && (child < head || tree.xpos(child) != "VBN")) {
            continue;
        }
        let extent = tree.extent(child);
        start = start.min(extent.start);
        end = end.max(extent.end);
    }
    // A case marker at the edge belongs to the sentence, not to the name.
    while start < head
        && (tree.rel(start) == Rel::Case || !tree.is_worded(start))
        && tree.head(start) == Some(head)
    {
        start += 1;
    }
    while end > head + 1 && !tree.is_worded(end - 1) && !matches!(tree.forms[end - 1], ")" | "’" | "'") {
        end -= 1;
    }
    start..end
}
