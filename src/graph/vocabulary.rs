//! Names: namespaces, the terms that the graph uses, and IRIs made from ids.

use oxigraph::model::{NamedNode, NamedNodeRef};
use std::fmt::Write;

/// Classes and properties of claims.
pub const BYLINE: &str = "https://w3id.org/byline/ontology#";
/// Relations.
pub const RELATION: &str = "https://w3id.org/byline/relation/";
/// Entities.
pub const ENTITY: &str = "https://w3id.org/byline/entity/";
/// Articles; an article's IRI is also the name of its graph.
pub const ARTICLE: &str = "https://w3id.org/byline/article/";
/// Claims.
pub const CLAIM: &str = "https://w3id.org/byline/claim/";
/// Graphs of what follows from an article's triples by the ontology.
pub const INFERRED: &str = "https://w3id.org/byline/inferred/";
/// Runs of the program, one for every article and version.
pub const RUN: &str = "https://w3id.org/byline/run/";
/// Versions of the program.
pub const SOFTWARE: &str = "https://w3id.org/byline/software/";

/// Prefixes that every query may use without declaring them, and that every written file declares.
pub const PREFIXES: [(&str, &str); 22] = [
    ("art", ARTICLE),
    ("byline", BYLINE),
    ("claim", CLAIM),
    ("ent", ENTITY),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("rel", RELATION),
    ("run", RUN),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    // Named entities, by class: `person:jeff-sessions` is easier on the eye, and in SPARQL, than `ent:person\/jeff-sessions`.
    ("person", "https://w3id.org/byline/entity/person/"),
    ("organization", "https://w3id.org/byline/entity/organization/"),
    ("place", "https://w3id.org/byline/entity/place/"),
    ("event", "https://w3id.org/byline/entity/event/"),
    ("work", "https://w3id.org/byline/entity/work/"),
    ("group", "https://w3id.org/byline/entity/group/"),
    ("role", "https://w3id.org/byline/entity/role/"),
    ("thing", "https://w3id.org/byline/entity/thing/"),
];

macro_rules! terms {
    ($($name:ident = $iri:literal;)*) => {
        $(
            #[doc = concat!("`", $iri, "`")]
            pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($iri);
        )*
    };
}

terms! {
    TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies";
    SUBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject";
    PREDICATE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate";
    OBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#object";
    LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
    SUB_PROPERTY_OF = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf";
    PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel";
    ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel";
    CLOSE_MATCH = "http://www.w3.org/2004/02/skos/core#closeMatch";
    EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch";
    SAME_AS = "http://www.w3.org/2002/07/owl#sameAs";
    DIFFERENT_FROM = "http://www.w3.org/2002/07/owl#differentFrom";
    NEWS_ARTICLE = "https://schema.org/NewsArticle";
    HEADLINE = "https://schema.org/headline";
    IDENTIFIER = "https://schema.org/identifier";
    DATE_PUBLISHED = "https://schema.org/datePublished";
    URL = "https://schema.org/url";
    PUBLISHER = "https://schema.org/publisher";
    SHA256 = "https://schema.org/sha256";
    HAS_TARGET = "http://www.w3.org/ns/oa#hasTarget";
    HAS_SOURCE = "http://www.w3.org/ns/oa#hasSource";
    HAS_SELECTOR = "http://www.w3.org/ns/oa#hasSelector";
    TEXT_POSITION_SELECTOR = "http://www.w3.org/ns/oa#TextPositionSelector";
    START = "http://www.w3.org/ns/oa#start";
    END = "http://www.w3.org/ns/oa#end";
    EXACT = "http://www.w3.org/ns/oa#exact";
    ACTIVITY = "http://www.w3.org/ns/prov#Activity";
    SOFTWARE_AGENT = "http://www.w3.org/ns/prov#SoftwareAgent";
    USED = "http://www.w3.org/ns/prov#used";
    WAS_ASSOCIATED_WITH = "http://www.w3.org/ns/prov#wasAssociatedWith";
    WAS_DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom";
    WAS_GENERATED_BY = "http://www.w3.org/ns/prov#wasGeneratedBy";
    CLAIM_CLASS = "https://w3id.org/byline/ontology#Claim";
    ATTRIBUTION_CLASS = "https://w3id.org/byline/ontology#Attribution";
    QUALIFIER_CLASS = "https://w3id.org/byline/ontology#Qualifier";
    RELATION_CLASS = "https://w3id.org/byline/ontology#Relation";
    MENTION = "https://w3id.org/byline/ontology#mention";
    LEMMA = "https://w3id.org/byline/ontology#lemma";
    PHRASE = "https://w3id.org/byline/ontology#phrase";
    OBJECT_TEXT = "https://w3id.org/byline/ontology#objectText";
    POLARITY = "https://w3id.org/byline/ontology#polarity";
    CERTAINTY = "https://w3id.org/byline/ontology#certainty";
    FACTUALITY = "https://w3id.org/byline/ontology#factuality";
    CONFIDENCE = "https://w3id.org/byline/ontology#confidence";
    ATTRIBUTED_TO = "https://w3id.org/byline/ontology#attributedTo";
    ATTRIBUTION = "https://w3id.org/byline/ontology#attribution";
    LEVEL = "https://w3id.org/byline/ontology#level";
    SOURCE = "https://w3id.org/byline/ontology#source";
    CUE = "https://w3id.org/byline/ontology#cue";
    EVENT_TIME = "https://w3id.org/byline/ontology#eventTime";
    EVENT_START = "https://w3id.org/byline/ontology#eventStart";
    EVENT_END = "https://w3id.org/byline/ontology#eventEnd";
    TIME_TEXT = "https://w3id.org/byline/ontology#timeText";
    PLACE = "https://w3id.org/byline/ontology#place";
    QUALIFIER = "https://w3id.org/byline/ontology#qualifier";
    ROLE = "https://w3id.org/byline/ontology#role";
    VALUE = "https://w3id.org/byline/ontology#value";
}

/// The IRI of an entity from its id (`person/jeff-sessions`).
pub fn entity(id: &str) -> NamedNode {
    below(ENTITY, id)
}

/// The IRI of an article from its id; also the name of its graph.
pub fn article(id: &str) -> NamedNode {
    below(ARTICLE, id)
}

/// The IRI of a claim from its id.
pub fn claim(id: &str) -> NamedNode {
    below(CLAIM, id)
}

/// The IRI of a relation from its id (`spoke_with`).
pub fn relation(id: &str) -> NamedNode {
    below(RELATION, id)
}

/// A term of the ontology from its local name (`Person`, `CTplus`).
pub fn byline(name: &str) -> NamedNode {
    below(BYLINE, name)
}

/// The IRI of `id` in `namespace`, percent-encoded where an IRI needs it.
pub fn below(namespace: &str, id: &str) -> NamedNode {
    let mut iri = String::with_capacity(namespace.len() + id.len());
    iri.push_str(namespace);
    push_encoded(&mut iri, id);
    NamedNode::new_unchecked(iri)
}

/// The id that [`below`] made `iri` from; `None` where `iri` is not in `namespace`.
pub fn id_below(namespace: &str, iri: &str) -> Option<String> {
    let encoded = iri.strip_prefix(namespace)?;
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |d: &u8| char::from(*d).to_digit(16).unwrap_or(0) as u8;
                bytes.push(digit(high) << 4 | digit(low));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// Appends `id`; letters and digits of any script stay readable, as RFC 3987 allows.
fn push_encoded(iri: &mut String, id: &str) {
    for c in id.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '/') {
            iri.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(iri, "%{byte:02X}");
            }
        }
    }
}

/// `iri` as a query may write it: with one of [`PREFIXES`] where one fits, else in angle brackets.
pub fn shorten(iri: &str) -> String {
    PREFIXES
        .iter()
        .filter_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)))
        .min_by_key(|(_, local)| local.len())
        .and_then(|(prefix, local)| Some(format!("{prefix}:{}", local_name(local)?)))
        .unwrap_or_else(|| format!("<{iri}>"))
}

/// `local` as the part of a prefixed name after the colon.
fn local_name(local: &str) -> Option<String> {
    let mut name = String::new();
    for (i, c) in local.char_indices() {
        match c {
            '-' | '.' if i == 0 || i + 1 == local.len() => name.extend(['\\', c]),
            '-' | '.' | '_' | '%' => name.push(c),
            '/' | '~' | '#' | '=' | ',' => name.extend(['\\', c]),
            _ if c.is_alphanumeric() => name.push(c),
            _ => return None,
        }
    }
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_the_way_to_an_iri_and_back() {
        for id in ["person/jeff-sessions", "a b", "100%", "a%20b", "Łódź", "x#y?z", "own-1/the \"envoy\"", "\u{e000}"]
        {
            let iri = entity(id);
            assert!(NamedNode::new(iri.as_str()).is_ok(), "{iri}");
            assert_eq!(id_below(ENTITY, iri.as_str()).as_deref(), Some(id));
        }
    }

    #[test]
    fn shortened() {
        assert_eq!(shorten("https://w3id.org/byline/entity/person/x-y"), "person:x-y");
        assert_eq!(shorten("https://w3id.org/byline/entity/a%20b/the-x"), "ent:a%20b\\/the-x");
        assert_eq!(shorten("http://example.org/"), "<http://example.org/>");
    }
}
