//! Clusters in CorefUD 1.x: `Entity=` in the column MISC.
//!
//! `(e1-person-2` opens a mention of entity `e1`, a person, whose head is its second word, `e1)` closes it; a mention of
//! one word is `(e1-person-1)`. The order of opening is the outer first, of closing the inner first.

use super::Coreference;
use std::collections::BTreeMap;

/// The comment that says what the parts of `Entity=` are.
pub const GLOBAL: &str = "# global.Entity = eid-etype-head";

/// A word: sentence and number.
type Word = (usize, usize);

/// `Entity=…` for each word where a mention begins or ends, by sentence and word.
pub fn entities(coreference: &Coreference) -> BTreeMap<Word, String> {
    let mut opening: BTreeMap<Word, Vec<(usize, usize, usize)>> = BTreeMap::new();
    let mut closing: BTreeMap<Word, Vec<(usize, usize)>> = BTreeMap::new();
    for (entity, cluster) in coreference.clusters.iter().enumerate() {
        for &number in cluster {
            let mention = &coreference.mentions[number];
            let (sentence, words) = (mention.sentence, mention.words);
            opening.entry((sentence, words.start)).or_default().push((
                words.end,
                entity + 1,
                mention.head - words.start + 1,
            ));
            if words.end - words.start > 1 {
                closing.entry((sentence, words.end - 1)).or_default().push((words.start, entity + 1));
            }
        }
    }
    let mut values: BTreeMap<Word, String> = BTreeMap::new();
    for (&(sentence, word), ends) in &mut closing {
        ends.sort_by(|a, b| b.cmp(a));
        let value = values.entry((sentence, word)).or_default();
        ends.iter().for_each(|(_, entity)| *value += &format!("e{entity})"));
    }
    for (&(sentence, word), starts) in &mut opening {
        starts.sort_by(|a, b| b.cmp(a));
        let value = values.entry((sentence, word)).or_default();
        let mut opened = String::new();
        for (end, entity, head) in starts.iter() {
            opened += &format!(
                "(e{entity}-{}-{head}{}",
                coreference.types[entity - 1],
                if *end == word + 1 { ")" } else { "" }
            );
        }
        // A mention of the last word alone lies inside what ends with it.
        if starts.iter().all(|(end, ..)| *end == word + 1) {
            value.insert_str(0, &opened)
        } else {
            value.push_str(&opened)
        }
    }
    values.values_mut().for_each(|value| value.insert_str(0, "Entity="));
    values
}
