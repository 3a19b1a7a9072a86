//! What the ranker sees of a mention, and of two.

use super::agreement::{Gender, Number};
use super::described::{Fit, Introductions};
use super::mention::{Form, Mention};
use super::profile::{PRONOUNS, Profile, PronounClass, Speaker};
use crate::document::NameKind;
use crate::proposition::Tree;
use std::collections::HashMap;

/// Features of a mention by itself, and how many values each has.
#[rustfmt::skip]
pub(super) const OWN: [(&str, usize); 28] = [
    ("form", FORMS), ("pronoun", PRONOUNS.len() + 1), ("determiner", 8), ("number", 3), ("gender", 3), ("kind", KINDS),
    ("role", ROLES), ("tag", 17), ("predicate", 4), ("length", 8), ("heads before", 4), ("texts before", 4),
    ("texts behind", 3), ("sentence", 5), ("place", 4), ("speech", 5), ("lemma", HASHED), ("parent tag", 18),
    ("modifiers", 64), ("parent lemma", HASHED), ("preposition", PREPOSITIONS.len() + 2), ("name", 12),
    ("part of a name", 6), ("doubt", 7), ("first word", 512), ("tag before", 18), ("tag behind", 18), ("relation", 128),
];

/// Features of two mentions.
#[rustfmt::skip]
pub(super) const PAIR: [(&str, usize); 30] = [
    ("sentences", 9 * CLASSES), ("mentions", 11 * CLASSES), ("text", 2 * CLASSES * CLASSES),
    ("head", 3 * CLASSES * CLASSES), ("name", 9 * 2), ("modifiers", 6 * 2), ("numbers", 9), ("genders", 9),
    ("kinds", KINDS * KINDS), ("roles", ROLES * ROLES), ("pronouns", (PRONOUNS.len() + 1) * (PRONOUNS.len() + 1)),
    ("pronoun and kind", (PRONOUNS.len() + 1) * KINDS), ("pronoun and form", (PRONOUNS.len() + 1) * FORMS),
    ("syntax", 9), ("speech", 8 * 16), ("synonyms", 2 * CLASSES), ("salience", 5 * CLASSES), ("rank", 7 * CLASSES),
    ("paragraphs", 3), ("role and sentences", ROLES * 3), ("determiner and head", 8 * 3), ("group", 2),
    ("agreement", 3), ("shared words", 4 * CLASSES), ("owner", 3), ("first of its sentence", 2 * 3),
    ("words between", 8), ("noun and name", Fit::COUNT * CLASSES), ("determiners", 64 * 2), ("parents", 2 * CLASSES),
];

pub(super) const FORMS: usize = 11;
pub(super) const KINDS: usize = super::agreement::Kind::COUNT;
pub(super) const ROLES: usize = 18;
const HASHED: usize = 1024;
const CLASSES: usize = 4;

pub(super) const PREPOSITIONS: [&str; 22] = [
    "of", "in", "to", "for", "with", "on", "at", "by", "from", "as", "about", "into", "like", "after", "between",
    "through", "during", "than", "without", "against", "over", "before",
];

/// Where each feature's values begin, and how many there are in all.
pub(super) fn offsets(features: &[(&str, usize)]) -> (Vec<usize>, usize) {
    let mut offsets = Vec::with_capacity(features.len());
    let mut total = 0;
    for (_, size) in features {
        offsets.push(total);
        total += size;
    }
    (offsets, total)
}

/// Values of a mention's features.
pub(super) type Own = [usize; OWN.len()];
/// Values of a pair's features.
pub(super) type Pair = [usize; PAIR.len()];

/// The mentions of a document with what the features need.
pub(super) struct Context<'a> {
    pub trees: &'a [Tree<'a>],
    pub paragraphs: Vec<usize>,
    pub mentions: &'a [Mention],
    pub profiles: &'a [Profile],
    /// First word of each sentence, counted through the document.
    pub starts: Vec<usize>,
    /// How many mentions with this head, text, group come before each mention.
    heads_before: Vec<usize>,
    texts_before: Vec<usize>,
    texts_behind: Vec<usize>,
    group_before: Vec<usize>,
    first_of_sentence: Vec<usize>,
    introductions: Introductions,
}

impl<'a> Context<'a> {
    pub fn new(
        trees: &'a [Tree<'a>],
        paragraphs: Vec<usize>,
        mentions: &'a [Mention],
        profiles: &'a [Profile],
    ) -> Self {
        let mut starts = Vec::with_capacity(trees.len());
        let mut words = 0;
        for tree in trees {
            starts.push(words);
            words += tree.words.len();
        }
        let before = |key: &dyn Fn(&Profile) -> usize| {
            let mut counts: HashMap<usize, usize> = HashMap::new();
            profiles
                .iter()
                .map(|profile| {
                    let count = counts.entry(key(profile)).or_default();
                    *count += 1;
                    *count - 1
                })
                .collect::<Vec<usize>>()
        };
        let texts_before = before(&|p| p.text as usize);
        let mut totals: HashMap<u32, usize> = HashMap::new();
        profiles.iter().for_each(|p| *totals.entry(p.text).or_default() += 1);
        let texts_behind = profiles.iter().zip(&texts_before).map(|(p, n)| totals[&p.text] - n - 1).collect();
        let mut first_of_sentence = vec![usize::MAX; trees.len()];
        for (number, mention) in mentions.iter().enumerate().rev() {
            first_of_sentence[mention.sentence] = number;
        }
        Self {
            trees,
            paragraphs,
            mentions,
            profiles,
            starts,
            heads_before: before(&|p| p.head as usize),
            texts_before,
            texts_behind,
            group_before: before(&|p| p.group),
            first_of_sentence,
            introductions: Introductions::find(trees, mentions, profiles),
        }
    }

    /// The features of one mention.
    pub fn own(&self, number: usize) -> Own {
        let (mention, profile) = (&self.mentions[number], &self.profiles[number]);
        let tree = &self.trees[mention.sentence];
        let head = mention.head;
        let parent = tree.words[head].head;
        let predicate = usize::from(tree.has(head, &["cop"])) + 2 * usize::from(tree.has(head, &["nsubj"]));
        let has = |relations: &[&str]| usize::from(tree.has(head, relations));
        let modifiers = has(&["amod"])
            + 2 * has(&["nmod"])
            + 4 * has(&["acl"])
            + 8 * has(&["compound", "flat"])
            + 16 * has(&["nummod"])
            + 32 * has(&["appos"]);
        let preposition = match tree.preposition(head).as_str() {
            "" => 0,
            other => PREPOSITIONS.iter().position(|p| *p == other).unwrap_or(PREPOSITIONS.len()) + 1,
        };
        [
            form(profile, mention.coordination),
            profile.pronoun,
            profile.determiner as usize,
            profile.number as usize,
            profile.gender as usize,
            profile.kind as usize,
            role(tree, head),
            tree.upos(head) as usize,
            predicate,
            bucket(mention.words.end - mention.words.start, &[1, 2, 3, 4, 6, 10, 20]),
            bucket(self.heads_before[number], &[0, 1, 3]),
            bucket(self.texts_before[number], &[0, 1, 3]),
            bucket(self.texts_behind[number], &[0, 1]),
            bucket(mention.sentence, &[0, 1, 4, 12]),
            bucket(mention.words.start, &[0, 3, 10]),
            match profile.speaker {
                Speaker::Narrator => 0,
                Speaker::Unknown(_) => 1,
                Speaker::Word(..) => 2,
                Speaker::Label(_) => 3,
            },
            hash(&profile.lemma, HASHED),
            parent.map_or(17, |parent| tree.upos(parent) as usize),
            modifiers,
            parent.map_or(0, |parent| hash(tree.lemma(parent), HASHED)),
            preposition,
            profile.name.len().min(5) * 2 + usize::from(profile.group != number),
            part_of_name(mention, parent),
            mention.doubt,
            hash(&tree.words[mention.words.start].form, 512),
            mention.words.start.checked_sub(1).map_or(17, |word| tree.upos(word) as usize),
            tree.words.get(mention.words.end).map_or(17, |word| word.upos as usize),
            hash(&tree.words[head].deprel, 128),
        ]
    }

    /// The features of a mention and an earlier one; `rank` is how many that agree stand between.
    pub fn pair(&self, later: usize, earlier: usize, rank: usize) -> Pair {
        let (a, b) = (&self.mentions[later], &self.mentions[earlier]);
        let (x, y) = (&self.profiles[later], &self.profiles[earlier]);
        let (ta, tb) = (&self.trees[a.sentence], &self.trees[b.sentence]);
        let (ca, cb) = (class(x), class(y));
        let sentences = a.sentence - b.sentence;
        let same_text = usize::from(x.text == y.text);
        let head = if x.head == y.head { 1 + usize::from(x.number == y.number) } else { 0 };
        let (ra, rb) = (role(ta, a.head), role(tb, b.head));
        let words = (self.starts[a.sentence] + a.head).abs_diff(self.starts[b.sentence] + b.head);
        let agreement = agreement(x, y);
        let near = sentences.min(2);
        let sources = (x.modifiers.len(), y.modifiers.len());
        let shared = x.modifiers.iter().filter(|m| y.modifiers.binary_search(m).is_ok()).count();
        let modifiers = match (sources, shared) {
            ((0, 0), _) => 0,
            ((0, _), _) => 1,
            ((_, 0), _) => 2,
            ((m, n), s) if s == m && s == n => 3,
            ((m, n), s) if s == m || s == n => 4,
            _ => 5,
        };
        let paragraphs = self.paragraphs[a.sentence] - self.paragraphs[b.sentence];
        [
            bucket(sentences, &[0, 1, 2, 3, 4, 6, 10, 20]) * CLASSES + ca,
            bucket(later - earlier, &[1, 2, 3, 4, 6, 9, 14, 20, 30, 50]) * CLASSES + ca,
            (same_text * CLASSES + ca) * CLASSES + cb,
            (head * CLASSES + ca) * CLASSES + cb,
            super::name::compare(x, y) as usize * 2 + usize::from(x.kind == y.kind),
            modifiers * 2 + usize::from(head > 0),
            x.number as usize * 3 + y.number as usize,
            x.gender as usize * 3 + y.gender as usize,
            x.kind as usize * KINDS + y.kind as usize,
            ra * ROLES + rb,
            if x.pronoun > 0 && y.pronoun > 0 { x.pronoun * (PRONOUNS.len() + 1) + y.pronoun } else { 0 },
            x.pronoun * KINDS + y.kind as usize,
            x.pronoun * FORMS + form(y, b.coordination),
            syntax(ta, a, b),
            self.speech(later, earlier) * 16 + person(x) * 4 + person(y),
            usize::from(head == 0 && super::synonym::same(&x.lemma, &y.lemma)) * CLASSES + ca,
            bucket(self.group_before[earlier], &[0, 1, 3, 7]) * CLASSES + ca,
            rank.min(6) * CLASSES + ca,
            paragraphs.min(2),
            rb * 3 + near,
            x.determiner as usize * 3 + head,
            usize::from(x.group == y.group),
            agreement,
            shared.min(3) * CLASSES + ca,
            match (x.owner, y.owner) {
                (None, None) => 0,
                (Some(_), Some(_)) => 1,
                _ => 2,
            },
            usize::from(self.first_of_sentence[b.sentence] == earlier) * 3 + near,
            bucket(words, &[1, 2, 4, 8, 15, 30, 60]),
            self.introductions.fit(x, y) as usize * CLASSES + ca,
            (x.determiner as usize * 8 + y.determiner as usize) * 2 + usize::from(head > 0),
            usize::from(x.parent == y.parent && ra == rb) * CLASSES + ca,
        ]
    }

    /// Who speaks where the two stand, and whether one is the other's speaker.
    fn speech(&self, later: usize, earlier: usize) -> usize {
        let (x, y) = (self.profiles[later].speaker, self.profiles[earlier].speaker);
        let names = |speaker: Speaker, mention: &Mention| speaker == Speaker::Word(mention.sentence, mention.head);
        if names(x, &self.mentions[earlier]) {
            return 1;
        }
        if names(y, &self.mentions[later]) {
            return 2;
        }
        match (x, y) {
            (Speaker::Narrator, Speaker::Narrator) => 0,
            (Speaker::Narrator, _) => 3,
            (_, Speaker::Narrator) => 4,
            _ if x == y => 5,
            (Speaker::Word(s, h), Speaker::Word(t, g)) if self.one_group((s, h), (t, g)) => 6,
            _ => 7,
        }
    }

    /// The mention with this head; the one that is no coordination.
    pub fn at(&self, sentence: usize, head: usize) -> Option<usize> {
        let start = self.mentions.partition_point(|mention| mention.sentence < sentence);
        let here = self.mentions[start..].iter().take_while(|mention| mention.sentence == sentence);
        here.enumerate().find(|(_, m)| m.head == head && !m.coordination).map(|(n, _)| start + n)
    }

    fn one_group(&self, a: (usize, usize), b: (usize, usize)) -> bool {
        let group = |at: (usize, usize)| self.at(at.0, at.1).map(|mention| self.profiles[mention].group);
        group(a).is_some_and(|found| group(b) == Some(found))
    }
}

/// Whether nothing in number, gender and kind speaks against two mentions being one thing.
pub(super) fn agreement(later: &Profile, earlier: &Profile) -> usize {
    let numbers =
        later.number == Number::Unknown || earlier.number == Number::Unknown || later.number == earlier.number;
    let genders =
        later.gender == Gender::Unknown || earlier.gender == Gender::Unknown || later.gender == earlier.gender;
    if !numbers || !genders { 0 } else { 1 + usize::from(kinds_agree(later, earlier)) }
}

fn kinds_agree(later: &Profile, earlier: &Profile) -> bool {
    use super::agreement::Kind::*;
    let (a, b) = (later.kind, earlier.kind);
    match later.class {
        PronounClass::He | PronounClass::She => matches!(b, Person),
        PronounClass::It => !matches!(b, Person | People | Time | Quantity),
        PronounClass::They => !matches!(b, Time),
        _ => a == b || a == Unknown || b == Unknown,
    }
}

fn class(profile: &Profile) -> usize {
    match profile.form {
        Form::Name(_) => 0,
        _ if profile.proper => 0,
        Form::Noun => 1,
        Form::Pronoun if matches!(profile.class, PronounClass::Demonstrative | PronounClass::Other) => 3,
        Form::Pronoun => 2,
    }
}

fn person(profile: &Profile) -> usize {
    match profile.class {
        PronounClass::Speaker => 1,
        PronounClass::Speakers => 2,
        PronounClass::Hearer => 3,
        _ => 0,
    }
}

pub(super) fn form(profile: &Profile, coordination: bool) -> usize {
    match profile.form {
        _ if coordination => 10,
        Form::Name(kind) => NameKind::ALL.iter().position(|k| *k == kind).unwrap_or(0),
        _ if profile.proper => 7,
        Form::Noun => 8,
        Form::Pronoun => 9,
    }
}

pub(super) fn role(tree: &Tree, head: usize) -> usize {
    match tree.words[head].deprel.as_str() {
        "nsubj" => 1,
        "nsubj:pass" => 2,
        "obj" => 3,
        "iobj" => 4,
        "obl" => 5,
        "obl:agent" => 6,
        "nmod:poss" => 7,
        "nmod" => 8,
        "compound" => 9,
        "appos" => 10,
        "conj" => 11,
        "root" => 12,
        "nmod:desc" => 13,
        "obl:unmarked" | "nmod:unmarked" => 14,
        "xcomp" | "ccomp" | "parataxis" | "advcl" => 15,
        "expl" => 16,
        "dep" | "list" | "dislocated" => 17,
        _ => 0,
    }
}

/// Whether the head stands in a name, and the name goes on outside of the mention or above it.
fn part_of_name(mention: &Mention, parent: Option<usize>) -> usize {
    let Some(name) = mention.name else { return 0 };
    let above = parent.is_some_and(|parent| name.contains(parent));
    let outside = name.start < mention.words.start || mention.words.end < name.end;
    1 + 2 * usize::from(above) + usize::from(outside)
}

/// How the tree relates the two.
fn syntax(tree: &Tree, later: &Mention, earlier: &Mention) -> usize {
    if later.sentence != earlier.sentence {
        return 0;
    }
    let (a, b) = (later.head, earlier.head);
    if tree.words[a].head == Some(b) && tree.is(a, &["appos", "nmod:desc"]) {
        return 1;
    }
    if tree.words[b].head == Some(a) && tree.is(b, &["nmod:desc", "compound"]) {
        return 2;
    }
    if tree.words[b].head == Some(a) && tree.is(b, &["nsubj"]) {
        return 3;
    }
    if earlier.words.contains(a) && tree.dominates(b, a) {
        return if tree.is(a, &["nmod:poss"]) { 4 } else { 5 };
    }
    if tree.words[a].head == tree.words[b].head {
        return 6;
    }
    // The subject of the clause that the later one stands in.
    if tree.is(b, &["nsubj"]) && tree.words[b].head.is_some_and(|verb| tree.dominates(verb, a)) {
        return 7;
    }
    8
}

pub(super) fn bucket(value: usize, bounds: &[usize]) -> usize {
    bounds.iter().position(|&bound| value <= bound).unwrap_or(bounds.len())
}

/// FNV-1a, below `size`.
pub(super) fn hash(word: &str, size: usize) -> usize {
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01b3)
    });
    ((hash ^ (hash >> 32)) % size as u64) as usize
}
