//! The program, run on a folder of its own.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder with files, in which the program is run.
pub(crate) struct Folder(tempfile::TempDir);

/// How a run ended.
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Folder {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder can be made"))
    }

    /// With a file.
    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.path().join(name), bytes).expect("a file can be written");
        self
    }

    /// Runs the program in it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_on(arguments, b"")
    }

    /// Runs it with something on standard input.
    pub(crate) fn run_on(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut program = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .args(arguments)
            .current_dir(self.0.path())
            .env("NO_COLOR", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = program.stdin.take().expect("it has an input");
        let input = input.to_vec();
        // A program that ends early does not read all of it.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = program.wait_with_output().expect("the program ends");
        writer.join().expect("no panic");
        Run::of(output)
    }
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("the program ends by itself"),
            out: String::from_utf8(output.stdout).expect("output is text"),
            err: String::from_utf8(output.stderr).expect("errors are text"),
        }
    }
}

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The example reports.
pub(crate) fn talks() -> String {
    root().join("examples/talks").display().to_string()
}
