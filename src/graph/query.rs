//! SPARQL: prefixes everyone needs, and errors that say where.

use super::vocabulary::PREFIXES;
use oxigraph::sparql::{PreparedSparqlQuery, QueryEvaluationError, SparqlEvaluator, SparqlSyntaxError};

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// It is not SPARQL.
    #[error("not a SPARQL query: {0}")]
    Syntax(#[from] SparqlSyntaxError),
    /// It failed while it ran.
    #[error("the query failed: {0}")]
    Evaluation(#[from] QueryEvaluationError),
}

/// Parses a query; [`PREFIXES`] need no declaration, and one in the query goes before them.
pub fn prepare(query: &str) -> Result<PreparedSparqlQuery, SparqlSyntaxError> {
    PREFIXES
        .iter()
        .try_fold(SparqlEvaluator::new(), |evaluator, (prefix, namespace)| evaluator.with_prefix(*prefix, *namespace))
        .expect("namespaces are IRIs")
        .parse_query(query)
}
