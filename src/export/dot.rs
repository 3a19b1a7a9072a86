//! A drawing for Graphviz.
//!
//! Boxes are things, coloured by class; arrows are claims. A solid arrow is what articles say themselves, a dashed one what
//! they report (`— who`), red is denied, dotted grey is hedged. Claims that look the same are one arrow with a count.

use super::Note;
use crate::claim::{Certainty, Claim, EntityType, Polarity};
use crate::graph::view::{Edge, Node, NodeKind, View};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

/// How a class of nodes is coloured.
pub struct Colour {
    /// Inside.
    pub fill: &'static str,
    /// Border.
    pub line: &'static str,
}

/// The colour of a class of nodes.
pub const fn colour(kind: NodeKind) -> Colour {
    let (fill, line) = match kind {
        NodeKind::Entity(EntityType::Person) => ("#cfe2ff", "#3d6fb6"),
        NodeKind::Entity(EntityType::Organization) => ("#ffe2b5", "#c0821f"),
        NodeKind::Entity(EntityType::Place) => ("#d2eecb", "#4f9347"),
        NodeKind::Entity(EntityType::Event) => ("#f9d3e3", "#b8527f"),
        NodeKind::Entity(EntityType::Work) => ("#e5dbf8", "#7a5bb0"),
        NodeKind::Entity(EntityType::Group) => ("#cdeeed", "#37908e"),
        NodeKind::Entity(EntityType::Role) => ("#f4f0c0", "#9a8c2c"),
        NodeKind::Entity(EntityType::Thing) => ("#eaeaea", "#8a8a8a"),
        NodeKind::Literal | NodeKind::Nothing => ("#ffffff", "#b0b0b0"),
    };
    Colour { fill, line }
}

const DENIED: &str = "#c62828";
const HEDGED: &str = "#7a7a7a";
const STATED: &str = "#303030";

/// The colour of a claim's arrow.
pub const fn edge_colour(claim: &Claim) -> &'static str {
    match (claim.polarity, claim.certainty) {
        (Polarity::Negative, _) => DENIED,
        (_, Certainty::Certain) => STATED,
        _ => HEDGED,
    }
}

/// In a part of the graph, fewer things than this that have to do with each other alone are left out.
const SMALLEST_ISLAND: usize = 3;

/// More ends than this are spread to both sides.
const FAN: usize = 6;

/// What an arrow looks like; claims that look the same are one arrow.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    ends: (NodeIndex, NodeIndex),
    label: String,
    time: Option<String>,
    voices: Vec<String>,
    colour: &'static str,
    style: &'static str,
}

/// Draws `view`, or the best connected part of it where it has more than `most` nodes.
pub fn write(view: &View, most: Option<usize>, out: &mut dyn Write) -> io::Result<Note> {
    let all = linked(view).len();
    match most {
        Some(most) if all > most => {
            let part = view.between(&view.most_connected(most)).without_islands(SMALLEST_ISLAND);
            draw(&part, out)?;
            Ok(Some(format!(
                "drew the {} best connected of {all} things and the claims among them; --all draws everything, \
                 --focus NAME what is near one",
                linked(&part).len()
            )))
        }
        _ => draw(view, out).map(|()| None),
    }
}

/// The nodes that have an edge.
fn linked(view: &View) -> BTreeSet<NodeIndex> {
    view.graph.edge_references().flat_map(|edge| [edge.source(), edge.target()]).collect()
}

fn draw(view: &View, out: &mut dyn Write) -> io::Result<()> {
    let mut arrows: BTreeMap<Look, Vec<&Edge>> = BTreeMap::new();
    for edge in view.graph.edge_references() {
        let look = look((edge.source(), edge.target()), edge.weight());
        arrows.entry(look).or_default().push(edge.weight());
    }
    let linked = linked(view);
    writeln!(out, "digraph byline {{")?;
    writeln!(
        out,
        "  graph [rankdir=LR, bgcolor=white, pad=0.3, nodesep=0.32, ranksep=0.7, splines=true, outputorder=edgesfirst,"
    )?;
    writeln!(out, "         fontname=\"Helvetica,Arial,sans-serif\", fontsize=11, labelloc=b, labeljust=l,")?;
    writeln!(out, "         label={}]", legend(view, &linked, arrows.keys()))?;
    writeln!(
        out,
        "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica,Arial,sans-serif\", fontsize=12, \
                   margin=\"0.14,0.07\", height=0.3, penwidth=1.2]"
    )?;
    writeln!(out, "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10, arrowsize=0.7, penwidth=1.2]")?;
    for node in &linked {
        writeln!(out, "  {}", node_line(&view.graph[*node]))?;
    }
    let left = on_the_left(view);
    for (look, edges) in &arrows {
        let (from, to) = (quoted(&view.graph[look.ends.0].id), quoted(&view.graph[look.ends.1].id));
        let attributes = look.attributes(edges);
        if left.contains(&look.ends.1) {
            writeln!(out, "  {to} -> {from} [dir=back, {attributes}]")?;
        } else {
            writeln!(out, "  {from} -> {to} [{attributes}]")?;
        }
    }
    writeln!(out, "}}")
}

/// Every second of the ends that lead nowhere else, where one node has many: with all of them on its right, the drawing
/// would be a tall fan.
fn on_the_left(view: &View) -> BTreeSet<NodeIndex> {
    let mut ends: BTreeMap<NodeIndex, Vec<NodeIndex>> = BTreeMap::new();
    for node in view.graph.node_indices() {
        let neighbours: BTreeSet<NodeIndex> = view.graph.neighbors_undirected(node).collect();
        let only = neighbours.first().filter(|only| neighbours.len() == 1 && **only != node);
        if let Some(only) = only.filter(|_| view.graph.neighbors(node).next().is_none()) {
            ends.entry(*only).or_default().push(node);
        }
    }
    ends.retain(|_, ends| ends.len() > FAN);
    ends.into_values().flat_map(|ends| ends.into_iter().step_by(2)).collect()
}

fn look(ends: (NodeIndex, NodeIndex), edge: &Edge) -> Look {
    let claim = &edge.claim;
    let (not, maybe) = (claim.polarity == Polarity::Negative, claim.certainty != Certainty::Certain);
    Look {
        ends,
        label: format!("{}{}{}", if not { "not " } else { "" }, claim.relation.label, if maybe { "?" } else { "" }),
        time: edge.time(),
        voices: edge.voices.clone(),
        colour: edge_colour(claim),
        style: match (maybe, edge.voices.is_empty()) {
            (true, _) => "dotted",
            (false, false) => "dashed",
            (false, true) => "solid",
        },
    }
}

impl Look {
    /// The arrow's attributes; the claims' words show where the mouse rests on it.
    fn attributes(&self, edges: &[&Edge]) -> String {
        let mut label = html(&self.label);
        if edges.len() > 1 {
            let _ = write!(label, " ×{}", edges.len());
        }
        if let Some(time) = &self.time {
            let _ = write!(label, "<FONT POINT-SIZE=\"8.5\" COLOR=\"#707070\"> ({})</FONT>", html(time));
        }
        if !self.voices.is_empty() {
            let voices: Vec<String> = self.voices.iter().map(|voice| html(&shortened(voice, 32))).collect();
            let voices = voices.join(", quoting ");
            let _ = write!(label, "<BR/><FONT POINT-SIZE=\"9\" COLOR=\"#606060\"><I>— {voices}</I></FONT>");
        }
        let mut quotes: Vec<&str> = edges.iter().map(|edge| edge.claim.evidence.quote.as_str()).collect();
        quotes.dedup();
        quotes.truncate(3);
        let (colour, style, tooltip) = (self.colour, self.style, quoted(&quotes.join(" / ")));
        format!(
            "label=<{label}>, color=\"{colour}\", fontcolor=\"{colour}\", style={style}, tooltip={tooltip}, labeltooltip={tooltip}"
        )
    }
}

fn node_line(node: &Node) -> String {
    let Colour { fill, line } = colour(node.kind);
    let id = quoted(&node.id);
    match node.kind {
        NodeKind::Nothing => {
            format!("{id} [shape=point, width=0.07, label=\"\", color=\"{line}\", fillcolor=\"{line}\"]")
        }
        NodeKind::Literal => {
            let label = quoted(&wrapped(&shortened(&node.name, 90), 26));
            format!(
                "{id} [label={label}, shape=plaintext, style=\"\", fontsize=10, fontcolor=\"#555555\", margin=\"0.05,0.03\"]"
            )
        }
        NodeKind::Entity(_) => {
            let label = quoted(&wrapped(&shortened(&node.name, 90), 20));
            let tooltip = quoted(&node.id);
            format!("{id} [label={label}, fillcolor=\"{fill}\", color=\"{line}\", tooltip={tooltip}]")
        }
    }
}

/// What colours and lines mean, of those that are in the drawing: an HTML-like label below it.
fn legend<'a>(view: &View, nodes: &BTreeSet<NodeIndex>, looks: impl Iterator<Item = &'a Look>) -> String {
    let kinds: BTreeSet<NodeKind> = nodes.iter().map(|node| view.graph[*node].kind).collect();
    let mut cells = String::new();
    for kind in kinds {
        if let NodeKind::Entity(_) = kind {
            let _ = write!(cells, "<TD BGCOLOR=\"{}\"> {} </TD>", colour(kind).fill, kind.name());
        }
    }
    let mut lines: BTreeSet<(usize, &str, &str, &str)> = BTreeSet::new();
    for look in looks {
        lines.insert(match (look.colour, look.style) {
            (DENIED, _) => (2, DENIED, "━━", "denied"),
            (_, "dotted") => (3, HEDGED, "┈┈", "uncertain"),
            (_, "dashed") => (1, STATED, "╌╌", "reported — by whom"),
            _ => (0, STATED, "━━", "stated"),
        });
    }
    for (_, colour, line, meaning) in lines {
        let _ = write!(cells, "<TD><FONT COLOR=\"{colour}\">{line} {meaning}</FONT></TD>");
    }
    if cells.is_empty() {
        return "\"\"".to_owned();
    }
    format!("<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"6\" CELLPADDING=\"3\"><TR>{cells}</TR></TABLE>>")
}

/// A quoted string of DOT: backslashes are escapes in labels, so they are doubled before quotes are escaped.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{}\"", escaped.replace(|c: char| c.is_control(), " "))
}

/// Text of an HTML-like label.
fn html(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.replace(|c: char| c.is_control(), " ")
}

/// `text`, cut with an ellipsis where it has more than `most` characters.
fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

/// `text` in lines of about `width` characters.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_escaped_for_graphviz() {
        assert_eq!(quoted("a \"b\" \\N\nc\t"), "\"a \\\"b\\\" \\\\N\\nc \"");
        assert_eq!(html("<b> & \"c\""), "&lt;b&gt; &amp; &quot;c&quot;");
    }

    #[test]
    fn long_names_are_wrapped_and_cut() {
        assert_eq!(wrapped("House Permanent Select Committee", 16), "House Permanent\nSelect Committee");
        assert_eq!(shortened("one  two three", 8), "one two…");
    }
}
