//! Number, gender and kind.

use super::mention::{Form, Mention};
use super::profile::PronounClass;
use crate::document::{NameKind, Upos, Word};
use crate::lexicon;
use crate::proposition::Tree;

/// One or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Unknown,
    Singular,
    Plural,
}

impl Number {
    pub fn of(word: &Word, class: PronounClass) -> Self {
        match class {
            PronounClass::Speaker | PronounClass::He | PronounClass::She | PronounClass::It => Self::Singular,
            PronounClass::Speakers | PronounClass::They => Self::Plural,
            PronounClass::Demonstrative => {
                if word.form.to_lowercase().ends_with("ese") || word.form.eq_ignore_ascii_case("those") {
                    Self::Plural
                } else {
                    Self::Singular
                }
            }
            PronounClass::Hearer | PronounClass::Other => Self::Unknown,
            PronounClass::None => match word.xpos.as_str() {
                "NNS" | "NNPS" => Self::Plural,
                "NN" | "NNP" => Self::Singular,
                _ => Self::Unknown,
            },
        }
    }
}

/// He or she.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Unknown,
    Male,
    Female,
}

/// What sort of thing a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Unknown,
    Person,
    People,
    Organisation,
    Place,
    Event,
    Time,
    Quantity,
    Words,
    Thought,
    Object,
    Creature,
    Body,
    Substance,
    State,
    Work,
}

impl Kind {
    pub const COUNT: usize = 16;

    /// By the kind of the name, else by the noun's commonest sense in WordNet.
    pub fn of(mention: &Mention, lemma: &str, class: PronounClass, tree: &Tree, plural: bool) -> Self {
        match mention.form {
            Form::Name(NameKind::Per) if plural => Self::People,
            Form::Name(kind) => match kind {
                NameKind::Per => Self::Person,
                NameKind::Org => Self::Organisation,
                NameKind::Loc => Self::Place,
                NameKind::Event => Self::Event,
                NameKind::Norp => Self::People,
                NameKind::Time => Self::Time,
                NameKind::Misc => Self::Work,
            },
            Form::Pronoun => match class {
                PronounClass::Speaker | PronounClass::He | PronounClass::She => Self::Person,
                PronounClass::Speakers => Self::People,
                _ => Self::Unknown,
            },
            Form::Noun => Self::of_noun(lemma, tree.upos(mention.head), plural),
        }
    }

    fn of_noun(lemma: &str, upos: Upos, plural: bool) -> Self {
        if upos == Upos::NUM {
            return Self::Quantity;
        }
        let senses = lexicon::NOUNS.get(lemma).unwrap_or_default();
        match senses.split('+').next().unwrap_or_default() {
            "person" if plural => Self::People,
            "person" => Self::Person,
            "group" => Self::Organisation,
            "location" => Self::Place,
            "act" | "event" | "phenomenon" | "process" => Self::Event,
            "time" => Self::Time,
            "quantity" | "relation" | "shape" => Self::Quantity,
            "communication" => Self::Words,
            "cognition" | "feeling" | "motive" => Self::Thought,
            "artifact" | "object" | "possession" => Self::Object,
            "animal" | "plant" => Self::Creature,
            "body" => Self::Body,
            "substance" | "food" => Self::Substance,
            "attribute" | "state" => Self::State,
            _ if gender_of_noun(lemma) != Gender::Unknown || lemma.ends_with("person") => Self::Person,
            _ => Self::Unknown,
        }
    }
}

/// By a title before the name, else by the given name.
pub(super) fn gender_of_name(tree: &Tree, mention: &Mention) -> Gender {
    let words = mention.name.unwrap_or(mention.words);
    let before = words.start.checked_sub(1).map(|word| tree.lower(word));
    for title in before.iter().chain([&tree.lower(words.start)]) {
        match gender_of_noun(title) {
            Gender::Unknown => {}
            known => return known,
        }
    }
    if words.end - words.start < 2 {
        return Gender::Unknown;
    }
    match lexicon::GIVEN_NAMES.get(&tree.lower(words.start)) {
        Some("m") => Gender::Male,
        Some("f") => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// "mother", "spokesman", "Mrs."
pub(super) fn gender_of_noun(noun: &str) -> Gender {
    let noun = noun.trim_end_matches('.');
    match noun {
        "woman" | "girl" | "mother" | "wife" | "daughter" | "sister" | "queen" | "actress" | "princess" | "mrs"
        | "ms" | "miss" | "fiancée" | "widow" | "aunt" | "lady" | "grandmother" | "mom" | "mum" | "girlfriend"
        | "niece" | "waitress" | "goddess" | "duchess" | "nun" | "heroine" | "ma'am" | "madam" => Gender::Female,
        "man" | "boy" | "father" | "husband" | "son" | "brother" | "king" | "actor" | "prince" | "mr" | "sir"
        | "uncle" | "fiancé" | "lord" | "grandfather" | "dad" | "boyfriend" | "nephew" | "waiter" | "guy" | "duke"
        | "monk" | "widower" | "gentleman" | "pope" => Gender::Male,
        "human" | "german" | "roman" | "ottoman" | "talisman" => Gender::Unknown,
        _ if noun.ends_with("woman") => Gender::Female,
        _ if noun.ends_with("man") && noun.len() > 5 => Gender::Male,
        _ => Gender::Unknown,
    }
}
