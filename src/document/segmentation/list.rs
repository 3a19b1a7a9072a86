//! Lists: lines that begin with the same mark are a sentence each, at least; and so are the items of a list whose lines a page ran
//! together ("Participants: - Ann Roe, Acme - Jo Poe, Globex - …").

use super::atoms::{Atom, Gap};

/// Marks that a paragraph must have before their items can be those of a list: dashes in pairs set off a phrase.
const MARKS: usize = 3;

/// The atoms that begin a sentence because they are the mark of a list's item.
pub(super) fn sentence_starts(text: &str, atoms: &[Atom]) -> Vec<usize> {
    let mut starts = starts_of_lines(text, atoms);
    starts.extend(starts_within_paragraphs(text, atoms));
    starts
}

/// Marks between blanks, all of one kind, with a capital behind each.
fn starts_within_paragraphs(text: &str, atoms: &[Atom]) -> Vec<usize> {
    let capital = |at: usize| {
        let begins = |atom: &Atom| atom.span.of(text).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        atoms.get(at + 1).is_some_and(|next| next.gap == Gap::Space && begins(next))
    };
    let mut starts = Vec::new();
    let mut ends: Vec<usize> = (1..atoms.len()).filter(|&at| atoms[at].gap == Gap::Blank).collect();
    ends.push(atoms.len());
    let mut begin = 0;
    for end in ends {
        let range = std::mem::replace(&mut begin, end)..end;
        for mark in ["-", "–", "•", "*", "·"] {
            let marks: Vec<usize> =
                range.clone().filter(|&at| atoms[at].gap == Gap::Space && atoms[at].span.of(text) == mark).collect();
            let spaced: Vec<usize> =
                marks.into_iter().filter(|&at| atoms.get(at + 1).is_some_and(|next| next.gap == Gap::Space)).collect();
            if spaced.len() >= MARKS && spaced.iter().all(|&at| capital(at)) {
                starts.extend(spaced);
            }
        }
    }
    starts
}

fn starts_of_lines(text: &str, atoms: &[Atom]) -> Vec<usize> {
    let begins_line = |at: usize| at == 0 || matches!(atoms[at].gap, Gap::Line | Gap::Blank);
    let is_marked = |at: usize| {
        let mark = matches!(atoms[at].span.of(text), "-" | "–" | "—" | "•" | "*" | "·" | "▪" | "‣" | "◦");
        mark && atoms.get(at + 1).is_some_and(|next| next.gap == Gap::Space)
    };
    let lines: Vec<usize> = (0..atoms.len()).filter(|&at| begins_line(at)).collect();
    let same = |a: usize, b: usize| is_marked(a) && is_marked(b) && atoms[a].span.of(text) == atoms[b].span.of(text);
    let has_neighbour = |n: usize| {
        (n > 0 && same(lines[n - 1], lines[n])) || lines.get(n + 1).is_some_and(|&next| same(lines[n], next))
    };
    // A single line that begins with a dash may be the rest of a folded one.
    (0..lines.len()).filter(|&n| has_neighbour(n)).map(|n| lines[n]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::atoms::atoms;
    use super::*;

    fn starts(text: &str) -> Vec<usize> {
        let atoms = atoms(text);
        sentence_starts(text, &atoms).into_iter().map(|at| atoms[at].span.start).collect()
    }

    #[test]
    fn a_list_whose_lines_a_page_ran_together() {
        assert_eq!(starts("Present: - Ann Roe, Acme - Jo Poe, Globex - Kim Doe, chair\n\nThey met."), [9, 25, 42]);
    }

    #[test]
    fn dashes_in_pairs_are_none() {
        assert!(starts("The plan - Roe called it bold - was dropped.").is_empty());
        assert!(starts("Roe - in haste - left - in fear - for Lissen.").is_empty());
    }
}
