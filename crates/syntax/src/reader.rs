//! What the tagger and the parser look at before each decision.

use crate::transition::{NONE, State};
use crate::word::{Look, mix};

/// Features of one decision, as hashes.
pub type Features = Vec<u64>;

/// Stands for what lies outside the sentence.
const OUTSIDE: u64 = 0x6f75_7473_6964_6500;

struct Into<'a> {
    out: &'a mut Features,
}

impl Into<'_> {
    fn one(&mut self, template: u64, a: u64) {
        self.out.push(mix(a, template));
    }

    fn two(&mut self, template: u64, a: u64, b: u64) {
        self.out.push(mix(mix(a, template), b));
    }

    fn three(&mut self, template: u64, a: u64, b: u64, c: u64) {
        self.out.push(mix(mix(mix(a, template), b), c));
    }

    fn four(&mut self, template: u64, a: u64, b: u64, c: u64, d: u64) {
        self.out.push(mix(mix(mix(mix(a, template), b), c), d));
    }
}

/// What the tagger sees at word `at`, the words before it tagged with the classes `tags`.
pub fn tagger(looks: &[Look], tags: &[u8], at: usize, out: &mut Features) {
    out.clear();
    let mut into = Into { out };
    let outside =
        Look { lower: OUTSIDE, form: OUTSIDE, shape: OUTSIDE, prefix: [OUTSIDE; 3], suffix: [OUTSIDE; 4] };
    let word = |offset: isize| at.checked_add_signed(offset).and_then(|i| looks.get(i)).unwrap_or(&outside);
    let tag = |back: usize| at.checked_sub(back).map_or(OUTSIDE, |i| u64::from(tags[i]));
    let here = word(0);
    let (before, after) = (word(-1), word(1));
    let (t1, t2) = (tag(1), tag(2));
    into.one(1, here.lower);
    into.one(2, here.form);
    for (place, &prefix) in here.prefix.iter().enumerate() {
        into.one(3 + place as u64, prefix);
    }
    for (place, &suffix) in here.suffix.iter().enumerate() {
        into.one(7 + place as u64, suffix);
    }
    into.one(12, here.shape);
    into.two(13, here.shape, here.suffix[1]);
    into.two(14, here.shape, u64::from(at == 0));
    into.one(15, t1);
    into.two(16, t1, t2);
    into.two(17, t1, here.lower);
    into.two(18, t1, here.suffix[2]);
    into.one(19, before.lower);
    into.one(20, after.lower);
    into.one(21, before.suffix[2]);
    into.one(22, after.suffix[2]);
    into.one(23, word(-2).lower);
    into.one(24, word(2).lower);
    into.two(25, before.lower, here.lower);
    into.two(26, here.lower, after.lower);
    into.two(27, before.lower, after.lower);
    into.two(28, t1, after.lower);
    into.two(29, before.shape, here.shape);
    into.two(30, here.shape, after.shape);
    into.two(31, t1, after.suffix[2]);
    into.two(32, here.suffix[2], after.suffix[2]);
    into.one(33, word(2).suffix[2]);
    into.two(34, after.lower, word(2).lower);
    into.three(35, t1, here.suffix[2], after.suffix[2]);
    into.one(36, 0);
}

/// What the parser sees in `state`. `tags` are the tagger's classes.
pub fn parser(looks: &[Look], tags: &[u8], state: &State, out: &mut Features) {
    out.clear();
    let mut into = Into { out };
    let word = |i: u32| if i == NONE { OUTSIDE } else { looks[i as usize].lower };
    let tag = |i: u32| if i == NONE { OUTSIDE } else { u64::from(tags[i as usize]) };
    let label = |i: u32| if i == NONE { OUTSIDE } else { u64::from(state.labels[i as usize]) };
    let left = |i: u32, n: usize| if i == NONE { NONE } else { state.lefts[i as usize][n] };
    let right = |i: u32, n: usize| if i == NONE { NONE } else { state.rights[i as usize][n] };
    let count = |i: u32| {
        if i == NONE {
            0
        } else {
            u64::from(state.left_count[i as usize].min(3)) * 4
                + u64::from(state.right_count[i as usize].min(3))
        }
    };
    let (s0, s1, s2) = (state.stacked(0), state.stacked(1), state.stacked(2));
    let (b0, b1, b2) = (state.ahead(0), state.ahead(1), state.ahead(2));
    let (s0w, s1w, s2w, b0w, b1w, b2w) = (word(s0), word(s1), word(s2), word(b0), word(b1), word(b2));
    let (s0t, s1t, s2t, b0t, b1t, b2t) = (tag(s0), tag(s1), tag(s2), tag(b0), tag(b1), tag(b2));
    let (s0l, s0r, s1l, s1r, b0l) = (left(s0, 0), right(s0, 0), left(s1, 0), right(s1, 0), left(b0, 0));
    let (s0l2, s0r2, s1r2, b0l2) = (left(s0, 1), right(s0, 1), right(s1, 1), left(b0, 1));
    let gap = |a: u32, b: u32| {
        if a == NONE || b == NONE {
            return 0;
        }
        match b - a {
            d @ 1..=4 => u64::from(d),
            5..=8 => 5,
            _ => 6,
        }
    };
    let (near, far) = (gap(s0, b0), gap(s1, s0));

    for (place, (w, t)) in
        [(s0w, s0t), (s1w, s1t), (s2w, s2t), (b0w, b0t), (b1w, b1t), (b2w, b2t)].into_iter().enumerate()
    {
        let place = 3 * place as u64;
        into.one(100 + place, w);
        into.one(101 + place, t);
        into.two(102 + place, w, t);
    }
    into.two(120, s0w, b0w);
    into.three(121, s0w, s0t, b0t);
    into.three(122, s0t, b0w, b0t);
    into.two(123, s0t, b0t);
    into.two(124, s1w, s0w);
    into.three(125, s1w, s1t, s0t);
    into.three(126, s1t, s0w, s0t);
    into.two(127, s1t, s0t);
    into.three(128, s0t, b0t, b1t);
    into.three(129, s1t, s0t, b0t);
    into.three(130, s2t, s1t, s0t);
    into.three(131, b0t, b1t, b2t);
    into.four(132, s1t, s0t, b0t, b1t);
    into.three(133, s0w, b0t, b1t);
    into.three(134, s1t, s0t, b0w);
    into.three(135, s1t, s0w, b0t);
    into.three(136, s1w, s0t, b0t);
    into.two(137, s1w, b0w);
    into.two(138, s1t, b0t);
    // Dependents found so far.
    into.three(140, s0t, b0t, tag(b0l));
    into.three(141, s0t, b0t, tag(s0l));
    into.three(142, s0t, b0t, tag(s0r));
    into.three(143, s1t, s0t, tag(s1l));
    into.three(144, s1t, s0t, tag(s1r));
    into.three(145, s1t, s0t, tag(s0l));
    into.three(146, s1t, s0t, tag(s0r));
    into.three(147, s0t, tag(s0l), tag(s0l2));
    into.three(148, s0t, tag(s0r), tag(s0r2));
    into.three(149, s1t, tag(s1r), tag(s1r2));
    into.three(150, b0t, tag(b0l), tag(b0l2));
    into.three(151, s0t, label(s0l), b0t);
    into.three(152, s0t, label(s0r), b0t);
    into.three(153, s1t, label(s1l), s0t);
    into.three(154, s1t, label(s1r), s0t);
    into.three(155, b0t, label(b0l), s0t);
    into.three(156, s0t, label(s0l), label(s0l2));
    into.three(157, s0t, label(s0r), label(s0r2));
    into.three(158, s1t, label(s1r), label(s1r2));
    into.three(159, s0w, label(s0l), label(s0r));
    into.three(160, s1w, label(s1l), label(s1r));
    into.two(161, b0w, label(b0l));
    into.two(162, s0w, word(s0l));
    into.two(163, s0w, word(s0r));
    into.two(164, s1w, word(s1r));
    into.two(165, s1w, word(s1l));
    into.two(166, b0w, word(b0l));
    into.three(167, s0t, s1t, word(s0l));
    into.three(168, s0t, b0t, word(s0l));
    // How far, how many.
    into.two(180, s0w, near);
    into.two(181, s0t, near);
    into.two(182, b0w, near);
    into.three(183, s0t, b0t, near);
    into.three(184, s1t, s0t, far);
    into.two(185, s1w, far);
    into.two(186, s0w, far);
    into.two(187, s0w, count(s0));
    into.two(188, s0t, count(s0));
    into.two(189, s1w, count(s1));
    into.two(190, s1t, count(s1));
    into.two(191, b0t, count(b0));
    into.two(192, s0t, looks_shape(looks, s0));
    into.three(193, s0t, b0t, state.stack.len().min(3) as u64);
    into.one(194, 0);
}

fn looks_shape(looks: &[Look], word: u32) -> u64 {
    if word == NONE { OUTSIDE } else { looks[word as usize].shape }
}
