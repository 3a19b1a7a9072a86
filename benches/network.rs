//! The annotator's networks alone, batch size by batch size, in rten and in ONNX Runtime: `cargo bench --bench network`.
//!
//! Both run the compiled-in file on the same made-up sentences of 25 words, one batch a thread. ONNX Runtime is taken from
//! the `python3` that is first in PATH (`pip install onnx onnxruntime`); without it its columns stay empty. Best of three rounds.

use rten::{Model, ModelOptions, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::NdTensor;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/en/annotator.onnx");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/onnxruntime_speed.py");
const OUTPUTS: [&str; 6] = ["upos", "xpos", "feats", "names", "arcs", "deprels"];
const BATCHES: [usize; 5] = [1, 4, 8, 16, 32];
/// Word pieces and words of a sentence of 25 words, special pieces and the root among them.
const PIECES: usize = 32;
const WORDS: usize = 26;
const ROUNDS: usize = 3;
/// Sentences a thread and round.
const SENTENCES: usize = 640;

fn main() {
    let model = ModelOptions::with_all_ops().prepack_weights(true).load_file(MODEL).expect("the model loads");
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    println!(
        "{:<6}{:>6}{:>9}{:>14}{:>12}{:>16}{:>8}",
        "model", "batch", "threads", "sentences/s", "words/s", "ONNX Runtime", "ratio"
    );
    for fast in [false, true] {
        for threads in if processors > 1 { vec![1, processors] } else { vec![1] } {
            let other = onnx_runtime(fast, threads);
            for (n, &batch) in BATCHES.iter().enumerate() {
                let rate = rate(&model, fast, batch, threads);
                let words = rate * (WORDS - 1) as f64;
                let name = if fast { "fast" } else { "full" };
                let beside =
                    other.get(n).map(|other| format!("{other:>16.0}{:>8.2}", rate / other)).unwrap_or_default();
                println!("{name:<6}{batch:>6}{threads:>9}{rate:>14.0}{words:>12.0}{beside}");
            }
        }
    }
}

/// Sentences a second, all threads together.
fn rate(model: &Model, fast: bool, batch: usize, threads: usize) -> f64 {
    let runs = SENTENCES.div_ceil(batch);
    let round = || {
        let began = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    let pool = Arc::new(ThreadPool::with_num_threads(1));
                    (0..runs).for_each(|_| run(model, fast, batch, &pool));
                });
            }
        });
        (threads * runs * batch) as f64 / began.elapsed().as_secs_f64()
    };
    round();
    (0..ROUNDS).map(|_| round()).fold(0.0, f64::max)
}

fn run(model: &Model, fast: bool, batch: usize, pool: &Arc<ThreadPool>) {
    let pieces = NdTensor::<i32, 2>::from_fn([batch, PIECES], |[row, n]| (1_000 + (row * 37 + n * 91) % 9_000) as i32);
    let shapes = NdTensor::<i32, 2>::from_fn([batch, PIECES], |[_, n]| (1 + n % 7) as i32);
    let valid = NdTensor::<f32, 2>::full([batch, PIECES], 1.0);
    let words = NdTensor::<f32, 2>::full([batch, WORDS], 1.0);
    let first = NdTensor::<i32, 2>::from_fn([batch, WORDS], |[row, n]| (row * PIECES + n * PIECES / WORDS) as i32);
    let mut inputs: Vec<(&str, ValueOrView)> = vec![
        ("pieces", pieces.into()),
        ("shapes", shapes.into()),
        ("first", first.clone().into()),
        ("words", words.into()),
    ];
    inputs.push(if fast { ("last", first.into()) } else { ("valid", valid.into()) });
    let node = |name: &str| model.node_id(name).expect("training/ names it so");
    let inputs = inputs.into_iter().map(|(name, value)| (node(name), value)).collect();
    let prefix = if fast { "fast_" } else { "" };
    let outputs = OUTPUTS.map(|name| node(&format!("{prefix}{name}")));
    let options = RunOptions::default().with_thread_pool(Some(pool.clone()));
    std::hint::black_box(model.run_n(inputs, outputs, Some(options)).expect("the network runs"));
}

/// The same in ONNX Runtime, batch size by batch size; empty without it.
fn onnx_runtime(fast: bool, threads: usize) -> Vec<f64> {
    let numbers = [PIECES, WORDS, SENTENCES, ROUNDS, threads].map(|number| number.to_string());
    let batches = BATCHES.map(|batch| batch.to_string()).join(",");
    let kind = if fast { "fast" } else { "full" };
    let output = Command::new("python3").args([SCRIPT, MODEL, kind, &batches]).args(numbers).output();
    match output {
        Ok(output) if output.status.success() => {
            String::from_utf8_lossy(&output.stdout).split_whitespace().filter_map(|rate| rate.parse().ok()).collect()
        }
        Ok(output) => {
            let reason = String::from_utf8_lossy(&output.stderr);
            println!("(no ONNX Runtime: {})", reason.lines().last().unwrap_or("python3 failed"));
            Vec::new()
        }
        Err(error) => {
            println!("(no ONNX Runtime: python3: {error})");
            Vec::new()
        }
    }
}
