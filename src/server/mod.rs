//! SERVE: the graph over HTTP, on this machine.
//!
//! The query part of the SPARQL 1.1 Protocol at `/query` and `/sparql`, and a page to try it at `/`. Reading only: updates
//! are refused. Only requests that name this machine are answered, so that no page from elsewhere can make a browser
//! read the graph under a name of its own.

mod negotiation;
mod protocol;

use crate::graph::{Graph, GraphError, Index};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// How long running queries may take to end when the server is stopped.
const GRACE: Duration = Duration::from_secs(2);

/// How long the index is not compared with the graph's files again.
const FRESH: Duration = Duration::from_secs(1);

/// A server that listens, and answers when it is [run](Server::run).
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
}

impl Server {
    /// Listens on `port` of this machine; 0: on any free one.
    pub async fn bind(port: u16) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await? })
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers queries over `graph`, whose index is `index`, until `stop` ends.
    pub async fn run(
        self,
        graph: Graph,
        index: Index,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let (stopping, stopped) = tokio::sync::oneshot::channel();
        let serve = axum::serve(self.listener, router(Served::new(graph, index))).with_graceful_shutdown(async move {
            stop.await;
            let _ = stopping.send(());
        });
        tokio::select! {
            served = serve => served,
            // A query may run for hours; nobody waits for it.
            () = async { let _ = stopped.await; tokio::time::sleep(GRACE).await } => Ok(()),
        }
    }
}

/// A graph and its index, which follows the graph.
struct Served {
    graph: Graph,
    /// The index, and when it was last compared with the graph's files.
    current: Mutex<(Arc<Index>, Instant)>,
}

impl Served {
    fn new(graph: Graph, index: Index) -> Self {
        Self { graph, current: Mutex::new((Arc::new(index), Instant::now())) }
    }

    /// The index, made again where articles have changed. Takes as long as that takes.
    fn index(&self) -> Result<Arc<Index>, GraphError> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.1.elapsed() >= FRESH {
            if !self.graph.is_current(&current.0)? {
                current.0 = Arc::new(self.graph.renewed(&current.0)?);
            }
            current.1 = Instant::now();
        }
        Ok(Arc::clone(&current.0))
    }
}

fn router(served: Served) -> Router {
    let query = get(protocol::get).post(protocol::post);
    Router::new()
        .route("/", get(page))
        .route("/query", query.clone())
        .route("/sparql", query)
        .layer(middleware::from_fn(only_this_machine))
        .with_state(Arc::new(served))
}

/// A page to ask from.
async fn page() -> impl IntoResponse {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'";
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(include_str!("page.html")))
}

/// Refuses requests that are addressed to another name: a page from elsewhere whose name was made to mean this machine.
async fn only_this_machine(request: Request, next: Next) -> Response {
    if is_this_machine(request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::MISDIRECTED_REQUEST, "this server answers on localhost only\n").into_response()
    }
}

fn is_this_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST) else { return true };
    let host = host.to_str().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| if port.ends_with(']') { host } else { name });
    matches!(name.to_ascii_lowercase().as_str(), "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine() {
        let is = |host: &str| is_this_machine(&HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]));
        assert!(is("localhost") && is("LOCALHOST:7878") && is("127.0.0.1:1") && is("[::1]:80") && is("[::1]"));
        assert!(!is("example.org") && !is("localhost.example.org:80") && !is(""));
    }
}
