//! Tokens that hold whatever else may be decided: addresses, numbers, abbreviations, contractions.

use super::atoms::{Atom, Gap, Kind};
use crate::document::pieces::straight_quote;

/// Abbreviations that keep their dot, lower case.
const ABBREVIATIONS: &str = "mr mrs ms dr prof rev hon st sr jr gen lt col maj capt cmdr sgt cpl adm gov sen rep reps sens pres \
    atty supt det insp inc corp co ltd bros plc llc jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur \
    thurs fri vs etc no nos al ave blvd rd ft mt dept univ assn approx est fig vol pp ed eds cf ca";

/// Says of each atom whether it continues the token of the atom before it, as far as rules can tell.
pub(super) fn tokens(text: &str, atoms: &[Atom]) -> Vec<bool> {
    let mut inside = vec![false; atoms.len()];
    let mut start = 0;
    while start < atoms.len() {
        let close = atoms[start + 1..].iter().position(|atom| atom.gap != Gap::None);
        let end = close.map_or(atoms.len(), |n| start + 1 + n);
        chunk(text, &atoms[start..end], &mut inside[start..end]);
        start = end;
    }
    inside
}

/// The same for atoms without white space between them.
fn chunk(text: &str, atoms: &[Atom], inside: &mut [bool]) {
    if let Some((start, end)) = address(text, atoms) {
        inside[start + 1..end].fill(true);
        chunk(text, &atoms[..start], &mut inside[..start]);
        return chunk(text, &atoms[end..], &mut inside[end..]);
    }
    let of = |at: usize| atoms[at].span.of(text);
    for at in 1..atoms.len() {
        let symbol = of(at);
        let (before, after) = (atoms[at - 1].kind, atoms.get(at + 1).map(|atom| atom.kind));
        match symbol {
            "," | ":" | "." if before == Kind::Digits && after == Some(Kind::Digits) => {
                inside[at..=at + 1].fill(true);
            }
            "." if before == Kind::Letters && keeps_dot(text, atoms, at) => {
                inside[at] = true;
                if let Some(Kind::Letters) = after
                    && of(at + 1).chars().count() == 1
                {
                    inside[at + 1] = true;
                }
            }
            "'" | "’" | "`" | "‘" if before == Kind::Letters && after == Some(Kind::Letters) => {
                inside[at..=at + 1].fill(true);
            }
            "'" | "’"
                if before == Kind::Symbol && of(at - 1) == "." && after == Some(Kind::Letters) && of(at + 1) == "s" =>
            {
                inside[at..=at + 1].fill(true);
            }
            _ => {}
        }
    }
}

/// Whether the dot at `at` belongs to the word before it: an abbreviation of the list, or initials ("U.S.", "J.").
fn keeps_dot(text: &str, atoms: &[Atom], at: usize) -> bool {
    let word = atoms[at - 1].span.of(text);
    let single = word.chars().count() == 1;
    let before = at >= 2 && atoms[at - 2].span.of(text) == ".";
    let after = atoms.get(at + 2).is_some_and(|atom| atom.span.of(text) == ".");
    (single && (word.chars().all(char::is_uppercase) || before || after))
        || ABBREVIATIONS.split_whitespace().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// The first web or mail address among atoms without white space between them.
fn address(text: &str, atoms: &[Atom]) -> Option<(usize, usize)> {
    let of = |at: usize| atoms[at].span.of(text);
    let mark = (0..atoms.len()).find(|&at| {
        let scheme = of(at) == ":" && at > 0 && at + 3 < atoms.len() && of(at + 1) == "/" && of(at + 2) == "/";
        let www = of(at).eq_ignore_ascii_case("www") && at + 2 < atoms.len() && of(at + 1) == ".";
        let mail = of(at) == "@"
            && at > 0
            && at + 3 < atoms.len()
            && atoms[at - 1].kind != Kind::Symbol
            && atoms[at + 1].kind != Kind::Symbol;
        scheme || www || mail
    })?;
    let mut start = mark;
    while start > 0
        && (atoms[start - 1].kind != Kind::Symbol || matches!(of(start - 1), "." | "-" | "_" | "+"))
        && of(mark) != "www"
    {
        start -= 1;
        if of(mark) == ":" {
            break;
        }
    }
    let mut end = atoms.len();
    // Brackets, quotes and stops after an address are the sentence's.
    let stray = |at: usize| {
        let c = of(at).chars().next().map_or(' ', straight_quote);
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | ')' | ']' | '>' | '}')
    };
    if let Some(close) = (mark..end).find(|&at| matches!(of(at), "<" | ">" | "\"" | "”" | "“" | ")" | "]")) {
        end = close;
    }
    while end > mark + 1 && stray(end - 1) {
        end -= 1;
    }
    (end > mark + 2).then_some((start, end))
}
