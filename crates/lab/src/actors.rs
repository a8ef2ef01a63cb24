//! `lab actors FILE.jsonl`: how often country and sector of an actor phrase are told.
//!
//! Lines have `mention`, `date` (an ISO date, `1 January 2018`, `today` or null), and `expected` with
//! `country` and `code_1`. Lines whose `expected` names an encyclopedia article (`wiki`, `title`,
//! `actor_wiki_job`) are counted apart. `--errors` prints what differs.

use std::fs;

use anyhow::{Context, Result};
use knowledge::Month;
use serde_json::Value;

use crate::events::Options;

/// Runs the command on its arguments.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let options = Options::read("actors", arguments)?;
    let content = fs::read_to_string(&options.file).with_context(|| options.file.display().to_string())?;
    // Right and all, of phrases that need no encyclopedia and of the others.
    let mut counts = [[0usize; 4]; 2];
    for (number, line) in content.lines().enumerate() {
        let row: Value = serde_json::from_str(line)
            .with_context(|| format!("{}:{}", options.file.display(), number + 1))?;
        let expected = &row["expected"];
        let (country, sector) =
            (field(expected, "country").or(field(expected, "cc")), field(expected, "code_1"));
        if country.is_none() && sector.is_none() {
            continue;
        }
        let mention = row["mention"].as_str().unwrap_or_default();
        let coded = options.known().code(mention, row["date"].as_str().and_then(month));
        let own = (coded.country.as_deref().unwrap_or_default(), coded.sector.unwrap_or_default());
        let right =
            [country.is_none_or(|country| country == own.0), sector.is_none_or(|sector| sector == own.1)];
        let article = ["wiki", "title", "actor_wiki_job"].iter().any(|key| expected.get(key).is_some());
        let count = &mut counts[usize::from(article)];
        count[0] += usize::from(right[0] && right[1]);
        count[1] += usize::from(right[0]);
        count[2] += usize::from(right[1]);
        count[3] += 1;
        if options.errors && !(right[0] && right[1]) {
            println!(
                "{}{mention} ({}): {} {}, read {} {}",
                if article { "[article] " } else { "" },
                row["date"].as_str().unwrap_or("-"),
                country.unwrap_or("any"),
                sector.unwrap_or("any"),
                own.0,
                own.1
            );
        }
    }
    for (count, what) in counts.iter().zip(["no encyclopedia needed", "with an article"]) {
        let share = |at: usize| 100.0 * count[at] as f64 / count[3].max(1) as f64;
        println!(
            "{what}: country and sector {:.1}, country {:.1}, sector {:.1}, of {}",
            share(0),
            share(1),
            share(2),
            count[3]
        );
    }
    Ok(())
}

fn field<'v>(expected: &'v Value, key: &str) -> Option<&'v str> {
    expected.get(key)?.as_str()
}

/// The month of `2022-03-01` or `1 January 2018`; `None` for today.
fn month(date: &str) -> Option<Month> {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    Month::parse(date).or_else(|| {
        let words: Vec<&str> = date.split_whitespace().collect();
        let [_, name, year] = words[..] else { return None };
        let number = NAMES.iter().position(|known| *known == name)? + 1;
        Month::parse(&format!("{year}-{number:02}"))
    })
}
