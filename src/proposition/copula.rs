//! What something is, is called or becomes: copular clauses and predicates of objects.

use super::clause::{Complements, Oblique, name_kind};
use super::context::{Context, own_factuality};
use super::cue::{self, Embedding};
use super::emit::is_several;
use super::frame::Frame;
use super::phrase::{self, first_word, noun_phrase, predicate_phrase};
use super::relation::{VerbGroup, is_particle};
use super::role::{is_role, role_name};
use super::verb_noun::{copular_name, is_peripheral, is_quantity, qualified};
use super::walk::Walker;
use super::{Argument, Certainty, Construction, Proposition, Voice};
use crate::document::{NameKind, Upos};

impl Walker<'_> {
    /// "named him chief", "was named chief", "became chief": a noun or adjective as xcomp.
    pub(super) fn object_predicate(
        &mut self,
        head: usize,
        frame: &Frame,
        group: &VerbGroup,
        objects: &[Argument],
        subjects: &[Argument],
    ) {
        let tree = self.tree;
        // "ran to be a delegate" is told where "be" is.
        let predicate = tree.with(head, &["xcomp"]).find(|&x| tree.upos(x) != Upos::VERB && !tree.has(x, &["cop"]));
        let Some(predicate) = predicate.filter(|&predicate| !is_particle(tree, head, predicate)) else { return };
        // "as the report makes clear": what is made clear stands elsewhere.
        if objects.is_empty() && !group.passive && matches!(tree.lemma(head), "make" | "render" | "consider" | "deem") {
            return;
        }
        // "stood six feet tall"
        let unit = |object: &Argument| object.sentence == self.index && cue::is_cue(tree.lemma(object.head), "unit");
        if objects.iter().any(unit) {
            return;
        }
        let value = if tree.is_nominal(predicate) {
            noun_phrase(tree, self.index, predicate)
        } else {
            predicate_phrase(tree, self.index, predicate)
        };
        // "entitled America": a title is no name of the country.
        let titled = matches!(tree.lemma(head), "entitle" | "title");
        let beside =
            |&word: &usize| !titled || !tree.with(predicate, &["acl"]).any(|clause| tree.dominates(clause, word));
        let words = value.words.iter().copied().filter(beside).collect();
        let value = Argument { words, clausal: value.clausal || titled, ..value };
        let preposition = tree.preposition(predicate);
        let (holders, relation) = if objects.is_empty() {
            (subjects, group.name(tree, &preposition, &tree.case(predicate)))
        } else {
            // "left them dead": they were left dead.
            let tail = if group.tail == tree.lower(predicate) { String::new() } else { group.tail.clone() };
            let passive = VerbGroup { passive: true, turned: true, tail, ..group.clone() };
            (objects, passive.name(tree, &preposition, &[]))
        };
        // "needed the office open": so it should be.
        let wanted = !objects.is_empty()
            && cue::infinitive(tree.lemma(head)) == Some(Embedding::Intend)
            && !cue::is_cue(tree.lemma(head), "views");
        let relation = if wanted { copular_name(tree, predicate, &[], &[], &preposition) } else { relation };
        for holder in holders {
            let mut proposition = frame.proposition(holder, relation.clone(), Some(value.clone()), Some(predicate));
            if wanted {
                proposition.certainty = proposition.certainty.max(Certainty::Possible);
            }
            // "was found not guilty"; a noun's negation is seen to where the proposition is kept.
            let denied = !tree.is_nominal(predicate) && own_factuality(tree, predicate).0;
            proposition.polarity = proposition.polarity.flipped(denied);
            if !objects.is_empty() && group.head == head && !group.passive {
                proposition = self.in_the_view_of(proposition, head, subjects);
            }
            self.push(proposition);
        }
    }

    /// "called it a manoeuvre": what the subject calls it is the subject's view.
    pub(super) fn in_the_view_of(
        &self,
        mut proposition: Proposition,
        head: usize,
        subjects: &[Argument],
    ) -> Proposition {
        let verb = self.tree.lemma(head);
        let view = cue::is_naming(verb) || cue::is_cue(verb, "views");
        if let (true, Some(subject)) = (view, subjects.first()) {
            proposition.voices.push(Voice { source: Some(subject.clone()), cue: self.tree.lower(head) });
        }
        proposition
    }

    /// The propositions of a copular clause.
    pub(super) fn copula(&mut self, head: usize, context: &Context, chain: &[usize]) {
        let tree = self.tree;
        // "I'm afraid it will": a way to say it.
        if tree.lower(head) == "afraid" && tree.has(head, &["ccomp"]) && head > 0 && tree.lower(head - 1).contains('m')
        {
            return;
        }
        // "It's time to go"
        if tree.lemma(head) == "time" && tree.with(head, &["nsubj"]).any(|subject| tree.lower(subject) == "it") {
            return;
        }
        let mut complements = Complements::read(tree, self.sentence, head);
        let subjects = context.subjects.clone();
        let preposition = tree.preposition(head);
        let nominal = tree.is_nominal(head);
        // "Inside the house was a bag": the bag was inside.
        let place = |&subject: &usize| {
            subject < head
                && matches!(
                    tree.preposition(subject).as_str(),
                    "inside" | "in" | "on" | "near" | "behind" | "among" | "outside" | "beneath"
                )
        };
        if let Some(place) = tree.first(head, &["nsubj"]).filter(place).filter(|_| nominal && preposition.is_empty()) {
            let frame = Frame { construction: Construction::Copula, ..Frame::new(self, head, context, &complements) };
            let relation = copular_name(tree, head, chain, &[], &tree.preposition(place));
            let subject = noun_phrase(tree, self.index, head);
            return self.push(frame.proposition(&subject, relation, Some(noun_phrase(tree, self.index, place)), None));
        }
        let dependents: Vec<Oblique> = std::mem::take(&mut complements.obliques);
        let (of_clause, of_noun): (Vec<_>, Vec<_>) = dependents
            .into_iter()
            .partition(|o| nominal && tree.is(o.head, &["obl"]) || o.head < first_word(tree, head));
        complements.obliques = of_clause;
        let frame = Frame { construction: Construction::Copula, ..Frame::new(self, head, context, &complements) };
        let value =
            if nominal { noun_phrase(tree, self.index, head) } else { predicate_phrase(tree, self.index, head) };
        let mut values = vec![value];
        // "The penalties are removal and a ban": neither is all of them.
        let several = |a: &Argument| a.sentence == self.index && is_several(tree, a.head);
        let listed = nominal && tree.coordinated(head).len() > 1 && subjects.iter().any(several);
        if listed {
            values = vec![phrase::list(tree, self.index, head)];
        }
        values.extend(tree.coordinated(head).into_iter().filter(|&item| item != head && !listed).map(|item| {
            if tree.is_nominal(item) {
                noun_phrase(tree, self.index, item)
            } else {
                predicate_phrase(tree, self.index, item)
            }
        }));
        // "and so are the others": the value stands in the clause before.
        values.retain(|value| !matches!(tree.lower(value.head).as_str(), "so" | "such"));
        for subject in &subjects {
            for value in &values {
                // "was void and of no effect"
                let own = Some(tree.preposition(value.head)).filter(|own| value.head != head && !own.is_empty());
                let preposition = own.as_ref().unwrap_or(&preposition);
                let be = copular_name(tree, head, chain, &[], preposition);
                let mut proposition = frame.proposition(subject, be, Some(value.clone()), None);
                // "was fearless and not afraid"; a noun's negation is seen to where the proposition is kept.
                let denied = value.head != head && !tree.is_nominal(value.head) && own_factuality(tree, value.head).0;
                proposition.polarity = proposition.polarity.flipped(denied);
                self.push(proposition);
            }
        }
        // "is a columnist for X", "was subject to X": the predicate belongs to the relation.
        if !preposition.is_empty() {
            return;
        }
        let central = |o: &&Oblique| !o.preposition.is_empty() && !is_peripheral(&o.preposition);
        // "is the Supreme Court of Calder": the name is whole.
        let named =
            nominal && matches!(name_kind(self.sentence, head), Some(NameKind::Org | NameKind::Loc | NameKind::Per));
        // "was not old enough at the time": not old is another thing.
        let measured = |&word: &usize| matches!(tree.lower(word).as_str(), "enough" | "too" | "so" | "as");
        let measured = !nominal && tree.with(head, &["advmod"]).any(|word| measured(&word));
        for oblique in of_noun.iter().filter(central).filter(|_| !named && !measured) {
            let predicate = if nominal { tree.lemma(head).to_lowercase() } else { tree.lower(head) };
            if nominal && (oblique.preposition == "of" && is_quantity(&predicate) || predicate == "time") {
                continue;
            }
            // "is the secretary of state": a word of the title.
            let bare = tree.words[oblique.head].xpos == "NN" && tree.children(oblique.head).len() == oblique.case.len();
            if nominal && bare && oblique.preposition == "of" && is_role(tree, head) {
                continue;
            }
            // "was executive vice president of"
            let predicate = match nominal {
                true if is_role(tree, head) => self.office(head),
                true => qualified(tree, head, &predicate),
                // "is the most recent of the states"
                false => {
                    let degree =
                        |&word: &usize| matches!(tree.lower(word).as_str(), "most" | "least" | "more" | "less");
                    let degree = tree.with(head, &["advmod"]).find(degree);
                    degree.map_or(predicate.clone(), |degree| format!("{} {predicate}", tree.lower(degree)))
                }
            };
            // "attorney general"
            let behind = tree.with(head, &["amod", "compound", "flat"]).find(|&word| word == head + 1);
            let behind = behind.map(|word| tree.lower(word)).filter(|behind| !predicate.ends_with(behind.as_str()));
            let predicate = behind.map_or(predicate.clone(), |behind| format!("{predicate} {behind}"));
            let relation = copular_name(tree, head, chain, &[predicate], &oblique.preposition);
            for object in self.items(oblique.head) {
                for subject in &subjects {
                    let mut proposition =
                        frame.proposition(subject, relation.clone(), Some(object.clone()), Some(oblique.head));
                    proposition.construction = Construction::VerbNoun;
                    self.push(proposition);
                }
            }
        }
    }

    /// "executive vice president" of "the original executive vice president": what belongs to the office, not to who holds it.
    fn office(&self, head: usize) -> String {
        let tree = self.tree;
        let beside = |&word: &usize| {
            !cue::is_cue(&tree.lower(word), "of-title")
                && (tree.is(word, &["amod"]) || matches!(tree.upos(word), Upos::PRON | Upos::PROPN | Upos::NUM))
        };
        let left_out = tree.children(head).iter().copied().filter(|&word| word < head).filter(beside);
        left_out.fold(role_name(tree, head), |name, word| name.replace(&format!("{} ", tree.lower(word)), ""))
    }
}
