//! Attribution relations: who says, thinks or knows what, as source, cue and content in the words of the text (PARC 3.0,
//! Pareti 2016).
//!
//! *"It may rain," Ann Roe, the mayor, said. "We are ready."* → source `Ann Roe`, cue `said`, content `It may rain … We
//! are ready`.
//!
//! A cue is a verb with a finite clause, or beside a quotation, below it; a reporting clause set into what it reports;
//! "according to X"; or a noun with its content clause ("his claim that …"). Infinitives are no content: who is told to
//! leave has said nothing and may not have left. A quotation counts where it is a clause, so marks around a word do not.

use super::clause::is_source;
use super::context::own_factuality;
use super::cue::{self, Embedding};
use super::phrase::items;
use super::quote::{Quotes, speaks, subject_above};
use super::relation::is_passive;
use super::source;
use super::{Argument, Polarity, Tree};
use crate::document::{Document, NameKind, Sentence, Upos};
use std::collections::{BTreeMap, BTreeSet};

/// A word of a document, by (sentence, word).
pub type Place = (usize, usize);

/// Who says, thinks or knows what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributionRelation {
    /// Who; `None` if the text does not say.
    pub source: Option<Argument>,
    /// The words that tell so, in one sentence, the most telling first in the text; empty for a turn of a transcript.
    pub cue: Vec<Place>,
    /// The words of the content, sorted, with gaps where the reporting clause interrupts it.
    pub content: BTreeSet<Place>,
    /// Negative where the source denies or doubts it, or does not say it.
    pub polarity: Polarity,
    /// Whether it is quoted.
    pub direct: bool,
}

/// The attribution relations of a document, in the order of their cues.
pub fn attributions(document: &Document) -> Vec<AttributionRelation> {
    let trees: Vec<Tree> = document.sentences.iter().map(Tree::new).collect();
    let quotes = Quotes::find(document, &trees);
    let mut finder = Finder { document, trees: &trees, quotes: &quotes, found: BTreeMap::new() };
    for sentence in 0..trees.len() {
        finder.sentence(sentence);
    }
    for quote in 0..quotes.len() {
        finder.quotation(quote);
    }
    finder.found.into_values().filter(|relation| !relation.content.is_empty()).collect()
}

struct Finder<'a> {
    document: &'a Document,
    trees: &'a [Tree<'a>],
    quotes: &'a Quotes,
    /// By the head of the cue.
    found: BTreeMap<Place, AttributionRelation>,
}

impl Finder<'_> {
    fn sentence(&mut self, index: usize) {
        let tree = &self.trees[index];
        for word in 0..tree.words.len() {
            if is_source(tree, word) && tree.is(word, &["obl", "nmod", "advcl"]) {
                self.according_to(index, word);
            }
            if matches!(tree.upos(word), Upos::VERB | Upos::AUX) {
                self.verb(index, word);
            } else if tree.upos(word) == Upos::NOUN {
                self.noun(index, word);
            }
        }
    }

    /// "said that …", "…, he said", "he said: …".
    fn verb(&mut self, index: usize, verb: usize) {
        let tree = &self.trees[index];
        if !attributes(tree, verb) || is_request(tree, verb) || can_tell_apart(tree, verb) {
            return;
        }
        let mut content: BTreeSet<usize> = BTreeSet::new();
        let complement = |&clause: &usize| is_content(tree, clause);
        for clause in tree.with(verb, &["ccomp", "obj"]).filter(complement) {
            content.extend(tree.subtree(clause));
        }
        // "It was reported that …"
        for clause in tree.with(verb, &["csubj:pass"]) {
            content.extend(tree.subtree(clause));
        }
        if content.is_empty()
            && speaks(tree, verb)
            && let Some(reported) = set_into(tree, verb)
        {
            let own = tree.subtree(verb);
            content.extend(tree.subtree(reported).into_iter().filter(|word| !own.contains(word)));
        }
        let content: BTreeSet<Place> = content.into_iter().map(|word| (index, word)).collect();
        let source = self.holder(index, verb);
        // "it is safe to say that …": nobody's words.
        let infinite = tree.words[verb].xpos == "VBG" || tree.is_infinitive(verb);
        let nobody = source.is_none() && infinite;
        if !content.is_empty() && !nobody {
            let polarity = polarity(tree, verb);
            if let Some((cue, source)) = source::cited(&self.document.sentences[index], tree, verb) {
                let inner = content.iter().copied().filter(|at| !tree.dominates(cue, at.1)).collect();
                self.add(index, vec![cue], Some(whole(tree, index, source)), inner, polarity);
            }
            self.add(index, vec![verb], source, content, polarity);
        }
    }

    /// "according to X": the clause around it is X's.
    fn according_to(&mut self, index: usize, source: usize) {
        let tree = &self.trees[index];
        let near = tree.words[source].head.and_then(|above| tree.governing_predicate(above));
        // "…, injuring 238, according to X" is about the whole.
        let finite = near.and_then(|near| tree.path_up(near).find(|&at| tree.is_predicate(at) && is_finite(tree, at)));
        let Some(clause) = finite.or(tree.root()) else { return };
        let own = tree.subtree(source);
        let content: BTreeSet<Place> =
            tree.subtree(clause).into_iter().filter(|word| !own.contains(word)).map(|word| (index, word)).collect();
        let phrase = whole(tree, index, source);
        self.add(index, tree.case(source), Some(phrase), content, Polarity::Positive);
    }

    /// "his claim that …", "a statement by X that …".
    fn noun(&mut self, index: usize, noun: usize) {
        let tree = &self.trees[index];
        let Some(class) =
            cue::content_noun(tree.lemma(noun)).filter(|&class| class.has_voice() && class != Embedding::Direct)
        else {
            return;
        };
        let said = tree.with(noun, &["acl", "ccomp"]).find(|&clause| {
            !tree.is(clause, &["acl:relcl"])
                && is_finite(tree, clause)
                && tree.with(clause, &["mark"]).any(|mark| tree.lower(mark) == "that")
        });
        let Some(clause) = said else { return };
        let by = |word: usize| matches!(tree.preposition(word).as_str(), "by" | "from" | "of");
        let owner = tree.first(noun, &["nmod:poss"]).or_else(|| tree.with(noun, &["nmod"]).find(|&word| by(word)));
        let verb = tree.words[noun].head.filter(|&verb| tree.is(noun, &["obj"]) && !is_passive(tree, verb));
        let (source, denied) = match (owner, verb) {
            (Some(owner), _) => (whole(tree, index, owner), false),
            // "has a feeling that …", "rejects claims that …": the subject's
            (None, Some(verb)) => match self.holder(index, verb) {
                Some(source) => (source, cue::finite(tree.lemma(verb)) == Some(Embedding::Deny)),
                None => return,
            },
            (None, None) => return,
        };
        let polarity = Polarity::Positive.flipped(denied != (class == Embedding::Deny));
        let content = tree.subtree(clause).into_iter().map(|word| (index, word)).collect();
        self.add(index, vec![noun], Some(source), content, polarity);
    }

    /// The holder by the tree; where a finite verb lost its subject, the last name of a person before it.
    fn holder(&self, index: usize, verb: usize) -> Option<Argument> {
        let tree = &self.trees[index];
        let finite = matches!(tree.words[verb].xpos.as_str(), "VBD" | "VBZ") && !is_passive(tree, verb);
        holder(tree, index, verb).or_else(|| {
            let names = &self.document.sentences[index].names;
            let name = names.iter().rev().find(|name| name.kind == NameKind::Per && name.words.end <= verb)?;
            let inside = |word: &usize| tree.words[*word].head.is_none_or(|head| !name.words.contains(head));
            let head = name.words.iter().find(inside).filter(|_| finite)?;
            Some(Argument { sentence: index, head, words: name.words.iter().collect(), clausal: false })
        })
    }

    /// Adds to the relation of this cue; a quotation that the content lies in belongs to it.
    fn add(
        &mut self,
        index: usize,
        cue: Vec<usize>,
        source: Option<Argument>,
        content: BTreeSet<Place>,
        polarity: Polarity,
    ) {
        let Some(&head) = cue.first() else { return };
        let relation = self.found.entry((index, head)).or_insert_with(|| AttributionRelation {
            source,
            cue: cue.iter().map(|&word| (index, word)).collect(),
            content: BTreeSet::new(),
            polarity,
            direct: false,
        });
        relation.content.extend(content);
    }

    /// A quotation goes to the cue that reports it.
    fn quotation(&mut self, quote: usize) {
        let words = self.quotes.words(quote);
        let voice = self.quotes.voice(quote);
        let Some(&first) = words.first() else { return };
        let Some(source) = voice.source.clone() else { return };
        let Some(cue) = self.quotes.cue(quote).filter(|&cue| !self.names(cue, words)) else {
            // Whose words these are the context tells: a turn of a transcript, a quotation after another.
            if voice.cue == ":" || self.is_clause(words) {
                let content = words.iter().copied().collect();
                let polarity = Polarity::Positive;
                let cue = Vec::new();
                let relation = AttributionRelation { source: Some(source), cue, content, polarity, direct: true };
                self.found.insert(first, relation);
            }
            return;
        };
        let inside = self.found.iter().any(|(at, relation)| {
            *at != cue && at.0 == cue.0 && words.iter().all(|word| relation.content.contains(word))
        });
        // "called it “lousy” but said he would vote": a term in marks is not what the verb reports.
        let is_clause = self.is_clause(words);
        if let Some(relation) = self.found.get_mut(&cue) {
            if !is_clause && !words.iter().any(|word| relation.content.contains(word)) {
                return;
            }
            let starts = relation.content.iter().find(|at| is_word(self.document, **at));
            relation.direct |= starts.is_some_and(|at| words.contains(at));
            relation.content.extend(words.iter().copied().filter(|at| *at != cue));
        } else if is_clause && !inside {
            let tree = &self.trees[cue.0];
            let cues = if is_source(tree, cue.1) { tree.case(cue.1) } else { vec![cue.1] };
            let relation = AttributionRelation {
                source: Some(source),
                cue: cues.into_iter().map(|word| (cue.0, word)).collect(),
                content: words.iter().copied().collect(),
                polarity: polarity(tree, cue.1),
                direct: true,
            };
            self.found.insert(cue, relation);
        }
    }

    /// Whether the verb says what something is called rather than what somebody says: "he called it …".
    fn names(&self, (sentence, verb): Place, words: &[Place]) -> bool {
        let tree = &self.trees[sentence];
        let names = matches!(tree.lemma(verb), "call" | "describe" | "label" | "dub" | "cite");
        names && words.iter().any(|at| at.0 == sentence) && tree.has(verb, &["obj", "xcomp"])
    }

    /// Whether quoted words are more than a term: a predicate, or a sentence of their own.
    fn is_clause(&self, words: &[Place]) -> bool {
        let inside: BTreeSet<Place> = words.iter().copied().collect();
        let predicate = |&(sentence, word): &Place| {
            let tree = &self.trees[sentence];
            tree.with(word, &["nsubj", "nsubj:pass", "expl"]).any(|subject| inside.contains(&(sentence, subject)))
        };
        words.iter().any(predicate)
            || words.first().is_some_and(|&(sentence, word)| starts(self.document, sentence, word))
    }
}

fn is_word(document: &Document, (sentence, word): Place) -> bool {
    document.sentences[sentence].words[word].upos != Upos::PUNCT
}

/// Whether the quotation that starts here is introduced (", " or ": " before its mark) and capitalised.
fn starts(document: &Document, sentence: usize, word: usize) -> bool {
    let words = &document.sentences[sentence].words;
    let capital = words[word].form.starts_with(char::is_uppercase);
    let before = word.checked_sub(2).map(|at| words[at].form.as_str());
    capital && matches!(before, None | Some("," | ":"))
}

/// Whether a verb attributes a finite clause to its subject: speech, thought, knowledge, promise.
fn attributes(tree: &Tree, verb: usize) -> bool {
    let lemma = tree.lemma(verb);
    speaks(tree, verb) || cue::attributes(lemma)
}

/// "Tell us what …", "could you explain how …": who is asked to speak has said nothing.
fn is_request(tree: &Tree, verb: usize) -> bool {
    if !matches!(tree.lemma(verb), "tell" | "say" | "explain" | "describe") || tree.words[verb].xpos != "VB" {
        return false;
    }
    // "Let's say …"
    let us = |subject: usize| matches!(tree.lemma(subject), "us" | "we") || tree.lower(subject) == "'s";
    if tree.words[verb].head.is_some_and(|above| tree.lower(above) == "let" && tree.with(above, &["obj"]).any(us))
        || tree.with(verb, &["nsubj"]).any(|subject| tree.lower(subject) == "'s")
    {
        return true;
    }
    let modal = tree.with(verb, &["aux"]).any(|aux| tree.words[aux].xpos == "MD");
    let asked =
        tree.with(verb, &["nsubj"]).any(|subject| tree.lower(subject) == "you" && is_inverted(tree, verb, subject));
    let imperative = tree.is(verb, &["root", "conj", "parataxis", "ccomp"])
        && !tree.has(verb, &["nsubj", "nsubj:pass", "aux", "mark"])
        && subject_above(tree, verb).is_none();
    modal && asked || imperative
}

/// Whether an auxiliary stands before the subject: "could you …".
fn is_inverted(tree: &Tree, verb: usize, subject: usize) -> bool {
    tree.with(verb, &["aux"]).any(|aux| aux < subject)
}

/// "You can tell that it hurts": without an addressee this is seeing, not saying.
fn can_tell_apart(tree: &Tree, verb: usize) -> bool {
    tree.lemma(verb) == "tell"
        && tree.with(verb, &["aux"]).any(|aux| tree.words[aux].xpos == "MD")
        && !tree.has(verb, &["obj", "iobj", "obl"])
}

/// A clause with a subject or a finite verb.
fn is_finite(tree: &Tree, clause: usize) -> bool {
    let to = tree.is_infinitive(clause);
    let finite = |word: usize| matches!(tree.words[word].xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
    !to && (tree.has(clause, &["nsubj", "nsubj:pass", "expl", "csubj"])
        || finite(clause)
        || tree.with(clause, &["aux", "cop"]).any(finite))
}

/// Whether a dependent of a verb of speech is its content: a clause, also "explained how it works" taken for a free
/// relative, and a quoted or clipped one whose verb was missed.
fn is_content(tree: &Tree, word: usize) -> bool {
    if tree.is(word, &["obj"]) {
        let question = matches!(tree.words[word].xpos.as_str(), "WRB" | "WP");
        return question && tree.has(word, &["acl:relcl", "advcl:relcl"]);
    }
    let bare = tree.is_infinitive(word) || matches!(tree.words[word].xpos.as_str(), "VB" | "VBG" | "VBN");
    is_finite(tree, word) || !bare
}

/// What a reporting clause is set into (", he said") or introduces ("he said: …").
fn set_into(tree: &Tree, verb: usize) -> Option<usize> {
    let subject = tree.has(verb, &["nsubj"]);
    if source::as_clause(tree, verb) {
        return tree.words[verb].head;
    }
    let does = tree.has(verb, &["obj"]) && !cue::says(tree.lemma(verb));
    if !subject || does || tree.has(verb, &["xcomp", "mark"]) {
        return None;
    }
    if tree.is(verb, &["parataxis"]) {
        return tree.words[verb].head;
    }
    // "where he said, I will not resign": what follows the comma may hang higher up.
    let comma = tree.words.get(verb + 1).is_some_and(|next| next.form == ",");
    let first = |clause: usize| tree.subtree(clause).into_iter().find(|&word| tree.upos(word) != Upos::PUNCT);
    let above = tree.path_up(verb).skip(1).filter(|_| comma);
    let follows = |&said: &usize| is_finite(tree, said) && first(said) == Some(verb + 2);
    if let Some(said) = above.flat_map(|above| tree.with(above, &["parataxis"])).find(follows) {
        return Some(said);
    }
    tree.with(verb, &["parataxis"]).find(|&said| {
        said > verb
            && (verb + 1..said).any(|at| matches!(tree.words[at].form.as_str(), ":" | "“" | "\""))
            && is_finite(tree, said)
    })
}

/// Negative where the cue denies or doubts, or is negated itself.
fn polarity(tree: &Tree, cue: usize) -> Polarity {
    let denies = matches!(cue::finite(tree.lemma(cue)), Some(Embedding::Deny | Embedding::Doubt));
    let no_one = tree.with(cue, &["nsubj"]).any(|subject| super::context::is_negated_nominal(tree, subject));
    let shared = tree.is(cue, &["conj"]) && !tree.has(cue, &["aux", "nsubj"]);
    let above = tree.words[cue].head.filter(|&above| shared && tree.has(above, &["aux"]));
    let negated = own_factuality(tree, cue).0 || no_one || above.is_some_and(|above| own_factuality(tree, above).0);
    Polarity::Positive.flipped(denies != negated)
}

/// Whose words the verb reports: its subject, the agent of a passive, or the subject that it takes from above.
fn holder(tree: &Tree, sentence: usize, verb: usize) -> Option<Argument> {
    if is_passive(tree, verb) {
        let agent = tree.first(verb, &["obl:agent"]);
        let agent = agent.or_else(|| tree.with(verb, &["obl"]).find(|&word| tree.preposition(word) == "by"));
        return agent.map(|agent| whole(tree, sentence, agent));
    }
    let mut at = verb;
    for _ in 0..6 {
        let subjects = || tree.with(at, &["nsubj", "nsubj:pass"]);
        if let Some(subject) = subjects().find(|&s| !tree.is(s, &["nsubj:outer"])).or_else(|| subjects().next()) {
            return Some(whole(tree, sentence, antecedent(tree, subject)));
        }
        let above = tree.words[at].head?;
        match tree.words[at].relation() {
            "acl" => return Some(without(whole(tree, sentence, above), &tree.subtree(at))),
            // "cited X as saying"
            "advcl" if matches!(tree.lemma(above), "cite" | "quote") && tree.has(above, &["obj"]) => {
                return tree.first(above, &["obj"]).map(|object| whole(tree, sentence, object));
            }
            "xcomp" => {
                let promises = matches!(tree.lemma(above), "promise" | "vow");
                if let Some(object) = tree.first(above, &["iobj", "obj"]).filter(|_| !promises) {
                    return Some(whole(tree, sentence, object));
                }
            }
            "conj" => {}
            "advcl" | "ccomp" | "parataxis" | "csubj" if !is_finite(tree, at) => {}
            _ => return None,
        }
        at = above;
    }
    None
}

/// The phrase without these words.
fn without(mut phrase: Argument, words: &[usize]) -> Argument {
    phrase.words.retain(|word| !words.contains(word));
    phrase
}

/// What a relative pronoun stands for, else the word itself.
fn antecedent(tree: &Tree, word: usize) -> usize {
    if !matches!(tree.words[word].xpos.as_str(), "WDT" | "WP") {
        return word;
    }
    let clause = tree.path_up(word).find(|&above| tree.is(above, &["acl:relcl"]));
    clause.and_then(|clause| tree.words[clause].head).unwrap_or(word)
}

/// The phrase with all its coordinated items. "Ann Roe for Acme" is Ann Roe.
fn whole(tree: &Tree, sentence: usize, head: usize) -> Argument {
    let named = tree.names.iter().find(|name| name.kind == NameKind::Per && name.words.contains(head));
    let until = |mut item: Argument| {
        if let Some(name) = named.filter(|_| item.head == head) {
            item.words.retain(|&word| word < name.words.end);
        }
        item
    };
    let mut parts = items(tree, sentence, head).into_iter().map(until);
    let Some(mut phrase) = parts.next() else { return super::phrase::noun_phrase(tree, sentence, head) };
    let words: BTreeSet<usize> = phrase.words.iter().copied().chain(parts.flat_map(|part| part.words)).collect();
    if words.len() > phrase.words.len() {
        let between = |word: usize| tree.is(word, &["cc"]) || words.contains(&word);
        let (first, last) = (words.first().copied().unwrap_or(head), words.last().copied().unwrap_or(head));
        phrase.words = (first..=last).filter(|&word| between(word)).collect();
    }
    phrase
}

/// The content in runs, from word to word, without a gap but for punctuation, each within one paragraph.
pub fn runs(sentences: &[Sentence], content: &BTreeSet<Place>) -> Vec<(Place, Place)> {
    let is_word = |&(sentence, word): &Place| sentences[sentence].words[word].upos != Upos::PUNCT;
    let paragraph = |at: Place| sentences[at.0].paragraph;
    let mut found: Vec<(Place, Place)> = Vec::new();
    for &at in content.iter().filter(|at| is_word(at)) {
        let follows = |last: Place| {
            paragraph(last) == paragraph(at) && !between(sentences, last, at).any(|other| is_word(&other))
        };
        match found.last_mut() {
            Some((_, last)) if follows(*last) => *last = at,
            _ => found.push((at, at)),
        }
    }
    found
}

/// The words strictly between two.
fn between(sentences: &[Sentence], first: Place, last: Place) -> impl Iterator<Item = Place> + '_ {
    (first.0..=last.0)
        .flat_map(|sentence| (0..sentences[sentence].words.len()).map(move |word| (sentence, word)))
        .filter(move |at| *at > first && *at < last)
}
