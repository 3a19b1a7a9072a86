//! Names: one thing under its full name, its short names and its acronym.

use super::body::{FORMS, country, known_by};
use super::person::may_be_one;
use super::{Clusters, Form, Mention, is_listed};
use crate::document::{Document, NameKind};
use crate::lexicon;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Unites the names of one thing.
pub fn unite(document: &Document, clusters: &mut Clusters) {
    let names: Vec<usize> =
        (0..clusters.mentions.len()).filter(|&m| matches!(clusters.mentions[m].form, Form::Name(_))).collect();
    wordings(document, clusters, &names);
    acronyms(document, clusters, &names);
}

/// What must agree for two names to be the same: the words, or the country behind them; for bodies what they are known by ("U.S.
/// Navy", "United States Navy").
fn key(mention: &Mention) -> String {
    let text = &mention.text;
    let plain = text.replace(['’', '‘'], "'").replace('.', "").to_lowercase();
    match lexicon::PLACES.get(text).or_else(|| lexicon::PLACES.get(&text.replace('.', ""))) {
        Some(place) if place.starts_with("country") => place.to_owned(),
        _ if mention.form == Form::Name(NameKind::Org) && mention.words.len() > 1 => known_by(text).join(" "),
        _ => plain,
    }
}

/// Mentions under one wording are one thing, and a short name is who has it in full: "Sessions" is Jeff Sessions, "Mahan" Mahan
/// Air. Of several who have it (a family, a court and another court) it means the one named most, not whoever stands nearest;
/// these stay apart.
fn wordings(document: &Document, clusters: &mut Clusters, names: &[usize]) {
    let mut of_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &name in names {
        of_key.entry(key(&clusters.mentions[name])).or_default().push(name);
    }
    let mut wordings: Vec<Vec<usize>> = of_key.into_values().collect();
    let size = |clusters: &Clusters, name: usize| clusters.mentions[name].text.split_whitespace().count();
    // The longest first, so that what a short name may mean is known.
    wordings.sort_by_key(|mentions| (Reverse(size(clusters, mentions[0])), mentions[0]));
    for place in 0..wordings.len() {
        let longer: Vec<usize> = wordings[..place].iter().map(|mentions| mentions[0]).collect();
        let first = wordings[place][0];
        let long = |&&other: &&usize| {
            let another = is_introduced_as_owned(document, clusters, other) && first < other;
            !another && is_person_in_full(clusters, other, first)
        };
        let same = longer.iter().find(long).copied();
        for part in by_bearer(document, clusters, names, &wordings[place], &longer) {
            part.mentions.windows(2).for_each(|pair| clusters.unite(pair[0], pair[1]));
            if let Some(long) = same.or_else(|| most_named(clusters, &part.longer)) {
                clusters.unite(long, part.mentions[0]);
            }
        }
    }
}

/// Two full names of one person: "Joseph R. Biden, Jr." and "Joe Biden".
fn is_person_in_full(clusters: &Clusters, one: usize, other: usize) -> bool {
    let full = |name: usize| {
        let mention = &clusters.mentions[name];
        mention.form == Form::Name(NameKind::Per) && mention.text.contains(' ')
    };
    full(one) && full(other) && may_be_one(&clusters.mentions[one].text, &clusters.mentions[other].text)
}

/// Mentions under one wording, and the longer names that they may be short for.
struct Part {
    mentions: Vec<usize>,
    longer: Vec<usize>,
}

/// "Calder" the company is rather short for Calder Foods than for Ines Calder, however near she is: where a wording is short for
/// names of several kinds, each mention goes with those of its own.
fn by_bearer(
    document: &Document,
    clusters: &Clusters,
    names: &[usize],
    mentions: &[usize],
    longer: &[usize],
) -> Vec<Part> {
    // "in Lissen" is no short name of the Lissen Courier.
    let located = is_located_in(document, clusters, names, mentions[0]);
    let fits = |short: usize, long: usize| {
        let body = clusters.mentions[long].form == Form::Name(NameKind::Org);
        !(located && body)
            && is_shorter(document, clusters, short, long)
            && !(is_introduced_as_owned(document, clusters, long) && mentions[0] < long)
    };
    let mut parts: Vec<(Form, Part)> = Vec::new();
    for &mention in mentions {
        let form = clusters.mentions[mention].form;
        match parts.iter_mut().find(|(known, _)| *known == form) {
            Some((_, part)) => part.mentions.push(mention),
            None => parts.push((form, Part { mentions: vec![mention], longer: Vec::new() })),
        }
    }
    for (form, part) in &mut parts {
        let alike = |long: &&usize| clusters.mentions[**long].form == *form;
        let any = |long: &usize| part.mentions.iter().any(|&short| fits(short, *long));
        part.longer = longer.iter().filter(alike).copied().filter(any).collect();
    }
    if parts.iter().filter(|(_, part)| !part.longer.is_empty()).count() > 1 {
        return parts.into_iter().map(|(_, part)| part).collect();
    }
    let alike = parts.iter().find(|(_, part)| !part.longer.is_empty()).map(|(_, part)| part.longer.clone());
    let any = |long: &usize| mentions.iter().any(|&short| fits(short, *long));
    let longer = alike.unwrap_or_else(|| longer.iter().copied().filter(any).collect());
    vec![Part { mentions: mentions.to_vec(), longer }]
}

/// "her mother, Ann Mary Roe", "the network's news channel, Acme News": whoever is introduced as somebody's is another than those
/// who were named before.
fn is_introduced_as_owned(document: &Document, clusters: &Clusters, name: usize) -> bool {
    let mention = &clusters.mentions[name];
    let words = &document.sentences[mention.sentence].words;
    let owned = |noun: usize| words.iter().any(|word| word.head == Some(noun) && word.deprel == "nmod:poss");
    let described = words.iter().position(|word| word.head == Some(mention.head) && word.deprel == "nmod:desc");
    let beside = words[mention.head].head.filter(|_| words[mention.head].deprel == "appos");
    described.into_iter().chain(beside).any(owned)
}

/// The one with the most mentions by name; of equals the first in the text.
fn most_named(clusters: &Clusters, longer: &[usize]) -> Option<usize> {
    let count = |&long: &usize| clusters.members(clusters.root(long)).count();
    longer.iter().copied().max_by_key(|long| (count(long), Reverse(clusters.root(*long))))
}

/// Whether something is said to be in the place of that name, anywhere in the article.
fn is_located_in(document: &Document, clusters: &Clusters, names: &[usize], name: usize) -> bool {
    let text = &clusters.mentions[name].text;
    names
        .iter()
        .map(|&other| &clusters.mentions[other])
        .filter(|other| other.form == Form::Name(NameKind::Loc) && other.text.eq_ignore_ascii_case(text))
        .any(|other| {
            let before =
                other.words[0].checked_sub(1).map(|w| document.sentences[other.sentence].words[w].form.to_lowercase());
            matches!(before.as_deref(), Some("in" | "at" | "near" | "outside"))
        })
}

fn is_shorter(document: &Document, clusters: &Clusters, short: usize, long: usize) -> bool {
    let words = |mention: usize| -> Vec<String> {
        clusters.mentions[mention]
            .text
            .replace('’', "'")
            .split_whitespace()
            .map(|w| w.trim_end_matches("'s").trim_end_matches(',').to_lowercase())
            .collect()
    };
    let (few, mut many) = (words(short), words(long));
    // "DeBartolo" for "Edward J. DeBartolo Jr."
    if many.len() > 2 && many.last().is_some_and(|last| matches!(last.trim_end_matches('.'), "jr" | "sr")) {
        many.pop();
    }
    if few.is_empty() || few.len() >= many.len() {
        return false;
    }
    // The team Acme is not its car, the Acme 01.
    let numbered = |word: &String| word.chars().all(|c| c.is_ascii_digit()) && word.len() < 4;
    if many.starts_with(&few) && many[few.len()..].iter().all(numbered) {
        return false;
    }
    let (Form::Name(short_kind), Form::Name(long_kind)) = (clusters.mentions[short].form, clusters.mentions[long].form)
    else {
        return false;
    };
    match long_kind {
        NameKind::Per => {
            let person = matches!(short_kind, NameKind::Per) || (short_kind != NameKind::Loc && few.len() == 1);
            person && (many.ends_with(&few) || (few.len() == 1 && many[0] == few[0]) || skips_middle(&few, &many))
        }
        NameKind::Org => {
            // The NFL is no "Acme Sports NFL".
            let acronym = clusters.mentions[short].text.chars().all(char::is_uppercase) && few.len() == 1;
            if acronym && many.ends_with(&few) && few[0].len() > 2 {
                return false;
            }
            // Blu Ray is not the Blu Ray Association.
            let of_members = |word: &String| is_listed(word, "named-after");
            if few.len() + 1 == many.len() && many.starts_with(&few) && many.last().is_some_and(of_members) {
                return false;
            }
            // Acme is not its Acme Polska.
            let branch = |word: &String| is_listed(word, "endonym");
            if many[few.len()..].iter().all(branch) || is_branch(clusters, short, long) {
                return false;
            }
            let place = lexicon::PLACES.contains(&clusters.mentions[short].text);
            matches!(short_kind, NameKind::Org | NameKind::Per | NameKind::Misc)
                && !place
                && few[0].len() > 2
                && !(short_kind == NameKind::Per && few.len() > 1)
                && (begins(&few, &many)
                    || lacks_country(&few, &many, &clusters.mentions[long].text)
                    || (many.ends_with(&few) && short_kind == NameKind::Org && has_article(document, clusters, short)))
                && !lexicon::DEMONYMS.contains(&clusters.mentions[short].text)
        }
        NameKind::Loc => {
            // The state of New York is not New York City, nor is Kuwait Kuwait City.
            let wider = many.last().is_some_and(|last| last == "city")
                && lexicon::PLACES.get(&clusters.mentions[short].text).is_some_and(|place| !place.starts_with("city"));
            short_kind == NameKind::Loc
                && !wider
                && many.starts_with(&few)
                && matches!(
                    many.last().map(String::as_str),
                    Some("city" | "province" | "county" | "state" | "river" | "island")
                )
        }
        // "Zelda" for Hurricane Zelda, whatever the network takes it for alone.
        NameKind::Event | NameKind::Misc
            if few.len() == 1 && many[..many.len() - 1].iter().all(|word| is_listed(word, "storm")) =>
        {
            many.last() == few.first()
        }
        // The United States are no election.
        NameKind::Event | NameKind::Misc => {
            let place = lexicon::PLACES.contains(&clusters.mentions[short].text);
            !place && short_kind == long_kind && few.len() > 1 && (many.ends_with(&few) || many.starts_with(&few))
        }
        _ => false,
    }
}

/// "Acme India" of Acme: the name and a country.
fn is_branch(clusters: &Clusters, short: usize, long: usize) -> bool {
    let (short, long) = (&clusters.mentions[short].text, &clusters.mentions[long].text);
    let rest = long.strip_prefix(short.as_str()).map(str::trim);
    rest.is_some_and(is_country)
}

/// "Mahan" for Mahan Air, "Lost 52" for the Lost 52 Project, "the House" for the House of Representatives; but the White House is
/// no Office of the White House.
fn begins(few: &[String], many: &[String]) -> bool {
    let goes_on = matches!(many[few.len()].as_str(), "of" | "and" | "for");
    let rest = many[few.len()..].iter().filter(|word| !FORMS.contains(&word.as_str())).count();
    let enough = match few {
        // Parts of chambers and forces are named after them: the House Judiciary Committee is not the House.
        [word] => !is_listed(word, "chamber"),
        _ => rest <= 1,
    };
    many.starts_with(few) && (goes_on || enough)
}

/// "Department of Labor" for the U.S. Department of Labor.
fn lacks_country(few: &[String], many: &[String], long: &str) -> bool {
    let before = many.len() - few.len();
    let begins: Vec<&str> = long.split_whitespace().take(before).collect();
    many.ends_with(few) && country(begins.join(" ").trim_end_matches("'s")).is_some()
}

/// "The Courier" for the Lissen Courier.
fn has_article(document: &Document, clusters: &Clusters, name: usize) -> bool {
    let mention = &clusters.mentions[name];
    let before = mention.words[0].checked_sub(1);
    before.is_some_and(|word| document.sentences[mention.sentence].words[word].form.eq_ignore_ascii_case("the"))
}

/// "Joseph Biden" for "Joseph R. Biden".
fn skips_middle(few: &[String], many: &[String]) -> bool {
    few.len() == 2 && many.len() == 3 && few[0] == many[0] && few[1] == many[2]
}

/// Whether the name is a country's.
pub(super) fn is_country(name: &str) -> bool {
    lexicon::PLACES.get(name).is_some_and(|place| place.starts_with("country"))
}

/// "UN" for "United Nations", where both stand in the article; "US" is the country, and no 2020 United States election.
fn acronyms(document: &Document, clusters: &mut Clusters, names: &[usize]) {
    for &short in names {
        let letters: String = clusters.mentions[short].text.chars().filter(|c| c.is_alphanumeric()).collect();
        let upper =
            letters.len() >= 2 && letters.len() <= 8 && letters.chars().all(|c| c.is_uppercase() || c.is_numeric());
        if !upper || clusters.mentions[short].words.len() > 1 {
            continue;
        }
        let long = names
            .iter()
            .copied()
            .filter(|&long| long != short && initials(&clusters.mentions[long].text).contains(&letters))
            .find(|&long| !is_country(&letters) || is_country(&clusters.mentions[long].text));
        if let Some(long) = long {
            clusters.unite(long, short);
            continue;
        }
        // "Federal Aviation Office (LBA)": what stands in brackets right behind a name is its short form.
        let mention = &clusters.mentions[short];
        let words = &document.sentences[mention.sentence].words;
        if mention.words[0] >= 2 && words[mention.words[0] - 1].form == "(" {
            let before = clusters.at(mention.sentence, mention.words[0] - 2);
            // "Notes from Poland (NFP)" is short for all three words (Schwartz & Hearst 2003), not for the name at their end.
            let begin = (mention.words[0] - 1).checked_sub(letters.chars().count());
            let spelt = begin.filter(|&begin| {
                let initials = words[begin..mention.words[0] - 1].iter().filter_map(|word| word.form.chars().next());
                initials.flat_map(char::to_uppercase).eq(letters.chars())
            });
            let whole = spelt.and_then(|begin| clusters.at(mention.sentence, begin));
            let covers = before.is_some_and(|b| spelt.is_none_or(|begin| clusters.mentions[b].words.contains(&begin)));
            let before = whole.or(before.filter(|_| covers));
            if let Some(before) = before.filter(|&b| {
                whole == Some(b)
                    || matches!(
                        clusters.mentions[b].form,
                        Form::Name(NameKind::Org | NameKind::Loc | NameKind::Event | NameKind::Misc)
                    )
            }) {
                clusters.unite(before, short);
            }
        }
    }
}

/// Initials with and without the small words.
fn initials(name: &str) -> [String; 2] {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 {
        return [String::new(), String::new()];
    }
    let first = |word: &&str| word.chars().next();
    let large = words.iter().filter(|word| word.starts_with(char::is_uppercase)).filter_map(first).collect();
    let all = words.iter().filter_map(first).flat_map(char::to_uppercase).collect();
    [large, all]
}
