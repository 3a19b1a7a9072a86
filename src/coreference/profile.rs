//! What is known of a mention before anything is resolved.

use super::agreement::{Gender, Kind, Number, gender_of_name, gender_of_noun};
use super::described::{sorts_of_name, sorts_of_noun};
use super::mention::{Form, Mention};
use super::name;
use super::symbol::Symbols;
use crate::document::{Document, Meaning, NameKind, Upos};
use crate::proposition::{Quotes, Tree, is_role, is_saying};
use std::collections::BTreeMap;

/// Pronouns, and words that work like them; a mention's number in this list is a feature.
#[rustfmt::skip]
pub(super) const PRONOUNS: [&str; 56] = [
    "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours", "yourself",
    "yourselves", "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them",
    "their", "theirs", "themselves", "this", "that", "these", "those", "who", "whom", "whose", "which", "what", "one",
    "ones", "someone", "everyone", "anyone", "something", "everything", "anything", "nothing", "here", "there", "now",
    "then", "other", "others", "all",
];

/// Who is meant by a pronoun: who speaks, who hears, or another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PronounClass {
    None,
    Speaker,
    Speakers,
    Hearer,
    He,
    She,
    It,
    They,
    Demonstrative,
    Other,
}

/// The number and class of a pronoun; 0 is none.
pub(super) fn pronoun(form: &str) -> (usize, PronounClass) {
    let Some(number) = PRONOUNS.iter().position(|&pronoun| pronoun == form) else {
        return (0, PronounClass::Other);
    };
    let class = match number {
        0..=4 => PronounClass::Speaker,
        5..=9 => PronounClass::Speakers,
        10..=14 => PronounClass::Hearer,
        15..=18 => PronounClass::He,
        19..=22 => PronounClass::She,
        23..=25 => PronounClass::It,
        26..=30 => PronounClass::They,
        31..=34 => PronounClass::Demonstrative,
        _ => PronounClass::Other,
    };
    (number + 1, class)
}

/// Determiners that tell old from new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    None,
    The,
    Indefinite,
    Demonstrative,
    Pronoun,
    Possessor,
    Quantifier,
    Number,
}

/// Who speaks where a mention stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    /// The article.
    Narrator,
    /// A quotation whose speaker is not known; its number.
    Unknown(usize),
    /// A word of the text: sentence and head.
    Word(usize, usize),
    /// A label of the source (`# speaker = …`).
    Label(u32),
}

/// What is known of a mention.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub form: Form,
    /// A proper noun outside the names.
    pub proper: bool,
    pub pronoun: usize,
    pub class: PronounClass,
    pub determiner: Determiner,
    pub number: Number,
    pub gender: Gender,
    pub kind: Kind,
    /// Lemma of the head.
    pub lemma: String,
    pub head: u32,
    /// The whole phrase without article, in lower case.
    pub text: u32,
    /// What the annotator's network makes of the head.
    pub meaning: Option<Meaning>,
    /// The words of a name that count, in lower case.
    pub name: Vec<u32>,
    /// The same as words.
    pub words: Vec<String>,
    /// The sorts of things that a noun means or a name shows, a bit for each.
    pub sorts: u64,
    /// How many of them stand before an "of".
    pub core: usize,
    /// The name as written, by the same words.
    pub written: String,
    /// Lemma of the word above the head.
    pub parent: u32,
    /// The same for a country or its people.
    pub country: Option<u32>,
    /// Content words before and behind the head, by lemma; sorted.
    pub modifiers: Vec<u32>,
    pub owner: Option<usize>,
    /// A bare noun of a headline: "Minister met bridge builder".
    pub headline: bool,
    /// "Its head", "its spokesman": only a body has those.
    pub owns_a_role: bool,
    /// It says something: "they reason", "it said".
    pub speaks: bool,
    pub speaker: Speaker,
    /// Groups of names that it can't mean: who says something is not who is spoken of there by name, nor the other way.
    pub barred: Vec<usize>,
    /// Mentions that stand beside it in its clause: something else.
    pub apart: Vec<usize>,
    /// The mention's group of like names, by its first; itself for others.
    pub group: usize,
}

/// Profiles of all mentions.
pub(super) fn profiles(document: &Document, trees: &[Tree], quotes: &Quotes, mentions: &[Mention]) -> Vec<Profile> {
    let mut symbols = Symbols::default();
    let labels: Vec<Option<u32>> = document.sentences.iter().map(|s| label(&s.comments, &mut symbols)).collect();
    let mut profiles: Vec<Profile> = mentions
        .iter()
        .enumerate()
        .map(|(number, mention)| {
            let mut profile = profile(&trees[mention.sentence], mention, number, &mut symbols);
            profile.meaning = document.sentences[mention.sentence].meaning.get(mention.head).copied();
            profile.headline = document.sentences[mention.sentence].paragraph == 0
                && mention.form == Form::Noun
                && profile.determiner == Determiner::None
                && profile.number == Number::Singular;
            profile.speaker = match quotes.at(mention.sentence, mention.head) {
                Some(quote) => match &quotes.voice(quote).source {
                    Some(source) => Speaker::Word(source.sentence, source.head),
                    None => Speaker::Unknown(quote),
                },
                None => labels[mention.sentence].map_or(Speaker::Narrator, Speaker::Label),
            };
            profile
        })
        .collect();
    name::group(&mut profiles, &symbols);
    share_gender(&mut profiles);
    bar(quotes, mentions, &mut profiles);
    set_apart(trees, mentions, &mut profiles);
    profiles
}

/// Who questions somebody is not who is questioned.
fn set_apart(trees: &[Tree], mentions: &[Mention], profiles: &mut [Profile]) {
    let single = |mention: &&Mention| !mention.coordination;
    let known: BTreeMap<(usize, usize), usize> =
        mentions.iter().enumerate().filter(|(_, m)| single(m)).map(|(n, m)| ((m.sentence, m.head), n)).collect();
    for (mention, profile) in mentions.iter().zip(profiles).filter(|(mention, _)| single(mention)) {
        let fellows = trees[mention.sentence].fellows(mention.head);
        profile.apart = fellows.into_iter().filter_map(|word| known.get(&(mention.sentence, word)).copied()).collect();
    }
}

/// "“Ms. Lee left,” she said": she is not Ms. Lee. "Ann said: “She left.”": she is not Ann.
fn bar(quotes: &Quotes, mentions: &[Mention], profiles: &mut [Profile]) {
    use PronounClass::{He, Hearer, It, She, They};
    let mut inside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut named: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (mention, profile) in mentions.iter().zip(profiles.iter()).filter(|(_, profile)| !profile.name.is_empty()) {
        named.insert((mention.sentence, mention.head), profile.group);
        if let Some(quote) = quotes.at(mention.sentence, mention.head) {
            inside.entry(quote).or_default().push(profile.group);
        }
    }
    let mut spoken: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for quote in 0..quotes.len() {
        if let Some(source) = &quotes.voice(quote).source {
            spoken.entry((source.sentence, source.head)).or_default().push(quote);
        }
    }
    for (mention, profile) in mentions.iter().zip(profiles) {
        if !matches!(profile.class, He | She | It | They | Hearer) {
            continue;
        }
        let own = spoken.get(&(mention.sentence, mention.head)).into_iter().flatten();
        profile.barred = own.filter_map(|quote| inside.get(quote)).flatten().copied().collect();
        if let Speaker::Word(sentence, head) = profile.speaker {
            profile.barred.extend(named.get(&(sentence, head)));
        }
    }
}

fn label(comments: &[String], symbols: &mut Symbols) -> Option<u32> {
    let value = comments.iter().find_map(|comment| comment.strip_prefix("# speaker"))?;
    Some(symbols.number(value.trim_start_matches([' ', '='])))
}

fn profile(tree: &Tree, mention: &Mention, number: usize, symbols: &mut Symbols) -> Profile {
    let head = mention.head;
    let lower = tree.lower(head);
    let lemma = tree.lemma(head).to_lowercase();
    let (pronoun, class) = match mention.form {
        Form::Pronoun => pronoun(&lower),
        _ => (pronoun(&lower).0, PronounClass::None),
    };
    let proper = tree.upos(head) == Upos::PROPN;
    let plural = mention.coordination || Number::of(&tree.words[head], class) == Number::Plural;
    let kind = Kind::of(mention, &lemma, class, tree, plural);
    let phrase = core(tree, mention);
    let text: Vec<String> = phrase.iter().map(|&word| tree.lower(word)).collect();
    let named = matches!(mention.form, Form::Name(_)) || proper;
    let written = if named && !mention.coordination { name::words(tree, mention) } else { Vec::new() };
    let words: Vec<String> = written.iter().map(|word| word.to_lowercase()).collect();
    let of = mention.name.unwrap_or(mention.words).iter().find(|&word| tree.lower(word) == "of");
    let core = of.map_or(written.len(), |of| {
        let before = mention.name.unwrap_or(mention.words).iter().take_while(|&word| word < of);
        before.filter(|&word| name::counts(tree, word)).count().min(written.len())
    });
    let written = written.join(" ");
    let country = name::country(&written).map(|country| symbols.number(&format!("country {country}")));
    let mut modifiers: Vec<u32> = phrase
        .iter()
        .filter(|&&word| {
            word != head && matches!(tree.upos(word), Upos::NOUN | Upos::PROPN | Upos::ADJ | Upos::NUM | Upos::VERB)
        })
        .map(|&word| symbols.number(&tree.lemma(word).to_lowercase()))
        .collect();
    modifiers.sort_unstable();
    modifiers.dedup();
    let gender = match mention.form {
        Form::Pronoun => match class {
            PronounClass::He => Gender::Male,
            PronounClass::She => Gender::Female,
            _ => Gender::Unknown,
        },
        Form::Name(NameKind::Per) => gender_of_name(tree, mention),
        _ if kind == Kind::Person => gender_of_noun(&lemma),
        _ => Gender::Unknown,
    };
    let sorts = match mention.form {
        Form::Noun if words.is_empty() => sorts_of_noun(&lemma),
        _ => sorts_of_name(&words[..core.min(words.len())], &written, mention.form),
    };
    Profile {
        sorts,
        form: mention.form,
        proper,
        pronoun,
        class,
        determiner: determiner(tree, head),
        number: if mention.coordination { Number::Plural } else { Number::of(&tree.words[head], class) },
        gender: if plural { Gender::Unknown } else { gender },
        kind,
        head: symbols.number(&lemma),
        lemma,
        text: symbols.number(&text.join(" ")),
        name: words.iter().map(|word| symbols.number(word)).collect(),
        words,
        core,
        written,
        parent: symbols.number(tree.words[head].head.map_or("", |parent| tree.lemma(parent))),
        country,
        modifiers,
        meaning: None,
        owner: tree.first(head, &["nmod:poss"]),
        headline: false,
        owns_a_role: tree.is(head, &["nmod:poss"])
            && tree.words[head].head.is_some_and(|owned| is_role(tree, owned) && tree.words[owned].xpos != "NNS"),
        speaks: tree.is(head, &["nsubj"]) && tree.words[head].head.is_some_and(|verb| is_saying(tree.lemma(verb))),
        speaker: Speaker::Narrator,
        barred: Vec::new(),
        apart: Vec::new(),
        group: number,
    }
}

/// The words without article and possessive marks.
fn core(tree: &Tree, mention: &Mention) -> Vec<usize> {
    let article = |word: usize| tree.is(word, &["det"]) && matches!(tree.lower(word).as_str(), "the" | "a" | "an");
    let drop = |word: usize| {
        tree.upos(word) == Upos::PUNCT || tree.words[word].xpos == "POS" || (word < mention.head && article(word))
    };
    mention.words.iter().filter(|&word| !drop(word)).collect()
}

fn determiner(tree: &Tree, head: usize) -> Determiner {
    if let Some(owner) = tree.first(head, &["nmod:poss"]) {
        return if tree.upos(owner) == Upos::PRON { Determiner::Pronoun } else { Determiner::Possessor };
    }
    match tree.first(head, &["det"]).map(|word| tree.lower(word)).as_deref() {
        Some("the") => Determiner::The,
        Some("a" | "an" | "another") => Determiner::Indefinite,
        Some("this" | "that" | "these" | "those") => Determiner::Demonstrative,
        Some(_) => Determiner::Quantifier,
        None if tree.has(head, &["nummod"]) => Determiner::Number,
        None => Determiner::None,
    }
}

/// A short name has the gender of the full one.
fn share_gender(profiles: &mut [Profile]) {
    let mut of_group = vec![Gender::Unknown; profiles.len()];
    for profile in profiles.iter() {
        if profile.gender != Gender::Unknown && of_group[profile.group] == Gender::Unknown {
            of_group[profile.group] = profile.gender;
        }
    }
    for profile in profiles.iter_mut() {
        if profile.gender == Gender::Unknown {
            profile.gender = of_group[profile.group];
        }
    }
}
