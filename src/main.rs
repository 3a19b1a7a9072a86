//! The `byline` program; see [`byline::cli`].
fn main() {}
