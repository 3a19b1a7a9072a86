//! Lists: lines that begin with the same mark are a sentence each, at least.

use super::atoms::{Atom, Gap};

/// The atoms that begin a sentence because they are the mark of a list's item.
pub(super) fn sentence_starts(text: &str, atoms: &[Atom]) -> Vec<usize> {
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
