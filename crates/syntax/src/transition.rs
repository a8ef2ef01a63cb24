//! The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011), the root standing at the end
//! of the buffer.
//!
//! `Shift` puts the next word on the stack; `Left` takes the top of the stack off and hangs it from the next
//! word, `Right` from the word below it. A sentence of n words takes exactly 2n moves and always ends as one
//! projective tree with one root.

/// A move of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// The next word goes on the stack.
    Shift,
    /// The top of the stack depends on the next word.
    Left,
    /// The top of the stack depends on the word below it.
    Right,
}

/// No word.
pub const NONE: u32 = u32::MAX;

/// A sentence half parsed.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Words read and still without a head, the top last.
    pub stack: Vec<u32>,
    /// The next word; equal to [`State::len`] when only the root is left.
    pub next: u32,
    /// Head of every word; [`NONE`] for the root and while unknown.
    pub heads: Vec<u32>,
    /// Label of every word's arc.
    pub labels: Vec<u8>,
    /// Outermost two dependents on the left of every word, outermost first.
    pub lefts: Vec<[u32; 2]>,
    /// Outermost two dependents on the right of every word, outermost first.
    pub rights: Vec<[u32; 2]>,
    /// How many dependents on the left every word has, at most 255.
    pub left_count: Vec<u8>,
    /// How many dependents on the right every word has, at most 255.
    pub right_count: Vec<u8>,
}

impl State {
    /// Starts a sentence of `length` words, keeping the memory of the one before.
    pub fn start(&mut self, length: usize) {
        fn fill<T: Clone>(vector: &mut Vec<T>, value: T, length: usize) {
            vector.clear();
            vector.resize(length, value);
        }
        self.stack.clear();
        self.next = 0;
        fill(&mut self.heads, NONE, length);
        fill(&mut self.labels, 0, length);
        fill(&mut self.lefts, [NONE; 2], length);
        fill(&mut self.rights, [NONE; 2], length);
        fill(&mut self.left_count, 0, length);
        fill(&mut self.right_count, 0, length);
    }

    /// Words of the sentence.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// True for the empty sentence.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// True when every word has its head.
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && self.next as usize == self.len()
    }

    /// The word `depth` below the top of the stack.
    pub fn stacked(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    /// The word `ahead` after the next one.
    pub fn ahead(&self, ahead: usize) -> u32 {
        let word = self.next as usize + ahead;
        if word < self.len() { word as u32 } else { NONE }
    }

    /// Whether `choice` keeps the promise of one tree with one root. At least one move always does until the
    /// sentence is done.
    pub fn allows(&self, choice: Move) -> bool {
        let more = (self.next as usize) < self.len();
        match choice {
            Move::Shift => more,
            Move::Left => self.stack.len() == 1 || (more && !self.stack.is_empty()),
            Move::Right => self.stack.len() > 1,
        }
    }

    /// Makes an allowed move; `label` is that of the new arc.
    pub fn make(&mut self, choice: Move, label: u8) {
        if choice == Move::Shift {
            self.stack.push(self.next);
            self.next += 1;
            return;
        }
        let Some(word) = self.stack.pop() else { return };
        let place = word as usize;
        self.labels[place] = label;
        if choice == Move::Right {
            let Some(&head) = self.stack.last() else { return };
            self.heads[place] = head;
            let head = head as usize;
            self.rights[head] = [word, self.rights[head][0]];
            self.right_count[head] = self.right_count[head].saturating_add(1);
        } else if (self.next as usize) < self.len() {
            let head = self.next as usize;
            self.heads[place] = self.next;
            self.lefts[head] = [word, self.lefts[head][0]];
            self.left_count[head] = self.left_count[head].saturating_add(1);
        }
    }
}
