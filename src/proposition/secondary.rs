//! What stands beside the object of a verb: its prepositional phrases, and those of an object noun that belongs to the relation.

use super::clause::{is_place, name_kind};
use super::context::{is_hedged_nominal, is_negated_nominal};
use super::cue;
use super::frame::Frame;
use super::relation::VerbGroup;
use super::verb_noun::{counts, is_nameable, is_peripheral, with_noun};
use super::walk::{Walker, is_open};
use super::{Argument, Certainty, Construction, Relation};
use crate::document::Upos;

impl Walker<'_> {
    /// "had meetings with X": the noun belongs to the relation.
    pub(super) fn verb_noun(
        &mut self,
        frame: &Frame,
        subjects: &[Argument],
        noun: usize,
        relation: &Relation,
        dependent: usize,
    ) {
        let negated = is_negated_nominal(self.tree, noun);
        for object in self.items(dependent) {
            for subject in subjects {
                let mut proposition =
                    frame.proposition(subject, relation.clone(), Some(object.clone()), Some(dependent));
                proposition.polarity = proposition.polarity.flipped(negated);
                // The name of the relation loses the "alleged".
                if is_hedged_nominal(self.tree, noun) {
                    proposition.certainty = proposition.certainty.max(Certainty::Probable);
                }
                proposition.construction = Construction::VerbNoun;
                self.push(proposition);
            }
        }
    }

    /// The prepositional phrases of a verb that has an object too: "sold plants to X", and for a name "X was flown to Y".
    pub(super) fn secondary(&mut self, frame: &Frame, group: &VerbGroup, subjects: &[Argument], objects: &[Argument]) {
        let tree = self.tree;
        let placed = cue::is_cue(tree.lemma(group.head), "placed");
        for oblique in frame.complements.obliques.clone() {
            // "in Lissen" is where it happens; "put it at the centre" is not.
            let place = is_place(self.sentence, tree, &oblique)
                && !(placed && name_kind(self.sentence, oblique.head).is_none());
            // "beat them 45 to 24": a bare number is nothing they were beaten to; but "brings the total to 86".
            let number = tree.upos(oblique.head) == Upos::NUM && tree.lemma(group.head) != "bring";
            if oblique.preposition.is_empty()
                || number
                || place
                || is_peripheral(&oblique.preposition)
                || group.turned && !(oblique.preposition == "as" && cue::is_taking_for(tree.lemma(group.head)))
            {
                continue;
            }
            let noun = frame.complements.object.filter(|&noun| is_nameable(self.sentence, tree, noun));
            let turned = VerbGroup { passive: true, turned: true, chain: Vec::new(), ..group.clone() };
            // "joined Acme from a bank": who joins comes from there.
            if noun.is_none() && !group.passive && cue::is_cue(tree.lemma(group.head), "subject-pp") {
                continue;
            }
            // "the impact that it has on them", "topped 1% in any poll"
            let unturned = noun.is_none() && !group.passive;
            let gives = cue::is_cue(tree.lemma(group.head), "takes-numbers");
            // "approaching the end of his sentence at a prison": the end of what is lost.
            let cut = noun.is_some_and(|noun| {
                let of = tree.with(noun, &["nmod"]).find(|&of| tree.preposition(of) == "of");
                cue::is_cue(tree.lemma(noun), "edge-noun") && of.is_some_and(|of| of != noun + 2)
            });
            let number = |object: &Argument| {
                object.sentence == self.index && matches!(tree.upos(object.head), Upos::NUM | Upos::SYM)
            };
            if cut
                || noun.is_some_and(|noun| counts(tree, noun))
                || unturned && (tree.lemma(group.head) == "have" || !gives && objects.iter().any(number))
            {
                continue;
            }
            let (holders, relation) = match noun {
                Some(noun) => (subjects, with_noun(tree, group, noun, &oblique.preposition)),
                None if group.passive => (subjects, group.name(tree, &oblique.preposition, &oblique.case)),
                None => (objects, turned.name(tree, &oblique.preposition, &oblique.case)),
            };
            for object in self.items(oblique.head) {
                for holder in holders.iter().filter(|holder| !holder.clausal) {
                    let mut found =
                        frame.proposition(holder, relation.clone(), Some(object.clone()), Some(oblique.head));
                    if noun.is_none() && !group.passive {
                        found = self.in_the_view_of(found, group.head, subjects);
                        if group.chain.iter().any(|&verb| is_open(tree, verb)) {
                            found.certainty = found.certainty.max(Certainty::Possible);
                        }
                    }
                    self.push(found);
                }
            }
        }
    }
}
