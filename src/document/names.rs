//! Scores of name tags → names: the best sequence in which every `I-` continues a name of its own type (Viterbi).

use super::{Name, NameKind, WordRange};

/// A tag of the IOB2 scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Outside,
    Begin(NameKind),
    Inside(NameKind),
}

impl Tag {
    /// Reads `O`, `B-PER`, `I-PER`.
    pub fn parse(label: &str) -> Option<Self> {
        match label.split_once('-') {
            None => (label == "O").then_some(Self::Outside),
            Some(("B", kind)) => NameKind::parse(kind).map(Self::Begin),
            Some(("I", kind)) => NameKind::parse(kind).map(Self::Inside),
            Some(_) => None,
        }
    }

    fn may_follow(self, previous: Self) -> bool {
        match self {
            Self::Inside(kind) => previous == Self::Begin(kind) || previous == Self::Inside(kind),
            _ => true,
        }
    }
}

/// What a person, place or organisation costs: the network finds more of them than there are. Chosen on the development
/// sets (`models/en/CARD.md`).
const COST: f32 = 0.9;

fn cost(tag: Tag) -> f32 {
    if matches!(tag, Tag::Begin(NameKind::Per | NameKind::Org | NameKind::Loc)) { COST } else { 0.0 }
}

/// The best valid tag sequence; `scores` has one row of `tags.len()` for each word.
pub(super) fn best_tags(scores: &[f32], tags: &[Tag]) -> Vec<Tag> {
    let mut totals: Vec<f32> = Vec::new();
    let mut back: Vec<Vec<usize>> = Vec::new();
    for row in scores.chunks_exact(tags.len()) {
        let (mut next, mut from) = (Vec::with_capacity(tags.len()), Vec::with_capacity(tags.len()));
        for (&tag, &score) in tags.iter().zip(row) {
            let (before, total) = best_before(tag, tags, &totals);
            next.push(total + score - cost(tag));
            from.push(before);
        }
        totals = next;
        back.push(from);
    }
    let mut state = (0..totals.len()).reduce(|a, b| if totals[b] > totals[a] { b } else { a }).unwrap_or(0);
    let mut best = Vec::with_capacity(back.len());
    for from in back.iter().rev() {
        best.push(tags[state]);
        state = from[state];
    }
    best.reverse();
    best
}

/// The best state before `tag` and its total; before the first word (`totals` empty) only `O` and `B-` may stand.
fn best_before(tag: Tag, tags: &[Tag], totals: &[f32]) -> (usize, f32) {
    if totals.is_empty() {
        return (0, if matches!(tag, Tag::Inside(_)) { f32::NEG_INFINITY } else { 0.0 });
    }
    let mut best = (0, f32::NEG_INFINITY);
    for (n, (&previous, &total)) in tags.iter().zip(totals).enumerate() {
        if total > best.1 && tag.may_follow(previous) {
            best = (n, total);
        }
    }
    best
}

/// The names of a tag sequence; an `I-` that continues nothing begins a name.
pub(super) fn names(tags: &[Tag]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut previous = Tag::Outside;
    for (n, &tag) in tags.iter().enumerate() {
        match tag {
            Tag::Inside(_) if tag.may_follow(previous) => {
                if let Some(name) = names.last_mut() {
                    name.words.end = n + 1;
                }
            }
            Tag::Begin(kind) | Tag::Inside(kind) => names.push(Name { words: WordRange::new(n, n + 1), kind }),
            Tag::Outside => {}
        }
        previous = tag;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TAGS: [Tag; 5] = [
        Tag::Outside,
        Tag::Begin(NameKind::Per),
        Tag::Inside(NameKind::Per),
        Tag::Begin(NameKind::Loc),
        Tag::Inside(NameKind::Loc),
    ];

    fn valid(tags: &[Tag]) -> bool {
        let before = std::iter::once(&Tag::Outside).chain(tags);
        before.zip(tags).all(|(previous, tag)| tag.may_follow(*previous))
    }

    proptest! {
        #[test]
        fn finds_the_best_valid_sequence(words in 1usize..=4, scores in prop::collection::vec(-9i8..9, 20)) {
            let scores: Vec<f32> = scores.into_iter().take(words * 5).map(f32::from).collect();
            let total = |choice: &[usize]| {
                choice.iter().enumerate().map(|(n, &t)| scores[n * 5 + t] - cost(TAGS[t])).sum::<f32>()
            };
            let mut best = f32::NEG_INFINITY;
            for code in 0..5usize.pow(words as u32) {
                let choice: Vec<usize> = (0..words).map(|n| code / 5usize.pow(n as u32) % 5).collect();
                if valid(&choice.iter().map(|&t| TAGS[t]).collect::<Vec<_>>()) {
                    best = best.max(total(&choice));
                }
            }
            let found = best_tags(&scores, &TAGS);
            prop_assert!(valid(&found));
            let choice: Vec<usize> = found.iter().map(|tag| TAGS.iter().position(|t| t == tag).unwrap()).collect();
            prop_assert!((total(&choice) - best).abs() < 1e-4);
        }
    }

    #[test]
    fn names_of_tags() {
        let [o, b, i, other, stray] = TAGS;
        let found: Vec<_> =
            names(&[b, i, o, b, b, stray, other]).iter().map(|n| (n.words.start, n.words.end)).collect();
        assert_eq!(found, [(0, 2), (3, 4), (4, 5), (5, 6), (6, 7)]);
    }

    #[test]
    fn tags_by_name() {
        assert_eq!(Tag::parse("O"), Some(Tag::Outside));
        assert_eq!(Tag::parse("I-LOC"), Some(Tag::Inside(NameKind::Loc)));
        assert_eq!(Tag::parse("B-DOG"), None);
        assert_eq!(Tag::parse("Q"), None);
    }
}
