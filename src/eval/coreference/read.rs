//! JSON Lines or CoNLL-U → clusters of spans.

use super::{Choice, corefud};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// Characters of a document, white space left out: first, and one past the last.
pub(super) type Extent = (usize, usize);

/// Clusters as sets of spans.
pub(super) type Clusters = Vec<BTreeSet<Extent>>;

/// The type of the mention at a span, where it has one.
pub(super) type Types = BTreeMap<Extent, Option<String>>;

/// What is wrong with a coreference file or with a pair of them.
#[allow(missing_docs)]
#[derive(Debug, Error)]
pub enum CoreferenceError {
    #[error("{file}:{line}: no document with \"doc\" and \"mentions\": {source}")]
    Json { file: String, line: usize, source: serde_json::Error },
    #[error("{file}:{line}: CoNLL-U has ten columns, separated by tabs; JSON Lines begin with a brace")]
    Columns { file: String, line: usize },
    #[error("{file}:{line}: Entity={value}: a bracket without its other half in this sentence")]
    Bracket { file: String, line: usize, value: String },
    #[error("{file}:{line}: document {id} comes twice")]
    Twice { file: String, line: usize, id: String },
    #[error("{place}: document {id} lacks \"sentences\"")]
    NoSentences { place: String, id: String },
    #[error("{place}: document {id}, mention {number}: no such words: sentence {sentence}, words {start} to {end}")]
    Words { place: String, id: String, number: usize, sentence: usize, start: usize, end: usize },
    #[error("{place}: document {id}: cluster member {number} is no mention")]
    Member { place: String, id: String, number: usize },
    #[error("{place}: document {id}: mention {number} is in two clusters")]
    TwoClusters { place: String, id: String, number: usize },
    #[error("{file}: no document of it is in the gold")]
    Strangers { file: String },
    #[error("{place}: the text of document {id} differs from the gold's, from character {character} on: {near:?}")]
    TextDiffers { place: String, id: String, character: usize, near: String },
}

/// The documents of a file.
#[derive(Debug)]
pub struct Corpus {
    file: String,
    pub(super) documents: BTreeMap<String, Document>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Document {
    #[serde(rename = "doc")]
    pub id: String,
    #[serde(skip)]
    place: String,
    #[serde(default)]
    pub sentences: Vec<Sentence>,
    pub mentions: Vec<Mention>,
    clusters: Option<Vec<Vec<usize>>>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Sentence {
    pub tokens: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Mention {
    pub sent: usize,
    pub start: usize,
    pub end: usize,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub cluster: Option<Value>,
}

/// Reads a file, JSON Lines or CoNLL-U; `file` is its name, for messages.
pub fn read(file: &str, source: &str) -> Result<Corpus, CoreferenceError> {
    let conllu = source
        .lines()
        .find(|row| !row.trim().is_empty() && !row.starts_with('#'))
        .is_some_and(|row| row.split('\t').count() == 10 && !row.starts_with('{'));
    let documents = if conllu { corefud::read(file, source)? } else { json(file, source)? };
    Ok(Corpus { file: file.to_string(), documents: corefud::by_id(file, documents)? })
}

fn json(file: &str, source: &str) -> Result<Vec<Document>, CoreferenceError> {
    let rows = (1..).zip(source.lines()).filter(|(_, row)| !row.trim().is_empty());
    let document = |(line, row): (usize, &str)| {
        let wrong = |source| CoreferenceError::Json { file: file.to_string(), line, source };
        let document: Document = serde_json::from_str(row).map_err(wrong)?;
        Ok(Document { place: format!("{file}:{line}"), ..document })
    };
    rows.map(document).collect()
}

impl Corpus {
    /// Which documents only one side has.
    pub(super) fn remarks_on(&self, system: &Self) -> Result<Vec<String>, CoreferenceError> {
        let only = |these: &Self, those: &Self| -> Vec<String> {
            these.documents.keys().filter(|id| !those.documents.contains_key(*id)).cloned().collect()
        };
        let (strange, lost) = (only(system, self), only(self, system));
        if !strange.is_empty() && strange.len() == system.documents.len() {
            return Err(CoreferenceError::Strangers { file: system.file.clone() });
        }
        let mut remarks = Vec::new();
        if let Some(first) = strange.first() {
            remarks.push(format!("{} documents of {} are not in the gold, e.g. {first}", strange.len(), system.file));
        }
        if let Some(first) = lost.first() {
            let number = lost.len();
            remarks
                .push(format!("{number} gold documents are not in {}, e.g. {first}; they count as empty", system.file));
        }
        Ok(remarks)
    }
}

/// A mention with what is asked of it.
struct Found<'a> {
    extent: Extent,
    words: &'a [String],
    first_of_sentence: bool,
}

impl Document {
    /// A document without sentences.
    pub fn new(id: &str, place: &str) -> Self {
        let (id, place) = (id.to_owned(), place.to_owned());
        Self { id, place, sentences: Vec::new(), mentions: Vec::new(), clusters: None }
    }

    /// The line that it begins in.
    pub fn line(&self) -> usize {
        self.place.rsplit(':').next().and_then(|line| line.parse().ok()).unwrap_or(1)
    }

    /// Its clusters, and the types of its mentions. `gold` lends sentences to a system that has none, `gold_types` the types.
    pub(super) fn clusters(
        &self,
        gold: &Self,
        choice: Choice,
        gold_types: &Types,
    ) -> Result<(Clusters, Types), CoreferenceError> {
        let found = self.found(gold)?;
        let mut types = Types::new();
        for (mention, found) in self.mentions.iter().zip(&found) {
            let own = mention.kind.clone().filter(|kind| !kind.is_empty());
            let kind = || own.or_else(|| gold_types.get(&found.extent).cloned().flatten());
            types.entry(found.extent).or_insert_with(kind);
        }
        let (mut clusters, mut used) = (Clusters::new(), BTreeSet::new());
        for members in self.members()? {
            // The same span twice: the first counts.
            let own: Vec<&Found> = members.iter().map(|&n| &found[n]).filter(|m| used.insert(m.extent)).collect();
            let named = || own.iter().any(|mention| mention.is_named(types[&mention.extent].as_deref()));
            if own.is_empty() || choice.no_singletons && own.len() < 2 || choice.named && !named() {
                continue;
            }
            clusters.push(own.iter().map(|mention| mention.extent).collect());
        }
        Ok((clusters, types))
    }

    fn found<'a>(&'a self, gold: &'a Self) -> Result<Vec<Found<'a>>, CoreferenceError> {
        let sentences = if self.sentences.is_empty() { &gold.sentences } else { &self.sentences };
        if sentences.is_empty() {
            return Err(CoreferenceError::NoSentences { place: gold.place.clone(), id: gold.id.clone() });
        }
        let places = places(sentences);
        let found = |(number, mention): (usize, &Mention)| {
            let words = sentences.get(mention.sent).and_then(|sentence| {
                let words = sentence.tokens.get(mention.start..mention.end)?;
                let places = places[mention.sent].get(mention.start..mention.end)?;
                let extent = (places.first()?.0, places.last()?.1);
                Some(Found { extent, words, first_of_sentence: mention.start == 0 })
            });
            words.ok_or_else(|| CoreferenceError::Words {
                place: self.place.clone(),
                id: self.id.clone(),
                number,
                sentence: mention.sent,
                start: mention.start,
                end: mention.end,
            })
        };
        self.mentions.iter().enumerate().map(found).collect()
    }

    /// The mentions of every cluster; one that is in none is a cluster by itself.
    fn members(&self) -> Result<Vec<Vec<usize>>, CoreferenceError> {
        let Some(clusters) = &self.clusters else { return Ok(self.members_by_field()) };
        let mut seen = BTreeSet::new();
        for &number in clusters.iter().flatten() {
            let (place, id) = (self.place.clone(), self.id.clone());
            if number >= self.mentions.len() {
                return Err(CoreferenceError::Member { place, id, number });
            }
            if !seen.insert(number) {
                return Err(CoreferenceError::TwoClusters { place, id, number });
            }
        }
        let alone = (0..self.mentions.len()).filter(|number| !seen.contains(number)).map(|number| vec![number]);
        Ok(clusters.iter().filter(|cluster| !cluster.is_empty()).cloned().chain(alone).collect())
    }

    /// The same from the field "cluster" of each mention.
    fn members_by_field(&self) -> Vec<Vec<usize>> {
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        for (n, mention) in self.mentions.iter().enumerate() {
            match &mention.cluster {
                None => members.push(vec![n]),
                Some(cluster) => {
                    let number = *numbers.entry(cluster.to_string()).or_insert(members.len());
                    match members.get_mut(number) {
                        Some(cluster) => cluster.push(n),
                        None => members.push(vec![n]),
                    }
                }
            }
        }
        members
    }

    pub(super) fn same_text(&self, system: &Self) -> Result<(), CoreferenceError> {
        if system.sentences.is_empty() {
            return Ok(());
        }
        let (ours, theirs) = (self.letters(), system.letters());
        if ours == theirs {
            return Ok(());
        }
        let character = ours.chars().zip(theirs.chars()).take_while(|(ours, theirs)| ours == theirs).count();
        let near = theirs.chars().skip(character).take(25).collect();
        Err(CoreferenceError::TextDiffers { place: system.place.clone(), id: system.id.clone(), character, near })
    }
}

impl Document {
    /// Its text without white space.
    fn letters(&self) -> String {
        let words = self.sentences.iter().flat_map(|sentence| &sentence.tokens);
        words.flat_map(|word| word.chars()).filter(|c| !c.is_whitespace()).collect()
    }

    /// The pronouns among its mentions, and whether they are third person.
    pub(super) fn pronouns(&self) -> Result<Vec<(Extent, bool)>, CoreferenceError> {
        let found = self.found(self)?;
        let pronoun = |mention: &Found| match mention.words {
            [word] => match word.to_lowercase().as_str() {
                "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" | "it" | "its" | "itself"
                | "they" | "them" | "their" | "theirs" | "themselves" => Some((mention.extent, true)),
                "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" | "you" | "your"
                | "yours" | "yourself" | "yourselves" => Some((mention.extent, false)),
                _ => None,
            },
            _ => None,
        };
        Ok(found.iter().filter_map(pronoun).collect())
    }
}

/// Where each word stands, in characters, white space left out.
fn places(sentences: &[Sentence]) -> Vec<Vec<Extent>> {
    let mut at = 0;
    let mut place = |word: &String| {
        let start = at;
        at += word.chars().filter(|c| !c.is_whitespace()).count();
        (start, at)
    };
    sentences.iter().map(|sentence| sentence.tokens.iter().map(&mut place).collect()).collect()
}

impl Found<'_> {
    fn is_named(&self, kind: Option<&str>) -> bool {
        let capital = |word: &String| word != "I" && word.starts_with(char::is_uppercase);
        kind.is_none_or(|kind| matches!(kind, "person" | "organization" | "place" | "event"))
            && self.words.iter().skip(usize::from(self.first_of_sentence)).any(capital)
    }
}
