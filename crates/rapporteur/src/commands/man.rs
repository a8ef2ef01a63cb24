//! `rapporteur man`: the manual page.

use clap::CommandFactory as _;

use crate::failure::Failure;
use crate::screen::Screen;

/// Write the manual page, of all or of one command
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur man > rapporteur.1
  rapporteur man statements | man -l -")]
pub(crate) struct Arguments {
    /// The command
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> Result<usize, Failure> {
    let all = crate::arguments::Arguments::command();
    let command = match &arguments.command {
        None => all,
        Some(name) => match all.find_subcommand(name) {
            // The name has to live as long as the process, which ends after it.
            Some(command) => command.clone().name(&*format!("rapporteur-{name}").leak()),
            None => {
                let names: Vec<&str> = all.get_subcommands().map(clap::Command::get_name).collect();
                let hint = format!("the commands are {}", names.join(", "));
                return Err(Failure::usage(format!("there is no command `{name}`"), hint));
            }
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    screen.out().write_all(&page)?;
    Ok(0)
}
