//! Clauses below a clause: content, complements, adverbial and coordinated clauses, each in the context that what embeds
//! it gives.

use super::context::{Context, own_factuality};
use super::cue::{self, Embedding};
use super::relation::{is_arranged, is_passive};
use super::source;
use super::walk::Walker;
use super::{Certainty, Tree, Voice};
use crate::document::Upos;

impl Walker<'_> {
    /// Visits every clause below `head`.
    pub(super) fn descend(&mut self, head: usize, context: &Context, outer: &Context, chain: &[usize]) {
        let tree = self.tree;
        // "couldn't help but think": and thought.
        let could_not_help = self.could_not_help(head);
        for &child in tree.children(head) {
            let relation = tree.words[child].relation();
            match relation {
                "conj" | "xcomp" | "advcl" | "ccomp" if could_not_help && child > head => {
                    let did = Context { negated: false, certainty: context.frame, ..context.clone() };
                    self.visit(child, did);
                }
                "ccomp" => self.visit(child, self.finite_content(head, child, context)),
                "csubj" => {
                    // "hard for them to leave", "made it dangerous to hit": nobody need do it.
                    // "it is important to note that …"
                    let tells = tree.has(child, &["ccomp"])
                        && matches!(
                            cue::finite(tree.lemma(child)),
                            Some(Embedding::Say | Embedding::Know | Embedding::Show)
                        );
                    let infinitive = tree.upos(head) == Upos::ADJ && tree.is_infinitive(child) && !tells;
                    let inner = self.judged(head, context);
                    self.visit(child, if infinitive { inner.at_most(Certainty::Possible) } else { inner });
                }
                "xcomp" => self.open_complement(head, child, context, chain),
                "advcl" => self.adverbial(child, context),
                // "was a lawyer who …"
                "acl" if tree.is(child, &["acl:relcl"]) && tree.has(head, &["cop"]) => {
                    self.relative(head, child, context)
                }
                // "was the first to win"
                "acl" if tree.has(head, &["cop"]) && tree.is_nominal(head) => {
                    self.adnominal(head, child, head, context)
                }
                "parataxis" if self.parenthetic(child).is_some() => {
                    let outside = Context { voices: outer.voices.clone(), ..Context::plain() };
                    self.visit(child, outside);
                }
                "parataxis" if tree.is_predicate(child) => {
                    let mut inner = outer.about(Vec::new());
                    // "According to reports, it was so cold, the lake froze": the source that opens the sentence tells all of it.
                    let comma = |mark: usize| tree.words[mark].form == ",";
                    if child > head && tree.with(child, &["punct"]).any(comma) && self.sources(child).is_empty() {
                        let first = |voice: &Voice| {
                            voice.cue == "according to"
                                && voice.source.as_ref().is_some_and(|source| source.head < head)
                        };
                        inner = self.sources(head).into_iter().filter(first).fold(inner, Context::said_by);
                    }
                    self.visit(child, inner);
                }
                "conj" if tree.is_predicate(child) || tree.upos(child) == Upos::VERB => {
                    self.conjunct(head, child, context, outer, chain)
                }
                _ => self.nominal(child, head, context),
            }
        }
    }

    /// "couldn't help but think", "couldn't help thinking".
    pub(super) fn could_not_help(&self, verb: usize) -> bool {
        let tree = self.tree;
        let but = tree.words.get(verb + 1).is_some_and(|next| next.form == "but");
        let gerund = tree.with(verb, &["xcomp"]).any(|verb| tree.words[verb].xpos == "VBG");
        tree.lemma(verb) == "help" && (but || gerund) && own_factuality(tree, verb).0
    }

    /// Visits the clauses inside a nominal or other dependent.
    pub(super) fn nominal(&mut self, word: usize, predicate: usize, context: &Context) {
        let tree = self.tree;
        for &child in tree.children(word) {
            match tree.words[child].relation() {
                "acl" if tree.is(child, &["acl:relcl"]) => self.relative(word, child, context),
                "acl" | "ccomp" => self.adnominal(word, child, predicate, context),
                "advcl" | "parataxis" | "csubj" | "xcomp" if tree.is_predicate(child) => {
                    let inner = context.about(Vec::new());
                    // "made it difficult for them to leave"
                    let judged =
                        tree.is(child, &["csubj"]) && tree.upos(word) == Upos::ADJ && tree.is_infinitive(child);
                    let inner = if judged { inner.at_most(Certainty::Possible) } else { inner };
                    self.visit(child, inner);
                }
                _ if matches!(tree.upos(child), Upos::VERB) && tree.has(child, &["nsubj", "nsubj:pass"]) => {
                    self.visit(child, context.about(Vec::new()));
                }
                _ => self.nominal(child, predicate, context),
            }
        }
    }

    /// The voice of the subject of `head`.
    pub(super) fn subject_voice(&self, head: usize, context: &Context) -> Option<Voice> {
        if is_passive(self.tree, head) {
            let agent = self.tree.first(head, &["obl:agent"])?;
            return Some(Voice { source: Some(self.argument(agent)), cue: self.tree.lower(head) });
        }
        let source = context.subjects.first().cloned()?;
        let expletive = source.sentence == self.index && self.tree.is(source.head, &["expl"]);
        (!expletive).then(|| Voice { source: Some(source), cue: self.tree.lower(head) })
    }

    /// The context of a finite clause below the predicate `head`.
    pub(super) fn finite_content(&self, head: usize, child: usize, context: &Context) -> Context {
        let tree = self.tree;
        let mut inner = context.about(Vec::new());
        // Who reports "should “stick to it” and not go" reports what stands around the marks too.
        let at = |word: usize| self.quotes.at(self.index, word);
        let opened = at(child).filter(|&quote| at(head) != Some(quote));
        let whole = opened.is_some_and(|quote| at(super::phrase::first_of(tree, child)) == Some(quote));
        if let Some(quote) = opened.filter(|_| whole) {
            inner.quotes.push((quote, inner.voices.len()));
        }
        let mut inner = self.clause_content(head, context, inner);
        if let Some(quote) = opened.filter(|_| !whole) {
            inner.quotes.push((quote, inner.voices.len()));
        }
        // "met to stress that …": whoever stresses it holds it to be so.
        let stresses = matches!(cue::finite(tree.lemma(head)), Some(Embedding::Say | Embedding::Show));
        if stresses && tree.is_infinitive(head) && tree.is(head, &["advcl"]) && !own_factuality(tree, head).0 {
            inner.certainty = context.frame;
        }
        // "ideas about how flight developed": that it did is taken for granted.
        let asks = |word: usize| matches!(tree.lower(word).as_str(), "how" | "when" | "where" | "why");
        if tree.words[child].xpos == "VBD" && tree.with(child, &["advmod"]).any(asks) {
            inner.certainty = context.frame;
        }
        // "too early to confirm whether it did": it may have, or not.
        if tree.with(child, &["mark"]).any(|mark| tree.lower(mark) == "whether") {
            inner.negated = own_factuality(tree, child).0;
        }
        inner.frame = inner.certainty;
        inner
    }

    pub(super) fn clause_content(&self, head: usize, context: &Context, inner: Context) -> Context {
        let tree = self.tree;
        // "The official position is that …", "the claim remains that …".
        let subject = tree.first(head, &["nsubj"]).filter(|&s| tree.upos(s) == Upos::NOUN);
        let says = tree.has(head, &["cop"]) || tree.lemma(head) == "remain" || tree.lemma(head) == "be";
        if says
            && let Some(subject) = subject
            && let Some(class) = cue::content_noun(tree.lemma(subject)).filter(|class| class.has_voice())
        {
            return self.embedded(class, head, &context.about(vec![self.argument(subject)]), inner);
        }
        // "is convinced that it will": so he believes.
        if cue::is_cue(&tree.lower(head), "convinced") && !tree.has(head, &["expl"]) {
            let inner = inner.at_most(Certainty::Probable);
            let source = context
                .subjects
                .first()
                .filter(|source| source.sentence != self.index || !tree.is(source.head, &["expl"]));
            return match source {
                Some(source) => inner.said_by(Voice { source: Some(source.clone()), cue: tree.lower(head) }),
                None => inner,
            };
        }
        if tree.has(head, &["cop"]) || tree.upos(head) == Upos::ADJ {
            return self.judged(head, &inner);
        }
        let Some(class) = cue::finite(tree.lemma(head)) else { return inner };
        self.embedded(class, head, context, inner)
    }

    /// What the class of a predicate does to the context below it.
    pub(super) fn embedded(&self, class: Embedding, head: usize, context: &Context, inner: Context) -> Context {
        let voice = self.subject_voice(head, context);
        let negated_here = own_factuality(self.tree, head).0;
        let inner = if negated_here && class != Embedding::Deny { inner.denied(true) } else { inner };
        // "declined to deny that it is": neither said nor denied.
        let declines = |above: usize| matches!(self.tree.lemma(above), "decline" | "refuse");
        if class.has_voice() && self.tree.is(head, &["xcomp"]) && self.tree.words[head].head.is_some_and(declines) {
            return Context { negated: false, ..inner }.at_most(Certainty::Possible);
        }
        let cited = source::cited(self.sentence, self.tree, head).filter(|_| class.is_speech());
        // "the work requires him to be": a work says nothing.
        let demands = matches!(self.tree.lemma(head), "require" | "need" | "oblige" | "force" | "compel");
        let with_voice = |inner: Context| {
            let inner = match voice.clone() {
                Some(_) if demands => inner.at_most(Certainty::Possible),
                Some(voice) => inner.said_by(voice),
                None => inner.at_most(Certainty::Probable),
            };
            match cited {
                Some((cue, source)) => inner.said_by(source::voice(self.tree, self.index, cue, source)),
                None => inner,
            }
        };
        match class {
            Embedding::Say if negated_here => inner.at_most(Certainty::Possible),
            Embedding::Say => with_voice(inner),
            Embedding::Allege => with_voice(inner).at_most(Certainty::Probable),
            Embedding::Deny => with_voice(inner).denied(true),
            Embedding::Show => with_voice(inner),
            // "Let us not forget that …": it is so.
            Embedding::Know if matches!(self.tree.lemma(head), "forget" | "remember" | "regret") => {
                Context { certainty: context.frame, ..inner }
            }
            Embedding::Know => inner,
            Embedding::Believe => {
                // "Don't you think that it is?": it may be.
                let denied = negated_here && self.question.is_none();
                with_voice(inner).at_most(Certainty::Probable).denied(denied)
            }
            Embedding::Doubt | Embedding::Ask | Embedding::Direct => with_voice(inner).at_most(Certainty::Possible),
            Embedding::Intend => inner.at_most(Certainty::Possible),
            Embedding::Seem => inner.denied(negated_here).at_most(Certainty::Probable),
            Embedding::Achieve => inner.denied(negated_here),
            Embedding::Fail | Embedding::Prevent => inner.denied(true).denied(negated_here),
        }
    }

    /// "It is possible that …", "That he knew is false": the predicate judges the clause.
    pub(super) fn judged(&self, head: usize, context: &Context) -> Context {
        let word = self.tree.lower(head);
        let inner = context.about(Vec::new());
        if cue::is_cue(&word, "false") {
            inner.denied(true)
        } else if cue::is_cue(&word, "open") {
            inner.at_most(Certainty::Possible)
        } else {
            inner
        }
    }

    /// An infinitive, a gerund or a predicate that takes its subject from above.
    pub(super) fn open_complement(&mut self, head: usize, child: usize, context: &Context, chain: &[usize]) {
        let tree = self.tree;
        if tree.upos(child) != Upos::VERB && !tree.has(child, &["cop"]) {
            return self.nominal(child, head, context);
        }
        // A finite verb, or one with a subject of its own, is no infinitive whatever the relation says.
        if matches!(tree.words[child].xpos.as_str(), "VBD" | "VBZ" | "VBP") || tree.has(child, &["nsubj"]) {
            let inner = self.finite_content(head, child, context);
            // "pushed for the bank to pay": it has not paid.
            let infinitive = tree.is_infinitive(child);
            return self.visit(child, if infinitive { inner.at_most(Certainty::Possible) } else { inner });
        }
        let lemma = tree.lemma(head);
        let shared = self.shares_subject(head);
        let class = match lemma {
            "go" if tree.words[head].xpos == "VBG" => Some(Embedding::Intend),
            "have" | "get" if is_arranged(tree, child) => Some(Embedding::Achieve),
            // "considered it to be her best"
            "consider" if tree.has(child, &["cop"]) && !shared => Some(Embedding::Believe),
            "have" | "need" | "be" => Some(Embedding::Intend),
            _ => cue::infinitive(lemma),
        };
        // "don't have to justify it": need not, but may.
        let needs = matches!(lemma, "have" | "need") && tree.is_infinitive(child) && tree.words[head].xpos == "VB";
        if needs && shared && own_factuality(tree, head).0 {
            return;
        }
        let asked = self.called_on(head, child);
        let shared = shared && asked.is_none();
        let subjects = if let Some(asked) = asked {
            self.items(asked)
        } else if shared {
            context.subjects.clone()
        } else {
            tree.first(head, &["obj", "iobj"]).map(|object| self.items(object)).unwrap_or_default()
        };
        let mut inner = match class {
            Some(
                class @ (Embedding::Say | Embedding::Show | Embedding::Believe | Embedding::Allege | Embedding::Direct),
            ) => {
                // "told staff to expect layoffs": what somebody is told to do is no fact.
                let inner = self.embedded(class, head, context, context.clone());
                // "found the order to be void"
                let found = matches!(class, Embedding::Show | Embedding::Believe) && tree.has(child, &["cop"]);
                if shared || found { inner } else { inner.at_most(Certainty::Possible) }
            }
            // "called on leaders to act": the caller's words.
            None if asked.is_some() => self.embedded(Embedding::Direct, head, context, context.clone()),
            Some(class) if shared => self.chain_context(class, head, context),
            // "did not let me use it": I did not.
            Some(Embedding::Achieve)
                if own_factuality(tree, head).0 && matches!(lemma, "let" | "allow" | "permit" | "enable" | "make") =>
            {
                context.clone()
            }
            // "did not force them to act": they may have acted.
            Some(Embedding::Achieve) if own_factuality(tree, head).0 => {
                Context { negated: false, ..context.clone() }.at_most(Certainty::Possible)
            }
            Some(class) => self.embedded(class, head, context, context.clone()),
            None if shared => context.clone(),
            None => context.clone().at_most(Certainty::Possible),
        };
        // "was seen leaving": who saw it is not said, but it is told as seen.
        let seen = tree.words[child].xpos == "VBG" && cue::is_cue(lemma, "perceives");
        // "was found to be associated": it was found so.
        let found = is_passive(tree, head)
            && cue::finite(lemma) == Some(Embedding::Show)
            && tree.has(child, &["cop", "aux:pass"]);
        // "has not been proved to be reliable": it may be or not.
        if found && own_factuality(tree, head).0 {
            return;
        }
        if is_passive_report(tree, head) && !seen && !found {
            // "is expected to", "is said to": by whoever is named, else by nobody in particular.
            // "was supposed to land there" may not have.
            inner = inner.at_most(if lemma == "suppose" { Certainty::Possible } else { Certainty::Probable });
            if let Some(voice) = self.subject_voice(head, context) {
                inner = inner.said_by(voice);
            }
        }
        if tree.upos(head) == Upos::ADJ {
            let able = cue::is_cue(lemma, "disposition") || cue::is_cue(lemma, "realises") || lemma == "unable";
            inner = inner.at_most(if able { Certainty::Certain } else { Certainty::Possible });
            inner.negated ^= matches!(lemma, "unable" | "unwilling" | "unlikely" | "reluctant");
        }
        // "has yet to be counted": it is not counted.
        if lemma == "have" && tree.with(head, &["advmod"]).any(|word| tree.lower(word) == "yet") {
            inner.negated = true;
            inner.certainty = context.certainty;
        }
        inner.subjects = subjects;
        // "evidence is needed to convict": it is not the evidence that convicts.
        if is_passive(tree, head) && matches!(lemma, "require" | "need") {
            inner.subjects.retain(|subject| self.acts(subject));
        }
        if shared && !is_passive_report(tree, head) {
            // "failed to pay": they did not pay.
            let failed =
                class == Some(Embedding::Fail) && tree.with(child, &["mark"]).any(|mark| tree.lower(mark) == "to");
            inner.negated ^= failed;
            // "a species known to leap", "would like to thank".
            let known = is_passive(tree, head) && class == Some(Embedding::Know);
            let wish = matches!(lemma, "like" | "love") && tree.has(head, &["aux"]);
            if wish && cue::is_saying(tree.lemma(child)) {
                inner.certainty = context.frame;
            }
            let reduced = failed
                || known
                || wish
                || matches!(class, Some(Embedding::Seem))
                || matches!(
                    lemma,
                    "have" | "need" | "go" | "manage" | "happen" | "claim" | "profess" | "unable" | "unwilling"
                );
            let mut chain = chain.to_vec();
            if !reduced {
                chain.push(head);
            }
            self.visit_chain(child, inner, chain);
        } else {
            self.visit(child, inner);
        }
    }

    /// The context of a chain's last verb. The chain's name ("decided to recuse", "failed to act") keeps what its verbs
    /// say, so the whole is as true as the first verb; only what the name drops changes the context.
    pub(super) fn chain_context(&self, class: Embedding, head: usize, context: &Context) -> Context {
        match (class, self.tree.lemma(head)) {
            (Embedding::Seem, _) => context.clone().at_most(Certainty::Probable),
            (_, "be") => context.clone().at_most(Certainty::Probable),
            (_, "have" | "need") => context.clone().at_most(Certainty::Possible),
            (_, "go") if self.tree.words[head].xpos == "VBG" => context.clone().at_most(Certainty::Probable),
            _ => context.clone(),
        }
    }

    /// "called on Congress to act": who is to act.
    pub(super) fn called_on(&self, verb: usize, clause: usize) -> Option<usize> {
        let tree = self.tree;
        let asks = |&phrase: &usize| {
            let pair = format!("{}_{}", tree.lemma(verb), tree.preposition(phrase));
            verb < phrase && phrase < clause && cue::is_cue(&pair, "asks")
        };
        // "presses the council to act"
        let pressed = || {
            let direct =
                cue::infinitive(tree.lemma(verb)) == Some(Embedding::Direct) && tree.words[clause].xpos == "VB";
            tree.first(verb, &["obj"]).filter(|&object| direct && verb < object && object < clause)
        };
        tree.with(verb, &["obl"]).filter(asks).last().or_else(pressed).filter(|_| tree.is_infinitive(clause))
    }

    /// A coordinated clause.
    pub(super) fn conjunct(&mut self, head: usize, child: usize, context: &Context, outer: &Context, chain: &[usize]) {
        let tree = self.tree;
        let own_subject = tree.has(child, &["nsubj", "nsubj:pass", "expl", "csubj"]);
        let mut inner = outer.clone();
        inner.voices.clone_from(&context.voices);
        inner.quotes.clone_from(&context.quotes);
        if !own_subject {
            inner.subjects.clone_from(&context.subjects);
            let shares_auxiliary = !tree.has(child, &["aux", "cop"]) && tree.words[child].xpos == tree.words[head].xpos;
            if shares_auxiliary && tree.has(head, &["aux"]) {
                inner.certainty = context.certainty;
                inner.negated = context.negated;
            }
        } else {
            inner.subjects = Vec::new();
        }
        // "Reportedly, he fell and broke a leg"
        let reported = |word: usize| {
            cue::is_cue(&tree.lower(word), "probable")
                && tree.first(head, &["nsubj", "nsubj:pass"]).is_some_and(|s| word < s)
        };
        if !own_subject && tree.with(head, &["advmod"]).any(reported) {
            inner = inner.at_most(Certainty::Probable);
        }
        // "spoke about health, and raising the wage": the tree hangs on the verb what was spoken about.
        let finite = matches!(tree.words[head].xpos.as_str(), "VBD" | "VBZ" | "VBP");
        let gerund = tree.words[child].xpos == "VBG" && !tree.has(child, &["aux"]);
        let about = |topic: usize| topic < child && tree.preposition(topic) == "about";
        if !own_subject && gerund && finite && tree.with(head, &["obl"]).any(about) {
            inner = inner.at_most(Certainty::Possible);
        }
        // "was damaged or destroyed": one of the two.
        if !own_subject && tree.with(child, &["cc"]).any(|cc| tree.lower(cc) == "or") && !inner.negated {
            inner = inner.at_most(Certainty::Probable);
        }
        // "protect jobs and provide them": one command goes on.
        let commands = |verb: usize| tree.words[verb].xpos == "VB" && !tree.has(verb, &["nsubj", "aux", "mark"]);
        if tree.words[head].head.is_none() && commands(head) && commands(child) {
            inner = inner.at_most(Certainty::Possible);
        }
        // "was sentenced to prison and to pay": an infinitive behind a finite verb.
        if tree.is_infinitive(child) && (!tree.is_infinitive(head) || tree.has(head, &["cop"])) {
            inner = inner.at_most(Certainty::Possible);
        }
        let question = context.certainty == Certainty::Possible && self.question.is_some();
        if question {
            inner = inner.at_most(Certainty::Possible);
        }
        let chain = if own_subject || !tree.is(head, &["xcomp"]) { Vec::new() } else { chain.to_vec() };
        self.visit_chain(child, inner, chain);
    }
}

/// "owing to", "compared with", "depending on": a participle that has become a preposition.
pub(super) fn is_preposition(tree: &Tree, participle: usize) -> bool {
    // "working with them following an incident"
    if tree.lower(participle) == "following" && tree.has(participle, &["obj", "obl"]) {
        return !tree.has(participle, &["aux", "nsubj"]);
    }
    let follows = tree.with(participle, &["obl"]).find(|&o| o > participle).map(|o| tree.preposition(o));
    let expected = match tree.lower(participle).as_str() {
        "owing" | "thanks" | "pertaining" => "to",
        "compared" => "to with",
        "depending" | "based" => "on upon",
        _ => return false,
    };
    // "removed sanctions based on progress", with the progress hung on the removal
    if tree.lower(participle) == "based" && tree.children(participle).is_empty() {
        return tree.words.get(participle + 1).is_some_and(|next| next.form == "on");
    }
    !tree.has(participle, &["aux", "nsubj"])
        && follows.is_some_and(|preposition| expected.split(' ').any(|word| word == preposition))
}

/// ", meaning that …", "to be frank": tells of the words around it, not of a subject.
pub(super) fn is_comment(tree: &Tree, clause: usize) -> bool {
    let bare = !tree.has(clause, &["aux", "nsubj"]);
    // "going forward"
    let ahead = matches!(tree.lower(clause).as_str(), "going" | "moving")
        && tree.with(clause, &["advmod"]).any(|word| tree.lower(word) == "forward")
        && !tree.has(clause, &["obj", "obl"]);
    if ahead && bare {
        return true;
    }
    let frank =
        matches!(tree.lower(clause).as_str(), "frank" | "honest" | "fair" | "sure" | "clear" | "exact" | "precise");
    bare && (tree.lower(clause) == "meaning" || frank && tree.has(clause, &["mark"]) && tree.has(clause, &["cop"]))
}

/// "is said to have", "was reported to be".
fn is_passive_report(tree: &Tree, head: usize) -> bool {
    is_passive(tree, head) && cue::finite(tree.lemma(head)).is_some_and(Embedding::has_voice)
}
