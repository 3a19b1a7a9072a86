//! Names of bodies, works and events, to be compared.

use super::person::words;
use crate::lexicon;

/// Legal forms and the like: the same body with and without.
pub const FORMS: &[&str] = &[
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

/// Words that a name is known without.
pub const SMALL: &[&str] = &["the", "of", "and", "for", "in", "at", "on", "to", "a", "an", "s", "de", "la"];

/// The country that is called so, or whose people or things are, as a code: "US", "Russia", "Russian" → `us`, `ru`.
pub fn country(text: &str) -> Option<String> {
    let plain = text.replace('.', "");
    let place = lexicon::DEMONYMS.get(text).unwrap_or(&plain);
    let code = lexicon::PLACES.get(place)?.strip_prefix("country ")?;
    // "Georgia" and "Jersey" are more often something else in names.
    (!matches!(code, "GE" | "JE")).then(|| code.to_lowercase())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies() {
        assert_eq!(
            known_by("Turkish Ministry of Foreign Affairs"),
            known_by("the Ministry of Foreign Affairs of Turkey")
        );
        assert_eq!(known_by("U.S. Supreme Court"), known_by("United States Supreme Court"));
        assert_eq!(known_by("Acme Inc."), known_by("Acme"));
        assert_ne!(known_by("Supreme Court"), known_by("US Supreme Court"));
    }
}
