//! A clause as what its verb is about: "recommended | that he recuse himself", "was accused of | lying".

use super::frame::{Frame, gerund_clause, gerunds};
use super::phrase;
use super::relation::VerbGroup;
use super::walk::Walker;
use super::{Argument, Construction};

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
            let mut proposition = frame.proposition(subject, relation.clone(), Some(object), None);
            proposition.construction = Construction::Content;
            self.push(proposition);
        }
    }

    /// "was accused of lying": the gerund is the object.
    pub(super) fn gerund_propositions(&mut self, head: usize, frame: &Frame, group: &VerbGroup, subjects: &[Argument]) {
        let tree = self.tree;
        for gerund in gerunds(tree, head) {
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
