//! Folders, and what their `index.json` says about the articles in them.

use super::draft::Metadata;
use serde_json::{Map, Value};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Name of the file that describes the articles of a folder.
const INDEX: &str = "index.json";
/// An index over this size is not looked at.
const LARGEST_INDEX: u64 = 256 << 20;

/// The files of a folder, to any depth: files before subfolders, each by name; hidden ones left out.
pub(super) fn walk(folder: &Path) -> impl Iterator<Item = walkdir::Result<PathBuf>> + use<> {
    let visible = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    WalkDir::new(folder)
        .follow_links(true)
        .sort_by(files_first)
        .into_iter()
        .filter_entry(visible)
        .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_type().is_file()) || entry.is_err())
        .map(|entry| entry.map(DirEntry::into_path))
}

fn files_first(one: &DirEntry, two: &DirEntry) -> Ordering {
    let is_folder = |entry: &DirEntry| entry.file_type().is_dir();
    is_folder(one).cmp(&is_folder(two)).then_with(|| one.file_name().cmp(two.file_name()))
}

/// The `index.json` of the folder that was asked about last: the files of a folder come one after another.
#[derive(Debug, Default)]
pub(super) struct Indexes {
    folder: Option<PathBuf>,
    /// Only looked up, so order never shows.
    files: Option<HashMap<String, Metadata>>,
}

impl Indexes {
    /// What the index of its folder says about a file.
    pub fn about(&mut self, file: &Path) -> Metadata {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.of(file).and_then(|files| files.get(&name).cloned()).unwrap_or_default()
    }

    /// Whether the file is an index.
    pub fn is_index(&mut self, file: &Path) -> bool {
        file.file_name().is_some_and(|name| name == INDEX) && self.of(file).is_some()
    }

    fn of(&mut self, file: &Path) -> Option<&HashMap<String, Metadata>> {
        let folder = file.parent()?;
        if self.folder.as_deref() != Some(folder) {
            self.folder = Some(folder.to_owned());
            self.files = read(&folder.join(INDEX));
        }
        self.files.as_ref()
    }
}

/// Reads an index; `None`: there is none, or the file is something else.
fn read(path: &Path) -> Option<HashMap<String, Metadata>> {
    if std::fs::metadata(path).ok()?.len() > LARGEST_INDEX {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    parse(serde_json::from_slice(bytes).ok()?)
}

fn parse(index: Value) -> Option<HashMap<String, Metadata>> {
    match index {
        Value::Array(entries) => entries
            .iter()
            .map(|entry| Some((entry.get("file")?.as_str()?.to_owned(), about(entry.as_object()?))))
            .collect(),
        Value::Object(entries) => {
            entries.iter().map(|(file, entry)| Some((file.clone(), about(entry.as_object()?)))).collect()
        }
        _ => None,
    }
    .filter(|files: &HashMap<_, _>| !files.is_empty())
}

fn about(entry: &Map<String, Value>) -> Metadata {
    let mut metadata = Metadata::default();
    for name in ["id", "title", "date", "published", "url", "publisher", "author"] {
        if let Some(value) = entry.get(name).and_then(Value::as_str) {
            metadata.set(name, value);
        }
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_a_list_or_a_map() {
        let list = serde_json::json!([{"file": "a.txt", "title": "A", "date": "2017-03-02", "url": null, "words": 3}]);
        let map = serde_json::json!({"a.txt": {"title": "A", "date": "2017-03-02"}});
        for index in [list, map] {
            let files = parse(index).unwrap();
            assert_eq!(files["a.txt"].title.as_deref(), Some("A"));
            assert!(files["a.txt"].published.is_some());
        }
    }

    #[test]
    fn articles_are_no_index() {
        assert!(parse(serde_json::json!([{"title": "A", "text": "It rained."}])).is_none());
        assert!(parse(serde_json::json!({"title": "A", "text": "It rained."})).is_none());
        assert!(parse(serde_json::json!([])).is_none());
    }
}
