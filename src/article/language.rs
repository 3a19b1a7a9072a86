//! Is it English?

use whatlang::{Detector, Info, Lang, Script};

/// Letters below which a guess is not trusted.
const ENOUGH: usize = 120;
/// Bytes that are looked at.
const SAMPLE: usize = 20_000;

/// The language of the text, if it is surely not English.
pub(super) fn other_than_english(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    if sample.chars().filter(|c| c.is_alphabetic()).take(ENOUGH).count() < ENOUGH {
        return None;
    }
    let guess = whatlang::detect(sample)?;
    is_surely_not_english(&guess, sample).then(|| guess.lang().eng_name())
}

/// Which of two near languages it is may stay open (Danish or Norwegian), as long as English is out of the question.
fn is_surely_not_english(guess: &Info, sample: &str) -> bool {
    let against_english = || Detector::with_allowlist(vec![Lang::Eng, guess.lang()]).detect(sample);
    guess.lang() != Lang::Eng
        && (guess.script() != Script::Latin
            || guess.is_reliable()
            || against_english().is_some_and(|info| info.lang() != Lang::Eng && info.is_reliable()))
}

#[cfg(test)]
mod tests {
    use super::other_than_english;

    #[test]
    fn other_languages_are_recognised() {
        let german = "Der Konzern teilte am Dienstag mit, er habe sich mit seinem kleineren Konkurrenten auf eine \
                      Übernahme für drei Milliarden geeinigt. Die Gewerkschaft kritisierte den Plan scharf.";
        assert_eq!(other_than_english(german), Some("German"));
        let russian = "Концерн сообщил во вторник, что договорился о покупке своего меньшего конкурента за три \
                       миллиарда. Профсоюз резко раскритиковал этот план и пообещал забастовку на всех заводах.";
        assert!(other_than_english(russian).is_some());
    }

    #[test]
    fn english_and_doubtful_texts_are_read() {
        let english = "The company said on Tuesday it had agreed to buy its smaller rival for three billion in cash, \
                       ending months of speculation. The union called the plan an outrage.";
        assert_eq!(other_than_english(english), None);
        assert_eq!(other_than_english("Guten Tag!"), None);
        assert_eq!(other_than_english("12 34 56"), None);
    }
}
