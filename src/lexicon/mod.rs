//! Word lists, compiled in: WordNet 3.0, GeoNames and CLDR place names, US census given names (`models/en/lexicon`).
//!
//! ```
//! assert_eq!(byline::lexicon::EXCEPTIONS.get("noun children"), Some("child"));
//! assert_eq!(byline::lexicon::DEMONYMS.get("Russian"), Some("Russia"));
//! ```

use fst::Map;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Names of the months, in order.
#[rustfmt::skip]
pub const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
];

/// Names of the days, from Monday.
pub const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Closed classes of words, as files beside the code list them: a line each of the class's name, a tab, and its words.
pub struct WordClasses(HashSet<(&'static str, &'static str)>);

impl WordClasses {
    /// The classes of a file; words of several parts have underscores in them, and lines that begin with `#` are comments.
    pub fn read(file: &'static str) -> Self {
        let lines = file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        Self(lines.flat_map(|(class, words)| words.split(' ').map(move |word| (class, word))).collect())
    }

    /// Whether the word, in lower case, is in that class.
    pub fn has(&self, class: &str, word: &str) -> bool {
        self.0.contains(&(class, word))
    }
}

/// A table from key to value.
pub struct Table {
    keys: Map<&'static [u8]>,
    values: &'static [u8],
}

impl Table {
    fn new(keys: &'static [u8], values: &'static [u8]) -> Self {
        Self { keys: Map::new(keys).expect("built by build.rs"), values }
    }

    /// The value of `key`, which is matched exactly.
    pub fn get(&self, key: &str) -> Option<&'static str> {
        let place = usize::try_from(self.keys.get(key)?).ok()?;
        let length = usize::from(*self.values.get(place)?);
        std::str::from_utf8(self.values.get(place + 1..place + 1 + length)?).ok()
    }

    /// Whether `key` is in the table.
    pub fn contains(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }
}

macro_rules! table {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub static $name: LazyLock<Table> = LazyLock::new(|| {
            Table::new(
                include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".fst")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".values")),
            )
        });
    };
}

table!(
    /// Noun lemma (lower case) → WordNet lexicographer files of its senses, the commonest first: `person`, `act+event`.
    NOUNS, "nouns"
);
table!(
    /// Verb lemma → the same: `communication`.
    VERBS, "verbs"
);
table!(
    /// `noun children` → `child`; parts of speech: noun, verb, adj, adv.
    EXCEPTIONS, "exceptions"
);
table!(
    /// Treebank tag and folded form → lemma, where the rules of lemmatisation go wrong: `PRP them` → `they`.
    LEMMAS, "lemmas"
);
table!(
    /// Noun lemma → `event VERB` or `agent VERB`: `investigation` → `event investigate`.
    DERIVATIONS, "derivations"
);
table!(
    /// Given name (lower case) → `m`, `f` or `e` (either).
    GIVEN_NAMES, "given_names"
);
table!(
    /// Surname (lower case) → `common` (the 500 commonest of the United States) or `known` (the next 4,500).
    SURNAMES, "surnames"
);
table!(
    /// Place name as written → `country DE`, `state US-TX`, `city FR`.
    PLACES, "places"
);
table!(
    /// `country FR`, `state US-TX`, a town (`Paris`; `Fairfield US-CA` where several have the name) → where it is and its
    /// number in GeoNames: `FR 2988507`.
    GEONAMES, "geonames"
);
table!(
    /// Demonym as written → place: `Russian` → `Russia`.
    DEMONYMS, "demonyms"
);
