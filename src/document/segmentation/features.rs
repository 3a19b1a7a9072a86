//! Atoms → numbers: what the segmenter's network reads. Must agree with `training/segmenter.py`;
//! `tests/data/atoms.jsonl` holds what that file gives.

use super::atoms::{Atom, Gap, Kind};
use crate::document::pieces::{WordPieces, straight_quote};

/// Numbers for each atom: first word piece, suffix, shape, length, gap.
pub(super) const FEATURES: usize = 5;

const SUFFIXES: u32 = 2048;
const LENGTHS: usize = 16;
/// Paragraphs with lines of such lengths may be folded; with longer or only shorter lines they are not.
const FOLDED: std::ops::RangeInclusive<usize> = 40..=120;

/// The features of all atoms, one after the other.
pub(super) fn features(text: &str, atoms: &[Atom], vocabulary: &WordPieces) -> Vec<i32> {
    let gaps = gaps(text, atoms);
    atoms.iter().zip(gaps).flat_map(|(atom, gap)| features_of(text, atom, gap, vocabulary)).collect()
}

fn features_of(text: &str, atom: &Atom, gap: i32, vocabulary: &WordPieces) -> [i32; FEATURES] {
    let raw = atom.span.of(text);
    let count = raw.chars().count();
    let length = count.min(LENGTHS - 1) as i32;
    match atom.kind {
        // Only how many digits counts; ids 1 to 5 are unused in the vocabulary.
        Kind::Digits => [count.min(5) as i32, 0, 7 + count.min(5) as i32, length, gap],
        // The slant of a quote says on which side it stands, so it counts here.
        Kind::Symbol => [vocabulary.symbol(raw), 0, 1, length, gap],
        Kind::Letters => {
            let mut pieces = Vec::new();
            vocabulary.word(raw, &mut pieces);
            let form = raw.chars().map(straight_quote).collect::<String>().to_lowercase();
            let skipped = form.chars().count().saturating_sub(3);
            let suffix: String = form.chars().skip(skipped).collect();
            [pieces[0], bucket(&suffix, SUFFIXES), shape(raw, count), length, gap]
        }
    }
}

fn shape(raw: &str, count: usize) -> i32 {
    let upper = raw.chars().filter(|c| c.is_uppercase()).count();
    let initial = raw.chars().next().is_some_and(char::is_uppercase);
    match upper {
        0 => {
            if count == 1 {
                2
            } else {
                3
            }
        }
        n if n == count => {
            if n == 1 {
                4
            } else {
                5
            }
        }
        1 if initial => 6,
        _ => 7,
    }
}

/// Bucket of a string, from 1: FNV-1a, 32 bits.
fn bucket(text: &str, buckets: u32) -> i32 {
    let hash = text.bytes().fold(0x811C_9DC5u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (1 + hash % (buckets - 1)) as i32
}

/// Kinds of white space: none, space, folded line, line, blank line. A line is folded where the next word would not
/// have fitted into it, judged by the longest line of the paragraph.
fn gaps(text: &str, atoms: &[Atom]) -> Vec<i32> {
    let mut gaps: Vec<i32> = atoms
        .iter()
        .map(|atom| match atom.gap {
            Gap::None => 0,
            Gap::Space => 1,
            Gap::Line => 3,
            Gap::Blank => 4,
        })
        .collect();
    let mut start = 0;
    while start < atoms.len() {
        let length = atoms[start + 1..].iter().position(|atom| atom.gap == Gap::Blank);
        let end = length.map_or(atoms.len(), |n| start + 1 + n);
        mark_folds(text, &atoms[start..end], &mut gaps[start..end]);
        start = end;
    }
    gaps
}

/// Marks the folded lines of one paragraph.
fn mark_folds(text: &str, atoms: &[Atom], gaps: &mut [i32]) {
    let breaks: Vec<usize> = (1..atoms.len()).filter(|&n| atoms[n].gap == Gap::Line).collect();
    if breaks.is_empty() {
        return;
    }
    let width = |from: usize, to: usize| text[atoms[from].span.start..atoms[to].span.end].chars().count();
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([atoms.len()]);
    let lines: Vec<usize> = starts.zip(ends).map(|(start, end)| width(start, end - 1)).collect();
    let longest = lines.iter().copied().max().unwrap_or(0);
    if !FOLDED.contains(&longest) {
        return;
    }
    for (&line, &at) in lines.iter().zip(&breaks) {
        let length = atoms[at + 1..].iter().position(|atom| atom.gap != Gap::None);
        let last = length.map_or(atoms.len() - 1, |n| at + n);
        if line + 1 + width(at, last) > longest {
            gaps[at] = 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::segmentation::atoms::atoms;
    use serde_json::Value;

    #[test]
    fn as_in_training() {
        let vocabulary = WordPieces::new();
        for line in include_str!("../../../tests/data/atoms.jsonl").lines() {
            let expected: Value = serde_json::from_str(line).unwrap();
            let text = expected["text"].as_str().unwrap();
            let found = features(text, &atoms(text), &vocabulary);
            let rows: Vec<&[i32]> = found.chunks(FEATURES).collect();
            assert_eq!(serde_json::json!(rows), expected["atoms"], "{text:?}");
        }
    }
}
