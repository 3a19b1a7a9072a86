//! Mentions and clusters, and how they are written.

use byline::article::Article;
use byline::coreference::{Coreference, corefud, resolve};
use byline::document::{Annotator, Document, conllu};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(Annotator::new);

fn annotated(text: &str) -> Document {
    ANNOTATOR.annotate(&Article::new("case", text))
}

const TEXT: &str = "Ann Lee founded Acme in Paris in 2010. She still runs the company with her brother Tom Lee, who lives \
    there.\n\n“I never wanted to sell it,” Lee told Tom and his wife. “We love our work.”";

/// The words of a mention.
fn words(document: &Document, coreference: &Coreference, mention: usize) -> String {
    let mention = &coreference.mentions[mention];
    let words = &document.sentences[mention.sentence].words;
    mention.words.iter().map(|word| words[word].form.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_mention_is_in_one_cluster() {
    let document = annotated(TEXT);
    let coreference = resolve(&document);
    let members: Vec<usize> = coreference.clusters.iter().flatten().copied().collect();
    assert_eq!(members.len(), coreference.mentions.len());
    assert_eq!(members.iter().collect::<BTreeSet<_>>().len(), members.len());
    assert_eq!(coreference.types.len(), coreference.clusters.len());
    for cluster in &coreference.clusters {
        assert!(cluster.is_sorted());
    }
    for mention in &coreference.mentions {
        assert!(mention.words.contains(mention.head));
        assert!(mention.words.end <= document.sentences[mention.sentence].words.len());
    }
}

#[test]
fn the_same_text_has_the_same_clusters() {
    let document = annotated(TEXT);
    assert_eq!(resolve(&document), resolve(&document));
    assert_eq!(resolve(&document), resolve(&annotated(TEXT)));
    assert_eq!(resolve(&Document::default()), Coreference::default());
}

#[test]
fn pronouns_find_their_names() {
    let document = annotated(TEXT);
    let coreference = resolve(&document);
    let cluster_of = |text: &str| {
        let mention = (0..coreference.mentions.len()).find(|&m| words(&document, &coreference, m) == text);
        let mention = mention.unwrap_or_else(|| panic!("no mention {text:?}"));
        coreference.clusters.iter().position(|cluster| cluster.contains(&mention))
    };
    assert_eq!(cluster_of("She"), cluster_of("Ann Lee"));
    assert_eq!(cluster_of("her"), cluster_of("Ann Lee"));
    assert_ne!(cluster_of("Acme"), cluster_of("Ann Lee"));
}

/// The spans that the brackets of `Entity=` mean, by entity; panics where they don't balance.
fn brackets(conllu: &str) -> BTreeMap<String, BTreeSet<(usize, usize, usize)>> {
    let mut found: BTreeMap<String, BTreeSet<(usize, usize, usize)>> = BTreeMap::new();
    let (mut sentence, mut open): (usize, Vec<(String, usize)>) = (0, Vec::new());
    for row in conllu.lines() {
        if row.is_empty() {
            assert!(open.is_empty(), "open at the end of the sentence: {open:?}");
            sentence += 1;
        }
        let columns: Vec<&str> = row.split('\t').collect();
        let Ok(word) = columns[0].parse::<usize>() else { continue };
        let Some(mut rest) = columns[9].split('|').find_map(|a| a.strip_prefix("Entity=")) else { continue };
        while !rest.is_empty() {
            if let Some(opening) = rest.strip_prefix('(') {
                let end = opening.find(['(', ')']).unwrap_or(opening.len());
                let parts: Vec<&str> = opening[..end].split('-').collect();
                let [entity, kind, head] = parts[..] else { panic!("{row}") };
                assert!(!kind.is_empty() && head.parse::<usize>().is_ok(), "{row}");
                rest = &opening[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    found.entry(entity.to_owned()).or_default().insert((sentence, word, word));
                    rest = after;
                } else {
                    open.push((entity.to_owned(), word));
                }
            } else {
                let (entity, after) = rest.split_once(')').expect("a closing bracket");
                let at = open.iter().rposition(|(open, _)| open == entity).expect("it was opened");
                let (_, start) = open.remove(at);
                found.entry(entity.to_owned()).or_default().insert((sentence, start, word));
                rest = after;
            }
        }
    }
    found
}

#[test]
fn brackets_balance_and_mean_the_clusters() {
    let document = annotated(TEXT);
    let coreference = resolve(&document);
    let mut out = Vec::new();
    conllu::write_with(&document, TEXT, "case", (corefud::GLOBAL, &corefud::entities(&coreference)), &mut out).unwrap();
    let written = String::from_utf8(out).unwrap();
    assert!(written.starts_with("# newdoc id = case\n# global.Entity = eid-etype-head\n# newpar\n"), "{written}");
    let expected: BTreeSet<BTreeSet<(usize, usize, usize)>> = coreference
        .clusters
        .iter()
        .map(|cluster| {
            let mention = |&m: &usize| &coreference.mentions[m];
            cluster.iter().map(mention).map(|m| (m.sentence, m.words.start + 1, m.words.end)).collect()
        })
        .collect();
    assert_eq!(brackets(&written).into_values().collect::<BTreeSet<_>>(), expected);
    // What is written is read again, with the same words and names.
    let read = conllu::read("case", &written).unwrap();
    assert_eq!(read.document.sentences.len(), document.sentences.len());
    assert_eq!(read.document.sentences[0].names, document.sentences[0].names);
}

#[test]
fn long_articles_take_no_time_out_of_proportion() {
    // Ten times the text has about ten times the pairs: each mention is compared with a bounded number of others.
    let pairs = |times: usize| {
        let document = annotated(&TEXT.repeat(times));
        let cases = byline::coreference::cases(&document, true, -1.0);
        (cases.len(), cases.iter().map(|case| case.comparisons()).sum::<usize>())
    };
    let (mentions, comparisons) = pairs(20);
    assert!(mentions > 300);
    assert!(comparisons < mentions * 80, "{comparisons} comparisons of {mentions} mentions");
}
