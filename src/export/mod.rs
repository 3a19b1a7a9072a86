//! EXPORT: graph → files for other programs, one file here for each format.
//!
//! What a format cannot say is left out, never bent: drawings have no spans, GraphML no lists. The RDF formats lose
//! nothing; `nq` is sorted, so that two exports of the same graph are the same bytes.

mod dot;
mod fields;
mod gexf;
mod graphml;
mod node_link;
mod rdf;
mod tables;

use crate::graph::find::FindError;
use crate::graph::view::View;
use crate::graph::{GraphError, Index};
use std::io::{self, Write};
use std::path::Path;

/// A format to export a graph in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A drawing, for Graphviz: `dot -Tsvg`.
    Dot,
    /// GraphML, for Gephi, igraph, NetworkX, yEd.
    GraphMl,
    /// GEXF 1.3, for Gephi.
    Gexf,
    /// Node-link JSON, for NetworkX and d3.
    Json,
    /// Three tables in a folder: nodes, edges, claims.
    Csv,
    /// Turtle, all articles merged.
    Turtle,
    /// TriG, a graph for each article.
    TriG,
    /// N-Quads, sorted, a graph for each article.
    NQuads,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 8] =
        [Self::Dot, Self::GraphMl, Self::Gexf, Self::Json, Self::Csv, Self::Turtle, Self::TriG, Self::NQuads];

    /// Its name on the command line; also the extension of its files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Turtle => "ttl",
            Self::TriG => "trig",
            Self::NQuads => "nq",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Dot => "text/vnd.graphviz",
            Self::GraphMl => "application/graphml+xml",
            Self::Gexf => "application/gexf+xml",
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Turtle => "text/turtle",
            Self::TriG => "application/trig",
            Self::NQuads => "application/n-quads",
        }
    }

    /// The format called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// What to export.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Leave out the triple terms of RDF 1.2; the same is said in RDF 1.1 beside them.
    pub rdf11: bool,
    /// Only what lies within so many claims of the entity with this name.
    pub focus: Option<(String, usize)>,
    /// How many nodes a drawing may have; `None`: all.
    pub most_nodes: Option<usize>,
}

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The graph cannot be read.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// The entity to focus on cannot be found.
    #[error(transparent)]
    Find(#[from] FindError),
    /// The system refused, or the reader went away.
    #[error("cannot write the export: {0}")]
    Io(#[from] io::Error),
    /// Three tables do not go into one file.
    #[error("format csv is three files: name a folder for them with -o DIR")]
    NeedsFolder,
}

/// Something that the reader of an export should know.
pub type Note = Option<String>;

/// Writes the graph in `format`; [`Format::Csv`] is written by [`write_tables`].
pub fn write(index: &Index, format: Format, options: &Options, out: &mut dyn Write) -> Result<Note, ExportError> {
    match format {
        Format::Turtle | Format::TriG | Format::NQuads => {
            rdf::write(index, format, options, out)?;
            return Ok(None);
        }
        Format::Dot => return Ok(dot::write(&view(index, options)?, options.most_nodes, out)?),
        Format::GraphMl => graphml::write(&view(index, options)?, out)?,
        Format::Gexf => gexf::write(&view(index, options)?, out)?,
        Format::Json => node_link::write(&view(index, options)?, out)?,
        Format::Csv => return Err(ExportError::NeedsFolder),
    }
    Ok(None)
}

/// Writes `nodes.csv`, `edges.csv` and `claims.csv` into `folder`.
pub fn write_tables(index: &Index, options: &Options, folder: &Path) -> Result<(), ExportError> {
    Ok(tables::write(&view(index, options)?, folder)?)
}

fn view(index: &Index, options: &Options) -> Result<View, ExportError> {
    let view = View::of(index)?;
    match &options.focus {
        Some((name, hops)) => Ok(view.focus(name, *hops)?),
        None => Ok(view),
    }
}
