//! CO-REFER: [`Document`] → mentions, and which of them are one thing.
//!
//! *"Ann Lee founded Acme. She still runs the company."* → `Ann Lee = She`, `Acme = the company`.
//!
//! # Method
//! Every noun phrase of the tree is a candidate; a small network tells mentions from the rest ("for *example*") and
//! ranks for each mention the earlier ones against "new" (mention ranking: Denis & Baldridge 2008, Durrett & Klein 2013).
//! What a ranker of pairs can't see is held by rules over clusters: nobody is "he" and "she", two full names are two
//! persons (after Lee et al. 2013).
//!
//! # Limits
//! A mention's span follows GUM's conventions; events told by verbs ("He resigned. *This* …") are not linked. A pronoun
//! before its name ("In his speech, Biden …") stays with what precedes. The scores are in `models/en/CARD.md`.

mod agreement;
mod cluster;
pub mod corefud;
mod described;
mod edge;
mod feature;
mod mention;
mod name;
mod profile;
mod ranker;
mod span;
mod symbol;
mod synonym;
mod training;
mod typing;
mod window;

pub use described::nouns_for;
pub use mention::{Form, Mention};
pub use synonym::same as synonyms;
pub use training::{Case, cases, features};

use crate::document::Document;
use crate::proposition::{Quotes, Tree};
use cluster::Clusters;
use feature::Context;
use profile::{Profile, PronounClass, Speaker, profiles};
use ranker::{Part, Ranker};

/// Mentions and their clusters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coreference {
    /// In the order of the text, the outer before the inner.
    pub mentions: Vec<Mention>,
    /// Numbers of mentions, in order; clusters in the order of their first mention. Every mention is in one.
    pub clusters: Vec<Vec<usize>>,
    /// For each mention the one that it was linked to, mostly an earlier one; `None` for the first of a cluster.
    pub antecedents: Vec<Option<usize>>,
    /// How sure each link is, 0 to 1: the share of the cluster it leads to among all earlier mentions and "new" (softmax of the
    /// ranker's scores); 1 where a rule decides or there is no link. On GUM dev a third of the links of "it" and "they" below a
    /// half are right, and five of six above.
    pub shares: Vec<f32>,
    /// For each cluster what sort of thing it is, in GUM's terms: "person", "organization", "place", "event", "time",
    /// "animal", "plant", "substance", "object" or "abstract".
    pub types: Vec<&'static str>,
}

/// Finds mentions and what they name.
pub fn resolve(document: &Document) -> Coreference {
    let trees: Vec<Tree> = document.sentences.iter().map(Tree::new).collect();
    let quotes = Quotes::find(document, &trees);
    resolve_in(document, &trees, &quotes)
}

/// The same where the trees and the quotations are known already.
pub fn resolve_in(document: &Document, trees: &[Tree], quotes: &Quotes) -> Coreference {
    let ranker = Ranker::get();
    let mut mentions = mention::candidates(document, trees);
    let all = profiles(document, trees, quotes, &mentions);
    let context = Context::new(trees, paragraphs(document), &mentions, &all);
    let kept: Vec<bool> =
        (0..mentions.len()).map(|m| ranker.mention(&context.own(m), all[m].meaning.as_ref()) > MENTION).collect();
    let mut keep = kept.iter();
    mentions.retain(|_| *keep.next().unwrap_or(&false));
    let profiles = profiles(document, trees, quotes, &mentions);
    let context = Context::new(trees, paragraphs(document), &mentions, &profiles);
    let Links { antecedents, shares, clusters } = link(ranker, &context, &profiles);
    let logits: Vec<_> = mentions
        .iter()
        .zip(&profiles)
        .map(|(mention, profile)| ranker.types(&typing::features(&trees[mention.sentence], mention, profile)))
        .collect();
    let types = clusters.iter().map(|cluster| typing::of_cluster(&logits, cluster)).collect();
    Coreference { mentions, clusters, antecedents, shares, types }
}

/// How much less it takes to link "he" and "she".
const KNOWN: f32 = 4.0;

/// How much less than training found it takes to link anything else: 0.5, 1.0 and 1.5 give CoNLL F1 69.6, 69.6 and 69.4 with
/// singletons, 60.8, 61.0 and 60.8 without (GUM dev).
const EAGER: f32 = 1.0;

/// Least logit of a mention.
const MENTION: f32 = -0.5;

fn paragraphs(document: &Document) -> Vec<usize> {
    document.sentences.iter().map(|sentence| sentence.paragraph).collect()
}

struct Links {
    antecedents: Vec<Option<usize>>,
    shares: Vec<f32>,
    clusters: Vec<Vec<usize>>,
}

fn link(ranker: &Ranker, context: &Context, profiles: &[Profile]) -> Links {
    let mut antecedents = vec![None; profiles.len()];
    let mut shares = vec![1.0; profiles.len()];
    let own: Vec<_> = (0..profiles.len()).map(|mention| context.own(mention)).collect();
    let side = |part: Part, mention: usize| ranker.side(part, &own[mention], profiles[mention].meaning.as_ref());
    let earlier: Vec<_> = (0..profiles.len()).map(|mention| side(Part::Earlier, mention)).collect();
    let mut window = window::Window::default();
    let mut clusters = Clusters::new(context.mentions, profiles);
    for (later, own) in own.iter().enumerate() {
        if let Some(speaker) = speaker(context, later) {
            clusters.unite(speaker, later);
            antecedents[later] = Some(speaker);
            window.add(context, later);
            continue;
        }
        let here = side(Part::Later, later);
        let mut ranked: Vec<(f32, usize)> = window
            .candidates(context, later)
            .into_iter()
            .map(|(candidate, rank)| {
                (ranker.link(&here, &earlier[candidate], &context.pair(later, candidate, rank)), candidate)
            })
            .collect();
        // The best first; of equals the nearer.
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        // Hardly anybody is "she" before he is named.
        let known = matches!(profiles[later].class, PronounClass::He | PronounClass::She);
        let least = ranker.new_thing(own, profiles[later].meaning.as_ref()) - if known { KNOWN } else { EAGER };
        let antecedent = ranked
            .iter()
            .take_while(|(score, _)| *score > least)
            .find(|(_, candidate)| clusters.may_unite(*candidate, later));
        if let Some(&(best, antecedent)) = antecedent {
            let weight = |score: f32| (score - best).exp();
            let all: f32 = ranked.iter().map(|(score, _)| weight(*score)).sum();
            let ours = ranked.iter().filter(|(_, other)| clusters.are_one(*other, antecedent));
            shares[later] = ours.map(|(score, _)| weight(*score)).sum::<f32>() / (all + weight(least));
            clusters.unite(antecedent, later);
            antecedents[later] = Some(antecedent);
        }
        window.add(context, later);
    }
    Links { antecedents, shares, clusters: clusters.finish() }
}

/// "I" in a quotation is who speaks there, wherever the text says who.
fn speaker(context: &Context, later: usize) -> Option<usize> {
    let profile = &context.profiles[later];
    match profile.speaker {
        Speaker::Word(sentence, head) if profile.class == PronounClass::Speaker => context.at(sentence, head),
        _ => None,
    }
}
