//! READ: bytes → [`Article`].

mod span;

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
    /// The text, title included.
    pub text: String,
    /// SHA-256 of `text` in UTF-8, hexadecimal.
    pub sha256: String,
}
