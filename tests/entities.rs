//! Entities from given trees: `tests/cases/entities.txt`.

mod cases;

use byline::document::conllu;
use byline::entity::{self, Entities, Entity};
use byline::proposition::{propositions, repaired};
use cases::Case;

#[test]
fn given_trees_yield_one_entity_for_each_thing() {
    cases::check("entities.txt", |case: &Case| {
        let document = conllu::read(&case.name, &case.tree()).expect("a valid tree").document;
        let document = repaired(&document);
        let entities = entity::resolve(&document, &propositions(&document));
        let told = |entity: &&Entity| entity.named.is_some() || entity.mentions.len() > 1;
        entities.entities.iter().filter(told).map(|entity| line(&entities, entity)).collect()
    });
}

fn line(all: &Entities, entity: &Entity) -> String {
    let mention = |&number: &usize| {
        let mention = &all.mentions[number];
        let doubt = if mention.doubtful { "?" } else { "" };
        format!("{}{doubt} {}", mention.text, mention.sentence + 1)
    };
    let mentions: Vec<String> = entity.mentions.iter().map(mention).collect();
    format!("{} [{:?}]: {}", entity.name, entity.kind, mentions.join(", "))
}
