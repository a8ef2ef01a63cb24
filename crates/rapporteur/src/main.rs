//! The command line.

mod arguments;
mod commands;
mod comparing;
mod failure;
mod passages;
mod reading;
mod screen;

use clap::Parser as _;

use crate::arguments::Arguments;
use crate::screen::Screen;

fn main() {
    let arguments = Arguments::parse();
    let mut screen = Screen::of_this_process();
    let ended = commands::run(arguments, &mut screen).and_then(|failed| {
        screen.flush()?;
        Ok(failed)
    });
    // Ending the process, not only `main`: a thread may still wait for input that will never come.
    std::process::exit(match ended {
        Ok(0) => 0,
        Ok(_) => 1,
        // Whoever read our output has seen enough.
        Err(failure) if failure.is_closed_pipe() => 0,
        Err(failure) => {
            failure.tell();
            failure.code()
        }
    })
}
