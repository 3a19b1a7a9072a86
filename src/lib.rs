//! Byline reads articles and builds a knowledge graph in which every edge knows who said it.
//!
//! The modules below, read in order, are the architecture: one folder per value, in data order.
//!
//! ```text
//! bytes → Article → Document → Proposition → Entity → Claim → Graph → files, SPARQL
//! ```
//!
//! # Invariants
//! Each one is a test (`tests/`).
//! 1. The text half (`Article` to `Claim`) is pure and total: no I/O, no clock, no randomness, no `Result`.
//! 2. Data flows one way: a folder imports only folders above it in this list (`pipeline`, `server`, `eval` and `cli` excepted).
//! 3. A denied, hedged or attributed claim is never a bare triple: [`claim::Claim::is_asserted`] decides.
//! 4. Every claim points at its words.
//! 5. Adding an article twice changes nothing; ids are functions of content.
//! 6. Errors live at the rim; a bad article never stops a batch.
//! 7. Bytes ([`article::Span`]) and words ([`document::WordRange`]) are different types; code points appear only in output.
//! 8. Nothing is fetched at run time.
#![warn(missing_docs)]
#![deny(clippy::iter_over_hash_type)]

pub mod lexicon;
pub mod article;
pub mod document;
pub mod proposition;
pub mod triple;
pub mod coreference;
pub mod entity;
pub mod claim;
pub mod resolution;
pub mod graph;
pub mod export;
pub mod pipeline;
pub mod server;
pub mod eval;
pub mod cli;
