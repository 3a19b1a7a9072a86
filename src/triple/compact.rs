//! The compact form: two arguments, short phrases, every preposition a fact of its own.

use super::clause::{Clause, Complement, Role, Subject, phrase_text, splits};
use super::fact::Fact;
use super::phrase;
use super::text::{Text, text};
use super::verb::verb_group;
use crate::document::Upos;
use crate::proposition::Tree;

/// The facts of all clauses.
pub(super) fn facts(tree: &Tree, clauses: &[Clause]) -> Vec<Fact> {
    let mut found = Vec::new();
    for clause in clauses {
        for subject in &clause.subjects {
            let mut writer = Writer { tree, clause, subject, found: &mut found };
            writer.clause();
        }
    }
    super::nominal::facts(tree, &mut found);
    found
}

struct Writer<'a> {
    tree: &'a Tree<'a>,
    clause: &'a Clause,
    subject: &'a Subject,
    found: &'a mut Vec<Fact>,
}

impl Writer<'_> {
    fn push(&mut self, relation: Text, object: Text, features: &[&str]) {
        let mut features: Vec<String> = features.iter().map(|f| (*f).to_owned()).collect();
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
        features.push(format!("object length:{}", bucket(object.len())));
        features.push(format!("relation length:{}", bucket(relation.len())));
        features.push(format!("subject length:{}", bucket(self.subject.text.len())));
        self.found.push(Fact { subject: self.subject.text.clone(), relation, object, args: Vec::new(), features });
    }

    fn clause(&mut self) {
        let relation = self.clause.relation();
        let object = self.clause.complements.iter().find(|c| matches!(c.role, Role::Object | Role::Predicate));
        let mut with_object = relation.clone();
        if let Some(object) = object {
            with_object.extend(self.short(object));
        }
        for complement in &self.clause.complements {
            let base = if object.is_some_and(|o| o.head == complement.head) { &relation } else { &with_object };
            self.complement(complement, base);
        }
        if self.clause.complements.is_empty() {
            self.push(relation, Text::new(), &["kind:no object"]);
        }
    }

    fn short(&self, complement: &Complement) -> Text {
        let head = complement.antecedent.unwrap_or(complement.head);
        phrase_text(self.tree, head, phrase::short(self.tree, head))
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
                for item in items {
                    let short = phrase_text(self.tree, item, phrase::short(self.tree, item));
                    self.push(relation.clone(), short, &[kind, several]);
                    if complement.antecedent.is_none() {
                        self.chain(&relation, item, 1);
                    }
                }
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
                let words = self.clause_words(complement);
                self.push(relation, text(words), &[kind]);
            }
            Role::Adverbial => {
                relation.extend(text(complement.marker.iter().copied()));
                let words = self.clause_words(complement);
                self.push(relation, text(words), &[kind]);
            }
            Role::Open => {
                relation.extend(text(complement.marker.iter().copied()));
                self.embedded(&relation, complement.head, kind);
            }
        }
    }

    /// Words of a clause without what introduces it.
    fn clause_words(&self, complement: &Complement) -> Vec<usize> {
        let words = self.tree.below(complement.head, |child| complement.marker.contains(&child));
        phrase::trimmed(self.tree, words, complement.head)
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

/// Lengths in few classes.
pub(super) fn bucket(length: usize) -> &'static str {
    match length {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4 | 5 => "4-5",
        6..=8 => "6-8",
        9..=14 => "9-14",
        _ => "15+",
    }
}
