//! The walk down a sentence's clauses.

use super::clause::{Complements, Oblique, is_place, is_time, time_phrase};
use super::context::{Context, is_hedged_nominal, is_negated_nominal, is_question, own_factuality};
use super::cue::{self, Embedding};
use super::phrase::{self, noun_phrase, predicate_phrase};
use super::quote::Quotes;
use super::relation::{VerbGroup, is_passive};
use super::{Adjunct, Argument, Certainty, Construction, Polarity, Proposition, Relation, Tree, Voice};
use crate::document::{Sentence, Upos};
use std::collections::BTreeMap;

/// Walks one sentence, adds its propositions to `found`, and returns the context of every predicate.
pub fn walk(
    sentence: &Sentence,
    index: usize,
    tree: &Tree,
    quotes: &Quotes,
    found: &mut Vec<Proposition>,
) -> BTreeMap<usize, Context> {
    let mut walker = Walker {
        sentence,
        index,
        tree,
        quotes,
        found,
        contexts: BTreeMap::new(),
        antecedents: BTreeMap::new(),
        gaps: BTreeMap::new(),
        question: is_question(tree),
    };
    if let Some(root) = tree.root() {
        walker.visit(root, Context::plain());
    }
    walker.contexts
}

struct Walker<'a> {
    sentence: &'a Sentence,
    index: usize,
    tree: &'a Tree<'a>,
    quotes: &'a Quotes,
    found: &'a mut Vec<Proposition>,
    contexts: BTreeMap<usize, Context>,
    /// What a relative pronoun stands for.
    antecedents: BTreeMap<usize, Argument>,
    /// The missing object of a relative clause without pronoun.
    gaps: BTreeMap<usize, Argument>,
    question: bool,
}

impl Walker<'_> {
    /// Visits the clause of `head` and everything below it.
    fn visit(&mut self, head: usize, context: Context) {
        self.visit_chain(head, context, Vec::new());
    }

    fn visit_chain(&mut self, head: usize, inherited: Context, chain: Vec<usize>) {
        if self.contexts.contains_key(&head) {
            return;
        }
        let outer = inherited.clone();
        let mut context = self.enter(head, inherited);
        let own = self.own_subjects(head);
        if !own.is_empty() {
            context.subjects = own;
        }
        self.contexts.insert(head, context.clone());
        if self.tree.has(head, &["cop"]) || (self.tree.upos(head) != Upos::VERB && self.tree.has(head, &["nsubj"])) {
            self.copula(head, &context, &chain);
        } else if matches!(self.tree.upos(head), Upos::VERB | Upos::AUX) {
            self.verb(head, &context, &chain);
        }
        self.descend(head, &context, &outer, &chain);
    }

    /// The context inside a clause: the voices and the factuality that its own words add.
    fn enter(&mut self, head: usize, mut context: Context) -> Context {
        let here = self.quotes.at(self.index, head);
        // What stands outside the marks is not the quoted speaker's, wherever the tree hangs it.
        while let Some(&(quote, outside)) = context.quotes.last()
            && here != Some(quote)
        {
            context.voices.truncate(outside);
            context.quotes.pop();
        }
        // Quotation marks around a predicate whose subject stands outside are no quotation of the clause ("scare quotes").
        let subject = self.tree.first(head, &["nsubj", "csubj"]);
        let whole = |quote: usize| subject.is_none_or(|s| self.quotes.at(self.index, s) == Some(quote));
        let here = here.filter(|&quote| whole(quote));
        if let Some(quote) = here
            && !context.quotes.iter().any(|(open, _)| *open == quote)
        {
            context.quotes.push((quote, context.voices.len()));
            context = context.said_by(self.quotes.voice(quote).clone());
        }
        for voice in self.sources(head) {
            context = context.said_by(voice);
        }
        // What describes a source is not what the source says: "according to a survey published by X".
        let describes = |voice: &Voice| {
            voice.source.as_ref().is_some_and(|s| s.sentence == self.index && s.head != head && s.words.contains(&head))
        };
        context.voices.retain(|voice| !describes(voice));
        let (negated, certainty) = own_factuality(self.tree, head);
        context = context.denied(negated).at_most(certainty);
        if self.question && (self.tree.words[head].head.is_none() || self.tree.is(head, &["conj", "parataxis"])) {
            context = context.at_most(Certainty::Possible);
        }
        let conditional = |clause: usize| {
            self.tree.with(clause, &["mark"]).any(|m| matches!(self.tree.lower(m).as_str(), "if" | "unless"))
        };
        if self.tree.with(head, &["advcl"]).any(conditional) {
            context = context.at_most(Certainty::Possible);
        }
        context
    }

    /// Sources that a clause names without embedding it: "according to X", ", X said,", "news … first reported by X".
    fn sources(&self, head: usize) -> Vec<Voice> {
        let tree = self.tree;
        let mut found = Vec::new();
        let near = tree.below(head, |child| child != head && tree.is_predicate(child));
        for &word in &near {
            if tree.is(word, &["obl", "nmod", "advcl"]) && super::clause::is_source(tree, word) {
                found.push(Voice { source: Some(self.author(word)), cue: "according to".to_owned() });
            }
        }
        for clause in tree.with(head, &["parataxis"]) {
            if let Some(voice) = self.parenthetic(clause) {
                found.push(voice);
            }
        }
        found.extend(self.reported_by(head));
        found
    }

    /// Who stands behind a source: "a tweet by X" is X's.
    fn author(&self, source: usize) -> Argument {
        let tree = self.tree;
        let by = tree.with(source, &["nmod"]).find(|&n| tree.preposition(n) == "by");
        noun_phrase(tree, self.index, by.unwrap_or(source))
    }

    /// A reporting clause set into or behind what it reports: ", he said".
    fn parenthetic(&self, clause: usize) -> Option<Voice> {
        let tree = self.tree;
        let class = cue::finite(tree.lemma(clause))?;
        let subject = tree.first(clause, &["nsubj"])?;
        if !class.has_voice()
            || tree.has(clause, &["ccomp", "nsubj:pass", "mark"])
            || tree.has(clause, &["obj"]) && class != Embedding::Say
        {
            return None;
        }
        Some(Voice { source: Some(self.argument(subject)), cue: tree.lower(clause) })
    }

    /// "…, news that was first reported by X": a noun that sums up the clause, with a passive reporting verb.
    fn reported_by(&self, head: usize) -> Option<Voice> {
        let tree = self.tree;
        let sums_up = |word: usize| {
            matches!(
                tree.lemma(word),
                "news"
                    | "claim"
                    | "allegation"
                    | "report"
                    | "fact"
                    | "revelation"
                    | "development"
                    | "story"
                    | "account"
                    | "which"
            ) && tree.is(
                word,
                &[
                    "appos",
                    "parataxis",
                    "obl:unmarked",
                    "conj",
                    "dep",
                    "dislocated",
                    "list",
                    "nmod:unmarked",
                    "nsubj:pass",
                ],
            ) || (tree.is(word, &["obj"]) && tree.lemma(word) == "news" && word > 0 && tree.lower(word - 1) == ",")
        };
        let below = tree.subtree(head);
        for &noun in below.iter().filter(|&&word| word > head && sums_up(word)) {
            if tree.governing_predicate(noun).is_some_and(|p| p != head && !tree.dominates(head, p)) {
                continue;
            }
            for verb in tree.subtree(noun) {
                let reports = cue::finite(tree.lemma(verb)).is_some_and(Embedding::is_speech) && is_passive(tree, verb);
                let agent = tree
                    .with(verb, &["obl:agent"])
                    .next()
                    .or_else(|| tree.with(verb, &["obl"]).find(|&o| tree.preposition(o) == "by"));
                if let (true, Some(agent)) = (reports, agent) {
                    return Some(Voice { source: Some(noun_phrase(tree, self.index, agent)), cue: tree.lower(verb) });
                }
            }
        }
        None
    }

    /// The argument of a nominal: its phrase, or what its relative pronoun stands for.
    fn argument(&self, head: usize) -> Argument {
        self.antecedents.get(&head).cloned().unwrap_or_else(|| noun_phrase(self.tree, self.index, head))
    }

    /// The arguments of a coordination.
    fn items(&self, head: usize) -> Vec<Argument> {
        if let Some(antecedent) = self.antecedents.get(&head) {
            return vec![antecedent.clone()];
        }
        phrase::items(self.tree, self.index, head)
    }

    fn own_subjects(&self, head: usize) -> Vec<Argument> {
        let tree = self.tree;
        tree.with(head, &["nsubj"])
            .filter(|&subject| !tree.is(subject, &["nsubj:outer"]) || tree.with(head, &["nsubj"]).count() == 1)
            .flat_map(|subject| self.items(subject))
            .collect()
    }

    // ---------------------------------------------------------------- propositions

    /// The propositions of a verb.
    fn verb(&mut self, head: usize, context: &Context, chain: &[usize]) {
        let tree = self.tree;
        let mut complements = Complements::read(tree, self.sentence, head);
        let mut group =
            VerbGroup { head, chain: chain.to_vec(), passive: is_passive(tree, head), turned: false, noun: None };
        let mut subjects = context.subjects.clone();
        if let Some(noun) = complements.object.filter(|&noun| is_idiom(tree, head, noun)) {
            group.noun = Some(noun);
            complements.object = None;
            complements.obliques.extend(nominal_obliques(tree, self.sentence, noun));
        }
        let mut objects: Vec<Argument> = match complements.object {
            Some(object) => self.wanted(head, object).map_or_else(|| self.items(object), |clause| vec![clause]),
            None => Vec::new(),
        };
        if objects.is_empty()
            && !group.passive
            && let Some(gap) = self.gaps.get(&head)
        {
            objects.push(gap.clone());
        }
        let reflexive = |a: &Argument| {
            a.sentence == self.index && tree.words[a.head].xpos == "PRP" && tree.lower(a.head).contains("sel")
        };
        objects.retain(|object| !reflexive(object));
        complements.obliques.retain(|o| {
            !(o.preposition.is_empty() && tree.lower(o.head).contains("sel") && tree.words[o.head].xpos == "PRP")
        });
        if group.passive
            && chain.is_empty()
            && objects.is_empty()
            && let Some(agent) = complements.agent
        {
            objects = std::mem::replace(&mut subjects, self.items(agent));
            group.passive = false;
            group.turned = true;
        } else if let Some(agent) = complements.agent {
            complements.obliques.push(Oblique { preposition: "by".to_owned(), case: tree.case(agent), head: agent });
        }
        if self.chains_on(head, &objects) {
            return;
        }
        let frame = Frame::new(self, head, context, &complements);
        if objects.is_empty() {
            self.oblique_propositions(&frame, &group, &subjects);
        } else {
            self.object_propositions(&frame, &group, &subjects, &objects);
        }
        self.content_proposition(head, &frame, &group, &subjects, objects.is_empty());
        if objects.is_empty() && group.noun.is_none() {
            self.gerund_propositions(head, &frame, &group, &subjects);
        }
        self.object_predicate(head, &frame, &group, &objects, &subjects);
    }

    /// "wants the minister to resign": what is wanted or believed is the clause, not the minister.
    fn wanted(&self, head: usize, object: usize) -> Option<Argument> {
        let tree = self.tree;
        let class = cue::infinitive(tree.lemma(head))?;
        let clause = tree.with(head, &["xcomp"]).find(|&x| tree.upos(x) == Upos::VERB && x > object)?;
        if !matches!(class, Embedding::Intend | Embedding::Believe)
            || matches!(tree.lemma(head), "promise" | "choose" | "elect")
        {
            return None;
        }
        let mut argument = phrase::clause(tree, self.index, clause);
        argument.words.extend(tree.subtree(object));
        argument.words.sort_unstable();
        Some(argument)
    }

    /// Whether the verb only leads to another that shares its subject ("decided to recuse"), which then carries it.
    fn chains_on(&self, head: usize, objects: &[Argument]) -> bool {
        let tree = self.tree;
        let open = |x: usize| {
            tree.upos(x) == Upos::VERB
                && !matches!(tree.words[x].xpos.as_str(), "VBD" | "VBZ" | "VBP")
                && !tree.has(x, &["nsubj"])
                && self.shares_subject(head, x)
        };
        objects.is_empty() && tree.with(head, &["xcomp"]).any(open)
    }

    fn shares_subject(&self, head: usize, _xcomp: usize) -> bool {
        !self.tree.has(head, &["obj", "iobj"]) || matches!(self.tree.lemma(head), "promise" | "vow")
    }

    /// Subject – verb – object, and subject – verb + preposition – oblique beside it.
    fn object_propositions(&mut self, frame: &Frame, group: &VerbGroup, subjects: &[Argument], objects: &[Argument]) {
        let tree = self.tree;
        let plain = group.name(tree, "", &[]);
        for subject in subjects {
            for object in objects {
                self.push(frame.proposition(subject, plain.clone(), Some(object.clone()), None));
            }
        }
        let Some(object) = frame.complements.object else {
            return self.secondary(frame, group, subjects, None);
        };
        // "had meetings with X": the noun belongs to the relation.
        for noun in tree
            .coordinated(object)
            .into_iter()
            .filter(|&noun| belongs_to_relation(self.sentence, tree, group.head, noun))
        {
            for dependent in tree.with(noun, &["nmod", "acl"]).collect::<Vec<_>>() {
                let preposition = tree.preposition(dependent);
                if preposition.is_empty() || !tree.is_nominal(dependent) || is_time(self.sentence, tree, dependent) {
                    continue;
                }
                if preposition == "of" && !is_light(tree.lemma(group.head)) {
                    continue;
                }
                let relation = with_noun(tree, group, noun, &preposition);
                self.verb_noun(frame, subjects, noun, &relation, dependent);
            }
            for oblique in frame.complements.obliques.clone() {
                let relation = with_noun(tree, group, noun, &oblique.preposition);
                if (is_light(tree.lemma(group.head)) || is_bare(tree, noun))
                    && !oblique.preposition.is_empty()
                    && !is_place(self.sentence, tree, &oblique)
                {
                    self.verb_noun(frame, subjects, noun, &relation, oblique.head);
                }
            }
        }
        let light = belongs_to_relation(self.sentence, tree, group.head, object)
            && (is_light(tree.lemma(group.head)) || is_bare(tree, object));
        self.secondary(frame, group, subjects, light.then_some(object));
    }

    fn verb_noun(&mut self, frame: &Frame, subjects: &[Argument], noun: usize, relation: &Relation, dependent: usize) {
        let negated = is_negated_nominal(self.tree, noun);
        for object in self.items(dependent) {
            for subject in subjects {
                let mut proposition =
                    frame.proposition(subject, relation.clone(), Some(object.clone()), Some(dependent));
                proposition.polarity = proposition.polarity.flipped(negated);
                proposition.construction = Construction::VerbNoun;
                self.push(proposition);
            }
        }
    }

    /// Subject – verb + preposition – oblique, for a verb that has an object too.
    fn secondary(&mut self, frame: &Frame, group: &VerbGroup, subjects: &[Argument], light: Option<usize>) {
        if light.is_some() {
            return;
        }
        for oblique in frame.complements.obliques.clone() {
            if oblique.preposition.is_empty()
                || is_place(self.sentence, self.tree, &oblique)
                || is_peripheral(&oblique.preposition)
                || group.turned
            {
                continue;
            }
            let relation = group.name(self.tree, &oblique.preposition, &oblique.case);
            for object in self.items(oblique.head) {
                for subject in subjects {
                    self.push(frame.proposition(subject, relation.clone(), Some(object.clone()), Some(oblique.head)));
                }
            }
        }
    }

    /// A verb without object: one proposition for each oblique, or one without object.
    fn oblique_propositions(&mut self, frame: &Frame, group: &VerbGroup, subjects: &[Argument]) {
        let tree = self.tree;
        let mut any = false;
        let embeds = tree.has(group.head, &["ccomp", "xcomp"]) || self.is_reporting(group.head);
        let central = frame.complements.obliques.iter().any(|o| !is_peripheral(&o.preposition));
        for oblique in frame.complements.obliques.clone() {
            let speech = cue::finite(tree.lemma(group.head)).is_some_and(Embedding::is_speech);
            if (tree.has(group.head, &["ccomp"]) && !speech) || (central && is_peripheral(&oblique.preposition)) {
                continue;
            }
            if oblique.preposition.is_empty() && oblique.head > group.head && !tree.is(oblique.head, &["obl:unmarked"])
            {
                continue;
            }
            let relation = group.name(tree, &oblique.preposition, &oblique.case);
            for object in self.items(oblique.head) {
                for subject in subjects {
                    any = true;
                    self.push(frame.proposition(subject, relation.clone(), Some(object.clone()), Some(oblique.head)));
                }
            }
        }
        let exists = tree.lemma(group.head) == "be";
        let any = any || !gerunds(tree, group.head).is_empty();
        if !any && !exists && !embeds {
            for subject in subjects {
                let relation = group.name(tree, "", &[]);
                self.push(frame.proposition(subject, relation, None, None));
            }
        }
    }

    /// ", he said" reports what stands around it.
    fn is_reporting(&self, head: usize) -> bool {
        self.tree.is(head, &["parataxis"]) && self.parenthetic(head).is_some()
            || matches!(self.tree.lemma(head), "say" | "add" | "tell" | "state" | "note" | "write" | "explain")
    }

    /// Subject – verb – clause: "recommended | that he recuse himself".
    fn content_proposition(
        &mut self,
        head: usize,
        frame: &Frame,
        group: &VerbGroup,
        subjects: &[Argument],
        bare: bool,
    ) {
        let tree = self.tree;
        let Some(content) = tree.first(head, &["ccomp"]) else { return };
        let said = tree.lemma(head) == "say" && !frame.context.negated;
        if said || !bare || group.passive {
            return;
        }
        let relation = group.name(tree, "", &[]);
        for subject in subjects {
            let object = phrase::clause(tree, self.index, content);
            let mut proposition = frame.proposition(subject, relation.clone(), Some(object), None);
            proposition.construction = Construction::Content;
            self.push(proposition);
        }
    }

    /// "was accused of lying": the gerund is the object.
    fn gerund_propositions(&mut self, head: usize, frame: &Frame, group: &VerbGroup, subjects: &[Argument]) {
        let tree = self.tree;
        for gerund in gerunds(tree, head) {
            let (mark, preposition) = gerund;
            let relation = group.name(tree, &preposition, &[mark.1]);
            for subject in subjects {
                let object = gerund_clause(tree, self.index, mark.0);
                let mut proposition = frame.proposition(subject, relation.clone(), Some(object), Some(mark.0));
                proposition.construction = Construction::Content;
                self.push(proposition);
            }
        }
    }

    /// "named him chief", "was named chief", "became chief": a noun or adjective as xcomp.
    fn object_predicate(
        &mut self,
        head: usize,
        frame: &Frame,
        group: &VerbGroup,
        objects: &[Argument],
        subjects: &[Argument],
    ) {
        let tree = self.tree;
        let Some(predicate) = tree.with(head, &["xcomp"]).find(|&x| tree.upos(x) != Upos::VERB) else { return };
        let value = if tree.is_nominal(predicate) {
            noun_phrase(tree, self.index, predicate)
        } else {
            predicate_phrase(tree, self.index, predicate)
        };
        let preposition = tree.preposition(predicate);
        let (holders, relation) = if objects.is_empty() {
            (subjects, group.name(tree, &preposition, &tree.case(predicate)))
        } else {
            let passive = VerbGroup { passive: true, turned: true, ..group.clone() };
            (objects, passive.name(tree, &preposition, &[]))
        };
        for holder in holders {
            let mut proposition = frame.proposition(holder, relation.clone(), Some(value.clone()), Some(predicate));
            if !objects.is_empty() && group.head == head && !group.passive {
                proposition = self.in_the_view_of(proposition, head, subjects);
            }
            self.push(proposition);
        }
    }

    /// "called it a manoeuvre": what the subject calls it is the subject's view.
    fn in_the_view_of(&self, mut proposition: Proposition, head: usize, subjects: &[Argument]) -> Proposition {
        let view = matches!(
            self.tree.lemma(head),
            "call"
                | "consider"
                | "deem"
                | "label"
                | "term"
                | "dub"
                | "describe"
                | "brand"
                | "find"
                | "think"
                | "believe"
        );
        if let (true, Some(subject)) = (view, subjects.first()) {
            proposition.voices.push(Voice { source: Some(subject.clone()), cue: self.tree.lower(head) });
        }
        proposition
    }

    /// The propositions of a copular clause.
    fn copula(&mut self, head: usize, context: &Context, chain: &[usize]) {
        let tree = self.tree;
        let mut complements = Complements::read(tree, self.sentence, head);
        let subjects = context.subjects.clone();
        let preposition = tree.preposition(head);
        let nominal = tree.is_nominal(head);
        let dependents: Vec<Oblique> = std::mem::take(&mut complements.obliques);
        let (of_clause, of_noun): (Vec<_>, Vec<_>) =
            dependents.into_iter().partition(|o| nominal && tree.is(o.head, &["obl"]));
        complements.obliques = of_clause;
        let frame = Frame { construction: Construction::Copula, ..Frame::new(self, head, context, &complements) };
        let value =
            if nominal { noun_phrase(tree, self.index, head) } else { predicate_phrase(tree, self.index, head) };
        let mut values = vec![value];
        values.extend(tree.coordinated(head).into_iter().filter(|&item| item != head).map(|item| {
            if tree.is_nominal(item) {
                noun_phrase(tree, self.index, item)
            } else {
                predicate_phrase(tree, self.index, item)
            }
        }));
        let be = copular_name(tree, head, chain, &[], &preposition);
        for subject in &subjects {
            for value in &values {
                self.push(frame.proposition(subject, be.clone(), Some(value.clone()), None));
            }
        }
        // "is a columnist for X", "was subject to X": the predicate belongs to the relation.
        if !preposition.is_empty() {
            return;
        }
        for oblique in of_noun.iter().filter(|o| !o.preposition.is_empty()) {
            let predicate = if nominal { tree.lemma(head).to_lowercase() } else { tree.lower(head) };
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

    fn push(&mut self, proposition: Proposition) {
        let tree = self.tree;
        let ours = |a: &Argument| a.sentence == self.index;
        let interrogative =
            |a: &Argument| ours(a) && matches!(tree.words[a.head].xpos.as_str(), "WP" | "WDT" | "WRB" | "EX");
        if interrogative(&proposition.subject) || proposition.object.as_ref().is_some_and(interrogative) {
            return;
        }
        let negated = [Some(&proposition.subject), proposition.object.as_ref()]
            .into_iter()
            .flatten()
            .any(|a| ours(a) && !a.clausal && is_negated_nominal(tree, a.head) && tree.is_nominal(a.head));
        let hedged =
            proposition.object.as_ref().is_some_and(|a| ours(a) && !a.clausal && is_hedged_nominal(tree, a.head));
        let mut proposition = proposition;
        proposition.polarity = proposition.polarity.flipped(negated);
        if hedged {
            proposition.certainty = proposition.certainty.max(Certainty::Probable);
        }
        self.found.push(proposition);
    }

    // ---------------------------------------------------------------- embedded clauses

    /// Visits every clause below `head`.
    fn descend(&mut self, head: usize, context: &Context, outer: &Context, chain: &[usize]) {
        let tree = self.tree;
        for &child in tree.children(head) {
            let relation = tree.words[child].relation();
            match relation {
                "ccomp" => self.visit(child, self.finite_content(head, child, context)),
                "csubj" => self.visit(child, self.judged(head, context)),
                "xcomp" => self.open_complement(head, child, context, chain),
                "advcl" => self.adverbial(child, context),
                "parataxis" if self.parenthetic(child).is_some() => {
                    let outside = Context { voices: outer.voices.clone(), ..Context::plain() };
                    self.visit(child, outside);
                }
                "parataxis" if tree.is_predicate(child) => self.visit(child, outer.about(Vec::new())),
                "conj" if tree.is_predicate(child) || tree.upos(child) == Upos::VERB => {
                    self.conjunct(head, child, context, outer, chain)
                }
                _ => self.nominal(child, head, context),
            }
        }
    }

    /// Visits the clauses inside a nominal or other dependent.
    fn nominal(&mut self, word: usize, predicate: usize, context: &Context) {
        let tree = self.tree;
        for &child in tree.children(word) {
            match tree.words[child].relation() {
                "acl" if tree.is(child, &["acl:relcl"]) => self.relative(word, child, context),
                "acl" | "ccomp" => self.adnominal(word, child, predicate, context),
                "advcl" | "parataxis" | "csubj" | "xcomp" if tree.is_predicate(child) => {
                    let inner = context.about(Vec::new());
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
    fn subject_voice(&self, head: usize, context: &Context) -> Option<Voice> {
        if is_passive(self.tree, head) {
            let agent = self.tree.first(head, &["obl:agent"])?;
            return Some(Voice { source: Some(self.argument(agent)), cue: self.tree.lower(head) });
        }
        let source = context.subjects.first().cloned()?;
        let expletive = source.sentence == self.index && self.tree.is(source.head, &["expl"]);
        (!expletive).then(|| Voice { source: Some(source), cue: self.tree.lower(head) })
    }

    /// The context of a finite clause below the predicate `head`.
    fn finite_content(&self, head: usize, child: usize, context: &Context) -> Context {
        let mut inner = context.about(Vec::new());
        if let Some(quote) = self.quotes.at(self.index, child)
            && self.quotes.at(self.index, head) != Some(quote)
        {
            inner.quotes.push((quote, inner.voices.len()));
        }
        let mut inner = self.clause_content(head, context, inner);
        inner.frame = inner.certainty;
        inner
    }

    fn clause_content(&self, head: usize, context: &Context, inner: Context) -> Context {
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
        if tree.has(head, &["cop"]) || tree.upos(head) == Upos::ADJ {
            return self.judged(head, &inner);
        }
        let Some(class) = cue::finite(tree.lemma(head)) else { return inner };
        self.embedded(class, head, context, inner)
    }

    /// What the class of a predicate does to the context below it.
    fn embedded(&self, class: Embedding, head: usize, context: &Context, inner: Context) -> Context {
        let voice = self.subject_voice(head, context);
        let negated_here = own_factuality(self.tree, head).0;
        let inner = if negated_here && class != Embedding::Deny { inner.denied(true) } else { inner };
        let with_voice = |inner: Context| match voice.clone() {
            Some(voice) => inner.said_by(voice),
            None => inner.at_most(Certainty::Probable),
        };
        match class {
            Embedding::Say if negated_here => inner.at_most(Certainty::Possible),
            Embedding::Say => with_voice(inner),
            Embedding::Allege => with_voice(inner).at_most(Certainty::Probable),
            Embedding::Deny => with_voice(inner).denied(true),
            Embedding::Show => with_voice(inner),
            Embedding::Know => inner,
            Embedding::Believe => {
                with_voice(inner.denied(negated_here)).at_most(Certainty::Probable).denied(negated_here)
            }
            Embedding::Doubt | Embedding::Ask | Embedding::Direct => with_voice(inner).at_most(Certainty::Possible),
            Embedding::Intend => inner.at_most(Certainty::Possible),
            Embedding::Seem => inner.denied(negated_here).at_most(Certainty::Probable),
            Embedding::Achieve => inner.denied(negated_here),
            Embedding::Fail | Embedding::Prevent => inner.denied(true).denied(negated_here),
        }
    }

    /// "It is possible that …", "That he knew is false": the predicate judges the clause.
    fn judged(&self, head: usize, context: &Context) -> Context {
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
    fn open_complement(&mut self, head: usize, child: usize, context: &Context, chain: &[usize]) {
        let tree = self.tree;
        if tree.upos(child) != Upos::VERB && !tree.has(child, &["cop"]) {
            return self.nominal(child, head, context);
        }
        // A finite verb, or one with a subject of its own, is no infinitive whatever the relation says.
        if matches!(tree.words[child].xpos.as_str(), "VBD" | "VBZ" | "VBP") || tree.has(child, &["nsubj"]) {
            let inner = self.finite_content(head, child, context);
            return self.visit(child, inner);
        }
        let lemma = tree.lemma(head);
        let shared = self.shares_subject(head, child);
        let class = match lemma {
            "go" if tree.words[head].xpos == "VBG" => Some(Embedding::Intend),
            "have" | "need" | "be" => Some(Embedding::Intend),
            _ => cue::infinitive(lemma),
        };
        let subjects = if shared {
            context.subjects.clone()
        } else {
            tree.first(head, &["obj", "iobj"]).map(|object| self.items(object)).unwrap_or_default()
        };
        let mut inner = match class {
            Some(
                class @ (Embedding::Say | Embedding::Show | Embedding::Believe | Embedding::Allege | Embedding::Direct),
            ) => self.embedded(class, head, context, context.clone()),
            Some(class) if shared => self.chain_context(class, head, context),
            Some(class) => self.embedded(class, head, context, context.clone()),
            None if shared => context.clone(),
            None => context.clone().at_most(Certainty::Possible),
        };
        inner.subjects = subjects;
        if shared && !is_passive_report(tree, head) {
            // "failed to pay": they did not pay.
            let failed =
                class == Some(Embedding::Fail) && tree.with(child, &["mark"]).any(|mark| tree.lower(mark) == "to");
            inner.negated ^= failed;
            let reduced = failed
                || matches!(class, Some(Embedding::Seem))
                || matches!(lemma, "have" | "need" | "go" | "manage" | "happen");
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
    fn chain_context(&self, class: Embedding, head: usize, context: &Context) -> Context {
        match (class, self.tree.lemma(head)) {
            (Embedding::Seem, _) => context.clone().at_most(Certainty::Probable),
            (_, "have" | "need") => context.clone().at_most(Certainty::Possible),
            (_, "go") => context.clone().at_most(Certainty::Probable),
            _ => context.clone(),
        }
    }

    /// An adverbial clause.
    fn adverbial(&mut self, child: usize, context: &Context) {
        let tree = self.tree;
        let marks: Vec<String> = tree.with(child, &["mark", "case"]).map(|mark| tree.lower(mark)).collect();
        let has = |word: &str| marks.iter().any(|mark| mark == word);
        let mut inner = context.clone();
        // "accused of lying", "banned from flying": the gerund is what the verb is about.
        let above = tree.words[child].head.unwrap_or(child);
        if (has("of") || has("from") || has("for")) && tree.words[child].xpos == "VBG" {
            let object = tree.first(above, &["obj", "nsubj:pass"]).map(|object| self.items(object));
            if let Some(class) = cue::infinitive(tree.lemma(above)).filter(|c| !matches!(c, Embedding::Achieve)) {
                inner = self.embedded(class, above, context, context.clone()).at_most(Certainty::Possible);
            }
            if let Some(object) = object.filter(|_| !has("for")) {
                inner.subjects = object;
            }
            return self.visit(child, inner);
        }
        if tree.has(child, &["nsubj", "nsubj:pass", "expl"]) {
            inner.subjects = Vec::new();
        } else if marks.is_empty() && tree.words[child].xpos == "VBN" && child > above {
            // "detained the man, later identified as X": a passive participle behind is about the nearest phrase.
            let nearest = tree
                .with(above, &["obj", "obl"])
                .filter(|&n| n < child && n > above && !is_time(self.sentence, tree, n))
                .last();
            if let Some(nearest) = nearest {
                inner.subjects = vec![self.argument(nearest)];
            }
        }
        if ["as", "because", "since", "after", "although", "though", "whereas", "while"].iter().any(|word| has(word)) {
            inner.certainty = context.frame;
        }
        // An adverbial clause stands outside its clause's own negation and modality, but inside all voices.
        if has("to") || has("if") || has("unless") || has("for") || has("in order") || has("lest") || has("from") {
            inner = inner.at_most(Certainty::Possible);
        }
        inner.negated = has("without");
        self.visit(child, inner);
    }

    /// A coordinated clause.
    fn conjunct(&mut self, head: usize, child: usize, context: &Context, outer: &Context, chain: &[usize]) {
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
        let question = context.certainty == Certainty::Possible && self.question;
        if question {
            inner = inner.at_most(Certainty::Possible);
        }
        let chain = if own_subject || !tree.is(head, &["xcomp"]) { Vec::new() } else { chain.to_vec() };
        self.visit_chain(child, inner, chain);
    }

    /// A relative clause: its pronoun, or its gap, stands for the noun.
    fn relative(&mut self, noun: usize, clause: usize, context: &Context) {
        let tree = self.tree;
        let antecedent = noun_phrase(tree, self.index, noun);
        let pronoun = tree.subtree(clause).into_iter().find(|&word| {
            matches!(tree.words[word].xpos.as_str(), "WDT" | "WP")
                && matches!(tree.lemma(word), "who" | "which" | "that" | "whom")
        });
        match pronoun {
            Some(pronoun) => {
                self.antecedents.insert(pronoun, antecedent);
            }
            None if tree.has(clause, &["nsubj"])
                && !tree.has(clause, &["obj", "nsubj:pass", "cop"])
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
        let inner = Context { negated: false, ..context.about(Vec::new()) };
        let inner = if context.voices.is_empty() && !self.question {
            Context { certainty: Certainty::Certain, ..inner }
        } else {
            inner
        };
        self.visit(clause, inner);
    }

    /// A clause on a noun: participial ("the man killed by X"), infinitival ("pressure to resign"), or its content
    /// ("the claim that …").
    fn adnominal(&mut self, noun: usize, clause: usize, predicate: usize, context: &Context) {
        let tree = self.tree;
        let infinitive = tree.with(clause, &["mark"]).any(|mark| tree.lower(mark) == "to");
        let finite = tree.has(clause, &["nsubj", "nsubj:pass", "expl"]);
        if !infinitive
            && !finite
            && matches!(tree.words[clause].xpos.as_str(), "VBG" | "VBN")
            && tree.preposition(clause).is_empty()
            && !tree.has(clause, &["mark"])
        {
            let mut described = self.described(noun, context);
            let own = tree.subtree(clause);
            for argument in described.iter_mut().filter(|a| a.sentence == self.index) {
                argument.words.retain(|word| !own.contains(word));
            }
            let inner = context.about(described);
            return self.visit(clause, Context { negated: false, ..inner });
        }
        let lemma = tree.lemma(noun);
        let mut inner = context.about(Vec::new());
        let owner = tree.first(noun, &["nmod:poss"]);
        match cue::content_noun(lemma) {
            Some(Embedding::Know) if !is_negated_nominal(tree, noun) => {}
            Some(class) => {
                if let Some(owner) = owner.filter(|_| class.has_voice()) {
                    inner = inner.said_by(Voice { source: Some(self.argument(owner)), cue: lemma.to_owned() });
                }
                let sure = class == Embedding::Say && owner.is_some();
                inner = inner.at_most(if sure { Certainty::Certain } else { Certainty::Possible });
            }
            None => inner = inner.at_most(Certainty::Possible),
        }
        // "denied claims that …", "the idea that … is false".
        let denies = cue::finite(tree.lemma(predicate)) == Some(Embedding::Deny) && tree.is(noun, &["obj", "conj"]);
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
            inner.subjects = match owner {
                Some(owner) => self.items(owner),
                None if tree.is(noun, &["obj", "xcomp"]) && !is_passive(tree, predicate) => context.subjects.clone(),
                None => Vec::new(),
            };
            inner = inner.at_most(Certainty::Possible);
        }
        self.visit(clause, inner);
    }

    /// What a clause on this noun is about: what the noun describes (a predicate's subject, the name that an
    /// apposition or a title stands by), else the noun.
    fn described(&self, noun: usize, context: &Context) -> Vec<Argument> {
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

/// What all propositions of one clause share.
struct Frame<'w> {
    index: usize,
    head: usize,
    context: &'w Context,
    complements: Complements,
    adjuncts: Vec<(usize, Adjunct)>,
    times: Vec<Argument>,
    places: Vec<(usize, Adjunct)>,
    construction: Construction,
}

impl<'w> Frame<'w> {
    fn new(walker: &Walker, head: usize, context: &'w Context, complements: &Complements) -> Self {
        let tree = walker.tree;
        let mut adjuncts = Vec::new();
        let mut places = Vec::new();
        for oblique in &complements.obliques {
            let target = if is_place(walker.sentence, tree, oblique) { &mut places } else { &mut adjuncts };
            let relation = if oblique.preposition.is_empty() { "for".to_owned() } else { oblique.preposition.clone() };
            target.push((oblique.head, Adjunct { relation, argument: walker.argument(oblique.head) }));
        }
        if let Some(indirect) = complements.indirect {
            adjuncts.push((indirect, Adjunct { relation: "to".to_owned(), argument: walker.argument(indirect) }));
        }
        if let Some(frequency) = complements.frequency {
            let argument = Argument { sentence: walker.index, head: frequency, words: vec![frequency], clausal: false };
            adjuncts.push((frequency, Adjunct { relation: "frequency".to_owned(), argument }));
        }
        for xcomp in tree.with(head, &["xcomp"]) {
            if complements.object.is_some() {
                let nominal = tree.is_nominal(xcomp);
                let argument = if nominal { walker.argument(xcomp) } else { phrase::clause(tree, walker.index, xcomp) };
                adjuncts.push((xcomp, Adjunct { relation: if nominal { "as" } else { "to" }.to_owned(), argument }));
            }
        }
        if complements.object.is_some() {
            for ((gerund, _), preposition) in gerunds(tree, head) {
                let argument = gerund_clause(tree, walker.index, gerund);
                adjuncts.push((gerund, Adjunct { relation: preposition, argument }));
            }
        }
        let times = complements.times.iter().map(|&time| time_phrase(tree, walker.index, time)).collect();
        Self {
            index: walker.index,
            head,
            context,
            complements: complements.clone(),
            adjuncts,
            times,
            places,
            construction: Construction::Verb,
        }
    }

    /// A proposition of this clause; `used` is the complement that became its object.
    fn proposition(
        &self,
        subject: &Argument,
        relation: Relation,
        object: Option<Argument>,
        used: Option<usize>,
    ) -> Proposition {
        let others = |all: &[(usize, Adjunct)]| -> Vec<Adjunct> {
            all.iter().filter(|(head, _)| Some(*head) != used).map(|(_, adjunct)| adjunct.clone()).collect()
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

/// Gerunds behind a preposition that the verb governs, as ((gerund, preposition), preposition in lower case).
fn gerunds(tree: &Tree, head: usize) -> Vec<((usize, usize), String)> {
    let governed = |mark: &str| matches!(mark, "of" | "from" | "for" | "in" | "on" | "about" | "against" | "with");
    tree.with(head, &["advcl"])
        .filter(|&clause| tree.words[clause].xpos == "VBG" && !tree.has(clause, &["nsubj"]))
        .filter_map(|clause| {
            let mark = tree.with(clause, &["mark", "case"]).find(|&mark| governed(&tree.lower(mark)))?;
            Some(((clause, mark), tree.lower(mark)))
        })
        .collect()
}

/// "putting their life first" without its preposition.
fn gerund_clause(tree: &Tree, sentence: usize, gerund: usize) -> Argument {
    let mut argument = phrase::clause(tree, sentence, gerund);
    argument.words.retain(|&word| word >= gerund);
    argument
}

/// Prepositions of circumstances, which rather qualify a relation than make one.
fn is_peripheral(preposition: &str) -> bool {
    const CIRCUMSTANCES: [&str; 20] = [
        "after",
        "before",
        "during",
        "amid",
        "despite",
        "because of",
        "due to",
        "following",
        "like",
        "unlike",
        "without",
        "among",
        "amongst",
        "including",
        "in the wake of",
        "as part of",
        "as a result of",
        "in light of",
        "in addition to",
        "in spite of",
    ];
    CIRCUMSTANCES.contains(&preposition)
}

/// Verbs that mean little without their object noun.
fn is_light(lemma: &str) -> bool {
    matches!(
        lemma,
        "have"
            | "make"
            | "take"
            | "hold"
            | "give"
            | "do"
            | "play"
            | "get"
            | "conduct"
            | "carry"
            | "pay"
            | "claim"
            | "reach"
            | "face"
            | "bear"
            | "draw"
            | "show"
            | "express"
            | "offer"
            | "lose"
            | "put"
            | "set"
            | "launch"
            | "open"
            | "sign"
            | "file"
            | "impose"
    )
}

/// "accepted responsibility for": a singular noun without determiner.
fn is_bare(tree: &Tree, noun: usize) -> bool {
    tree.words[noun].xpos == "NN" && !tree.has(noun, &["det", "nmod:poss", "nummod", "compound", "acl"])
}

/// "took place", "took part in": verb and noun are one word.
fn is_idiom(tree: &Tree, verb: usize, noun: usize) -> bool {
    const TAKEN: [&str; 11] =
        ["place", "part", "effect", "office", "shape", "charge", "control", "power", "action", "hold", "root"];
    tree.lemma(verb) == "take" && TAKEN.contains(&tree.lemma(noun)) && !tree.has(noun, &["det", "amod", "nmod:poss"])
}

/// The prepositional phrases of a noun as obliques of its verb.
fn nominal_obliques(tree: &Tree, sentence: &Sentence, noun: usize) -> Vec<Oblique> {
    tree.with(noun, &["nmod"])
        .filter(|&n| !tree.preposition(n).is_empty() && !is_time(sentence, tree, n))
        .map(|n| Oblique { preposition: tree.preposition(n), case: tree.case(n), head: n })
        .collect()
}

/// Whether an object noun is part of the relation: bare or indefinite and no name.
fn belongs_to_relation(sentence: &Sentence, tree: &Tree, verb: usize, noun: usize) -> bool {
    tree.upos(noun) == Upos::NOUN
        && super::clause::name_kind(sentence, noun).is_none()
        && !tree.has(noun, &["nmod:poss", "nummod"])
        && tree.with(noun, &["det"]).all(|det| {
            matches!(tree.lower(det).as_str(), "a" | "an" | "any" | "no" | "some") || is_light(tree.lemma(verb))
        })
}

/// "had meetings with".
fn with_noun(tree: &Tree, group: &VerbGroup, noun: usize, preposition: &str) -> Relation {
    let mut relation = group.name(tree, "", &[]);
    for text in [&mut relation.label, &mut relation.lemma, &mut relation.phrase] {
        text.push(' ');
        text.push_str(&tree.lower(noun));
        text.push(' ');
        text.push_str(preposition);
    }
    relation
}

/// "was", "was in", "was columnist for", "decided to be".
fn copular_name(tree: &Tree, head: usize, chain: &[usize], predicate: &[String], preposition: &str) -> Relation {
    let mut label: Vec<String> = vec!["was".to_owned()];
    let mut lemma: Vec<String> = vec!["be".to_owned()];
    if let Some(&first) = chain.first() {
        label = vec![super::past(tree.lemma(first)), "to be".to_owned()];
        lemma = vec![tree.lemma(first).to_owned(), "to be".to_owned()];
    }
    let mut words: Vec<usize> = tree.with(head, &["aux", "cop"]).collect();
    words.extend(chain);
    words.sort_unstable();
    let mut phrase: Vec<String> = words.iter().map(|&word| tree.lower(word)).collect();
    for part in predicate.iter().map(String::as_str).chain([preposition]).filter(|part| !part.is_empty()) {
        label.push(part.to_owned());
        lemma.push(part.to_owned());
        phrase.push(part.to_owned());
    }
    if phrase.is_empty() {
        phrase.clone_from(&label);
    }
    Relation { label: label.join(" "), lemma: lemma.join(" "), phrase: phrase.join(" ") }
}

/// "is said to have", "was reported to be".
fn is_passive_report(tree: &Tree, head: usize) -> bool {
    is_passive(tree, head) && cue::finite(tree.lemma(head)).is_some_and(Embedding::has_voice)
}
