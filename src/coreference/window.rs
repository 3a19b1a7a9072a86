//! Which earlier mentions are compared with a new one.

use super::feature::{Context, agreement};
use super::profile::{Profile, PronounClass};
use std::collections::{BTreeSet, HashMap};

/// The nearest mentions that are always compared.
const NEAR: usize = 50;
/// Of those with the same head, name or text, however far: the last ones.
const ALIKE: usize = 4;

/// The last mentions by what may tie a new one to them. The work for each mention is bounded, whatever the length of
/// the article.
#[derive(Default)]
pub(super) struct Window {
    last: HashMap<(u8, u32), Vec<usize>>,
}

impl Window {
    /// The mentions to compare, and for each how many that agree stand between.
    pub fn candidates(&self, context: &Context, later: usize) -> Vec<(usize, usize)> {
        let profile = &context.profiles[later];
        let mut found: BTreeSet<usize> = (later.saturating_sub(NEAR)..later).collect();
        for key in keys(profile) {
            found.extend(self.last.get(&key).into_iter().flatten());
        }
        let mut rank = 0;
        let mut candidates: Vec<(usize, usize)> = Vec::with_capacity(found.len());
        for &candidate in found.iter().rev() {
            candidates.push((candidate, rank));
            rank += usize::from(agreement(profile, &context.profiles[candidate]) == 2);
        }
        candidates
    }

    /// From now on the mention is an earlier one.
    pub fn add(&mut self, context: &Context, mention: usize) {
        for key in keys(&context.profiles[mention]) {
            let last = self.last.entry(key).or_default();
            if last.len() == ALIKE {
                last.remove(0);
            }
            last.push(mention);
        }
    }
}

/// Head, group and words of a name, and first and second persons.
fn keys(profile: &Profile) -> Vec<(u8, u32)> {
    let mut keys = Vec::new();
    match profile.class {
        PronounClass::Speaker | PronounClass::Speakers | PronounClass::Hearer => keys.push((0, profile.class as u32)),
        PronounClass::None => {
            keys.push((1, profile.head));
            keys.push((2, profile.group as u32));
            keys.extend(profile.name.iter().map(|&word| (3, word)));
        }
        _ => {}
    }
    keys
}
