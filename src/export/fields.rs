//! What nodes and edges are described by: the same columns in every format that has attributes.

use crate::claim::{Certainty, Polarity};
use crate::graph::view::{Edge, Node};
use serde_json::Value;

/// Type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Text,
    Integer,
    Number,
    Flag,
}

/// A column of a table whose rows are `Row`s; its values are strings, numbers, flags, or null for nothing.
pub struct Column<Row> {
    pub name: &'static str,
    pub kind: Type,
    pub value: fn(&Row) -> Value,
}

const fn column<Row>(name: &'static str, kind: Type, value: fn(&Row) -> Value) -> Column<Row> {
    Column { name, kind, value }
}

impl<Row> Column<Row> {
    /// The value as text; empty for nothing.
    pub fn text(&self, row: &Row) -> String {
        match (self.value)(row) {
            Value::Null => String::new(),
            Value::String(text) => text,
            other => other.to_string(),
        }
    }
}

/// Between the parts of a list in one value; names may contain commas and semicolons.
const SEPARATOR: &str = " | ";

/// Columns of nodes, beside their id. No column is called `id` (igraph keeps that for itself), `x`, `y`, `size`, `r`, `g` or
/// `b` (Gephi does).
pub const NODE: [Column<Node>; 5] = [
    column("label", Type::Text, |node| node.name.as_str().into()),
    column("type", Type::Text, |node| node.kind.name().into()),
    column("aliases", Type::Text, |node| node.aliases.join(SEPARATOR).into()),
    column("articles", Type::Integer, |node| node.articles.len().into()),
    column("mentions", Type::Integer, |node| node.mentions.into()),
];

/// Columns of edges, beside their id and ends. No column is called `id` or `weight`, which Gephi takes.
pub const EDGE: [Column<Edge>; 19] = [
    column("label", Type::Text, |edge| edge.claim.relation.label.as_str().into()),
    column("relation", Type::Text, |edge| edge.claim.relation.id.as_str().into()),
    column("phrase", Type::Text, |edge| edge.claim.relation.phrase.as_str().into()),
    column("asserted", Type::Flag, |edge| edge.claim.is_asserted().into()),
    column("polarity", Type::Text, |edge| polarity(edge.claim.polarity).into()),
    column("certainty", Type::Text, |edge| certainty(edge.claim.certainty).into()),
    column("speakers", Type::Text, |edge| list(edge.voices.iter().map(String::as_str))),
    column("cues", Type::Text, |edge| list(edge.claim.attribution.iter().map(|voice| voice.cue.as_str()))),
    column("time", Type::Text, |edge| edge.claim.time.as_ref().and_then(|time| time.value.as_deref()).into()),
    column("time_text", Type::Text, |edge| edge.claim.time.as_ref().map(|time| time.text.as_str()).into()),
    column("place", Type::Text, |edge| edge.place.as_deref().into()),
    column("qualifiers", Type::Text, |edge| {
        let qualifiers: Vec<String> = edge.qualifiers.iter().map(|(role, value)| format!("{role}: {value}")).collect();
        list(qualifiers.iter().map(String::as_str))
    }),
    column("quote", Type::Text, |edge| edge.claim.evidence.quote.as_str().into()),
    column("quote_start", Type::Integer, |edge| edge.claim.evidence.start.into()),
    column("quote_end", Type::Integer, |edge| edge.claim.evidence.end.into()),
    column("article", Type::Text, |edge| edge.article.id.as_str().into()),
    column("published", Type::Text, |edge| edge.article.published.as_deref().into()),
    column("publisher", Type::Text, |edge| edge.article.publisher.as_deref().into()),
    column("confidence", Type::Number, |edge| edge.claim.confidence.into()),
];

/// From the outermost voice to the innermost, where they are voices.
fn list<'a>(parts: impl Iterator<Item = &'a str>) -> Value {
    let parts: Vec<&str> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(SEPARATOR)).into()
}

/// The claim as a query may write it, unique in a file; a bare hash may be all digits, and be read as a number.
pub fn edge_id(edge: &Edge) -> String {
    format!("claim:{}", edge.claim.id)
}

/// `positive` or `negative`.
pub fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Positive => "positive",
        Polarity::Negative => "negative",
    }
}

/// `certain`, `probable` or `possible`.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Probable => "probable",
        Certainty::Possible => "possible",
    }
}

/// Text that XML 1.0 can hold: without control characters.
pub fn xml_text(text: &str) -> String {
    let is_forbidden = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.replace(is_forbidden, "\u{fffd}")
}
