//! "I" and "we" are who speaks.

use super::{Clusters, Form, Mention};
use crate::proposition::{Argument, Quotes, Tree};

/// Unites speakers' pronouns with the source of their quotation; outside quotations all "I" are one, and all "we".
pub fn unite(trees: &[Tree], quotes: &Quotes, clusters: &mut Clusters) {
    let mut unnamed: [Option<usize>; 2] = [None, None];
    for number in 0..clusters.mentions.len() {
        let mention = &clusters.mentions[number];
        if mention.form != Form::Pronoun {
            continue;
        }
        let Some(several) = speakers(&trees[mention.sentence].lower(mention.head)) else { continue };
        if clusters.members(clusters.root(number)).count() > 1 {
            continue;
        }
        if let Some(source) = source(quotes, clusters, mention) {
            clusters.unite(source, number);
        } else if let Some(earlier) = unnamed[usize::from(several)] {
            clusters.unite(earlier, number);
        } else {
            unnamed[usize::from(several)] = Some(number);
        }
    }
}

/// “… at risk. ¶ “I believe so,” he said.”: he is who speaks in the paragraph before.
pub fn unite_reports(trees: &[Tree], quotes: &Quotes, clusters: &mut Clusters) {
    for (reporter, speaker) in quotes.same_speakers() {
        let pronoun = matches!(trees[reporter.sentence].lower(reporter.head).as_str(), "he" | "she");
        let at = |argument: &Argument| clusters.at(argument.sentence, argument.head);
        if let (true, Some(reporter), Some(speaker)) = (pronoun, at(reporter), at(speaker)) {
            clusters.unite(speaker, reporter);
        }
    }
}

/// “He has inspired all of us,” he said: whom somebody speaks of as "he" is not the speaker.
pub fn set_apart(trees: &[Tree], quotes: &Quotes, clusters: &mut Clusters) {
    for number in 0..clusters.mentions.len() {
        let mention = &clusters.mentions[number];
        let pronoun = trees[mention.sentence].lower(mention.head);
        let third = matches!(pronoun.as_str(), "he" | "him" | "his" | "himself" | "she" | "her" | "herself");
        if mention.form != Form::Pronoun || !third {
            continue;
        }
        if let Some(source) = source(quotes, clusters, mention).filter(|&source| source != number) {
            clusters.set_apart(number, source);
        }
    }
}

/// Whether a pronoun means the speaker, and whether with others.
fn speakers(pronoun: &str) -> Option<bool> {
    match pronoun {
        "i" | "me" | "my" | "mine" | "myself" => Some(false),
        "we" | "us" | "our" | "ours" | "ourselves" => Some(true),
        _ => None,
    }
}

/// Who speaks where the mention stands; the group that "we" may be has no mention of its own.
fn source(quotes: &Quotes, clusters: &Clusters, mention: &Mention) -> Option<usize> {
    let quote = quotes.at(mention.sentence, mention.head)?;
    let source = quotes.voice(quote).source.as_ref()?;
    clusters.at(source.sentence, source.head)
}
