//! How common names are: what a shared one says about its bearers depends on it (Newcombe et al. 1959).
//!
//! Given names as the graph has them, surnames as the graph and the census have them; and, for a bare surname, on whom of all
//! who bear it the articles are.

use super::name::{self, PersonName};
use super::profile::Profile;
use crate::lexicon;
use std::collections::HashMap;

/// Share of all people who have one of the 500 commonest surnames of the census: their mean; of the next 4,500; of another.
const COMMON: f64 = 0.0008;
const KNOWN: f64 = 0.000_07;
const RARE: f64 = 0.000_005;

/// How often names are met in a graph.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    people: f64,
    given: HashMap<String, f64>,
    /// Articles on people of a surname, and, of these, of a given name.
    articles: HashMap<String, (f64, HashMap<String, f64>)>,
    /// Middle names of people of one given name and surname.
    middle: HashMap<(String, String), Vec<String>>,
}

impl Frequencies {
    /// Adds a person that all articles share.
    pub fn add(&mut self, profile: &Profile) {
        let Some(PersonName { first: Some(first), middle, last, .. }) = PersonName::new(profile.name()) else { return };
        let first = full(&first);
        self.people += 1.0;
        *self.given.entry(first.clone()).or_default() += 1.0;
        let articles = self.articles.entry(last.clone()).or_default();
        articles.0 += profile.articles.len() as f64;
        *articles.1.entry(first.clone()).or_default() += profile.articles.len() as f64;
        if let [middle] = &middle[..] {
            let known = self.middle.entry((first, last)).or_default();
            if !known.contains(middle) {
                known.push(middle.clone());
            }
        }
    }

    /// How many people of this given name and surname the graph is expected to have by chance.
    pub fn expected(&self, first: &str, last: &str) -> f64 {
        let given = self.given.get(&full(first)).copied().unwrap_or(1.0);
        let surname = match rarity(last) {
            Rarity::Common => COMMON,
            Rarity::Known => KNOWN,
            Rarity::Rare => RARE,
        };
        let here = self.articles.get(last).map_or(1.0, |(_, bearers)| bearers.len() as f64);
        // Bearers of the surname in the graph say more than the census, but the two compared are no evidence of others.
        given * surname.max((here - 2.0) / self.people.max(1.0))
    }

    /// Whether people of this name with different middle names are known, so that without one nobody knows who is meant.
    pub fn is_ambiguous(&self, first: &str, last: &str) -> bool {
        let middle = self.middle.get(&(full(first), last.to_owned()));
        let fit = |a: &String, b: &String| name::given_names(a, b) != name::Fit::Different;
        middle.is_some_and(|known| known.iter().any(|a| known.iter().any(|b| !fit(a, b))))
    }

    /// Articles on the bearers of a surname: on those with this given name, and on all others.
    pub fn articles(&self, first: &str, last: &str) -> (f64, f64) {
        let Some((all, bearers)) = self.articles.get(last) else { return (0.0, 0.0) };
        let own = bearers.get(&full(first)).copied().unwrap_or_default();
        (own, all - own)
    }
}

/// How many people have a surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rarity {
    /// Very many.
    Common,
    /// Many.
    Known,
    /// Few.
    Rare,
}

/// How common a surname is, by the census of the United States.
pub fn rarity(last: &str) -> Rarity {
    match lexicon::SURNAMES.get(last) {
        Some("common") => Rarity::Common,
        Some(_) => Rarity::Known,
        None => Rarity::Rare,
    }
}

/// Whether the name, standing alone, may as well be a word or a given name. WordNet knows some surnames as people.
pub fn is_word(last: &str) -> bool {
    match lexicon::NOUNS.get(last) {
        Some(senses) => !senses.starts_with("person"),
        None => lexicon::GIVEN_NAMES.contains(last),
    }
}

/// What a given name is short for: `joe` → `joseph`.
pub fn full(first: &str) -> String {
    name::full_forms(first).into_iter().next().unwrap_or_else(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_and_common() {
        assert_eq!(rarity("johnson"), Rarity::Common);
        assert!(is_word("mark") && is_word("jessica") && !is_word("reagan"));
        assert_eq!(rarity("voskuijlen"), Rarity::Rare);
        assert_eq!(full("joe"), full("joseph"));
    }
}
