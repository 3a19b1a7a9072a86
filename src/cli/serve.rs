//! `byline serve`.

use super::Outcome;

/// Answer SPARQL queries over HTTP on this machine
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    graph: super::GraphFolder,
}

/// Runs the subcommand.
pub fn run(_arguments: Arguments) -> Outcome {
    Err("not written yet".into())
}
