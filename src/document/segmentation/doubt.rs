//! Where the segmenter is not sure whether a sentence begins, the annotator's encoder is asked, which knows more English.

use super::atoms::{Atom, Gap};
use super::boundaries::{Boundary, Decision, after_stop};
use crate::article::Span;
use crate::document::network::{Input, Opinion};
use crate::document::pieces::WordPieces;
use crate::document::session::Runner;
use std::ops::{Range, RangeInclusive};

/// Margins (in logits) between these are doubt: a handful in a thousand words of edited text.
const DOUBT: RangeInclusive<f32> = -2.0..=6.0;
/// The same in a paragraph that ends without a stop, begins small or has what no editor leaves: who wrote it left out
/// stops, too. In a text with several paragraphs of the last two kinds it holds for every paragraph.
const DOUBT_UNEDITED: RangeInclusive<f32> = -5.0..=6.0;
/// Such paragraphs that make a text unedited, at least, and one of how many.
const UNEDITED_PARAGRAPHS: usize = 3;
const UNEDITED_SHARE: usize = 30;
/// Tokens that no editor leaves in a text.
const UNEDITED_TOKENS: [&str; 7] = ["i", "u", "!!", "!!!", "??", ":)", ".."];
/// What the opinion counts beside the margin, and what speaks for a sentence beforehand; the best on EWT and GUM dev.
const WEIGHT: f32 = 0.6;
const LEAN: f32 = 0.8;
/// Words that are read on either side, at least, where the paragraph has them. Training had as many.
const CONTEXT: usize = 20;
/// Doubtful words up to so far apart share a window.
const REACH: usize = 40;
/// Windows in a batch.
const BATCH: usize = 4;
/// The network has 512 positions.
const MOST_PIECES: usize = 500;

/// Tokens `start..end` of a paragraph, and the doubtful ones among them.
struct Window {
    start: usize,
    input: Input,
    doubtful: Vec<usize>,
}

/// Decides again where the margin is small.
pub(super) fn second_opinion(
    text: &str,
    atoms: &[Atom],
    decisions: &mut [Decision],
    (opinion, runner): (&Opinion, &Runner),
    vocabulary: &WordPieces,
) {
    let starts: Vec<usize> = (0..atoms.len()).filter(|&at| decisions[at].boundary != Boundary::Inside).collect();
    let doubtful = |token: usize, doubt: &RangeInclusive<f32>| {
        decisions[starts[token]].margin.is_some_and(|margin| doubt.contains(&margin))
    };
    let form = |token: usize| {
        let after = starts.get(token + 1).copied().unwrap_or(atoms.len());
        Span::new(atoms[starts[token]].span.start, atoms[after - 1].span.end).of(text)
    };
    let careless = |paragraph: &Range<usize>| {
        form(paragraph.start).starts_with(char::is_lowercase)
            || paragraph.clone().any(|token| UNEDITED_TOKENS.contains(&form(token)))
    };
    let paragraphs = paragraphs(atoms, &starts);
    let many = paragraphs.iter().filter(|paragraph| careless(paragraph)).count();
    let unedited = many >= UNEDITED_PARAGRAPHS && many * UNEDITED_SHARE >= paragraphs.len();
    let mut windows: Vec<Window> = Vec::new();
    for paragraph in paragraphs {
        let atoms_end = starts.get(paragraph.end).copied().unwrap_or(atoms.len());
        let edited = !unedited && after_stop(text, &atoms[..atoms_end]) && !careless(&paragraph);
        let doubt = if edited { &DOUBT } else { &DOUBT_UNEDITED };
        let mut open: Vec<usize> =
            (paragraph.start + 1..paragraph.end).filter(|&token| doubtful(token, doubt)).collect();
        while let Some(&first) = open.first() {
            let many = open.iter().take_while(|&&token| token <= first + REACH).count();
            let inside: Vec<usize> = open.drain(..many).collect();
            let start = first.saturating_sub(CONTEXT).max(paragraph.start);
            let stop = (inside[many - 1] + CONTEXT).min(paragraph.end);
            let input = Input::new((start..stop).map(form), vocabulary);
            if input.length() <= MOST_PIECES {
                windows.push(Window { start, input, doubtful: inside });
            }
        }
    }
    for batch in windows.chunks_mut(BATCH) {
        let inputs: Vec<&Input> = batch.iter().map(|window| &window.input).collect();
        let answers = opinion.starts(runner, &inputs);
        for (window, answer) in batch.iter().zip(answers) {
            for &token in &window.doubtful {
                let decision = &mut decisions[starts[token]];
                let margin = decision.margin.unwrap_or_default() + WEIGHT * answer[token - window.start] + LEAN;
                decision.boundary = if margin > 0.0 { Boundary::Sentence } else { Boundary::Token };
            }
        }
    }
}

/// The tokens of every paragraph; `starts` has the atom that each token begins with.
fn paragraphs(atoms: &[Atom], starts: &[usize]) -> Vec<Range<usize>> {
    let mut firsts: Vec<usize> =
        (0..starts.len()).filter(|&token| token == 0 || atoms[starts[token]].gap == Gap::Blank).collect();
    firsts.push(starts.len());
    firsts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
