//! Lists the files of `knowledge/` for embedding. The folder as a whole is watched, so that a file
//! added to it is picked up by the next build.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let crate_dir = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let root = crate_dir.join("../../knowledge");
    println!("cargo:rerun-if-changed={}", root.display());

    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();

    let mut list = String::from("[\n");
    for path in &paths {
        let name = path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let absolute = fs::canonicalize(path)?;
        let _ = writeln!(list, "    ({name:?}, include_str!({:?})),", absolute.display().to_string());
    }
    list.push_str("]\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("embedded.rs"), list)
}

/// The data files under `dir`: what a person writes there, not what an editor leaves behind.
fn collect(dir: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "tsv") {
            paths.push(path);
        }
    }
    Ok(())
}
