//! The `byline` program; see [`byline::cli`].

/// The network's buffers are large and short-lived: with the system's allocator a fifth of the time goes to page faults.
/// With RocksDB it must be the system's all the same: oxigraph 0.5.13 frees RocksDB's error messages, which C's
/// `strdup` allocated, with Rust's allocator (`ffi_result!` in its `rocksdb_wrapper.rs`).
#[cfg(not(feature = "rocksdb"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    byline::cli::run()
}
