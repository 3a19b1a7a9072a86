//! What makes an entity the same in every article: its id, a function of its name, its class and the country at hand.
//!
//! A full name is enough ("Jeff Sessions", "Acme Dredging"); a bare surname is not, nor "the Parliament": each country has
//! one. What has only such a name gets its country's code where the article leaves no doubt about it, and else belongs to
//! its article, until evidence links it (`crate::resolution`).

use super::id::slug;
use crate::document::{Document, NameKind};
use crate::entity::body::country;
use crate::entity::person::is_title;
use crate::entity::{Entities, Entity, Form};
use crate::lexicon::{self, WordClasses};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Word lists of `identity.tsv`.
struct Words(&'static str);

/// Titles with which a first name is enough: "Pope Francis".
const WITH_FIRST_NAME: Words = Words("title with first name");
/// Bodies of which every country, state or town has one.
const INSTITUTIONS: Words = Words("institution");
/// Words of bodies of which a country has many.
const LOCAL: Words = Words("local institution");
/// What stands beside them without making them one country's.
const MODIFIERS: Words = Words("modifier");
/// Words that name a place only in their article: "the State".
const COMMON_PLACES: Words = Words("place");
const SMALL: Words = Words("small");

static WORDS: LazyLock<WordClasses> = LazyLock::new(|| WordClasses::read(include_str!("identity.tsv")));

impl Words {
    fn contains(&self, word: &str) -> bool {
        WORDS.has(self.0, word)
    }
}

/// Names that several towns of like size have.
static HOMONYMOUS_TOWNS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("homonymous_towns.txt").lines().skip(1).collect());

/// Whether a body's name is one that every country may have: an institution, and nothing in it but common words.
pub fn is_generic_body(name: &str) -> bool {
    let words: Vec<String> =
        name.split([' ', '-', '/']).map(str::to_lowercase).filter(|word| !word.is_empty()).collect();
    let ends = words.iter().position(|word| matches!(word.as_str(), "of" | "for" | "on")).unwrap_or(words.len());
    let head = words[..ends].last().map(String::as_str).unwrap_or_default();
    let is_common = |word: &String| {
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        SMALL.contains(word) || INSTITUTIONS.contains(word) || MODIFIERS.contains(word)
    };
    INSTITUTIONS.contains(head) && words.iter().all(is_common)
}

/// Whether a country has many of it: a court, an office, an embassy, but not the Supreme Court.
fn is_local_body(name: &str) -> bool {
    let words = name.split([' ', '-', '/']).map(str::to_lowercase).filter(|word| !SMALL.contains(word.as_str()));
    words.into_iter().all(|word| LOCAL.contains(word.as_str()))
}

/// The country that an article is about: of the countries, their people and their known towns that it names, three or more
/// and at least six tenths.
pub fn country_at_hand(entities: &Entities) -> Option<String> {
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for mention in &entities.mentions {
        if matches!(mention.form, Form::Name(NameKind::Loc | NameKind::Norp))
            && let Some(code) = country(&mention.text).or_else(|| country_of_town(&mention.text))
        {
            *named.entry(code).or_default() += 1;
        }
    }
    let all: usize = named.values().sum();
    let (code, most) = named.into_iter().max_by_key(|(code, count)| (*count, std::cmp::Reverse(code.clone())))?;
    (most >= 3 && most * 10 >= all * 6).then_some(code)
}

fn country_of_town(name: &str) -> Option<String> {
    let (kind, code) = lexicon::PLACES.get(name)?.split_once(' ')?;
    matches!(kind, "city" | "state").then(|| code.split('-').next().unwrap_or(code).to_lowercase())
}

/// The id that all articles share, where the name is enough for that. `region` finds what a town's name is followed by.
pub fn shared_id(
    entity: &Entity,
    country_at_hand: Option<&str>,
    region: impl FnOnce() -> Option<&'static str>,
) -> Option<String> {
    let slug_of_name = slug(&entity.name);
    if slug_of_name.is_empty() || SMALL.contains(slug_of_name.as_str()) {
        return None;
    }
    let words = entity.name.split_whitespace().count();
    match entity.named? {
        NameKind::Per => person(&entity.name).map(|name| format!("person/{}", slug(&name))),
        NameKind::Loc => {
            place(&entity.name, &slug_of_name, region(), country_at_hand).map(|slug| format!("place/{slug}"))
        }
        NameKind::Org => body(&entity.name, country_at_hand).map(|slug| format!("organization/{slug}")),
        NameKind::Norp => Some(format!("group/{slug_of_name}")),
        NameKind::Event if words >= 2 => Some(format!("event/{slug_of_name}")),
        NameKind::Misc if words >= 2 => Some(format!("work/{slug_of_name}")),
        _ => None,
    }
}

/// The slug of a place: a country's code, a town's name, with its region or country where there are several of that name.
fn place(name: &str, slug: &str, region: Option<&str>, country_at_hand: Option<&str>) -> Option<String> {
    let known = lexicon::PLACES.get(name).or_else(|| lexicon::PLACES.get(&name.replace('.', "")));
    if let Some(code) = known.and_then(|place| place.strip_prefix("country ")) {
        return Some(match state_called(name).filter(|_| region == Some("US") || country_at_hand == Some("us")) {
            Some(state) => format!("{slug}-{}", state.to_lowercase()),
            None => format!("country-{}", code.to_lowercase()),
        });
    }
    if HOMONYMOUS_TOWNS.contains(name) {
        return region.or(country_at_hand).map(|region| format!("{slug}-{}", region.to_lowercase()));
    }
    let is_common = known.is_none() && COMMON_PLACES.contains(&name.to_lowercase());
    (!is_common).then(|| slug.to_owned())
}

/// The state that a country has the name of: "Georgia" → `US-GA`.
pub fn state_called(name: &str) -> Option<&'static str> {
    lexicon::GEONAMES.get(&format!("state {name}"))?.split(' ').next()
}

/// The region or country that a town is said to be in: "Fairfield, California" → `US-CA`.
pub fn region_behind(document: &Document, entities: &Entities, entity: &Entity) -> Option<&'static str> {
    entity.mentions.iter().find_map(|mention| {
        let mention = &entities.mentions[*mention];
        let (words, last) = (&document.sentences[mention.sentence].words, *mention.words.last()?);
        (words.get(last + 1)?.form == ",").then_some(())?;
        let behind = entities.mention_at(mention.sentence, last + 2)?;
        let (kind, code) = lexicon::PLACES.get(&behind.text)?.split_once(' ')?;
        matches!(kind, "country" | "state").then_some(code)
    })
}

/// A person's full name without titles; `None` for a bare surname.
fn person(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let plain = |word: &str| word.trim_end_matches('.').to_lowercase();
    let titles = words.iter().take_while(|word| is_title(&plain(word))).count();
    let rest = &words[titles.min(words.len())..];
    match (titles, rest.len()) {
        (0, 2..) => Some(name.to_owned()),
        (0, _) => None,
        (_, 2..) => Some(rest.join(" ")),
        (_, 1) if WITH_FIRST_NAME.contains(&plain(words[titles - 1])) => {
            Some(format!("{} {}", words[titles - 1], rest[0]))
        }
        _ => None,
    }
}

/// The slug of a body's name, its country as a code in front if every country has one.
fn body(name: &str, country_at_hand: Option<&str>) -> Option<String> {
    let whole = slug(name);
    if let Some((code, rest)) = without_country(name)
        && is_generic_body(&rest)
    {
        return (!is_local_body(&rest)).then(|| format!("{code}-{}", slug(&rest)));
    }
    if is_generic_body(name) {
        return country_at_hand.filter(|_| !is_local_body(name)).map(|code| format!("{code}-{whole}"));
    }
    (name.split_whitespace().count() >= 2 || whole.len() >= 3).then_some(whole)
}

/// The country that a body's name begins or ends with, and the rest: "Turkish Ministry of Justice", "Ministry of Justice of
/// Turkey" → `tr`, "Ministry of Justice".
fn without_country(name: &str) -> Option<(String, String)> {
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    (1..words.len().min(4)).rev().find_map(|taken| {
        let first = words[..taken].join(" ");
        let first = first.trim_end_matches("'s").trim_end_matches("’s");
        if let Some(code) = country(first) {
            return Some((code, words[taken..].join(" ")));
        }
        let split = words.len() - taken;
        let last = words[split..].join(" ");
        let (code, mut rest) = (country(&last)?, words[..split].to_vec());
        if rest.last() == Some(&"the") {
            rest.pop();
        }
        (rest.len() > 1 && matches!(rest.pop(), Some("of" | "in"))).then(|| (code, rest.join(" ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_need_two_names() {
        let id = |name| person(name).map(|name| slug(&name));
        assert_eq!(id("Jeff Sessions").as_deref(), Some("jeff-sessions"));
        assert_eq!(id("President Joe Biden").as_deref(), Some("joe-biden"));
        assert_eq!(id("Pope Francis").as_deref(), Some("pope-francis"));
        assert_eq!(id("Queen Elizabeth II").as_deref(), Some("elizabeth-ii"));
        assert_eq!((id("Justice Stevens"), id("Sessions"), id("Mr. President")), (None, None, None));
    }

    #[test]
    fn towns_of_one_name_are_told_apart() {
        let id = |name, region, country| place(name, &slug(name), region, country);
        assert_eq!(id("Fairfield", Some("US-CA"), Some("us")).as_deref(), Some("fairfield-us-ca"));
        assert_eq!(id("Birmingham", None, Some("gb")).as_deref(), Some("birmingham-gb"));
        assert_eq!((id("Birmingham", None, None), id("State", None, Some("us"))), (None, None));
        assert_eq!(id("London", None, Some("us")).as_deref(), Some("london"));
        assert_eq!(id("Russia", None, None).as_deref(), Some("country-ru"));
        assert_eq!(id("Georgia", None, None).as_deref(), Some("country-ge"));
        assert_eq!(id("Georgia", None, Some("us")).as_deref(), Some("georgia-us-ga"));
    }

    #[test]
    fn bodies_that_every_country_has() {
        for generic in
            ["Parliament", "Supreme Court", "Ministry of Foreign Affairs", "Labour Party", "Department of Justice"]
        {
            assert!(is_generic_body(generic), "{generic}");
        }
        for own in
            ["Acme Dredging", "Twitter", "Johns Hopkins University", "Scotland Yard", "White House", "Federal Reserve"]
        {
            assert!(!is_generic_body(own), "{own}");
        }
        assert_eq!(body("U.S. Supreme Court", None).as_deref(), Some("us-supreme-court"));
        assert_eq!(body("Supreme Court of the United States", None).as_deref(), Some("us-supreme-court"));
        assert_eq!(body("Supreme Court", Some("gb")).as_deref(), Some("gb-supreme-court"));
        assert_eq!(body("Supreme Court", None), None);
        assert_eq!((body("U.S. District Court", None), body("embassy", Some("us"))), (None, None));
        assert_eq!(body("Bank of America", None).as_deref(), Some("bank-of-america"));
        assert_eq!(body("American Airlines", None).as_deref(), Some("american-airlines"));
    }
}
