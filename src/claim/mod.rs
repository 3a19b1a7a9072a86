//! MAP: [`Proposition`](crate::proposition) + [`Entity`](crate::entity) → [`Claim`].
//!
//! The types here are at once the JSON of `byline extract` (one [`ArticleClaims`] a line) and what the graph stores.

mod attribution;
mod authority;
mod characters;
pub mod class;
mod confidence;
mod content;
mod date;
mod id;
pub mod identity;
mod map;
mod model;
mod nation;
mod object;
mod second;

pub use confidence::ClaimFeatures;
pub use date::resolve_time;
pub use id::slug;
pub use map::{claims, features};

/// Claims less likely right than this are left out unless asked for: of those just below it a third are wrong, of the lowest half (`benches/README.md`).
pub const LEAST_CONFIDENCE: f64 = 0.65;

pub use model::{
    ArticleClaims, ArticleInfo, Attribution, AttributionRelation, AttributionSpans, Certainty, Claim, Entity,
    EntityType, Evidence, Factuality, Mention, Polarity, Qualifier, Relation, Time, Value,
};
