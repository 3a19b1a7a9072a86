//! A text without its white space, and what covers which of its characters.

use super::TextsDiffer;
use crate::document::{self, Document};

/// Characters of the text without white space: first, and one past the last.
pub(super) type Extent = (usize, usize);

/// How many characters of the text a message shows.
const SHOWN: usize = 25;

/// An annotated text, ready to be compared with another of the same characters.
pub struct Corpus<'a> {
    characters: Vec<char>,
    pub(super) tokens: Vec<Extent>,
    pub(super) sentences: Vec<Extent>,
    pub(super) words: Vec<Word<'a>>,
}

pub(super) struct Word<'a> {
    pub word: &'a document::Word,
    /// Of a word in a multiword token: that of the token.
    pub extent: Extent,
    pub multiword: bool,
    pub head: Head,
}

#[derive(Clone, Copy)]
pub(super) enum Head {
    /// The sentence has no tree.
    Unknown,
    Root,
    /// Number of the word in the corpus.
    Word(usize),
}

impl<'a> Corpus<'a> {
    /// The words of `document`, whose spans count in `text`.
    pub fn new(document: &'a Document, text: &str) -> Self {
        let mut corpus = Self { characters: Vec::new(), tokens: Vec::new(), sentences: Vec::new(), words: Vec::new() };
        for sentence in &document.sentences {
            corpus.add(sentence, text);
        }
        corpus
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn add(&mut self, sentence: &'a document::Sentence, text: &str) {
        let (begin, first) = (self.characters.len(), self.words.len());
        let mut multiword = sentence.multiword.iter().peekable();
        let mut inside = 0;
        let mut extent = (begin, begin);
        let has_tree = sentence.words.len() == 1 && !sentence.words[0].deprel.is_empty()
            || sentence.words.iter().filter(|word| word.head.is_none()).count() == 1 && sentence.words.len() > 1;
        for (n, word) in sentence.words.iter().enumerate() {
            if let Some((span, words)) = multiword.next_if(|(_, words)| words.start == n) {
                extent = self.token(span.of(text));
                inside = words.end;
            } else if n >= inside {
                extent = self.token(word.span.of(text));
            }
            let head = match word.head {
                _ if !has_tree => Head::Unknown,
                None => Head::Root,
                Some(head) => Head::Word(first + head),
            };
            self.words.push(Word { word, extent, multiword: n < inside, head });
        }
        self.sentences.push((begin, self.characters.len()));
    }

    fn token(&mut self, form: &str) -> Extent {
        let start = self.characters.len();
        self.characters.extend(form.chars().filter(|c| !c.is_whitespace()));
        let extent = (start, self.characters.len());
        self.tokens.push(extent);
        extent
    }

    pub(super) fn same_text(&self, system: &Self) -> Result<(), TextsDiffer> {
        if self.characters == system.characters {
            return Ok(());
        }
        let same = self.characters.iter().zip(&system.characters).take_while(|(ours, theirs)| ours == theirs).count();
        let near = |corpus: &Self| corpus.characters.iter().skip(same).take(SHOWN).collect();
        let token = |corpus: &Self| {
            corpus.tokens.partition_point(|extent| extent.1 <= same).min(corpus.tokens.len().saturating_sub(1))
        };
        Err(TextsDiffer {
            gold: near(self),
            system: near(system),
            gold_token: token(self),
            system_token: token(system),
        })
    }
}

/// The line of a CoNLL-U source, from 1, that a token stands in; the last line where there are fewer tokens.
pub fn token_line(source: &str, token: usize) -> usize {
    let (mut found, mut inside) = (0, 0);
    for (line, row) in (1..).zip(source.lines()) {
        let id = row.split('\t').next().unwrap_or_default();
        if row.trim().is_empty() {
            inside = 0;
        } else if let Some((_, last)) = id.split_once('-').filter(|_| !row.starts_with('#')) {
            inside = last.parse().unwrap_or(0);
            found += 1;
        } else if let Ok(id) = id.parse::<usize>()
            && id > inside
        {
            found += 1;
        }
        if found > token {
            return line;
        }
    }
    source.lines().count()
}
