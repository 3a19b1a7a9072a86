//! The index for graphs that do not fit in memory: oxigraph's store on disk.
//!
//! Every quad is in it twice, in its article's graph and in the default graph, so that the default graph is the union
//! without repeats, as in the index in memory. A list of the files it was made from lies beside it; on opening, only
//! articles whose file has changed are loaded again.

use super::{Canonical, GraphError, Stamp};
use crate::graph::{folder, ontology};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, Quad, TermRef};
use oxigraph::store::{StorageError, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// More changed files than this, and the index is made from nothing: the bulk loader is thirty times as fast.
const FEW: usize = 1000;

/// What the index was made from: file → its size, its time of change, and the graphs in it.
type Files = BTreeMap<String, (String, BTreeSet<String>)>;

/// Why the index cannot be used.
#[cfg(feature = "rocksdb")]
pub enum RocksError {
    /// Another process uses it, or the disk is read-only: for people, why.
    Unavailable(String),
    /// Anything else.
    Graph(GraphError),
}

/// Opens the store in `root` and brings it up to date with `stamps`.
#[cfg(feature = "rocksdb")]
pub fn open(root: &Path, stamps: &[Stamp]) -> Result<Store, RocksError> {
    let list = list(root);
    let folder = root.join("store");
    if !folder.exists() {
        // A list without a store says nothing.
        let _ = fs::remove_file(&list);
    } else if !list.exists() {
        // Made anew: a cleared store would keep every word it ever held. Opened first, so that no process uses it.
        drop(open_store(root, &folder)?);
        fs::remove_dir_all(&folder).map_err(|error| unavailable(root, &error.to_string()))?;
    }
    fs::create_dir_all(&folder).map_err(|error| unavailable(root, &error.to_string()))?;
    let store = open_store(root, &folder)?;
    update(&store, &list, stamps).map_err(RocksError::Graph)?;
    Ok(store)
}

#[cfg(feature = "rocksdb")]
fn open_store(root: &Path, folder: &Path) -> Result<Store, RocksError> {
    Store::open(folder).map_err(|error| {
        let message = error.to_string();
        // RocksDB has no kind of error for a store in use by another process, and by this one.
        if message.contains("While lock file") || message.contains("lock hold by current process") {
            RocksError::Unavailable(format!("another process has the index in {root:?} open"))
        } else if ["Permission denied", "Read-only file system"].iter().any(|why| message.contains(why)) {
            unavailable(root, &message)
        } else {
            RocksError::Graph(failed(root, error))
        }
    })
}

#[cfg(feature = "rocksdb")]
fn unavailable(root: &Path, message: &str) -> RocksError {
    RocksError::Unavailable(format!("cannot write to the index in {root:?} ({message})"))
}

/// The list of the files that the store in `root` was made from; without it, the store is made anew.
#[cfg(feature = "rocksdb")]
pub fn list(root: &Path) -> std::path::PathBuf {
    root.join("files")
}

/// Brings `store`, which was made from the files in `list`, up to date with `stamps`.
pub fn update(store: &Store, list: &Path, stamps: &[Stamp]) -> Result<(), GraphError> {
    let mut files = read(list);
    let canonical = super::canonical(stamps)?;
    // A decision may be about any article: another file of decisions, another index.
    let ontology = folder::hex(&super::key(
        stamps.iter().filter(|stamp| stamp.is_curation()).cloned().collect::<Vec<_>>().as_slice(),
    ));
    let is_same_ontology = files.remove("").is_some_and(|(hash, _)| hash == ontology);
    let changed: Vec<&Stamp> =
        stamps.iter().filter(|s| files.get(&name(s)).is_none_or(|(known, _)| *known != version(s))).collect();
    let wanted: BTreeSet<String> = stamps.iter().map(name).collect();
    let gone: Vec<String> = files.keys().filter(|name| !wanted.contains(*name)).cloned().collect();
    if is_same_ontology && changed.is_empty() && gone.is_empty() {
        return Ok(());
    }
    // Until the list is written again, a crash leaves an index that is made from nothing.
    let _ = fs::remove_file(list);
    let outdated: BTreeSet<String> = changed.iter().map(|stamp| name(stamp)).chain(gone).collect();
    if is_same_ontology && changed.len() <= FEW && !is_shared(&files, &outdated) {
        for name in &outdated {
            let (_, graphs) = files.remove(name).unwrap_or_default();
            graphs.iter().try_for_each(|graph| remove(store, list, graph))?;
        }
        for stamp in changed {
            let quads = quads_of(stamp, &canonical, &mut files)?;
            store.extend(twice(quads)).map_err(|error| failed(list, error))?;
        }
    } else {
        files.clear();
        store.clear().map_err(|error| failed(list, error))?;
        load(store, list, stamps, &canonical, &mut files)?;
    }
    files.insert(String::new(), (ontology, BTreeSet::new()));
    write(list, &files)
}

/// Whether a graph of the files in `outdated` is in other files too, written by hand: it cannot be removed for one of them.
fn is_shared(files: &Files, outdated: &BTreeSet<String>) -> bool {
    let (old, kept): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| outdated.contains(*name));
    let old: BTreeSet<&String> = old.iter().flat_map(|(_, (_, graphs))| graphs).collect();
    kept.iter().any(|(_, (_, graphs))| graphs.iter().any(|graph| old.contains(graph)))
}

fn name(stamp: &Stamp) -> String {
    let name = stamp.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // An article may be called so too.
    if stamp.is_curation() { format!("../{name}") } else { name }
}

fn version(stamp: &Stamp) -> String {
    format!("{} {}", stamp.bytes, stamp.modified)
}

fn read(list: &Path) -> Files {
    let text = fs::read_to_string(list).unwrap_or_default();
    let line = |line: &str| {
        let mut fields = line.split('\t').map(str::to_owned);
        Some((fields.next()?, (fields.next()?, fields.collect())))
    };
    text.lines().filter_map(line).collect()
}

fn write(list: &Path, files: &Files) -> Result<(), GraphError> {
    let mut text = String::new();
    for (name, (version, graphs)) in files {
        text.push_str(name);
        for field in std::iter::once(version).chain(graphs) {
            text.push('\t');
            text.push_str(field);
        }
        text.push('\n');
    }
    folder::write_atomically(list, text.as_bytes()).map_err(|error| GraphError::io("write", list, error))
}

/// The quads of a file, which is entered in `files`.
fn quads_of(stamp: &Stamp, canonical: &Canonical, files: &mut Files) -> Result<Vec<Quad>, GraphError> {
    let bytes = fs::read(&stamp.path).map_err(|error| GraphError::io("read", &stamp.path, error))?;
    let quads = stamp.quads(&bytes, canonical)?;
    let graphs = quads.iter().filter_map(|quad| match &quad.graph_name {
        GraphName::NamedNode(graph) => Some(graph.as_str().to_owned()),
        _ => None,
    });
    files.insert(name(stamp), (version(stamp), graphs.collect()));
    Ok(quads)
}

fn load(
    store: &Store,
    list: &Path,
    stamps: &[Stamp],
    canonical: &Canonical,
    files: &mut Files,
) -> Result<(), GraphError> {
    let mut loader = store.bulk_loader();
    loader.load_quads(twice(ontology::quads())).map_err(|error| failed(list, error))?;
    for chunk in stamps.chunks(256) {
        let mut quads = Vec::new();
        for stamp in chunk {
            quads.extend(quads_of(stamp, canonical, files)?);
        }
        loader.load_quads(twice(quads)).map_err(|error| failed(list, error))?;
    }
    loader.commit().map_err(|error| failed(list, error))
}

/// Every quad, and once more in the default graph.
fn twice(quads: Vec<Quad>) -> impl Iterator<Item = Quad> {
    quads.into_iter().flat_map(|quad| {
        let merged = in_default_graph(&quad);
        [quad, merged]
    })
}

fn in_default_graph(quad: &Quad) -> Quad {
    Quad::new(quad.subject.clone(), quad.predicate.clone(), quad.object.clone(), GraphName::DefaultGraph)
}

/// Removes a graph, and from the default graph what no other graph holds.
fn remove(store: &Store, list: &Path, graph: &str) -> Result<(), GraphError> {
    let graph = NamedNode::new_unchecked(graph);
    let mut transaction = store.start_transaction().map_err(|error| failed(list, error))?;
    let of_graph = Some(GraphNameRef::from(&graph));
    for quad in collect(list, transaction.quads_for_pattern(None, None, None, of_graph))? {
        transaction.remove(&quad);
        let (subject, predicate, object) = (quad.subject.as_ref(), quad.predicate.as_ref(), quad.object.as_ref());
        let left = transaction.quads_for_pattern(Some(subject), Some(predicate), Some(object), None);
        if collect(list, left)?.iter().all(|other| other.graph_name.is_default_graph()) {
            transaction.remove(&in_default_graph(&quad));
        }
    }
    transaction.remove_named_graph(&graph).map_err(|error| failed(list, error))?;
    transaction.commit().map_err(|error| failed(list, error))
}

fn collect(list: &Path, quads: impl Iterator<Item = Result<Quad, StorageError>>) -> Result<Vec<Quad>, GraphError> {
    quads.collect::<Result<_, _>>().map_err(|error| failed(list, error))
}

fn failed(path: &Path, error: StorageError) -> GraphError {
    GraphError::Index { path: path.to_owned(), error: Box::new(error) }
}

/// The quads of named graphs that fit a pattern.
pub fn quads(
    store: &Store,
    subject: Option<&NamedNode>,
    predicate: Option<&NamedNode>,
    object: Option<TermRef<'_>>,
    graph: Option<&NamedNode>,
) -> Result<Vec<Quad>, GraphError> {
    let pattern = store.quads_for_pattern(
        subject.map(|node| node.as_ref().into()),
        predicate.map(|node| node.as_ref()),
        object,
        graph.map(|node| node.as_ref().into()),
    );
    let mut quads = collect(Path::new("index"), pattern)?;
    quads.retain(|quad| !quad.graph_name.is_default_graph());
    Ok(quads)
}

#[cfg(test)]
mod tests {
    //! On a store in memory: what differs from one on disk is oxigraph's.

    use super::*;
    use crate::graph::index::stamps;

    fn put(folder: &Path, name: &str, triples: &str) {
        let text = format!("<https://w3id.org/byline/article/{name}> {{ {triples} }}");
        folder::write_atomically(&folder.join("articles/00").join(format!("{name}.trig")), text.as_bytes()).unwrap();
    }

    fn sorted(store: &Store) -> Vec<String> {
        let mut quads: Vec<String> = store.iter().map(|quad| quad.unwrap().to_string()).collect();
        quads.sort();
        quads
    }

    fn updated(folder: &Path, store: &Store) -> Vec<String> {
        update(store, &folder.join("files"), &stamps(folder).unwrap()).unwrap();
        sorted(store)
    }

    #[test]
    fn an_update_is_as_good_as_a_new_index() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let store = Store::new().unwrap();
        put(folder, "a", "<x:s> <x:p> 1 , 2 .");
        put(folder, "b", "<x:s> <x:p> 2 , 3 .");
        let both = updated(folder, &store);
        put(folder, "a", "<x:s> <x:p> 17 .");
        put(folder, "c", "<x:s> <x:p> 3 .");
        fs::remove_file(folder.join("articles/00/b.trig")).unwrap();
        let changed = updated(folder, &store);
        fs::remove_file(folder.join("files")).unwrap();
        assert_eq!(changed, updated(folder, &Store::new().unwrap()));
        assert_eq!(changed, updated(folder, &store), "made from nothing");
        assert_eq!(changed.len(), both.len() - 3);
        assert_eq!(quads(&store, None, None, None, None).unwrap().len() * 2, changed.len());
    }
}
