//! Pronouns, by agreement and salience.

use super::{Clusters, EntityType, Form, Mention};
use crate::document::{Document, NameKind};
use crate::lexicon;
use crate::proposition::{Quotes, Tree, is_role};

/// How far back an antecedent may be, in sentences.
const REACH: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Man,
    Woman,
    Thing,
    Several,
    Speaker,
}

fn wanted(word: &str) -> Option<Wanted> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Wanted::Man,
        "she" | "her" | "hers" | "herself" => Wanted::Woman,
        "it" | "its" | "itself" => Wanted::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => Wanted::Several,
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => Wanted::Speaker,
        _ => return None,
    })
}

/// Unites pronouns with their antecedents, in the order of the text.
pub fn unite(document: &Document, trees: &[Tree], quotes: &Quotes, clusters: &mut Clusters) {
    for number in 0..clusters.mentions.len() {
        let mention = &clusters.mentions[number];
        if mention.form != Form::Pronoun {
            continue;
        }
        let word = trees[mention.sentence].lower(mention.head);
        let Some(wanted) = wanted(&word) else { continue };
        let found = match wanted {
            Wanted::Speaker => speaker(quotes, clusters, mention),
            _ => antecedent(document, trees, quotes, clusters, number, wanted),
        };
        if let Some(antecedent) = found {
            clusters.unite(antecedent, number);
        } else if wanted == Wanted::Speaker {
            // The same unnamed speaker throughout the article.
            let earlier = (0..number).find(|&m| {
                clusters.mentions[m].form == Form::Pronoun
                    && same_speaker(&clusters.mentions[m], &word)
                    && clusters.root(m) == m
            });
            if let Some(earlier) = earlier {
                clusters.unite(earlier, number);
            }
        }
    }
}

fn same_speaker(mention: &Mention, word: &str) -> bool {
    let singular = |w: &str| matches!(w, "i" | "me" | "my" | "mine" | "myself");
    let text = mention.text.to_lowercase();
    wanted(&text) == Some(Wanted::Speaker) && singular(&text) == singular(word)
}

/// "I" and "we" in a quotation are who speaks; the group that "we" may be has no mention of its own.
fn speaker(quotes: &Quotes, clusters: &Clusters, mention: &Mention) -> Option<usize> {
    let quote = quotes.at(mention.sentence, mention.head)?;
    let source = quotes.voice(quote).source.as_ref()?;
    clusters.at(source.sentence, source.head)
}

fn antecedent(
    document: &Document,
    trees: &[Tree],
    quotes: &Quotes,
    clusters: &Clusters,
    number: usize,
    wanted: Wanted,
) -> Option<usize> {
    let pronoun = &clusters.mentions[number];
    let tree = &trees[pronoun.sentence];
    let form = tree.lower(pronoun.head);
    if form.contains("sel") {
        return subject_of(tree, pronoun).and_then(|subject| clusters.at(pronoun.sentence, subject));
    }
    let speaker = quotes
        .at(pronoun.sentence, pronoun.head)
        .and_then(|quote| quotes.voice(quote).source.as_ref())
        .and_then(|source| clusters.at(source.sentence, source.head))
        .map(|source| clusters.root(source));
    // Whoever a quotation speaks of by name or as "she" is not who says it.
    let spoken = quotes.spoken_by(pronoun.sentence, pronoun.head);
    let inside = |m: &Mention| quotes.at(m.sentence, m.head).is_some_and(|quote| spoken.contains(&quote));
    let spoken_of: Vec<usize> = (0..clusters.mentions.len())
        .filter(|&m| inside(&clusters.mentions[m]) && clusters.mentions[m].form != Form::Pronoun)
        .map(|m| clusters.root(m))
        .collect();
    let mut best: Option<(i64, usize)> = None;
    for candidate in (0..clusters.mentions.len()).filter(|&c| c != number) {
        let other = &clusters.mentions[candidate];
        let before = (other.sentence, other.head) < (pronoun.sentence, pronoun.head);
        let cataphoric = !before
            && other.sentence == pronoun.sentence
            && matches!(other.form, Form::Name(_))
            && introduces(tree, pronoun.head, other.head);
        if !(before || cataphoric) || other.sentence + REACH < pronoun.sentence {
            continue;
        }
        if other.form == Form::Pronoun
            && clusters.root(candidate) == candidate
            && wanted_of(trees, other) != Some(wanted)
        {
            continue;
        }
        if inside(other) || spoken_of.contains(&clusters.root(candidate)) {
            continue;
        }
        if speaker == Some(clusters.root(candidate))
            || !agrees(document, clusters, candidate, wanted)
            || bound(trees, pronoun, other)
        {
            continue;
        }
        if wanted == Wanted::Thing
            && owns_a_role(tree, pronoun)
            && !matches!(clusters.kind(candidate), EntityType::Organization | EntityType::Place)
        {
            continue;
        }
        // "They" are rather people or things in the plural than a body.
        let several = if wanted == Wanted::Several { if other.plural { 25 } else { -15 } } else { 0 };
        let score = salience(trees, clusters, candidate, pronoun) + several;
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, candidate));
        }
    }
    best.filter(|(score, _)| *score > 0).map(|(_, candidate)| candidate)
}

/// "its head", "its spokesman": only a body has those.
fn owns_a_role(tree: &Tree, pronoun: &Mention) -> bool {
    tree.is(pronoun.head, &["nmod:poss"]) && tree.words[pronoun.head].head.is_some_and(|owned| is_role(tree, owned))
}

fn wanted_of(trees: &[Tree], mention: &Mention) -> Option<Wanted> {
    wanted(&trees[mention.sentence].lower(mention.head))
}

/// A pronoun in a fronted clause may point forward to the main clause's subject.
fn introduces(tree: &Tree, pronoun: usize, name: usize) -> bool {
    tree.is(name, &["nsubj"])
        && tree.words[name].head.is_some_and(|main| {
            tree.with(main, &["advcl"]).any(|clause| clause < name && tree.dominates(clause, pronoun))
        })
}

fn agrees(document: &Document, clusters: &Clusters, candidate: usize, wanted: Wanted) -> bool {
    let kind = clusters.kind(candidate);
    let mention = &clusters.mentions[candidate];
    match wanted {
        Wanted::Man | Wanted::Woman => {
            kind == EntityType::Person
                && !mention.plural
                && gender(document, clusters, candidate).is_none_or(|g| g == wanted)
        }
        Wanted::Thing => {
            !matches!(kind, EntityType::Person | EntityType::Group) && !mention.plural && mention.form != Form::Pronoun
                || mention.form == Form::Pronoun && matches!(mention.text.to_lowercase().as_str(), "it" | "its")
        }
        Wanted::Several => {
            mention.plural || matches!(kind, EntityType::Group | EntityType::Organization) || is_pair(document, mention)
        }
        Wanted::Speaker => false,
    }
}

/// Names joined by "and".
fn is_pair(document: &Document, mention: &Mention) -> bool {
    let words = &document.sentences[mention.sentence].words;
    words.iter().any(|word| word.head == Some(mention.head) && word.deprel == "conj")
}

/// The gender that a cluster's names, titles, nouns or pronouns show.
fn gender(document: &Document, clusters: &Clusters, mention: usize) -> Option<Wanted> {
    let root = clusters.root(mention);
    for member in clusters.members(root) {
        let mention = &clusters.mentions[member];
        match mention.form {
            Form::Pronoun => {
                if let found @ Some(Wanted::Man | Wanted::Woman) = wanted(&mention.text.to_lowercase()) {
                    return found;
                }
            }
            Form::Description => {
                if let Some(found) = noun_gender(&mention.lemma) {
                    return Some(found);
                }
            }
            Form::Name(NameKind::Per) => {
                let words = &document.sentences[mention.sentence].words;
                let before = mention.words[0].checked_sub(1).map(|w| words[w].form.to_lowercase());
                let title = before.as_deref().and_then(noun_gender);
                let given =
                    mention.text.split_whitespace().next().filter(|_| mention.words.len() > 1).map(str::to_lowercase);
                let by_name = given.and_then(|given| lexicon::GIVEN_NAMES.get(&given)).and_then(|sex| match sex {
                    "m" => Some(Wanted::Man),
                    "f" => Some(Wanted::Woman),
                    _ => None,
                });
                if let Some(found) = title.or(by_name) {
                    return Some(found);
                }
            }
            Form::Name(_) => {}
        }
    }
    None
}

fn noun_gender(noun: &str) -> Option<Wanted> {
    let woman = [
        "woman", "girl", "mother", "wife", "daughter", "sister", "queen", "actress", "princess", "mrs.", "ms.", "miss",
        "mrs", "ms", "fiancée", "widow", "aunt", "lady",
    ];
    let man = [
        "man", "boy", "father", "husband", "son", "brother", "king", "actor", "prince", "mr.", "mr", "sir", "uncle",
        "fiancé", "lord",
    ];
    if woman.contains(&noun) || noun.ends_with("woman") {
        Some(Wanted::Woman)
    } else if man.contains(&noun)
        || (noun.ends_with("man") && noun.len() > 5 && !matches!(noun, "human" | "german" | "woman"))
    {
        Some(Wanted::Man)
    } else {
        None
    }
}

/// The subject of the clause that the word stands in.
fn subject_of(tree: &Tree, pronoun: &Mention) -> Option<usize> {
    let mut at = tree.words[pronoun.head].head?;
    for _ in 0..6 {
        if let Some(subject) = tree.first(at, &["nsubj"]) {
            return Some(subject);
        }
        at = tree.words[at].head?;
    }
    None
}

/// Principle B: a pronoun and a co-argument of its predicate are two things; and a phrase does not contain itself.
fn bound(trees: &[Tree], pronoun: &Mention, other: &Mention) -> bool {
    if pronoun.sentence != other.sentence {
        return false;
    }
    let tree = &trees[pronoun.sentence];
    if tree.dominates(other.head, pronoun.head) {
        return true;
    }
    let possessive = tree.is(pronoun.head, &["nmod:poss"]);
    !possessive
        && tree.words[pronoun.head].head.is_some()
        && tree.words[pronoun.head].head == tree.words[other.head].head
}

fn salience(trees: &[Tree], clusters: &Clusters, candidate: usize, pronoun: &Mention) -> i64 {
    let other = &clusters.mentions[candidate];
    let tree = &trees[other.sentence];
    let distance = (pronoun.sentence - other.sentence) as i64;
    let role = if tree.is(other.head, &["nsubj"]) {
        80
    } else if tree.is(other.head, &["obj", "iobj", "obl:agent"]) {
        50
    } else if tree.is(other.head, &["nmod:poss"]) {
        35
    } else if tree.is(other.head, &["compound", "nmod:desc"]) {
        5
    } else {
        30
    };
    let form = match other.form {
        Form::Name(_) => 20,
        Form::Pronoun => 15,
        Form::Description => 5,
    };
    let parallel =
        i64::from(trees[pronoun.sentence].words[pronoun.head].relation() == tree.words[other.head].relation()) * 15;
    let near = if distance == 0 { (30 - (pronoun.head as i64 - other.head as i64).abs()).max(0) / 2 } else { 0 };
    let frequency = (clusters.members(clusters.root(candidate)).count() as i64).min(6) * 4;
    role + form + parallel + near + frequency - distance * 40
}
