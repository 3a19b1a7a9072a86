//! `byline triples`.

use super::Outcome;
use super::model::Model;
use super::parse::text;
use crate::triple::{self, Triple};
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Print who did what to whom, in the words of the text, as JSON Lines
///
/// Reads a sentence a line, and prints a line for each: the sentence and its triples, each with subject, relation,
/// object, further arguments and a confidence between 0 and 1. Nobody's words are told apart from the text's own here;
/// `byline extract` does that.
#[derive(clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// File to read, a sentence a line; - or nothing: standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,

    /// How long the triples are
    #[arg(long, value_enum, default_value_t = Form::Full)]
    form: Form,

    #[command(flatten)]
    model: Model,

    /// Every candidate, with the features that its confidence comes from
    #[arg(long, hide = true)]
    features: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Form {
    /// One triple a clause: whole phrases, all arguments
    Full,
    /// Two arguments, short phrases, a triple for each preposition
    Compact,
}

const EXAMPLES: &str = "\
Examples:
  echo 'Acme sold two plants to Globex in May.' | byline triples --form compact
      sold | two plants, sold two plants to | Globex, sold two plants in | May
  byline triples sentences.txt | jq -r '.triples[] | [.subject, .relation, .object] | @tsv'
      a table

Lines that are tokenised already, as in the Penn Treebank (-LRB-, commas between blanks), keep their words.";

/// Lines that are annotated together.
const LINES: usize = 500;

#[derive(Serialize)]
struct Row<'a> {
    sentence: &'a str,
    triples: Vec<Candidate>,
}

#[derive(Serialize)]
struct Candidate {
    #[serde(flatten)]
    triple: Triple,
    #[serde(skip_serializing_if = "Option::is_none")]
    features: Option<Vec<String>>,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let (_, text) = text(&arguments.file)?;
    let form = match arguments.form {
        Form::Full => triple::Form::Full,
        Form::Compact => triple::Form::Compact,
    };
    let annotator = arguments.model.annotator();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for lines in lines.chunks(LINES) {
        for (sentence, annotated) in lines.iter().zip(triple::sentences(&annotator, lines)) {
            let triples = if arguments.features {
                let with_features =
                    |mut triple: Triple| Candidate { features: Some(std::mem::take(&mut triple.features)), triple };
                triple::candidates(&annotated, form).into_iter().map(with_features).collect()
            } else {
                triple::triples(&annotated, form)
                    .into_iter()
                    .map(|triple| Candidate { triple, features: None })
                    .collect()
            };
            serde_json::to_writer(&mut out, &Row { sentence, triples })?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
