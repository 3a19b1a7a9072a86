//! GraphML: every node before any edge (igraph), attributes typed with what NetworkX knows, keys with names of their own
//! (`node_type`; readers made for yEd take `d3` for a label). Gephi merges parallel edges here: for it, GEXF is better.

use super::fields::{Column, EDGE, NODE, Type, edge_id, xml_text};
use crate::graph::view::View;
use petgraph::graph::NodeIndex;
use petgraph::visit::{EdgeRef, IntoNodeReferences};
use quick_xml::Writer;
use quick_xml::events::BytesText;
use std::io::{self, Write};

/// Writes `view`.
pub fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    let root = xml.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    root.write_inner_content(|xml| {
        keys(xml, "node", &NODE)?;
        keys(xml, "edge", &EDGE)?;
        let graph = xml.create_element("graph").with_attributes([("id", "byline"), ("edgedefault", "directed")]);
        graph.write_inner_content(|xml| elements(xml, view))?;
        Ok(())
    })?;
    writeln!(xml.get_mut())
}

fn keys<W: Write, Row>(xml: &mut Writer<W>, owner: &str, columns: &[Column<Row>]) -> io::Result<()> {
    for column in columns {
        let kind = match column.kind {
            Type::Text => "string",
            Type::Integer => "int",
            Type::Number => "double",
            Type::Flag => "boolean",
        };
        let id = format!("{owner}_{}", column.name);
        let attributes = [("id", id.as_str()), ("for", owner), ("attr.name", column.name), ("attr.type", kind)];
        xml.create_element("key").with_attributes(attributes).write_empty()?;
    }
    Ok(())
}

fn elements<W: Write>(xml: &mut Writer<W>, view: &View) -> io::Result<()> {
    let id = |node: NodeIndex| xml_text(&view.graph[node].id);
    for (index, node) in view.graph.node_references() {
        let element = xml.create_element("node").with_attribute(("id", id(index).as_str()));
        element.write_inner_content(|xml| data(xml, "node", &NODE, node))?;
    }
    for edge in view.graph.edge_references() {
        let (source, target, key) = (id(edge.source()), id(edge.target()), edge_id(edge.weight()));
        let attributes = [("id", key.as_str()), ("source", source.as_str()), ("target", target.as_str())];
        let element = xml.create_element("edge").with_attributes(attributes);
        element.write_inner_content(|xml| data(xml, "edge", &EDGE, edge.weight()))?;
    }
    Ok(())
}

fn data<W: Write, Row>(xml: &mut Writer<W>, owner: &str, columns: &[Column<Row>], row: &Row) -> io::Result<()> {
    for column in columns {
        let text = column.text(row);
        if !text.is_empty() {
            let element =
                xml.create_element("data").with_attribute(("key", format!("{owner}_{}", column.name).as_str()));
            element.write_text_content(BytesText::new(&xml_text(&text)))?;
        }
    }
    Ok(())
}
