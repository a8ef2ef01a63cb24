//! A graph in columns as SVG: boxes that read from left to right, and lines between them. What does not fit is
//! folded into one box a column, so that a claim of two hundred reports is drawn like one of five.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use export::html::escaped;

/// Boxes of a column, the one that stands for the rest included.
const BOXES: usize = 12;

/// Characters of a line in a box.
const LETTERS: usize = 21;

const WIDTH: f64 = 168.0;
const HEIGHT: f64 = 40.0;
const GAP: f64 = 46.0;
const STEP: f64 = 54.0;
const TOP: f64 = 26.0;

/// A box.
pub(crate) struct Node {
    pub(crate) column: usize,
    pub(crate) name: String,
    /// The second line.
    pub(crate) note: String,
    pub(crate) link: Option<String>,
    /// True for what is not shown by name.
    pub(crate) is_faint: bool,
}

/// Boxes and the lines between them, by the boxes' places. A line within a column is dashed.
#[derive(Default)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    keys: BTreeMap<(usize, String), usize>,
    edges: Vec<(usize, usize, &'static str)>,
}

impl Graph {
    /// The place of the box `key` of a column, made by `node` when it is not there.
    pub(crate) fn node(&mut self, column: usize, key: &str, node: impl FnOnce() -> Node) -> usize {
        *self.keys.entry((column, key.to_owned())).or_insert_with(|| {
            self.nodes.push(node());
            self.nodes.len() - 1
        })
    }

    /// A line, once; `told` is what a pointer is told.
    pub(crate) fn edge(&mut self, from: usize, to: usize, told: &'static str) {
        if !self.edges.iter().any(|edge| (edge.0, edge.1) == (from, to)) {
            self.edges.push((from, to, told));
        }
    }

    /// The box of a column with some key, if it is there.
    pub(crate) fn find(&self, column: usize, key: &str) -> Option<usize> {
        self.keys.get(&(column, key.to_owned())).copied()
    }

    /// The graph drawn; columns that have no box are left out.
    pub(crate) fn svg(&self, name: &str, titles: &[&str]) -> String {
        let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, node) in self.nodes.iter().enumerate() {
            columns.entry(node.column).or_default().push(index);
        }
        let tallest = columns.values().map(|boxes| boxes.len().min(BOXES)).max().unwrap_or(0);
        let (width, height) =
            (count(columns.len()) * (WIDTH + GAP) - GAP + 2.0, TOP + count(tallest) * STEP + 4.0);
        let mut places: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        let mut boxes = String::new();
        for (at, (column, members)) in columns.iter().enumerate() {
            let x = 1.0 + count(at) * (WIDTH + GAP);
            let title = titles.get(*column).copied().unwrap_or_default();
            let _ = write!(boxes, "<text x=\"{x:.0}\" y=\"14\">{}</text>", escaped(title));
            let shown = if members.len() > BOXES { BOXES - 1 } else { members.len() };
            let lines = if members.len() > BOXES { BOXES } else { members.len() };
            let start = TOP + (count(tallest) - count(lines)) * STEP / 2.0;
            for (line, &node) in members.iter().enumerate() {
                let y = start + count(line.min(BOXES - 1)) * STEP;
                places.insert(node, (x, y));
                if line < shown {
                    drawn(&mut boxes, &self.nodes[node], x, y);
                }
            }
            if members.len() > shown {
                let rest = Node {
                    column: *column,
                    name: format!("{} more", members.len() - shown),
                    note: "in the table below".to_owned(),
                    link: None,
                    is_faint: true,
                };
                drawn(&mut boxes, &rest, x, start + count(shown) * STEP);
            }
        }
        let mut svg = format!(
            "<svg class=\"graph\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"group\" aria-label=\"{}\">",
            escaped(name)
        );
        for (from, to, told) in &self.edges {
            if let (Some(&from), Some(&to)) = (places.get(from), places.get(to)) {
                line(&mut svg, from, to, told);
            }
        }
        svg + &boxes + "</svg>"
    }
}

fn drawn(svg: &mut String, node: &Node, x: f64, y: f64) {
    let class = if node.is_faint { "box faint" } else { "box" };
    let whole =
        if node.note.is_empty() { node.name.clone() } else { format!("{}, {}", node.name, node.note) };
    let open = match &node.link {
        Some(link) => format!("<a href=\"{}\">", escaped(link)),
        None => "<g>".to_owned(),
    };
    let _ = write!(
        svg,
        "{open}<title>{}</title><rect class=\"{class}\" x=\"{x:.0}\" y=\"{y:.0}\" width=\"{WIDTH}\" \
         height=\"{HEIGHT}\" rx=\"6\"/><text class=\"name\" x=\"{:.0}\" y=\"{:.0}\">{}</text><text x=\"{:.0}\" \
         y=\"{:.0}\">{}</text>{}",
        escaped(&whole),
        x + 9.0,
        y + if node.note.is_empty() { 24.0 } else { 17.0 },
        escaped(&cut(&node.name)),
        x + 9.0,
        y + 32.0,
        escaped(&cut(&node.note)),
        if node.link.is_some() { "</a>" } else { "</g>" }
    );
}

/// From the right side of one box to the left of another; within a column, around the right.
fn line(svg: &mut String, from: (f64, f64), to: (f64, f64), told: &str) {
    let (from_y, to_y) = (from.1 + HEIGHT / 2.0, to.1 + HEIGHT / 2.0);
    let from_x = from.0 + WIDTH;
    let is_within = (from.0 - to.0).abs() < 1.0;
    if is_within && (from_y - to_y).abs() < 1.0 {
        return;
    }
    let (to_x, bend, other) = if is_within {
        (from_x, from_x + GAP * 0.8, from_x + GAP * 0.8)
    } else {
        (to.0, from_x + GAP / 2.0, to.0 - GAP / 2.0)
    };
    let class = if is_within { "edge weak" } else { "edge" };
    let _ = write!(
        svg,
        "<path class=\"{class}\" d=\"M{from_x:.0} {from_y:.0} C{bend:.0} {from_y:.0} {other:.0} {to_y:.0} {to_x:.0} \
         {to_y:.0}\"><title>{}</title></path>",
        escaped(told)
    );
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}

#[allow(clippy::cast_precision_loss)]
fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(graph: &mut Graph, column: usize, name: &str) -> usize {
        let node =
            || Node { column, name: name.to_owned(), note: String::new(), link: None, is_faint: false };
        graph.node(column, name, node)
    }

    #[test]
    fn it_knows_that_a_box_and_a_line_are_drawn_once() {
        let mut graph = Graph::default();
        for _ in 0..3 {
            let (a, b) = (named(&mut graph, 0, "<Ministry>"), named(&mut graph, 3, "Harbour Post"));
            graph.edge(a, b, "says");
        }
        let svg = graph.svg("Origins", &["Origin", "", "", "Report"]);
        assert_eq!((svg.matches("<rect").count(), svg.matches("<path").count()), (2, 1), "{svg}");
        assert!(svg.contains("&lt;Ministry&gt;") && !svg.contains("<Ministry>"), "{svg}");
    }

    #[test]
    fn it_knows_that_a_long_column_is_folded() {
        let mut graph = Graph::default();
        for number in 0..200 {
            named(&mut graph, 0, &format!("report {number}"));
        }
        let svg = graph.svg("Origins", &["Report"]);
        assert_eq!(svg.matches("<rect").count(), BOXES, "{svg}");
        assert!(svg.contains("189 more"), "{svg}");
        assert_eq!(Graph::default().svg("", &[]).matches("<rect").count(), 0);
    }
}
