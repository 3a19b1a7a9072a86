//! What `build` and `extract` have in common: which articles, how they are read, and what is said about it.

use crate::article::{Article, Options, sources};
use crate::pipeline::{Finished, Pipeline, in_order};
use std::error::Error;
use std::path::PathBuf;

/// The articles.
#[derive(clap::Args)]
pub(super) struct Input {
    /// Files and folders to read; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Threads to work on [default: one per processor]
    #[arg(long, value_name = "N")]
    threads: Option<std::num::NonZeroUsize>,

    /// Say nothing but what went wrong
    #[arg(long, short)]
    pub quiet: bool,
}

impl Input {
    /// Does `work` with every article on all threads, then `each` with the results in the order of the input.
    /// Notes and errors go to stderr by `say`. Returns how many inputs failed.
    pub fn for_each<T: Send>(
        self,
        say: impl Fn(&str),
        work: impl Fn(&Pipeline, &Article) -> T + Sync,
        mut each: impl FnMut(T) -> Result<(), Box<dyn Error>>,
    ) -> Result<usize, Box<dyn Error>> {
        let options = Options::default();
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads.map_or(0, std::num::NonZero::get))
            .stack_size(STACK)
            .build()?;
        let pipeline = Pipeline::new();
        let mut failed = 0;
        let each = |finished: Finished<T>| {
            if !self.quiet {
                finished.notes.iter().for_each(|note| say(&format!("byline: {note}")));
            }
            match finished.result {
                Some(Ok(result)) => each(result),
                Some(Err(failure)) => {
                    failed += 1;
                    say(&format!("byline: {failure}"));
                    Ok(())
                }
                None => Ok(()),
            }
        };
        let listed = sources(self.paths, &options);
        in_order(listed, &options, &pool, |article| work(&pipeline, article), each)?;
        Ok(failed)
    }
}

/// Stack of a thread: room for the deeply nested pages and sentences that malice can write.
const STACK: usize = 32 << 20;
