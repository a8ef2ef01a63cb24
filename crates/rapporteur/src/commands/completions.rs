//! `rapporteur completions`: a completion script for a shell.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::failure::Failure;
use crate::screen::Screen;

/// Write a completion script for a shell
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur completions bash > ~/.local/share/bash-completion/completions/rapporteur
  rapporteur completions zsh > ~/.zfunc/_rapporteur")]
pub(crate) struct Arguments {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> Result<usize, Failure> {
    let mut command = crate::arguments::Arguments::command();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "rapporteur", &mut script);
    screen.out().write_all(&script)?;
    Ok(0)
}
