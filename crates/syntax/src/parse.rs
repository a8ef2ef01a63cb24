//! What the parser gives back.

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

/// One sentence, read. Every word has a head but the root; the heads form a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// A word a token, in order.
    pub words: Vec<Word>,
}
