//! Nouns that news text uses for one another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The keys of each word.
static SYNONYMS: LazyLock<BTreeMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let table = include_str!("role_synonyms.tsv");
    for (key, others) in table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
        for word in others.split(' ').chain([key]) {
            found.entry(word).or_default().insert(key);
        }
    }
    found
});

/// Whether two nouns are the same or can mean the same role or thing: "ambassador", "envoy".
pub fn same(a: &str, b: &str) -> bool {
    a == b || matches!((SYNONYMS.get(a), SYNONYMS.get(b)), (Some(x), Some(y)) if !x.is_disjoint(y))
}
