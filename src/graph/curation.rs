//! People's decisions about entities: `curation.trig`, a graph of its own beside the articles.
//!
//! ```text
//! decision:6f0c2d11ab a byline:Merge ; byline:entity person:jo-roe , person:joanna-roe ; byline:score 0.97 ; byline:because "…" .
//! person:joanna-roe owl:sameAs person:jo-roe .                       what follows from the decisions
//! ```
//!
//! A decision's name is a hash of what it decides. What follows from decisions (`owl:sameAs`, `owl:differentFrom`,
//! `skos:closeMatch`) is written for other programs, and made anew each time; all else in the file is kept as it is.

use super::canonical;
use super::error::GraphError;
use super::folder;
use super::vocabulary::{self as v, below, byline, id_below};
use crate::resolution::{Decision, Judgement};
use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the graph that holds the decisions.
pub const CURATION: &str = "https://w3id.org/byline/curation";
const DECISION: &str = "https://w3id.org/byline/decision/";
const CREATOR: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/creator");
const DATE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/date");

/// Why decisions cannot be read or taken back.
#[derive(Debug, thiserror::Error)]
pub enum CurationError {
    /// The file cannot be read or written, or is not TriG.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// Something in it is no decision.
    #[error("{path:?}: decision {id} {what}; mend it, or take it out of the file")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The decision.
        id: String,
        /// What is wrong.
        what: String,
    },
    /// No such decision.
    #[error("no decision {0:?} in this graph; `byline review --list` lists them")]
    Unknown(String),
    /// Several begin with that.
    #[error("{id:?} may be any of {}: give more of it", candidates.join(", "))]
    Ambiguous {
        /// What was asked for.
        id: String,
        /// The decisions that it fits.
        candidates: Vec<String>,
    },
}

/// The decisions of a graph.
#[derive(Clone, Debug, Default)]
pub struct Curation {
    decisions: BTreeMap<String, Decision>,
    /// What else stands in the file.
    others: Vec<Quad>,
}

impl Curation {
    /// The decisions of the graph in `root`; none where there is no file.
    pub fn read(root: &Path) -> Result<Self, CurationError> {
        let path = path(root);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(GraphError::io("read", &path, error).into()),
        };
        let quads: Vec<Quad> = parser()
            .for_slice(&bytes)
            .collect::<Result<_, _>>()
            .map_err(|error| GraphError::Syntax { path: path.clone(), error: Box::new(error) })?;
        Self::of(quads, &path)
    }

    fn of(quads: Vec<Quad>, path: &Path) -> Result<Self, CurationError> {
        let mut described: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
        let mut others = Vec::new();
        for quad in quads {
            let id = match &quad.subject {
                NamedOrBlankNode::NamedNode(subject) => id_below(DECISION, subject.as_str()),
                NamedOrBlankNode::BlankNode(_) => None,
            };
            match id {
                Some(id) => described.entry(id).or_default().push(quad),
                None => others.push(quad),
            }
        }
        let mut curation = Self::default();
        for (id, quads) in described {
            let malformed = |what| CurationError::Malformed { path: path.to_owned(), id: id.clone(), what };
            let decision = decision(&quads).map_err(malformed)?;
            let own = decision.judgement.id();
            if own != id {
                return Err(malformed(format!("decides what is known as {own}")));
            }
            curation.decisions.insert(id.clone(), decision);
        }
        let follows: BTreeSet<String> = curation.consequences().iter().map(Quad::to_string).collect();
        others.retain(|quad| !follows.contains(&quad.to_string()));
        curation.others = others;
        Ok(curation)
    }

    /// Writes the decisions; without any, there is no file.
    pub fn write(&self, root: &Path) -> Result<(), GraphError> {
        let path = path(root);
        if self.decisions.is_empty() && self.others.is_empty() {
            return match fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    Err(GraphError::io("remove", &path, error))
                }
                _ => Ok(()),
            };
        }
        folder::write_atomically(&path, &self.trig()).map_err(|error| GraphError::io("write", &path, error))
    }

    /// The decisions by id.
    pub fn decisions(&self) -> impl Iterator<Item = (&str, &Decision)> {
        self.decisions.iter().map(|(id, decision)| (id.as_str(), decision))
    }

    /// What is decided.
    pub fn judgements(&self) -> Vec<Judgement> {
        self.decisions.values().map(|decision| decision.judgement.clone()).collect()
    }

    /// Adds a decision and returns its id. What is decided already stays as it is.
    pub fn add(&mut self, decision: Decision) -> String {
        let id = decision.judgement.id();
        self.decisions.entry(id.clone()).or_insert(decision);
        id
    }

    /// Takes the decision back whose id is, or begins with, `wanted`.
    pub fn undo(&mut self, wanted: &str) -> Result<(String, Decision), CurationError> {
        let fits: Vec<String> = self.decisions.keys().filter(|id| id.starts_with(wanted)).cloned().collect();
        match &fits[..] {
            [id] if !wanted.is_empty() => match self.decisions.remove_entry(id) {
                Some(removed) => Ok(removed),
                None => Err(CurationError::Unknown(wanted.to_owned())),
            },
            [] => Err(CurationError::Unknown(wanted.to_owned())),
            _ => Err(CurationError::Ambiguous { id: wanted.to_owned(), candidates: fits }),
        }
    }

    fn trig(&self) -> Vec<u8> {
        let own = self.decisions.iter().flat_map(|(id, decision)| describe(id, decision));
        let mut quads: Vec<Quad> = own.collect();
        let mut rest = self.consequences();
        rest.extend(self.others.iter().cloned());
        rest.sort_by_cached_key(Quad::to_string);
        quads.extend(rest);
        let mut serializer = RdfSerializer::from_format(RdfFormat::TriG);
        let extra = [("decision", DECISION), ("dcterms", "http://purl.org/dc/terms/")];
        let text: String = quads.iter().map(|q| format!("{} {} {}\n", q.subject, q.predicate, q.object)).collect();
        for (prefix, namespace) in v::PREFIXES.iter().chain(&extra).filter(|(_, n)| text.contains(*n)) {
            serializer = serializer.with_prefix(*prefix, *namespace).expect("namespaces are IRIs");
        }
        let mut writer = serializer.for_writer(Vec::new());
        for quad in &quads {
            writer.serialize_quad(quad).expect("a Vec takes every byte");
        }
        writer.finish().expect("a Vec takes every byte")
    }

    /// What follows from the decisions, in the vocabulary of everybody.
    fn consequences(&self) -> Vec<Quad> {
        let mut found = BTreeMap::new();
        let mut say = |subject: NamedNode, predicate: NamedNodeRef<'_>, object: NamedNode| {
            let quad = Quad::new(subject, predicate, object, graph());
            found.insert(quad.to_string(), quad);
        };
        let judgements = self.judgements();
        let representatives = canonical::representatives(&judgements);
        for (id, canonical) in &representatives {
            say(v::entity(canonical), v::SAME_AS, v::entity(id));
        }
        let now = |entity: &String| v::entity(representatives.get(entity).unwrap_or(entity));
        let refused: BTreeSet<(&str, &str)> = judgements
            .iter()
            .filter_map(|j| {
                if let Judgement::Unlink { entity, entry } = j { Some((entity.as_str(), entry.as_str())) } else { None }
            })
            .collect();
        let sure: BTreeSet<(&str, &str)> = judgements
            .iter()
            .filter_map(|j| {
                if let Judgement::Link { entity, entry } = j { Some((entity.as_str(), entry.as_str())) } else { None }
            })
            .collect();
        for judgement in &judgements {
            match judgement {
                Judgement::KeepApart(one, other) => say(v::entity(one), v::DIFFERENT_FROM, v::entity(other)),
                Judgement::Split { entity, into, .. } => say(v::entity(into), v::DIFFERENT_FROM, v::entity(entity)),
                Judgement::Link { entity, entry } if !refused.contains(&(entity.as_str(), entry.as_str())) => {
                    say(now(entity), v::SAME_AS, NamedNode::new_unchecked(entry));
                }
                Judgement::LinkCandidate { entity, entry }
                    if !refused.contains(&(entity.as_str(), entry.as_str()))
                        && !sure.contains(&(entity.as_str(), entry.as_str())) =>
                {
                    say(now(entity), v::CLOSE_MATCH, NamedNode::new_unchecked(entry));
                }
                _ => {}
            }
        }
        found.into_values().collect()
    }
}

/// The file of the graph in `root`.
pub fn path(root: &Path) -> PathBuf {
    root.join("curation.trig")
}

/// Reads such a file; triples outside any graph count as its own.
pub fn parser() -> RdfParser {
    RdfParser::from_format(RdfFormat::TriG).with_default_graph(NamedNode::new_unchecked(CURATION))
}

fn graph() -> GraphName {
    NamedNode::new_unchecked(CURATION).into()
}

fn describe(id: &str, decision: &Decision) -> Vec<Quad> {
    let subject = below(DECISION, id);
    let judgement = &decision.judgement;
    let mut properties: Vec<(NamedNode, Term)> = vec![(v::TYPE.into(), byline(judgement.class()).into())];
    let mut add = |property: NamedNode, object: Term| properties.push((property, object));
    for entity in judgement.entities() {
        add(byline("entity"), v::entity(entity).into());
    }
    match judgement {
        Judgement::Split { articles, .. } | Judgement::KeepWhole { articles, .. } => {
            articles.iter().for_each(|article| add(byline("inArticle"), v::article(article).into()));
        }
        Judgement::Link { entry, .. } | Judgement::LinkCandidate { entry, .. } | Judgement::Unlink { entry, .. } => {
            add(byline("authorityEntry"), NamedNode::new_unchecked(entry).into());
        }
        Judgement::Merge(..) | Judgement::KeepApart(..) => {}
    }
    if let Judgement::Split { into, .. } = judgement {
        add(byline("splitInto"), v::entity(into).into());
    }
    if let Some(score) = decision.score {
        add(byline("score"), Literal::new_typed_literal(score.to_string(), xsd::DECIMAL).into());
    }
    for because in &decision.because {
        add(byline("because"), Literal::new_simple_literal(because).into());
    }
    if let Some(by) = &decision.by {
        add(CREATOR.into(), Literal::new_simple_literal(by).into());
    }
    if let Some(on) = &decision.on {
        add(DATE.into(), Literal::new_typed_literal(on, xsd::DATE).into());
    }
    properties.into_iter().map(|(property, object)| Quad::new(subject.clone(), property, object, graph())).collect()
}

/// The decision that `quads` describe, or what is wrong with it.
fn decision(quads: &[Quad]) -> Result<Decision, String> {
    let all = |property: NamedNode| -> Vec<&Term> {
        quads.iter().filter(|quad| quad.predicate == property).map(|quad| &quad.object).collect()
    };
    let ids = |property: NamedNode, namespace: &str| -> Result<Vec<String>, String> {
        let id = |term: &Term| match term {
            Term::NamedNode(node) => {
                id_below(namespace, node.as_str()).ok_or(format!("names {node}, which is not in {namespace}"))
            }
            other => Err(format!("names {other}, which is no IRI")),
        };
        all(property).into_iter().map(id).collect()
    };
    let class = match &all(v::TYPE.into())[..] {
        [Term::NamedNode(class)] => class.as_str().strip_prefix(v::BYLINE).unwrap_or(class.as_str()).to_owned(),
        classes => return Err(format!("has {} classes, not one", classes.len())),
    };
    let entities = ids(byline("entity"), v::ENTITY)?;
    let articles =
        || ids(byline("inArticle"), v::ARTICLE).map(|articles| articles.into_iter().collect::<BTreeSet<_>>());
    let one = || match &entities[..] {
        [entity] => Ok(entity.clone()),
        _ => Err(format!("is about {} entities, not one", entities.len())),
    };
    let two = || match &entities[..] {
        [one, other] => Ok((one.clone(), other.clone())),
        _ => Err(format!("is about {} entities, not two", entities.len())),
    };
    let entry = || match &all(byline("authorityEntry"))[..] {
        [Term::NamedNode(entry)] => Ok(entry.as_str().to_owned()),
        entries => Err(format!("names {} entries of an authority, not one", entries.len())),
    };
    let judgement = match class.as_str() {
        "Merge" => two().map(|(one, other)| Judgement::merge(&one, &other))?,
        "KeptApart" => two().map(|(one, other)| Judgement::keep_apart(&one, &other))?,
        "Split" => {
            let into = ids(byline("splitInto"), v::ENTITY)?;
            let [into] = &into[..] else { return Err("says of no entity what the other one is".to_owned()) };
            Judgement::Split { entity: one()?, articles: articles()?, into: into.clone() }
        }
        "KeptWhole" => Judgement::KeepWhole { entity: one()?, articles: articles()? },
        "Link" => Judgement::Link { entity: one()?, entry: entry()? },
        "LinkCandidate" => Judgement::LinkCandidate { entity: one()?, entry: entry()? },
        "Unlinked" => Judgement::Unlink { entity: one()?, entry: entry()? },
        other => return Err(format!("is a {other}, which is no class of decisions")),
    };
    let texts = |property: NamedNode| -> Vec<String> {
        let text =
            |term: &Term| if let Term::Literal(literal) = term { Some(literal.value().to_owned()) } else { None };
        all(property).into_iter().filter_map(text).collect()
    };
    let score = match texts(byline("score")).first() {
        Some(score) => Some(score.parse().map_err(|_| format!("has the score {score:?}, which is no number"))?),
        None => None,
    };
    Ok(Decision {
        judgement,
        score,
        because: texts(byline("because")),
        by: texts(CREATOR.into()).first().cloned(),
        on: texts(DATE.into()).first().cloned(),
    })
}
