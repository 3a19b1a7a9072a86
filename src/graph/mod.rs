//! STORE: [`Claim`](crate::claim::Claim)s → RDF on disk, and SPARQL over it.
//!
//! A graph is a folder:
//!
//! ```text
//! byline-graph/articles/6f/wikinews-2019-01-23.trig    what one article contributed: readable, sorted, one named graph
//! byline-graph/curation.trig                           what people decided: merges, splits, links
//! byline-graph/index/                                  a cache; delete it at will
//! ```
//!
//! The articles' files *are* the graph: `diff`, `git`, `rsync` and every RDF tool work on them. They are written under
//! another name and renamed, so a crash leaves the old file or the new one; putting an article again replaces one file,
//! removing it leaves no trace. What they contain is described in `rdf`; this folder is the only user of
//! `oxigraph::store` and of SPARQL evaluation.

pub mod answer;
pub mod authority;
mod canonical;
pub mod curation;
mod decode;
mod entailment;
mod error;
pub mod find;
mod folder;
mod index;
mod ontology;
pub mod query;
mod rdf;
mod syntax;
pub mod view;
pub mod vocabulary;

pub use curation::{Curation, CurationError};
pub use error::GraphError;
pub use index::Index;
pub use rdf::quads as claims_quads;

use crate::claim::ArticleClaims;
use std::fs;
use std::path::{Path, PathBuf};

/// A graph on disk.
#[derive(Clone, Debug)]
pub struct Graph {
    root: PathBuf,
}

/// What [`Graph::put`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The article is new.
    Added,
    /// The graph had another version of it.
    Replaced,
    /// The graph had it already, byte for byte.
    Unchanged,
}

impl Graph {
    /// The graph in the folder `root`.
    pub fn open(root: &Path) -> Result<Self, GraphError> {
        match (root.join("articles").is_dir(), root.exists()) {
            (true, _) => Ok(Self { root: root.to_owned() }),
            (false, true) => Err(GraphError::NotAGraph(root.to_owned())),
            (false, false) => Err(GraphError::Missing(root.to_owned())),
        }
    }

    /// The graph in the folder `root`; an empty one where there is no folder, or an empty folder.
    pub fn open_or_create(root: &Path) -> Result<Self, GraphError> {
        let is_empty = fs::read_dir(root).map_or(true, |mut entries| entries.next().is_none());
        if is_empty {
            let articles = root.join("articles");
            fs::create_dir_all(&articles).map_err(|error| GraphError::io("make", &articles, error))?;
        }
        Self::open(root)
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Stores what an article contributed, instead of what the graph had of it.
    pub fn put(&self, claims: &ArticleClaims) -> Result<Change, GraphError> {
        let path = self.path_of(&claims.article.id);
        let new = folder::trig(claims);
        let change = match fs::read(&path) {
            Ok(old) if old == new => return Ok(Change::Unchanged),
            Ok(_) => Change::Replaced,
            Err(_) => Change::Added,
        };
        folder::write_atomically(&path, &new).map_err(|error| GraphError::io("write", &path, error))?;
        Ok(change)
    }

    /// Removes an article and everything that only it contributed; false where the graph did not have it.
    pub fn remove(&self, article_id: &str) -> Result<bool, GraphError> {
        let path = self.path_of(article_id);
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(GraphError::io("remove", &path, error)),
        }
        // It would hold the article until the next query.
        Index::forget(&self.root);
        if let Some(shard) = path.parent() {
            // Fails where other articles are in it, and that is right.
            let _ = fs::remove_dir(shard);
        }
        Ok(true)
    }

    /// Ids of its articles, sorted.
    pub fn articles(&self) -> Result<Vec<String>, GraphError> {
        let articles = self.root.join("articles");
        let files = folder::files(&articles).map_err(|error| GraphError::io("list", &articles, error))?;
        let ids = files.iter().map(|file| folder::id_of(file).map_err(|error| GraphError::io("read", file, error)));
        let mut ids = ids.collect::<Result<Vec<_>, _>>()?;
        ids.sort();
        Ok(ids)
    }

    /// Its index, made where there is none or articles have changed.
    pub fn index(&self) -> Result<Index, GraphError> {
        Index::open(&self.root)
    }

    /// The index that follows `index` after articles have changed.
    pub fn renewed(&self, index: &Index) -> Result<Index, GraphError> {
        index.renewed(&self.root)
    }

    /// Whether `index` still is the index of this graph; false after articles have changed.
    pub fn is_current(&self, index: &Index) -> Result<bool, GraphError> {
        index.is_current(&self.root)
    }

    /// What people decided about its entities.
    pub fn curation(&self) -> Result<Curation, CurationError> {
        Curation::read(&self.root)
    }

    /// Keeps decisions instead of those that it had.
    pub fn decide(&self, curation: &Curation) -> Result<(), GraphError> {
        curation.write(&self.root)
    }

    fn path_of(&self, article_id: &str) -> PathBuf {
        self.root.join("articles").join(folder::path_of(article_id))
    }
}
