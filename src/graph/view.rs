//! The graph as people draw it: things as nodes, claims between them as edges.

use super::{GraphError, Index, find};
use crate::claim::{ArticleClaims, ArticleInfo, Claim, EntityType, Value};
use petgraph::Direction;
use petgraph::graph::{Graph, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// A thing that claims are about.
    Entity(EntityType),
    /// Words or a number: the object of a single subject's claims. Two people of 31 years are not linked by it.
    Literal,
    /// Where claims without an object end ("she resigned"); one for every subject.
    Nothing,
}

impl NodeKind {
    /// Its name: the class of entities, `Literal` or `Nothing`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entity(kind) => kind.name(),
            Self::Literal => "Literal",
            Self::Nothing => "Nothing",
        }
    }
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Id of the entity; for other nodes, made from what they stand for.
    pub id: String,
    /// What a reader sees.
    pub name: String,
    /// What it stands for.
    pub kind: NodeKind,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Ids of the articles that mention it.
    pub articles: Vec<String>,
    /// Number of its mentions.
    pub mentions: usize,
}

/// An edge: one claim of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The claim.
    pub claim: Claim,
    /// Names of its voices from the outermost to the innermost; empty: the article's own.
    pub voices: Vec<String>,
    /// Name of the place.
    pub place: Option<String>,
    /// Roles and names of its further arguments.
    pub qualifiers: Vec<(String, String)>,
    /// The article.
    pub article: Rc<ArticleInfo>,
}

impl Edge {
    /// When it happened, for people: "2017-03-01", "since 2019", "2019 – 2024"; `None` where that is not known.
    pub fn time(&self) -> Option<String> {
        let value = self.claim.time.as_ref()?.value.as_deref()?;
        Some(match value.split_once('/') {
            None => value.to_owned(),
            Some((start, "" | "..")) => format!("since {start}"),
            Some(("" | "..", end)) => format!("until {end}"),
            Some((start, end)) => format!("{start} – {end}"),
        })
    }
}

/// Nodes and edges, in an order that depends on the graph alone.
#[derive(Clone, Debug)]
pub struct View {
    /// Entities sorted by id, then literals and nothings as claims need them; edges by article and place in its text.
    pub graph: Graph<Node, Edge>,
}

impl View {
    /// Everything in `index`.
    pub fn of(index: &Index) -> Result<Self, GraphError> {
        Ok(Self::of_articles(&index.articles()?))
    }

    /// Everything in `articles`.
    pub fn of_articles(articles: &[ArticleClaims]) -> Self {
        let mut view = Builder { graph: Graph::new(), nodes: BTreeMap::new() };
        for node in entities(articles) {
            view.node(node);
        }
        for article in articles {
            view.article(article);
        }
        Self { graph: view.graph }
    }

    /// The part within `hops` edges of the entity called `name`.
    pub fn focus(&self, name: &str, hops: usize) -> Result<Self, find::FindError> {
        let entities = self.graph.node_weights().filter(|node| matches!(node.kind, NodeKind::Entity(_)));
        let named = entities.map(|node| find::Named {
            id: &node.id,
            names: std::iter::once(&node.name).chain(&node.aliases).map(String::as_str).collect(),
            articles: node.articles.len(),
        });
        let id = find::find(name, &named.collect::<Vec<_>>())?.id;
        let start = self.graph.node_indices().find(|i| self.graph[*i].id == id);
        let mut distance: BTreeMap<NodeIndex, usize> = start.map(|start| (start, 0)).into_iter().collect();
        let mut queue: VecDeque<NodeIndex> = start.into_iter().collect();
        while let Some(node) = queue.pop_front() {
            let next = distance[&node] + 1;
            for neighbour in self.graph.neighbors_undirected(node) {
                if next <= hops && !distance.contains_key(&neighbour) {
                    distance.insert(neighbour, next);
                    queue.push_back(neighbour);
                }
            }
        }
        Ok(self.part(&distance.into_keys().collect()))
    }

    /// The part made of the entities in `nodes`, with the claims among them, and their literals and nothings.
    pub fn part(&self, nodes: &BTreeSet<NodeIndex>) -> Self {
        let belongs = |node: NodeIndex| {
            nodes.contains(&node)
                || !matches!(self.graph[node].kind, NodeKind::Entity(_))
                    && self.graph.neighbors_directed(node, Direction::Incoming).any(|subject| nodes.contains(&subject))
        };
        let graph = self.graph.filter_map(|i, node| belongs(i).then(|| node.clone()), |_, edge| Some(edge.clone()));
        Self { graph }
    }

    /// The part made of `nodes` and the claims among them alone.
    pub fn between(&self, nodes: &BTreeSet<NodeIndex>) -> Self {
        let keep = |i, node: &Node| nodes.contains(&i).then(|| node.clone());
        Self { graph: self.graph.filter_map(keep, |_, edge| Some(edge.clone())) }
    }

    /// The part without the connected components of fewer than `smallest` nodes.
    pub fn without_islands(&self, smallest: usize) -> Self {
        let mut components = UnionFind::new(self.graph.node_count());
        for edge in self.graph.edge_references() {
            components.union(edge.source().index(), edge.target().index());
        }
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for node in self.graph.node_indices() {
            *sizes.entry(components.find(node.index())).or_default() += 1;
        }
        let is_large =
            |node: &NodeIndex| sizes.get(&components.find(node.index())).is_some_and(|size| *size >= smallest);
        self.between(&self.graph.node_indices().filter(is_large).collect())
    }

    /// The entities with claims to most other entities, at most `most` of them; of equals those with more claims.
    pub fn most_connected(&self, most: usize) -> BTreeSet<NodeIndex> {
        let is_entity = |node: &NodeIndex| matches!(self.graph[*node].kind, NodeKind::Entity(_));
        let rank = |node: &NodeIndex| {
            let neighbours: Vec<NodeIndex> = self.graph.neighbors_undirected(*node).filter(is_entity).collect();
            let different: BTreeSet<&NodeIndex> = neighbours.iter().collect();
            (std::cmp::Reverse((different.len(), neighbours.len())), *node)
        };
        let mut entities: Vec<NodeIndex> = self.graph.node_indices().filter(is_entity).collect();
        entities.sort_by_cached_key(rank);
        entities.truncate(most);
        entities.into_iter().collect()
    }
}

/// One node for each entity, its names and class those that most articles give it.
fn entities(articles: &[ArticleClaims]) -> Vec<Node> {
    #[derive(Default)]
    struct Seen<'a> {
        names: BTreeMap<&'a str, usize>,
        kinds: BTreeMap<EntityType, usize>,
        aliases: BTreeSet<&'a str>,
        articles: BTreeSet<&'a str>,
        mentions: usize,
    }
    let mut seen: BTreeMap<&str, Seen<'_>> = BTreeMap::new();
    for article in articles {
        for entity in &article.entities {
            let seen = seen.entry(&entity.id).or_default();
            *seen.names.entry(&entity.name).or_default() += 1;
            *seen.kinds.entry(entity.kind).or_default() += 1;
            seen.aliases.extend(entity.aliases.iter().map(String::as_str));
            seen.articles.insert(&article.article.id);
            seen.mentions += entity.mentions.len();
        }
    }
    let node = |(id, seen): (&str, Seen<'_>)| {
        // Of equally frequent names the longest: it says most.
        let name = seen.names.iter().max_by_key(|(name, count)| (**count, name.len())).map_or(id, |(name, _)| name);
        let kind =
            seen.kinds.iter().rev().max_by_key(|(_, count)| **count).map_or(EntityType::Thing, |(kind, _)| *kind);
        let aliases: BTreeSet<&str> =
            seen.aliases.iter().chain(seen.names.keys()).copied().filter(|a| *a != name).collect();
        Node {
            id: id.to_owned(),
            name: name.to_owned(),
            kind: NodeKind::Entity(kind),
            aliases: aliases.into_iter().map(str::to_owned).collect(),
            articles: seen.articles.into_iter().map(str::to_owned).collect(),
            mentions: seen.mentions,
        }
    };
    seen.into_iter().map(node).collect()
}

struct Builder {
    graph: Graph<Node, Edge>,
    nodes: BTreeMap<String, NodeIndex>,
}

impl Builder {
    fn node(&mut self, node: Node) -> NodeIndex {
        *self.nodes.entry(node.id.clone()).or_insert_with(|| self.graph.add_node(node))
    }

    fn article(&mut self, article: &ArticleClaims) {
        let info = Rc::new(article.article.clone());
        for claim in &article.claims {
            let subject = self.entity(&claim.subject);
            let object = match &claim.object {
                Some(Value::Entity(id)) => self.entity(id),
                Some(Value::Literal { text, .. }) => self.node(beside(&claim.subject, NodeKind::Literal, text)),
                None => self.node(beside(&claim.subject, NodeKind::Nothing, "")),
            };
            let edge = Edge {
                voices: claim.attribution.iter().map(|voice| self.name(&voice.source)).collect(),
                place: claim.place.as_ref().map(|place| self.name(place)),
                qualifiers: claim.qualifiers.iter().map(|q| (q.relation.clone(), self.name(&q.value))).collect(),
                article: Rc::clone(&info),
                claim: claim.clone(),
            };
            self.graph.add_edge(subject, object, edge);
        }
    }

    /// The node of an entity; one that no article describes is known by its id.
    fn entity(&mut self, id: &str) -> NodeIndex {
        match self.nodes.get(id) {
            Some(node) => *node,
            None => self.node(Node { id: id.to_owned(), ..named(id, NodeKind::Entity(EntityType::Thing)) }),
        }
    }

    fn name(&self, value: &Value) -> String {
        match value {
            Value::Entity(id) => self.nodes.get(id).map_or_else(|| id.clone(), |node| self.graph[*node].name.clone()),
            Value::Literal { text, .. } => text.clone(),
        }
    }
}

/// A node that only the subject `of` has.
fn beside(of: &str, kind: NodeKind, text: &str) -> Node {
    let hash = Sha256::digest(format!("{of}\0{text}"));
    let id = format!("{}/{}", kind.name().to_lowercase(), &super::folder::hex(&hash)[..16]);
    Node { id, ..named(text, kind) }
}

fn named(name: &str, kind: NodeKind) -> Node {
    Node { id: String::new(), name: name.to_owned(), kind, aliases: Vec::new(), articles: Vec::new(), mentions: 0 }
}
