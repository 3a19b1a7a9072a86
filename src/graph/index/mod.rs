//! What SPARQL runs over: made from the articles' files, kept as a cache, made again when a file has changed.
//!
//! Two kinds, with the same answers: [`sorted`](self) arrays in memory, read from one file (the default), and with the
//! feature `rocksdb` oxigraph's store on disk, for graphs that do not fit in memory.

#[cfg(any(test, feature = "rocksdb"))]
mod rocks;
mod sorted;
mod terms;

use super::canonical::Canonical;
use super::curation::{self, CURATION, Curation, CurationError};
use super::error::GraphError;
use super::ontology;
use super::{decode, entailment, find, folder, query, vocabulary};
use crate::claim::ArticleClaims;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, TermRef};
use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, QueryResults};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The graph, ready for queries.
pub struct Index {
    kind: Kind,
    note: Option<String>,
}

enum Kind {
    Sorted(sorted::Sorted),
    #[cfg(feature = "rocksdb")]
    Rocks(oxigraph::store::Store, sorted::Key),
}

/// A file as the cache remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    path: PathBuf,
    bytes: u64,
    /// Nanoseconds since 1970.
    modified: u128,
    is_curation: bool,
}

impl Index {
    /// Opens the index of the graph in `root`, making it where there is none or files have changed.
    pub(super) fn open(root: &Path) -> Result<Self, GraphError> {
        let stamps = stamps(root)?;
        #[cfg(feature = "rocksdb")]
        let note = match rocks::open(&rocks_folder(root), &stamps) {
            Ok(store) => return Ok(Self { kind: Kind::Rocks(store, key(&stamps)), note: None }),
            Err(rocks::RocksError::Unavailable(why)) => Some(format!("{why}; using one in memory instead")),
            Err(rocks::RocksError::Graph(error)) => return Err(error),
        };
        #[cfg(not(feature = "rocksdb"))]
        let note = None;
        Ok(Self { kind: Kind::Sorted(sorted_index(&root.join("index").join("sorted"), &stamps)?), note })
    }

    /// The index of the same graph as it is now. A store on disk stays open: nobody could open it a second time.
    pub(super) fn renewed(&self, root: &Path) -> Result<Self, GraphError> {
        #[cfg(feature = "rocksdb")]
        if let Kind::Rocks(store, _) = &self.kind {
            let stamps = stamps(root)?;
            rocks::update(store, &rocks::list(&rocks_folder(root)), &stamps)?;
            return Ok(Self { kind: Kind::Rocks(store.clone(), key(&stamps)), note: None });
        }
        Self::open(root)
    }

    /// Forgets what the disk holds of it. Taking single articles out would not do: RocksDB keeps their words.
    pub(super) fn forget(root: &Path) {
        let _ = fs::remove_file(root.join("index").join("sorted"));
        // A process that has it open could not go on without its files; the next that opens it makes it anew.
        #[cfg(feature = "rocksdb")]
        let _ = fs::remove_file(rocks::list(&rocks_folder(root)));
        #[cfg(not(feature = "rocksdb"))]
        let _ = fs::remove_dir_all(rocks_folder(root));
    }

    /// Something about the index that its user should know.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Whether the articles' files in `root` are still those that it was made from.
    pub(super) fn is_current(&self, root: &Path) -> Result<bool, GraphError> {
        let made_from = match &self.kind {
            Kind::Sorted(index) => index.key(),
            #[cfg(feature = "rocksdb")]
            Kind::Rocks(_, key) => *key,
        };
        Ok(made_from == key(&stamps(root)?))
    }

    /// Number of quads, the ontology's included.
    pub fn len(&self) -> Result<usize, GraphError> {
        match &self.kind {
            Kind::Sorted(index) => Ok(index.len()),
            #[cfg(feature = "rocksdb")]
            Kind::Rocks(store, _) => Ok(rocks::quads(store, None, None, None, None)?.len()),
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> Result<bool, GraphError> {
        Ok(self.len()? == 0)
    }

    /// Answers a SPARQL query. The default graph is the union of all graphs; `GRAPH ?g` finds one article's.
    pub fn query(&self, query: &str) -> Result<QueryResults<'_>, query::QueryError> {
        Ok(self.evaluate(query::prepare(query)?)?)
    }

    /// Answers a query that [`query::prepare`] made ready.
    pub fn evaluate(&self, query: PreparedSparqlQuery) -> Result<QueryResults<'_>, QueryEvaluationError> {
        match &self.kind {
            Kind::Sorted(index) => query.on_queryable_dataset(sorted::Dataset::new(index)).execute(),
            #[cfg(feature = "rocksdb")]
            Kind::Rocks(store, _) => query.on_store(store).execute(),
        }
    }

    /// The quads that fit a pattern; `None` fits everything.
    pub fn quads(
        &self,
        subject: Option<&NamedNode>,
        predicate: Option<&NamedNode>,
        object: Option<TermRef<'_>>,
        graph: Option<&NamedNode>,
    ) -> Result<Vec<Quad>, GraphError> {
        match &self.kind {
            Kind::Sorted(index) => {
                let [subject, predicate, graph] =
                    [subject, predicate, graph].map(|node| node.map(|n| n.as_ref().into()));
                Ok(index.quads(subject, predicate, object, graph).collect())
            }
            #[cfg(feature = "rocksdb")]
            Kind::Rocks(store, _) => rocks::quads(store, subject, predicate, object, graph),
        }
    }

    /// What every article contributed, sorted by article.
    pub fn articles(&self) -> Result<Vec<ArticleClaims>, GraphError> {
        let mut quads = self.quads(None, None, None, None)?;
        quads.par_sort_by(|a, b| graph_name(a).cmp(graph_name(b)));
        Ok(quads.chunk_by(|a, b| a.graph_name == b.graph_name).filter_map(decode::article).collect())
    }

    /// What one article contributed.
    pub fn article(&self, id: &str) -> Result<Option<ArticleClaims>, GraphError> {
        Ok(decode::article(&self.quads(None, None, None, Some(&vocabulary::article(id)))?))
    }

    /// What the articles that mention an entity contributed, sorted by article.
    pub fn articles_about(&self, entity_id: &str) -> Result<Vec<ArticleClaims>, GraphError> {
        let described = self.quads(Some(&vocabulary::entity(entity_id)), Some(&vocabulary::TYPE.into()), None, None)?;
        let graphs: BTreeSet<&str> = described.iter().map(graph_name).collect();
        let mut articles = Vec::new();
        for graph in graphs {
            let graph = NamedNode::new_unchecked(graph);
            articles.extend(decode::article(&self.quads(None, None, None, Some(&graph))?));
        }
        Ok(articles)
    }

    /// The id that stands for the entity, where another one does.
    pub fn canonical(&self, id: &str) -> Result<String, GraphError> {
        let entity = vocabulary::entity(id);
        let curation = NamedNode::new_unchecked(CURATION);
        let same =
            self.quads(None, Some(&vocabulary::SAME_AS.into()), Some(entity.as_ref().into()), Some(&curation))?;
        let subject = same.first().and_then(|quad| match &quad.subject {
            NamedOrBlankNode::NamedNode(subject) => vocabulary::id_below(vocabulary::ENTITY, subject.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        });
        Ok(subject.unwrap_or_else(|| id.to_owned()))
    }

    /// The entity that `name` leads to; see [`find::find`].
    pub fn find(&self, name: &str) -> Result<find::Found, find::LookUpError> {
        let wanted = find::id(name.trim());
        let canonical = self.canonical(&wanted)?;
        let name = if canonical == wanted { name } else { &canonical };
        let mut names: BTreeMap<String, (Vec<String>, BTreeSet<String>)> = BTreeMap::new();
        for label in [vocabulary::PREF_LABEL, vocabulary::ALT_LABEL] {
            for quad in self.quads(None, Some(&label.into()), None, None)? {
                let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
                let Some(id) = vocabulary::id_below(vocabulary::ENTITY, subject.as_str()) else { continue };
                if let Term::Literal(label) = &quad.object {
                    let (names, articles) = names.entry(id).or_default();
                    names.push(label.value().to_owned());
                    articles.insert(graph_name(&quad).to_owned());
                }
            }
        }
        let named = names.iter().map(|(id, (names, articles))| find::Named {
            id,
            names: names.iter().map(String::as_str).collect(),
            articles: articles.len(),
        });
        Ok(find::find(name, &named.collect::<Vec<_>>())?)
    }

    /// The quads of the articles and of people's decisions, sorted, without the ontology's.
    pub fn article_quads(&self) -> Result<Vec<Quad>, GraphError> {
        let mut quads = self.quads(None, None, None, None)?;
        let is_own = |graph: &str| graph.starts_with(vocabulary::ARTICLE) || graph == CURATION;
        quads.retain(|quad| is_own(graph_name(quad)));
        quads.par_sort_by_cached_key(Quad::to_string);
        Ok(quads)
    }
}

/// Where the store on disk is.
fn rocks_folder(root: &Path) -> PathBuf {
    root.join("index").join("rocksdb")
}

/// The index in the file `cache`, or a new one, kept there.
fn sorted_index(cache: &Path, stamps: &[Stamp]) -> Result<sorted::Sorted, GraphError> {
    let key = key(stamps);
    if let Some(index) = fs::read(cache).ok().and_then(|bytes| sorted::Sorted::from_bytes(bytes, &key)) {
        return Ok(index);
    }
    let index = sorted::Sorted::build(key, &parts(stamps)?);
    // A graph on a read-only disk answers all the same, only later.
    let _ = folder::write_atomically(cache, index.as_bytes());
    Ok(index)
}

fn graph_name(quad: &Quad) -> &str {
    match &quad.graph_name {
        GraphName::NamedNode(graph) => graph.as_str(),
        _ => "",
    }
}

/// The articles' files, and the one of people's decisions where there is one.
fn stamps(root: &Path) -> Result<Vec<Stamp>, GraphError> {
    let articles = root.join("articles");
    let files = folder::files(&articles).map_err(|error| GraphError::io("list", &articles, error))?;
    let curation = Some(curation::path(root)).filter(|path| path.is_file()).map(|path| (path, true));
    let files = files.into_iter().map(|path| (path, false)).chain(curation);
    let stamp = |(path, is_curation): (PathBuf, bool)| {
        Stamp::of(&path, is_curation).map_err(|error| GraphError::io("look at", &path, error))
    };
    files.map(stamp).collect()
}

/// What the decisions among `stamps` make of the articles' quads.
fn canonical(stamps: &[Stamp]) -> Result<Canonical, GraphError> {
    let Some(root) = stamps.iter().find(|stamp| stamp.is_curation()).and_then(|stamp| stamp.path.parent()) else {
        return Ok(Canonical::default());
    };
    let curation = Curation::read(root).map_err(|error| match error {
        CurationError::Graph(error) => error,
        error => GraphError::Curation(Box::new(error)),
    })?;
    Ok(Canonical::new(&curation.judgements()))
}

impl Stamp {
    fn of(path: &Path, is_curation: bool) -> std::io::Result<Self> {
        let metadata = fs::metadata(path)?;
        let modified = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        Ok(Self { path: path.to_owned(), bytes: metadata.len(), modified, is_curation })
    }

    /// Whether it is the file of people's decisions, not an article's.
    fn is_curation(&self) -> bool {
        self.is_curation
    }

    /// The quads of the file.
    fn part(&self, canonical: &Canonical) -> Result<sorted::Part, GraphError> {
        let bytes = fs::read(&self.path).map_err(|error| GraphError::io("read", &self.path, error))?;
        let quads = self.quads(&bytes, canonical)?;
        let Ok(part) = sorted::Part::new(quads.into_iter().map(Ok::<_, std::convert::Infallible>));
        Ok(part)
    }

    /// The quads that the file's text holds, and what follows from them.
    fn quads(&self, text: &[u8], canonical: &Canonical) -> Result<Vec<Quad>, GraphError> {
        let quads = self.parser().for_slice(text).map(|quad| quad.map(|quad| canonical.quad(quad)));
        let mut quads: Vec<Quad> = quads
            .collect::<Result<_, _>>()
            .map_err(|error| GraphError::Syntax { path: self.path.clone(), error: Box::new(error) })?;
        quads.extend(entailment::entailed(&quads));
        Ok(quads)
    }

    /// Reads the file; a triple outside any graph, written by hand, counts as the article's.
    fn parser(&self) -> RdfParser {
        if self.is_curation() {
            return curation::parser();
        }
        let id = folder::id_of(&self.path)
            .unwrap_or_else(|_| self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
        RdfParser::from_format(RdfFormat::TriG).with_default_graph(vocabulary::article(&id))
    }
}

/// What the index of these files is known by.
fn key(stamps: &[Stamp]) -> sorted::Key {
    let mut hash = Sha256::new();
    // To be raised when what follows from the same files changes.
    hash.update("entailment 1");
    for (name, text) in ontology::FILES {
        hash.update(name);
        hash.update(text);
    }
    for stamp in stamps {
        let name = stamp.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        hash.update(format!("{name}\0{}\0{}\n", stamp.bytes, stamp.modified));
    }
    hash.finalize().into()
}

fn parts(stamps: &[Stamp]) -> Result<Vec<sorted::Part>, GraphError> {
    let canonical = canonical(stamps)?;
    let mut parts: Vec<sorted::Part> =
        stamps.par_iter().map(|stamp| stamp.part(&canonical)).collect::<Result<_, _>>()?;
    let ontology = sorted::Part::new(ontology::quads().into_iter().map(Ok::<_, std::convert::Infallible>));
    parts.extend(ontology);
    Ok(parts)
}
