//! `byline parse`.

use super::Outcome;
use super::model::Model;
use crate::article::{Options, UniqueIds, sources};
use crate::document::conllu;
use std::error::Error;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Print sentences, tags, trees and names as CoNLL-U
#[derive(clap::Args)]
pub struct Arguments {
    /// File to read; - or nothing: standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,

    /// What the file holds
    #[arg(long, value_enum, default_value_t = Input::Text)]
    input: Input,

    #[command(flatten)]
    model: Model,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Input {
    /// An article in any format that `byline build` reads
    Text,
    /// Sentences and words, which are kept; tags, trees and names are made anew
    Conllu,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let status = match arguments.input {
        Input::Text => articles(arguments.file, &arguments.model, &mut out)?,
        Input::Conllu => words(&arguments.file, &arguments.model, &mut out)?,
    };
    out.flush()?;
    Ok(status)
}

fn articles(file: PathBuf, model: &Model, out: &mut impl Write) -> Outcome {
    let annotator = model.annotator();
    let options = Options::default();
    let mut status = ExitCode::SUCCESS;
    let mut ids = UniqueIds::new();
    for source in sources(vec![file], &options) {
        let reading = source.read(&options);
        reading.notes.iter().for_each(|note| eprintln!("byline: {note}"));
        match reading.article {
            None => {}
            Some(Ok(article)) => {
                let note = &mut |note| eprintln!("byline: {note}");
                if let Some(article) = ids.admit(article, &reading.origin, note) {
                    conllu::write(&annotator.annotate(&article), &article.text, &article.id, out)?;
                }
            }
            Some(Err(error)) => {
                eprintln!("byline: {error}");
                status = ExitCode::FAILURE;
            }
        }
    }
    Ok(status)
}

fn words(file: &Path, model: &Model, out: &mut impl Write) -> Outcome {
    let (name, source) = text(file)?;
    let mut reading = conllu::read(&name, &source)?;
    model.annotator().annotate_sentences(&mut reading.document.sentences);
    conllu::write(&reading.document, &reading.text, "", out)?;
    Ok(ExitCode::SUCCESS)
}

/// The name of the input for messages, and the text that it holds.
pub(super) fn text(file: &Path) -> Result<(String, String), Box<dyn Error>> {
    let (name, bytes) = bytes(file)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|&&byte| byte == b'\n').count();
        format!("{name}:{}: not UTF-8; convert the file", line + 1)
    })?;
    Ok((name, text))
}

fn bytes(file: &Path) -> Result<(String, Vec<u8>), Box<dyn Error>> {
    if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(("standard input".into(), bytes));
    }
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| format!("{name}: {error}"))?;
    Ok((name, bytes))
}
