//! The walk down a sentence's clauses.

use super::context::{Context, own_factuality, question_mark};
use super::cue::{self, Embedding};
use super::phrase::{self, noun_phrase};
use super::quote::Quotes;
use super::relation::is_passive;
use super::source;
use super::{Argument, Certainty, Proposition, Tree, Voice};
use crate::document::{Sentence, Upos};
use std::collections::BTreeMap;

/// Walks one sentence, adds its propositions to `found`, and returns the context of every predicate.
pub fn walk(
    sentence: &Sentence,
    index: usize,
    tree: &Tree,
    quotes: &Quotes,
    found: &mut Vec<Proposition>,
) -> BTreeMap<usize, Context> {
    let mut walker = Walker {
        sentence,
        index,
        tree,
        quotes,
        found,
        contexts: BTreeMap::new(),
        antecedents: BTreeMap::new(),
        gaps: BTreeMap::new(),
        question: question_mark(tree),
    };
    if let Some(root) = tree.root() {
        walker.visit(root, Context::plain());
    }
    walker.contexts
}

pub(super) struct Walker<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) index: usize,
    pub(super) tree: &'a Tree<'a>,
    pub(super) quotes: &'a Quotes,
    pub(super) found: &'a mut Vec<Proposition>,
    pub(super) contexts: BTreeMap<usize, Context>,
    /// What a relative pronoun stands for.
    pub(super) antecedents: BTreeMap<usize, Argument>,
    /// The missing object of a relative clause without pronoun.
    pub(super) gaps: BTreeMap<usize, Argument>,
    pub(super) question: Option<usize>,
}

impl Walker<'_> {
    /// Visits the clause of `head` and everything below it.
    pub(super) fn visit(&mut self, head: usize, context: Context) {
        self.visit_chain(head, context, Vec::new());
    }

    pub(super) fn visit_chain(&mut self, head: usize, inherited: Context, chain: Vec<usize>) {
        if self.contexts.contains_key(&head) {
            return;
        }
        let outer = inherited.clone();
        let mut context = self.enter(head, inherited);
        let own = self.own_subjects(head);
        if !own.is_empty() {
            context.subjects = own;
        }
        if let Some(aim) = self.aim(head) {
            // "Her goal is to win": whose goal it is wins, if anybody does.
            context.subjects = self.tree.first(aim, &["nmod:poss"]).map(|whose| self.items(whose)).unwrap_or_default();
            context = context.at_most(Certainty::Possible);
        }
        self.contexts.insert(head, context.clone());
        // "is to remain": no copula, whatever the tree says.
        let verb = self.tree.upos(head) == Upos::VERB;
        let planned = verb && self.tree.is_infinitive(head);
        // "what we see is some attackers wear …": the clause is what is.
        let finite = verb
            && (matches!(self.tree.words[head].xpos.as_str(), "VBD" | "VBZ" | "VBP")
                || self.tree.with(head, &["mark"]).any(|mark| self.tree.lower(mark) == "that"))
            && self.tree.with(head, &["nsubj"]).any(|subject| self.tree.is(subject, &["nsubj:outer"]));
        if self.tree.has(head, &["cop"]) && !planned && !finite
            || (self.tree.upos(head) != Upos::VERB && self.tree.has(head, &["nsubj"]))
        {
            self.copula(head, &context, &chain);
        } else if matches!(self.tree.upos(head), Upos::VERB | Upos::AUX)
            && !matches!(self.tree.words[head].xpos.as_str(), "JJ" | "NN" | "NNS")
        {
            self.verb(head, &context, &chain);
        }
        if chain.iter().any(|&verb| is_open(self.tree, verb)) {
            context = context.at_most(Certainty::Possible);
        }
        self.descend(head, &context, &outer, &chain);
    }

    /// The context inside a clause: the voices and the factuality that its own words add.
    pub(super) fn enter(&mut self, head: usize, mut context: Context) -> Context {
        let here = self.quotes.at(self.index, head);
        // What stands outside the marks is not the quoted speaker's, wherever the tree hangs it.
        while let Some(&(quote, outside)) = context.quotes.last()
            && here != Some(quote)
        {
            context.voices.truncate(outside);
            context.quotes.pop();
        }
        // Quotation marks around a predicate whose subject stands outside are no quotation of the clause ("scare quotes").
        let subject = self.tree.first(head, &["nsubj", "csubj"]);
        let whole = |quote: usize| subject.is_none_or(|s| self.quotes.at(self.index, s) == Some(quote));
        // Nor are those around a fragment without a verb of its own that nobody is said to have said.
        let finite = !matches!(self.tree.words[head].xpos.as_str(), "VB" | "VBG" | "VBN")
            || self.tree.has(head, &["aux", "nsubj", "cop"]);
        let spoken = |quote: usize| finite || self.quotes.voice(quote).source.is_some();
        if let Some(quote) = here.filter(|&quote| whole(quote) && spoken(quote))
            && !context.quotes.iter().any(|(open, _)| *open == quote)
        {
            context.quotes.push((quote, context.voices.len()));
            context = context.said_by(self.quotes.voice(quote).clone());
        }
        for voice in self.sources(head) {
            context = context.said_by(voice);
        }
        // What describes a source is not what the source says: "according to a survey published by X".
        let describes = |voice: &Voice| {
            voice.source.as_ref().is_some_and(|s| s.sentence == self.index && s.head != head && s.words.contains(&head))
        };
        context.voices.retain(|voice| !describes(voice));
        let (negated, certainty) = own_factuality(self.tree, head);
        context = context.denied(negated).at_most(certainty);
        // "said that it would ultimately pay": told of what is to come.
        let would = |aux: usize| matches!(self.tree.lower(aux).as_str(), "would" | "'d");
        if !context.voices.is_empty() && self.tree.with(head, &["aux"]).any(would) {
            context = context.at_most(Certainty::Probable);
        }
        if self.asks(head) {
            context = context.at_most(Certainty::Possible);
        }
        let conditional = |clause: usize| self.tree.with(clause, &["mark"]).any(|m| self.tree.lower(m) == "if");
        if self.tree.with(head, &["advcl"]).any(conditional) {
            context = context.at_most(Certainty::Possible);
        }
        context
    }

    /// Whether the clause is what the question mark asks: the sentence, or the quotation that it stands in.
    fn asks(&self, head: usize) -> bool {
        let Some(mark) = self.question else { return false };
        let quote = |word: usize| self.quotes.at(self.index, word);
        let above = self.tree.words[head].head;
        let begins = above.is_none_or(|above| quote(above) != quote(head));
        quote(mark) == quote(head) && (begins || self.tree.is(head, &["conj", "parataxis"]))
    }

    /// Sources that a clause names without embedding it: "according to X", ", X said,", "news … first reported by X".
    pub(super) fn sources(&self, head: usize) -> Vec<Voice> {
        let tree = self.tree;
        let mut found = Vec::new();
        let near = tree.below(head, |child| child != head && tree.is_predicate(child));
        for &word in &near {
            if tree.is(word, &["obl", "nmod", "advcl"]) && super::clause::is_source(tree, word) {
                let source = self.antecedents.get(&word).cloned().unwrap_or_else(|| self.author(word));
                found.push(Voice { source: Some(source), cue: "according to".to_owned() });
            }
        }
        for clause in tree.with(head, &["parataxis"]) {
            if let Some(voice) = self.parenthetic(clause) {
                found.push(voice);
                let cited = source::cited(self.sentence, tree, clause);
                found.extend(cited.map(|(cue, source)| source::voice(tree, self.index, cue, source)));
            }
        }
        // "As X told Y, …"
        for clause in tree.with(head, &["advcl"]).filter(|&clause| source::as_clause(tree, clause)) {
            let subject = tree.first(clause, &["nsubj"]);
            found.extend(subject.map(|subject| source::voice(tree, self.index, clause, subject)));
        }
        found.extend(self.reported_by(head));
        found
    }

    /// Who stands behind a source: "a tweet by X" is X's.
    pub(super) fn author(&self, source: usize) -> Argument {
        let tree = self.tree;
        let by = tree.with(source, &["nmod"]).find(|&n| tree.preposition(n) == "by");
        noun_phrase(tree, self.index, by.unwrap_or(source))
    }

    /// A reporting clause set into or behind what it reports: ", he said".
    pub(super) fn parenthetic(&self, clause: usize) -> Option<Voice> {
        let tree = self.tree;
        let class = cue::finite(tree.lemma(clause))?;
        let subject = tree.first(clause, &["nsubj"])?;
        // `spoke to them: "I feel …"`: what is quoted reports nothing that stands before the quotation.
        let quoted = self.quotes.at(self.index, clause);
        if quoted.is_some() && tree.words[clause].head.is_some_and(|head| self.quotes.at(self.index, head) != quoted) {
            return None;
        }
        if !class.has_voice()
            || tree.has(clause, &["ccomp", "xcomp", "nsubj:pass", "mark"])
            || tree.has(clause, &["obj"]) && !cue::is_cue(tree.lemma(clause), "tells")
            || tree.with(clause, &["punct"]).any(|mark| mark < clause && tree.words[mark].form == ";")
        {
            return None;
        }
        Some(Voice { source: Some(self.argument(subject)), cue: tree.lower(clause) })
    }

    /// "…, news that was first reported by X": a noun that sums up the clause, with a passive reporting verb.
    pub(super) fn reported_by(&self, head: usize) -> Option<Voice> {
        let tree = self.tree;
        let sums_up = |word: usize| {
            matches!(
                tree.lemma(word),
                "news"
                    | "claim"
                    | "allegation"
                    | "report"
                    | "fact"
                    | "revelation"
                    | "development"
                    | "story"
                    | "account"
                    | "which"
            ) && tree.is(
                word,
                &[
                    "appos",
                    "parataxis",
                    "obl:unmarked",
                    "conj",
                    "dep",
                    "dislocated",
                    "list",
                    "nmod:unmarked",
                    "nsubj:pass",
                ],
            ) || (tree.is(word, &["obj"]) && tree.lemma(word) == "news" && word > 0 && tree.lower(word - 1) == ",")
        };
        let below = tree.subtree(head);
        for &noun in below.iter().filter(|&&word| word > head && sums_up(word)) {
            if tree.governing_predicate(noun).is_some_and(|p| p != head && !tree.dominates(head, p)) {
                continue;
            }
            for verb in tree.subtree(noun) {
                let reports = cue::finite(tree.lemma(verb)).is_some_and(Embedding::is_speech) && is_passive(tree, verb);
                let agent = tree
                    .with(verb, &["obl:agent"])
                    .next()
                    .or_else(|| tree.with(verb, &["obl"]).find(|&o| tree.preposition(o) == "by"));
                if let (true, Some(agent)) = (reports, agent) {
                    return Some(Voice { source: Some(noun_phrase(tree, self.index, agent)), cue: tree.lower(verb) });
                }
            }
        }
        None
    }

    /// The argument of a nominal: its phrase, or what its relative pronoun stands for.
    pub(super) fn argument(&self, head: usize) -> Argument {
        self.antecedents.get(&head).cloned().unwrap_or_else(|| noun_phrase(self.tree, self.index, head))
    }

    /// The arguments of a coordination.
    pub(super) fn items(&self, head: usize) -> Vec<Argument> {
        if let Some(antecedent) = self.antecedents.get(&head) {
            return vec![antecedent.clone()];
        }
        phrase::items(self.tree, self.index, head)
    }

    /// The aim that a clause spells out.
    fn aim(&self, head: usize) -> Option<usize> {
        let tree = self.tree;
        let spelt = tree.upos(head) == Upos::VERB && matches!(tree.words[head].xpos.as_str(), "VB" | "VBG");
        let subject = tree.first(head, &["nsubj"]).filter(|_| spelt && tree.has(head, &["cop", "aux"]))?;
        cue::is_cue(tree.lemma(subject), "aim").then_some(subject)
    }

    pub(super) fn own_subjects(&self, head: usize) -> Vec<Argument> {
        let tree = self.tree;
        tree.with(head, &["nsubj"])
            .filter(|&subject| !tree.is(subject, &["nsubj:outer"]) || tree.with(head, &["nsubj"]).count() == 1)
            .flat_map(|subject| self.items(subject))
            .collect()
    }
}

/// Whether what is below the verb need not have happened: plans, wishes, talk. "agreed to sell" names what is sold, and
/// is itself as true as the agreement; what hangs below "sell" is not.
pub(super) fn is_open(tree: &Tree, verb: usize) -> bool {
    let embeds = cue::infinitive(tree.lemma(verb));
    // "was proud to endorse": and did.
    let done = cue::is_cue(tree.lemma(verb), "realises");
    !done && !matches!(embeds, Some(Embedding::Achieve | Embedding::Seem | Embedding::Know))
}
