//! Nouns that stand for events, with their arguments: "Russian interference in the election", "the acquisition of X by Y",
//! "talks between A and B", "X's decision to resign", "held a meeting with X".
//!
//! The verb of a noun is that of WordNet's derivation. A noun presupposes its event only as far as the clause around it
//! does: what is denied, planned or called off has not happened.

use super::clause::{is_time, name_kind};
use super::context::{Context, is_hedged_nominal, is_negated_nominal};
use super::cue::{self, Embedding};
use super::phrase::noun_phrase;
use super::verb_noun::is_light;
use super::{Argument, Certainty, Construction, Polarity, Proposition, Relation, Tree, Voice, past};
use crate::document::{NameKind, Sentence, Upos};
use crate::lexicon;
use std::collections::BTreeMap;

/// Adds the relations of the event that the noun stands for.
pub(super) fn relations(
    sentence: &Sentence,
    index: usize,
    tree: &Tree,
    contexts: &BTreeMap<usize, Context>,
    noun: usize,
    found: &mut Vec<Proposition>,
) {
    if tree.upos(noun) != Upos::NOUN || name_kind(sentence, noun).is_some() {
        return;
    }
    let Some(verb) = verb_of(tree.lemma(noun)) else { return };
    let event = Event { sentence, index, tree, noun, verb };
    let context = tree.governing_predicate(noun).and_then(|p| contexts.get(&p).cloned()).unwrap_or_else(Context::plain);
    let frame = event.factuality(context);
    for (subject, relation, object) in event.facts(&frame) {
        let own = subject.words.contains(&noun) || object.as_ref().is_some_and(|o| o.head == subject.head);
        if own || subject.words.is_empty() {
            continue;
        }
        found.push(Proposition {
            sentence: index,
            head: noun,
            subject,
            relation,
            object,
            adjuncts: Vec::new(),
            times: Vec::new(),
            places: Vec::new(),
            polarity: Polarity::Positive.flipped(frame.negated),
            certainty: frame.certainty,
            voices: frame.voices.clone(),
            construction: Construction::Nominalisation,
        });
    }
}

/// The verb that the noun is derived from, where its first sense is an act, an event or a speech.
fn verb_of(noun: &str) -> Option<&'static str> {
    match noun {
        "meeting" => return Some("meet"),
        "talk" | "talks" => return Some("talk"),
        "resignation" => return Some("resign"),
        _ => {}
    }
    let event = |senses: &str| ["act", "event", "communication", "process"].iter().any(|kind| senses.starts_with(kind));
    lexicon::NOUNS.get(noun).filter(|senses| event(senses))?;
    lexicon::DERIVATIONS.get(noun)?.strip_prefix("event ").filter(|_| !cue::is_cue(noun, "no-event"))
}

struct Event<'a> {
    sentence: &'a Sentence,
    index: usize,
    tree: &'a Tree<'a>,
    noun: usize,
    verb: &'static str,
}

type Fact = (Argument, Relation, Option<Argument>);

impl Event<'_> {
    fn items(&self, head: usize) -> Vec<Argument> {
        super::phrase::items(self.tree, self.index, head)
    }

    /// What the clause around the noun says of the event: whose words, denied, not sure.
    fn factuality(&self, context: Context) -> Context {
        let tree = self.tree;
        let mut frame = context.clone();
        frame.negated = false;
        let Some(above) = tree.governing_predicate(self.noun) else { return frame };
        let direct = tree.words[self.noun].head == Some(above) && tree.is(self.noun, &["obj", "nsubj:pass", "nsubj"]);
        if is_negated_nominal(tree, self.noun) {
            frame.negated = true;
        } else if direct && is_light(tree.lemma(above)) {
            frame.negated = context.negated;
        }
        if is_hedged_nominal(tree, self.noun) {
            frame = frame.at_most(Certainty::Probable);
        }
        if !direct || tree.upos(above) != Upos::VERB {
            return frame;
        }
        // Who contradicts a testimony doesn't deny that it was given.
        let speech = cue::finite(self.verb).is_some_and(Embedding::is_speech);
        if tree.is(self.noun, &["obj"]) && !speech && cue::finite(tree.lemma(above)) == Some(Embedding::Deny) {
            let source = frame.subjects.first().cloned();
            frame = frame.said_by(Voice { source, cue: tree.lower(above) }).denied(true);
        }
        let open = matches!(
            cue::infinitive(tree.lemma(above)),
            Some(
                Embedding::Intend
                    | Embedding::Direct
                    | Embedding::Ask
                    | Embedding::Doubt
                    | Embedding::Prevent
                    | Embedding::Fail
                    | Embedding::Believe
            )
        );
        // "announced the death of X"
        let told = tree.lemma(above) == "announce" && cue::is_cue(self.verb, "intransitive");
        if open || cue::is_cue(tree.lemma(above), "calls-off") && !told {
            frame = frame.at_most(Certainty::Possible);
        }
        frame
    }

    /// Everything that the noun's dependents tell of the event.
    fn facts(&self, frame: &Context) -> Vec<Fact> {
        let tree = self.tree;
        let mut found = Vec::new();
        let agents = self.agents(frame);
        let mut patients: Vec<Argument> = self.with("of").into_iter().flat_map(|n| self.items(n)).collect();
        let by = self.with("of").and_then(|of| self.by_below(of)).map(|by| tree.subtree(by)).unwrap_or_default();
        patients.iter_mut().for_each(|patient| patient.words.retain(|word| !by.contains(word)));
        let intransitive = cue::is_cue(self.verb, "intransitive");
        if agents.is_empty() && !patients.is_empty() && !tree.has(self.noun, &["acl"]) {
            // "the resignation of X"; "the arrest of X" is left to its clause.
            if intransitive {
                found.extend(patients.iter().map(|patient| (patient.clone(), self.name(""), None)));
            }
        } else if !intransitive {
            found.extend(self.pairs(&agents, "", &patients));
        }
        for dependent in self.dependents() {
            let preposition = tree.preposition(dependent);
            if matches!(preposition.as_str(), "" | "of" | "by") || is_time(self.sentence, tree, dependent) {
                continue;
            }
            // "made the announcement on television": there, not about it.
            if preposition == "on" && cue::is_cue(&tree.lower(dependent), "medium") {
                continue;
            }
            let objects = self.items(dependent);
            if preposition == "between" {
                let each = |item: usize| noun_phrase(tree, self.index, item);
                let objects: Vec<Argument> = tree.coordinated(dependent).into_iter().map(each).collect();
                if let [first, rest @ ..] = objects.as_slice()
                    && cue::is_cue(self.verb, "reciprocal")
                {
                    found.extend(self.pairs(std::slice::from_ref(first), "with", rest));
                }
            } else if cue::is_cue(&format!("{}_{preposition}", tree.lemma(self.noun)), "direct-object") {
                found.extend(self.pairs(&agents, "", &objects));
            } else if self.is_argument(&preposition) {
                found.extend(self.pairs(&agents, &preposition, &objects));
            }
        }
        found.extend(self.infinitive(&agents));
        found
    }

    /// Whether a prepositional phrase takes part in the event rather than tells where or when.
    fn is_argument(&self, preposition: &str) -> bool {
        let takes_part = matches!(preposition, "to" | "with" | "against" | "from" | "into" | "about");
        let within = matches!(preposition, "in" | "for" | "on" | "over")
            && cue::is_cue(&format!("{}_{preposition}", self.tree.lemma(self.noun)), "argument");
        takes_part || within
    }

    fn pairs(&self, agents: &[Argument], preposition: &str, objects: &[Argument]) -> Vec<Fact> {
        let relation = self.name(preposition);
        let pair = |agent: &Argument| {
            let fact = |object: &Argument| (agent.clone(), relation.clone(), Some(object.clone()));
            objects.iter().map(fact).collect::<Vec<_>>()
        };
        agents.iter().flat_map(pair).collect()
    }

    fn name(&self, preposition: &str) -> Relation {
        let named = |verb: &str| if preposition.is_empty() { verb.to_owned() } else { format!("{verb} {preposition}") };
        let phrase = named(&self.tree.lower(self.noun));
        Relation { label: named(&past(self.verb)), lemma: named(self.verb), phrase }
    }

    /// Prepositional phrases on the noun; for "held a meeting yesterday with X" also on its verb.
    fn dependents(&self) -> Vec<usize> {
        let tree = self.tree;
        let mut found: Vec<usize> = tree.with(self.noun, &["nmod"]).filter(|&n| tree.is_nominal(n)).collect();
        if let Some(verb) = self.light_verb() {
            found.extend(tree.with(verb, &["obl"]).filter(|&n| n > self.noun && tree.is_nominal(n)));
        }
        found
    }

    fn with(&self, preposition: &str) -> Option<usize> {
        self.tree.with(self.noun, &["nmod"]).find(|&n| self.tree.preposition(n) == preposition)
    }

    /// The verb that only carries the noun: "held a meeting".
    fn light_verb(&self) -> Option<usize> {
        let tree = self.tree;
        let verb = tree.words[self.noun].head.filter(|_| tree.is(self.noun, &["obj"]))?;
        let carries = is_light(tree.lemma(verb))
            && !matches!(tree.lemma(verb), "claim" | "face" | "lose" | "sign" | "open" | "draw" | "get");
        (carries && !super::relation::is_passive(tree, verb)).then_some(verb)
    }

    /// Who does it: owner, "by", a country's adjective or name before the noun, or the subject of a light verb.
    fn agents(&self, frame: &Context) -> Vec<Argument> {
        let tree = self.tree;
        let by = || self.with("by").or_else(|| self.with("of").and_then(|of| self.by_below(of)));
        if let Some(agent) = tree.first(self.noun, &["nmod:poss"]).or_else(by) {
            return self.items(agent);
        }
        let country = |&word: &usize| {
            let adjective = tree.is(word, &["amod"]) && lexicon::DEMONYMS.contains(&tree.words[word].form);
            let name = tree.is(word, &["compound", "nmod:desc"])
                && matches!(name_kind(self.sentence, word), Some(NameKind::Loc | NameKind::Org));
            (adjective || name) && tree.children(word).is_empty()
        };
        if let Some(&word) = tree.children(self.noun).iter().find(|word| country(word)) {
            return vec![Argument { sentence: self.index, head: word, words: vec![word], clausal: false }];
        }
        if self.light_verb().is_some() { frame.subjects.clone() } else { Vec::new() }
    }

    /// "the acquisition of X by Y" with "by Y" hung on X.
    fn by_below(&self, of: usize) -> Option<usize> {
        self.tree.with(of, &["nmod"]).find(|&n| self.tree.preposition(n) == "by")
    }

    /// "X's decision to leave Y": X decided to leave Y.
    fn infinitive(&self, agents: &[Argument]) -> Vec<Fact> {
        let tree = self.tree;
        let marked = |&clause: &usize| tree.is_infinitive(clause);
        let Some(clause) = tree.with(self.noun, &["acl"]).find(marked) else { return Vec::new() };
        let controls = matches!(cue::infinitive(self.verb), Some(Embedding::Intend | Embedding::Fail));
        if !controls || tree.upos(clause) != Upos::VERB || tree.has(clause, &["nsubj"]) {
            return Vec::new();
        }
        let to = |verb: &str| format!("{verb} to {}", tree.lemma(clause).to_lowercase());
        let object = tree.first(clause, &["obj"]);
        let oblique = tree.with(clause, &["obl"]).find(|&o| object.is_none() && !is_time(self.sentence, tree, o));
        let preposition = oblique.map(|o| tree.preposition(o)).unwrap_or_default();
        let named = |verb: &str| format!("{} {preposition}", to(verb)).trim_end().to_owned();
        let phrase = named(&tree.lower(self.noun));
        let relation = Relation { label: named(&past(self.verb)), lemma: named(self.verb), phrase };
        let objects: Vec<Argument> = object.or(oblique).map(|o| self.items(o)).unwrap_or_default();
        let one = |agent: &Argument| match objects.as_slice() {
            [] => vec![(agent.clone(), relation.clone(), None)],
            objects => objects.iter().map(|o| (agent.clone(), relation.clone(), Some(o.clone()))).collect(),
        };
        agents.iter().flat_map(one).collect()
    }
}
