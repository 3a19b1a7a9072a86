//! `byline extract`.

use super::Outcome;

/// Read articles, print their claims as JSON Lines
#[derive(clap::Args)]
pub struct Arguments {
    /// Files and folders to read
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<std::path::PathBuf>,
}

/// Runs the subcommand.
pub fn run(_arguments: Arguments) -> Outcome {
    Err("not written yet".into())
}
