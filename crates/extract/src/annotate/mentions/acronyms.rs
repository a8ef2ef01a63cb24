//! Short names that a report explains itself: "the Georgian Harbour Fund (GHF) ... the GHF said".

use ledger::SpeakerKind;

use super::names::join;
use super::{Reader, Sentence};

/// So many words before the bracket are read.
const REACH: usize = 12;

impl Reader<'_> {
    /// Learns every acronym in brackets whose letters begin the capitalised words before it. Names that
    /// the actor files know keep their own actors.
    pub(super) fn explain(&mut self, sentence: &Sentence<'_>) {
        for at in 2..sentence.len().saturating_sub(1) {
            let short = sentence.forms[at];
            let acronym =
                (2..=8).contains(&short.len()) && short.chars().all(|letter| letter.is_ascii_uppercase());
            if !acronym || sentence.forms[at - 1] != "(" || sentence.forms[at + 1] != ")" {
                continue;
            }
            let Some(start) = long_form(sentence, at - 1, short) else { continue };
            let known = self.knowledge.actors.match_at(&sentence.forms, start);
            // "UNESCO" is the usual name itself.
            let usual = self.knowledge.actors.match_at(&[short], 0).is_some_and(|matched| {
                matched.candidates.iter().any(|one| self.knowledge.actors.get(one.actor).name == short)
            });
            if usual
                || self.acronyms.contains_key(short)
                || known.is_some_and(|known| start + known.len == at - 1)
            {
                continue;
            }
            let entity =
                self.other(&join(&sentence.forms[start..at - 1]), SpeakerKind::Organisation, None, None);
            self.acronyms.insert(short.to_owned(), entity);
        }
    }
}

/// Where the words begin whose first letters the acronym gives, read backwards from the bracket.
fn long_form(sentence: &Sentence<'_>, bracket: usize, short: &str) -> Option<usize> {
    let mut letters = short.chars().rev().peekable();
    for at in (bracket.saturating_sub(REACH)..bracket).rev() {
        let form = sentence.forms[at];
        if form.starts_with(char::is_uppercase) {
            if letters.next() != form.chars().next() {
                return None;
            }
            if letters.peek().is_none() {
                return Some(at);
            }
        } else if !(form == "-" || form.ends_with("'s") || form.ends_with("’s") || form.len() <= 3) {
            return None;
        }
    }
    None
}
