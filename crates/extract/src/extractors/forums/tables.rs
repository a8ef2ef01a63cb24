//! Tables: the organisations, their bodies and the commissions, formats and rounds of talks a report names.
//!
//! > The Georgian members of the joint border commission ... The commission will meet in Gyumri.
//!
//! names one table twice: a noun that heads forums with words that tell which, and the same noun alone.

use std::ops::Range;

use knowledge::ActorKind;
use syntax::{Rel, Upos};

use super::nouns::{BLOCS, BODIES, DOMESTIC, GATHERINGS, MANY, NAMED, PAIRS, PASSING, TELLING};
use crate::annotate::{Mention, Reading, Sentence};

/// A forum named or meant in a sentence. Places are tokens of the sentence.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The words that name it.
    pub range: Range<usize>,
    /// Head word of the phrase.
    pub head: usize,
    /// Canonical name.
    pub forum: String,
    /// Which of its bodies.
    pub body: Option<String>,
    /// True for meetings and rounds of talks, which one attends and does not belong to.
    pub gathers: bool,
    /// True for formats, processes and councils in which parties work together.
    pub works: bool,
    /// True where the actor file knows it.
    pub known: bool,
}

/// The tables of every sentence. Linear in the report.
pub(super) fn tables(reading: &Reading<'_>) -> Vec<Vec<Table>> {
    let mut found: Vec<Vec<Table>> =
        (0..reading.sentences.len()).map(|place| named(reading, place)).collect();
    // What was named last, by family of nouns.
    let mut last: Vec<(&'static str, Table)> = Vec::new();
    for (place, here) in found.iter_mut().enumerate() {
        let tree = &reading.sentences[place];
        let meant: Vec<Table> = (0..tree.len())
            .filter(|at| !here.iter().any(|table| covers(tree, table, *at)))
            .filter_map(|at| meant(tree, at, &last))
            .collect();
        for table in here.iter() {
            let named = table.body.as_deref().is_some_and(|body| body.starts_with(char::is_uppercase));
            let bloc = Table { body: None, gathers: false, ..table.clone() };
            let own = (family(&tree.lemma(table.head).to_lowercase()), table.clone());
            let families = [
                (!table.known || !table.gathers).then_some(own),
                (table.known && !named).then_some(("bloc", bloc)),
            ];
            for (family, table) in families.into_iter().flatten() {
                last.retain(|(known, _)| *known != family);
                last.push((family, table));
            }
        }
        here.extend(meant);
        inside_meetings(tree, here);
    }
    found
}

/// "the commission's meeting in Gyumri" is the commission's: the meeting is no table of its own, and who
/// goes there attends.
fn inside_meetings(tree: &Sentence<'_>, tables: &mut Vec<Table>) {
    let described = |table: &Table| {
        matches!(tree.rel(table.head), Rel::Nmod | Rel::Compound).then(|| tree.head(table.head)).flatten()
    };
    let meets = |head: usize| GATHERINGS.contains(&tree.forms[head].to_lowercase().as_str());
    let heads: Vec<usize> = tables.iter().filter_map(described).filter(|&head| meets(head)).collect();
    tables.retain(|table| table.known || !heads.contains(&table.head));
    for table in tables.iter_mut().filter(|table| described(table).is_some_and(meets)) {
        table.gathers = true;
    }
}

/// The last of these tables that one may be said to attend without naming it.
pub(super) fn at_hand<'t>(tables: &'t [Table], before: Option<&'t Table>) -> Option<&'t Table> {
    let named = |text: &str| text.starts_with(char::is_uppercase);
    let meets = |table: &&Table| {
        let meeting = table.body.as_deref().is_some_and(|body| !named(body));
        let last = table.forum.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let sits = table.gathers
            || table.works
            || matches!(family(&last), "commission" | "committee" | "mission" | "team" | "forum" | "format");
        (!table.known && sits) || meeting || (table.works && table.body.is_none())
    };
    let new = tables.iter().rev().filter(meets);
    new.clone().find(|table| named(&table.forum)).or(match before {
        Some(before) if named(&before.forum) => Some(before),
        _ => new.clone().next().or(before),
    })
}

/// True where `at` is told by a table already: its words, or the meeting its name describes.
fn covers(tree: &Sentence<'_>, table: &Table, at: usize) -> bool {
    let meets = table.known && GATHERINGS.contains(&tree.forms[at].to_lowercase().as_str());
    table.range.contains(&at) || (meets && tree.head(table.head) == Some(at))
}

/// The tables a sentence names.
fn named(reading: &Reading<'_>, place: usize) -> Vec<Table> {
    let tree = &reading.sentences[place];
    let mut found: Vec<Table> =
        reading.mentions.of(place).iter().filter_map(|mention| known(reading, mention)).collect();
    for at in 0..tree.len() {
        if found.iter().any(|table| covers(tree, table, at)) {
            continue;
        }
        if is_elsewhere(reading, place, at) {
            continue;
        }
        let Some(table) = described(reading, tree, at) else { continue };
        // "the OSCE contact group" is the group; a meeting of the OSCE is the OSCE's.
        let inside = |other: &Table| table.range.contains(&other.head);
        if !found.iter().any(|other| other.known && inside(other) && (table.gathers || other.body.is_some()))
        {
            found.retain(|other| !inside(other));
            found.push(table);
        }
    }
    found
}

/// "the Union of the Comoros": the name of a state or an armed group.
fn is_elsewhere(reading: &Reading<'_>, place: usize, at: usize) -> bool {
    let actors = &reading.knowledge.actors;
    let here = reading.mentions.of(place).iter().filter(|mention| mention.range.contains(&at));
    let known = |mention: &Mention| actors.by_name(&reading.mentions.entities[mention.entity].name);
    here.filter_map(known).any(|id| {
        !matches!(actors.get(id).kind, ActorKind::Organisation | ActorKind::Organ | ActorKind::Place)
    })
}

/// The organisation and its body that a mention names.
fn known(reading: &Reading<'_>, mention: &Mention) -> Option<Table> {
    let actors = &reading.knowledge.actors;
    let id = actors.by_name(&reading.mentions.entities[mention.entity].name)?;
    let actor = actors.get(id);
    let tree = &reading.sentences[mention.sentence];
    // "the EU-Malta summit", "NATO-led troops"
    let words = reading.span(&(tree.first + mention.range.start..tree.first + mention.range.end));
    if reading.text.get(words.end..).is_some_and(|rest| rest.starts_with(['-', '–'])) {
        return None;
    }
    let table = |forum: String, body: Option<String>, gathers: bool| Table {
        range: mention.range.clone(),
        head: mention.head,
        forum,
        body,
        gathers,
        works: tree.is(mention.head, &["format", "process", "group", "council", "platform", "talks"]),
        known: true,
    };
    match actor.kind {
        ActorKind::Organisation => {
            let meeting = gathering(tree, mention);
            let body = body_behind(reading, tree, mention);
            let gathers = body.is_some() || meeting.is_some();
            let body = body.or(meeting.map(|at| tree.forms[at].to_lowercase()));
            Some(table(actor.name.clone(), body, gathers))
        }
        ActorKind::Organ => {
            let of = actors.get(actor.of?);
            if of.kind != ActorKind::Organisation {
                return None;
            }
            // "the NATO-Russia Council" is a table of two, under the name the report gives it.
            if actor.name.contains(&format!("{}-", of.name)) || actor.name.contains(&format!("-{}", of.name))
            {
                let words = reading.span(&(tree.first + mention.range.start..tree.first + mention.range.end));
                return Some(table(words.of(reading.text).to_owned(), None, true));
            }
            let body = actor.name.strip_prefix(&format!("{} ", of.name)).unwrap_or(&actor.name);
            Some(table(of.name.clone(), Some(body.to_owned()), true))
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
    let mut end = start;
    while is_capital(tree, end)
        || (end > start && tree.is(end, &["of", "for", "on"]) && is_capital(tree, end + 1))
    {
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
        "summit"
            | "meeting"
            | "ministerial"
            | "conference"
            | "session"
            | "assembly"
            | "forum"
            | "sitting"
            | "retreat"
    );
    (described && gathers).then_some(head)
}

fn is_capital(tree: &Sentence<'_>, at: usize) -> bool {
    tree.forms.get(at).is_some_and(|form| form.starts_with(char::is_uppercase))
}

/// The noun at `at` with the words that tell which forum it is.
fn described(reading: &Reading<'_>, tree: &Sentence<'_>, at: usize) -> Option<Table> {
    if !matches!(tree.upos(at), Upos::Noun | Upos::Propn)
        || is_capital(tree, at + 1) && tree.rel(at) == Rel::Compound
    {
        return None;
    }
    let noun = singular(tree.forms[at].to_lowercase());
    let gathers = GATHERINGS.contains(&noun.as_str()) && !NAMED.contains(&noun.as_str())
        || (matches!(noun.as_str(), "conference" | "dialogue") && !is_capital(tree, at));
    let body = BODIES.contains(&noun.as_str());
    if !gathers && !body && !NAMED.contains(&noun.as_str()) {
        return None;
    }
    let start = front(tree, at);
    let words = || (start..at).map(|place| tree.forms[place].to_lowercase());
    if (start.saturating_sub(2)..at)
        .any(|place| DOMESTIC.contains(&tree.forms[place].to_lowercase().as_str()))
    {
        return None;
    }
    let works = matches!(noun.as_str(), "format" | "process" | "group" | "council" | "platform" | "talks");
    let met = gathers || matches!(noun.as_str(), "conference" | "forum" | "congress");
    let table = |forum: String, range: Range<usize>| Table {
        range,
        head: at,
        forum: uncounted(&forum).to_owned(),
        body: None,
        gathers: met,
        works,
        known: false,
    };
    let written = |range: Range<usize>| {
        reading.span(&(tree.first + range.start..tree.first + range.end)).of(reading.text).to_owned()
    };
    if gathers && !is_capital(tree, at) {
        let name = written(start..at + 1);
        // "the six-party nuclear talks" are the six-party talks.
        if let Some(sides) = name.split(' ').next().filter(|word| is_count_of_sides(word)) {
            return Some(table(format!("{sides} {noun}"), start..at + 1));
        }
        if let Some(place) = venue(reading, tree, at, start) {
            return Some(table(format!("{place} {noun}"), start..at + 1));
        }
        if start == at
            && let Some(town) = held_in(tree, at)
        {
            return Some(table(format!("{town} {noun}"), start..at + 1));
        }
        let telling = TELLING.contains(&noun.as_str());
        let many = words().any(|word| MANY.contains(&word.as_str()));
        let pair = noun != "summit" && is_capital(tree, start) && name.contains('-');
        return (start < at && (telling || many) && !pair).then(|| table(name, start..at + 1));
    }
    if is_capital(tree, at) {
        let end = behind(tree, at);
        // "a virtual Summit for Gyumri": the name begins with the first capital.
        let start = (start..=at).find(|&place| is_capital(tree, place)).unwrap_or(at);
        let told = (start..at).any(|place| is_capital(tree, place)) || end > at + 1;
        return told.then(|| table(written(start..end), start..end));
    }
    if start == at {
        return None;
    }
    let name = is_capital(tree, start);
    let paired = PAIRS
        .iter()
        .find(|(head, _)| *head == noun)
        .is_some_and(|(_, before)| words().any(|word| before.iter().any(|known| word.ends_with(known))));
    let meets = tree.rel(at) == Rel::Nmod
        && tree.head(at).is_some_and(|head| GATHERINGS.contains(&tree.forms[head].to_lowercase().as_str()));
    let paired = paired || (meets && noun == "group");
    (body || paired || (name && noun == "process")).then(|| table(written(start..at + 1), start..at + 1))
}

/// The first word of the name that the noun at `at` closes.
fn front(tree: &Sentence<'_>, at: usize) -> usize {
    let joins = |place: usize| matches!(tree.forms[place], "-" | "–" | "+" | "/");
    let mut start = at;
    // A name has seldom more than eight words.
    while start > 0 && at - start < 9 {
        let before = start - 1;
        // "all-party"
        let first = at - start > 1 && joins(start) && tree.is_worded(before);
        let word = first
            || matches!(tree.upos(before), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
            || (matches!(tree.upos(before), Upos::Verb) && tree.rel(before) == Rel::Amod);
        let inside = word && !tree.is(before, &["'s", "’s"]) && tree.is_under(before, at);
        // A possessor is no part of the name.
        let owns = tree.is(start, &["'s", "’s", "'", "’"]);
        if owns || !(inside || joins(before)) {
            break;
        }
        start = before;
    }
    if start > 0 && start < at && tree.is(start, &["-", "–", "+", "/"]) {
        start += 1;
    }
    while start < at && (PASSING.contains(&tree.forms[start].to_lowercase().as_str()) || joins(start)) {
        start += 1;
    }
    start
}

/// One past the last word of a name that goes on behind its head: "Fund for Saving the Aral Sea".
fn behind(tree: &Sentence<'_>, at: usize) -> usize {
    let mut end = at + 1;
    loop {
        let begun = end > at + 1;
        let mut next = end;
        while next < end + 3
            && (tree.is(next, &["of", "for", "on", "to"])
                || ((next > end || begun) && tree.is(next, &["and", "the"])))
        {
            next += 1;
        }
        if next == end || !is_capital(tree, next) {
            return end;
        }
        end = next + 1;
        while is_capital(tree, end) {
            end += 1;
        }
    }
}

/// "the talks in Gyumri", "the Gyumri talks": the town.
fn venue(reading: &Reading<'_>, tree: &Sentence<'_>, at: usize, start: usize) -> Option<String> {
    let before = at > 0
        && start + 1 == at
        && !is_month(tree.forms[at - 1])
        && tree.rel(at - 1) == Rel::Compound
        && tree.upos(at - 1) == Upos::Propn;
    if before && tree.head(at - 1) == Some(at) {
        let place = tree.forms[at - 1];
        return (!PASSING.contains(&place.to_lowercase().as_str())
            && !place.contains('-')
            && !is_month(place))
        .then(|| place.to_owned());
    }
    let town = tree.is(at + 1, &["in", "at"]) && is_capital(tree, at + 2) && !is_month(tree.forms[at + 2]);
    let town = town.then_some(at + 2).filter(|town| tree.upos(*town) == Upos::Propn)?;
    let mut end = town + 1;
    while is_capital(tree, end)
        && tree.upos(end) == Upos::Propn
        && end < town + 3
        && !is_month(tree.forms[end])
    {
        end += 1;
    }
    let words = reading.span(&(tree.first + town..tree.first + end));
    Some(words.of(reading.text).to_owned())
}

/// "the five-member monitoring committee" without its count, "the 5+2 format" by its numbers.
fn uncounted(name: &str) -> &str {
    match name.split_once(' ') {
        Some((first, "format")) if first.contains('+') => first,
        Some((first, rest)) if first.ends_with("-member") || first.ends_with("-strong") => rest,
        _ => name,
    }
}

/// "The talks will be held in Gyumri": the town.
fn held_in<'a>(tree: &Sentence<'a>, at: usize) -> Option<&'a str> {
    let verb = tree.head(at).filter(|_| tree.rel(at) == Rel::Nsubj)?;
    let takes = matches!(
        tree.lemma(verb),
        "hold" | "open" | "resume" | "begin" | "start" | "continue" | "end" | "take"
    );
    let town = tree.children(verb).find(|&town| {
        tree.rel(town) == Rel::Obl
            && tree.upos(town) == Upos::Propn
            && tree.children(town).any(|case| tree.is(case, &["in"]))
            && !is_month(tree.forms[town])
    });
    town.filter(|_| takes).map(|town| tree.forms[town])
}

/// "working groups" head names as "working group" does.
fn singular(mut noun: String) -> String {
    if ["groups", "committees", "commissions", "missions", "teams"].contains(&noun.as_str()) {
        noun.pop();
    }
    noun
}

/// "six-party", "five-nation".
fn is_count_of_sides(word: &str) -> bool {
    ["-party", "-nation", "-way", "-power", "-sided"].iter().any(|end| word.ends_with(end))
}

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
    )
}

/// Nouns that can take each other's place.
fn family(noun: &str) -> &'static str {
    match noun {
        "talk" | "talks" | "negotiation" | "negotiations" | "consultation" | "dialogue" | "round" => "talks",
        "consultations" | "discussions" => "talks",
        "summit" | "meeting" | "conference" | "session" | "sitting" | "retreat" | "ministerial" => "meeting",
        "commission" => "commission",
        "committee" | "subcommittee" | "sub-committee" => "committee",
        "council" => "council",
        "group" => "group",
        "format" | "process" | "platform" => "format",
        "coalition" => "coalition",
        "organisation" | "organization" | "bloc" | "body" | "alliance" | "union" | "grouping" | "pact" => {
            "bloc"
        }
        "mission" => "mission",
        "team" => "team",
        "forum" => "forum",
        _ => "other",
    }
}

/// "the commission": the one named last.
fn meant(tree: &Sentence<'_>, at: usize, last: &[(&'static str, Table)]) -> Option<Table> {
    if !matches!(tree.upos(at), Upos::Noun | Upos::Propn) || tree.rel(at) == Rel::Compound {
        return None;
    }
    let noun = tree.forms[at].to_lowercase();
    let noun = noun.as_str();
    let told = GATHERINGS.contains(&noun)
        || BODIES.contains(&noun)
        || NAMED.contains(&noun)
        || BLOCS.contains(&noun);
    let points = tree.children(at).any(|child| tree.is(child, &["the", "this", "that", "these", "those"]));
    if !told || !points {
        return None;
    }
    let start = front(tree, at);
    // "the Mediterranean partnership" is another one.
    if start < at && !matches!(family(noun), "meeting" | "bloc") {
        return None;
    }
    let family = family(noun);
    let named = |family: &str| last.iter().rev().find(|(known, _)| *known == family);
    let format = || if family == "talks" { named("format") } else { None };
    let (_, table) = named(family).or_else(format)?;
    Some(Table { range: start..at + 1, head: at, ..table.clone() })
}
