//! Clauses and phrases hung where they belong, in classes of cases where parsers hang them elsewhere.
//!
//! Each repair needs evidence in the words themselves: the tense of a coordinated verb, a verb that governs "from", a
//! particle that leaves a phrase without its preposition.

use super::cue::{self, Embedding};
use crate::document::{Sentence, Upos, Word};

/// All repairs of one sentence.
pub fn clauses(sentence: &mut Sentence) {
    for word in 0..sentence.words.len() {
        indirect_question(sentence, word);
        conjoined_past(sentence, word);
        prevented(sentence, word);
        stranded_particle(sentence, word);
        content_of_noun(sentence, word);
        reporting_participle(sentence, word);
    }
}

fn child<'a>(sentence: &'a Sentence, head: usize, relations: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
    let below = move |word: &Word| word.head == Some(head) && relations.contains(&word.relation());
    (0..sentence.words.len()).filter(move |&word| below(&sentence.words[word]))
}

fn has(sentence: &Sentence, head: usize, relations: &[&str]) -> bool {
    child(sentence, head, relations).next().is_some()
}

/// "asked me if I knew": what is asked is the verb's content, no condition.
fn indirect_question(sentence: &mut Sentence, clause: usize) {
    let word = &sentence.words[clause];
    let Some(head) = word.head.filter(|&head| head < clause && word.deprel == "advcl") else { return };
    let verb = &sentence.words[head];
    let marked = |form: &str| {
        child(sentence, clause, &["mark"])
            .any(|mark| mark > head && sentence.words[mark].form.eq_ignore_ascii_case(form))
    };
    let asks = cue::infinitive(&verb.lemma) == Some(Embedding::Ask)
        || matches!(cue::finite(&verb.lemma), Some(Embedding::Ask | Embedding::Doubt));
    let content = has(sentence, head, &["ccomp", "obj"]);
    if verb.upos == Upos::VERB && !content && (marked("whether") || marked("if") && asks) {
        sentence.words[clause].deprel = "ccomp".to_owned();
    }
}

/// "declared that it exists and ordered help": a verb in the past is coordinated with the one in the past above, not
/// with what that one says in the present.
fn conjoined_past(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    let past = |word: usize| words[word].xpos == "VBD";
    let present = |word: usize| {
        let finite = |w: usize| matches!(words[w].xpos.as_str(), "VBZ" | "VBP" | "MD");
        finite(word) || child(sentence, word, &["aux", "cop"]).any(finite)
    };
    let Some(said) = words[verb].head.filter(|_| words[verb].deprel == "conj" && past(verb)) else { return };
    let Some(says) = words[said].head.filter(|_| words[said].deprel == "ccomp" && present(said)) else { return };
    let own = has(sentence, verb, &["nsubj", "expl", "csubj", "aux"]);
    if says < said && said < verb && past(says) && !own && has(sentence, says, &["nsubj"]) {
        sentence.words[verb].head = Some(says);
    }
}

/// "worked to prevent them from entering": "from" and a gerund go with the verb that prevents.
fn prevented(sentence: &mut Sentence, gerund: usize) {
    let words = &sentence.words;
    let from = || child(sentence, gerund, &["mark", "case"]).any(|mark| words[mark].form.eq_ignore_ascii_case("from"));
    let Some(head) = words[gerund].head.filter(|_| words[gerund].deprel == "advcl" && words[gerund].xpos == "VBG")
    else {
        return;
    };
    let prevents = |verb: usize| {
        words[verb].upos == Upos::VERB
            && cue::infinitive(&words[verb].lemma) == Some(Embedding::Prevent)
            && has(sentence, verb, &["obj"])
    };
    if from()
        && !prevents(head)
        && let Some(verb) = (head + 1..gerund).rev().find(|&verb| prevents(verb))
    {
        sentence.words[gerund].head = Some(verb);
    }
}

/// "resulted in the loss": a preposition taken for a particle leaves its phrase without one.
fn stranded_particle(sentence: &mut Sentence, particle: usize) {
    let words = &sentence.words;
    let Some(verb) = words[particle].head.filter(|_| words[particle].deprel == "compound:prt") else { return };
    let bare =
        |&phrase: &usize| phrase > particle && words[phrase].deprel == "obl" && !has(sentence, phrase, &["case"]);
    let Some(phrase) = child(sentence, verb, &["obl"]).find(bare) else { return };
    let first = (particle + 1..phrase).all(|between| words[between].head != Some(verb));
    if first && particle == verb + 1 && words[phrase].upos != Upos::ADV {
        sentence.words[particle].head = Some(phrase);
        sentence.words[particle].deprel = "case".to_owned();
        sentence.words[particle].upos = Upos::ADP;
    }
}

/// "no evidence that X paid Y": a clause with all its arguments has no gap for "that" to fill.
fn content_of_noun(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let Some(noun) = words[clause].head.filter(|_| words[clause].deprel == "acl:relcl") else { return };
    let Some(class) = cue::content_noun(&words[noun].lemma) else { return };
    let that = child(sentence, clause, &["obj"]).find(|&w| words[w].xpos == "WDT" && words[w].form == "that");
    let Some(that) = that.filter(|&that| that == noun + 1 && has(sentence, clause, &["nsubj"])) else { return };
    let other = child(sentence, clause, &["obj"]).any(|object| object != that);
    let indirect = child(sentence, clause, &["iobj"]).next();
    if !(other || indirect.is_some() && class == Embedding::Show) {
        return;
    }
    sentence.words[clause].deprel = "acl".to_owned();
    let that = &mut sentence.words[that];
    (that.deprel, that.xpos, that.upos) = ("mark".to_owned(), "IN".to_owned(), Upos::SCONJ);
    if let Some(indirect) = indirect.filter(|_| !other) {
        sentence.words[indirect].deprel = "obj".to_owned();
    }
}

/// "it fell, she said, noting …", "she admitted that it fell, blaming …": who reports goes on reporting.
fn reporting_participle(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let speech = |word: usize| cue::finite(&words[word].lemma).is_some_and(Embedding::is_speech);
    let reports = |word: usize| words[word].upos == Upos::VERB && speech(word) && has(sentence, word, &["nsubj"]);
    let participle = words[clause].deprel == "advcl"
        && words[clause].xpos == "VBG"
        && (speech(clause) || matches!(words[clause].lemma.as_str(), "blame" | "call" | "accuse" | "cite" | "thank"))
        && !has(sentence, clause, &["mark", "nsubj"])
        && clause > 0
        && words[clause - 1].form == ",";
    let Some(head) = words[clause].head.filter(|&head| participle && head < clause) else { return };
    let parenthetic = child(sentence, head, &["parataxis"]).filter(|&p| p < clause && reports(p)).last();
    let embedding = words[head].head.filter(|&above| words[head].deprel == "ccomp" && reports(above));
    if let Some(reporter) = parenthetic.or(embedding) {
        sentence.words[clause].head = Some(reporter);
    }
}
