//! Paths → sources → articles.
//!
//! Listing the sources is sequential and lazy, and opens only files that hold many articles; reading a source
//! ([`Source::read`]) is independent of all others, so it can happen on any thread.

use super::draft::{Draft, Metadata, check_size};
use super::folder::{self, Indexes};
use super::{Article, Note, Origin, ReadError, UniqueIds, decode, text};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// How to read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format of all inputs; `None`: known by file name, and on standard input by content.
    pub format: Option<Format>,
    /// Largest text of one article, in bytes.
    pub max_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { format: None, max_bytes: 10_000_000 }
    }
}

/// Formats of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
}

impl Format {
    /// The format that a file name promises.
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_string_lossy().to_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            _ => None,
        }
    }
}

/// One article that was not read yet.
#[derive(Debug)]
pub struct Source {
    origin: Origin,
    metadata: Metadata,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// A whole file, or standard input.
    Whole,
    /// Nothing to read: a file that is no article.
    PassedOver(String),
    /// A failure on the way to the article.
    Failed(ReadError),
}

/// What became of a source.
#[derive(Debug)]
pub struct Reading {
    /// Where it came from.
    pub origin: Origin,
    /// The article; `None`: there was nothing to read (a note says why).
    pub article: Option<Result<Article, ReadError>>,
    /// What else there is to say.
    pub notes: Vec<Note>,
}

/// Reads all articles in `paths` (files, folders, `-` for standard input), one after another.
///
/// Articles of one name get different ids ([`UniqueIds`]); notes are dropped. [`sources`] gives both to the caller,
/// and parallel reading.
pub fn read(paths: Vec<PathBuf>, options: &Options) -> impl Iterator<Item = Result<Article, ReadError>> {
    let mut ids = UniqueIds::new();
    sources(paths, options).map(move |source| source.read(options)).filter_map(move |reading| match reading.article? {
        Ok(article) => ids.admit(article, &reading.origin, &mut |_| {}).map(Ok),
        Err(error) => Some(Err(error)),
    })
}

/// Lists the articles in `paths`, in their order.
pub fn sources(paths: Vec<PathBuf>, options: &Options) -> impl Iterator<Item = Source> + Send {
    let mut indexes = Indexes::default();
    let forced = options.format;
    paths.into_iter().flat_map(files).filter_map(move |file| match file {
        Ok((path, false)) if indexes.is_index(&path) => None,
        Ok((path, named)) => Some(source(path, named, forced, &mut indexes)),
        Err(error) => Some(Source {
            origin: Origin::standard_input(),
            metadata: Metadata::default(),
            content: Content::Failed(error.into()),
        }),
    })
}

/// The files of a path, and whether it was named itself, not its folder.
fn files(path: PathBuf) -> Box<dyn Iterator<Item = walkdir::Result<(PathBuf, bool)>> + Send> {
    if path.is_dir() {
        Box::new(folder::walk(&path).map(|file| file.map(|file| (file, false))))
    } else {
        Box::new(std::iter::once(Ok((path, true))))
    }
}

fn source(path: PathBuf, named: bool, forced: Option<Format>, indexes: &mut Indexes) -> Source {
    if path.as_os_str() == "-" {
        return Source { origin: Origin::standard_input(), metadata: Metadata::default(), content: Content::Whole };
    }
    let content = match forced.or_else(|| Format::of(&path)) {
        None if !named => {
            let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned());
            Content::PassedOver(extension.unwrap_or_default())
        }
        _ => Content::Whole,
    };
    Source { metadata: indexes.about(&path), origin: Origin::file(path), content }
}

impl Source {
    /// Where it is.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Its size in bytes, as far as it is known.
    pub fn size(&self) -> u64 {
        match (&self.content, &self.origin.path) {
            (Content::Whole, Some(path)) => std::fs::metadata(path).map_or(0, |metadata| metadata.len()),
            _ => 0,
        }
    }

    /// Reads the article.
    pub fn read(self, options: &Options) -> Reading {
        let mut notes = Vec::new();
        let Self { origin, metadata, content } = self;
        let article = match content {
            Content::Whole => Some(read_whole(&origin, metadata, options, &mut notes)),
            Content::Failed(error) => Some(Err(error)),
            Content::PassedOver(extension) => {
                let path = origin.path.clone().unwrap_or_default();
                notes.push(Note::PassedOver { path, extension });
                None
            }
        };
        Reading { origin, article, notes }
    }
}

fn read_whole(
    origin: &Origin,
    known: Metadata,
    options: &Options,
    notes: &mut Vec<Note>,
) -> Result<Article, ReadError> {
    let bytes = bytes(origin, options)?;
    let text = decode::decode(bytes, None, origin, notes)?;
    let draft = text::parse(&text);
    let draft = Draft { metadata: known.or(draft.metadata), ..draft };
    let name = origin.path.as_deref().and_then(Path::file_stem).map(|stem| stem.to_string_lossy());
    draft.finish(name.as_deref(), origin, options, notes)
}

/// The bytes of an input, unless they are too many.
fn bytes(origin: &Origin, options: &Options) -> Result<Vec<u8>, ReadError> {
    let failed = |source| ReadError::Io { origin: origin.clone(), source };
    let mut bytes = Vec::new();
    let input: Box<dyn Read> = match &origin.path {
        None => Box::new(std::io::stdin().lock()),
        Some(path) => {
            let file = File::open(path).map_err(failed)?;
            let metadata = file.metadata().map_err(failed)?;
            if metadata.is_file() {
                check_size(metadata.len(), options, origin)?;
            }
            Box::new(file)
        }
    };
    input.take(options.max_bytes + 1).read_to_end(&mut bytes).map_err(failed)?;
    check_size(bytes.len() as u64, options, origin)?;
    Ok(bytes)
}
