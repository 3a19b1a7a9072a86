//! What the ranker is trained on.

use super::feature::{Context, OWN, PAIR};
use super::{mention, paragraphs, profiles, ranker::Ranker, window::Window};
use crate::document::Document;
use crate::proposition::{Quotes, Tree};
use serde::Serialize;

/// A mention with its features and those of its candidates.
#[derive(Debug, Serialize)]
pub struct Case {
    /// Sentence, first word, one past the last, head.
    place: [usize; 4],
    own: Vec<usize>,
    /// Whether the weights in use take it for a mention.
    kept: bool,
    /// Numbers of earlier cases, each followed by the features of the pair; the nearest first.
    pairs: Vec<Vec<usize>>,
}

/// The cases of a document. `pairs`: also those, between what the weights in use take for mentions.
pub fn cases(document: &Document, pairs: bool, least: f32) -> Vec<Case> {
    let trees: Vec<Tree> = document.sentences.iter().map(Tree::new).collect();
    let quotes = Quotes::find(document, &trees);
    let mut mentions = mention::candidates(document, &trees);
    if pairs {
        let profiles = profiles(document, &trees, &quotes, &mentions);
        let context = Context::new(&trees, paragraphs(document), &mentions, &profiles);
        let keep: Vec<bool> = (0..mentions.len()).map(|m| Ranker::get().mention(&context.own(m)) > least).collect();
        let mut keep = keep.iter();
        mentions.retain(|_| *keep.next().unwrap_or(&false));
    }
    let profiles = profiles(document, &trees, &quotes, &mentions);
    let context = Context::new(&trees, paragraphs(document), &mentions, &profiles);
    let mut window = Window::default();
    (0..mentions.len())
        .map(|number| {
            let mention = &mentions[number];
            let own = context.own(number);
            let mut rows = Vec::new();
            if pairs {
                for (candidate, rank) in window.candidates(&context, number) {
                    rows.push([candidate].into_iter().chain(context.pair(number, candidate, rank)).collect());
                }
                window.add(&context, number);
            }
            Case {
                place: [mention.sentence, mention.words.start, mention.words.end, mention.head],
                kept: Ranker::get().mention(&own) > super::MENTION,
                own: own.to_vec(),
                pairs: rows,
            }
        })
        .collect()
}

/// Names and sizes of the features: of mentions, then of pairs.
pub fn features() -> [Vec<(&'static str, usize)>; 2] {
    [OWN.to_vec(), PAIR.to_vec()]
}

impl Case {
    /// How many earlier mentions it is compared with.
    pub fn comparisons(&self) -> usize {
        self.pairs.len()
    }
}
