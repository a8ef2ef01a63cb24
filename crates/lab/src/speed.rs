//! How fast a model reads, in processor time, so that what else the machine does counts little.

use std::fs;
use std::sync::LazyLock;
use std::time::Instant;

use syntax::{Model, Parse, Scratch};

use crate::conllu::Tree;

/// Tokens a second of each stage on one core, the best of some passes.
pub(crate) fn speed(model: &Model, trees: &[Tree]) -> String {
    let sentences: Vec<Vec<&str>> =
        trees.iter().map(|tree| tree.words.iter().map(|word| word.form.as_str()).collect()).collect();
    let tokens: usize = sentences.iter().map(Vec::len).sum();
    let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
    let mut best = [f64::MAX; 3];
    for _ in 0..5 {
        let start = spent();
        for sentence in &sentences {
            model.tag(sentence, &mut scratch);
        }
        let tagged = spent();
        for sentence in &sentences {
            model.tag(sentence, &mut scratch);
            model.attach(&mut scratch);
        }
        let parsed = spent();
        for sentence in &sentences {
            model.parse_into(sentence, &mut scratch, &mut parse);
        }
        let done = spent();
        for (best, spent) in best.iter_mut().zip([tagged - start, parsed - tagged, done - parsed]) {
            *best = best.min(spent);
        }
    }
    let stages = ["tag", "tag and attach", "tag, attach and lemmas"];
    stages
        .iter()
        .zip(best)
        .map(|(stage, spent)| format!("{stage}: {:.0} tokens a second on one core\n", tokens as f64 / spent))
        .collect()
}

/// Seconds of processor time of this thread where the system tells it, else of time on the wall.
pub(crate) fn spent() -> f64 {
    static CLOCK: LazyLock<Instant> = LazyLock::new(Instant::now);
    let spent = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = spent.and_then(|line| line.split(' ').next()?.parse::<u64>().ok());
    spent.map_or_else(|| CLOCK.elapsed().as_secs_f64(), |spent| spent as f64 * 1e-9)
}
