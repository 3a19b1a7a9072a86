//! Entities that are two under one name: where articles contradict each other about who it is.

use super::Proposal;
use super::evidence::Evidence;
use super::judgement::Judgement;
use super::profile::{Fact, Number, Profile, Profiles};
use crate::claim::EntityType;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Two people of one full name are rare, and so are two bodies or places that have one id.
const PRIOR: f64 = -2.0;

/// Splits that the articles' contradictions suggest.
pub fn splits(profiles: &Profiles) -> Vec<Proposal> {
    let entities = profiles.entities.par_iter().filter(|profile| profile.is_shared() && profile.articles.len() > 1);
    entities.flat_map_iter(|profile| of(profiles, profile)).collect()
}

fn of(profiles: &Profiles, profile: &Profile) -> Vec<Proposal> {
    // What is of a country has no year of birth, and works and events have no country of their own.
    let born = match profile.kind() {
        EntityType::Person => by_birth(profile),
        EntityType::Organization | EntityType::Place => Groups::new(),
        _ => return Vec::new(),
    };
    let (groups, weight, what) = match (born, by_country(profile)) {
        (groups, _) if groups.len() > 1 => (groups, 3.5, "born about"),
        (_, groups) if groups.len() > 1 => (groups, 1.5, "of"),
        _ => return Vec::new(),
    };
    let main =
        groups.iter().enumerate().max_by_key(|(place, (_, articles))| (articles.len(), std::cmp::Reverse(*place)));
    let Some((main, (main_value, main_articles))) = main else { return Vec::new() };
    let others = groups.iter().enumerate().filter(|(place, _)| *place != main);
    others
        .filter_map(|(_, (value, articles))| {
            // What else belongs to the other one: articles in the same company, and not in the first one's.
            let (ours, theirs) = (company(profiles, profile, main_articles), company(profiles, profile, articles));
            let common = ours.intersection(&theirs).count();
            let mut evidence = vec![Evidence {
                weight,
                words: format!("{what} {main_value} in some articles, {what} {value} in others"),
            }];
            match common {
                0 => evidence.push(Evidence { weight: 1.0, words: "met with nobody in common".to_owned() }),
                _ => {
                    let weight = (-0.4 * common as f64).max(-4.0);
                    evidence.push(Evidence { weight, words: format!("met with {common} in common") });
                }
            }
            let odds: f64 = evidence.iter().map(|e| e.weight).sum::<f64>() + PRIOR;
            let articles: BTreeSet<String> =
                articles.iter().map(|article| profiles.articles[*article as usize].clone()).collect();
            let into = format!("{}/{}", profile.id, articles.first()?);
            let judgement = Judgement::Split { entity: profile.id.clone(), articles, into };
            Some(Proposal {
                judgement,
                score: 1.0 / (1.0 + (-odds).exp()),
                evidence,
                names: vec![profile.name().to_owned()],
            })
        })
        .collect()
}

/// Articles by what they say; the words of it first.
type Groups = Vec<(String, BTreeSet<u32>)>;

/// Articles whose ages mean one year of birth.
fn by_birth(profile: &Profile) -> Groups {
    let born = profile.facts.iter().filter_map(|(article, fact)| match fact {
        Fact::Born(year) => Some((*year, *article)),
        _ => None,
    });
    let years: BTreeSet<(i32, u32)> = born.collect();
    let mut groups: Groups = Vec::new();
    let mut last = i32::MIN;
    for (year, article) in years {
        if groups.is_empty() || year - last > 2 {
            groups.push((year.to_string(), BTreeSet::new()));
        }
        last = year;
        if let Some((_, articles)) = groups.last_mut() {
            articles.insert(article);
        }
    }
    // An article that gives two ages speaks of a relative somewhere; it is no witness.
    let twice: BTreeSet<u32> = {
        let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
        groups.iter().flat_map(|(_, articles)| articles).for_each(|article| *seen.entry(*article).or_default() += 1);
        seen.into_iter().filter(|(_, times)| *times > 1).map(|(article, _)| article).collect()
    };
    groups.iter_mut().for_each(|(_, articles)| articles.retain(|article| !twice.contains(article)));
    groups.retain(|(_, articles)| !articles.is_empty());
    groups
}

/// Articles whose positions and nationalities mean one country. An article with two is no witness.
fn by_country(profile: &Profile) -> Groups {
    let mut countries: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for (article, fact) in &profile.facts {
        if let Fact::Country(country) = fact {
            countries.entry(*article).or_default().insert(country);
        }
    }
    let mut groups: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (article, of) in countries {
        if let [country] = of.iter().collect::<Vec<_>>()[..] {
            groups.entry(country.to_uppercase()).or_default().insert(article);
        }
    }
    groups.into_iter().collect()
}

fn company(profiles: &Profiles, profile: &Profile, articles: &BTreeSet<u32>) -> BTreeSet<Number> {
    let met = articles.iter().flat_map(|article| &profiles.mentioned[*article as usize]);
    met.copied().filter(|number| profiles.entities[*number as usize].id != profile.id).collect()
}
