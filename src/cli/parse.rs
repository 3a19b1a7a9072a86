//! `byline parse`.

use super::Outcome;
use super::model::Model;
use crate::article::{Options, UniqueIds, sources};
use crate::coreference::{self, corefud};
use crate::document::{Document, conllu};
use serde_json::json;
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

    /// Also find which mentions are one thing: CorefUD's Entity= in the last column
    #[arg(long)]
    coref: bool,

    /// What the ranker of coreference is trained on, as JSON Lines: features of mentions, or of pairs too
    #[arg(long, hide = true, value_name = "LEAST LOGIT")]
    coref_cases: Option<f32>,

    /// Keep the trees of the input
    #[arg(long, hide = true)]
    given: bool,
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
        Input::Text => articles(&arguments, &mut out)?,
        Input::Conllu => words(&arguments, &mut out)?,
    };
    out.flush()?;
    Ok(status)
}

fn articles(arguments: &Arguments, out: &mut impl Write) -> Outcome {
    let annotator = arguments.model.annotator();
    let options = Options::default();
    let mut status = ExitCode::SUCCESS;
    let mut ids = UniqueIds::new();
    for source in sources(vec![arguments.file.clone()], &options) {
        let reading = source.read(&options);
        reading.notes.iter().for_each(|note| eprintln!("byline: {note}"));
        match reading.article {
            None => {}
            Some(Ok(article)) => {
                let note = &mut |note| eprintln!("byline: {note}");
                if let Some(article) = ids.admit(article, &reading.origin, note) {
                    write(&annotator.annotate(&article), &article.text, &article.id, arguments.coref, out)?;
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

fn words(arguments: &Arguments, out: &mut impl Write) -> Outcome {
    let (name, source) = text(&arguments.file)?;
    let mut reading = conllu::read(&name, &source)?;
    if !arguments.given {
        arguments.model.annotator().annotate_sentences(&mut reading.document.sentences);
    }
    if let Some(least) = arguments.coref_cases {
        return cases(reading.document, least, out);
    }
    for document in documents(reading.document) {
        write(&document, &reading.text, "", arguments.coref, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write(document: &Document, text: &str, id: &str, coref: bool, out: &mut impl Write) -> std::io::Result<()> {
    if !coref {
        return conllu::write(document, text, id, out);
    }
    let entities = corefud::entities(&coreference::resolve(document));
    conllu::write_with(document, text, id, (corefud::GLOBAL, &entities), out)
}

/// A file's documents, which begin with `# newdoc`.
fn documents(all: Document) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    for sentence in all.sentences {
        let begins = sentence.comments.iter().any(|comment| comment.starts_with("# newdoc"));
        match documents.last_mut().filter(|_| !begins) {
            Some(document) => document.sentences.push(sentence),
            None => documents.push(Document { sentences: vec![sentence] }),
        }
    }
    documents
}

fn cases(all: Document, least: f32, out: &mut impl Write) -> Outcome {
    writeln!(out, "{}", json!(coreference::features()))?;
    for document in documents(all) {
        let id = document.sentences[0].comments.iter().find_map(|comment| comment.strip_prefix("# newdoc id = "));
        let id = id.unwrap_or_default().to_owned();
        writeln!(out, "{}", json!({"doc": id, "cases": coreference::cases(&document, least < 90.0, least)}))?;
    }
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
