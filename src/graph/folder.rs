//! Where an article's file lies, how it looks, and how it is written.

use super::{rdf, vocabulary};
use crate::claim::ArticleClaims;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphNameRef, Quad};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Longest file name made of the id alone; file systems allow 255 bytes.
const LONGEST_NAME: usize = 120;

/// `ab/<id>.trig`: spread over 256 folders, because a million files in one are slow everywhere.
pub fn path_of(id: &str) -> PathBuf {
    let hash = hex(&Sha256::digest(id.as_bytes()));
    Path::new(&hash[..2]).join(format!("{}.trig", file_name(id, &hash)))
}

/// The id where it is safe as a file name on every system; else what is safe of it, and a hash.
///
/// Capitals are not safe: `Seed` and `seed` are one file where the file system ignores case.
fn file_name(id: &str, hash: &str) -> String {
    let safe: String = id.chars().filter_map(safe_letter).take(LONGEST_NAME).collect();
    if safe == id && !is_reserved(id) { safe } else { format!("{safe}~{}", &hash[..16]) }
}

fn safe_letter(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' | '-' | '_' | '.' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        ' ' | '/' | '\\' | ':' => Some('-'),
        _ => None,
    }
}

/// Names that Windows keeps for devices, and those that are hidden or cut on some system.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    let device =
        |prefix| stem.strip_prefix(prefix).is_some_and(|n: &str| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    matches!(stem, "" | "con" | "prn" | "aux" | "nul") || device("com") || device("lpt") || name.ends_with('.')
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// An article as a TriG file: one named graph, prefixed, always the same bytes.
pub fn trig(claims: &ArticleClaims) -> Vec<u8> {
    let quads = rdf::quads(claims);
    let mut serializer = RdfSerializer::from_format(RdfFormat::TriG);
    for (prefix, namespace) in prefixes(&claims.article.id, &quads) {
        serializer = serializer.with_prefix(prefix, namespace).expect("namespaces are IRIs");
    }
    let mut writer = serializer.for_writer(Vec::new());
    for quad in &quads {
        writer.serialize_quad(quad).expect("a Vec takes every byte");
    }
    writer.finish().expect("a Vec takes every byte")
}

/// The prefixes that a file uses; `own:` are the article's own entities, `text:` the places in its text.
fn prefixes(article_id: &str, quads: &[Quad]) -> Vec<(String, String)> {
    let mut prefixes: Vec<(String, String)> =
        vocabulary::PREFIXES.iter().map(|(p, n)| ((*p).to_owned(), (*n).to_owned())).collect();
    prefixes.push(("text".to_owned(), rdf::text_namespace(article_id)));
    prefixes.push(("own".to_owned(), format!("{}/", vocabulary::entity(article_id).as_str())));
    let text: String = quads.iter().map(|q| format!("{} {} {}\n", q.subject, q.predicate, q.object)).collect();
    prefixes.retain(|(_, namespace)| text.contains(namespace.as_str()));
    prefixes
}

/// Writes `bytes` to `path` so that a reader sees the old file or the new one, never a part.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".writing-");
    #[cfg(unix)]
    {
        // As any new file: what the umask leaves; temporary files are private by default.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// The files of articles below `articles`, sorted.
pub fn files(articles: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for shard in entries(articles)? {
        if shard.is_dir() {
            files.extend(entries(&shard)?.into_iter().filter(|f| f.extension().is_some_and(|e| e == "trig")));
        }
    }
    files.sort();
    Ok(files)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

/// The article's id: the file's name, or where that is not the whole id, its content.
pub fn id_of(file: &Path) -> io::Result<String> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    if path_of(&name).file_name() == file.file_name() {
        return Ok(name);
    }
    let text = fs::read(file)?;
    let graph = oxigraph::io::RdfParser::from_format(RdfFormat::TriG).for_slice(&text).next();
    match graph.as_ref().and_then(|quad| Some(quad.as_ref().ok()?.graph_name.as_ref())) {
        Some(GraphNameRef::NamedNode(graph)) => vocabulary::id_below(vocabulary::ARTICLE, graph.as_str()),
        _ => None,
    }
    .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no article's graph in it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(id: &str) -> String {
        path_of(id).file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    #[test]
    fn plain_ids_are_their_own_file_names() {
        assert_eq!(name("wikinews-2019-01-23"), "wikinews-2019-01-23");
    }

    #[test]
    fn unsafe_ids_are_told_apart() {
        let ids =
            ["Seed", "SEED", "a/b", "a-b", "../../etc/passwd", "con", "aux.txt", "com1", ".", "", "x.", "Łódź", "a b"];
        let names: std::collections::BTreeSet<String> = ids.iter().map(|id| name(id).to_lowercase()).collect();
        assert_eq!(names.len(), ids.len());
        assert!(names.iter().all(|n| n.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~".contains(c))), "{names:?}");
        assert!(name(&"x".repeat(1000)).len() < 200);
    }
}
