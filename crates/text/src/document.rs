//! A report as it enters: its text, what is known about it, and which parts are article.

use std::collections::BTreeMap;

use crate::Span;

/// One report. `text` is the original; every offset in the program points into it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The report's name in the ledger: given with it, or derived from its content.
    pub id: String,
    /// The headline, when it was given apart from the text.
    pub title: Option<String>,
    /// When it was published, and how that is known.
    pub published: Option<Published>,
    /// Who published it.
    pub outlet: Outlet,
    /// Where it was published.
    pub url: Option<String>,
    /// ISO 639-1 or -3 code, `None` where it can't be told.
    pub language: Option<String>,
    /// The words, unchanged.
    pub text: String,
    /// True when `text` was taken out of a page or a file, so that the reader of the output does not
    /// already hold it.
    pub extracted: bool,
    /// What each part of the text is, in text order, without overlap. What no zone covers is body.
    pub layout: Vec<Zone>,
    /// Fields the program does not know, as they came (JSON text).
    pub meta: BTreeMap<String, String>,
    /// What was wrong with the input, in words for the person who must act: code and message.
    pub problems: Vec<(String, String)>,
}

/// The publisher of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlet {
    /// As the report or its metadata names it.
    pub name: Option<String>,
    /// The site, such as `example.org`.
    pub domain: Option<String>,
}

/// A publication date and its basis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// ISO 8601: `2024-03-05`, with a time when one was given.
    pub date: String,
    /// How it is known.
    pub basis: DateBasis,
}

/// What a publication date rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateBasis {
    /// A field of the record or of the page.
    Metadata,
    /// The address of the page.
    Url,
    /// The dateline of the report.
    Dateline,
    /// A line of the text that gives the date of the report.
    Text,
}

/// A part of a report and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// What it is.
    pub kind: ZoneKind,
    /// Where it lies.
    pub span: Span,
    /// The rule that says so.
    pub rule: &'static str,
}

/// What a part of a report is. Sentences are read from `Title` and `Body` only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneKind {
    /// A headline or subheading.
    Title,
    /// Place, date and agency before the first sentence: `BENGHAZI, March 10 (Reuters) -`.
    Dateline,
    /// The article.
    Body,
    /// Words under a picture.
    Caption,
    /// Page furniture: navigation, share buttons, links to other articles.
    Chrome,
    /// Words about the author.
    Bio,
}

impl ZoneKind {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Dateline => "dateline",
            Self::Body => "body",
            Self::Caption => "caption",
            Self::Chrome => "chrome",
            Self::Bio => "bio",
        }
    }

    /// True for the parts that are the report's own words and are read for rows.
    pub fn is_article(self) -> bool {
        matches!(self, Self::Title | Self::Body)
    }
}

impl DateBasis {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Url => "url",
            Self::Dateline => "dateline",
            Self::Text => "text",
        }
    }
}
