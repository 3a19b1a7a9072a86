//! Node-link JSON as NetworkX reads it from 3.6 on: `edges` (not `links`), and a `key` for each parallel edge.

use super::fields::{Column, EDGE, NODE, edge_id};
use crate::graph::view::View;
use petgraph::graph::NodeIndex;
use petgraph::visit::{EdgeRef, IntoNodeReferences};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes `view`, a node or an edge a line.
pub fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"directed\": true, \"multigraph\": true, \"graph\": {{}},\n \"nodes\": [")?;
    let nodes = view.graph.node_references().map(|(_, node)| {
        let mut object = object(&NODE, node);
        // JSON has lists, so the names in them need no separator.
        object.insert("aliases".to_owned(), json!(node.aliases));
        object.insert("articles".to_owned(), json!(node.articles));
        object.insert("id".to_owned(), node.id.as_str().into());
        object
    });
    lines(out, nodes)?;
    write!(out, "\n ],\n \"edges\": [")?;
    let id = |node: NodeIndex| Value::from(view.graph[node].id.as_str());
    let edges = view.graph.edge_references().map(|edge| {
        let mut object = object(&EDGE, edge.weight());
        object.insert("speakers".to_owned(), json!(edge.weight().voices));
        object.insert("source".to_owned(), id(edge.source()));
        object.insert("target".to_owned(), id(edge.target()));
        object.insert("key".to_owned(), edge_id(edge.weight()).into());
        object
    });
    lines(out, edges)?;
    writeln!(out, "\n ]}}")
}

fn object<Row>(columns: &[Column<Row>], row: &Row) -> Map<String, Value> {
    columns.iter().map(|column| (column.name.to_owned(), (column.value)(row))).collect()
}

fn lines(out: &mut dyn Write, objects: impl Iterator<Item = Map<String, Value>>) -> io::Result<()> {
    for (i, object) in objects.enumerate() {
        write!(out, "{}\n  {}", if i == 0 { "" } else { "," }, Value::Object(object))?;
    }
    Ok(())
}
