//! The title in front of a name, read from the words themselves.
//!
//! > the Aide to the Director of the Harbour Fund of Malta Rita Vella
//!
//! gives Rita Vella the title `aide`, of the harbour fund, for Malta. The parser often breaks such long
//! titles, so the words before the name are read from right to left instead.

use std::ops::Range;

use knowledge::{ActorKind, Knowledge, RoleClass};
use syntax::Upos;

use super::Sentence;

/// So many words before a name are looked at.
const REACH: usize = 18;

/// A title, as far as it tells one person from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// Where it stands in its sentence.
    pub range: Range<usize>,
    /// The role noun: `adviser`.
    pub role: Range<usize>,
}

/// The words of a title that count: small letters, without articles, prepositions, names of states and
/// marks; the role noun first.
pub(crate) fn key(sentence: &Sentence<'_>, knowledge: &Knowledge, title: &Title) -> Vec<String> {
    let mut words: Vec<String> = vec![sentence.lemma(title.role.end - 1).to_lowercase()];
    let mut place = title.range.start;
    while place < title.range.end {
        if let Some(length) = state_at(sentence, knowledge, place) {
            place += length;
            continue;
        }
        let counts = matches!(sentence.upos(place), Upos::Noun | Upos::Propn | Upos::Adj);
        let form = sentence.forms[place].to_lowercase();
        if counts
            && sentence.is_worded(place)
            && !matches!(form.as_str(), "'s" | "’s")
            && !words.contains(&form)
        {
            words.push(form);
        }
        place += 1;
    }
    words
}

/// The title that ends where a name starts. `named` tells the words that belong to other names of
/// persons.
pub(crate) fn before(
    sentence: &Sentence<'_>,
    knowledge: &Knowledge,
    name: usize,
    named: impl Fn(usize) -> bool,
) -> Option<Title> {
    let mut low = name;
    while low > 0 && name - low < REACH && !named(low - 1) && belongs(sentence, low - 1) {
        low -= 1;
    }
    within(sentence, knowledge, low..name, true)
}

/// The title that a phrase without a name is: `the Head of the Port Office`.
pub(crate) fn of_phrase(
    sentence: &Sentence<'_>,
    knowledge: &Knowledge,
    phrase: &Range<usize>,
) -> Option<Title> {
    within(sentence, knowledge, phrase.clone(), false)
}

/// True for the words that titles are made of.
fn belongs(sentence: &Sentence<'_>, place: usize) -> bool {
    match sentence.upos(place) {
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num => true,
        Upos::Det => sentence.is(place, &["the", "a", "an"]),
        Upos::Adp | Upos::Part => {
            sentence.is(place, &["of", "for", "to", "on", "at", "in", "'s", "’s", "'", "’"])
        }
        Upos::Cconj => sentence.is(place, &["and"]),
        _ => matches!(sentence.forms[place], "-" | "(" | ")" | "'s" | "’s"),
    }
}

fn within(sentence: &Sentence<'_>, knowledge: &Knowledge, run: Range<usize>, named: bool) -> Option<Title> {
    let mut role: Option<Range<usize>> = None;
    let mut place = run.start;
    while place < run.end {
        let Some((length, found)) = knowledge.roles.match_at(&sentence.forms, place) else {
            place += 1;
            continue;
        };
        let end = place + length;
        let office = matches!(found.class, RoleClass::Office | RoleClass::Unnamed) && !found.plural;
        let small_verb = !matches!(sentence.upos(end - 1), Upos::Noun | Upos::Propn | Upos::Adj);
        if end > run.end || !office || small_verb {
            place += 1;
            continue;
        }
        let leads = end == run.end
            || sentence.is(end, &["of", "for", "to", "on", "at", "in"])
            || sentence.forms[end] == "(";
        if leads {
            role = Some(place..end);
            break;
        }
        place = end;
    }
    let mut role = role?;
    if named && role.end < run.end {
        // "spokesman for President Vella" is somebody else; "aide to the director of the fund Vella" is not.
        let inner = (role.end..run.end).find(|&at| {
            knowledge.roles.match_at(&sentence.forms, at).is_some_and(|(length, found)| {
                at + length == run.end && matches!(found.class, RoleClass::Office | RoleClass::Unnamed)
            })
        });
        if let Some(inner) = inner {
            let mut first = inner;
            while first > role.end && matches!(sentence.upos(first - 1), Upos::Adj | Upos::Propn) {
                first -= 1;
            }
            if !sentence.is(first - 1, &["the"]) {
                role = inner..run.end;
            }
        }
    }
    // "US", "Foreign", "Deputy" before it.
    let mut start = role.start;
    while start > run.start
        && (matches!(sentence.upos(start - 1), Upos::Noun | Upos::Propn | Upos::Adj)
            || matches!(sentence.forms[start - 1], "-" | "'s" | "’s"))
    {
        start -= 1;
    }
    Some(Title { range: start..run.end, role })
}

/// Length of the name of a state at a place.
fn state_at(sentence: &Sentence<'_>, knowledge: &Knowledge, place: usize) -> Option<usize> {
    let matched = knowledge.actors.match_at(&sentence.forms, place)?;
    let state = matched.candidates.iter().any(|candidate| {
        matches!(knowledge.actors.get(candidate.actor).kind, ActorKind::State | ActorKind::FormerState)
    });
    state.then_some(matched.len)
}
