//! `byline export`.

use super::Outcome;
use crate::export::{self, ExportError, Format, Options};
use clap::builder::PossibleValuesParser;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// A drawing of more nodes than this is hard to read.
const READABLE: usize = 40;

/// Write the graph, or a part of it, for another program
#[derive(clap::Args)]
pub struct Arguments {
    /// dot: a drawing (| dot -Tsvg); graphml, gexf, json: for Gephi, igraph, NetworkX; csv: nodes, edges and claims, into
    /// the folder -o; ttl, trig, nq: RDF
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)))]
    format: String,

    /// Only what lies near the entity with this name or id
    #[arg(long, value_name = "NAME")]
    focus: Option<String>,

    /// How many claims away from it
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    hops: usize,

    /// Draw everything, however much (dot)
    #[arg(long)]
    all: bool,

    /// Leave out triple terms, for readers of RDF 1.1; nothing is lost (ttl, trig, nq)
    #[arg(long)]
    rdf11: bool,

    /// File to write, for csv folder; else standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    graph: super::GraphFolder,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let format = Format::from_name(&arguments.format).unwrap_or(Format::Dot);
    if format == Format::Csv && arguments.output.is_none() {
        super::warn(&ExportError::NeedsFolder);
        return Ok(ExitCode::from(2));
    }
    let options = Options {
        rdf11: arguments.rdf11,
        focus: arguments.focus.map(|name| (name, arguments.hops)),
        most_nodes: (!arguments.all).then_some(READABLE),
    };
    let index = super::index(&arguments.graph)?;
    let note = match &arguments.output {
        Some(folder) if format == Format::Csv => {
            export::write_tables(&index, &options, folder)?;
            None
        }
        Some(path) => {
            let file = File::create(path).map_err(|error| format!("cannot write {path:?}: {error}"))?;
            let mut out = BufWriter::new(file);
            let note = export::write(&index, format, &options, &mut out)?;
            out.flush()?;
            note
        }
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            let note = export::write(&index, format, &options, &mut out)?;
            out.flush()?;
            note
        }
    };
    if let Some(note) = note {
        super::warn(&note);
    }
    Ok(ExitCode::SUCCESS)
}
