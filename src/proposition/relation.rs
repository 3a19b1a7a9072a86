//! The name of a verbal relation, from its verb group.

use super::morphology::{participle, past};
use super::{Relation, Tree};
use crate::document::Upos;

/// A verb group: what the relation is made of.
#[derive(Clone, Debug)]
pub struct VerbGroup {
    /// The main verb.
    pub head: usize,
    /// Verbs above it that share its subject, outermost first ("decided to [recuse]").
    pub chain: Vec<usize>,
    /// Whether the main verb is passive and stays so.
    pub passive: bool,
    /// Whether the relation is turned around (passive with agent made active).
    pub turned: bool,
    /// A noun that is one word with the verb: "took [place]".
    pub noun: Option<usize>,
    /// Words that follow the object and belong to the verb: "set X [on fire]"; a preposition left behind: "worked [on]".
    pub tail: String,
}

impl VerbGroup {
    /// The name with a preposition (or none) before the object.
    pub fn name(&self, tree: &Tree, object_preposition: &str, case: &[usize]) -> Relation {
        let mut label = Vec::new();
        let mut lemma = Vec::new();
        for (place, &verb) in self.chain.iter().enumerate() {
            let passive = is_passive(tree, verb);
            push_verb(tree, verb, passive, place == 0, &mut label, &mut lemma);
            label.extend(self.link(tree, place).map(str::to_owned));
            lemma.extend(self.link(tree, place).map(str::to_owned));
        }
        push_verb(tree, self.head, self.passive, self.chain.is_empty(), &mut label, &mut lemma);
        if !self.chain.is_empty()
            && tree.words[self.head].xpos == "VBG"
            && self.link(tree, self.chain.len() - 1).is_none()
        {
            // "avoided being seen"
            let passive = label.len() > 1 && label[label.len() - 2] == "be";
            if let (true, Some(place)) = (self.passive && passive, label.len().checked_sub(2)) {
                label[place] = "being".to_owned();
            }
            // "stopped talking": the second verb keeps its form.
            if let Some(last) = label.iter_mut().rev().find(|word| **word == tree.lemma(self.head)) {
                *last = tree.lower(self.head);
            }
        }
        if let Some(noun) = self.noun {
            label.push(tree.lower(noun));
            lemma.push(tree.lower(noun));
        }
        if !self.tail.is_empty() {
            label.push(self.tail.clone());
            lemma.push(self.tail.clone());
        }
        if !object_preposition.is_empty() {
            label.push(object_preposition.to_owned());
            lemma.push(object_preposition.to_owned());
        }
        // A mark is no part of a name, whatever the tree makes of it.
        let spoken = |word: &String| word.chars().any(char::is_alphanumeric);
        label.retain(spoken);
        lemma.retain(spoken);
        // "lay between two seas", not a falsehood
        let placed =
            matches!(object_preposition, "between" | "in" | "near" | "within" | "off" | "along" | "beneath" | "beyond");
        let lies = tree.lemma(self.head) == "lie" && self.chain.is_empty() && placed;
        let label = if lies { label.join(" ").replacen("lied", "lay", 1) } else { label.join(" ") };
        let phrase = if self.turned { label.clone() } else { self.phrase(tree, case) };
        Relation { lemma: lemma.join(" "), phrase, label }
    }

    /// The same with these words behind it, unless it has some.
    pub fn with_tail(&self, tail: String) -> Self {
        if self.tail.is_empty() { Self { tail, ..self.clone() } } else { self.clone() }
    }

    /// "to" between two verbs of the chain, unless the second is a gerund or bare.
    fn link(&self, tree: &Tree, place: usize) -> Option<&'static str> {
        let next = self.chain.get(place + 1).copied().unwrap_or(self.head);
        let marked = |verb: usize| tree.with(verb, &["mark"]).any(|mark| tree.lower(mark) == "to");
        // "continued to reject calls and withhold information"
        let shared = tree.is(next, &["conj"]) && tree.words[next].xpos == "VB";
        (marked(next) || shared && tree.words[next].head.is_some_and(marked)).then_some("to")
    }

    /// The words of the text: auxiliaries, adverbs, verbs, particle and the object's preposition.
    fn phrase(&self, tree: &Tree, case: &[usize]) -> String {
        let mut words: Vec<usize> = self.chain.iter().copied().chain([self.head]).collect();
        for verb in words.clone() {
            words.extend(
                tree.with(verb, &["aux", "compound:prt", "advmod", "cop"]).filter(|&w| tree.children(w).is_empty()),
            );
            let first = words[0];
            words.extend(tree.with(verb, &["mark"]).filter(|&w| tree.lower(w) == "to" && verb != first));
        }
        words.extend(case);
        words.extend(self.noun);
        words.sort_unstable();
        words.dedup();
        let first = words.iter().position(|&w| tree.is(w, &["aux", "cop"]) || tree.upos(w) == Upos::VERB).unwrap_or(0);
        let last = words.iter().rposition(|&w| !tree.is(w, &["advmod"])).unwrap_or(words.len() - 1);
        words
            .get(first..=last.max(first))
            .unwrap_or_default()
            .iter()
            .map(|&w| tree.lower(w))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Whether a verb has a passive auxiliary or subject.
pub fn is_passive(tree: &Tree, verb: usize) -> bool {
    tree.has(verb, &["aux:pass", "nsubj:pass"])
        || (tree.words[verb].xpos == "VBN" && tree.is(verb, &["acl"]) && !tree.has(verb, &["aux"]))
        || (tree.words[verb].xpos == "VBN" && tree.is(verb, &["advcl"]) && !tree.has(verb, &["aux", "nsubj"]))
        || shares_auxiliary(tree, verb)
        || is_arranged(tree, verb)
}

/// "had her home searched": a participle that says what somebody had done to the object.
pub(super) fn is_arranged(tree: &Tree, verb: usize) -> bool {
    let above = |above: usize| matches!(tree.lemma(above), "have" | "get") && tree.has(above, &["obj"]);
    tree.words[verb].xpos == "VBN"
        && tree.is(verb, &["xcomp"])
        && !tree.has(verb, &["aux"])
        && tree.words[verb].head.is_some_and(above)
}

/// "was arrested and charged": a participle behind a passive, with neither auxiliary nor subject of its own.
fn shares_auxiliary(tree: &Tree, verb: usize) -> bool {
    let bare = tree.words[verb].xpos == "VBN" && tree.is(verb, &["conj"]) && !tree.has(verb, &["aux", "nsubj", "mark"]);
    bare && tree.words[verb].head.is_some_and(|above| tree.words[above].xpos == "VBN" && is_passive(tree, above))
}

fn push_verb(tree: &Tree, verb: usize, passive: bool, first: bool, label: &mut Vec<String>, lemma: &mut Vec<String>) {
    let base = tree.lemma(verb).to_lowercase();
    if tree.upos(verb) == Upos::ADJ {
        // "was ineligible to serve"
        label.extend([if first { "was" } else { "be" }.to_owned(), tree.lower(verb)]);
        lemma.extend(["be".to_owned(), base]);
        return;
    }
    match (passive, first) {
        (true, true) => label.extend(["was".to_owned(), participle(&base)]),
        (true, false) => label.extend(["be".to_owned(), participle(&base)]),
        (false, true) => label.push(past(&base)),
        (false, false) => label.push(base.clone()),
    }
    if passive {
        lemma.extend(["be".to_owned(), participle(&base)]);
    } else {
        lemma.push(base);
    }
    for particle in
        tree.with(verb, &["compound:prt", "advmod", "xcomp", "obl"]).filter(|&word| is_particle(tree, verb, word))
    {
        label.push(tree.lower(particle));
        lemma.push(tree.lower(particle));
    }
}

/// A particle, or an adverb right behind the verb that works as one: "rolled back".
pub(super) fn is_particle(tree: &Tree, verb: usize, word: usize) -> bool {
    let behind = matches!(tree.lower(word).as_str(), "away" | "out" | "off" | "back" | "apart" | "together" | "aside");
    tree.is(word, &["compound:prt"])
        || (word == verb + 1 && super::cue::is_cue(&tree.lower(word), "particle"))
        // "came out against"
        || word > verb && tree.upos(word) == Upos::ADP && tree.is(word, &["obl"]) && tree.children(word).is_empty()
        || word > verb && behind && tree.upos(word) == Upos::ADV && tree.children(word).is_empty()
}
