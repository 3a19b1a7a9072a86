//! READ: bytes → [`Article`].
//!
//! `1 date 2017-03-02 Attorney General …` → an [`Article`] published on 2 March 2017 whose text begins "Attorney
//! General". Plain text, Markdown, HTML, JSON and JSON Lines, in any charset, from files, folders and standard input;
//! one file of this module per format.
//!
//! # Folders
//! Read to any depth, the files of a folder in the order of their names and before its subfolders. Files with an extension that is not
//! an article's are noted and passed over, hidden ones silently. An `index.json` next to articles supplies what they
//! do not say themselves: a list of objects that each name a `file` and any of `title`, `date`, `url`, `publisher`,
//! `author` and `id` (or one object from file names to such objects).
//!
//! ```json
//! [{"file": "takeover.txt", "date": "2024-05-14", "url": "https://example.com/takeover", "author": "Jane Roe"}]
//! ```
//!
//! # Limits
//! An article of more than [`Options::max_bytes`] is refused, not cut. Byline reads English: a text that is surely
//! something else is refused too.

mod date;
mod decode;
mod draft;
mod error;
mod folder;
mod format;
mod html;
mod id;
mod input;
mod json;
mod language;
mod markdown;
mod paragraphs;
mod records;
mod source;
mod span;
mod text;

pub use date::parse_date;
pub use error::{Note, Origin, ReadError};
pub use format::Format;
pub use id::UniqueIds;
pub use json::Fields;
pub use source::{Options, Reading, Source, read, sources, total_size};
pub use span::Span;

use jiff::civil::Date;

/// One article: its text and what is known about it.
///
/// `text` is what every [`Span`] counts in. Where a title is known, `text` begins with it, followed by a blank line;
/// paragraphs are separated by blank lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Short name, unique in a graph: the file name without extension, or a slug of the title.
    pub id: String,
    /// Headline, where one was found.
    pub title: Option<String>,
    /// Date of publication, where one was found; relative dates in the text are resolved against it.
    pub published: Option<Date>,
    /// Address of the article.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The text, title included.
    pub text: String,
    /// SHA-256 of `text` in UTF-8, hexadecimal.
    pub sha256: String,
}

impl Article {
    /// An article of which nothing but the text is known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let sha256 = id::sha256(&text);
        Self { id: id.into(), title: None, published: None, url: None, publisher: None, author: None, text, sha256 }
    }
}
