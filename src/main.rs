//! The `byline` program; see [`byline::cli`].

/// The network's buffers are large and short-lived: with the system's allocator a fifth of the time goes to page faults.
/// With RocksDB it must be the system's all the same: oxigraph 0.5.13 frees RocksDB's error messages, which C's
/// `strdup` allocated, with Rust's allocator (`ffi_result!` in its `rocksdb_wrapper.rs`).
#[cfg(not(feature = "rocksdb"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    #[cfg(not(feature = "rocksdb"))]
    keep_memory();
    byline::cli::run()
}

/// Keeps freed memory for the next batch: given back to the system after 10 milliseconds, as is mimalloc's way, it is
/// cleared and mapped anew all the time, a tenth of the annotator's time.
#[cfg(not(feature = "rocksdb"))]
fn keep_memory() {
    /// `mi_option_purge_delay` of mimalloc.h: milliseconds, −1 for never.
    const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;
    // SAFETY: sets one number, which may be set at any time.
    unsafe { libmimalloc_sys::mi_option_set_default(PURGE_DELAY, -1) }
}
