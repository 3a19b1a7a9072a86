//! Objects that a verb shares with another, or that two phrases make up.

use super::clause::Complements;
use super::cue;
use super::frame::Frame;
use super::relation::{VerbGroup, is_passive};
use super::verb_noun::is_peripheral;
use super::walk::Walker;
use super::{Argument, Proposition, Relation, Tree};
use crate::document::Upos;

impl Walker<'_> {
    /// "shuttered and seized the site": one object of two verbs.
    pub(super) fn share_object(&self, head: usize, complements: &mut Complements) {
        let tree = self.tree;
        // "arrived and shot him"
        if cue::is_cue(tree.lemma(head), "intransitive") {
            return;
        }
        let bare = complements.object.is_none() && complements.obliques.is_empty() && !is_passive(tree, head);
        if !bare || tree.has(head, &["ccomp", "xcomp", "compound:prt"]) {
            return;
        }
        let object_of = |verb: usize| tree.first(verb, &["obj"]).filter(|&object| object > head && object > verb);
        let adjacent = |first: usize, second: usize| {
            // An adverb of the first has taken the place of its object: "stay inside and close the windows".
            let own = |between: usize| tree.is(between, &["advmod"]) && tree.words[between].head == Some(first);
            (first + 1..second).all(|between| tree.is(between, &["cc", "punct", "advmod"]) && !own(between))
                && tree.upos(second) == Upos::VERB
        };
        let above = tree.words[head].head.filter(|_| tree.is(head, &["conj"]));
        let first = above.filter(|&first| adjacent(first, head)).and_then(object_of);
        // "install, establish or operate a station"
        let following = || {
            let mut last = head;
            let verbs = tree.with(above.unwrap_or(head), &["conj"]).filter(|&verb| verb > head);
            verbs.take_while(|&verb| adjacent(std::mem::replace(&mut last, verb), verb)).find_map(object_of)
        };
        complements.object = first.or_else(following);
    }

    /// "was not publicly identified": what is denied is the manner. "Falsely showed", "nearly died": nothing without it.
    pub(super) fn keep_manner(&self, proposition: &mut Proposition, class: &str) {
        let tree = self.tree;
        let manner = |&word: &usize| cue::is_cue(&tree.lower(word), class);
        let Some(manner) = tree.with(proposition.head, &["advmod"]).find(manner) else { return };
        let adverb = tree.lower(manner);
        let label = &mut proposition.relation.label;
        *label = match label.strip_prefix("was ") {
            Some(rest) => format!("was {adverb} {rest}"),
            None => format!("{adverb} {label}"),
        };
    }

    /// "remained there", "the milestone came": nothing is said of it, and no time.
    pub(super) fn says_little(&self, frame: &Frame, group: &VerbGroup) -> bool {
        let plain = group.tail.is_empty() && group.chain.is_empty() && !group.passive;
        let alone = frame.times.is_empty() && frame.adjuncts.is_empty() && frame.places.is_empty();
        let particle = || self.tree.has(group.head, &["compound:prt"]);
        // "bigger than they had hoped"
        if plain && self.tree.with(group.head, &["mark"]).any(|mark| self.tree.lower(mark) == "than") {
            return true;
        }
        // "how they fare": nothing of how
        let how = |word: usize| self.tree.lower(word) == "how";
        let free = self.tree.is(group.head, &["advcl:relcl", "acl:relcl"])
            && self.tree.words[group.head].head.is_some_and(how);
        if plain && (free || self.tree.with(group.head, &["advmod"]).any(how) && !self.tree.has(group.head, &["aux"])) {
            return true;
        }
        // "programs designed to help"
        let designed =
            group.passive && group.tail.is_empty() && cue::is_cue(self.tree.lemma(group.head), "says-little-passive");
        designed || cue::is_cue(self.tree.lemma(group.head), "says-little-alone") && plain && alone && !particle()
    }

    /// "spent most of her career at posts abroad": the part of a life, and where or as what it was spent.
    pub(super) fn spent_life(&mut self, frame: &Frame, group: &VerbGroup, subjects: &[Argument]) -> bool {
        let tree = self.tree;
        let life = |noun: usize| matches!(tree.lemma(noun), "career" | "life" | "childhood" | "youth" | "time");
        let part =
            |noun: usize| life(noun) || tree.with(noun, &["nmod"]).any(|of| tree.preposition(of) == "of" && life(of));
        let Some(object) = frame.complements.object.filter(|&o| tree.lemma(group.head) == "spend" && part(o)) else {
            return false;
        };
        let whose = |&word: &usize| !tree.is(word, &["det", "nmod:poss"]);
        let words: Vec<usize> = self.argument(object).words.into_iter().filter(whose).collect();
        let text = words.iter().map(|&word| tree.lower(word)).collect::<Vec<_>>().join(" ");
        for oblique in frame.complements.obliques.clone() {
            if oblique.preposition.is_empty() || is_peripheral(&oblique.preposition) {
                continue;
            }
            let mut relation = group.name(tree, "", &[]);
            for name in [&mut relation.label, &mut relation.lemma, &mut relation.phrase] {
                name.push_str(&format!(" {text} {}", oblique.preposition));
            }
            for place in self.items(oblique.head) {
                for subject in subjects {
                    self.push(frame.proposition(subject, relation.clone(), Some(place.clone()), Some(oblique.head)));
                }
            }
        }
        true
    }

    /// "ranged in age from 21 to 78": both ends at once.
    pub(super) fn range(&self, frame: &Frame, group: &VerbGroup) -> Option<(Relation, Argument)> {
        let tree = self.tree;
        let obliques = &frame.complements.obliques;
        let end = |preposition: &str| obliques.iter().find(|oblique| oblique.preposition == preposition);
        let ranges = matches!(tree.lemma(group.head), "range" | "vary");
        let (from, to) = (end("from").filter(|_| ranges)?, end("to"));
        let inside = end("in").filter(|inside| group.head < inside.head && inside.head < from.head);
        let tail = inside.map(|inside| format!("in {}", tree.lower(inside.head))).unwrap_or_default();
        let mut object = self.argument(from.head);
        if let Some(to) = to {
            object.words.extend(&to.case);
            object.words.extend(self.argument(to.head).words);
        }
        object.words.sort_unstable();
        object.clausal = true;
        Some((group.with_tail(tail).name(tree, "from", &from.case), object))
    }
}

/// What a verb of measure measures: a bare phrase with a number behind it, or "for" with one.
pub(super) fn measure(tree: &Tree, verb: usize) -> Option<usize> {
    let counted = |&phrase: &usize| tree.has(phrase, &["nummod", "det", "amod"]) || tree.upos(phrase) == Upos::NUM;
    let near = |&phrase: &usize| phrase > verb && matches!(tree.preposition(phrase).as_str(), "" | "for");
    tree.with(verb, &["obl", "obj"]).find(|phrase| near(phrase) && counted(phrase))
}
