//! The answer to a query, written: a table for people, the W3C's formats for programs.

use super::vocabulary::{PREFIXES, shorten};
use comfy_table::{ContentArrangement, Table, presets};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{Term, TermRef};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter};
use std::io::{self, Write};

/// How to write an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerFormat {
    /// For people; solutions and truth values.
    Table,
    /// Solutions and truth values.
    Results(QueryResultsFormat),
    /// Graphs.
    Graph(RdfFormat),
}

const JSON_LD: RdfFormat = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };

const NAMES: [(&str, AnswerFormat); 12] = [
    ("table", AnswerFormat::Table),
    ("json", AnswerFormat::Results(QueryResultsFormat::Json)),
    ("xml", AnswerFormat::Results(QueryResultsFormat::Xml)),
    ("csv", AnswerFormat::Results(QueryResultsFormat::Csv)),
    ("tsv", AnswerFormat::Results(QueryResultsFormat::Tsv)),
    ("ttl", AnswerFormat::Graph(RdfFormat::Turtle)),
    ("nt", AnswerFormat::Graph(RdfFormat::NTriples)),
    ("nq", AnswerFormat::Graph(RdfFormat::NQuads)),
    ("trig", AnswerFormat::Graph(RdfFormat::TriG)),
    ("n3", AnswerFormat::Graph(RdfFormat::N3)),
    ("rdf", AnswerFormat::Graph(RdfFormat::RdfXml)),
    ("jsonld", AnswerFormat::Graph(JSON_LD)),
];

impl AnswerFormat {
    /// Every name, for the command line.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().map(|(name, _)| name)
    }

    /// The format called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.into_iter().find_map(|(n, format)| (n == name).then_some(format))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        NAMES.into_iter().find_map(|(name, format)| (format == self).then_some(name)).unwrap_or("table")
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Table => "text/plain; charset=utf-8",
            Self::Results(format) => format.media_type(),
            Self::Graph(format) => format.media_type(),
        }
    }
}

/// Why an answer cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// Solutions where the format writes graphs.
    #[error("format {0} writes graphs, and this query gives solutions: use table, json, xml, csv or tsv")]
    NotAGraph(&'static str),
    /// A graph where the format writes solutions.
    #[error("format {0} writes solutions, and this query gives a graph: use ttl, nt, nq, trig, n3, rdf or jsonld")]
    NotSolutions(&'static str),
    /// The query failed on the way.
    #[error("the query failed: {0}")]
    Evaluation(#[from] QueryEvaluationError),
    /// The reader of the answer went away, or the format cannot express it.
    #[error("cannot write the answer: {0}")]
    Io(#[from] io::Error),
}

/// Whether the answer is a graph, not solutions or a truth value.
pub fn is_graph(answer: &QueryResults<'_>) -> bool {
    matches!(answer, QueryResults::Graph(_))
}

/// Writes an answer; without a format, solutions as a table and graphs as Turtle.
pub fn write(answer: QueryResults<'_>, format: Option<AnswerFormat>, out: &mut impl Write) -> Result<(), AnswerError> {
    let name = format.map_or("", AnswerFormat::name);
    match (answer, format) {
        (QueryResults::Graph(triples), None) => graph(triples, RdfFormat::Turtle, out),
        (QueryResults::Graph(triples), Some(AnswerFormat::Graph(format))) => graph(triples, format, out),
        (QueryResults::Graph(_), Some(_)) => Err(AnswerError::NotSolutions(name)),
        (_, Some(AnswerFormat::Graph(_))) => Err(AnswerError::NotAGraph(name)),
        (QueryResults::Solutions(solutions), Some(AnswerFormat::Results(format))) => results(solutions, format, out),
        (QueryResults::Solutions(solutions), _) => table(solutions, out),
        (QueryResults::Boolean(value), Some(AnswerFormat::Results(format))) => {
            QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(out, value)?;
            Ok(())
        }
        (QueryResults::Boolean(value), _) => Ok(writeln!(out, "{value}")?),
    }
}

fn graph(triples: QueryTripleIter<'_>, format: RdfFormat, out: &mut impl Write) -> Result<(), AnswerError> {
    let mut writer = serializer(format).for_writer(out);
    for triple in triples {
        writer.serialize_triple(&triple?)?;
    }
    writer.finish()?;
    Ok(())
}

/// A serializer that knows the common prefixes.
pub fn serializer(format: RdfFormat) -> RdfSerializer {
    PREFIXES.iter().fold(RdfSerializer::from_format(format), |serializer, (prefix, namespace)| {
        serializer.with_prefix(*prefix, *namespace).expect("namespaces are IRIs")
    })
}

fn results(
    solutions: QuerySolutionIter<'_>,
    format: QueryResultsFormat,
    out: &mut impl Write,
) -> Result<(), AnswerError> {
    let variables = solutions.variables().to_vec();
    let mut writer = QueryResultsSerializer::from_format(format).serialize_solutions_to_writer(out, variables)?;
    for solution in solutions {
        writer.serialize(&solution?)?;
    }
    writer.finish()?;
    Ok(())
}

fn table(solutions: QuerySolutionIter<'_>, out: &mut impl Write) -> Result<(), AnswerError> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(solutions.variables().iter().map(|variable| variable.as_str().to_owned()));
    for solution in solutions {
        let solution = solution?;
        table.add_row(solution.values().iter().map(|term| term.as_ref().map(cell).unwrap_or_default()));
    }
    Ok(writeln!(out, "{table}")?)
}

/// A term for people: IRIs with prefixes, literals without quotes and datatypes.
fn cell(term: &Term) -> String {
    match term.as_ref() {
        TermRef::NamedNode(node) => shorten(node.as_str()),
        TermRef::BlankNode(node) => node.to_string(),
        // Text of articles must not steer the terminal.
        TermRef::Literal(literal) => literal.value().replace(|c: char| c.is_control() && c != '\n', "\u{fffd}"),
        TermRef::Triple(triple) => format!(
            "<<( {} {} {} )>>",
            cell(&triple.subject.clone().into()),
            shorten(triple.predicate.as_str()),
            cell(&triple.object)
        ),
    }
}
