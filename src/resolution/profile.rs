//! What the graph knows about each entity: the comparison's input.

use super::frequency::Frequencies;
use super::name;
use crate::claim::{ArticleClaims, Claim, EntityType, Value};
use std::collections::{BTreeMap, HashMap};

/// Number of an entity in [`Profiles`].
pub type Number = u32;

/// What is known about an entity.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Its id.
    pub id: String,
    /// Its wordings that are names, each with the number of articles that use it; the preferred ones count double.
    pub names: BTreeMap<String, u32>,
    /// How often it has which class.
    kinds: [u32; 8],
    /// Its articles, sorted.
    pub articles: Vec<u32>,
    /// Entities with a claim in common, sorted.
    pub neighbours: Vec<Number>,
    /// Whether it is an authority's, not an article's.
    pub is_entry: bool,
    /// What articles say of it that can contradict: article and fact.
    pub facts: Vec<(u32, Fact)>,
}

/// Something that two people, or two bodies, rarely share, or of which one has only one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Born in this year or the one before it: from an age.
    Born(i32),
    /// Of this country: two letters.
    Country(String),
    /// Holds or held this position.
    Position(String),
    /// Belongs to this body, party or family.
    Body(Number),
    /// Is the same as this entry of an authority.
    Entry(String),
}

/// An entry of an authority.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The authority's IRI for it.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Its class, where it is one of ours.
    pub kind: Option<EntityType>,
    /// A line about it.
    pub description: String,
}

impl Profile {
    /// The name that most articles prefer; of equally frequent ones the longest.
    pub fn name(&self) -> &str {
        let best = self.names.iter().max_by_key(|(name, count)| (**count, name.len()));
        best.map_or(self.id.as_str(), |(name, _)| name)
    }

    /// Its commonest class.
    pub fn kind(&self) -> EntityType {
        let best = (0..EntityType::ALL.len()).rev().max_by_key(|kind| self.kinds[*kind]);
        best.map_or(EntityType::Thing, |kind| EntityType::ALL[kind])
    }

    /// Whether all articles share it, its id beginning with its class; else it is one article's own.
    pub fn is_shared(&self) -> bool {
        let class = self.id.split('/').next().unwrap_or_default();
        EntityType::ALL.iter().any(|kind| kind.name().eq_ignore_ascii_case(class)) && self.id.len() > class.len()
    }

    /// Its facts, whatever the article.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().map(|(_, fact)| fact)
    }
}

/// The entities of many articles.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    /// By number.
    pub entities: Vec<Profile>,
    numbers: HashMap<String, Number>,
    /// Ids of the articles, by number.
    pub articles: Vec<String>,
    /// Shared entities in each article, sorted.
    pub mentioned: Vec<Vec<Number>>,
    /// How common people's names are.
    pub frequencies: Frequencies,
}

impl Profiles {
    /// The profile of an entity.
    pub fn get(&self, id: &str) -> Option<&Profile> {
        self.numbers.get(id).map(|number| &self.entities[*number as usize])
    }

    /// The entity's number.
    pub fn number(&self, id: &str) -> Option<Number> {
        self.numbers.get(id).copied()
    }

    /// Adds what an article says. Articles are added once each.
    pub fn add(&mut self, article: &ArticleClaims) {
        let number = self.articles.len() as u32;
        self.articles.push(article.article.id.clone());
        let mut mentioned = Vec::new();
        for entity in &article.entities {
            if entity.kind == EntityType::Role {
                continue;
            }
            let own = self.entity(&entity.id);
            let profile = &mut self.entities[own as usize];
            profile.kinds[entity.kind as usize] += 1;
            if profile.articles.last() != Some(&number) {
                profile.articles.push(number);
            }
            *profile.names.entry(entity.name.clone()).or_default() += 2;
            for alias in entity.aliases.iter().filter(|alias| name::is_name(alias)) {
                *profile.names.entry(alias.clone()).or_default() += 1;
            }
            if profile.is_shared() {
                mentioned.push(own);
            }
        }
        mentioned.sort_unstable();
        mentioned.dedup();
        self.mentioned.push(mentioned);
        for claim in &article.claims {
            self.claim(number, article, claim);
        }
    }

    /// Notes that an authority's entry is the entity.
    pub fn link(&mut self, entity: &str, entry: &str) {
        if let Some(number) = self.number(entity) {
            self.entities[number as usize].facts.push((u32::MAX, Fact::Entry(entry.to_owned())));
        }
    }

    /// Adds an entry of an authority as if it were an entity of no article.
    pub fn add_entry(&mut self, entry: &Entry) {
        let number = self.entities.len() as Number;
        let mut profile = Profile { id: entry.iri.clone(), is_entry: true, ..Profile::default() };
        profile.kinds[entry.kind.unwrap_or(EntityType::Thing) as usize] = 1;
        profile.names.insert(entry.label.clone(), 2);
        for alias in entry.aliases.iter().filter(|alias| **alias != entry.label) {
            profile.names.insert(alias.clone(), 1);
        }
        self.numbers.insert(entry.iri.clone(), number);
        self.entities.push(profile);
    }

    /// Puts everything in order; to be called when all is added.
    pub fn finish(&mut self) {
        for profile in &mut self.entities {
            profile.neighbours.sort_unstable();
            profile.neighbours.dedup();
            profile.facts.sort_unstable();
            profile.facts.dedup();
        }
        self.frequencies = Frequencies::default();
        for profile in self.entities.iter().filter(|p| p.is_shared() && p.kind() == EntityType::Person) {
            self.frequencies.add(profile);
        }
    }

    fn entity(&mut self, id: &str) -> Number {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        let number = self.entities.len() as Number;
        self.entities.push(Profile { id: id.to_owned(), ..Profile::default() });
        self.numbers.insert(id.to_owned(), number);
        number
    }

    fn claim(&mut self, article: u32, claims: &ArticleClaims, claim: &Claim) {
        let values = claim.object.iter().chain(&claim.place).chain(claim.qualifiers.iter().map(|q| &q.value));
        let mut ends: Vec<Number> =
            values.chain(claim.attribution.iter().map(|voice| &voice.source)).filter_map(|v| self.known(v)).collect();
        let Some(subject) = self.number(&claim.subject) else { return };
        ends.push(subject);
        ends.sort_unstable();
        ends.dedup();
        for &end in &ends {
            let others =
                ends.iter().copied().filter(|other| *other != end && self.entities[*other as usize].is_shared());
            let others: Vec<Number> = others.collect();
            self.entities[end as usize].neighbours.extend(others);
        }
        // What somebody denies or only supposes is no evidence of who it is about.
        if claim.polarity == crate::claim::Polarity::Positive && claim.certainty == crate::claim::Certainty::Certain {
            let facts = self.facts(claims, claim);
            self.entities[subject as usize].facts.extend(facts.into_iter().map(|fact| (article, fact)));
        }
    }

    fn known(&self, value: &Value) -> Option<Number> {
        match value {
            Value::Entity(id) => self.number(id),
            Value::Literal { .. } => None,
        }
    }

    /// What a claim says of its subject that can contradict.
    fn facts(&self, article: &ArticleClaims, claim: &Claim) -> Vec<Fact> {
        let mut facts = Vec::new();
        let Some(object) = &claim.object else { return facts };
        let year = || article.article.published.as_deref()?.get(..4)?.parse::<i32>().ok();
        match (claim.relation.id.as_str(), object) {
            ("age" | "was" | "aged", Value::Literal { text, datatype: Some(_), .. }) => {
                let age = text.parse::<i32>().ok().filter(|age| (10..=115).contains(age));
                facts.extend(age.zip(year()).map(|(age, year)| Fact::Born(year - age)));
            }
            ("held_position" | "served_as" | "became" | "was", Value::Entity(id)) if id.starts_with("role/") => {
                let Some(role) = article.entities.iter().find(|entity| entity.id == *id) else { return facts };
                facts.push(Fact::Position(name::words(&role.name).join(" ")));
                let words = role.name.split_whitespace().map(|word| word.trim_end_matches("'s").trim_end_matches("’s"));
                facts.extend(words.filter_map(name::country).map(Fact::Country));
            }
            (
                "nationality" | "citizen_of" | "was_from" | "based_in" | "was_based_in" | "located_in"
                | "headquartered_in",
                Value::Entity(id),
            ) => {
                let country = id.strip_prefix("place/country-").map(str::to_owned);
                let demonym =
                    || article.entities.iter().find(|entity| entity.id == *id).and_then(|e| name::country(&e.name));
                facts.extend(country.or_else(demonym).map(Fact::Country));
            }
            (
                "affiliated_with" | "member_of" | "member_of_party" | "worked_for" | "spokesperson_for" | "leader_of"
                | "director_of",
                value,
            ) => {
                facts.extend(self.known(value).map(Fact::Body));
            }
            _ => {}
        }
        facts
    }
}
