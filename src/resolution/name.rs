//! Names taken apart, to be compared: what may differ between two names of one thing.

pub use crate::entity::body::{SMALL, country, known_by};
pub use crate::entity::person::{Fit, PersonName, full_forms, given_names, is_misspelling, words};

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
    fn bodies() {
        assert_eq!(acronym("F.B.I.").as_deref(), Some("fbi"));
        assert_eq!(skeleton("zelenskyy"), skeleton("zelensky"));
        assert!(initials("Federal Bureau of Investigation").contains(&"fbi".to_owned()));
        assert!(is_name("Bureau of Investigation") && !is_name("the minister") && !is_name("Conservative leader"));
    }
}
