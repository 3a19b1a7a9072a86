//! `byline review` and `byline undo`.

use super::resolve::{self, Signature};
use super::{GraphFolder, Outcome};
use crate::graph::{Curation, Graph, vocabulary};
use crate::resolution::{self, Decision, Evidence, Judgement, Proposal};
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

/// Be asked about proposed merges, splits and links, one by one
///
/// Answers are read from standard input, a line each: y (yes), n (no: never propose it again), s (skip), q (quit). Each
/// is kept at once. What follows from an answer, follows for the next question.
#[derive(clap::Args)]
pub struct Arguments {
    /// Ask about what scores at least so much (0 to 1)
    #[arg(long, value_name = "SCORE", default_value_t = 0.5)]
    at_least: f64,

    /// List the decisions made so far instead
    #[arg(long)]
    list: bool,

    #[command(flatten)]
    signature: Signature,

    #[command(flatten)]
    graph: GraphFolder,
}

/// Take back decisions: merges, splits, links, refusals
///
/// The graph is then as if they had never been made, to the byte. `byline review --list` lists decisions with their ids.
#[derive(clap::Args)]
pub struct UndoArguments {
    /// Ids of decisions, or as much of each as is needed to tell it from the others
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,

    #[command(flatten)]
    graph: GraphFolder,
}

enum Answer {
    Yes,
    No,
    Skip,
    Quit,
}

/// Runs `byline review`.
pub fn run(arguments: Arguments) -> Outcome {
    let graph = Graph::open(&arguments.graph.folder)?;
    let mut curation = graph.curation()?;
    let mut out = io::stdout().lock();
    if arguments.list {
        for (id, decision) in curation.decisions() {
            writeln!(out, "{id}  {}", describe(decision))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let index = super::index(&arguments.graph)?;
    let profiles = resolve::profiles(&graph, &index, &curation)?;
    let decided = resolve::decided(&curation, &index)?;
    let mut proposals = resolution::proposals(&profiles, &decided, arguments.at_least);
    proposals.extend(link_candidates(&curation));
    if proposals.is_empty() {
        super::warn("nothing to decide");
    }
    let mut answers = io::stdin().lock().lines();
    let (mut yes, mut no) = (0, 0);
    let mut united = resolution::United::new(&profiles, &decided);
    for (place, proposal) in proposals.iter().enumerate() {
        if !united.is_open(&proposal.judgement) {
            continue;
        }
        resolve::write_proposal(proposal, "", &mut out)?;
        write!(out, "[{} of {}] yes, no, skip, quit? ", place + 1, proposals.len())?;
        out.flush()?;
        let decision = match answer(&mut answers, &mut out)? {
            Answer::Yes => {
                yes += 1;
                proposal.decision()
            }
            Answer::No => {
                no += 1;
                proposal.refusal()
            }
            Answer::Skip => continue,
            Answer::Quit => break,
        };
        united.accept(&decision.judgement);
        let id = curation.add(arguments.signature.signed(decision));
        graph.decide(&curation)?;
        writeln!(out, "  kept as {id}\n")?;
    }
    super::warn(&format_args!("{yes} confirmed, {no} refused, {} left as they are", proposals.len() - yes - no));
    Ok(ExitCode::SUCCESS)
}

/// The entries of authorities that may be an entity, and about which nothing is decided.
fn link_candidates(curation: &Curation) -> Vec<Proposal> {
    let decided = curation.judgements();
    let open = curation.decisions().filter_map(|(_, decision)| match &decision.judgement {
        Judgement::LinkCandidate { entity, entry } => {
            let judgement = Judgement::Link { entity: entity.clone(), entry: entry.clone() };
            let is_open = !decided.contains(&judgement) && !decided.contains(&judgement.refused());
            is_open.then_some((judgement, decision))
        }
        _ => None,
    });
    let evidence = |words: &String| match words.strip_prefix("− ") {
        Some(words) => Evidence { weight: -1.0, words: words.to_owned() },
        None => Evidence { weight: 1.0, words: words.trim_start_matches("+ ").to_owned() },
    };
    let proposal = |(judgement, decision): (Judgement, &Decision)| Proposal {
        judgement,
        score: decision.score.unwrap_or(0.5),
        evidence: decision.because.iter().map(evidence).collect(),
        names: Vec::new(),
    };
    open.map(proposal).collect()
}

/// The next answer that can be understood; the end of input means that nothing more is to be decided.
fn answer(lines: &mut impl Iterator<Item = io::Result<String>>, out: &mut impl Write) -> io::Result<Answer> {
    for line in lines {
        match line?.trim().to_lowercase().as_str() {
            "y" | "yes" => return Ok(Answer::Yes),
            "n" | "no" => return Ok(Answer::No),
            "s" | "skip" | "" => return Ok(Answer::Skip),
            "q" | "quit" => return Ok(Answer::Quit),
            other => {
                write!(out, "{other:?} is no answer; y, n, s or q? ")?;
                out.flush()?;
            }
        }
    }
    Ok(Answer::Quit)
}

fn describe(decision: &Decision) -> String {
    let short = |id: &str| vocabulary::shorten(vocabulary::entity(id).as_str());
    let ids: Vec<String> = decision.judgement.entities().into_iter().map(short).collect();
    let what = match &decision.judgement {
        Judgement::Merge(..) => format!("merge  {}", ids.join("  =  ")),
        Judgement::KeepApart(..) => format!("keep apart  {}", ids.join("  ≠  ")),
        Judgement::Split { articles, into, .. } => {
            format!("split  {}  into {} in {} articles", ids[0], short(into), articles.len())
        }
        Judgement::KeepWhole { articles, .. } => format!("keep whole  {} in {} articles", ids[0], articles.len()),
        Judgement::Link { entry, .. } => format!("link  {}  =  <{entry}>", ids[0]),
        Judgement::LinkCandidate { entry, .. } => format!("candidate  {}  ≈  <{entry}>", ids[0]),
        Judgement::Unlink { entry, .. } => format!("not  {}  =  <{entry}>", ids[0]),
    };
    let score = decision.score.map(|score| format!("score {score:.2}"));
    let signature = [score, decision.by.clone(), decision.on.clone()];
    let signature: Vec<String> = signature.into_iter().flatten().collect();
    if signature.is_empty() { what } else { format!("{what}  ({})", signature.join(", ")) }
}

/// Runs `byline undo`.
pub fn undo(arguments: UndoArguments) -> Outcome {
    let graph = Graph::open(&arguments.graph.folder)?;
    let mut curation = graph.curation()?;
    for id in &arguments.ids {
        let (id, decision) = curation.undo(id)?;
        super::warn(&format_args!("undone {id}: {}", describe(&decision)));
    }
    graph.decide(&curation)?;
    Ok(ExitCode::SUCCESS)
}
