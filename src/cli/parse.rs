//! `byline parse`.

use super::Outcome;
use crate::document::{Annotator, conllu};
use std::io::Read;
use std::process::ExitCode;

/// Print sentences, tags, trees and names as CoNLL-U
#[derive(clap::Args)]
pub struct Arguments {
    /// File to read; - or nothing: standard input
    file: Option<std::path::PathBuf>,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let text = match &arguments.file {
        Some(path) if path.as_os_str() != "-" => std::fs::read_to_string(path)?,
        _ => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            text
        }
    };
    let article = crate::article::Article::new("", text);
    let document = Annotator::new().annotate(&article);
    conllu::write(&document, &article.text, "", &mut std::io::stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}
