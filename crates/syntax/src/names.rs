//! What stands around a name and says who it is: titles before it, appositions beside it.
//!
//! > Deputy Foreign Minister Sergei Ryabkov
//!
//! has the title `Deputy Foreign Minister`;
//!
//! > Russia's president, Dmitry Medvedev, and Ryabkov, the deputy foreign minister,
//!
//! have the appositions `Russia's president` and `the deputy foreign minister`. Coordinated names, predicates and
//! clauses are left alone.

use std::ops::Range;

use crate::{Entity, Parse, Rel, Tree, Upos};

/// A name with what describes it. Ranges count the sentence's tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The title or office right before the name, without article or possessor.
    pub title: Option<Range<usize>>,
    /// The noun phrase set beside the name by commas, article and complements included.
    pub apposition: Option<Range<usize>>,
    /// Everything: title, name, apposition, article, complements, relative clause.
    pub full: Range<usize>,
}

/// Describes a name by the tree around it. An entity beyond the parse gives its own range alone.
///
/// For several names of one sentence, [`described_in`] saves reading the tree anew.
pub fn described(parse: &Parse, entity: Entity) -> Described {
    described_in(parse, &parse.tree(), entity)
}

/// As [`described`], with the parse's own [`Parse::tree`] at hand.
pub fn described_in(parse: &Parse, tree: &Tree, entity: Entity) -> Described {
    let alone = Described { title: None, apposition: None, full: entity.start..entity.end };
    if entity.start >= entity.end
        || entity.end > parse.words.len()
        || !(entity.start..entity.end).contains(&entity.head)
    {
        return alone;
    }
    let around = Around { parse, entity, tree };
    let title = around.title();
    let apposition = around.apposition();

    let mut full = alone.full;
    let mut take = |range: &Range<usize>| full = full.start.min(range.start)..full.end.max(range.end);
    if let Some(title) = &title {
        take(title);
    }
    if let Some(apposition) = &apposition {
        take(apposition);
    }
    take(&around.phrase(entity.head));
    if let Some(governor) = around.governor() {
        take(&around.phrase(governor));
    }
    Described { title, apposition, full }
}

/// A name in its tree.
struct Around<'a> {
    parse: &'a Parse,
    entity: Entity,
    tree: &'a Tree,
}

/// A phrase is followed through this many words at most, so that long sentences stay cheap.
const PHRASE: usize = 200;

impl Around<'_> {
    fn rel(&self, at: usize) -> Rel {
        self.parse.words[at].rel
    }

    fn is_noun(&self, at: usize) -> bool {
        matches!(self.parse.words[at].upos, Upos::Noun | Upos::Propn)
    }

    /// True for `Russia's`, `of Russia`: a noun with a case marker of its own.
    fn has_case(&self, at: usize) -> bool {
        self.tree.children(at).iter().any(|child| self.rel(*child) == Rel::Case)
    }

    /// The role noun right before a name that the name hangs on: `Minister Lavrov` read as Minister -> Lavrov.
    fn governor(&self) -> Option<usize> {
        let word = &self.parse.words[self.entity.head];
        let governor = word.head.filter(|head| !(self.entity.start..self.entity.end).contains(head))?;
        (governor < self.entity.start
            && matches!(word.rel, Rel::Flat | Rel::Appos)
            && self.is_noun(governor)
            && !self.has_case(self.entity.head))
        .then_some(governor)
    }

    fn title(&self) -> Option<Range<usize>> {
        let Entity { start, end, .. } = self.entity;
        let before = start.checked_sub(1)?;
        // The word right before the name must be a noun joined to it without a case marker or a comma.
        let joined = self.parse.words[before].head.is_some_and(|head| (start..end).contains(&head))
            && matches!(self.rel(before), Rel::Nmod | Rel::Compound | Rel::Flat | Rel::Appos);
        if !self.is_noun(before) || self.has_case(before) || !(joined || self.governor() == Some(before)) {
            return None;
        }
        // Its own modifiers, and other words before it that hang on the name.
        let mut first = before;
        while let Some(at) = first.checked_sub(1) {
            let word = &self.parse.words[at];
            let belongs = word.head.is_some_and(|head| (first..end).contains(&head))
                && matches!(word.rel, Rel::Amod | Rel::Compound | Rel::Nmod | Rel::Flat | Rel::Nummod)
                && !self.has_case(at);
            let inner = word.rel == Rel::Punct && matches!(word.lemma.as_str(), "-" | "–");
            if !(belongs || inner) {
                break;
            }
            first = at;
        }
        while first < start && self.rel(first) == Rel::Punct {
            first += 1;
        }
        Some(first..start)
    }

    fn apposition(&self) -> Option<Range<usize>> {
        let Entity { start, end, head, .. } = self.entity;
        let inside = start..end;
        let child = inside.clone().flat_map(|at| self.tree.children(at)).copied().find(|child| {
            !inside.contains(child)
                && self.rel(*child) == Rel::Appos
                && (self.is_noun(*child) || self.parse.words[*child].upos == Upos::Adj)
                && *child >= end
        });
        if let Some(child) = child {
            let phrase = self.phrase(child);
            return Some(phrase.start.max(end)..phrase.end);
        }
        // "Russia's president, Dmitry Medvedev": the role carries the name.
        let governor =
            self.governor().filter(|governor| self.rel(head) == Rel::Appos && governor + 1 < start)?;
        let mut last = start;
        while last > governor + 1 && self.rel(last - 1) == Rel::Punct {
            last -= 1;
        }
        Some(self.phrase(governor).start.min(governor)..last)
    }

    /// The range of a noun's phrase: its subtree without the preposition, conjuncts, copula and subject of its own.
    fn phrase(&self, head: usize) -> Range<usize> {
        let mut range = head..head + 1;
        let mut stack = vec![head];
        // A malformed tree may hold a ring; the count ends it.
        let mut left = PHRASE;
        while let Some(at) = stack.pop() {
            range = range.start.min(at)..range.end.max(at + 1);
            if left == 0 {
                break;
            }
            left -= 1;
            for &child in self.tree.children(at) {
                let outside = matches!(
                    self.rel(child),
                    Rel::Case
                        | Rel::Cc
                        | Rel::Conj
                        | Rel::Cop
                        | Rel::Nsubj
                        | Rel::Csubj
                        | Rel::Punct
                        | Rel::Mark
                        | Rel::Parataxis
                        | Rel::Advcl
                        | Rel::Aux
                        | Rel::Discourse
                        | Rel::Dislocated
                        | Rel::Vocative
                );
                if at != head || !outside {
                    stack.push(child);
                }
            }
        }
        // A closing comma is no part of it.
        while range.end > head + 1 && self.parse.words[range.end - 1].rel == Rel::Punct {
            range.end -= 1;
        }
        range
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EntityKind, Word};

    /// A parse from `form/UPOS/head/rel`, heads counted from 1 with 0 for the root, and the words `start..end` as
    /// the name; gives title, apposition and full phrase as text.
    fn check(tree: &str, name: Range<usize>, head: usize, expected: [&str; 3]) {
        let mut forms = Vec::new();
        let mut words = Vec::new();
        for item in tree.split(' ') {
            let fields: Vec<&str> = item.split('/').collect();
            forms.push(fields[0]);
            words.push(Word {
                upos: Upos::from_name(fields[1]).unwrap(),
                xpos: "",
                lemma: fields[0].to_lowercase(),
                head: fields[2].parse::<usize>().unwrap().checked_sub(1),
                rel: Rel::from_name(fields[3]).unwrap(),
                passive: false,
            });
        }
        let entity = Entity { start: name.start, end: name.end, head, kind: EntityKind::Person };
        let found = described(&Parse { words }, entity);
        let text = |range: Option<Range<usize>>| range.map_or(String::new(), |range| forms[range].join(" "));
        assert_eq!([text(found.title), text(found.apposition), text(Some(found.full))], expected);
    }

    #[test]
    fn a_title_stands_before_the_name() {
        check(
            "Deputy/PROPN/3/compound Trade/PROPN/3/compound Minister/PROPN/4/nmod Anna/PROPN/6/nsubj \
             Bergova/PROPN/4/flat resigned/VERB/0/root",
            3..5,
            3,
            ["Deputy Trade Minister", "", "Deputy Trade Minister Anna Bergova"],
        );
    }

    #[test]
    fn a_title_that_governs_the_name_is_a_title_all_the_same() {
        check(
            "The/DET/2/det minister/NOUN/4/nsubj Bergova/PROPN/2/appos resigned/VERB/0/root",
            2..3,
            2,
            ["minister", "", "The minister Bergova"],
        );
    }

    #[test]
    fn an_apposition_follows_between_commas() {
        check(
            "Bergova/PROPN/7/nsubj ,/PUNCT/5/punct the/DET/5/det trade/NOUN/5/compound minister/NOUN/1/appos \
             ,/PUNCT/5/punct resigned/VERB/0/root",
            0..1,
            0,
            ["", "the trade minister", "Bergova , the trade minister"],
        );
    }

    #[test]
    fn an_apposition_may_carry_the_name() {
        check(
            "Norland/PROPN/3/nmod 's/PART/1/case president/NOUN/8/nsubj ,/PUNCT/5/punct Otto/PROPN/3/appos \
             Lind/PROPN/5/flat ,/PUNCT/5/punct resigned/VERB/0/root",
            4..6,
            4,
            ["", "Norland 's president", "Norland 's president , Otto Lind"],
        );
    }

    #[test]
    fn a_possessor_is_no_title() {
        check(
            "Norland/PROPN/3/nmod 's/PART/1/case Lind/PROPN/4/nsubj resigned/VERB/0/root",
            2..3,
            2,
            ["", "", "Norland 's Lind"],
        );
    }

    #[test]
    fn a_second_name_is_not_part_of_the_first() {
        check(
            "Lind/PROPN/4/nsubj and/CCONJ/3/cc Berg/PROPN/1/conj resigned/VERB/0/root",
            0..1,
            0,
            ["", "", "Lind"],
        );
    }
}
