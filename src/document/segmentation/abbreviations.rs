//! The list of `models/en/abbreviations.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Whose the dot after an abbreviation is; the file says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Its own, and no sentence ends there.
    Title,
    /// Its own.
    Firm,
    /// Its own or the sentence's.
    Open,
}

static LIST: LazyLock<HashMap<&str, Abbreviation>> = LazyLock::new(|| {
    let lines = include_str!("../../../models/en/abbreviations.txt").lines().filter(|line| !line.starts_with('#'));
    let words = |line: &'static str| {
        let (class, words) = line.split_once(": ")?;
        let class = match class {
            "title" => Abbreviation::Title,
            "firm" => Abbreviation::Firm,
            _ => Abbreviation::Open,
        };
        Some(words.split_whitespace().map(move |word| (word, class)))
    };
    lines.filter_map(words).flatten().collect()
});

/// The class of `word` (without its dot), if it is an abbreviation.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    LIST.get(word).copied().or_else(|| {
        let initial = word.chars().next()?.len_utf8();
        let title = format!("{}{}", &word[..initial], word[initial..].to_lowercase());
        // "CO.": the company or the state; the words around tell.
        (word.chars().all(char::is_uppercase) && LIST.contains_key(title.as_str())).then_some(Abbreviation::Open)
    })
}
