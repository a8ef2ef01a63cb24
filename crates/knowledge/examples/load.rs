//! Loads a folder given by path, or the embedded one, and says how long it took:
//! `cargo run --release -p knowledge --example load [DIR]`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs, io};

use knowledge::Knowledge;

fn main() -> io::Result<ExitCode> {
    let mut files = Vec::new();
    let root = env::args().nth(1);
    if let Some(root) = &root {
        collect(Path::new(root), Path::new(root), &mut files)?;
    }
    let start = Instant::now();
    let loaded = match root {
        Some(_) => Knowledge::load(files),
        None => Knowledge::embedded_with(files),
    };
    match loaded {
        Ok(knowledge) => {
            println!(
                "{} actors in {:.1} ms",
                knowledge.actors.iter().count(),
                start.elapsed().as_secs_f64() * 1e3
            );
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("error: {error}");
            Ok(ExitCode::FAILURE)
        }
    }
}

fn collect(root: &Path, dir: &Path, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            files.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(())
}
