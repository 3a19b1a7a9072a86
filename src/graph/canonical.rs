//! Decisions applied: every quad as it reads when one thing has one IRI.
//!
//! The index is made of quads that have gone through here, so queries, pages, drawings and exports all see the same; the
//! articles' files keep what the articles say. Splits go first, by article; then merged entities get the IRI of the
//! fullest name among them, which depends on the set of them alone, not on the order of decisions.

use super::curation::CURATION;
use super::vocabulary as v;
use crate::resolution::Judgement;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::{BTreeMap, HashMap};

/// Old names → new ones.
#[derive(Clone, Debug, Default)]
pub struct Canonical {
    merged: HashMap<String, NamedNode>,
    /// Article, then entity.
    split: HashMap<String, HashMap<String, NamedNode>>,
}

impl Canonical {
    /// What follows from `judgements`.
    pub fn new(judgements: &[Judgement]) -> Self {
        let mut canonical = Self::default();
        for (id, representative) in representatives(judgements) {
            canonical.merged.insert(v::entity(&id).into_string(), v::entity(&representative));
        }
        for judgement in judgements {
            let Judgement::Split { entity, articles, into } = judgement else { continue };
            for article in articles {
                let of_article = canonical.split.entry(v::article(article).into_string()).or_default();
                of_article.insert(v::entity(entity).into_string(), v::entity(into));
            }
        }
        canonical
    }

    /// The quad with its new names. Decisions themselves keep the old ones.
    pub fn quad(&self, quad: Quad) -> Quad {
        if self.merged.is_empty() && self.split.is_empty() {
            return quad;
        }
        let article = match &quad.graph_name {
            GraphName::NamedNode(graph) if graph.as_str() == CURATION => return quad,
            GraphName::NamedNode(graph) => self.split.get(graph.as_str()),
            _ => None,
        };
        let Quad { subject, predicate, object, graph_name } = quad;
        Quad { subject: self.subject(subject, article), predicate, object: self.term(object, article), graph_name }
    }

    fn node(&self, node: NamedNode, article: Option<&HashMap<String, NamedNode>>) -> NamedNode {
        let split = article.and_then(|split| split.get(node.as_str())).unwrap_or(&node);
        match self.merged.get(split.as_str()) {
            Some(merged) => merged.clone(),
            None => split.clone(),
        }
    }

    fn subject(&self, subject: NamedOrBlankNode, article: Option<&HashMap<String, NamedNode>>) -> NamedOrBlankNode {
        match subject {
            NamedOrBlankNode::NamedNode(node) => self.node(node, article).into(),
            blank @ NamedOrBlankNode::BlankNode(_) => blank,
        }
    }

    fn term(&self, term: Term, article: Option<&HashMap<String, NamedNode>>) -> Term {
        match term {
            Term::NamedNode(node) => self.node(node, article).into(),
            Term::Triple(triple) => {
                let Triple { subject, predicate, object } = *triple;
                Triple::new(self.subject(subject, article), predicate, self.term(object, article)).into()
            }
            other => other,
        }
    }
}

/// Entity → the one that stands for it, for every entity that another one stands for.
pub fn representatives(judgements: &[Judgement]) -> BTreeMap<String, String> {
    let mut above: BTreeMap<String, String> = BTreeMap::new();
    for judgement in judgements {
        let Judgement::Merge(one, other) = judgement else { continue };
        let (one, other) = (root(&above, one), root(&above, other));
        if one != other {
            let (first, second) = if rank(&one) <= rank(&other) { (one, other) } else { (other, one) };
            above.insert(second, first);
        }
    }
    above.keys().map(|id| (id.clone(), root(&above, id))).collect()
}

fn root(above: &BTreeMap<String, String>, id: &str) -> String {
    let mut id = id;
    while let Some(next) = above.get(id) {
        id = next;
    }
    id.to_owned()
}

/// The least is the fullest name: of all articles rather than of one, of more words, longer.
fn rank(id: &str) -> (bool, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>, &str) {
    let (class, name) = id.split_once('/').unwrap_or(("", id));
    let is_own = !v::PREFIXES.iter().any(|(prefix, iri)| *prefix == class && iri.starts_with(v::ENTITY));
    (is_own, std::cmp::Reverse(name.split('-').count().min(4)), std::cmp::Reverse(name.len()), id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fullest_name_stands_for_all_in_any_order() {
        let pairs = [
            ("person/jo-roe", "person/joanna-roe"),
            ("a/roe", "person/jo-roe"),
            ("person/j-roe", "person/joanna-roe"),
            ("person/joanna-m-roe", "a/roe"),
        ];
        let mut judgements: Vec<Judgement> = pairs.map(|(one, other)| Judgement::merge(one, other)).to_vec();
        let first = representatives(&judgements);
        judgements.reverse();
        assert_eq!(representatives(&judgements), first);
        assert_eq!(first.len(), 4);
        assert!(first.values().all(|id| id == "person/joanna-m-roe"), "{first:?}");
    }
}
