//! `byline extract`.

use super::Outcome;
use super::input::Input;
use std::io::Write;
use std::process::ExitCode;

/// Read articles, print their claims as JSON Lines
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    input: Input,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let failed = arguments.input.for_each(
        |message| eprintln!("{message}"),
        |pipeline, article| serde_json::to_string(&pipeline.claims(article)),
        |line| Ok(writeln!(out, "{}", line?)?),
    )?;
    out.flush()?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
