//! The countries that nationalities name: "French" → France.

use super::map::Mapper;
use super::model::{Claim, Entity, Mention, Value};
use super::{authority, class};
use crate::entity::body::country;
use crate::entity::{self, EntityType};
use crate::lexicon;
use crate::proposition::{Argument, Proposition};

/// Label of the relation between a person and a country.
const NATIONALITY: &str = "nationality";

impl Mapper<'_> {
    /// The country that the proposition gives somebody as nationality.
    pub(super) fn nation(&self, p: &Proposition) -> Option<Value> {
        let object = p.object.as_ref().filter(|_| p.relation.label == NATIONALITY)?;
        Some(Value::Entity(id(&entity::phrase_text(self.document, object))?))
    }

    /// The countries that are named by nationalities alone, as entities.
    pub(super) fn nations(&self, propositions: &[Proposition], claims: &[Claim], known: &[Entity]) -> Vec<Entity> {
        let mut found: Vec<Entity> = Vec::new();
        for object in propositions.iter().filter(|p| p.relation.label == NATIONALITY).filter_map(|p| p.object.as_ref())
        {
            let text = entity::phrase_text(self.document, object);
            let Some(id) = id(&text).filter(|id| known.iter().all(|entity| entity.id != *id)) else { continue };
            if !claims.iter().any(|claim| claim.object == Some(Value::Entity(id.clone()))) {
                continue;
            }
            let mention = self.mention_of(object);
            if let Some(entity) = found.iter_mut().find(|entity| entity.id == id) {
                if !entity.mentions.contains(&mention) {
                    entity.mentions.push(mention);
                }
                continue;
            }
            let name = lexicon::DEMONYMS.get(&text).map_or(text, str::to_owned);
            let code = class::country_code(&[&name]);
            found.push(Entity {
                id,
                kind: EntityType::Place,
                class: Some("Country".to_owned()),
                exact_match: code.map(authority::country).unwrap_or_default(),
                aliases: Vec::new(),
                mentions: vec![mention],
                name,
            });
        }
        found
    }

    /// Where the phrase stands.
    pub(super) fn mention_of(&self, argument: &Argument) -> Mention {
        let words = &self.document.sentences[argument.sentence].words;
        let span = words[argument.words[0]].span.join(words[*argument.words.last().unwrap_or(&argument.head)].span);
        Mention {
            start: self.characters.before(span.start),
            end: self.characters.before(span.end),
            text: span.of(&self.article.text).to_owned(),
        }
    }
}

fn id(demonym: &str) -> Option<String> {
    country(demonym).map(|code| format!("place/country-{code}"))
}
