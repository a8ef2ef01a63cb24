//! A golden page: Markdown with a test under each `##`.
//!
//! ````markdown
//! ## Somebody says something
//!
//! published: 2031-05-07
//!
//! > Ana Ruiz said the strait was open.
//!
//! ```ledger
//! statement  Ana Ruiz (person)  indirect affirms  "the strait was open"
//! ```
//! ````
//!
//! Lines `published:`, `title:`, `outlet:` and `url:` before the quotation go to the report. A `>` line is a
//! line of the report; an empty `>` parts paragraphs. All else is for people.

/// A test of a page.
#[derive(Debug, Default)]
pub(crate) struct Case {
    /// Its heading.
    pub(crate) name: String,
    /// Fields of the report, as given.
    fields: Vec<(&'static str, String)>,
    /// The words of the report.
    text: String,
    /// The rows of the page.
    pub(crate) expected: String,
}

const FIELDS: [(&str, &str); 4] =
    [("published: ", "published"), ("title: ", "title"), ("outlet: ", "source"), ("url: ", "url")];

impl Case {
    /// The report as `rapporteur extract` reads it.
    pub(crate) fn record(&self) -> String {
        let mut record = serde_json::json!({"id": self.name, "text": self.text});
        for (field, value) in &self.fields {
            record[*field] = serde_json::Value::String(value.clone());
        }
        record.to_string()
    }
}

/// The tests of a page.
pub(crate) fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut in_ledger = false;
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("## ").filter(|_| !in_ledger) {
            cases.push(Case { name: name.trim().to_owned(), ..Case::default() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if line.starts_with("```") {
            in_ledger = line == "```ledger";
        } else if in_ledger {
            case.expected.push_str(line);
            case.expected.push('\n');
        } else if let Some(words) = line.strip_prefix('>') {
            case.text.push_str(words.strip_prefix(' ').unwrap_or(words));
            case.text.push('\n');
        } else if let Some((prefix, field)) = FIELDS.iter().find(|(prefix, _)| line.starts_with(prefix)) {
            case.fields.push((field, line[prefix.len()..].trim().to_owned()));
        }
    }
    for case in &mut cases {
        case.text.truncate(case.text.trim_end().len());
    }
    cases
}

/// The page with `rows` in its `ledger` blocks, one a test.
pub(crate) fn rewritten(page: &str, rows: &[String]) -> String {
    let mut rows = rows.iter();
    let mut out = String::new();
    let mut in_ledger = false;
    for line in page.lines() {
        if in_ledger && line != "```" {
            continue;
        }
        out.push_str(line);
        out.push('\n');
        in_ledger = line == "```ledger";
        if in_ledger {
            out.push_str(rows.next().map_or("", String::as_str));
        }
    }
    out
}
