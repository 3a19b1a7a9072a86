//! Turtle, TriG and N-Quads: the graph itself.

use super::{ExportError, Format, Options};
use crate::graph::view::View;
use crate::graph::{Index, answer, claims_quads, vocabulary};
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, Quad};
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;
use std::io::Write;

/// Writes the articles' graphs, or the part in focus.
pub fn write(index: &Index, format: Format, options: &Options, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut quads = match &options.focus {
        Some((name, hops)) => in_focus(index, name, *hops)?,
        None => index.article_quads()?,
    };
    if options.rdf11 {
        quads.retain(|quad| quad.predicate != vocabulary::REIFIES);
    }
    if format == Format::NQuads {
        for quad in &quads {
            writeln!(out, "{quad} .")?;
        }
        return Ok(());
    }
    if format == Format::Turtle {
        quads.iter_mut().for_each(|quad| quad.graph_name = GraphName::DefaultGraph);
        quads.sort_by_cached_key(Quad::to_string);
        quads.dedup();
    }
    quads.sort_by_cached_key(|quad| {
        (quad.graph_name.to_string(), quad.subject.to_string(), quad.predicate != vocabulary::TYPE)
    });
    let format = if format == Format::Turtle { RdfFormat::Turtle } else { RdfFormat::TriG };
    let mut writer = answer::serializer(format).for_writer(out);
    for quad in &quads {
        writer.serialize_quad(quad)?;
    }
    writer.finish()?.flush()?;
    Ok(())
}

/// The quads of the claims in focus, of their entities and articles.
fn in_focus(index: &Index, name: &str, hops: usize) -> Result<Vec<Quad>, ExportError> {
    let mut articles = index.articles()?;
    let view = View::of_articles(&articles).focus(name, hops)?;
    let claims: BTreeSet<&str> = view.graph.edge_references().map(|edge| edge.weight().claim.id.as_str()).collect();
    let entities: BTreeSet<&str> = view
        .graph
        .edge_references()
        .flat_map(|edge| [edge.source(), edge.target()])
        .map(|node| view.graph[node].id.as_str())
        .collect();
    let mut quads = Vec::new();
    for article in &mut articles {
        article.claims.retain(|claim| claims.contains(claim.id.as_str()));
        article.entities.retain(|entity| entities.contains(entity.id.as_str()));
        if !article.claims.is_empty() {
            quads.extend(claims_quads(article));
        }
    }
    quads.sort_by_cached_key(Quad::to_string);
    Ok(quads)
}
