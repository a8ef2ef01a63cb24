//! Whether a position is expected, offered, meant, owed or done.
//!
//! > Georgia is ready for talks. Georgia expects none. Georgia must hold them. Georgia broke them off.
//!
//! are four levels, and no two of them contradict each other.

use ledger::Level;
use syntax::{Rel, Upos};

use crate::annotate::Sentence;

const EXPECTING: &[&str] = &[
    "anticipate",
    "await",
    "believe",
    "doubt",
    "doubtful",
    "envisage",
    "envision",
    "expect",
    "expectation",
    "fear",
    "foresee",
    "hope",
    "hopeful",
    "improbable",
    "likely",
    "optimistic",
    "pessimistic",
    "predict",
    "probable",
    "prospect",
    "remote",
    "sceptical",
    "skeptical",
    "think",
    "unlikely",
];

const WILLING: &[&str] = &[
    "able",
    "consider",
    "decline",
    "exclude",
    "inclined",
    "interested",
    "open",
    "openness",
    "prepared",
    "readiness",
    "ready",
    "refuse",
    "reluctance",
    "reluctant",
    "rule",
    "unwilling",
    "unwillingness",
    "volunteer",
    "willing",
    "willingness",
];

const OWED: &[&str] = &[
    "appeal",
    "ask",
    "call",
    "demand",
    "essential",
    "imperative",
    "important",
    "insist",
    "must",
    "necessary",
    "necessity",
    "need",
    "obligation",
    "obliged",
    "ought",
    "plead",
    "press",
    "request",
    "require",
    "should",
    "urge",
    "vital",
];

const MEANT: &[&str] = &[
    "agree",
    "aim",
    "commit",
    "commitment",
    "committed",
    "decide",
    "decision",
    "determined",
    "goal",
    "intend",
    "intention",
    "offer",
    "oppose",
    "plan",
    "pledge",
    "prefer",
    "promise",
    "proposal",
    "propose",
    "pursue",
    "reject",
    "seek",
    "shall",
    "strive",
    "suggest",
    "support",
    "threaten",
    "vow",
    "want",
    "will",
    "wish",
    "would",
];

const DONE: &[&str] = &[
    "abandon",
    "ban",
    "begin",
    "block",
    "boycott",
    "break",
    "cancel",
    "cease",
    "close",
    "conclude",
    "continue",
    "deliver",
    "deploy",
    "end",
    "expel",
    "free",
    "freeze",
    "halt",
    "hold",
    "host",
    "impose",
    "join",
    "launch",
    "leave",
    "lift",
    "open",
    "postpone",
    "quit",
    "ratify",
    "release",
    "resume",
    "scrap",
    "send",
    "sign",
    "start",
    "stop",
    "suspend",
    "terminate",
    "veto",
    "walk",
    "withdraw",
];

/// The level of a position read along `path` (words of the sentence, lowest first), with `turned` the words that
/// took a stance; `is_act` where the issue's own word is the deed. `None` where the words do not tell.
pub(super) fn level(
    tree: &Sentence<'_>,
    path: &[usize],
    turned: &[usize],
    rule: &str,
    is_act: bool,
) -> Option<Level> {
    if rule == "obliged" {
        return Some(Level::Obligation);
    }
    // The word nearest to the holder decides, its auxiliaries first.
    for &at in path.iter().rev().filter(|at| turned.contains(at) || Some(*at) == path.first()) {
        let modal = tree
            .children(at)
            .find(|&child| tree.rel(child) == Rel::Aux && tree.xpos(child) == "MD")
            .and_then(|child| named(tree.lemma(child)));
        if let Some(level) = modal.or_else(|| named(tree.lemma(at))) {
            return Some(level);
        }
        let finite =
            matches!(tree.upos(at), Upos::Verb) && matches!(tree.xpos(at), "VBD" | "VBN" | "VBZ" | "VBP");
        if finite && (DONE.contains(&tree.lemma(at)) || (is_act && Some(&at) == path.first())) {
            return Some(Level::Act);
        }
    }
    None
}

fn named(lemma: &str) -> Option<Level> {
    let lists = [
        (EXPECTING, Level::Expectation),
        (WILLING, Level::Willingness),
        (OWED, Level::Obligation),
        (MEANT, Level::Intention),
    ];
    lists.into_iter().find(|(list, _)| list.contains(&lemma)).map(|(_, level)| level)
}

#[cfg(test)]
mod tests {
    use super::{DONE, EXPECTING, MEANT, OWED, WILLING};

    #[test]
    fn it_knows_that_no_word_has_two_levels() {
        let mut all: Vec<&str> = [EXPECTING, WILLING, OWED, MEANT].concat();
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(DONE.is_sorted());
    }
}
