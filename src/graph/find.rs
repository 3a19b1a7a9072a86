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

/// As many candidates as fit on a screen.
const LISTED: usize = 20;

fn list(candidates: &[(String, String)]) -> String {
    let mut list: String = candidates.iter().take(LISTED).map(|(id, name)| format!("\n  {id}  ({name})")).collect();
    if candidates.len() > LISTED {
        list.push_str("\n  …");
    }
    list
}

/// The id of the one entity whose id or name is `wanted`; else the one with it as another name; else the one with a name
/// that begins with it; else the one with a name that contains it. Case does not count.
///
/// Entities come as their id and names, the preferred one first.
pub fn find(wanted: &str, entities: Vec<(&str, Vec<&str>)>) -> Result<String, FindError> {
    let wanted_id = id(wanted.trim());
    let wanted_lower = wanted.trim().to_lowercase();
    let mut best = usize::MAX;
    let mut candidates = Vec::new();
    for (id, names) in &entities {
        let fits = names.iter().enumerate().filter_map(|(i, name)| fit(&wanted_lower, name, i == 0));
        let fit = fits.min().into_iter().chain((*id == wanted_id).then_some(0)).min();
        if let Some(fit) = fit {
            if fit < best {
                best = fit;
                candidates.clear();
            }
            if fit == best {
                candidates.push(((*id).to_owned(), names.first().copied().unwrap_or_default().to_owned()));
            }
        }
    }
    match candidates.len() {
        0 => Err(FindError::Unknown(wanted.to_owned())),
        1 => Ok(candidates.swap_remove(0).0),
        _ => Err(FindError::Ambiguous { name: wanted.to_owned(), candidates }),
    }
}

/// What `wanted` is as an id: `person/jane-roe`, `person:jane-roe` or the whole IRI.
fn id(wanted: &str) -> String {
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
fn fit(wanted: &str, name: &str, is_preferred: bool) -> Option<usize> {
    let name = name.to_lowercase();
    match () {
        () if name == wanted => Some(if is_preferred { 1 } else { 2 }),
        () if name.starts_with(wanted) => Some(3),
        () if name.contains(wanted) => Some(4),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entities() -> Vec<(&'static str, Vec<&'static str>)> {
        vec![
            ("person/jeff-sessions", vec!["Jeff Sessions", "Sessions"]),
            ("event/sessions", vec!["Sessions of the court"]),
            ("x/envoy", vec!["the envoy"]),
            ("y/envoy", vec!["the envoy"]),
        ]
    }

    #[test]
    fn the_best_fit_wins() {
        assert_eq!(find("sessions", entities()).unwrap(), "person/jeff-sessions");
        assert_eq!(find("sessions of", entities()).unwrap(), "event/sessions");
        assert_eq!(find("court", entities()).unwrap(), "event/sessions");
        for id in ["y/envoy", "ent:y\\/envoy", "<https://w3id.org/byline/entity/y/envoy>"] {
            assert_eq!(find(id, entities()).unwrap(), "y/envoy");
        }
        assert_eq!(find("person:jeff-sessions", entities()).unwrap(), "person/jeff-sessions");
    }

    #[test]
    fn several_and_none_are_told() {
        assert!(find("The Envoy", entities()).unwrap_err().to_string().contains("\n  y/envoy  (the envoy)"));
        assert!(matches!(find("nobody", entities()), Err(FindError::Unknown(_))));
    }
}
