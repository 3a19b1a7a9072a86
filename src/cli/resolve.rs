//! `byline resolve`.

use super::{GraphFolder, Outcome};
use crate::graph::{Curation, Graph, GraphError, Index};
use crate::resolution::{self, Decision, Evidence, Judgement, Profiles, Proposal};
use serde_json::json;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Find entities of the graph that are one thing, and those that are two
///
/// Compares entities by names, facts and company, and prints what to merge and what to split, the surest first, each with
/// a score between 0 and 1 and the evidence for (+) and against (−) it. Nothing is changed unless --apply-above is given;
/// `byline review` asks about the proposals one by one.
///
/// Decisions are kept in the graph (`curation.trig`), apart from the articles: they hold when articles are built again, and
/// `byline undo ID` takes any of them back.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Apply what scores at least so much, without asking (0 to 1)
    #[arg(long, value_name = "SCORE", value_parser = score)]
    apply_above: Option<f64>,

    /// Print what scores at least so much (0 to 1)
    #[arg(long, value_name = "SCORE", value_parser = score, default_value_t = 0.5)]
    at_least: f64,

    /// Print at most so many proposals
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Decide that two entities are one, whatever the evidence
    #[arg(long, num_args = 2, value_names = ["NAME", "NAME"])]
    merge: Option<Vec<String>>,

    /// Decide that two entities are two, whatever the evidence
    #[arg(long, num_args = 2, value_names = ["NAME", "NAME"], conflicts_with = "merge")]
    keep_apart: Option<Vec<String>>,

    /// One JSON object a line
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    signature: Signature,

    #[command(flatten)]
    graph: GraphFolder,
}

/// Who decides, and when. There is no clock: the same commands give the same bytes.
#[derive(clap::Args, Clone, Default)]
pub struct Signature {
    /// Sign decisions with this name
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    /// Date decisions (2026-01-31)
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<String>,
}

impl Signature {
    /// The decision with who and when.
    pub fn signed(&self, decision: Decision) -> Decision {
        Decision { by: self.by.clone(), on: self.on.clone(), ..decision }
    }
}

const EXAMPLES: &str = "\
Examples:
  byline resolve                                     what might be merged or split, and why
  byline resolve --apply-above 0.95                  merge and split what is sure
  byline review                                      be asked about the rest
  byline resolve --merge 'Jo Roe' person:joanna-roe  say that two are one";

/// A score on the command line.
pub fn score(text: &str) -> Result<f64, String> {
    let score = text.parse::<f64>().ok().filter(|score| (0.0..=1.0).contains(score));
    score.ok_or_else(|| "a score is a number between 0 and 1".to_owned())
}

fn date(text: &str) -> Result<String, String> {
    let date = text.parse::<jiff::civil::Date>().map_err(|_| "a date looks like 2026-01-31".to_owned())?;
    Ok(date.to_string())
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let graph = Graph::open(&arguments.graph.folder)?;
    let mut curation = graph.curation()?;
    let index = super::index(&arguments.graph)?;
    let by_hand = match (&arguments.merge, &arguments.keep_apart) {
        (Some(names), _) => Some(judgement(&index, names, Judgement::merge)?),
        (_, Some(names)) => Some(judgement(&index, names, Judgement::keep_apart)?),
        _ => None,
    };
    if let Some(judgement) = by_hand {
        let id = curation.add(arguments.signature.signed(Decision::new(judgement)));
        graph.decide(&curation)?;
        super::warn(&format_args!("decided; `byline undo {id}` takes it back"));
        return Ok(ExitCode::SUCCESS);
    }
    let profiles = profiles(&graph, &index, &curation)?;
    let decided = decided(&curation, &index)?;
    let least = arguments.apply_above.map_or(arguments.at_least, |above| above.min(arguments.at_least));
    let proposals = resolution::proposals(&profiles, &decided, least);
    let sure = match arguments.apply_above {
        Some(threshold) => resolution::sure(&profiles, &proposals, &decided, threshold),
        None => Vec::new(),
    };
    for proposal in &sure {
        curation.add(arguments.signature.signed(proposal.decision()));
    }
    if !sure.is_empty() {
        graph.decide(&curation)?;
    }
    print(&arguments, &proposals, &sure)?;
    let open = proposals.len() - sure.len();
    super::warn(&format_args!(
        "{} entities, {} proposals: {} applied, {open} open{}",
        profiles.entities.len(),
        proposals.len(),
        sure.len(),
        if open > 0 { "; `byline review` asks about them" } else { "" }
    ));
    Ok(ExitCode::SUCCESS)
}

fn judgement(
    index: &Index,
    names: &[String],
    decide: fn(&str, &str) -> Judgement,
) -> Result<Judgement, Box<dyn std::error::Error>> {
    let ids = names.iter().map(|name| index.find(name).map(|found| found.id)).collect::<Result<Vec<_>, _>>()?;
    match &ids[..] {
        [one, other] if one != other => Ok(decide(one, other)),
        _ => Err(format!("{} and {} are one entity already: {}", names[0], names[1], ids[0]).into()),
    }
}

/// What the graph knows about its entities, decisions applied.
pub fn profiles(graph: &Graph, index: &Index, curation: &Curation) -> Result<Profiles, GraphError> {
    let mut profiles = Profiles::default();
    for id in graph.articles()? {
        if let Some(article) = index.article(&id)? {
            profiles.add(&article);
        }
    }
    for (_, decision) in curation.decisions() {
        if let Judgement::Link { entity, entry } = &decision.judgement {
            profiles.link(&index.canonical(entity)?, entry);
        }
    }
    profiles.finish();
    Ok(profiles)
}

/// What is decided, with the ids that entities have now.
pub fn decided(curation: &Curation, index: &Index) -> Result<Vec<Judgement>, GraphError> {
    let now = |judgement: Judgement| match judgement {
        Judgement::KeepApart(one, other) => {
            Ok(Judgement::keep_apart(&index.canonical(&one)?, &index.canonical(&other)?))
        }
        Judgement::Split { entity, articles, into } => {
            Ok(Judgement::Split { entity: index.canonical(&entity)?, articles, into: index.canonical(&into)? })
        }
        other => Ok(other),
    };
    let mut decided = curation.judgements();
    decided.extend(curation.judgements().into_iter().map(now).collect::<Result<Vec<_>, GraphError>>()?);
    Ok(decided)
}

fn print(arguments: &Arguments, proposals: &[Proposal], sure: &[Proposal]) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for proposal in proposals.iter().take(arguments.limit.unwrap_or(usize::MAX)) {
        let is_applied = sure.iter().any(|applied| applied.judgement == proposal.judgement);
        if arguments.json {
            writeln!(out, "{}", json(proposal, is_applied))?;
        } else {
            write_proposal(proposal, if is_applied { "applied" } else { "" }, &mut out)?;
        }
    }
    out.flush()
}

/// A proposal for people: score, what, and why.
pub fn write_proposal(proposal: &Proposal, status: &str, out: &mut impl Write) -> io::Result<()> {
    let judgement = &proposal.judgement;
    write!(out, "{:.2}  ", proposal.score)?;
    match judgement {
        Judgement::Split { entity, articles, .. } => {
            write!(out, "split  {} ({}) in {}", short(entity), proposal.names[0], list(articles))?;
        }
        Judgement::Link { entity, entry } => write!(out, "link  {}  =  <{entry}>", short(entity))?,
        judgement => {
            let entities: Vec<String> = judgement
                .entities()
                .into_iter()
                .zip(&proposal.names)
                .map(|(id, name)| format!("{} ({name})", short(id)))
                .collect();
            write!(out, "merge  {}", entities.join("  =  "))?;
        }
    }
    writeln!(out, "   {}{}", judgement.id(), if status.is_empty() { String::new() } else { format!("  {status}") })?;
    for evidence in &proposal.evidence {
        writeln!(out, "        {}", signed_words(evidence))?;
    }
    Ok(())
}

/// "+" or "−", and the words.
pub fn signed_words(evidence: &Evidence) -> String {
    format!("{} {}", if evidence.weight < 0.0 { "−" } else { "+" }, evidence.words)
}

fn list(articles: &std::collections::BTreeSet<String>) -> String {
    let some: Vec<&str> = articles.iter().take(3).map(String::as_str).collect();
    match articles.len() - some.len() {
        0 => some.join(", "),
        more => format!("{} and {more} more", some.join(", ")),
    }
}

/// The entity as a query may write it.
pub fn short(id: &str) -> String {
    crate::graph::vocabulary::shorten(crate::graph::vocabulary::entity(id).as_str())
}

fn json(proposal: &Proposal, is_applied: bool) -> serde_json::Value {
    let judgement = &proposal.judgement;
    let evidence = proposal.evidence.iter().map(|e| json!({"weight": e.weight, "words": e.words}));
    let mut line = json!({
        "id": judgement.id(),
        "decision": judgement.class(),
        "entities": judgement.entities(),
        "names": proposal.names,
        "score": (proposal.score * 1e4).round() / 1e4,
        "applied": is_applied,
        "evidence": evidence.collect::<Vec<_>>(),
    });
    if let Judgement::Split { articles, into, .. } = judgement {
        line["articles"] = json!(articles);
        line["into"] = json!(into);
    }
    line
}
