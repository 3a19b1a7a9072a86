//! A compiled-in network and the threads that run it.

use rayon::prelude::*;
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use std::sync::{Arc, Mutex};

/// Loads an ONNX file.
pub(super) fn load(weights: &'static [u8]) -> Arc<Model> {
    // Packed once, not for every batch: batches are small, so that their activations stay in the cache.
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    Arc::new(options.load_static_slice(weights).expect("the compiled-in network loads"))
}

/// A thread that runs networks: it belongs to a thread pool of one. Batches run side by side, so more threads within one
/// would only wait for each other.
pub(super) struct Runner(Arc<ThreadPool>);

/// Thread pools of runners that have nothing to do at the moment.
static IDLE: Mutex<Vec<Arc<ThreadPool>>> = Mutex::new(Vec::new());

/// Pieces that a thread of rayon gets, about: enough that all end at the same time.
const CHUNKS_A_THREAD: usize = 32;
/// Items that a runner gets at a time, at least: to hand them over costs as much as a small batch.
const LEAST_CHUNK: usize = 2;

impl Runner {
    /// `work` with every item, on as many runners as rayon has threads; the results in order.
    pub fn flat_map<T: Sync, R: Send, I: IntoIterator<Item = R>>(
        items: &[T],
        work: impl Fn(&Self, &T) -> I + Sync,
    ) -> Vec<R> {
        let chunk = (items.len() / (CHUNKS_A_THREAD * rayon::current_num_threads())).max(LEAST_CHUNK);
        let run =
            |chunk: &[T]| Self::run(|runner| chunk.iter().flat_map(|item| work(runner, item)).collect::<Vec<R>>());
        items.par_chunks(chunk).flat_map_iter(run).collect()
    }

    /// Does `work` on a runner and waits for it.
    fn run<R: Send>(work: impl FnOnce(&Self) -> R + Send) -> R {
        let idle = IDLE.lock().ok().and_then(|mut idle| idle.pop());
        let runner = Self(idle.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1))));
        // From a thread of its own: a rayon worker that waits for another pool takes up further work of its own pool
        // meanwhile, article upon article on one stack.
        let result = std::thread::scope(|scope| scope.spawn(|| runner.0.run(|| work(&runner))).join());
        if let Ok(mut idle) = IDLE.lock() {
            idle.push(runner.0);
        }
        result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

/// A way through a network, with `I` inputs and `O` outputs, shared by any number of threads.
pub(super) struct Session<const I: usize, const O: usize> {
    model: Arc<Model>,
    inputs: [NodeId; I],
    outputs: [NodeId; O],
}

impl<const I: usize, const O: usize> Session<I, O> {
    /// From these inputs to these outputs; what they don't need is not computed.
    pub fn new(model: Arc<Model>, inputs: [&str; I], outputs: [&str; O]) -> Self {
        let node = |name: &str| model.node_id(name).expect("training/ names inputs and outputs so");
        Self { inputs: inputs.map(node), outputs: outputs.map(node), model }
    }

    /// Runs the network on this thread, which is the runner's.
    pub fn run(&self, runner: &Runner, values: [ValueOrView; I]) -> [Value; O] {
        let options = RunOptions::default().with_thread_pool(Some(runner.0.clone()));
        let inputs = self.inputs.into_iter().zip(values).collect();
        self.model.run_n(inputs, self.outputs, Some(options)).expect("the network runs on any batch")
    }
}
