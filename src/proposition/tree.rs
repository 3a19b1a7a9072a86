//! A sentence's dependency tree with the questions that rules ask of it.

use crate::document::{Name, Sentence, Upos, Word};

/// A read-only view of one sentence's tree.
pub struct Tree<'a> {
    /// The words.
    pub words: &'a [Word],
    /// The names among them.
    pub names: &'a [Name],
    children: Vec<Vec<usize>>,
}

impl<'a> Tree<'a> {
    /// The tree of `sentence`.
    pub fn new(sentence: &'a Sentence) -> Self {
        let mut children = vec![Vec::new(); sentence.words.len()];
        for (index, word) in sentence.words.iter().enumerate() {
            if let Some(head) = word.head {
                children[head].push(index);
            }
        }
        Self { words: &sentence.words, names: &sentence.names, children }
    }

    /// The dependents of `head` in the order of the text.
    pub fn children(&self, head: usize) -> &[usize] {
        &self.children[head]
    }

    /// The root; sentences are never empty.
    pub fn root(&self) -> Option<usize> {
        self.words.iter().position(|word| word.head.is_none())
    }

    /// Dependents with one of these relations; `nsubj` matches its subtypes too, `nsubj:pass` only itself.
    pub fn with<'t>(&'t self, head: usize, relations: &'t [&str]) -> impl Iterator<Item = usize> + 't {
        self.children[head].iter().copied().filter(move |&child| self.is(child, relations))
    }

    /// The first dependent with one of these relations.
    pub fn first(&self, head: usize, relations: &[&str]) -> Option<usize> {
        self.children[head].iter().copied().find(|&child| self.is(child, relations))
    }

    /// Whether `head` has a dependent with one of these relations.
    pub fn has(&self, head: usize, relations: &[&str]) -> bool {
        self.first(head, relations).is_some()
    }

    /// Whether the word's relation to its head is one of these.
    pub fn is(&self, word: usize, relations: &[&str]) -> bool {
        let word = &self.words[word];
        relations.iter().any(|&relation| word.deprel == relation || word.relation() == relation)
    }

    /// The lemma of a word.
    pub fn lemma(&self, word: usize) -> &'a str {
        &self.words[word].lemma
    }

    /// The form in lower case.
    pub fn lower(&self, word: usize) -> String {
        self.words[word].form.to_lowercase().replace('’', "'")
    }

    /// The universal tag.
    pub fn upos(&self, word: usize) -> Upos {
        self.words[word].upos
    }

    /// Noun, proper noun, pronoun, number, symbol or a determiner that stands alone.
    pub fn is_nominal(&self, word: usize) -> bool {
        matches!(self.upos(word), Upos::NOUN | Upos::PROPN | Upos::PRON | Upos::NUM | Upos::SYM | Upos::X)
            || (self.upos(word) == Upos::DET && !self.is(word, &["det"]))
    }

    /// Every word at or below `head` that is reached without stepping onto a word that `stop` holds for; sorted.
    pub fn below(&self, head: usize, stop: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut found = vec![head];
        let mut next = 0;
        while next < found.len() {
            found.extend(self.children[found[next]].iter().copied().filter(|&child| !stop(child)));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// The whole subtree, sorted.
    pub fn subtree(&self, head: usize) -> Vec<usize> {
        self.below(head, |_| false)
    }

    /// Whether `word` is `head` or below it.
    pub fn dominates(&self, head: usize, word: usize) -> bool {
        self.path_up(word).any(|above| above == head)
    }

    /// `word`, its head, the head's head, up to the root.
    pub fn path_up(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(word), |&at| self.words[at].head).take(self.words.len())
    }

    /// The coordinated items of which `head` is the first, itself included; nominal ones only.
    pub fn coordinated(&self, head: usize) -> Vec<usize> {
        let mut found = vec![head];
        let mut next = 0;
        while next < found.len() {
            found.extend(self.with(found[next], &["conj"]).filter(|&child| self.is_item(child)));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// Whether a conjunct is an item of a list rather than a clause.
    fn is_item(&self, word: usize) -> bool {
        (self.is_nominal(word) || self.upos(word) == Upos::ADJ) && !self.has(word, &["cop", "nsubj"])
    }

    /// The case markers of a nominal in order, with their fixed parts: `["because", "of"]`.
    pub fn case(&self, word: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self
            .with(word, &["case"])
            .filter(|&case| self.words[case].xpos != "POS")
            .flat_map(|case| {
                let mut parts = vec![case];
                parts.extend(self.with(case, &["fixed"]));
                parts
            })
            .collect();
        found.sort_unstable();
        found
    }

    /// The case markers as one lower-case string; empty if there are none.
    pub fn preposition(&self, word: usize) -> String {
        self.case(word).iter().map(|&case| self.lower(case)).collect::<Vec<_>>().join(" ")
    }

    /// The other arguments of the clause that a nominal is an argument of, and the other items of its coordination: somebody or
    /// something else, unless a word says "himself" (Principle B, Chomsky 1981).
    pub fn fellows(&self, word: usize) -> Vec<usize> {
        // "looked at him", but "took it with him"
        let goal = |word: usize| {
            matches!(self.preposition(word).as_str(), "to" | "on" | "at" | "of" | "from" | "by" | "against")
        };
        let argument = |word: usize| {
            let core = self.is(word, &["nsubj", "obj", "iobj", "obl:agent"]) || self.is(word, &["obl"]) && goal(word);
            core && !self.is_reflexive(word)
        };
        let first = self.words[word].head.filter(|_| self.is(word, &["conj"])).unwrap_or(word);
        // A name may have several roles behind it.
        let items = self.is(first, &["nsubj", "obj", "iobj", "obl"]);
        let mut found = if items { self.coordinated(first) } else { Vec::new() };
        if let Some(verb) = self.words[word].head.filter(|_| argument(word)) {
            found.extend(self.children(verb).iter().copied().filter(|&other| argument(other)));
        }
        found.retain(|&other| other != word);
        found
    }

    /// "himself", "itself".
    pub fn is_reflexive(&self, word: usize) -> bool {
        let form = self.lower(word);
        self.words[word].xpos == "PRP" && (form.ends_with("self") || form.ends_with("selves"))
    }

    /// "to leave".
    pub fn is_infinitive(&self, clause: usize) -> bool {
        self.with(clause, &["mark"]).any(|mark| self.words[mark].xpos == "TO")
    }

    /// Whether the word is the head of a clause of its own.
    pub fn is_predicate(&self, word: usize) -> bool {
        matches!(self.words[word].relation(), "root" | "ccomp" | "xcomp" | "advcl" | "acl" | "parataxis" | "csubj")
            || self.has(word, &["nsubj", "csubj", "cop"])
            || (self.upos(word) == Upos::VERB && !self.is(word, &["amod", "compound", "case", "mark", "fixed", "flat"]))
    }

    /// The nearest predicate at or above `word`.
    pub fn governing_predicate(&self, word: usize) -> Option<usize> {
        self.path_up(word).find(|&above| self.is_predicate(above))
    }
}
