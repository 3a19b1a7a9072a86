//! The annotator: tags, tree and names of given words, in one pass of one network.

use super::name_type::{self, Evidence};
use super::names::{Tag, best_tags, names};
use super::network::{Input, Network, Opinion, Scores};
use super::pieces::WordPieces;
use super::segmentation::Segmenter;
use super::session::Runner;
use super::tree::{Arcs, probability};
use super::{Attachment, Document, MEANING, Meaning, Name, Sentence, Upos, lemma};
use crate::article::Article;
use rayon::prelude::*;
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

/// Labels of every head of the network, in the order of its outputs.
static LABELS: &str = include_str!("../../models/en/labels.json");

/// Word pieces a batch, padding included.
const BATCH: usize = 256;
/// The network saw no longer sentences in training; longer ones are annotated in parts.
const MOST_WORDS: usize = 160;
/// The network has 512 positions.
const MOST_PIECES: usize = 500;

/// Annotates texts. Making one takes some milliseconds; share it between threads.
///
/// ```no_run
/// # let article: byline::article::Article = unimplemented!();
/// let annotator = byline::document::Annotator::new();
/// let document = annotator.annotate(&article);
/// ```
pub struct Annotator {
    segmenter: Segmenter,
    network: Network,
    vocabulary: WordPieces,
    labels: Labels,
}

/// The label inventories.
struct Labels {
    upos: Vec<Upos>,
    xpos: Vec<String>,
    feats: Vec<String>,
    deprels: Vec<String>,
    names: Vec<Tag>,
    root: usize,
}

impl Labels {
    fn new() -> Self {
        let lists: std::collections::BTreeMap<String, Vec<String>> =
            serde_json::from_str(LABELS).expect("training/annotator.py writes lists of labels");
        let list = |name: &str| lists.get(name).cloned().unwrap_or_default();
        let deprels = list("deprels");
        Self {
            upos: list("upos").iter().map(|name| Upos::parse(name).expect("a tag of UD")).collect(),
            xpos: list("xpos"),
            feats: list("feats"),
            names: list("names").iter().map(|name| Tag::parse(name).expect("a tag of IOB2")).collect(),
            root: deprels.iter().position(|label| label == "root").expect("trees have roots"),
            deprels,
        }
    }
}

/// Words `start..end` of a sentence, which go through the network together.
struct Part {
    sentence: usize,
    start: usize,
    input: Input,
}

/// What the network says of one part; heads count from the part's first word.
struct Analysis {
    words: Vec<Tags>,
    names: Vec<(Name, Evidence)>,
    meaning: Vec<Meaning>,
}

struct Tags {
    upos: usize,
    xpos: usize,
    feats: usize,
    head: Option<usize>,
    relation: usize,
    attachment: Attachment,
}

impl Default for Annotator {
    fn default() -> Self {
        Self::new()
    }
}

impl Annotator {
    /// The compiled-in model of English.
    pub fn new() -> Self {
        let (network, opinion) = Network::full(Network::file());
        Self::with(network, Some(opinion))
    }

    /// Both models, with their common weights in memory once.
    pub fn both() -> (Self, Self) {
        let file = Network::file();
        let (network, opinion) = Network::full(file.clone());
        (Self::with(network, Some(opinion)), Self::with(Network::fast(file), None))
    }

    /// The small model: several times faster, and less often right (`models/en/CARD.md` says by how much).
    pub fn fast() -> Self {
        Self::with(Network::fast(Network::file()), None)
    }

    fn with(network: Network, opinion: Option<Opinion>) -> Self {
        Self { segmenter: Segmenter::new(opinion), network, vocabulary: WordPieces::new(), labels: Labels::new() }
    }

    /// Sentences, words, tags, trees and names of an article.
    pub fn annotate(&self, article: &Article) -> Document {
        let mut sentences = self.segmenter.sentences(&article.text, &self.vocabulary);
        self.annotate_sentences(&mut sentences);
        Document { sentences }
    }

    /// Tags, trees, names and lemmas of given words; whatever the sentences held of these is replaced. The sentences are one
    /// document, or several that begin with the comment `# newdoc` (CoNLL-U).
    pub fn annotate_sentences(&self, sentences: &mut [Sentence]) {
        let mut document = 0;
        let documents: Vec<usize> = sentences
            .iter()
            .map(|sentence| {
                document += usize::from(sentence.comments.iter().any(|comment| comment.starts_with("# newdoc")));
                document
            })
            .collect();
        self.annotate_documents(sentences, &documents);
    }

    /// The same of sentences that have nothing to do with each other.
    pub fn annotate_each(&self, sentences: &mut [Sentence]) {
        let documents: Vec<usize> = (0..sentences.len()).collect();
        self.annotate_documents(sentences, &documents);
    }

    /// The same of sentences whose documents have these numbers.
    fn annotate_documents(&self, sentences: &mut [Sentence], documents: &[usize]) {
        let mut parts: Vec<Part> = sentences.par_iter().enumerate().flat_map_iter(|(n, s)| self.parts(n, s)).collect();
        // Like lengths together, so that little is padding. Which sentences share a batch depends on the sentences
        // alone: the network quantises batch by batch, so another grouping may give another last digit.
        parts.sort_by_key(|part| (part.input.length(), part.sentence, part.start));
        let mut analyses = Runner::flat_map(&batches(&parts), |runner, batch| self.analyse(runner, batch));
        agree(sentences, documents, &parts, &mut analyses);
        for sentence in sentences.iter_mut() {
            sentence.names.clear();
            sentence.meaning.clear();
            for word in &mut sentence.words {
                word.head = None;
            }
        }
        for (part, analysis) in parts.iter().zip(&mut analyses) {
            self.write(&mut sentences[part.sentence], part.start, analysis);
        }
        sentences.par_iter_mut().for_each(|sentence| {
            self.join_parts(sentence);
            lemma::lemmatise(sentence);
        });
    }

    /// The sentence in one part, or in several if it is too long for the network.
    fn parts(&self, number: usize, sentence: &Sentence) -> Vec<Part> {
        let part = |start: usize, end: usize| {
            let forms = sentence.words[start..end].iter().map(|word| word.form.as_str());
            Part { sentence: number, start, input: Input::new(forms, &self.vocabulary) }
        };
        let mut parts = Vec::new();
        let mut pending = vec![(0, sentence.words.len())];
        while let Some((start, end)) = pending.pop() {
            if start == end {
                continue;
            }
            if end - start <= MOST_WORDS {
                let part = part(start, end);
                if part.input.length() <= MOST_PIECES || end - start == 1 {
                    parts.push(part);
                    continue;
                }
            }
            let cut = cut(sentence, start, end);
            pending.extend([(cut, end), (start, cut)]);
        }
        parts
    }

    fn analyse(&self, runner: &Runner, batch: &[Part]) -> Vec<Analysis> {
        let inputs: Vec<&Input> = batch.iter().map(|part| &part.input).collect();
        let scores = self.network.run(runner, &inputs);
        inputs.iter().enumerate().map(|(row, input)| self.decode(&scores, row, input.words())).collect()
    }

    fn decode(&self, scores: &Scores, row: usize, words: usize) -> Analysis {
        let arcs = scores.arcs.slice(row).to_contiguous();
        let stride = scores.arcs.size(2);
        let arcs = Arcs { scores: arcs.data(), stride, words };
        let heads = arcs.best_tree();
        let label = |table: &NdTensor<f32, 3>, word: usize| {
            let labels = table.slice((row, word));
            highest((0..table.size(2)).map(|n| labels[[n]]))
        };
        let words_of = |word: usize| {
            let (relation, likely) = self.relation(&scores.relations, row, word + 1, heads[word] == 0);
            Tags {
                upos: label(&scores.upos, word + 1),
                xpos: label(&scores.xpos, word + 1),
                feats: label(&scores.feats, word + 1),
                head: heads[word].checked_sub(1),
                relation,
                attachment: Attachment { head: arcs.probability(word + 1, heads[word]), relation: likely },
            }
        };
        let width = scores.names.size(2);
        let names_scores: Vec<f32> =
            (1..=words).flat_map(|w| (0..width).map(move |n| (w, n))).map(|(w, n)| scores.names[[row, w, n]]).collect();
        let tags = &self.labels.names;
        let found = names(&best_tags(&names_scores, tags)).into_iter();
        Analysis {
            words: (0..words).map(words_of).collect(),
            names: found.map(|name| (name, Evidence::of(name.words, &names_scores, tags))).collect(),
            meaning: scores.meaning.as_ref().map(|table| meaning(table, row, words)).unwrap_or_default(),
        }
    }

    /// The best relation and its probability: `root` for the root and for nothing else. The network scores them for the
    /// head that it likes best, which is not the tree's in one word of a hundred.
    fn relation(&self, scores: &NdTensor<f32, 3>, row: usize, dependent: usize, is_root: bool) -> (usize, f32) {
        if is_root {
            return (self.labels.root, 1.0);
        }
        let score = |n: usize| if n == self.labels.root { f32::NEG_INFINITY } else { scores[[row, dependent, n]] };
        let all = || (0..self.labels.deprels.len()).map(score);
        let best = highest(all());
        (best, probability(score(best), all()))
    }

    fn write(&self, sentence: &mut Sentence, start: usize, analysis: &mut Analysis) {
        let words = &mut sentence.words[start..];
        for (word, tags) in words.iter_mut().zip(&analysis.words) {
            word.upos = self.labels.upos[tags.upos];
            word.xpos.clone_from(&self.labels.xpos[tags.xpos]);
            word.feats.clone_from(&self.labels.feats[tags.feats]);
            word.head = tags.head.map(|head| start + head);
            word.deprel.clone_from(&self.labels.deprels[tags.relation]);
            word.attachment = Some(tags.attachment);
        }
        if !analysis.meaning.is_empty() {
            sentence.meaning.resize(sentence.words.len(), [0.0; MEANING]);
            sentence.meaning[start..start + analysis.meaning.len()].copy_from_slice(&analysis.meaning);
        }
        for (mut name, _) in analysis.names.drain(..) {
            name.words.start += start;
            name.words.end += start;
            sentence.names.push(name);
        }
    }

    /// Hangs the roots of all parts but the first from the first part's root, and puts the names in order.
    fn join_parts(&self, sentence: &mut Sentence) {
        sentence.names.sort_by_key(|name| name.words);
        let mut root = None;
        for (n, word) in sentence.words.iter_mut().enumerate().filter(|(_, word)| word.head.is_none()) {
            if root.is_none() {
                root = Some(n);
            } else {
                word.head = root;
                word.deprel = if word.upos == Upos::PUNCT { "punct" } else { "parataxis" }.into();
            }
        }
    }
}

/// The numbers of all words of a sentence; the root aside.
fn meaning(table: &NdTensor<f32, 3>, row: usize, words: usize) -> Vec<Meaning> {
    (1..=words).map(|word| std::array::from_fn(|number| table[[row, word, number]])).collect()
}

/// Gives the same name the same type throughout a document.
fn agree(sentences: &[Sentence], documents: &[usize], parts: &[Part], analyses: &mut [Analysis]) {
    let found = parts.iter().zip(analyses).flat_map(|(part, analysis)| {
        let words = &sentences[part.sentence].words[part.start..];
        analysis.names.iter_mut().map(move |(name, evidence)| {
            let forms: Vec<&str> = name.words.iter().map(|word| words[word].form.as_str()).collect();
            ((documents[part.sentence], forms), name, *evidence)
        })
    });
    name_type::agree(found.collect());
}

/// The place to cut `start..end` at: after the punctuation mark nearest to the middle, else in the middle.
fn cut(sentence: &Sentence, start: usize, end: usize) -> usize {
    let middle = start + (end - start) / 2;
    let quarter = (end - start) / 4;
    let ends_clause =
        |at: &usize| matches!(sentence.words[at - 1].form.as_str(), ";" | "." | ":" | "!" | "?" | "—" | ",");
    (middle - quarter..=middle + quarter)
        .filter(|&at| at > start && at < end)
        .filter(ends_clause)
        .min_by_key(|at| at.abs_diff(middle))
        .unwrap_or(middle)
}

/// Groups of neighbours that make a batch each.
fn batches(parts: &[Part]) -> Vec<&[Part]> {
    let (mut batches, mut start, mut longest) = (Vec::new(), 0, 0);
    for (n, part) in parts.iter().enumerate() {
        longest = longest.max(part.input.length());
        if n > start && longest * (n + 1 - start) > BATCH {
            batches.push(&parts[start..n]);
            (start, longest) = (n, part.input.length());
        }
    }
    if start < parts.len() {
        batches.push(&parts[start..]);
    }
    batches
}

/// Index of the highest score, the first of equals.
fn highest(scores: impl Iterator<Item = f32>) -> usize {
    let best = |best: (usize, f32), (n, score): (usize, f32)| if score > best.1 { (n, score) } else { best };
    scores.enumerate().fold((0, f32::NEG_INFINITY), best).0
}
