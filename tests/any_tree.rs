//! Whatever tree a sentence is given, its claims are sound, and a graph gives them back.

mod soundness;

use byline::article::{Article, Span};
use byline::claim::{self, ArticleClaims};
use byline::document::{Document, Name, NameKind, Sentence, Upos, Word, WordRange};
use byline::graph::Graph;
use proptest::prelude::*;
use soundness::{check_claims, check_conllu, check_document};

const TAGS: [&str; 10] = ["VBD", "VBG", "VBN", "MD", "NN", "NNP", "PRP", "CD", "POS", "''"];

#[rustfmt::skip]
const FORMS: [&str; 32] = [
    "Ann", "Roe", "president", "minister", "said", "denied", "told", "that", "who", "she", "it", "they", "was", "has", "not", "bought", "Acme",
    "of", "by", "to", "in", "Paris", "on", "Monday", "2017", "“", "”", ",", "'s", "and", "<&\">", "\u{E9}\\",
];

#[rustfmt::skip]
const RELATIONS: [&str; 36] = [
    "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound",
    "compound:prt", "conj", "cop", "csubj", "det", "expl", "fixed", "flat", "iobj", "list", "mark", "nmod", "nmod:poss",
    "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "xcomp",
];

/// What is drawn for one word: form, relation, universal and Penn tag, when it joins the tree, to which of the words
/// that have, and whether it begins, continues or is in no name, of which kind.
type Draw = (usize, usize, usize, usize, u16, prop::sample::Index, u8, usize);

fn word() -> impl Strategy<Value = Draw> {
    let tags = (0..Upos::ALL.len(), 0..TAGS.len());
    let name = (0u8..4, 0..NameKind::ALL.len());
    (0..FORMS.len(), 0..RELATIONS.len(), tags, any::<u16>(), any::<prop::sample::Index>(), name).prop_map(
        |(form, relation, (upos, xpos), order, head, (name, kind))| {
            (form, relation, upos, xpos, order, head, name, kind)
        },
    )
}

/// A sentence of the words drawn, behind `text`.
fn sentence(draws: &[Draw], paragraph: usize, text: &mut String) -> Sentence {
    let begin = text.len();
    let mut order: Vec<usize> = (0..draws.len()).collect();
    order.sort_by_key(|&n| draws[n].4);
    let mut words: Vec<Word> = Vec::new();
    for &(form, relation, upos, xpos, ..) in draws {
        let start = text.len();
        text.push_str(FORMS[form]);
        let span = Span::new(start, text.len());
        text.push(' ');
        words.push(Word {
            form: FORMS[form].into(),
            lemma: FORMS[form].to_lowercase(),
            upos: Upos::ALL[upos],
            xpos: TAGS[xpos].into(),
            feats: "_".into(),
            head: None,
            deprel: RELATIONS[relation].into(),
            attachment: None,
            span,
            space_after: true,
        });
    }
    for (place, &n) in order.iter().enumerate() {
        words[n].head = (place > 0).then(|| order[draws[n].5.index(place)]);
    }
    words[order[0]].deprel = "root".into();
    let mut names: Vec<Name> = Vec::new();
    for (n, draw) in draws.iter().enumerate() {
        match (draw.6, names.last_mut()) {
            (0, _) => names.push(Name { words: WordRange::new(n, n + 1), kind: NameKind::ALL[draw.7] }),
            (1, Some(last)) if last.words.end == n => last.words.end = n + 1,
            _ => {}
        }
    }
    let span = Span::new(begin, words[words.len() - 1].span.end);
    Sentence { words, multiword: Vec::new(), names, span, paragraph, meaning: Vec::new(), comments: Vec::new() }
}

fn document(draws: &[Vec<Draw>]) -> (String, Document) {
    let mut text = String::new();
    let sentences = draws.iter().enumerate().map(|(n, draws)| sentence(draws, n, &mut text)).collect();
    (text, Document { sentences })
}

fn texts() -> impl Strategy<Value = Vec<Vec<Draw>>> {
    prop::collection::vec(prop::collection::vec(word(), 1..24), 1..5)
}

/// In the order of their ids; the order of what rests on the same words is nowhere written down.
fn sorted(mut claims: ArticleClaims) -> ArticleClaims {
    claims.entities.sort_by(|a, b| a.id.cmp(&b.id));
    for entity in &mut claims.entities {
        entity.mentions.sort_by_key(|mention| (mention.start, mention.end));
        // RDF keeps no order among them.
        entity.aliases.sort();
    }
    claims.claims.sort_by(|a, b| a.id.cmp(&b.id));
    claims
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn claims_are_sound(draws in texts()) {
        let (text, document) = document(&draws);
        check_document(&text, &document);
        check_conllu(&text, &document);
        let article = Article::new("any", text.as_str());
        check_claims(&article, &claim::claims(&article, &document, None, 0.0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_graph_gives_the_claims_back(draws in texts()) {
        let (text, document) = document(&draws);
        let claims = claim::claims(&Article::new("any", text.as_str()), &document, None, 0.0);
        let folder = tempfile::tempdir().unwrap();
        let graph = Graph::open_or_create(&folder.path().join("graph")).unwrap();
        graph.put(&claims).unwrap();
        let again = graph.index().unwrap().article("any").unwrap();
        prop_assert_eq!(again.map(sorted), Some(sorted(claims)));
    }
}
