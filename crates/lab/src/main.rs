//! Training and evaluation of the models. Never shipped.

mod conllu;
mod dates;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, rest)) if command == "dates" => dates::run(rest),
        _ => anyhow::bail!("usage: lab COMMAND ...; commands: dates"),
    }
}
