//! Sentences and words a second, stage by stage: `cargo bench [-- PATH…]`, by default on `examples/`.
//!
//! Every stage gets what the one before it made, so its time is its own. The articles are repeated until there are
//! enough sentences for a round to take some time; the best of the rounds counts, the first does not.

use byline::article::{Article, Options, read};
use byline::claim::{ArticleClaims, claims};
use byline::document::{Annotator, Document};
use byline::entity;
use byline::graph::Graph;
use byline::proposition::{Proposition, propositions};
use rayon::prelude::*;
use std::path::PathBuf;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SENTENCES: usize = 2000;
const ROUNDS: usize = 3;

fn main() {
    let mut paths: Vec<PathBuf> =
        std::env::args().skip(1).filter(|a| !a.starts_with("--")).map(PathBuf::from).collect();
    if paths.is_empty() {
        paths.push(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")));
    }
    let annotator = Annotator::new();
    let articles: Vec<Article> = read(paths.clone(), &Options::default()).filter_map(Result::ok).collect();
    let documents: Vec<Document> = articles.par_iter().map(|article| annotator.annotate(article)).collect();
    let sentences = documents.iter().flat_map(|document| &document.sentences);
    let once: usize = sentences.clone().count();
    let words: usize = sentences.map(|sentence| sentence.words.len()).sum();
    assert!(once > 0, "no sentences in {paths:?}");
    let times = SENTENCES.div_ceil(once).max(1);
    let articles: Vec<Article> = (0..times).flat_map(|_| articles.iter().cloned()).collect();
    let work = Work { sentences: once * times, articles, annotator, fast: Annotator::fast(), paths, times };
    println!("{} articles, {} sentences, {} words\n", work.articles.len(), work.sentences, words * times);
    let threads = rayon::current_num_threads();
    println!("{:<14}{:>26}{:>26}", "", "one thread", format!("{threads} threads"));
    println!("{:<14}{:>14}{:>12}{:>14}{:>12}", "", "sentences/s", "words/s", "sentences/s", "words/s");
    let length = words as f64 / once as f64;
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of one thread");
    for (name, single, all) in
        one.install(|| work.rounds()).into_iter().zip(work.rounds()).map(|(a, b)| (a.0, a.1, b.1))
    {
        let [single, all] = [single, all].map(|time| work.speed(time));
        println!("{name:<14}{single:>14.0}{:>12.0}{all:>14.0}{:>12.0}", single * length, all * length);
    }
}

struct Work {
    articles: Vec<Article>,
    sentences: usize,
    annotator: Annotator,
    fast: Annotator,
    paths: Vec<PathBuf>,
    times: usize,
}

impl Work {
    fn speed(&self, time: Duration) -> f64 {
        self.sentences as f64 / time.as_secs_f64()
    }

    /// The best time of every stage on the threads of the current pool.
    fn rounds(&self) -> Vec<(&'static str, Duration)> {
        let mut best: Vec<(&'static str, Duration)> = Vec::new();
        for round in 0..=ROUNDS {
            let stages = self.round();
            match round {
                0 => {}
                1 => best = stages,
                _ => best.iter_mut().zip(stages).for_each(|(best, new)| best.1 = best.1.min(new.1)),
            }
        }
        let total = best.iter().filter(|(name, _)| !name.starts_with(' ')).map(|(_, time)| *time).sum();
        best.push(("whole path", total));
        best
    }

    /// Stages with an indented name are part of the one after them, or stand for it.
    fn round(&self) -> Vec<(&'static str, Duration)> {
        let mut stages = Vec::new();
        let options = Options::default();
        timed(&mut stages, "READ", || {
            (0..self.times).into_par_iter().map(|_| read(self.paths.clone(), &options).count()).sum::<usize>()
        });
        timed(&mut stages, "  with --fast", || {
            self.articles.par_iter().map(|a| self.fast.annotate(a).sentences.len()).sum::<usize>()
        });
        let documents: Vec<Document> =
            timed(&mut stages, "ANNOTATE", || self.articles.par_iter().map(|a| self.annotator.annotate(a)).collect());
        let found: Vec<Vec<Proposition>> =
            timed(&mut stages, "  EXTRACT", || documents.par_iter().map(propositions).collect());
        timed(&mut stages, "  RESOLVE", || {
            documents.par_iter().zip(&found).map(|(d, p)| entity::resolve(d, p).entities.len()).sum::<usize>()
        });
        let mapped: Vec<ArticleClaims> = timed(&mut stages, "MAP", || {
            self.articles
                .par_iter()
                .zip(&documents)
                .map(|(article, document)| claims(article, document, None, 0.0))
                .collect()
        });
        let folder = tempfile::tempdir().expect("a temporary folder");
        let graph = Graph::open_or_create(folder.path()).expect("an empty graph");
        timed(&mut stages, "STORE", || {
            mapped.iter().map(|claims| graph.put(claims).expect("stored")).collect::<Vec<_>>()
        });
        stages
    }
}

fn timed<T>(stages: &mut Vec<(&'static str, Duration)>, name: &'static str, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let value = std::hint::black_box(work());
    stages.push((name, began.elapsed()));
    value
}
