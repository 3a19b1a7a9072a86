//! `byline show`.

use super::Outcome;

/// Show what is claimed about and by one entity
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    graph: super::GraphFolder,
}

/// Runs the subcommand.
pub fn run(_arguments: Arguments) -> Outcome {
    Err("not written yet".into())
}
