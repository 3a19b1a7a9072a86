//! Names against a gold standard in IOB2: exact span and type.
//!
//! A name is the characters that it covers, white space aside, so tokens may be cut differently. Sentences are paired by
//! `# sent_id` if all have one, else by order. Of a sentence whose text differs all names are missed and all found ones
//! are wrong.

use super::Score;
use crate::article::Span;
use crate::document::{Document, Sentence, Upos, Word};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Where the tags stand, and which count.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Column of the tags, from 1; the forms stand in the second.
    pub tags: usize,
    /// The types that count; `None`: all.
    pub types: Option<BTreeSet<String>>,
}

impl Columns {
    fn counts(&self, kind: &str) -> bool {
        self.types.as_ref().is_none_or(|types| types.contains(kind))
    }
}

/// What is wrong with an IOB2 file or with a pair of them.
#[allow(missing_docs)]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NamesError {
    #[error("{file}:{line}: no column {column} in {row:?}; columns are separated by tabs")]
    Column { file: String, line: usize, column: usize, row: String },
    #[error("{file}:{line}: {tag:?} is not O, B-TYPE or I-TYPE; name the column of the tags with --column")]
    Tag { file: String, line: usize, tag: String },
    #[error("{file}:{line}: a sent_id inside a sentence; end the sentence before with a blank line")]
    MisplacedId { file: String, line: usize },
    #[error("{file}: no sentences in it")]
    Empty { file: String },
    #[error("{file}:{line}: sent_id {id} comes twice")]
    Twice { file: String, line: usize, id: String },
    #[error("{file}: no sent_id of it is in the gold")]
    Strangers { file: String },
    #[error(
        "{gold_file} has {gold} sentences, {system_file} {system}; give every sentence of both a sent_id, or the same number of sentences"
    )]
    Number { gold_file: String, gold: usize, system_file: String, system: usize },
}

/// A name: first character, one past the last, type. Characters that are white space are not counted.
pub type NamedSpan = (usize, usize, String);

/// The sentences of an IOB2 file with their names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedText {
    /// The file, for messages.
    pub file: String,
    /// Its sentences in order.
    pub sentences: Vec<NamedSentence>,
}

/// A sentence of an IOB2 file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedSentence {
    /// Value of `# sent_id`.
    pub id: Option<String>,
    /// Value of `# newdoc` or `# newdoc id`, where a document begins.
    pub document: Option<String>,
    /// Number of its first line, from 1.
    pub line: usize,
    /// Its tokens.
    pub forms: Vec<String>,
    /// Its names.
    pub names: BTreeSet<NamedSpan>,
}

impl NamedSentence {
    fn characters(&self) -> impl Iterator<Item = char> {
        self.forms.iter().flat_map(|form| solid(form))
    }
}

fn solid(form: &str) -> impl Iterator<Item = char> {
    form.chars().filter(|c| !c.is_whitespace())
}

/// Reads an IOB2 file; `file` is its name, for messages.
pub fn read(file: &str, source: &str, columns: &Columns) -> Result<NamedText, NamesError> {
    let mut text = NamedText { file: file.to_string(), sentences: Vec::new() };
    let mut sentence = NamedSentence::default();
    let mut tags = Vec::new();
    let lines = source.strip_prefix('\u{FEFF}').unwrap_or(source).lines().chain([""]);
    for (line, row) in (1..).zip(lines) {
        if row.trim().is_empty() {
            let done = std::mem::take(&mut sentence);
            if !done.forms.is_empty() {
                let names = names(&done.forms, &std::mem::take(&mut tags), columns);
                text.sentences.push(NamedSentence { names, ..done });
            }
        } else if row.starts_with('#') && !row.contains('\t') {
            let (name, value) = row[1..].split_once('=').unwrap_or_default();
            if name.trim() == "sent_id" {
                if !sentence.forms.is_empty() {
                    return Err(NamesError::MisplacedId { file: file.to_string(), line });
                }
                sentence.id = Some(value.trim().to_string());
            } else if row[1..].trim_start().starts_with("newdoc") {
                sentence.document = Some(value.trim().to_string());
            }
        } else {
            let (form, tag) = token(file, line, row, columns.tags)?;
            if sentence.forms.is_empty() {
                sentence.line = line;
            }
            sentence.forms.push(form.to_string());
            tags.push(tag);
        }
    }
    if text.sentences.is_empty() {
        return Err(NamesError::Empty { file: file.to_string() });
    }
    Ok(text)
}

/// A tag: whether it begins a name, and the type; `None`: outside.
type Tag<'a> = Option<(bool, &'a str)>;

fn token<'a>(file: &str, line: usize, row: &'a str, column: usize) -> Result<(&'a str, Tag<'a>), NamesError> {
    let fields: Vec<&str> = row.split('\t').collect();
    let needed = column.max(2);
    if fields.len() < needed {
        let (file, row) = (file.to_string(), row.to_string());
        return Err(NamesError::Column { file, line, column: needed, row });
    }
    let tag = match fields[column - 1].trim() {
        "O" | "_" | "-" => None,
        tag => match tag.split_once('-') {
            Some((mark @ ("B" | "I"), kind)) if !kind.is_empty() => Some((mark == "B", kind)),
            _ => return Err(NamesError::Tag { file: file.to_string(), line, tag: tag.to_string() }),
        },
    };
    Ok((fields[1], tag))
}

/// The names of a tag sequence; an `I-` that continues nothing begins a name.
fn names(forms: &[String], tags: &[Tag], columns: &Columns) -> BTreeSet<NamedSpan> {
    let mut names: Vec<NamedSpan> = Vec::new();
    let mut open = false;
    let mut place = 0;
    for (form, tag) in forms.iter().zip(tags) {
        let end = place + solid(form).count();
        match (tag, names.last_mut()) {
            (Some((false, kind)), Some(last)) if open && last.2 == *kind => last.1 = end,
            (Some((_, kind)), _) => names.push((place, end, (*kind).to_string())),
            (None, _) => {}
        }
        open = tag.is_some();
        place = end;
    }
    names.into_iter().filter(|(_, _, kind)| columns.counts(kind)).collect()
}

impl NamedText {
    /// The sentences' words, to be annotated; of the names nothing is kept.
    pub fn document(&self) -> Document {
        let mut start = 0;
        let sentence = |sentence: &NamedSentence| {
            let begin = start;
            let words: Vec<Word> = sentence
                .forms
                .iter()
                .map(|form| {
                    let span = Span::new(start, start + form.len());
                    start = span.end + 1;
                    word(form, span)
                })
                .collect();
            let span = Span::new(begin, start - 1);
            let comments = sentence.document.iter().map(|id| format!("# newdoc id = {id}")).collect();
            Sentence {
                words,
                multiword: Vec::new(),
                names: Vec::new(),
                meaning: Vec::new(),
                span,
                paragraph: 0,
                comments,
            }
        };
        Document { sentences: self.sentences.iter().map(sentence).collect() }
    }

    /// The same sentences with the names of `document`, which has their words.
    pub fn with_names_of(&self, document: &Document, columns: &Columns) -> Self {
        let sentence = |(own, theirs): (&NamedSentence, &Sentence)| {
            let mut places = vec![0];
            for form in &own.forms {
                places.push(places[places.len() - 1] + solid(form).count());
            }
            let span = |name: &crate::document::Name| {
                (places[name.words.start], places[name.words.end], name.kind.label().to_string())
            };
            let names = theirs.names.iter().map(span).filter(|(_, _, kind)| columns.counts(kind)).collect();
            NamedSentence { names, ..own.clone() }
        };
        let sentences = self.sentences.iter().zip(&document.sentences).map(sentence).collect();
        Self { file: "the annotator".to_string(), sentences }
    }
}

fn word(form: &str, span: Span) -> Word {
    Word {
        form: form.to_string(),
        lemma: String::new(),
        upos: Upos::X,
        xpos: String::new(),
        feats: "_".to_string(),
        head: None,
        deprel: String::new(),
        attachment: None,
        span,
        space_after: true,
    }
}

/// Scores of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameScores {
    /// Of every type that occurs.
    pub types: BTreeMap<String, Score>,
    /// Over all (micro average).
    pub all: Score,
    /// Sentences that could not be compared.
    pub remarks: Vec<String>,
}

/// Remarks of one kind that are written out.
const REMARKS: usize = 3;

/// Compares the names of two files.
pub fn evaluate(gold: &NamedText, system: &NamedText) -> Result<NameScores, NamesError> {
    let mut scores = NameScores::default();
    let mut differing = 0;
    for (ours, theirs) in pairs(gold, system, &mut scores.remarks)? {
        let same = theirs.is_some_and(|theirs| ours.characters().eq(theirs.characters()));
        if let Some(theirs) = theirs.filter(|_| !same) {
            differing += 1;
            if differing <= REMARKS {
                scores.remarks.push(format!(
                    "{}:{} and {}:{} differ in their text; all names there count as wrong",
                    gold.file, ours.line, system.file, theirs.line
                ));
            }
        }
        for (_, _, kind) in &ours.names {
            scores.types.entry(kind.clone()).or_default().gold += 1;
        }
        for name in theirs.into_iter().flat_map(|theirs| &theirs.names) {
            let score = scores.types.entry(name.2.clone()).or_default();
            score.system += 1;
            score.correct += usize::from(same && ours.names.contains(name));
        }
    }
    if differing > REMARKS {
        scores.remarks.push(format!("… and in {} more sentences", differing - REMARKS));
    }
    for score in scores.types.values() {
        scores.all += *score;
    }
    Ok(scores)
}

type Pair<'a> = (&'a NamedSentence, Option<&'a NamedSentence>);

fn pairs<'a>(
    gold: &'a NamedText,
    system: &'a NamedText,
    remarks: &mut Vec<String>,
) -> Result<Vec<Pair<'a>>, NamesError> {
    let mut by_id = BTreeMap::new();
    let all = gold.sentences.iter().chain(&system.sentences).all(|sentence| sentence.id.is_some());
    if !all {
        if gold.sentences.len() != system.sentences.len() {
            return Err(NamesError::Number {
                gold_file: gold.file.clone(),
                gold: gold.sentences.len(),
                system_file: system.file.clone(),
                system: system.sentences.len(),
            });
        }
        return Ok(gold.sentences.iter().zip(system.sentences.iter().map(Some)).collect());
    }
    for sentence in &system.sentences {
        let id = sentence.id.as_deref().unwrap_or_default();
        if by_id.insert(id, sentence).is_some() {
            return Err(NamesError::Twice { file: system.file.clone(), line: sentence.line, id: id.to_string() });
        }
    }
    let found = |sentence: &'a NamedSentence| sentence.id.as_deref().and_then(|id| by_id.get(id).copied());
    let pairs: Vec<Pair> = gold.sentences.iter().map(|sentence| (sentence, found(sentence))).collect();
    let lost = pairs.iter().filter(|(_, theirs)| theirs.is_none()).count();
    if lost == pairs.len() {
        return Err(NamesError::Strangers { file: system.file.clone() });
    }
    if lost > 0 {
        remarks.push(format!("{lost} of {} gold sentences are not in {}", pairs.len(), system.file));
    }
    Ok(pairs)
}
