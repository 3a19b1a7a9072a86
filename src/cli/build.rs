//! `byline build`.

use super::input::{Count, Input};
use super::{GraphFolder, Outcome};
use crate::claim::{ArticleClaims, Certainty, Polarity, Value};
use crate::graph::{Change, Graph};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Read articles, extract their claims, store them in a graph
///
/// The graph is a folder with one file for each article. Building again with the same articles changes nothing; an
/// article that has changed replaces its former version; all others stay. Articles are told apart by their id: the file
/// name without extension, or a record's id field, or a slug of its address or title.
///
/// What is read:
///   plain text     may begin with `Title:`, `Date:`, `URL:`, `Publisher:` and `Author:` lines, or with a line
///                  `date 2017-03-02`; else a short first line without a full stop is the title
///   Markdown       front matter (title, date, url, publisher, author) is understood
///   HTML           the main text of the page, without menus and footers; title, date, publisher, author and address
///                  from its metadata
///   JSON           one object or a list of objects with at least a text (see --field)
///   JSON Lines     the same, an object a line, streamed
///   folders        to any depth; files with other extensions are passed over with a note. A file index.json with
///                  [{"file": "a.txt", "title": …, "date": …, "url": …, "publisher": …, "author": …}, …] supplies
///                  what the articles next to it don't say
///   `-`            standard input, its format known by its content
///
/// Any charset is understood. What is empty, binary, not English, cut off or over 10 MB is reported and left out.
#[derive(clap::Args)]
#[command(verbatim_doc_comment, after_long_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    input: Input,

    #[command(flatten)]
    graph: GraphFolder,
}

const EXAMPLES: &str = "\
Examples:
  byline build articles/
      reads a folder into ./byline-graph
  byline build --graph news articles/ more/2024-05-14.html
      reads more into another graph
  byline build --field text=body --field publisher=outlet.name archive.jsonl
      reads records with field names of their own

Exit status: 0 all read, 1 some input failed (stderr says which and why), 2 wrong usage.";

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let start = Instant::now();
    let graph = Graph::open_or_create(&arguments.graph.folder)?;
    let quiet = arguments.input.quiet;
    let mut summary = Summary::default();
    let count = arguments.input.for_each(
        |pipeline, article| {
            let extraction = pipeline.extract(article);
            graph.put(&extraction.claims).map(|change| (change, extraction))
        },
        |stored| {
            let (change, extraction) = stored?;
            summary.add(change, &extraction.claims, extraction.sentences);
            Ok(())
        },
    )?;
    // Made now, so that the first query does not wait for it.
    super::index(&arguments.graph)?;
    summary.count = count;
    summary.elapsed = start.elapsed();
    if !quiet {
        let _ = write!(std::io::stderr(), "{}", Report { summary: &summary, graph: graph.root() });
    }
    Ok(if count.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a build did.
#[derive(Debug, Default)]
struct Summary {
    count: Count,
    added: usize,
    replaced: usize,
    unchanged: usize,
    sentences: usize,
    entities: BTreeSet<String>,
    claims: usize,
    asserted: usize,
    attributed: usize,
    denied: usize,
    hedged: usize,
    /// Entities that several articles can share: in how many claims, and a name.
    shared: BTreeMap<String, (usize, String)>,
    elapsed: Duration,
}

impl Summary {
    fn add(&mut self, change: Change, claims: &ArticleClaims, sentences: usize) {
        match change {
            Change::Added => self.added += 1,
            Change::Replaced => self.replaced += 1,
            Change::Unchanged => self.unchanged += 1,
        }
        self.sentences += sentences;
        self.claims += claims.claims.len();
        for claim in &claims.claims {
            self.asserted += usize::from(claim.is_asserted());
            self.attributed += usize::from(!claim.attribution.is_empty());
            self.denied += usize::from(claim.polarity == Polarity::Negative);
            self.hedged += usize::from(claim.certainty != Certainty::Certain);
        }
        self.add_entities(claims);
    }

    fn add_entities(&mut self, claims: &ArticleClaims) {
        let own = format!("{}/", claims.article.id);
        for entity in &claims.entities {
            self.entities.insert(entity.id.clone());
            if !entity.id.starts_with(&own) {
                let about = |claim: &&crate::claim::Claim| {
                    claim.subject == entity.id || matches!(&claim.object, Some(Value::Entity(id)) if *id == entity.id)
                };
                let shared = self.shared.entry(entity.id.clone()).or_insert_with(|| (0, entity.name.clone()));
                shared.0 += claims.claims.iter().filter(about).count();
            }
        }
    }

    /// The entities with the most claims about them.
    fn most_claimed(&self) -> Vec<(&str, usize)> {
        let mut entities: Vec<_> = self.shared.values().map(|(claims, name)| (name.as_str(), *claims)).collect();
        entities.retain(|(_, claims)| *claims > 0);
        entities.sort_by(|one, two| two.1.cmp(&one.1).then(one.0.cmp(two.0)));
        entities.truncate(5);
        entities
    }
}

/// The summary, for people.
struct Report<'a> {
    summary: &'a Summary,
    graph: &'a Path,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { count, added, replaced, unchanged, sentences, claims, .. } = self.summary;
        let seconds = self.summary.elapsed.as_secs_f64();
        writeln!(
            f,
            "{} read: {added} added, {replaced} replaced, {unchanged} unchanged; {} failed",
            Count::articles(count.read),
            count.failed
        )?;
        writeln!(
            f,
            "{sentences} sentences, {} entities, {claims} claims: {} asserted by the articles themselves, {} attributed \
             to somebody, {} denied, {} hedged",
            self.summary.entities.len(),
            self.summary.asserted,
            self.summary.attributed,
            self.summary.denied,
            self.summary.hedged,
        )?;
        writeln!(f, "{seconds:.1} s, {:.0} sentences/s", *sentences as f64 / seconds.max(1e-9))?;
        self.write_suggestions(f)
    }
}

impl Report<'_> {
    fn write_suggestions(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = self.summary.most_claimed();
        let Some((name, _)) = most.first() else { return Ok(()) };
        let list: Vec<_> = most.iter().map(|(name, claims)| format!("{name} ({claims})")).collect();
        writeln!(f, "most claimed about: {}", list.join(", "))?;
        let graph = if self.graph == Path::new(GraphFolder::DEFAULT) {
            String::new()
        } else {
            format!(" --graph {}", quoted(&self.graph.display().to_string()))
        };
        writeln!(f, "\nTry:\n  byline show{graph} {}", quoted(name))?;
        writeln!(f, "  byline export{graph} --format dot | dot -Tsvg > graph.svg")
    }
}

/// The words as one word of a shell.
fn quoted(words: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    if words.chars().all(plain) { words.to_owned() } else { format!("'{}'", words.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_for_the_shell() {
        assert_eq!(quoted("Calder"), "Calder");
        assert_eq!(quoted("Calder Foods"), "'Calder Foods'");
        assert_eq!(quoted("O'Neill"), r"'O'\''Neill'");
    }
}
