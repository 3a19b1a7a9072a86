//! Quads → [`ArticleClaims`]: the way back from what [`rdf`](super::rdf) writes.
//!
//! Exact but for what RDF does not keep: the order of entities and claims is that of the text, qualifiers are sorted,
//! a confidence has four decimals. What people add by hand is left out where it is no claim.

use super::vocabulary::{self as v, id_below};
use crate::claim::class;
use crate::claim::{
    ArticleClaims, ArticleInfo, Attribution, Certainty, Claim, Entity, EntityType, Evidence, Mention, Polarity,
    Qualifier, Relation, Time, Value,
};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What `quads`, one article's graph, say; `None` where they describe no article.
pub fn article(quads: &[Quad]) -> Option<ArticleClaims> {
    let description = Description::new(quads);
    let (article, info) = description.with_type(v::NEWS_ARTICLE).next()?;
    let article = ArticleInfo {
        id: info.text(v::IDENTIFIER).or_else(|| id_below(v::ARTICLE, article))?,
        title: info.text(v::HEADLINE),
        published: info.text(v::DATE_PUBLISHED),
        url: info.text(v::URL),
        publisher: info.text(v::PUBLISHER),
        sha256: info.text(v::SHA256).unwrap_or_default(),
    };
    let mut entities: Vec<Entity> = description.subjects().filter_map(|s| description.entity(s)).collect();
    entities.sort_by_key(|entity| (entity.mentions.first().map_or(usize::MAX, |m| m.start), entity.id.clone()));
    let mut claims: Vec<Claim> = description.with_type(v::CLAIM_CLASS).filter_map(|s| description.claim(s)).collect();
    claims.sort_by_key(|claim| (claim.evidence.start, claim.evidence.end, claim.id.clone()));
    Some(ArticleClaims { article, entities, claims, attributions: Vec::new() })
}

/// Subject → its properties.
struct Description<'a>(BTreeMap<&'a str, Properties<'a>>);

#[derive(Default)]
struct Properties<'a>(Vec<(&'a str, &'a Term)>);

type Subject<'a, 'd> = (&'a str, &'d Properties<'a>);

impl<'a> Properties<'a> {
    fn all(&self, property: NamedNodeRef<'static>) -> impl Iterator<Item = &'a Term> + '_ {
        self.0.iter().filter(move |(p, _)| *p == property.as_str()).map(|(_, object)| *object)
    }

    fn one(&self, property: NamedNodeRef<'static>) -> Option<&'a Term> {
        self.all(property).next()
    }

    fn text(&self, property: NamedNodeRef<'static>) -> Option<String> {
        self.one(property).map(lexical)
    }

    fn number(&self, property: NamedNodeRef<'static>) -> Option<usize> {
        self.text(property)?.parse().ok()
    }

    /// The local name of an individual of the ontology.
    fn individual(&self, property: NamedNodeRef<'static>) -> Option<&'a str> {
        iri(self.one(property)?)?.strip_prefix(v::BYLINE)
    }

    fn value(&self, property: NamedNodeRef<'static>) -> Option<Value> {
        self.one(property).and_then(|term| value(term, None))
    }
}

impl<'a> Description<'a> {
    fn new(quads: &'a [Quad]) -> Self {
        let mut description: BTreeMap<&str, Properties<'_>> = BTreeMap::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
                description.entry(subject.as_str()).or_default().0.push((quad.predicate.as_str(), &quad.object));
            }
        }
        // Each kind of index has an order of its own.
        for properties in description.values_mut() {
            properties.0.sort_by(|one, two| one.0.cmp(two.0).then_with(|| written(one.1).cmp(&written(two.1))));
        }
        Self(description)
    }

    fn subjects(&self) -> impl Iterator<Item = Subject<'a, '_>> {
        self.0.iter().map(|(subject, properties)| (*subject, properties))
    }

    fn with_type(&self, class: NamedNodeRef<'static>) -> impl Iterator<Item = Subject<'a, '_>> {
        self.subjects().filter(move |(_, properties)| properties.all(v::TYPE).any(|t| iri(t) == Some(class.as_str())))
    }

    fn at(&self, term: &Term) -> Option<Subject<'a, '_>> {
        self.0.get_key_value(iri(term)?).map(|(subject, properties)| (*subject, properties))
    }

    fn entity(&self, (subject, properties): Subject<'a, '_>) -> Option<Entity> {
        let id = id_below(v::ENTITY, subject)?;
        // A merged entity has the names of all: the fullest is its own, the others go with the aliases.
        let mut names: Vec<String> = properties.all(v::PREF_LABEL).map(lexical).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let mut names = names.into_iter();
        let name = names.next()?;
        let mut aliases: Vec<String> = properties.all(v::ALT_LABEL).map(lexical).collect();
        for other in names {
            if !aliases.contains(&other) {
                aliases.push(other);
            }
        }
        aliases.retain(|alias| *alias != name);
        aliases.sort();
        let mut mentions: Vec<Mention> = properties
            .all(v::MENTION)
            .filter_map(|selector| self.selector(selector))
            .map(|Evidence { start, end, quote }| Mention { start, end, text: quote })
            .collect();
        mentions.sort_by_key(|mention| (mention.start, mention.end));
        let types: Vec<&str> = properties.all(v::TYPE).filter_map(|t| iri(t)?.strip_prefix(v::BYLINE)).collect();
        let kind = types.iter().find_map(|name| entity_type(name)).unwrap_or(EntityType::Thing);
        let class = types.iter().find(|name| class::parent(name) == Some(kind)).map(|name| (*name).to_owned());
        let exact_match = properties.all(v::EXACT_MATCH).map(lexical).collect();
        Some(Entity { id, name, kind, class, exact_match, aliases, mentions })
    }

    fn selector(&self, selector: &Term) -> Option<Evidence> {
        let (_, selector) = self.at(selector)?;
        Some(Evidence {
            start: selector.number(v::START)?,
            end: selector.number(v::END)?,
            quote: selector.text(v::EXACT)?,
        })
    }

    fn claim(&self, (subject, claim): Subject<'a, '_>) -> Option<Claim> {
        let mut decoded = Claim {
            id: id_below(v::CLAIM, subject)?,
            subject: id_below(v::ENTITY, iri(claim.one(v::SUBJECT)?)?)?,
            relation: self.relation(claim)?,
            object: claim.one(v::OBJECT).and_then(|object| value(object, claim.text(v::OBJECT_TEXT))),
            polarity: match claim.individual(v::POLARITY)? {
                "Negative" => Polarity::Negative,
                _ => Polarity::Positive,
            },
            certainty: match claim.individual(v::CERTAINTY)? {
                "Possible" => Certainty::Possible,
                "Probable" => Certainty::Probable,
                _ => Certainty::Certain,
            },
            asserted: false,
            attribution: self.attribution(claim),
            time: time(claim),
            place: claim.value(v::PLACE),
            qualifiers: self.qualifiers(claim),
            evidence: self.evidence(claim)?,
            confidence: claim.text(v::CONFIDENCE).and_then(|number| number.parse().ok()).unwrap_or(1.0),
        };
        decoded.asserted = decoded.is_asserted();
        Some(decoded)
    }

    fn relation(&self, claim: &Properties<'a>) -> Option<Relation> {
        let term = claim.one(v::PREDICATE)?;
        let id = id_below(v::RELATION, iri(term)?)?;
        let described = self.at(term);
        let text = |property| described.as_ref().and_then(|(_, relation)| relation.text(property));
        let label = text(v::LABEL).unwrap_or_else(|| id.replace('_', " "));
        Some(Relation {
            phrase: claim.text(v::PHRASE).unwrap_or_else(|| label.clone()),
            lemma: text(v::LEMMA).unwrap_or_else(|| label.clone()),
            label,
            id,
        })
    }

    fn attribution(&self, claim: &Properties<'a>) -> Vec<Attribution> {
        let mut voices: Vec<(usize, Attribution)> = claim
            .all(v::ATTRIBUTION)
            .filter_map(|node| {
                let (_, voice) = self.at(node)?;
                let attribution =
                    Attribution { source: voice.value(v::SOURCE)?, cue: voice.text(v::CUE).unwrap_or_default() };
                Some((voice.number(v::LEVEL).unwrap_or(usize::MAX), attribution))
            })
            .collect();
        voices.sort_by_key(|(level, _)| *level);
        voices.into_iter().map(|(_, voice)| voice).collect()
    }

    fn qualifiers(&self, claim: &Properties<'a>) -> Vec<Qualifier> {
        let nodes = claim.all(v::QUALIFIER).filter_map(|node| self.at(node));
        nodes
            .flat_map(|(_, node)| {
                let relation = node.text(v::ROLE).unwrap_or_default();
                let values = node.all(v::VALUE).filter_map(|term| value(term, None));
                values.map(move |value| Qualifier { relation: relation.clone(), value })
            })
            .collect()
    }

    fn evidence(&self, claim: &Properties<'a>) -> Option<Evidence> {
        let (_, target) = self.at(claim.one(v::HAS_TARGET)?)?;
        self.selector(target.one(v::HAS_SELECTOR)?)
    }
}

fn iri(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

/// The characters of a term.
fn written(term: &Term) -> Cow<'_, str> {
    match term {
        Term::NamedNode(node) => node.as_str().into(),
        Term::Literal(literal) => literal.value().into(),
        other => other.to_string().into(),
    }
}

fn lexical(term: &Term) -> String {
    written(term).into_owned()
}

fn entity_type(name: &str) -> Option<EntityType> {
    EntityType::ALL.into_iter().find(|kind| *kind != EntityType::Thing && kind.name() == name)
}

/// An entity or a literal; `words` are what the text says for it.
fn value(term: &Term, words: Option<String>) -> Option<Value> {
    match term {
        Term::NamedNode(node) => id_below(v::ENTITY, node.as_str()).map(Value::Entity),
        Term::Literal(literal) => Some(literal_value(literal, words)),
        _ => None,
    }
}

fn literal_value(literal: &Literal, words: Option<String>) -> Value {
    let datatype = (literal.datatype() != xsd::STRING).then(|| {
        let iri = literal.datatype().as_str();
        iri.strip_prefix("http://www.w3.org/2001/XMLSchema#").map_or_else(|| iri.to_owned(), |xsd| format!("xsd:{xsd}"))
    });
    let value = literal.value().to_owned();
    match words {
        Some(text) => Value::Literal { text, datatype, value: Some(value) },
        None => Value::Literal { text: value, datatype, value: None },
    }
}

fn time(claim: &Properties<'_>) -> Option<Time> {
    let interval = || match (claim.text(v::EVENT_START), claim.text(v::EVENT_END)) {
        (None, None) => None,
        (start, end) => Some(format!("{}/{}", start.unwrap_or_default(), end.unwrap_or_default())),
    };
    let value = claim.text(v::EVENT_TIME).or_else(interval);
    let text = claim.text(v::TIME_TEXT).or_else(|| value.clone())?;
    Some(Time { text, value })
}
