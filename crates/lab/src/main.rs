//! Training and evaluation of the models. Never shipped.

mod conllu;

fn main() {}
