//! What the parser gives back.

use std::ops::Range;

macro_rules! labels {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $label:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the labels are those of Universal Dependencies v2")]
        pub enum $name { $($variant),+ }

        impl $name {
            /// Every label.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As written in CoNLL-U, without subtype.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The label of a CoNLL-U name; a subtype (`nsubj:pass`) is ignored.
            pub fn from_name(name: &str) -> Option<Self> {
                let base = name.split(':').next().unwrap_or(name);
                Self::ALL.iter().copied().find(|label| label.name() == base)
            }
        }
    };
}

labels! {
    /// Universal part of speech.
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

labels! {
    /// Universal dependency relation, without subtype.
    Rel {
        Acl = "acl", Advcl = "advcl", Advmod = "advmod", Amod = "amod", Appos = "appos", Aux = "aux",
        Case = "case", Cc = "cc", Ccomp = "ccomp", Clf = "clf", Compound = "compound", Conj = "conj",
        Cop = "cop", Csubj = "csubj", Dep = "dep", Det = "det", Discourse = "discourse",
        Dislocated = "dislocated", Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith",
        Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod", Nsubj = "nsubj", Nummod = "nummod",
        Obj = "obj", Obl = "obl", Orphan = "orphan", Parataxis = "parataxis", Punct = "punct",
        Reparandum = "reparandum", Root = "root", Vocative = "vocative", Xcomp = "xcomp",
    }
}

/// One token, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag, such as `VBD`.
    pub xpos: &'static str,
    /// Dictionary form, lower case but for names.
    pub lemma: String,
    /// The word it depends on, as an index into the sentence; `None` for the root.
    pub head: Option<usize>,
    /// How it depends on it.
    pub rel: Rel,
    /// True for the passive variants `nsubj:pass`, `csubj:pass`, `aux:pass`.
    pub passive: bool,
}

impl Default for Word {
    fn default() -> Self {
        let (upos, rel) = (Upos::X, Rel::Root);
        Self { upos, xpos: "", lemma: String::new(), head: None, rel, passive: false }
    }
}

/// One sentence, read. Every word has a head but the root; the heads form a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// A word a token, in order.
    pub words: Vec<Word>,
}

impl Parse {
    /// The words that depend directly on word `head`, in order. Scans the sentence; for many questions
    /// about one sentence ask [`Parse::tree`].
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().filter(move |(_, word)| word.head == Some(head)).map(|(index, _)| index)
    }

    /// The first dependent of `head` with relation `rel`.
    pub fn child(&self, head: usize, rel: Rel) -> Option<usize> {
        self.children(head).find(|&index| self.words[index].rel == rel)
    }

    /// The word without a head; `None` for the empty sentence.
    pub fn root(&self) -> Option<usize> {
        self.words.iter().position(|word| word.head.is_none())
    }

    /// From word `index` upwards, `index` first and the root last.
    pub fn path(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(index), |&at| self.words[at].head)
    }

    /// Dependents and extents of every word, computed once in linear time.
    pub fn tree(&self) -> Tree {
        Tree::of(self)
    }
}

/// Dependents and extents of every word of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// `children[first[i]..first[i + 1]]` depend on word `i`.
    first: Vec<usize>,
    children: Vec<usize>,
    extents: Vec<Range<usize>>,
}

impl Tree {
    fn of(parse: &Parse) -> Self {
        let count = parse.words.len();
        let mut first = vec![0; count + 1];
        for head in parse.words.iter().filter_map(|word| word.head) {
            first[head + 1] += 1;
        }
        for index in 0..count {
            first[index + 1] += first[index];
        }
        let mut next = first.clone();
        let mut children = vec![0; first[count]];
        for (index, head) in parse.words.iter().enumerate().filter_map(|(i, word)| Some((i, word.head?))) {
            children[next[head]] = index;
            next[head] += 1;
        }
        let mut tree = Self { first, children, extents: (0..count).map(|index| index..index + 1).collect() };
        // Parents before children, then extents from the leaves upwards.
        let mut order: Vec<usize> = parse.root().into_iter().collect();
        let mut at = 0;
        while at < order.len() {
            order.extend_from_slice(tree.children(order[at]));
            at += 1;
        }
        for &index in order.iter().rev() {
            if let Some(head) = parse.words[index].head {
                let Range { start, end } = tree.extents[index];
                let above = &mut tree.extents[head];
                *above = above.start.min(start)..above.end.max(end);
            }
        }
        tree
    }

    /// The words that depend directly on word `head`, in order.
    pub fn children(&self, head: usize) -> &[usize] {
        &self.children[self.first[head]..self.first[head + 1]]
    }

    /// From the first to past the last word of the subtree of word `index`.
    pub fn extent(&self, index: usize) -> Range<usize> {
        self.extents[index].clone()
    }
}
