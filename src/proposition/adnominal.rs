//! Clauses on a noun: relative, participial, infinitival, and the noun's content.

use super::clause::is_time;
use super::context::{Context, is_negated_nominal};
use super::cue::{self, Embedding};
use super::embed::{is_comment, is_preposition};
use super::phrase::noun_phrase;
use super::relation::is_passive;
use super::verb_noun::stranded_behind;
use super::walk::Walker;
use super::{Argument, Certainty, Voice};
use crate::document::Upos;

impl Walker<'_> {
    /// A relative clause: its pronoun, or its gap, stands for the noun.
    pub(super) fn relative(&mut self, noun: usize, clause: usize, context: &Context) {
        let tree = self.tree;
        // "the faster it ran, the more it flapped"
        if matches!(tree.words[noun].xpos.as_str(), "RBR" | "JJR") && tree.upos(noun) != Upos::NOUN {
            return;
        }
        // "no evidence he was there" has no gap.
        // "an allegation he hit her" has none either.
        let class = cue::content_noun(tree.lemma(noun));
        // "allegations he tried to press them": nor where the gap would be further down.
        let full = |verb: usize| tree.has(verb, &["obj"]);
        let object = full(clause) || tree.with(clause, &["xcomp"]).any(full);
        // "a real risk this decline could accelerate"
        let modal = tree.with(clause, &["aux"]).any(|aux| tree.words[aux].xpos == "MD");
        let may = matches!(tree.lemma(noun), "risk" | "chance" | "danger" | "possibility" | "likelihood") && modal;
        let complete = (class.is_some() && object || may) && tree.has(clause, &["nsubj"]);
        if (class == Some(Embedding::Show) || complete)
            && tree.upos(noun) == Upos::NOUN
            && tree.has(clause, &["nsubj", "nsubj:pass"])
            && (object
                || may
                || tree.has(clause, &["cop", "aux:pass"])
                || tree.with(clause, &["obl"]).any(|o| o > clause))
            && !tree.subtree(clause).iter().any(|&word| matches!(tree.words[word].xpos.as_str(), "WDT" | "WP"))
        {
            return self.adnominal(noun, clause, clause, context);
        }
        let antecedent = self.predicated(noun, context).unwrap_or_else(|| noun_phrase(tree, self.index, noun));
        let pronoun = tree.subtree(clause).into_iter().find(|&word| {
            matches!(tree.words[word].xpos.as_str(), "WDT" | "WP")
                && matches!(tree.lemma(word), "who" | "which" | "that" | "whom")
        });
        match pronoun {
            // "prices rose, which shows …": the whole does, where one thing is and several stand before it.
            Some(pronoun) if self.is_sentential(noun, clause, pronoun) => {}
            Some(pronoun) => {
                self.antecedents.insert(pronoun, antecedent);
            }
            None if tree.has(clause, &["nsubj"])
                && !tree.has(clause, &["nsubj:pass", "cop"])
                && tree.with(clause, &["obj"]).all(|object| stranded_behind(tree, object).is_some())
                && !tree
                    .subtree(clause)
                    .iter()
                    .any(|&w| tree.words[w].xpos == "WRB" || tree.words[w].xpos == "WP$") =>
            {
                self.gaps.insert(clause, antecedent);
            }
            None => {}
        }
        // The clause is about the noun, whatever the main clause denies; but it stays inside all voices.
        let known = self.is_known(noun, clause);
        let inner = self.presupposed(context.about(Vec::new()), known);
        // "any acts that threaten us": there may be none.
        let any = tree.with(noun, &["det"]).any(|det| tree.lower(det) == "any");
        self.visit(clause, if any { inner.at_most(Certainty::Possible) } else { inner });
    }

    /// Whether a "which" behind a comma stands for the clause before, not for the plural noun next to it.
    fn is_sentential(&self, noun: usize, clause: usize, pronoun: usize) -> bool {
        let tree = self.tree;
        let singular = |word: usize| tree.words[word].xpos == "VBZ";
        tree.lower(pronoun) == "which"
            && pronoun > 0
            && tree.words[pronoun - 1].form == ","
            && tree.is(pronoun, &["nsubj"])
            && tree.words[pronoun].head == Some(clause)
            && tree.words[noun].xpos == "NNS"
            && (singular(clause) || tree.with(clause, &["aux", "cop"]).any(singular))
    }

    /// "the gains that we made": what tells which of the known things is meant, and is past, is so, whatever stands around it.
    fn is_known(&self, noun: usize, clause: usize) -> bool {
        let tree = self.tree;
        let definite = tree.has(noun, &["nmod:poss"])
            || tree
                .with(noun, &["det"])
                .any(|det| matches!(tree.lower(det).as_str(), "the" | "this" | "these" | "those"));
        let auxiliary = |aux: usize| matches!(tree.words[aux].xpos.as_str(), "VBD" | "VBZ" | "VBP");
        let past = match tree.words[clause].xpos.as_str() {
            "VBD" | "VBP" | "VBZ" => true,
            "VBN" => !tree.has(clause, &["aux", "aux:pass"]) || tree.with(clause, &["aux"]).any(auxiliary),
            _ => false,
        };
        definite && past && !tree.with(clause, &["aux"]).any(|aux| tree.words[aux].xpos == "MD")
    }

    /// The context of a clause that only tells which thing is meant: as sure as what embeds the sentence's clause, never
    /// denied with it.
    fn presupposed(&self, context: Context, known: bool) -> Context {
        let certainty = if known {
            Certainty::Certain
        } else if self.question.is_some() {
            context.certainty
        } else {
            context.frame
        };
        Context { negated: false, certainty, ..context }
    }

    /// A clause on a noun: participial ("the man killed by X"), infinitival ("pressure to resign"), or its content
    /// ("the claim that …").
    pub(super) fn adnominal(&mut self, noun: usize, clause: usize, predicate: usize, context: &Context) {
        let tree = self.tree;
        let infinitive = tree.with(clause, &["mark"]).any(|mark| tree.lower(mark) == "to");
        let finite = tree.has(clause, &["nsubj", "nsubj:pass", "expl"]);
        if !infinitive
            && !finite
            && matches!(tree.words[clause].xpos.as_str(), "VBG" | "VBN")
            && tree.preposition(clause).is_empty()
            && !tree.has(clause, &["mark"])
        {
            // "spent ten years fighting": not the years did.
            let spent = tree.words[clause].xpos == "VBG"
                && cue::is_cue(tree.lemma(noun), "time-word")
                && tree.is(noun, &["obj"]);
            // "had trouble finding it": whoever had it was to find it.
            let trouble = tree.words[clause].xpos == "VBG"
                && matches!(tree.lemma(noun), "trouble" | "difficulty" | "problem" | "luck" | "fun" | "success");
            if trouble && tree.is(noun, &["obj"]) {
                return self.visit(clause, context.clone().at_most(Certainty::Possible));
            }
            // "his current work, running the firm": he runs it.
            let comma =
                super::phrase::first_of(tree, clause).checked_sub(1).is_some_and(|at| tree.words[at].form == ",");
            let job = tree.words[clause].xpos == "VBG"
                && comma
                && matches!(tree.lemma(noun), "work" | "job" | "role" | "career" | "task" | "duty");
            if job {
                let whose = tree.first(noun, &["nmod:poss"]).map(|owner| self.items(owner)).unwrap_or_default();
                return self.visit(clause, context.about(whose));
            }
            let mut described = if spent { context.subjects.clone() } else { self.described(noun, context) };
            let own = tree.subtree(clause);
            for argument in described.iter_mut().filter(|a| a.sentence == self.index) {
                argument.words.retain(|word| !own.contains(word));
            }
            if is_preposition(tree, clause) || is_comment(tree, clause) {
                return self.nominal(clause, predicate, context);
            }
            let known = self.is_known(noun, clause);
            // "alleged hush money paid to them"
            let alleged = tree.with(noun, &["amod"]).any(|word| cue::is_cue(&tree.lower(word), "hedge-adjective"));
            let context = &if alleged { context.clone().at_most(Certainty::Probable) } else { context.clone() };
            // "without any arrangements made"
            let missing = tree.preposition(noun) == "without";
            return self.visit(clause, self.presupposed(context.about(described), known).denied(missing));
        }
        let lemma = tree.lemma(noun);
        // "our efforts to find out will not rest" denies the rest, not the finding out.
        let mut inner = Context { negated: false, ..context.about(Vec::new()) };
        // "no reason to believe they changed": they did not, it seems.
        let believes = cue::finite(tree.lemma(clause)) == Some(Embedding::Believe) && tree.has(clause, &["ccomp"]);
        let reason = matches!(lemma, "reason" | "cause" | "ground" | "grounds") && believes;
        if infinitive && reason && is_negated_nominal(tree, noun) {
            inner.negated = true;
            inner.certainty = context.certainty.max(Certainty::Probable);
            return self.visit(clause, inner);
        }
        let owner = tree.first(noun, &["nmod:poss"]);
        match cue::content_noun(lemma) {
            Some(Embedding::Know) if !is_negated_nominal(tree, noun) => {}
            // "no evidence that …"
            Some(Embedding::Show) if is_negated_nominal(tree, noun) => {
                inner = inner.denied(true).at_most(Certainty::Probable);
            }
            // "a finding that …" is one; "evidence that …" is not enough.
            Some(Embedding::Show) => {
                let shown = matches!(lemma, "finding" | "discovery" | "revelation" | "proof" | "confirmation");
                inner = inner.at_most(if shown { Certainty::Certain } else { Certainty::Probable });
            }
            Some(class) => {
                let person = |&owner: &usize| class.has_voice() && !is_time(self.sentence, tree, owner);
                if let Some(owner) = owner.filter(person) {
                    inner = inner.said_by(Voice { source: Some(self.argument(owner)), cue: lemma.to_owned() });
                }
                let sure = class == Embedding::Say && owner.is_some();
                inner = inner.at_most(if sure { Certainty::Certain } else { Certainty::Possible });
            }
            None => inner = inner.at_most(Certainty::Possible),
        }
        // "denied claims that …", "the idea that … is false".
        let denied = tree.is(noun, &["obj", "conj"]) || tree.is(noun, &["nsubj:pass"]) && is_passive(tree, predicate);
        let denies = cue::finite(tree.lemma(predicate)) == Some(Embedding::Deny) && denied;
        if denies && let Some(voice) = self.subject_voice(predicate, context) {
            inner = inner.said_by(voice).denied(true);
            inner.certainty = context.certainty;
        }
        if tree.is(noun, &["nsubj"]) && cue::is_cue(&tree.lower(predicate), "false") {
            inner = inner.denied(true);
            inner.certainty = context.certainty;
        }
        if infinitive {
            // "plans to pull out": whoever plans; unknown unless the noun has an owner or its verb a subject.
            let patient = is_passive(tree, clause);
            inner.subjects = match owner {
                // "a plan to be approved by X"
                _ if patient => vec![self.argument(noun)],
                // "nominated three people to serve": they serve.
                _ if tree.is(noun, &["obj"]) && cue::is_cue(tree.lemma(predicate), "appoints") => {
                    self.described(noun, context)
                }
                // "issued instructions to prepare": whoever they are for.
                None if cue::is_cue(lemma, "directs-noun") && tree.is(noun, &["obj"]) => Vec::new(),
                // "introduced a bill to require a licence": the bill requires it.
                _ if cue::is_cue(lemma, "instrument") => vec![self.argument(noun)],
                // "the team to confirm her": the team does.
                _ if cue::is_cue(lemma, "team-noun") => vec![self.argument(noun)],
                Some(owner) => self.items(owner),
                // "efforts by governments to develop it"
                None if let Some(agent) = tree.with(noun, &["nmod"]).find(|&n| tree.preposition(n) == "by") => {
                    self.items(agent)
                }
                // "discussed opportunities to cut": whoever has them.
                None if cue::is_cue(tree.lemma(predicate), "no-control") => Vec::new(),
                // "the appeal secured the opportunity to present it": the appeal does not.
                None if tree.is(noun, &["obj", "xcomp"]) && !is_passive(tree, predicate) => {
                    context.subjects.iter().filter(|subject| !self.happens(subject)).cloned().collect()
                }
                None => Vec::new(),
            };
            inner = inner.at_most(Certainty::Possible);
            // "his refusal to debate": he did not.
            if matches!(lemma, "refusal" | "failure" | "inability" | "unwillingness" | "reluctance") {
                inner.negated = true;
                inner.certainty = context.certainty;
            }
            // "was the first woman to win": she won.
            let rank = |word: usize| cue::is_cue(&tree.lower(word), "rank");
            let ranked = |noun: usize| tree.with(noun, &["amod", "nummod", "compound"]).any(rank);
            // "Roe, the third president to be impeached": the clause may hang on either.
            let apposed = tree.with(noun, &["appos"]).any(|appos| appos < clause && ranked(appos));
            if (ranked(noun) || apposed) && cue::content_noun(lemma).is_none() {
                inner.certainty = context.certainty;
                inner.negated = context.negated;
                inner.subjects = self.described(noun, context);
            }
        }
        self.visit(clause, inner);
    }

    /// "He was a reporter who asked": a relative clause on an indefinite predicate tells of the subject.
    fn predicated(&self, noun: usize, context: &Context) -> Option<Argument> {
        let tree = self.tree;
        let copular = |word: usize| tree.has(word, &["cop"]);
        // "known as a reporter who asked"
        let taken_for = |above: usize| {
            tree.is(noun, &["obl"])
                && tree.preposition(noun) == "as"
                && (tree.lemma(above) == "know" && is_passive(tree, above)
                    || matches!(tree.lemma(above), "serve" | "work"))
        };
        let predicate = copular(noun)
            || tree.is(noun, &["conj"]) && tree.words[noun].head.is_some_and(copular)
            || tree.words[noun].head.is_some_and(taken_for);
        // "was not the only reporter who asked"
        let only = tree.with(noun, &["amod", "advmod"]).any(|word| tree.lower(word) == "only");
        let indefinite = only || tree.with(noun, &["det"]).any(|det| matches!(tree.lower(det).as_str(), "a" | "an"));
        let [subject] = context.subjects.as_slice() else { return None };
        let named = subject.sentence != self.index
            || matches!(tree.upos(subject.head), Upos::PROPN | Upos::NOUN)
            || matches!(tree.lower(subject.head).as_str(), "he" | "she" | "i" | "who");
        let bare = matches!(tree.preposition(noun).as_str(), "" | "as");
        (predicate && indefinite && named && bare).then(|| subject.clone())
    }

    /// What a clause on this noun is about: what the noun describes (a predicate's subject, the name that an
    /// apposition or a title stands by), else the noun.
    pub(super) fn described(&self, noun: usize, context: &Context) -> Vec<Argument> {
        let tree = self.tree;
        if tree.has(noun, &["cop"]) && !context.subjects.is_empty() {
            return context.subjects.clone();
        }
        match tree.words[noun].head {
            Some(above) if tree.is(noun, &["appos", "nmod:desc"]) && tree.upos(above) == Upos::PROPN => {
                vec![self.argument(above)]
            }
            _ => vec![self.argument(noun)],
        }
    }
}
