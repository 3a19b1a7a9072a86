//! [`ArticleClaims`] → quads: what one article contributes, as one named graph.
//!
//! ```text
//! ent:person/sessions rel:recused_from ent:event/inquiry .      only where the claim is asserted
//! claim:7c1e a byline:Claim ;
//!     rdf:reifies <<( ent:person/sessions rel:recused_from ent:event/inquiry )>> ;    RDF 1.2
//!     rdf:subject … ; rdf:predicate … ; rdf:object … ;                                RDF 1.1, and indexed
//!     byline:polarity byline:Positive ; byline:attributedTo … ; oa:hasTarget claim:7c1e.evidence ; …
//! ```
//!
//! A claim without an object ("Sessions resigned") has neither `rdf:object` nor `rdf:reifies`, and no bare triple: there
//! is no triple to speak of. No blank nodes and no counters: every name is a function of content, so the union of graphs
//! built apart is the graph built together. No clock either: the run is named after the article and the version.

use super::vocabulary::{self as v, below, byline};
use crate::claim::{ArticleClaims, Attribution, Certainty, Claim, Entity, Evidence, Factuality, Polarity, Time, Value};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term, Triple};
use oxsdatatypes::{DateTime, Decimal, Integer};
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// The quads of one article, without repeats, in the order in which they are written: the article, its entities and
/// relations, its claims in the order of the text, then the places in the text that they point at.
pub fn quads(claims: &ArticleClaims) -> Vec<Quad> {
    let mut encoder = Encoder::new(claims);
    encoder.article();
    for entity in &claims.entities {
        encoder.entity(entity);
    }
    for claim in &claims.claims {
        encoder.claim(claim);
    }
    encoder.into_quads()
}

/// Where a subject stands in the file: its kind, its place in the text, its IRI.
type Place = (Kind, usize, usize, String);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Article,
    Run,
    Entity,
    Relation,
    Claim,
    Text,
}

struct Encoder<'a> {
    claims: &'a ArticleClaims,
    article: NamedNode,
    /// Subject → predicates and objects, both sorted as they are written.
    subjects: BTreeMap<Place, Block>,
}

struct Block {
    subject: NamedNode,
    /// Type first, then by IRI; the object as N-Triples keeps the order total.
    properties: BTreeMap<(bool, String), (NamedNode, BTreeMap<String, Term>)>,
}

/// A subject whose properties are being written.
struct Subject<'a>(&'a mut Block);

impl Subject<'_> {
    fn add(&mut self, predicate: impl Into<NamedNode>, object: impl Into<Term>) -> &mut Self {
        let (predicate, object) = (predicate.into(), object.into());
        let key = (predicate != v::TYPE, predicate.as_str().to_owned());
        self.0
            .properties
            .entry(key)
            .or_insert_with(|| (predicate, BTreeMap::new()))
            .1
            .insert(object.to_string(), object);
        self
    }

    fn text(&mut self, predicate: NamedNodeRef<'_>, text: &str) -> &mut Self {
        self.add(predicate, Literal::new_simple_literal(text))
    }

    fn add_all(&mut self, predicate: NamedNodeRef<'_>, objects: BTreeSet<&str>) -> &mut Self {
        for object in objects {
            self.text(predicate, object);
        }
        self
    }
}

impl<'a> Encoder<'a> {
    fn new(claims: &'a ArticleClaims) -> Self {
        Self { claims, article: v::article(&claims.article.id), subjects: BTreeMap::new() }
    }

    fn subject(&mut self, kind: Kind, (start, end): (usize, usize), subject: NamedNode) -> Subject<'_> {
        let place = (kind, start, end, subject.as_str().to_owned());
        Subject(self.subjects.entry(place).or_insert_with(|| Block { subject, properties: BTreeMap::new() }))
    }

    fn article(&mut self) {
        let info = &self.claims.article;
        let mut article = self.subject(Kind::Article, (0, 0), self.article.clone());
        article.add(v::TYPE, v::NEWS_ARTICLE).text(v::IDENTIFIER, &info.id).text(v::SHA256, &info.sha256);
        if let Some(title) = &info.title {
            article.text(v::HEADLINE, title);
        }
        if let Some(published) = &info.published {
            article.add(v::DATE_PUBLISHED, moment(published));
        }
        if let Some(url) = &info.url {
            let url = NamedNode::new(url).map_or_else(|_| Literal::from(url.as_str()).into(), Term::from);
            article.add(v::URL, url);
        }
        if let Some(publisher) = &info.publisher {
            article.text(v::PUBLISHER, publisher);
        }
        let software = below(v::SOFTWARE, env!("CARGO_PKG_VERSION"));
        let (article, run) = (self.article.clone(), self.run());
        self.subject(Kind::Run, (0, 0), run)
            .add(v::TYPE, v::ACTIVITY)
            .add(v::USED, article)
            .add(v::WAS_ASSOCIATED_WITH, software.clone());
        self.subject(Kind::Run, (0, 0), software)
            .add(v::TYPE, v::SOFTWARE_AGENT)
            .text(v::LABEL, concat!("byline ", env!("CARGO_PKG_VERSION")));
    }

    /// One for every article and version of the program.
    fn run(&self) -> NamedNode {
        below(v::RUN, &format!("{}/{}", self.claims.article.id, env!("CARGO_PKG_VERSION")))
    }

    fn entity(&mut self, entity: &Entity) {
        for mention in &entity.mentions {
            self.selector(mention.start, mention.end, &mention.text);
        }
        let selectors: Vec<NamedNode> = entity.mentions.iter().map(|m| self.selector_iri(m.start, m.end)).collect();
        let mut subject = self.subject(Kind::Entity, (0, 0), v::entity(&entity.id));
        subject
            .add(v::TYPE, byline(entity.kind.name()))
            .text(v::PREF_LABEL, &entity.name)
            .add_all(v::ALT_LABEL, entity.aliases.iter().map(String::as_str).filter(|a| *a != entity.name).collect());
        if let Some(class) = &entity.class {
            subject.add(v::TYPE, byline(class));
        }
        for iri in entity.exact_match.iter().filter_map(|iri| NamedNode::new(iri).ok()) {
            subject.add(v::EXACT_MATCH, iri);
        }
        for selector in selectors {
            subject.add(v::MENTION, selector);
        }
    }

    fn claim(&mut self, claim: &Claim) {
        let relation = v::relation(&claim.relation.id);
        self.subject(Kind::Relation, (0, 0), relation.clone())
            .add(v::TYPE, v::RELATION_CLASS)
            .text(v::LABEL, &claim.relation.label)
            .text(v::LEMMA, &claim.relation.lemma);

        let entity = v::entity(&claim.subject);
        let place = (claim.evidence.start, claim.evidence.end);
        let (article, run) = (self.article.clone(), self.run());
        if let Some(object) = claim.object.as_ref().map(term)
            && claim.is_asserted()
        {
            self.subject(Kind::Claim, place, entity.clone()).add(relation.clone(), object);
        }
        let mut subject = self.subject(Kind::Claim, place, v::claim(&claim.id));
        subject
            .add(v::TYPE, v::CLAIM_CLASS)
            .add(v::SUBJECT, entity.clone())
            .add(v::PREDICATE, relation.clone())
            .add(v::POLARITY, polarity(claim.polarity))
            .add(v::CERTAINTY, certainty(claim.certainty))
            .add(v::FACTUALITY, factuality(claim.factuality()))
            .add(v::CONFIDENCE, confidence(claim.confidence))
            .text(v::PHRASE, &claim.relation.phrase)
            .add(v::WAS_DERIVED_FROM, article)
            .add(v::WAS_GENERATED_BY, run);
        if let Some(object) = &claim.object {
            subject
                .add(v::OBJECT, term(object))
                .add(v::REIFIES, Triple::new(entity, relation, term(object)))
                .add_all(v::OBJECT_TEXT, words(object).into_iter().collect());
        }
        if let Some(place) = &claim.place {
            subject.add(v::PLACE, term(place));
        }
        if let Some(time) = &claim.time {
            event_time(&mut subject, time);
        }
        self.evidence(claim, &claim.evidence);
        self.attribution(claim, &claim.attribution);
        self.qualifiers(claim);
    }

    /// The words that a claim rests on: a target in the terms of the Web Annotation vocabulary.
    fn evidence(&mut self, claim: &Claim, evidence: &Evidence) {
        let place = (evidence.start, evidence.end);
        let target = part(claim, "evidence");
        self.subject(Kind::Claim, place, v::claim(&claim.id)).add(v::HAS_TARGET, target.clone());
        let (article, selector) = (self.article.clone(), self.selector_iri(evidence.start, evidence.end));
        self.subject(Kind::Claim, place, target).add(v::HAS_SOURCE, article).add(v::HAS_SELECTOR, selector);
        self.selector(evidence.start, evidence.end, &evidence.quote);
    }

    /// The voices: each directly on the claim for simple queries, and as a node that keeps cue and level (1: outermost).
    fn attribution(&mut self, claim: &Claim, voices: &[Attribution]) {
        let place = (claim.evidence.start, claim.evidence.end);
        for (level, voice) in (1..).zip(voices) {
            let node = part(claim, &format!("voice-{level}"));
            self.subject(Kind::Claim, place, v::claim(&claim.id))
                .add(v::ATTRIBUTED_TO, term(&voice.source))
                .add(v::ATTRIBUTION, node.clone())
                .text(v::CUE, &voice.cue);
            self.subject(Kind::Claim, place, node)
                .add(v::TYPE, v::ATTRIBUTION_CLASS)
                .add(v::LEVEL, Literal::from(level))
                .add(v::SOURCE, term(&voice.source))
                .text(v::CUE, &voice.cue);
        }
    }

    /// One node for every role, so that its name needs no counter; two values in one role share the node.
    fn qualifiers(&mut self, claim: &Claim) {
        let place = (claim.evidence.start, claim.evidence.end);
        for qualifier in &claim.qualifiers {
            let node = part(claim, &format!("qualifier-{}", qualifier.relation));
            self.subject(Kind::Claim, place, v::claim(&claim.id)).add(v::QUALIFIER, node.clone());
            self.subject(Kind::Claim, place, node)
                .add(v::TYPE, v::QUALIFIER_CLASS)
                .text(v::ROLE, &qualifier.relation)
                .add(v::VALUE, term(&qualifier.value));
        }
    }

    /// A stretch of the article's text; positions count code points.
    fn selector(&mut self, start: usize, end: usize, exact: &str) {
        let selector = self.selector_iri(start, end);
        self.subject(Kind::Text, (start, end), selector)
            .add(v::TYPE, v::TEXT_POSITION_SELECTOR)
            .add(v::START, Literal::from(start as u64))
            .add(v::END, Literal::from(end as u64))
            .text(v::EXACT, exact);
    }

    /// `<article>#char=31,44`, the fragment identifier of RFC 5147.
    fn selector_iri(&self, start: usize, end: usize) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{start},{end}", text_namespace(&self.claims.article.id)))
    }

    fn into_quads(self) -> Vec<Quad> {
        let graph = GraphName::from(self.article);
        let mut quads = Vec::new();
        for block in self.subjects.into_values() {
            for (predicate, objects) in block.properties.into_values() {
                for object in objects.into_values() {
                    quads.push(Quad::new(block.subject.clone(), predicate.clone(), object, graph.clone()));
                }
            }
        }
        quads
    }
}

/// What the IRIs of an article's text selectors begin with.
pub fn text_namespace(article_id: &str) -> String {
    format!("{}#char=", v::article(article_id).as_str())
}

/// A node that belongs to a claim.
fn part(claim: &Claim, name: &str) -> NamedNode {
    v::claim(&format!("{}.{name}", claim.id))
}

/// An entity's IRI, or a literal with its datatype.
pub fn term(value: &Value) -> Term {
    match value {
        Value::Entity(id) => v::entity(id).into(),
        Value::Literal { text, datatype, value } => {
            let lexical = value.as_ref().unwrap_or(text);
            match datatype.as_deref().and_then(datatype_iri) {
                Some(datatype) => canonical(lexical, datatype).into(),
                None => Literal::new_simple_literal(lexical).into(),
            }
        }
    }
}

/// The value in its canonical form, the only one that every index keeps: 12.50 is 12.5.
fn canonical(lexical: &str, datatype: NamedNode) -> Literal {
    fn form<T: FromStr + ToString>(lexical: &str) -> Option<String> {
        lexical.parse().ok().map(|value: T| value.to_string())
    }
    let form = match datatype.as_ref() {
        xsd::INTEGER => form::<Integer>(lexical),
        xsd::DECIMAL => form::<Decimal>(lexical),
        xsd::DATE_TIME => form::<DateTime>(lexical),
        _ => None,
    };
    Literal::new_typed_literal(form.unwrap_or_else(|| lexical.to_owned()), datatype)
}

/// The words of a literal whose lexical form is not what the text says ("1,200 people" for 1200).
fn words(value: &Value) -> Option<&str> {
    match (value, term(value)) {
        (Value::Literal { text, .. }, Term::Literal(written)) if written.value() != text => Some(text),
        _ => None,
    }
}

fn datatype_iri(datatype: &str) -> Option<NamedNode> {
    match datatype.strip_prefix("xsd:") {
        Some("string") => None,
        Some(local) => Some(below("http://www.w3.org/2001/XMLSchema#", local)),
        None => NamedNode::new(datatype).ok(),
    }
}

/// One date, or the two ends of an interval; the words beside it.
fn event_time(subject: &mut Subject<'_>, time: &Time) {
    subject.text(v::TIME_TEXT, &time.text);
    match time.value.as_deref().map(|value| value.split_once('/').ok_or(value)) {
        Some(Ok((start, end))) => {
            for (property, end) in [(v::EVENT_START, start), (v::EVENT_END, end)] {
                if !matches!(end, "" | "..") {
                    subject.add(property, moment(end));
                }
            }
        }
        Some(Err(value)) => {
            subject.add(v::EVENT_TIME, moment(value));
        }
        None => {}
    }
}

/// An ISO 8601 date, month, year or time as the XSD type of its shape; anything else as a string.
fn moment(value: &str) -> Literal {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    match shape.as_str() {
        "9999" => Literal::new_typed_literal(value, xsd::G_YEAR),
        "9999-99" => Literal::new_typed_literal(value, xsd::G_YEAR_MONTH),
        "9999-99-99" => Literal::new_typed_literal(value, xsd::DATE),
        _ if shape.starts_with("9999-99-99T99:99:99") => canonical(value, xsd::DATE_TIME.into()),
        _ => Literal::new_simple_literal(value),
    }
}

/// Four decimals are more than an estimate is worth, and they print the same everywhere.
fn confidence(value: f64) -> Literal {
    canonical(&format!("{:.4}", value.clamp(0.0, 1.0)), xsd::DECIMAL.into())
}

fn polarity(polarity: Polarity) -> NamedNode {
    byline(match polarity {
        Polarity::Positive => "Positive",
        Polarity::Negative => "Negative",
    })
}

fn certainty(certainty: Certainty) -> NamedNode {
    byline(match certainty {
        Certainty::Certain => "Certain",
        Certainty::Probable => "Probable",
        Certainty::Possible => "Possible",
    })
}

fn factuality(factuality: Factuality) -> NamedNode {
    byline(match factuality {
        Factuality::CTplus => "CTplus",
        Factuality::CTminus => "CTminus",
        Factuality::PRplus => "PRplus",
        Factuality::PRminus => "PRminus",
        Factuality::PSplus => "PSplus",
        Factuality::PSminus => "PSminus",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_one_form() {
        let written = |lexical, datatype: NamedNodeRef<'_>| canonical(lexical, datatype.into()).value().to_owned();
        assert_eq!(written("007", xsd::INTEGER), "7");
        assert_eq!(written("12.50", xsd::DECIMAL), "12.5");
        assert_eq!(written("2019-01-23T10:00:00.500+00:00", xsd::DATE_TIME), "2019-01-23T10:00:00.5Z");
        assert_eq!(written("about ten", xsd::INTEGER), "about ten", "left as it is");
        assert_eq!([1.0, 0.25, 0.123_456].map(|c| confidence(c).value().to_owned()), ["1", "0.25", "0.1235"]);
    }
}
