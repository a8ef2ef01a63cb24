//! Words that report speech, and the statements they make.

use std::ops::Range;

use syntax::{Rel, Upos};

use super::{Draft, Source, content, noun, source, verb};
use crate::annotate::{Reading, Sentence};

/// Every cue of one sentence as a draft. A draft without content waits for a quotation.
pub(super) fn drafts(reading: &Reading<'_>, sentence: usize, out: &mut Vec<Draft>) {
    let tree = &reading.sentences[sentence];
    let first = out.len();
    out.extend(label(reading, sentence));
    for at in 0..tree.len() {
        let draft = according(reading, sentence, at)
            .or_else(|| opinion(reading, sentence, at))
            .or_else(|| quoted_as(reading, sentence, at))
            .or_else(|| conviction(reading, sentence, at))
            .or_else(|| verb::draft(reading, sentence, at))
            .or_else(|| noun::draft(reading, sentence, at))
            .or_else(|| adjective(reading, sentence, at));
        out.extend(draft);
    }
    // An adverb makes a statement of its own only where nobody else is said to speak.
    for at in 0..tree.len() {
        if tree.is(at, &["reportedly", "allegedly", "supposedly", "purportedly"]) {
            let spoken = out[first..].iter().any(|draft| {
                draft.content.iter().any(|range| range.contains(&(tree.first + at)))
                    || draft.cue.iter().any(|range| range.start.abs_diff(tree.first + at) <= 2)
            });
            if !spoken {
                out.extend(adverb(reading, sentence, at));
            }
        }
    }
}

/// A draft with the common parts filled in. Ranges are places in the sentence.
pub(super) fn draft(
    reading: &Reading<'_>,
    sentence: usize,
    head: usize,
    cue: Vec<Range<usize>>,
    speaker: Option<usize>,
    content: Vec<Range<usize>>,
    rule: &'static str,
) -> Draft {
    let first = reading.sentences[sentence].first;
    let shift = |range: Range<usize>| range.start + first..range.end + first;
    Draft {
        sentence,
        head,
        cue: cue.into_iter().map(shift).collect(),
        source: speaker.map_or(Source::Unspecified, |speaker| source::phrase(reading, sentence, speaker)),
        content: content.into_iter().map(shift).collect(),
        hedges: Vec::new(),
        chain: Vec::new(),
        time: None,
        denies: false,
        rule,
        frame: rule,
    }
}

/// "Minister Ana Oru: We have agreed ..." in a transcript: a name and a colon at the start. The turn
/// runs to the end of its paragraph or to the next label.
fn label(reading: &Reading<'_>, place: usize) -> Option<Draft> {
    let tree = &reading.sentences[place];
    // "Malta and the sea: a quarrel" is a headline, no turn.
    if tree.is_title {
        return None;
    }
    let colon = speaker_label(tree)?;
    let head = (0..colon).rev().find(|&at| tree.upos(at) == Upos::Propn)?;
    let mut end = tree.first + tree.len();
    for next in &reading.sentences[place + 1..] {
        if next.paragraph != tree.paragraph || speaker_label(next).is_some() {
            break;
        }
        end = next.first + next.len();
    }
    let mut made =
        draft(reading, place, colon, vec![colon..colon + 1], Some(head), Vec::new(), "speaker-label");
    made.source = Source::Phrase { sentence: place, head, range: 0..colon };
    made.content = vec![tree.first + colon + 1..end];
    Some(made)
}

/// The colon behind a name that starts a turn: only names, titles and what joins them before it, and
/// no quotation after it.
fn speaker_label(tree: &Sentence<'_>) -> Option<usize> {
    let colon = (1..tree.len().min(22)).find(|&at| tree.forms[at] == ":")?;
    let mut capitals = 0;
    for at in 0..colon {
        let form = tree.forms[at];
        let joins = matches!(
            form,
            "of" | "the" | "and" | "for" | "de" | "al" | "-" | "," | "(" | ")" | "retranslated"
        );
        if form.starts_with(char::is_uppercase) {
            capitals += 1;
        } else if !joins && !matches!(tree.upos(at), Upos::Propn) {
            return None;
        }
        if matches!(tree.xpos(at), "VBD" | "VBZ" | "VBP" | "MD") {
            return None;
        }
    }
    let speaks = tree.forms.get(colon + 1).is_some_and(|form| form.starts_with(char::is_alphabetic));
    (capitals >= 2 && speaks).then_some(colon)
}

/// "according to the ministry".
fn according(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    if !tree.is(at, &["according"]) || !tree.is(at + 1, &["to"]) {
        return None;
    }
    let head = prepositional_head(tree, at, at + 2)?;
    let phrase = source::phrase_range(tree, head);
    let end = tree.extent(head).end.max(phrase.end);
    let content = beside(tree, at..end, head);
    let mut made = draft(reading, sentence, at, vec![at..at + 2], Some(head), content, "according-to");
    // "according to sources cited by the agency"
    if let Some(cited) = cited(tree, head) {
        made.cue.push(tree.first + cited..tree.first + cited + 1);
    }
    Some(made)
}

/// "cited by" under a source.
fn cited(tree: &Sentence<'_>, head: usize) -> Option<usize> {
    tree.children(head).find(|&child| tree.rel(child) == Rel::Acl && tree.is(child, &["cited", "quoted"]))
}

/// The noun that a preposition governs: by the parse, else the first noun behind it.
fn prepositional_head(tree: &Sentence<'_>, preposition: usize, from: usize) -> Option<usize> {
    if let Some(head) = tree.head(preposition)
        && head > preposition
        && source::is_nominal(tree, head)
        && !matches!(tree.upos(head), Upos::Adj)
        && !(from..head).any(|place| {
            tree.forms[place] == ","
                && !tree.children(head).any(|child| child < place && tree.rel(child) == Rel::Conj)
        })
    {
        return Some(head);
    }
    (from..tree.len().min(from + 8)).find(|&place| {
        source::is_nominal(tree, place)
            && !matches!(tree.upos(place), Upos::Det | Upos::Adj)
            && !tree
                .head(place)
                .is_some_and(|head| head > place && head < from + 10 && tree.rel(place) != Rel::Obl)
    })
}

/// The clause that a parenthetical phrase ("according to X", "in his view") stands in, without the phrase.
pub(super) fn beside(tree: &Sentence<'_>, phrase: Range<usize>, head: usize) -> Vec<Range<usize>> {
    let worded_before = (0..phrase.start).any(|place| tree.is_worded(place));
    if !worded_before || (phrase.start < 4 && tree.forms[phrase.end.min(tree.len() - 1)] == ",") {
        // At the start: all that follows. A word before it ("But according to") stays out.
        let start = if tree.forms.get(phrase.end).is_some_and(|form| *form == ",") {
            phrase.end + 1
        } else {
            // The phrase may have swallowed the clause: cut it at its first comma.
            let comma = (phrase.start..tree.len()).find(|&place| tree.forms[place] == ",");
            comma.map_or(phrase.end, |comma| if phrase.end > comma { comma + 1 } else { phrase.end })
        };
        return content::trimmed(tree, start..tree.len()).into_iter().collect();
    }
    // The clause it belongs to, by the parse; else the sentence.
    let governor = tree.head(head).map(|mut at| {
        while let Some(up) = tree.head(at) {
            if matches!(tree.upos(at), Upos::Verb | Upos::Aux) || content::has_subject(tree, at) {
                break;
            }
            at = up;
        }
        at
    });
    let clause = governor.map_or(0..tree.len(), |at| own_clause(tree, at));
    let (start, end) = (clause.start.min(phrase.start), clause.end.max(phrase.end));
    let start = if start >= phrase.start { 0 } else { start };
    let before = content::trimmed(tree, start..phrase.start);
    let mut after = content::trimmed(tree, phrase.end..end);
    // Behind a closed statement only what the same clause goes on with belongs to it.
    if after
        .as_ref()
        .is_some_and(|range| range.len() < 2 || tree.is(range.start, &["and", "but", "while", "who"]))
    {
        after = None;
    }
    before.into_iter().chain(after).collect()
}

/// The extent of a clause without a conjunct or a cue that stands before it.
fn own_clause(tree: &Sentence<'_>, head: usize) -> Range<usize> {
    let mut range = tree.extent(head);
    for child in tree.children(head) {
        if matches!(tree.rel(child), Rel::Conj | Rel::Parataxis)
            && child > head
            && content::has_subject(tree, child)
        {
            let start = tree.extent(child).start;
            range.end = range.end.min(start.max(head + 1));
        }
    }
    range
}

/// "in his opinion", "in the ministry's view".
fn opinion(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    if !tree.is(
        at,
        &[
            "opinion",
            "view",
            "words",
            "estimation",
            "assessment",
            "judgment",
            "judgement",
            "telling",
            "perspective",
            "account",
        ],
    ) {
        return None;
    }
    let preposition = tree
        .children(at)
        .find(|&child| child < at && tree.rel(child) == Rel::Case && tree.is(child, &["in", "from", "by"]))?;
    let owner =
        tree.children(at).find(|&child| child < at && child > preposition && tree.rel(child) == Rel::Nmod)?;
    let range = preposition..at + 1;
    let content = beside(tree, range.clone(), at);
    Some(draft(reading, sentence, at, vec![range], Some(owner), content, "in-the-view-of"))
}

/// "was quoted as saying that", "state media quoted him as saying".
fn quoted_as(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    if at < 2 || !tree.is(at, &["saying", "telling", "writing", "stating"]) || !tree.is(at - 1, &["as"]) {
        return None;
    }
    let quote = (at.saturating_sub(16)..at - 1).rev().find(|&place| {
        matches!(tree.lemma(place), "quote" | "cite" | "report" | "paraphrase")
            && matches!(tree.upos(place), Upos::Verb | Upos::Aux)
    })?;
    let passive = source::is_passive(tree, quote);
    let speaker = if passive {
        tree.child(quote, &[Rel::Nsubj])
    } else {
        tree.children(quote).find(|&child| child > quote && tree.rel(child) == Rel::Obj)
    };
    let content = content::clause(tree, at).or_else(|| content::trimmed(tree, at + 1..tree.len()));
    let start = auxiliaries(tree, quote);
    let cue = vec![start..quote + 1, at - 1..at + 1];
    let mut made =
        draft(reading, sentence, at, cue, speaker, content.into_iter().collect(), "quoted-as-saying");
    if !passive && let Some(outlet) = source::of_verb(tree, quote) {
        made.chain.push(source::phrase(reading, sentence, outlet));
    }
    Some(made)
}

/// First token of the verb group that ends at `verb`: "has repeatedly", "was".
pub(super) fn auxiliaries(tree: &Sentence<'_>, verb: usize) -> usize {
    let mut start = verb;
    while start > 0
        && tree.head(start - 1) == Some(verb)
        && (tree.rel(start - 1) == Rel::Aux
            || (tree.upos(start - 1) == Upos::Adv && start >= 2 && tree.rel(start - 2) == Rel::Aux))
    {
        start -= 1;
    }
    start
}

/// "is convinced that", "was critical of": a state of mind that somebody has declared.
fn conviction(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    const SURE: &[&str] = &[
        "convinced",
        "confident",
        "certain",
        "sure",
        "adamant",
        "hopeful",
        "optimistic",
        "pessimistic",
        "sceptical",
        "skeptical",
        "doubtful",
        "concerned",
        "worried",
        "afraid",
        "critical",
        "unaware",
        "supportive",
        "clear",
        "insistent",
        "unequivocal",
        "dismissive",
    ];
    if !tree.is(at, SURE) || !matches!(tree.upos(at), Upos::Adj | Upos::Verb) {
        return None;
    }
    let subject = tree
        .child(at, &[Rel::Nsubj])
        .filter(|&subject| subject < at && !tree.is(subject, &["it", "there", "this", "that"]))?;
    let copula =
        tree.children(at).filter(|&child| matches!(tree.rel(child), Rel::Cop | Rel::Aux)).min().unwrap_or(at);
    let cue = copula.min(at)..at + 1;
    if let Some(content) = content::clause(tree, at) {
        return Some(draft(reading, sentence, at, vec![cue], Some(subject), vec![content], "conviction"));
    }
    if let Some(content) = content::around(tree, at, Some(subject)) {
        return Some(draft(reading, sentence, at, vec![cue], Some(subject), content, "conviction"));
    }
    if tree.is(at, &["critical", "dismissive", "supportive", "sceptical", "skeptical"]) {
        let (preposition, content) =
            content::after_preposition(tree, at, &["of".to_owned(), "about".to_owned()])?;
        return Some(draft(
            reading,
            sentence,
            at,
            vec![cue.start..preposition + 1],
            Some(subject),
            vec![content],
            "conviction",
        ));
    }
    None
}

/// "alleged misconduct": somebody alleges it.
fn adjective(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    if !tree.is(at, &["alleged", "purported", "so-called"])
        || tree.is(at, &["so-called"])
        || tree.rel(at) != Rel::Amod
    {
        return None;
    }
    let head = tree.head(at).filter(|&head| head > at)?;
    let range = content::trimmed(tree, at + 1..tree.extent(head).end)?;
    Some(draft(reading, sentence, at, vec![at..at + 1], None, vec![range], "alleged"))
}

/// "the ships have reportedly left": nobody is named.
fn adverb(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    let head = tree.head(at)?;
    let clause = own_clause(tree, head);
    let before = content::trimmed(tree, clause.start..at);
    let after = content::trimmed(tree, at + 1..clause.end.max(at + 1));
    let content: Vec<Range<usize>> = before.into_iter().chain(after).collect();
    Some(draft(reading, sentence, at, vec![at..at + 1], None, content, "reportedly"))
}
