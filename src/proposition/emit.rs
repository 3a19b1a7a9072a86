//! The propositions of one clause: a verb's or a copula's arguments, every pair that makes a relation.

use super::clause::{Complements, Oblique, governed_clause, is_place, is_time, name_kind};
use super::context::{Context, is_hedged_nominal, is_hedged_phrase, is_negated_nominal};
use super::cue::{self, Embedding};
use super::frame::{Frame, gerunds};
use super::object::measure;
use super::phrase;
use super::relation::{VerbGroup, is_arranged, is_passive};
use super::restriction;
use super::verb_noun::{
    belongs_to_relation, counts, is_bare, is_filler, is_fixed, is_idiom, is_light, is_peripheral, nominal_obliques,
    predicate_tail, stranded_behind, stranded_preposition, with_noun,
};
use super::walk::Walker;
use super::{Argument, Certainty, Construction, Polarity, Proposition, Tree};
use crate::document::Upos;

impl Walker<'_> {
    /// The propositions of a verb.
    pub(super) fn verb(&mut self, head: usize, context: &Context, chain: &[usize]) {
        let tree = self.tree;
        let mut complements = Complements::read(tree, self.sentence, head);
        let mut group = VerbGroup {
            head,
            chain: chain.to_vec(),
            passive: is_passive(tree, head),
            turned: false,
            noun: None,
            tail: String::new(),
        };
        if let Some(idiom) = complements.obliques.iter().position(|o| is_fixed(tree, o)) {
            let idiom = complements.obliques.remove(idiom);
            group.tail = format!("{} {}", idiom.preposition, tree.lower(idiom.head));
        }
        // "began acting twenty years ago": the time may hang from the verb before.
        if complements.times.is_empty() {
            let times = |&verb: &usize| Complements::read(tree, self.sentence, verb).times;
            complements.times = chain.iter().flat_map(times).collect();
        }
        self.share_object(head, &mut complements);
        let mut subjects = context.subjects.clone();
        if let Some(noun) = complements.object.filter(|&noun| is_idiom(tree, head, noun)) {
            group.noun = Some(noun);
            complements.object = None;
            complements.obliques.extend(nominal_obliques(tree, self.sentence, noun));
        }
        // "a house he had access to"
        if let Some(noun) = complements.object.filter(|_| self.gaps.contains_key(&head))
            && let Some(stranded) = stranded_behind(tree, noun)
        {
            group.noun = Some(noun);
            group.tail = tree.lower(stranded);
            complements.object = None;
        }
        // "set himself on fire", "defends itself from": the relation is to the rest.
        if let Some(oneself) = complements.object.filter(|&object| tree.is_reflexive(object)) {
            group.noun = Some(oneself);
            complements.object = None;
        }
        // "left ten people dead"
        let left = tree.lemma(head) == "leave" && complements.object.is_some() && group.tail.is_empty();
        if let Some(state) = tree.with(head, &["xcomp"]).find(|&x| left && tree.upos(x) == Upos::ADJ) {
            group.tail = tree.lower(state);
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
            if let Some(stranded) = stranded_preposition(tree, head) {
                complements.obliques.retain(|oblique| oblique.head != stranded);
                group.tail = tree.lower(stranded);
            }
        }
        // "groundwork that could be built upon"
        let stranded = tree.with(head, &["nsubj:pass"]).find_map(|subject| {
            tree.with(subject, &["case"]).find(|&case| case == head + 1 && tree.upos(subject) == Upos::PRON)
        });
        if let Some(stranded) = stranded.filter(|_| group.passive && group.tail.is_empty()) {
            group.tail = tree.lower(stranded);
        }
        complements.obliques.retain(|o| !(o.preposition.is_empty() && tree.is_reflexive(o.head)));
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
        // "… were directed by Roe", with a subject that is no phrase
        if group.turned && objects.is_empty() {
            return;
        }
        // "was less influenced by Roe": how little is not in the name.
        let less = |word: usize| matches!(tree.lower(word).as_str(), "less" | "least" | "little");
        if tree.with(head, &["advmod"]).any(|word| word + 1 == head && less(word)) {
            return;
        }
        // "studied in Lissen, followed by a tour": what the tour follows is the clause.
        if group.turned && tree.lemma(head) == "follow" && tree.is(head, &["advcl"]) && !tree.has(head, &["nsubj"]) {
            return;
        }
        if self.could_not_help(head) {
            return;
        }
        // "was reported by the paper to have left": who is said to do it is not reported.
        let report = cue::finite(tree.lemma(head)).is_some_and(Embedding::has_voice);
        if group.turned && report && tree.with(head, &["xcomp"]).any(|x| tree.upos(x) == Upos::VERB) {
            return;
        }
        if self.chains_on(head, &objects) {
            return;
        }
        // "lasted an hour", "weighs two tons": the measure is what it is about.
        if objects.is_empty()
            && !group.passive
            && group.noun.is_none()
            && cue::is_cue(tree.lemma(head), "measures")
            && let Some(measure) = measure(tree, head)
        {
            complements.times.retain(|&time| time != measure);
            complements.obliques.retain(|oblique| oblique.head != measure);
            objects.push(self.argument(measure));
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

    /// Subject – verb – object, and subject – verb + preposition – oblique beside it.
    pub(super) fn object_propositions(
        &mut self,
        frame: &Frame,
        group: &VerbGroup,
        subjects: &[Argument],
        objects: &[Argument],
    ) {
        let tree = self.tree;
        if self.spent_life(frame, group, subjects) {
            return;
        }
        let plain = group.name(tree, "", &[]);
        // "made the nation great" makes no nation.
        let predicate = tree.with(group.head, &["xcomp"]).any(|x| tree.upos(x) == Upos::ADJ);
        let kind = tree.with(group.head, &["xcomp"]).any(|x| tree.is_nominal(x));
        // Nor did "made them work" make them, or "prevented them from working" prevent them.
        let bare = |&x: &usize| tree.words[x].xpos == "VB";
        let works = tree.with(group.head, &["xcomp", "advcl"]).any(|x| bare(&x));
        // "saw three people move in" saw that they did.
        let seen = tree.with(group.head, &["xcomp", "ccomp"]).any(|x| bare(&x) && !tree.has(x, &["mark"]));
        let verb = tree.lemma(group.head);
        let whole = objects.iter().all(|object| object.clausal);
        // Nor had "had the home searched" a home.
        let arranged = tree.with(group.head, &["xcomp"]).any(|x| is_arranged(tree, x));
        // "made way for them" made no way; "kept the question at the forefront" did not keep it.
        let beside = |o: &Oblique| o.head > group.head && !o.preposition.is_empty() && !is_peripheral(&o.preposition);
        let led_on = frame.complements.object.filter(|_| frame.complements.obliques.iter().any(beside));
        let empty = led_on.is_some_and(|noun| cue::is_cue(tree.lemma(noun), "empty-object") && is_bare(tree, noun));
        let placed = cue::is_cue(verb, "placed")
            && frame.complements.obliques.iter().any(|o| beside(o) && name_kind(self.sentence, o.head).is_none());
        let unit = |object: usize| cue::is_cue(tree.lemma(object), "time-word");
        // "spent ten years fighting": the fight is what is told.
        let spent = verb == "spend"
            && frame.complements.object.is_some_and(unit)
            && tree
                .with(group.head, &["xcomp", "advcl"])
                .chain(frame.complements.object.into_iter().flat_map(|noun| tree.with(noun, &["acl"])))
                .any(|x| tree.words[x].xpos == "VBG");
        // "ascribed the death to a stroke"
        // "brought the total to 40", "held two officers in contempt"
        let ascribed = frame.complements.obliques.iter().any(|o| match o.preposition.as_str() {
            "to" if verb == "bring" => tree.upos(o.head) == Upos::NUM,
            "to" | "with" => cue::is_cue(verb, "needs-to"),
            "in" if verb == "hold" => cue::is_cue(tree.lemma(o.head), "held-in"),
            _ => false,
        });
        let caused = arranged
            || spent
            || !whole && (works && cue::is_cue(verb, "causes") || seen && cue::is_cue(verb, "perceives"))
            || predicate && cue::is_cue(verb, "renders")
            || kind && (verb == "make" || cue::is_cue(verb, "renders"));
        for (s, subject) in subjects.iter().enumerate().filter(|_| !caused && !empty && !placed && !ascribed) {
            for (o, object) in objects.iter().enumerate() {
                if frame.goes_with(self, (s, subjects.len()), (o, objects.len())) {
                    self.push(frame.proposition(subject, plain.clone(), Some(object.clone()), None));
                }
            }
        }
        let Some(object) = frame.complements.object else {
            return self.secondary(frame, group, subjects, objects);
        };
        // "had meetings with X": the noun belongs to the relation; but not in "had dozens of meetings with X".
        for noun in tree
            .coordinated(object)
            .into_iter()
            .filter(|&noun| belongs_to_relation(self.sentence, tree, group.head, noun) && !counts(tree, noun))
            .filter(|_| !(kind && verb == "make"))
        {
            for dependent in tree.with(noun, &["nmod", "acl"]).collect::<Vec<_>>() {
                let preposition = tree.preposition(dependent);
                let complex = preposition == "in" && cue::is_cue(&tree.lower(dependent), "complex-noun");
                let circumstance = is_peripheral(&preposition) || is_time(self.sentence, tree, dependent) || complex;
                if preposition.is_empty() || circumstance || !tree.is_nominal(dependent) {
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
                let spends = tree.lemma(group.head) == "spend";
                if (is_light(tree.lemma(group.head)) || is_bare(tree, noun) || spends)
                    && oblique.head > group.head
                    && !oblique.preposition.is_empty()
                    && !is_peripheral(&oblique.preposition)
                    && (spends || !is_place(self.sentence, tree, &oblique))
                {
                    self.verb_noun(frame, subjects, noun, &relation, oblique.head);
                }
            }
        }
        let light = belongs_to_relation(self.sentence, tree, group.head, object)
            && (is_light(tree.lemma(group.head)) || is_bare(tree, object));
        if !light && !caused {
            self.secondary(frame, group, subjects, objects);
        }
    }

    /// A verb without object: one proposition for each oblique, or one without object.
    pub(super) fn oblique_propositions(&mut self, frame: &Frame, group: &VerbGroup, subjects: &[Argument]) {
        let tree = self.tree;
        let mut any = false;
        let embeds = tree.has(group.head, &["ccomp", "xcomp"]) || self.is_reporting(group.head);
        // "was found guilty after a trial": the predicate is what the verb says.
        let predicate = tree.with(group.head, &["xcomp"]).any(|x| tree.upos(x) != Upos::VERB);
        let central = predicate || frame.complements.obliques.iter().any(|o| !is_peripheral(&o.preposition));
        // "at dissolution, there was one": when or how it was there.
        let exists = tree.lemma(group.head) == "be";
        let there = exists && tree.with(group.head, &["expl"]).any(|word| tree.words[word].xpos == "EX");
        if let Some((relation, object)) = self.range(frame, group) {
            for subject in subjects {
                self.push(frame.proposition(subject, relation.clone(), Some(object.clone()), None));
            }
            return;
        }
        for oblique in frame.complements.obliques.clone() {
            // "two polls, of which four are needed"
            let counted =
                |subject: usize| tree.upos(subject) == Upos::NUM || cue::is_cue(&tree.lower(subject), "counts");
            if oblique.preposition == "of"
                && tree.words[oblique.head].xpos == "WDT"
                && tree.with(group.head, &["nsubj"]).any(counted)
            {
                any = true;
                continue;
            }
            if there && oblique.head < group.head && !is_place(self.sentence, tree, &oblique)
                || cue::is_cue(&oblique.preposition.replace(' ', "_"), "no-relation")
            {
                continue;
            }
            let speech = cue::finite(tree.lemma(group.head)).is_some_and(Embedding::is_speech);
            if (tree.has(group.head, &["ccomp"]) && !speech) || (central && is_peripheral(&oblique.preposition)) {
                continue;
            }
            if oblique.preposition.is_empty() && oblique.head > group.head && !tree.is(oblique.head, &["obl:unmarked"])
            {
                continue;
            }
            // "met in a bid to win": the bid is what it was done for, nothing it was done in.
            let aims = matches!(tree.lemma(oblique.head), "bid" | "attempt" | "effort") && oblique.preposition == "in";
            if aims && tree.with(oblique.head, &["acl"]).any(|verb| tree.is_infinitive(verb)) {
                continue;
            }
            // "referred to it as a stunt": it is referred to.
            let other = |o: &Oblique| matches!(o.preposition.as_str(), "to" | "upon" | "on" | "of" | "at");
            let seen_as = matches!(tree.lemma(group.head), "refer" | "look" | "think" | "speak" | "conceive" | "point");
            // "known within the community as Roe": known as Roe.
            let known = tree.lemma(group.head) == "know" && group.passive && oblique.preposition != "as";
            if known && frame.complements.obliques.iter().any(|o| o.preposition == "as") {
                continue;
            }
            // "relied on fees for funding": they relied on fees.
            let relies =
                matches!(tree.lemma(group.head), "rely" | "depend" | "count" | "draw") && oblique.preposition == "for";
            if relies && frame.complements.obliques.iter().any(other) {
                continue;
            }
            if oblique.preposition == "as" && seen_as && frame.complements.obliques.iter().any(other) {
                continue;
            }
            // "said in a broadcast that …": what is said is what counts.
            let content = tree.has(group.head, &["ccomp", "parataxis"]) || tree.is(group.head, &["parataxis"]);
            let says = matches!(tree.lemma(group.head), "say" | "add" | "note" | "state" | "write" | "tweet" | "tell");
            if says && content && !matches!(oblique.preposition.as_str(), "to" | "of" | "about" | "at") {
                continue;
            }
            // "called on drivers in a statement": where it was said is no relation.
            let speaks = cue::finite(tree.lemma(group.head)).is_some_and(Embedding::has_voice)
                || tree.lemma(group.head) == "call";
            let medium = matches!(oblique.preposition.as_str(), "in" | "via" | "through")
                && cue::is_cue(&tree.lemma(oblique.head).to_lowercase(), "document");
            let venue = speech
                && tree.has(group.head, &["ccomp"])
                && matches!(oblique.preposition.as_str(), "on" | "in" | "at" | "via");
            let beside = matches!(oblique.preposition.as_str(), "following" | "despite" | "in the aftermath of");
            if speaks && medium || venue || speech && beside {
                continue;
            }
            let relation = group.with_tail(predicate_tail(tree, group)).name(tree, &oblique.preposition, &oblique.case);
            // "The victims were identified as A, B and C."
            let several = |a: &Argument| a.sentence == self.index && is_several(tree, a.head);
            let listed =
                oblique.preposition == "as" && tree.has(oblique.head, &["conj"]) && subjects.iter().any(several);
            let objects =
                if listed { vec![phrase::list(tree, self.index, oblique.head)] } else { self.items(oblique.head) };
            for (o, object) in objects.iter().enumerate() {
                // "worked in the Senate and as a lawyer"
                let own = Some(tree.preposition(object.head))
                    .filter(|own| object.sentence == self.index && object.head != oblique.head && !own.is_empty());
                let relation = match own.filter(|own| *own != oblique.preposition) {
                    Some(own) => group.name(tree, &own, &tree.case(object.head)),
                    None => relation.clone(),
                };
                for (s, subject) in subjects.iter().enumerate() {
                    any = true;
                    if frame.goes_with(self, (s, subjects.len()), (o, objects.len())) {
                        self.push(frame.proposition(
                            subject,
                            relation.clone(),
                            Some(object.clone()),
                            Some(oblique.head),
                        ));
                    }
                }
            }
        }
        let mut any = any || !gerunds(tree, group.head).is_empty();
        if let Some((preposition, clause)) = governed_clause(tree, group.head).filter(|_| !any) {
            any = true;
            let relation = group.name(tree, &tree.lower(preposition), &[preposition]);
            let object = phrase::governed(tree, self.index, clause, preposition);
            for subject in subjects {
                self.push(frame.proposition(subject, relation.clone(), Some(object.clone()), None));
            }
        }
        if exists && !any {
            self.existence(frame, subjects);
        }
        // "as some claimed"
        let as_said = tree.with(group.head, &["mark"]).any(|mark| tree.lower(mark) == "as")
            && cue::finite(tree.lemma(group.head)).is_some_and(Embedding::has_voice)
            && !group.passive;
        if !any && !exists && !embeds && !as_said && !is_filler(tree, group.head) && !self.says_little(frame, group) {
            for subject in subjects {
                let relation = group.name(tree, "", &[]);
                self.push(frame.proposition(subject, relation, None, None));
            }
        }
    }

    /// ", he said" reports what stands around it.
    pub(super) fn is_reporting(&self, head: usize) -> bool {
        self.tree.is(head, &["parataxis"]) && self.parenthetic(head).is_some()
            || matches!(self.tree.lemma(head), "say" | "add" | "tell" | "state" | "note" | "write" | "explain")
    }

    pub(super) fn push(&mut self, proposition: Proposition) {
        let tree = self.tree;
        let ours = |a: &Argument| a.sentence == self.index;
        let interrogative = |a: &Argument| {
            let asks = |word: usize| matches!(tree.words[word].xpos.as_str(), "WP" | "WDT" | "WRB" | "EX");
            // "at which point"
            ours(a) && (asks(a.head) || !a.clausal && tree.with(a.head, &["det"]).any(asks))
        };
        // "each other", "one another"
        let mutual = |a: &Argument| {
            ours(a)
                && matches!(tree.lemma(a.head), "other" | "another" | "each")
                && (tree.with(a.head, &["fixed"]).any(|other| tree.lower(other) == "other")
                    || tree.with(a.head, &["det"]).any(|det| tree.lower(det) == "each")
                    || a.head > 0 && tree.lower(a.head - 1) == "one")
        };
        let object = proposition.object.as_ref();
        if interrogative(&proposition.subject) || object.is_some_and(|o| interrogative(o) || mutual(o)) {
            return;
        }
        // "didn't fight hard enough": they fought.
        let enough = |manner: usize| tree.with(manner, &["advmod"]).any(|word| tree.lower(word) == "enough");
        if proposition.polarity == Polarity::Negative
            && ours(&proposition.subject)
            && tree.with(proposition.head, &["advmod"]).any(enough)
        {
            return;
        }
        // "those who left": that they left is said with them.
        let subject = &proposition.subject;
        if ours(subject) && subject.head < proposition.head && subject.words.contains(&proposition.head) {
            return;
        }
        let negated = [Some(&proposition.subject), proposition.object.as_ref()]
            .into_iter()
            .flatten()
            .any(|a| ours(a) && !a.clausal && is_negated_nominal(tree, a.head) && tree.is_nominal(a.head));
        let hedged =
            proposition.object.as_ref().is_some_and(|a| ours(a) && !a.clausal && is_hedged_nominal(tree, a.head));
        // "had alleged ties", but "arrested an alleged dealer".
        let verb = tree.lemma(proposition.head);
        let hedged = hedged && (is_light(verb) || verb == "be" || tree.upos(proposition.head) != Upos::VERB);
        let mut proposition = proposition;
        let predicate = proposition.head;
        for argument in std::iter::once(&mut proposition.subject).chain(&mut proposition.object).filter(|a| ours(a)) {
            *argument = restriction::completed(tree, argument, predicate);
        }
        proposition.polarity = proposition.polarity.flipped(negated);
        let doubted =
            proposition.object.as_ref().is_some_and(|a| ours(a) && !a.clausal && is_hedged_phrase(tree, a.head));
        let told = matches!(proposition.construction, Construction::Verb | Construction::VerbNoun);
        if proposition.polarity == Polarity::Negative && proposition.construction == Construction::Verb {
            self.keep_manner(&mut proposition, "manner");
        } else if told {
            self.keep_manner(&mut proposition, "kept-adverb");
        }
        if hedged || doubted {
            proposition.certainty = proposition.certainty.max(Certainty::Probable);
        }
        let one_of_two = std::iter::once(&proposition.subject)
            .chain(&proposition.object)
            .any(|a| ours(a) && !a.clausal && phrase::is_alternative(tree, a.head));
        if one_of_two && proposition.polarity == Polarity::Positive {
            proposition.certainty = proposition.certainty.max(Certainty::Possible);
        }
        self.found.push(proposition);
    }
}

/// A plural noun, or several joined.
pub(super) fn is_several(tree: &Tree, head: usize) -> bool {
    matches!(tree.words[head].xpos.as_str(), "NNS" | "NNPS") || tree.has(head, &["conj"])
}
