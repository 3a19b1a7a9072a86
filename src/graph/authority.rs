//! An authority's entries, from a table or from Turtle.

use super::vocabulary as v;
use crate::claim::EntityType;
use crate::resolution::Entry;
use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Why entries cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// The system refused.
    #[error("cannot read {path:?}: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// Neither of the two formats.
    #[error("{0:?}: entries come from a .tsv table or a .ttl file")]
    Format(PathBuf),
    /// A line of a table that is no entry.
    #[error("{path:?}, line {line}: {what}")]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// Not Turtle.
    #[error("{path:?} is not valid Turtle: {error}")]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Where and what.
        #[source]
        error: Box<RdfSyntaxError>,
    },
    /// Nothing in it has a label.
    #[error("{0:?}: nothing in it has an rdfs:label, a skos:prefLabel or a schema:name")]
    Empty(PathBuf),
}

/// The columns of a table; the first two are needed.
pub const COLUMNS: [&str; 5] = ["id", "label", "aliases", "type", "description"];

/// Reads entries. A table has a header, columns `id label aliases type description` separated by tabs, and `|` between
/// aliases; an id is an IRI, or a Wikidata id (`Q42`). Turtle has labels (`rdfs:label`, `skos:prefLabel`, `schema:name`),
/// other names (`skos:altLabel`, `schema:alternateName`), classes and descriptions.
pub fn read(path: &Path) -> Result<Vec<Entry>, AuthorityError> {
    let io = |error| AuthorityError::Io { path: path.to_owned(), error };
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("tsv") => table(&std::fs::read_to_string(path).map_err(io)?, path),
        Some("ttl") => turtle(&std::fs::read(path).map_err(io)?, path),
        _ => Err(AuthorityError::Format(path.to_owned())),
    }
}

fn table(text: &str, path: &Path) -> Result<Vec<Entry>, AuthorityError> {
    let wrong = |line: usize, what: String| AuthorityError::Line { path: path.to_owned(), line, what };
    let mut lines = text.lines().enumerate().map(|(place, line)| (place + 1, line.trim_end_matches('\r')));
    let (_, header) = lines.next().unwrap_or((1, ""));
    let columns: Vec<&str> = header.trim_start_matches(['#', '\u{feff}']).split('\t').map(str::trim).collect();
    if let Some(unknown) = columns.iter().find(|column| !COLUMNS.contains(column)) {
        return Err(wrong(1, format!("no column is called {unknown:?}; they are {}", COLUMNS.join(", "))));
    }
    let place = |name: &str| columns.iter().position(|column| *column == name);
    let (Some(id), Some(label)) = (place("id"), place("label")) else {
        return Err(wrong(1, "the header needs the columns id and label".to_owned()));
    };
    let mut entries = Vec::new();
    for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if cells.len() > columns.len() {
            return Err(wrong(number, format!("{} cells under {} columns", cells.len(), columns.len())));
        }
        let cell = |place: Option<usize>| place.and_then(|place| cells.get(place)).copied().unwrap_or_default();
        let iri = iri(cell(Some(id))).map_err(|what| wrong(number, what))?;
        if cell(Some(label)).is_empty() {
            return Err(wrong(number, format!("{iri} has no label")));
        }
        let aliases = cell(place("aliases")).split('|').map(str::trim).filter(|alias| !alias.is_empty());
        entries.push(Entry {
            iri,
            label: cell(Some(label)).to_owned(),
            aliases: aliases.map(str::to_owned).collect(),
            kind: class(cell(place("type"))),
            description: cell(place("description")).to_owned(),
        });
    }
    Ok(entries)
}

fn iri(id: &str) -> Result<String, String> {
    let is_wikidata =
        id.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    let iri = if is_wikidata { format!("http://www.wikidata.org/entity/{id}") } else { id.to_owned() };
    match NamedNode::new(&iri) {
        Ok(_) => Ok(iri),
        Err(_) => Err(format!("{id:?} is no IRI and no Wikidata id (Q42)")),
    }
}

fn turtle(bytes: &[u8], path: &Path) -> Result<Vec<Entry>, AuthorityError> {
    let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(bytes)
        .collect::<Result<_, _>>()
        .map_err(|error| AuthorityError::Syntax { path: path.to_owned(), error: Box::new(error) })?;
    let mut described: BTreeMap<String, Vec<&Quad>> = BTreeMap::new();
    for quad in &quads {
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            described.entry(subject.as_str().to_owned()).or_default().push(quad);
        }
    }
    let entry = |(iri, quads): (String, Vec<&Quad>)| {
        let texts = |names: &[&str]| -> Vec<String> {
            let is_wanted = |quad: &&&Quad| names.iter().any(|name| v::shorten(quad.predicate.as_str()) == *name);
            // Names in English, and in no language.
            let text = |quad: &&Quad| match &quad.object {
                Term::Literal(literal)
                    if literal.language().is_none_or(|tag| tag.starts_with("en") || tag == "mul") =>
                {
                    Some(literal.value().to_owned())
                }
                _ => None,
            };
            quads.iter().filter(is_wanted).filter_map(text).collect()
        };
        let mut labels = texts(&["skos:prefLabel", "rdfs:label", "schema:name"]).into_iter();
        let label = labels.next()?;
        let mut aliases: Vec<String> = labels.chain(texts(&["skos:altLabel", "schema:alternateName"])).collect();
        aliases.retain(|alias| *alias != label);
        let kinds = quads.iter().filter(|quad| quad.predicate == v::TYPE).filter_map(|quad| match &quad.object {
            Term::NamedNode(class_iri) => class_iri.as_str().rsplit(['/', '#', ':']).next().and_then(class),
            _ => None,
        });
        let description = texts(&["schema:description", "rdfs:comment", "skos:definition"]).join(" ");
        Some(Entry { iri, label, aliases, kind: kinds.min(), description })
    };
    let entries: Vec<Entry> = described.into_iter().filter_map(entry).collect();
    if entries.is_empty() { Err(AuthorityError::Empty(path.to_owned())) } else { Ok(entries) }
}

/// The class that is called so here, in schema.org or, for the commonest, in Wikidata.
fn class(name: &str) -> Option<EntityType> {
    Some(match name.to_lowercase().trim_end_matches('s') {
        "person" | "human" | "people" | "q5" | "politician" => EntityType::Person,
        "organization"
        | "organisation"
        | "corporation"
        | "company"
        | "governmentorganization"
        | "governmentbody"
        | "politicalparty"
        | "party"
        | "newsmediaorganization"
        | "newsorganization"
        | "court"
        | "ngo"
        | "educationalorganization"
        | "sportsteam"
        | "sportsorganization"
        | "university"
        | "agency"
        | "ministry" => EntityType::Organization,
        "place" | "country" | "city" | "state" | "town" | "village" | "administrativearea" | "region" | "river"
        | "mountain" | "location" | "landform" => EntityType::Place,
        "event" | "election" | "war" | "sportsevent" => EntityType::Event,
        "work" | "creativework" | "book" | "movie" | "film" | "law" | "legislation" | "product" | "newspaper" => {
            EntityType::Work
        }
        "group" | "nationality" | "people group" | "ethnic group" => EntityType::Group,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Vec<Entry>, String> {
        table(text, Path::new("x.tsv")).map_err(|error| error.to_string())
    }

    #[test]
    fn tables() {
        let entries = of("id\tlabel\taliases\ttype\nQ1\tJo Roe\tJ. Roe|Roe\thuman\nhttp://x.org/2\tAcme\n").unwrap();
        assert_eq!(entries[0].iri, "http://www.wikidata.org/entity/Q1");
        assert_eq!((entries[0].aliases.len(), entries[0].kind), (2, Some(EntityType::Person)));
        assert_eq!((entries[1].label.as_str(), entries[1].kind), ("Acme", None));
    }

    #[test]
    fn bad_lines_are_named() {
        for (text, told) in [
            ("id\tname\n", "line 1: no column is called \"name\""),
            ("id\n", "columns id and label"),
            ("id\tlabel\nQ1\tA\n\nx y\tB\n", "line 4: \"x y\" is no IRI"),
            ("id\tlabel\nQ1\n", "line 2: http://www.wikidata.org/entity/Q1 has no label"),
            ("id\tlabel\nQ1\tA\tB\n", "line 2: 3 cells under 2 columns"),
        ] {
            let error = of(text).unwrap_err();
            assert!(error.contains(told), "{error}");
        }
    }
}
