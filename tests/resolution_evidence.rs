//! What names are worth as evidence of who is one person.

use byline::claim::ArticleClaims;
use byline::resolution::{Judgement, Profiles, proposals};
use serde_json::{Value, json};

/// An article with people: id, name, and the position they hold.
fn article(id: &str, people: &[(&str, &str, &str)]) -> ArticleClaims {
    let mut entities: Vec<Value> = Vec::new();
    let mut claims: Vec<Value> = Vec::new();
    for (place, (person, name, position)) in people.iter().enumerate() {
        let mention = json!({"start": place, "end": place + 1, "text": name});
        entities.push(json!({"id": person, "name": name, "type": "Person", "aliases": [], "mentions": [mention]}));
        if !position.is_empty() {
            let role = format!("role/{position}");
            let mention = json!({"start": 50, "end": 51, "text": position});
            entities.push(json!({"id": role, "name": position, "type": "Role", "aliases": [], "mentions": [mention]}));
            claims.push(json!({
                "id": format!("{id}-{place}"), "subject": person, "object": role,
                "relation": {"id": "held_position", "label": "held position", "phrase": "is", "lemma": "held position"},
                "polarity": "positive", "certainty": "certain", "asserted": true, "attribution": [], "time": null,
                "place": null, "qualifiers": [], "confidence": 0.9,
                "evidence": {"start": 100 + place, "end": 101 + place, "quote": "x"},
            }));
        }
    }
    serde_json::from_value(json!({
        "article": {"id": id, "title": id, "published": "2024-03-01", "url": null, "publisher": null, "sha256": id},
        "entities": entities, "claims": claims,
    }))
    .unwrap()
}

/// An article that says of what country a body is.
fn seat(id: &str, body: &str, country: &str) -> ArticleClaims {
    let entity = |id: &str, kind: &str| json!({"id": id, "name": id, "type": kind, "aliases": [], "mentions": [{"start": 0, "end": 1, "text": id}]});
    let claim = json!({
        "id": id, "subject": body, "object": country,
        "relation": {"id": "was_based_in", "label": "was based in", "phrase": "based", "lemma": "be based in"},
        "polarity": "positive", "certainty": "certain", "asserted": true, "attribution": [], "time": null,
        "place": null, "qualifiers": [], "confidence": 0.9, "evidence": {"start": 0, "end": 1, "quote": "x"},
    });
    serde_json::from_value(json!({
        "article": {"id": id, "title": id, "published": "2024-03-01", "url": null, "publisher": null, "sha256": id},
        "entities": [entity(body, "Organization"), entity(country, "Place")], "claims": [claim],
    }))
    .unwrap()
}

/// The score of uniting the two, 0 where it is not even proposed.
fn score(articles: &[ArticleClaims], one: &str, other: &str) -> f64 {
    let mut profiles = Profiles::default();
    articles.iter().for_each(|article| profiles.add(article));
    profiles.finish();
    let wanted = Judgement::merge(one, other);
    proposals(&profiles, &[], 0.0).into_iter().find(|p| p.judgement == wanted).map_or(0.0, |p| p.score)
}

/// One person in each of two articles.
fn alone(one: (&str, &str), other: (&str, &str)) -> f64 {
    let articles = [article("a", &[(one.0, one.1, "")]), article("b", &[(other.0, other.1, "")])];
    score(&articles, one.0, other.0)
}

#[test]
fn a_rare_name_with_and_without_a_middle_name_is_one_person() {
    let rare = alone(("person/ida-voskuijlen", "Ida Voskuijlen"), ("person/ida-m-voskuijlen", "Ida M. Voskuijlen"));
    assert!(rare > 0.9, "{rare}");
    // Dozens of people called James: some are Smiths by chance.
    let mut articles: Vec<ArticleClaims> = (0..40)
        .map(|n| article(&format!("x{n}"), &[(&format!("person/james-x{n}"), &format!("James X{n}"), "")]))
        .collect();
    articles.push(article("a", &[("person/james-smith", "James Smith", "")]));
    articles.push(article("b", &[("person/james-parker-smith", "James Parker Smith", "")]));
    let common = score(&articles, "person/james-smith", "person/james-parker-smith");
    assert!((0.5..0.9).contains(&common), "{common}");
}

#[test]
fn two_middle_names_leave_open_who_has_none() {
    let articles = [
        article("a", &[("person/ida-voskuijlen", "Ida Voskuijlen", "")]),
        article("b", &[("person/ida-m-voskuijlen", "Ida M. Voskuijlen", "")]),
        article("c", &[("person/ida-k-voskuijlen", "Ida K. Voskuijlen", "")]),
    ];
    assert!(score(&articles, "person/ida-voskuijlen", "person/ida-m-voskuijlen") < 0.5);
    assert_eq!(score(&articles, "person/ida-m-voskuijlen", "person/ida-k-voskuijlen"), 0.0);
}

#[test]
fn father_and_son_are_asked_about() {
    let both =
        alone(("person/karl-voskuijlen", "Karl Voskuijlen"), ("person/karl-b-voskuijlen-jr", "Karl B. Voskuijlen Jr."));
    assert!((0.5..0.9).contains(&both), "{both}");
}

#[test]
fn a_nickname_in_quotation_marks_is_a_name() {
    let same =
        alone(("person/pim-voskuijlen", "Pim Voskuijlen"), ("person/willem-pim-voskuijlen", "Willem “Pim” Voskuijlen"));
    assert!(same > 0.9, "{same}");
}

#[test]
fn a_bare_surname_means_whom_its_articles_are_on() {
    let mut articles: Vec<ArticleClaims> = (0..20)
        .map(|n| article(&format!("x{n}"), &[("person/ida-voskuijlen", "Ida Voskuijlen", "mayor of Lodde")]))
        .collect();
    articles.push(article("y", &[("person/piet-voskuijlen", "Piet Voskuijlen", "")]));
    articles.push(article("z", &[("z/voskuijlen", "Voskuijlen", "mayor of Lodde")]));
    assert!(score(&articles, "z/voskuijlen", "person/ida-voskuijlen") > 0.9);
    assert!(score(&articles, "z/voskuijlen", "person/piet-voskuijlen") < 0.2);
}

#[test]
fn the_only_one_of_a_name_in_an_article_has_that_name() {
    let people = [("person/ida-voskuijlen", "Ida Voskuijlen", ""), ("a/mme-voskuijlen", "Mme Voskuijlen", "")];
    assert!(score(&[article("a", &people)], "a/mme-voskuijlen", "person/ida-voskuijlen") > 0.9);
    let people = [people[0], ("person/piet-voskuijlen", "Piet Voskuijlen", ""), people[1]];
    assert!(score(&[article("a", &people)], "a/mme-voskuijlen", "person/ida-voskuijlen") < 0.5);
}

#[test]
fn a_title_that_contradicts_the_given_name_keeps_apart() {
    let people = [("person/mary-voskuijlen", "Mary Voskuijlen", ""), ("a/mr-voskuijlen", "Mr. Voskuijlen", "")];
    assert_eq!(score(&[article("a", &people)], "a/mr-voskuijlen", "person/mary-voskuijlen"), 0.0);
}

#[test]
fn a_body_of_two_countries_may_be_two() {
    let splits = |other: &str| {
        let mut profiles = Profiles::default();
        profiles.add(&seat("a", "organization/lodde-post", "place/country-nl"));
        profiles.add(&seat("b", "organization/lodde-post", other));
        profiles.finish();
        proposals(&profiles, &[], 0.5).into_iter().filter(|p| matches!(p.judgement, Judgement::Split { .. })).count()
    };
    assert_eq!((splits("place/country-nl"), splits("place/country-za")), (0, 1));
}
