//! The dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013): how many gold arcs a move makes
//! impossible.

use syntax::transition::{Move, NONE, State};

/// The gold tree of one sentence.
pub(crate) struct Gold {
    /// Head of every word; the number of words for the root.
    pub(crate) heads: Vec<u32>,
    /// Class of every word's label.
    pub(crate) labels: Vec<u8>,
    children: Vec<Vec<u32>>,
}

impl Gold {
    pub(crate) fn new(heads: Vec<u32>, labels: Vec<u8>) -> Self {
        let mut children = vec![Vec::new(); heads.len() + 1];
        for (word, &head) in heads.iter().enumerate() {
            children[head as usize].push(word as u32);
        }
        Self { heads, labels, children }
    }

    /// Gold arcs that an allowed move loses.
    pub(crate) fn cost(&self, state: &State, choice: Move) -> usize {
        let next = state.next;
        if choice == Move::Shift {
            let top = state.stacked(0);
            let head = self.heads[next as usize];
            let below = state.stack.split_last().map_or(&[][..], |(_, rest)| rest);
            let lost_head = head < next && head != top && below.binary_search(&head).is_ok();
            let lost = self.children[next as usize]
                .iter()
                .filter(|&&word| word < next && state.stack.binary_search(&word).is_ok());
            return usize::from(lost_head) + lost.count();
        }
        let word = state.stacked(0);
        let head = self.heads[word as usize];
        let below = state.stacked(1);
        let lost_children = self.children[word as usize].iter().filter(|&&child| child >= next).count();
        let reachable = head >= next || (below != NONE && head == below);
        let given = if choice == Move::Left { next } else { below };
        usize::from(reachable && head != given) + lost_children
    }
}
