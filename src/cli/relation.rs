//! `byline show --relation`.

use crate::claim::{Certainty, Polarity, Value};
use crate::graph::view::View;
use crate::graph::{GraphError, Index, vocabulary as v};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use petgraph::visit::EdgeRef;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

const INVERSE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#inverseOf");
const SYMMETRIC: &str = "http://www.w3.org/2002/07/owl#SymmetricProperty";
const CANONICAL: &str = "https://w3id.org/byline/ontology#CanonicalRelation";
const WORDING: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/byline/ontology#wording");
const SIMILAR_TO: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/byline/ontology#similarTo");
const SIMILARITY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/byline/ontology#similarity");
const COMMENT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#comment");
const DOMAIN: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#domain");
const RANGE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#range");

/// As many claims as are listed.
const LISTED: usize = 25;

/// A canonical relation, or one that the ontology does not know.
pub struct Relation {
    iri: String,
    label: String,
    comment: Option<String>,
    ends: Option<(String, String)>,
    is_symmetric: bool,
    inverse: Option<String>,
    /// The relation that was asked for, if it is a wording of this one.
    asked: Option<String>,
    /// What led from the one to the other, where it was not plain: a wording, and how alike an encoder finds the two.
    similar: Option<(String, String)>,
    /// Open relation (IRI) and wording, with the number of claims; those of the inverse are marked.
    wordings: Vec<Wording>,
    claims: Vec<Line>,
}

struct Wording {
    text: String,
    claims: usize,
    is_inverse: bool,
}

/// One subject and object, whoever claims it.
struct Line {
    subject: String,
    object: String,
    labels: BTreeSet<String>,
    stated: usize,
    reported: usize,
    denied: usize,
    hedged: usize,
}

/// All about the relation that `name` means: its IRI, label, or one of its wordings.
pub fn of(index: &Index, name: &str) -> Result<Relation, Box<dyn std::error::Error>> {
    let found = find(index, name)?;
    let Some(asked) = found else {
        return Err(format!("no relation is called {name:?}, in the ontology or in the articles").into());
    };
    let parent = objects(index, &asked, v::SUB_PROPERTY_OF)?.into_iter().next();
    let iri = parent.clone().unwrap_or_else(|| asked.clone());
    let types = objects(index, &iri, v::TYPE)?;
    let inverse = objects(index, &iri, INVERSE)?.into_iter().next();
    let is_symmetric = types.iter().any(|class| class == SYMMETRIC);
    let mut members: Vec<(String, bool)> = members(index, &iri)?.into_iter().map(|member| (member, false)).collect();
    if let Some(inverse) = &inverse {
        members.extend(self::members(index, inverse)?.into_iter().map(|member| (member, true)));
    }
    let (wordings, claims) = claims(index, &members, is_symmetric)?;
    let ends = objects(index, &iri, DOMAIN)?.into_iter().next().zip(objects(index, &iri, RANGE)?.into_iter().next());
    let label = objects(index, &iri, v::LABEL)?.into_iter().next();
    Ok(Relation {
        label: label.unwrap_or_else(|| v::id_below(v::RELATION, &iri).unwrap_or_default().replace('_', " ")),
        comment: objects(index, &iri, COMMENT)?.into_iter().next(),
        similar: objects(index, &asked, SIMILAR_TO)?
            .into_iter()
            .next()
            .zip(objects(index, &asked, SIMILARITY)?.into_iter().next()),
        asked: parent.map(|_| asked),
        ends,
        is_symmetric,
        inverse,
        wordings,
        claims,
        iri,
    })
}

/// IRIs and texts that stand in `property` of `subject`.
fn objects(index: &Index, subject: &str, property: NamedNodeRef<'_>) -> Result<Vec<String>, GraphError> {
    let subject = NamedNode::new_unchecked(subject);
    let quads = index.quads(Some(&subject), Some(&property.into()), None, None)?;
    let mut found: Vec<String> = quads.iter().map(|quad| text(&quad.object)).collect();
    found.sort();
    found.dedup();
    Ok(found)
}

fn text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

fn find(index: &Index, name: &str) -> Result<Option<String>, GraphError> {
    let name = name.trim().trim_matches(['<', '>']);
    let local = name
        .split_once(':')
        .map_or(name, |(prefix, local)| if prefix == "rel" || prefix == "byline" { local } else { name });
    let id = local.replace(' ', "_");
    let iris = [name.to_owned(), format!("{}{local}", v::BYLINE), v::relation(&id).into_string()];
    for iri in iris {
        let described = NamedNode::new(&iri).is_ok()
            && !(objects(index, &iri, v::TYPE)?.is_empty() && objects(index, &iri, v::SUB_PROPERTY_OF)?.is_empty());
        let is_relation = || -> Result<bool, GraphError> {
            let types = objects(index, &iri, v::TYPE)?;
            Ok(types.iter().any(|class| class == CANONICAL || *class == v::RELATION_CLASS.as_str())
                || !objects(index, &iri, v::SUB_PROPERTY_OF)?.is_empty())
        };
        if described && is_relation()? {
            return Ok(Some(iri));
        }
    }
    // By wording ("speak with") or label.
    let lower = name.to_lowercase();
    for property in [WORDING, v::LABEL] {
        for quad in index.quads(None, Some(&property.into()), None, None)? {
            if let (Term::Literal(wording), NamedOrBlankNode::NamedNode(subject)) = (&quad.object, &quad.subject)
                && wording.value().to_lowercase() == lower
                && (property == WORDING
                    || subject.as_str().starts_with(v::RELATION)
                    || subject.as_str().starts_with(v::BYLINE))
            {
                return Ok(Some(subject.as_str().to_owned()));
            }
        }
    }
    Ok(None)
}

/// The relation and those that are said to mean it.
fn members(index: &Index, iri: &str) -> Result<Vec<String>, GraphError> {
    let object = NamedNode::new_unchecked(iri);
    let quads = index.quads(None, Some(&v::SUB_PROPERTY_OF.into()), Some(object.as_ref().into()), None)?;
    let below = quads.iter().filter_map(|quad| match &quad.subject {
        NamedOrBlankNode::NamedNode(subject) => Some(subject.as_str().to_owned()),
        NamedOrBlankNode::BlankNode(_) => None,
    });
    let mut members: Vec<String> = below.chain([iri.to_owned()]).collect();
    members.sort();
    members.dedup();
    Ok(members)
}

fn claims(
    index: &Index,
    members: &[(String, bool)],
    is_symmetric: bool,
) -> Result<(Vec<Wording>, Vec<Line>), GraphError> {
    let ids: BTreeMap<String, bool> =
        members.iter().filter_map(|(iri, is_inverse)| Some((v::id_below(v::RELATION, iri)?, *is_inverse))).collect();
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    let mut lines: BTreeMap<(String, String), Line> = BTreeMap::new();
    let view = View::of(index)?;
    for edge in view.graph.edge_references() {
        let claim = &edge.weight().claim;
        let Some((id, is_inverse)) = ids.get_key_value(&claim.relation.id) else { continue };
        *counts.entry(id).or_default() += 1;
        let (subject, object) = (&view.graph[edge.source()], &view.graph[edge.target()]);
        // A met B and B met A are one meeting; B was led by A says that A led B.
        let is_thing = matches!(claim.object, Some(Value::Entity(_)));
        let turned = is_thing && (*is_inverse || is_symmetric && subject.id > object.id);
        let (one, other) = if turned { (object, subject) } else { (subject, object) };
        let line = lines.entry((one.id.clone(), other.id.clone())).or_insert_with(|| Line {
            subject: one.name.clone(),
            object: other.name.clone(),
            labels: BTreeSet::new(),
            stated: 0,
            reported: 0,
            denied: 0,
            hedged: 0,
        });
        line.labels.insert(claim.relation.label.clone());
        let count = match () {
            () if claim.polarity == Polarity::Negative => &mut line.denied,
            () if claim.certainty != Certainty::Certain => &mut line.hedged,
            () if claim.attribution.is_empty() => &mut line.stated,
            () => &mut line.reported,
        };
        *count += 1;
    }
    let mut wordings: Vec<Wording> = ids
        .iter()
        .map(|(id, is_inverse)| Wording {
            text: id.replace('_', " "),
            claims: counts.get(id).copied().unwrap_or_default(),
            is_inverse: *is_inverse,
        })
        .collect();
    wordings.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.text.cmp(&b.text)));
    let mut lines: Vec<((String, String), Line)> = lines.into_iter().collect();
    lines.sort_by_key(|(ends, line)| (std::cmp::Reverse(line.total()), ends.clone()));
    Ok((wordings, lines.into_iter().map(|(_, line)| line).collect()))
}

impl Line {
    fn total(&self) -> usize {
        self.stated + self.reported + self.denied + self.hedged
    }

    fn counts(&self) -> String {
        let counts =
            [(self.stated, "stated"), (self.reported, "reported"), (self.denied, "denied"), (self.hedged, "hedged")];
        let counts: Vec<String> =
            counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        counts.join(", ")
    }
}

fn shorten(iri: &str) -> String {
    v::shorten(iri)
}

impl Relation {
    /// For people.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let symmetric = if self.is_symmetric { "  symmetric" } else { "" };
        writeln!(out, "{}  {}{symmetric}", self.label, shorten(&self.iri))?;
        if let Some(asked) = &self.asked {
            write!(out, "{} is one of its wordings", shorten(asked))?;
            match &self.similar {
                Some((wording, value)) => writeln!(out, ": of one verb class with “{wording}”, and {value} alike")?,
                None => writeln!(out)?,
            }
        }
        self.comment.iter().try_for_each(|comment| writeln!(out, "{comment}"))?;
        if let Some((domain, range)) = &self.ends {
            writeln!(out, "from {} to {}", shorten(domain), shorten(range))?;
        }
        if let Some(inverse) = &self.inverse {
            writeln!(out, "inverse: {}", shorten(inverse))?;
        }
        let (used, unused): (Vec<&Wording>, Vec<&Wording>) = self.wordings.iter().partition(|w| w.claims > 0);
        let turned = |wording: &Wording| if wording.is_inverse { " (turned round)" } else { "" };
        let used: Vec<String> = used.iter().map(|w| format!("{} {}{}", w.text, w.claims, turned(w))).collect();
        writeln!(
            out,
            "\nwordings in the graph: {}",
            if used.is_empty() { "none".to_owned() } else { used.join(", ") }
        )?;
        if !unused.is_empty() {
            let words: Vec<&str> = unused.iter().map(|wording| wording.text.as_str()).collect();
            writeln!(out, "others: {}", words.join(", "))?;
        }
        if !self.claims.is_empty() {
            writeln!(out)?;
        }
        for line in self.claims.iter().take(LISTED) {
            let labels: Vec<&str> = line.labels.iter().map(String::as_str).collect();
            let plain = |text: &str| text.replace(char::is_control, " ");
            let (subject, object) = (plain(&line.subject), plain(&line.object));
            writeln!(out, "  {subject}  —  {object}   {}   “{}”", line.counts(), labels.join("”, “"))?;
        }
        match self.claims.len().checked_sub(LISTED) {
            Some(more) if more > 0 => writeln!(out, "  … and {more} more"),
            _ => Ok(()),
        }
    }

    /// For programs.
    pub fn json(&self) -> serde_json::Value {
        let wordings =
            self.wordings.iter().map(|w| json!({"text": w.text, "claims": w.claims, "inverse": w.is_inverse}));
        let claims = self.claims.iter().map(|line| {
            json!({"subject": line.subject, "object": line.object, "labels": line.labels, "stated": line.stated,
                "reported": line.reported, "denied": line.denied, "hedged": line.hedged})
        });
        json!({
            "relation": self.iri, "label": self.label, "comment": self.comment, "symmetric": self.is_symmetric,
            "inverse": self.inverse, "asked": self.asked,
            "domain": self.ends.as_ref().map(|ends| &ends.0), "range": self.ends.as_ref().map(|ends| &ends.1),
            "wordings": wordings.collect::<Vec<_>>(), "claims": claims.collect::<Vec<_>>(),
        })
    }
}
