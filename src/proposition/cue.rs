//! What words do to the clause around or below them; the lists are the `.tsv` files beside this one.

use crate::lexicon::{VERBS, WordClasses};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a predicate or a noun does to the clause that it embeds (`predicates.tsv` explains each).
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Embedding {
    Say,
    Allege,
    Deny,
    Show,
    Know,
    Believe,
    Doubt,
    Ask,
    Direct,
    Intend,
    Seem,
    Achieve,
    Fail,
    Prevent,
}

impl Embedding {
    const NAMES: [(&'static str, Self); 14] = [
        ("say", Self::Say),
        ("allege", Self::Allege),
        ("deny", Self::Deny),
        ("show", Self::Show),
        ("know", Self::Know),
        ("believe", Self::Believe),
        ("doubt", Self::Doubt),
        ("ask", Self::Ask),
        ("direct", Self::Direct),
        ("intend", Self::Intend),
        ("seem", Self::Seem),
        ("achieve", Self::Achieve),
        ("fail", Self::Fail),
        ("prevent", Self::Prevent),
    ];

    /// Whether the words below are somebody's: speech, writing or evidence.
    pub fn is_speech(self) -> bool {
        matches!(self, Self::Say | Self::Allege | Self::Deny | Self::Show | Self::Ask | Self::Direct)
    }

    /// Whether the content is attributed to the subject: speech and thought.
    pub fn has_voice(self) -> bool {
        self.is_speech() || matches!(self, Self::Believe | Self::Doubt)
    }
}

type Classes = HashMap<&'static str, Vec<Embedding>>;

fn classes(table: &'static str) -> Classes {
    let mut found = Classes::new();
    for (name, words) in rows(table) {
        let class = Embedding::NAMES.iter().find(|(known, _)| *known == name).expect("a class of Embedding").1;
        for word in words.split(' ') {
            found.entry(word).or_default().push(class);
        }
    }
    found
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

static PREDICATES: LazyLock<Classes> = LazyLock::new(|| classes(include_str!("predicates.tsv")));
static CONTENT_NOUNS: LazyLock<Classes> = LazyLock::new(|| classes(include_str!("content_nouns.tsv")));
static CUES: LazyLock<WordClasses> = LazyLock::new(|| WordClasses::read(include_str!("cues.tsv")));

const FINITE: [Embedding; 14] = {
    use Embedding::*;
    [Say, Deny, Allege, Show, Know, Believe, Doubt, Ask, Direct, Intend, Seem, Achieve, Fail, Prevent]
};

const INFINITIVE: [Embedding; 14] = {
    use Embedding::*;
    [Fail, Prevent, Achieve, Direct, Seem, Intend, Allege, Believe, Say, Deny, Show, Know, Doubt, Ask]
};

fn choose(classes: Option<&Vec<Embedding>>, order: &[Embedding]) -> Option<Embedding> {
    let classes = classes?;
    order.iter().copied().find(|class| classes.contains(class))
}

/// What a verb does to a finite clause below it. A verb that is in no list goes by its WordNet class: verbs of
/// communication say, verbs of cognition believe.
pub fn finite(lemma: &str) -> Option<Embedding> {
    choose(PREDICATES.get(lemma), &FINITE).or_else(|| {
        let class = VERBS.get(lemma)?;
        if class.starts_with("communication") {
            Some(Embedding::Say)
        } else if class.starts_with("cognition") {
            Some(Embedding::Believe)
        } else {
            None
        }
    })
}

/// Whether the verb is listed as one of saying.
pub fn says(lemma: &str) -> bool {
    PREDICATES.get(lemma).is_some_and(|classes| classes.contains(&Embedding::Say))
}

/// Whether a finite clause below the verb is what its subject says, thinks, knows or promises.
pub fn attributes(lemma: &str) -> bool {
    let known = finite(lemma).is_some_and(|class| class.has_voice() || class == Embedding::Know);
    known || VERBS.get(lemma).is_some_and(|class| class.starts_with("communication") || class.starts_with("cognition"))
}

/// What a verb does to an infinitive or gerund below it.
pub fn infinitive(lemma: &str) -> Option<Embedding> {
    choose(PREDICATES.get(lemma), &INFINITIVE)
}

/// What a noun does to the clause that spells it out.
pub fn content_noun(lemma: &str) -> Option<Embedding> {
    choose(CONTENT_NOUNS.get(lemma), &FINITE)
}

/// Whether a word, in lower case, is in the list of that value: `probable`, `possible`, `negative`, `modal-possible`, ….
pub fn is_cue(word: &str, value: &str) -> bool {
    CUES.has(value, word)
}

/// Whether a verb, by its lemma, reports somebody's words: "say", "deny".
pub fn is_saying(lemma: &str) -> bool {
    matches!(finite(lemma), Some(Embedding::Say | Embedding::Deny | Embedding::Allege))
}

/// Whether a noun says what sort of body a name names: "department", "office".
pub fn is_body_sort(noun: &str) -> bool {
    is_cue(noun, "body-sort")
}

/// "recognise X as Y", "regard X as Y": without the second, nothing is said.
pub fn is_taking_for(lemma: &str) -> bool {
    is_cue(lemma, "takes-for")
}

/// Whether a verb, by its lemma, gives its object a name: "call".
pub fn is_naming(lemma: &str) -> bool {
    is_cue(lemma, "names")
}

/// Whether a number alone says whom or how much a verb, by its lemma, is about: "killed 20".
pub fn takes_numbers(lemma: &str) -> bool {
    is_cue(lemma, "takes-numbers")
}

/// Whether a noun says how many or how much, by its lemma, and not of what: "half", "number".
pub fn is_uncounted(lemma: &str) -> bool {
    is_cue(lemma, "uncounted")
}
