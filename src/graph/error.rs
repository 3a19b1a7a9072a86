//! What can go wrong with a graph's folder.

use oxigraph::io::RdfSyntaxError;
use std::io;
use std::path::{Path, PathBuf};

/// What can go wrong with a graph's folder.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// No graph there.
    #[error("no graph in {0:?}: make one with `byline build PATH…`, or name another folder with --graph")]
    Missing(PathBuf),
    /// A folder, but not a graph's.
    #[error("{0:?} is a folder of something else (it has no folder \"articles\"): name a new one with --graph")]
    NotAGraph(PathBuf),
    /// The system refused.
    #[error("cannot {action} {path:?}: {error}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// A file that is not TriG; they may be edited by hand.
    #[error("{path:?} is not valid TriG: {error}; mend it, or build its article again")]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Where and what.
        #[source]
        error: Box<RdfSyntaxError>,
    },
    /// The file of people's decisions has something in it that is none.
    #[error(transparent)]
    Curation(Box<super::CurationError>),
    /// The RocksDB index failed.
    #[error("the index in {path:?} failed: {error}; delete that folder, it will be made again")]
    Index {
        /// Its folder.
        path: PathBuf,
        /// What the database said.
        #[source]
        error: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl GraphError {
    pub(super) fn io(action: &'static str, path: &Path, error: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), error }
    }
}
