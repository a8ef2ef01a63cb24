//! Training and evaluation of the models. Never shipped.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

mod clusters;
mod conllu;
mod coref;
mod entities;
mod gum;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) =
        arguments.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    match command {
        "entities-train" => entities::train_command(rest),
        "entities" => entities::measure_command(rest),
        "entities-folds" => entities::folds_command(rest),
        "coref" => coref::command(rest),
        _ => anyhow::bail!("no command `{command}`"),
    }
}
