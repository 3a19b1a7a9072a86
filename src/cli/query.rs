//! `byline query`.

use super::Outcome;
use crate::graph::answer::{self, AnswerFormat};
use crate::graph::query;
use clap::builder::PossibleValuesParser;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Ask the graph with SPARQL
///
/// The default graph is the union of all articles, the ontology, and what follows from asserted triples by its inverse, symmetric and
/// broader relations; GRAPH ?g { … } finds a single article's. The prefixes
/// art, byline, claim, ent, oa, owl, prov, rdf, rdfs, rel, run, schema, skos and xsd need no declaration, nor do person,
/// organization, place, event, work, group, role and thing for named entities (person:jeff-sessions).
#[derive(clap::Args)]
pub struct Arguments {
    /// The query; -: read it from standard input
    #[arg(value_name = "SPARQL", required_unless_present = "file", conflicts_with = "file")]
    query: Option<String>,

    /// Read the query from a file
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,

    /// How to write the answer: table, json, xml, csv, tsv (SELECT, ASK); ttl, nt, nq, trig, n3, rdf, jsonld (CONSTRUCT, DESCRIBE)
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(AnswerFormat::names()))]
    format: Option<String>,

    #[command(flatten)]
    graph: super::GraphFolder,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let text = arguments.text()?;
    // Parsed before the graph is opened: a slip in the query is told at once.
    let query = query::prepare(&text)?;
    let format = arguments.format.as_deref().and_then(AnswerFormat::from_name);
    let index = super::index(&arguments.graph)?;
    let mut out = BufWriter::new(io::stdout().lock());
    answer::write(index.evaluate(query)?, format, &mut out)?;
    if matches!(format.map(AnswerFormat::name), Some("json" | "xml" | "rdf" | "jsonld")) {
        // These writers end without a line break, and the prompt would follow the answer.
        writeln!(out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

impl Arguments {
    fn text(&self) -> Result<String, Box<dyn std::error::Error>> {
        match (&self.file, self.query.as_deref()) {
            (Some(file), _) => Ok(std::fs::read_to_string(file).map_err(|e| format!("cannot read {file:?}: {e}"))?),
            (None, Some("-")) => {
                let mut text = String::new();
                io::stdin().read_to_string(&mut text)?;
                Ok(text)
            }
            (None, text) => Ok(text.unwrap_or_default().to_owned()),
        }
    }
}
