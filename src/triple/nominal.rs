//! Facts without a verb of their own: appositions, titles and possessors, with "is", "is in" and "has" supplied.

use super::fact::Fact;
use super::feature::length;
use super::phrase;
use super::text::{Piece, Text, text};
use crate::document::{Name, NameKind, Upos};
use crate::proposition::Tree;

const BRACKETS: [&str; 8] = ["(", ")", "[", "]", "-LRB-", "-RRB-", "-LSB-", "-RSB-"];

/// The supplied facts of a sentence.
pub(super) fn facts(tree: &Tree, names: &[Name], found: &mut Vec<Fact>) {
    for word in 0..tree.words.len() {
        let Some(head) = tree.words[word].head else { continue };
        if tree.is(word, &["appos"]) && tree.is_nominal(head) {
            apposition(tree, names, head, word, found);
        }
        if tree.is(word, &["nmod:poss"]) && tree.upos(word) != Upos::PRON {
            let thing = phrase::short(tree, head).into_iter().filter(|w| *w > word && !tree.dominates(word, *w));
            push(tree, found, owner(tree, word), "has", text(thing), "kind:possessive");
        }
        if tree.is(word, &["nmod"]) && tree.preposition(word) == "of" && tree.upos(word) == Upos::PROPN {
            let first = tree.case(word)[0];
            let thing = phrase::short(tree, head).into_iter().filter(|&w| w < first);
            push(tree, found, text(phrase::short(tree, word)), "has", text(thing), "kind:of");
        }
    }
    for name in names.iter().filter(|name| name.kind == NameKind::Per) {
        title(tree, name, found);
    }
}

fn name_of(names: &[Name], word: usize) -> Option<&Name> {
    names.iter().find(|name| name.words.contains(word))
}

/// "X, the head of Y": X is the head of Y; "Hoboken, New Jersey": it is in New Jersey.
fn apposition(tree: &Tree, names: &[Name], head: usize, word: usize, found: &mut Vec<Fact>) {
    let (first, second) = (name_of(names, head), name_of(names, word));
    let kind = |name: Option<&Name>| name.map(|name| name.kind);
    let (one, other) = (text(phrase::short(tree, head)), text(phrase::short(tree, word)));
    if kind(first) == Some(NameKind::Loc) && kind(second) == Some(NameKind::Loc) {
        push(tree, found, one, "is in", other, "kind:place in place");
    } else if second.is_some() && first.is_none() {
        push(tree, found, other, "is", one, "kind:named apposition");
    } else if first.is_some() {
        push(tree, found, one, "is", other, "kind:apposition of a name");
    } else {
        push(tree, found, one, "is", other, "kind:apposition");
    }
}

/// "President Bush": Bush is President; "biographer Andrew Boyle".
fn title(tree: &Tree, name: &Name, found: &mut Vec<Fact>) {
    let Some(before) = name.words.start.checked_sub(1) else { return };
    let inside = |word: usize| name.words.contains(word);
    let Some(head) = name.words.iter().find(|&word| tree.words[word].head.is_none_or(|above| !inside(above))) else {
        return;
    };
    let role = tree.path_up(before).take_while(|&word| word != head).last().filter(|&role| {
        tree.words[role].head == Some(head)
            && !tree.is(role, &["case", "det", "punct", "nmod:poss", "cc", "mark", "amod"])
    });
    let above = tree.words[head].head.filter(|&above| above == before && tree.is(head, &["flat", "appos", "nmod"]));
    let Some(role) = role.or(above) else { return };
    let courtesy =
        matches!(tree.lower(before).as_str(), "mr." | "mrs." | "ms." | "mr" | "mrs" | "ms" | "miss" | "st." | "sir");
    if courtesy || !matches!(tree.upos(role), Upos::NOUN | Upos::PROPN) {
        return;
    }
    let whole = if tree.dominates(head, role) { head } else { role };
    let words: Vec<usize> = phrase::short(tree, whole).into_iter().filter(|&word| word < name.words.start).collect();
    let own = phrase::short(tree, head).into_iter().filter(|&word| inside(word));
    push(tree, found, text(own), "is", text(words), "kind:title");
}

/// The owner without its "'s".
fn owner(tree: &Tree, word: usize) -> Text {
    text(
        phrase::short(tree, word)
            .into_iter()
            .filter(|&w| tree.words[w].xpos != "POS" || tree.words[w].head != Some(word)),
    )
}

fn push(tree: &Tree, found: &mut Vec<Fact>, subject: Text, relation: &'static str, object: Text, kind: &str) {
    let (subject, object) = (unbracketed(tree, subject), unbracketed(tree, object));
    let plural = matches!(subject.last(), Some(Piece::Word(last)) if tree.words[*last].xpos.ends_with("NS"));
    let relation = match relation {
        "has" if plural => "have",
        "is" if plural => "are",
        other => other,
    };
    let features = vec![
        kind.to_owned(),
        "supplied".to_owned(),
        format!("supplied object length:{}", length(object.len())),
        format!("supplied subject length:{}", length(subject.len())),
        format!("{kind} of {}", first_tag(tree, &subject)),
        format!("{kind} is {}", first_tag(tree, &object)),
    ];
    found.push(Fact { subject, relation: vec![Piece::Supplied(relation)], object, args: Vec::new(), features });
}

fn unbracketed(tree: &Tree, text: Text) -> Text {
    let bracket =
        |piece: &Piece| matches!(piece, Piece::Word(word) if BRACKETS.contains(&tree.words[*word].form.as_str()));
    text.into_iter().filter(|piece| !bracket(piece)).collect()
}

/// The tag of the phrase's last word, which mostly is its head.
fn first_tag(tree: &Tree, text: &Text) -> &'static str {
    match text.last() {
        Some(Piece::Word(word)) => tree.upos(*word).name(),
        _ => "",
    }
}
