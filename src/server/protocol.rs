//! The query part of the SPARQL 1.1 Protocol: a query in, an answer out.

use super::Served;
use super::negotiation::Kind;
use crate::graph::answer::{self, AnswerError, AnswerFormat};
use crate::graph::query::{self, Cancellation, Dataset, QueryError};
use crate::graph::{GraphError, vocabulary};
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::NamedNode;
use std::sync::Arc;

/// What a client asks.
#[derive(Debug, Default)]
struct Question {
    query: Option<String>,
    dataset: Dataset,
}

/// Why a client gets no answer.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error("no query: give one as the parameter \"query\", or as the body with Content-Type application/sparql-query")]
    NoQuery,
    #[error("more than one query: the parameter \"query\" is given twice")]
    TwoQueries,
    #[error("{0:?} is not the IRI of a graph")]
    NotAnIri(String),
    #[error("updates are not supported: build the graph with `byline build`")]
    Update,
    #[error("the body is not UTF-8")]
    NotText,
    #[error("Content-Type {0:?} is not understood: use application/x-www-form-urlencoded or application/sparql-query")]
    MediaType(String),
    #[error(
        "none of {0:?} can be had: solutions come as JSON, XML, CSV or TSV, graphs as Turtle, N-Triples, RDF/XML or JSON-LD"
    )]
    NotAcceptable(String),
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error(transparent)]
    Graph(#[from] GraphError),
    #[error("the query was broken off")]
    BrokenOff,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NoQuery | Self::TwoQueries | Self::NotAnIri(_) | Self::Update | Self::NotText => {
                StatusCode::BAD_REQUEST
            }
            Self::Query(QueryError::Syntax(_)) => StatusCode::BAD_REQUEST,
            Self::MediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotAcceptable(_) => StatusCode::NOT_ACCEPTABLE,
            Self::Query(_) | Self::Answer(_) | Self::Graph(_) | Self::BrokenOff => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{self}\n")).into_response()
    }
}

/// `GET ?query=…`; without parameters, what the service is.
pub async fn get(State(served): State<Arc<Served>>, headers: HeaderMap, RawQuery(parameters): RawQuery) -> Response {
    match parameters {
        None => description(),
        Some(parameters) => finish(served, &headers, Question::default().read(parameters.as_bytes())).await,
    }
}

/// `POST`, the query as a form or as the body.
pub async fn post(
    State(served): State<Arc<Served>>,
    headers: HeaderMap,
    RawQuery(parameters): RawQuery,
    body: Bytes,
) -> Response {
    let question = Question::posted(&headers, parameters.as_deref().unwrap_or_default(), &body);
    finish(served, &headers, question).await
}

impl Question {
    fn posted(headers: &HeaderMap, parameters: &str, body: &[u8]) -> Result<Self, Refusal> {
        let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match media_type.as_str() {
            "application/x-www-form-urlencoded" => Self::default().read(parameters.as_bytes())?.read(body),
            "application/sparql-query" => {
                let mut question = Self::default().read(parameters.as_bytes())?;
                let text = String::from_utf8(body.to_vec()).map_err(|_| Refusal::NotText)?;
                match question.query.replace(text) {
                    None => Ok(question),
                    Some(_) => Err(Refusal::TwoQueries),
                }
            }
            "application/sparql-update" => Err(Refusal::Update),
            _ => Err(Refusal::MediaType(content_type.to_owned())),
        }
    }

    /// Adds what form-encoded `parameters` say; those that clients add for other servers are passed over.
    fn read(mut self, parameters: &[u8]) -> Result<Self, Refusal> {
        for (name, value) in form_urlencoded::parse(parameters) {
            match &*name {
                "query" if self.query.is_some() => return Err(Refusal::TwoQueries),
                "query" => self.query = Some(value.into_owned()),
                "update" => return Err(Refusal::Update),
                "default-graph-uri" => self.dataset.default.push(graph(&value)?),
                "named-graph-uri" => self.dataset.named.push(graph(&value)?),
                _ => {}
            }
        }
        Ok(self)
    }
}

fn graph(iri: &str) -> Result<NamedNode, Refusal> {
    NamedNode::new(iri).map_err(|_| Refusal::NotAnIri(iri.to_owned()))
}

async fn finish(served: Arc<Served>, headers: &HeaderMap, question: Result<Question, Refusal>) -> Response {
    let accept: Vec<&str> = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    match question {
        Ok(question) => answer(served, accept.join(","), question).await.unwrap_or_else(IntoResponse::into_response),
        Err(refusal) => refusal.into_response(),
    }
}

async fn answer(served: Arc<Served>, accept: String, question: Question) -> Result<Response, Refusal> {
    let text = question.query.ok_or(Refusal::NoQuery)?;
    // Dropped with this future when the client goes away; then nobody needs the answer.
    let cancellation = Cancellation::default();
    let running = cancellation.clone();
    let dataset = question.dataset;
    let worker = tokio::task::spawn_blocking(move || {
        let query = query::prepare_for(&text, &dataset, &running).map_err(QueryError::from)?;
        let index = served.index()?;
        let result = index.evaluate(query).map_err(QueryError::from)?;
        let kind = if answer::is_graph(&result) { Kind::Graph } else { Kind::Results };
        let format = kind.negotiate(&accept).ok_or(Refusal::NotAcceptable(accept))?;
        let mut body = Vec::new();
        answer::write(result, Some(format), &mut body)?;
        Ok::<(AnswerFormat, Vec<u8>), Refusal>((format, body))
    });
    let _guard = cancellation.guard();
    let (format, body) = worker.await.map_err(|_| Refusal::BrokenOff)??;
    Ok(([(header::CONTENT_TYPE, format.media_type()), (header::VARY, "Accept")], body).into_response())
}

/// The service in the terms of SPARQL 1.1 Service Description.
fn description() -> Response {
    let turtle = format!(
        "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .\n\
         @prefix formats: <http://www.w3.org/ns/formats/> .\n\n\
         <> a sd:Service ;\n    sd:endpoint <> ;\n    sd:supportedLanguage sd:SPARQL11Query ;\n    \
         sd:feature sd:UnionDefaultGraph ;\n    \
         sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML , formats:SPARQL_Results_CSV , \
         formats:SPARQL_Results_TSV , formats:Turtle , formats:N-Triples , formats:RDF_XML , formats:JSON-LD ;\n    \
         # Its vocabulary: {}\n    sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> .\n",
        vocabulary::BYLINE
    );
    ([(header::CONTENT_TYPE, "text/turtle; charset=utf-8")], turtle).into_response()
}
