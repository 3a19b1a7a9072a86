//! A clause as what its verb is about: "recommended | that he recuse himself", "was accused of | lying".

use super::frame::{Frame, gerund_clause, gerunds};
use super::phrase;
use super::relation::VerbGroup;
use super::walk::Walker;
use super::{Argument, Construction, Tree};

impl Walker<'_> {
    /// Subject – verb – clause: "recommended | that he recuse himself".
    pub(super) fn content_proposition(
        &mut self,
        head: usize,
        frame: &Frame,
        group: &VerbGroup,
        subjects: &[Argument],
        bare: bool,
    ) {
        let tree = self.tree;
        let Some(content) = tree.first(head, &["ccomp"]) else { return };
        // "who prosecutors believe killed her": the subject stands before the verb, and is no word of the content.
        let subject = tree.first(content, &["nsubj", "nsubj:pass", "csubj", "expl"]);
        let finite = matches!(tree.words[content].xpos.as_str(), "VBD" | "VBZ") || tree.has(content, &["cop", "aux"]);
        let relative = |word: usize| matches!(tree.words[word].xpos.as_str(), "WP" | "WDT");
        let gap = subject.is_none() && finite || subject.is_some_and(|subject| subject < head && relative(subject));
        if gap && content > head && tree.is(head, &["acl:relcl"]) {
            return;
        }
        let said = tree.lemma(head) == "say" && !frame.context.negated;
        if said || !bare || group.passive {
            return;
        }
        let relation = group.name(tree, "", &[]);
        for subject in subjects {
            let mut object = phrase::clause(tree, self.index, content);
            // What follows the closing marks of a clause that is quoted from its first word on is not.
            let inside = |word: usize| self.quotes.at(self.index, word);
            let quote = object.words.first().and_then(|&first| inside(first));
            if let Some(quote) = quote.filter(|&quote| inside(content) == Some(quote) && inside(head) != Some(quote)) {
                object.words.retain(|&word| word < content || inside(word) == Some(quote));
            }
            // "insists that it should, but they have not": what they have not is another clause.
            if head < content && inside(content).is_none() {
                for other in tree.with(content, &["conj"]).filter(|&clause| is_contrast(tree, clause)) {
                    let below = tree.subtree(other);
                    object.words.retain(|word| !below.contains(word));
                }
                let comma = |&last: &usize| tree.words[last].form == ",";
                while object.words.last().is_some_and(comma) {
                    object.words.pop();
                }
            }
            let mut proposition = frame.proposition(subject, relation.clone(), Some(object), None);
            proposition.construction = Construction::Content;
            self.push(proposition);
        }
    }

    /// "was accused of lying": the gerund is the object.
    pub(super) fn gerund_propositions(&mut self, head: usize, frame: &Frame, group: &VerbGroup, subjects: &[Argument]) {
        let tree = self.tree;
        // "treatments they are banned from prescribing": what they are is no word of the gerund's.
        let pronoun = |word: usize| matches!(tree.words[word].xpos.as_str(), "WP" | "WDT");
        let gap = tree.is(head, &["acl:relcl"]) && !tree.children(head).iter().any(|&word| pronoun(word));
        for gerund in gerunds(tree, head).into_iter().filter(|(mark, _)| !gap || tree.has(mark.0, &["obj"])) {
            let (mark, preposition) = gerund;
            let relation = group.name(tree, &preposition, &[mark.1]);
            for subject in subjects {
                let object = gerund_clause(tree, self.index, mark.0);
                let mut proposition = frame.proposition(subject, relation.clone(), Some(object), Some(mark.0));
                proposition.construction = Construction::Content;
                self.push(proposition);
            }
        }
    }
}

/// ", but they have not": a clause of its own behind another.
fn is_contrast(tree: &Tree, clause: usize) -> bool {
    tree.has(clause, &["nsubj", "nsubj:pass"])
        && tree.with(clause, &["cc"]).any(|cc| tree.lower(cc) == "but" && cc > 0 && tree.words[cc - 1].form == ",")
}
