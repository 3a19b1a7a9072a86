//! CoNLL-U → sentences.

use crate::article::Span;
use crate::document::names::{Tag, names};
use crate::document::tree::is_tree;
use crate::document::{Document, Sentence, Upos, Word, WordRange};
use thiserror::Error;

/// What a CoNLL-U file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The text, put together from the tokens; paragraphs are separated by a blank line.
    pub text: String,
    /// Its sentences; spans count in `text`. Empty nodes (`8.1`) are left out.
    pub document: Document,
}

/// What is wrong with a CoNLL-U file.
#[allow(missing_docs)]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ReadError {
    #[error("{file}:{line}: {found} columns; CoNLL-U has ten, separated by tabs")]
    Columns { file: String, line: usize, found: usize },
    #[error("{file}:{line}: ID {id:?}; expected {expected}, or a range that starts there")]
    Id { file: String, line: usize, id: String, expected: usize },
    #[error("{file}:{line}: FORM is empty; write _ for an underscore")]
    Form { file: String, line: usize },
    #[error("{file}:{line}: UPOS {tag:?} is none of the 17 universal tags, nor _")]
    Upos { file: String, line: usize, tag: String },
    #[error("{file}:{line}: HEAD {head:?} is not the number of another word of the sentence, nor 0, nor _")]
    Head { file: String, line: usize, head: String },
    #[error("{file}:{line}: the heads of this sentence form no tree with one root; mend them, or write _ for all")]
    Tree { file: String, line: usize },
    #[error("{file}:{line}: the range {range} ends after the sentence's last word")]
    Range { file: String, line: usize, range: String },
    #[error(
        "{file}:{line}: {value:?} is no name tag; expected NER=B-PER or NER=I-PER, with one of PER, ORG, LOC, EVENT, NORP, TIME, MISC"
    )]
    Name { file: String, line: usize, value: String },
}

/// Reads a CoNLL-U file; `file` is its name, for messages.
///
/// Columns other than ID and FORM may be `_`; a sentence whose HEADs are all `_` has no tree yet.
pub fn read(file: &str, source: &str) -> Result<Reading, ReadError> {
    let mut reader = Reader { file, reading: Reading::default(), paragraph: 0 };
    let mut block = Vec::new();
    // The last sentence may lack its blank line; a byte order mark may stand first.
    let lines = source.strip_prefix('\u{FEFF}').unwrap_or(source).lines().chain([""]);
    for (line, row) in (1..).zip(lines) {
        if !row.trim().is_empty() {
            block.push((line, row));
        } else if !block.is_empty() {
            reader.sentence(&block)?;
            block.clear();
        }
    }
    reader.reading.text.truncate(reader.reading.text.trim_end().len());
    Ok(reader.reading)
}

struct Reader<'a> {
    file: &'a str,
    reading: Reading,
    paragraph: usize,
}

/// The columns of a row that are used.
struct Row<'a> {
    line: usize,
    form: &'a str,
    columns: [&'a str; 10],
}

impl Row<'_> {
    fn space_after(&self) -> bool {
        !self.columns[9].split('|').any(|attribute| attribute == "SpaceAfter=No")
    }
}

impl<'a> Reader<'a> {
    fn file(&self) -> String {
        self.file.to_string()
    }

    fn sentence(&mut self, block: &[(usize, &str)]) -> Result<(), ReadError> {
        let comments: Vec<String> =
            block.iter().filter(|(_, row)| row.starts_with('#')).map(|(_, row)| row.trim_end().to_string()).collect();
        let begins = comments.iter().any(|comment| comment.starts_with("# newpar") || comment.starts_with("# newdoc"));
        if begins && !self.reading.document.sentences.is_empty() {
            self.paragraph += 1;
            self.reading.text.truncate(self.reading.text.trim_end().len());
            self.reading.text.push_str("\n\n");
        }
        let start = self.reading.text.len();
        let span = Span::new(start, start);
        let mut sentence = Sentence {
            words: Vec::new(),
            multiword: Vec::new(),
            names: Vec::new(),
            span,
            paragraph: self.paragraph,
            meaning: Vec::new(),
            comments,
        };
        let mut rows: Vec<Row> = Vec::new();
        // A multiword token whose words are still to come: its row and its last word.
        let mut open: Option<(usize, &str, Span, WordRange, bool)> = None;
        for &(line, text) in block.iter().filter(|(_, row)| !row.starts_with('#')) {
            let row = self.row(line, text)?;
            if row.columns[0].contains('.') {
                continue;
            }
            let expected = sentence.words.len() + 1;
            let wrong = || ReadError::Id { file: self.file(), line, id: row.columns[0].to_string(), expected };
            if let Some((first, last)) = row.columns[0].split_once('-') {
                let (first, last): (usize, usize) =
                    (first.parse().map_err(|_| wrong())?, last.parse().map_err(|_| wrong())?);
                if first != expected || last < first || open.is_some() {
                    return Err(wrong());
                }
                let span = self.put(row.form, row.space_after());
                open = Some((line, row.columns[0], span, WordRange::new(first - 1, last), row.space_after()));
                continue;
            }
            if row.columns[0].parse() != Ok(expected) {
                return Err(wrong());
            }
            let span = match open {
                Some((_, _, span, _, _)) => span,
                None => self.put(row.form, row.space_after()),
            };
            let mut word = self.word(&row, span)?;
            if let Some((_, _, token, words, space_after)) = open {
                word.space_after = space_after && words.end == expected;
                sentence.words.push(word);
                if words.end == expected {
                    share_out(&mut sentence.words[words.start..], token, token.of(&self.reading.text));
                    sentence.multiword.push((token, words));
                    open = None;
                }
            } else {
                sentence.words.push(word);
            }
            rows.push(row);
        }
        if let Some((line, range, ..)) = open {
            return Err(ReadError::Range { file: self.file(), line, range: range.to_string() });
        }
        if sentence.words.is_empty() {
            return Ok(());
        }
        self.heads(&rows, &mut sentence)?;
        self.names(&rows, &mut sentence)?;
        sentence.span.end = sentence.words.iter().map(|word| word.span.end).max().unwrap_or(start);
        self.reading.document.sentences.push(sentence);
        Ok(())
    }

    fn row<'b>(&self, line: usize, text: &'b str) -> Result<Row<'b>, ReadError> {
        let columns: Vec<&str> = text.trim_end_matches('\r').split('\t').collect();
        let columns: [&str; 10] = columns.try_into().map_err(|found: Vec<&str>| ReadError::Columns {
            file: self.file(),
            line,
            found: found.len(),
        })?;
        if columns[1].trim().is_empty() {
            return Err(ReadError::Form { file: self.file(), line });
        }
        Ok(Row { line, form: columns[1], columns })
    }

    /// Appends a token to the text.
    fn put(&mut self, form: &str, space_after: bool) -> Span {
        let text = &mut self.reading.text;
        let start = text.len();
        text.push_str(form);
        let span = Span::new(start, text.len());
        if space_after {
            text.push(' ');
        }
        span
    }

    fn word(&self, row: &Row, span: Span) -> Result<Word, ReadError> {
        let value = |column: usize| if row.columns[column] == "_" { "" } else { row.columns[column] }.to_string();
        let upos = match row.columns[3] {
            "_" => Upos::X,
            tag => Upos::parse(tag).ok_or_else(|| ReadError::Upos {
                file: self.file(),
                line: row.line,
                tag: tag.to_string(),
            })?,
        };
        Ok(Word {
            form: row.form.to_string(),
            lemma: if row.form == "_" { "_".to_string() } else { value(2) },
            upos,
            xpos: value(4),
            feats: row.columns[5].to_string(),
            head: None,
            deprel: value(7),
            attachment: None,
            span,
            space_after: row.space_after(),
        })
    }

    fn heads(&self, rows: &[Row], sentence: &mut Sentence) -> Result<(), ReadError> {
        if rows.iter().all(|row| row.columns[6] == "_") {
            return Ok(());
        }
        let mut heads = Vec::with_capacity(rows.len());
        for (n, row) in rows.iter().enumerate() {
            let head = row.columns[6].parse().ok().filter(|&head: &usize| head <= rows.len() && head != n + 1);
            heads.push(head.ok_or_else(|| ReadError::Head {
                file: self.file(),
                line: row.line,
                head: row.columns[6].to_string(),
            })?);
        }
        if !is_tree(&heads) {
            return Err(ReadError::Tree { file: self.file(), line: rows[0].line });
        }
        for (word, head) in sentence.words.iter_mut().zip(heads) {
            word.head = head.checked_sub(1);
        }
        Ok(())
    }

    fn names(&self, rows: &[Row], sentence: &mut Sentence) -> Result<(), ReadError> {
        let mut tags = Vec::with_capacity(rows.len());
        for row in rows {
            let value = row.columns[9].split('|').find_map(|attribute| attribute.strip_prefix("NER="));
            let tag = match value {
                None => Some(Tag::Outside),
                Some(value) => Tag::parse(value),
            };
            tags.push(tag.ok_or_else(|| ReadError::Name {
                file: self.file(),
                line: row.line,
                value: format!("NER={}", value.unwrap_or_default()),
            })?);
        }
        sentence.names = names(&tags);
        Ok(())
    }
}

/// Shares the span of a multiword token out between its words if they spell it; otherwise each keeps the whole.
fn share_out(words: &mut [Word], token: Span, surface: &str) {
    if words.iter().map(|word| word.form.as_str()).collect::<String>() != surface {
        return;
    }
    let mut start = token.start;
    for word in words {
        word.span = Span::new(start, start + word.form.len());
        start = word.span.end;
    }
}
