//! What a format yields, and how it becomes an [`Article`].

use super::{Article, Note, Options, Origin, ReadError, id, language, parse_date};
use jiff::civil::Date;

/// What is known about an article besides its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Metadata {
    pub id: Option<String>,
    pub title: Option<String>,
    pub published: Option<Date>,
    pub url: Option<String>,
    pub publisher: Option<String>,
    pub author: Option<String>,
    /// Dates as written that were not understood.
    pub unclear_dates: Vec<String>,
}

impl Metadata {
    /// Sets the field that people call `name`; `false`: no field is called so. What is set stays, empty values are
    /// passed over.
    pub fn set(&mut self, name: &str, value: &str) -> bool {
        let value = value.trim();
        let field = match name.trim().to_lowercase().as_str() {
            "id" => &mut self.id,
            "title" | "headline" => &mut self.title,
            "url" | "link" | "canonical" | "permalink" => &mut self.url,
            "publisher" | "source" | "site" | "publication" | "newspaper" => &mut self.publisher,
            "author" | "authors" | "by" | "byline" => &mut self.author,
            "date" | "published" | "pubdate" | "publication date" | "publish date" | "published on" | "posted" => {
                self.set_date(value);
                return true;
            }
            _ => return false,
        };
        if !value.is_empty() && field.is_none() {
            *field = Some(value.to_owned());
        }
        true
    }

    /// Sets the date of publication, or remembers what could not be understood.
    pub fn set_date(&mut self, value: &str) {
        match parse_date(value) {
            _ if value.trim().is_empty() || self.published.is_some() => {}
            Some(date) => self.published = Some(date),
            None => self.unclear_dates.push(value.trim().to_owned()),
        }
    }

    /// What is known here, completed by `other`.
    pub fn or(self, other: Self) -> Self {
        Self {
            id: self.id.or(other.id),
            title: self.title.or(other.title),
            published: self.published.or(other.published),
            url: self.url.or(other.url),
            publisher: self.publisher.or(other.publisher),
            author: self.author.or(other.author),
            unclear_dates: [self.unclear_dates, other.unclear_dates].concat(),
        }
    }
}

/// An article as its format gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub metadata: Metadata,
    /// Paragraphs, each on one line; the title may be the first or not be among them.
    pub paragraphs: Vec<String>,
}

impl Draft {
    /// The article. `name`: the file name without extension.
    pub fn finish(
        self,
        name: Option<&str>,
        origin: &Origin,
        options: &Options,
        notes: &mut Vec<Note>,
    ) -> Result<Article, ReadError> {
        let Self { metadata, mut paragraphs } = self;
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        if paragraphs.is_empty() {
            return Err(ReadError::Empty { origin: origin.clone() });
        }
        if metadata.published.is_none() {
            notes.extend(metadata.unclear_dates.into_iter().map(|value| Note::Date { origin: origin.clone(), value }));
        }
        let title = metadata.title.map(|title| super::paragraphs::one_line(&title)).filter(|title| !title.is_empty());
        if let Some(title) = &title {
            if !same_words(title, &paragraphs[0]) {
                paragraphs.insert(0, title.clone());
            }
        }
        let text = paragraphs.join("\n\n");
        check_size(text.len() as u64, options, origin)?;
        if let Some(language) = language::other_than_english(&text) {
            return Err(ReadError::Language { origin: origin.clone(), language });
        }
        let id = metadata
            .id
            .as_deref()
            .or(name)
            .and_then(id::from_name)
            .or_else(|| metadata.url.as_deref().and_then(id::from_url))
            .or_else(|| title.as_deref().and_then(id::slug))
            .unwrap_or_else(|| id::sha256(&text)[..16].to_owned());
        let Metadata { published, url, publisher, author, .. } = metadata;
        Ok(Article { title, published, url, publisher, author, ..Article::new(id, text) })
    }
}

/// Refuses an article over the limit.
pub(super) fn check_size(bytes: u64, options: &Options, origin: &Origin) -> Result<(), ReadError> {
    let limit = options.max_bytes;
    if bytes > limit { Err(ReadError::TooLarge { origin: origin.clone(), bytes, limit }) } else { Ok(()) }
}

/// Whether two lines have the same letters and digits: a title and its copy may differ in quotes and dashes.
fn same_words(one: &str, two: &str) -> bool {
    let letters = |text: &'_ str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(two)
}
