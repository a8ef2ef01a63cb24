//! Months, the grain at which terms of office are known.

use std::fmt;

/// A month, or a year of which the month is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    year: u16,
    month: Option<u8>,
}

impl Month {
    /// Reads `2024`, `2024-03`, and the month of `2024-03-05` or of a longer ISO 8601 time.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let month = match parts.next() {
            Some(month) if month.len() == 2 => {
                Some(month.parse().ok().filter(|month| (1..=12).contains(month))?)
            }
            Some(_) => return None,
            None => None,
        };
        Some(Self { year, month })
    }

    /// Months since year 0, of the first month this may be.
    pub(crate) fn earliest(self) -> u32 {
        u32::from(self.year) * 12 + u32::from(self.month.unwrap_or(1))
    }

    /// Months since year 0, of the last month this may be.
    pub(crate) fn latest(self) -> u32 {
        u32::from(self.year) * 12 + u32::from(self.month.unwrap_or(12))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            Some(month) => write!(f, "{:04}-{month:02}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}
