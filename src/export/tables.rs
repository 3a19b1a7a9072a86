//! Three tables for pandas, spreadsheets and databases: `nodes.csv`, `edges.csv` (who, what, whom, by id) and `claims.csv`
//! (the same for readers: names instead of ids).

use super::fields::{Column, EDGE, NODE, edge_id};
use crate::graph::view::View;
use petgraph::graph::NodeIndex;
use petgraph::visit::{EdgeRef, IntoNodeReferences};
use std::fs;
use std::io;
use std::path::Path;

/// Columns of `edges.csv`; the words are in `claims.csv`.
const OF_EDGES: [&str; 8] = ["label", "relation", "asserted", "polarity", "certainty", "speakers", "time", "article"];

/// Writes the tables of `view` into `folder`.
pub fn write(view: &View, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    nodes(view, &folder.join("nodes.csv"))?;
    edges(view, &folder.join("edges.csv"))?;
    claims(view, &folder.join("claims.csv"))
}

fn nodes(view: &View, path: &Path) -> io::Result<()> {
    let mut table = csv::Writer::from_path(path)?;
    table.write_record(["id"].into_iter().chain(names(&NODE)))?;
    for (_, node) in view.graph.node_references() {
        table.write_record([node.id.clone()].into_iter().chain(NODE.iter().map(|column| column.text(node))))?;
    }
    table.flush()
}

fn edges(view: &View, path: &Path) -> io::Result<()> {
    let columns: Vec<_> = EDGE.iter().filter(|column| OF_EDGES.contains(&column.name)).collect();
    let mut table = csv::Writer::from_path(path)?;
    table.write_record(["claim", "source", "target"].into_iter().chain(columns.iter().map(|column| column.name)))?;
    for edge in view.graph.edge_references() {
        let id = |node: NodeIndex| view.graph[node].id.clone();
        let ends = [edge_id(edge.weight()), id(edge.source()), id(edge.target())];
        table.write_record(ends.into_iter().chain(columns.iter().map(|column| column.text(edge.weight()))))?;
    }
    table.flush()
}

fn claims(view: &View, path: &Path) -> io::Result<()> {
    let mut table = csv::Writer::from_path(path)?;
    table.write_record(["claim", "subject", "object"].into_iter().chain(names(&EDGE)))?;
    for edge in view.graph.edge_references() {
        let name = |node: NodeIndex| view.graph[node].name.clone();
        let ends = [edge_id(edge.weight()), name(edge.source()), name(edge.target())];
        table.write_record(ends.into_iter().chain(EDGE.iter().map(|column| column.text(edge.weight()))))?;
    }
    table.flush()
}

fn names<Row>(columns: &'static [Column<Row>]) -> impl Iterator<Item = &'static str> {
    columns.iter().map(|column| column.name)
}
