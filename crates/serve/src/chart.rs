//! Charts as SVG, drawn on the server. Looks are classes of the style sheet, since no style may stand
//! inline; every chart has a name for screen readers and, on its page, a table with the same numbers.

use std::fmt::Write as _;

use export::html::escaped;
use ledger::Stance;

/// Stances from refusal to pursuit, which is how they stand above each other.
pub(crate) const LADDER: [Stance; 5] =
    [Stance::Seeks, Stance::Open, Stance::Conditional, Stance::Reluctant, Stance::Rejects];

/// One point of a stance over time.
pub(crate) struct Point {
    /// Days since any fixed day.
    pub(crate) day: i64,
    pub(crate) stance: Stance,
    /// What a pointer is told.
    pub(crate) title: String,
}

/// Stance over time: a dot a position, at its day and on the line of its stance.
pub(crate) fn stances(name: &str, points: &[Point], first: &str, last: &str) -> String {
    const WIDTH: f64 = 720.0;
    const LEFT: f64 = 96.0;
    const STEP: f64 = 30.0;
    let begin = points.iter().map(|point| point.day).min().unwrap_or(0);
    let end = points.iter().map(|point| point.day).max().unwrap_or(0);
    let height = STEP * 5.0 + 34.0;
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">",
        escaped(name)
    );
    for (index, stance) in LADDER.iter().enumerate() {
        let y = 16.0 + STEP * count(index);
        let _ = write!(
            svg,
            "<line class=\"rule\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{y}\" y2=\"{y}\"/><text x=\"{}\" y=\"{}\" \
             text-anchor=\"end\">{stance}</text>",
            LEFT - 14.0,
            y + 4.0
        );
    }
    for point in points {
        #[allow(clippy::cast_precision_loss)]
        let share = if end > begin { (point.day - begin) as f64 / (end - begin) as f64 } else { 0.5 };
        let x = LEFT + 10.0 + share * (WIDTH - LEFT - 24.0);
        let line = LADDER.iter().position(|stance| *stance == point.stance).unwrap_or(0);
        let y = 16.0 + STEP * count(line);
        let _ = write!(
            svg,
            "<circle class=\"dot {}\" cx=\"{x:.1}\" cy=\"{y}\" r=\"6\"><title>{}</title></circle>",
            point.stance,
            escaped(&point.title)
        );
    }
    let base = height - 6.0;
    let _ = write!(svg, "<text x=\"{LEFT}\" y=\"{base}\">{}</text>", escaped(first));
    if last != first {
        let _ = write!(svg, "<text x=\"{WIDTH}\" y=\"{base}\" text-anchor=\"end\">{}</text>", escaped(last));
    }
    svg + "</svg>"
}

/// A column of [`bars`].
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) link: String,
    pub(crate) count: usize,
}

/// Counts over time, each column a link to its stretch.
pub(crate) fn bars(name: &str, bars: &[Bar]) -> String {
    const WIDTH: f64 = 720.0;
    const HEIGHT: f64 = 90.0;
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(1).max(1);
    let step = WIDTH / count(bars.len().max(1));
    let mut svg = format!(
        "<svg class=\"chart bars\" viewBox=\"0 0 {WIDTH} {}\" role=\"group\" aria-label=\"{}\">",
        HEIGHT + 22.0,
        escaped(name)
    );
    for (index, bar) in bars.iter().enumerate() {
        let height = if bar.count == 0 { 0.0 } else { (HEIGHT * count(bar.count) / count(most)).max(2.0) };
        let x = step * count(index);
        let _ = write!(
            svg,
            "<a href=\"{}\"><title>{}: {}</title><rect class=\"bar-back\" x=\"{x:.1}\" y=\"0\" width=\"{:.1}\" \
             height=\"{HEIGHT}\"/><rect class=\"bar-front\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" \
             height=\"{height:.1}\"/></a>",
            escaped(&bar.link),
            escaped(&bar.name),
            bar.count,
            (step - 1.5).max(0.5),
            HEIGHT - height,
            (step - 1.5).max(0.5)
        );
    }
    if let (Some(first), Some(last)) = (bars.first(), bars.last()) {
        let base = HEIGHT + 16.0;
        let _ = write!(svg, "<text x=\"0\" y=\"{base}\">{}</text>", escaped(&first.name));
        if bars.len() > 1 {
            let _ = write!(
                svg,
                "<text x=\"{WIDTH}\" y=\"{base}\" text-anchor=\"end\">{}</text>",
                escaped(&last.name)
            );
        }
    }
    svg + "</svg>"
}

/// Kinds by time: a row a kind, a square a stretch of time, the darker the more.
pub(crate) fn squares(name: &str, columns: &[String], rows: &[(String, Vec<usize>)]) -> String {
    const LEFT: f64 = 96.0;
    const WIDTH: f64 = 720.0;
    let most = rows.iter().flat_map(|row| &row.1).copied().max().unwrap_or(1).max(1);
    let step = ((WIDTH - LEFT) / count(columns.len().max(1))).min(22.0);
    let height = 22.0 * count(rows.len()) + 24.0;
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">",
        escaped(name)
    );
    for (index, (kind, counts)) in rows.iter().enumerate() {
        let y = 22.0 * count(index);
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            LEFT - 10.0,
            y + 14.0,
            escaped(kind)
        );
        for (column, &number) in counts.iter().enumerate() {
            let x = LEFT + step * count(column);
            let depth = if number == 0 { 0.08 } else { 0.3 + 0.7 * count(number) / count(most) };
            let _ = write!(
                svg,
                "<rect class=\"square\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"19\" \
                 fill-opacity=\"{depth:.2}\"><title>{}, {}: {number}</title></rect>",
                y,
                (step - 1.5).max(0.5),
                escaped(kind),
                columns.get(column).map(|name| escaped(name)).unwrap_or_default()
            );
        }
    }
    if let (Some(first), Some(last)) = (columns.first(), columns.last()) {
        let right = LEFT + step * count(columns.len());
        let _ = write!(svg, "<text x=\"{LEFT}\" y=\"{}\">{}</text>", height - 6.0, escaped(first));
        if columns.len() > 8 {
            let _ = write!(
                svg,
                "<text x=\"{right:.1}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                height - 6.0,
                escaped(last)
            );
        }
    }
    svg + "</svg>"
}

#[allow(clippy::cast_precision_loss)]
fn count(number: usize) -> f64 {
    number as f64
}
