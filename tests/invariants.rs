//! What holds of every claim of every article (`src/lib.rs`, "Invariants"), on the articles in `examples/`.

use byline::article::{self, Article, Options};
use byline::claim::{ArticleClaims, Certainty, Polarity, Value};
use byline::pipeline::Pipeline;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn examples() -> Vec<Article> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples");
    let articles: Vec<Article> = article::read(vec![folder], &Options::default()).filter_map(Result::ok).collect();
    assert!(articles.len() >= 8, "{} articles in examples/", articles.len());
    articles
}

fn all() -> Vec<(Article, ArticleClaims)> {
    let pipeline = Pipeline::new();
    examples().into_iter().map(|article| (article.clone(), pipeline.claims(&article))).collect()
}

#[test]
fn claims_point_at_their_words_and_are_asserted_only_if_plain() {
    for (article, claims) in all() {
        assert!(!claims.claims.is_empty(), "{}", article.id);
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
        for mention in claims.entities.iter().flat_map(|e| &e.mentions) {
            assert_eq!(slice(mention.start, mention.end), mention.text);
        }
    }
}

#[test]
fn the_same_article_gives_the_same_claims() {
    let (first, second) = (all(), all());
    assert_eq!(first, second);
}

#[test]
fn odd_texts_are_data() {
    let pipeline = Pipeline::new();
    for text in [
        "",
        " ",
        "\u{0}\u{1}",
        "“",
        "” said he “",
        "Who? He. She said: “",
        "((((((",
        "a\n\n\n\nb",
        "😀 said 😀.",
        "….",
        "Mr.",
    ] {
        let article = Article::new("odd", text.to_owned());
        let claims = pipeline.claims(&article);
        assert!(claims.claims.iter().all(|claim| article.text.contains(&claim.evidence.quote)));
    }
}
