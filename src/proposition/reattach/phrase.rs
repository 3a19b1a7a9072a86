//! Phrases and numbers hung where they belong.

use super::{child, has, is_below, marked, relate};
use crate::document::{NameKind, Sentence, Upos};
use crate::proposition::cue;

/// "Thank you to all": nobody thanks "you" to somebody.
pub(super) fn thanks(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    if !words[verb].form.eq_ignore_ascii_case("thank") || has(sentence, verb, &["nsubj"]) {
        return;
    }
    let you = child(sentence, verb, &["obj"]).find(|&word| words[word].form.eq_ignore_ascii_case("you"));
    if let Some(you) = you.filter(|_| has(sentence, verb, &["obl"])) {
        sentence.words[you].deprel = "fixed".to_owned();
    }
}

/// "a bachelor's degree": no bachelor has it.
pub(super) fn degree(sentence: &mut Sentence, word: usize) {
    let words = &sentence.words;
    let sort = matches!(words[word].lemma.to_lowercase().as_str(), "bachelor" | "master" | "associate" | "doctor");
    let of_degree = words[word].head.is_some_and(|head| matches!(words[head].lemma.as_str(), "degree" | "diploma"));
    if sort && of_degree && words[word].deprel == "nmod:poss" {
        sentence.words[word].deprel = "compound".to_owned();
    }
}

/// "was Acme's doing": an owner before a gerund is no subject of it.
pub(super) fn whose_doing(sentence: &mut Sentence, owner: usize) {
    let words = &sentence.words;
    let Some(gerund) = words[owner].head.filter(|_| words[owner].deprel == "nsubj") else { return };
    let marked = child(sentence, owner, &["case"]).any(|case| words[case].xpos == "POS" && case + 1 == gerund);
    if marked && words[gerund].xpos == "VBG" && has(sentence, gerund, &["cop"]) {
        sentence.words[owner].deprel = "nmod:poss".to_owned();
        sentence.words[gerund].upos = Upos::NOUN;
        sentence.words[gerund].xpos = "NN".to_owned();
    }
}

/// "beat Lissen 45 points to 24": what is counted says by how much; whom it is done to is the object.
pub(super) fn score(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    if words[verb].upos != Upos::VERB {
        return;
    }
    let counted = |&word: &usize| {
        cue::is_cue(&words[word].lemma, "score") && has(sentence, word, &["nummod"]) || words[word].upos == Upos::NUM
    };
    let Some(object) = child(sentence, verb, &["obj"]).filter(counted).last() else { return };
    let Some(whom) = child(sentence, verb, &["iobj", "obj"]).find(|&whom| whom < object) else { return };
    if cue::is_cue(&words[verb].lemma, "beats") {
        sentence.words[object].deprel = "obl:unmarked".to_owned();
        sentence.words[whom].deprel = "obj".to_owned();
    }
}

/// "resulted in the loss": a preposition taken for a particle leaves its phrase without one.
pub(super) fn stranded_particle(sentence: &mut Sentence, particle: usize) {
    let words = &sentence.words;
    let Some(verb) = words[particle].head.filter(|_| words[particle].deprel == "compound:prt") else { return };
    let bare =
        |&phrase: &usize| phrase > particle && words[phrase].deprel == "obl" && !has(sentence, phrase, &["case"]);
    let Some(phrase) = child(sentence, verb, &["obl"]).find(bare) else { return };
    let first = (particle + 1..phrase).all(|between| words[between].head != Some(verb));
    if first && particle == verb + 1 && words[phrase].upos != Upos::ADV {
        sentence.words[particle].head = Some(phrase);
        sentence.words[particle].deprel = "case".to_owned();
        sentence.words[particle].upos = Upos::ADP;
    }
}

/// "played host to X": a noun behind "play" is its object.
pub(super) fn bare_object(sentence: &mut Sentence, noun: usize) {
    let word = &sentence.words[noun];
    let played = word.head.is_some_and(|verb| sentence.words[verb].lemma == "play");
    if played && word.deprel == "xcomp" && word.upos == Upos::NOUN {
        sentence.words[noun].deprel = "obj".to_owned();
    }
}

/// "died at age 65": the number belongs to the age.
pub(super) fn age(sentence: &mut Sentence, number: usize) {
    let Some(age) = number.checked_sub(1) else { return };
    let words = &sentence.words;
    let loose = words[number].upos == Upos::NUM && matches!(words[number].relation(), "obl" | "nmod" | "appos" | "obj");
    if loose && words[age].lemma == "age" && words[age].upos == Upos::NOUN && !is_below(sentence, age, number) {
        relate(sentence, number, age, "nummod");
    }
}

/// "dies aged about 68": so does this one.
pub(super) fn aged(sentence: &mut Sentence, number: usize) {
    let words = &sentence.words;
    let loose = words[number].upos == Upos::NUM && matches!(words[number].relation(), "obl" | "nmod" | "obj" | "xcomp");
    let about = number.checked_sub(1).filter(|&at| words[at].upos == Upos::ADV);
    let Some(aged) = about.unwrap_or(number).checked_sub(1).filter(|&at| words[at].form == "aged") else { return };
    if loose && words[number].head != Some(aged) && !is_below(sentence, aged, number) {
        relate(sentence, number, aged, "obl");
    }
}

/// "rendered him a danger": he is the object, and what he was rendered is said of him.
pub(super) fn rendered(sentence: &mut Sentence, value: usize) {
    let words = &sentence.words;
    let Some(verb) = words[value].head.filter(|&verb| words[value].deprel == "obj" && verb < value) else { return };
    let whom = |&other: &usize| verb < other && other < value && matches!(words[other].deprel.as_str(), "obj" | "iobj");
    let whom = child(sentence, verb, &["obj", "iobj"]).find(whom);
    let becomes = cue::is_cue(&words[verb].lemma, "renders") && !matches!(words[verb].lemma.as_str(), "make" | "keep");
    let personal = |word: usize| words[word].upos == Upos::PRON || words[word].upos == Upos::PROPN;
    if let Some(whom) = whom.filter(|&whom| becomes && personal(whom)) {
        sentence.words[whom].deprel = "obj".to_owned();
        sentence.words[value].deprel = "xcomp".to_owned();
    }
}

/// "sentenced two people smugglers": two bare nouns in a row are one object.
pub(super) fn compound_object(sentence: &mut Sentence, noun: usize) {
    let words = &sentence.words;
    let Some(first) = noun.checked_sub(1).filter(|&first| words[first].head == words[noun].head) else { return };
    let object = |word: usize| words[word].deprel == "obj" && words[word].upos == Upos::NOUN;
    let verb = words[noun].head.filter(|&verb| verb < first && object(first) && object(noun));
    let counted =
        has(sentence, first, &["nummod", "det"]) && !has(sentence, noun, &["det", "nmod:poss", "amod", "nummod"]);
    if verb.is_none() || !counted || words[noun].xpos != "NNS" {
        return;
    }
    for word in 0..sentence.words.len() {
        if sentence.words[word].head == Some(first) {
            sentence.words[word].head = Some(noun);
        }
    }
    relate(sentence, first, noun, "compound");
}

/// "the closing of shops by the company": a phrase with "by" behind a participle is no subject of it.
pub(super) fn agent_behind(sentence: &mut Sentence, word: usize) {
    let Some(verb) = sentence.words[word].head.filter(|&verb| verb < word) else { return };
    let by = sentence.words[word].deprel == "nsubj" && marked(sentence, word, &["case"], "by").is_some();
    if by && sentence.words[verb].upos == Upos::VERB {
        sentence.words[word].deprel = "obl".to_owned();
    }
}

/// "His sister, and a member of the party, Ann Roe wrote": of two subjects the name is one, the other describes it.
pub(super) fn described_subject(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    let subjects: Vec<usize> = child(sentence, verb, &["nsubj"]).collect();
    let [description, name] = subjects[..] else { return };
    let person = sentence.names.iter().any(|n| n.kind == NameKind::Per && n.words.contains(name));
    let plain = words[description].upos == Upos::NOUN && crate::proposition::role::is_role_noun(&words[description]);
    if words[verb].upos == Upos::VERB
        && name < verb
        && person
        && plain
        && words[description].deprel == words[name].deprel
    {
        relate(sentence, description, name, "nmod:desc");
    }
}

/// "beat Lissen 45 points": what stands before the number is no part of what is counted.
pub(super) fn object_before_number(sentence: &mut Sentence, noun: usize) {
    let words = &sentence.words;
    let Some(verb) = words[noun].head.filter(|&verb| words[verb].upos == Upos::VERB && verb < noun) else { return };
    let number = child(sentence, noun, &["nummod"]).find(|&number| number < noun);
    let whom = child(sentence, noun, &["compound"]).find(|&whom| number.is_some_and(|number| whom < number));
    let Some(whom) = whom.filter(|_| words[noun].deprel == "obj" && verb < noun) else { return };
    if words[whom].upos == Upos::PROPN && sentence.names.iter().any(|name| name.words.contains(whom)) {
        relate(sentence, whom, verb, "iobj");
        score(sentence, verb);
    }
}

pub(super) fn has_children(sentence: &Sentence, word: usize) -> bool {
    sentence.words.iter().any(|below| below.head == Some(word))
}

/// "Lissen, Italy is …", "Roe of Lissen, Japan came": the place behind the comma says where the one before it is, and does
/// nothing itself.
pub(super) fn place_in_country(sentence: &mut Sentence, country: usize) {
    let words = &sentence.words;
    let place = |word: usize| sentence.names.iter().find(|n| n.kind == NameKind::Loc && n.words.contains(word));
    let Some(name) = place(country).filter(|_| matches!(words[country].deprel.as_str(), "nsubj" | "nsubj:pass")) else {
        return;
    };
    let Some(verb) = words[country].head.filter(|&verb| verb > country) else { return };
    let Some(comma) = name.words.start.checked_sub(1).filter(|&comma| words[comma].form == ",") else { return };
    let Some(town) = comma.checked_sub(1).and_then(place) else { return };
    let outer = |word: &usize| words[*word].head.is_none_or(|head| !town.words.contains(head));
    let Some(town) = town.words.iter().find(outer) else { return };
    let cased = has(sentence, town, &["case"]);
    let above = words[town].head;
    let subject = words[country].deprel.clone();
    // "in London, Britain said" is of Britain.
    if !cased && (above == Some(verb) || above == Some(country)) && words[town].deprel != "conj" {
        relate(sentence, town, verb, &subject);
        relate(sentence, country, town, "nmod:unmarked");
    } else if cased
        && words[town].deprel == "nmod"
        && above.is_some_and(|noun| words[noun].head == Some(verb) && words[noun].relation() == "nsubj")
    {
        relate(sentence, country, town, "nmod:unmarked");
    }
    // The comma goes along, unless something hangs from it.
    if sentence.words[country].head == Some(town) && !has_children(sentence, comma) {
        relate(sentence, comma, country, "punct");
    }
}

/// "repeated to the minister his promise": a phrase begins with its owner; what stands before that is another.
pub(super) fn two_phrases(sentence: &mut Sentence, noun: usize) {
    let words = &sentence.words;
    let Some(verb) = words[noun].head.filter(|&verb| verb < noun && words[verb].upos == Upos::VERB) else { return };
    if words[noun].deprel != "obl" || has(sentence, verb, &["obj"]) {
        return;
    }
    let owner = child(sentence, noun, &["nmod:poss"]).find(|&owner| words[owner].xpos == "PRP$");
    let before = |&other: &usize| owner.is_some_and(|owner| other < owner) && !has(sentence, other, &["case"]);
    let Some(whom) = child(sentence, noun, &["nmod", "compound"]).find(before) else { return };
    let Some(case) = child(sentence, noun, &["case"]).find(|&case| case < whom) else { return };
    for article in child(sentence, noun, &["det", "amod"]).filter(|&word| word < whom).collect::<Vec<_>>() {
        sentence.words[article].head = Some(whom);
    }
    relate(sentence, case, whom, "case");
    relate(sentence, whom, verb, "obl");
    relate(sentence, noun, verb, "obj");
}

/// "the Monument in Lissen, capital of Calder,": a capital is the town, not the monument.
pub(super) fn apposition_of_place(sentence: &mut Sentence, noun: usize) {
    let words = &sentence.words;
    let Some(head) = words[noun].head.filter(|&head| words[noun].deprel == "appos" && head < noun) else { return };
    let sort = matches!(
        words[noun].lemma.as_str(),
        "capital" | "city" | "town" | "village" | "suburb" | "county" | "province"
    );
    let located = |word: usize| sentence.names.iter().find(|n| n.kind == NameKind::Loc && n.words.contains(word));
    if !sort || words[noun].upos != Upos::NOUN || located(head).is_some() {
        return;
    }
    let first = (head + 1..=noun).find(|&word| is_below(sentence, word, noun)).unwrap_or(noun);
    let comma = if words[first].form == "," { Some(first) } else { first.checked_sub(1) };
    let Some(place) = comma.filter(|&c| words[c].form == ",").and_then(|c| located(c.checked_sub(1)?)) else { return };
    let outer = |word: &usize| words[*word].head.is_none_or(|above| !place.words.contains(above));
    let within = |&word: &usize| is_below(sentence, word, head) && !is_below(sentence, word, noun);
    if let Some(outer) = place.words.iter().find(outer).filter(within) {
        sentence.words[noun].head = Some(outer);
    }
}

/// "Roe of Acme, a company that …": a company is no person.
pub(super) fn apposition_to_its_kind(sentence: &mut Sentence, noun: usize) {
    let words = &sentence.words;
    let Some(head) = words[noun].head.filter(|&head| words[noun].deprel == "appos" && head < noun) else { return };
    let body = words[noun].upos == Upos::NOUN && crate::proposition::role::is_group_noun(&words[noun].lemma);
    let named = |kind: NameKind, word: usize| sentence.names.iter().find(|n| n.kind == kind && n.words.contains(word));
    if !body || named(NameKind::Per, head).is_none() {
        return;
    }
    let Some(name) = (head + 1..noun).rev().find_map(|word| named(NameKind::Org, word)) else { return };
    let outer = |word: &usize| words[*word].head.is_none_or(|above| !name.words.contains(above));
    if let Some(outer) = name.words.iter().find(outer).filter(|&word| !is_below(sentence, word, noun)) {
        sentence.words[noun].head = Some(outer);
    }
}

/// "the Attorney General of California": what stands behind belongs to the whole title.
pub(super) fn behind_title(sentence: &mut Sentence, word: usize) {
    let words = &sentence.words;
    let Some(last) = words[word].head.filter(|_| matches!(words[word].deprel.as_str(), "nmod" | "acl" | "acl:relcl"))
    else {
        return;
    };
    let second =
        matches!(words[last].lemma.to_lowercase().as_str(), "general" | "elect" | "designate" | "emeritus" | "emerita");
    let title = words[last].head.filter(|&title| title < last && last < word && second);
    if let Some(title) = title.filter(|_| matches!(words[last].deprel.as_str(), "amod" | "compound" | "flat")) {
        sentence.words[word].head = Some(title);
    }
}

/// "Director General": one title, whatever the tree makes of its second word.
pub(super) fn second_of_title(sentence: &mut Sentence, word: usize) {
    let Some(first) = word.checked_sub(1) else { return };
    let words = &sentence.words;
    let second = matches!(words[word].form.as_str(), "General" | "Elect" | "Designate" | "Emeritus" | "Emerita");
    let title = words[first].upos == Upos::PROPN && crate::proposition::role::is_role_noun(&words[first]);
    let loose = matches!(words[word].deprel.as_str(), "appos" | "conj" | "nmod" | "list" | "dep");
    if second && title && loose && words[word].head == Some(first) {
        relate(sentence, word, first, "flat");
    }
}

/// "caused a crater to form": what is caused to do something is the object.
pub(super) fn caused(sentence: &mut Sentence, object: usize) {
    let words = &sentence.words;
    let Some(verb) = words[object].head.filter(|&verb| words[object].deprel == "iobj" && verb < object) else { return };
    let causes = cue::is_cue(&words[verb].lemma, "causes") && !has(sentence, verb, &["obj"]);
    if causes && has(sentence, verb, &["xcomp"]) {
        sentence.words[object].deprel = "obj".to_owned();
    }
}

/// "making Roe the first candidate": a name before an article is a phrase of its own.
pub(super) fn name_before_article(sentence: &mut Sentence, noun: usize) {
    let words = &sentence.words;
    let Some(verb) = words[noun].head.filter(|&verb| verb < noun && words[verb].upos == Upos::VERB) else { return };
    if words[noun].deprel != "obj" {
        return;
    }
    let name = child(sentence, noun, &["nmod:poss", "compound", "nmod", "flat"]).find(|&name| {
        let named = sentence.names.iter().find(|n| n.words.contains(name));
        let article = |n: &crate::document::Name| words.get(n.words.end).is_some_and(|next| next.upos == Upos::DET);
        verb < name && named.is_some_and(article) && !has(sentence, name, &["case"])
    });
    let Some(name) = name else { return };
    let lemma = &words[verb].lemma;
    let kind = cue::is_cue(lemma, "renders") || cue::is_cue(lemma, "names") || cue::is_cue(lemma, "appoints");
    relate(sentence, name, verb, if kind { "obj" } else { "iobj" });
    if kind {
        relate(sentence, noun, verb, "xcomp");
    }
}

/// "Ann Roe, Executive Director, Acme", as in lists of who was there: the title is said of the person.
pub(super) fn listed_title(sentence: &mut Sentence, title: usize) {
    let words = &sentence.words;
    let Some(name) = words[title].head.filter(|&name| words[title].deprel == "list" && name < title) else { return };
    let person = sentence.names.iter().any(|n| n.kind == NameKind::Per && n.words.contains(name));
    if person && crate::proposition::role::is_role_noun(&words[title]) {
        sentence.words[title].deprel = "appos".to_owned();
    }
}
