//! What a description tells of who it describes: nationality, party, age, seat.
//!
//! "French inventor Franky Zapata", "Republican Senator Ann Roe", "Ann Roe, a 51-year-old lawyer", "Berlin-based Acme".
//! Relations as in schema.org (`nationality`, `memberOf`, `location`). Only what stands on the description itself counts:
//! an "American football player" need not be American.

use super::cue;
use super::nominal::{Finder, fixed};
use super::role::is_role;
use super::{Argument, Construction, Relation};
use crate::document::{NameKind, Upos};
use crate::lexicon;

impl Finder<'_> {
    /// The attributes of the name with this head.
    pub(super) fn attributes(&mut self, head: usize) {
        if self.kind(head) == Some(NameKind::Per) {
            for description in self.descriptions(head) {
                self.nationality(head, description);
                self.party(head, description);
                self.age(head, description);
            }
            self.aged(head);
            self.party_letter(head);
        }
        self.seat(head);
    }

    /// Roles in front of the name and appositions on either side of it; the name itself, which parsers hang adjectives on.
    fn descriptions(&self, name: usize) -> Vec<usize> {
        let tree = self.tree;
        let mut found: Vec<usize> = tree
            .with(name, &["nmod:desc", "compound", "appos"])
            .filter(|&d| self.kind(d).is_none() && is_role(tree, d))
            .flat_map(|d| if d > name { tree.coordinated(d) } else { vec![d] })
            .collect();
        let above = tree.words[name].head.filter(|_| tree.is(name, &["appos"]));
        found.extend(above.filter(|&d| self.kind(d).is_none() && tree.upos(d) == Upos::NOUN && is_role(tree, d)));
        if !found.is_empty() {
            found.push(name);
        }
        found
    }

    /// The modifiers of a description, with nothing between but other adjectives.
    fn modifiers(&self, description: usize) -> Vec<usize> {
        let tree = self.tree;
        let nouns = |modifier: usize| {
            tree.with(description, &["compound"]).any(|c| modifier < c && c < description && tree.upos(c) == Upos::NOUN)
        };
        tree.with(description, &["amod", "compound", "nmod:desc"])
            .filter(|&modifier| modifier < description && !nouns(modifier))
            .collect()
    }

    fn nationality(&mut self, name: usize, description: usize) {
        for modifier in self.modifiers(description) {
            let range = self.sentence.names.iter().find(|n| n.words.contains(modifier)).map(|n| n.words);
            let words: Vec<usize> = range.map_or_else(|| vec![modifier], |range| range.iter().collect());
            let text = words.iter().map(|&w| self.tree.words[w].form.as_str()).collect::<Vec<_>>().join(" ");
            let hyphen = |word: Option<usize>| word.and_then(|w| self.tree.words.get(w)).is_some_and(|w| w.form == "-");
            let joined = hyphen(words[0].checked_sub(1)) || hyphen(words.last().map(|last| last + 1));
            // "U.S. Attorney": the office is, whoever holds it.
            let office = matches!(text.as_str(), "US" | "U.S." | "UK" | "U.K.")
                && cue::is_cue(&self.tree.lemma(description).to_lowercase(), "state-office");
            if !joined && !office && is_nation(&text) {
                let mut object = self.argument(modifier);
                object.words = words;
                let name = self.named(name);
                self.push(description, name, fixed("nationality"), object, Construction::Title);
            }
        }
    }

    fn party(&mut self, name: usize, description: usize) {
        let tree = self.tree;
        let political = |word: usize| cue::is_cue(&tree.lemma(word).to_lowercase(), "politician");
        let role = description == name && self.descriptions(name).into_iter().any(political) || political(description);
        for modifier in self.modifiers(description).into_iter().filter(|_| role) {
            let party = cue::is_cue(&tree.lower(modifier), "party")
                || self.kind(modifier) == Some(NameKind::Org)
                    && tree.words[modifier].form.chars().all(char::is_uppercase);
            if party {
                let object = self.argument(modifier);
                let name = self.named(name);
                self.push(description, name, fixed("member of party"), object, Construction::Title);
            }
        }
    }

    /// "Ann Roe, R-Texas," and "(D-Minn.)": the letter of the party behind a name, and what comes behind that.
    fn party_letter(&mut self, name: usize) {
        let words = &self.tree.words;
        let Some(end) = self.sentence.names.iter().find(|n| n.words.contains(name)).map(|n| n.words.end) else {
            return;
        };
        let form = |at: usize| words.get(at).map_or("", |word| word.form.as_str());
        let letter = matches!(form(end), "," | "(") && matches!(form(end + 1).trim_end_matches('-'), "D" | "R" | "I");
        let state = if form(end + 1).ends_with('-') { end + 2 } else { end + 3 };
        let dashed = form(end + 1).ends_with('-') || matches!(form(end + 2), "-" | "–");
        if letter && dashed && self.kind(state) == Some(NameKind::Loc) {
            let party = Argument { sentence: self.index, head: end + 1, words: vec![end + 1], clausal: false };
            let subject = self.named(name);
            self.push(end + 1, subject.clone(), fixed("member of party"), party, Construction::Apposition);
            let whole = self.named(state);
            let state = if whole.words.contains(&(end + 1)) {
                Argument { sentence: self.index, head: state, words: vec![state], clausal: false }
            } else {
                whole
            };
            self.push(end + 1, subject, fixed("represented"), state, Construction::Apposition);
        }
    }

    /// "a 51-year-old lawyer".
    fn age(&mut self, name: usize, description: usize) {
        let tree = self.tree;
        for old in tree.with(description, &["amod"]).filter(|&w| tree.lower(w) == "old").collect::<Vec<_>>() {
            let below = tree.subtree(old);
            let years = below.iter().any(|&w| tree.lemma(w) == "year");
            let number =
                below.into_iter().find(|&w| tree.upos(w) == Upos::NUM && tree.words[w].form.parse::<u8>().is_ok());
            if let Some(number) = number.filter(|_| years) {
                self.years(old, name, number);
            }
        }
    }

    /// "John Roe, aged 37".
    fn aged(&mut self, name: usize) {
        let words = &self.tree.words;
        let Some(end) = self.sentence.names.iter().find(|n| n.words.contains(name)).map(|n| n.words.end) else {
            return;
        };
        let aged = (end..end + 2).find(|&at| words.get(at).is_some_and(|word| word.form == "aged"));
        let number = aged.map(|at| at + 1).filter(|&n| words.get(n).is_some_and(|w| w.form.parse::<u8>().is_ok()));
        if let (Some(aged), Some(number)) = (aged, number)
            && (aged == end || words[end].form == ",")
        {
            self.years(aged, name, number);
        }
    }

    fn years(&mut self, cue: usize, name: usize, number: usize) {
        let age = Argument { sentence: self.index, head: number, words: vec![number], clausal: false };
        let name = self.named(name);
        self.push(cue, name, fixed("age"), age, Construction::Title);
    }

    /// "Berlin-based Acme", "the Berlin-based company Acme".
    fn seat(&mut self, head: usize) {
        let tree = self.tree;
        for based in tree.with(head, &["amod"]).filter(|&w| tree.lower(w) == "based").collect::<Vec<_>>() {
            let hyphen = based.checked_sub(1).filter(|&w| matches!(tree.words[w].form.as_str(), "-" | "–"));
            let place = hyphen.and_then(|w| w.checked_sub(1)).filter(|&w| self.kind(w) == Some(NameKind::Loc));
            let Some(place) = place.map(|place| self.named(place)) else { continue };
            let named = |word: usize| matches!(self.kind(word), Some(NameKind::Org | NameKind::Per));
            let name = tree.with(head, &["appos"]).find(|&name| named(name) && name > head);
            let above = tree.words[head]
                .head
                .filter(|&above| tree.is(head, &["nmod:desc", "appos", "compound"]) && named(above));
            let holder = match name.or(above) {
                Some(name) => self.named(name),
                None if named(head) => self.named(head),
                None => self.argument(head),
            };
            self.push(
                based,
                holder,
                Relation { lemma: "be based in".to_owned(), ..fixed("was based in") },
                place,
                Construction::Title,
            );
        }
    }

    /// The words of the name, without what describes it.
    fn named(&self, word: usize) -> Argument {
        let range = self.sentence.names.iter().find(|n| n.words.contains(word)).map(|n| n.words);
        let head = range.and_then(|range| {
            range.iter().find(|&w| self.tree.words[w].head.is_none_or(|above| !range.contains(above)))
        });
        let words = range.map_or_else(|| vec![word], |range| range.iter().collect());
        Argument { sentence: self.index, head: head.unwrap_or(word), words, clausal: false }
    }
}

/// Whether the adjective means a country; of its names only those that English uses like adjectives.
fn is_nation(text: &str) -> bool {
    // A Vatican archbishop is no citizen of Vatican City.
    let country = |place: &str| {
        place.strip_prefix(text).is_none_or(|rest| rest != " City")
            && lexicon::PLACES.get(place).is_some_and(|kind| kind.starts_with("country"))
    };
    matches!(text, "US" | "U.S." | "UK" | "U.K.") || lexicon::DEMONYMS.get(text).is_some_and(country)
}
