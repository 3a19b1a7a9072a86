//! Verbs whose object, or subject, is that of the clause behind them.

use super::cue::{self, Embedding};
use super::frame::gerunds;
use super::walk::Walker;
use super::{Argument, phrase};
use crate::document::Upos;

impl Walker<'_> {
    /// "wants the minister to resign": what is wanted or believed is the clause, not the minister; what a storm causes is that
    /// the bridge collapses, and what a law prevents is that people leave.
    pub(super) fn wanted(&self, head: usize, object: usize) -> Option<Argument> {
        let tree = self.tree;
        let verb = tree.lemma(head);
        let open = || tree.with(head, &["xcomp"]).find(|&x| tree.upos(x) == Upos::VERB && x > object);
        let wants = matches!(cue::infinitive(verb), Some(Embedding::Intend | Embedding::Believe))
            && !matches!(verb, "promise" | "choose" | "elect")
            || verb == "demand";
        let from = || gerunds(tree, head).into_iter().find(|((gerund, _), mark)| mark == "from" && *gerund > object);
        // "declared the outbreak to be a pandemic"
        let declared = || {
            let kind = |&x: &usize| tree.has(x, &["cop"]) && tree.has(x, &["mark"]) && x > object;
            tree.with(head, &["xcomp"]).find(kind).filter(|_| cue::is_cue(verb, "renders") || verb == "find")
        };
        let clause = if let Some(declared) = declared() {
            declared
        } else if wants {
            open()?
        } else if cue::is_cue(verb, "causes") {
            open().filter(|&clause| tree.words[clause].xpos == "VB")?
        } else if cue::is_cue(verb, "keeps-from") {
            from()?.0.0
        } else {
            return None;
        };
        let mut argument = phrase::clause(tree, self.index, clause);
        argument.words.extend(tree.subtree(object));
        argument.words.sort_unstable();
        Some(argument)
    }

    /// Whether the verb only leads to another that shares its subject ("decided to recuse"), which then carries it.
    pub(super) fn chains_on(&self, head: usize, objects: &[Argument]) -> bool {
        let tree = self.tree;
        let open = |x: usize| {
            tree.upos(x) == Upos::VERB
                && !matches!(tree.words[x].xpos.as_str(), "VBD" | "VBZ" | "VBP")
                && !tree.has(x, &["nsubj"])
                && self.shares_subject(head)
                && self.called_on(head, x).is_none()
        };
        objects.is_empty() && tree.with(head, &["xcomp"]).any(open)
    }

    pub(super) fn shares_subject(&self, head: usize) -> bool {
        !self.tree.has(head, &["obj", "iobj"]) || matches!(self.tree.lemma(head), "promise" | "vow")
    }
}
