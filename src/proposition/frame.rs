//! What the propositions of one clause have in common.

use super::clause::{Complements, Oblique, is_place, is_year, time_phrase};
use super::context::Context;
use super::cue;
use super::existence::is_event;
use super::phrase;
use super::relation::is_particle;
use super::walk::Walker;
use super::{Adjunct, Argument, Construction, Polarity, Proposition, Relation, Tree};
use crate::document::Upos;

/// What all propositions of one clause share.
pub(super) struct Frame<'w> {
    pub(super) index: usize,
    pub(super) head: usize,
    pub(super) context: &'w Context,
    pub(super) complements: Complements,
    pub(super) adjuncts: Vec<(usize, Adjunct)>,
    pub(super) times: Vec<Argument>,
    pub(super) places: Vec<(usize, Adjunct)>,
    pub(super) construction: Construction,
    /// Where each role behind "as" begins: "served as a clerk at A, and as a judge at B".
    pub(super) seats: Vec<usize>,
}

impl<'w> Frame<'w> {
    pub(super) fn new(walker: &Walker, head: usize, context: &'w Context, complements: &Complements) -> Self {
        let tree = walker.tree;
        let mut adjuncts = Vec::new();
        let mut places = Vec::new();
        // "after which they entered": which is the whole that was told.
        let asks = |oblique: &&Oblique| match tree.words[oblique.head].xpos.as_str() {
            "WRB" | "WP" => false,
            "WDT" => !matches!(oblique.preposition.as_str(), "after" | "before" | "during" | "following" | "until"),
            _ => true,
        };
        for oblique in complements.obliques.iter().filter(asks) {
            let target = if is_place(walker.sentence, tree, oblique) { &mut places } else { &mut adjuncts };
            let relation = if oblique.preposition.is_empty() { "for".to_owned() } else { oblique.preposition.clone() };
            target.push((oblique.head, Adjunct { relation, argument: walker.argument(oblique.head) }));
        }
        if let Some(indirect) = complements.indirect {
            adjuncts.push((indirect, Adjunct { relation: "to".to_owned(), argument: walker.argument(indirect) }));
        }
        if let Some(frequency) = complements.frequency {
            let argument = phrase::noun_phrase(tree, walker.index, frequency);
            adjuncts.push((frequency, Adjunct { relation: "frequency".to_owned(), argument }));
        }
        // A clause that is the object as a whole is no second argument.
        let object = complements.object.filter(|&object| walker.wanted(head, object).is_none());
        for xcomp in tree.with(head, &["xcomp"]) {
            // "left them dead" says it itself.
            let said = tree.lemma(head) == "leave" && tree.upos(xcomp) == Upos::ADJ;
            if object.is_some() && !said && !is_particle(tree, head, xcomp) {
                let nominal = tree.is_nominal(xcomp);
                let argument = if nominal { walker.argument(xcomp) } else { phrase::clause(tree, walker.index, xcomp) };
                adjuncts.push((xcomp, Adjunct { relation: if nominal { "as" } else { "to" }.to_owned(), argument }));
            }
        }
        if object.is_some() {
            for ((gerund, _), preposition) in gerunds(tree, head) {
                let argument = gerund_clause(tree, walker.index, gerund);
                adjuncts.push((gerund, Adjunct { relation: preposition, argument }));
            }
        }
        let mut times: Vec<Argument> =
            complements.times.iter().map(|&time| time_phrase(tree, walker.index, time)).collect();
        if times.is_empty() {
            times.extend(complements.obliques.iter().filter_map(|oblique| year_of_event(tree, walker.index, oblique)));
        }
        let as_roles = complements.obliques.iter().filter(|oblique| oblique.preposition == "as");
        let seats = as_roles
            .flat_map(|oblique| tree.coordinated(oblique.head))
            .filter(|&role| tree.preposition(role) == "as")
            .collect();
        Self {
            index: walker.index,
            head,
            context,
            complements: complements.clone(),
            adjuncts,
            times,
            places,
            construction: Construction::Verb,
            seats,
        }
    }

    /// A proposition of this clause; `used` is the complement that became its object.
    pub(super) fn proposition(
        &self,
        subject: &Argument,
        relation: Relation,
        object: Option<Argument>,
        used: Option<usize>,
    ) -> Proposition {
        // Of several roles each goes with what stands behind it.
        let seat = |word: usize| self.seats.iter().filter(|&&role| role <= word).count();
        let told = object.as_ref().filter(|object| object.sentence == self.index).map(|object| object.head);
        let together = |word: usize| {
            self.seats.len() < 2
                || seat(word) == 0
                || told.is_none_or(|told| seat(told) == 0 || seat(word) == seat(told))
        };
        let as_role = relation.lemma.ends_with(" as");
        let beside = |adjunct: &Adjunct| !(as_role && self.seats.len() > 1 && adjunct.relation == "as");
        let others = |all: &[(usize, Adjunct)]| -> Vec<Adjunct> {
            let kept = all.iter().filter(|(head, adjunct)| Some(*head) != used && together(*head) && beside(adjunct));
            kept.map(|(_, adjunct)| adjunct.clone()).collect()
        };
        Proposition {
            sentence: self.index,
            head: self.head,
            subject: subject.clone(),
            relation,
            object,
            adjuncts: others(&self.adjuncts),
            times: self.times.clone(),
            places: others(&self.places),
            polarity: Polarity::Positive.flipped(self.context.negated),
            certainty: self.context.certainty,
            voices: self.context.voices.clone(),
            construction: self.construction,
        }
    }
}

/// "at the 1972 convention": what happened there happened in that year.
fn year_of_event(tree: &Tree, sentence: usize, oblique: &Oblique) -> Option<Argument> {
    let noun = tree.lemma(oblique.head).to_lowercase();
    let event = is_event(&noun) || cue::is_cue(&noun, "occasion");
    if !event || !matches!(oblique.preposition.as_str(), "at" | "during" | "in") {
        return None;
    }
    let year = tree
        .with(oblique.head, &["nummod", "compound", "nmod:unmarked"])
        .find(|&year| is_year(&tree.words[year].form))?;
    Some(Argument { sentence, head: year, words: vec![year], clausal: false })
}

/// Gerunds behind a preposition that the verb governs, as ((gerund, preposition), preposition in lower case).
pub(super) fn gerunds(tree: &Tree, head: usize) -> Vec<((usize, usize), String)> {
    let governed =
        |mark: &str| matches!(mark, "of" | "from" | "for" | "in" | "on" | "about" | "against" | "with" | "to" | "at");
    tree.with(head, &["advcl"])
        .filter(|&clause| is_gerund(tree, clause) && !tree.has(clause, &["nsubj"]))
        // "In setting the record, she won": beside the clause.
        .filter(|&clause| clause > head || !tree.with(head, &["nsubj"]).any(|subject| clause < subject))
        .filter_map(|clause| {
            let mark = tree.with(clause, &["mark", "case"]).find(|&mark| governed(&tree.lower(mark)))?;
            Some(((clause, mark), tree.lower(mark)))
        })
        .collect()
}

/// "entering", "being hurt".
pub(super) fn is_gerund(tree: &Tree, verb: usize) -> bool {
    tree.words[verb].xpos == "VBG" || first_auxiliary(tree, verb).is_some_and(|aux| tree.words[aux].xpos == "VBG")
}

fn first_auxiliary(tree: &Tree, verb: usize) -> Option<usize> {
    tree.with(verb, &["aux", "cop"]).find(|&aux| aux < verb)
}

/// "putting their life first" without its preposition.
pub(super) fn gerund_clause(tree: &Tree, sentence: usize, gerund: usize) -> Argument {
    let mut argument = phrase::clause(tree, sentence, gerund);
    let first = first_auxiliary(tree, gerund).unwrap_or(gerund);
    argument.words.retain(|&word| word >= first);
    argument
}
