//! `byline export`.

use super::Outcome;

/// Write the graph, or a part of it, for another program
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    graph: super::GraphFolder,
}

/// Runs the subcommand.
pub fn run(_arguments: Arguments) -> Outcome {
    Err("not written yet".into())
}
