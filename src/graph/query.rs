//! SPARQL: prefixes everyone needs, and errors that say where.

pub use super::syntax::SyntaxError;
use super::vocabulary::PREFIXES;
use oxigraph::model::NamedNode;
use oxigraph::sparql::{CancellationToken, PreparedSparqlQuery, QueryEvaluationError, SparqlEvaluator};

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// It is not SPARQL.
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
    /// It failed while it ran.
    #[error("the query failed: {0}")]
    Evaluation(#[from] QueryEvaluationError),
}

/// The graphs that a query is asked of, where that is said beside the query; it then goes before `FROM` in the query.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// Graphs whose union is the default graph.
    pub default: Vec<NamedNode>,
    /// Graphs that `GRAPH` sees.
    pub named: Vec<NamedNode>,
}

/// A way to stop a query that runs.
#[derive(Clone, Default)]
pub struct Cancellation(CancellationToken);

impl Cancellation {
    /// Stops the query when it is dropped.
    #[must_use]
    pub fn guard(self) -> CancelOnDrop {
        CancelOnDrop(self)
    }
}

/// Stops a query when it is dropped.
pub struct CancelOnDrop(Cancellation);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.0.cancel();
    }
}

/// Parses a query; [`PREFIXES`] need no declaration, and one in the query goes before them.
pub fn prepare(query: &str) -> Result<PreparedSparqlQuery, SyntaxError> {
    prepare_for(query, &Dataset::default(), &Cancellation::default())
}

/// Parses a query that is asked of some graphs, and that can be stopped.
pub fn prepare_for(
    query: &str,
    dataset: &Dataset,
    cancellation: &Cancellation,
) -> Result<PreparedSparqlQuery, SyntaxError> {
    let evaluator = SparqlEvaluator::new().with_cancellation_token(cancellation.0.clone());
    let mut prepared = PREFIXES
        .iter()
        .try_fold(evaluator, |evaluator, (prefix, namespace)| evaluator.with_prefix(*prefix, *namespace))
        .expect("namespaces are IRIs")
        .parse_query(query)
        .map_err(|error| SyntaxError::new(query, &error))?;
    if !dataset.default.is_empty() || !dataset.named.is_empty() {
        let graphs = prepared.dataset_mut();
        graphs.set_default_graph(dataset.default.iter().cloned().map(Into::into).collect());
        graphs.set_available_named_graphs(dataset.named.iter().cloned().map(Into::into).collect());
    }
    Ok(prepared)
}
