//! What must hold of every document and of every claim, whatever the text. Shared by the tests and by `fuzz/`.
#![allow(dead_code, reason = "each user needs a part of it")]

use byline::article::{Article, Span};
use byline::claim::{ArticleClaims, Certainty, Polarity, Value};
use byline::document::{Document, Sentence, conllu};
use std::collections::BTreeSet;

/// Words tile the text, every sentence has one tree, names lie inside of their sentence.
pub fn check_document(text: &str, document: &Document) {
    let mut end = 0;
    for sentence in &document.sentences {
        assert!(!sentence.words.is_empty());
        check_words(text, sentence, &mut end);
        check_tree(sentence);
        check_names(sentence);
    }
    check_gap(&text[end..]);
    assert!(document.sentences.windows(2).all(|pair| pair[0].paragraph <= pair[1].paragraph));
}

/// Between words there is nothing but white space; controls and zero-width spaces count as such.
fn check_gap(gap: &str) {
    let blank = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}');
    assert!(gap.chars().all(blank), "{gap:?} is in no word");
}

fn check_words(text: &str, sentence: &Sentence, end: &mut usize) {
    let words = &sentence.words;
    assert_eq!(sentence.span, Span::new(words[0].span.start, words[words.len() - 1].span.end));
    for word in words {
        assert!(word.span.start >= *end && word.span.start < word.span.end, "spans in order, none empty");
        check_gap(&text[*end..word.span.start]);
        assert_eq!(word.span.of(text), word.form);
        assert!(!word.form.contains(char::is_whitespace));
        assert!(!word.lemma.is_empty() && !word.deprel.is_empty() && !word.xpos.is_empty() && !word.feats.is_empty());
        *end = word.span.end;
    }
    for (span, range) in &sentence.multiword {
        assert!(range.end > range.start + 1);
        assert_eq!(span.start, words[range.start].span.start);
        assert_eq!(span.end, words[range.end - 1].span.end);
    }
}

fn check_tree(sentence: &Sentence) {
    let words = &sentence.words;
    assert_eq!(words.iter().filter(|word| word.head.is_none()).count(), 1, "one root");
    // 0: not seen; n: first seen on the way up from word n - 1.
    let mut seen = vec![0; words.len()];
    for (n, word) in words.iter().enumerate() {
        assert_eq!(word.head.is_none(), word.deprel == "root");
        let mut above = Some(n);
        while let Some(at) = above.filter(|at| seen[*at] == 0) {
            seen[at] = n + 1;
            above = words[at].head;
        }
        assert!(above.is_none_or(|at| seen[at] != n + 1), "a cycle above word {n}");
    }
}

fn check_names(sentence: &Sentence) {
    assert!(sentence.names.windows(2).all(|pair| pair[0].words.end <= pair[1].words.start));
    let inside = |range: byline::document::WordRange| range.start < range.end && range.end <= sentence.words.len();
    assert!(sentence.names.iter().all(|name| inside(name.words)));
}

/// What is written as CoNLL-U can be read, and has the same words, trees and names.
pub fn check_conllu(text: &str, document: &Document) {
    let mut written = Vec::new();
    conllu::write(document, text, "text", &mut written).unwrap();
    let written = String::from_utf8(written).unwrap();
    let again = conllu::read("written", &written).unwrap_or_else(|error| panic!("{error}\n{written}")).document;
    assert_eq!(again.sentences.len(), document.sentences.len());
    for (ours, theirs) in document.sentences.iter().zip(&again.sentences) {
        assert_eq!(ours.names, theirs.names);
        assert_eq!(ours.words.len(), theirs.words.len());
        for (ours, theirs) in ours.words.iter().zip(&theirs.words) {
            assert_eq!((ours.upos, ours.head, &ours.deprel), (theirs.upos, theirs.head, &theirs.deprel));
        }
    }
}

/// Claims point at their words, are asserted only if plain, and are about entities that there are.
pub fn check_claims(article: &Article, claims: &ArticleClaims) {
    let characters: Vec<char> = article.text.chars().collect();
    let slice = |start: usize, end: usize| characters[start..end].iter().collect::<String>();
    let entities: BTreeSet<&str> = claims.entities.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(entities.len(), claims.entities.len(), "{}: an entity twice", article.id);
    let mut ids = BTreeSet::new();
    for claim in &claims.claims {
        assert!(ids.insert(&claim.id), "{}: claim {} twice", article.id, claim.id);
        assert_eq!(slice(claim.evidence.start, claim.evidence.end), claim.evidence.quote);
        let plain = claim.polarity == Polarity::Positive
            && claim.certainty == Certainty::Certain
            && claim.attribution.is_empty();
        assert_eq!(claim.asserted, plain, "{}: {:?}", article.id, claim);
        assert!((0.0..=1.0).contains(&claim.confidence));
        let values = claim.object.iter().chain(&claim.place).chain(claim.attribution.iter().map(|a| &a.source));
        for value in values.chain(claim.qualifiers.iter().map(|q| &q.value)) {
            match value {
                Value::Entity(id) => assert!(entities.contains(id.as_str()), "{}: no entity {id}", article.id),
                Value::Literal { text, .. } => assert!(!text.trim().is_empty()),
            }
        }
        assert!(entities.contains(claim.subject.as_str()));
    }
    for relation in &claims.attributions {
        let joined = |spans: &[(usize, usize)]| {
            spans.iter().map(|&(start, end)| slice(start, end)).collect::<Vec<_>>().join(" … ")
        };
        assert_eq!(joined(&relation.spans.content), relation.content);
        assert!(relation.spans.content.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert_eq!(relation.spans.content.first().map(|span| span.0), Some(relation.start));
        assert_eq!(relation.spans.content.last().map(|span| span.1), Some(relation.end));
        assert_eq!(relation.spans.holder.map(|(start, end)| slice(start, end)), relation.holder);
        assert_eq!(relation.spans.cue.map(|(start, end)| slice(start, end)), relation.cue);
        assert!(relation.entity.as_ref().is_none_or(|id| entities.contains(id.as_str())));
    }
    for mention in claims.entities.iter().flat_map(|e| &e.mentions) {
        assert_eq!(slice(mention.start, mention.end), mention.text);
    }
}
