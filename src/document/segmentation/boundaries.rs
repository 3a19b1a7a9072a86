//! What begins before each atom: nothing, a token, or a sentence.

use super::atoms::{Atom, Gap, Kind};
use super::fixed;

/// What begins with an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boundary {
    /// The atom continues the token before it.
    Inside,
    Token,
    Sentence,
}

/// One decision for each atom; the first is always [`Boundary::Sentence`].
pub(super) fn boundaries(text: &str, atoms: &[Atom]) -> Vec<Boundary> {
    let fixed = fixed::tokens(text, atoms);
    let mut boundaries: Vec<Boundary> = Vec::with_capacity(atoms.len());
    for at in 0..atoms.len() {
        boundaries.push(match atoms[at].gap {
            Gap::Blank => Boundary::Sentence,
            Gap::None if fixed[at] || continues(text, atoms, at) => Boundary::Inside,
            _ if begins_sentence(text, atoms, &boundaries, at) => Boundary::Sentence,
            _ => Boundary::Token,
        });
    }
    boundaries
}

fn continues(text: &str, atoms: &[Atom], at: usize) -> bool {
    let (previous, this) = (atoms[at - 1], atoms[at]);
    let (before, here) = (previous.span.of(text), this.span.of(text));
    match (previous.kind, this.kind) {
        (Kind::Letters, Kind::Digits) => true,
        (Kind::Digits, Kind::Letters) => matches!(here.to_lowercase().as_str(), "s" | "st" | "nd" | "rd" | "th"),
        (Kind::Symbol, Kind::Symbol) => before == here && matches!(here, "." | "-" | "!" | "?" | "*" | "="),
        _ => false,
    }
}

fn begins_sentence(text: &str, atoms: &[Atom], before: &[Boundary], at: usize) -> bool {
    let mut end = at - 1;
    while end > 0 && matches!(atoms[end].span.of(text), "\"" | "”" | "’" | "'" | ")") && before[end] != Boundary::Inside
    {
        end -= 1;
    }
    let stop = matches!(atoms[end].span.of(text), "." | "!" | "?" | "…") && before[end] != Boundary::Inside;
    let here = atoms[at].span.of(text);
    let opens = here.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || "“‘\"(".contains(c));
    stop && opens && atoms[at].gap != Gap::None
}
