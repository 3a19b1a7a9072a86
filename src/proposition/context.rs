//! What a clause inherits from above, and what it adds itself.

use super::cue::{Embedding, infinitive, is_cue};
use super::{Argument, Certainty, Tree, Voice};
use crate::document::Upos;

/// What holds where a clause stands.
#[derive(Clone, Debug)]
pub struct Context {
    /// Who does it, if the clause has no subject of its own.
    pub subjects: Vec<Argument>,
    /// Whose words these are, outermost first.
    pub voices: Vec<Voice>,
    /// Whether something above denies it.
    pub negated: bool,
    /// The least sure of all above.
    pub certainty: Certainty,
    /// Quotations whose voice is already in `voices`, with the number of voices outside each.
    pub quotes: Vec<(usize, usize)>,
    /// How sure the clause is that embeds this one and its neighbours, their own modality aside.
    pub frame: Certainty,
}

impl Context {
    /// The article's own voice.
    pub fn plain() -> Self {
        Self {
            subjects: Vec::new(),
            voices: Vec::new(),
            negated: false,
            certainty: Certainty::Certain,
            quotes: Vec::new(),
            frame: Certainty::Certain,
        }
    }

    /// The same with other subjects.
    pub fn about(&self, subjects: Vec<Argument>) -> Self {
        Self { subjects, ..self.clone() }
    }

    /// The same, at most that sure.
    pub fn at_most(mut self, certainty: Certainty) -> Self {
        self.certainty = self.certainty.max(certainty);
        self
    }

    /// The same, denied if `negated`.
    pub fn denied(mut self, negated: bool) -> Self {
        self.negated ^= negated;
        self
    }

    /// The same in the words of `voice`, unless those of the same source are open already.
    pub fn said_by(mut self, voice: Voice) -> Self {
        let known = self.voices.iter().any(|open| match (&open.source, &voice.source) {
            (Some(a), Some(b)) => (a.sentence, a.head) == (b.sentence, b.head),
            _ => false,
        });
        if !known {
            self.voices.push(voice);
        }
        self
    }
}

/// What a predicate's own words say of its factuality.
pub fn own_factuality(tree: &Tree, head: usize) -> (bool, Certainty) {
    let mut negated = false;
    let mut certainty = Certainty::Certain;
    for &child in tree.children(head) {
        let word = tree.lower(child);
        if tree.is(child, &["advmod", "cc:preconj", "det"]) {
            negated ^= is_cue(&word, "negative") && !is_not_only(tree, child) || longer_not(tree, child);
            if is_cue(&word, "probable") {
                certainty = certainty.max(Certainty::Probable);
            } else if is_cue(&word, "possible") {
                certainty = certainty.max(Certainty::Possible);
            }
        } else if tree.is(child, &["aux"]) {
            if word == "would" && is_hindsight(tree, head) {
                // "would later become": it did.
            } else if is_cue(&word, "modal-possible") {
                certainty = certainty.max(Certainty::Possible);
            } else if is_cue(&word, "modal-probable") {
                certainty = certainty.max(Certainty::Probable);
            } else if tree.lemma(child) == "be" && is_planned(tree, head, child) {
                // "are to hold elections" is a plan that stands, "was to have spoken" one that may not have.
                let stands = matches!(tree.words[child].xpos.as_str(), "VBP" | "VBZ");
                certainty = certainty.max(if stands { Certainty::Probable } else { Certainty::Possible });
            }
        } else if tree.is(child, &["mark"]) && matches!(word.as_str(), "if" | "unless" | "whether")
            || tree.is(child, &["cop"]) && tree.upos(head) == Upos::VERB && is_planned(tree, head, child)
        {
            certainty = certainty.max(Certainty::Possible);
        }
    }
    // "insists that the budget include it"
    let wants = |verb: usize| {
        let lemma = tree.lemma(verb);
        infinitive(lemma) == Some(Embedding::Direct) || matches!(lemma, "insist" | "suggest")
    };
    let one = |subject: usize| matches!(tree.words[subject].xpos.as_str(), "NN" | "NNP");
    let plain = match tree.words[head].xpos.as_str() {
        "VB" => tree.has(head, &["nsubj", "nsubj:pass"]),
        // The tagger may take it for a plural.
        "VBP" => tree.with(head, &["nsubj"]).any(one),
        _ => false,
    };
    let bare = plain && tree.is(head, &["ccomp"]);
    let marked = tree.has(head, &["aux"]) || tree.is_infinitive(head);
    if bare && !marked && tree.words[head].head.is_some_and(wants) {
        certainty = certainty.max(Certainty::Possible);
    }
    // "could not reach him": and did not.
    let unable = |aux: usize| matches!(tree.lower(aux).as_str(), "can" | "ca" | "could");
    if negated && tree.with(head, &["aux"]).any(unable) && certainty == Certainty::Possible {
        certainty = Certainty::Certain;
    }
    // "lands in Kenya later on Friday", "is singing tomorrow"
    let is = |aux: usize| matches!(tree.lower(aux).as_str(), "is" | "are" | "'s" | "'re" | "am" | "'m");
    let present = match tree.words[head].xpos.as_str() {
        "VBZ" | "VBP" => true,
        "VBG" => tree.with(head, &["aux"]).any(is),
        _ => false,
    };
    let to_come = |&word: &usize| match tree.lower(word).as_str() {
        "tomorrow" | "tonight" => true,
        "later" => {
            word > head
                && tree.words.get(word + 1).is_some_and(|next| matches!(next.form.as_str(), "on" | "today" | "this"))
        }
        "next" => tree.words.get(word + 1).is_some_and(|unit| {
            is_cue(&unit.lemma, "time-word") || crate::lexicon::WEEKDAYS.contains(&unit.lemma.to_lowercase().as_str())
        }),
        _ => false,
    };
    let near = |child: usize| {
        tree.is(child, &["obl", "advmod"]) && tree.subtree(child).len() < 7 && tree.subtree(child).iter().any(to_come)
    };
    if present && tree.upos(head) == Upos::VERB && tree.children(head).iter().any(|&child| near(child)) {
        certainty = certainty.max(Certainty::Probable);
    }
    // "is yet to begin": it has not begun.
    let yet = tree.with(head, &["advmod"]).any(|word| tree.lower(word) == "yet");
    let is = |aux: usize| matches!(tree.lemma(aux), "be" | "have");
    if yet && tree.is_infinitive(head) && tree.with(head, &["cop", "aux"]).any(is) {
        negated = true;
        certainty = Certainty::Certain;
    }
    // "God bless America", "don't let them in": a wish, a command.
    let bare = tree.words[head].xpos == "VB" && tree.words[head].head.is_none();
    let commands = |aux: usize| tree.lemma(aux) == "do" && !tree.has(head, &["nsubj"]);
    if bare && tree.with(head, &["aux"]).all(commands) && !tree.has(head, &["mark"]) {
        certainty = certainty.max(Certainty::Possible);
    }
    // "was damaged or destroyed": one of the two.
    let alternative =
        |verb: usize| tree.upos(verb) == Upos::VERB && tree.with(verb, &["cc"]).any(|cc| tree.lower(cc) == "or");
    if !negated && tree.upos(head) == Upos::VERB && tree.with(head, &["conj"]).any(alternative) {
        certainty = certainty.max(Certainty::Probable);
    }
    // "neither confirmed nor denied"
    negated |= tree.with(head, &["cc"]).any(|cc| tree.lower(cc) == "nor");
    // "is unlikely", "the alleged plot": a hedging adjective as the predicate or on it.
    if tree.with(head, &["amod", "advmod"]).any(|m| is_cue(&tree.lower(m), "hedge-adjective")) {
        certainty = certainty.max(Certainty::Probable);
    }
    (negated, certainty)
}

/// "would later become", "would go on to win", "would often call": told of what came after, or again and again.
fn is_hindsight(tree: &Tree, head: usize) -> bool {
    let later = |word: usize| is_cue(&tree.lower(word), "hindsight");
    let goes_on = || tree.lemma(head) == "go" && tree.has(head, &["xcomp", "advcl"]) && tree.lower(head + 1) == "on";
    tree.with(head, &["advmod"]).any(later) || goes_on()
}

/// "was to have spoken": "be" and "to" before the verb tell a plan.
fn is_planned(tree: &Tree, head: usize, auxiliary: usize) -> bool {
    tree.with(head, &["mark"]).any(|mark| tree.lower(mark) == "to" && mark > auxiliary)
}

/// "not only", "not just": no denial.
fn is_not_only(tree: &Tree, not: usize) -> bool {
    matches!(tree.lower(not).as_str(), "not" | "n't")
        && tree.words.get(not + 1).is_some_and(|next| {
            matches!(next.form.to_lowercase().as_str(), "only" | "just" | "merely" | "simply" | "solely")
        })
}

/// "no longer".
fn longer_not(tree: &Tree, word: usize) -> bool {
    tree.lower(word) == "longer" && tree.children(word).iter().any(|&child| tree.lower(child) == "no")
}

/// "no contact", "nobody", "none of them", "neither side".
pub fn is_negated_nominal(tree: &Tree, head: usize) -> bool {
    matches!(tree.lower(head).as_str(), "nobody" | "nothing" | "none" | "neither")
        || tree.with(head, &["det", "cc:preconj", "advmod"]).any(|d| {
            let word = tree.lower(d);
            matches!(word.as_str(), "no" | "neither")
                || (word == "not" && !tree.has(head, &["cop"]) && !is_not_only(tree, d))
        })
        || (tree.lower(head) == "one" && tree.with(head, &["det"]).any(|d| tree.lower(d) == "no"))
        || shares_negation(tree, head)
}

/// "no person, firm or company", "neither Roe nor Poe": one negation for all items of a disjunction.
fn shares_negation(tree: &Tree, head: usize) -> bool {
    let Some(first) = tree.words[head].head.filter(|_| tree.is(head, &["conj"])) else { return false };
    let or = |word: usize| tree.with(word, &["cc"]).any(|cc| matches!(tree.lower(cc).as_str(), "or" | "nor"));
    let disjoined = or(head) || tree.with(first, &["conj"]).any(or);
    let no = tree.with(first, &["det"]).any(|det| tree.lower(det) == "no");
    let neither = tree.with(first, &["cc:preconj", "det", "advmod"]).any(|word| tree.lower(word) == "neither");
    (no || neither) && disjoined && !tree.has(head, &["det", "nmod:poss"]) && tree.is_nominal(head)
}

/// Whether a noun is hedged by an adjective of its own: "alleged ties".
pub fn is_hedged_nominal(tree: &Tree, head: usize) -> bool {
    tree.with(head, &["amod"]).any(|m| is_cue(&tree.lower(m), "hedge-adjective"))
}

/// "stabbed reportedly several people".
pub fn is_hedged_phrase(tree: &Tree, head: usize) -> bool {
    let hedged = |word: usize| tree.with(word, &["advmod"]).any(|m| is_cue(&tree.lower(m), "probable"));
    (hedged(head) || tree.with(head, &["amod", "nummod"]).any(hedged)) && !tree.has(head, &["cop"])
}

/// The mark that makes a sentence ask.
pub fn question_mark(tree: &Tree) -> Option<usize> {
    let last = tree.words.iter().rposition(|word| !matches!(word.form.as_str(), "\"" | "”" | "'" | "’" | ")"))?;
    (tree.words[last].form.starts_with('?') && tree.upos(last) == Upos::PUNCT).then_some(last)
}
