//! Lines of text → annotated sentences, one each.

use crate::article::{Article, Span};
use crate::document::{Annotator, Sentence, Upos, Word};

/// Tokens as the Penn Treebank writes them, and what the annotator knows them as.
const PENN: [(&str, &str); 9] = [
    ("-LRB-", "("),
    ("-RRB-", ")"),
    ("-LSB-", "["),
    ("-RSB-", "]"),
    ("-LCB-", "{"),
    ("-RCB-", "}"),
    ("``", "\""),
    ("''", "\""),
    ("`", "'"),
];

/// Tokens that stand alone only where blanks mark the words.
const DETACHED: [&str; 10] = [".", ",", "'s", "n't", "?", "!", ";", ":", "'re", "'ve"];

/// The lines as sentences, whatever the segmenter would think of them.
///
/// Where a line is tokenised already (`-LRB-`, a comma between blanks), its blanks are the only word boundaries, and its
/// words are kept as they are.
pub fn sentences(annotator: &Annotator, lines: &[&str]) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = lines.iter().map(|line| words(annotator, line)).collect();
    annotator.annotate_each(&mut sentences);
    for (sentence, line) in sentences.iter_mut().zip(lines) {
        for word in &mut sentence.words {
            let form = word.span.of(line);
            if PENN.iter().any(|(penn, _)| *penn == form) {
                word.form = form.to_owned();
            }
        }
    }
    sentences
}

fn words(annotator: &Annotator, line: &str) -> Sentence {
    let span = Span::new(0, line.len());
    let mut sentence = Sentence {
        words: Vec::new(),
        multiword: Vec::new(),
        names: Vec::new(),
        span,
        paragraph: 0,
        meaning: Vec::new(),
        comments: Vec::new(),
    };
    if is_tokenised(line) {
        sentence.words = tokens(line).map(|(start, token)| word(start, token)).collect();
    } else {
        for part in annotator.annotate(&Article::new("", line)).sentences {
            sentence.words.extend(part.words);
        }
    }
    sentence
}

fn is_tokenised(line: &str) -> bool {
    line.split_whitespace().any(|token| DETACHED.contains(&token) || PENN.iter().any(|(penn, _)| *penn == token))
}

/// What stands between blanks, with its place.
fn tokens(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split_whitespace().map(move |token| (token.as_ptr() as usize - line.as_ptr() as usize, token))
}

fn word(start: usize, token: &str) -> Word {
    let known = PENN.iter().find(|(penn, _)| *penn == token).map_or(token, |(_, plain)| plain);
    Word {
        form: known.to_owned(),
        lemma: String::new(),
        upos: Upos::X,
        xpos: String::new(),
        feats: "_".into(),
        head: None,
        deprel: "dep".into(),
        attachment: None,
        span: Span::new(start, start + token.len()),
        space_after: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(line: &str) -> Vec<String> {
        let annotator = Annotator::new();
        sentences(&annotator, &[line]).remove(0).words.into_iter().map(|word| word.form).collect()
    }

    #[test]
    fn blanks_mark_the_words_of_a_tokenised_line() {
        let line = "`` It 's Smith 's -LRB- not Jones' -RRB- , '' he said .";
        assert_eq!(forms(line).join(" "), line);
    }

    #[test]
    fn a_plain_line_is_one_sentence() {
        assert_eq!(forms("It isn't. She left.").join("|"), "It|is|n't|.|She|left|.");
        assert!(forms("  ").is_empty());
    }
}
