//! Attribution relations, with their words and spans.

use super::map::Mapper;
use super::model::{AttributionRelation, AttributionSpans};
use crate::article::Span;
use crate::proposition::{self, Place, runs};
use std::collections::BTreeSet;

impl Mapper<'_> {
    /// The relation in the words of the text; `None` if it cannot be anchored. `known` are the ids of the article's
    /// entities.
    pub(super) fn relation_of_voice(
        &self,
        relation: &proposition::AttributionRelation,
        known: &BTreeSet<String>,
    ) -> Option<AttributionRelation> {
        let sentences = &self.document.sentences;
        let word = |(sentence, word): Place| sentences[sentence].words[word].span;
        let source = relation.source.as_ref().filter(|source| !source.words.is_empty());
        let holder =
            source.map(|s| word((s.sentence, s.words[0])).join(word((s.sentence, s.words[s.words.len() - 1]))));
        let cue = relation.cue.iter().map(|&at| word(at)).reduce(Span::join);
        let parts: Vec<Span> =
            runs(sentences, &relation.content).into_iter().map(|(first, last)| word(first).join(word(last))).collect();
        let text = |span: &Span| self.article.text.get(span.start..span.end).map(str::to_owned);
        let content: Vec<String> = parts.iter().map(text).collect::<Option<_>>()?;
        let characters = |span: &Span| (self.characters.before(span.start), self.characters.before(span.end));
        let sentence = relation.cue.first().map_or(relation.content.first()?.0, |cue| cue.0);
        Some(AttributionRelation {
            holder: holder.as_ref().and_then(text),
            entity: source.and_then(|source| self.subject(source)).filter(|id| known.contains(id)),
            cue: cue.as_ref().and_then(text),
            content: content.join(" … "),
            polarity: relation.polarity,
            direct: relation.direct,
            sentence,
            start: characters(parts.first()?).0,
            end: characters(parts.last()?).1,
            spans: AttributionSpans {
                holder: holder.as_ref().map(characters),
                cue: cue.as_ref().map(characters),
                content: parts.iter().map(characters).collect(),
            },
        })
    }
}
