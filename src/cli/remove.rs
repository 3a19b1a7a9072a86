//! `byline remove`.

use super::{GraphFolder, Outcome};
use crate::graph::Graph;
use std::process::ExitCode;

/// Take articles and all that only they contributed out of a graph
///
/// An ID is an article's name in the graph: its file name without extension, unless the article has an id of its own.
#[derive(clap::Args)]
pub struct Arguments {
    /// Articles to remove
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,

    #[command(flatten)]
    graph: GraphFolder,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let graph = Graph::open(&arguments.graph.folder)?;
    let mut status = ExitCode::SUCCESS;
    for id in &arguments.ids {
        if !graph.remove(id)? {
            super::warn(&format_args!("{}: no article {id} in this graph", graph.root().display()));
            status = ExitCode::FAILURE;
        }
    }
    for (id, decision) in graph.curation()?.decisions() {
        if arguments.ids.iter().any(|article| decision.judgement.is_about(article)) {
            super::warn(&format_args!("decision {id} is about what is removed; `byline undo {id}` takes it back"));
        }
    }
    if cfg!(feature = "rocksdb") {
        // An index on disk holds the articles until it is opened next.
        super::index(&arguments.graph)?;
    }
    Ok(status)
}
