//! Names of persons, taken apart, to be compared.

use std::collections::{BTreeMap, BTreeSet};
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

/// What may follow a name.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"];

/// Words that belong to the surname behind them.
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "du", "la", "le", "al", "el", "bin", "ibn", "ben",
    "ter", "mac", "o",
];

/// What may stand before a person's name without being part of it, in lower case.
static TITLES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("titles.txt").lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(' ')).collect()
});

/// Whether a word, in lower case, may stand before a person's name without being part of it.
pub fn is_title(word: &str) -> bool {
    TITLES.contains(word)
}

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

/// Whether two names can be one person's: their surnames are the same, and their given names fit, as far as they are known.
pub fn may_be_one(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (PersonName::new(one), PersonName::new(other)) else { return true };
    let given = |name: &PersonName| -> Vec<String> {
        name.first.iter().chain(&name.middle).chain(&name.nickname).cloned().collect()
    };
    let surname = |name: &PersonName| match &name.first {
        // "De Zoysa", "al-Muhandis"
        Some(first) if PARTICLES.contains(&first.as_str()) => format!("{first} {}", name.last),
        _ => name.last.clone(),
    };
    if surname(&one) == surname(&other) && (surname(&one) != one.last || surname(&other) != other.last) {
        return true;
    }
    let (few, many) = (given(&one), given(&other));
    if few.is_empty() || many.is_empty() {
        // A bare word may be anybody's surname or given name.
        let (bare, whole) = if few.is_empty() { (&one, &other) } else { (&other, &one) };
        return bare.last == whole.last || given(whole).contains(&bare.last);
    }
    let suffixes = one.suffix.is_none() || other.suffix.is_none() || one.suffix == other.suffix;
    let fits = |a: &String, b: &String| given_names(a, b) != Fit::Different;
    // George W. and George H. W. are two.
    let middles = one.middle.iter().zip(&other.middle).all(|(a, b)| fits(a, b));
    one.last == other.last
        && suffixes
        && middles
        && (fits(&few[0], &many[0]) || few.iter().any(|a| a.len() > 1 && many.contains(a)))
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
    }

    #[test]
    fn one_or_two() {
        assert!(may_be_one("Joe Biden", "Joseph R. Biden, Jr.") && may_be_one("Biden", "Joe Biden"));
        assert!(may_be_one("Robert S. Mueller", "Bob Mueller") && may_be_one("Hosni Mubarak", "Mohamed Hosni Mubarak"));
        assert!(!may_be_one("Joe Biden", "Jill Biden") && !may_be_one("Ann Lee", "Ann Roe"));
        assert!(!may_be_one("George W. Bush", "George H. W. Bush"));
    }
}
