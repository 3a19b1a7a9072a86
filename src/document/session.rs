//! A compiled-in network and the threads that run it.

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use std::sync::{Arc, Mutex};

/// Loads an ONNX file.
pub(super) fn load(weights: &'static [u8]) -> Arc<Model> {
    // Packed once, not for every batch: batches are small, so that their activations stay in the cache.
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    Arc::new(options.load_static_slice(weights).expect("the compiled-in network loads"))
}

/// A way through a network, with `I` inputs and `O` outputs, shared by any number of threads.
pub(super) struct Session<const I: usize, const O: usize> {
    model: Arc<Model>,
    inputs: [NodeId; I],
    outputs: [NodeId; O],
    /// Thread pools of one thread each, not in use at the moment. Batches run side by side, so more threads within one
    /// would only wait for each other.
    idle: Mutex<Vec<Arc<ThreadPool>>>,
}

impl<const I: usize, const O: usize> Session<I, O> {
    /// From these inputs to these outputs; what they don't need is not computed.
    pub fn new(model: Arc<Model>, inputs: [&str; I], outputs: [&str; O]) -> Self {
        let node = |name: &str| model.node_id(name).expect("training/ names inputs and outputs so");
        Self { inputs: inputs.map(node), outputs: outputs.map(node), model, idle: Mutex::default() }
    }

    /// Runs the network on one thread.
    pub fn run(&self, values: [ValueOrView; I]) -> [Value; O] {
        let pool = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let pool = pool.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let options = RunOptions::default().with_thread_pool(Some(pool.clone()));
        let inputs = self.inputs.into_iter().zip(values).collect();
        let run = || self.model.run_n(inputs, self.outputs, Some(options)).expect("the network runs on any batch");
        // From a thread of its own: a rayon worker that waits for another pool takes up further work of its own pool
        // meanwhile, article upon article on one stack.
        let result = std::thread::scope(|scope| scope.spawn(run).join());
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(pool);
        }
        result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}
