//! GEXF 1.3, which keeps parallel edges apart in Gephi: by `kind`, and with ids that are unique in the whole file.

use super::dot::{colour, edge_colour};
use super::fields::{Column, EDGE, NODE, Type, edge_id, xml_text};
use crate::graph::view::View;
use petgraph::graph::NodeIndex;
use petgraph::visit::{EdgeRef, IntoNodeReferences};
use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::attributes::Attribute;
use quick_xml::name::QName;
use std::io::{self, Write};

/// Writes `view`.
pub fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    let namespaces = [("xmlns", "http://gexf.net/1.3"), ("xmlns:viz", "http://gexf.net/1.3/viz"), ("version", "1.3")];
    xml.create_element("gexf").with_attributes(namespaces).write_inner_content(|xml| {
        xml.create_element("graph")
            .with_attributes([("mode", "static"), ("defaultedgetype", "directed")])
            .write_inner_content(|xml| {
                // Label and kind are attributes of the elements themselves.
                attributes(xml, "node", &NODE[1..])?;
                attributes(xml, "edge", &EDGE[1..])?;
                xml.create_element("nodes").write_inner_content(|xml| nodes(xml, view))?;
                xml.create_element("edges").write_inner_content(|xml| edges(xml, view))?;
                Ok(())
            })?;
        Ok(())
    })?;
    writeln!(xml.get_mut())
}

fn attributes<W: Write, Row>(xml: &mut Writer<W>, class: &str, columns: &[Column<Row>]) -> io::Result<()> {
    xml.create_element("attributes").with_attribute(("class", class)).write_inner_content(|xml| {
        for column in columns {
            let kind = match column.kind {
                Type::Text => "string",
                Type::Integer => "integer",
                Type::Number => "double",
                Type::Flag => "boolean",
            };
            let attributes = [("id", column.name), ("title", column.name), ("type", kind)];
            xml.create_element("attribute").with_attributes(attributes).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// An attribute of an element; line breaks in it survive as character references only.
fn attribute<'a>(name: &'a str, text: &str) -> Attribute<'a> {
    let text = xml_text(text);
    let value = escape(&text).replace('\n', "&#10;").replace('\r', "&#13;").replace('\t', "&#9;");
    Attribute { key: QName(name.as_bytes()), value: value.into_bytes().into() }
}

fn nodes<W: Write>(xml: &mut Writer<W>, view: &View) -> io::Result<()> {
    for (_, node) in view.graph.node_references() {
        let element =
            xml.create_element("node").with_attributes([attribute("id", &node.id), attribute("label", &node.name)]);
        element.write_inner_content(|xml| {
            values(xml, &NODE[1..], node)?;
            colour_element(xml, colour(node.kind).fill)
        })?;
    }
    Ok(())
}

fn edges<W: Write>(xml: &mut Writer<W>, view: &View) -> io::Result<()> {
    let id = |node: NodeIndex| view.graph[node].id.as_str();
    for edge in view.graph.edge_references() {
        let relation = &edge.weight().claim.relation;
        let element = xml.create_element("edge").with_attributes([
            attribute("id", &edge_id(edge.weight())),
            attribute("source", id(edge.source())),
            attribute("target", id(edge.target())),
            attribute("label", &relation.label),
            attribute("kind", &relation.id),
        ]);
        element.write_inner_content(|xml| {
            values(xml, &EDGE[1..], edge.weight())?;
            colour_element(xml, edge_colour(&edge.weight().claim))
        })?;
    }
    Ok(())
}

fn values<W: Write, Row>(xml: &mut Writer<W>, columns: &[Column<Row>], row: &Row) -> io::Result<()> {
    xml.create_element("attvalues").write_inner_content(|xml| {
        for column in columns {
            let text = column.text(row);
            if !text.is_empty() {
                let attributes = [attribute("for", column.name), attribute("value", &text)];
                xml.create_element("attvalue").with_attributes(attributes).write_empty()?;
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// `#rrggbb` in the terms of Gephi's drawing.
fn colour_element<W: Write>(xml: &mut Writer<W>, colour: &str) -> io::Result<()> {
    let part =
        |at: usize| colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0).to_string();
    let (r, g, b) = (part(1), part(3), part(5));
    let attributes = [("r", r.as_str()), ("g", g.as_str()), ("b", b.as_str())];
    xml.create_element("viz:color").with_attributes(attributes).write_empty()?;
    Ok(())
}
