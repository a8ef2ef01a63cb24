//! Forum states: who sits at which table, body by body.

use ledger::{Forum, ForumState};

use super::positions::is_part;
use super::time::{Together, together};
use super::{Record, Relation};

/// Days beyond which a part and the whole are not told of one time.
const YEAR: i32 = 400;

type Told = Option<(Relation, &'static str)>;

pub(super) fn relation(one: &Record<'_>, a: &Forum, other: &Record<'_>, b: &Forum) -> Told {
    if a.actor != b.actor {
        return None;
    }
    if a.forum != b.forum || a.body != b.body {
        let (a_name, b_name) = (name(a), name(b));
        let related = a.forum == b.forum || is_part(&a_name, &b_name) || is_part(&b_name, &a_name);
        let split = is_in(a.state) != is_in(b.state);
        let apart = together(one.when(), other.when(), YEAR) == Together::No;
        return (related && split && !apart).then_some((Relation::Part, "forum-part-and-whole"));
    }
    if !(conflict(a.state, b.state) || conflict(b.state, a.state)) {
        return None;
    }
    let lasts = lasts(a.state) || lasts(b.state);
    match together(one.when(), other.when(), 0) {
        Together::Yes => Some((Relation::Fact, "forum-in-and-out")),
        Together::Unknown => Some((Relation::Undated, "forum-in-and-out-undated")),
        Together::No => lasts.then_some((Relation::Shift, "forum-in-and-out-later")),
    }
}

/// Forums whose names begin alike are compared: `OSCE` and `OSCE Parliamentary Assembly`.
pub(super) fn key(actor: &str, forum: &str) -> String {
    format!("f {actor} {}", forum.split(' ').next().unwrap_or_default())
}

fn name(row: &Forum) -> String {
    row.body.as_ref().map_or_else(|| row.forum.clone(), |body| format!("{} {body}", row.forum))
}

fn is_in(state: ForumState) -> bool {
    use ForumState::{Attends, Member, Rejoins, WillAttend};
    matches!(state, Attends | Member | Rejoins | WillAttend)
}

/// True for a state that goes on; the others are of one meeting.
fn lasts(state: ForumState) -> bool {
    use ForumState::{Excluded, Member, Rejoins, Suspended, Withdraws};
    matches!(state, Excluded | Member | Rejoins | Suspended | Withdraws)
}

/// True when the two cannot both be of one body at one time. Who was to come may have stayed away, and a
/// member may be suspended.
fn conflict(inside: ForumState, outside: ForumState) -> bool {
    use ForumState::{
        Absent, Attends, Boycotts, Excluded, Member, Rejoins, Suspended, WillAttend, Withdraws,
    };
    match inside {
        Attends | Rejoins => matches!(outside, Absent | Boycotts | Withdraws | Excluded | Suspended),
        WillAttend => matches!(outside, Boycotts | Withdraws | Excluded | Suspended),
        Member => matches!(outside, Withdraws | Excluded),
        _ => false,
    }
}
