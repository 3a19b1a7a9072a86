//! What may be decided about entities, as data.

use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What may be decided about entities, which are known by their ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// The two are one thing. The first id is the smaller one; see [`Judgement::merge`].
    Merge(String, String),
    /// The two are two things.
    KeepApart(String, String),
    /// What these articles call `entity` is another thing, `into`.
    Split {
        /// The entity.
        entity: String,
        /// Ids of the articles.
        articles: BTreeSet<String>,
        /// The id of the other thing.
        into: String,
    },
    /// What these articles call `entity` is the entity after all.
    KeepWhole {
        /// The entity.
        entity: String,
        /// Ids of the articles.
        articles: BTreeSet<String>,
    },
    /// An authority's entry is the entity (`owl:sameAs`).
    Link {
        /// The entity.
        entity: String,
        /// IRI of the entry.
        entry: String,
    },
    /// An authority's entry may be the entity (`skos:closeMatch`).
    LinkCandidate {
        /// The entity.
        entity: String,
        /// IRI of the entry.
        entry: String,
    },
    /// An authority's entry is something else.
    Unlink {
        /// The entity.
        entity: String,
        /// IRI of the entry.
        entry: String,
    },
}

impl Judgement {
    /// That two entities are one thing, in whatever order they are given.
    pub fn merge(one: &str, other: &str) -> Self {
        let (one, other) = (one.min(other), one.max(other));
        Self::Merge(one.to_owned(), other.to_owned())
    }

    /// That two entities are two things.
    pub fn keep_apart(one: &str, other: &str) -> Self {
        let (one, other) = (one.min(other), one.max(other));
        Self::KeepApart(one.to_owned(), other.to_owned())
    }

    /// The class of such decisions in the ontology.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Merge(..) => "Merge",
            Self::KeepApart(..) => "KeptApart",
            Self::Split { .. } => "Split",
            Self::KeepWhole { .. } => "KeptWhole",
            Self::Link { .. } => "Link",
            Self::LinkCandidate { .. } => "LinkCandidate",
            Self::Unlink { .. } => "Unlinked",
        }
    }

    /// The entities that it is about.
    pub fn entities(&self) -> Vec<&str> {
        match self {
            Self::Merge(one, other) | Self::KeepApart(one, other) => vec![one, other],
            Self::Split { entity, .. }
            | Self::KeepWhole { entity, .. }
            | Self::Link { entity, .. }
            | Self::LinkCandidate { entity, .. }
            | Self::Unlink { entity, .. } => vec![entity],
        }
    }

    /// Whether it is about an article, or about an entity that only this article has.
    pub fn is_about(&self, article: &str) -> bool {
        let is_own = |entity: &&str| entity.strip_prefix(article).is_some_and(|rest| rest.starts_with('/'));
        let lists = match self {
            Self::Split { articles, .. } | Self::KeepWhole { articles, .. } => articles.contains(article),
            _ => false,
        };
        lists || self.entities().iter().any(is_own)
    }

    /// The same question answered otherwise: no instead of yes.
    pub fn refused(&self) -> Self {
        match self.clone() {
            Self::Merge(one, other) | Self::KeepApart(one, other) => Self::KeepApart(one, other),
            Self::Split { entity, articles, .. } | Self::KeepWhole { entity, articles } => {
                Self::KeepWhole { entity, articles }
            }
            Self::Link { entity, entry } | Self::LinkCandidate { entity, entry } | Self::Unlink { entity, entry } => {
                Self::Unlink { entity, entry }
            }
        }
    }

    /// Its id: ten hexadecimal digits that depend on what is decided alone, not on who, when or why.
    pub fn id(&self) -> String {
        let mut content = vec![self.class()];
        match self {
            Self::Merge(one, other) | Self::KeepApart(one, other) => content.extend([one.as_str(), other]),
            Self::Split { entity, articles, into } => {
                content.extend([entity.as_str(), into]);
                content.extend(articles.iter().map(String::as_str));
            }
            Self::KeepWhole { entity, articles } => {
                content.push(entity);
                content.extend(articles.iter().map(String::as_str));
            }
            Self::Link { entity, entry } | Self::LinkCandidate { entity, entry } | Self::Unlink { entity, entry } => {
                content.extend([entity.as_str(), entry]);
            }
        }
        let digest = Sha256::digest(content.join("\0"));
        digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A judgement, and why, by whom and when it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What is decided.
    pub judgement: Judgement,
    /// The estimated probability that it is right, where it was proposed.
    pub score: Option<f64>,
    /// The evidence, in words.
    pub because: Vec<String>,
    /// Who decided, if they said so.
    pub by: Option<String>,
    /// When, if they said so: an ISO 8601 date.
    pub on: Option<String>,
}

impl Decision {
    /// A bare decision.
    pub fn new(judgement: Judgement) -> Self {
        Self { judgement, score: None, because: Vec::new(), by: None, on: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_depend_on_what_is_decided_alone() {
        let one = Judgement::merge("person/a", "person/b");
        assert_eq!(one.id(), Judgement::merge("person/b", "person/a").id());
        assert_ne!(one.id(), one.refused().id());
        assert_eq!(one.id().len(), 10);
    }
}
