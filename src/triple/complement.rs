//! Complements and adjuncts of a clause, each with its preposition or conjunction.

use super::clause::{Clause, outer};
use super::phrase::{self, is_clausal};
use super::subject::{antecedent, is_relative_pronoun};
use super::verb::is_copular;
use crate::document::Upos;
use crate::lexicon;
use crate::proposition::Tree;

/// What a complement is to its predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Object,
    Indirect,
    /// Predicate nominal or adjective, of a copula or open.
    Predicate,
    /// With a preposition.
    Oblique,
    /// A noun phrase as adverb: "last week".
    Bare,
    Adverb,
    /// A finite clause.
    Content,
    /// "to …" with a subject of its own or for a purpose, participles.
    Open,
    /// A subordinate clause with its conjunction.
    Adverbial,
}

/// A complement or adjunct.
#[derive(Clone, Debug)]
pub(super) struct Complement {
    pub role: Role,
    pub head: usize,
    /// Preposition or conjunction.
    pub marker: Vec<usize>,
    /// The antecedent that the complement stands for, if it is a relative pronoun or a gap.
    pub antecedent: Option<usize>,
    /// The clause that interrupts or follows it: "he said" of "It is over, he said".
    pub without: Option<usize>,
}

/// Phrases that join sentences, a line each.
static DISCOURSE: &str = include_str!("discourse.txt");

/// "However", "for example": no part of what the clause says.
fn is_discourse(tree: &Tree, complement: &Complement) -> bool {
    if !matches!(complement.role, Role::Adverb | Role::Oblique) {
        return false;
    }
    let words: Vec<String> = tree
        .subtree(complement.head)
        .into_iter()
        .filter(|&w| tree.upos(w) != Upos::PUNCT)
        .map(|w| tree.lower(w))
        .collect();
    let phrase = words.join(" ");
    DISCOURSE.lines().any(|line| line == phrase)
}

/// The coordinated clauses of a clausal complement, each without the others, and with the subject that it shares.
pub(super) fn content_clauses(tree: &Tree, complement: &Complement) -> Vec<Vec<usize>> {
    let head = complement.head;
    let conjuncts: Vec<usize> = tree.with(head, &["conj"]).filter(|&c| c > head && is_clausal(tree, c)).collect();
    let outer = outer(tree, head);
    let first = tree.below(head, |child| {
        complement.marker.contains(&child)
            || complement.without == Some(child)
            || conjuncts.contains(&child)
            || outer.as_ref().is_some_and(|(subject, copula)| *subject == child || copula.contains(&child))
    });
    let mut found = vec![phrase::trimmed(tree, first, head)];
    for conjunct in conjuncts {
        let mut words = tree.below(conjunct, |child| {
            tree.words[child].head == Some(conjunct) && tree.is(child, &["cc"])
                || tree.is(child, &["mark"]) && tree.lower(child) == "that"
        });
        if !tree.has(conjunct, &["nsubj", "csubj", "expl"]) {
            let shared = tree.with(head, &["nsubj", "csubj", "expl"]).filter(|&subject| subject < head);
            words.extend(shared.flat_map(|subject| tree.subtree(subject)));
            words.sort_unstable();
        }
        found.push(phrase::trimmed(tree, words, conjunct));
    }
    found
}

/// Words of a clause without what introduces it, and without the subject and copula whose predicate it is.
pub(super) fn clause_words(tree: &Tree, complement: &Complement) -> Vec<usize> {
    let outer = outer(tree, complement.head);
    let words = tree.below(complement.head, |child| {
        complement.marker.contains(&child)
            || complement.without == Some(child)
            || outer.as_ref().is_some_and(|(subject, copula)| *subject == child || copula.contains(&child))
    });
    phrase::trimmed(tree, words, complement.head)
}

pub(super) fn complements(tree: &Tree, clause: &Clause) -> Vec<Complement> {
    let mut found = Vec::new();
    let last = clause.last();
    for &predicate in &clause.group.chain {
        for &child in tree.children(predicate) {
            if clause.group.words.contains(&child) || clause.group.chain.contains(&child) {
                continue;
            }
            // "usually considerably larger": the predicate's own adverbs.
            let inside = tree.is(child, &["advmod"])
                && is_copular(tree, predicate)
                && phrase::short(tree, predicate).contains(&child);
            if let Some(role) = role(tree, child, predicate).filter(|_| !inside) {
                found.extend(complement(tree, child, role));
            }
        }
    }
    if clause.group.copular {
        found.push(Complement {
            role: if tree.has(last, &["case"]) { Role::Oblique } else { Role::Predicate },
            head: last,
            marker: tree.case(last),
            antecedent: None,
            without: None,
        });
    }
    found.retain(|complement| !is_discourse(tree, complement));
    shared_object(tree, clause, &mut found);
    gap(tree, clause, &mut found);
    found.extend(interrupted(tree, clause, &found));
    found.sort_by_key(|c| c.marker.first().copied().unwrap_or(c.head).min(c.head));
    found
}

/// "It is over, he said": what is said is the clause that the saying hangs on.
fn interrupted(tree: &Tree, clause: &Clause, found: &[Complement]) -> Option<Complement> {
    let above = tree.words[clause.head].head.filter(|_| tree.is(clause.head, &["parataxis"]))?;
    let said = found.iter().any(|c| matches!(c.role, Role::Object | Role::Content | Role::Predicate));
    let reports = lexicon::VERBS.get(tree.lemma(clause.head)).is_some_and(|senses| senses.contains("communication"));
    (reports && !said && above < clause.head && clause.subject_source == "own").then(|| Complement {
        role: Role::Content,
        head: above,
        marker: Vec::new(),
        antecedent: None,
        without: Some(clause.head),
    })
}

fn complement(tree: &Tree, head: usize, role: Role) -> Option<Complement> {
    let marker = match role {
        Role::Oblique => marker(tree, head, tree.case(head)),
        Role::Adverbial | Role::Content | Role::Open => marker(tree, head, introduced(tree, head)),
        _ => Vec::new(),
    };
    let pronoun = is_relative_pronoun(tree, head);
    let antecedent = if pronoun { Some(antecedent(tree, head)?) } else { None };
    if pronoun && matches!(role, Role::Adverb) && tree.lower(head) == "when" {
        return None;
    }
    Some(Complement { role, head, marker, antecedent, without: None })
}

/// Conjunctions and prepositions before a clause, with their fixed parts: "instead of".
fn introduced(tree: &Tree, head: usize) -> Vec<usize> {
    tree.with(head, &["mark", "case"]).flat_map(|mark| tree.below(mark, |word| !tree.is(word, &["fixed"]))).collect()
}

/// The marker with the adverbs of the phrase that stand before it: "only under".
fn marker(tree: &Tree, head: usize, mut words: Vec<usize>) -> Vec<usize> {
    if let Some(&first) = words.first() {
        for child in tree.with(head, &["advmod", "obl", "nmod", "nummod"]).filter(|&child| child < first) {
            words.extend(tree.subtree(child).into_iter().filter(|&word| word < first));
        }
        words.sort_unstable();
        words.dedup();
    }
    words
}

fn role(tree: &Tree, child: usize, predicate: usize) -> Option<Role> {
    Some(match tree.words[child].deprel.as_str() {
        "obj" => Role::Object,
        "iobj" => Role::Indirect,
        "obl:unmarked" | "obl:tmod" | "obl:npmod" | "nmod:unmarked" => Role::Bare,
        "obl" | "obl:agent" => {
            if tree.has(child, &["case"]) {
                Role::Oblique
            } else {
                Role::Bare
            }
        }
        "advmod" if tree.words[child].xpos != "WRB" || is_relative_pronoun(tree, child) => Role::Adverb,
        "ccomp" => Role::Content,
        "xcomp" if tree.upos(child) == Upos::VERB => Role::Open,
        "xcomp" => {
            if tree.has(child, &["case"]) {
                Role::Oblique
            } else {
                Role::Predicate
            }
        }
        "advcl" => {
            if tree.has(child, &["nsubj"]) || tree.has(child, &["mark"]) {
                Role::Adverbial
            } else {
                Role::Open
            }
        }
        "csubj" if tree.has(predicate, &["expl"]) && child > predicate => Role::Open,
        "nsubj" | "nsubj:pass" | "csubj" if tree.has(predicate, &["expl"]) && child > predicate => Role::Object,
        _ => return None,
    })
}

/// "sell and deliver the goods": the object behind the last verb belongs to both, whichever it hangs on.
fn shared_object(tree: &Tree, clause: &Clause, found: &mut Vec<Complement>) {
    let last = clause.last();
    if found.iter().any(|c| c.head > last && c.role != Role::Adverb) || is_copular(tree, last) {
        return;
    }
    let is_verb = |&word: &usize| tree.upos(word) == Upos::VERB && !tree.has(word, &["nsubj"]);
    let before = tree.words[last].head.filter(|&head| tree.is(last, &["conj"]) && head < last);
    let after = tree.with(last, &["conj"]).find(|&next| is_verb(&next) && next > last);
    let near = |&other: &usize| is_verb(&other) && other.abs_diff(last) <= 3;
    for other in before.into_iter().chain(after).filter(near) {
        let object = tree.with(other, &["obj", "ccomp", "obl"]).find(|&object| object > last.max(other));
        let role = object.and_then(|object| Some((object, role(tree, object, other)?)));
        if let Some((object, role)) = role {
            found.extend(complement(tree, object, role));
            return;
        }
    }
}

/// "the army that Charles was raising", "the army Charles was raising": the antecedent is the missing object.
fn gap(tree: &Tree, clause: &Clause, found: &mut Vec<Complement>) {
    if tree.words[clause.head].deprel != "acl:relcl" || found.iter().any(|c| c.antecedent.is_some()) {
        return;
    }
    let has_pronoun = clause.subject_source == "antecedent"
        || found.iter().any(|c| matches!(c.role, Role::Object | Role::Content | Role::Predicate));
    let Some(antecedent) = tree.words[clause.head].head else { return };
    if has_pronoun || tree.subtree(clause.head).iter().any(|&w| matches!(tree.lower(w).as_str(), "whose" | "where")) {
        return;
    }
    found.push(Complement {
        role: Role::Object,
        head: antecedent,
        marker: Vec::new(),
        antecedent: Some(antecedent),
        without: None,
    });
}
