//! The command line: one file per subcommand. stdout is data, stderr is talk.
//!
//! Exit status: 0 done, 1 something failed (the message says what), 2 wrong usage. A closed pipe is success.

mod build;
mod export;
mod extract;
mod input;
mod parse;
mod query;
mod serve;
mod show;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads articles and builds a knowledge graph in which every edge knows who said it.
#[derive(Parser)]
#[command(name = "byline", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Build(build::Arguments),
    Extract(extract::Arguments),
    Parse(parse::Arguments),
    Query(query::Arguments),
    Export(export::Arguments),
    Serve(serve::Arguments),
    Show(show::Arguments),
}

/// Where the graph is.
#[derive(clap::Args)]
struct GraphFolder {
    /// Folder of the graph
    #[arg(long = "graph", value_name = "DIR", default_value = "byline-graph")]
    folder: PathBuf,
}

/// What a subcommand ends with: the exit status, or a message for stderr (exit status 1).
type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;

/// Runs the program on the process's arguments.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Build(arguments) => build::run(arguments),
        Command::Extract(arguments) => extract::run(arguments),
        Command::Parse(arguments) => parse::run(arguments),
        Command::Query(arguments) => query::run(arguments),
        Command::Export(arguments) => export::run(arguments),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Show(arguments) => show::run(arguments),
    };
    match outcome {
        Ok(status) => status,
        Err(error) if is_closed_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("byline: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the reader of our output went away (`byline … | head`), which is no failure.
fn is_closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe) {
            return true;
        }
        cause = error.source();
    }
    false
}
