//! Clauses: predicate, subjects and ordered complements, from which both forms are written.

use super::phrase;
use super::text::{Piece, Text, text};
use super::verb::{VerbGroup, is_copular, is_negation, verb_group};
use crate::document::Upos;
use crate::proposition::Tree;

/// A predicate with all that it says.
pub(super) struct Clause {
    /// The predicate.
    pub head: usize,
    /// How it hangs in the sentence.
    pub kind: &'static str,
    /// Its subjects, a set.
    pub subjects: Vec<Subject>,
    /// The first of them.
    pub subject_head: usize,
    /// All of them as one phrase.
    pub phrase: Text,
    /// Where they were found.
    pub subject_source: &'static str,
    /// Words that come before the verb group from a verb that it is coordinated with: "was" of "was loved and exalted".
    pub shared: Vec<usize>,
    /// "to" of an infinitive.
    pub to: Option<usize>,
    /// The verb group.
    pub group: VerbGroup,
    /// Complements and adjuncts in the order of the text.
    pub complements: Vec<Complement>,
}

/// One subject.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Head of the phrase.
    pub head: usize,
    /// Its words.
    pub text: Text,
}

/// What a complement is to its predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Object,
    Indirect,
    /// Predicate nominal or adjective, of a copula or open.
    Predicate,
    /// With a preposition.
    Oblique,
    /// A noun phrase as adverb: "last week".
    Bare,
    Adverb,
    /// A finite clause.
    Content,
    /// "to …" with a subject of its own or for a purpose, participles.
    Open,
    /// A subordinate clause with its conjunction.
    Adverbial,
}

/// A complement or adjunct.
#[derive(Clone, Debug)]
pub(super) struct Complement {
    pub role: Role,
    pub head: usize,
    /// Preposition or conjunction.
    pub marker: Vec<usize>,
    /// The antecedent that the complement stands for, if it is a relative pronoun or a gap.
    pub antecedent: Option<usize>,
}

impl Clause {
    /// Relation words without adverbs.
    pub fn bare_relation(&self, tree: &Tree) -> Text {
        let bare = |piece: &Piece| match *piece {
            Piece::Word(word) => !self.group.adverbs.contains(&word) || is_negation(tree, word),
            Piece::Supplied(_) => true,
        };
        self.relation().into_iter().filter(bare).collect()
    }

    /// Relation words: what is shared with an earlier verb, then the group.
    pub fn relation(&self) -> Text {
        let mut words = self.shared.clone();
        words.extend(self.to);
        words.extend(&self.group.words);
        text(words)
    }

    /// The predicate that most complements hang on.
    pub fn last(&self) -> usize {
        self.group.chain[self.group.chain.len() - 1]
    }
}

/// The clauses of a sentence in the order of the text.
pub(super) fn clauses(tree: &Tree) -> Vec<Clause> {
    let mut found = Vec::new();
    for word in (0..tree.words.len()).filter(|&word| is_clause(tree, word)) {
        found.extend(outer_clause(tree, word));
        found.extend(clause(tree, word));
    }
    found
}

/// The subject and copula of "The problem is that prices rise", where the clause is the predicate.
fn outer(tree: &Tree, head: usize) -> Option<(usize, Vec<usize>)> {
    let mut subjects = tree.with(head, &["nsubj", "csubj"]);
    let (outer, inner) = (subjects.next()?, subjects.next()?);
    let copula: Vec<usize> = tree
        .children(head)
        .iter()
        .copied()
        .filter(|&c| tree.is(c, &["cop", "aux"]) && outer < c && c < inner)
        .collect();
    (!copula.is_empty()).then_some((outer, copula))
}

fn outer_clause(tree: &Tree, head: usize) -> Option<Clause> {
    let (subject, words) = outer(tree, head)?;
    let content = Complement {
        role: Role::Content,
        head,
        marker: tree.with(head, &["mark"]).filter(|&mark| mark < head).collect(),
        antecedent: None,
    };
    Some(Clause {
        head,
        kind: "outer",
        subjects: phrase_subjects(tree, subject),
        subject_head: subject,
        phrase: phrase_text(tree, subject, phrase::subject(tree, subject)),
        subject_source: "own",
        shared: Vec::new(),
        to: None,
        group: VerbGroup { words, adverbs: Vec::new(), chain: vec![head], copular: false },
        complements: vec![content],
    })
}

/// Phrases that join sentences, a line each.
static DISCOURSE: &str = include_str!("discourse.txt");

/// "However", "for example": no part of what the clause says.
fn is_discourse(tree: &Tree, complement: &Complement) -> bool {
    if !matches!(complement.role, Role::Adverb | Role::Oblique) {
        return false;
    }
    let words: Vec<String> = tree
        .subtree(complement.head)
        .into_iter()
        .filter(|&w| tree.upos(w) != Upos::PUNCT)
        .map(|w| tree.lower(w))
        .collect();
    let phrase = words.join(" ");
    DISCOURSE.lines().any(|line| line == phrase)
}

/// Words of a clause without what introduces it, and without the subject and copula whose predicate it is.
pub(super) fn clause_words(tree: &Tree, complement: &Complement) -> Vec<usize> {
    let outer = outer(tree, complement.head);
    let words = tree.below(complement.head, |child| {
        complement.marker.contains(&child)
            || outer.as_ref().is_some_and(|(subject, copula)| *subject == child || copula.contains(&child))
    });
    phrase::trimmed(tree, words, complement.head)
}

/// Whether the word heads a clause that makes facts of its own.
pub(super) fn is_clause(tree: &Tree, word: usize) -> bool {
    let modifier = tree.is(
        word,
        &[
            "amod", "compound", "case", "mark", "fixed", "flat", "aux", "cop", "det", "nmod", "obl", "obj", "nsubj",
            "advmod", "cc", "goeswith",
        ],
    );
    let verbal = tree.upos(word) == Upos::VERB && !modifier;
    let nominal = tree.has(word, &["cop"]) || (tree.has(word, &["nsubj"]) && !tree.has(word, &["case"]) && !modifier);
    if !(verbal || nominal) {
        return false;
    }
    // A conjunct of an adjective or noun is no clause only because it is tagged as a verb.
    if tree.is(word, &["conj"]) && verbal && !nominal {
        let head = tree.words[word].head.unwrap_or(word);
        if !(tree.upos(head) == Upos::VERB || tree.has(head, &["cop", "nsubj"])) || tree.is(head, &["amod", "compound"])
        {
            return false;
        }
    }
    !is_joined(tree, word)
}

/// Whether the word is part of the verb group of the verb above.
fn is_joined(tree: &Tree, word: usize) -> bool {
    let Some(head) = tree.words[word].head.filter(|_| tree.is(word, &["xcomp"])) else { return false };
    is_clause_like(tree, head) && verb_group(tree, head).chain.contains(&word)
}

fn is_clause_like(tree: &Tree, word: usize) -> bool {
    tree.upos(word) == Upos::VERB || tree.has(word, &["cop", "nsubj"]) || tree.is(word, &["xcomp"])
}

fn clause(tree: &Tree, head: usize) -> Option<Clause> {
    let (source, subject) = subject(tree, head, 0)?;
    let subjects = phrase_subjects(tree, subject);
    let mut group = verb_group(tree, head);
    if let Some((_, copula)) = outer(tree, head) {
        group.words.retain(|word| !copula.contains(word));
    }
    let shared = shared_words(tree, head);
    let mut clause = Clause {
        head,
        kind: kind(tree, head),
        subjects,
        subject_head: subject,
        phrase: phrase_text(tree, subject, phrase::subject(tree, subject)),
        subject_source: source,
        shared,
        complements: Vec::new(),
        to: tree.with(head, &["mark"]).find(|&mark| tree.lower(mark) == "to"),
        group,
    };
    clause.complements = complements(tree, &clause);
    Some(clause)
}

fn kind(tree: &Tree, head: usize) -> &'static str {
    match tree.words[head].deprel.as_str() {
        "root" => "main",
        "conj" => "conjunct",
        "acl:relcl" => "relative",
        "acl" => {
            if tree.has(head, &["mark"]) {
                "noun infinitive"
            } else {
                "participle"
            }
        }
        "advcl" => {
            if tree.has(head, &["nsubj"]) {
                "adverbial"
            } else if tree.with(head, &["mark"]).any(|mark| tree.lower(mark) == "to") {
                "purpose"
            } else {
                "adverbial participle"
            }
        }
        "ccomp" => "content",
        "xcomp" => "controlled",
        "parataxis" => "parataxis",
        _ => "other",
    }
}

/// The subject of a clause: its own, or the one it shares, is controlled by or modifies.
fn subject(tree: &Tree, head: usize, depth: usize) -> Option<(&'static str, usize)> {
    if depth > 6 {
        return None;
    }
    let own = match outer(tree, head) {
        Some(_) => tree.with(head, &["nsubj", "csubj"]).nth(1),
        None => tree.first(head, &["nsubj"]).or_else(|| tree.first(head, &["csubj"])),
    };
    let expletive =
        tree.first(head, &["expl"]).filter(|&e| own.is_none_or(|s| e < s) && e < head.max(own.unwrap_or(0)));
    if let Some(expletive) = expletive {
        return Some(("expletive", expletive));
    }
    if let Some(own) = own {
        if is_relative_pronoun(tree, own) {
            return Some(("antecedent", antecedent(tree, own)?));
        }
        return Some(("own", own));
    }
    let above = tree.words[head].head?;
    match tree.words[head].deprel.as_str() {
        "conj" => subject(tree, above, depth + 1).map(|(_, s)| ("shared", s)),
        "xcomp" => match tree.with(above, &["obj", "iobj"]).last() {
            Some(object) => Some(("controller", object)),
            None => subject(tree, above, depth + 1).map(|(_, s)| ("shared", s)),
        },
        "acl:relcl" => None,
        "acl" => match predicate_subject(tree, above).filter(|_| !tree.has(head, &["mark"])) {
            Some(subject) => Some(("subject of predicate noun", subject)),
            None => Some(("noun", above)),
        },
        "advcl" => subject(tree, above, depth + 1).map(|(_, s)| ("main", s)),
        _ => None,
    }
}

/// "It is a bank founded in May": it was founded in May.
fn predicate_subject(tree: &Tree, noun: usize) -> Option<usize> {
    let subject = tree.first(noun, &["nsubj"]).filter(|_| tree.has(noun, &["cop"]))?;
    (!tree.has(noun, &["expl"]) && !is_relative_pronoun(tree, subject)).then_some(subject)
}

/// One subject for each coordinated item.
fn phrase_subjects(tree: &Tree, head: usize) -> Vec<Subject> {
    // "His son, John Crozier, was a pilot": the name is the better subject.
    let named = |&item: &usize| tree.upos(item) == Upos::PROPN && tree.upos(head) == Upos::NOUN;
    let head = tree.with(head, &["appos"]).find(named).unwrap_or(head);
    let items = if splits(tree, head) { tree.coordinated(head) } else { vec![head] };
    let whole = items.len() == 1;
    let one = |item: usize| Subject {
        head: item,
        text: phrase_text(tree, item, if whole { phrase::subject(tree, item) } else { phrase::short(tree, item) }),
    };
    items.into_iter().map(one).collect()
}

/// Whether a coordination may be taken apart: not inside a name, nor under one shared determiner.
pub(super) fn splits(tree: &Tree, head: usize) -> bool {
    !tree.preposition(head).starts_with("between") && !tree.has(head, &["cc:preconj"])
}

/// The words of a phrase, "whose" replaced by the one it stands for.
pub(super) fn phrase_text(tree: &Tree, head: usize, words: Vec<usize>) -> Text {
    let mut out = Text::new();
    for word in words {
        let owner = (tree.lower(word) == "whose" && word != head).then(|| antecedent(tree, word)).flatten();
        match owner {
            Some(owner) => {
                out.extend(text(phrase::short(tree, owner)));
                out.push(Piece::Supplied("'s"));
            }
            None => out.push(Piece::Word(word)),
        }
    }
    out
}

/// Who, which, that, whom, whose, where as heads of relative clauses.
pub(super) fn is_relative_pronoun(tree: &Tree, word: usize) -> bool {
    let relative = matches!(tree.lower(word).as_str(), "who" | "which" | "that" | "whom" | "whose" | "where" | "when");
    relative && tree.words[word].xpos.starts_with('W') && relative_clause(tree, word).is_some()
}

fn relative_clause(tree: &Tree, word: usize) -> Option<usize> {
    let path = tree.path_up(word).skip(1);
    path.take_while(|&above| !tree.is(above, &["root", "parataxis"]))
        .find(|&above| tree.words[above].deprel == "acl:relcl")
}

/// What a relative pronoun stands for.
pub(super) fn antecedent(tree: &Tree, pronoun: usize) -> Option<usize> {
    let clause = relative_clause(tree, pronoun)?;
    tree.words[clause].head.filter(|&head| tree.is_nominal(head))
}

/// Words before a coordinated verb that the first verb has for both.
fn shared_words(tree: &Tree, head: usize) -> Vec<usize> {
    let Some(first) = tree.words[head].head.filter(|_| tree.is(head, &["conj"])) else { return Vec::new() };
    if tree.has(head, &["nsubj", "csubj", "aux", "cop", "expl"]) {
        return Vec::new();
    }
    if tree.upos(head) != Upos::VERB {
        // "was tall and proud": the copula serves both.
        return if tree.has(first, &["cop"]) { tree.with(first, &["aux", "cop"]).collect() } else { Vec::new() };
    }
    let mut words = Vec::new();
    if let Some(above) = tree.words[first].head.filter(|_| is_joined(tree, first)) {
        let group = verb_group(tree, above);
        let own = verb_group(tree, first).words;
        words.extend(shared_words(tree, above));
        words.extend(group.words.iter().copied().filter(|&w| w < first && !own.contains(&w)));
    } else {
        words.extend(shared_words(tree, first));
    }
    let same = tree.words[head].xpos == tree.words[first].xpos
        || matches!(tree.words[head].xpos.as_str(), "VB" | "VBN" | "VBG");
    let passive = tree.has(first, &["aux:pass"]) && tree.words[head].xpos == "VBD" && !tree.has(head, &["obj"]);
    if passive || same && tree.words[head].xpos != "VBD" && tree.words[head].xpos != "VBZ" {
        words.extend(tree.with(first, &["aux"]));
    }
    if tree.words[first].xpos == "VBD" && tree.words[head].xpos == "VBN" {
        words.clear();
    }
    words.dedup();
    words
}

fn complements(tree: &Tree, clause: &Clause) -> Vec<Complement> {
    let mut found = Vec::new();
    let last = clause.last();
    for &predicate in &clause.group.chain {
        for &child in tree.children(predicate) {
            if clause.group.words.contains(&child) || clause.group.chain.contains(&child) {
                continue;
            }
            // "usually considerably larger": the predicate's own adverbs.
            let inside = tree.is(child, &["advmod"])
                && is_copular(tree, predicate)
                && phrase::short(tree, predicate).contains(&child);
            if let Some(role) = role(tree, child, predicate).filter(|_| !inside) {
                found.extend(complement(tree, child, role));
            }
        }
    }
    if clause.group.copular {
        found.push(Complement {
            role: if tree.has(last, &["case"]) { Role::Oblique } else { Role::Predicate },
            head: last,
            marker: tree.case(last),
            antecedent: None,
        });
    }
    found.retain(|complement| !is_discourse(tree, complement));
    shared_object(tree, clause, &mut found);
    gap(tree, clause, &mut found);
    found.sort_by_key(|c| c.marker.first().copied().unwrap_or(c.head).min(c.head));
    found
}

fn complement(tree: &Tree, head: usize, role: Role) -> Option<Complement> {
    let marker = match role {
        Role::Oblique => marker(tree, head, tree.case(head)),
        Role::Adverbial | Role::Content | Role::Open => marker(tree, head, introduced(tree, head)),
        _ => Vec::new(),
    };
    let pronoun = is_relative_pronoun(tree, head);
    let antecedent = if pronoun { Some(antecedent(tree, head)?) } else { None };
    if pronoun && matches!(role, Role::Adverb) && tree.lower(head) == "when" {
        return None;
    }
    Some(Complement { role, head, marker, antecedent })
}

/// Conjunctions and prepositions before a clause, with their fixed parts: "instead of".
fn introduced(tree: &Tree, head: usize) -> Vec<usize> {
    tree.with(head, &["mark", "case"]).flat_map(|mark| tree.below(mark, |word| !tree.is(word, &["fixed"]))).collect()
}

/// The marker with the adverbs of the phrase that stand before it: "only under".
fn marker(tree: &Tree, head: usize, mut words: Vec<usize>) -> Vec<usize> {
    if let Some(&first) = words.first() {
        for child in tree.with(head, &["advmod", "obl", "nmod", "nummod"]).filter(|&child| child < first) {
            words.extend(tree.subtree(child).into_iter().filter(|&word| word < first));
        }
        words.sort_unstable();
        words.dedup();
    }
    words
}

fn role(tree: &Tree, child: usize, predicate: usize) -> Option<Role> {
    Some(match tree.words[child].deprel.as_str() {
        "obj" => Role::Object,
        "iobj" => Role::Indirect,
        "obl:unmarked" | "obl:tmod" | "obl:npmod" | "nmod:unmarked" => Role::Bare,
        "obl" | "obl:agent" => {
            if tree.has(child, &["case"]) {
                Role::Oblique
            } else {
                Role::Bare
            }
        }
        "advmod" if tree.words[child].xpos != "WRB" || is_relative_pronoun(tree, child) => Role::Adverb,
        "ccomp" => Role::Content,
        "xcomp" if tree.upos(child) == Upos::VERB => Role::Open,
        "xcomp" => {
            if tree.has(child, &["case"]) {
                Role::Oblique
            } else {
                Role::Predicate
            }
        }
        "advcl" => {
            if tree.has(child, &["nsubj"]) || tree.has(child, &["mark"]) {
                Role::Adverbial
            } else {
                Role::Open
            }
        }
        "nsubj" | "nsubj:pass" | "csubj" if tree.has(predicate, &["expl"]) && child > predicate => Role::Object,
        _ => return None,
    })
}

/// "sell and deliver the goods": the object behind the last verb belongs to all.
fn shared_object(tree: &Tree, clause: &Clause, found: &mut Vec<Complement>) {
    let last = clause.last();
    if found.iter().any(|c| c.head > last && c.role != Role::Adverb) || is_copular(tree, last) {
        return;
    }
    let next = tree.with(last, &["conj"]).find(|&c| tree.upos(c) == Upos::VERB && !tree.has(c, &["nsubj"]));
    let Some(next) = next.filter(|&next| next > last && next - last <= 3) else { return };
    let mut objects = tree.with(next, &["obj", "obl", "ccomp"]).filter(|&o| o > next);
    if let Some(object) = objects.next()
        && let Some(role) = role(tree, object, next)
    {
        found.extend(complement(tree, object, role));
    }
}

/// "the army that Charles was raising", "the army Charles was raising": the antecedent is the missing object.
fn gap(tree: &Tree, clause: &Clause, found: &mut Vec<Complement>) {
    if tree.words[clause.head].deprel != "acl:relcl" || found.iter().any(|c| c.antecedent.is_some()) {
        return;
    }
    let has_pronoun = clause.subject_source == "antecedent"
        || found.iter().any(|c| matches!(c.role, Role::Object | Role::Content | Role::Predicate));
    let Some(antecedent) = tree.words[clause.head].head else { return };
    if has_pronoun || tree.subtree(clause.head).iter().any(|&w| matches!(tree.lower(w).as_str(), "whose" | "where")) {
        return;
    }
    found.push(Complement { role: Role::Object, head: antecedent, marker: Vec::new(), antecedent: Some(antecedent) });
}
