//! The command line: one file per subcommand. stdout is data, stderr is talk.
//!
//! Exit status: 0 done, 1 something failed (the message says what), 2 wrong usage. A closed pipe is success.

mod build;
mod eval;
mod export;
mod extract;
mod input;
mod link;
mod model;
mod parse;
mod progress;
mod query;
mod relation;
mod remove;
mod resolve;
mod review;
mod serve;
mod show;
mod triples;

use crate::graph::{Graph, GraphError, Index};
use clap::{Parser, Subcommand};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads articles and builds a knowledge graph in which every edge knows who said it.
///
/// Byline takes articles as text, Markdown, HTML or JSON, finds who did what, when and where, and above all who says so,
/// and keeps that as RDF in a folder. What is only said, denied or supposed is never stored as a fact of the article.
/// Everything happens on this machine; nothing is fetched or sent.
#[derive(Parser)]
#[command(name = "byline", version, about, after_help = EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  byline build articles/                            a graph from a folder of articles
  byline show 'Jane Roe'                            what is claimed about her and by her, with speaker and quote
  byline query 'SELECT ?s ?p ?o { ?s ?p ?o }'       any question, in SPARQL
  byline export --format dot | dot -Tsvg > g.svg    a drawing
  byline extract article.txt | jq .                 claims as JSON, without a graph

`byline help COMMAND` says more about each command.";

#[derive(Subcommand)]
enum Command {
    Build(build::Arguments),
    Extract(extract::Arguments),
    Remove(remove::Arguments),
    Parse(parse::Arguments),
    Query(query::Arguments),
    Export(export::Arguments),
    Serve(serve::Arguments),
    Show(show::Arguments),
    Resolve(resolve::Arguments),
    Review(review::Arguments),
    Undo(review::UndoArguments),
    Link(link::Arguments),
    Eval(eval::Arguments),
    Triples(triples::Arguments),
}

/// Where the graph is.
#[derive(clap::Args)]
struct GraphFolder {
    /// Folder of the graph
    #[arg(long = "graph", value_name = "DIR", default_value = GraphFolder::DEFAULT)]
    folder: PathBuf,
}

impl GraphFolder {
    /// The folder if none is named.
    const DEFAULT: &str = "byline-graph";
}

/// Opens a graph's index.
fn index(graph: &GraphFolder) -> Result<Index, GraphError> {
    let index = Graph::open(&graph.folder)?.index()?;
    if let Some(note) = index.note() {
        warn(note);
    }
    Ok(index)
}

/// What a subcommand ends with: the exit status, or a message for stderr (exit status 1).
type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;

/// Runs the program on the process's arguments.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Build(arguments) => build::run(arguments),
        Command::Extract(arguments) => extract::run(arguments),
        Command::Remove(arguments) => remove::run(arguments),
        Command::Parse(arguments) => parse::run(arguments),
        Command::Query(arguments) => query::run(arguments),
        Command::Export(arguments) => export::run(arguments),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Show(arguments) => show::run(arguments),
        Command::Resolve(arguments) => resolve::run(arguments),
        Command::Review(arguments) => review::run(arguments),
        Command::Undo(arguments) => review::undo(arguments),
        Command::Link(arguments) => link::run(arguments),
        Command::Eval(arguments) => eval::run(arguments),
        Command::Triples(arguments) => triples::run(arguments),
    };
    match outcome {
        Ok(status) => status,
        Err(error) if is_closed_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            warn(&*error);
            ExitCode::FAILURE
        }
    }
}

/// Says something on stderr, if anybody listens: `eprintln` would panic where stderr is closed.
fn warn(message: &(impl std::fmt::Display + ?Sized)) {
    let _ = writeln!(std::io::stderr(), "byline: {message}");
}

/// Whether the reader of our output went away (`byline … | head`), which is no failure.
fn is_closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        let io = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        // serde_json does not show the error of the writer as its source.
        let json = || error.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        if io.or_else(json) == Some(std::io::ErrorKind::BrokenPipe) {
            return true;
        }
        cause = error.source();
    }
    false
}
