//! Whether a claim says anything: an object that only repeats the subject, or has no content, says nothing.

use super::Value;
use super::map::Mapper;
use crate::document::{NameKind, Upos};
use crate::entity::{self, EntityType, Form};
use crate::proposition::{self, Argument, Construction, Proposition};

impl Mapper<'_> {
    /// "limits put in place" were put in place: the clause is in the name of one, and there is no other.
    pub(super) fn restates_what_is_meant(&self, p: &Proposition) -> bool {
        let Some(object) = &p.object else { return self.is_told_in(p, &p.subject) };
        // "a day called Roe Day" was called Roe Day; they affected "communities affected by them".
        let within = |part: &Argument, whole: &Argument| {
            let named = self.entities.of(part).is_some_and(|e| self.entities.entities[e].named.is_some());
            let text = entity::phrase_text(self.document, part);
            let verb = &self.document.sentences[p.sentence].words[p.head].form;
            part.sentence == whole.sentence
                && !named
                && self.entities.of(whole).is_some_and(|e| {
                    let name = &self.entities.entities[e].name;
                    name.contains(&text) && name.contains(verb.as_str())
                })
        };
        within(object, &p.subject) && self.is_told_in(p, &p.subject)
            || matches!(self.value(object), Some(Value::Entity(_)))
                && !self.acts(&p.subject)
                && within(&p.subject, object)
                && self.is_told_in(p, object)
    }

    /// Whether it is somebody or a body, whose doing is more than what it was done to.
    fn acts(&self, argument: &Argument) -> bool {
        let kind = |e: usize| self.entities.entities[e].kind;
        self.entities.of(argument).is_some_and(|e| {
            matches!(kind(e), EntityType::Person | EntityType::Organization | EntityType::Place | EntityType::Group)
        })
    }

    /// "Acme Trials was chief executive of Acme Trials": the subject was taken for another.
    pub(super) fn is_of_itself(&self, p: &Proposition, subject: &str) -> bool {
        let Some(object) = p.object.as_ref().filter(|object| !object.clausal) else { return false };
        let describes = matches!(p.construction, Construction::Copula | Construction::Title | Construction::Apposition);
        let itself = |&word: &usize| {
            word != object.head
                && self.entities.mention_at(object.sentence, word).is_some_and(|m| {
                    m.form != Form::Pronoun && m.entity.is_some_and(|entity| self.ids[entity] == subject)
                })
        };
        describes && object.words.iter().any(itself)
    }

    /// "The ship Late Snow" is what Late Snow was called by its kind and its name: the object's name holds the subject's.
    pub(super) fn is_named_within(&self, p: &Proposition, subject: &str, object: &str) -> bool {
        let name = |id: &str| {
            self.ids.iter().zip(&self.entities.entities).find(|(known, _)| *known == id).map(|(_, e)| &e.name)
        };
        let beside = matches!(p.construction, Construction::Title | Construction::Apposition);
        beside
            && name(subject)
                .zip(name(object))
                .is_some_and(|(inner, outer)| outer.len() > inner.len() && outer.ends_with(inner.as_str()))
    }

    /// "Each of them", "a large number": how many, but not of what.
    pub(super) fn is_uncounted(&self, argument: &Argument) -> bool {
        let words = &self.document.sentences[argument.sentence].words;
        let head = &words[argument.head];
        let known = self.entities.of(argument).is_some_and(|e| self.entities.entities[e].mentions.len() > 1);
        let whole = words.iter().any(|word| {
            word.head == Some(argument.head)
                && matches!(word.relation(), "nmod" | "compound" | "nummod")
                && word.upos != Upos::PRON
        });
        // "Eleven of these"
        let pronoun = |word: &crate::document::Word| {
            word.head == Some(argument.head) && word.relation() == "nmod" && word.upos == Upos::PRON
        };
        let uncounted = proposition::is_uncounted(&head.lemma.to_lowercase())
            || (head.upos == Upos::NUM || matches!(head.lemma.as_str(), "most" | "many" | "some" | "few" | "much"))
                && words.iter().any(pronoun);
        !argument.clausal && !known && !whole && uncounted
    }

    /// "earned 6": six of what was said before.
    pub(super) fn is_bare_number(&self, p: &Proposition) -> bool {
        let Some(object) = p.object.as_ref().filter(|_| p.construction == Construction::Verb) else { return false };
        let word = self.word(object);
        let counts = matches!(word.upos, Upos::NUM) && object.words.len() == 1 && word.form.len() < 3;
        let measured = ["total", "number", "reach", "hit", "score", "measure", "be", "turn", "exceed"];
        let verb = p.relation.lemma.as_str();
        counts && !verb.contains(' ') && !measured.contains(&verb) && !proposition::takes_numbers(verb)
    }

    /// A "we" that is nobody known, or one person: who else it is the text does not say.
    pub(super) fn is_we_of_one(&self, argument: &Argument) -> bool {
        let word = &self.document.sentences[argument.sentence].words[argument.head];
        let several = matches!(word.form.to_lowercase().as_str(), "we" | "us" | "ourselves");
        let body = |e: usize| {
            !matches!(self.entities.entities[e].named, None | Some(NameKind::Per))
                || self.entities.entities[e].kind == entity::EntityType::Organization
        };
        several && !self.entities.of(argument).is_some_and(body)
    }

    /// "Ann Roe, Chicago", "Ann Roe, Jo Poe": two names side by side are of two things.
    pub(super) fn are_two_names(&self, p: &Proposition) -> bool {
        let kind = |argument: &Argument| {
            let names = &self.document.sentences[argument.sentence].names;
            names.iter().find(|name| name.words.contains(argument.head)).map(|name| name.kind)
        };
        let beside = matches!(p.construction, Construction::Title | Construction::Apposition);
        let plain = beside || p.construction == Construction::Copula;
        let Some(object) = p
            .object
            .as_ref()
            .filter(|object| !object.clausal && matches!(p.relation.label.as_str(), "was" | "held position"))
        else {
            return false;
        };
        // "Ann Roe, Commissioner Jo Poe"
        let names = &self.document.sentences[object.sentence].names;
        let other = names.iter().any(|name| {
            name.kind == NameKind::Per
                && name.words.start == object.head + 1
                && object.words.contains(&(object.head + 1))
                && object.sentence == p.subject.sentence
                && !name.words.contains(p.subject.head)
        });
        if beside && other && kind(&p.subject) == Some(NameKind::Per) {
            return true;
        }
        match (kind(&p.subject), kind(object)) {
            (Some(NameKind::Per), Some(NameKind::Loc | NameKind::Time)) => plain,
            (Some(NameKind::Per), Some(NameKind::Per)) => beside,
            _ => false,
        }
    }

    /// Whether the words of what a common noun names have the predicate among them.
    fn is_told_in(&self, p: &Proposition, argument: &Argument) -> bool {
        let mention = self.entities.mention_at(argument.sentence, argument.head);
        argument.sentence == p.sentence
            && argument.head < p.head
            && !argument.clausal
            && matches!(p.construction, Construction::Verb | Construction::VerbNoun | Construction::Copula)
            && mention.is_some_and(|m| {
                m.words.contains(&p.head)
                    && self.entities.of(argument).is_some_and(|e| {
                        let entity = &self.entities.entities[e];
                        entity.named.is_none() && entity.mentions.len() == 1
                    })
            })
    }

    /// Whether the object says what its subject is.
    pub(super) fn is_said_of(&self, p: &Proposition, object: &Argument) -> bool {
        let word = self.word(object);
        let noun = self.is_no_name(object) && object.words != p.subject.words;
        // "served as attorney"
        let described = matches!(p.construction, Construction::Title | Construction::Apposition | Construction::Copula)
            || p.relation.lemma.ends_with(" as");
        noun && (described || word.deprel == "xcomp")
    }

    /// A noun, or a title that is written like a name: "the former Attorney General".
    pub(super) fn is_no_name(&self, argument: &Argument) -> bool {
        let named =
            |word: usize| self.document.sentences[argument.sentence].names.iter().any(|n| n.words.contains(word));
        match self.word(argument).upos {
            Upos::NOUN => true,
            Upos::PROPN => !named(argument.head),
            _ => false,
        }
    }

    /// Whether these words are all that an entity is called; `pronoun`: or begin with it.
    pub(super) fn is_called(&self, id: &str, text: &str, pronoun: bool) -> bool {
        let begins = |name: &str| pronoun && text.to_lowercase().starts_with(&name.to_lowercase());
        let same = |name: &str| name.eq_ignore_ascii_case(text) || begins(name);
        self.ids.iter().zip(&self.entities.entities).any(|(known, entity)| known == id && same(&entity.name))
    }

    /// No letter or digit in it, or a sign of money without its sum at the end.
    pub(super) fn is_broken(&self, argument: &Argument) -> bool {
        let text = entity::phrase_text(self.document, argument);
        let sum = |c: char| matches!(c, '$' | '€' | '£' | '¥');
        // "a reminder of what"
        let cut =
            !argument.clausal && [" what", " how", " which", " whom", " who"].iter().any(|end| text.ends_with(end));
        // "a view [that]"
        let last = argument.words.last().map(|&last| &self.document.sentences[argument.sentence].words[last]);
        let cut = cut || !argument.clausal && last.is_some_and(|last| last.lemma == "that" && last.upos == Upos::SCONJ);
        // "the latter"
        let pointer = matches!(
            text.to_lowercase().as_str(),
            "latter"
                | "the latter"
                | "the former"
                | "former"
                | "same"
                | "the same"
                | "sort"
                | "so did"
                | "so does"
                | "so do"
                | "so is"
                | "so are"
                | "so was"
                | "so were"
                | "ours"
                | "mine"
                | "yours"
                | "theirs"
        );
        // "The more sensitive it is, the more …"
        let head = self.word(argument);
        let by_degrees =
            ["the more ", "the less "].iter().any(|the| text.to_lowercase().starts_with(the)) && head.upos == Upos::ADJ;
        let pointer = pointer || by_degrees;
        // "the first to do so"
        let elsewhere =
            [" do so", " doing so", " did so"].iter().any(|so| text.ends_with(so) || text.contains(&format!("{so} ")));
        // "of the minister", which begins in the middle
        let torn = !argument.clausal && text.starts_with("of ") && !text.starts_with("of course")
            || !argument.clausal && text.starts_with("which ")
            || text.starts_with("'s ");
        pointer || torn || elsewhere || !text.contains(char::is_alphanumeric) || text.ends_with(sum) || cut
    }

    /// Nothing but function words: the "to" of "promised not to".
    pub(super) fn is_empty(&self, argument: &Argument) -> bool {
        let words = &self.document.sentences[argument.sentence].words;
        argument.words.iter().all(|&w| {
            matches!(words[w].upos, Upos::PART | Upos::ADP | Upos::AUX | Upos::PUNCT | Upos::SCONJ | Upos::CCONJ)
        })
    }
}
