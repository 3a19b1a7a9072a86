//! Sentences → CoNLL-U.

use crate::document::{Document, Sentence, Word};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Sentences whose rows are in memory at a time.
const AT_ONCE: usize = 4_096;

/// Writes a document. `text` is what its spans count in; `id` names it (`# newdoc id`, `# sent_id`).
///
/// Sentences that came with comments keep them, and get `sent_id` and `text` if they lack those; the others get `newpar`
/// too. What is written is in Unicode's normal form NFC, as the format wants it; the spans still mean `text` as it is.
pub fn write(document: &Document, text: &str, id: &str, out: &mut impl Write) -> io::Result<()> {
    Writer::new(id, out).sentences(&document.sentences, text, |_, _| None)
}

/// The same with an attribute of MISC, and a comment at the head of the document that says what it is.
pub fn write_with(
    document: &Document,
    text: &str,
    id: &str,
    (comment, attributes): (&'static str, &Attributes),
    out: &mut impl Write,
) -> io::Result<()> {
    let mut writer = Writer::new(id, out);
    writer.global = Some(comment);
    let attribute = |number, word| attributes.get(&(number, word)).map(String::as_str);
    writer.sentences(&document.sentences, text, attribute)
}

/// Writes the sentences of one document one after the other.
pub struct Writer<W> {
    id: String,
    sentences: usize,
    paragraph: Option<usize>,
    /// A comment for the head of the document.
    global: Option<&'static str>,
    out: W,
}

/// A further attribute of MISC for each word that has one, by sentence and word.
pub type Attributes = BTreeMap<(usize, usize), String>;

impl<W: Write> Writer<W> {
    /// A writer of the document `id`.
    pub fn new(id: &str, out: W) -> Self {
        // A sentence's id has no white space, and slashes mean something else in it.
        let id = id.split(|c: char| c.is_whitespace() || c == '/').filter(|part| !part.is_empty());
        Self { id: id.collect::<Vec<_>>().join("_"), sentences: 0, paragraph: None, global: None, out }
    }

    /// Writes one sentence, whose spans count in `text`.
    pub fn sentence(&mut self, sentence: &Sentence, text: &str) -> io::Result<()> {
        self.rows(sentence, text, &rows(sentence, text, |_| None))
    }

    /// Writes sentences; what is long in it, their rows, on all threads.
    fn sentences<'s>(
        &mut self,
        sentences: &[Sentence],
        text: &str,
        attribute: impl Fn(usize, usize) -> Option<&'s str> + Sync,
    ) -> io::Result<()> {
        for (chunk, start) in sentences.chunks(AT_ONCE).zip((0..).step_by(AT_ONCE)) {
            let rows_of = |(n, sentence)| rows(sentence, text, |word| attribute(start + n, word));
            let made: Vec<String> = chunk.par_iter().enumerate().map(rows_of).collect();
            chunk.iter().zip(&made).try_for_each(|(sentence, rows)| self.rows(sentence, text, rows))?;
        }
        Ok(())
    }

    /// Writes the comments of a sentence and its rows.
    fn rows(&mut self, sentence: &Sentence, text: &str, rows: &str) -> io::Result<()> {
        self.sentences += 1;
        for part in [&self.comments(sentence, text), rows, "\n"] {
            if is_nfc(part) {
                self.out.write_all(part.as_bytes())?;
            } else {
                self.out.write_all(part.nfc().collect::<String>().as_bytes())?;
            }
        }
        Ok(())
    }

    fn comments(&mut self, sentence: &Sentence, text: &str) -> String {
        let mut comments = sentence.comments.clone();
        if comments.is_empty() {
            if self.sentences == 1 && !self.id.is_empty() {
                comments.push(format!("# newdoc id = {}", self.id));
            }
            comments.extend(self.global.take().map(str::to_owned));
            if self.paragraph != Some(sentence.paragraph) {
                comments.push("# newpar".to_string());
                self.paragraph = Some(sentence.paragraph);
            }
        }
        if let Some(global) = self.global.take() {
            let at = usize::from(comments.first().is_some_and(|comment| comment.starts_with("# newdoc")));
            comments.retain(|comment| !comment.starts_with("# global.Entity"));
            comments.insert(at, global.to_owned());
        }
        let lacks = |comments: &[String], name: &str| {
            let says = |comment: &String| {
                comment
                    .strip_prefix('#')
                    .and_then(|comment| comment.trim_start().strip_prefix(name))
                    .is_some_and(is_value)
            };
            !comments.iter().any(says)
        };
        if lacks(&comments, "sent_id") {
            let dash = if self.id.is_empty() { "" } else { "-" };
            comments.push(format!("# sent_id = {}{dash}{}", self.id, self.sentences));
        }
        if lacks(&comments, "text") {
            comments.push(format!("# text = {}", surface(sentence, text)));
        }
        comments.iter().flat_map(|comment| [comment, "\n"]).collect()
    }
}

/// Whether a comment's name ends here.
fn is_value(rest: &str) -> bool {
    rest.trim_start().starts_with('=')
}

fn rows<'s>(sentence: &Sentence, text: &str, attribute: impl Fn(usize) -> Option<&'s str>) -> String {
    let mut rows = String::new();
    let mut multiword = sentence.multiword.iter().peekable();
    let mut inside = 0;
    let names = name_tags(sentence);
    for (n, word) in sentence.words.iter().enumerate() {
        if let Some((span, words)) = multiword.next_if(|(_, words)| words.start == n) {
            inside = words.end;
            let misc = space(sentence.words[words.end - 1].space_after).unwrap_or("_");
            rows += &format!("{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n", words.start + 1, words.end, span.of(text));
        }
        let space = if n < inside { None } else { space(word.space_after) };
        let misc: Vec<&str> = attribute(n).into_iter().chain(names[n].as_deref()).chain(space).collect();
        let misc = if misc.is_empty() { "_".to_string() } else { misc.join("|") };
        row(&mut rows, n, word, &misc);
    }
    rows
}

/// Appends a word's row.
fn row(rows: &mut String, n: usize, word: &Word, misc: &str) {
    let head = word.head.map_or(0, |head| head + 1);
    let columns = [&word.form, &word.lemma, word.upos.name(), &word.xpos, &word.feats].map(or_blank);
    let [form, lemma, upos, xpos, feats] = columns;
    let deprel = or_blank(&word.deprel);
    writeln!(rows, "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{deprel}\t_\t{misc}", n + 1)
        .expect("a string takes everything");
}

fn or_blank(column: &str) -> &str {
    if column.is_empty() { "_" } else { column }
}

fn space(after: bool) -> Option<&'static str> {
    (!after).then_some("SpaceAfter=No")
}

/// `NER=B-PER` and the like, where there is a name.
fn name_tags(sentence: &Sentence) -> Vec<Option<String>> {
    let mut tags = vec![None; sentence.words.len()];
    for name in &sentence.names {
        for word in name.words.iter() {
            let position = if word == name.words.start { 'B' } else { 'I' };
            tags[word] = Some(format!("NER={position}-{}", name.kind.label()));
        }
    }
    tags
}

/// The sentence's text with single spaces, which is what its rows spell.
fn surface(sentence: &Sentence, text: &str) -> String {
    let mut surface = String::new();
    let mut multiword = sentence.multiword.iter().peekable();
    let mut inside = 0;
    for (n, word) in sentence.words.iter().enumerate() {
        if let Some((span, words)) = multiword.next_if(|(_, words)| words.start == n) {
            surface.push_str(span.of(text));
            inside = words.end;
        } else if n >= inside {
            surface.push_str(&word.form);
        }
        if word.space_after && n + 1 >= inside {
            surface.push(' ');
        }
    }
    surface.truncate(surface.trim_end().len());
    surface
}
