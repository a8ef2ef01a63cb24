//! Training and evaluation of the models. Never shipped.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool")]

mod attribution;
mod clusters;
mod conllu;
mod coref;
mod dates;
mod entities;
mod eval;
mod gum;
mod oracle;
mod perceptron;
mod train;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use syntax::{Model, Parse, Scratch};

/// Trains and measures the syntax model.
#[derive(Parser)]
#[command(name = "lab")]
enum Lab {
    /// Train a model on CoNLL-U treebanks.
    Train {
        /// Where to write the model.
        #[arg(long)]
        out: PathBuf,
        /// Rounds over the treebanks.
        #[arg(long, default_value_t = 10)]
        epochs: usize,
        /// Seed of the shuffling.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Treebanks.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Measure a model on CoNLL-U treebanks.
    Eval {
        /// The model; the one inside the program by default.
        #[arg(long)]
        model: Option<PathBuf>,
        /// Treebanks.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Train the scorer of statements on marked reports.
    AttributionTrain {
        /// Where to write the weights.
        #[arg(long)]
        out: PathBuf,
        /// L2 decay.
        #[arg(long, default_value_t = 0.01)]
        decay: f64,
        /// Added to every score: above 0 keeps more.
        #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
        bias: f64,
        /// Marked reports, JSON Lines.
        file: PathBuf,
    },
    /// Train the name model on GUM treebanks.
    EntitiesTrain {
        /// `--out FILE TREEBANK...`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Measure names on a GUM treebank.
    Entities {
        /// `TREEBANK`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Measure names by cross-validation.
    EntitiesFolds {
        /// `TREEBANK...`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Measure chains of mentions on a GUM treebank.
    Coref {
        /// `[--model FILE] TREEBANK`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Measure time expressions on TimeML text.
    Dates {
        /// `FILE.jsonl [--out FILE]`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Measure how fast a model reads, on one core.
    Speed {
        /// The model; the one inside the program by default.
        #[arg(long)]
        model: Option<PathBuf>,
        /// A CoNLL-U treebank.
        file: PathBuf,
    },
}

fn main() -> Result<()> {
    match Lab::parse() {
        Lab::Train { out, epochs, seed, files } => {
            let mut trees = Vec::new();
            for file in &files {
                trees.extend(treebank(file)?);
            }
            let bytes = train::train(&trees, epochs, seed)?;
            fs::write(&out, &bytes).with_context(|| format!("{}: cannot be written", out.display()))?;
            println!("{}: {} bytes", out.display(), bytes.len());
        }
        Lab::Eval { model, files } => {
            let model = chosen(model.as_deref())?;
            for file in &files {
                println!("{}\n{}", file.display(), eval::eval(&model, &treebank(file)?));
            }
        }
        Lab::AttributionTrain { out, decay, bias, file } => attribution::train(&file, &out, decay, bias)?,
        Lab::EntitiesTrain { rest } => entities::train_command(&rest)?,
        Lab::Entities { rest } => entities::measure_command(&rest)?,
        Lab::EntitiesFolds { rest } => entities::folds_command(&rest)?,
        Lab::Coref { rest } => coref::command(&rest)?,
        Lab::Dates { rest } => dates::run(&rest)?,
        Lab::Speed { model, file } => speed(&chosen(model.as_deref())?, &treebank(&file)?),
    }
    Ok(())
}

fn treebank(file: &Path) -> Result<Vec<conllu::Tree>> {
    let text = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    conllu::read(&text).with_context(|| file.display().to_string())
}

fn chosen(file: Option<&Path>) -> Result<Model> {
    let Some(file) = file else { return Ok(syntax::model().clone()) };
    let bytes = fs::read(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    Model::load(&bytes).with_context(|| file.display().to_string())
}

fn speed(model: &Model, trees: &[conllu::Tree]) {
    let sentences: Vec<Vec<&str>> =
        trees.iter().map(|tree| tree.words.iter().map(|word| word.form.as_str()).collect()).collect();
    let tokens: usize = sentences.iter().map(Vec::len).sum();
    let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
    let mut best = [f64::MAX; 3];
    for _ in 0..5 {
        let mut spent = [0.0; 3];
        for sentence in &sentences {
            let start = Instant::now();
            model.tag(sentence, &mut scratch);
            let tagged = Instant::now();
            model.attach(&mut scratch);
            let parsed = Instant::now();
            spent[0] += (tagged - start).as_secs_f64();
            spent[1] += (parsed - tagged).as_secs_f64();
        }
        let start = Instant::now();
        for sentence in &sentences {
            model.parse_into(sentence, &mut scratch, &mut parse);
        }
        spent[2] = start.elapsed().as_secs_f64();
        for (best, spent) in best.iter_mut().zip(spent) {
            *best = best.min(spent);
        }
    }
    for (stage, seconds) in ["tag", "attach", "tag, attach and lemmas"].iter().zip(best) {
        println!("{stage}: {:.0} tokens a second on one core", tokens as f64 / seconds);
    }
}
