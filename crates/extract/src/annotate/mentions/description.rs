//! What stands beside a name: title, state, gender.

use std::ops::Range;

use knowledge::ActorKind;
use syntax::entities::lists::Listed;
use syntax::{Rel, Upos};

use super::{Gender, Reader, Sentence, head_of};
use crate::annotate::titles::{self, Title};

impl Reader<'_> {
    /// Reads title and state beside a name: "Russian Foreign Minister X", "X, the deputy head of".
    pub(super) fn describe(
        &mut self,
        sentence: &Sentence<'_>,
        entity: usize,
        name: &Range<usize>,
        title: Option<&Title>,
    ) {
        let head = head_of(sentence, name);
        let (titles, mut around) = match title {
            // The words before the name tell enough; a parse of them may err.
            Some(title) => {
                let mut around: Vec<usize> = title.range.clone().collect();
                if sentence.is(name.end, &["of"]) {
                    around.extend(name.end + 1..sentence.len().min(name.end + 4));
                }
                (title.range.clone().collect(), around)
            }
            None => (surroundings(sentence, head, name, false), surroundings(sentence, head, name, true)),
        };
        around.retain(|place| {
            !name.contains(place) || !sentence.forms[*place].starts_with(char::is_uppercase) || *place < head
        });
        if let Some(title) = title {
            let key = titles::key(sentence, self.knowledge, title);
            let known = &mut self.mentions.entities[entity].titles;
            if !known.contains(&key) && known.len() < MANY_TITLES {
                known.push(key);
            }
        }
        let mut roles = Vec::new();
        let mut affiliation = None;
        let mut places: Vec<usize> = around;
        places.sort_unstable();
        places.dedup();
        let mut skip = 0;
        for &place in &places {
            if place < skip {
                continue;
            }
            if let Some((length, role)) = self.knowledge.roles.match_at(&sentence.forms, place) {
                // "adviser to the president" is no president.
                let another =
                    title.is_some_and(|title| place >= title.role.end || place + length <= title.role.start);
                if another || (!titles.contains(&place) && !titles.contains(&(place + length - 1))) {
                    skip = place + length;
                    continue;
                }
                let full = sentence.forms[place..place + length].join(" ").to_lowercase();
                for word in
                    [full, role.office.to_lowercase(), sentence.lemma(place + length - 1).to_lowercase()]
                {
                    if !roles.contains(&word) {
                        roles.push(word);
                    }
                }
                skip = place + length;
                continue;
            }
            if affiliation.is_none()
                && let Some(matched) = self.knowledge.actors.match_at(&sentence.forms, place)
            {
                let inside = name.contains(&place)
                    && place + matched.len > name.end.saturating_sub(1)
                    && name.len() > 1;
                let candidate = matched
                    .candidates
                    .iter()
                    .find(|candidate| !candidate.ambiguous)
                    .or(matched.candidates.first());
                if let (false, Some(candidate)) = (inside, candidate) {
                    let actors = &self.knowledge.actors;
                    let actor = actors.get(candidate.actor);
                    if !matches!(actor.kind, ActorKind::Person | ActorKind::Outlet) {
                        let top = match actor.kind {
                            ActorKind::Ministry | ActorKind::Agency | ActorKind::Organ => {
                                actors.top(candidate.actor)
                            }
                            _ => candidate.actor,
                        };
                        affiliation =
                            Some((actors.get(top).name.clone(), actors.code(top).map(str::to_owned)));
                        skip = place + matched.len;
                    }
                }
            }
        }
        if affiliation.is_none() && self.mentions.entities[entity].affiliation.is_none() {
            affiliation = self.known_state(&self.mentions.entities[entity].name);
        }
        if let (Some(month), Some(person)) =
            (self.month, self.knowledge.actors.person(&self.mentions.entities[entity].name))
        {
            let held = self.knowledge.actors.offices(person, month);
            roles.extend(
                held.flat_map(|(office, _)| [office.title.to_lowercase(), office.role.to_lowercase()]),
            );
        }
        let target = &mut self.mentions.entities[entity];
        for role in roles {
            if !target.roles.contains(&role) {
                target.roles.push(role);
            }
        }
        if target.affiliation.is_none()
            && let Some((name, code)) = affiliation
        {
            target.affiliation = Some(name);
            target.actor = code;
        }
        if target.gender == Gender::Unknown {
            target.gender = gender(sentence, name, &target.roles);
        }
    }

    /// The state or body that the actor files list a person under.
    fn known_state(&self, name: &str) -> Option<(String, Option<String>)> {
        let actors = &self.knowledge.actors;
        let person = actors.person(name)?;
        let of =
            actors.get(person).of.or_else(|| actors.get(person).offices.last().map(|office| office.of))?;
        Some((actors.get(of).name.clone(), actors.code(of).map(str::to_owned)))
    }
}

/// So many titles of one person are kept.
const MANY_TITLES: usize = 12;

/// Words that tell of a name: those before it in its phrase, its apposition, what it stands in
/// apposition to. Never a clause.
fn surroundings(sentence: &Sentence<'_>, head: usize, name: &Range<usize>, owners: bool) -> Vec<usize> {
    let mut places = Vec::new();
    let mut top = head;
    // The name may hang on its title ("Foreign Minister" + X) or on the noun it explains.
    while let Some(up) = sentence.head(top) {
        if matches!(sentence.rel(top), Rel::Appos | Rel::Flat | Rel::Compound)
            && sentence.upos(up) != Upos::Verb
        {
            top = up;
        } else {
            break;
        }
    }
    let mut open = vec![top];
    while let Some(place) = open.pop() {
        places.push(place);
        for child in sentence.children(place) {
            let relation = sentence.rel(child);
            let owner = relation == Rel::Nmod
                && !owners
                && sentence.children(child).any(|mark| sentence.rel(mark) == Rel::Case);
            if !owner
                && matches!(
                    relation,
                    Rel::Amod
                        | Rel::Compound
                        | Rel::Flat
                        | Rel::Nmod
                        | Rel::Appos
                        | Rel::Det
                        | Rel::Case
                        | Rel::Punct
                        | Rel::Fixed
                )
                || (relation == Rel::Conj && child < name.start)
            {
                open.push(child);
            }
        }
    }
    // "was Trade Minister until" gives a title too, by the copula.
    places
}

fn gender(sentence: &Sentence<'_>, name: &Range<usize>, roles: &[String]) -> Gender {
    let before = name.start.saturating_sub(1)..name.end;
    for place in before {
        if sentence.is(place, &["mr", "mr.", "sir", "lord", "king", "prince", "pope"]) {
            return Gender::Masculine;
        }
        if sentence
            .is(place, &["mrs", "mrs.", "ms", "ms.", "miss", "lady", "queen", "princess", "dame", "madam"])
        {
            return Gender::Feminine;
        }
    }
    let given = sentence.forms[name.start];
    let listed = syntax::entities::lists::LISTS.of(given, &given.to_lowercase());
    match (listed.has(Listed::MALE), listed.has(Listed::FEMALE)) {
        (true, false) if name.len() > 1 => return Gender::Masculine,
        (false, true) if name.len() > 1 => return Gender::Feminine,
        _ => {}
    }
    if roles.iter().any(|role| role.ends_with("spokesman") || role.ends_with("chairman")) {
        return Gender::Masculine;
    }
    if roles.iter().any(|role| role.ends_with("woman")) {
        return Gender::Feminine;
    }
    Gender::Unknown
}
