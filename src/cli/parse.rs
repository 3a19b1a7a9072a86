//! `byline parse`.

use super::Outcome;

/// Print sentences, tags, trees and names as CoNLL-U
#[derive(clap::Args)]
pub struct Arguments {
    /// File to read; - or nothing: standard input
    file: Option<std::path::PathBuf>,
}

/// Runs the subcommand.
pub fn run(_arguments: Arguments) -> Outcome {
    Err("not written yet".into())
}
