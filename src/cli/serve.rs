//! `byline serve`.

use super::{GraphFolder, Outcome};
use crate::graph::Graph;
use crate::server::Server;
use std::io::Write;
use std::process::ExitCode;

/// Answer SPARQL queries over HTTP on this machine
///
/// The query part of the SPARQL 1.1 Protocol at /query, and a page to try it at /. Only this machine can reach it. What is
/// built while it runs is seen by the next query. Ctrl-C stops it.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Port to listen on; 0: any free one. The address is printed
    #[arg(long, default_value_t = 7878)]
    port: u16,

    #[command(flatten)]
    graph: GraphFolder,
}

const EXAMPLES: &str = "\
Examples:
  byline serve &
  curl -d 'query=SELECT * { ?s rel:met ?o }' -H 'Accept: text/csv' http://127.0.0.1:7878/query";

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let graph = Graph::open(&arguments.graph.folder)?;
    let index = super::index(&arguments.graph)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let port = arguments.port;
    runtime.block_on(async move {
        let server = Server::bind(port).await.map_err(|error| {
            format!("cannot listen on port {port}: {error}; --port names another, --port 0 takes a free one")
        })?;
        let mut out = std::io::stdout();
        writeln!(out, "http://{}/query", server.address()?)?;
        out.flush()?;
        server.run(graph, index, stop_signal()).await?;
        Ok::<(), Box<dyn std::error::Error>>(())
    })?;
    // Queries that still run have no reader any more.
    runtime.shutdown_background();
    Ok(ExitCode::SUCCESS)
}

/// Ends on Ctrl-C, and where there is such a thing on a request to terminate.
async fn stop_signal() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupted => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    interrupted.await;
}
