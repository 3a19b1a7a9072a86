//! Names: one thing under its full name, its short names and its acronym.

use super::{Clusters, Form};
use crate::document::{Document, NameKind};
use crate::lexicon;

/// Unites the names of one thing.
pub fn unite(document: &Document, clusters: &mut Clusters) {
    let names: Vec<usize> =
        (0..clusters.mentions.len()).filter(|&m| matches!(clusters.mentions[m].form, Form::Name(_))).collect();
    same_text(clusters, &names);
    shorter_names(document, clusters, &names);
    acronyms(document, clusters, &names);
}

/// What must agree for two names to be the same: the words, or the country behind them.
fn key(text: &str) -> String {
    let plain = text.replace(['’', '‘'], "'").replace('.', "").to_lowercase();
    match lexicon::PLACES.get(text).or_else(|| lexicon::PLACES.get(&text.replace('.', ""))) {
        Some(place) if place.starts_with("country") => place.to_owned(),
        _ => plain,
    }
}

fn same_text(clusters: &mut Clusters, names: &[usize]) {
    for (place, &later) in names.iter().enumerate() {
        let wanted = key(&clusters.mentions[later].text);
        if let Some(&earlier) = names[..place].iter().find(|&&earlier| key(&clusters.mentions[earlier].text) == wanted)
        {
            clusters.unite(earlier, later);
        }
    }
}

/// "Sessions" for "Jeff Sessions", "Mahan" for "Mahan Air": the nearest longer name before, else the first after.
fn shorter_names(document: &Document, clusters: &mut Clusters, names: &[usize]) {
    for (place, &short) in names.iter().enumerate() {
        // "in Lissen" is no short name of the Lissen Courier.
        let located = is_located_in(document, clusters, names, short);
        let longer = |&&long: &&usize| {
            let body = clusters.mentions[long].form == Form::Name(NameKind::Org);
            !(located && body) && is_shorter(document, clusters, short, long)
        };
        // "Calder" the company is rather short for Calder Foods than for Ines Calder, however near she is.
        let alike = |&&long: &&usize| clusters.mentions[short].form == clusters.mentions[long].form && longer(&&long);
        let nearest = |fits: &dyn Fn(&&usize) -> bool| {
            names[..place].iter().rev().find(fits).or_else(|| names[place + 1..].iter().find(fits)).copied()
        };
        let found = nearest(&alike).or_else(|| nearest(&longer));
        if let Some(long) = found {
            clusters.unite(long, short);
        }
    }
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
            let place = lexicon::PLACES.contains(&clusters.mentions[short].text);
            matches!(short_kind, NameKind::Org | NameKind::Per | NameKind::Misc)
                && !place
                && few[0].len() > 2
                && (many.starts_with(&few)
                    || (many.ends_with(&few) && short_kind == NameKind::Org && has_article(document, clusters, short)))
                && !lexicon::DEMONYMS.contains(&clusters.mentions[short].text)
        }
        NameKind::Loc => {
            short_kind == NameKind::Loc
                && many.starts_with(&few)
                && matches!(
                    many.last().map(String::as_str),
                    Some("city" | "province" | "county" | "state" | "river" | "island")
                )
        }
        NameKind::Event | NameKind::Misc => {
            short_kind == long_kind && few.len() > 1 && (many.ends_with(&few) || many.starts_with(&few))
        }
        _ => false,
    }
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

/// "UN" for "United Nations", where both stand in the article.
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
            .find(|&long| long != short && initials(&clusters.mentions[long].text).contains(&letters));
        if let Some(long) = long {
            clusters.unite(long, short);
            continue;
        }
        // "Federal Aviation Office (LBA)": what stands in brackets right behind a name is its short form.
        let mention = &clusters.mentions[short];
        let words = &document.sentences[mention.sentence].words;
        if mention.words[0] >= 2 && words[mention.words[0] - 1].form == "(" {
            let before = clusters.at(mention.sentence, mention.words[0] - 2);
            if let Some(before) = before.filter(|&b| {
                matches!(
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
