//! The names of actors, gathered into the tables that text is looked up in.

use super::entry::{Entry, Label, Source};
use super::read::sector;
use super::{Actor, ActorId, Candidate, Via};
use crate::Error;
use crate::phrases::{Case, Phrases};

/// The names of all actors while they are gathered.
pub(super) struct Names<'a> {
    list: &'a [Actor],
    phrases: Phrases<Candidate>,
    capitals: Phrases<Candidate>,
}

impl<'a> Names<'a> {
    pub(super) fn new(list: &'a [Actor]) -> Self {
        let (mut phrases, mut capitals) = (Phrases::new(Case::Kept), Phrases::new(Case::Capitals));
        phrases.reserve(list.len() * 4);
        capitals.reserve(list.len() * 4);
        Self { list, phrases, capitals }
    }

    /// The names an entry gives.
    pub(super) fn declare(
        &mut self,
        source: &Source<'_>,
        actor: ActorId,
        entry: &Entry,
    ) -> Result<(), Error> {
        let name = Label { name: entry.name.get_ref().clone(), ambiguous: entry.ambiguous, sector: None };
        self.label(source, actor, Via::Name, &name, entry.name.span().start)?;
        for (via, labels) in [
            (Via::Alias, &entry.aliases),
            (Via::Adjective, &entry.adjectives),
            (Via::Demonym, &entry.demonyms),
            (Via::Capital, &entry.capitals),
            (Via::Metonym, &entry.metonyms),
        ] {
            for label in labels {
                self.label(source, actor, via, label.get_ref(), label.span().start)?;
            }
        }
        Ok(())
    }

    fn label(
        &mut self,
        source: &Source<'_>,
        actor: ActorId,
        via: Via,
        label: &Label,
        at: usize,
    ) -> Result<(), Error> {
        let sector = label.sector.as_deref().map(|code| sector(source, at, code)).transpose()?;
        let candidate = Candidate { actor, via, sector, ambiguous: label.ambiguous };
        let Some(known) = self.phrases.entry(&label.name) else {
            return Err(source.error(at, format!("`{}` has no letters", label.name)));
        };
        let other = known.iter().find(|other| other.actor != actor && !(other.ambiguous && label.ambiguous));
        if let Some(other) = other {
            let other = &self.list[other.actor.0 as usize].name;
            return Err(source.error(at, format!("`{}` already names `{other}`", label.name)).hint(format!(
                "if it names both, write {{ name = \"{}\", ambiguous = true }} in both places",
                label.name
            )));
        }
        push(known, candidate);
        self.add_capitals(&label.name, candidate);
        Ok(())
    }

    /// The surnames of a person, weaker than anything declared.
    pub(super) fn surnames(&mut self, actor: ActorId, entry: &Entry) {
        let surnames: Vec<String> = match &entry.surnames {
            Some(surnames) => surnames.clone(),
            None => {
                let aliases = entry.aliases.iter().map(|alias| alias.get_ref().name.as_str());
                let names = std::iter::once(entry.name.get_ref().as_str()).chain(aliases);
                names.filter_map(last_word).map(str::to_owned).collect()
            }
        };
        for surname in &surnames {
            // `al-Assad` is `Assad` as often.
            let bare = ["al-", "Al-", "el-", "El-"].iter().find_map(|article| surname.strip_prefix(article));
            for surname in std::iter::once(surname.as_str()).chain(bare) {
                let candidate = Candidate { actor, via: Via::Surname, sector: None, ambiguous: true };
                let taken = |known: &Candidate| !known.ambiguous && known.via != Via::Surname;
                let Some(known) = self.phrases.entry(surname) else { continue };
                if !known.iter().any(taken) {
                    push(known, candidate);
                    self.add_capitals(surname, candidate);
                }
            }
        }
    }

    /// Text in capitals finds the phrase too, if it has a letter that would differ. A short word it does
    /// not find: in capitals `BAN`, `MAY` and `LET` are those words more often than a name.
    fn add_capitals(&mut self, phrase: &str, candidate: Candidate) {
        if phrase.contains(char::is_lowercase)
            && phrase.chars().count() > 3
            && let Some(known) = self.capitals.entry(phrase)
        {
            push(known, candidate);
        }
    }

    pub(super) fn finish(mut self) -> (Phrases<Candidate>, Phrases<Candidate>) {
        for candidates in self.phrases.values_mut().chain(self.capitals.values_mut()) {
            candidates.sort_by_key(|candidate| (candidate.via, candidate.actor));
            let several = candidates.len() > 1;
            for candidate in candidates {
                candidate.ambiguous |= several;
            }
        }
        (self.phrases, self.capitals)
    }
}

/// The first name an entry gives a phrase by is its strongest: Singapore the state, not its capital.
fn push(known: &mut Vec<Candidate>, candidate: Candidate) {
    if !known.iter().any(|other| other.actor == candidate.actor) {
        known.push(candidate);
    }
}

/// The last word of a name of several, unless it is a number or a `Jr.`
fn last_word(name: &str) -> Option<&str> {
    let (_, last) = name.rsplit_once(' ')?;
    let number = last.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'));
    (!number && !matches!(last, "Jr" | "Jr." | "Sr" | "Sr.")).then_some(last)
}
