//! What is attributed: the clause, infinitive, object or complement of a cue.

use std::ops::Range;

use syntax::{Rel, Upos};

use crate::annotate::{Sentence, is_mark, is_quote_mark};

/// The words of `range` without marks and blanks at its ends, and without the complementiser `that`.
/// `None` when no word is left.
pub(super) fn trimmed(tree: &Sentence<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let (mut start, mut end) = (range.start, range.end);
    while start < end && (is_mark(tree.forms[start]) && !matches!(tree.forms[start], "[" | "(")) {
        start += 1;
    }
    if start < end && tree.is(start, &["that"]) && matches!(tree.rel(start), Rel::Mark) {
        start += 1;
        while start < end && is_mark(tree.forms[start]) {
            start += 1;
        }
    }
    while start < end && is_mark(tree.forms[end - 1]) && !matches!(tree.forms[end - 1], ")" | "]") {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// The clause a cue introduces: "said that the road was closed".
pub(super) fn clause(tree: &Sentence<'_>, verb: usize) -> Option<Range<usize>> {
    let clause = tree.children(verb).find(|&child| {
        child > verb
            && (tree.rel(child) == Rel::Ccomp
                || (tree.rel(child) == Rel::Parataxis
                    && has_subject(tree, child)
                    && !is_aside(tree, verb, child)))
    })?;
    let extent = tree.extent(clause);
    let start = extent.start.max(verb + 1);
    trimmed(tree, start..to_end(tree, verb, extent.end))
}

/// True when a comma sets the parataxis off, so that it stands beside the cue.
fn is_aside(tree: &Sentence<'_>, verb: usize, child: usize) -> bool {
    let start = tree.extent(child).start;
    start > verb + 1 && tree.forms[start - 1] == ","
}

/// A greedy parse often cuts the last phrases off a clause. What follows it belongs to it, unless it
/// hangs on the cue or above it as a clause of its own.
fn to_end(tree: &Sentence<'_>, verb: usize, end: usize) -> usize {
    let mut end = end;
    while end < tree.len() {
        let next = (end..tree.len()).find(|&place| tree.is_worded(place));
        let Some(next) = next else { break };
        // The topmost word of the piece that starts here.
        let mut top = next;
        while let Some(head) = tree.head(top) {
            if head < end {
                break;
            }
            top = head;
        }
        let Some(head) = tree.head(top) else { break };
        let beside = tree.is_under(verb, head) || head == verb;
        // "the need for both sides to act": an infinitive goes on with the noun before it.
        let infinitive = tree.forms[end] != ","
            && tree.children(top).any(|mark| tree.rel(mark) == Rel::Mark && tree.is(mark, &["to"]));
        let clausal = !infinitive
            && (matches!(tree.rel(top), Rel::Conj | Rel::Advcl | Rel::Parataxis | Rel::Ccomp | Rel::Nsubj)
                || matches!(tree.upos(top), Upos::Verb));
        let stop = tree.extent(top).end;
        let that = tree.children(top).any(|mark| tree.rel(mark) == Rel::Mark && tree.is(mark, &["that"]));
        let goes_on = tree.rel(top) == Rel::Conj
            && (that || (!has_subject(tree, top) && is_backshifted(tree, next, top)));
        if (beside && !goes_on && (clausal || tree.forms[end] == ",")) || stop <= end {
            break;
        }
        end = stop;
    }
    end
}

/// Where a clause with a subject of its own begins that is joined to `head`: ", but the others stayed".
fn own_end(tree: &Sentence<'_>, head: usize) -> Option<usize> {
    let joined = tree
        .children(head)
        .filter(|&child| child > head)
        .find(|&child| matches!(tree.rel(child), Rel::Conj | Rel::Parataxis) && has_subject(tree, child))?;
    Some(tree.extent(joined).start.max(head + 1))
}

/// "said the offer was poor and would not be answered": an auxiliary of reported speech goes on with the
/// content rather than with the saying.
fn is_backshifted(tree: &Sentence<'_>, start: usize, verb: usize) -> bool {
    (start..=verb).any(|place| {
        tree.is(place, &["would", "had", "could", "might", "were", "was"]) && tree.rel(place) == Rel::Aux
    })
}

/// True when the word has a subject of its own.
pub(super) fn has_subject(tree: &Sentence<'_>, place: usize) -> bool {
    tree.child(place, &[Rel::Nsubj, Rel::Csubj, Rel::Expl]).is_some()
}

/// "urged both sides to stop": the infinitive, with its "to" and without the one addressed.
pub(super) fn infinitive(tree: &Sentence<'_>, verb: usize) -> Option<Range<usize>> {
    let child = tree.children(verb).find(|&child| {
        child > verb
            && matches!(tree.rel(child), Rel::Xcomp | Rel::Ccomp | Rel::Advcl)
            && tree.children(child).any(|mark| tree.rel(mark) == Rel::Mark && tree.is(mark, &["to"]))
    })?;
    let to = tree.children(child).find(|&mark| tree.rel(mark) == Rel::Mark && tree.is(mark, &["to"]))?;
    trimmed(tree, to..own_end(tree, child).unwrap_or_else(|| to_end(tree, verb, tree.extent(child).end)))
}

/// "denied blocking the road".
pub(super) fn gerund(tree: &Sentence<'_>, verb: usize) -> Option<Range<usize>> {
    let child = tree.children(verb).find(|&child| {
        child > verb && matches!(tree.rel(child), Rel::Xcomp | Rel::Ccomp) && tree.xpos(child) == "VBG"
    })?;
    trimmed(tree, tree.extent(child).start.max(verb + 1)..tree.extent(child).end)
}

/// "rejected the offer": the object, with all that describes it.
pub(super) fn object(tree: &Sentence<'_>, verb: usize) -> Option<Range<usize>> {
    let child = tree.children(verb).find(|&child| child > verb && tree.rel(child) == Rel::Obj)?;
    if tree.upos(child) == Upos::Pron && !tree.is(child, &["this", "that", "it", "everything", "nothing"]) {
        return None;
    }
    let extent = tree.extent(child);
    let end = own_end(tree, child).unwrap_or_else(|| to_end(tree, verb, extent.end));
    trimmed(tree, extent.start.max(verb + 1)..end)
}

/// "described the offer as a trap": the object and what follows "as".
pub(super) fn object_as(tree: &Sentence<'_>, verb: usize, passive: bool) -> Option<Vec<Range<usize>>> {
    let complement = tree.children(verb).find(|&child| {
        child > verb
            && matches!(
                tree.rel(child),
                Rel::Obl | Rel::Advcl | Rel::Xcomp | Rel::Advmod | Rel::Obj | Rel::Ccomp
            )
            && tree
                .children(child)
                .any(|mark| matches!(tree.rel(mark), Rel::Case | Rel::Mark) && tree.is(mark, &["as"]))
    });
    let (start, end) = match complement {
        Some(complement) => {
            let mark = tree.children(complement).find(|&mark| tree.is(mark, &["as"]))?;
            (mark + 1, tree.extent(complement).end)
        }
        None => {
            // The parser may hang "as" on the object.
            let object = tree.children(verb).find(|&child| child > verb && tree.rel(child) == Rel::Obj)?;
            let extent = tree.extent(object);
            let mark = (extent.start + 1..extent.end).find(|&place| tree.is(place, &["as"]))?;
            let object = trimmed(tree, extent.start..mark)?;
            return Some(vec![object, trimmed(tree, mark + 1..extent.end)?]);
        }
    };
    let second = trimmed(tree, start..end)?;
    let first = if passive {
        let subject = tree.child(verb, &[Rel::Nsubj])?;
        trimmed(tree, tree.extent(subject))
    } else {
        let object =
            tree.children(verb).find(|&child| child > verb && tree.rel(child) == Rel::Obj && child < start);
        object.and_then(|object| {
            trimmed(tree, tree.extent(object).start..tree.extent(object).end.min(start - 1))
        })
    };
    Some(first.into_iter().chain([second]).collect())
}

/// "called the offer a trap": the object and its complement, in one span.
pub(super) fn complement(tree: &Sentence<'_>, verb: usize) -> Option<Range<usize>> {
    let object = tree
        .children(verb)
        .find(|&child| child > verb && matches!(tree.rel(child), Rel::Obj | Rel::Nsubj | Rel::Ccomp))?;
    let second = tree
        .children(verb)
        .find(|&child| child > object && matches!(tree.rel(child), Rel::Xcomp | Rel::Obj | Rel::Ccomp));
    let end = match second {
        Some(second) => tree.extent(second).end,
        None if tree.rel(object) == Rel::Ccomp => tree.extent(object).end,
        None => return None,
    };
    trimmed(tree, tree.extent(object).start.max(verb + 1)..end)
}

/// "warned of a shortage", "called for both sides to stop": what follows one of `prepositions`. Gives
/// the place of the preposition and the content.
pub(super) fn after_preposition(
    tree: &Sentence<'_>,
    verb: usize,
    prepositions: &[String],
) -> Option<(usize, Range<usize>)> {
    let wanted = |place: usize| prepositions.iter().any(|word| tree.forms[place].eq_ignore_ascii_case(word));
    for child in tree.children(verb).filter(|&child| child > verb) {
        if !matches!(
            tree.rel(child),
            Rel::Obl | Rel::Nmod | Rel::Advcl | Rel::Xcomp | Rel::Ccomp | Rel::Obj | Rel::Advmod
        ) {
            continue;
        }
        let mark = tree.children(child).find(|&mark| {
            mark > verb && mark < child && matches!(tree.rel(mark), Rel::Case | Rel::Mark) && wanted(mark)
        });
        if let Some(mark) = mark {
            let content = trimmed(tree, mark + 1..to_end(tree, verb, tree.extent(child).end))?;
            return Some((mark, content));
        }
    }
    None
}

/// Where the saying itself stands: subject, verb and what goes with them, as one stretch.
pub(super) fn core(tree: &Sentence<'_>, verb: usize, subject: Option<usize>) -> Range<usize> {
    let (mut start, mut end) = (verb, verb + 1);
    for child in tree.children(verb) {
        let close = matches!(tree.rel(child), Rel::Aux | Rel::Advmod | Rel::Compound);
        if close && child + 4 > verb && child < verb + 3 && !is_mark_between(tree, child, verb) {
            start = start.min(child);
            end = end.max(child + 1);
        }
    }
    if let Some(subject) = subject {
        let range = super::source::phrase_range(tree, subject);
        if range.end + 4 >= start && range.start < start && !is_comma_only(tree, range.end..start) {
            start = range.start.min(start);
        } else if range.start >= verb && range.start <= verb + 4 {
            end = end.max(range.end);
        }
    }
    start..end
}

fn is_mark_between(tree: &Sentence<'_>, a: usize, b: usize) -> bool {
    (a.min(b) + 1..a.max(b)).any(|place| is_mark(tree.forms[place]))
}

/// True when a stop stands between subject and verb that no apposition or relative clause opens.
fn is_comma_only(tree: &Sentence<'_>, gap: Range<usize>) -> bool {
    gap.start < gap.end && gap.clone().any(|place| matches!(tree.forms[place], ":" | ";"))
}

/// "The road, officials said, was closed": the sentence without the saying, where the saying stands
/// aside or at its end.
pub(super) fn around(tree: &Sentence<'_>, verb: usize, subject: Option<usize>) -> Option<Vec<Range<usize>>> {
    let core = core(tree, verb, subject);
    if core.start < 2 || !is_closing(tree, core.start - 1) {
        return None;
    }
    let first = trimmed(tree, 0..core.start)?;
    if !is_clause(tree, &first, verb) {
        return None;
    }
    // After the saying: addressee, place and time up to the next comma go with it.
    let mut tail = core.end;
    while tail < tree.len() && !is_boundary(tree.forms[tail]) {
        tail += 1;
    }
    let mut content = vec![first];
    if tail + 1 < tree.len()
        && tree.forms[tail] == ","
        && let Some(rest) = trimmed(tree, tail + 1..tree.len())
        && goes_on(tree, &content[0], rest.start, verb)
    {
        content.push(rest);
    }
    Some(content)
}

/// True when the words before a saying are what is said: a clause with a verb of its own that no
/// subordinator opens, or words in quotation marks. "On Thursday, she said" has no such words.
fn is_clause(tree: &Sentence<'_>, before: &Range<usize>, verb: usize) -> bool {
    if is_quote_mark(tree.forms[before.end.min(tree.len() - 1)])
        || (before.end + 1 < tree.len() && is_quote_mark(tree.forms[before.end + 1]))
    {
        return true;
    }
    let finite = before.clone().any(|place| {
        // The saying hangs on a verb that holds it, such as "revealed that, in May, she accepted".
        let holds = tree.is_under(verb, place) && !matches!(tree.rel(verb), Rel::Parataxis | Rel::Conj);
        matches!(tree.xpos(place), "VBD" | "VBZ" | "VBP" | "MD") && !holds && !subordinated(tree, place, verb)
    });
    finite
        && !tree.is(
            before.start,
            &[
                "when", "while", "if", "as", "after", "before", "since", "although", "though", "because",
                "asked", "whereas",
            ],
        )
}

/// True when the clause of `place` hangs on the saying as a circumstance.
fn subordinated(tree: &Sentence<'_>, place: usize, verb: usize) -> bool {
    let mut at = place;
    while let Some(head) = tree.head(at) {
        if head == verb {
            return matches!(tree.rel(at), Rel::Advcl | Rel::Obl | Rel::Nsubj | Rel::Acl);
        }
        if matches!(tree.rel(at), Rel::Acl) {
            return true;
        }
        at = head;
    }
    false
}

fn is_closing(tree: &Sentence<'_>, place: usize) -> bool {
    matches!(tree.forms[place], "," | "?" | "!" | "—" | "–" | "-" | "--") || is_quote_mark(tree.forms[place])
}

fn is_boundary(form: &str) -> bool {
    matches!(form, "," | "." | ";" | ":" | "!" | "?" | "—" | "–") || is_quote_mark(form)
}

/// True when the words from `start` go on with the clause in `before` rather than with the cue.
fn goes_on(tree: &Sentence<'_>, before: &Range<usize>, start: usize, verb: usize) -> bool {
    if tree.xpos(start) == "VBG" || tree.is(start, &["adding", "citing", "who", "which"]) {
        return false;
    }
    let mut at = start;
    while let Some(head) = tree.head(at) {
        if head == verb {
            return false;
        }
        if before.contains(&head) {
            return true;
        }
        at = head;
    }
    before.contains(&at)
}
