//! What a format yields, and how it becomes an [`Article`].

use super::paragraphs::one_line;
use super::text::{author, date_line, is_date_or_author};
use super::{Article, Note, Origin, ReadError, date, id, language, parse_date};
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
    /// Takes dates and authors that stand alone below the title out of the text.
    pub fn take_dates_and_authors(&mut self) {
        let titled = self.metadata.title.as_deref().zip(self.paragraphs.first());
        let first = usize::from(titled.is_some_and(|(title, paragraph)| same_words(title, paragraph)));
        for _ in 0..3 {
            let Some(line) = self.paragraphs.get(first).filter(|line| is_date_or_author(line)) else { break };
            match author(line) {
                Some(author) => _ = self.metadata.author.get_or_insert(author.to_owned()),
                None => self.metadata.published = self.metadata.published.or(date_line(line).map(|(date, _)| date)),
            }
            self.paragraphs.remove(first);
        }
    }

    /// The article. `name`: the file name without extension.
    pub fn finish(mut self, name: Option<&str>, origin: &Origin, notes: &mut Vec<Note>) -> Result<Article, ReadError> {
        self.take_dates_and_authors();
        let Self { metadata, mut paragraphs } = self;
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        if paragraphs.is_empty() {
            return Err(ReadError::Empty { origin: origin.clone() });
        }
        if metadata.published.is_none() {
            notes.extend(metadata.unclear_dates.into_iter().map(|value| Note::Date { origin: origin.clone(), value }));
        }
        let title = metadata.title.map(|title| one_line(&title)).filter(|title| !title.is_empty());
        if let Some(title) = title.as_ref().filter(|title| !same_words(title, &paragraphs[0])) {
            paragraphs.insert(0, title.clone());
        }
        let text = paragraphs.join("\n\n");
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
        let in_address = || metadata.url.as_deref().and_then(date::in_address);
        let published = metadata.published.or_else(in_address);
        let Metadata { url, publisher, author, .. } = metadata;
        Ok(Article { title, published, url, publisher, author, ..Article::new(id, text) })
    }
}

/// Whether two lines have the same letters and digits: a title and its copy may differ in quotes and dashes.
fn same_words(one: &str, two: &str) -> bool {
    let letters = |text: &'_ str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(two)
}
