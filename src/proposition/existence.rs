//! "There was an explosion in Lissen": that something is there.

use super::clause::{Oblique, is_place};
use super::context::is_negated_nominal;
use super::cue;
use super::frame::Frame;
use super::walk::Walker;
use super::{Adjunct, Argument, Relation};
use crate::lexicon;

impl Walker<'_> {
    /// What a clause with an existential "there" says of its subjects, where no phrase of the verb says it. Things of which
    /// only the existence is told are left out, unless it is denied: "there are ways".
    pub(super) fn existence(&mut self, frame: &Frame, subjects: &[Argument]) {
        let tree = self.tree;
        if !tree.with(frame.head, &["expl"]).any(|word| tree.words[word].xpos == "EX") {
            return;
        }
        let index = self.index;
        for subject in subjects.iter().filter(|subject| subject.sentence == index) {
            let mut subject = subject.clone();
            let place = self.place_within(subject.head);
            if let Some(place) = &place {
                let own = tree.subtree(place.head);
                subject.words.retain(|word| !own.contains(word));
            }
            let noun = tree.lemma(subject.head);
            let idle = cue::is_cue(noun, "idle");
            let event = is_event(noun) && !idle;
            let denied = (is_negated_nominal(tree, subject.head) || frame.context.negated) && !idle;
            let named = |label: &str, lemma: &str| Relation {
                label: label.to_owned(),
                lemma: lemma.to_owned(),
                phrase: tree.lower(frame.head),
            };
            // "there are jobs" tells of no event.
            let past = tree.words[frame.head].xpos == "VBD" || tree.words[frame.head].xpos == "VBN";
            if event && (past || !frame.times.is_empty() || tree.words[subject.head].xpos == "NN") {
                let mut found = frame.proposition(&subject, named("took place", "take place"), None, None);
                found.places.extend(
                    place.map(|place| Adjunct {
                        relation: place.preposition.clone(),
                        argument: self.argument(place.head),
                    }),
                );
                self.push(found);
            } else if let Some(place) = place {
                let (label, lemma) = (format!("was {}", place.preposition), format!("be {}", place.preposition));
                let object = self.argument(place.head);
                self.push(frame.proposition(&subject, named(&label, &lemma), Some(object), None));
            } else if denied {
                self.push(frame.proposition(&subject, named("existed", "exist"), None, None));
            }
        }
    }

    /// The place that stands on the noun, last of its phrases.
    fn place_within(&self, noun: usize) -> Option<Oblique> {
        let tree = self.tree;
        let last = tree.with(noun, &["nmod"]).last()?;
        let oblique = Oblique { preposition: tree.preposition(last), case: tree.case(last), head: last };
        is_place(self.sentence, tree, &oblique).then_some(oblique)
    }
}

/// Whether a noun means first of all something that happens: "explosion", "attack", "meeting" (a group, in WordNet).
pub(super) fn is_event(noun: &str) -> bool {
    let first = lexicon::NOUNS.get(noun).and_then(|senses| senses.split('+').next());
    let gerund =
        || noun.ends_with("ing") && lexicon::DERIVATIONS.get(noun).is_some_and(|verb| verb.starts_with("event "));
    matches!(first, Some("event" | "process" | "act")) || gerund()
}

impl Frame<'_> {
    /// "Roe and Poe visited Rome and Paris, respectively": whether the first of as many subjects goes with the second of as many
    /// objects.
    pub(super) fn goes_with(&self, walker: &Walker, subject: (usize, usize), object: (usize, usize)) -> bool {
        let tree = walker.tree;
        let below = |child: usize| child != self.head && tree.is_predicate(child);
        let told = tree.below(self.head, below);
        let respectively = subject.1 > 1 && told.iter().any(|&word| tree.lower(word) == "respectively");
        // "won the Democratic and Republican races respectively": one phrase for both says too little of who won which.
        let joint = |object: usize| tree.with(object, &["amod", "compound"]).any(|word| tree.has(word, &["conj"]));
        let shared = object.1 == 1 && !self.complements.object.is_some_and(joint);
        !respectively || shared || subject.1 == object.1 && subject.0 == object.0
    }
}
