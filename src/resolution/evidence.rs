//! Two entities compared: the evidence for and against their being one, weighed (Fellegi & Sunter 1969).
//!
//! Every piece of evidence has a weight, the logarithm of how much likelier it is where the two are one than where they
//! are two; the weights add up to log-odds, the logistic function of which is the score. The weights are estimates.

use super::frequency::{self, Rarity};
use super::name::{self, Fit, PersonName};
use super::profile::{Fact, Number, Profile, Profiles};
use crate::claim::EntityType;
use crate::claim::identity::is_generic_body;
use crate::lexicon;
use std::collections::BTreeSet;

/// Two entities, picked at random among those with a name in common, are rather two.
const PRIOR: f64 = -3.0;
/// As much as names that exclude each other weigh.
const EXCLUDED: f64 = -12.0;
/// An entity in so many articles says nothing about whom it is met with.
const EVERYWHERE: usize = 2000;
/// A full name that no more people than that are expected to have beside its bearer is rare.
const RARE_NAME: f64 = 0.005;
/// As many articles of an entity as are looked at for its company.
pub const LOOKED_AT: usize = 40;

/// What a country has many of: without a place, the name says little.
const MANY: &[&str] = &[
    "embassy",
    "consulate",
    "court",
    "district",
    "office",
    "mission",
    "police",
    "hospital",
    "airport",
    "school",
    "university",
    "ministry",
    "department",
];

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Above zero: for one thing; below: for two.
    pub weight: f64,
    /// In words.
    pub words: String,
}

/// All evidence about one pair.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// For and against.
    pub evidence: Vec<Evidence>,
    /// Whether something excludes that the two are one.
    pub is_excluded: bool,
}

impl Comparison {
    fn add(&mut self, weight: f64, words: impl Into<String>) {
        self.evidence.push(Evidence { weight, words: words.into() });
    }

    fn exclude(&mut self, words: impl Into<String>) {
        self.is_excluded = true;
        self.add(EXCLUDED, words);
    }

    /// Probability that the two are one.
    pub fn score(&self) -> f64 {
        let odds: f64 = self.evidence.iter().map(|evidence| evidence.weight).sum::<f64>() + PRIOR;
        1.0 / (1.0 + (-odds).exp())
    }
}

/// Compares two entities. `rivals` is how many others of the graph fit as well by name alone.
pub fn compare(profiles: &Profiles, one: Number, other: Number, rivals: usize) -> Comparison {
    let (a, b) = (&profiles.entities[one as usize], &profiles.entities[other as usize]);
    let mut found = Comparison::default();
    names(profiles, a, b, rivals, &mut found);
    classes(a, b, &mut found);
    facts(profiles, a, b, &mut found);
    if !found.is_excluded {
        company(profiles, a, b, &mut found);
    }
    found
}

fn names(profiles: &Profiles, a: &Profile, b: &Profile, rivals: usize, found: &mut Comparison) {
    // Where one is of unknown class, the other one's decides how the names are read.
    let known = if a.kind() == EntityType::Thing { b.kind() } else { a.kind() };
    let people = [a, b].map(|profile| match profile.kind() {
        EntityType::Thing => known == EntityType::Person,
        kind => kind == EntityType::Person,
    });
    match people {
        [true, true] => persons(profiles, a, b, rivals, found),
        _ => bodies(a, b, rivals, found),
    }
    let shared: BTreeSet<&String> = a.names.keys().filter(|name| b.names.contains_key(*name)).collect();
    let own = [a, b].map(|profile| name::known_by(profile.name()));
    let says_more = |name: &str| own[0] != own[1] || name::known_by(name) != own[0];
    let telling = |name: &&&String| (name::words(name).len() >= 2 || name::acronym(name).is_some()) && says_more(name);
    let telling: Vec<&str> = shared.iter().filter(telling).map(|name| name.as_str()).collect();
    if !telling.is_empty() && people != [true, true] {
        found.add(2.5, format!("both are also called “{}”", telling.join("”, “")));
    }
}

fn persons(profiles: &Profiles, a: &Profile, b: &Profile, rivals: usize, found: &mut Comparison) {
    let (Some(one), Some(mut other)) = (PersonName::new(a.name()), PersonName::new(b.name())) else { return };
    if b.is_entry && other != one {
        // An authority lists the names one by one; the one that is meant is the one that fits.
        let mut listed = b.names.keys().filter_map(|name| PersonName::new(name));
        other = listed.find(|name| name.last == one.last && name.first == one.first).unwrap_or(other);
    }
    if one.last != other.last {
        match () {
            () if name::is_misspelling(&one.last, &other.last) => {
                found.add(-0.5, format!("surnames almost alike: “{}”, “{}”", one.last, other.last));
            }
            () if name::skeleton(&one.last) == name::skeleton(&other.last) => {
                found.add(-2.0, format!("surnames that sound alike: “{}”, “{}”", one.last, other.last));
            }
            () => return found.exclude(format!("different surnames: “{}”, “{}”", one.last, other.last)),
        }
    }
    if let (Some(first), Some(second)) = (&one.suffix, &other.suffix)
        && first != second
    {
        return found.exclude(format!("“{first}” and “{second}”"));
    }
    if let (Some(gender), Some(another)) = (gender(a, &one), gender(b, &other))
        && gender != another
    {
        return found.exclude(format!(
            "“{}” is a man's name or title, the other a woman's",
            if gender == 'm' { a } else { b }.name()
        ));
    }
    match (&one.first, &other.first) {
        (Some(first), Some(second)) => {
            given(first, second, &one, &other, rivals, found);
            if !a.is_entry && !b.is_entry && !found.is_excluded && one.last == other.last {
                homonyms(profiles, &one, &other, first, second, found);
            }
        }
        (None, None) => found.add(0.5, format!("both are called “{}”", a.name())),
        (None, Some(first)) if !a.is_entry && !b.is_entry => surname(profiles, &other.last, first, a.name(), found),
        (Some(first), None) if !a.is_entry && !b.is_entry => surname(profiles, &one.last, first, b.name(), found),
        _ => {
            // A name that nobody else has is half a full name.
            let odds = if rivals == 0 { 2.0 } else { 0.5 - (1.0 + rivals as f64).ln() };
            found.add(odds, one_of(rivals, if one.first.is_none() { a.name() } else { b.name() }));
        }
    }
}

/// What a title, else the given name, says: `m` or `f`.
fn gender(profile: &Profile, person: &PersonName) -> Option<char> {
    let titles = profile.names.keys().filter_map(|name| match name::words(name).first()?.as_str() {
        "mr" | "sir" | "lord" | "herr" | "monsieur" | "senor" | "signor" | "king" | "prince" => Some('m'),
        "mrs" | "ms" | "miss" | "lady" | "dame" | "mme" | "mlle" | "madame" | "frau" | "queen" | "princess" => {
            Some('f')
        }
        _ => None,
    });
    let titles: BTreeSet<char> = titles.collect();
    match titles.len() {
        0 => lexicon::GIVEN_NAMES.get(person.first.as_ref()?)?.chars().next().filter(|gender| *gender != 'e'),
        1 => titles.first().copied(),
        _ => None,
    }
}

/// Names that few people have are rarely two people's; where several of one name are told apart by middle names, whoever
/// has none may be any of them.
fn homonyms(
    profiles: &Profiles,
    one: &PersonName,
    other: &PersonName,
    first: &str,
    second: &str,
    found: &mut Comparison,
) {
    let name = if first.len() > second.len() { first } else { second };
    let fit = name::given_names(first, second);
    if one.middle.is_empty() != other.middle.is_empty() && profiles.frequencies.is_ambiguous(name, &one.last) {
        found.add(-1.5, format!("people called “{name} {}” have different middle names", one.last));
    } else if profiles.frequencies.expected(name, &one.last) < RARE_NAME {
        let says_less = one.middle.is_empty() != other.middle.is_empty();
        match fit {
            Fit::Short => found.add(2.0, format!("few people are called “{name} {}”", one.last)),
            Fit::Same if says_less => found.add(1.5, format!("few people are called “{name} {}”", one.last)),
            _ => {}
        }
    }
}

/// A bare surname and one of those who have it: whom of them the graph's articles are on, and how many have the name.
fn surname(profiles: &Profiles, last: &str, first: &str, short: &str, found: &mut Comparison) {
    let (own, others) = profiles.frequencies.articles(first, last);
    let most: f64 = match frequency::rarity(last) {
        Rarity::Common => 1.5,
        Rarity::Known => 2.7,
        Rarity::Rare => 3.0,
    };
    // A word or a given name is somebody's surname, surely, only where many articles are on somebody of that surname.
    let most = if frequency::is_word(last) { most.min(1.0 + 0.5 * (1.0 + own).ln()) } else { most };
    let share = ((own + 0.5) / (others + 0.5)).ln();
    let words = match others {
        0.0 => format!("“{short}” fits nobody else in the graph"),
        _ => format!("“{short}” fits the one whom {own} of {} articles on people of that name are on", own + others),
    };
    found.add(if others == 0.0 { most } else { share.min(most) }, words);
}

fn one_of(rivals: usize, name: &str) -> String {
    match rivals {
        0 => format!("“{name}” fits nobody else in the graph"),
        1 => format!("“{name}” fits one other in the graph"),
        _ => format!("“{name}” fits {rivals} others in the graph"),
    }
}

fn given(first: &str, second: &str, one: &PersonName, other: &PersonName, rivals: usize, found: &mut Comparison) {
    let prefixed = || {
        let [long, short] = if one.middle.len() > other.middle.len() { [one, other] } else { [other, one] };
        long.middle.last().is_some_and(|middle| Some(middle) == short.first.as_ref()) && short.middle.is_empty()
    };
    let nickname = [(one, second), (other, first)].into_iter().any(|(p, given)| p.nickname.as_deref() == Some(given));
    if one.suffix.is_some() != other.suffix.is_some() {
        found.add(-1.5, "only one is “Jr.” or the like: they may be father and son");
    }
    match name::given_names(first, second) {
        Fit::Different | Fit::Short if nickname => {
            found.add(5.5, format!("one of “{first}” and “{second}” is given as nickname of the other"));
        }
        // A middle name that only one has may be what tells two people apart.
        Fit::Same if one.middle.is_empty() != other.middle.is_empty() => {
            found.add(4.0, format!("same first name and surname: “{first} {}”", one.last));
        }
        Fit::Same => found.add(5.0, format!("same first name and surname: “{first} {}”", one.last)),
        Fit::Short => found.add(3.5, format!("“{first}” and “{second}” may be one first name")),
        Fit::Initial => {
            found.add(2.5 - (1.0 + rivals as f64).ln(), format!("“{first}” and “{second}” have one initial"))
        }
        Fit::Spelling => found.add(1.5, format!("first names spelt almost alike: “{first}”, “{second}”")),
        Fit::Different if prefixed() => found.add(2.5, format!("one name ends with the other, “{}”", one.last)),
        Fit::Different => return found.exclude(format!("different first names: “{first}”, “{second}”")),
    }
    let fits = |x: &String, y: &String| !matches!(name::given_names(x, y), Fit::Different);
    if !one.middle.is_empty() && !other.middle.is_empty() {
        let agree = one.middle.iter().any(|x| other.middle.iter().any(|y| fits(x, y)));
        match agree {
            true => found.add(2.0, "their middle names agree"),
            false => found.exclude(format!(
                "different middle names: “{}”, “{}”",
                one.middle.join(" "),
                other.middle.join(" ")
            )),
        }
    }
}

fn bodies(a: &Profile, b: &Profile, rivals: usize, found: &mut Comparison) {
    let (one, other) = (name::known_by(a.name()), name::known_by(b.name()));
    let acronym = |short: &Profile, long: &Profile| {
        name::acronym(short.name()).filter(|letters| name::initials(long.name()).contains(letters))
    };
    let without_country =
        |words: &[String]| -> Vec<String> { words.iter().filter(|w| !w.starts_with('=')).cloned().collect() };
    if one == other {
        let weight = if one.len() == 1 { 3.5 } else { 5.0 };
        let what = if a.name() == b.name() { "same name" } else { "same name but for small words" };
        found.add(weight, format!("{what}: “{}”, “{}”", a.name(), b.name()));
        let generic = [a, b].iter().any(|profile| !profile.is_entry && is_generic_body(profile.name()));
        if generic || one.iter().all(|word| word.starts_with('=') || MANY.contains(&word.as_str())) {
            found.add(-2.5, "there are many of that name".to_owned());
        }
    } else if let Some(letters) = acronym(a, b).or_else(|| acronym(b, a)) {
        let weight = letters.len() as f64 - 1.5 - (1.0 + rivals as f64).ln();
        found.add(weight, format!("“{}” has the initials of the other", letters.to_uppercase()));
    } else if without_country(&one) == without_country(&other) {
        let differ = one.iter().any(|w| w.starts_with('=')) && other.iter().any(|w| w.starts_with('='));
        match differ {
            true => found.exclude(format!("of different countries: “{}”, “{}”", a.name(), b.name())),
            false => found.add(1.5 - (1.0 + rivals as f64).ln(), "same name but for the country"),
        }
    } else if one.len() == other.len() && differ_by_a_letter(&one, &other) {
        found.add(2.5, format!("spelt almost alike: “{}”, “{}”", a.name(), b.name()));
    } else {
        found.add(-1.0, format!("different names: “{}”, “{}”", a.name(), b.name()));
    }
}

/// All words the same but one, and that but for a letter; numbers are never slips.
fn differ_by_a_letter(one: &[String], other: &[String]) -> bool {
    let different: Vec<_> = one.iter().zip(other).filter(|(x, y)| x != y).collect();
    let [(x, y)] = different[..] else { return false };
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    // A plural is another thing more often than a slip.
    name::is_misspelling(x, y) && !x.chars().any(char::is_numeric) && format!("{short}s") != *long
}

fn classes(a: &Profile, b: &Profile, found: &mut Comparison) {
    let (one, other) = (a.kind(), b.kind());
    if [one, other].contains(&EntityType::Thing) {
        return;
    }
    if one == other {
        // Of an entry, the class is somebody's word; of two of our own, it is how their names look.
        if a.is_entry || b.is_entry {
            found.add(1.0, format!("both are {}", class(one)));
        }
        return;
    }
    let words = format!("one is {}, the other {}", class(one), class(other));
    match [one, other].contains(&EntityType::Person) {
        true => found.add(-6.0, words),
        false => found.add(-3.0, words),
    }
}

fn class(kind: EntityType) -> String {
    let name = kind.name().to_lowercase();
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}

fn facts(profiles: &Profiles, a: &Profile, b: &Profile, found: &mut Comparison) {
    let of = |profile: &Profile| -> BTreeSet<Fact> { profile.facts().cloned().collect() };
    let (one, other) = (of(a), of(b));
    let countries = |facts: &BTreeSet<Fact>| -> BTreeSet<String> {
        facts.iter().filter_map(|f| if let Fact::Country(c) = f { Some(c.to_uppercase()) } else { None }).collect()
    };
    let (here, there) = (countries(&one), countries(&other));
    if !here.is_empty() && !there.is_empty() {
        match here.intersection(&there).next() {
            Some(country) => found.add(0.7, format!("both are of {country}")),
            None => found.add(-2.0, format!("one is of {}, the other of {}", list(&here), list(&there))),
        }
    }
    let bare = |profile: &Profile| PersonName::new(profile.name()).is_some_and(|person| person.first.is_none());
    let is_short = [a, b].iter().all(|p| p.kind() == EntityType::Person && !p.is_entry) && bare(a) != bare(b);
    born(&one, &other, found);
    entries(&one, &other, found);
    for fact in one.intersection(&other) {
        match fact {
            Fact::Position(position) => {
                found.add(position_weight(position, is_short), format!("both are {position}"));
            }
            Fact::Body(body) => {
                let body = &profiles.entities[*body as usize];
                found.add(1.5, format!("both belong to {}", body.name()));
            }
            _ => {}
        }
    }
}

/// A title of one word is widely held, but rarely by two of one surname.
fn position_weight(position: &str, is_short: bool) -> f64 {
    let weight = if position.contains(' ') { 1.5 } else { 1.0 };
    if is_short { weight + 1.5 } else { weight }
}

fn list(words: &BTreeSet<String>) -> String {
    words.iter().take(3).cloned().collect::<Vec<_>>().join(", ")
}

fn born(one: &BTreeSet<Fact>, other: &BTreeSet<Fact>, found: &mut Comparison) {
    let years = |facts: &BTreeSet<Fact>| -> Vec<i32> {
        facts.iter().filter_map(|fact| if let Fact::Born(year) = fact { Some(*year) } else { None }).collect()
    };
    let (here, there) = (years(one), years(other));
    let (Some(year), Some(another)) = (here.first(), there.first()) else { return };
    let apart = here.iter().flat_map(|x| there.iter().map(move |y| (x - y).abs())).min().unwrap_or_default();
    match apart {
        0..=1 => found.add(3.0, format!("both were born about {year}")),
        _ => found.add(-5.0, format!("one was born about {year}, the other about {another}")),
    }
}

fn entries(one: &BTreeSet<Fact>, other: &BTreeSet<Fact>, found: &mut Comparison) {
    let entry = |facts: &BTreeSet<Fact>| {
        facts.iter().find_map(|fact| if let Fact::Entry(iri) = fact { Some(iri.clone()) } else { None })
    };
    match (entry(one), entry(other)) {
        (Some(x), Some(y)) if x == y => found.add(8.0, format!("both are {x}")),
        (Some(x), Some(y)) => found.exclude(format!("one is {x}, the other {y}")),
        _ => {}
    }
}

/// With whom they are met, in claims and in articles.
fn company(profiles: &Profiles, a: &Profile, b: &Profile, found: &mut Comparison) {
    let common: Vec<u32> =
        a.articles.iter().filter(|article| b.articles.binary_search(article).is_ok()).copied().collect();
    if !common.is_empty() {
        together(profiles, a, b, &common, found);
    }
    let claims = shared(profiles, &a.neighbours, &b.neighbours, &[a, b]);
    if !claims.is_empty() {
        let weight: f64 = claims.iter().map(|number| rarity(profiles, *number)).sum();
        found.add((0.9 * weight).min(2.5), format!("claims about both name {}", names_of(profiles, &claims)));
    }
    let company = |own: &Profile| -> Vec<Number> {
        let articles = own.articles.iter().filter(|article| common.binary_search(article).is_err()).take(LOOKED_AT);
        let mut met: Vec<Number> =
            articles.flat_map(|article| &profiles.mentioned[*article as usize]).copied().collect();
        met.sort_unstable();
        met.dedup();
        met
    };
    let met: Vec<Number> = shared(profiles, &company(a), &company(b), &[a, b])
        .into_iter()
        .filter(|number| !claims.contains(number))
        .collect();
    if !met.is_empty() {
        let weight: f64 = met.iter().map(|number| rarity(profiles, *number)).sum();
        found.add((0.45 * weight).min(2.0), format!("articles on both mention {}", names_of(profiles, &met)));
    }
}

/// Both in one article, which did not unite them.
fn together(profiles: &Profiles, a: &Profile, b: &Profile, common: &[u32], found: &mut Comparison) {
    let article = &profiles.articles[common[0] as usize];
    let weight = match (PersonName::new(a.name()), PersonName::new(b.name())) {
        // Where an article has both a full name and a fuller one, it is nearly always for the same person.
        (Some(one), Some(other)) if one.first.is_some() && other.first.is_some() && one.last == other.last => return,
        (Some(one), Some(other)) if one.last == other.last && one.first.is_some() != other.first.is_some() => {
            let people =
                profiles.mentioned[common[0] as usize].iter().map(|number| &profiles.entities[*number as usize]);
            let names = people.filter(|p| p.kind() == EntityType::Person).filter_map(|p| PersonName::new(p.name()));
            if names.filter(|name| name.first.is_some() && name.last == one.last).count() == 1 {
                // Titles that are not known keep coreference from uniting them.
                return found.add(2.5, format!("{article} has nobody else called “{}”", one.last));
            }
            -3.0
        }
        _ if a.kind() == EntityType::Person => -3.0,
        _ => -0.5,
    };
    found.add(weight, format!("{article} has both and does not unite them"));
}

/// The entities in both lists, rarest first, but for the two compared.
fn shared(profiles: &Profiles, one: &[Number], other: &[Number], but: &[&Profile]) -> Vec<Number> {
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let mut shared: Vec<Number> = few.iter().filter(|number| many.binary_search(number).is_ok()).copied().collect();
    shared.retain(|number| {
        let profile = &profiles.entities[*number as usize];
        profile.articles.len() < EVERYWHERE && but.iter().all(|own| own.id != profile.id)
    });
    shared.sort_by_key(|number| (profiles.entities[*number as usize].articles.len(), *number));
    shared
}

/// An entity of few articles says more about its company (Adamic & Adar 2003).
fn rarity(profiles: &Profiles, number: Number) -> f64 {
    1.0 / (1.0 + profiles.entities[number as usize].articles.len() as f64).ln()
}

fn names_of(profiles: &Profiles, numbers: &[Number]) -> String {
    let names: Vec<&str> = numbers.iter().take(4).map(|number| profiles.entities[*number as usize].name()).collect();
    match numbers.len().checked_sub(names.len()) {
        Some(more) if more > 0 => format!("{} and {more} more", names.join(", ")),
        _ => names.join(", "),
    }
}
