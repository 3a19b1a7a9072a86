//! How resolution across articles grows with the graph: `cargo bench --bench resolution -- [ENTITIES …]`.
//!
//! Graphs are generated: people with surnames as unequal as real ones, a tenth of them under a second name, bodies with
//! acronyms, bare surnames that are one article's own. Printed are the time of each size and its ratio to the one before;
//! only the ratio means anything on another machine.

use byline::claim::{ArticleClaims, ArticleInfo, Claim, Entity, EntityType, Evidence, Mention, Relation, Value};
use byline::claim::{Certainty, Polarity};
use byline::resolution::{self, Profiles};
use std::time::Instant;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// Entities that an article brings in.
const OWN: usize = 5;

fn main() {
    let wanted: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.replace('_', "").parse().ok()).collect();
    let sizes = if wanted.is_empty() { SIZES.to_vec() } else { wanted };
    println!("entities\tread s\tpropose s\tproposals\tsure\ttime / entities, to the size before");
    let mut before: Option<(usize, f64)> = None;
    for size in sizes {
        let start = Instant::now();
        let mut profiles = Profiles::default();
        let mut chance = Chance(42);
        for number in 0..size / OWN {
            profiles.add(&article(number, size, &mut chance));
        }
        profiles.finish();
        let read = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let proposals = resolution::proposals(&profiles, &[], 0.5);
        let sure = resolution::sure(&profiles, &proposals, &[], 0.95);
        let elapsed = start.elapsed().as_secs_f64();
        let count = profiles.entities.len();
        let ratio = before.map_or("-".to_owned(), |(entities, time)| {
            format!("{:.2}", (elapsed / time) / (count as f64 / entities as f64))
        });
        println!("{count}\t{read:.1}\t{elapsed:.2}\t{}\t{}\t{ratio}", proposals.len(), sure.len());
        before = Some((count, elapsed));
    }
}

/// Always the same numbers (Knuth's MMIX generator).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    /// Small numbers are likelier, as with surnames.
    fn unequal(&mut self, limit: usize) -> usize {
        let (one, other) = (self.below(limit), self.below(limit));
        one * other / limit.max(1)
    }
}

const FIRST: [(&str, &str); 16] = [
    ("William", "Bill"),
    ("Robert", "Bob"),
    ("Elizabeth", "Liz"),
    ("Margaret", "Peggy"),
    ("James", "Jim"),
    ("Thomas", "Tom"),
    ("Katherine", "Kate"),
    ("Michael", "Mike"),
    ("Daniel", "Dan"),
    ("Samuel", "Sam"),
    ("Anna", "Anna"),
    ("Peter", "Pete"),
    ("Laura", "Laura"),
    ("Edward", "Ted"),
    ("Andrew", "Andy"),
    ("Joseph", "Joe"),
];

/// A word that no dictionary has.
fn word(mut number: usize) -> String {
    const PARTS: [&str; 20] = [
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "xi",
        "yo", "zu",
    ];
    let mut word = String::new();
    loop {
        word.push_str(PARTS[number % 20]);
        number /= 20;
        if number == 0 {
            break;
        }
    }
    word[..1].to_uppercase() + &word[1..] + "n"
}

fn article(number: usize, size: usize, chance: &mut Chance) -> ArticleClaims {
    let id = format!("a{number}");
    let mut entities: Vec<Entity> = Vec::new();
    for _ in 0..OWN {
        // About a third of an article's entities are in others too.
        let entity = match chance.below(10) {
            0..=5 => person(chance, size),
            6 => bare(chance, size, &id),
            _ => body(chance, size),
        };
        entities.push(entity);
    }
    let claims =
        entities.windows(2).enumerate().map(|(place, pair)| claim(&id, place, &pair[0].id, &pair[1].id)).collect();
    let article = ArticleInfo {
        id,
        title: None,
        published: Some("2024-01-01".into()),
        url: None,
        publisher: None,
        sha256: String::new(),
    };
    ArticleClaims { article, entities, claims, attributions: Vec::new() }
}

fn person(chance: &mut Chance, size: usize) -> Entity {
    let surname = word(400 + chance.unequal(size / 20));
    let (full, short) = FIRST[chance.below(FIRST.len())];
    let middle = match chance.below(8) {
        0 => " J.",
        1 => " K.",
        _ => "",
    };
    let first = if chance.below(10) == 0 { short } else { full };
    named("person", EntityType::Person, format!("{first}{middle} {surname}"))
}

fn bare(chance: &mut Chance, size: usize, article: &str) -> Entity {
    let surname = word(400 + chance.unequal(size / 20));
    Entity { id: format!("{article}/{}", surname.to_lowercase()), ..named("person", EntityType::Person, surname) }
}

fn body(chance: &mut Chance, size: usize) -> Entity {
    let place = word(400 + chance.below(size));
    let kind = ["Bank", "Works", "Institute", "Society", "Foundation", "Club"][chance.below(6)];
    let name = match chance.below(12) {
        0 => format!("{place} {kind} Inc."),
        1 => format!("The {place} {kind}"),
        _ => format!("{place} {kind}"),
    };
    named("organization", EntityType::Organization, name)
}

fn named(class: &str, kind: EntityType, name: String) -> Entity {
    let mention = Mention { start: 0, end: 1, text: name.clone() };
    Entity {
        id: format!("{class}/{}", byline::claim::slug(&name)),
        name,
        kind,
        class: None,
        exact_match: Vec::new(),
        aliases: Vec::new(),
        mentions: vec![mention],
    }
}

fn claim(article: &str, place: usize, subject: &str, object: &str) -> Claim {
    Claim {
        id: format!("{article}-{place}"),
        subject: subject.to_owned(),
        relation: Relation { id: "met".into(), label: "met".into(), phrase: "met".into(), lemma: "meet".into() },
        object: Some(Value::Entity(object.to_owned())),
        polarity: Polarity::Positive,
        certainty: Certainty::Certain,
        asserted: true,
        attribution: Vec::new(),
        time: None,
        place: None,
        qualifiers: Vec::new(),
        evidence: Evidence { start: 0, end: 1, quote: "x".into() },
        confidence: 0.9,
    }
}
