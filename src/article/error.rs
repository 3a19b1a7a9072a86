//! What can be wrong with an input, and what is only worth a word.

use std::fmt;
use std::path::PathBuf;
use thiserror::Error;

/// Where an article came from, for messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file; `None`: standard input.
    pub path: Option<PathBuf>,
    /// Line at which the article starts, from 1, where a file holds several.
    pub line: Option<u64>,
}

impl Origin {
    /// A whole file.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self { path: Some(path.into()), line: None }
    }

    /// Standard input.
    pub fn standard_input() -> Self {
        Self { path: None, line: None }
    }

    /// A record at a line of the same file.
    pub fn at_line(&self, line: u64) -> Self {
        Self { line: Some(line), ..self.clone() }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}", path.display())?,
            None => f.write_str("standard input")?,
        }
        self.line.map_or(Ok(()), |line| write!(f, ", line {line}"))
    }
}

/// Why an input yields no article.
#[derive(Debug, Error)]
pub enum ReadError {
    /// It can't be opened or read.
    #[error("{origin}: {source}")]
    Io {
        /// Which input.
        origin: Origin,
        /// What the system says.
        source: std::io::Error,
    },
    /// A link in a folder leads back to the folder, or the like.
    #[error("{0}")]
    Folder(#[from] walkdir::Error),
    /// No text in it.
    #[error("{origin}: no text in it")]
    Empty {
        /// Which input.
        origin: Origin,
    },
    /// Not text at all.
    #[error("{origin}: {kind}, not text{advice}")]
    Binary {
        /// Which input.
        origin: Origin,
        /// What it looks like.
        kind: &'static str,
        /// What to do, beginning with a semicolon, or nothing.
        advice: &'static str,
    },
    /// Over the limit.
    #[error("{origin}: over {} MB, too much for one article; split it, or give many articles as JSON Lines", limit / 1_000_000)]
    TooLarge {
        /// Which input.
        origin: Origin,
        /// The limit in bytes.
        limit: u64,
    },
    /// HTML that is no page.
    #[error("{origin}: nested too deeply for a page; is it HTML?")]
    TooDeep {
        /// Which input.
        origin: Origin,
    },
    /// Not English.
    #[error("{origin}: looks like {language}; Byline reads English")]
    Language {
        /// Which input.
        origin: Origin,
        /// Name of the language.
        language: &'static str,
    },
    /// Ends in the middle of a character.
    #[error("{origin}: ends in the middle of a UTF-8 character (byte {byte}); the file seems to be cut off")]
    Truncated {
        /// Which input.
        origin: Origin,
        /// Where the broken character starts.
        byte: usize,
    },
    /// Broken JSON.
    #[error("{origin}: broken JSON: {message}")]
    Json {
        /// Which input.
        origin: Origin,
        /// What is wrong.
        message: String,
    },
    /// JSON without the text of an article.
    #[error("{origin}: no text of an article in field {wanted}; {found}; name the field with --field text=NAME")]
    NoTextField {
        /// Which input.
        origin: Origin,
        /// The fields that were looked for.
        wanted: String,
        /// The fields that are there.
        found: String,
    },
}

/// Something that was done with an input and that its owner may want to know; no failure.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Note {
    /// A file of a folder was passed over.
    #[error("{}: passed over, not named like an article; name the file itself to read it", path.display())]
    PassedOver {
        /// The file.
        path: PathBuf,
    },
    /// Two articles had the same name.
    #[error("{origin}: another article is called {id} too, this one becomes {renamed}")]
    Renamed {
        /// Which input.
        origin: Origin,
        /// The name that was taken.
        id: String,
        /// The name it has now.
        renamed: String,
    },
    /// An article was given twice.
    #[error("{origin}: the same article as before ({id}), read once")]
    Duplicate {
        /// Which input.
        origin: Origin,
        /// Its name.
        id: String,
    },
    /// A date that could mean two days, or none.
    #[error("{origin}: date {value:?} not understood, write it as 2017-03-02")]
    Date {
        /// Which input.
        origin: Origin,
        /// As written.
        value: String,
    },
    /// Bytes that are not UTF-8 in a text that is.
    #[error("{origin}: {count} bytes that are not UTF-8 were replaced")]
    Replaced {
        /// Which input.
        origin: Origin,
        /// How many places.
        count: usize,
    },
}
