//! Words that put somebody in or out of a forum.

use ledger::ForumState;
use syntax::{Rel, Upos};

use super::tables::Table;
use crate::annotate::Sentence;

/// A way up from a table: where it ends, and what it went through.
pub(super) struct Way {
    /// Verb or nominal predicate.
    pub at: usize,
    /// The state a noun on the way means.
    pub nominal: Option<ForumState>,
    /// Case words on the way, innermost first.
    pub cases: Vec<usize>,
    /// Last word before `at`.
    pub below: usize,
    /// True where it leads through things that are no meetings: "the residence of the envoy".
    pub strays: bool,
}

/// What a noun that takes a table says.
pub(super) fn of_noun(noun: &str, table: &Table) -> Option<ForumState> {
    Some(match noun {
        "member" | "membership" | "chairmanship" | "presidency" | "chair" | "chairman" | "chairperson"
        | "co-chair" | "co-chairman" | "chairwoman" | "membre" | "cochair" => {
            if table.gathers && table.body.is_none() && !table.known {
                ForumState::Attends
            } else {
                ForumState::Member
            }
        }
        "participation" | "attendance" | "involvement" | "participant" | "presence" | "status" => {
            ForumState::Attends
        }
        "part" | "signatory" if !table.gathers => ForumState::Member,
        "part" => ForumState::Attends,
        "suspension" => ForumState::Suspended,
        "withdrawal" | "exit" | "departure" | "walkout" | "pullout" => ForumState::Withdraws,
        "boycott" => ForumState::Boycotts,
        "expulsion" | "exclusion" => ForumState::Excluded,
        "absence" => ForumState::Absent,
        "readmission" => ForumState::Rejoins,
        _ => return None,
    })
}

/// Words a name may stand under on the way to what is said of it.
pub(super) fn leads_on(noun: &str) -> bool {
    matches!(
        noun,
        "bloc"
            | "organisation"
            | "organization"
            | "grouping"
            | "alliance"
            | "meeting"
            | "session"
            | "summit"
            | "conference"
            | "talk"
            | "talks"
            | "round"
            | "ministerial"
            | "retreat"
            | "council"
            | "committee"
            | "commission"
            | "group"
            | "format"
            | "framework"
            | "process"
            | "part"
            | "minister"
            | "ambassador"
            | "leader"
            | "work"
            | "activity"
            | "level"
            | "end"
            | "sitting"
            | "mission"
            | "force"
            | "assembly"
            | "body"
            | "institution"
            | "negotiation"
            | "consultation"
            | "dialogue"
            | "hearing"
            | "table"
            | "platform"
            | "team"
            | "course"
            | "invitation"
            | "government"
            | "state"
            | "exercise"
            | "forum"
            | "opening"
            | "interaction"
            | "cooperation"
            | "coordination"
            | "effort"
            | "plenary"
            | "debate"
            | "vote"
            | "foreign"
            | "defence"
            | "commitment"
    )
}

pub(super) fn looks_ahead(lemma: &str) -> bool {
    matches!(
        lemma,
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
            | "readiness"
            | "willing"
            | "willingness"
            | "prepare"
            | "prepared"
            | "pledge"
            | "schedule"
            | "vow"
            | "likely"
            | "hope"
    )
}

/// The state once negation, refusal and what lies ahead are counted in.
pub(super) fn turned(
    state: ForumState,
    negated: bool,
    refused: bool,
    ahead: bool,
    only: bool,
    invited: bool,
) -> Option<ForumState> {
    use ForumState::{
        Absent, Attends, Boycotts, Excluded, Member, Rejoins, Suspended, WillAttend, Withdraws,
    };
    Some(match state {
        WillAttend if negated && invited => Excluded,
        Attends | WillAttend if refused && !negated => Boycotts,
        Attends | WillAttend if negated => Absent,
        Attends if ahead => WillAttend,
        Rejoins if only => Absent,
        Rejoins if negated || refused => Withdraws,
        Withdraws | Suspended if negated => Member,
        Boycotts | Absent | Excluded | Member if negated || refused => return None,
        state => state,
    })
}

pub(super) fn has_case(tree: &Sentence<'_>, cases: &[usize], words: &[&str]) -> bool {
    cases.iter().any(|&case| tree.is(case, words))
}

/// What the verb at the end of a way says of a place at the table it takes.
pub(super) fn of_verb(tree: &Sentence<'_>, table: &Table, way: &Way, passive: bool) -> Option<ForumState> {
    use ForumState::{
        Absent, Attends, Boycotts, Excluded, Member, Rejoins, Suspended, WillAttend, Withdraws,
    };
    let at = way.at;
    let particle = |words: &[&str]| tree.children(at).any(|child| tree.is(child, words));
    let case = |words: &[&str]| has_case(tree, &way.cases, words) || particle(words);
    let direct = way.cases.is_empty() || tree.rel(way.below) == Rel::Obj;
    let object = tree.child(at, &[Rel::Obj]).map(|object| tree.lemma(object)).unwrap_or_default();
    let inside = case(&["in", "at", "within", "on", "under", "through"]);
    let sits = if table.gathers || table.works { Attends } else { Member };
    let meets = matches!(tree.lemma(table.head), "meeting" | "session" | "summit" | "conference");
    let chairs = if meets { Attends } else { Member };
    let chair =
        table.body.as_deref().is_some_and(|body| body.contains("Chair") || body.contains("residency"));
    if let Some(nominal) = way.nominal {
        let takes = matches!(
            tree.lemma(at),
            "be" | "have"
                | "hold"
                | "assume"
                | "confirm"
                | "announce"
                | "enjoy"
                | "end"
                | "continue"
                | "take"
                | "retain"
                | "remain"
                | "become"
                | "occupy"
                | "declare"
                | "suspend"
                | "freeze"
                | "halt"
                | "resume"
                | "withdraw"
                | "finalise"
                | "reaffirm"
                | "keep"
        );
        let copula = tree.child(at, &[Rel::Cop]).is_some();
        return match tree.lemma(at) {
            "suspend" | "freeze" | "halt" => Some(Suspended),
            "end" | "withdraw" => Some(Withdraws),
            "resume" => Some(Rejoins),
            _ if takes || copula => Some(nominal),
            _ => None,
        };
    }
    Some(match tree.lemma(at) {
        "attend" if direct || inside => Attends,
        "participate" | "partake" => Attends,
        "represent" if passive => Attends,
        "present" if tree.upos(at) == Upos::Adj => Attends,
        "return" if table.gathers && case(&["from"]) => Attends,
        "take" if matches!(object, "part" | "floor" | "place") && object != "place" => Attends,
        "observe" if table.gathers || table.works => Attends,
        "address" | "speak" if table.gathers && (direct || case(&["at", "before", "in"])) => Attends,
        "sit" | "serve" if case(&["in", "on", "at", "with"]) => sits,
        "host" | "convene" if direct && table.gathers => Attends,
        "chair" | "head" | "lead" if direct => chairs,
        "co-chair" | "preside" => chairs,
        "hold" | "assume" | "take" if chair => Member,
        "hold" | "resume" | "conduct" | "open" | "begin" | "start"
            if direct
                && !passive
                && table.gathers
                && !table.known
                && !tree.is(table.head, &["meeting", "talks"]) =>
        {
            Attends
        }
        "meet" | "gather" | "convene" | "negotiate" if inside || case(&["for"]) => Attends,
        "work" | "cooperate" | "interact" | "coordinate" | "continue" | "interaction" | "cooperation"
            if case(&["within", "in", "at"]) =>
        {
            sits
        }
        "go" | "come" | "get" if particle(&["back"]) && case(&["to", "in"]) => Rejoins,
        "travel" | "arrive" | "go" | "come" | "fly" | "head" | "return" | "send" | "dispatch" | "invite"
            if table.gathers && case(&["to", "for", "at"]) =>
        {
            match tree.lemma(at) {
                "return" => Rejoins,
                "invite" => WillAttend,
                _ => Attends,
            }
        }
        "invite" if case(&["to"]) => WillAttend,
        "belong" | "accede" | "admit" if case(&["to"]) => Member,
        "join" if table.gathers && !table.known => Attends,
        "join" | "enter" if direct => Member,
        "rejoin" => Rejoins,
        "return" if case(&["to"]) => Rejoins,
        "readmit" | "reinstate" => Rejoins,
        "boycott" | "shun" | "snub" => Boycotts,
        "stay" | "keep" if particle(&["away", "out"]) => Boycotts,
        "refuse" | "reject" | "decline" if direct && table.gathers && !table.known => Boycotts,
        "skip" | "miss" if direct => Absent,
        "absent" => Absent,
        "quit" | "leave" | "exit" | "abandon" if direct => Withdraws,
        "withdraw" | "secede" => Withdraws,
        "pull" | "walk" | "storm" | "drop" | "bow" if particle(&["out"]) => Withdraws,
        "expel" | "exclude" | "bar" | "oust" | "ban" | "eject" | "uninvite" | "disinvite" => Excluded,
        "suspend"
            if passive || matches!(object, "participation" | "membership" | "work") || case(&["from"]) =>
        {
            Suspended
        }
        "remain" | "stay" | "keep" if inside && !table.gathers => Member,
        "be" if particle(&["back"]) => Rejoins,
        "back" => Rejoins,
        _ if table.works && case(&["within"]) => Attends,
        _ => return None,
    })
}
