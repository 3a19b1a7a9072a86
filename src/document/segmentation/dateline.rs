//! Datelines: "WASHINGTON, March 3 (AP) — The president …". The story's first sentence begins behind the dash.

use super::atoms::{Atom, Gap, Kind};

/// Atoms a dateline may have.
const LONGEST: usize = 18;

/// The atoms that begin a sentence because a dateline ends before them.
pub(super) fn sentence_starts(text: &str, atoms: &[Atom]) -> Vec<usize> {
    let paragraphs = (0..atoms.len()).filter(|&at| at == 0 || atoms[at].gap == Gap::Blank);
    paragraphs.filter_map(|start| behind_dateline(text, atoms, start)).collect()
}

fn behind_dateline(text: &str, atoms: &[Atom], start: usize) -> Option<usize> {
    let of = |at: usize| atoms[at].span.of(text);
    let city = of(start);
    let upper = city.chars().count() >= 3 && city.chars().all(char::is_uppercase);
    if !upper {
        return None;
    }
    let end = (start + LONGEST).min(atoms.len());
    for at in start + 1..end {
        let atom = of(at);
        let dash = matches!(atom, "—" | "–") || (atom == "-" && atoms[at].gap != Gap::None);
        if dash {
            // "--" is a dash too.
            let next = if at + 1 < atoms.len() && of(at + 1) == "-" { at + 2 } else { at + 1 };
            let spaced = atoms.get(next).is_some_and(|a| a.gap == Gap::Space || atom != "-");
            let begins = atoms
                .get(next)
                .is_some_and(|_| of(next).starts_with(|c: char| c.is_uppercase() || "“\"‘'".contains(c)));
            return (spaced && begins).then_some(next);
        }
        let fits = match atoms[at].kind {
            Kind::Letters => atom.starts_with(char::is_uppercase) || atoms[at].gap == Gap::None,
            Kind::Digits => true,
            _ => matches!(atom, "," | "." | "(" | ")" | "/" | "'" | "’"),
        };
        if !fits || atoms[at].gap == Gap::Blank {
            return None;
        }
    }
    None
}
