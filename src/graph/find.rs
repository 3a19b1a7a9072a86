//! An entity by one of its names.

use super::{GraphError, vocabulary};

/// Why a name does not lead to one entity.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// Nobody is called that.
    #[error("no entity is called {0:?}, nor has it in its name")]
    Unknown(String),
    /// Several are.
    #[error("{name:?} may be any of {count}; say which by its id:{list}", count = candidates.len(), list = list(candidates))]
    Ambiguous {
        /// The name asked for.
        name: String,
        /// Ids and names of those it fits.
        candidates: Vec<(String, String)>,
    },
}

/// Why an entity was not found in a graph.
#[derive(Debug, thiserror::Error)]
pub enum LookUpError {
    /// The name does not lead to one.
    #[error(transparent)]
    Find(#[from] FindError),
    /// The graph cannot be read.
    #[error(transparent)]
    Graph(#[from] GraphError),
}

/// An entity in so many times as many articles is meant without further words.
const PROMINENT: usize = 4;

/// As many candidates as fit on a screen.
const LISTED: usize = 20;

fn list(candidates: &[(String, String)]) -> String {
    let mut list: String = candidates.iter().take(LISTED).map(|(id, name)| format!("\n  {id}  ({name})")).collect();
    if candidates.len() > LISTED {
        list.push_str("\n  …");
    }
    list
}

/// An entity that may be meant.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its names, the preferred one first.
    pub names: Vec<&'a str>,
    /// In how many articles it is.
    pub articles: usize,
}

/// An entity, and others that would have fitted as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: String,
    /// Ids and names of the others.
    pub others: Vec<(String, String)>,
}

impl Found {
    /// What to tell about the others; `None` where there are none.
    pub fn note(&self) -> Option<String> {
        let Self { id, others } = self;
        (!others.is_empty()).then(|| format!("this is {id}; less prominent, with such a name:{}", list(others)))
    }
}

/// The entity whose id or name is `wanted`; else the one with a name that begins with it; else the one with a name that
/// contains it. Case does not count. Of several the one that is in four times as many articles as the next,
/// or the only one that is not a single article's own.
pub fn find(wanted: &str, entities: &[Named<'_>]) -> Result<Found, FindError> {
    let wanted_id = id(wanted.trim());
    let wanted_lower = wanted.trim().to_lowercase();
    let fit = |entity: &Named<'_>| {
        let names = entity.names.iter().filter_map(|name| fit(&wanted_lower, name));
        names.chain((entity.id == wanted_id).then_some(0)).min()
    };
    let Some(best) = entities.iter().filter_map(fit).min() else {
        return Err(FindError::Unknown(wanted.to_owned()));
    };
    let mut candidates: Vec<&Named<'_>> = entities.iter().filter(|entity| fit(entity) == Some(best)).collect();
    candidates.sort_by_key(|entity| (std::cmp::Reverse((is_shared(entity.id), entity.articles)), entity.id));
    let name =
        |entity: &&Named<'_>| (entity.id.to_owned(), entity.names.first().copied().unwrap_or_default().to_owned());
    let is_clear = match candidates[..] {
        [first, second, ..] => {
            is_shared(first.id) && (!is_shared(second.id) || first.articles >= PROMINENT * second.articles)
        }
        _ => true,
    };
    if is_clear {
        Ok(Found { id: candidates[0].id.to_owned(), others: candidates[1..].iter().map(name).collect() })
    } else {
        Err(FindError::Ambiguous { name: wanted.to_owned(), candidates: candidates.iter().map(name).collect() })
    }
}

/// Whether all articles share the entity: its id begins with its class, not with an article.
fn is_shared(id: &str) -> bool {
    let prefix = id.split('/').next().unwrap_or_default();
    let class = format!("{}{prefix}/", vocabulary::ENTITY);
    vocabulary::PREFIXES.iter().any(|(_, namespace)| *namespace == class)
}

/// What `wanted` is as an id: `person/jane-roe`, `person:jane-roe` or the whole IRI.
pub(super) fn id(wanted: &str) -> String {
    let iri = match wanted.split_once(':') {
        _ if wanted.starts_with('<') => wanted.trim_matches(['<', '>']).to_owned(),
        Some((prefix, local)) => match vocabulary::PREFIXES.iter().find(|(p, _)| *p == prefix) {
            Some((_, namespace)) => format!("{namespace}{}", local.replace('\\', "")),
            None => wanted.to_owned(),
        },
        None => return wanted.to_owned(),
    };
    vocabulary::id_below(vocabulary::ENTITY, &iri).unwrap_or_else(|| wanted.to_owned())
}

/// How well `name` fits; less is better. 0 is kept for ids.
fn fit(wanted: &str, name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    match () {
        () if name == wanted => Some(1),
        () if name.starts_with(wanted) => Some(2),
        () if name.contains(wanted) => Some(3),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(wanted: &str) -> Found {
        find(wanted, &entities()).unwrap()
    }

    fn entities() -> Vec<Named<'static>> {
        let entities = [
            ("person/jeff-sessions", vec!["Jeff Sessions", "Sessions"], 1),
            ("event/sessions-of-the-court", vec!["Sessions of the court"], 1),
            ("z/sessions", vec!["Sessions"], 1),
            ("x/envoy", vec!["the envoy"], 1),
            ("y/envoy", vec!["the envoy"], 1),
            ("person/jo-roe", vec!["Jo Roe", "Roe"], 8),
            ("person/bo-roe", vec!["Bo Roe", "Roe"], 2),
        ];
        entities.into_iter().map(|(id, names, articles)| Named { id, names, articles }).collect()
    }

    #[test]
    fn the_best_fit_wins() {
        assert_eq!(found("sessions of").id, "event/sessions-of-the-court");
        assert_eq!(found("court").id, "event/sessions-of-the-court");
        for id in ["y/envoy", "ent:y\\/envoy", "<https://w3id.org/byline/entity/y/envoy>"] {
            assert_eq!(found(id).id, "y/envoy");
        }
        assert_eq!(found("person:jeff-sessions").id, "person/jeff-sessions");
    }

    #[test]
    fn the_prominent_one_wins_and_the_others_are_told() {
        assert_eq!(found("sessions").id, "person/jeff-sessions");
        assert!(found("sessions").note().unwrap().contains("z/sessions  (Sessions)"));
        assert_eq!(found("roe").id, "person/jo-roe");
        assert_eq!(found("bo roe").note(), None);
    }

    #[test]
    fn several_and_none_are_told() {
        assert!(find("The Envoy", &entities()).unwrap_err().to_string().contains("\n  y/envoy  (the envoy)"));
        assert!(matches!(find("nobody", &entities()), Err(FindError::Unknown(_))));
    }
}
