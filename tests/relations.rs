//! The relation inventory (`ontology/relations.ttl`): it parses, says of every relation what it must, and gives every
//! wording one meaning.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};

const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const OWL: &str = "http://www.w3.org/2002/07/owl#";
const BYLINE: &str = "https://w3id.org/byline/ontology#";
const RELATION: &str = "https://w3id.org/byline/relation/";

/// Subject → predicate → objects, all as text.
type Table = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

fn inventory() -> Table {
    let text = include_bytes!("../ontology/relations.ttl");
    let mut table = Table::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text) {
        let Triple { subject, predicate, object } = quad.expect("relations.ttl is Turtle").into();
        if let NamedOrBlankNode::NamedNode(subject) = subject {
            let object = match object {
                Term::NamedNode(node) => node.into_string(),
                Term::Literal(literal) => literal.value().to_owned(),
                other => other.to_string(),
            };
            let row = table.entry(subject.into_string()).or_default();
            row.entry(predicate.into_string()).or_default().insert(object);
        }
    }
    table
}

fn values<'a>(table: &'a Table, subject: &str, predicate: &str) -> Vec<&'a str> {
    let found = table.get(subject).and_then(|row| row.get(predicate));
    found.map(|objects| objects.iter().map(String::as_str).collect()).unwrap_or_default()
}

fn kinds<'a>(table: &'a Table, subject: &str) -> Vec<&'a str> {
    values(table, subject, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
}

fn canonical(table: &Table) -> Vec<&str> {
    let class = format!("{BYLINE}CanonicalRelation");
    table.keys().map(String::as_str).filter(|subject| kinds(table, subject).contains(&class.as_str())).collect()
}

#[test]
fn every_canonical_relation_is_described() {
    let table = inventory();
    let canonical = canonical(&table);
    assert!(canonical.len() >= 80, "{} canonical relations", canonical.len());
    for relation in canonical {
        for property in ["label", "comment", "domain", "range"] {
            let found = values(&table, relation, &format!("{RDFS}{property}"));
            assert_eq!(found.len(), 1, "{relation}: one rdfs:{property}, not {found:?}");
        }
    }
}

#[test]
fn every_wording_has_one_meaning() {
    let table = inventory();
    let canonical: BTreeSet<&str> = canonical(&table).into_iter().collect();
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for subject in table.keys().filter(|subject| subject.starts_with(RELATION)) {
        let parents = values(&table, subject, &format!("{RDFS}subPropertyOf"));
        let wordings = values(&table, subject, &format!("{BYLINE}wording"));
        assert!(parents.len() <= 1, "{subject} means {parents:?}");
        if !canonical.contains(subject.as_str()) && kinds(&table, subject).is_empty() {
            assert!(parents.len() == 1 && canonical.contains(parents[0]), "{subject} means {parents:?}");
            assert!(!wordings.is_empty(), "{subject} has no wording");
        }
        for wording in wordings {
            if let Some(other) = seen.insert(wording, subject) {
                panic!("{wording:?} is a wording of {other} and of {subject}");
            }
        }
    }
    assert!(seen.len() > 1000, "{} wordings", seen.len());
}

#[test]
fn inverses_and_symmetry_are_sound() {
    let table = inventory();
    let (inverse, symmetric) = (format!("{OWL}inverseOf"), format!("{OWL}SymmetricProperty"));
    for relation in canonical(&table) {
        let (domain, range) =
            (values(&table, relation, &format!("{RDFS}domain")), values(&table, relation, &format!("{RDFS}range")));
        for other in values(&table, relation, &inverse) {
            assert_eq!(values(&table, other, &inverse), [relation], "{relation} and {other}");
            assert_eq!(values(&table, other, &format!("{RDFS}domain")), range, "{relation} and {other}");
            assert_eq!(values(&table, other, &format!("{RDFS}range")), domain, "{relation} and {other}");
        }
        if kinds(&table, relation).contains(&symmetric.as_str()) {
            assert_eq!(domain, range, "{relation} is symmetric");
        }
    }
}
