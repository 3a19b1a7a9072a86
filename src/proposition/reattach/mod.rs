//! Clauses and phrases hung where they belong, in classes of cases where parsers hang them elsewhere.
//!
//! Each repair needs evidence in the words themselves: the tense of a coordinated verb, a verb that governs "from", a
//! particle that leaves a phrase without its preposition.

mod aside;
mod coordination;
mod name;
mod participle;
mod phrase;
mod relative;

use super::cue::{self, Embedding};
use crate::document::{NameKind, Sentence, Upos, Word};

/// All repairs of one sentence. Later ones see what earlier ones did.
pub fn clauses(sentence: &mut Sentence) {
    for word in 0..sentence.words.len() {
        changed_letter(sentence, word);
        name::of_phrase(sentence, word);
        name::of_verb(sentence, word);
        name::of_country_before_verb(sentence, word);
        coordination::shared_head(sentence, word);
        coordination::persons_beside_place(sentence, word);
        coordination::against_report(sentence, word);
        indirect_question(sentence, word);
        conjoined_past(sentence, word);
        conjoined_present(sentence, word);
        prevented(sentence, word);
        phrase::stranded_particle(sentence, word);
        content_of_noun(sentence, word);
        told(sentence, word);
        reporting_participle(sentence, word);
        report_behind(sentence, word);
        circumstance_of_report(sentence, word);
        subject_of_content(sentence, word);
        relative::of_infinitive(sentence, word);
        phrase::thanks(sentence, word);
        phrase::degree(sentence, word);
        phrase::whose_doing(sentence, word);
        aside::report_noun(sentence, word);
        aside::report(sentence, word);
        aside::connective(sentence, word);
        origin(sentence, word);
        ending(sentence, word);
        active(sentence, word);
        headline_passive(sentence, word);
        phrase::object_before_number(sentence, word);
        phrase::score(sentence, word);
        phrase::place_in_country(sentence, word);
        phrase::listed_title(sentence, word);
        phrase::two_phrases(sentence, word);
        phrase::second_of_title(sentence, word);
        phrase::behind_title(sentence, word);
        phrase::caused(sentence, word);
        phrase::name_before_article(sentence, word);
        phrase::apposition_to_its_kind(sentence, word);
        phrase::apposition_of_place(sentence, word);
        content_with_copula(sentence, word);
        phrase::bare_object(sentence, word);
        phrase::age(sentence, word);
        phrase::aged(sentence, word);
        phrase::compound_object(sentence, word);
        phrase::rendered(sentence, word);
        coordination::of_last(sentence, word);
        subject_of_infinitive(sentence, word);
        subject_of_absolute(sentence, word);
        phrase::agent_behind(sentence, word);
        phrase::described_subject(sentence, word);
        relative::to_its_kind(sentence, word);
        relative::in_number(sentence, word);
        relative::who_is_person(sentence, word);
        relative::which_is_name(sentence, word);
        relative::which_is_thing(sentence, word);
        relative::of_harm(sentence, word);
        participle::called(sentence, word);
        participle::required(sentence, word);
        participle::effect(sentence, word);
        participle::seen(sentence, word);
        participle::infinitive_of_object(sentence, word);
        participle::gerund_subject(sentence, word);
        participle::within_relative(sentence, word);
        participle::fronted(sentence, word);
        participle::accused_by_agent(sentence, word);
        aside::final_source(sentence, word);
    }
}

fn child<'a>(sentence: &'a Sentence, head: usize, relations: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
    let below = move |word: &Word| word.head == Some(head) && relations.contains(&word.relation());
    (0..sentence.words.len()).filter(move |&word| below(&sentence.words[word]))
}

fn has(sentence: &Sentence, head: usize, relations: &[&str]) -> bool {
    child(sentence, head, relations).next().is_some()
}

/// "claimed the project is to protect them": a clause with subject and copula and without conjunction is what is claimed.
fn content_with_copula(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let Some(verb) = words[clause].head.filter(|&verb| verb < clause && words[clause].deprel == "advcl") else {
        return;
    };
    let says = words[verb].upos == Upos::VERB && cue::finite(&words[verb].lemma).is_some_and(Embedding::has_voice);
    let whole = has(sentence, clause, &["nsubj"]) && has(sentence, clause, &["cop"]);
    let marked = child(sentence, clause, &["mark", "advmod"])
        .any(|mark| mark < clause && matches!(words[mark].upos, Upos::SCONJ | Upos::ADP) || words[mark].xpos == "WRB");
    if says && whole && !marked && !has(sentence, verb, &["ccomp", "obj", "xcomp"]) {
        sentence.words[clause].deprel = "ccomp".to_owned();
    }
}

/// "asked me if I knew": what is asked is the verb's content, no condition.
fn indirect_question(sentence: &mut Sentence, clause: usize) {
    let word = &sentence.words[clause];
    let Some(head) = word.head.filter(|&head| head < clause && word.deprel == "advcl") else { return };
    let verb = &sentence.words[head];
    let marked = |form: &str| {
        child(sentence, clause, &["mark"])
            .any(|mark| mark > head && sentence.words[mark].form.eq_ignore_ascii_case(form))
    };
    let asks = cue::infinitive(&verb.lemma) == Some(Embedding::Ask)
        || matches!(cue::finite(&verb.lemma), Some(Embedding::Ask | Embedding::Doubt));
    let content = has(sentence, head, &["ccomp", "obj"]);
    if verb.upos == Upos::VERB && !content && (marked("whether") || marked("if") && asks) {
        sentence.words[clause].deprel = "ccomp".to_owned();
    }
}

/// "declared that it exists and ordered help": a verb in the past is coordinated with the one in the past above, not
/// with what that one says in the present.
fn conjoined_past(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    let past = |word: usize| words[word].xpos == "VBD";
    let present = |word: usize| {
        let finite = |w: usize| matches!(words[w].xpos.as_str(), "VBZ" | "VBP" | "MD");
        finite(word) || child(sentence, word, &["aux", "cop"]).any(finite)
    };
    let Some(said) = words[verb].head.filter(|_| words[verb].deprel == "conj" && past(verb)) else { return };
    let Some(says) = words[said].head.filter(|_| words[said].deprel == "ccomp" && present(said)) else { return };
    let own = has(sentence, verb, &["nsubj", "expl", "csubj", "aux"]);
    if says < said && said < verb && past(says) && !own && has(sentence, says, &["nsubj"]) {
        sentence.words[verb].head = Some(says);
    }
}

/// "said that it seeks help and intends to stay": a verb in the present is coordinated with the one in the present that is
/// reported, not with the report in the past.
fn conjoined_present(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    let present = |word: usize| matches!(words[word].xpos.as_str(), "VBZ" | "VBP");
    let Some(said) = words[verb].head.filter(|_| words[verb].deprel == "conj" && present(verb)) else { return };
    let reports = words[said].xpos == "VBD" && cue::finite(&words[said].lemma).is_some_and(Embedding::is_speech);
    let own = has(sentence, verb, &["nsubj", "nsubj:pass", "expl", "csubj", "aux"]);
    let content = child(sentence, said, &["ccomp"]).find(|&clause| said < clause && clause < verb && present(clause));
    if let Some(content) = content.filter(|_| reports && !own) {
        sentence.words[verb].head = Some(content);
    }
}

/// "worked to prevent them from entering": "from" and a gerund go with the verb that prevents.
fn prevented(sentence: &mut Sentence, gerund: usize) {
    let words = &sentence.words;
    let from = || child(sentence, gerund, &["mark", "case"]).any(|mark| words[mark].form.eq_ignore_ascii_case("from"));
    let being = |word: usize| child(sentence, word, &["aux:pass", "cop"]).any(|aux| words[aux].xpos == "VBG");
    let is_gerund = |word: usize| words[word].xpos == "VBG" || being(word);
    let Some(head) = words[gerund].head.filter(|_| words[gerund].deprel == "advcl" && is_gerund(gerund)) else {
        return;
    };
    let prevents = |verb: usize| {
        words[verb].upos == Upos::VERB
            && cue::infinitive(&words[verb].lemma) == Some(Embedding::Prevent)
            && has(sentence, verb, &["obj"])
    };
    if from()
        && !prevents(head)
        && let Some(verb) = (head + 1..gerund).rev().find(|&verb| prevents(verb))
    {
        sentence.words[gerund].head = Some(verb);
    }
}

/// "…, reported officials", "…, they said": who stands beside a reporting verb that has its words before it says them, whatever
/// the tree calls the two.
fn report_behind(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    if words[verb].upos != Upos::VERB || !cue::finite(&words[verb].lemma).is_some_and(Embedding::is_speech) {
        return;
    }
    let closes = |word: &&Word| matches!(word.form.as_str(), "\"" | "”" | "''");
    let comma_before =
        |word: usize| words[..word].iter().rev().find(|word| !closes(word)).is_some_and(|w| w.form == ",");
    let subject = child(sentence, verb, &["nsubj"]).next();
    if let Some(subject) = subject {
        let first = (0..=subject).find(|&word| is_below(sentence, word, subject)).unwrap_or(subject);
        let said = |&clause: &usize| {
            clause < first && words[clause].upos == Upos::VERB && has(sentence, clause, &["nsubj", "nsubj:pass"])
        };
        let loose = child(sentence, verb, &["vocative", "dep", "discourse", "dislocated", "parataxis"]).find(said);
        let free = first < verb && comma_before(first) && !has(sentence, verb, &["ccomp", "obj", "xcomp"]);
        if let Some(clause) = loose.filter(|_| free) {
            sentence.words[clause].deprel = "ccomp".to_owned();
        }
        return;
    }
    let content = child(sentence, verb, &["ccomp"]).any(|clause| clause < verb);
    let person = |word: usize| sentence.names.iter().any(|n| n.kind == NameKind::Per && n.words.contains(word));
    let source = child(sentence, verb, &["obj", "iobj", "appos", "dep", "nmod", "vocative"]).find(|&noun| {
        let between = |word: usize| is_below(sentence, word, noun);
        let object = matches!(words[noun].relation(), "obj" | "iobj");
        noun > verb && (verb + 1..noun).all(between) && !has(sentence, noun, &["case"]) && (object || person(noun))
    });
    if let Some(source) = source.filter(|_| content && comma_before(verb)) {
        sentence.words[source].deprel = "nsubj".to_owned();
    }
}

/// "announced the tests found traces": the noun between a report and a finite verb without subject is that verb's.
fn subject_of_content(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let Some(verb) = words[clause].head.filter(|&verb| words[clause].deprel == "ccomp" && verb < clause) else {
        return;
    };
    let finite = matches!(words[clause].xpos.as_str(), "VBD" | "VBZ" | "VBP");
    let own = has(sentence, clause, &["nsubj", "nsubj:pass", "csubj", "expl", "mark", "aux", "cop"]);
    let reports = cue::finite(&words[verb].lemma).is_some_and(Embedding::is_speech);
    let between =
        |noun: usize| (noun..clause).all(|word| is_below(sentence, word, noun) && words[word].upos != Upos::PUNCT);
    let object = child(sentence, verb, &["obj"]).find(|&noun| verb < noun && noun < clause && between(noun));
    if let Some(object) = object.filter(|_| finite && !own && reports) {
        relate(sentence, object, clause, "nsubj");
    }
}

/// "said at a conference the law should change": what stands between a reporting verb and the subject of what it reports is
/// the report's own.
fn circumstance_of_report(sentence: &mut Sentence, phrase: usize) {
    let words = &sentence.words;
    let Some(clause) = words[phrase].head.filter(|_| words[phrase].deprel.starts_with("obl")) else { return };
    let Some(verb) = words[clause].head.filter(|_| words[clause].deprel == "ccomp") else { return };
    let Some(subject) = child(sentence, clause, &["nsubj", "nsubj:pass", "expl"]).next() else { return };
    let reports = words[verb].upos == Upos::VERB && cue::finite(&words[verb].lemma).is_some_and(Embedding::is_speech);
    if !(reports && verb < phrase && phrase < subject && has(sentence, phrase, &["case"])) {
        return;
    }
    let own = |word: usize| is_below(sentence, word, phrase);
    let first = (verb + 1..=phrase).find(|&word| own(word)).unwrap_or(phrase);
    let next = (phrase..subject).find(|&word| !own(word)).unwrap_or(subject);
    let set_off = verb + 2 == first && words[verb + 1].form == ",";
    let at_once =
        set_off || (verb + 1..first).all(|word| words[word].head == Some(verb) && words[word].upos != Upos::PUNCT);
    if at_once && is_below(sentence, next, subject) {
        sentence.words[phrase].head = Some(verb);
    }
}

/// "[T]he lottery": a letter that the writer has changed is no word.
fn changed_letter(sentence: &mut Sentence, letter: usize) {
    let words = &sentence.words;
    let form = |word: usize| words.get(word).map_or("", |word| word.form.as_str());
    let glued = |word: usize| words.get(word).is_some_and(|word| !word.space_after);
    let Some(open) = letter.checked_sub(1).filter(|&open| form(open) == "[" && glued(open)) else { return };
    let one = form(letter).chars().count() == 1 && form(letter).chars().all(char::is_alphabetic);
    let rest = letter + 2;
    let joined = form(letter + 1) == "]" && glued(letter) && glued(letter + 1) && rest < words.len();
    let marks = open..=letter + 1;
    let leaves = !words.iter().any(|word| word.head.is_some_and(|head| marks.contains(&head)));
    let hung = || marks.clone().all(|mark| words[mark].head.is_some());
    if one && joined && leaves && hung() && form(rest).starts_with(char::is_lowercase) {
        let the = format!("{}{}", form(letter), form(rest)).eq_ignore_ascii_case("the");
        for mark in marks {
            sentence.words[mark].head = Some(rest);
            sentence.words[mark].deprel = "punct".to_owned();
        }
        sentence.words[letter].upos = Upos::PUNCT;
        if the {
            sentence.words[rest].upos = Upos::DET;
            sentence.words[rest].xpos = "DT".to_owned();
            sentence.words[rest].lemma = "the".to_owned();
            sentence.words[rest].deprel = "det".to_owned();
        }
    }
}

/// "told the hearing she was lost for words": what somebody is told is no clause of who hears it.
fn told(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let Some(hearer) = words[clause].head.filter(|_| words[clause].relation() == "acl") else { return };
    let Some(verb) = words[hearer].head.filter(|_| matches!(words[hearer].relation(), "obj" | "iobj")) else {
        return;
    };
    let tells = matches!(words[verb].lemma.as_str(), "tell" | "inform" | "remind" | "assure" | "warn" | "notify");
    let first = (hearer..=clause).find(|&word| is_below(sentence, word, clause)).unwrap_or(clause);
    let subject = child(sentence, clause, &["nsubj", "nsubj:pass"]).next();
    let full = subject.is_some_and(|subject| !matches!(words[subject].xpos.as_str(), "WP" | "WDT"))
        && (has(sentence, clause, &["cop", "obj", "aux:pass", "ccomp"]) || words[clause].xpos != "VBD");
    let marked = words[first].form.eq_ignore_ascii_case("that");
    if tells
        && first == hearer + 1
        && (full || marked && subject.is_some())
        && !has(sentence, verb, &["ccomp", "xcomp"])
    {
        relate(sentence, clause, verb, "ccomp");
        sentence.words[hearer].deprel = "iobj".to_owned();
    }
}

/// "assist migrants from Syria": where persons are from belongs to them, unless the verb moves them.
fn origin(sentence: &mut Sentence, place: usize) {
    let words = &sentence.words;
    let Some(verb) = words[place].head.filter(|_| words[place].deprel == "obl") else { return };
    let from = child(sentence, place, &["case"]).find(|&case| words[case].form.eq_ignore_ascii_case("from"));
    let Some(persons) = from.and_then(|from| from.checked_sub(1)) else { return };
    let located = sentence.names.iter().any(|name| name.kind == NameKind::Loc && name.words.contains(place));
    let object = words[persons].head == Some(verb) && words[persons].deprel == "obj";
    if object
        && located
        && is_person(sentence, persons) == Some(true)
        && words[persons].upos == Upos::NOUN
        && !cue::is_cue(&words[verb].lemma, "transfers-from")
    {
        sentence.words[place].head = Some(persons);
        sentence.words[place].deprel = "nmod".to_owned();
    }
}

/// "for $3 billion in cash, ending months of talks": a participle behind a comma tells of the whole, not of a sum or a time.
fn ending(sentence: &mut Sentence, participle: usize) {
    let words = &sentence.words;
    if words[participle].deprel != "acl" || words[participle].xpos != "VBG" || participle == 0 {
        return;
    }
    let Some(noun) = words[participle].head.filter(|&noun| noun < participle) else { return };
    let first = (noun + 1..=participle).find(|&word| is_below(sentence, word, participle)).unwrap_or(participle);
    let set_off = words[first].form == "," || words[first - 1].form == ",";
    let sum = matches!(words[noun].upos, Upos::NUM | Upos::SYM)
        || sentence.names.iter().any(|name| name.kind == NameKind::Time && name.words.contains(noun));
    let verb = std::iter::successors(Some(noun), |&at| words[at].head)
        .skip(1)
        .take(words.len())
        .find(|&at| words[at].upos == Upos::VERB);
    if let Some(verb) = verb.filter(|&verb| set_off && sum && verb < participle) {
        sentence.words[participle].head = Some(verb);
        sentence.words[participle].deprel = "advcl".to_owned();
    }
}

/// "Acme announced the line was closed": a participle with neither auxiliary nor agent but a clause of its own says it.
fn active(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    let by = child(sentence, verb, &["obl"]).any(|agent| words[agent].deprel == "obl:agent");
    let bare = words[verb].xpos == "VBN" && !by && !has(sentence, verb, &["aux", "cop", "mark"]);
    let says = cue::finite(&words[verb].lemma).is_some_and(Embedding::is_speech);
    let Some(subject) = child(sentence, verb, &["nsubj"]).find(|&s| words[s].deprel == "nsubj:pass") else { return };
    if bare && says && child(sentence, verb, &["ccomp"]).any(|clause| clause > verb) {
        sentence.words[verb].xpos = "VBD".to_owned();
        sentence.words[subject].deprel = "nsubj".to_owned();
    }
}

/// "Journalist shot dead in Lissen": a headline without auxiliary tells what was done to its subject.
fn headline_passive(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    let stop =
        words.last().is_some_and(|word| word.upos == Upos::PUNCT && matches!(word.form.as_str(), "." | "!" | "?"));
    let word = &words[verb];
    let headline = sentence.paragraph == 0 && !stop && word.head.is_none();
    let bare = !has(sentence, verb, &["obj", "iobj", "ccomp", "aux", "mark"]);
    if !headline || !bare || !matches!(word.xpos.as_str(), "VBD" | "VBN") || !cue::is_cue(&word.lemma, "suffered") {
        return;
    }
    let subject = child(sentence, verb, &["nsubj"]).find(|&subject| subject < verb);
    if let Some(subject) = subject {
        sentence.words[verb].xpos = "VBN".to_owned();
        sentence.words[subject].deprel = "nsubj:pass".to_owned();
    }
}

/// "no evidence that X paid Y": a clause with all its arguments has no gap for "that" to fill.
fn content_of_noun(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let Some(noun) = words[clause].head.filter(|_| words[clause].deprel == "acl:relcl") else { return };
    let Some(class) = cue::content_noun(&words[noun].lemma) else { return };
    let that = child(sentence, clause, &["obj"]).find(|&w| words[w].xpos == "WDT" && words[w].form == "that");
    let Some(that) = that.filter(|&that| that == noun + 1 && has(sentence, clause, &["nsubj"])) else { return };
    let other = child(sentence, clause, &["obj"]).any(|object| object != that);
    let indirect = child(sentence, clause, &["iobj"]).next();
    if !(other || indirect.is_some() && class == Embedding::Show) {
        return;
    }
    sentence.words[clause].deprel = "acl".to_owned();
    let that = &mut sentence.words[that];
    (that.deprel, that.xpos, that.upos) = ("mark".to_owned(), "IN".to_owned(), Upos::SCONJ);
    if let Some(indirect) = indirect.filter(|_| !other) {
        sentence.words[indirect].deprel = "obj".to_owned();
    }
}

/// "it fell, she said, noting …", "she admitted that it fell, blaming …": who reports goes on reporting.
fn reporting_participle(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let speech = |word: usize| cue::finite(&words[word].lemma).is_some_and(Embedding::is_speech);
    let reports = |word: usize| words[word].upos == Upos::VERB && speech(word) && has(sentence, word, &["nsubj"]);
    let participle = words[clause].deprel == "advcl"
        && words[clause].xpos == "VBG"
        && (speech(clause) || matches!(words[clause].lemma.as_str(), "blame" | "call" | "accuse" | "cite" | "thank"))
        && !has(sentence, clause, &["mark", "nsubj"])
        && clause > 0
        && words[clause - 1].form == ",";
    let Some(head) = words[clause].head.filter(|&head| participle && head < clause) else { return };
    let parenthetic = child(sentence, head, &["parataxis"]).filter(|&p| p < clause && reports(p)).last();
    let embedding = words[head].head.filter(|&above| words[head].deprel == "ccomp" && reports(above));
    if let Some(reporter) = parenthetic.or(embedding) {
        sentence.words[clause].head = Some(reporter);
    }
}

fn marked(sentence: &Sentence, word: usize, relations: &[&str], form: &str) -> Option<usize> {
    child(sentence, word, relations).find(|&mark| sentence.words[mark].form.eq_ignore_ascii_case(form))
}

fn is_below(sentence: &Sentence, word: usize, above: usize) -> bool {
    let up = std::iter::successors(Some(word), |&at| sentence.words[at].head).take(sentence.words.len());
    up.into_iter().any(|at| at == above)
}

fn relate(sentence: &mut Sentence, word: usize, head: usize, relation: &str) {
    sentence.words[word].head = Some(head);
    sentence.words[word].deprel = relation.to_owned();
}

/// "voted for Roe to serve": who stands between "for" and "to" is the subject of the infinitive.
fn subject_of_infinitive(sentence: &mut Sentence, verb: usize) {
    let Some(to) = marked(sentence, verb, &["mark"], "to") else { return };
    // The phrase hung on the verb above: nobody votes to serve for somebody.
    let above = sentence.words[verb].head.filter(|&above| sentence.words[verb].deprel == "xcomp" && above < to);
    let hung = above.and_then(|above| {
        child(sentence, above, &["obl"]).find(|&word| {
            (word..to).all(|between| is_below(sentence, between, word))
                && marked(sentence, word, &["case"], "for").is_some()
        })
    });
    if let Some(subject) = hung.filter(|_| !has(sentence, verb, &["nsubj", "csubj"])) {
        let case = marked(sentence, subject, &["case"], "for");
        relate(sentence, subject, verb, "nsubj");
        if let Some(case) = case {
            relate(sentence, case, verb, "mark");
        }
        return;
    }
    let Some(r#for) = marked(sentence, verb, &["mark"], "for").filter(|&f| f < to) else { return };
    let between = child(sentence, verb, &["obl", "nmod", "obj"]).find(|&word| r#for < word && word < to);
    if let Some(subject) = between.filter(|_| !has(sentence, verb, &["nsubj", "csubj"])) {
        sentence.words[subject].deprel = "nsubj".to_owned();
    }
}

/// "with Roe following suit": who stands between "with" and a participle is the participle's subject.
fn subject_of_absolute(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    let participle =
        words[verb].deprel == "advcl" && words[verb].xpos == "VBG" && !has(sentence, verb, &["nsubj", "mark"]);
    let Some(head) = words[verb].head.filter(|&head| participle && head < verb) else { return };
    let counted = |word: usize| matches!(words[word].upos, Upos::NUM | Upos::SYM);
    let with =
        |&word: &usize| word < verb && !counted(word) && marked(sentence, word, &["case", "mark"], "with").is_some();
    let Some(subject) = child(sentence, head, &["obl"]).filter(with).last() else { return };
    // Nothing but the phrase itself may stand between: "met with Roe, promising help" has a comma.
    if (subject..verb).all(|between| is_below(sentence, between, subject) && words[between].form != ",") {
        let case = marked(sentence, subject, &["case", "mark"], "with");
        relate(sentence, subject, verb, "nsubj");
        if let Some(case) = case {
            relate(sentence, case, verb, "mark");
        }
    }
}

/// Whether the noun is a person for sure, or for sure none; groups of people can be both.
fn is_person(sentence: &Sentence, word: usize) -> Option<bool> {
    if let Some(name) = sentence.names.iter().find(|name| name.words.contains(word)) {
        return match name.kind {
            NameKind::Per => Some(true),
            NameKind::Loc | NameKind::Event | NameKind::Time => Some(false),
            _ => None,
        };
    }
    let senses = crate::lexicon::NOUNS.get(&sentence.words[word].lemma.to_lowercase())?;
    if senses.starts_with("person") {
        return Some(true);
    }
    (!["group", "tops", "person"].iter().any(|kind| senses.contains(kind))).then_some(false)
}
