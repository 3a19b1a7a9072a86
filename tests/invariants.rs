//! What holds of every claim of every article (`src/lib.rs`, "Invariants"), on the articles in `examples/`.

mod soundness;

use byline::article::{self, Article, Options};
use byline::claim::{self, ArticleClaims};
use byline::document::Annotator;
use byline::pipeline::Pipeline;
use proptest::prelude::*;
use soundness::{check_claims, check_conllu, check_document};
use std::path::PathBuf;
use std::sync::LazyLock;

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
        check_claims(&article, &claims);
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

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(Annotator::new);

/// From text to claims, with everything that must hold on the way.
fn check(text: &str) {
    let article = Article::new("any", text);
    let document = ANNOTATOR.annotate(&article);
    check_document(text, &document);
    check_conllu(text, &document);
    check_claims(&article, &claim::claims(&article, &document, None, 0.0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_characters(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_marks_among_words(words in prop::collection::vec(
        "said|says|denied|Ann Roe|Acme|he|who|that|not|on Monday|in Paris|to buy|[“”\"'’(){}—,.;:!?]{1,3}|\\PC|\u{301}|\u{200D}|\n\n",
        0..40,
    )) {
        check(&words.join(" "));
        check(&words.concat());
    }
}
