//! What `build` and `extract` have in common: which articles, how they are read, and what is said about it.

use super::model::Model;
use super::progress::Progress;
use crate::article::{Article, Fields, Format, Note, Options, sources, total_size};
use crate::claim::LEAST_CONFIDENCE;
use crate::pipeline::{Finished, Pipeline, in_order};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// The articles.
#[derive(clap::Args)]
pub(super) struct Input {
    /// Files and folders to read; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Read everything as this format [default: what the file's name or content says]
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    input: Option<Format>,

    /// Where JSON records have what, for example text=body or title=meta.headline; FIELD is one of text, title, date,
    /// url, publisher, author, id
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = field_setting)]
    fields: Vec<String>,

    #[command(flatten)]
    model: Model,

    /// Leave out claims that are right with less confidence than this, from 0 (all are kept) to 1
    #[arg(long, value_name = "P", default_value_t = LEAST_CONFIDENCE, value_parser = probability)]
    min_confidence: f64,

    /// Threads to work on [default: one per processor]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,

    /// Say nothing but what went wrong
    #[arg(long, short)]
    pub quiet: bool,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let named = |name: String| Format::ALL.into_iter().find(|format| format.name() == name);
    PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(move |name| named(name).ok_or("no such format"))
}

fn probability(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "not a number from 0 to 1".to_owned())
}

/// Checks a `FIELD=NAME`.
fn field_setting(setting: &str) -> Result<String, String> {
    Fields::default().set(setting).map(|()| setting.to_owned())
}

/// How many inputs became what.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    /// Articles read and worked on.
    pub read: usize,
    /// Inputs that failed.
    pub failed: usize,
}

impl Count {
    /// `1 article`, `2 articles`.
    pub fn articles(number: usize) -> String {
        format!("{number} article{}", if number == 1 { "" } else { "s" })
    }
}

/// Files of folders that were passed over: one line for all, as there can be many.
#[derive(Debug, Default)]
struct PassedOver {
    files: usize,
    endings: BTreeSet<String>,
}

impl PassedOver {
    fn add(&mut self, path: &Path) {
        self.files += 1;
        if self.endings.len() < 8 {
            let ending = path.extension().or(path.file_name()).unwrap_or_default().to_string_lossy();
            self.endings.insert(if path.extension().is_some() { format!(".{ending}") } else { ending.into_owned() });
        }
    }
}

impl fmt::Display for PassedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endings: Vec<&str> = self.endings.iter().map(String::as_str).collect();
        let files = if self.files == 1 { "file" } else { "files" };
        let Self { files: number, .. } = self;
        write!(
            f,
            "passed over {number} {files} not named like articles ({}); name a file itself to read it",
            endings.join(", ")
        )
    }
}

/// Stack of a thread: room for the deeply nested pages and sentences that malice can write.
const STACK: usize = 32 << 20;

impl Input {
    /// Does `work` with every article on all threads, then `each` with the results in the order of the input.
    /// Notes, errors and progress go to stderr.
    pub fn for_each<T: Send>(
        self,
        work: impl Fn(&Pipeline, &Article) -> T + Sync,
        mut each: impl FnMut(T) -> Result<(), Box<dyn Error>>,
    ) -> Result<Count, Box<dyn Error>> {
        let options = self.options();
        let threads = self.threads.map_or(0, NonZeroUsize::get);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build()?;
        let pipeline = self.model.pipeline().least_confidence(self.min_confidence);
        let progress = if self.quiet { Progress::hidden() } else { Progress::new(|| total_size(&self.paths)) };
        let mut count = Count::default();
        let mut passed_over = PassedOver::default();
        let each = |finished: Finished<T>| {
            for note in finished.notes.iter().filter(|_| !self.quiet) {
                match note {
                    Note::PassedOver { path } => passed_over.add(path),
                    note => progress.say(note),
                }
            }
            let outcome = match finished.result {
                Some(Ok(result)) => {
                    count.read += 1;
                    each(result)
                }
                Some(Err(failure)) => {
                    count.failed += 1;
                    progress.say(&failure);
                    Ok(())
                }
                None => Ok(()),
            };
            progress.advance(finished.bytes, count);
            outcome
        };
        in_order(sources(self.paths, &options), &options, &pool, |article| work(&pipeline, article), each)?;
        progress.clear();
        if passed_over.files > 0 {
            progress.say(&passed_over);
        }
        Ok(count)
    }

    fn options(&self) -> Options {
        let mut options = Options { format: self.input, ..Options::default() };
        for setting in &self.fields {
            options.fields.set(setting).expect("clap has checked it");
        }
        options
    }
}
