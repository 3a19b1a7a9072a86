//! `byline build` and `byline remove`.

mod program;

use program::Folder;
use std::collections::BTreeMap;
use std::path::Path;

const TEXT: &str = "Maren Tollefsen, the chief executive of Brightwater, bought Calder on Tuesday.\n\n\
    Tollefsen denied that a plant would close. Joost Amrein said that Brightwater might sell Calder.\n";

/// Every file of the graph's articles, by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => _ = found.insert(path.display().to_string(), std::fs::read(path).unwrap()),
            }
        }
    }
    found
}

#[test]
fn building_twice_changes_nothing() {
    let folder = Folder::new();
    folder.write("in/deal.txt", format!("Calder sold\n2024-05-14\n\n{TEXT}"));
    folder.write("in/rain.txt", "It rained in Dunmere on Monday.");
    let first = folder.byline("build in --graph news");
    assert_eq!((first.status, first.stdout.as_str()), (0, ""), "{}", first.stderr);
    assert!(first.stderr.contains("2 articles read: 2 added, 0 replaced, 0 unchanged; 0 failed"), "{}", first.stderr);
    assert!(first.stderr.contains(" sentences/s\n"), "{}", first.stderr);
    let before = files(&folder.path().join("news/articles"));
    assert_eq!(before.len(), 2);
    let second = folder.byline("build in --graph news --threads 1");
    assert!(second.stderr.contains("2 articles read: 0 added, 0 replaced, 2 unchanged; 0 failed"), "{}", second.stderr);
    assert_eq!(files(&folder.path().join("news/articles")), before);
    assert!(!folder.path().join("byline-graph").exists());
}

#[test]
fn the_summary_says_what_to_try() {
    let folder = Folder::new();
    folder.write("deal.txt", format!("Calder sold\n2024-05-14\n\n{TEXT}"));
    let run = folder.byline("build deal.txt");
    assert!(run.stderr.contains("\nmost claimed about: "), "{}", run.stderr);
    assert!(
        run.stderr.contains("\n  byline show ") && run.stderr.contains("\n  byline export --format dot | dot -Tsvg"),
        "{}",
        run.stderr
    );
    let run = folder.byline("build --quiet deal.txt");
    assert_eq!((run.status, run.stdout + &run.stderr), (0, String::new()));
}

#[test]
fn a_changed_article_is_replaced_and_nothing_else_touched() {
    let folder = Folder::new();
    folder.write("in/deal.txt", TEXT);
    folder.write("in/rain.txt", "It rained in Dunmere on Monday.");
    folder.byline("build in");
    let before = files(&folder.path().join("byline-graph/articles"));
    folder.write("in/deal.txt", TEXT.replace("Tuesday", "Friday"));
    let run = folder.byline("build in");
    assert!(run.stderr.contains("0 added, 1 replaced, 1 unchanged"), "{}", run.stderr);
    let after = files(&folder.path().join("byline-graph/articles"));
    let changed: Vec<_> = before.iter().filter(|(name, content)| after.get(*name) != Some(content)).collect();
    assert_eq!((after.len(), changed.len()), (2, 1));
}

#[test]
fn bad_articles_do_not_stop_a_build() {
    let folder = Folder::new();
    folder.write("in/bad.txt", b"\0\0");
    folder.write("in/good.txt", TEXT);
    let run = folder.byline("build in");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("byline: in/bad.txt: binary data, not text\n"), "{}", run.stderr);
    assert!(run.stderr.contains("1 article read: 1 added, 0 replaced, 0 unchanged; 1 failed"), "{}", run.stderr);
}

#[test]
fn articles_can_be_removed() {
    let folder = Folder::new();
    folder.write("in/rain.txt", "It rained in Dunmere on Monday.");
    folder.byline("build in");
    let before = files(&folder.path().join("byline-graph/articles"));
    folder.write("deal.txt", TEXT);
    folder.byline("build deal.txt");
    let run = folder.byline("remove deal");
    assert_eq!((run.status, run.stdout + &run.stderr), (0, String::new()));
    assert_eq!(files(&folder.path().join("byline-graph/articles")), before);
    let run = folder.byline("remove deal");
    assert_eq!((run.status, run.stderr.as_str()), (1, "byline: byline-graph: no article deal in this graph\n"));
}

#[test]
fn a_folder_that_is_no_graph_is_left_alone() {
    let folder = Folder::new();
    folder.write("notes/todo.txt", "Buy milk.");
    folder.write("deal.txt", TEXT);
    let run = folder.byline("build deal.txt --graph notes");
    assert_eq!(run.status, 1);
    assert!(run.stderr.starts_with("byline: ") && run.stderr.contains("notes"), "{}", run.stderr);
    assert_eq!(files(&folder.path().join("notes")).len(), 1);
}
