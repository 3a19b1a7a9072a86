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
    /// Words of each quotation.
    words: Vec<Vec<(usize, usize)>>,
    /// The reporting word of each, by (sentence, word).
    cues: Vec<Option<(usize, usize)>>,
}

/// A voice and its reporting word, where there is one.
type Spoken = (Voice, Option<(usize, usize)>);

/// One quotation while its speaker is looked for.
struct Span {
    words: Vec<(usize, usize)>,
    paragraph: usize,
    /// Whether it goes on with the one before, from the paragraph before.
    continues: bool,
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
        let mut found = Self { of_word, voices: Vec::new(), words: Vec::new(), cues: Vec::new() };
        for (number, span) in spans.iter().enumerate() {
            let turn = turns.get(&number).cloned().map(|voice| (voice, None));
            let (voice, cue) = turn.unwrap_or_else(|| found.speaker(document, trees, &spans, span));
            found.voices.push(voice);
            found.cues.push(cue);
        }
        found.words = spans.into_iter().map(|span| span.words).collect();
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

    /// How many quotations there are.
    pub fn len(&self) -> usize {
        self.voices.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.voices.is_empty()
    }

    /// The words of a quotation, in the order of the text.
    pub fn words(&self, quote: usize) -> &[(usize, usize)] {
        &self.words[quote]
    }

    /// The word that reports a quotation: the verb, or the X of "according to X"; `None` where only the context tells
    /// whose it is.
    pub fn cue(&self, quote: usize) -> Option<(usize, usize)> {
        self.cues[quote]
    }

    fn speaker(&self, document: &Document, trees: &[Tree], spans: &[Span], span: &Span) -> Spoken {
        let before = self.voices.len().checked_sub(1).map(|last| (&spans[last], &self.voices[last]));
        if let Some((_, voice)) = before.filter(|_| span.continues) {
            return (voice.clone(), self.cues[self.cues.len() - 1]);
        }
        let sentences = sentences_of(span);
        for &sentence in &sentences {
            if let Some(spoken) = self.reporter(sentence, &trees[sentence], span) {
                return spoken;
            }
        }
        // The sentence before may introduce it: "He said:".
        let first = sentences[0];
        let introduction = first.checked_sub(1).filter(|&before| {
            let colon = document.sentences[before].words.last().map(|word| word.form.as_str());
            colon == Some(":") || (colon == Some(",") && document.sentences[before].paragraph == span.paragraph)
        });
        if let Some(spoken) = introduction.and_then(|before| self.reporter(before, &trees[before], span)) {
            return spoken;
        }
        if let Some((other, voice)) = before
            && other.paragraph == span.paragraph
        {
            return (voice.clone(), None);
        }
        if first > 0
            && document.sentences[first - 1].paragraph == span.paragraph
            && let Some((voice, _)) = self.reporter(first - 1, &trees[first - 1], span)
        {
            return (voice, None);
        }
        let whole = document.sentences.iter().enumerate().filter(|(_, s)| s.paragraph == span.paragraph);
        let all_quoted = whole
            .flat_map(|(n, s)| (0..s.words.len()).map(move |w| (n, w)))
            .all(|at| self.of_word.contains_key(&at) || document.sentences[at.0].words[at.1].upos == Upos::PUNCT);
        if let Some((other, voice)) = before
            && all_quoted
            && other.paragraph + 1 >= span.paragraph
        {
            return (voice.clone(), None);
        }
        (Voice { source: None, cue: "quoted".to_owned() }, None)
    }

    /// The speech predicate of the sentence, outside quotations, nearest to the span, with a subject outside.
    fn reporter(&self, sentence: usize, tree: &Tree, span: &Span) -> Option<Spoken> {
        let inside: Vec<usize> = span.words.iter().filter(|(s, _)| *s == sentence).map(|(_, w)| *w).collect();
        let distance = |word: usize| inside.iter().map(|&w| w.abs_diff(word)).min().unwrap_or(tree.words.len() - word);
        let candidates = (0..tree.words.len()).filter(|&word| self.at(sentence, word).is_none());
        let mut best: Option<((bool, usize), Spoken)> = None;
        for word in candidates {
            let Some(source) = self.source_of(sentence, tree, word) else { continue };
            // A verb of speech before one of thought.
            let thinks = tree.upos(word) == Upos::VERB && cue::finite(tree.lemma(word)).is_some_and(|c| !c.is_speech());
            let rank = (thinks, distance(word));
            if best.as_ref().is_none_or(|(least, _)| rank < *least) {
                let voice = Voice { source: Some(source), cue: tree.lower(word) };
                best = Some((rank, (voice, Some((sentence, word)))));
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

/// Runs of quoted words, paragraph by paragraph. A quotation that is left open goes on in the next paragraph if that
/// one opens it again or closes it without opening it.
fn spans(document: &Document) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut left_open = false;
    let mut first = 0;
    while first < document.sentences.len() {
        let paragraph = document.sentences[first].paragraph;
        let here = document.sentences[first..].iter().take_while(|sentence| sentence.paragraph == paragraph).count();
        let words: Vec<(usize, usize)> = (first..first + here)
            .flat_map(|number| (0..document.sentences[number].words.len()).map(move |index| (number, index)))
            .collect();
        let first_mark = words.iter().copied().find(|&at| mark(document, at, false).is_some());
        let closes = left_open && first_mark.is_some_and(|at| looks_closing(document, at));
        let reopens = left_open && first_mark == words.first().copied();
        let new = |continues: bool| Span { words: Vec::new(), paragraph, continues };
        let mut open = closes.then(|| new(true));
        for &at in &words {
            match mark(document, at, open.is_some()) {
                Some(Mark::Open) => {
                    found.extend(open.take());
                    open = Some(new(reopens && Some(at) == first_mark));
                }
                Some(Mark::Close) => found.extend(open.take()),
                None => open.iter_mut().for_each(|span| span.words.push(at)),
            }
        }
        left_open = open.as_ref().is_some_and(|span| !span.words.is_empty());
        found.extend(open);
        first += here;
    }
    found.retain(|span| !span.words.is_empty());
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
}

/// What a quotation mark does, where a quotation is `open` or not. Straight ones go by the space around them, unless
/// they would close what isn't open.
fn mark(document: &Document, at: (usize, usize), open: bool) -> Option<Mark> {
    let words = &document.sentences[at.0].words;
    match words[at.1].form.as_str() {
        "“" | "„" | "«" | "``" => Some(Mark::Open),
        "”" | "»" | "''" => Some(Mark::Close),
        "\"" if !open => Some(Mark::Open),
        "\"" if looks_closing(document, at) => Some(Mark::Close),
        "\"" if words[at.1].space_after => Some(Mark::Close),
        "\"" => Some(Mark::Open),
        _ => None,
    }
}

/// Whether the mark is one that closes, or a straight one without space before it.
fn looks_closing(document: &Document, (sentence, index): (usize, usize)) -> bool {
    let words = &document.sentences[sentence].words;
    let attached = index.checked_sub(1).is_some_and(|before| !words[before].space_after);
    match words[index].form.as_str() {
        "\"" => attached,
        form => matches!(form, "”" | "»" | "''"),
    }
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
        spans.push(Span { words, paragraph, continues: false });
        found.insert(paragraph, Voice { source: Some(source), cue: ":".to_owned() });
    }
    spans.sort_by_key(|span| span.words[0]);
    spans.iter().enumerate().filter_map(|(n, span)| Some((n, found.get(&span.paragraph)?.clone()))).collect()
}
