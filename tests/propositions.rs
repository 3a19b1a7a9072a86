//! Propositions and attribution relations from given trees: `tests/cases/propositions.txt`, `attributions.txt`.

mod cases;

use byline::article::Article;
use byline::claim::{self, AttributionRelation};
use byline::document::{Document, conllu};
use byline::entity::phrase_text;
use byline::proposition::{Argument, Certainty, Polarity, Proposition, propositions, repaired};
use cases::Case;

#[test]
fn given_trees_yield_the_propositions_that_a_linguist_expects() {
    cases::check("propositions.txt", |case: &Case| {
        let document = conllu::read(&case.name, &case.tree()).expect("a valid tree").document;
        let document = repaired(&document);
        propositions(&document).iter().map(|p| line(&document, p)).collect()
    });
}

#[test]
fn given_trees_yield_who_says_what() {
    cases::check("attributions.txt", |case: &Case| {
        let reading = conllu::read(&case.name, &case.tree()).expect("a valid tree");
        let claims = claim::claims(&Article::new("case", reading.text), &reading.document, None, 0.0);
        claims.attributions.iter().map(attribution).collect()
    });
}

fn attribution(relation: &AttributionRelation) -> String {
    let or_none = |words: &Option<String>| words.clone().unwrap_or_else(|| "-".to_owned());
    let mut line = format!("{} | {} | {}", or_none(&relation.holder), or_none(&relation.cue), relation.content);
    if relation.polarity == Polarity::Negative {
        line.push_str("   negative");
    }
    if relation.direct {
        line.push_str("   direct");
    }
    line
}

fn line(document: &Document, p: &Proposition) -> String {
    let text = |a: &Argument| phrase_text(document, a);
    let mut line =
        format!("{} | {} | {}", text(&p.subject), p.relation.label, p.object.as_ref().map_or("-".to_owned(), text));
    if p.polarity == Polarity::Negative {
        line.push_str("   negative");
    }
    match p.certainty {
        Certainty::Certain => {}
        Certainty::Probable => line.push_str("   probable"),
        Certainty::Possible => line.push_str("   possible"),
    }
    let voices: Vec<String> =
        p.voices.iter().map(|v| format!("{} ({})", v.source.as_ref().map_or("?".to_owned(), text), v.cue)).collect();
    if !voices.is_empty() {
        line.push_str(&format!("   by {}", voices.join(" > ")));
    }
    for time in &p.times {
        line.push_str(&format!("   at {}", text(time)));
    }
    for place in &p.places {
        line.push_str(&format!("   {} {}", place.relation, text(&place.argument)));
    }
    for adjunct in &p.adjuncts {
        line.push_str(&format!("   {}: {}", adjunct.relation, text(&adjunct.argument)));
    }
    line
}
