//! Sentences a second of ANNOTATE, over the articles of `examples/`: `cargo bench --bench document`.

use byline::article::{Article, Options, read};
use byline::document::{Annotator, Document};
use rayon::prelude::*;
use std::path::PathBuf;
use std::time::Instant;

/// Every article so many times, so that a run takes some seconds.
const COPIES: usize = 20;

fn main() {
    let examples = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"));
    let articles: Vec<Article> = read(vec![examples], &Options::default()).filter_map(Result::ok).collect();
    let articles: Vec<&Article> = articles.iter().cycle().take(articles.len() * COPIES).collect();
    let started = Instant::now();
    let annotator = Annotator::new();
    println!("load {:.0} ms", started.elapsed().as_secs_f64() * 1e3);
    let documents: Vec<Document> = articles.par_iter().map(|article| annotator.annotate(article)).collect();
    let sentences: usize = documents.iter().map(|document| document.sentences.len()).sum();
    let words: usize = documents.iter().flat_map(|document| &document.sentences).map(|s| s.words.len()).sum();
    println!("{} articles, {sentences} sentences, {words} words", articles.len());
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    for threads in [1, processors] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        let rate = |name: &str, work: &(dyn Fn() + Sync)| {
            let started = Instant::now();
            pool.install(work);
            let rate = sentences as f64 / started.elapsed().as_secs_f64();
            println!("{threads} threads, {name}: {rate:.0} sentences/s");
        };
        rate("article by article", &|| {
            articles.par_iter().for_each(|article| drop(annotator.annotate(article)));
        });
        rate("the same, words given", &|| {
            documents.par_iter().for_each(|document| annotator.annotate_sentences(&mut document.sentences.clone()));
        });
        rate("all articles as one text", &|| {
            let texts: Vec<&str> = articles.iter().map(|article| article.text.as_str()).collect();
            drop(annotator.annotate(&Article::new("all", texts.join("\n\n"))));
        });
    }
}
