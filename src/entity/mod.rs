//! RESOLVE: mentions → [`Entity`]s, within one article.
//!
//! *"Attorney General Jeff Sessions … Sessions … he … the senator"* → one [`Entity`] for each thing, with all its
//! mentions. Names by rules (one thing under its full name, its short names and its acronym), pronouns and descriptions
//! by the clusters of [`coreference`]; what those leave alone, by titles, appositions and equal heads (Lee et al. 2013).

pub mod body;
mod cataphora;
mod coreferent;
mod description;
mod mention;
mod name;
pub mod person;
mod speaker;

pub use mention::{Form, Mention};

use crate::coreference;
use crate::document::{Document, NameKind};
use crate::lexicon::{self, WordClasses};
use crate::proposition::{Argument, Proposition, Quotes, Tree};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Classes of entities (`ontology/byline.ttl`).
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntityType {
    Person,
    Organization,
    Place,
    Event,
    Work,
    Group,
    Role,
    Thing,
}

impl EntityType {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Person, Self::Organization, Self::Place, Self::Event, Self::Work, Self::Group, Self::Role, Self::Thing];

    /// The class name in the ontology.
    pub fn name(self) -> &'static str {
        ["Person", "Organization", "Place", "Event", "Work", "Group", "Role", "Thing"][self as usize]
    }

    /// The class of a name.
    pub fn of_name(kind: NameKind) -> Self {
        match kind {
            NameKind::Per => Self::Person,
            NameKind::Org => Self::Organization,
            NameKind::Loc => Self::Place,
            NameKind::Event => Self::Event,
            NameKind::Norp => Self::Group,
            NameKind::Time => Self::Thing,
            NameKind::Misc => Self::Work,
        }
    }

    /// The class of a common noun, by its commonest WordNet sense.
    pub fn of_noun(lemma: &str, plural: bool) -> Self {
        let senses = lexicon::NOUNS.get(lemma).unwrap_or_default();
        match senses.split('+').next().unwrap_or_default() {
            "person" if plural => Self::Group,
            "person" => Self::Person,
            "group" => Self::Organization,
            "location" => Self::Place,
            "act" | "event" | "phenomenon" => Self::Event,
            "communication" => Self::Work,
            _ if lemma.ends_with("man") || lemma.ends_with("woman") || lemma.ends_with("person") => Self::Person,
            _ => Self::Thing,
        }
    }
}

/// A thing that an article speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest name.
    pub name: String,
    /// Other wordings, without repeats, in the order of the text.
    pub aliases: Vec<String>,
    /// Class.
    pub kind: EntityType,
    /// The kind of its names, if it has any.
    pub named: Option<NameKind>,
    /// Indices into [`Entities::mentions`], in the order of the text.
    pub mentions: Vec<usize>,
}

/// Word lists of `words.tsv`.
static WORDS: LazyLock<WordClasses> = LazyLock::new(|| WordClasses::read(include_str!("words.tsv")));

fn is_listed(word: &str, class: &str) -> bool {
    WORDS.has(class, word)
}

/// The entities of an article.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
    /// All mentions, in the order of the text.
    pub mentions: Vec<Mention>,
    by_head: BTreeMap<(usize, usize), usize>,
}

impl Entities {
    /// The mention whose head (or name) this word is.
    pub fn mention_at(&self, sentence: usize, word: usize) -> Option<&Mention> {
        self.by_head.get(&(sentence, word)).map(|&mention| &self.mentions[mention])
    }

    /// The entity of an argument: an index into [`Entities::entities`].
    pub fn of(&self, argument: &Argument) -> Option<usize> {
        self.mention_at(argument.sentence, argument.head)?.entity
    }
}

/// The words of an argument as written.
pub fn phrase_text(document: &Document, argument: &Argument) -> String {
    mention::text(document, argument.sentence, &argument.words)
}

/// Finds the mentions of a document and unites those of one thing.
pub fn resolve(document: &Document, propositions: &[Proposition]) -> Entities {
    let trees: Vec<Tree> = document.sentences.iter().map(Tree::new).collect();
    let quotes = Quotes::find(document, &trees);
    let mentions = mention::find(document, &trees, propositions);
    let mut clusters = Clusters::new(mentions, &trees);
    name::unite(document, &mut clusters);
    let coreference = coreference::resolve_in(document, &trees, &quotes);
    description::unite(&trees, propositions, true, &mut clusters);
    speaker::set_apart(&trees, &quotes, &mut clusters);
    cataphora::unite(&trees, &mut clusters);
    cataphora::unite_reported(&trees, &quotes, &mut clusters);
    speaker::unite_reports(&trees, &quotes, &mut clusters);
    coreferent::unite(&trees, &coreference, &mut clusters);
    description::unite(&trees, propositions, false, &mut clusters);
    speaker::unite(&trees, &quotes, &mut clusters);
    clusters.finish(document, &trees)
}

/// Mentions in disjoint sets; a set's representative is its first mention.
pub(crate) struct Clusters {
    pub(crate) mentions: Vec<Mention>,
    above: Vec<usize>,
    /// The mentions of each representative's set, in order; empty for the others.
    sets: Vec<Vec<usize>>,
    /// The names of persons in each representative's set, of several words; empty for the others.
    persons: Vec<Vec<String>>,
    /// Mentions that stand beside one of each representative's set in its clause: something else.
    apart: Vec<BTreeSet<usize>>,
    by_head: BTreeMap<(usize, usize), usize>,
}

impl Clusters {
    fn new(mentions: Vec<Mention>, trees: &[Tree]) -> Self {
        let above = (0..mentions.len()).collect();
        let sets = (0..mentions.len()).map(|mention| vec![mention]).collect();
        let full = |mention: &Mention| mention.form == Form::Name(NameKind::Per) && mention.words.len() > 1;
        let persons = mentions.iter().map(|m| full(m).then(|| m.text.clone()).into_iter().collect()).collect();
        let mut by_head = BTreeMap::new();
        for (number, mention) in mentions.iter().enumerate() {
            by_head.insert((mention.sentence, mention.head), number);
            if matches!(mention.form, Form::Name(_)) {
                for &word in &mention.words {
                    by_head.entry((mention.sentence, word)).or_insert(number);
                }
            }
        }
        let beside = |mention: &Mention| {
            let fellows = trees[mention.sentence].fellows(mention.head);
            fellows.into_iter().filter_map(|word| by_head.get(&(mention.sentence, word)).copied()).collect()
        };
        let apart = mentions.iter().map(beside).collect();
        Self { mentions, above, sets, persons, apart, by_head }
    }

    pub(crate) fn at(&self, sentence: usize, word: usize) -> Option<usize> {
        self.by_head.get(&(sentence, word)).copied()
    }

    pub(crate) fn root(&self, mut mention: usize) -> usize {
        while self.above[mention] != mention {
            mention = self.above[mention];
        }
        mention
    }

    /// Two mentions never become one.
    pub(crate) fn set_apart(&mut self, a: usize, b: usize) {
        let (first, second) = (self.root(a), self.root(b));
        self.apart[first].insert(b);
        self.apart[second].insert(a);
    }

    /// Makes one set of the sets of two mentions, unless they name different persons.
    pub(crate) fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (first, second) = (a.min(b), a.max(b));
        let one = |x: &String, y: &String| person::may_be_one(x, y);
        let beside = self.sets[b].iter().any(|member| self.apart[a].contains(member));
        if first != second && !beside && self.persons[a].iter().all(|x| self.persons[b].iter().all(|y| one(x, y))) {
            let persons = std::mem::take(&mut self.persons[second]);
            self.persons[first].extend(persons);
            self.persons[first].dedup();
            let apart = std::mem::take(&mut self.apart[second]);
            self.apart[first].extend(apart);
            self.above[second] = first;
            let joined = std::mem::take(&mut self.sets[second]);
            self.sets[first].extend(joined);
            self.sets[first].sort_unstable();
        }
    }

    pub(crate) fn members(&self, root: usize) -> impl Iterator<Item = usize> + '_ {
        self.sets[root].iter().copied()
    }

    /// The kind of the cluster's names: that of most, the first on a tie.
    pub(crate) fn named(&self, mention: usize) -> Option<NameKind> {
        let root = self.root(mention);
        let mut counts: Vec<(NameKind, usize)> = Vec::new();
        for member in self.members(root) {
            if let Form::Name(kind) = self.mentions[member].form {
                match counts.iter_mut().find(|(known, _)| *known == kind) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((kind, 1)),
                }
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max()?;
        counts.into_iter().find(|(_, count)| *count == most).map(|(kind, _)| kind)
    }

    /// The class of the cluster.
    pub(crate) fn kind(&self, mention: usize) -> EntityType {
        if let Some(kind) = self.named(mention) {
            return EntityType::of_name(kind);
        }
        let root = self.root(mention);
        self.members(root)
            .find_map(|member| match &self.mentions[member].form {
                Form::Description => {
                    Some(EntityType::of_noun(&self.mentions[member].lemma, self.mentions[member].plural))
                }
                _ => None,
            })
            .unwrap_or(EntityType::Thing)
    }

    fn finish(mut self, document: &Document, trees: &[Tree]) -> Entities {
        let mut entities: Vec<Entity> = Vec::new();
        let mut number_of_root: BTreeMap<usize, usize> = BTreeMap::new();
        for mention in 0..self.mentions.len() {
            let root = self.root(mention);
            let lone_pronoun = |m: &Mention| m.form == Form::Pronoun && !is_speaker_pronoun(&m.text);
            if lone_pronoun(&self.mentions[root]) && self.members(root).all(|m| lone_pronoun(&self.mentions[m])) {
                continue;
            }
            let number = *number_of_root.entry(root).or_insert_with(|| {
                entities.push(self.entity(root, document, trees));
                entities.len() - 1
            });
            entities[number].mentions.push(mention);
        }
        for (number, entity) in entities.iter().enumerate() {
            for &mention in &entity.mentions {
                self.mentions[mention].entity = Some(number);
            }
        }
        Entities { entities, mentions: self.mentions, by_head: self.by_head }
    }

    fn entity(&self, root: usize, document: &Document, trees: &[Tree]) -> Entity {
        let named = self.named(root);
        let mut wordings: Vec<String> = Vec::new();
        let mut add = |text: String| {
            if !text.is_empty() && !wordings.contains(&text) {
                wordings.push(text);
            }
        };
        for member in self.members(root) {
            let mention = &self.mentions[member];
            match mention.form {
                Form::Name(_) => add(mention.text.clone()),
                // A name goes by short descriptions only.
                Form::Description => self
                    .owned(mention, document, trees)
                    .into_iter()
                    .chain(mention::wordings(mention, document, trees))
                    .filter(|wording| named.is_none() || wording.split(' ').count() <= 5)
                    .for_each(&mut add),
                Form::Pronoun => {}
            }
        }
        if wordings.is_empty() {
            // An unnamed speaker.
            let singular = matches!(self.mentions[root].text.to_lowercase().as_str(), "i" | "me" | "my");
            wordings.push(if singular { "I" } else { "we" }.to_owned());
        }
        let best = self.best_name(root, named).unwrap_or_else(|| wordings[0].clone());
        wordings.retain(|wording| *wording != best);
        Entity { name: best, aliases: wordings, kind: self.kind(root), named, mentions: Vec::new() }
    }

    /// "his brother", where he has a name: "Robert Vance's brother".
    fn owned(&self, mention: &Mention, document: &Document, trees: &[Tree]) -> Option<String> {
        let tree = &trees[mention.sentence];
        let Some(owner) = mention.words.iter().copied().find(|&word| tree.words[word].xpos == "PRP$") else {
            return self.owned_by_named(mention, document, tree);
        };
        // "a first-of-its-kind plan" is nobody's.
        if matches!(tree.lower(owner).as_str(), "our" | "your") || !tree.words[owner].space_after {
            return None;
        }
        let at = self.at(mention.sentence, owner).filter(|&at| !self.mentions[at].doubtful)?;
        let root = self.root(at);
        let name = self.best_name(root, self.named(root)).filter(|_| self.root_of(mention) != Some(root))?;
        let name = possessive(&name);
        if mention.words.first() == Some(&owner) {
            let rest = mention::wordings(mention, document, trees).into_iter().next()?;
            return Some(format!("{name} {rest}"));
        }
        // "a large part of its people"
        if mention.words.len() > mention::LONGEST {
            return None;
        }
        let before = mention.words.iter().copied().filter(|&word| word < owner);
        let before: Vec<usize> = before.skip_while(|&word| tree.is(word, &["det"])).collect();
        let behind: Vec<usize> = mention.words.iter().copied().filter(|&word| word > owner).collect();
        let text = |words: &[usize]| mention::text(document, mention.sentence, words);
        Some(format!("{} {name} {}", text(&before), text(&behind)).trim().to_owned())
    }

    /// "the company's board", where the company has a name: "Acme's board".
    fn owned_by_named(&self, mention: &Mention, document: &Document, tree: &Tree) -> Option<String> {
        let owner = tree.first(mention.head, &["nmod:poss"]).filter(|owner| mention.words.contains(owner))?;
        let at = self.at(mention.sentence, owner).filter(|&at| !self.mentions[at].doubtful)?;
        let root = self.root(at);
        let other = self.mentions[at].form == Form::Description && self.root_of(mention) != Some(root);
        // "the prime minister's office" is no person's.
        let named = self.named(root).filter(|kind| matches!(kind, NameKind::Org | NameKind::Loc));
        let name = self.best_name(root, named).filter(|_| other)?;
        let phrase = tree.subtree(owner);
        let first = mention.words.iter().position(|word| phrase.contains(word))?;
        let behind: Vec<usize> =
            mention.words.iter().copied().skip(first).filter(|word| !phrase.contains(word)).collect();
        if first > 0 || behind.is_empty() || mention.words.len() > mention::LONGEST {
            return None;
        }
        let name = possessive(&name);
        Some(format!("{name} {}", mention::text(document, mention.sentence, &behind)))
    }

    fn root_of(&self, mention: &Mention) -> Option<usize> {
        self.at(mention.sentence, mention.head).map(|at| self.root(at))
    }

    /// The name with the most words; among equals the first.
    fn best_name(&self, root: usize, named: Option<NameKind>) -> Option<String> {
        named?;
        let names: Vec<usize> =
            self.members(root).filter(|&m| matches!(self.mentions[m].form, Form::Name(_))).collect();
        let size = |m: &usize| self.mentions[*m].text.split([' ', '-']).count();
        let most = names.iter().map(size).max()?;
        names.into_iter().find(|m| size(m) == most).map(|m| self.mentions[m].text.clone())
    }
}

/// "I" and "we" name somebody even where the text does not say who.
fn is_speaker_pronoun(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "i" | "we" | "me" | "us" | "my" | "our")
}

/// "Acme's", "Globex Holdings'".
fn possessive(name: &str) -> String {
    format!("{name}{}", if name.ends_with('s') { "'" } else { "'s" })
}
