//! Sources that a reporting verb leans on: "said, citing officials, that …".

use super::clause::name_kind;
use super::cue;
use super::role::is_role_noun;
use super::{Tree, Voice};
use crate::document::{NameKind, Sentence};

/// The participle that names the source of a source, and that source: "citing [officials]".
pub(super) fn cited(sentence: &Sentence, tree: &Tree, verb: usize) -> Option<(usize, usize)> {
    let above = tree.words[verb].head;
    let at_verb = tree.with(verb, &["advcl"]);
    let at_subject = tree.with(verb, &["nsubj"]).flat_map(|subject| tree.with(subject, &["acl"]));
    // ", the paper reported, citing officials": the participle may hang beside the reporting clause.
    let beside =
        above.filter(|_| tree.is(verb, &["parataxis"])).into_iter().flat_map(|above| tree.with(above, &["advcl"]));
    let cites = |&clause: &usize| tree.words[clause].xpos == "VBG" && matches!(tree.lemma(clause), "cite" | "quote");
    at_verb.chain(at_subject).chain(beside).filter(cites).find_map(|clause| {
        let source = tree.first(clause, &["obj"])?;
        can_tell(sentence, tree, source).then_some((clause, source))
    })
}

/// Whether the phrase names somebody or something that tells: a person, a body, a document; not a reason.
pub(super) fn can_tell(sentence: &Sentence, tree: &Tree, source: usize) -> bool {
    matches!(name_kind(sentence, source), Some(NameKind::Per | NameKind::Org))
        || is_role_noun(&tree.words[source])
        || cue::is_cue(tree.lemma(source), "document")
}

/// A reporting clause with "as": "As X told Y, …"; its verb.
pub(super) fn as_clause(tree: &Tree, clause: usize) -> bool {
    tree.is(clause, &["advcl"])
        && tree.has(clause, &["nsubj"])
        && !tree.has(clause, &["ccomp", "xcomp", "obj", "nsubj:pass"])
        // "as far as I can tell"
        && !tree.with(clause, &["aux"]).any(|aux| tree.words[aux].xpos == "MD")
        && tree.with(clause, &["mark"]).any(|mark| tree.lower(mark) == "as")
        && super::quote::speaks(tree, clause)
        // "as the protests continue"
        && !matches!(tree.lemma(clause), "continue" | "go" | "call")
        && cue::finite(tree.lemma(clause)).is_some_and(|class| class.is_speech())
}

/// The voice of a phrase of the sentence.
pub(super) fn voice(tree: &Tree, index: usize, cue: usize, source: usize) -> Voice {
    Voice { source: Some(super::phrase::noun_phrase(tree, index, source)), cue: tree.lower(cue) }
}
