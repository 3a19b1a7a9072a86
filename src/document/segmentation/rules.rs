//! Boundaries that hold whatever the network thinks: web and mail addresses, numbers, abbreviations and contractions stay
//! whole; titles of persons do not end a sentence; what closes a sentence does not begin one.

use super::abbreviations::{Abbreviation, abbreviation};
use super::atoms::{Atom, Gap, Kind};
use crate::document::pieces::straight_quote;
use crate::lexicon::GIVEN_NAMES;

/// Last parts of host names.
const DOMAINS: &str = "com org net gov edu mil int info io uk us eu de fr ca au tv";

/// What rules say of an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Nothing.
    Free,
    /// It continues the token before it.
    Inside,
    /// It begins a token, but no sentence.
    Token,
    /// It begins no sentence.
    NoSentence,
}

/// What rules say of each atom.
pub(super) fn rules(text: &str, atoms: &[Atom]) -> Vec<Rule> {
    let mut rules = vec![Rule::Free; atoms.len()];
    let mut start = 0;
    while start < atoms.len() {
        let length = atoms[start + 1..].iter().position(|atom| atom.gap != Gap::None);
        let end = length.map_or(atoms.len(), |n| start + 1 + n);
        Chunk { text, atoms: &atoms[start..end] }.fix(&mut rules[start..end]);
        if end > start + 1 && atoms[end - 1].span.of(text) == "." {
            final_dot(text, atoms, start, end, &mut rules);
        }
        start = end;
    }
    rules
}

/// The dot that ends `start..end`, atoms without white space between them, in the light of what is around them.
fn final_dot(text: &str, atoms: &[Atom], start: usize, end: usize, rules: &mut [Rule]) {
    let of = |at: usize| atoms[at].span.of(text);
    let (dot, word) = (end - 1, of(end - 2));
    if end == atoms.len() || atoms[end].gap == Gap::Blank {
        // "… on May 5." ends a paragraph; "5." at its beginning numbers it.
        if atoms[dot - 1].kind == Kind::Digits && atoms[start].gap == Gap::Space {
            rules[dot] = Rule::Token;
        }
        return;
    }
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let given_name = |word: &str| capital(word) && GIVEN_NAMES.contains(&word.to_lowercase());
    // "John F. Kennedy", "J. K. Rowling"
    let alone = dot == start + 1 && single(word) && capital(word);
    let initial_before = start > 1 && rules[start] == Rule::Token && of(start - 1) == "." && single(of(start - 2));
    let initial_after = of(end).chars().count() == 1 && end + 1 < atoms.len() && of(end + 1) == ".";
    let initial =
        alone && capital(of(end)) && (initial_before || initial_after || (start > 0 && given_name(of(start - 1))));
    if initial {
        rules[dot] = Rule::Inside;
    }
    if initial || abbreviation(word) == Some(Abbreviation::Title) {
        rules[end] = Rule::Token;
    }
}

fn listed(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|entry| entry == word)
}

/// Atoms without white space between them.
#[derive(Clone, Copy)]
struct Chunk<'a> {
    text: &'a str,
    atoms: &'a [Atom],
}

impl<'a> Chunk<'a> {
    fn of(&self, at: usize) -> &'a str {
        self.atoms.get(at).map_or("", |atom| atom.span.of(self.text))
    }

    /// Kind of an atom; `None` outside the chunk.
    fn kind(&self, at: usize) -> Option<Kind> {
        self.atoms.get(at).map(|atom| atom.kind)
    }

    fn fix(self, fixed: &mut [Rule]) {
        let mut from = 0;
        while let Some((start, end)) = (Chunk { atoms: &self.atoms[from..], ..self }).address() {
            let (start, end) = (from + start, from + end);
            Chunk { atoms: &self.atoms[from..start], ..self }.marks(&mut fixed[from..start]);
            fixed[start + 1..end].fill(Rule::Inside);
            for edge in [start, end] {
                if edge > 0 && edge < self.atoms.len() {
                    fixed[edge] = Rule::Token;
                }
            }
            from = end;
        }
        Chunk { atoms: &self.atoms[from..], ..self }.marks(&mut fixed[from..]);
    }

    /// The rules where there is no address.
    fn marks(self, fixed: &mut [Rule]) {
        for at in 1..self.atoms.len() {
            fixed[at] = match self.of(at) {
                "." if self.kind(at - 1) == Some(Kind::Letters) => self.dot(at),
                "." if fixed[at - 1] == Rule::Inside && self.of(at - 1) == "." => Rule::Token,
                _ if self.continues(at) => Rule::Inside,
                _ if self.closes(at) => Rule::NoSentence,
                _ => Rule::Free,
            };
        }
    }

    /// Whether the atom surely continues the token before it.
    fn continues(&self, at: usize) -> bool {
        let (before, after) = (self.kind(at - 1), self.kind(at + 1));
        let number = |at: usize| self.kind(at) == Some(Kind::Digits);
        match self.of(at) {
            "," | ":" | "." | "/" if number(at - 1) && number(at + 1) => true,
            "'" | "’" => before == Some(Kind::Letters) && after == Some(Kind::Letters),
            // "US$80"
            "$" => {
                matches!(self.of(at - 1), "US" | "A" | "AU" | "C" | "CA" | "NZ" | "HK" | "NT" | "S") && number(at + 1)
            }
            word => match self.of(at - 1) {
                "," | ":" | "." | "/" if at > 1 && number(at - 2) && number(at) => true,
                "'" | "’" => {
                    self.kind(at) == Some(Kind::Letters) && at > 1 && self.kind(at - 2) == Some(Kind::Letters)
                }
                "." => single(word) && at > 1 && single(self.of(at - 2)) && self.of(at + 1) == ".",
                _ => false,
            },
        }
    }

    /// A dot after a word: does it belong to the word?
    fn dot(&self, at: usize) -> Rule {
        let word = self.of(at - 1);
        let word_follows = matches!(self.kind(at + 1), Some(Kind::Letters | Kind::Digits));
        if single(word) {
            // "U.S.", "e.g."
            let one_of_several = (self.of(at + 2) == "." && single(self.of(at + 1)))
                || (at > 2 && self.of(at - 2) == "." && single(self.of(at - 3)));
            // "in the 1990s."
            let plural_number = at > 1 && self.kind(at - 2) == Some(Kind::Digits) && !word_follows;
            return match (one_of_several, plural_number) {
                (true, _) => Rule::Inside,
                (false, true) => Rule::Token,
                (false, false) => Rule::NoSentence,
            };
        }
        match abbreviation(word) {
            Some(Abbreviation::Title) => Rule::Inside,
            Some(Abbreviation::Firm) if self.of(at + 1) == "." => Rule::Token,
            Some(Abbreviation::Firm) if !word_follows => Rule::Inside,
            None if !word_follows => Rule::Token,
            _ => Rule::NoSentence,
        }
    }

    /// Whether the atom, which touches the one before it, closes something and so begins no sentence.
    fn closes(&self, at: usize) -> bool {
        let last = at + 1 == self.atoms.len();
        match self.of(at) {
            "”" | "’" | ")" | "]" | "}" | "»" | "." | "," | ";" | ":" | "!" | "?" | "%" => true,
            "\"" | "'" => last || self.kind(at + 1) == Some(Kind::Symbol),
            _ => false,
        }
    }

    /// The first web or mail address.
    fn address(&self) -> Option<(usize, usize)> {
        let (start, least) = (0..self.atoms.len()).find_map(|at| self.address_mark(at))?;
        let closes = |at: &usize| matches!(self.of(*at), "<" | ">" | "\"" | "”" | "“" | "(" | ")" | "[" | "]" | "’");
        let mut end = (least..self.atoms.len()).find(closes).unwrap_or(self.atoms.len());
        // Stops after an address are the sentence's.
        let stray = |at: usize| {
            let c = self.of(at).chars().next().map_or(' ', straight_quote);
            matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '…' | '*')
        };
        while end > least && stray(end - 1) {
            end -= 1;
        }
        Some((start, end))
    }

    /// Where an address begins whose mark (`://`, `www.`, `@`, `.com`) is at `at`, and how far it reaches at least.
    fn address_mark(&self, at: usize) -> Option<(usize, usize)> {
        let part = |at: usize| self.kind(at).is_some_and(|kind| kind != Kind::Symbol);
        let back = |mut start: usize| {
            let joins = |at: usize| matches!(self.of(at), "." | "-" | "_" | "+");
            while start > 0
                && (part(start - 1) || (start > 1 && joins(start - 1) && (part(start - 2) || joins(start - 2))))
            {
                start -= 1;
            }
            start
        };
        match self.of(at) {
            ":" if at > 0
                && self.of(at + 1) == "/"
                && self.of(at + 2) == "/"
                && part(at - 1)
                && at + 3 < self.atoms.len() =>
            {
                Some((at - 1, at + 4))
            }
            word if word.eq_ignore_ascii_case("www") && self.of(at + 1) == "." && part(at + 2) => Some((at, at + 3)),
            "@" if at > 0
                && (part(at - 1) || self.of(at - 1) == ".")
                && part(at + 1)
                && self.of(at + 2) == "."
                && part(at + 3) =>
            {
                Some((back(at), at + 4))
            }
            "." if at > 0 && part(at - 1) && listed(DOMAINS, self.of(at + 1)) && self.ends_host(at + 2) => {
                let lower = self.of(at - 1).chars().any(char::is_lowercase) || self.kind(at - 1) == Some(Kind::Digits);
                lower.then(|| (back(at), at + 2))
            }
            _ => None,
        }
    }

    /// Whether a host name may end before `at`.
    fn ends_host(&self, at: usize) -> bool {
        match self.of(at) {
            "" | "/" | ":" | "," | ")" | "\"" | "”" | "’" | "'" | ";" | "?" | "!" => true,
            "." => self.kind(at + 1) != Some(Kind::Letters) || listed(DOMAINS, self.of(at + 1)),
            _ => false,
        }
    }
}

fn single(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
}
