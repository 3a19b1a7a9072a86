//! Names of articles.

use super::{Article, Note, Origin};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// Longest name made of a title or address, in bytes.
const LONGEST_SLUG: usize = 80;
/// Longest file name kept as it is: names become file names again, with an extension and perhaps a hash.
const LONGEST_NAME: usize = 150;

/// SHA-256 of a text, hexadecimal.
pub(super) fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The name itself where it can be an id (letters, digits, `-`, `_`, `.`), else a slug of it; `None` where nothing
/// is left.
pub(super) fn from_name(name: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !name.is_empty() && name.len() <= LONGEST_NAME && !name.starts_with('.') && name.chars().all(plain) {
        return Some(name.to_owned());
    }
    slug(name)
}

/// Lower-case ASCII letters and digits joined by `-`.
pub(super) fn slug(words: &str) -> Option<String> {
    let mut slug = String::new();
    for c in deunicode::deunicode(words).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !matches!(c, '\'') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    if slug.len() > LONGEST_SLUG {
        // Not in the middle of a word, unless the words are monsters.
        let cut = slug[..=LONGEST_SLUG].rfind('-').filter(|&cut| cut > LONGEST_SLUG / 2).unwrap_or(LONGEST_SLUG);
        slug.truncate(cut);
    }
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

/// A slug of the last telling part of an address: `https://example.com/2024/takeover.html` → `takeover`.
pub(super) fn from_url(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?.split_once("://").map_or(url, |(_, rest)| rest);
    let telling = |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    let part = path.trim_end_matches('/').split('/').skip(1).filter(telling).last()?;
    slug(part.rsplit_once('.').filter(|(_, end)| end.len() <= 5).map_or(part, |(stem, _)| stem))
}

/// Sees to it that the articles of one batch have different names.
///
/// Names that differ in case only count as the same: on some file systems they are.
#[derive(Debug, Default)]
pub struct UniqueIds {
    /// Lower-case id → first bytes of the text's hash. Looked up only, so order never shows.
    taken: HashMap<String, String>,
}

impl UniqueIds {
    /// No name taken yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the article's name. A second article of that name with another text gets the beginning of its hash
    /// appended; the same article again yields `None`.
    pub fn admit(&mut self, mut article: Article, origin: &Origin, note: &mut dyn FnMut(Note)) -> Option<Article> {
        let hash = &article.sha256[..16];
        match self.taken.get(&article.id.to_lowercase()) {
            None => {}
            Some(taken) if taken == hash => {
                note(Note::Duplicate { origin: origin.clone(), id: article.id });
                return None;
            }
            Some(_) => {
                let renamed = format!("{}-{}", article.id, &hash[..8]);
                if self.taken.get(&renamed.to_lowercase()).is_some_and(|taken| taken == hash) {
                    note(Note::Duplicate { origin: origin.clone(), id: renamed });
                    return None;
                }
                note(Note::Renamed { origin: origin.clone(), id: article.id, renamed: renamed.clone() });
                article.id = renamed;
            }
        }
        self.taken.insert(article.id.to_lowercase(), article.sha256[..16].to_owned());
        Some(article)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_and_titles_become_slugs() {
        assert_eq!(from_name("own-1").as_deref(), Some("own-1"));
        assert_eq!(from_name("A_b.2").as_deref(), Some("A_b.2"));
        assert_eq!(from_name("Sessions’s recusal, again").as_deref(), Some("sessionss-recusal-again"));
        assert_eq!(from_name("Größe & Maß").as_deref(), Some("grosse-mass"));
        assert_eq!(from_name("…"), None);
        assert!(from_name(&"word ".repeat(100)).unwrap().len() <= LONGEST_SLUG);
    }

    #[test]
    fn addresses_become_slugs() {
        assert_eq!(from_url("https://example.com/2024/05/takeover.html?x=1").as_deref(), Some("takeover"));
        assert_eq!(from_url("https://example.com/news/calder-sold/12345/").as_deref(), Some("calder-sold"));
        assert_eq!(from_url("https://example.com/"), None);
    }

    #[test]
    fn a_name_is_given_once() {
        let mut ids = UniqueIds::new();
        let origin = Origin::standard_input();
        let mut notes = Vec::new();
        let mut admit = |id: &str, text: &str| {
            ids.admit(Article::new(id, text), &origin, &mut |note| notes.push(note)).map(|article| article.id)
        };
        assert_eq!(admit("a", "one").as_deref(), Some("a"));
        assert_eq!(admit("a", "one"), None);
        let second = admit("A", "two").unwrap();
        assert_eq!(second, format!("A-{}", &sha256("two")[..8]));
        assert_eq!(admit("A", "two"), None);
        assert_eq!(notes.len(), 3);
    }
}
