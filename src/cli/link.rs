//! `byline link`.

use super::resolve::{self, Signature};
use super::{GraphFolder, Outcome};
use crate::graph::{Graph, authority};
use crate::resolution::{Decision, Judgement, link};
use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Link entities to an outside authority: Wikidata, a register, a list of your own
///
/// The entries are in a table with a header, columns `id label aliases type description` separated by tabs and `|` between
/// aliases (an id is an IRI, or a Wikidata id such as Q42), or in Turtle with labels. Compared are names, class, and
/// the description with what the graph says. What is sure becomes owl:sameAs, what is possible skos:closeMatch, each with
/// its score; `byline review` asks about the latter, `byline undo ID` takes any back.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The authority's entries: FILE.tsv or FILE.ttl
    #[arg(long, value_name = "FILE", required = true)]
    aliases: Vec<PathBuf>,

    /// What scores at least so much is sure (0 to 1)
    #[arg(long, value_name = "SCORE", value_parser = resolve::score, default_value_t = 0.9)]
    sure_above: f64,

    /// What scores at least so much is a candidate (0 to 1)
    #[arg(long, value_name = "SCORE", value_parser = resolve::score, default_value_t = 0.3)]
    at_least: f64,

    /// Only print what would be linked
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    signature: Signature,

    #[command(flatten)]
    graph: GraphFolder,
}

const EXAMPLES: &str = "\
Examples:
  byline link --aliases people.tsv --dry-run
  byline link --aliases wikidata.ttl --sure-above 0.95";

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let mut entries = Vec::new();
    for path in &arguments.aliases {
        entries.extend(authority::read(path)?);
    }
    let graph = Graph::open(&arguments.graph.folder)?;
    let mut curation = graph.curation()?;
    let index = super::index(&arguments.graph)?;
    let profiles = resolve::profiles(&graph, &index, &curation)?;
    let decided = resolve::decided(&curation, &index)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut sure, mut candidates) = (0, 0);
    let mut linked: BTreeSet<String> = BTreeSet::new();
    for found in link::matches(&profiles, &entries, &decided, arguments.at_least) {
        let (entity, entry) = (found.entity.0.clone(), found.entry.0.clone());
        let is_sure = found.score >= arguments.sure_above && linked.insert(entity.clone());
        let judgement = match is_sure {
            true => Judgement::Link { entity, entry },
            false => Judgement::LinkCandidate { entity, entry },
        };
        *(if is_sure { &mut sure } else { &mut candidates }) += 1;
        write_match(&found, &judgement, &mut out)?;
        let because = found.evidence.iter().map(resolve::signed_words).collect();
        let score = Some((found.score * 1e4).round() / 1e4);
        curation.add(arguments.signature.signed(Decision { score, because, ..Decision::new(judgement) }));
    }
    out.flush()?;
    if !arguments.dry_run {
        graph.decide(&curation)?;
    }
    super::warn(&format_args!(
        "{} entries: {sure} entities linked, {candidates} candidates{}",
        entries.len(),
        if arguments.dry_run { "; nothing is written" } else { "" }
    ));
    Ok(ExitCode::SUCCESS)
}

fn write_match(found: &link::Match, judgement: &Judgement, out: &mut impl Write) -> io::Result<()> {
    let sign = if matches!(judgement, Judgement::Link { .. }) { "=" } else { "≈" };
    let (entity, entry) = (resolve::short(&found.entity.0), &found.entry);
    let id = judgement.id();
    writeln!(
        out,
        "{:.2}  link  {entity} ({})  {sign}  <{}> ({})   {id}",
        found.score, found.entity.1, entry.0, entry.1
    )?;
    for evidence in &found.evidence {
        writeln!(out, "        {}", resolve::signed_words(evidence))?;
    }
    Ok(())
}
