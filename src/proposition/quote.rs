//! Quotations and whose they are.
//!
//! A quotation runs from an opening to a closing mark within one paragraph; one left open runs to the paragraph's end.
//! Its speaker is the subject of the nearest speech predicate outside the marks in a sentence that it touches, or the
//! speaker of the quotation before it in the paragraph, or a speaker named in the sentence before, or, for a paragraph
//! that is all quotation, the speaker of the paragraph before (Elson & McKeown 2010; Muzny et al. 2017).
//! Paragraphs "Name: words" are that speaker's.

use super::cue;
use super::marks::{Span, spans};
use super::phrase::noun_phrase;
use super::statement;
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
    /// Whoever reports a quotation that goes on from the paragraph before, and its speaker: the same.
    same: Vec<(Argument, Argument)>,
    /// The reporting word of each, by (sentence, word).
    cues: Vec<Option<(usize, usize)>>,
}

/// A voice and its reporting word, where there is one.
type Spoken = (Voice, Option<(usize, usize)>);

impl Quotes {
    /// Finds quotations and their speakers.
    pub fn find(document: &Document, trees: &[Tree]) -> Self {
        let mut spans = spans(document);
        let statements = statement::paragraphs(document, trees, &mut spans);
        let turns = turns(document, trees, &mut spans);
        let blocks = blocks(document, trees, &mut spans);
        let mut of_word = BTreeMap::new();
        for (number, span) in spans.iter().enumerate() {
            of_word.extend(span.words.iter().map(|&word| (word, number)));
        }
        let mut found = Self { of_word, voices: Vec::new(), words: Vec::new(), same: Vec::new(), cues: Vec::new() };
        for (number, span) in spans.iter().enumerate() {
            let whole = turns.get(&number).or_else(|| statements.get(&span.paragraph));
            let turn = whole.cloned().map(|voice| (voice, None));
            let block = || blocks.get(&span.paragraph).and_then(|&before| found.reporter(before, &trees[before], span));
            let (voice, cue) = turn.or_else(block).unwrap_or_else(|| found.speaker(document, trees, &spans, span));
            if let (true, Some(speaker)) = (span.continues, &voice.source) {
                let reports = sentences_of(span).into_iter().filter_map(|s| found.reporter(s, &trees[s], span));
                let source = reports.filter_map(|(voice, _)| voice.source).next();
                found.same.extend(source.map(|source| (source, speaker.clone())));
            }
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

    /// Pairs of phrases that mean one speaker, as quotations that go on over paragraphs show.
    pub fn same_speakers(&self) -> &[(Argument, Argument)] {
        &self.same
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
        if let Some(spoken) = self.afterwards(document, trees, span) {
            return spoken;
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
        if let Some(source) = signature(document, trees, span) {
            return (Voice { source: Some(source), cue: "—".to_owned() }, None);
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

    /// "Stop it!" Ann Roe told them. – the reporting clause taken for a sentence of its own.
    fn afterwards(&self, document: &Document, trees: &[Tree], span: &Span) -> Option<Spoken> {
        let &(last, _) = span.words.last()?;
        let ends =
            document.sentences[last].words.iter().rev().find(|word| word.form.chars().any(|c| !"\"”’'".contains(c)))?;
        let (sentence, tree) = (document.sentences.get(last + 1)?, trees.get(last + 1)?);
        let verb = tree.root()?;
        let reports = tree.upos(verb) == Upos::VERB
            && cue::says(tree.lemma(verb))
            && speaks(tree, verb)
            && !tree.has(verb, &["ccomp", "xcomp", "parataxis"])
            && (!tree.has(verb, &["obj"]) || tree.lemma(verb) == "tell");
        let quoted = (0..tree.words.len()).any(|word| self.at(last + 1, word).is_some());
        let follows = sentence.paragraph == span.paragraph && !quoted && matches!(ends.form.as_str(), "!" | "?");
        (reports && follows).then(|| self.reporter(last + 1, tree, span)).flatten()
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
                // "according to Roe"
                let named = tree.upos(word) != Upos::VERB && super::clause::is_source(tree, word);
                let cue = if named { "according to".to_owned() } else { tree.lower(word) };
                let voice = Voice { source: Some(source), cue };
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
    // A surname reports nothing: "Attorney Note".
    let name = verb > 0 && tree.words[verb].form.starts_with(char::is_uppercase);
    !name
        && !super::relation::is_passive(tree, verb)
        && (cue::finite(lemma).is_some_and(|class| class.has_voice())
            || matches!(lemma, "call" | "speak" | "recite" | "continue" | "label" | "dub" | "go"))
}

/// The subject of a verb: its own, or for a participle or conjunct that of the clause above.
pub(super) fn subject_above(tree: &Tree, verb: usize) -> Option<usize> {
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
            .any(|name| name.kind == NameKind::Per && name.words.end == colon && name.words.start == 0);
        // "Minister: no plan to resign", in a headline.
        let teller = colon > 0
            && paragraph == 0
            && sentence.words[0].form.chars().skip(1).any(char::is_lowercase)
            && (super::role::is_role_noun(&sentence.words[colon - 1])
                && !super::role::is_group_noun(&sentence.words[colon - 1].lemma)
                || cue::is_cue(&sentence.words[colon - 1].lemma, "document"));
        if !person && !teller {
            continue;
        }
        let head = (0..colon).find(|&w| sentence.words[w].head.is_none_or(|h| h >= colon));
        let Some(head) = head else { continue };
        let source = Argument { sentence: first, head, words: (0..colon).collect(), clausal: false };
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

/// Paragraphs without quotation marks that a sentence before them introduces ("The minister wrote:"), with that sentence.
fn blocks(document: &Document, trees: &[Tree], spans: &mut Vec<Span>) -> BTreeMap<usize, usize> {
    let sentences = &document.sentences;
    let mut found = BTreeMap::new();
    for before in 0..sentences.len().saturating_sub(1) {
        let (tree, paragraph) = (&trees[before], sentences[before + 1].paragraph);
        let colon = sentences[before].words.last().is_some_and(|word| word.form == ":");
        let says = |verb: usize| {
            tree.upos(verb) == Upos::VERB
                && cue::says(tree.lemma(verb))
                && !tree.has(verb, &["obj", "ccomp", "xcomp", "nsubj:pass"])
                && tree.has(verb, &["nsubj"])
        };
        if !colon
            || sentences[before].paragraph == paragraph
            || !tree.root().is_some_and(says)
            || spans.iter().any(|span| span.paragraph == paragraph)
        {
            continue;
        }
        let words = (before + 1..sentences.len())
            .take_while(|&number| sentences[number].paragraph == paragraph)
            .flat_map(|number| (0..sentences[number].words.len()).map(move |word| (number, word)))
            .collect();
        spans.push(Span { words, paragraph, continues: false });
        found.insert(paragraph, before);
    }
    spans.sort_by_key(|span| span.words[0]);
    found
}

/// Who signs a quotation: a dash and a name right behind it.
fn signature(document: &Document, trees: &[Tree], span: &Span) -> Option<Argument> {
    let &(mut sentence, last) = span.words.last()?;
    let words = &document.sentences[sentence].words;
    let mut next = last + 1;
    while words.get(next).is_some_and(|word| word.upos == Upos::PUNCT && !is_dash(&word.form)) {
        next += 1;
    }
    if next >= words.len() {
        (sentence, next) = (sentence + 1, 0);
    }
    let here = document.sentences.get(sentence)?;
    is_dash(&here.words.get(next)?.form).then_some(())?;
    let name = here
        .names
        .iter()
        .find(|name| name.words.start == next + 1 && matches!(name.kind, NameKind::Per | NameKind::Org))?;
    let inside = |word: &usize| trees[sentence].words[*word].head.is_none_or(|head| !name.words.contains(head));
    let head = name.words.iter().find(inside)?;
    Some(Argument { sentence, head, words: name.words.iter().collect(), clausal: false })
}

fn is_dash(form: &str) -> bool {
    matches!(form, "—" | "–" | "―" | "--" | "-")
}
