//! `byline extract`.

use super::Outcome;
use super::input::Input;
use std::io::Write;
use std::process::ExitCode;

/// Read articles, print their claims as JSON Lines
///
/// Prints one line for each article: what is known about it, its entities with their mentions, and its claims, each with
/// polarity, certainty, attribution, time, place and the words that say so. The lines come in the order of the
/// input and do not depend on the number of threads. Nothing is stored.
///
/// Formats, dates, folders and index.json are read as `byline build` reads them; see its help.
#[derive(clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    input: Input,

    /// What the confidence of each claim is computed from, instead of the claims
    #[arg(long, hide = true)]
    features: bool,
}

const EXAMPLES: &str = "\
Examples:
  byline extract article.txt | jq '.claims[] | select(.asserted | not)'
      what an article reports, denies or supposes without asserting it
  curl -s https://example.com/article.html | byline extract -
      a page from the net
  byline extract --field text=story --field date=day archive.jsonl > claims.jsonl
      records with field names of their own

Exit status: 0 all read, 1 some input failed (stderr says which and why), 2 wrong usage.";

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let features = arguments.features;
    let count = arguments.input.for_each(
        |pipeline, article| match features {
            true => serde_json::to_string(&pipeline.features(article)),
            false => serde_json::to_string(&pipeline.claims(article)),
        },
        |line| Ok(writeln!(out, "{}", line?)?),
    )?;
    out.flush()?;
    Ok(if count.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
