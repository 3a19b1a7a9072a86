//! What follows from a stated triple by the ontology: the relation that it means, its inverse, the other direction of a
//! symmetric one.
//!
//! Rules prp-spo1, prp-symp and prp-inv1/2 of OWL 2 RL, over triples that an article's file holds as such: those that the
//! article asserts, affirmed and without hedge. Nothing is claimed by that: what follows is in no article's graph and in no
//! file, but in a graph of its own beside the article's, which queries see.

use super::ontology;
use super::vocabulary::{ARTICLE, BYLINE, ENTITY, INFERRED, RELATION, SUB_PROPERTY_OF, TYPE};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const INVERSE_OF: &str = "http://www.w3.org/2002/07/owl#inverseOf";
const SYMMETRIC: &str = "http://www.w3.org/2002/07/owl#SymmetricProperty";

/// Relation → relations that follow at once, and whether with subject and object exchanged.
type Steps = BTreeMap<String, BTreeSet<(String, bool)>>;

static STEPS: LazyLock<Steps> = LazyLock::new(|| steps(&ontology::quads()));

/// The quads that follow from those of an article's file.
pub(super) fn entailed(quads: &[Quad]) -> Vec<Quad> {
    let own = steps(quads);
    let mut known: BTreeMap<&str, BTreeSet<(String, bool)>> = BTreeMap::new();
    let mut found = Vec::new();
    for quad in quads {
        let predicate = quad.predicate.as_str();
        let (NamedOrBlankNode::NamedNode(subject), GraphName::NamedNode(graph)) = (&quad.subject, &quad.graph_name)
        else {
            continue;
        };
        let Some(article) = graph.as_str().strip_prefix(ARTICLE).filter(|_| predicate.starts_with(RELATION)) else {
            continue;
        };
        if !subject.as_str().starts_with(ENTITY) {
            continue;
        }
        let graph = NamedNode::new_unchecked(format!("{INFERRED}{article}"));
        for (relation, is_turned) in known.entry(predicate).or_insert_with(|| closure(predicate, &own)).iter() {
            let relation = NamedNode::new_unchecked(relation);
            match (&quad.object, is_turned) {
                (object, false) => found.push(Quad::new(subject.clone(), relation, object.clone(), graph.clone())),
                (Term::NamedNode(object), true) if object != subject => {
                    found.push(Quad::new(object.clone(), relation, subject.clone(), graph.clone()));
                }
                _ => {}
            }
        }
    }
    found
}

/// Everything that follows from a relation, itself in its own direction excepted.
fn closure(relation: &str, own: &Steps) -> BTreeSet<(String, bool)> {
    let start = (relation.to_owned(), false);
    let mut found = BTreeSet::from([start.clone()]);
    let mut pending = vec![start.clone()];
    while let Some((relation, is_turned)) = pending.pop() {
        for (next, turns) in [&*STEPS, own].into_iter().filter_map(|steps| steps.get(&relation)).flatten() {
            let state = (next.clone(), is_turned != *turns);
            if found.insert(state.clone()) {
                pending.push(state);
            }
        }
    }
    found.remove(&start);
    found
}

/// What the quads say of relations.
fn steps(quads: &[Quad]) -> Steps {
    let mut steps = Steps::new();
    for quad in quads {
        let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) = (&quad.subject, &quad.object) else {
            continue;
        };
        let (subject, object) = (subject.as_str(), object.as_str());
        let is_relation = |iri: &str| iri.starts_with(RELATION) || iri.starts_with(BYLINE);
        let mut add = |from: &str, to: &str, turns: bool| {
            if is_relation(from) && is_relation(to) {
                steps.entry(from.to_owned()).or_default().insert((to.to_owned(), turns));
            }
        };
        if quad.predicate.as_ref() == SUB_PROPERTY_OF {
            add(subject, object, false);
        } else if quad.predicate.as_str() == INVERSE_OF {
            add(subject, object, true);
            add(object, subject, true);
        } else if quad.predicate.as_ref() == TYPE && object == SYMMETRIC {
            add(subject, subject, true);
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entailed_from(relation: &str) -> Vec<String> {
        let entity = |id: &str| NamedNode::new_unchecked(format!("{ENTITY}{id}"));
        let graph = NamedNode::new_unchecked(format!("{ARTICLE}one"));
        let relation = NamedNode::new_unchecked(format!("{RELATION}{relation}"));
        let short = |iri: &str| iri.rsplit('/').next().unwrap_or_default().to_owned();
        let line = |quad: &Quad| {
            assert_eq!(quad.graph_name.to_string(), format!("<{INFERRED}one>"));
            let subject = quad.subject.to_string();
            let object = quad.object.to_string();
            format!("{} {} {}", short(&subject), short(quad.predicate.as_str()), short(&object)).replace('>', "")
        };
        entailed(&[Quad::new(entity("a"), relation, entity("b"), graph)]).iter().map(line).collect()
    }

    #[test]
    fn meaning_inverse_and_symmetry() {
        let served = entailed_from("served_under");
        assert!(served.contains(&"a worked_for b".to_owned()), "{served:?}");
        assert!(served.contains(&"b employed a".to_owned()), "{served:?}");
        let brother = entailed_from("was_brother_of");
        for follows in ["a sibling_of b", "b sibling_of a", "a relative_of b", "b relative_of a"] {
            assert!(brother.contains(&follows.to_owned()), "{follows}: {brother:?}");
        }
        assert!(!brother.contains(&"b was_brother_of a".to_owned()), "she may be a sister");
    }

    #[test]
    fn nothing_follows_from_an_unknown_relation() {
        assert!(entailed_from("waved_a_hat_at").is_empty());
    }
}
