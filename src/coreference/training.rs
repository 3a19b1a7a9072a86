//! What the ranker is trained on.

use super::feature::{Context, OWN, PAIR};
use super::mention::Mention;
use super::{edge, mention, paragraphs, profiles, ranker::Ranker, typing, window::Window};
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
    /// The features for its type.
    types: Vec<usize>,
    /// The dependents that may belong to it: number of the edge above (from 1; 0 is the head), word, 0 (no), 1 (yes) or 2 (ask
    /// the weights), features.
    edges: Vec<Vec<usize>>,
}

/// The cases of a document. `pairs`: also those, between what the weights in use take for mentions.
pub fn cases(document: &Document, pairs: bool, least: f32) -> Vec<Case> {
    let trees: Vec<Tree> = document.sentences.iter().map(Tree::new).collect();
    let quotes = Quotes::find(document, &trees);
    let mut mentions = mention::candidates(document, &trees);
    if pairs {
        let profiles = profiles(document, &trees, &quotes, &mentions);
        let context = Context::new(&trees, paragraphs(document), &mentions, &profiles);
        let keep: Vec<bool> = (0..mentions.len())
            .map(|m| Ranker::get().mention(&context.own(m), profiles[m].meaning.as_ref()) > least)
            .collect();
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
                kept: Ranker::get().mention(&own, profiles[number].meaning.as_ref()) > super::MENTION,
                own: own.to_vec(),
                pairs: rows,
                types: typing::features(&trees[mention.sentence], mention, &profiles[number]).to_vec(),
                edges: if pairs || mention.coordination { Vec::new() } else { edges(document, &trees, mention) },
            }
        })
        .collect()
}

/// The dependents below a mention's head.
fn edges(document: &Document, trees: &[Tree], mention: &Mention) -> Vec<Vec<usize>> {
    let (tree, sentence) = (&trees[mention.sentence], &document.sentences[mention.sentence]);
    let mut rows: Vec<Vec<usize>> = Vec::new();
    edge::walk(tree, mention.head, &mut |place| {
        let above = rows.iter().position(|row| row[1] == place.above).map_or(0, |row| row + 1);
        let verdict = edge::decided(tree, place).map_or(2, usize::from);
        let features = edge::features(tree, sentence, mention.head, place);
        rows.push([above, place.child, verdict].into_iter().chain(features).collect());
        verdict != 0
    });
    rows
}

/// Names and sizes of the features: of mentions, of pairs, of types, of dependents.
pub fn features() -> [Vec<(&'static str, usize)>; 4] {
    [OWN.to_vec(), PAIR.to_vec(), typing::TYPE.to_vec(), edge::EDGE.to_vec()]
}

impl Case {
    /// How many earlier mentions it is compared with.
    pub fn comparisons(&self) -> usize {
        self.pairs.len()
    }
}
