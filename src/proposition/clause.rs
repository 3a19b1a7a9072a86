//! The arguments of a predicate.

use super::cue::is_cue;
use super::phrase;
use super::{Argument, Tree};
use crate::document::{NameKind, Sentence, Upos};
use crate::lexicon;

/// A prepositional or bare complement.
#[derive(Clone, Debug)]
pub struct Oblique {
    /// Its preposition in lower case; empty for a bare one.
    pub preposition: String,
    /// The words of the preposition.
    pub case: Vec<usize>,
    /// Head of the phrase.
    pub head: usize,
}

/// What a predicate has beside its subject.
#[derive(Clone, Debug, Default)]
pub struct Complements {
    /// Direct objects (heads; the first of a coordination).
    pub object: Option<usize>,
    /// Indirect object.
    pub indirect: Option<usize>,
    /// Agent of a passive.
    pub agent: Option<usize>,
    /// Other obliques, in order.
    pub obliques: Vec<Oblique>,
    /// Heads of temporal adjuncts.
    pub times: Vec<usize>,
    /// How often: "twice".
    pub frequency: Option<usize>,
}

impl Complements {
    /// Reads the complements of `head`.
    pub fn read(tree: &Tree, sentence: &Sentence, head: usize) -> Self {
        let mut found = Self::default();
        let mut nested = Vec::new();
        for &child in tree.children(head) {
            let relation = tree.words[child].deprel.as_str();
            match tree.words[child].relation() {
                // Two objects: the first is who gets the second.
                "obj" => {
                    found.indirect = found.indirect.or(found.object);
                    found.object = Some(child);
                }
                "iobj" => found.indirect = Some(child),
                "obl" | "nmod" if is_connective(tree, child) => {}
                // "not proved at all", "the biggest of all"
                "obl" | "nmod"
                    if tree.lower(child) == "all"
                        && matches!(tree.preposition(child).as_str(), "at" | "of")
                        && tree.children(child).len() == 1 => {}
                // "self-financed"
                "obl" | "nmod" if tree.lower(child) == "self" => {}
                // "for his part"
                "obl" | "nmod"
                    if tree.lower(child) == "part"
                        && tree.preposition(child) == "for"
                        && tree.has(child, &["nmod:poss"]) => {}
                // "for them to feed on": the object of the preposition stands elsewhere.
                "obl" if tree.upos(child) == Upos::ADP => {}
                // "protects systems, including for hospitals": an example of what was not said.
                "obl" if tree.preposition(child).starts_with("including ") => {}
                "obl" if is_fronted(tree, head, child) => {}
                // "worked for Acme for more than ten years"
                "obl" if is_duration(tree, child) => found.times.push(child),
                "obl" | "nmod" => {
                    let preposition = tree.preposition(child);
                    // "became champion five times"
                    let times = tree.lower(child) == "times" && preposition.is_empty();
                    if times && tree.has(child, &["nummod", "amod", "det"]) {
                        found.frequency = Some(child);
                    } else if is_time(sentence, tree, child) {
                        found.times.push(child);
                    } else if relation == "obl:agent" {
                        found.agent = Some(child);
                    } else if !(is_source(tree, child) || preposition.is_empty() && tree.is(child, &["nmod"])) {
                        found.obliques.push(complex(tree, child).unwrap_or(Oblique {
                            preposition,
                            case: tree.case(child),
                            head: child,
                        }));
                    }
                }
                "advmod" if is_time(sentence, tree, child) => found.times.push(child),
                // "was once covered": formerly.
                "advmod" if tree.lower(child) == "once" && child < head => {}
                "advmod" if matches!(tree.lower(child).as_str(), "once" | "twice" | "thrice" | "repeatedly") => {
                    found.frequency = Some(child);
                }
                _ => {}
            }
            // "Germany on Monday banned", "a press conference Thursday": the parser may hang the time on a noun beside.
            // "according to reports on Friday" is when they came.
            // "raised it since its launch in 2010", "apologised for the loss of the game on Sunday": of the launch and the game.
            let own = !matches!(
                tree.preposition(child).as_str(),
                "since" | "after" | "before" | "until" | "following" | "for" | "about" | "over" | "despite"
            );
            if matches!(tree.words[child].relation(), "nsubj" | "obj" | "obl") && !is_source(tree, child) {
                // "a week after the attack"
                let dated = |&time: &usize| {
                    (own || time < child)
                        && is_time(sentence, tree, time)
                        && !matches!(tree.preposition(time).as_str(), "of" | "from")
                };
                nested.extend(tree.with(child, &["nmod"]).filter(dated).filter(|&t| !tree.is(t, &["nmod:poss"])));
            }
        }
        // "Roe (1814–1854) was a senator": what stands in brackets tells of the phrase before them.
        let bracketed = |word: usize| {
            let bracket =
                tree.words[..word].iter().rev().find(|word| matches!(word.form.as_str(), "(" | ")" | "[" | "]"));
            bracket.is_some_and(|bracket| matches!(bracket.form.as_str(), "(" | "["))
        };
        // "rose from 117 in 2003", "was 9 against 6 last year": the time is the other's.
        let compared = |time: usize| {
            let first = super::phrase::first_of(tree, time);
            let before = (0..first).rev().find(|&word| tree.upos(word) != Upos::PUNCT);
            let above =
                |word: usize| std::iter::successors(Some(word), |&at| tree.words[at].head.filter(|&up| up != head));
            before.is_some_and(|before| {
                above(before).take(tree.words.len()).any(|phrase| {
                    // "according to officials on Thursday"
                    before + 1 == first && is_source(tree, phrase) && tree.words[phrase].head == Some(head)
                        || before + 1 == first && matches!(tree.preposition(phrase).as_str(), "since" | "until")
                        || matches!(tree.preposition(phrase).as_str(), "from" | "against" | "than")
                            && (tree.upos(phrase) == Upos::NUM || tree.has(phrase, &["nummod"]))
                            && !is_time(sentence, tree, phrase)
                })
            })
        };
        found.times.retain(|&time| !compared(time));
        if !bracketed(head) {
            found.times.retain(|&time| !bracketed(time));
            nested.retain(|&time| !bracketed(time));
        }
        // "After an attack in 2015, it was proposed in 2016": the verb's own time comes first. "Follows another attempt in
        // April": that one was in April.
        if !is_cue(tree.lemma(head), "other-time") {
            found.times.extend(nested);
        }
        found
    }
}

/// "Of equal concern, it would …", "For many people, it has become …": what stands before the clause is no argument of its verb.
fn is_fronted(tree: &Tree, verb: usize, phrase: usize) -> bool {
    let subject = tree.with(verb, &["nsubj", "nsubj:pass", "expl"]).next();
    let wide = || {
        is_cue(&tree.lower(phrase), "fronted-of")
            || tree.with(phrase, &["det", "amod"]).any(|word| is_cue(&tree.lower(word), "fronted-of"))
    };
    let asks = matches!(tree.words[phrase].xpos.as_str(), "WDT" | "WP");
    subject.is_some_and(|subject| phrase < subject)
        && !asks
        && match tree.preposition(phrase).as_str() {
            "of" => true,
            "for" => wide(),
            _ => false,
        }
}

/// "in addition", "for example", "in this way": connects the clause with what was said before, and is no argument.
pub fn is_connective(tree: &Tree, word: usize) -> bool {
    let (preposition, noun) = (tree.preposition(word), tree.lower(word));
    if preposition == "en" || preposition == "with" && noun == "view" {
        return true;
    }
    // "in addition to needing it", "at different times"
    let occasion = matches!(noun.as_str(), "time" | "times") && preposition == "at";
    if preposition == "in" && noun == "addition" || occasion && !tree.has(word, &["nmod", "acl", "nmod:poss"]) {
        return true;
    }
    if tree.has(word, &["nmod", "acl", "nummod", "amod", "nmod:poss"]) {
        return false;
    }
    // "between $5 and $7 billion", "by no later than 2050", "for as long as"
    let measures = matches!(tree.upos(word), Upos::NUM | Upos::SYM) && preposition == "between";
    if measures || tree.upos(word) != Upos::NOUN && matches!(noun.as_str(), "long" | "later" | "earlier") {
        return true;
    }
    let bare = !tree.has(word, &["det", "compound"]);
    let with_this = tree.with(word, &["det"]).all(|det| matches!(tree.lemma(det), "this" | "that" | "the" | "any"));
    match preposition.as_str() {
        "in" if bare => is_cue(&noun, "in-connective"),
        "for" if bare && matches!(noun.as_str(), "example" | "instance" | "once") => true,
        "as" if noun == "part" => !tree.has(word, &["amod", "nmod:poss"]),
        "as" if bare => noun == "such",
        // "side by side"
        "" if noun == "side" => tree.with(word, &["nmod"]).any(|side| tree.lemma(side) == "side"),
        "at" if bare => matches!(noun.as_str(), "least" | "most" | "first" | "last" | "once"),
        "of" | "by" | "on" if bare => matches!(noun.as_str(), "course" | "contrast" | "average" | "comparison"),
        "in" if with_this => is_cue(&noun, "in-this"),
        "for" => matches!(noun.as_str(), "time" | "while" | "now" | "moment" | "good" | "long"),
        // "prohibits all flights, with the exception of …"
        "with" if with_this => noun == "exception",
        "at" | "to" if with_this => matches!(noun.as_str(), "time" | "moment" | "end" | "point"),
        _ => false,
    }
}

/// "in the wake of X" is one preposition before X.
fn complex(tree: &Tree, head: usize) -> Option<Oblique> {
    let outer = tree.preposition(head);
    let inner = tree.with(head, &["nmod"]).find(|&n| !tree.preposition(n).is_empty())?;
    if !is_cue(&tree.lower(head), "complex-noun") || !matches!(outer.as_str(), "in" | "on" | "as") {
        return None;
    }
    let mut case = tree.case(head);
    case.extend(tree.with(head, &["det"]));
    case.push(head);
    case.extend(tree.case(inner));
    case.sort_unstable();
    let preposition = case.iter().map(|&word| tree.lower(word)).collect::<Vec<_>>().join(" ");
    Some(Oblique { preposition, case, head: inner })
}

/// Whether the phrase says where: a local preposition and a place.
pub fn is_place(sentence: &Sentence, tree: &Tree, oblique: &Oblique) -> bool {
    is_cue(&oblique.preposition.replace(' ', "_"), "local")
        && (name_kind(sentence, oblique.head) == Some(NameKind::Loc)
            || lexicon::NOUNS.get(tree.lemma(oblique.head)).is_some_and(|senses| senses.starts_with("location")))
}

/// The kind of the name that covers the word.
pub fn name_kind(sentence: &Sentence, word: usize) -> Option<NameKind> {
    sentence.names.iter().find(|name| name.words.contains(word)).map(|name| name.kind)
}

/// "according to X" and the like tell who says it, they are no arguments.
pub fn is_source(tree: &Tree, oblique: usize) -> bool {
    // "according to how they fare"
    let asks = matches!(tree.words[oblique].xpos.as_str(), "WRB" | "WP");
    if asks || is_cue(&tree.lemma(oblique).to_lowercase(), "norm") {
        return false;
    }
    let named = tree.upos(oblique) == Upos::PROPN
        || is_cue(tree.lemma(oblique), "document")
        || matches!(tree.lemma(oblique), "number" | "figure" | "official");
    let preposition = tree.preposition(oblique);
    matches!(preposition.as_str(), "according to" | "accord to")
        || named && matches!(preposition.as_str(), "per" | "as per")
        // "by the police's report", ", by reports,"
        || preposition == "by"
            && matches!(tree.lemma(oblique), "report" | "account" | "estimate" | "admission")
            && !tree.is(oblique, &["obl:agent"])
        || tree.with(oblique, &["case"]).any(|case| tree.lemma(case) == "accord" || tree.lower(case) == "according")
}

/// Whether a lemma in lower case names a day, a month or a stretch of time.
fn is_time_word(lemma: &str) -> bool {
    lexicon::WEEKDAYS.contains(&lemma) || lexicon::MONTHS.contains(&lemma) || is_cue(lemma, "time-word")
}

/// "for ten years": how long.
fn is_duration(tree: &Tree, head: usize) -> bool {
    let unit = matches!(tree.lemma(head), "minute" | "hour" | "day" | "week" | "month" | "year" | "decade" | "century");
    let counted = tree.has(head, &["nummod"])
        || tree.children(head).iter().all(|&child| tree.is(child, &["case", "punct", "amod"]));
    unit && counted && tree.preposition(head) == "for"
}

/// Whether the phrase with this head says when.
pub fn is_time(sentence: &Sentence, tree: &Tree, head: usize) -> bool {
    if matches!(
        tree.lemma(head),
        "number" | "couple" | "handful" | "few" | "end" | "start" | "beginning" | "middle" | "eve" | "rest" | "course"
    ) && let Some(whole) = tree.with(head, &["nmod"]).find(|&n| tree.preposition(n) == "of")
    {
        return is_time(sentence, tree, whole);
    }
    let lemma = tree.lemma(head).to_lowercase();
    let preposition = tree.preposition(head);
    // "told Today" is the programme; "the order of the day" is no day.
    let programme = tree.words[head].form == "Today" && head > 0 && tree.upos(head - 1) == Upos::VERB;
    let order = |noun: usize| matches!(tree.lemma(noun), "order" | "topic" | "dish" | "word" | "talk" | "man" | "hero");
    let idiom = lemma == "day" && preposition == "of" && tree.words[head].head.is_some_and(order);
    if programme || idiom && !tree.has(head, &["amod", "nmod", "acl"]) {
        return false;
    }
    // "yesterday's march"
    if matches!(tree.words[head].form.as_str(), "march" | "marches") {
        return false;
    }
    // "since then"
    if tree.upos(head) == Upos::ADV && matches!(lemma.as_str(), "then" | "now") {
        return true;
    }
    let unit = |word: usize| {
        matches!(
            tree.lemma(word),
            "second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "decade" | "century"
        )
    };
    // "two weeks ago" says when, "three days" alone says how long, or how long before.
    if matches!(lemma.as_str(), "ago" | "earlier" | "later") && tree.children(head).iter().any(|&child| unit(child)) {
        return true;
    }
    let said_when = |word: usize| {
        matches!(tree.lower(word).as_str(), "ago" | "last" | "next" | "past" | "previous" | "first" | "recent")
    };
    if unit(head) && tree.has(head, &["nummod"]) && !tree.children(head).iter().any(|&child| said_when(child)) {
        return false;
    }
    if lemma == "date" && preposition == "to" {
        return true;
    }
    if name_kind(sentence, head) == Some(NameKind::Time) && tree.is_nominal(head) {
        return true;
    }
    if tree.upos(head) == Upos::ADV {
        return is_time_word(&lemma);
    }
    // "was renamed this season"
    let which = |word: usize| matches!(tree.lower(word).as_str(), "this" | "last" | "next" | "each" | "every");
    if lemma == "season" && preposition.is_empty() && tree.with(head, &["det", "amod"]).any(which) {
        return true;
    }
    let temporal_preposition = matches!(
        preposition.as_str(),
        "" | "in"
            | "on"
            | "since"
            | "by"
            | "until"
            | "during"
            | "before"
            | "after"
            | "at"
            | "from"
            | "over"
            | "within"
            | "between"
            | "throughout"
            | "of"
    );
    let date = is_year(&lemma) || (is_time_word(&lemma) && tree.is_nominal(head));
    let part_of_day = matches!(
        lemma.as_str(),
        "morning" | "afternoon" | "evening" | "midnight" | "noon" | "spring" | "summer" | "autumn" | "winter"
    );
    temporal_preposition && (date || part_of_day) && !(lemma == "may" && tree.upos(head) == Upos::AUX)
}

/// Four digits that are a year.
pub fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1500..2100).contains(&year))
}

/// The phrase of a temporal adjunct: with its preposition ("since 2014"), without relative clauses.
pub fn time_phrase(tree: &Tree, sentence: usize, head: usize) -> Argument {
    let mut argument = phrase::noun_phrase(tree, sentence, head);
    argument.words.extend(tree.case(head));
    // "between 2004 and 2008"
    if tree.preposition(head) == "between" {
        argument.words.extend(tree.with(head, &["conj"]).flat_map(|end| tree.subtree(end)));
    }
    argument.words.sort_unstable();
    argument
}

/// "led to the minister being stranded", "refers to how widely it spread": the preposition right behind a verb and the
/// clause, with a subject of its own, that it governs.
pub(super) fn governed_clause(tree: &Tree, verb: usize) -> Option<(usize, usize)> {
    tree.with(verb, &["advcl"]).find_map(|clause| {
        let mark = tree.first(clause, &["mark"]).filter(|&mark| mark == verb + 1)?;
        let governs = matches!(
            tree.lower(mark).as_str(),
            "to" | "in" | "on" | "at" | "from" | "of" | "about" | "into" | "against" | "upon" | "over"
        );
        let own = tree.has(clause, &["nsubj", "nsubj:pass"]);
        (governs && own).then_some((mark, clause))
    })
}
