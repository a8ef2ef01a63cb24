//! Forums: who sits at which table, body by body.
//!
//! > The Georgian delegation will attend the OSCE ministerial in Malta.
//!
//! reads as `Georgia  OSCE  will_attend`. A body of an organisation is kept apart from the organisation:
//! who is suspended from its assembly may stay in it. A meeting between two sides is no forum.

use std::ops::Range;

use knowledge::{ActorKind, ISSUES};
use ledger::{ForumState, Level, Stance};
use syntax::{Rel, Upos};

use super::attribution::source::{agent, is_passive};
use super::positions::{Parties, Stand};
use crate::annotate::{Mention, Reading, Sentence};

/// A forum state under construction. Places are tokens of the report.
#[derive(Clone, Debug)]
pub(crate) struct Seat {
    /// Who.
    pub actor: String,
    /// Which forum.
    pub forum: String,
    /// Which of its bodies.
    pub body: Option<String>,
    /// In or out.
    pub state: ForumState,
    /// Date expression of the clause, as an index into [`Reading::dates`].
    pub time: Option<usize>,
    /// The clause.
    pub evidence: Range<usize>,
    /// The statement it rests on, as an index into the drafts.
    pub statement: Option<usize>,
}

impl Seat {
    /// The stance a forum state is.
    pub(super) fn stand(&self) -> Option<Stand> {
        let stance = match self.state {
            ForumState::WillAttend | ForumState::Rejoins | ForumState::Attends => Stance::Seeks,
            ForumState::Suspended | ForumState::Withdraws | ForumState::Boycotts => Stance::Rejects,
            ForumState::Member | ForumState::Excluded | ForumState::Absent => return None,
        };
        let toward = match &self.body {
            Some(body) if !body.starts_with(&self.forum) => format!("{} {body}", self.forum),
            Some(body) => body.clone(),
            None => self.forum.clone(),
        };
        let weight = if self.state == ForumState::Attends { 3 } else { 6 };
        Some(Stand {
            holder: self.actor.clone(),
            issue: ISSUES.iter().position(|name| *name == "forum_participation")?,
            toward: vec![toward],
            stance,
            level: (self.state != ForumState::WillAttend).then_some(Level::Act),
            conditions: Vec::new(),
            evidence: self.evidence.clone(),
            statement: self.statement,
            rule: "forum",
            weight: weight * 300,
            features: Vec::new(),
            is_plain: false,
            is_unexpressed: false,
        })
    }
}

/// The forum states of a report, in text order, each once.
pub(crate) fn extract(reading: &Reading<'_>, parties: &Parties<'_, '_>) -> Vec<Seat> {
    let mut seats: Vec<Seat> = Vec::new();
    for place in 0..reading.sentences.len() {
        for mention in reading.mentions.of(place) {
            let Some((forum, body)) = forum(reading, mention) else { continue };
            for (actor, state, top) in states(reading, parties, place, mention, body.is_some()) {
                if actor == forum || is_organ_of(reading, &actor, &forum) {
                    continue;
                }
                let tree = &reading.sentences[place];
                let extent = tree.extent(top);
                let seat = Seat {
                    actor,
                    forum: forum.clone(),
                    body: body.clone(),
                    state,
                    time: time(reading, tree, &extent),
                    evidence: tree.first + extent.start..tree.first + extent.end,
                    statement: parties.statement(tree.first + mention.head),
                };
                let known = |other: &Seat| {
                    (&other.actor, &other.forum, &other.body, other.state)
                        == (&seat.actor, &seat.forum, &seat.body, seat.state)
                };
                if !seats.iter().any(known) {
                    seats.push(seat);
                }
            }
        }
    }
    // "the meeting" is that of the body named elsewhere.
    let bodies: Vec<Seat> =
        seats.iter().filter(|seat| is_named_body(seat.body.as_deref())).cloned().collect();
    seats.retain(|seat| {
        let same = |other: &Seat| {
            (&other.actor, &other.forum, other.state) == (&seat.actor, &seat.forum, seat.state)
        };
        seat.body.is_none() || is_named_body(seat.body.as_deref()) || !bodies.iter().any(same)
    });
    seats
}

fn is_named_body(body: Option<&str>) -> bool {
    body.is_some_and(|body| body.starts_with(char::is_uppercase))
}

/// "The Security Council" does not sit in the UN, it is of it.
fn is_organ_of(reading: &Reading<'_>, actor: &str, forum: &str) -> bool {
    let actors = &reading.knowledge.actors;
    let of = actors.by_name(actor).and_then(|id| actors.get(id).of);
    of.is_some_and(|of| actors.get(of).name == forum)
}

/// The forum and its body that a mention names.
fn forum(reading: &Reading<'_>, mention: &Mention) -> Option<(String, Option<String>)> {
    let actors = &reading.knowledge.actors;
    let id = actors.by_name(&reading.mentions.entities[mention.entity].name)?;
    let actor = actors.get(id);
    match actor.kind {
        ActorKind::Organisation => {
            let tree = &reading.sentences[mention.sentence];
            let body = gathering(tree, mention).map(|at| tree.forms[at].to_lowercase());
            let body = body_behind(reading, tree, mention).or(body);
            Some((actor.name.clone(), body))
        }
        ActorKind::Organ => {
            let of = actors.get(actor.of?);
            (of.kind == ActorKind::Organisation).then(|| {
                let body = actor.name.strip_prefix(&format!("{} ", of.name)).unwrap_or(&actor.name);
                (of.name.clone(), Some(body.to_owned()))
            })
        }
        _ => None,
    }
}

/// "the OSCE Council of Foreign Ministers": the capitalised body behind a forum's name.
fn body_behind(reading: &Reading<'_>, tree: &Sentence<'_>, mention: &Mention) -> Option<String> {
    let mut start = mention.range.end;
    if tree.is(start, &["'s", "’s"]) {
        start += 1;
    }
    let capital = |at: usize| tree.forms.get(at).is_some_and(|form| form.starts_with(char::is_uppercase));
    let mut end = start;
    while capital(end) || (end > start && tree.is(end, &["of", "for", "on"]) && capital(end + 1)) {
        end += 1;
    }
    let body =
        (start < end).then(|| reading.span(&(tree.first + start..tree.first + end)).of(reading.text))?;
    let named = ["Council", "Assembly", "Committee", "Conference", "Commission", "Summit", "Forum"];
    named.iter().any(|noun| body.contains(noun)).then(|| body.to_owned())
}

/// "the OSCE summit": the gathering a forum's name describes.
fn gathering(tree: &Sentence<'_>, mention: &Mention) -> Option<usize> {
    let head = tree.head(mention.head)?;
    let described = matches!(tree.rel(mention.head), Rel::Compound | Rel::Nmod | Rel::Amod);
    let gathers = matches!(
        tree.lemma(head),
        "summit" | "meeting" | "ministerial" | "conference" | "session" | "assembly" | "forum"
    );
    (described && gathers).then_some(head)
}

/// Who is said to be where in the forum, with the head of the clause.
fn states(
    reading: &Reading<'_>,
    parties: &Parties<'_, '_>,
    place: usize,
    mention: &Mention,
    organ: bool,
) -> Vec<(String, ForumState, usize)> {
    let tree = &reading.sentences[place];
    let mut at = mention.head;
    let mut nominal: Option<ForumState> = None;
    // Up from the forum to the verb that takes it.
    loop {
        if tree.rel(at) == Rel::Nsubj && at == mention.head {
            return Vec::new();
        }
        let Some(up) = tree.head(at) else { return Vec::new() };
        if matches!(tree.rel(at), Rel::Advcl | Rel::Parataxis | Rel::Ccomp) {
            return Vec::new();
        }
        // "At the OSCE summit the minister said": who speaks there is there.
        if tree.rel(at) == Rel::Obl
            && organ
            && tree.children(at).any(|case| tree.rel(case) == Rel::Case && tree.is(case, &["at", "during"]))
        {
            let there = tree.child(up, &[Rel::Nsubj]).map(|subject| parties.of_phrase(place, subject));
            let mut there = there.unwrap_or_default();
            if !there.is_empty() {
                there.extend(met(reading, parties, place, up));
                there.dedup();
                return there.into_iter().map(|actor| (actor, ForumState::Attends, up)).collect();
            }
        }
        at = up;
        match tree.lemma(at) {
            "member" | "membership" => nominal = Some(ForumState::Member),
            "participation" | "attendance" => nominal = Some(ForumState::Attends),
            "suspension" => nominal = Some(ForumState::Suspended),
            "withdrawal" | "exit" => nominal = Some(ForumState::Withdraws),
            "boycott" => nominal = Some(ForumState::Boycotts),
            "expulsion" => nominal = Some(ForumState::Excluded),
            "return" if tree.upos(at) == Upos::Noun => nominal = Some(ForumState::Rejoins),
            _ => {}
        }
        if matches!(tree.upos(at), Upos::Verb | Upos::Aux) || tree.child(at, &[Rel::Cop]).is_some() {
            break;
        }
        if let Some(state) = nominal {
            let owners = owner(reading, parties, place, at);
            if !owners.is_empty() {
                return owners.into_iter().map(|owner| (owner, state, at)).collect();
            }
        }
        if tree.rel(at) == Rel::Nsubj {
            return Vec::new();
        }
    }
    let passive = is_passive(tree, at);
    let object = tree.child(at, &[Rel::Obj]).map(|object| tree.lemma(object));
    let Some(mut state) = state(tree, at, passive, object, nominal, organ) else { return Vec::new() };
    // Up through "plans to", "has no plans to", "decided to", "said it would".
    let mut negated = negates(reading, tree, at);
    let mut ahead = tree.children(at).any(|child| tree.is(child, &["will", "would", "shall", "'ll"]));
    let mut top = at;
    let mut actors = subject(parties, tree, place, at, passive, &state);
    while actors.is_empty() {
        let Some(up) = tree.head(top).filter(|_| {
            matches!(tree.rel(top), Rel::Xcomp | Rel::Acl | Rel::Conj | Rel::Ccomp | Rel::Nmod | Rel::Obj)
        }) else {
            break;
        };
        ahead |= matches!(
            tree.lemma(up),
            "plan"
                | "intend"
                | "decide"
                | "agree"
                | "due"
                | "expect"
                | "promise"
                | "want"
                | "set"
                | "ready"
                | "confirm"
                | "intention"
        );
        negated |= negates(reading, tree, up) || matches!(tree.lemma(up), "refuse" | "decline");
        top = up;
        actors = subject(parties, tree, place, up, is_passive(tree, up), &ForumState::Member);
        if actors.is_empty() {
            actors.extend(owner(reading, parties, place, up));
        }
        if parties.cue(tree.first + up).is_some() {
            break;
        }
    }
    if actors.is_empty()
        && let Some(statement) = parties.statement(tree.first + at)
    {
        let own = tree.child(at, &[Rel::Nsubj]).is_none_or(|subject| tree.is(subject, &["we", "it", "i"]));
        if own {
            actors = parties.speaker(statement).to_vec();
        }
    }
    state = match (state, negated, ahead) {
        (ForumState::Attends, true, _) => ForumState::Absent,
        (ForumState::Attends, false, true) => ForumState::WillAttend,
        (ForumState::Withdraws | ForumState::Suspended, true, _) => ForumState::Member,
        (_, true, _) => return Vec::new(),
        (state, false, _) => state,
    };
    actors.into_iter().map(|actor| (actor, state, top)).collect()
}

/// "held talks with the leaders of A and B": whom the subject of the verb at `at` meets.
fn met(reading: &Reading<'_>, parties: &Parties<'_, '_>, place: usize, at: usize) -> Vec<String> {
    let tree = &reading.sentences[place];
    let object = tree.child(at, &[Rel::Obj]);
    let meets = tree.lemma(at) == "meet"
        || object.is_some_and(|object| {
            matches!(tree.lemma(object), "talk" | "talks" | "meeting" | "consultation" | "discussion")
        });
    if !meets {
        return Vec::new();
    }
    let others = reading.mentions.of(place).iter().filter(|mention| {
        let mut here = mention.head;
        // Up to the verb or its object, through what stands after "with".
        loop {
            if tree.children(here).any(|case| tree.rel(case) == Rel::Case && tree.is(case, &["with"])) {
                return tree.head(here).is_some_and(|up| up == at || Some(up) == object);
            }
            if tree.lemma(at) == "meet" && tree.rel(here) == Rel::Obj && tree.head(here) == Some(at) {
                return true;
            }
            let inside =
                matches!(tree.rel(here), Rel::Nmod | Rel::Conj | Rel::Compound | Rel::Amod | Rel::Appos);
            match tree.head(here).filter(|_| inside) {
                Some(up) => here = up,
                None => return false,
            }
        }
    });
    let mut found: Vec<String> =
        others.filter_map(|mention| parties.of(mention)).map(str::to_owned).collect();
    found.sort();
    found.dedup();
    found
}

/// What the verb at `at` says of a place in the forum it takes.
fn state(
    tree: &Sentence<'_>,
    at: usize,
    passive: bool,
    object: Option<&str>,
    nominal: Option<ForumState>,
    organ: bool,
) -> Option<ForumState> {
    let particle = |word: &str| tree.children(at).any(|child| tree.is(child, &[word]));
    Some(match tree.lemma(at) {
        "attend" => ForumState::Attends,
        "participate" => ForumState::Attends,
        "take" if object == Some("part") => ForumState::Attends,
        "address" | "speak" | "travel" | "arrive" if organ => ForumState::Attends,
        "join" | "accede" => ForumState::Member,
        "rejoin" => ForumState::Rejoins,
        "return" | "readmit" => ForumState::Rejoins,
        "boycott" | "shun" => ForumState::Boycotts,
        "quit" | "leave" | "exit" => ForumState::Withdraws,
        "withdraw" => ForumState::Withdraws,
        "pull" if particle("out") => ForumState::Withdraws,
        "walk" if particle("out") => ForumState::Withdraws,
        "expel" | "exclude" | "bar" | "oust" => ForumState::Excluded,
        "suspend" if passive || matches!(object, Some("participation" | "membership" | "work")) => {
            ForumState::Suspended
        }
        "suspend" => ForumState::Suspended,
        "remain" | "stay" | "keep" => ForumState::Member,
        "be" => nominal?,
        _ if tree.child(at, &[Rel::Cop]).is_some() => {
            nominal.or((tree.lemma(at) == "member").then_some(ForumState::Member))?
        }
        _ => return None,
    })
}

fn negates(reading: &Reading<'_>, tree: &Sentence<'_>, at: usize) -> bool {
    tree.children(at).any(|child| {
        matches!(tree.rel(child), Rel::Advmod | Rel::Det)
            && reading.knowledge.issues.negates(tree.forms[child])
            || (tree.rel(child) == Rel::Obj
                && tree.children(child).any(|det| tree.rel(det) == Rel::Det && tree.is(det, &["no"])))
    })
}

fn subject(
    parties: &Parties<'_, '_>,
    tree: &Sentence<'_>,
    place: usize,
    at: usize,
    passive: bool,
    state: &ForumState,
) -> Vec<String> {
    let suffers = matches!(state, ForumState::Excluded | ForumState::Suspended);
    let found = match (passive, suffers) {
        (true, false) => agent(tree, at),
        (true, true) => tree.child(at, &[Rel::Nsubj]),
        (false, _) if *state == ForumState::Excluded => tree.child(at, &[Rel::Obj]),
        (false, _) => tree.child(at, &[Rel::Nsubj]),
    };
    found.map(|found| parties.of_phrase(place, found)).unwrap_or_default()
}

/// "Georgia's membership", "the Georgian decision".
fn owner(reading: &Reading<'_>, parties: &Parties<'_, '_>, place: usize, at: usize) -> Vec<String> {
    let tree = &reading.sentences[place];
    let mut owners = reading.mentions.of(place).iter().filter(|mention| {
        tree.head(mention.head) == Some(at)
            && matches!(tree.rel(mention.head), Rel::Nmod | Rel::Amod | Rel::Compound)
            && mention.head < at
    });
    if let Some(named) = owners.find_map(|mention| parties.of(mention)) {
        return vec![named.to_owned()];
    }
    // "its membership", "their commitment"
    let pronoun = tree.children(at).find(|&child| tree.is(child, &["its", "their", "our"]));
    pronoun.map(|pronoun| parties.of_phrase(place, pronoun)).unwrap_or_default()
}

/// The first date of the clause.
fn time(reading: &Reading<'_>, tree: &Sentence<'_>, extent: &Range<usize>) -> Option<usize> {
    let from = reading.dates.partition_point(|(tokens, _)| tokens.start < tree.first + extent.start);
    let (tokens, _) = reading.dates.get(from)?;
    (tokens.start < tree.first + extent.end).then_some(from)
}
