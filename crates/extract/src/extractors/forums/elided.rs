//! Seats at a table that the clause leaves out: "Malta and Georgia have said they would attend."

use ledger::ForumState;
use syntax::Rel;

use super::states::{Row, negates};
use super::who::Scene;
use crate::annotate::Sentence;
use crate::extractors::attribution::source::{is_passive, of_verb};

/// Who is said to come or stay away without a word on where. Linear in the sentence but for climbs.
pub(super) fn states(scene: &Scene<'_, '_, '_>) -> Vec<Row> {
    let tree = &scene.reading.sentences[scene.place];
    let mut rows = Vec::new();
    for at in 0..tree.len() {
        // "Malta, a member, is sending officials"
        if tree.lemma(at) == "member" && tree.rel(at) == Rel::Appos && is_bare(tree, at) {
            let head = tree.head(at).map(|head| scene.who(head)).unwrap_or_default();
            rows.extend(head.into_iter().map(|actor| (actor, ForumState::Member, at)));
            continue;
        }
        let Some(state) = state(tree, at) else { continue };
        let open = ["if", "whether", "could", "might", "may", "should", "must", "can", "unless"];
        if tree.children(at).any(|child| child < at && tree.is(child, &open)) {
            continue;
        }
        let subject = tree.child(at, &[Rel::Nsubj]).or_else(|| of_verb(tree, at));
        let Some(subject) = subject.filter(|&subject| !tree.is(subject, &["they", "both", "who", "i"]))
        else {
            // "have said they would attend": whoever says so.
            let up = tree.head(at).filter(|_| tree.rel(at) == Rel::Ccomp);
            let says = up.and_then(|up| tree.child(up, &[Rel::Nsubj]));
            rows.extend(says.map(|says| turned(scene, at, says, state)).unwrap_or_default());
            continue;
        };
        rows.extend(turned(scene, at, subject, state));
    }
    rows
}

/// The rows of one subject, negation and future counted in.
fn turned(scene: &Scene<'_, '_, '_>, at: usize, subject: usize, state: ForumState) -> Vec<Row> {
    let tree = &scene.reading.sentences[scene.place];
    let negated = negates(scene, at) || tree.head(at).is_some_and(|up| negates(scene, up));
    let up =
        tree.head(at).filter(|_| tree.rel(at) == Rel::Xcomp).map(|up| tree.lemma(up)).unwrap_or_default();
    let refused = matches!(up, "refuse" | "decline");
    let ahead = tree.children(at).any(|child| tree.is(child, &["will", "would", "'ll", "wo"]))
        || matches!(up, "agree" | "plan" | "expect" | "promise" | "intend" | "decide" | "confirm");
    // "Malta attends as an observer": the meeting lies ahead.
    let ahead = ahead || (tree.lemma(at) == "attend" && matches!(tree.xpos(at), "VBZ" | "VBP"));
    let invited = tree.lemma(at) == "invite";
    let state = match state {
        _ if matches!(up, "urge" | "ask" | "want" | "call") => return Vec::new(),
        _ if invited => {
            if !negated {
                return Vec::new();
            }
            ForumState::Excluded
        }
        ForumState::Attends if matches!(up, "stop" | "cease") => ForumState::Absent,
        ForumState::Attends if refused => ForumState::Boycotts,
        ForumState::Attends if negated && tree.extent(at).any(|word| tree.is(word, &["since"])) => {
            ForumState::Boycotts
        }
        ForumState::Attends if negated => ForumState::Absent,
        ForumState::Attends if ahead => ForumState::WillAttend,
        _ if negated || refused => return Vec::new(),
        state => state,
    };
    scene.who(subject).into_iter().map(|actor| (actor, state, at)).collect()
}

/// "a member", "itself a member".
fn is_bare(tree: &Sentence<'_>, at: usize) -> bool {
    tree.children(at).any(|child| tree.is(child, &["a"]))
        && tree.children(at).all(|child| !tree.is_worded(child) || tree.is(child, &["a", "itself", "also"]))
}

/// What a verb without a table says.
fn state(tree: &Sentence<'_>, at: usize) -> Option<ForumState> {
    let has = |words: &[&str]| tree.children(at).any(|child| tree.is(child, words));
    let object = tree.child(at, &[Rel::Obj]);
    // "will attend as an observer", "walked out on Tuesday": what hangs on it is no place.
    let placed = tree.children(at).any(|child| {
        let hangs = |case: usize| case < child && tree.is(case, &["in", "of", "from", "at", "to"]);
        child > at && tree.children(child).any(hangs)
    });
    if placed {
        return None;
    }
    Some(match tree.lemma(at) {
        "attend" if object.is_none() => ForumState::Attends,
        "take" if object.is_some_and(|object| tree.lemma(object) == "part") => ForumState::Attends,
        "participate" => ForumState::Attends,
        "represent" if is_passive(tree, at) => ForumState::Attends,
        "present" if tree.child(at, &[Rel::Cop]).is_some() => ForumState::Attends,
        "absent" if tree.child(at, &[Rel::Cop]).is_some() => ForumState::Absent,
        "there" if tree.child(at, &[Rel::Cop]).is_some() && has(&["will", "would", "'ll"]) => {
            ForumState::Attends
        }
        "come"
            if object.is_none()
                && has(&["will"])
                && tree.children(at).all(|child| child < at || !tree.is_worded(child)) =>
        {
            ForumState::Attends
        }
        "suspend" | "freeze"
            if object.is_some_and(|object| matches!(tree.lemma(object), "participation" | "membership")) =>
        {
            let bare = object
                .is_some_and(|object| tree.child(object, &[Rel::Nmod]).is_none_or(|owner| owner < object));
            return bare.then_some(ForumState::Suspended);
        }
        "rejoin" if object.is_none() => ForumState::Rejoins,
        "stay" if has(&["away"]) => ForumState::Absent,
        "walk" | "storm" if has(&["out"]) => ForumState::Withdraws,
        "invite" if is_passive(tree, at) => ForumState::WillAttend,
        _ => return None,
    })
}
