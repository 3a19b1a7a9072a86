//! Objects of claims: entities, or words of the text.

use super::map::Mapper;
use super::{EntityType, Value, id};
use crate::document::Upos;
use crate::entity;
use crate::proposition::{self, Argument, Construction, Proposition};

impl Mapper<'_> {
    /// What the object stands for; `position`: it is a position that the subject has.
    pub(super) fn object(&self, p: &Proposition, said: &Argument, subject: &str, position: bool) -> Option<Value> {
        if position {
            return Some(Value::Entity(id::of_role(&self.position_name(said))));
        }
        let sentence = &self.document.sentences[said.sentence];
        // "Ann Roe, D-Texas"
        if p.relation.label == "member of party" {
            let party = match self.word(said).form.split('-').next() {
                Some("D") => Some("Democratic"),
                Some("R") => Some("Republican"),
                Some("I") => Some("independent"),
                _ => None,
            };
            if let Some(party) = party {
                return Some(Value::Literal { text: party.to_owned(), datatype: None, value: None });
            }
        }
        let restricted = || proposition::restricted(sentence, said, p.head);
        let value = self.nation(p).or_else(|| self.value(said))?;
        Some(match &value {
            Value::Literal { .. } if said.sentence == p.sentence => self.literal(&restricted()),
            // "Acme, the airline", "she was appointed chief executive": what somebody is called is said in words.
            Value::Entity(id) if id == subject && self.is_said_of(p, said) => self.bare_literal(&restricted()),
            // "Ann Roe is a lawyer": no lawyer who has a name.
            Value::Entity(_) if self.is_indefinite_predicate(p, said) => self.bare_literal(&restricted()),
            Value::Entity(id) if self.is_named_within(p, subject, id) => self.bare_literal(said),
            _ => value,
        })
    }

    /// "is a lawyer", where coreference takes the lawyer for somebody with a name.
    fn is_indefinite_predicate(&self, p: &Proposition, said: &Argument) -> bool {
        let words = &self.document.sentences[said.sentence].words;
        let article = |word: &crate::document::Word| {
            word.head == Some(said.head) && word.deprel == "det" && matches!(word.lemma.as_str(), "a" | "an")
        };
        let named = self.entities.of(said).is_some_and(|e| self.entities.entities[e].named.is_some());
        p.construction == Construction::Copula && named && self.is_no_name(said) && words.iter().any(article)
    }

    /// An entity where the phrase is a name, a pronoun or a thing spoken of more than once or by kind; else its words.
    pub(super) fn value(&self, argument: &Argument) -> Option<Value> {
        let word = self.word(argument);
        if argument.clausal {
            return Some(self.literal(argument));
        }
        let Some(number) = self.entities.of(argument) else {
            let lost = word.upos == Upos::PRON && !matches!(word.xpos.as_str(), "NN" | "CD");
            return if lost { None } else { Some(self.literal(argument)) };
        };
        let entity = &self.entities.entities[number];
        let kept = entity.named.is_some()
            || entity.mentions.len() > 1
            || word.upos == Upos::PRON
            || matches!(
                entity.kind,
                EntityType::Person
                    | EntityType::Organization
                    | EntityType::Place
                    | EntityType::Group
                    | EntityType::Event
            )
            || self.is_definite(argument);
        let describes = matches!(word.upos, Upos::ADJ | Upos::VERB | Upos::ADV)
            || (word.upos == Upos::NUM && entity.mentions.len() == 1);
        Some(if kept && !describes { Value::Entity(self.ids[number].clone()) } else { self.literal(argument) })
    }

    /// The words without determiner and owner: "her brother" of Robert is "brother".
    pub(super) fn bare_literal(&self, argument: &Argument) -> Value {
        Value::Literal { text: self.role_name(argument), datatype: None, value: None }
    }

    fn is_definite(&self, argument: &Argument) -> bool {
        let words = &self.document.sentences[argument.sentence].words;
        argument.words.iter().any(|&w| {
            words[w].head == Some(argument.head)
                && (words[w].deprel == "nmod:poss"
                    || (words[w].deprel == "det" && matches!(words[w].lemma.as_str(), "the" | "this" | "that")))
        })
    }

    pub(super) fn literal(&self, argument: &Argument) -> Value {
        let text = entity::phrase_text(self.document, argument);
        let number = text.replace(',', "");
        let datatype = if number.parse::<i64>().is_ok() {
            Some("xsd:integer")
        } else if number.parse::<f64>().is_ok() && number.starts_with(|c: char| c.is_ascii_digit()) {
            Some("xsd:decimal")
        } else {
            None
        };
        let value = (datatype.is_some() && number != text).then_some(number);
        Value::Literal { text, datatype: datatype.map(str::to_owned), value }
    }
}
