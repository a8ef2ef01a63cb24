//! In or out: what the words around a table say of who sits there.

use knowledge::ActorKind;
use ledger::ForumState;
use syntax::{Rel, Upos};

use super::tables::Table;
use super::who::Scene;
use super::words::{Way, has_case, leads_on, looks_ahead, of_noun, of_verb, turned};
use crate::annotate::Sentence;
use crate::extractors::attribution::source::{agent, is_passive};

/// Who is where, with the head of the clause that says so.
pub(super) type Row = (String, ForumState, usize);

/// All that the sentence says of who sits at `table`.
pub(super) fn states(scene: &Scene<'_, '_, '_>, table: &Table) -> Vec<Row> {
    let tree = &scene.reading.sentences[scene.place];
    let mut rows = members(scene, table);
    rows.extend(climb(scene, table, table.head));
    // "the OSCE summit, to which Malta will send its president"
    let described = matches!(tree.rel(table.head), Rel::Compound | Rel::Nmod) && table.gathers;
    let meeting = described.then(|| tree.head(table.head)).flatten();
    let heads = std::iter::once(table.head).chain(meeting);
    let behind = |head: usize| {
        tree.children(head).filter(move |&child| tree.rel(child) == Rel::Acl && child > table.head)
    };
    let mut clauses: Vec<usize> = heads.flat_map(behind).collect();
    // "which suspended Malta and which Georgia joined"
    let joined = |&clause: &usize| tree.children(clause).filter(|&child| tree.rel(child) == Rel::Conj);
    let joined: Vec<usize> = clauses.iter().flat_map(joined).collect();
    clauses.extend(joined);
    for clause in clauses {
        // "to which both belong", "which Malta joined"
        let relative = tree
            .extent(clause)
            .take_while(|&at| at < clause)
            .find(|&at| tree.is(at, &["which", "that", "whom", "where"]));
        match relative.filter(|&at| at > table.head && tree.is_under(at, clause)) {
            Some(relative) => rows.extend(climb(scene, table, relative)),
            // "the talks it walked out of", "a meeting skipped by Malta"
            None if tree.child(clause, &[Rel::Nsubj]).is_some() => {
                let cases = tree.children(clause).filter(|&child| tree.rel(child) != Rel::Nsubj).collect();
                rows.extend(judge(
                    scene,
                    table,
                    &Way { at: clause, nominal: None, cases, below: table.head, strays: false },
                ));
            }
            None => rows.extend(suffered(scene, table, clause)),
        }
    }
    rows
}

/// Up from a word of the table to what is said of it.
fn climb(scene: &Scene<'_, '_, '_>, table: &Table, start: usize) -> Vec<Row> {
    let tree = &scene.reading.sentences[scene.place];
    let mut way = Way { at: start, nominal: None, cases: Vec::new(), below: start, strays: false };
    loop {
        let here = way.at;
        way.cases.extend(tree.children(here).filter(|&case| tree.rel(case) == Rel::Case && case < here));
        let Some(up) = tree.head(here) else { return Vec::new() };
        // "a summit where the presidents signed"
        if here == start && table.gathers && tree.is(here, &["where"]) {
            let there = tree.child(up, &[Rel::Nsubj]).map(|subject| scene.who(subject)).unwrap_or_default();
            return there.into_iter().map(|actor| (actor, ForumState::Attends, up)).collect();
        }
        if tree.rel(here) == Rel::Nsubj {
            return if here == start || way.nominal.is_none() {
                acts(scene, table, up, here)
            } else {
                Vec::new()
            };
        }
        // "the east African bloc IGAD"
        let same = tree.rel(here) == Rel::Appos && leads_on(tree.lemma(up));
        if !same && matches!(tree.rel(here), Rel::Advcl | Rel::Parataxis | Rel::Ccomp | Rel::Appos) {
            return Vec::new();
        }
        // "At the OSCE summit the minister said": who speaks there is there.
        if tree.rel(here) == Rel::Obl
            && table.gathers
            && speaks_at(tree, table)
            && has_case(tree, &way.cases, &["at", "during"])
        {
            let there = tree.child(up, &[Rel::Nsubj]).map(|subject| scene.who(subject)).unwrap_or_default();
            if !there.is_empty() && way.nominal.is_none() && !negates(scene, up) {
                let mut there = there;
                there.extend(met(scene, up));
                there.dedup();
                return there.into_iter().map(|actor| (actor, ForumState::Attends, up)).collect();
            }
        }
        way.below = here;
        way.at = up;
        if has_case(tree, &way.cases, &["with"]) && way.nominal.is_none() {
            return Vec::new();
        }
        let noun = matches!(tree.upos(up), Upos::Noun | Upos::Propn);
        let party = tree.lemma(up) == "party" && has_case(tree, &way.cases, &["to"]);
        if party && tree.child(up, &[Rel::Cop]).is_some() {
            way.nominal = Some(ForumState::Member);
        }
        if let Some(state) = noun.then(|| of_noun(&tree.lemma(up).to_lowercase(), table)).flatten() {
            way.nominal = Some(state);
            let owners = scene.owner(up, Some(table));
            if !owners.is_empty() {
                return owned(scene, up, owners, state);
            }
            let beside = beside(scene, table, up, state);
            if !beside.is_empty() {
                return beside.into_iter().map(|actor| (actor, state, up)).collect();
            }
        }
        if matches!(tree.upos(up), Upos::Verb | Upos::Aux) || tree.child(up, &[Rel::Cop]).is_some() {
            break;
        }
        let told = tree.rel(here) == Rel::Compound && tree.upos(up) == Upos::Propn;
        way.strays |= noun && !told && !leads_on(tree.lemma(up));
        // "ready for", "absent from", "present at"
        if tree.upos(up) == Upos::Adj && tree.rel(here) == Rel::Obl {
            break;
        }
    }
    judge(scene, table, &way)
}

/// "Malta's boycott of the talks", unless it is only threatened.
fn owned(scene: &Scene<'_, '_, '_>, at: usize, owners: Vec<String>, state: ForumState) -> Vec<Row> {
    let tree = &scene.reading.sentences[scene.place];
    let up = tree.head(at).map(|up| tree.lemma(up)).unwrap_or_default();
    let state = match up {
        "suspend" | "freeze" | "halt" | "pause" => ForumState::Suspended,
        "withdraw" | "end" | "pull" | "recall" | "cancel" | "renounce" | "terminate" | "stop" => {
            ForumState::Withdraws
        }
        "resume" => ForumState::Rejoins,
        _ => state,
    };
    let state = if state == ForumState::Withdraws && tree.lemma(at) == "boycott" {
        ForumState::Rejoins
    } else {
        state
    };
    if tree.children(at).any(|child| tree.is(child, &["no", "not", "possible", "future"])) {
        return Vec::new();
    }
    let confirms = matches!(up, "confirm" | "announce" | "plan" | "expect" | "welcome");
    let state = if confirms && state == ForumState::Attends { ForumState::WillAttend } else { state };
    let open = matches!(
        up,
        "path"
            | "bid"
            | "threaten"
            | "threat"
            | "demand"
            | "seek"
            | "urge"
            | "prevent"
            | "oppose"
            | "prospect"
            | "support"
            | "possibility"
            | "possible"
    );
    if open && state != ForumState::Attends {
        return Vec::new();
    }
    owners.into_iter().map(|owner| (owner, state, at)).collect()
}

/// "Malta, a member of the OSCE", "the co-chairs of the group (Malta and Georgia)".
fn beside(scene: &Scene<'_, '_, '_>, table: &Table, at: usize, state: ForumState) -> Vec<String> {
    let tree = &scene.reading.sentences[scene.place];
    let denied = tree.children(at).any(|child| tree.is(child, &["no", "not", "never"]));
    if denied || !matches!(state, ForumState::Member | ForumState::Attends) {
        return Vec::new();
    }
    if tree.rel(at) == Rel::Appos
        && let Some(head) = tree.head(at)
    {
        return scene.who(head);
    }
    let end = table.range.end.max(at + 1);
    let opens = tree.is(end, &["(", ":", "namely", "—", "–"])
        || (tree.is(end, &[","]) && tree.is(end + 1, &["namely", "president", "prime", "foreign"]))
        || tree.is(end, &["including", "such"]);
    if opens {
        return scene.listed(end, 5);
    }
    // "OSCE chairman Ana Oru of Malta"
    let person = tree.child(at, &[Rel::Appos, Rel::Flat]).or(match tree.rel(at) {
        Rel::Compound | Rel::Nmod => {
            tree.head(at).filter(|&head| head > at && tree.upos(head) == Upos::Propn)
        }
        _ => None,
    });
    person.map(|person| scene.who(person)).unwrap_or_default()
}

/// What stands in the table itself: "composed of observers from Malta and Georgia", "the Malta-Georgia
/// council", "the meeting of the leaders of Malta, Georgia and Armenia".
fn members(scene: &Scene<'_, '_, '_>, table: &Table) -> Vec<Row> {
    let tree = &scene.reading.sentences[scene.place];
    let mut rows: Vec<Row> = Vec::new();
    let ahead = (0..tree.len()).any(|at| tree.is(at, &["will", "would", "next", "upcoming", "scheduled"]));
    let sits = if ahead { ForumState::WillAttend } else { ForumState::Attends };
    // "the Malta-Georgia council"
    if let Some((one, other)) = table.forum.split_once(' ').and_then(|(pair, _)| pair.split_once(['-', '–']))
    {
        let actors = &scene.reading.knowledge.actors;
        let side = |name: &str| {
            let actor = actors.get(actors.named(name).first()?.actor);
            let whole = actor.name == name || name.chars().all(char::is_uppercase);
            let sits = matches!(actor.kind, ActorKind::State | ActorKind::Organisation | ActorKind::Region);
            (sits && whole).then(|| (actor.name.clone(), actor.kind != ActorKind::Region))
        };
        if let (Some(one), Some(other)) = (side(one), side(other)) {
            let sides = [one, other].into_iter().filter(|(_, sits)| *sits);
            rows.extend(sides.map(|(actor, _)| (actor, sits, table.head)));
        }
    }
    let end = table.range.end;
    // "the commission composed of", "led by"
    let word = |at: usize| tree.forms.get(at).map(|form| form.to_lowercase()).unwrap_or_default();
    for at in end..(end + 12).min(tree.len()) {
        let consists = matches!(
            word(at).as_str(),
            "composed"
                | "comprising"
                | "comprises"
                | "consisting"
                | "consists"
                | "grouping"
                | "groups"
                | "contingents"
        ) || (word(at) == "made" && word(at + 1) == "up")
            || (word(at) == "led" && word(at + 1) == "by")
            || (matches!(word(at).as_str(), "includes" | "including") && !table.gathers);
        let taken = matches!(word(at).as_str(), "joined" | "attended") && word(at + 1) == "by";
        if taken {
            let state = if table.gathers { sits } else { ForumState::Member };
            rows.extend(scene.listed(at + 2, 4).into_iter().map(|actor| (actor, state, table.head)));
        }
        if consists {
            let state = if table.gathers && !table.known { sits } else { ForumState::Member };
            rows.extend(scene.listed(at + 1, 6).into_iter().map(|actor| (actor, state, table.head)));
        }
    }
    // "with co-chairs (Malta, Georgia)", "co-chairs Malta and Georgia"
    for at in end..(end + 4).min(tree.len()) {
        if tree.is(at, &["co-chairs", "cochairs", "co-chair", "co-chairmen"]) {
            rows.extend(
                scene.listed(at + 1, 3).into_iter().map(|actor| (actor, ForumState::Member, table.head)),
            );
        } else if tree.is(at, &["chairs"]) && tree.is(at - 1, &["-"]) {
            rows.extend(
                scene.listed(at + 1, 3).into_iter().map(|actor| (actor, ForumState::Member, table.head)),
            );
        }
    }
    // A meeting of three or more.
    if table.gathers && !table.known && tree.is(end, &["of", "between", "among", "with"]) {
        let several = scene.listed(end + 1, 6);
        if several.len() > 2 {
            rows.extend(several.into_iter().map(|actor| (actor, sits, table.head)));
        }
    }
    rows
}

/// The table is the subject: "the League suspended Malta", "the meeting was boycotted by Malta".
fn acts(scene: &Scene<'_, '_, '_>, table: &Table, at: usize, subject: usize) -> Vec<Row> {
    let tree = &scene.reading.sentences[scene.place];
    if tree.word(subject).passive || is_passive(tree, at) {
        return suffered(scene, table, at);
    }
    let state = match tree.lemma(at) {
        "suspend" => ForumState::Suspended,
        "expel" | "bar" | "exclude" | "ban" | "oust" | "eject" => ForumState::Excluded,
        "readmit" | "reinstate" => ForumState::Rejoins,
        "admit" | "include" | "comprise" | "accept" => ForumState::Member,
        _ => return Vec::new(),
    };
    let Some(object) = tree.child(at, &[Rel::Obj]) else { return Vec::new() };
    let modal = tree.children(at).any(|child| {
        tree.is(child, &["would", "could", "might", "may", "should", "must", "can", "will", "if"])
    });
    if modal || negates(scene, at) {
        return Vec::new();
    }
    let mut whom = scene.who(object);
    if matches!(tree.lemma(object), "membership" | "participation") {
        whom = scene.owner(object, Some(table));
    }
    whom.into_iter().map(|actor| (actor, state, at)).collect()
}

/// "was boycotted by Malta", "attended by Malta and Georgia".
fn suffered(scene: &Scene<'_, '_, '_>, table: &Table, at: usize) -> Vec<Row> {
    let tree = &scene.reading.sentences[scene.place];
    let state = match tree.lemma(at) {
        "attend" | "host" => ForumState::Attends,
        "chair" if table.gathers => ForumState::Attends,
        "join" if table.gathers => ForumState::Attends,
        "join" | "chair" | "lead" => ForumState::Member,
        "boycott" | "shun" | "snub" => ForumState::Boycotts,
        "skip" | "miss" => ForumState::Absent,
        "abandon" => ForumState::Withdraws,
        _ => return Vec::new(),
    };
    let Some(by) = agent(tree, at) else { return Vec::new() };
    let ahead = tree.children(at).any(|child| tree.is(child, &["will", "would"]));
    let state = if ahead && state == ForumState::Attends { ForumState::WillAttend } else { state };
    let mut whom = scene.who(by);
    let listed = scene.listed(tree.extent(by).start, 4);
    if listed.len() > whom.len() {
        whom = listed;
    }
    whom.into_iter().map(|actor| (actor, state, at)).collect()
}

/// Who does what `way` ends in.
fn judge(scene: &Scene<'_, '_, '_>, table: &Table, way: &Way) -> Vec<Row> {
    let tree = &scene.reading.sentences[scene.place];
    let at = way.at;
    let passive = is_passive(tree, at);
    let Some(state) = of_verb(tree, table, way, passive) else { return Vec::new() };
    let open = ["if", "whether", "could", "might", "may", "should", "must", "can", "unless", "cannot"];
    if (way.strays && way.nominal.is_none())
        || tree.children(at).any(|child| child < at && tree.is(child, &open))
    {
        return Vec::new();
    }
    let mut negated = negates(scene, at);
    let mut refused = false;
    let mut ahead =
        tree.children(at).any(|child| tree.is(child, &["will", "would", "shall", "'ll", "going", "wo"]));
    ahead |= matches!(tree.lemma(at), "go" | "come" | "travel" | "send" | "attend" | "fly")
        && tree.xpos(at) == "VBG"
        && tree.children(at).any(|child| tree.is(child, &["is", "are", "be"]));
    let mut top = at;
    let mut actors = subject(scene, table, at, passive, state);
    // Up through "plans to", "has no plans to", "decided to", "said it would".
    while actors.is_empty() {
        let Some(up) = tree.head(top).filter(|_| {
            matches!(
                tree.rel(top),
                Rel::Xcomp | Rel::Acl | Rel::Conj | Rel::Ccomp | Rel::Nmod | Rel::Obj | Rel::Obl | Rel::Advcl
            )
        }) else {
            break;
        };
        if matches!(tree.rel(top), Rel::Obl | Rel::Advcl) && !names_act(tree, top) {
            break;
        }
        // "called on both sides to return"
        if matches!(
            tree.lemma(up),
            "urge"
                | "call"
                | "ask"
                | "demand"
                | "press"
                | "want"
                | "hope"
                | "let"
                | "could"
                | "invite"
                | "propose"
        ) {
            return Vec::new();
        }
        ahead |= looks_ahead(tree.lemma(up));
        refused |= matches!(tree.lemma(up), "refuse" | "decline" | "refusal");
        negated |= negates(scene, up);
        // "Malta, suspended from the OSCE"
        let described = tree.rel(top) == Rel::Acl && matches!(tree.xpos(top), "VBN" | "VBG");
        let named = described && tree.upos(up) == Upos::Propn && !table.range.contains(&up);
        top = up;
        actors = if named {
            scene.who(up)
        } else {
            subject(scene, table, up, is_passive(tree, up), ForumState::Member)
        };
        if actors.is_empty() {
            actors.extend(scene.owner(up, Some(table)));
        }
        if scene.parties.cue(tree.first + up).is_some() {
            break;
        }
    }
    if actors.is_empty()
        && has_case(tree, &way.cases, &["within"])
        && let Some(subject) = tree.child(at, &[Rel::Nsubj])
    {
        // "Georgian proposals put forward within the group"
        actors = scene.owner(subject, Some(table));
    }
    if actors.is_empty()
        && let Some(statement) = scene.parties.statement(tree.first + at)
    {
        let own = tree.child(at, &[Rel::Nsubj]).is_none_or(|subject| tree.is(subject, &["we", "it", "i"]));
        if own {
            actors = scene.parties.speaker(statement).to_vec();
        }
    }
    let only = tree.children(at).any(|child| tree.is(child, &["only", "unless", "until"]));
    let Some(state) = turned(state, negated, refused, ahead, only, tree.lemma(at) == "invite") else {
        return Vec::new();
    };
    let since = state == ForumState::Absent && tree.extent(at).any(|word| tree.is(word, &["since"]));
    let goes = matches!(tree.lemma(at), "go" | "come" | "travel" | "fly" | "send");
    let state =
        if since || (goes && state == ForumState::Absent && ahead) { ForumState::Boycotts } else { state };
    actors.into_iter().filter(|actor| scene.may_sit(actor)).map(|actor| (actor, state, top)).collect()
}

/// "commitment to continuing": clauses that say what somebody will do.
fn names_act(tree: &Sentence<'_>, at: usize) -> bool {
    tree.children(at)
        .any(|mark| mark < at && tree.is(mark, &["to", "by", "on", "of", "after", "while", "before", "in"]))
}

/// "held talks with the leaders of A and B": whom the subject of the verb at `at` meets.
fn met(scene: &Scene<'_, '_, '_>, at: usize) -> Vec<String> {
    let tree = &scene.reading.sentences[scene.place];
    let object = tree.child(at, &[Rel::Obj]);
    let meets = tree.lemma(at) == "meet"
        || object.is_some_and(|object| {
            matches!(tree.lemma(object), "talk" | "talks" | "meeting" | "consultation" | "discussion")
        });
    if !meets {
        return Vec::new();
    }
    let others = scene.reading.mentions.of(scene.place).iter().filter(|mention| {
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
        others.filter_map(|mention| scene.parties.of(mention)).map(str::to_owned).collect();
    found.sort();
    found.dedup();
    found
}

/// Summits and sessions at which one speaks are worth a row; any two can hold talks.
fn speaks_at(tree: &Sentence<'_>, table: &Table) -> bool {
    table.known
        || matches!(tree.lemma(table.head), "summit" | "conference" | "session" | "forum" | "assembly")
        || table.forum.starts_with(char::is_uppercase) && !tree.is(table.head, &["meeting", "talks"])
}

pub(super) fn negates(scene: &Scene<'_, '_, '_>, at: usize) -> bool {
    let tree = &scene.reading.sentences[scene.place];
    tree.children(at).any(|child| {
        matches!(tree.rel(child), Rel::Advmod | Rel::Det)
            && scene.reading.knowledge.issues.negates(tree.forms[child])
            || (tree.rel(child) == Rel::Obj
                && (tree.is(child, &["nobody", "none"])
                    || tree.children(child).any(|det| tree.rel(det) == Rel::Det && tree.is(det, &["no"]))))
    })
}

fn subject(
    scene: &Scene<'_, '_, '_>,
    table: &Table,
    at: usize,
    passive: bool,
    state: ForumState,
) -> Vec<String> {
    let tree = &scene.reading.sentences[scene.place];
    let suffers = passive
        && matches!(
            tree.lemma(at),
            "exclude"
                | "expel"
                | "bar"
                | "oust"
                | "ban"
                | "suspend"
                | "invite"
                | "represent"
                | "admit"
                | "readmit"
                | "eject"
                | "uninvite"
                | "reinstate"
                | "expect"
                | "disinvite"
                | "schedule"
                | "set"
        );
    let found = match passive {
        true if suffers => tree.child(at, &[Rel::Nsubj]),
        true => agent(tree, at),
        false if state == ForumState::Excluded || tree.lemma(at) == "invite" => tree.child(at, &[Rel::Obj]),
        false => tree.child(at, &[Rel::Nsubj]),
    };
    let Some(found) = found else { return Vec::new() };
    if table.range.contains(&found) {
        return Vec::new();
    }
    // "which" stands for the noun its clause describes.
    let relative = tree.is(found, &["which", "who", "that"]) && tree.upos(found) == Upos::Pron;
    let described = (relative && tree.rel(at) == Rel::Acl).then(|| tree.head(at)).flatten();
    scene.who(described.unwrap_or(found))
}
