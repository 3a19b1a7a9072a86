//! The ontology, compiled in, and seen by every query as graphs of its own.

use super::vocabulary::BYLINE;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Quad};

/// Name and Turtle of every file in `ontology/`.
pub const FILES: [(&str, &str); 2] = [
    ("byline.ttl", include_str!("../../ontology/byline.ttl")),
    ("relations.ttl", include_str!("../../ontology/relations.ttl")),
];

/// The ontology's quads; each file is a graph, named after it.
pub fn quads() -> Vec<Quad> {
    FILES
        .iter()
        .flat_map(|(name, text)| {
            let graph = NamedNode::new_unchecked(format!("{}/{name}", BYLINE.trim_end_matches('#')));
            let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(graph);
            parser.for_slice(text).map(|quad| quad.expect("the ontology is valid Turtle; a test reads it"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_ontology_is_turtle() {
        assert!(super::quads().len() > 100);
    }
}
