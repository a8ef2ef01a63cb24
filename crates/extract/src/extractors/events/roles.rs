//! Who does it, and to whom: subjects and objects of verbs, what stands around nouns.

use knowledge::{EVENT_TYPES, Shape};
use syntax::{Rel, Upos};

use super::Trigger;
use super::naming::{NOBODY, Party, of_mention, parties};
use crate::annotate::{Reading, Sentence};
use crate::extractors::attribution::source::{agent, is_passive, of_verb};
use crate::extractors::positions::Parties;

/// Those who take part.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles {
    /// Who acts; empty where nobody is named.
    pub sources: Vec<Party>,
    /// Upon whom.
    pub targets: Vec<Party>,
    /// What one does the other does.
    pub mutual: bool,
    /// The grammatical subject suffers it.
    pub turned: bool,
    /// How source and target were found, in a word.
    pub rule: &'static str,
}

/// A source and a target, which of each they are, and how they stand to one another.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub source: Party,
    pub target: Option<Party>,
    /// The places of both among those found: one pair of each is kept.
    pub slot: (usize, usize),
    /// The way back of a mutual event.
    pub back: bool,
}

/// Of so many pairs of one trigger the first are looked at.
const PAIRS: usize = 24;

impl Roles {
    /// Sources and targets paired. A person who speaks for a state gives two pairs of the same slot, one
    /// as the state and one as himself.
    pub(super) fn pairs(&self, known: &Parties<'_, '_>) -> Vec<Pair> {
        let first = self.sources.first().map(|party| party.name.as_str());
        let other_side = first.and_then(|name| opposite(known, name)).filter(|_| !self.turned);
        let mut sources = self.sources.clone();
        let mut targets = self.targets.clone();
        // "The two presidents agreed": each with the other.
        if self.mutual && targets.is_empty() && sources.len() > 1 {
            targets = sources.split_off(1);
        }
        if sources.is_empty() {
            sources.push(Party::nobody());
        }
        let mut pairs: Vec<Pair> = Vec::new();
        for (left, source) in sources.iter().enumerate() {
            let before = pairs.len();
            for (right, target) in targets.iter().enumerate() {
                let slot = (left, right);
                for (source, target) in variants(source, target) {
                    pairs.push(Pair { source, target: Some(target), slot, back: false });
                }
                // A source that only stands near by may not be the one who acts; one that is not named may
                // be the other side.
                if source.how == "around" {
                    pairs.push(Pair {
                        source: Party::nobody(),
                        target: Some(target.clone()),
                        slot,
                        back: false,
                    });
                }
                if source.name == NOBODY
                    && let Some(other) = opposite(known, &target.name)
                {
                    let source = Party { name: other.to_owned(), person: None, how: "other side" };
                    pairs.push(Pair { source, target: Some(target.clone()), slot, back: false });
                }
            }
            if pairs.len() == before {
                let slot = (left, usize::MAX);
                for source in forms(source) {
                    if let Some(other) = other_side
                        && source.name != NOBODY
                        && source.name != other
                    {
                        let target = Party { name: other.to_owned(), person: None, how: "other side" };
                        pairs.push(Pair { source: source.clone(), target: Some(target), slot, back: false });
                    }
                    // "The clock struck nine": nobody does it to nobody.
                    if source.name != NOBODY || self.rule == "passive" {
                        pairs.push(Pair { source, target: None, slot, back: false });
                    }
                }
            }
            if pairs.len() > PAIRS {
                break;
            }
        }
        if self.mutual {
            let back = pairs.iter().filter(|pair| pair.source.name != NOBODY).filter_map(|pair| {
                let source = pair.target.clone()?;
                let slot = (pair.slot.1, pair.slot.0);
                Some(Pair { source, target: Some(pair.source.clone()), slot, back: true })
            });
            let back: Vec<Pair> = back.collect();
            pairs.extend(back);
        }
        pairs
    }
}

/// The other side, where it is one of the three parties that the report names most.
fn opposite<'k>(known: &'k Parties<'_, '_>, name: &str) -> Option<&'k str> {
    known.other_side(name).filter(|other| known.rank(other).is_some_and(|rank| rank < 3))
}

/// A person who speaks for a state, as the state and as himself.
fn forms(party: &Party) -> Vec<Party> {
    match &party.person {
        Some(person) if *person != party.name => {
            vec![party.clone(), Party { name: person.clone(), how: "himself", ..party.clone() }]
        }
        _ => vec![party.clone()],
    }
}

/// The readings of a pair; one and the same on both sides is none.
fn variants(source: &Party, target: &Party) -> Vec<(Party, Party)> {
    let mut found = Vec::new();
    for source in forms(source) {
        for target in forms(target) {
            let same =
                source.name == target.name || source.person.is_some() && source.person == target.person;
            if !same {
                found.push((source.clone(), target));
            }
        }
    }
    found
}

/// Who takes part in the event of a trigger.
pub(super) fn of(
    reading: &Reading<'_>,
    known: &Parties<'_, '_>,
    place: usize,
    trigger: &Trigger<'_>,
) -> Roles {
    let own_forces = matches!(EVENT_TYPES[trigger.pattern.kind], "MOBILIZE" | "RETREAT");
    let finder = Finder { reading, known, place, tree: &reading.sentences[place], own_forces };
    let mut roles = match trigger.pattern.shape {
        Shape::Verb => finder.verb(trigger),
        Shape::Noun => finder.noun(trigger),
    };
    roles.mutual = trigger.pattern.mutual;
    roles.turned = trigger.pattern.turned;
    if roles.turned {
        std::mem::swap(&mut roles.sources, &mut roles.targets);
    }
    roles
}

struct Finder<'f, 'r, 'a> {
    reading: &'f Reading<'a>,
    known: &'f Parties<'r, 'a>,
    place: usize,
    tree: &'f Sentence<'a>,
    /// "withdrew its troops": forces are what is moved, nobody it is done to.
    own_forces: bool,
}

/// Prepositions before whom it is done to.
const TOWARD: &[&str] = &[
    "with", "against", "on", "upon", "to", "at", "of", "from", "for", "over", "toward", "towards", "into",
    "in", "inside", "between", "among", "about",
];

impl Finder<'_, '_, '_> {
    fn named(&self, head: usize) -> Vec<Party> {
        let mut named = parties(self.reading, self.known, self.place, head);
        if self.own_forces && matches!(self.tree.rel(head), Rel::Obj) {
            named.retain(|party| party.how != "crowd" && party.how != "main state");
        }
        named
    }

    fn case(&self, at: usize) -> Option<&str> {
        let mark = self.tree.children(at).find(|&mark| self.tree.rel(mark) == Rel::Case)?;
        Some(self.tree.forms[mark])
    }

    fn verb(&self, trigger: &Trigger<'_>) -> Roles {
        let (tree, verb) = (self.tree, trigger.head);
        let passive = is_passive(tree, verb) || tree.rel(verb) == Rel::Acl && tree.xpos(verb) == "VBN";
        let mut roles = Roles { rule: if passive { "passive" } else { "active" }, ..Roles::default() };
        if passive {
            if let Some(agent) = agent(tree, verb) {
                roles.sources = self.named(agent);
            }
            let patient = match tree.rel(verb) {
                Rel::Acl => tree.head(verb),
                _ => tree.children(verb).find(|&child| tree.rel(child) == Rel::Nsubj),
            };
            if let Some(patient) = patient {
                roles.targets = self.named(patient);
                if roles.targets.is_empty() {
                    roles.targets = self.below(patient, 2);
                }
            }
            if roles.targets.is_empty() {
                roles.targets = self.complements(verb, 0);
            }
        } else {
            if let Some(subject) = of_verb(tree, verb).filter(|&subject| subject != verb) {
                roles.sources = self.named(subject);
                if roles.sources.is_empty() && tree.upos(subject) == Upos::Noun {
                    roles.sources = self.below(subject, 2);
                }
                // "posted a message blaming": whoever posted it.
                if roles.sources.is_empty() && tree.rel(verb) == Rel::Acl {
                    roles.sources = self.around(subject);
                }
            }
            if roles.sources.is_empty() {
                roles.sources = self.spoken(verb);
            }
            roles.targets = self.complements(verb, 0);
        }
        self.drop_sources(&mut roles);
        roles
    }

    /// Who speaks, where the clause has no subject of its own: a quotation's "we", a bare infinitive.
    fn spoken(&self, at: usize) -> Vec<Party> {
        let Some(statement) = self.known.statement(self.tree.first + at) else { return Vec::new() };
        if self.tree.child(at, &[Rel::Nsubj]).is_some_and(|subject| !self.tree.is(subject, &["we", "i"])) {
            return Vec::new();
        }
        let name = |name: &String| Party { name: name.clone(), person: None, how: "speaker" };
        self.known.speaker(statement).iter().map(name).collect()
    }

    /// The first complement that means somebody: objects, then obliques, then clauses.
    fn complements(&self, verb: usize, depth: usize) -> Vec<Party> {
        let tree = self.tree;
        let order: [&[Rel]; 5] = [
            &[Rel::Obj, Rel::Iobj],
            &[Rel::Obl],
            &[Rel::Xcomp, Rel::Ccomp],
            &[Rel::Nmod, Rel::Acl],
            &[Rel::Advcl],
        ];
        let mut things = Vec::new();
        for rels in order {
            for child in tree.children(verb).filter(|&child| child > verb || tree.rel(child) == Rel::Obj) {
                if !rels.contains(&tree.rel(child)) {
                    continue;
                }
                if tree.rel(child) == Rel::Obl && !self.case(child).is_some_and(toward) {
                    continue;
                }
                if matches!(tree.rel(child), Rel::Xcomp | Rel::Ccomp | Rel::Acl | Rel::Advcl) {
                    if depth < 2 {
                        let subject = tree.child(child, &[Rel::Nsubj]);
                        let named = subject.map(|subject| self.named(subject)).unwrap_or_default();
                        if !named.is_empty() {
                            return named;
                        }
                        if tree.rel(child) != Rel::Advcl {
                            let inner = self.complements(child, depth + 1);
                            if !inner.is_empty() {
                                return inner;
                            }
                        }
                    }
                    continue;
                }
                if self.case(child).is_some_and(is_where) {
                    things.push(child);
                    continue;
                }
                let named = self.named(child);
                if !named.is_empty() {
                    return named;
                }
                things.push(child);
            }
        }
        for thing in things {
            let named = match self.case(thing).is_some_and(is_where) {
                true => self.named(thing),
                false => self.below(thing, 2),
            };
            if !named.is_empty() {
                return named;
            }
        }
        Vec::new()
    }

    /// Somebody named below a thing: "the decision of the court", "sanctions on Malta".
    fn below(&self, thing: usize, depth: usize) -> Vec<Party> {
        let tree = self.tree;
        if depth == 0 {
            return Vec::new();
        }
        let linked = |child: &usize| {
            matches!(
                tree.rel(*child),
                Rel::Nmod | Rel::Obl | Rel::Amod | Rel::Compound | Rel::Appos | Rel::Obj
            )
        };
        let children: Vec<usize> = tree.children(thing).filter(linked).collect();
        for &child in children.iter().rev() {
            let named = self.named(child);
            if !named.is_empty() {
                return named;
            }
        }
        for &child in &children {
            let named = self.below(child, depth - 1);
            if !named.is_empty() {
                return named;
            }
        }
        if tree.upos(thing) == Upos::Propn {
            return self.named(thing);
        }
        // "facilities belonging to Malta": whoever is named in the phrase, the nearest first.
        let extent = tree.extent(thing);
        if depth > 1 && extent.len() <= NEAR {
            let inside = self.reading.mentions.of(self.place).iter().filter(|mention| {
                extent.contains(&mention.head) && !self.tree.is(mention.range.start, &["who", "which"])
            });
            let nearest = inside.min_by_key(|mention| mention.head.abs_diff(thing));
            return nearest
                .and_then(|mention| of_mention(self.reading, self.known, mention))
                .into_iter()
                .collect();
        }
        Vec::new()
    }

    /// "Maltese attacks", "Malta's renewed attacks": whoever is named before the noun.
    fn before(&self, noun: usize, trigger: &Trigger<'_>) -> Vec<Party> {
        let tree = self.tree;
        let mut found: Vec<Party> = Vec::new();
        for mention in self.reading.mentions.of(self.place) {
            let mut at = mention.head;
            let mut linked = false;
            for _ in 0..2 {
                let Some(up) = tree.head(at).filter(|_| {
                    matches!(
                        tree.rel(at),
                        Rel::Amod | Rel::Compound | Rel::Nmod | Rel::Dep | Rel::Conj | Rel::Det
                    )
                }) else {
                    break;
                };
                at = up;
                if at == noun {
                    linked = true;
                    break;
                }
            }
            if linked
                && mention.head < noun
                && !trigger.range.contains(&mention.head)
                && let Some(party) = of_mention(self.reading, self.known, mention)
            {
                found.push(party);
            }
        }
        found
    }

    fn noun(&self, trigger: &Trigger<'_>) -> Roles {
        let (tree, noun) = (self.tree, trigger.head);
        let mut roles = Roles { rule: "noun", ..Roles::default() };
        let mut owners: Vec<Party> = self.before(noun, trigger);
        let mut others: Vec<Party> = Vec::new();
        // "anti-Maltese protests" are not Malta's.
        let against = |mention: &&crate::annotate::Mention| {
            let before = mention.range.start.checked_sub(1);
            let hyphen = before.filter(|&at| tree.is(at, &["-"])).and_then(|at| at.checked_sub(1)).or(before);
            hyphen.is_some_and(|at| tree.is(at, &["anti", "anti-"]))
                && mention.head < noun
                && noun - mention.head <= 3
        };
        if let Some(mention) = self.reading.mentions.of(self.place).iter().find(against)
            && let Some(party) = of_mention(self.reading, self.known, mention)
        {
            owners.retain(|owner| owner.name != party.name);
            others.push(party);
        }
        for child in tree.children(noun) {
            let rel = tree.rel(child);
            let case = self.case(child).map(str::to_lowercase);
            match rel {
                Rel::Amod | Rel::Compound | Rel::Nmod if child < noun => {
                    let plain = owners.is_empty() && !trigger.range.contains(&child);
                    if plain && (rel == Rel::Nmod || tree.upos(child) == Upos::Noun) {
                        owners.extend(self.named(child));
                    }
                }
                Rel::Nmod | Rel::Obl | Rel::Acl => match case.as_deref() {
                    Some("by") => roles.sources.extend(self.named(child)),
                    Some("between" | "among") => {
                        let mut both = self.named(child);
                        if both.len() > 1 {
                            others.extend(both.split_off(1));
                        }
                        roles.sources.extend(both);
                    }
                    Some("of") if trigger.pattern.mutual || is_doing_of(trigger, tree.lemma(noun)) => {
                        owners.extend(self.named(child));
                    }
                    Some(case) if is_where(case) && !reaches_into(trigger) => {}
                    Some(case) if toward(case) && case != "about" => {
                        let named = self.named(child);
                        let named = if named.is_empty() { self.below(child, 1) } else { named };
                        others.extend(named);
                    }
                    _ if rel == Rel::Acl => {
                        if let Some(agent) = agent(tree, child) {
                            roles.sources.extend(self.named(agent));
                        } else if trigger.verb.is_none() {
                            others.extend(self.complements(child, 1));
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        owners.dedup_by(|a, b| a.name == b.name);
        if let Some(verb) = trigger.verb {
            roles.rule = "light";
            if is_passive(tree, verb) || tree.rel(noun) == Rel::Nsubj {
                if let Some(agent) = agent(tree, verb) {
                    roles.sources.extend(self.named(agent));
                }
            } else if let Some(subject) = of_verb(tree, verb) {
                let named = self.named(subject);
                roles.sources.extend(if named.is_empty() { self.below(subject, 1) } else { named });
            }
            if others.is_empty() {
                let around = tree.children(verb).filter(|&child| {
                    child != noun
                        && matches!(tree.rel(child), Rel::Obl | Rel::Iobj)
                        && (tree.rel(child) == Rel::Iobj
                            || self.case(child).is_some_and(|case| {
                                toward(case) && (!is_where(case) || reaches_into(trigger))
                            }))
                });
                for child in around {
                    let named = self.named(child);
                    if !named.is_empty() {
                        others = named;
                        break;
                    }
                }
            }
        }
        if roles.sources.is_empty() {
            // "Russian-American talks", "Malta's attack on"
            if trigger.pattern.mutual && owners.len() > 1 {
                others.splice(0..0, owners.split_off(1));
            }
            roles.sources = owners;
        } else if others.is_empty() {
            others = owners;
        }
        if roles.sources.is_empty() && trigger.verb.is_none() && !trigger.pattern.turned {
            roles.rule = "bare";
            let around = self.around(noun).into_iter();
            roles.sources = around.map(|party| Party { how: "around", ..party }).collect();
        }
        roles.targets = others;
        self.drop_sources(&mut roles);
        roles
    }

    /// The subject of the clause a bare noun stands in: "arrived for talks with".
    fn around(&self, noun: usize) -> Vec<Party> {
        let tree = self.tree;
        let mut at = noun;
        while let Some(up) = tree.head(at) {
            let rel = tree.rel(at);
            if rel == Rel::Nsubj {
                return Vec::new();
            }
            at = up;
            if tree.upos(at) == Upos::Verb {
                return match of_verb(tree, at) {
                    Some(subject) if subject != noun => self.named(subject),
                    _ => self.spoken(at),
                };
            }
        }
        Vec::new()
    }

    fn drop_sources(&self, roles: &mut Roles) {
        let sources: Vec<(String, Option<String>)> =
            roles.sources.iter().map(|party| (party.name.clone(), party.person.clone())).collect();
        roles.targets.retain(|target| {
            !sources.iter().any(|(name, person)| {
                *name == target.name
                    && (person.is_none() && target.person.is_none() || *person == target.person)
            })
        });
        let mut seen: Vec<String> = Vec::new();
        roles.targets.retain(|target| {
            let key = target.person.clone().unwrap_or_else(|| target.name.clone());
            let fresh = !seen.contains(&key);
            if fresh {
                seen.push(key);
            }
            fresh
        });
    }
}

/// "the withdrawal of troops": whoever stands behind "of" does it. "The arrest of troops" is done to them.
fn is_doing_of(trigger: &Trigger<'_>, noun: &str) -> bool {
    matches!(
        EVENT_TYPES[trigger.pattern.kind],
        "RETREAT" | "MOBILIZE" | "PROTEST" | "REQUEST" | "AGREE" | "THREATEN" | "CONSULT" | "CONCEDE"
    ) && !matches!(noun, "release" | "disarmament" | "amnesty" | "pardon" | "evacuation" | "handover")
}

/// "in", "at": said of places.
fn is_where(case: &str) -> bool {
    ["in", "at", "inside"].iter().any(|word| case.eq_ignore_ascii_case(word))
}

/// Types that are done to whoever holds the place: "strikes in", "deployment in".
fn reaches_into(trigger: &Trigger<'_>) -> bool {
    matches!(
        EVENT_TYPES[trigger.pattern.kind],
        "ASSAULT" | "COERCE" | "MOBILIZE" | "AID" | "RETREAT" | "PROTEST" | "SANCTION"
    )
}

/// A phrase is searched for names only when it has no more words.
const NEAR: usize = 16;

fn toward(case: &str) -> bool {
    TOWARD.iter().any(|word| case.eq_ignore_ascii_case(word))
}
