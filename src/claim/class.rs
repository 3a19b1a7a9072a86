//! What an entity is, more exactly than its type: a company among organizations, a law among works.
//!
//! From the names first (their last word, or the one before "of"), then from the descriptions it goes by, with the nouns of
//! `classes.tsv`; places that are known (GeoNames, CLDR) are what they are. No class is better than a wrong one.

use crate::entity::EntityType;
use crate::lexicon;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Noun → classes it may mean, in the order of the file.
static CLASSES: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut classes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in include_str!("classes.tsv").lines() {
        let Some((class, nouns)) = line.split_once('\t') else { continue };
        nouns.split(' ').for_each(|noun| classes.entry(noun).or_default().push(class));
    }
    classes
});

/// The class that `class` is a kind of.
pub fn parent(class: &str) -> Option<EntityType> {
    Some(match class {
        "Company" | "Court" | "GovernmentBody" | "NewsOrganization" | "PoliticalParty" | "University" => {
            EntityType::Organization
        }
        "City" | "Country" | "Region" | "Facility" | "Waterbody" => EntityType::Place,
        "Election" | "Conflict" | "Disaster" => EntityType::Event,
        "Law" | "Book" | "Film" | "Product" => EntityType::Work,
        _ => return None,
    })
}

/// The class of an entity of type `kind` with these names, the fullest first, and descriptions.
pub fn class(kind: EntityType, names: &[&str]) -> Option<&'static str> {
    if kind == EntityType::Place
        && let Some(known) = names.iter().find_map(|name| known_place(name))
    {
        return Some(known);
    }
    names.iter().find_map(|name| {
        let classes = CLASSES.get(head(name).as_str())?;
        classes.iter().find(|class| parent(class) == Some(kind)).copied()
    })
}

fn known_place(name: &str) -> Option<&'static str> {
    let place = lexicon::PLACES.get(name).or_else(|| lexicon::PLACES.get(&name.replace('.', "")))?;
    match place.split(' ').next()? {
        "country" => Some("Country"),
        "state" => Some("Region"),
        "city" => Some("City"),
        _ => None,
    }
}

/// The ISO 3166-1 code of a country by one of its names.
pub fn country_code(names: &[&str]) -> Option<&'static str> {
    let code = |name: &&str| {
        let place = lexicon::PLACES.get(name).or_else(|| lexicon::PLACES.get(&name.replace('.', "")));
        place.and_then(|place| place.strip_prefix("country "))
    };
    names.iter().find_map(code)
}

/// Behind these, a name says what it is of, not what it is.
const HEAD_ENDS: &[&str] =
    &["of", "for", "on", "in", "at", "to", "by", "with", "from", "against", "over", "between", "that", "who"];

/// The word that says what a name names: "Ministry of Justice" → "ministry", "Acme Dredging Company" → "company".
fn head(name: &str) -> String {
    let words: Vec<String> = name
        .split([' ', '-'])
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let ends = words.iter().position(|word| HEAD_ENDS.contains(&word.as_str()));
    let ends = ends.filter(|place| *place > 0).unwrap_or(words.len());
    words[..ends].last().cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_descriptions_tell() {
        let of = |kind, names: &[&str]| class(kind, names);
        assert_eq!(of(EntityType::Organization, &["Ministry of Justice"]), Some("GovernmentBody"));
        assert_eq!(of(EntityType::Organization, &["Orvane Group", "the bridge builder"]), Some("Company"));
        assert_eq!(of(EntityType::Organization, &["Lissen Courier", "the newspaper"]), Some("NewsOrganization"));
        assert_eq!(of(EntityType::Organization, &["Federal Court"]), Some("Court"));
        assert_eq!(of(EntityType::Place, &["Germany"]), Some("Country"));
        assert_eq!(of(EntityType::Place, &["Lake Erie Bridge"]), Some("Facility"));
        assert_eq!(of(EntityType::Event, &["2020 presidential election"]), Some("Election"));
        assert_eq!(of(EntityType::Work, &["Inflation Reduction Act"]), Some("Law"));
        assert_eq!(of(EntityType::Event, &["the largest evacuation to a natural disaster"]), None);
        assert_eq!(of(EntityType::Person, &["the company"]), None);
        assert_eq!(country_code(&["U.S."]), Some("US"));
    }

    #[test]
    fn every_class_of_the_table_has_a_parent() {
        assert!(CLASSES.values().flatten().all(|class| parent(class).is_some()));
        let ontology = include_str!("../../ontology/byline.ttl");
        for class in CLASSES.values().flatten() {
            let kind = parent(class).unwrap().name();
            let stated = format!("byline:{class} a rdfs:Class ;\n    rdfs:subClassOf byline:{kind} ");
            assert!(ontology.contains(&stated), "{class} is not in the ontology as a kind of {kind}");
        }
    }
}
