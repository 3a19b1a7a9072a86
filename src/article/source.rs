//! Paths → sources → articles.
//!
//! Listing the sources is sequential and lazy; it opens only files that hold many articles. Reading a source
//! ([`Source::read`]) is independent of all others, so it can happen on any thread.

use super::draft::{Draft, Metadata};
use super::folder::{self, Indexes};
use super::format::{Format, sniff};
use super::input::{self, Input, check_size};
use super::records::{Lines, Objects, Record};
use super::{Article, Fields, Note, Origin, ReadError, UniqueIds, decode, html, json, markdown, text};
use std::path::{Path, PathBuf};

/// How to read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format of all inputs; `None`: known by file name, and else by content.
    pub format: Option<Format>,
    /// Which fields of a JSON record are what.
    pub fields: Fields,
    /// Largest text of one article, in bytes.
    pub max_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { format: None, fields: Fields::default(), max_bytes: 10_000_000 }
    }
}

impl Options {
    /// The most bytes that an article of this format is worth reading: markup and other fields come on top of the text.
    fn most_bytes(&self, format: Format) -> u64 {
        match format {
            Format::Text | Format::Markdown => self.max_bytes,
            Format::Html | Format::Json | Format::JsonLines => self.max_bytes.saturating_mul(4),
        }
    }
}

/// One article that was not read yet.
#[derive(Debug)]
pub struct Source {
    origin: Origin,
    /// What an `index.json` says about it.
    metadata: Metadata,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// A whole file.
    File(Format),
    /// All of standard input.
    Bytes(Vec<u8>, Format),
    /// One record of a file.
    Record(Record),
    /// Nothing to read: a file that is no article.
    PassedOver,
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
/// Articles of one name get different ids ([`UniqueIds`]); notes are dropped. [`sources`] leaves both to the caller,
/// and allows reading on several threads.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("rain.txt");
/// std::fs::write(&path, "Calder sold\n2024-05-14\n\nBrightwater bought Calder on Tuesday.\n")?;
/// let article = byline::article::read(vec![path], &Default::default()).next().unwrap()?;
/// assert_eq!(article.title.as_deref(), Some("Calder sold"));
/// assert_eq!(article.text, "Calder sold\n\nBrightwater bought Calder on Tuesday.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    paths.into_iter().flat_map(files).flat_map(move |file| match file {
        Ok((path, _)) if path.as_os_str() == "-" => in_standard_input(options),
        Ok((path, false)) if indexes.is_index(&path) => Box::new(std::iter::empty()),
        Ok((path, named)) => in_file(Origin::file(&path), indexes.about(&path), named, options),
        Err(error) => once(Origin::standard_input(), Content::Failed(error.into())),
    })
}

/// How many bytes there are to read in `paths`; `None`: standard input is among them.
pub fn total_size(paths: &[PathBuf]) -> Option<u64> {
    let files = paths.iter().cloned().flat_map(files).flatten();
    let known = files.filter(|(path, named)| *named || Format::of(path).is_some());
    known.map(|(path, _)| (path.as_os_str() != "-").then(|| input::size_of(&path))).sum()
}

/// The files of a path, and whether it was named itself, not its folder.
fn files(path: PathBuf) -> Box<dyn Iterator<Item = walkdir::Result<(PathBuf, bool)>> + Send> {
    if path.is_dir() {
        Box::new(folder::walk(&path).map(|file| file.map(|file| (file, false))))
    } else {
        Box::new(std::iter::once(Ok((path, true))))
    }
}

type Sources<'a> = Box<dyn Iterator<Item = Source> + Send + 'a>;

fn once<'a>(origin: Origin, content: Content) -> Sources<'a> {
    Box::new(std::iter::once(Source { origin, metadata: Metadata::default(), content }))
}

fn in_standard_input(options: &Options) -> Sources<'_> {
    let origin = Origin::standard_input();
    let read = || -> Result<Sources<'_>, ReadError> {
        let mut input = Input::standard(&origin)?;
        let format = options.format.unwrap_or_else(|| sniff(input.start()));
        if matches!(format, Format::Json | Format::JsonLines) {
            return in_records(input, origin.clone(), Metadata::default(), format, options);
        }
        let bytes = input.bytes(options.most_bytes(format), &origin)?;
        Ok(once(origin.clone(), Content::Bytes(bytes, format)))
    };
    read().unwrap_or_else(|error| once(origin.clone(), Content::Failed(error)))
}

fn in_file(origin: Origin, metadata: Metadata, named: bool, options: &Options) -> Sources<'_> {
    let path = origin.path.clone().unwrap_or_default();
    let read = || -> Result<Sources<'_>, ReadError> {
        let promised = options.format.or_else(|| Format::of(&path));
        let format = match promised {
            Some(format) => format,
            None if named => sniff(Input::open(&path, &origin)?.start()),
            None => return Ok(once(origin.clone(), Content::PassedOver)),
        };
        if matches!(format, Format::Json | Format::JsonLines) {
            return in_records(Input::open(&path, &origin)?, origin.clone(), metadata, format, options);
        }
        let content = Content::File(format);
        Ok(Box::new(std::iter::once(Source { origin: origin.clone(), metadata, content })))
    };
    read().unwrap_or_else(|error| once(origin.clone(), Content::Failed(error)))
}

fn in_records(
    input: Input,
    origin: Origin,
    metadata: Metadata,
    format: Format,
    options: &Options,
) -> Result<Sources<'_>, ReadError> {
    let limit = options.most_bytes(format);
    let input = input.utf8(limit, &origin)?;
    let records: Box<dyn Iterator<Item = _> + Send> = match format {
        Format::JsonLines => Box::new(Lines::new(input, origin.clone(), limit)),
        _ => Box::new(Objects::new(input, origin.clone(), limit)),
    };
    let mut records = records.peekable();
    if records.peek().is_none() {
        return Ok(once(origin.clone(), Content::Failed(ReadError::Empty { origin })));
    }
    Ok(Box::new(records.map(move |record| {
        let metadata = metadata.clone();
        match record {
            Ok(record) => {
                let origin = if record.listed { origin.at_line(record.line) } else { origin.clone() };
                Source { origin, metadata, content: Content::Record(record) }
            }
            Err(error) => Source { origin: origin.clone(), metadata, content: Content::Failed(error) },
        }
    })))
}

impl Source {
    /// Where it is.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Its size in bytes, as far as it is known.
    pub fn size(&self) -> u64 {
        match (&self.content, &self.origin.path) {
            (Content::File(_), Some(path)) => input::size_of(path),
            (Content::Bytes(bytes, _) | Content::Record(Record { bytes, .. }), _) => bytes.len() as u64,
            _ => 0,
        }
    }

    /// Reads the article.
    pub fn read(self, options: &Options) -> Reading {
        let mut notes = Vec::new();
        let Self { origin, metadata, content } = self;
        let article = match content {
            Content::File(format) => Some(read_file(format, metadata, &origin, options, &mut notes)),
            Content::Bytes(bytes, format) => Some(read_bytes(bytes, format, metadata, &origin, options, &mut notes)),
            Content::Record(record) => Some(read_record(record, metadata, &origin, options, &mut notes)),
            Content::Failed(error) => Some(Err(error)),
            Content::PassedOver => {
                notes.push(Note::PassedOver { path: origin.path.clone().unwrap_or_default() });
                None
            }
        };
        Reading { origin, article, notes }
    }
}

fn read_file(
    format: Format,
    metadata: Metadata,
    origin: &Origin,
    options: &Options,
    notes: &mut Vec<Note>,
) -> Result<Article, ReadError> {
    let input = Input::open(origin.path.as_deref().unwrap_or(Path::new("")), origin)?;
    let bytes = input.bytes(options.most_bytes(format), origin)?;
    read_bytes(bytes, format, metadata, origin, options, notes)
}

fn read_bytes(
    bytes: Vec<u8>,
    format: Format,
    known: Metadata,
    origin: &Origin,
    options: &Options,
    notes: &mut Vec<Note>,
) -> Result<Article, ReadError> {
    let declared = if format == Format::Html { html::declared_charset(&bytes) } else { None };
    let text = decode::decode(bytes, declared, origin, notes)?;
    let draft = match format {
        Format::Html => html::parse(&text).map_err(|_| ReadError::TooDeep { origin: origin.clone() })?,
        Format::Markdown => markdown::parse(&text),
        _ => text::parse(&text),
    };
    let draft = Draft { metadata: known.or(draft.metadata), ..draft };
    finish(draft, name(origin).as_deref(), origin, options, notes)
}

fn read_record(
    record: Record,
    known: Metadata,
    origin: &Origin,
    options: &Options,
    notes: &mut Vec<Note>,
) -> Result<Article, ReadError> {
    let text = decode::decode(record.bytes, None, origin, notes)?;
    let draft = json::parse(text.as_bytes(), &options.fields, origin)?;
    let draft = Draft { metadata: draft.metadata.or(known), ..draft };
    let name = if record.listed { None } else { name(origin) };
    finish(draft, name.as_deref(), origin, options, notes)
}

fn finish(
    draft: Draft,
    name: Option<&str>,
    origin: &Origin,
    options: &Options,
    notes: &mut Vec<Note>,
) -> Result<Article, ReadError> {
    let article = draft.finish(name, origin, notes)?;
    check_size(article.text.len() as u64, options.max_bytes, origin)?;
    Ok(article)
}

/// The file name without extension.
fn name(origin: &Origin) -> Option<String> {
    origin.path.as_deref().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned())
}
