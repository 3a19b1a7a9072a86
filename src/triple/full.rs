//! The full form: one fact a clause, all arguments, whole phrases.

use super::clause::Clause;
use super::complement::{Complement, Role, clause_words};
use super::fact::Fact;
use super::feature::{self, length};
use super::phrase;
use super::subject::phrase_text;
use super::text::{Piece, Text, text};
use crate::document::{Name, Upos};
use crate::proposition::Tree;

/// The facts of all clauses, then the supplied ones.
pub(super) fn facts(tree: &Tree, names: &[Name], clauses: &[Clause]) -> Vec<Fact> {
    let mut found = Vec::new();
    for clause in clauses {
        fact(tree, clause, &mut found);
    }
    super::nominal::facts(tree, names, &mut found);
    found
}

fn fact(tree: &Tree, clause: &Clause, found: &mut Vec<Fact>) {
    let mut draft = Draft::new(tree, clause);
    draft.take_adjective();
    let kind = draft.take_object();
    // A participle before the verb, a participle or clause behind a comma is a fact of its own and no argument.
    let fronted = |c: &Complement| c.role == Role::Open && c.head < clause.last();
    let clausal = |c: &Complement| matches!(c.role, Role::Open | Role::Adverbial);
    draft.rest.retain(|c| !(fronted(c) || clausal(c) && phrase::is_set_off(tree, c.head)));
    let args: Vec<Text> = draft.rest.iter().map(|c| argument(tree, c)).collect();
    let (subject, relation, object) = (clause.phrase.clone(), draft.relation, draft.object);
    let mut features = vec![
        kind,
        format!("clause:{}", clause.kind),
        format!("subject:{}", clause.subject_source),
        format!("args:{}", args.len().min(4)),
        format!("subject length:{}", length(subject.len())),
        format!("relation length:{}", length(relation.len())),
        format!("object length:{}", length(object.len())),
    ];
    features.extend(feature::of_clause(tree, clause, &draft.rest));
    found.push(Fact { subject, relation, object, args, features });
}

/// A fact in the making: complements go from `rest` to relation and object.
struct Draft<'a> {
    tree: &'a Tree<'a>,
    /// The predicate that the complements follow.
    last: usize,
    relation: Text,
    object: Text,
    rest: Vec<&'a Complement>,
}

impl<'a> Draft<'a> {
    fn new(tree: &'a Tree<'a>, clause: &'a Clause) -> Self {
        let rest = clause.complements.iter().collect();
        Self { tree, last: clause.last(), relation: clause.relation(), object: Text::new(), rest }
    }

    fn position(&self, wanted: impl Fn(&Complement) -> bool) -> Option<usize> {
        self.rest.iter().position(|c| wanted(c))
    }

    /// "is famous for": the adjective joins the relation if a preposition follows.
    fn take_adjective(&mut self) {
        let adjective =
            self.position(|c| c.role == Role::Predicate && self.tree.upos(c.head) == Upos::ADJ && c.head == self.last);
        let oblique = self.position(|c| c.role == Role::Oblique && c.head > self.last && c.antecedent.is_none());
        if let (Some(adjective), Some(_)) = (adjective, oblique) {
            let adjective = self.rest.remove(adjective);
            self.relation.extend(long(self.tree, adjective));
        }
    }

    /// The complement that is the object.
    fn choose(&self) -> Option<usize> {
        let behind = |roles: &[Role]| self.position(|c| roles.contains(&c.role) && c.head > self.last);
        let first = |roles: &[Role]| self.position(|c| roles.contains(&c.role));
        first(&[Role::Object])
            // "told reporters that …", "asked Acme to …"
            .or_else(|| first(&[Role::Indirect]).filter(|_| first(&[Role::Predicate]).is_none()))
            .or_else(|| first(&[Role::Predicate, Role::Content]))
            .or_else(|| behind(&[Role::Oblique]))
            .or_else(|| behind(&[Role::Open, Role::Adverbial]))
            .or_else(|| behind(&[Role::Bare, Role::Adverb]))
            .or(if self.rest.is_empty() { None } else { Some(0) })
    }

    /// Fills the object, and says what it is.
    fn take_object(&mut self) -> String {
        let Some(chosen) = self.choose() else { return "kind:no object".to_owned() };
        let chosen = self.rest.remove(chosen);
        if chosen.role == Role::Oblique {
            self.take_adverbs(chosen.marker.first().copied().unwrap_or(chosen.head));
        }
        let marker = text(chosen.marker.iter().copied());
        // "In May, prices fell": the preposition stays with what stands before the verb.
        let fronted = chosen.head < self.last && chosen.role == Role::Oblique;
        if fronted { &mut self.object } else { &mut self.relation }.extend(marker);
        self.object.extend(long(self.tree, chosen));
        format!("kind:{:?}", chosen.role).to_lowercase()
    }

    /// "contributes significantly to": adverbs between the verb and the preposition join the relation.
    fn take_adverbs(&mut self, preposition: usize) {
        let (last, tree) = (self.last, self.tree);
        let between = |c: &Complement| c.role == Role::Adverb && c.head > last && c.head < preposition;
        for adverb in self.rest.iter().filter(|c| between(c)) {
            self.relation.extend(text(tree.subtree(adverb.head)));
        }
        self.rest.retain(|c| !between(c));
    }
}

/// A further argument with its preposition.
fn argument(tree: &Tree, complement: &Complement) -> Text {
    let mut words = text(complement.marker.iter().copied());
    if complement.role == Role::Adverb && complement.antecedent.is_some() {
        words.push(Piece::Supplied("in"));
    }
    words.extend(long(tree, complement));
    words
}

/// The whole phrase or clause.
fn long(tree: &Tree, complement: &Complement) -> Text {
    let head = complement.antecedent.unwrap_or(complement.head);
    if complement.antecedent.is_some() {
        return phrase_text(tree, head, phrase::subject(tree, head));
    }
    let words = match complement.role {
        Role::Content | Role::Open | Role::Adverbial | Role::Adverb => clause_words(tree, complement),
        _ => phrase::long(tree, head).into_iter().filter(|word| !complement.marker.contains(word)).collect(),
    };
    phrase_text(tree, head, words)
}
