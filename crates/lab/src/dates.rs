//! `lab dates FILE.jsonl`: how well time expressions are found and resolved.
//!
//! Lines with `timexes` (`start`, `end`, `type`, `value`, in code points; `dct`, the day of the report)
//! give TempEval-3 figures for task A (UzZaman et al. 2013): F1 of equal spans, of overlapping spans, and of
//! overlapping spans with equal type or value. Lines with `statements` and `events` (and `published`) give
//! the share of their resolved `time`s that come to the same value. `--out FILE` writes the expressions
//! found, a line a report; `--errors` prints what differs.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;

use anyhow::{Context, Result, bail};
use extract::annotate::dates::{Expression, dates};
use jiff::civil::Date;
use serde_json::{Value, json};
use text::CodePoints;

/// Runs the command on its arguments.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut input = None;
    let mut output = None;
    let mut errors = false;
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--out" => output = Some(arguments.next().context("`--out` wants a file")?),
            "--errors" => errors = true,
            other if other.starts_with("--") => {
                bail!("`{other}` is no option of `lab dates`: --out, --errors")
            }
            other => input = Some(other),
        }
    }
    let input = input.context("usage: lab dates FILE.jsonl [--out FILE] [--errors]")?;
    let content = fs::read_to_string(input).with_context(|| input.to_owned())?;
    let mut counts = Counts::default();
    let mut ledger = Ledger::default();
    let mut lines = String::new();
    let mut differences = String::new();
    for (number, line) in content.lines().enumerate() {
        let report: Value =
            serde_json::from_str(line).with_context(|| format!("{input}:{}: not JSON", number + 1))?;
        let body = report["text"].as_str().unwrap_or_default();
        let published = day(&report["dct"]).or_else(|| day(&report["published"]));
        let points = CodePoints::of(body);
        let found = dates(body, published);
        let system: Vec<Timex> =
            found.iter().flat_map(|expression| timexes(expression, body, &points)).collect();
        let rows: Vec<Value> = system.iter().map(Timex::json).collect();
        writeln!(lines, "{}", json!({"id": report["id"], "timexes": rows}))?;
        if let Some(gold) = report["timexes"].as_array() {
            counts.add(&gold.iter().map(Timex::read).collect::<Vec<_>>(), &system, body, &mut differences);
        }
        ledger.add(&report, &found, &points, &mut differences);
    }
    let mut out = std::io::stdout().lock();
    if errors {
        write!(out, "{differences}")?;
    }
    if counts.gold > 0 {
        write!(out, "{}", counts.figures())?;
    }
    if ledger.resolved > 0 {
        writeln!(
            out,
            "ledger times   {} of {} resolved alike, {} of {} without a value left so",
            ledger.alike, ledger.resolved, ledger.left, ledger.open
        )?;
    }
    if let Some(output) = output {
        fs::write(output, lines).with_context(|| output.clone())?;
    }
    Ok(())
}

/// The day at the front of an ISO 8601 date or time.
fn day(value: &Value) -> Option<Date> {
    value.as_str()?.get(..10)?.parse().ok()
}

/// An expression as the gold has it, in code points.
#[derive(Clone, Debug)]
struct Timex {
    start: usize,
    end: usize,
    kind: String,
    value: String,
}

/// An expression as TIMEX3 has it: the two ends of a range are two expressions there.
fn timexes(expression: &Expression, body: &str, points: &CodePoints) -> Vec<Timex> {
    let span = expression.span;
    let row = |start: usize, end: usize, value: &str| Timex {
        start: points.at(start),
        end: points.at(end),
        kind: expression.kind.name().to_owned(),
        value: value.to_owned(),
    };
    let value = expression.timex.as_deref().unwrap_or_default();
    let joint = [" and ", " to ", "–", "—", "-"]
        .iter()
        .find_map(|joint| span.of(body).find(joint).map(|at| (span.start + at, joint.len())));
    match (value.split_once('/'), joint) {
        (Some((first, last)), Some((at, len))) => {
            vec![row(span.start, at, first), row(at + len, span.end, last)]
        }
        _ => vec![row(span.start, span.end, value)],
    }
}

impl Timex {
    fn read(value: &Value) -> Self {
        let number = |name: &str| value[name].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let word = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Self { start: number("start"), end: number("end"), kind: word("type"), value: word("value") }
    }

    fn json(&self) -> Value {
        json!({"start": self.start, "end": self.end, "type": self.kind, "value": self.value})
    }

    fn overlap(&self, other: &Self) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }
}

/// Matches, counted over all reports.
#[derive(Default)]
struct Counts {
    gold: usize,
    system: usize,
    strict: usize,
    relaxed: usize,
    kind: usize,
    value: usize,
}

impl Counts {
    fn add(&mut self, gold: &[Timex], system: &[Timex], body: &str, differences: &mut String) {
        let words: Vec<char> = body.chars().collect();
        let mut gold = gold.to_vec();
        gold.sort_by_key(|timex| timex.start);
        self.gold += gold.len();
        self.system += system.len();
        let mut used = vec![false; system.len()];
        for wanted in &gold {
            // The longest overlap; the first of equals.
            let best = (0..system.len())
                .filter(|&at| !used[at] && wanted.overlap(&system[at]) > 0)
                .max_by_key(|&at| (wanted.overlap(&system[at]), std::cmp::Reverse(at)));
            let Some(best) = best else {
                note(differences, "missed", Some(wanted), None, &words);
                continue;
            };
            used[best] = true;
            let got = &system[best];
            self.relaxed += 1;
            self.strict += usize::from((wanted.start, wanted.end) == (got.start, got.end));
            self.kind += usize::from(wanted.kind == got.kind);
            self.value += usize::from(wanted.value == got.value);
            if wanted.value != got.value {
                note(differences, "value", Some(wanted), Some(got), &words);
            }
        }
        for (at, got) in system.iter().enumerate() {
            if !used[at] {
                note(differences, "extra", None, Some(got), &words);
            }
        }
    }

    fn figures(&self) -> String {
        let mut figures = String::new();
        for (name, right) in
            [("strict", self.strict), ("relaxed", self.relaxed), ("type", self.kind), ("value", self.value)]
        {
            let share = |whole: usize| if whole == 0 { 0.0 } else { 100.0 * right as f64 / whole as f64 };
            let f1 = share(self.system + self.gold) * 2.0;
            let _ = writeln!(
                figures,
                "{name:<8} p={:.1} r={:.1} f={f1:.1}",
                share(self.system),
                share(self.gold)
            );
        }
        let _ = writeln!(figures, "gold {} sys {}", self.gold, self.system);
        figures
    }
}

/// One line on a difference: what was wanted, what was got, and the words around it.
fn note(differences: &mut String, what: &str, wanted: Option<&Timex>, got: Option<&Timex>, words: &[char]) {
    let Some(at) = wanted.or(got) else { return };
    let part = |from: usize, to: usize| -> String {
        let to = to.min(words.len());
        words[from.min(to)..to].iter().map(|c| if c.is_whitespace() { ' ' } else { *c }).collect()
    };
    let said = |timex: Option<&Timex>| timex.map_or("-".to_owned(), |t| format!("{} {}", t.kind, t.value));
    let _ = writeln!(
        differences,
        "{what:<7} {:<28} {:<28} {}[{}]{} {}",
        said(wanted),
        said(got),
        part(at.start.saturating_sub(50), at.start),
        part(at.start, at.end),
        part(at.end, at.end + 25),
        got.map_or(String::new(), |got| format!("<{}>", part(got.start, got.end))),
    );
}

/// The times of statements and events in the ledger's own form.
#[derive(Default)]
struct Ledger {
    resolved: usize,
    alike: usize,
    open: usize,
    left: usize,
}

impl Ledger {
    fn add(&mut self, report: &Value, found: &[Expression], points: &CodePoints, differences: &mut String) {
        let body = report["text"].as_str().unwrap_or_default();
        for row in ["statements", "events"].iter().filter_map(|name| report[*name].as_array()).flatten() {
            let time = &row["time"];
            let quoted = time["text"].as_str().or_else(|| time["text"]["q"].as_str());
            let Some(quoted) = quoted else { continue };
            // Where it stands: its span, or the first place with these words near the row's evidence.
            let near = row["sentence"][0].as_u64().or_else(|| row["evidence_span"][0].as_u64());
            let span = match time["span"][0].as_u64() {
                Some(start) => {
                    let start = usize::try_from(start).unwrap_or(0);
                    (start, start + quoted.chars().count())
                }
                None => {
                    let near = near.and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
                    let from = body.char_indices().nth(near.saturating_sub(200)).map_or(0, |(at, _)| at);
                    let Some(at) =
                        body[from..].find(quoted).map(|at| from + at).or_else(|| body.find(quoted))
                    else {
                        continue;
                    };
                    let start = points.at(at);
                    (start, start + quoted.chars().count())
                }
            };
            let inside = |expression: &&Expression| {
                points.at(expression.span.start) < span.1 && span.0 < points.at(expression.span.end)
            };
            let got = found.iter().filter(inside).find_map(|expression| expression.value);
            let got = got.map(|value| value.to_string());
            match time["value"].as_str() {
                Some(wanted) => {
                    self.resolved += 1;
                    // A range that starts with the month or day of the gold says at least as much.
                    if got.as_deref().is_some_and(|got| got.starts_with(wanted)) {
                        self.alike += 1;
                        continue;
                    }
                }
                None => {
                    self.open += 1;
                    if got.is_none() {
                        self.left += 1;
                        continue;
                    }
                }
            }
            let _ = writeln!(
                differences,
                "ledger  {:<28} {:<28} {} [{quoted}] {}",
                time["value"].as_str().unwrap_or("null"),
                got.as_deref().unwrap_or("null"),
                report["published"].as_str().unwrap_or("undated"),
                report["id"].as_str().unwrap_or_default(),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timex(start: usize, end: usize, value: &str) -> Timex {
        Timex { start, end, kind: "DATE".to_owned(), value: value.to_owned() }
    }

    #[test]
    fn it_knows_that_a_longer_span_is_found_but_not_exact() {
        let mut counts = Counts::default();
        let gold = [timex(0, 6, "2010"), timex(10, 20, "2011")];
        let system = [timex(0, 6, "2010"), timex(8, 20, "2012"), timex(30, 34, "2013")];
        counts.add(&gold, &system, "", &mut String::new());
        assert_eq!((counts.strict, counts.relaxed, counts.value), (1, 2, 1));
        assert_eq!((counts.gold, counts.system), (2, 3));
    }

    #[test]
    fn it_knows_that_a_range_is_two_expressions_in_timex() {
        let body = "Talks on December 5–6.";
        let found = dates(body, "2024-11-20".parse().ok());
        let points = CodePoints::of(body);
        let rows: Vec<Timex> = found.iter().flat_map(|found| timexes(found, body, &points)).collect();
        let values: Vec<&str> = rows.iter().map(|row| row.value.as_str()).collect();
        assert_eq!(values, ["2024-12-05", "2024-12-06"]);
        assert_eq!((rows[1].start, rows[1].end), (20, 21));
    }
}
