//! The compact form: two arguments, short phrases, every preposition a fact of its own.

use super::clause::Clause;
use super::complement::{Complement, Role, clause_words, content_clauses};
use super::fact::Fact;
use super::feature::{self, length};
use super::phrase;
use super::subject::{Subject, phrase_text, splits};
use super::text::{Piece, Text, text};
use super::verb::verb_group;
use crate::document::{Name, Upos};
use crate::proposition::Tree;

/// The facts of all clauses.
pub(super) fn facts(tree: &Tree, names: &[Name], clauses: &[Clause]) -> Vec<Fact> {
    let mut found = Vec::new();
    for clause in clauses {
        for subject in &clause.subjects {
            let mut writer = Writer { tree, clause, subject, complement: Vec::new(), found: &mut found };
            writer.clause();
        }
    }
    super::nominal::facts(tree, names, &mut found);
    found
}

struct Writer<'a> {
    tree: &'a Tree<'a>,
    clause: &'a Clause,
    subject: &'a Subject,
    /// Features of the complement at hand.
    complement: Vec<String>,
    found: &'a mut Vec<Fact>,
}

impl Writer<'_> {
    fn push(&mut self, relation: Text, object: Text, features: &[&str]) {
        let unquoted = |text: &Text| without_quotes(self.tree, text);
        let (subject, relation, object) = (unquoted(&self.subject.text), unquoted(&relation), unquoted(&object));
        let mut features: Vec<String> = features.iter().map(|f| (*f).to_owned()).collect();
        features.extend(self.complement.iter().cloned());
        features.push(format!("clause:{}", self.clause.kind));
        features.push(format!("subject:{}", self.clause.subject_source));
        features.push(format!("subjects:{}", self.clause.subjects.len().min(3)));
        if self.tree.upos(self.subject.head) == Upos::PRON {
            features.push("subject is a pronoun".into());
        }
        if self.clause.group.chain.len() > 1 {
            features.push("chained verbs".into());
        }
        if self.clause.group.copular {
            features.push("copular".into());
        }
        features.push(format!("object length:{}", length(object.len())));
        features.push(format!("relation length:{}", length(relation.len())));
        features.push(format!("subject length:{}", length(self.subject.text.len())));
        features.push(format!("verb {}", self.tree.lemma(self.clause.last())));
        self.found.push(Fact { subject, relation, object, args: Vec::new(), features });
    }

    fn clause(&mut self) {
        let relation = self.clause.bare_relation(self.tree);
        let complements = &self.clause.complements;
        let object = complements
            .iter()
            .find(|c| matches!(c.role, Role::Object | Role::Predicate))
            .or_else(|| complements.iter().find(|c| c.role == Role::Indirect));
        let mut with_object = relation.clone();
        if let Some(object) = object {
            with_object.extend(self.short(object));
        }
        for complement in &self.clause.complements {
            self.complement = feature::of_complement(self.tree, self.clause, complement);
            let own = object.is_some_and(|o| o.head == complement.head);
            self.complement(complement, if own { &relation } else { &with_object });
            if let Some(object) = object.filter(|_| !own) {
                self.other_objects(complement, object, &relation);
            }
            // What follows the first prepositional phrase of a verb without object comes behind it.
            let takes = object.is_none()
                && complement.role == Role::Oblique
                && complement.head > self.clause.last()
                && with_object.len() == relation.len();
            if takes && complement.antecedent.is_none() {
                with_object.extend(text(complement.marker.iter().copied()));
                with_object.extend(self.short(complement));
            }
        }
        self.alone(relation, object.is_some());
    }

    /// "sells chairs and tables to": the same behind the other objects.
    fn other_objects(&mut self, complement: &Complement, object: &Complement, relation: &Text) {
        for item in self.items(object).into_iter().skip(1) {
            let mut base = relation.clone();
            base.extend(self.phrase(item, &[]));
            self.complement.push("other object".to_owned());
            self.complement(complement, &base);
        }
    }

    /// The verb without complements: "the school | was | founded".
    fn alone(&mut self, relation: Text, has_object: bool) {
        self.complement.clear();
        let passive = relation.len() > 1 && self.tree.has(self.clause.last(), &["aux:pass"]);
        if self.clause.complements.is_empty() && !passive {
            self.push(relation, Text::new(), &["kind:no object"]);
        } else if passive && !has_object {
            let (verb, auxiliaries): (Text, Text) =
                relation.iter().partition(|piece| **piece == Piece::Word(self.clause.last()));
            self.push(auxiliaries, verb, &["kind:passive"]);
        }
    }

    fn short(&self, complement: &Complement) -> Text {
        let head = complement.antecedent.unwrap_or(complement.head);
        self.phrase(head, &complement.marker)
    }

    /// The short phrase without words that the relation has.
    fn phrase(&self, head: usize, marker: &[usize]) -> Text {
        let words = phrase::short(self.tree, head).into_iter().filter(|word| !marker.contains(word));
        phrase_text(self.tree, head, words.collect())
    }

    fn items(&self, complement: &Complement) -> Vec<usize> {
        let head = complement.antecedent.unwrap_or(complement.head);
        if complement.antecedent.is_none() && splits(self.tree, head) {
            self.tree.coordinated(head)
        } else {
            vec![head]
        }
    }

    fn complement(&mut self, complement: &Complement, base: &Text) {
        let mut relation = base.clone();
        let kind = match complement.role {
            Role::Object => "kind:object",
            Role::Indirect => "kind:indirect",
            Role::Predicate => "kind:predicate",
            Role::Oblique => "kind:oblique",
            Role::Bare => "kind:bare",
            Role::Adverb => "kind:adverb",
            Role::Content => "kind:content",
            Role::Open => "kind:open",
            Role::Adverbial => "kind:adverbial",
        };
        match complement.role {
            Role::Object | Role::Predicate | Role::Oblique => {
                relation.extend(text(complement.marker.iter().copied()));
                let items = self.items(complement);
                let several = if items.len() > 1 { "coordinated" } else { "single" };
                let respectively = self.respectively(items.len());
                for (number, item) in items.into_iter().enumerate() {
                    if respectively.is_some_and(|own| own != number) {
                        continue;
                    }
                    let short = self.phrase(item, &complement.marker);
                    self.push(relation.clone(), short, &[kind, several]);
                    self.apposed(complement, item, &relation);
                    if complement.antecedent.is_none() {
                        self.chain(&relation, item, 1);
                    }
                }
            }
            Role::Adverb if complement.antecedent.is_some() => {
                relation.push(Piece::Supplied("in"));
                let short = self.short(complement);
                self.push(relation, short, &["kind:where"]);
            }
            Role::Indirect | Role::Bare => {
                let short = self.short(complement);
                self.push(relation, short, &[kind]);
            }
            Role::Adverb => {
                let words = phrase::trimmed(self.tree, self.tree.subtree(complement.head), complement.head);
                self.push(relation, text(words), &[kind]);
            }
            Role::Content => {
                relation.extend(text(complement.marker.iter().copied()));
                let clauses = content_clauses(self.tree, complement);
                let several = if clauses.len() > 1 { "coordinated" } else { "single" };
                for words in clauses {
                    self.push(relation.clone(), text(words), &[kind, several]);
                }
            }
            Role::Adverbial => {
                relation.extend(text(complement.marker.iter().copied()));
                let words = clause_words(self.tree, complement);
                self.push(relation, text(words), &[kind]);
            }
            Role::Open => {
                relation.extend(text(complement.marker.iter().copied()));
                self.embedded(&relation, complement.head, kind);
            }
        }
    }

    /// Which of so many items is this subject's, if the clause pairs them up: "Roe and Doe lead Acme and Globex,
    /// respectively".
    fn respectively(&self, items: usize) -> Option<usize> {
        let subjects = &self.clause.subjects;
        let paired = self.tree.subtree(self.clause.head).iter().any(|&word| self.tree.lower(word) == "respectively");
        (paired && subjects.len() > 1 && subjects.len() == items)
            .then(|| subjects.iter().position(|subject| subject.head == self.subject.head))
            .flatten()
    }

    /// "Hoboken, New Jersey", "the film 'A New Oath'": the second name is as good an object as the first.
    fn apposed(&mut self, complement: &Complement, item: usize, relation: &Text) {
        let is_name = |word: usize| self.tree.upos(word) == Upos::PROPN;
        let names: Vec<usize> =
            self.tree.with(item, &["appos"]).filter(|&appos| is_name(appos) && is_name(item)).collect();
        for appos in names {
            let short = self.phrase(appos, &complement.marker);
            self.push(relation.clone(), short, &["kind:apposed"]);
        }
    }

    /// A verb below whose complements become facts of the clause: "told him to leave → the town".
    fn embedded(&mut self, prefix: &Text, verb: usize, kind: &str) {
        let group = verb_group(self.tree, verb);
        let mut relation = prefix.clone();
        relation.extend(text(group.words.iter().copied()));
        let last = group.chain[group.chain.len() - 1];
        let objects: Vec<usize> = self.tree.with(last, &["obj"]).collect();
        let mut any = false;
        for object in objects.iter().flat_map(|&o| self.tree.coordinated(o)) {
            self.push(relation.clone(), text(phrase::short(self.tree, object)), &[kind, "embedded object"]);
            any = true;
        }
        let mut with_object = relation.clone();
        if let Some(&object) = objects.first() {
            with_object.extend(text(phrase::short(self.tree, object)));
        }
        let obliques: Vec<usize> = self.tree.with(last, &["obl"]).filter(|&o| self.tree.has(o, &["case"])).collect();
        for oblique in obliques {
            let mut relation = with_object.clone();
            relation.extend(text(self.tree.case(oblique)));
            for item in self.tree.coordinated(oblique) {
                self.push(relation.clone(), text(phrase::short(self.tree, item)), &[kind, "embedded oblique"]);
                any = true;
            }
        }
        if !any {
            self.push(prefix.clone(), text(group.words.iter().copied()), &[kind, "embedded verb"]);
        }
    }

    /// Prepositional phrases of the noun, each behind all that stands before it: "filed a complaint against → …".
    fn chain(&mut self, prefix: &Text, noun: usize, depth: usize) {
        if depth > 3 {
            return;
        }
        let short = phrase::short(self.tree, noun);
        let modifiers: Vec<usize> = self
            .tree
            .children(noun)
            .iter()
            .copied()
            .filter(|&child| child > noun && self.tree.is(child, &["nmod", "acl"]))
            .collect();
        let depth_feature = format!("depth:{depth}");
        for modifier in modifiers {
            let mut relation = prefix.clone();
            if self.tree.is(modifier, &["acl"]) {
                if self.tree.words[modifier].deprel == "acl" {
                    relation.extend(text(short.iter().copied()));
                    relation.extend(text(self.tree.with(modifier, &["mark"])));
                    self.embedded(&relation, modifier, "kind:chain participle");
                }
                continue;
            }
            let case = self.tree.case(modifier);
            let Some(&first) = case.first() else { continue };
            relation.extend(phrase_text(self.tree, noun, short.iter().copied().filter(|&w| w < first).collect()));
            relation.extend(text(case.iter().copied()));
            let of = self.tree.preposition(modifier) == "of";
            for item in self.tree.coordinated(modifier) {
                let short = text(phrase::short(self.tree, item));
                self.push(relation.clone(), short, &[if of { "kind:chain of" } else { "kind:chain" }, &depth_feature]);
                self.chain(&relation, item, depth + 1);
            }
        }
    }
}

/// Without quotation marks, which mark no words, and the comma before the closing one.
fn without_quotes(tree: &Tree, text: &Text) -> Text {
    let is_quote = |word: usize| matches!(tree.words[word].form.as_str(), "``" | "''" | "\"" | "“" | "”");
    let closes = |word: usize| tree.words.get(word + 1).is_some_and(|_| is_quote(word + 1));
    let kept = text.iter().copied().filter(|&piece| match piece {
        Piece::Word(word) => !(is_quote(word) || tree.words[word].form == "," && closes(word)),
        Piece::Supplied(_) => true,
    });
    kept.collect()
}
