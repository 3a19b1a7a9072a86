//! Quotation marks → runs of quoted words, paragraph by paragraph.

use crate::document::{Document, Upos};

/// One quotation: what stands between its marks.
pub(super) struct Span {
    pub(super) words: Vec<(usize, usize)>,
    pub(super) paragraph: usize,
    /// Whether it goes on with the one before, from the paragraph before.
    pub(super) continues: bool,
}

/// The quotations of a document. One that is left open runs to the end of its paragraph, and goes on in the next if that
/// one opens it again or closes it without opening it.
pub(super) fn spans(document: &Document) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut left_open = false;
    let mut first = 0;
    while first < document.sentences.len() {
        let paragraph = document.sentences[first].paragraph;
        let here = document.sentences[first..].iter().take_while(|sentence| sentence.paragraph == paragraph).count();
        let words: Vec<(usize, usize)> = (first..first + here)
            .flat_map(|number| (0..document.sentences[number].words.len()).map(move |index| (number, index)))
            .collect();
        left_open = in_paragraph(document, &words, paragraph, left_open, &mut found);
        first += here;
    }
    found.retain(|span| !span.words.is_empty());
    found
}

/// Adds the quotations of one paragraph; whether the last is left open.
fn in_paragraph(
    document: &Document,
    words: &[(usize, usize)],
    paragraph: usize,
    left_open: bool,
    found: &mut Vec<Span>,
) -> bool {
    let first_mark = words.iter().copied().find(|&at| mark(document, at, false).is_some());
    let closes = left_open && first_mark.is_some_and(|at| looks_closing(document, at));
    let reopens = left_open && first_mark == words.first().copied();
    let new = |continues: bool| Span { words: Vec::new(), paragraph, continues };
    let mut open = closes.then(|| new(true));
    let mut number = 0;
    while let Some(&at) = words.get(number) {
        match mark(document, at, open.is_some()) {
            Some(Mark::Open) => {
                found.extend(open.take());
                open = Some(new(reopens && Some(at) == first_mark));
            }
            Some(Mark::Close) => found.extend(open.take()),
            None => match &mut open {
                Some(span) => span.words.push(at),
                None => {
                    // "‘I believe so.", where the next paragraph opens its mark again
                    let continues = left_open && number == 0;
                    if let Some(close) = closing_single(document, words, number) {
                        found.push(Span { words: words[number + 1..close].to_vec(), ..new(continues) });
                        number = close;
                    } else if begins_speech(document, words, number) {
                        found.push(Span { words: words[number + 1..].to_vec(), ..new(continues) });
                        return true;
                    }
                }
            },
        }
        number += 1;
    }
    let unfinished = open.as_ref().is_some_and(|span| !span.words.is_empty());
    found.extend(open);
    unfinished
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
}

/// What a quotation mark does, where a quotation is `open` or not. Straight ones go by the space around them, unless
/// they would close what isn't open.
fn mark(document: &Document, at: (usize, usize), open: bool) -> Option<Mark> {
    let words = &document.sentences[at.0].words;
    match words[at.1].form.as_str() {
        "“" | "„" | "«" | "``" => Some(Mark::Open),
        "”" | "»" | "''" => Some(Mark::Close),
        "\"" if !open => Some(Mark::Open),
        "\"" if looks_closing(document, at) || words[at.1].space_after => Some(Mark::Close),
        "\"" => Some(Mark::Open),
        _ => None,
    }
}

/// Whether the mark is one that closes, or a straight one without space before it.
fn looks_closing(document: &Document, at: (usize, usize)) -> bool {
    match document.sentences[at.0].words[at.1].form.as_str() {
        "\"" => attached(document, at),
        form => matches!(form, "”" | "»" | "''"),
    }
}

fn attached(document: &Document, (sentence, index): (usize, usize)) -> bool {
    index.checked_sub(1).is_some_and(|before| !document.sentences[sentence].words[before].space_after)
}

/// Whether a single mark without partner opens the rest of the paragraph: at its head, or behind a colon or comma.
fn begins_speech(document: &Document, words: &[(usize, usize)], open: usize) -> bool {
    let form = |number: usize| document.sentences[words[number].0].words[words[number].1].form.as_str();
    let begins = open.checked_sub(1).is_none_or(|before| matches!(form(before), ":" | ","));
    let double = |number: usize| mark(document, words[number], false).is_some();
    let capital = words.get(open + 1).is_some() && form(open + 1).starts_with(char::is_uppercase);
    begins && capital && opens_single(document, words, open) && !(open + 1..words.len()).any(double)
}

/// Whether a single mark opens.
fn opens_single(document: &Document, words: &[(usize, usize)], number: usize) -> bool {
    let word = &document.sentences[words[number].0].words[words[number].1];
    let straight = word.form == "'" && word.upos == Upos::PUNCT;
    word.form == "‘" || straight && !word.space_after && !attached(document, words[number])
}

/// The partner of a single mark, with no double one on the way: an apostrophe has none.
fn closing_single(document: &Document, words: &[(usize, usize)], open: usize) -> Option<usize> {
    let word = |number: usize| &document.sentences[words[number].0].words[words[number].1];
    let single = |number: usize| word(number).upos == Upos::PUNCT && matches!(word(number).form.as_str(), "'" | "’");
    let opens = |number: usize| opens_single(document, words, number);
    if !opens(open) {
        return None;
    }
    (open + 1..words.len())
        .take_while(|&number| mark(document, words[number], false).is_none() && !opens(number))
        .find(|&number| single(number) && attached(document, words[number]))
        .filter(|&close| close > open + 1)
}
