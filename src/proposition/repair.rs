//! Trees of titled names, made alike.
//!
//! "Chief executive Maren Tollefsen", "US Ambassador to Germany Richard Grenell", "his wife Manju Sam": treebanks and
//! parsers hang name and description together in many ways (description as adjective or compound of the name, name as
//! flat, nmod or case of the description, both as subjects of one verb). Here the name becomes the head and the
//! description its `nmod:desc`, as current UD English has it. Names are what the annotator found.

use super::role::{is_group_noun, is_role_noun};
use crate::document::{Document, Name, NameKind, Sentence, Upos, Word, WordRange};
use crate::lexicon;

/// The document with the trees of titled names made alike.
pub fn repaired(document: &Document) -> Document {
    let mut document = document.clone();
    for sentence in &mut document.sentences {
        periodicals(sentence);
        numbered(sentence);
        super::title::behind(sentence);
        super::title::whole(sentence);
        super::name_extent::whole_bodies(sentence);
        for number in 0..sentence.names.len() {
            let name = sentence.names[number];
            if matches!(name.kind, NameKind::Per | NameKind::Org) {
                joined(sentence, name.words.start, name.words.end, name.kind);
                raised_apposition(sentence, name.words.start, name.words.end);
                title(sentence, name.words.start, name.words.end);
                roles_after(sentence, name.words.start, name.words.end);
            }
        }
        obliques(sentence);
        titles_in_row(sentence);
        joint_titles(sentence);
        prefixes(sentence);
        super::reattach::clauses(sentence);
    }
    document
}

/// "the journal Science", "the newspaper Folha": a name, whether or not the annotator found one.
fn periodicals(sentence: &mut Sentence) {
    for noun in 0..sentence.words.len().saturating_sub(1) {
        let words = &sentence.words;
        if words[noun].upos != Upos::NOUN || !super::cue::is_cue(&words[noun].lemma, "periodical") {
            continue;
        }
        let name = noun + 1;
        let known = |word: usize| sentence.names.iter().position(|known| known.words.contains(word));
        match known(name) {
            Some(at) if sentence.names[at].kind == NameKind::Misc && sentence.names[at].words.start == name => {
                sentence.names[at].kind = NameKind::Org;
            }
            Some(_) => continue,
            None => {
                let proper = |word: &usize| words[*word].upos == Upos::PROPN && known(*word).is_none();
                let end = (name..words.len()).find(|word| !proper(word)).unwrap_or(words.len());
                if end == name {
                    continue;
                }
                sentence.names.push(Name { words: WordRange::new(name, end), kind: NameKind::Org });
                sentence.names.sort_by_key(|name| name.words.start);
            }
        }
        if sentence.words[name].head == Some(noun) {
            promote(sentence, name, noun);
        }
    }
}

/// "Phase two", "K2-18b": what a name is numbered with belongs to it.
fn numbered(sentence: &mut Sentence) {
    let words = &sentence.words;
    for name in &mut sentence.names {
        let end = name.words.end;
        let bound = |word: usize| word > 0 && words[word - 1].span.end == words[word].span.start;
        let hyphen = words[end - 1].form.ends_with('-');
        let whole = |word: &usize| bound(*word) && words[*word].upos != Upos::PUNCT && words[*word].upos != Upos::PART;
        let glued = (end..words.len()).take_while(whole).last().filter(|_| hyphen);
        let follows = words.get(end).is_some_and(|next| {
            next.upos == Upos::NUM
                && next.head.is_some_and(|head| name.words.contains(head))
                && matches!(next.deprel.as_str(), "flat" | "nummod" | "nmod:unmarked" | "dep")
        });
        if let Some(last) = glued.or(follows.then_some(end)).filter(|_| name.kind != NameKind::Time) {
            name.words = WordRange::new(name.words.start, last + 1);
        }
    }
}

/// "served as Acting Inspector": what has a preposition of its own modifies no verb as an adjective would.
fn obliques(sentence: &mut Sentence) {
    for word in 0..sentence.words.len() {
        let of_verb = sentence.words[word].head.is_some_and(|head| sentence.words[head].upos == Upos::VERB);
        let cased = sentence.words[..word].iter().rev().take(4).any(|w| w.deprel == "case" && w.head == Some(word));
        if of_verb && cased && matches!(sentence.words[word].deprel.as_str(), "amod" | "compound" | "nmod" | "flat") {
            sentence.words[word].deprel = "obl".to_owned();
        }
    }
}

/// "vice-" before "president" is a part of it.
fn prefixes(sentence: &mut Sentence) {
    for prefix in 0..sentence.words.len().saturating_sub(1) {
        let words = &sentence.words;
        let (word, next) = (&words[prefix], &words[prefix + 1]);
        let bound = word.form.len() > 1 && word.form.ends_with('-') && word.span.end == next.span.start;
        let above =
            std::iter::successors(Some(prefix + 1), |&at| words[at].head).take(words.len()).any(|at| at == prefix);
        if bound && !above && word.head.is_some() && matches!(next.upos, Upos::NOUN | Upos::PROPN | Upos::ADJ) {
            sentence.words[prefix].head = Some(prefix + 1);
            sentence.words[prefix].deprel = "compound".to_owned();
        }
    }
}

/// A person's name is one phrase: words of it that hang elsewhere become `flat` below its first.
fn joined(sentence: &mut Sentence, start: usize, end: usize, kind: NameKind) {
    let words = &sentence.words;
    if kind != NameKind::Per || (start..end).any(|word| words[word].upos != Upos::PROPN) {
        return;
    }
    let outside = |word: usize| words[word].head.is_none_or(|h| h < start || h >= end);
    let heads: Vec<usize> = (start..end).filter(|&word| outside(word)).collect();
    let Some((&first, rest)) = heads.split_first() else { return };
    let above = |word: usize| std::iter::successors(Some(first), |&at| words[at].head).any(|at| at == word);
    if rest.iter().any(|&word| above(word) || words[word].head.is_none()) {
        return;
    }
    for &word in rest {
        sentence.words[word].head = Some(first);
        sentence.words[word].deprel = "flat".to_owned();
    }
}

/// The word of the name whose head is outside it; the others hang below it afterwards.
fn name_head(sentence: &mut Sentence, start: usize, end: usize) -> Option<usize> {
    let outside = |word: usize| sentence.words[word].head.is_none_or(|h| h < start || h >= end);
    let mut heads = (start..end).filter(|&word| outside(word));
    let head = heads.next()?;
    heads.next().is_none().then_some(head)
}

fn title(sentence: &mut Sentence, start: usize, end: usize) {
    let Some(head) = name_head(sentence, start, end) else { return };
    // "personality Mr. Roe"
    let courtesy = |word: usize| super::cue::is_cue(&sentence.words[word].form.to_lowercase(), "honorific");
    let Some(before) = (0..start).rev().find(|&word| !courtesy(word)) else { return };
    if sentence.words[before].form == "," {
        return description_before(sentence, before, head);
    }
    // "“… is a great guy,” Lou Roe said": a mark stands between.
    if sentence.words[before].upos == Upos::PUNCT {
        return;
    }
    let person = sentence.names.iter().any(|n| n.words.start == start && n.kind == NameKind::Per);
    // The "of" of "Minister of Information Ann Roe" may hang on the name.
    if let Some(of) = before.checked_sub(1).filter(|&of| sentence.words[of].form == "of")
        && sentence.words[of].head == Some(head)
        && sentence.words[before].deprel == "nmod"
        && !std::iter::successors(Some(before), |&at| sentence.words[at].head).any(|at| at == of)
    {
        sentence.words[of].head = Some(before);
    }
    adjective_title(sentence, before, head);
    // The description ends right before the name: its last word, or the word above that which is a role.
    let role = (0..4)
        .scan(Some(before), |at, _| {
            let here = (*at)?;
            *at = sentence.words[here].head;
            Some(here)
        })
        .take_while(|&word| word < start)
        .find(|&word| {
            let lemma = sentence.words[word].lemma.to_lowercase();
            let of_bodies = is_group_noun(&lemma) || super::cue::is_cue(&lemma, "body-role");
            is_role_noun(&sentence.words[word])
                && (if person { !is_group_noun(&lemma) } else { of_bodies })
                && below_reaches(sentence, word, before)
        });
    let Some(role) = role else { return };
    // "Chief of Detectives Ann Roe": the chief is the title.
    let of = sentence.words.iter().any(|w| w.head == Some(role) && w.form == "of" && w.deprel == "case");
    let upper = sentence.words[role].head.filter(|&upper| {
        of && person
            && sentence.words[role].relation() == "nmod"
            && upper < role
            && sentence.words[role].form.starts_with(char::is_uppercase)
            && is_role_noun(&sentence.words[upper])
    });
    if let Some(upper) = upper.filter(|_| sentence.words[head].head == Some(role)) {
        sentence.words[head].head = Some(upper);
    }
    let role = upper.unwrap_or(role);
    // "filmmaker and journalist Ann Roe", of whom the tree makes an apposition to the first.
    let first = sentence.words[head].head.filter(|&first| {
        person
            && sentence.words[head].relation() == "appos"
            && sentence.words[role].deprel == "conj"
            && sentence.words[role].head == Some(first)
            && is_role_noun(&sentence.words[first])
    });
    let role = first.unwrap_or(role);
    if sentence.names.iter().any(|n| n.words.contains(role) && n.kind != NameKind::Norp && n.kind != NameKind::Misc) {
        return;
    }
    // A description somewhere below its own name can't become its head.
    if std::iter::successors(Some(role), |&at| sentence.words[at].head).any(|above| above == head) {
        return;
    }
    let (name, title) = (&sentence.words[head], &sentence.words[role]);
    let has_case = sentence
        .words
        .iter()
        .any(|w| w.head == Some(head) && w.deprel == "case" && w.xpos != "POS" && w.span.start > title.span.end);
    let loose = matches!(
        name.relation(),
        "flat"
            | "nmod"
            | "case"
            | "appos"
            | "list"
            | "dep"
            | "compound"
            | "nummod"
            | "obj"
            | "nsubj"
            | "conj"
            | "obl"
            | "parataxis"
    );
    let beside = name.head == title.head && name.head.is_some();
    if has_case || !loose || !(name.head == Some(role) || beside || (name.deprel == "flat" && role == before)) {
        return;
    }
    if name.relation() == "appos" && role != before {
        // "filmmaker and journalist Ann Roe"
        let joined = &sentence.words[before];
        // "Minister of Information Ann Roe"
        let of = sentence.words.iter().any(|w| w.head == Some(before) && w.form == "of" && w.deprel == "case");
        let office = of && joined.deprel == "nmod" && joined.upos == Upos::PROPN;
        if !(person && joined.head == Some(role) && (office || joined.deprel == "conj" && is_role_noun(joined))) {
            return;
        }
    }
    // "former candidate Senator Ann Roe proposed": a description that stands for the subject.
    let verb = title.head.filter(|&verb| verb > head && sentence.words[verb].upos == Upos::VERB);
    if let Some(verb) = verb.filter(|_| matches!(title.relation(), "nmod" | "compound" | "appos" | "dep"))
        && !sentence.words.iter().any(|w| w.head == Some(verb) && matches!(w.relation(), "nsubj" | "csubj" | "expl"))
    {
        sentence.words[role].deprel = "nsubj".to_owned();
    }
    promote(sentence, head, role);
    employer_before(sentence, head, role);
}

/// "A native of Lissen, Ann Roe studied law": a bare description set off before the subject belongs to it.
fn description_before(sentence: &mut Sentence, comma: usize, name: usize) {
    let words = &sentence.words;
    let Some(verb) = words[name].head.filter(|_| words[name].relation() == "nsubj") else { return };
    let beside = |word: usize| words[word].head == Some(verb) || words[word].head == Some(name);
    let Some(last) = comma.checked_sub(1) else { return };
    let described = std::iter::successors(Some(last), |&at| words[at].head).take(words.len()).find(|&w| beside(w));
    let Some(role) = described.filter(|&role| role < comma) else { return };
    let word = &words[role];
    let cased = words.iter().any(|w| w.head == Some(role) && matches!(w.relation(), "case" | "mark" | "cop"));
    let person = is_role_noun(word) && !is_group_noun(&word.lemma.to_lowercase()) && word.upos == Upos::NOUN;
    let loose = matches!(
        word.relation(),
        "nsubj" | "obl" | "dislocated" | "parataxis" | "advcl" | "dep" | "appos" | "acl" | "nmod"
    );
    if person && loose && !cased {
        sentence.words[role].head = Some(name);
        sentence.words[role].deprel = "nmod:desc".to_owned();
    }
}

/// "Acme engineer Ann Roe" with the company for the head: the name is the head, the company belongs to the description.
fn employer_before(sentence: &mut Sentence, name: usize, role: usize) {
    let word = &sentence.words[name];
    let Some(body) = word.head.filter(|_| matches!(word.relation(), "nmod" | "flat" | "appos" | "compound")) else {
        return;
    };
    let Some((kind, words)) = sentence.names.iter().find(|n| n.words.contains(body)).map(|n| (n.kind, n.words)) else {
        return;
    };
    // "Center for Old Towns director Ann Roe": words of the company may hang below the role.
    let first = (0..=role).find(|&w| !words.contains(w) && below_reaches(sentence, role, w)).unwrap_or(role);
    let cased = sentence.words.iter().any(|w| w.head == Some(name) && w.relation() == "case" && w.xpos != "POS");
    if !matches!(kind, NameKind::Org | NameKind::Loc) || words.end != first || cased {
        return;
    }
    for word in words.iter().filter(|&word| word != body) {
        if sentence.words[word].head == Some(role) {
            sentence.words[word].head = Some(body);
        }
    }
    let (above, relation) = (sentence.words[body].head, sentence.words[body].deprel.clone());
    sentence.words[name].head = above;
    sentence.words[name].deprel = relation;
    sentence.words[body].head = Some(role);
    sentence.words[body].deprel = "compound".to_owned();
    for word in &mut sentence.words[name + 1..] {
        if word.head == Some(body) {
            word.head = Some(name);
        }
    }
}

/// "The head of the police, Neil Basu": a person's name stands beside the person, not beside the body.
fn raised_apposition(sentence: &mut Sentence, start: usize, end: usize) {
    let person = |word: &Word| is_role_noun(word) && !is_group_noun(&word.lemma.to_lowercase());
    let is_person_name = sentence.names.iter().any(|n| n.words.start == start && n.kind == NameKind::Per);
    let Some(head) = name_head(sentence, start, end).filter(|&h| is_person_name && sentence.words[h].deprel == "appos")
    else {
        return;
    };
    let mut at = sentence.words[head].head;
    for _ in 0..4 {
        let Some(here) = at else { return };
        let word = &sentence.words[here];
        if person(word) && word.upos == Upos::NOUN {
            sentence.words[head].head = Some(here);
            return;
        }
        if word.relation() != "nmod" {
            return;
        }
        at = word.head;
    }
}

/// Whether the description's last word belongs to it.
fn below_reaches(sentence: &Sentence, above: usize, word: usize) -> bool {
    let mut at = Some(word);
    for _ in 0..8 {
        match at {
            Some(here) if here == above => return true,
            Some(here) => at = sentence.words[here].head,
            None => return false,
        }
    }
    false
}

/// "Chief executive Maren Tollefsen" with the noun taken for an adjective.
fn adjective_title(sentence: &mut Sentence, before: usize, head: usize) {
    let word = &sentence.words[before];
    let person = lexicon::NOUNS.get(&word.lemma.to_lowercase()).is_some_and(|senses| senses.starts_with("person"));
    if word.head == Some(head) && word.upos == Upos::ADJ && person && !lexicon::DEMONYMS.contains(&word.form) {
        sentence.words[before].upos = Upos::NOUN;
        sentence.words[before].xpos = "NN".to_owned();
        sentence.words[before].deprel = "nmod:desc".to_owned();
        for word in &mut sentence.words[..before] {
            if word.head == Some(head) && matches!(word.relation(), "amod" | "compound" | "det" | "nmod") {
                word.head = Some(before);
            }
        }
    }
}

/// Puts the name where its description stands.
fn promote(sentence: &mut Sentence, name: usize, role: usize) {
    let (above, relation) = (sentence.words[role].head, sentence.words[role].deprel.clone());
    sentence.words[name].head = above;
    sentence.words[name].deprel = relation;
    sentence.words[role].head = Some(name);
    sentence.words[role].deprel = "nmod:desc".to_owned();
    // "Society President Ash Soni": what stands right before the description on the same level belongs to it.
    let first = (0..role).find(|&w| below_reaches(sentence, role, w)).unwrap_or(role);
    if let Some(left) = first.checked_sub(1) {
        let word = &sentence.words[left];
        let same = word.head == above && word.deprel == sentence.words[name].deprel && above.is_some();
        if same && matches!(word.upos, Upos::NOUN | Upos::PROPN) && !sentence.words[role].deprel.starts_with("conj") {
            sentence.words[left].head = Some(role);
            sentence.words[left].deprel = "compound".to_owned();
        }
    }
    for child in 0..sentence.words.len() {
        if sentence.words[child].head == Some(role) && child != name {
            let word = &sentence.words[child];
            let stays = matches!(
                word.relation(),
                "det" | "amod" | "compound" | "nmod" | "nummod" | "nmod:poss" | "flat" | "conj"
            ) && child < name;
            if !stays {
                sentence.words[child].head = Some(name);
            }
        }
    }
}

/// "X, director of Y and chairman of Z": the second role belongs to the first, not to the name.
fn roles_after(sentence: &mut Sentence, start: usize, end: usize) {
    let Some(head) = name_head(sentence, start, end) else { return };
    let first = (end..sentence.words.len()).find(|&w| {
        sentence.words[w].head == Some(head) && sentence.words[w].deprel == "appos" && is_role_noun(&sentence.words[w])
    });
    let Some(first) = first else { return };
    role_behind_topic(sentence, first);
    for later in first + 1..sentence.words.len() {
        let word = &sentence.words[later];
        let determined = sentence.words.iter().any(|w| w.head == Some(later) && w.deprel == "det");
        if word.head == Some(head)
            && word.deprel == "conj"
            && is_role_noun(word)
            && !determined
            && !sentence.names.iter().any(|n| n.words.contains(later))
        {
            sentence.words[later].head = Some(first);
        }
    }
}

/// "the author of the study and a specialist": a role is no second item of a study; it belongs to the first role.
fn role_behind_topic(sentence: &mut Sentence, first: usize) {
    let person = |word: &Word| is_role_noun(word) && !is_group_noun(&word.lemma.to_lowercase());
    for later in first + 1..sentence.words.len() {
        let word = &sentence.words[later];
        let Some(topic) = word.head.filter(|_| word.deprel == "conj" && word.upos == Upos::NOUN && person(word)) else {
            continue;
        };
        let above = &sentence.words[topic];
        let determined = sentence
            .words
            .iter()
            .any(|w| w.head == Some(later) && w.deprel == "det" && matches!(w.form.as_str(), "a" | "an"));
        if determined && above.head == Some(first) && above.deprel == "nmod" && !person(above) {
            sentence.words[later].head = Some(first);
        }
    }
}

/// "Assistant to the President and Senior Director": a title without article is no second item of "the President".
fn titles_in_row(sentence: &mut Sentence) {
    let person = |word: &Word| is_role_noun(word) && !is_group_noun(&word.lemma.to_lowercase());
    let capital = |word: &Word| word.form.starts_with(char::is_uppercase);
    for later in 1..sentence.words.len() {
        let words = &sentence.words;
        let determined =
            |at: usize| words.iter().any(|w| w.head == Some(at) && matches!(w.deprel.as_str(), "det" | "nmod:poss"));
        let word = &words[later];
        let Some(owner) = word.head.filter(|_| word.deprel == "conj" && person(word) && capital(word)) else {
            continue;
        };
        let above = &words[owner];
        let Some(role) = above.head.filter(|_| above.relation() == "nmod" && person(above)) else { continue };
        if role < owner && person(&words[role]) && determined(owner) && !determined(later) {
            sentence.words[later].head = Some(role);
        }
    }
}

/// "actor and producer Ann Roe won": one person with two titles, where the tree has two persons.
fn joint_titles(sentence: &mut Sentence) {
    for number in 0..sentence.names.len() {
        let name = sentence.names[number];
        let Some(head) = name_head(sentence, name.words.start, name.words.end) else { continue };
        let words = &sentence.words;
        let plain = |at: usize| {
            let lower = at == 0 || words[at].form.starts_with(char::is_lowercase);
            words[at].upos == Upos::NOUN && words[at].xpos == "NN" && lower && is_role_noun(&words[at])
        };
        let below = |at: usize, relation: &str| {
            (0..words.len()).find(|&w| words[w].head == Some(at) && words[w].deprel == relation)
        };
        let first = words[head].head.filter(|&first| words[head].deprel == "conj" && first < head && plain(first));
        let title = below(head, "nmod:desc").filter(|&title| plain(title) && title + 1 == name.words.start);
        let (Some(first), Some(title)) = (first, title) else { continue };
        let alone =
            below(title, "det").is_none() && below(first, "conj") == Some(head) && below(first, "nmod:poss").is_none();
        if name.kind == NameKind::Per
            && alone
            && (first + 1..title).all(|w| words[w].deprel == "cc" || words[w].head == Some(title))
        {
            promote(sentence, head, first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::conllu;

    #[test]
    fn a_tree_stays_a_tree() {
        let source = "1\tis\tbe\tVERB\tVBZ\t_\t0\troot\t_\t_\n\
            2\tpresident\tpresident\tNOUN\tNN\t_\t4\tnmod\t_\t_\n\
            3\tAnn\tAnn\tPROPN\tNNP\t_\t1\tflat\t_\tNER=B-PER\n\
            4\tthere\tthere\tADV\tRB\t_\t3\tadvmod\t_\t_\n\n";
        let document = repaired(&conllu::read("flat", source).unwrap().document);
        let heads: Vec<_> = document.sentences[0].words.iter().map(|word| word.head).collect();
        assert_eq!(heads, [None, Some(3), Some(0), Some(2)]);
    }
}
