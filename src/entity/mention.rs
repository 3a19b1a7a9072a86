//! Mentions: names, descriptions, pronouns.

use crate::article::Span;
use crate::document::{Document, NameKind, Upos, Word};
use crate::lexicon;
use crate::proposition::{Argument, Proposition, Tree, noun_phrase};
use std::collections::BTreeMap;

/// The form of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A name.
    Name(NameKind),
    /// A noun phrase with a common noun as its head.
    Description,
    /// A pronoun.
    Pronoun,
}

/// One mention of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: usize,
    /// Head word.
    pub head: usize,
    /// Words, sorted.
    pub words: Vec<usize>,
    /// Form.
    pub form: Form,
    /// A name without article and possessive; else the words.
    pub text: String,
    /// Lemma of the head, lower case.
    pub lemma: String,
    /// Whether it is plural.
    pub plural: bool,
    /// Whether it is an "it" or a "they" that is as likely as not to mean something else: nothing is claimed of it.
    pub doubtful: bool,
    /// How likely coreference holds that link to be (0 to 1), where a link made it one thing with others.
    pub link: Option<f32>,
    /// Index of its entity, once resolved.
    pub entity: Option<usize>,
}

impl Mention {
    /// Where it stands in the article: from its first to its last word.
    pub fn span(&self, document: &Document) -> Span {
        let words = &document.sentences[self.sentence].words;
        words[self.words[0]].span.join(words[*self.words.last().unwrap_or(&self.words[0])].span)
    }
}

/// All mentions, in the order of the text.
pub fn find(document: &Document, trees: &[Tree], propositions: &[Proposition]) -> Vec<Mention> {
    let mut found: BTreeMap<(usize, usize), Mention> = BTreeMap::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        for name in sentence.names.iter().filter(|name| name.kind != NameKind::Time) {
            let adjective =
                name.kind == NameKind::Norp && name.words.iter().all(|w| sentence.words[w].upos == Upos::ADJ);
            if !adjective {
                let mut mention = named(document, index, name.words.iter().collect(), name.kind);
                // "two Germans" are not the Germans.
                let tree = &trees[index];
                // Nor are "northern Germans".
                let lower = |word: usize| tree.words[word].form.starts_with(char::is_lowercase);
                let some = tree.has(mention.head, &["nummod"]) || tree.with(mention.head, &["amod"]).any(lower);
                if name.kind == NameKind::Norp && some {
                    let words = noun_phrase(tree, index, mention.head).words;
                    let from = words.iter().position(|&word| !tree.is(word, &["det"])).unwrap_or(0);
                    mention.text = text(document, index, &words[from..]);
                }
                found.insert((index, mention.head), mention);
            }
        }
        for word in surnames(document, index) {
            let mention = named(document, index, vec![word], NameKind::Per);
            found.insert((index, mention.head), mention);
        }
        for word in 0..sentence.words.len() {
            if matches!(sentence.words[word].xpos.as_str(), "PRP" | "PRP$") {
                found.entry((index, word)).or_insert_with(|| plain(document, index, word, vec![word], Form::Pronoun));
            }
        }
    }
    let in_name = |sentence: usize, word: usize| {
        document.sentences[sentence].names.iter().any(|n| n.words.contains(word) && n.kind != NameKind::Time)
    };
    let mut describe = |argument: &Argument| {
        let key = (argument.sentence, argument.head);
        let word = &document.sentences[argument.sentence].words[argument.head];
        let noun = matches!(
            word.upos,
            Upos::NOUN
                | Upos::PROPN
                | Upos::NUM
                | Upos::SYM
                | Upos::X
                | Upos::ADJ
                | Upos::DET
                | Upos::PRON
                | Upos::VERB
        );
        let when = document.sentences[argument.sentence]
            .names
            .iter()
            .any(|n| n.kind == NameKind::Time && n.words.contains(argument.head));
        let one = &document.sentences[argument.sentence].words[argument.head];
        if let Some(place) =
            lexicon::DEMONYMS.get(&one.form).filter(|_| one.upos == Upos::ADJ && argument.words.len() == 1)
        {
            // "Russian interference": whoever interferes is Russia.
            let mut mention = named(document, argument.sentence, vec![argument.head], NameKind::Loc);
            mention.text = place.to_owned();
            found.entry(key).or_insert(mention);
            return;
        }
        if when || argument.clausal || !noun || found.contains_key(&key) || in_name(argument.sentence, argument.head) {
            return;
        }
        let form = if word.upos == Upos::PRON || (word.upos == Upos::DET && argument.words.len() == 1) {
            Form::Pronoun
        } else {
            Form::Description
        };
        found.insert(key, plain(document, argument.sentence, argument.head, argument.words.clone(), form));
    };
    for proposition in propositions {
        describe(&proposition.subject);
        proposition.object.iter().for_each(&mut describe);
        proposition.voices.iter().filter_map(|voice| voice.source.as_ref()).for_each(&mut describe);
        proposition.adjuncts.iter().chain(&proposition.places).for_each(|adjunct| describe(&adjunct.argument));
    }
    // Possessors and definite descriptions that no proposition uses can still be antecedents.
    for (index, tree) in trees.iter().enumerate() {
        for head in 0..tree.words.len() {
            let definite =
                tree.with(head, &["det", "nmod:poss"]).any(|d| tree.lower(d) == "the" || tree.is(d, &["nmod:poss"]));
            if tree.upos(head) == Upos::NOUN && (definite || tree.is(head, &["nmod:poss"])) && !in_name(index, head) {
                describe(&noun_phrase(tree, index, head));
            }
        }
    }
    found.into_values().collect()
}

/// Proper nouns outside names that are the surname of somebody named in full elsewhere in the article.
fn surnames(document: &Document, index: usize) -> Vec<usize> {
    let sentence = &document.sentences[index];
    let known = |form: &str| {
        document.sentences.iter().any(|s| {
            s.names.iter().any(|n| {
                n.kind == NameKind::Per && n.words.end - n.words.start > 1 && s.words[n.words.end - 1].form == form
            })
        })
    };
    (0..sentence.words.len())
        .filter(|&w| {
            matches!(sentence.words[w].upos, Upos::PROPN | Upos::NOUN)
                && sentence.words[w].form.starts_with(char::is_uppercase)
        })
        .filter(|&w| !sentence.names.iter().any(|n| n.words.contains(w)))
        .filter(|&w| sentence.words[w].form.len() > 2 && known(&sentence.words[w].form))
        .collect()
}

fn named(document: &Document, sentence: usize, mut words: Vec<usize>, kind: NameKind) -> Mention {
    let all = &document.sentences[sentence].words;
    let keep = |&word: &usize| {
        !matches!(all[word].upos, Upos::ADP | Upos::CCONJ | Upos::PUNCT)
            && all[word].xpos != "POS"
            && !(all[word].upos == Upos::DET && all[word].form.eq_ignore_ascii_case("the"))
    };
    if words.iter().any(keep) {
        while words.len() > 1 && !keep(&words[0]) {
            words.remove(0);
        }
        while words.len() > 1 && !keep(&words[words.len() - 1]) {
            words.pop();
        }
    }
    let head = words.iter().copied().find(|&w| all[w].head.is_none_or(|h| !words.contains(&h))).unwrap_or(words[0]);
    plain(document, sentence, head, words, Form::Name(kind))
}

fn plain(document: &Document, sentence: usize, head: usize, words: Vec<usize>, form: Form) -> Mention {
    let word = &document.sentences[sentence].words[head];
    let plural = matches!(word.xpos.as_str(), "NNS" | "NNPS")
        || matches!(word.form.to_lowercase().as_str(), "they" | "them" | "their" | "we" | "us" | "our");
    Mention {
        sentence,
        head,
        text: text(document, sentence, &words),
        lemma: word.lemma.to_lowercase(),
        words,
        form,
        plural,
        doubtful: false,
        link: None,
        entity: None,
    }
}

/// The words as written, with the spaces of the text inside and none before a skipped gap but one.
pub fn text(document: &Document, sentence: usize, words: &[usize]) -> String {
    let all = &document.sentences[sentence].words;
    let words = &with_brackets(all, words);
    let mut text = String::new();
    for (place, &word) in words.iter().enumerate() {
        text.push_str(&all[word].form);
        // Between words that do not follow each other stands one blank, whatever was left out.
        if let Some(&next) = words.get(place + 1)
            && (all[word].space_after
                || next != word + 1 && !matches!(all[next].form.as_str(), "," | ";" | ":" | "." | ")"))
        {
            text.push(' ');
        }
    }
    text
}

/// The words and the brackets in the middle of one of them: "[e]ndless", where the writer has changed a letter.
fn with_brackets(all: &[Word], words: &[usize]) -> Vec<usize> {
    let mut whole = words.to_vec();
    for &word in words.iter().filter(|&&word| word > 1) {
        let glued = all[word - 1].form == "]" && !all[word - 1].space_after;
        let open = (word.saturating_sub(4)..word - 1).rev().find(|&at| all[at].form == "[");
        if let Some(open) = open.filter(|_| glued && all[word].form.starts_with(char::is_alphabetic)) {
            whole.extend(open..word);
        }
    }
    whole.sort_unstable();
    whole.dedup();
    whole
}

/// Most words of a description that is a name.
pub(super) const LONGEST: usize = 12;

/// The wordings of a description, the best for a name first: whole unless that is long, without its clauses unless that is long
/// too, and without what follows the head but its of-phrase; no determiner, no owner who is a pronoun.
pub fn wordings(mention: &Mention, document: &Document, trees: &[Tree]) -> Vec<String> {
    let tree = &trees[mention.sentence];
    let bare = |words: &[usize]| -> Vec<usize> {
        let drop = |&word: &usize| {
            (tree.is(word, &["det"])
                && matches!(
                    tree.lower(word).as_str(),
                    "the" | "a" | "an" | "this" | "that" | "these" | "those" | "any" | "some"
                ))
                || matches!(tree.words[word].xpos.as_str(), "PRP$" | "WP$")
        };
        let start = words.iter().position(|word| !drop(word)).unwrap_or(0);
        words[start..].to_vec()
    };
    let core: Vec<usize> = mention
        .words
        .iter()
        .copied()
        .filter(|&word| word <= mention.head || within_of_phrase(tree, mention.head, word))
        .collect();
    let inside = |&word: &usize| {
        let up = std::iter::successors(Some(word), |&at| tree.words[at].head.filter(|_| at != mention.head));
        up.take(tree.words.len()).any(|at| at != mention.head && tree.is(at, &["acl", "advcl"]))
    };
    let phrase: Vec<usize> = mention.words.iter().copied().filter(|word| !inside(word)).collect();
    let (core, phrase, whole) = (bare(&core), bare(&phrase), bare(&mention.words));
    // "8% of patients receiving it" are not 8% of patients.
    let counts = matches!(tree.upos(mention.head), Upos::SYM | Upos::NUM)
        || matches!(mention.lemma.as_str(), "percent" | "all" | "people");
    let longest = if counts { LONGEST + 6 } else { LONGEST };
    let ordered = match whole.len() {
        length if length <= longest => [whole, core, phrase],
        _ if phrase.len() <= LONGEST + 6 => [phrase, core, whole],
        _ => [core, phrase, whole],
    };
    ordered.iter().chain([&mention.words]).map(|words| text(document, mention.sentence, words)).collect()
}

fn within_of_phrase(tree: &Tree, head: usize, word: usize) -> bool {
    tree.with(head, &["nmod"]).any(|n| n > head && tree.preposition(n) == "of" && tree.dominates(n, word))
}
