//! Adverbial clauses: participles, infinitives and clauses behind a conjunction, beside the clause that they go with.

use super::clause::{is_time, name_kind};
use super::context::Context;
use super::cue::{self, Embedding};
use super::embed::{is_comment, is_preposition};
use super::existence::is_event;
use super::frame::is_gerund;
use super::relation::is_passive;
use super::role::{is_group_noun, is_role};
use super::walk::Walker;
use super::{Argument, Certainty};
use crate::document::{NameKind, Upos};

impl Walker<'_> {
    /// An adverbial clause.
    pub(super) fn adverbial(&mut self, child: usize, context: &Context) {
        let tree = self.tree;
        let marks: Vec<String> = tree.with(child, &["mark", "case"]).map(|mark| tree.lower(mark)).collect();
        let has = |word: &str| marks.iter().any(|mark| mark == word);
        let mut inner = context.clone();
        // "like scoring glass": a comparison.
        if has("like") && is_gerund(tree, child) {
            return;
        }
        if is_preposition(tree, child) || is_comment(tree, child) {
            return self.nominal(child, tree.words[child].head.unwrap_or(child), context);
        }
        let over = tree.words[child].head.unwrap_or(child);
        // "went on to list them": and did.
        let on = |word: usize| word == over + 1 && tree.lower(word) == "on";
        let goes_on = tree.lemma(over) == "go" && tree.with(over, &["advmod", "compound:prt"]).any(on);
        if goes_on && tree.is_infinitive(child) && !tree.has(child, &["nsubj"]) {
            return self.visit(child, inner);
        }
        // "Given that it has many, …": it has.
        let given = matches!(tree.lower(child).as_str(), "given" | "granted") && !tree.has(child, &["nsubj", "aux"]);
        if let Some(content) = tree.first(child, &["ccomp"]).filter(|_| given) {
            let plain = Context { negated: false, certainty: context.frame, ..context.about(Vec::new()) };
            return self.visit(content, plain);
        }
        // "cited X as saying": X says it, by the word of who cites.
        let cites = tree.words[child].head.filter(|&above| matches!(tree.lemma(above), "cite" | "quote"));
        if let Some(above) = cites.filter(|_| has("as") && tree.words[child].xpos == "VBG")
            && let Some(source) = tree.first(above, &["obj"])
        {
            let voice = self.subject_voice(above, context);
            let inner = context.about(self.items(source));
            return self.visit(child, voice.into_iter().fold(inner, Context::said_by));
        }
        // "instead of attending", "rather than wait": that is what is not done.
        let next = |word: usize| tree.words.get(word + 1).map_or("", |next| next.form.as_str());
        let instead =
            |word: usize| matches!((tree.lower(word).as_str(), next(word)), ("instead", "of") | ("rather", "than"));
        if tree.with(child, &["advmod", "mark", "case", "cc"]).any(instead) && !tree.has(child, &["nsubj"]) {
            inner.negated = true;
            return self.visit(child, inner);
        }
        let above = tree.words[child].head.unwrap_or(child);
        // "told of being forced", "admitted to ordering it": so they say.
        let tells = has("of") && cue::is_cue(tree.lemma(above), "tells-of")
            || has("to") && cue::is_cue(tree.lemma(above), "admits-to");
        if tells && is_gerund(tree, child) && !tree.has(child, &["nsubj", "nsubj:pass"]) {
            let told = self.embedded(Embedding::Say, above, context, context.clone());
            return self.visit(child, told);
        }
        // "accused of lying", "banned from flying": the gerund is what the verb is about.
        let charged = has("with") && tree.lemma(above) == "charge";
        if (has("of") || has("from") || has("for") || charged) && is_gerund(tree, child) {
            let object = tree.first(above, &["obj", "nsubj:pass"]).map(|object| self.items(object));
            if let Some(class) = cue::infinitive(tree.lemma(above))
                .filter(|_| !charged)
                .filter(|&class| class != Embedding::Achieve && (class != Embedding::Know || !has("for")))
            {
                inner = self.embedded(class, above, context, context.clone()).at_most(Certainty::Possible);
            }
            // "capable of breaking"
            if has("of") && cue::is_cue(tree.lemma(above), "potential") {
                inner = inner.at_most(Certainty::Possible);
            }
            // "convicted of abusing": so a court holds.
            let convicted = tree.lemma(above) == "convict";
            if charged || convicted || has("for") && cue::is_cue(tree.lemma(above), "suspects") {
                inner = inner.at_most(Certainty::Probable);
                inner.frame = inner.frame.max(Certainty::Probable);
            }
            if has("for")
                && cue::is_cue(tree.lemma(above), "accuses")
                && let Some(voice) = self.subject_voice(above, context)
            {
                inner = inner.said_by(voice);
            }
            // "uses it for heating": what it is for.
            if has("for") && cue::is_cue(tree.lemma(above), "serves") {
                inner = inner.at_most(Certainty::Possible);
            }
            if let Some(object) = object.filter(|_| !has("for") || cue::is_cue(tree.lemma(above), "blames-for")) {
                inner.subjects = object;
            }
            return self.visit(child, inner);
        }
        // "appointed Roe to serve": who is appointed serves.
        let appointed = tree.first(above, &["obj"]).filter(|&object| {
            object < child && has("to") && cue::is_cue(tree.lemma(above), "appoints") && tree.words[child].xpos == "VB"
        });
        if tree.has(child, &["nsubj", "nsubj:pass", "expl"]) {
            inner.subjects = Vec::new();
        } else if let Some(object) = appointed.or_else(|| self.called_on(above, child)) {
            inner.subjects = self.items(object);
        } else if has("to")
            && tree.words[above].deprel == "acl"
            && is_passive(tree, above)
            && !inner.subjects.iter().any(|s| self.acts(s))
        {
            // "actions taken by the court to recover funds": the court recovers them, and else nobody knows who.
            inner.subjects = tree.first(above, &["obl:agent"]).map(|agent| self.items(agent)).unwrap_or_default();
        } else if marks.is_empty()
            && tree.words[child].xpos == "VBN"
            && !tree.has(child, &["aux"])
            && child > above
            && !matches!(tree.lemma(child), "follow" | "join" | "accompany")
            // "was taken in by the police, accused of theft": whoever was.
            && !(cue::is_cue(tree.lemma(child), "suspects") && is_passive(tree, above))
        {
            // "detained the man, later identified as X": a passive participle behind is about the nearest phrase.
            let nearest = tree
                .with(above, &["obj", "obl"])
                .filter(|&n| n < child && n > above && !is_time(self.sentence, tree, n))
                .last();
            if let Some(nearest) = nearest {
                inner.subjects = vec![self.argument(nearest)];
            }
        }
        // "She said he was innocent because …": the reason is hers.
        // "The navy said … although others said …": theirs is no words of the navy.
        let other_report = (has("although") || has("though"))
            && tree.has(child, &["nsubj"])
            && (matches!(tree.lemma(child), "quote" | "cite") || cue::says(tree.lemma(child)));
        if other_report && tree.is(above, &["ccomp"]) {
            let mut outside = context.about(Vec::new());
            outside.voices.pop();
            return self.visit(child, outside);
        }
        if ["because", "although", "though", "since", "so"].iter().any(|word| has(word))
            && !other_report
            && cue::finite(tree.lemma(above)).is_some_and(Embedding::is_speech)
            && tree.with(above, &["ccomp"]).any(|content| content < child)
            && let Some(voice) = self.subject_voice(above, context)
        {
            return self.visit(child, context.about(Vec::new()).said_by(voice));
        }
        // "faced with losing it"
        if has("with") && tree.lemma(above) == "face" && is_gerund(tree, child)
            || has("at") && cue::is_cue(tree.lemma(above), "aims-at")
        {
            inner = inner.at_most(Certainty::Possible);
        }
        // "signed a letter on selling gas", "committed to proceeding": not done yet.
        if tree.words[child].xpos == "VBG" && ["on", "about", "against", "to", "towards"].iter().any(|word| has(word)) {
            inner = inner.at_most(Certainty::Possible);
        }
        // "will create jobs while lowering costs": as sure as what it goes with.
        let beside = has("while") && tree.words[child].xpos == "VBG" && !tree.has(child, &["nsubj", "aux"]);
        if ["as", "because", "since", "after", "although", "though", "whereas", "while"].iter().any(|word| has(word))
            && !beside
            // "tried to take it before Roe responded": and he did.
            || has("before") && tree.words[child].xpos == "VBD" && tree.has(child, &["nsubj", "nsubj:pass"])
        {
            inner.certainty = context.frame;
            // "would save as recipients are weaned": not yet.
            let present = |verb: usize| matches!(tree.words[verb].xpos.as_str(), "VBZ" | "VBP");
            let now = tree.with(child, &["aux", "cop"]).next().map_or_else(|| present(child), present);
            let to_come = |aux: usize| matches!(tree.lower(aux).as_str(), "would" | "will" | "'ll" | "'d");
            if now && (has("as") || has("after")) && tree.with(above, &["aux"]).any(to_come) {
                inner = inner.at_most(Certainty::Probable);
            }
        }
        // "when threatened"
        let when = has("when") || tree.with(child, &["advmod"]).any(|word| tree.lower(word) == "when");
        if when && tree.words[child].xpos == "VBN" && !tree.has(child, &["nsubj", "nsubj:pass", "aux"]) {
            inner = inner.at_most(Certainty::Possible);
        }
        if has("if") || has("unless") {
            inner.frame = inner.frame.max(Certainty::Possible);
        }
        // An adverbial clause stands outside its clause's own negation and modality, but inside all voices.
        // "led to the minister being stranded": it did.
        let led = tree.lemma(above) == "lead" && super::clause::governed_clause(tree, above).is_some();
        if has("to") && !led
            || has("if")
            || has("unless")
            || has("for")
            || has("in order")
            || has("lest")
            || has("from")
        {
            inner = inner.at_most(Certainty::Possible);
        }
        // "discussed using funds to build": whoever uses them builds.
        let unheld = tree.is(above, &["xcomp"])
            && tree.words[above].xpos == "VBG"
            && tree.words[above].head.is_some_and(|verb| cue::is_cue(tree.lemma(verb), "no-control"));
        // "died of a virus, leading to fever": not the dead did.
        let to = |preposition: &str| tree.with(child, &["obl"]).any(|o| tree.preposition(o) == preposition);
        let leads = match tree.lemma(child) {
            "lead" => to("to"),
            "result" => to("in"),
            _ => false,
        };
        let effect =
            marks.is_empty() && tree.words[child].xpos == "VBG" && (leads || cue::is_cue(tree.lemma(child), "effect"));
        if unheld && !tree.has(child, &["nsubj"])
            || effect && inner.subjects.iter().any(|s| self.is_person(s) || leads && self.acts(s))
        {
            inner.subjects = Vec::new();
        }
        inner.negated = has("without");
        // "too thin to breathe": nobody breathes it.
        if has("to") && tree.with(above, &["advmod"]).any(|word| word < above && tree.lower(word) == "too") {
            inner.negated = true;
        }
        self.visit(child, inner);
    }

    /// Whether it can do anything of its own: somebody, a body, a country.
    pub(super) fn acts(&self, argument: &Argument) -> bool {
        let word = argument.head;
        argument.sentence != self.index
            || self.tree.upos(word) == Upos::PRON
            || name_kind(self.sentence, word).is_some_and(|kind| !matches!(kind, NameKind::Time | NameKind::Event))
            || is_role(self.tree, word)
            || is_group_noun(&self.tree.lemma(word).to_lowercase())
    }

    /// Whether it is an event, which does nothing of its own.
    pub(super) fn happens(&self, argument: &Argument) -> bool {
        argument.sentence == self.index
            && !self.acts(argument)
            && is_event(&self.tree.lemma(argument.head).to_lowercase())
    }

    fn is_person(&self, argument: &Argument) -> bool {
        if argument.sentence != self.index {
            return true;
        }
        let personal = matches!(self.tree.lower(argument.head).as_str(), "he" | "she" | "i" | "we" | "who");
        personal || name_kind(self.sentence, argument.head) == Some(NameKind::Per)
    }
}
