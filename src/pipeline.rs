//! The whole path: read → annotate → claims, for one article and for many.
//!
//! Every article is annotated by both networks; claims are made of what the large one says, and are surer where the small one
//! gives the same (`claim::claims`).

use crate::article::{Article, Note, Options, Origin, ReadError, Reading, Source, UniqueIds};
use crate::claim::{self, ArticleClaims, ClaimFeatures};
use crate::document::{Annotator, Document};
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// Articles to claims. Making one loads the models; share it between threads.
pub struct Pipeline {
    annotator: Annotator,
    /// Reads the same sentences, so that it is known where the two differ.
    second: Option<Annotator>,
    least_confidence: f64,
}

/// What one article yields.
pub struct Extraction {
    /// Its entities and claims.
    pub claims: ArticleClaims,
    /// How many sentences it has.
    pub sentences: usize,
}

impl Pipeline {
    /// Loads the models.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        let (annotator, second) = Annotator::both();
        Self { second: Some(second), ..Self::with(annotator) }
    }

    /// With the small model alone: several times faster, and less often right.
    pub fn fast() -> Self {
        Self::with(Annotator::fast())
    }

    fn with(annotator: Annotator) -> Self {
        Self { annotator, second: None, least_confidence: claim::LEAST_CONFIDENCE }
    }

    /// Leaves out claims of less confidence than this (0 to 1).
    #[must_use]
    pub fn least_confidence(self, least_confidence: f64) -> Self {
        Self { least_confidence, ..self }
    }

    /// The claims of an article. Total: whatever the text is, there is an answer.
    pub fn claims(&self, article: &Article) -> ArticleClaims {
        self.extract(article).claims
    }

    /// The claims of an article, and how much text they come from.
    pub fn extract(&self, article: &Article) -> Extraction {
        let document = self.annotator.annotate(article);
        let claims = claim::claims(article, &document, self.second_reading(&document).as_ref(), self.least_confidence);
        Extraction { claims, sentences: document.sentences.len() }
    }

    fn second_reading(&self, document: &Document) -> Option<Document> {
        let second = self.second.as_ref()?;
        let mut document = document.clone();
        second.annotate_sentences(&mut document.sentences);
        Some(document)
    }
}

impl Pipeline {
    /// What the confidence of each claim of an article is computed from.
    pub fn features(&self, article: &Article) -> Vec<ClaimFeatures> {
        let document = self.annotator.annotate(article);
        claim::features(article, &document, self.second_reading(&document).as_ref())
    }
}

/// What became of one source in [`in_order`].
pub struct Finished<T> {
    /// Where it came from.
    pub origin: Origin,
    /// What was done with the article; `None`: there was nothing to read (a note says why).
    pub result: Option<Result<T, Failure>>,
    /// What else there is to say.
    pub notes: Vec<Note>,
    /// How many bytes of input it was.
    pub bytes: u64,
}

/// Why an article yields nothing.
#[derive(Debug, Error)]
pub enum Failure {
    /// It can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A mistake in the program; only this article suffers.
    #[error("{origin}: internal error: {message}; please report it with the article")]
    Internal {
        /// Which article.
        origin: Origin,
        /// What the program said.
        message: String,
    },
}

/// Articles a thread gets at a time, and bytes all get: much enough to keep all busy, little enough for any memory.
const ARTICLES_A_THREAD: usize = 32;
const BYTES: u64 = 64 << 20;

/// Reads the sources and does `work` with every article, on all threads of the pool; then hands the results to
/// `each`, in the order of the sources. Stops only when `each` fails.
pub fn in_order<T: Send, E>(
    sources: impl Iterator<Item = Source>,
    options: &Options,
    pool: &rayon::ThreadPool,
    work: impl Fn(&Article) -> T + Sync,
    mut each: impl FnMut(Finished<T>) -> Result<(), E>,
) -> Result<(), E> {
    let mut sources = sources.peekable();
    let mut ids = UniqueIds::new();
    while sources.peek().is_some() {
        let chunk = chunk(&mut sources, pool.current_num_threads() * ARTICLES_A_THREAD);
        let read = |source: Source| {
            let (origin, bytes) = (source.origin().clone(), source.size());
            (guarded(&origin, || source.read(options)), bytes)
        };
        let readings: Vec<_> = pool.install(|| chunk.into_par_iter().map(read).collect());
        let articles: Vec<_> = readings.into_iter().map(|(reading, bytes)| admit(reading, bytes, &mut ids)).collect();
        let work = |article: Finished<Article>| finish(article, &work);
        let finished: Vec<_> = pool.install(|| articles.into_par_iter().map(work).collect());
        finished.into_iter().try_for_each(&mut each)?;
    }
    Ok(())
}

fn chunk(sources: &mut impl Iterator<Item = Source>, most: usize) -> Vec<Source> {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < most && bytes < BYTES {
        let Some(source) = sources.next() else { break };
        bytes += source.size();
        chunk.push(source);
    }
    chunk
}

/// Names the article, in the order of the sources, so that names don't depend on threads.
fn admit(reading: Result<Reading, Failure>, bytes: u64, ids: &mut UniqueIds) -> Finished<Article> {
    match reading {
        Ok(Reading { origin, article, mut notes }) => {
            let result = match article {
                Some(Ok(article)) => ids.admit(article, &origin, &mut |note| notes.push(note)).map(Ok),
                Some(Err(error)) => Some(Err(error.into())),
                None => None,
            };
            Finished { origin, result, notes, bytes }
        }
        Err(failure) => {
            Finished { origin: Origin::standard_input(), result: Some(Err(failure)), notes: Vec::new(), bytes }
        }
    }
}

fn finish<T>(article: Finished<Article>, work: &impl Fn(&Article) -> T) -> Finished<T> {
    let Finished { origin, result, notes, bytes } = article;
    let result = result.map(|article| article.and_then(|article| guarded(&origin, || work(&article))));
    Finished { origin, result, notes, bytes }
}

/// A panic becomes a failure of this article.
fn guarded<T>(origin: &Origin, work: impl FnOnce() -> T) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|message| (*message).to_owned()))
            .unwrap_or_else(|| "panic".into());
        Failure::Internal { origin: origin.clone(), message }
    })
}
