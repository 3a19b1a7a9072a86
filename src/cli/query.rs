//! `byline query`.

use super::Outcome;

/// Ask the graph with SPARQL
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    graph: super::GraphFolder,
}

/// Runs the subcommand.
pub fn run(_arguments: Arguments) -> Outcome {
    Err("not written yet".into())
}
