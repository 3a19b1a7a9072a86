//! Propositions and entities → claims.

use super::characters::Characters;
use super::confidence::{self, ClaimFeatures};
use super::date::{next_weekday, resolve_time};
use super::second::{Reading, Told};
use super::{
    ArticleClaims, ArticleInfo, Attribution, Certainty, Claim, Entity, EntityType, Evidence, Mention, Polarity,
    Qualifier, Relation, Time, Value,
};
use super::{authority, class, id, identity};
use crate::article::Article;
use crate::document::{Document, NameKind, Upos, Word};
use crate::entity::{self, Entities};
use crate::proposition::{self, Adjunct, Argument, Construction, Proposition};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Claims of an annotated article that are right with at least this confidence (0: all). Pure and total.
///
/// `second`: the same sentences as another annotator has them; their confidence rests on both.
pub fn claims(article: &Article, document: &Document, second: Option<&Document>, least: f64) -> ArticleClaims {
    with_mapper(article, document, second, |mapper, propositions| mapper.all(propositions, least))
}

/// What the confidence of every claim, however low, is computed from.
pub fn features(article: &Article, document: &Document, second: Option<&Document>) -> Vec<ClaimFeatures> {
    with_mapper(article, document, second, |mapper, propositions| {
        let features = |p: &Proposition| {
            let text = |a: &Argument| entity::phrase_text(mapper.document, a);
            let object = p.object.as_ref().map(text).unwrap_or_default();
            Some(ClaimFeatures {
                id: mapper.claim(p)?.id,
                words: [text(&p.subject), p.relation.phrase.clone(), object],
                features: mapper.known_of(p),
            })
        };
        propositions.iter().filter_map(features).collect()
    })
}

fn with_mapper<T>(
    article: &Article,
    document: &Document,
    second: Option<&Document>,
    work: impl FnOnce(&Mapper, &[Proposition]) -> T,
) -> T {
    let second = second.map(Reading::of);
    let document = &proposition::repaired(document);
    let propositions = proposition::propositions(document);
    let entities = entity::resolve(document, &propositions);
    let mapper = Mapper {
        article,
        document,
        characters: Characters::new(&article.text),
        ids: id::of_all(article, document, &entities),
        entities: &entities,
        second,
    };
    work(&mapper, &propositions)
}

/// The confidence at most of what a "we" does that is one person: of 25 such claims judged, 12 were right or nearly
/// (`benches/claims-*.tsv`).
const WE_OF_ONE: f64 = 0.5;

fn info(article: &Article) -> ArticleInfo {
    ArticleInfo {
        id: article.id.clone(),
        title: article.title.clone(),
        published: article.published.map(|date| date.to_string()),
        url: article.url.clone(),
        publisher: article.publisher.clone(),
        sha256: article.sha256.clone(),
    }
}

fn used_entities(claims: &[Claim]) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let mut value = |v: &Value| {
        if let Value::Entity(id) = v {
            used.insert(id.clone());
        }
    };
    for claim in claims {
        value(&Value::Entity(claim.subject.clone()));
        claim.object.iter().chain(&claim.place).for_each(&mut value);
        claim.attribution.iter().for_each(|a| value(&a.source));
        claim.qualifiers.iter().for_each(|q| value(&q.value));
    }
    used
}

fn first_word(text: &str) -> String {
    text.split_whitespace().next().unwrap_or_default().to_lowercase()
}

fn wordings(entity: &entity::Entity) -> Vec<&str> {
    std::iter::once(&entity.name).chain(&entity.aliases).map(String::as_str).collect()
}

fn class(id: &str, entity: &entity::Entity) -> Option<&'static str> {
    match identity::state_called(&entity.name) {
        Some(state) if id.ends_with(&state.to_lowercase()) => Some("Region"),
        _ => class::class(entity.kind, &wordings(entity)),
    }
}

pub(super) struct Mapper<'a> {
    pub(super) article: &'a Article,
    pub(super) document: &'a Document,
    pub(super) characters: Characters,
    pub(super) ids: Vec<String>,
    pub(super) entities: &'a Entities,
    /// What the small network made of the article.
    second: Option<Reading>,
}

impl Mapper<'_> {
    fn all(&self, propositions: &[Proposition], least: f64) -> ArticleClaims {
        let mut claims: Vec<Claim> = Vec::new();
        let mut seen = BTreeSet::new();
        for proposition in propositions {
            if let Some(claim) = self.claim(proposition).filter(|claim| claim.confidence >= least)
                && seen.insert(claim.id.clone())
            {
                claims.push(claim);
            }
        }
        let used = used_entities(&claims);
        let mut entities = self.entities_used(&used);
        entities.extend(self.roles(propositions, &claims));
        entities.extend(self.nations(propositions, &claims, &entities));
        let known: BTreeSet<String> = entities.iter().map(|entity| entity.id.clone()).collect();
        let relations = proposition::attributions(self.document);
        let attributions = relations.iter().filter_map(|relation| self.relation_of_voice(relation, &known)).collect();
        ArticleClaims { article: info(self.article), entities, claims, attributions }
    }

    /// What the confidence of a proposition's claim is computed from.
    fn known_of(&self, p: &Proposition) -> Vec<String> {
        let mut known = confidence::features(self.document, self.entities, p);
        let told = || Told::new(self.document, self.entities, p);
        let agrees = self.second.as_ref().map_or("not asked", |second| second.agrees(p.sentence, &told()));
        known.push(format!("second reading:{agrees}"));
        known
    }

    /// The claim of a proposition; `None` if an argument stands for nothing we know (an expletive, an unresolved "it").
    fn claim(&self, p: &Proposition) -> Option<Claim> {
        let doubtful = |argument: &Argument| {
            self.entities.mention_at(argument.sentence, argument.head).is_some_and(|mention| mention.doubtful)
        };
        if std::iter::once(&p.subject).chain(&p.object).any(doubtful) {
            return None;
        }
        let subject = self.subject(&p.subject)?;
        let position = self.position(p, &subject);
        let object = match &p.object {
            Some(said) => Some(self.object(p, said, &subject, position)?),
            None => None,
        };
        if object == Some(Value::Entity(subject.clone())) || p.object.as_ref().is_some_and(|o| self.is_empty(o)) {
            return None;
        }
        if std::iter::once(&p.subject).chain(&p.object).any(|argument| self.is_broken(argument)) {
            return None;
        }
        // "the stepchild held the position of stepchild"
        if position && p.object.as_ref().is_some_and(|o| self.is_called(&subject, &self.position_name(o), false)) {
            return None;
        }
        // "It was a third of the output", told of what is named no better: says nothing.
        let pronoun = self.document.sentences[p.subject.sentence].words[p.subject.head].upos == Upos::PRON;
        if matches!(&object, Some(Value::Literal { text, .. }) if self.is_called(&subject, text, pronoun)) {
            return None;
        }
        // "felt something", "understood one thing"
        let vague = ["something", "anything", "one thing", "thing", "things"];
        if matches!(&object, Some(Value::Literal { text, .. }) if vague.contains(&text.to_lowercase().as_str())) {
            return None;
        }
        // "Migrants from Syria", "members of Acme": says no more by itself; "Acme officials" are of a body.
        let named = |argument: &Argument| self.entities.of(argument).and_then(|e| self.entities.entities[e].named);
        if self.restates_what_is_meant(p) || self.is_of_itself(p, &subject) {
            return None;
        }
        let of_body = p.object.as_ref().is_some_and(|o| named(o) == Some(NameKind::Org) && o.head < p.subject.head);
        if p.restates_its_subject() && named(&p.subject).is_none() && !of_body {
            return None;
        }
        if self.are_two_names(p) || self.is_uncounted(&p.subject) || self.is_bare_number(p) {
            return None;
        }
        // "our workers", with nobody to be us
        let nobody = |id: &str| ["I", "we"].iter().any(|speaker| self.is_called(id, speaker, false));
        if p.construction == Construction::Possessive && matches!(&object, Some(Value::Entity(id)) if nobody(id)) {
            return None;
        }
        // "called the attack barbarous": the attack was called so; that it was called is nothing.
        let called = |adjunct: &Adjunct| adjunct.relation == "as" && p.construction == Construction::Verb;
        let takes_for = proposition::is_naming(&p.relation.lemma) || proposition::is_taking_for(&p.relation.lemma);
        // "trained with and was managed by Roe": with nobody.
        let last = p.relation.label.rsplit(' ').next().unwrap_or_default();
        if p.object.is_none() && matches!(last, "with" | "of" | "for" | "to" | "from" | "into" | "against") {
            return None;
        }
        // "giving him 54": not he to himself.
        let itself = |adjunct: &Adjunct| {
            let oneself = self.word(&adjunct.argument).form.to_lowercase().ends_with("self");
            let to = adjunct.relation == "to" && !oneself && self.word(&adjunct.argument).deprel == "iobj";
            to && self.subject(&adjunct.argument).is_some_and(|id| id == subject)
        };
        if matches!(p.relation.lemma.as_str(), "give" | "leave") && p.adjuncts.iter().any(itself) {
            return None;
        }
        if takes_for && p.adjuncts.iter().any(called) {
            return None;
        }
        let found = confidence::confidence(&self.known_of(p));
        let confidence = if self.is_we_of_one(&p.subject) { found.min(WE_OF_ONE) } else { found };
        let relation = self.relation(p, position);
        let evidence = self.evidence(p)?;
        let mut claim = Claim {
            id: String::new(),
            subject,
            relation,
            object,
            polarity: p.polarity,
            certainty: p.certainty,
            asserted: false,
            attribution: self.attribution(p),
            time: self.time(p),
            place: p.places.first().and_then(|place| self.value(&place.argument)),
            qualifiers: self.qualifiers(p),
            evidence,
            confidence,
        };
        claim.asserted = claim.is_asserted();
        claim.id = self.id(&claim);
        Some(claim)
    }

    pub(super) fn subject(&self, argument: &Argument) -> Option<String> {
        self.entities.of(argument).map(|entity| self.ids[entity].clone())
    }

    pub(super) fn word(&self, argument: &Argument) -> &crate::document::Word {
        &self.document.sentences[argument.sentence].words[argument.head]
    }

    /// Whether the proposition gives a person a position: "is a senator" as well as the title "Senator".
    fn position(&self, p: &Proposition, subject: &str) -> bool {
        let Some(object) = p.object.as_ref() else { return false };
        let person = self.ids.iter().position(|id| id == subject);
        if p.relation.label == "held position" {
            // "supplier Acme", taken for a person in one place.
            return person.is_none_or(|n| self.entities.entities[n].kind != EntityType::Organization);
        }
        let word = self.word(object);
        p.construction == Construction::Copula
            && p.relation.label == "was"
            && person.is_some_and(|n| self.entities.entities[n].kind == EntityType::Person)
            && self.is_no_name(object)
            && matches!(word.xpos.as_str(), "NN" | "NNP")
            && EntityType::of_noun(&word.lemma.to_lowercase(), false) == EntityType::Person
            && proposition::is_office(&self.document.sentences[object.sentence], object)
    }

    /// A position by its words, without determiner: positions of one wording are one thing in all articles.
    pub(super) fn role_name(&self, object: &Argument) -> String {
        let words = &self.document.sentences[object.sentence].words;
        let bare: Vec<usize> = object
            .words
            .iter()
            .copied()
            .skip_while(|&w| {
                let past = [
                    "former",
                    "formerly",
                    "previously",
                    "then",
                    "ex",
                    "ex-",
                    "retired",
                    "late",
                    "current",
                    "currently",
                    "now",
                    "incumbent",
                    "outgoing",
                ];
                matches!(words[w].upos, Upos::DET | Upos::PUNCT)
                    || words[w].xpos == "PRP$"
                    || past.iter().any(|word| words[w].form.eq_ignore_ascii_case(word))
            })
            .collect();
        let bare = if bare.is_empty() { object.words.clone() } else { bare };
        entity::phrase_text(self.document, &Argument { words: bare, ..object.clone() })
    }

    /// The name of a position that somebody has: "Vice Presidents Ann Roe and Jo Poe" hold one office each.
    pub(super) fn position_name(&self, object: &Argument) -> String {
        let (text, head) = (self.role_name(object), self.word(object));
        match head.form.strip_suffix('s') {
            Some(one) if matches!(head.xpos.as_str(), "NNS" | "NNPS") && head.lemma.eq_ignore_ascii_case(one) => {
                text.replacen(&head.form, one, 1)
            }
            _ => text,
        }
    }

    /// The relation's name in the graph.
    fn relation(&self, p: &Proposition, position: bool) -> Relation {
        let occupation = |object: &Argument| proposition::is_occupation(&self.word(object).lemma.to_lowercase());
        let (label, lemma) = if position && p.object.as_ref().is_some_and(occupation) {
            // "the mathematician Ann Roe"
            ("was".to_owned(), "be".to_owned())
        } else if position {
            ("held position".to_owned(), "hold position".to_owned())
        } else if p.relation.label == "held position" {
            ("was".to_owned(), "be".to_owned())
        } else {
            (p.relation.label.clone(), p.relation.lemma.clone())
        };
        Relation { id: id::slug(&label).replace('-', "_"), label, phrase: p.relation.phrase.clone(), lemma }
    }

    /// The positions that claims give, as entities.
    fn roles(&self, propositions: &[Proposition], claims: &[Claim]) -> Vec<Entity> {
        let mut found: Vec<Entity> = Vec::new();
        for object in propositions.iter().filter_map(|p| p.object.as_ref()) {
            let name = self.position_name(object);
            let id = id::of_role(&name);
            if !claims.iter().any(|c| c.object == Some(Value::Entity(id.clone()))) {
                continue;
            }
            let mention = self.mention_of(object);
            match found.iter_mut().find(|known| known.id == id) {
                Some(known) if !known.mentions.contains(&mention) => known.mentions.push(mention),
                Some(_) => {}
                None => found.push(Entity {
                    id,
                    name,
                    kind: EntityType::Role,
                    class: None,
                    exact_match: Vec::new(),
                    aliases: Vec::new(),
                    mentions: vec![mention],
                }),
            }
        }
        found
    }

    fn attribution(&self, p: &Proposition) -> Vec<Attribution> {
        let mut found: Vec<Attribution> = Vec::new();
        for voice in &p.voices {
            let source = match &voice.source {
                Some(argument) => self.value(argument).unwrap_or_else(|| self.literal(argument)),
                None => Value::Literal { text: "unnamed speaker".to_owned(), datatype: None, value: None },
            };
            // "he said" within the words of the same speaker is one voice.
            if found.last().is_none_or(|last| last.source != source) {
                found.push(Attribution { source, cue: voice.cue.clone() });
            }
        }
        found
    }

    fn time(&self, p: &Proposition) -> Option<Time> {
        // "is forecast to arrive on Monday", "will meet on Monday", "will be buried on Monday"
        let words = &self.document.sentences[p.sentence].words;
        let will = |word: &Word| word.head == Some(p.head) && word.relation() == "aux" && word.lemma == "will";
        let bare = words[p.head].xpos == "VB" || words.iter().any(will);
        let to_come = bare && p.certainty != Certainty::Certain;
        let all: Vec<Time> = p
            .times
            .iter()
            .map(|time| {
                let text = entity::phrase_text(self.document, time);
                // "for the past year" is how long.
                let lasts = first_word(&text) == "for" && text.contains("past");
                let value = resolve_time(&text, self.article.published).filter(|_| !lasts);
                let value =
                    if to_come { value.map(|day| next_weekday(&text, day, self.article.published)) } else { value };
                Time { text, value }
            })
            .collect();
        // "from 2009 to 2017"
        let begins = |words: &[&str]| all.iter().find(|time| words.contains(&first_word(&time.text).as_str()));
        if let (Some(from), Some(to)) = (begins(&["from"]), begins(&["to", "until", "till", "through"]))
            && let (Some(start), Some(end)) = (&from.value, &to.value)
        {
            // The first may hold both already.
            let end = end.trim_start_matches('/');
            let value = if start.contains('/') { start.clone() } else { format!("{start}/{end}") };
            return Some(Time { text: format!("{} {}", from.text, to.text), value: Some(value) });
        }
        // "Friday, March 29 the fair returned from March 15": a bare day before everything heads the report.
        let bare = |at: usize| {
            let first = first_word(&all[at].text);
            p.times[at].words.first() == Some(&0) && crate::lexicon::WEEKDAYS.contains(&first.trim_end_matches(','))
        };
        let known = || (0..all.len()).filter(|&at| all[at].value.is_some());
        let best = known().find(|&at| !bare(at)).or(known().next()).unwrap_or(0);
        all.get(best).cloned()
    }

    fn qualifiers(&self, p: &Proposition) -> Vec<Qualifier> {
        // "Ann Roe served in Lissen as the chief": as what is said in words, not as Ann Roe.
        let itself = |argument: &Argument| {
            let entity = self.entities.of(argument);
            let object = p.object.as_ref().and_then(|object| self.entities.of(object));
            entity.is_some() && (entity == self.entities.of(&p.subject) || entity == object)
        };
        let qualifier = |adjunct: &Adjunct| {
            let value = if itself(&adjunct.argument) && self.is_no_name(&adjunct.argument) {
                self.bare_literal(&adjunct.argument)
            } else {
                self.value(&adjunct.argument)?
            };
            Some(Qualifier { relation: adjunct.relation.clone(), value })
        };
        p.adjuncts.iter().chain(p.places.iter().skip(1)).filter_map(qualifier).collect()
    }

    /// The sentence, from its first word to its last.
    fn evidence(&self, p: &Proposition) -> Option<Evidence> {
        let words = &self.document.sentences[p.sentence].words;
        let span = words.first()?.span.join(words.last()?.span);
        let quote = self.article.text.get(span.start..span.end)?;
        Some(Evidence {
            start: self.characters.before(span.start),
            end: self.characters.before(span.end),
            quote: quote.to_owned(),
        })
    }

    /// Hash of what makes the claim this claim.
    fn id(&self, claim: &Claim) -> String {
        let content = (
            &self.article.id,
            &claim.subject,
            &claim.relation.id,
            &claim.object,
            claim.polarity == Polarity::Positive,
            &claim.attribution,
            claim.evidence.start,
        );
        let digest = Sha256::digest(serde_json::to_vec(&content).unwrap_or_default());
        digest.iter().take(10).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The entities that claims use, with their mentions.
    fn entities_used(&self, used: &BTreeSet<String>) -> Vec<Entity> {
        let mut found: Vec<Entity> = Vec::new();
        for (number, entity) in self.entities.entities.iter().enumerate() {
            let id = &self.ids[number];
            if !used.contains(id) && entity.named.is_none() {
                continue;
            }
            let mentions = entity.mentions.iter().map(|&mention| self.mention(&self.entities.mentions[mention]));
            match found.iter_mut().find(|known| known.id == *id) {
                Some(known) => {
                    known.mentions.extend(mentions);
                    known.mentions.sort_by_key(|mention| (mention.start, mention.end));
                }
                None => found.push(Entity {
                    id: id.clone(),
                    name: entity.name.clone(),
                    kind: entity.kind,
                    class: class(id, entity).map(str::to_owned),
                    exact_match: authority::exact_matches(id, &wordings(entity), || {
                        identity::region_behind(self.document, self.entities, entity)
                    }),
                    aliases: entity.aliases.clone(),
                    mentions: mentions.collect(),
                }),
            }
        }
        found
    }

    fn mention(&self, mention: &entity::Mention) -> Mention {
        let span = mention.span(self.document);
        Mention {
            start: self.characters.before(span.start),
            end: self.characters.before(span.end),
            text: span.of(&self.article.text).to_owned(),
        }
    }
}
