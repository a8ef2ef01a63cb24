//! Training and evaluation of the models. Never shipped.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool")]

mod actors;
mod attribution;
mod clusters;
mod conllu;
mod copies;
mod coref;
mod dates;
mod entities;
mod eval;
mod events;
mod gum;
mod lemmas;
mod logistic;
mod marked;
mod net;
mod oracle;
mod positions;
mod random;
mod raw;
mod speed;
mod stories;
mod train;
mod vectors;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Parser;
use syntax::Model;

/// Trains and measures the syntax model.
#[derive(Parser)]
#[command(name = "lab")]
enum Lab {
    /// Train a model on CoNLL-U treebanks.
    Train {
        /// Where to write the model.
        #[arg(long)]
        out: PathBuf,
        /// A sentence encoder's `model.safetensors`, its `vocab.txt` beside it: word vectors come from it.
        #[arg(long)]
        vectors: PathBuf,
        /// Treebanks to measure on after every round.
        #[arg(long)]
        dev: Vec<PathBuf>,
        /// Trees that a stronger reader gave (`teacher/teacher.py`), a third of them in every round.
        #[arg(long)]
        silver: Vec<PathBuf>,
        /// WordNet's folder (`index.verb`, `verb.exc`, `index.noun`, `noun.exc`): inflected forms come from it.
        #[arg(long)]
        wordnet: Option<PathBuf>,
        /// Rounds over the treebanks.
        #[arg(long, default_value_t = 12)]
        epochs: usize,
        /// Seed of the shuffling.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Treebanks.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Learn the lemmas of a model anew, and nothing else.
    Lemmas {
        /// The model; the one inside the program by default.
        #[arg(long)]
        model: Option<PathBuf>,
        /// Where to write the model.
        #[arg(long)]
        out: PathBuf,
        /// WordNet's folder, as for `train`.
        #[arg(long)]
        wordnet: Option<PathBuf>,
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
    /// Train the scorer of positions on marked reports.
    PositionsTrain {
        /// Where to write the weights.
        #[arg(long)]
        out: PathBuf,
        /// L2 decay.
        #[arg(long, default_value_t = 0.02)]
        decay: f64,
        /// Added to every score: above 0 keeps more.
        #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
        bias: f64,
        /// Marked reports, JSON Lines.
        file: PathBuf,
    },
    /// Train the choice of conditions on marked reports.
    ConditionsTrain {
        /// Where to write the weights.
        #[arg(long)]
        out: PathBuf,
        /// L2 decay.
        #[arg(long, default_value_t = 0.02)]
        decay: f64,
        /// Added to every score: above 0 keeps more.
        #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
        bias: f64,
        /// Marked reports, JSON Lines.
        file: PathBuf,
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
    /// `attribution-candidates`, `position-candidates`: what may be a statement or a position; `entities-train`,
    /// `entities`, `entities-folds`, `coref`: names; `marked`: marks with the texts of their reports; `dates`: time
    /// expressions; `events`, `events-train`: events; `actors`: country and sector of phrases; `cut`: the words of
    /// reports, JSON Lines, as CoNLL-U.
    /// `copies`, `stories`: reports beside each other.
    #[command(external_subcommand)]
    Other(Vec<String>),
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
        Lab::Train { out, vectors, dev, silver, wordnet, epochs, seed, files } => {
            let read =
                |file: &Path| fs::read(file).with_context(|| format!("{}: cannot be read", file.display()));
            let vocabulary = String::from_utf8(read(&vectors.with_file_name("vocab.txt"))?)?;
            let vectors = vectors::reduce(&read(&vectors)?, &vocabulary, 128)?;
            let all = |files: &[PathBuf]| -> Result<Vec<conllu::Tree>> {
                Ok(files.iter().map(|file| treebank(file)).collect::<Result<Vec<_>>>()?.concat())
            };
            let (trees, silver) = (all(&files)?, all(&silver)?);
            let mut devs = Vec::new();
            for file in &dev {
                devs.push((
                    file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
                    treebank(file)?,
                ));
            }
            // Each round's model is whole, so a long training can be cut short.
            train::train(&trees, &silver, &devs, &vectors, epochs, seed, wordnet.as_deref(), |model| {
                fs::write(&out, model.bytes())
                    .with_context(|| format!("{}: cannot be written", out.display()))
            })?;
            println!("{}: {} bytes", out.display(), fs::metadata(&out)?.len());
        }
        Lab::Lemmas { model, out, wordnet, files } => {
            let mut model = chosen(model.as_deref())?;
            let trees = files.iter().map(|file| treebank(file)).collect::<Result<Vec<_>>>()?.concat();
            model.lemmas = lemmas::learn(&trees, wordnet.as_deref())?;
            fs::write(&out, model.bytes())
                .with_context(|| format!("{}: cannot be written", out.display()))?;
        }
        Lab::Eval { model, files } => {
            let model = chosen(model.as_deref())?;
            for file in &files {
                let trees = treebank(file)?;
                println!("{}\n{}{}", file.display(), raw::raw(&model, &trees), eval::eval(&model, &trees));
            }
        }
        Lab::PositionsTrain { out, decay, bias, file } => positions::train(&file, &out, decay, bias)?,
        Lab::ConditionsTrain { out, decay, bias, file } => {
            positions::train_conditions(&file, &out, decay, bias)?
        }
        Lab::AttributionTrain { out, decay, bias, file } => attribution::train(&file, &out, decay, bias)?,
        Lab::Other(words) => {
            let (command, rest) =
                words.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
            match command {
                "actors" => actors::run(rest)?,
                "attribution-candidates" => attribution::candidates_command(rest)?,
                "copies" => copies::run(rest)?,
                "coref" => coref::command(rest)?,
                "cut" => raw::cut(rest)?,
                "dates" => dates::run(rest)?,
                "events" => events::run(rest)?,
                "events-train" => events::train(rest)?,
                "entities" => entities::measure_command(rest)?,
                "entities-folds" => entities::folds_command(rest)?,
                "entities-train" => entities::train_command(rest)?,
                "marked" => marked::command(rest)?,
                "position-candidates" => positions::candidates_command(rest)?,
                "stories" => stories::run(rest)?,
                _ => anyhow::bail!("no command `{command}`"),
            }
        }
        Lab::Speed { model, file } => {
            print!("{}", speed::speed(&chosen(model.as_deref())?, &treebank(&file)?))
        }
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
