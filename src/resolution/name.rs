//! Names taken apart, to be compared: what may differ between two names of one thing.

pub use crate::claim::identity::country;
use crate::claim::identity::is_title;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Given names of the same person: `bill` → `william`.
static NICKNAMES: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut full: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in include_str!("nicknames.tsv").lines() {
        let Some((name, short)) = line.split_once('\t') else { continue };
        short.split(' ').for_each(|short| full.entry(short).or_default().push(name));
    }
    full
});

const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"];

/// Words that belong to the surname behind them.
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "du", "la", "le", "al", "el", "bin", "ibn", "ben",
    "ter", "mac", "o",
];

/// Legal forms and the like: the same body with and without.
const FORMS: &[&str] = &[
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "ltd",
    "limited",
    "llc",
    "plc",
    "gmbh",
    "ag",
    "sa",
    "as",
    "nv",
    "spa",
    "pty",
    "llp",
];

const SMALL: &[&str] = &["the", "of", "and", "for", "in", "at", "on", "to", "a", "an", "s", "de", "la"];

/// Lower-case words without accents and punctuation; "U.S." is one word.
pub fn words(name: &str) -> Vec<String> {
    let plain = deunicode::deunicode(name).to_lowercase();
    let plain = plain.replace("'s ", " ").replace(['\'', '.'], "");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    /// Given name or initial; `None` for a bare surname.
    pub first: Option<String>,
    /// What is given in quotation marks: Matiu “Matt” Ratana.
    pub nickname: Option<String>,
    /// What stands between.
    pub middle: Vec<String>,
    /// Surname, particles included.
    pub last: String,
    /// "jr".
    pub suffix: Option<String>,
}

impl PersonName {
    /// Takes a name apart; `None` where nothing is left of it without titles.
    pub fn new(name: &str) -> Option<Self> {
        let (name, nickname) = without_nickname(name);
        let mut words = words(&name);
        let mut suffix = None;
        while words.len() > 1 && words.last().is_some_and(|word| SUFFIXES.contains(&word.as_str())) {
            suffix = words.pop();
        }
        let titles = words.iter().take_while(|word| is_title(word)).count();
        words.drain(..titles.min(words.len().saturating_sub(1)));
        let mut last = words.pop()?;
        while words.len() > 1 && words.last().is_some_and(|word| PARTICLES.contains(&word.as_str())) {
            last = format!("{} {last}", words.pop().unwrap_or_default());
        }
        let first = (!words.is_empty()).then(|| words.remove(0));
        Some(Self { first, nickname, middle: words, last, suffix })
    }
}

/// Takes the word in quotation marks out of a name.
fn without_nickname(name: &str) -> (String, Option<String>) {
    let quote = |c: char| matches!(c, '"' | '“' | '”');
    let parts: Vec<&str> = name.split(quote).collect();
    match parts[..] {
        [before, within, after] if words(within).len() == 1 && !before.is_empty() && !after.trim().is_empty() => {
            (format!("{} {}", before.trim(), after.trim()), words(within).pop())
        }
        _ => (name.to_owned(), None),
    }
}

/// How two given names fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// They are different names.
    Different,
    /// They are spelt alike but for a letter.
    Spelling,
    /// One is an initial of the other.
    Initial,
    /// One is short for the other.
    Short,
    /// They are the same.
    Same,
}

/// How two given names fit.
pub fn given_names(one: &str, other: &str) -> Fit {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    match () {
        () if one == other => Fit::Same,
        () if initial(one, other) || initial(other, one) => Fit::Initial,
        () if is_short_for(one, other) => Fit::Short,
        () if is_misspelling(one, other) => Fit::Spelling,
        () => Fit::Different,
    }
}

fn is_short_for(one: &str, other: &str) -> bool {
    let full = |name: &str| NICKNAMES.get(name).cloned().unwrap_or_default();
    let (of_one, of_other) = (full(one), full(other));
    of_one.contains(&other) || of_other.contains(&one) || of_one.iter().any(|name| of_other.contains(name))
}

/// Given names under which `name` may be found: itself, and what it is short for.
pub fn full_forms(name: &str) -> Vec<String> {
    let full = NICKNAMES.get(name).into_iter().flatten();
    full.copied().chain([name]).map(str::to_owned).collect()
}

/// One letter more, less or other, in words long enough for that to be a slip.
pub fn is_misspelling(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    shorter >= 5 && one != other && strsim::damerau_levenshtein(one, other) == 1
}

/// The consonants: what spellings of one foreign name share ("zelensky", "zelenskyy", "zelenskiy").
pub fn skeleton(word: &str) -> String {
    let mut skeleton = String::new();
    for (place, c) in word.chars().enumerate() {
        let c = match c {
            'k' | 'q' => 'c',
            'z' => 's',
            'f' => 'v',
            'w' => 'v',
            c => c,
        };
        if (place == 0 || !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h')) && !skeleton.ends_with(c) {
            skeleton.push(c);
        }
    }
    skeleton
}

/// The words by which a body, a work or an event is known: without small words and legal forms, countries and peoples as
/// codes, sorted; "Turkish Ministry of Foreign Affairs" and "Ministry of Foreign Affairs of Turkey" are the same.
pub fn known_by(name: &str) -> Vec<String> {
    let cased: Vec<&str> = name.split(|c: char| c.is_whitespace() || c == '-' || c == '/').collect();
    let mut known = Vec::new();
    let mut place = 0;
    while place < cased.len() {
        // "House America" is no House of America.
        let is_tail = |taken: usize| {
            let before = place.checked_sub(1).map(|before| cased[before].to_lowercase());
            place + taken == cased.len() && before.is_some_and(|word| !matches!(word.as_str(), "of" | "in" | "the"))
        };
        let country = country_at(&cased[place..]).filter(|(_, taken)| !is_tail(*taken));
        let (code, taken) = country.map_or((None, 1), |(code, taken)| (Some(code), taken));
        match code {
            Some(code) => known.push(code),
            None => known.extend(words(cased[place]).into_iter().filter(|word| !SMALL.contains(&word.as_str()))),
        }
        place += taken;
    }
    let bare = known.iter().filter(|word| !FORMS.contains(&word.as_str())).count();
    if bare > 0 {
        known.retain(|word| !FORMS.contains(&word.as_str()));
    }
    known.sort();
    known
}

/// The country that these words begin with, as `=us`, and how many words that takes.
fn country_at(words: &[&str]) -> Option<(String, usize)> {
    (1..=words.len().min(3)).rev().find_map(|taken| {
        let text = words[..taken].join(" ");
        let text = text.trim_end_matches("'s").trim_end_matches("’s").trim_matches([',', '(', ')']);
        country(text).map(|code| (format!("={code}"), taken))
    })
}

/// Whether a wording is a name, not a description: its words begin with capitals, but for the small ones.
pub fn is_name(wording: &str) -> bool {
    let mut words = wording.split_whitespace().filter(|word| !SMALL.contains(word)).peekable();
    words.peek().is_some()
        && wording.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && words.all(|word| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()))
}

/// The letters of an acronym ("FBI", "U.N."); `None` for other names.
pub fn acronym(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_acronym = (2..=7).contains(&letters.len())
        && letters.chars().all(|c| c.is_ascii_uppercase())
        && !name.contains(char::is_whitespace);
    is_acronym.then(|| letters.to_lowercase())
}

/// The acronyms that a name may have: the initials of its large words, and of all.
pub fn initials(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let of = |keep: &dyn Fn(&str) -> bool| -> String {
        words
            .iter()
            .filter(|word| keep(word))
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let mut found = vec![of(&|word| word.starts_with(char::is_uppercase)), of(&|word| word != "the" && word != "The")];
    found.dedup();
    found.retain(|initials| initials.len() >= 2);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons() {
        let name = PersonName::new("President Joseph R. Biden Jr.").unwrap();
        assert_eq!((name.first.as_deref(), name.last.as_str()), (Some("joseph"), "biden"));
        assert_eq!((name.middle.as_slice(), name.suffix.as_deref()), (&["r".to_owned()][..], Some("jr")));
        assert_eq!(PersonName::new("Eddie Van Halen").unwrap().last, "van halen");
        assert_eq!(PersonName::new("Van Halen").unwrap().first.as_deref(), Some("van"), "nobody knows");
        assert_eq!(PersonName::new("Sessions").unwrap().first, None);
        assert_eq!(PersonName::new("…"), None);
        let name = PersonName::new("Matiu “Matt” Ratana").unwrap();
        assert_eq!((name.nickname.as_deref(), name.middle.len()), (Some("matt"), 0));
    }

    #[test]
    fn given() {
        assert_eq!(given_names("joe", "joseph"), Fit::Short);
        assert_eq!(given_names("bill", "will"), Fit::Short);
        assert_eq!(given_names("j", "joseph"), Fit::Initial);
        assert_eq!(given_names("abdel", "abdul"), Fit::Spelling);
        assert_eq!(given_names("joe", "jill"), Fit::Different);
        assert_eq!(skeleton("zelenskyy"), skeleton("zelensky"));
    }

    #[test]
    fn bodies() {
        assert_eq!(
            known_by("Turkish Ministry of Foreign Affairs"),
            known_by("the Ministry of Foreign Affairs of Turkey")
        );
        assert_eq!(known_by("U.S. Supreme Court"), known_by("United States Supreme Court"));
        assert_eq!(known_by("Acme Inc."), known_by("Acme"));
        assert_ne!(known_by("Supreme Court"), known_by("US Supreme Court"));
        assert_eq!(acronym("F.B.I.").as_deref(), Some("fbi"));
        assert!(initials("Federal Bureau of Investigation").contains(&"fbi".to_owned()));
        assert!(is_name("Bureau of Investigation") && !is_name("the minister") && !is_name("Conservative leader"));
    }
}
