//! Quotations and whose they are.
//!
//! A quotation runs from an opening to a closing mark within one paragraph; one left open runs to the paragraph's end.
//! Its speaker is the subject of the nearest speech predicate outside the marks in a sentence that it touches, or the
//! speaker of the quotation before it in the paragraph, or a speaker named in the sentence before, or, for a paragraph
//! that is all quotation, the speaker of the paragraph before (Elson & McKeown 2010; Muzny et al. 2017).
//! Paragraphs "Name: words" are that speaker's.

use super::cue;
use super::phrase::noun_phrase;
use super::{Argument, Tree, Voice};
use crate::document::{Document, NameKind, Upos};
use std::collections::BTreeMap;

/// All quotations of a document.
pub struct Quotes {
    /// Quotation of a word, by (sentence, word).
    of_word: BTreeMap<(usize, usize), usize>,
    voices: Vec<Voice>,
}

/// One quotation while its speaker is looked for.
struct Span {
    words: Vec<(usize, usize)>,
    paragraph: usize,
}

impl Quotes {
    /// Finds quotations and their speakers.
    pub fn find(document: &Document, trees: &[Tree]) -> Self {
        let mut spans = spans(document);
        let turns = turns(document, trees, &mut spans);
        let mut of_word = BTreeMap::new();
        for (number, span) in spans.iter().enumerate() {
            of_word.extend(span.words.iter().map(|&word| (word, number)));
        }
        let mut found = Self { of_word, voices: Vec::new() };
        for (number, span) in spans.iter().enumerate() {
            let voice = turns.get(&number).cloned().unwrap_or_else(|| found.speaker(document, trees, &spans, span));
            found.voices.push(voice);
        }
        found
    }

    /// The quotation that the word stands in.
    pub fn at(&self, sentence: usize, word: usize) -> Option<usize> {
        self.of_word.get(&(sentence, word)).copied()
    }

    /// The quotations whose speaker this word names.
    pub fn spoken_by(&self, sentence: usize, word: usize) -> Vec<usize> {
        let names = |voice: &Voice| voice.source.as_ref().is_some_and(|s| s.sentence == sentence && s.head == word);
        (0..self.voices.len()).filter(|&quote| names(&self.voices[quote])).collect()
    }

    /// Who speaks in a quotation.
    pub fn voice(&self, quote: usize) -> &Voice {
        &self.voices[quote]
    }

    fn speaker(&self, document: &Document, trees: &[Tree], spans: &[Span], span: &Span) -> Voice {
        let sentences = sentences_of(span);
        for &sentence in &sentences {
            if let Some(voice) = self.reporter(sentence, &trees[sentence], span) {
                return voice;
            }
        }
        let before = self.voices.len().checked_sub(1).map(|last| (&spans[last], &self.voices[last]));
        if let Some((other, voice)) = before
            && other.paragraph == span.paragraph
        {
            return voice.clone();
        }
        let first = sentences[0];
        if first > 0
            && document.sentences[first - 1].paragraph == span.paragraph
            && let Some(voice) = self.reporter(first - 1, &trees[first - 1], span)
        {
            return voice;
        }
        let whole = document.sentences.iter().enumerate().filter(|(_, s)| s.paragraph == span.paragraph);
        let all_quoted = whole
            .flat_map(|(n, s)| (0..s.words.len()).map(move |w| (n, w)))
            .all(|at| self.of_word.contains_key(&at) || document.sentences[at.0].words[at.1].upos == Upos::PUNCT);
        if let Some((other, voice)) = before
            && all_quoted
            && other.paragraph + 1 >= span.paragraph
        {
            return voice.clone();
        }
        // The sentence before, in the paragraph before, may introduce it: "He said:".
        if first > 0
            && document.sentences[first - 1].words.last().is_some_and(|word| word.form == ":")
            && let Some(voice) = self.reporter(first - 1, &trees[first - 1], span)
        {
            return voice;
        }
        Voice { source: None, cue: "quoted".to_owned() }
    }

    /// The speech predicate of the sentence, outside quotations, nearest to the span, with a subject outside.
    fn reporter(&self, sentence: usize, tree: &Tree, span: &Span) -> Option<Voice> {
        let inside: Vec<usize> = span.words.iter().filter(|(s, _)| *s == sentence).map(|(_, w)| *w).collect();
        let distance = |word: usize| inside.iter().map(|&w| w.abs_diff(word)).min().unwrap_or(tree.words.len() - word);
        let candidates = (0..tree.words.len()).filter(|&word| self.at(sentence, word).is_none());
        let mut best: Option<(usize, Voice)> = None;
        for word in candidates {
            let Some(source) = self.source_of(sentence, tree, word) else { continue };
            let rank = distance(word);
            if best.as_ref().is_none_or(|(least, _)| rank < *least) {
                best = Some((rank, Voice { source: Some(source), cue: tree.lower(word) }));
            }
        }
        best.map(|(_, voice)| voice)
    }

    /// The source that a reporting word names: the subject of a speech verb, or the X of "according to X".
    fn source_of(&self, sentence: usize, tree: &Tree, word: usize) -> Option<Argument> {
        let subject = if tree.upos(word) == Upos::VERB && speaks(tree, word) {
            subject_above(tree, word)?
        } else if tree.is(word, &["obl", "nmod"]) && super::clause::is_source(tree, word) {
            word
        } else {
            return None;
        };
        self.at(sentence, subject).is_none().then(|| noun_phrase(tree, sentence, subject))
    }
}

/// Whether a verb reports speech or thought.
pub fn speaks(tree: &Tree, verb: usize) -> bool {
    let lemma = tree.lemma(verb);
    !super::relation::is_passive(tree, verb)
        && (cue::finite(lemma).is_some_and(|class| class.has_voice())
            || matches!(lemma, "call" | "speak" | "recite" | "continue" | "label" | "dub" | "go"))
}

/// The subject of a verb: its own, or for a participle or conjunct that of the clause above.
fn subject_above(tree: &Tree, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..4 {
        if let Some(subject) = tree.first(at, &["nsubj"]) {
            return (!tree.is(subject, &["nsubj:pass"])).then_some(subject);
        }
        if !tree.is(at, &["conj", "advcl", "xcomp"]) {
            return None;
        }
        at = tree.words[at].head?;
    }
    None
}

fn sentences_of(span: &Span) -> Vec<usize> {
    let mut found: Vec<usize> = span.words.iter().map(|(sentence, _)| *sentence).collect();
    found.dedup();
    found
}

/// Runs of quoted words, paragraph by paragraph.
fn spans(document: &Document) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<Span> = None;
    let mut close = |span: Option<Span>| found.extend(span.filter(|span| !span.words.is_empty()));
    for (number, sentence) in document.sentences.iter().enumerate() {
        if open.as_ref().is_some_and(|span| span.paragraph != sentence.paragraph) {
            close(open.take());
        }
        for (index, word) in sentence.words.iter().enumerate() {
            match word.form.as_str() {
                "“" | "„" | "«" | "``" => {
                    close(open.take());
                    open = Some(Span { words: Vec::new(), paragraph: sentence.paragraph });
                }
                "”" | "»" | "''" => close(open.take()),
                "\"" => {
                    if open.is_some() {
                        close(open.take());
                    } else {
                        open = Some(Span { words: Vec::new(), paragraph: sentence.paragraph });
                    }
                }
                _ => {
                    if let Some(span) = &mut open {
                        span.words.push((number, index));
                    }
                }
            }
        }
    }
    close(open);
    found
}

/// Paragraphs of a transcript: a person's name (or a role) and a colon, then that speaker's words.
fn turns(document: &Document, trees: &[Tree], spans: &mut Vec<Span>) -> BTreeMap<usize, Voice> {
    let mut found = BTreeMap::new();
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        starts.entry(sentence.paragraph).or_insert(number);
    }
    for (&paragraph, &first) in &starts {
        let sentence = &document.sentences[first];
        let Some(colon) = sentence.words.iter().take(7).position(|word| word.form == ":") else { continue };
        let person = sentence
            .names
            .iter()
            .find(|name| name.kind == NameKind::Per && name.words.end == colon && name.words.start == 0);
        let Some(person) = person else { continue };
        let head = person.words.iter().find(|&w| sentence.words[w].head.is_none_or(|h| !person.words.contains(h)));
        let Some(head) = head else { continue };
        let source = Argument { sentence: first, head, words: person.words.iter().collect(), clausal: false };
        debug_assert!(head < trees[first].words.len());
        let words: Vec<(usize, usize)> = document
            .sentences
            .iter()
            .enumerate()
            .filter(|(_, s)| s.paragraph == paragraph)
            .flat_map(|(n, s)| (0..s.words.len()).map(move |w| (n, w)))
            .filter(|&(n, w)| n > first || w > colon)
            .collect();
        if words.is_empty() {
            continue;
        }
        spans.retain(|span| span.paragraph != paragraph);
        spans.push(Span { words, paragraph });
        found.insert(paragraph, Voice { source: Some(source), cue: ":".to_owned() });
    }
    spans.sort_by_key(|span| span.words[0]);
    spans.iter().enumerate().filter_map(|(n, span)| Some((n, found.get(&span.paragraph)?.clone()))).collect()
}
