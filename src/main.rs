//! The `byline` program; see [`byline::cli`].

/// The network's buffers are large and short-lived: with the system's allocator a fifth of the time goes to page faults.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    byline::cli::run()
}
