//! The `byline` program; see [`byline::cli`].

fn main() -> std::process::ExitCode {
    byline::cli::run()
}
