//! `rapporteur serve`: pages and an API over a ledger, for a browser on this machine.

use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use store::Ledger;

use crate::commands::demo;
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// Show a ledger in a browser: what came last, who said what, each word in its report
///
/// Listens on this machine only, unless a token is given. Pages load nothing from elsewhere. Without --ledger,
/// the example reports are shown and nothing is kept.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur serve
  rapporteur serve --ledger war.ledger --port 7878
  rapporteur serve --ledger war.ledger --address 0.0.0.0 --token-file token.txt")]
pub(crate) struct Arguments {
    /// The ledger, as `rapporteur read` writes it; made where there is none
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,

    /// The port; 0 for any that is free
    #[arg(long, value_name = "N", default_value_t = 7878)]
    port: u16,

    /// Listen at this address; any but this machine's own needs --token-file
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    address: IpAddr,

    /// A file whose first line every request must carry: as a bearer token, or as the password in a browser
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
}

/// Characters of the shortest token that is no invitation.
const SHORTEST: usize = 16;

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let token = arguments.token_file.as_ref().map(token).transpose()?;
    if token.is_none() && !arguments.address.is_loopback() {
        return Err(Failure::usage(
            format!("--address {} would show the ledger to other machines", arguments.address),
            "give a --token-file with a secret of 16 characters or more, or leave --address out",
        ));
    }
    let folder; // Kept until the process ends.
    let ledger = match &arguments.ledger {
        Some(path) => {
            if !path.exists() {
                Ledger::open(path)?;
            }
            path.clone()
        }
        None => {
            folder = tempfile::tempdir()?;
            let path = folder.path().join("examples.ledger");
            let mut ledger = Ledger::open(&path)?;
            reader.keep(demo::examples, &mut ledger)?;
            path
        }
    };
    let options = serve::Options { ledger, knowledge: reader.knowledge, token };
    let address = SocketAddr::new(arguments.address, arguments.port);
    let mut told = Ok(());
    serve::run(&options, address, |address| {
        told = writeln!(screen.out(), "http://{address}").and_then(|()| screen.flush());
    })
    .map_err(|error| {
        Failure::input(format!("{address} can't be served: {error}"), "choose another port with --port")
    })?;
    told?;
    Ok(0)
}

/// The first line of the file.
fn token(path: &PathBuf) -> Result<String, Failure> {
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::input(format!("{}: {}", path.display(), error.to_string().to_lowercase()), "check the path")
    })?;
    let token = text.lines().next().unwrap_or_default().trim().to_owned();
    if token.chars().count() < SHORTEST {
        return Err(Failure::input(
            format!("{}: the token is shorter than {SHORTEST} characters", path.display()),
            "write a longer one: head -c 24 /dev/urandom | base64",
        ));
    }
    Ok(token)
}
