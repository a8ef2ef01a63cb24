//! Personal names that the recogniser misses, told by the office before them.
//!
//! > the chief negotiator Ana Oru ... Georgia's minister for fisheries, Rita Vella, said

use std::ops::Range;

use knowledge::RoleClass;
use ledger::Via;
use syntax::Upos;
use syntax::entities::lists::{LISTS, Listed};

use super::names::name_words;
use super::{Mention, Reader, Sentence, head_of, titles};

/// So many words before the comma are searched for an office.
const REACH: usize = 10;

impl Reader<'_> {
    /// Adds a mention for every run of two to four capitalised words that follows a role noun, or a comma
    /// behind one, and is nobody's name yet.
    pub(super) fn presented(&mut self, place: usize, sentence: &Sentence<'_>, found: &mut Vec<Mention>) {
        let mut at = 1;
        while at < sentence.len() {
            let end = run_end(sentence, at);
            let start = at;
            at = end.max(at + 1);
            let range = start..end;
            if !(2..=4).contains(&range.len()) || !self.presents(sentence, &range) {
                continue;
            }
            let taken = found.iter().any(|other| other.range.start < end && start < other.range.end);
            if taken {
                continue;
            }
            let words = name_words(sentence, range.clone());
            if words.len() < 2 {
                continue;
            }
            let entity = self.person(&words);
            let title = titles::before(sentence, self.knowledge, start, |_| false);
            self.describe(sentence, entity, &range, title.as_ref());
            found.push(Mention {
                sentence: place,
                head: head_of(sentence, &range),
                range,
                entity,
                via: Via::Name,
                adjective: false,
                title: title.map(|title| title.range.start),
            });
        }
    }

    /// True when an office stands before the run and nothing speaks against a person's name.
    fn presents(&self, sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
        let body = range.clone().any(|at| {
            let form = sentence.forms[at];
            LISTS.of(form, &form.to_lowercase()).has(Listed::ORGANISATION)
        });
        let role_in = range.clone().any(|at| self.knowledge.roles.match_at(&sentence.forms, at).is_some());
        if body || role_in {
            return false;
        }
        let before = range.start - 1;
        if self.role_ends(sentence, before) {
            return true;
        }
        let after = range.end;
        let closes = after >= sentence.len()
            || sentence.forms[after] == ","
            || matches!(sentence.upos(after), Upos::Verb | Upos::Aux);
        if sentence.forms[before] != "," || !closes {
            return false;
        }
        // Back over the description, never over a verb.
        (before.saturating_sub(REACH)..before)
            .rev()
            .take_while(|&at| {
                sentence.is_worded(at)
                    && !matches!(sentence.upos(at), Upos::Verb | Upos::Aux | Upos::Pron | Upos::Cconj)
            })
            .any(|at| self.role_ends(sentence, at))
    }

    /// True when a role noun for one person ends at the place.
    fn role_ends(&self, sentence: &Sentence<'_>, place: usize) -> bool {
        sentence.xpos(place) != "NNS"
            && matches!(sentence.upos(place), Upos::Noun | Upos::Propn)
            && (place.saturating_sub(3)..=place).any(|at| {
                self.knowledge.roles.match_at(&sentence.forms, at).is_some_and(|(length, role)| {
                    at + length == place + 1 && matches!(role.class, RoleClass::Office | RoleClass::Unnamed)
                })
            })
    }
}

/// Where the run of capitalised proper nouns that begins at `start` ends.
fn run_end(sentence: &Sentence<'_>, start: usize) -> usize {
    let name =
        |at: usize| sentence.upos(at) == Upos::Propn && sentence.forms[at].starts_with(char::is_uppercase);
    if !name(start) {
        return start;
    }
    (start..sentence.len()).find(|&at| !name(at) && sentence.forms[at] != "-").unwrap_or(sentence.len())
}
