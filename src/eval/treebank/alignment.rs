//! Which word is which, where two analyses cut a text differently.

use super::corpus::Word;

/// Pairs of words (gold, system), in order.
pub(super) fn align(gold: &[Word], system: &[Word]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < gold.len() && j < system.len() {
        if gold[i].multiword || system[j].multiword {
            let region = region(gold, system, i, j);
            common_subsequence(gold, system, region, &mut pairs);
            (i, j) = region.1;
        } else if gold[i].extent == system[j].extent {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if gold[i].extent.0 <= system[j].extent.0 {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// A place in both lists.
type Place = (usize, usize);

/// The smallest stretch around a multiword token at `i` or `j` that ends between words on both sides.
fn region(gold: &[Word], system: &[Word], mut i: usize, mut j: usize) -> (Place, Place) {
    let mut end;
    if gold[i].multiword {
        end = gold[i].extent.1;
        j += usize::from(!system[j].multiword && system[j].extent.0 < gold[i].extent.0);
    } else {
        end = system[j].extent.1;
        i += usize::from(gold[i].extent.0 < system[j].extent.0);
    }
    let start = (i, j);
    while !is_beyond(gold.get(i), end) || !is_beyond(system.get(j), end) {
        let ours_first = i < gold.len() && system.get(j).is_none_or(|word| gold[i].extent.0 <= word.extent.0);
        let word = if ours_first { &gold[i] } else { &system[j] };
        if word.multiword {
            end = end.max(word.extent.1);
        }
        (i, j) = if ours_first { (i + 1, j) } else { (i, j + 1) };
    }
    (start, (i, j))
}

fn is_beyond(word: Option<&Word>, end: usize) -> bool {
    word.is_none_or(|word| if word.multiword { word.extent.0 >= end } else { word.extent.1 > end })
}

/// Pairs of the longest common subsequence of the forms between two places.
fn common_subsequence(gold: &[Word], system: &[Word], (start, end): (Place, Place), pairs: &mut Vec<(usize, usize)>) {
    let forms = |words: &[Word]| words.iter().map(|word| word.word.form.to_lowercase()).collect::<Vec<_>>();
    let (ours, theirs) = (forms(&gold[start.0..end.0]), forms(&system[start.1..end.1]));
    let mut length = vec![vec![0usize; theirs.len() + 1]; ours.len() + 1];
    for i in (0..ours.len()).rev() {
        for j in (0..theirs.len()).rev() {
            length[i][j] =
                if ours[i] == theirs[j] { 1 + length[i + 1][j + 1] } else { length[i + 1][j].max(length[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < ours.len() && j < theirs.len() {
        if ours[i] == theirs[j] {
            pairs.push((start.0 + i, start.1 + j));
            (i, j) = (i + 1, j + 1);
        } else if length[i + 1][j] >= length[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}
