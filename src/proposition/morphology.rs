//! The simple past of a verb, which names its relation.

use crate::lexicon;
use std::collections::HashMap;
use std::sync::LazyLock;

static IRREGULAR: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("irregular_verbs.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(lemma, past)| (lemma, past.split('\t').next().unwrap_or(past)))
        .collect()
});

static PARTICIPLES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("irregular_verbs.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some((columns.next()?, columns.nth(1)?))
        })
        .collect()
});

/// The simple past: `speak` → `spoke`, `ban` → `banned`.
pub fn past(lemma: &str) -> String {
    if let Some(past) = IRREGULAR.get(lemma) {
        return (*past).to_owned();
    }
    // "would required": a verb that stands in the past already.
    if lemma.strip_suffix("ed").is_some_and(|verb| is_verb(verb) || is_verb(&format!("{verb}e"))) {
        return lemma.to_owned();
    }
    regular(lemma)
}

fn is_verb(lemma: &str) -> bool {
    lexicon::VERBS.contains(lemma)
}

/// The past participle: `speak` → `spoken`.
pub fn participle(lemma: &str) -> String {
    PARTICIPLES.get(lemma).map_or_else(|| past(lemma), |form| (*form).to_owned())
}

fn regular(lemma: &str) -> String {
    let ends = |suffix: &str| lemma.ends_with(suffix);
    let chars: Vec<char> = lemma.chars().collect();
    let vowel = |c: char| "aeiou".contains(c);
    if ends("e") {
        return format!("{lemma}d");
    }
    if let [.., before, 'y'] = chars[..]
        && !vowel(before)
    {
        return format!("{}ied", &lemma[..lemma.len() - 1]);
    }
    if ends("c") && lemma.len() > 4 {
        return format!("{lemma}ked");
    }
    if doubles(&chars) {
        return format!("{lemma}{}ed", chars[chars.len() - 1]);
    }
    format!("{lemma}ed")
}

/// Whether the final consonant doubles: one syllable of one vowel between consonants. Longer verbs stressed at the end
/// ("acquit") are in the table.
fn doubles(chars: &[char]) -> bool {
    let vowel = |c: char| "aeiou".contains(c);
    let [.., before, middle, last] = *chars else { return false };
    let after_q = before == 'u' && chars.len() > 3 && chars[chars.len() - 4] == 'q';
    let closed = !vowel(last) && !"wxyh".contains(last) && vowel(middle) && (!vowel(before) || after_q);
    let syllables = chars.iter().zip(chars.iter().skip(1)).filter(|(a, b)| !vowel(**a) && vowel(**b)).count()
        + usize::from(vowel(chars[0]));
    closed && (syllables == 1 || (after_q && syllables == 2 && chars.len() == 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_past_and_participle() {
        for (lemma, form) in [
            ("speak", "spoke"),
            ("ban", "banned"),
            ("question", "questioned"),
            ("recuse", "recused"),
            ("deny", "denied"),
            ("play", "played"),
            ("admit", "admitted"),
            ("visit", "visited"),
            ("offer", "offered"),
            ("refer", "referred"),
            ("control", "controlled"),
            ("panic", "panicked"),
            ("fix", "fixed"),
            ("look", "looked"),
            ("target", "targeted"),
            ("open", "opened"),
            ("stop", "stopped"),
            ("limit", "limited"),
            ("withdraw", "withdrew"),
            ("quit", "quit"),
            ("ruin", "ruined"),
            ("acquit", "acquitted"),
            ("regret", "regretted"),
            ("develop", "developed"),
        ] {
            assert_eq!(past(lemma), form);
        }
        assert_eq!(participle("speak"), "spoken");
        assert_eq!(participle("accuse"), "accused");
    }
}
