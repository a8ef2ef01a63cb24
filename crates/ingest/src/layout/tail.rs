//! The foot of a page, read from the last line upwards: notes on the author, and short lines left among
//! other furniture.

use text::ZoneKind;

use super::bio;
use super::lexicon::Lexicon;
use super::lines::Line;

/// Lines at the foot of a page that may be furniture for standing among furniture.
const MOST_LEFT: usize = 15;

/// Marks the foot of the page, down to the last paragraph of the body.
pub(super) fn mark(text: &str, lexicon: &Lexicon, body: usize, lines: &mut [Line]) {
    let mut left = Vec::new();
    for index in (body + 1..lines.len()).rev() {
        let line = &lines[index];
        if line.is.is_some() {
            // What lies between two furniture lines of the foot belongs with them.
            mark_left(lines, &mut left);
            continue;
        }
        if bio::is_note(text, lexicon, line) {
            lines[index].is = Some((ZoneKind::Bio, "bio"));
            mark_left(lines, &mut left);
            continue;
        }
        let is_short = line.words <= 8 && !line.is_closed(text);
        // Nothing stands below the first one but furniture, or it may be the report's own last line.
        let below = lines.get(index + 1).is_some_and(|line| line.is.is_some());
        if !is_short || left.len() == MOST_LEFT || (left.is_empty() && !below) {
            break;
        }
        left.push(index);
    }
}

fn mark_left(lines: &mut [Line], left: &mut Vec<usize>) {
    for index in left.drain(..) {
        lines[index].is = Some((ZoneKind::Chrome, "foot"));
    }
}
