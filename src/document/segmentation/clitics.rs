//! Token → words: "don't" is `do` and `n't`, "Sessions’s" is `Sessions` and `’s`, as UD English has it.

use crate::document::pieces::straight_quote;

/// Spelled without an apostrophe; the bar shows the cut. Forms that are also other words (its, well, were, lets, id) stay whole.
const FUSED: &str = "can|not gon|na wan|na got|ta du|n|no lem|me gim|me out|ta \
    do|nt does|nt did|nt is|nt was|nt are|nt were|nt have|nt has|nt had|nt wo|nt would|nt could|nt should|nt ca|nt ai|nt \
    i|m i|ve you|re you|ve you|ll they|re they|ve they|ll we|ve that|s what|s there|s he|s it|ll that|ll 't|is 't|was";

const ENDINGS: [&str; 6] = ["'s", "'m", "'re", "'ve", "'ll", "'d"];

/// Where the words of a token end, as byte offsets in it; a plain token ends once.
pub(super) fn word_ends(token: &str) -> Vec<usize> {
    if token.bytes().all(|b| b.is_ascii_alphabetic()) && !(2..=6).contains(&token.len()) {
        return vec![token.len()];
    }
    // One character for each of the token's, so that positions can be carried over.
    let folded: Vec<char> = token.chars().map(|c| straight_quote(c).to_lowercase().next().unwrap_or(c)).collect();
    let cuts = fused(&folded).unwrap_or_else(|| apostrophes(&folded));
    let offsets: Vec<usize> = token.char_indices().map(|(at, _)| at).collect();
    cuts.iter().map(|&cut| offsets[cut]).chain([token.len()]).collect()
}

/// Cuts (in characters) of a word of the list.
fn fused(token: &[char]) -> Option<Vec<usize>> {
    FUSED.split_whitespace().find_map(|entry| {
        let plain = entry.chars().filter(|&c| c != '|');
        plain.eq(token.iter().copied()).then(|| {
            let bars = entry.chars().enumerate().filter(|(_, c)| *c == '|');
            bars.enumerate().map(|(before, (at, _))| at - before).collect()
        })
    })
}

/// Cuts (in characters) before clitics, from the right: "wouldn't've" has two.
fn apostrophes(token: &[char]) -> Vec<usize> {
    let (mut cuts, mut end) = (Vec::new(), token.len());
    while let Some(cut) = last_clitic(&token[..end], cuts.is_empty()) {
        cuts.push(cut);
        end = cut;
    }
    cuts.reverse();
    cuts
}

fn last_clitic(token: &[char], whole: bool) -> Option<usize> {
    let ends_with = |ending: &str| {
        let start = token.len().checked_sub(ending.chars().count())?;
        (start > 0
            && (token[start - 1].is_alphanumeric() || token[start - 1] == '.')
            && ending.chars().eq(token[start..].iter().copied()))
        .then_some(start)
    };
    // "the 1980's" is a plural.
    let number = token.iter().take_while(|c| c.is_ascii_digit()).count();
    if matches!(number, 2 | 4) && token[number - 1] == '0' && ends_with("'s") == Some(number) {
        return None;
    }
    if let Some(start) = ends_with("n't").or_else(|| ENDINGS.iter().find_map(|ending| ends_with(ending))) {
        return Some(start);
    }
    // "the ministers' plan", but not "goin'".
    match token {
        [.., before, 's' | 'z' | 'x', '\''] if whole && before.is_alphabetic() => Some(token.len() - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::word_ends;

    fn show(token: &str) -> String {
        let mut start = 0;
        let cut = |end| {
            let word = &token[start..end];
            start = end;
            word
        };
        word_ends(token).into_iter().map(cut).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn as_the_treebanks_have_it() {
        let cases = "do|n't Do|n’t CA|N'T ca|n't wo|n't can|not gon|na wan|na got|ta I|'m Sessions|’s Sessions|’ she|'s they|'d|'ve \
            would|n't|'ve China|`s du|n|no do|nt i|m that|s 't|is 1980's 2003|'s parents|' O'Brien O'Brien|'s o'clock goin' ' 's n't \
            rock'n'roll its well wells immemorial ’ İ|'s ﬃ|'s é|’s U.S.|'s";
        for case in cases.split_whitespace() {
            assert_eq!(show(&case.replace('|', "")), case);
        }
    }
}
