//! Evaluation against a treebank, as the CoNLL 2018 shared task counts: punctuation included, subtypes of
//! relations left out.

use std::collections::BTreeMap;
use std::fmt::Write;

use syntax::{Model, Parse, Rel, Scratch};

use crate::conllu::Tree;

/// Verbs that report what somebody said.
pub(crate) const SPEECH: &[&str] = &[
    "accuse",
    "acknowledge",
    "add",
    "admit",
    "affirm",
    "allege",
    "announce",
    "answer",
    "argue",
    "assert",
    "assure",
    "claim",
    "comment",
    "concede",
    "confirm",
    "conclude",
    "contend",
    "declare",
    "deny",
    "disclose",
    "emphasize",
    "emphasise",
    "explain",
    "indicate",
    "inform",
    "insist",
    "maintain",
    "mention",
    "note",
    "observe",
    "point",
    "promise",
    "recall",
    "reiterate",
    "remark",
    "remind",
    "repeat",
    "reply",
    "report",
    "respond",
    "reveal",
    "say",
    "signal",
    "state",
    "stress",
    "suggest",
    "swear",
    "tell",
    "testify",
    "threaten",
    "tweet",
    "underline",
    "urge",
    "vow",
    "warn",
    "write",
];

/// Right, guessed and gold counts of one kind of thing.
#[derive(Clone, Copy, Default)]
struct Count {
    right: usize,
    guessed: usize,
    gold: usize,
}

impl Count {
    fn f1(self) -> f64 {
        200.0 * self.right as f64 / ((self.guessed + self.gold) as f64).max(1.0)
    }
}

/// The figures of `model` on `trees`, its tokens given.
pub(crate) fn eval(model: &Model, trees: &[Tree]) -> String {
    let mut scratch = Scratch::default();
    let mut parse = Parse::default();
    let (mut words, mut upos, mut xpos, mut lemma, mut uas, mut las) = (0, 0, 0, 0, 0, 0);
    let mut rels: BTreeMap<Rel, Count> = BTreeMap::new();
    let (mut speech, mut aside) = (Count::default(), Count::default());
    for tree in trees {
        let forms: Vec<&str> = tree.words.iter().map(|word| word.form.as_str()).collect();
        model.parse_into(&forms, &mut scratch, &mut parse);
        for (gold, guess) in tree.words.iter().zip(&parse.words) {
            words += 1;
            upos += usize::from(gold.upos == guess.upos.name());
            xpos += usize::from(gold.xpos == guess.xpos);
            lemma += usize::from(gold.lemma == guess.lemma || gold.lemma == "_");
            let attached = gold.head == guess.head;
            let rel = Rel::from_name(&gold.rel).unwrap_or(Rel::Dep);
            uas += usize::from(attached);
            las += usize::from(attached && rel == guess.rel);
            rels.entry(rel).or_default().gold += 1;
            rels.entry(guess.rel).or_default().guessed += 1;
            if attached && rel == guess.rel {
                rels.entry(rel).or_default().right += 1;
            }
            for (wanted, count) in [(Rel::Ccomp, &mut speech), (Rel::Parataxis, &mut aside)] {
                let of = |head: Option<usize>, rel| {
                    rel == wanted
                        && head.is_some_and(|head| SPEECH.contains(&tree.words[head].lemma.as_str()))
                };
                let (in_gold, in_guess) = (of(gold.head, rel), of(guess.head, guess.rel));
                count.gold += usize::from(in_gold);
                count.guessed += usize::from(in_guess);
                count.right += usize::from(in_gold && in_guess && attached);
            }
        }
    }
    let share = |count: usize| 100.0 * count as f64 / f64::from(words.max(1));
    let mut out = format!(
        "{} sentences, {words} words, tokens given\nUPOS {:.2}  XPOS {:.2}  lemma {:.2}  UAS {:.2}  LAS {:.2}\n",
        trees.len(),
        share(upos),
        share(xpos),
        share(lemma),
        share(uas),
        share(las)
    );
    let _ = writeln!(
        out,
        "ccomp of speech verbs F1 {:.2} ({} gold)  parataxis of speech verbs F1 {:.2} ({} gold)",
        speech.f1(),
        speech.gold,
        aside.f1(),
        aside.gold
    );
    for (place, (rel, count)) in rels.iter().enumerate() {
        let end = if place % 4 == 3 || place + 1 == rels.len() { '\n' } else { ' ' };
        let _ = write!(out, "{:<11}{:6.2} {:5}  {end}", rel.name(), count.f1(), count.gold);
    }
    out
}
