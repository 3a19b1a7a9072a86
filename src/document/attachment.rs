//! How sure the annotator is of the arcs of its trees: what the confidence of whatever is read off them rests on.

use super::Word;

/// Probabilities of the annotator's network, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attachment {
    /// That of a word's head, among all words and the root.
    pub head: f32,
    /// That of its relation to the head.
    pub relation: f32,
}

/// The words whose arcs lead from one word of a tree to another.
pub fn path(words: &[Word], from: usize, to: usize) -> Vec<usize> {
    let up = |word: usize| std::iter::successors(Some(word), |&at| words[at].head).take(words.len());
    let common = up(from).find(|&above| up(to).any(|other| other == above));
    let below = |word: usize| up(word).take_while(|&at| Some(at) != common).collect::<Vec<_>>();
    [below(from), below(to)].concat()
}

/// Features for how likely the arcs of these words are right, all together: `what`, and a class of probabilities for heads
/// and one for relations; none where the tree was given.
pub fn features(what: &str, words: &[Word], arcs: impl IntoIterator<Item = usize>) -> Vec<String> {
    let arcs: Vec<Attachment> = arcs.into_iter().filter_map(|word| words[word].attachment).collect();
    if arcs.is_empty() {
        return Vec::new();
    }
    let heads = class(arcs.iter().map(|arc| arc.head).product());
    let relations = class(arcs.iter().map(|arc| arc.relation).product());
    vec![format!("{what} heads:{heads}"), format!("{what} relations:{relations}")]
}

/// Probabilities in few classes.
pub fn class(likely: f32) -> &'static str {
    match likely {
        ..0.3 => "0-.3",
        ..0.5 => ".3-.5",
        ..0.7 => ".5-.7",
        ..0.85 => ".7-.85",
        ..0.95 => ".85-.95",
        ..0.985 => ".95-.985",
        _ => ".985-1",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::conllu;

    #[test]
    fn paths_lead_over_the_nearest_common_head() {
        // "She" and "plan" hang from "left" over no word and over "after", which hangs from "left".
        let rows = "1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n\
            3\tafter\tafter\tSCONJ\tIN\t_\t4\tmark\t_\t_\n4\tseeing\tsee\tVERB\tVBG\t_\t2\tadvcl\t_\t_\n\
            5\tit\tit\tPRON\tPRP\t_\t4\tobj\t_\t_\n\n";
        let document = conllu::read("test", rows).unwrap().document;
        let words = &document.sentences[0].words;
        assert_eq!(path(words, 0, 4), [0, 4, 3]);
        assert_eq!(path(words, 4, 1), [4, 3]);
        assert!(path(words, 1, 1).is_empty());
        assert!(features("path", words, [0, 4]).is_empty(), "a given tree has no probabilities");
    }

    #[test]
    fn what_is_likely_together_is_a_product() {
        let document = conllu::read("test", "1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n2\tb\tb\tX\tX\t_\t1\tdep\t_\t_\n\n");
        let mut words = document.unwrap().document.sentences.remove(0).words;
        for word in &mut words {
            word.attachment = Some(Attachment { head: 0.9, relation: 1.0 });
        }
        assert_eq!(features("x", &words, [0, 1]), ["x heads:.7-.85", "x relations:.985-1"]);
    }
}
