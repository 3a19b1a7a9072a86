//! What entities are called in a graph: ids that depend on content alone.

use super::identity;
use crate::article::Article;
use crate::document::Document;
use crate::entity::Entities;
use std::collections::BTreeMap;

/// An id for every entity: the same in all articles for full names, else one of this article's.
pub(super) fn of_all(article: &Article, document: &Document, entities: &Entities) -> Vec<String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    let country = identity::country_at_hand(entities);
    for entity in &entities.entities {
        let region = || identity::region_behind(document, entities, entity);
        let id = identity::shared_id(entity, country.as_deref(), region).unwrap_or_else(|| {
            let slug = slug(&entity.name);
            let local = format!("{}/{}", article.id, if slug.is_empty() { "entity".to_owned() } else { slug });
            // Two things of one wording in one article are told apart by where the second begins.
            match taken.get(&local) {
                Some(_) => format!("{local}-at-{}", entities.mentions[entity.mentions[0]].span(document).start),
                None => local,
            }
        });
        *taken.entry(id.clone()).or_default() += 1;
        found.push(id);
    }
    found
}

/// Lower-case letters and digits of any script, everything else a hyphen.
pub fn slug(text: &str) -> String {
    let plain = deunicode::deunicode(text).to_lowercase();
    let mut slug = String::new();
    for c in plain.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() && c != '\'' {
            slug.push('-');
        }
    }
    let mut slug = slug.trim_end_matches('-').to_owned();
    if slug.len() > 80 {
        let end = slug[..80].rfind('-').unwrap_or(80);
        slug.truncate(end);
    }
    slug
}

/// The id of a position.
pub(super) fn of_role(name: &str) -> String {
    let slug = slug(name);
    format!("role/{}", if slug.is_empty() { "position" } else { slug.as_str() })
}
