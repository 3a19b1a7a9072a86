//! Short articles along the whole path: `tests/cases/articles.txt`.

mod cases;

use byline::article::Article;
use byline::claim::{ArticleClaims, Certainty, Claim, Polarity, Value};
use byline::pipeline::Pipeline;

#[test]
fn short_articles_yield_the_claims_that_a_reader_expects() {
    let pipeline = Pipeline::new();
    cases::check("articles.txt", |case| {
        let mut article = Article::new("case", case.text.clone());
        article.published = Some(jiff::civil::date(2024, 5, 14));
        let claims = pipeline.claims(&article);
        claims.claims.iter().map(|claim| line(&claims, claim)).collect()
    });
}

fn line(all: &ArticleClaims, claim: &Claim) -> String {
    let name = |id: &str| all.entities.iter().find(|e| e.id == id).map_or(id.to_owned(), |e| e.name.clone());
    let value = |v: &Value| match v {
        Value::Entity(id) => name(id),
        Value::Literal { text, .. } => format!("\"{text}\""),
    };
    let object = claim.object.as_ref().map_or("-".to_owned(), value);
    let mut line = format!("{} | {} | {object}", name(&claim.subject), claim.relation.label);
    if claim.polarity == Polarity::Negative {
        line.push_str("   negative");
    }
    match claim.certainty {
        Certainty::Certain => {}
        Certainty::Probable => line.push_str("   probable"),
        Certainty::Possible => line.push_str("   possible"),
    }
    let voices: Vec<String> = claim.attribution.iter().map(|a| format!("{} ({})", value(&a.source), a.cue)).collect();
    if !voices.is_empty() {
        line.push_str(&format!("   by {}", voices.join(" > ")));
    }
    if let Some(time) = &claim.time {
        line.push_str(&format!("   at {}", time.value.as_ref().unwrap_or(&time.text)));
    }
    if let Some(place) = &claim.place {
        line.push_str(&format!("   in {}", value(place)));
    }
    line
}
