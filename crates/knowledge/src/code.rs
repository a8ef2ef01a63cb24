//! Country and sector of whoever a phrase names, as event data codes them.
//!
//! > the former Maltese defence minister
//!
//! is country `MLT`, sector `ELI`. Sectors are those of PLOVER: `GOV`, `MIL`, `REB` and the others of
//! [`Sector`], and besides `PTY` (parties), `ELI` (former office holders), `PRM` (paramilitaries), `UAF`
//! (mercenaries and other armed forces of nobody), `UNK` (people of whom nothing is told).

use crate::Knowledge;
use crate::actors::{ActorId, ActorKind, Candidate, Sector, Tenure, Via};
use crate::month::Month;
use crate::roles::Modifier;

/// What a phrase tells of an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// The actor named, where one is.
    pub actor: Option<ActorId>,
    /// ISO 3166-1 alpha-3 of a state, `IGO`, `NGO`, `MNC`, `EUR` for the European Union; `None` where the
    /// phrase does not tell.
    pub country: Option<String>,
    /// Three letters; `None` for a state as a whole and where the phrase does not tell.
    pub sector: Option<&'static str>,
}

impl Knowledge {
    /// Country and sector of the actor that `phrase` names in `month` (`None`: now). Linear in the length of
    /// the phrase.
    pub fn code(&self, phrase: &str, month: Option<Month>) -> Coded {
        let words = words(phrase);
        let bare = match words.first().map(|word| word.to_lowercase()).as_deref() {
            Some("the" | "a" | "an") => &words[1..],
            _ => &words[..],
        };
        if let Some(matched) = self.actors.match_at(bare, 0).filter(|matched| matched.len == bare.len())
            && let Some(candidate) = self.likely(matched.candidates)
        {
            return self.of_candidate(candidate, month);
        }
        self.of_description(bare, month)
    }

    /// The candidate meant when nothing else is known: whoever is not a namesake, states first.
    fn likely<'a>(&self, candidates: &'a [Candidate]) -> Option<&'a Candidate> {
        let rank = |candidate: &&Candidate| {
            let kind = self.actors.get(candidate.actor).kind;
            (candidate.ambiguous, kind == ActorKind::Place, kind == ActorKind::Outlet)
        };
        candidates.iter().min_by_key(rank)
    }

    fn of_candidate(&self, candidate: &Candidate, month: Option<Month>) -> Coded {
        let actor = self.actors.get(candidate.actor);
        let own = actor.sector.or(candidate.sector).map(Sector::code);
        let sector = match actor.kind {
            ActorKind::State | ActorKind::FormerState | ActorKind::Territory | ActorKind::Region => {
                let seat = matches!(candidate.via, Via::Capital | Via::Metonym);
                candidate.sector.map(Sector::code).or(seat.then_some("GOV"))
            }
            ActorKind::Ministry => own.or(Some("GOV")),
            ActorKind::Agency => own.or(Some("GOV")),
            ActorKind::ArmedGroup => own.or(Some("REB")),
            ActorKind::Party => Some("PTY"),
            ActorKind::Movement => own.or(Some("OPP")),
            ActorKind::People => own.or(Some("CVL")),
            ActorKind::Company => own.or(Some("BUS")),
            ActorKind::Place => own.or(Some("CVL")),
            ActorKind::Outlet => own.or(Some("MED")),
            ActorKind::Person => self.of_person(candidate.actor, month),
            ActorKind::Organisation | ActorKind::Organ | ActorKind::Ngo => own,
        };
        Coded { actor: Some(candidate.actor), country: self.country(candidate.actor), sector }
    }

    /// The sector of the office a person holds; `ELI` where all of them are over.
    fn of_person(&self, person: ActorId, month: Option<Month>) -> Option<&'static str> {
        let actor = self.actors.get(person);
        let of = |title: &str, role: &str| {
            let sector = |words: &str| {
                let words: Vec<&str> = words.split_whitespace().collect();
                (0..words.len()).find_map(|at| self.roles.match_at(&words, at)?.1.sector)
            };
            sector(role).or_else(|| sector(title)).map_or("GOV", Sector::code)
        };
        let Some(month) = month else {
            return match actor.offices.iter().rev().find(|office| office.to.is_none()) {
                Some(office) => Some(of(&office.title, &office.role)),
                None if actor.offices.is_empty() => actor.sector.map(Sector::code),
                None => Some("ELI"),
            };
        };
        let mut held: Vec<(Tenure, &'static str)> = (self.actors.offices(person, month))
            .map(|(office, tenure)| (tenure, of(&office.title, &office.role)))
            .collect();
        held.sort_by_key(|(tenure, _)| std::cmp::Reverse(*tenure));
        let past = |office: &crate::Office| office.to.is_some_and(|to| to.latest() < month.earliest());
        match held.first() {
            Some((_, sector)) => Some(sector),
            None if !actor.offices.is_empty() && actor.offices.iter().all(past) => Some("ELI"),
            None => actor.sector.map(Sector::code),
        }
    }

    /// The country code of an actor; organs count as their organisation.
    fn country(&self, actor: ActorId) -> Option<String> {
        let top = self.actors.top(actor);
        if self.actors.get(top).name == "EU" {
            return Some("EUR".to_owned());
        }
        self.actors.code(actor).map(str::to_owned)
    }

    /// A phrase that describes: states by name or adjective, sectors by role nouns.
    fn of_description(&self, words: &[&str], month: Option<Month>) -> Coded {
        let mut coded = Coded::default();
        let (mut former, mut exact) = (false, None);
        // The preposition behind which we are.
        let mut behind: Option<&str> = None;
        let mut named: Option<Coded> = None;
        let mut at = 0;
        while at < words.len() {
            if matches!(self.roles.modifier(words[at]), Some(Modifier::Former)) {
                former = true;
            }
            let body = self.ministries.match_at(words, at).map(|(len, body)| (len, body.sector));
            let role = self.roles.match_at(words, at).map(|(len, role)| (len, role.sector));
            let noun = self.sectors.match_at(words, at);
            let actor = self
                .actors
                .match_at(words, at)
                .and_then(|matched| Some((matched.len, self.likely(matched.candidates)?)));
            if let Some((len, candidate)) = actor
                && [body.map_or(0, |(len, _)| len), role.map_or(0, |(len, _)| len)]
                    .iter()
                    .all(|other| *other <= len)
            {
                let found = self.of_candidate(candidate, month);
                let kind = self.actors.get(candidate.actor).kind;
                // "Ana Oru Vella" is not Ana Oru.
                let longer = words.get(at + len).is_some_and(|next| {
                    next.starts_with(char::is_uppercase) && self.roles.match_at(words, at + len).is_none()
                });
                if kind == ActorKind::Person && longer {
                    at += len;
                    continue;
                }
                if kind == ActorKind::Person {
                    named.get_or_insert(found);
                } else {
                    // "Minsk police", "the Shanghai court": a town tells of its state.
                    coded.country = coded.country.or(found.country);
                    if behind == Some("of") && matches!(found.sector, Some("LEG" | "JUD")) {
                        exact = found.sector;
                    }
                    if !matches!(
                        kind,
                        ActorKind::State
                            | ActorKind::FormerState
                            | ActorKind::Territory
                            | ActorKind::Region
                            | ActorKind::Place
                    ) {
                        coded.sector = coded.sector.or(found.sector);
                        coded.actor = coded.actor.or(found.actor);
                    }
                }
                at += len;
                continue;
            }
            // Of modifier and noun the noun tells: "opposition lawmaker"; so does the body behind "of":
            // "president of the parliament". The defence ministry is government all the same.
            let body = body.map(|(len, sector)| {
                (
                    len,
                    sector.map(|sector| match sector {
                        Sector::Military if is_ministry(&words[at..at + len]) => "GOV",
                        sector => sector.code(),
                    }),
                )
            });
            let role = role.map(|(len, sector)| (len, sector.map(Sector::code)));
            let noun = noun.map(|(len, code)| (len, Some(code)));
            let best = [role, body, noun].into_iter().flatten().filter(|(_, code)| code.is_some());
            if let Some((_, code)) = best.max_by_key(|(len, _)| *len) {
                exact = match behind {
                    Some("of") if matches!(code, Some("LEG" | "JUD" | "MIL" | "SPY" | "COP")) => code,
                    Some(_) => exact.or(code),
                    None => code,
                };
            }
            let step = [role, body, noun].into_iter().flatten().map(|(len, _)| len).max().unwrap_or(1);
            at += step;
            if let Some(word) = words.get(at).copied()
                && exact.is_some()
                && matches!(word, "of" | "to" | "for" | "in" | "on" | "from" | "at" | "against")
            {
                if matches!(word, "to" | "for" | "against") && coded.country.is_some() {
                    break;
                }
                behind = Some(word);
            }
        }
        if let Some(named) = named {
            coded.actor = named.actor;
            coded.country = coded.country.or(named.country);
            exact = exact.or(named.sector);
        }
        coded.sector = exact.or(coded.sector);
        if former && matches!(coded.sector, Some("GOV" | "LEG" | "MIL" | "SPY" | "JUD")) {
            coded.sector = Some("ELI");
        }
        coded
    }
}

fn is_ministry(words: &[&str]) -> bool {
    words.iter().any(|word| {
        ["ministry", "department", "ministries"].iter().any(|noun| word.eq_ignore_ascii_case(noun))
    })
}

/// The words of a phrase: punctuation off, possessives parted.
fn words(phrase: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for word in phrase.split_whitespace() {
        let word =
            word.trim_matches(|mark: char| matches!(mark, ',' | ';' | ':' | '(' | ')' | '"' | '“' | '”'));
        let (stem, rest) = match word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")) {
            Some(stem) => (stem, Some(&word[stem.len()..])),
            None => (word, None),
        };
        let parts = if stem.contains('-') && stem.starts_with(char::is_uppercase) && stem.ends_with("based") {
            stem.split('-').collect()
        } else {
            vec![stem]
        };
        found.extend(parts.into_iter().filter(|part| !part.is_empty()));
        found.extend(rest);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(phrase: &str, date: Option<&str>) -> String {
        let coded = Knowledge::embedded().code(phrase, date.and_then(Month::parse));
        format!("{} {}", coded.country.as_deref().unwrap_or("-"), coded.sector.unwrap_or("-"))
    }

    #[test]
    fn it_knows_country_and_sector_of_a_description() {
        assert_eq!(code("the Maltese defence minister", None), "MLT GOV");
        assert_eq!(code("a former Peruvian minister", None), "PER ELI");
        assert_eq!(code("Norwegian soldiers", None), "NOR MIL");
        assert_eq!(code("Ghana's ambassador to Togo", None), "GHA GOV");
        assert_eq!(code("Oslo police", None), "NOR COP");
        assert_eq!(code("fishermen", None), "- CVL");
        assert_eq!(code("Fiji", None), "FJI -");
        assert_eq!(code("", None), "- -");
    }

    #[test]
    fn it_knows_any_phrase_without_a_panic() {
        for phrase in ["the", "'s", "’s", "the the", ",", "-based", "of of of", "former", "İ's"] {
            code(phrase, Some("2020-01"));
        }
    }
}
