//! Relations without a verb: titles, appositions, possessives, of-phrases, nouns that stand for events.

use super::clause::name_kind;
use super::context::Context;
use super::cue;
use super::nominalisation;
use super::phrase::noun_phrase;
use super::quote::Quotes;
use super::role::{holds_office, is_group_noun, is_kin, is_role, role_name};
use super::{Argument, Certainty, Construction, Polarity, Proposition, Relation, Tree, Voice};
use crate::document::{NameKind, Sentence, Upos, WordRange};
use crate::lexicon;
use std::collections::BTreeMap;

/// Adds the nominal relations of a sentence.
pub fn relations(
    sentence: &Sentence,
    index: usize,
    tree: &Tree,
    contexts: &BTreeMap<usize, Context>,
    quotes: &Quotes,
    found: &mut Vec<Proposition>,
) {
    let mut finder = Finder { sentence, index, tree, contexts, quotes, found };
    for head in 0..tree.words.len() {
        if matches!(tree.upos(head), Upos::NOUN | Upos::PROPN) {
            finder.titles(head);
            finder.appositions(head);
            finder.role(head);
            finder.location(head);
            finder.membership(head);
            finder.attributes(head);
            nominalisation::relations(sentence, index, tree, contexts, head, finder.found);
        }
    }
}

pub(super) struct Finder<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) index: usize,
    pub(super) tree: &'a Tree<'a>,
    contexts: &'a BTreeMap<usize, Context>,
    quotes: &'a Quotes,
    found: &'a mut Vec<Proposition>,
}

pub(super) fn fixed(label: &str) -> Relation {
    Relation { label: label.to_owned(), lemma: label.to_owned(), phrase: label.to_owned() }
}

impl Finder<'_> {
    pub(super) fn kind(&self, word: usize) -> Option<NameKind> {
        name_kind(self.sentence, word)
    }

    pub(super) fn argument(&self, head: usize) -> Argument {
        noun_phrase(self.tree, self.index, head)
    }

    /// Quotations colour what they presuppose; everything else that a nominal relation says is the article's.
    fn voices(&self, word: usize) -> Vec<Voice> {
        self.quotes.at(self.index, word).map(|quote| vec![self.quotes.voice(quote).clone()]).unwrap_or_default()
    }

    pub(super) fn push(
        &mut self,
        head: usize,
        subject: Argument,
        relation: Relation,
        object: Argument,
        construction: Construction,
    ) {
        if subject.head == object.head || subject.words.is_empty() || object.words.is_empty() {
            return;
        }
        let former = object.words.iter().chain(&subject.words).any(|&w| {
            matches!(self.tree.lower(w).as_str(), "would-be" | "alleged" | "possible" | "potential" | "suspected")
        });
        self.found.push(Proposition {
            sentence: self.index,
            head,
            subject,
            relation,
            object: Some(object),
            adjuncts: Vec::new(),
            times: Vec::new(),
            places: Vec::new(),
            polarity: Polarity::Positive,
            certainty: if former { Certainty::Probable } else { Certainty::Certain },
            voices: self.voices(head),
            construction,
        });
    }

    /// "Attorney General Jeff Sessions", "Iranian airline Mahan Air".
    fn titles(&mut self, head: usize) {
        let tree = self.tree;
        let named = self.kind(head);
        if !matches!(named, Some(NameKind::Per | NameKind::Org)) {
            return;
        }
        let inside = self.sentence.names.iter().find(|name| name.words.contains(head)).map(|name| name.words);
        let name = Argument {
            words: inside.map(|name| name.iter().collect()).unwrap_or_else(|| vec![head]),
            ..self.argument(head)
        };
        let titles: Vec<usize> = tree
            .with(head, &["nmod:desc", "compound", "appos"])
            .filter(|&title| {
                title < head && inside.is_none_or(|name| !name.contains(title)) && self.kind(title).is_none()
            })
            .filter(|&title| is_role(tree, title))
            .collect();
        // "The daughter of immigrants, Dr. Roe": what a comma sets off is a description of its own.
        let set_off = |&title: &usize| {
            let end = tree.subtree(title).last().map_or(title + 1, |last| last + 1);
            (title..=end).rev().take(2).any(|w| w < head && tree.words[w].form == ",")
        };
        let (described, titles): (Vec<usize>, Vec<usize>) = titles.into_iter().partition(set_off);
        for description in described {
            let label = if holds_office(tree, description) { "held position" } else { "was" };
            self.push(description, name.clone(), fixed(label), self.argument(description), Construction::Title);
            self.affiliation(description, name.clone());
        }
        let Some(&title) = titles.last() else { return };
        // "AU chairperson President Cyril Ramaphosa" has two.
        // "Detective Senior Sergeant Ann Roe" has one.
        let rank = |word: usize| matches!(tree.lower(word).as_str(), "detective" | "staff" | "lance" | "master");
        let joined = matches!(tree.lemma(title).to_lowercase().as_str(), "general" | "elect" | "designate")
            || titles.first().is_some_and(|&first| first != title && rank(first));
        let apart = |&other: &usize| {
            !joined && other != title && tree.is(other, &["nmod:desc"]) && tree.is(title, &["nmod:desc"])
        };
        let (others, titles): (Vec<usize>, Vec<usize>) = titles.iter().copied().partition(apart);
        for &other in &others {
            let person = named == Some(NameKind::Per) && holds_office(tree, other);
            let label = if person { "held position" } else { "was" };
            self.push(other, name.clone(), fixed(label), self.argument(other), Construction::Title);
            self.affiliation(other, name.clone());
        }
        let mut object = self.argument(title);
        // What stands before the title modifies it, whatever the tree says: "Democratic Senator".
        for &other in tree.children(head) {
            if other < object.words[0]
                && tree.is(other, &["amod", "compound", "nmod:desc"])
                && !titles[..titles.len() - 1].contains(&other)
                && !others.contains(&other)
                || titles.contains(&other)
            {
                object.words.extend(self.argument(other).words);
            }
        }
        object.words.sort_unstable();
        object.words.dedup();
        // "Vice President-elect"
        let hyphen = |&word: &usize| word + 2 == title + 1 && tree.words[word].form == "-";
        object.words.extend(title.checked_sub(1).filter(hyphen));
        object.words.sort_unstable();
        object.words.dedup();
        // "joined by Secretary Roe": the preposition is no part of the title.
        let preposition = |&word: &usize| tree.upos(word) == Upos::ADP;
        let start = object.words.iter().position(|word| !preposition(word)).unwrap_or(0);
        object.words.drain(..start);
        // "Dr." is no position.
        let empty = |word: usize| tree.upos(word) == Upos::PUNCT || cue::is_cue(&tree.lower(word), "honorific");
        if object.words.iter().all(|&word| empty(word)) {
            return;
        }
        let label = if named == Some(NameKind::Per) && holds_office(tree, title) { "held position" } else { "was" };
        self.push(title, name.clone(), fixed(label), object, Construction::Title);
        self.affiliation(title, name);
    }

    /// "Richard Grenell, the ambassador", "the director, Hamid Khanooki", "Istanbul, Turkey", "John Smith, 45".
    fn appositions(&mut self, head: usize) {
        let tree = self.tree;
        for apposition in tree.with(head, &["appos"]).collect::<Vec<_>>() {
            // "their two sons Roe and Poe": neither is two sons.
            if tree.words[head].xpos == "NNS" && tree.has(head, &["nummod"]) && self.kind(apposition).is_some() {
                continue;
            }
            let age = tree.words[apposition].form.parse::<u8>().is_ok();
            if age && tree.upos(apposition) == Upos::NUM && self.kind(head) == Some(NameKind::Per) {
                let age = self.argument(apposition);
                let name = self.argument(head);
                self.push(apposition, name, fixed("age"), age, Construction::Apposition);
                continue;
            }
            if !tree.is_nominal(apposition) || apposition < head {
                continue;
            }
            // "a Republican, Ann Roe": one of them, and no name of a person.
            let one_of_many = tree.has(head, &["det"]) && self.kind(head) == Some(NameKind::Norp);
            let left = self.kind(head).filter(|_| !one_of_many);
            let right = self.kind(apposition);
            // "Lissen, Miss."
            let abbreviated =
                right.is_none() && tree.upos(apposition) == Upos::PROPN && tree.words[apposition].form.len() < 6;
            if left == Some(NameKind::Loc) && (right == Some(NameKind::Loc) || abbreviated) {
                self.push(
                    apposition,
                    self.argument(head),
                    fixed("located in"),
                    self.argument(apposition),
                    Construction::Apposition,
                );
                continue;
            }
            let (name, description) = match (left, right) {
                (Some(_), None) => (head, apposition),
                (None, Some(NameKind::Per | NameKind::Org)) if tree.upos(head) == Upos::NOUN || one_of_many => {
                    (apposition, head)
                }
                _ => continue,
            };
            // "two candidates, Ann Roe and …"
            // "one of the presidents, Ann Roe", but not "politicians and Ann Roe" with one hung below the other.
            let one_of = tree.words[description]
                .head
                .is_some_and(|above| matches!(tree.lower(above).as_str(), "one" | "another"));
            let one = self.kind(name) == Some(NameKind::Per) && !tree.has(name, &["conj"]) && !one_of;
            let several = tree.words[description].xpos == "NNS" && (tree.has(description, &["nummod"]) || one);
            // "a member of the Senior Foreign Service, class of Counselor": the person's, not the body's.
            let ranked = cue::is_cue(tree.lemma(description), "rank-noun") && !tree.has(description, &["det"]);
            let noun = match tree.upos(description) {
                Upos::NOUN => true,
                _ if one_of_many && description == head => true,
                // "a U.S. Senator", which is no name.
                Upos::PROPN => {
                    self.kind(description).is_none()
                        && is_role(tree, description)
                        && !self.is_anothers(name, description)
                }
                _ => false,
            };
            if several || ranked || !noun || is_bracketed(tree, description) {
                continue;
            }
            let role = self.kind(name) == Some(NameKind::Per) && is_role(tree, description);
            let position = role && holds_office(tree, description) && !one_of_many;
            // "by his wife, Ann Roe, and his sisters": she is no sisters.
            let others = |&item: &usize| item != name && !(one && tree.words[item].xpos == "NNS");
            for item in tree.coordinated(description).into_iter().filter(others) {
                let position = position && is_role(tree, item) && !is_group_noun(&tree.lemma(item).to_lowercase());
                let label = if position { "held position" } else { "was" };
                // "the ship Late Snow": the ship, not "the ship Late Snow", is what it is.
                let (name, mut object) = (self.argument(name), self.argument(item));
                if name.words.first() == Some(&(item + 1)) {
                    object.words.retain(|word| !name.words.contains(word));
                }
                self.push(description, name.clone(), fixed(label), object, Construction::Apposition);
                if role {
                    self.affiliation(item, name);
                }
            }
        }
    }

    /// "Ann Roe - Jo Poe, Minister of Justice", "Ann Roe, Minister of Justice Jo Poe": the title is the nearer one's.
    fn is_anothers(&self, name: usize, title: usize) -> bool {
        let words = &self.tree.words;
        let behind = self.argument(title).words.last().map_or(title, |&last| last) + 1;
        let spaced = |word: usize| word > 0 && words[word - 1].space_after && words[word].space_after;
        let set_off =
            |word: usize| words[word].form == "," || matches!(words[word].form.as_str(), "-" | "•") && spaced(word);
        let nearer = |other: WordRange| {
            !other.contains(name)
                && (other.start == behind
                    || other.start == behind + 1 && cue::is_cue(&words[behind].form.to_lowercase(), "honorific")
                    || name < other.start && other.start < title && (name..other.start).any(set_off))
        };
        let persons = self.sentence.names.iter().filter(|other| other.kind == NameKind::Per);
        persons.map(|other| other.words).any(nearer)
    }

    /// "the director of X", "X's director": the one described is something of X.
    fn role(&mut self, head: usize) {
        let tree = self.tree;
        let person = !is_group_noun(&tree.lemma(head).to_lowercase());
        if tree.upos(head) != Upos::NOUN || !is_role(tree, head) || !person || tree.has(head, &["appos"]) {
            return;
        }
        // A title or an apposition speaks of its name; a predicate of its subject; the rest of themselves.
        if tree.is(head, &["nmod:desc", "appos", "compound", "root"]) || tree.has(head, &["cop"]) {
            return;
        }
        let holders = match self.given(head) {
            Some(first) => self.serves_as(first).unwrap_or_default(),
            None => vec![self.argument(head)],
        };
        for holder in holders {
            self.affiliation(head, holder);
        }
    }

    /// "as director of X", "nominee for director of X": a role that somebody has or may get is nobody by itself. The first of
    /// the roles that are joined.
    fn given(&self, role: usize) -> Option<usize> {
        let tree = self.tree;
        let first =
            std::iter::successors(Some(role), |&at| tree.words[at].head.filter(|_| tree.is(at, &["conj"]))).last()?;
        let as_role = [role, first].iter().any(|&at| tree.preposition(at) == "as");
        let sought =
            tree.preposition(first) == "for" && tree.words[first].head.is_some_and(|above| is_role(tree, above));
        (as_role || sought).then_some(first)
    }

    /// "served as assistant to X", "appointed Roe as adviser to X": who the role behind "as" is given to.
    fn serves_as(&self, role: usize) -> Option<Vec<Argument>> {
        let tree = self.tree;
        let verb = tree.words[role].head.filter(|_| tree.is(role, &["obl"]) && tree.preposition(role) == "as")?;
        // "ruled herself out as a successor"
        let out = tree.lemma(verb) == "rule" && tree.children(verb).iter().any(|&word| tree.lower(word) == "out");
        if out || matches!(tree.lemma(verb), "reject" | "dismiss" | "deny" | "refuse" | "replace" | "succeed") {
            return None;
        }
        let sure = |context: &&Context| !context.negated && context.certainty == Certainty::Certain;
        let chosen = cue::is_cue(tree.lemma(verb), "appoints");
        let object = tree.first(verb, &["obj"]).filter(|&o| chosen || self.kind(o) == Some(NameKind::Per));
        let subjects = self.contexts.get(&verb).filter(sure).map(|context| context.subjects.clone());
        match object {
            Some(object) => Some(super::phrase::items(tree, self.index, object)),
            None => subjects.filter(|subjects| !subjects.is_empty()),
        }
    }

    /// `holder` – role of – what the role noun depends on.
    fn affiliation(&mut self, role: usize, holder: Argument) {
        let tree = self.tree;
        let office = self.office(role);
        let mut name = role_name(tree, role);
        if let Some(office) = office {
            name = format!("{name} of {}", tree.lower(office));
        }
        if tree
            .with(role, &["amod", "compound"])
            .any(|word| matches!(tree.lower(word).as_str(), "former" | "ex" | "ex-"))
        {
            name = format!("former {name}");
        }
        // "every member of the House" is nobody.
        let whoever = |det: usize| matches!(tree.lower(det).as_str(), "every" | "each" | "any" | "no" | "another");
        if tree.with(role, &["det"]).any(whoever) {
            return;
        }
        // "nominee for ambassador to Peru": nobody's nominee to Peru.
        let sought = tree.with(role, &["nmod"]).find(|&post| tree.preposition(post) == "for" && is_role(tree, post));
        for dependent in tree.children(role).iter().copied().filter(|&d| Some(d) != office) {
            let preposition = tree.preposition(dependent);
            let related = (tree.is(dependent, &["nmod:poss"]) && tree.upos(dependent) != Upos::PRON)
                || (tree.is(dependent, &["nmod:poss"]) && matches!(tree.words[dependent].xpos.as_str(), "PRP$"))
                || (tree.is(dependent, &["nmod"])
                    && (matches!(preposition.as_str(), "of" | "for" | "at" | "to" | "from")
                        || preposition == "with" && self.kind(dependent) == Some(NameKind::Org)))
                || (tree.is(dependent, &["compound", "nmod:unmarked", "nmod:desc"])
                    && matches!(self.kind(dependent), Some(NameKind::Org | NameKind::Loc)));
            let named_already =
                tree.is(dependent, &["compound"]) && name.split(' ').any(|word| word == tree.lower(dependent));
            // "U.S. Attorney": of a district.
            let federal = tree.is(dependent, &["compound"])
                && tree.lemma(role).eq_ignore_ascii_case("attorney")
                && matches!(tree.words[dependent].form.as_str(), "U.S." | "US");
            // "women for the draft" are no office-holders.
            let generic = matches!(
                tree.lemma(role),
                "woman"
                    | "man"
                    | "person"
                    | "people"
                    | "child"
                    | "boy"
                    | "girl"
                    | "adult"
                    | "human"
                    | "individual"
                    | "victim"
                    | "kid"
                    | "patient"
                    | "somebody"
                    | "someone"
            ) && !is_kin(tree, role);
            let dated = super::clause::is_time(self.sentence, tree, dependent);
            // "the frog's head"
            let bodily = tree.lemma(role) == "head"
                && tree.is(dependent, &["nmod:poss"])
                && self.kind(dependent).is_none()
                && !is_group_noun(tree.lemma(dependent));
            // "from student to hero"
            let becomes = preposition == "to" && tree.preposition(role) == "from";
            let of_post = preposition == "to" && sought.is_some_and(|post| post < dependent);
            if of_post
                || federal
                || bodily
                || becomes
                || generic
                || !related
                || named_already
                || dated
                || !tree.is_nominal(dependent)
            {
                continue;
            }
            let preposition =
                if preposition.is_empty() || tree.is(dependent, &["nmod:poss"]) { "of" } else { preposition.as_str() };
            let relation = fixed(&format!("{name} {preposition}"));
            let items = tree.coordinated(dependent);
            // "the leaders of France and Spain": each leads one.
            if items.len() > 1 && matches!(tree.words[role].xpos.as_str(), "NNS" | "NNPS") && preposition == "of" {
                continue;
            }
            for item in items {
                let object = self.argument(item);
                if !holder.words.contains(&item) || holder.head == role {
                    self.push(role, holder.clone(), relation.clone(), object, Construction::Possessive);
                }
            }
        }
    }

    /// "chief of staff", "secretary of state": a bare noun that belongs to the role's name.
    fn office(&self, role: usize) -> Option<usize> {
        let tree = self.tree;
        tree.with(role, &["nmod"]).find(|&n| {
            tree.preposition(n) == "of"
                && self.kind(n).is_none()
                && matches!(tree.words[n].xpos.as_str(), "NN" | "NNP")
                && tree.with(n, &["det", "nmod:poss", "amod", "nummod", "compound", "flat", "nmod"]).next().is_none()
        })
    }

    /// "the consulate in Istanbul"; "Toulouse, in France".
    fn location(&mut self, head: usize) {
        let tree = self.tree;
        let solid = matches!(self.kind(head), Some(NameKind::Org | NameKind::Loc))
            || lexicon::NOUNS
                .get(tree.lemma(head))
                .is_some_and(|s| s.starts_with("artifact") || s.starts_with("location") || s.starts_with("group"));
        if !solid || cue::is_cue(tree.lemma(head), "nowhere") {
            return;
        }
        for dependent in tree.with(head, &["nmod"]).collect::<Vec<_>>() {
            if matches!(tree.preposition(dependent).as_str(), "in" | "at" | "near")
                && self.kind(dependent) == Some(NameKind::Loc)
            {
                let object = self.argument(dependent);
                let label = if tree.preposition(dependent) == "near" { "located near" } else { "located in" };
                self.push(head, self.argument(head), fixed(label), object, Construction::Possessive);
            }
        }
    }

    /// "Sharif Hotak, of the provincial council", "Thomas Sam from Sydney".
    fn membership(&mut self, head: usize) {
        let tree = self.tree;
        if self.kind(head) != Some(NameKind::Per) {
            return;
        }
        let inside =
            |word: usize| self.sentence.names.iter().any(|name| name.words.contains(head) && name.words.contains(word));
        for dependent in tree.with(head, &["nmod"]).filter(|&word| !inside(word)).collect::<Vec<_>>() {
            let preposition = tree.preposition(dependent);
            let body = self.kind(dependent) == Some(NameKind::Org) || is_group_noun(tree.lemma(dependent));
            let label = match preposition.as_str() {
                "with" if self.kind(dependent) != Some(NameKind::Org) => continue,
                "of" | "from" | "at" | "with" | "for" if body => "affiliated with",
                "from" | "of" if self.kind(dependent) == Some(NameKind::Loc) => "was from",
                _ => continue,
            };
            self.push(head, self.argument(head), fixed(label), self.argument(dependent), Construction::Possessive);
        }
    }
}

/// A bracketed apposition is an abbreviation or a gloss.
fn is_bracketed(tree: &Tree, word: usize) -> bool {
    tree.with(word, &["punct"]).any(|mark| tree.words[mark].form == "(")
}
