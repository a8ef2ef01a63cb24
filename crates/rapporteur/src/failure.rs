//! What ends a run, or is wrong with one input: the file, the place, what was found, and a hint.

use std::fmt;
use std::io;

/// Something that could not be done.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    kind: Kind,
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Input,
    Usage,
    ClosedPipe,
}

impl Failure {
    /// An input that can't be used: exit code 1.
    pub(crate) fn input(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: Some(hint.into()), kind: Kind::Input }
    }

    /// A command that makes no sense: exit code 2.
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind: Kind::Usage, ..Self::input(message, hint) }
    }

    /// True when nobody reads our output any more.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        self.kind == Kind::ClosedPipe
    }

    /// What is wrong, without the hint.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The exit code of the run it ends.
    pub(crate) fn code(&self) -> i32 {
        if self.kind == Kind::Usage { 2 } else { 1 }
    }

    /// Writes it to standard error.
    pub(crate) fn tell(&self) {
        use std::io::Write as _;
        // There is nowhere left to say that standard error is closed.
        let _ = writeln!(anstream::stderr(), "{self}");
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let red = anstyle::AnsiColor::Red.on_default().bold();
        let cyan = anstyle::AnsiColor::Cyan.on_default().bold();
        write!(out, "{red}error:{red:#} {}", self.message)?;
        if let Some(hint) = &self.hint {
            write!(out, "\n{cyan}hint:{cyan:#} {hint}")?;
        }
        Ok(())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let kind = if error.kind() == io::ErrorKind::BrokenPipe { Kind::ClosedPipe } else { Kind::Input };
        Self { message: format!("the output cannot be written: {error}"), hint: None, kind }
    }
}

impl From<&ingest::Error> for Failure {
    fn from(error: &ingest::Error) -> Self {
        let place = error.line().map_or(String::new(), |line| format!("{line}:"));
        Self::input(format!("{}:{place} {}", error.path(), error.found()), error.hint())
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::input(error.to_string(), error.hint())
    }
}

impl From<knowledge::Error> for Failure {
    fn from(error: knowledge::Error) -> Self {
        let text = error.to_string();
        match text.split_once("\nhint: ") {
            Some((message, hint)) => Self::input(message, hint),
            None => Self { hint: None, ..Self::input(text, "") },
        }
    }
}
