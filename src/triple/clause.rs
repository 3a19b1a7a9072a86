//! Clauses: predicate, subjects and ordered complements, from which both forms are written.

use super::complement::{Complement, Role, complements};
use super::phrase;
use super::subject::{Subject, phrase_subjects, phrase_text, subject};
use super::text::{Piece, Text, text};
use super::verb::{VerbGroup, is_negation, verb_group};
use crate::document::Upos;
use crate::proposition::Tree;

/// A predicate with all that it says.
pub(super) struct Clause {
    /// The predicate.
    pub head: usize,
    /// How it hangs in the sentence.
    pub kind: &'static str,
    /// Its subjects, a set.
    pub subjects: Vec<Subject>,
    /// The first of them.
    pub subject_head: usize,
    /// All of them as one phrase.
    pub phrase: Text,
    /// Where they were found.
    pub subject_source: &'static str,
    /// Words that come before the verb group from a verb that it is coordinated with: "was" of "was loved and exalted".
    pub shared: Vec<usize>,
    /// "to" of an infinitive.
    pub to: Option<usize>,
    /// The verb group.
    pub group: VerbGroup,
    /// Complements and adjuncts in the order of the text.
    pub complements: Vec<Complement>,
}

impl Clause {
    /// Relation words without adverbs.
    pub fn bare_relation(&self, tree: &Tree) -> Text {
        let bare = |piece: &Piece| match *piece {
            Piece::Word(word) => !self.group.adverbs.contains(&word) || is_negation(tree, word),
            Piece::Supplied(_) => true,
        };
        self.relation().into_iter().filter(bare).collect()
    }

    /// Relation words: what is shared with an earlier verb, then the group.
    pub fn relation(&self) -> Text {
        let mut words = self.shared.clone();
        words.extend(self.to);
        words.extend(&self.group.words);
        text(words)
    }

    /// The predicate that most complements hang on.
    pub fn last(&self) -> usize {
        self.group.chain[self.group.chain.len() - 1]
    }
}

/// The clauses of a sentence in the order of the text.
pub(super) fn clauses(tree: &Tree) -> Vec<Clause> {
    let mut found = Vec::new();
    for word in (0..tree.words.len()).filter(|&word| is_clause(tree, word)) {
        found.extend(outer_clause(tree, word));
        found.extend(clause(tree, word));
    }
    found
}

/// The subject and copula of "The problem is that prices rise", where the clause is the predicate.
pub(super) fn outer(tree: &Tree, head: usize) -> Option<(usize, Vec<usize>)> {
    let mut subjects = tree.with(head, &["nsubj", "csubj"]);
    let (outer, inner) = (subjects.next()?, subjects.next()?);
    let copula: Vec<usize> = tree
        .children(head)
        .iter()
        .copied()
        .filter(|&c| tree.is(c, &["cop", "aux"]) && outer < c && c < inner)
        .collect();
    (!copula.is_empty()).then_some((outer, copula))
}

fn outer_clause(tree: &Tree, head: usize) -> Option<Clause> {
    let (subject, words) = outer(tree, head)?;
    let content = Complement {
        role: Role::Content,
        head,
        marker: tree.with(head, &["mark"]).filter(|&mark| mark < head).collect(),
        antecedent: None,
        without: None,
    };
    Some(Clause {
        head,
        kind: "outer",
        subjects: phrase_subjects(tree, subject),
        subject_head: subject,
        phrase: phrase_text(tree, subject, phrase::subject(tree, subject)),
        subject_source: "own",
        shared: Vec::new(),
        to: None,
        group: VerbGroup { words, adverbs: Vec::new(), chain: vec![head], copular: false },
        complements: vec![content],
    })
}

/// Whether the word heads a clause that makes facts of its own.
pub(super) fn is_clause(tree: &Tree, word: usize) -> bool {
    let modifier = tree.is(
        word,
        &[
            "amod", "compound", "case", "mark", "fixed", "flat", "aux", "cop", "det", "nmod", "obl", "obj", "nsubj",
            "advmod", "cc", "goeswith",
        ],
    );
    let verbal = tree.upos(word) == Upos::VERB && !modifier;
    let nominal = tree.has(word, &["cop"]) || (tree.has(word, &["nsubj"]) && !tree.has(word, &["case"]) && !modifier);
    if !(verbal || nominal) {
        return false;
    }
    // A conjunct of an adjective or noun is no clause only because it is tagged as a verb.
    if tree.is(word, &["conj"]) && verbal && !nominal {
        let head = tree.words[word].head.unwrap_or(word);
        if !(tree.upos(head) == Upos::VERB || tree.has(head, &["cop", "nsubj"])) || tree.is(head, &["amod", "compound"])
        {
            return false;
        }
    }
    !is_joined(tree, word)
}

/// Whether the word is part of the verb group of the verb above.
fn is_joined(tree: &Tree, word: usize) -> bool {
    let Some(head) = tree.words[word].head.filter(|_| tree.is(word, &["xcomp"])) else { return false };
    is_clause_like(tree, head) && verb_group(tree, head).chain.contains(&word)
}

fn is_clause_like(tree: &Tree, word: usize) -> bool {
    tree.upos(word) == Upos::VERB || tree.has(word, &["cop", "nsubj"]) || tree.is(word, &["xcomp"])
}

fn clause(tree: &Tree, head: usize) -> Option<Clause> {
    let (source, subject) = subject(tree, head, 0)?;
    let subjects = phrase_subjects(tree, subject);
    let mut group = verb_group(tree, head);
    if let Some((_, copula)) = outer(tree, head) {
        group.words.retain(|word| !copula.contains(word));
    }
    let shared = shared_words(tree, head);
    let mut clause = Clause {
        head,
        kind: kind(tree, head),
        subjects,
        subject_head: subject,
        phrase: phrase_text(tree, subject, phrase::subject(tree, subject)),
        subject_source: source,
        shared,
        complements: Vec::new(),
        to: tree.with(head, &["mark"]).find(|&mark| tree.lower(mark) == "to"),
        group,
    };
    clause.complements = complements(tree, &clause);
    Some(clause)
}

fn kind(tree: &Tree, head: usize) -> &'static str {
    match tree.words[head].deprel.as_str() {
        "root" => "main",
        "conj" => "conjunct",
        "acl:relcl" => "relative",
        "acl" => {
            if tree.has(head, &["mark"]) {
                "noun infinitive"
            } else {
                "participle"
            }
        }
        "advcl" => {
            if tree.has(head, &["nsubj"]) {
                "adverbial"
            } else if tree.with(head, &["mark"]).any(|mark| tree.lower(mark) == "to") {
                "purpose"
            } else {
                "adverbial participle"
            }
        }
        "ccomp" => "content",
        "xcomp" => "controlled",
        "parataxis" => "parataxis",
        _ => "other",
    }
}

/// Words before a coordinated verb that the first verb has for both.
fn shared_words(tree: &Tree, head: usize) -> Vec<usize> {
    let Some(first) = tree.words[head].head.filter(|_| tree.is(head, &["conj"])) else { return Vec::new() };
    if tree.has(head, &["nsubj", "csubj", "aux", "cop", "expl"]) {
        return Vec::new();
    }
    if tree.upos(head) != Upos::VERB {
        // "was tall and proud": the copula serves both.
        return if tree.has(first, &["cop"]) { tree.with(first, &["aux", "cop"]).collect() } else { Vec::new() };
    }
    let mut words = Vec::new();
    if let Some(above) = tree.words[first].head.filter(|_| is_joined(tree, first)) {
        let group = verb_group(tree, above);
        let own = verb_group(tree, first).words;
        words.extend(shared_words(tree, above));
        words.extend(group.words.iter().copied().filter(|&w| w < first && !own.contains(&w)));
    } else {
        words.extend(shared_words(tree, first));
    }
    let same = tree.words[head].xpos == tree.words[first].xpos
        || matches!(tree.words[head].xpos.as_str(), "VB" | "VBN" | "VBG");
    let passive = tree.has(first, &["aux:pass"]) && tree.words[head].xpos == "VBD" && !tree.has(head, &["obj"]);
    if passive || same && tree.words[head].xpos != "VBD" && tree.words[head].xpos != "VBZ" {
        words.extend(tree.with(first, &["aux"]));
    }
    if tree.words[first].xpos == "VBD" && tree.words[head].xpos == "VBN" {
        words.clear();
    }
    words.dedup();
    words
}
