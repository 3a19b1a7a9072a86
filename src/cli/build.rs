//! `byline build`.

use super::Outcome;

/// Read articles, extract claims, store them in a graph
#[derive(clap::Args)]
pub struct Arguments {
    /// Files and folders to read
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<std::path::PathBuf>,

    #[command(flatten)]
    graph: super::GraphFolder,
}

/// Runs the subcommand.
pub fn run(_arguments: Arguments) -> Outcome {
    Err("not written yet".into())
}
