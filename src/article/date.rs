//! Dates as people and programs write them.

use crate::lexicon::{MONTHS, WEEKDAYS};
use jiff::civil::Date;

/// The day that the whole of `text` names; a time of day and a weekday may stand with it.
///
/// `2017-03-02`, `2017-03-02T18:30:00Z`, `2017/03/02`, `20170302`, `March 2, 2017`, `Thu, 2 Mar 2017 18:30:00 GMT`,
/// `2.3.2017`, and `25/12/2017` either way round. `02/03/2017` could be two days, so it is none.
///
/// ```
/// let day = byline::article::parse_date("Thursday, March 2nd, 2017 at 6:30 p.m. ET");
/// assert_eq!(day.unwrap().to_string(), "2017-03-02");
/// assert_eq!(byline::article::parse_date("02/03/2017"), None);
/// ```
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let (date, length) = leading_date(text)?;
    let rest = text[length..].trim_start_matches(|c: char| "Tt,.|)".contains(c) || is_dash(c));
    rest.split_whitespace().all(is_time_of_day).then_some(date)
}

/// A date at the beginning of `text`, and the bytes that it takes.
pub(super) fn leading_date(text: &str) -> Option<(Date, usize)> {
    let words = words(text);
    let first = usize::from(words.first().is_some_and(|word| is_name_of(word.text, &WEEKDAYS).is_some()));
    let words = &words[first.min(words.len())..];
    let word = words.first()?;
    if let Some(date) = digits_only(word.text) {
        return Some((date, word.end));
    }
    let [one, two, three, ..] = words else { return None };
    let (day, month, year) = match (is_name_of(one.text, &MONTHS), is_name_of(two.text, &MONTHS)) {
        (Some(month), _) => (day_number(two.text)?, month, three),
        (None, Some(month)) => (day_number(one.text)?, month, three),
        (None, None) if two.text == "of" => (day_number(one.text)?, is_name_of(three.text, &MONTHS)?, words.get(3)?),
        _ => return None,
    };
    Some((civil(year_number(year.text)?, month as i64 + 1, day)?, year.end))
}

/// The day in an address such as `https://example.com/2017/03/02/recusal`.
pub(super) fn in_address(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split(['?', '#']).next()?.split('/').skip(3).collect();
    let separate = parts.windows(3).find_map(|parts| match parts {
        [year, month, day] => civil(year_number(year)?, number(month, 2..=2)?, number(day, 2..=2)?),
        _ => None,
    });
    separate.or_else(|| parts.iter().filter(|part| part.len() == 10).find_map(|part| parse_date(part)))
}

struct Word<'a> {
    text: &'a str,
    end: usize,
}

/// The first words of `text`, without the punctuation at their ends.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = 0;
    while words.len() < 6 {
        let Some(offset) = text[start..].find(|c: char| !c.is_whitespace()) else { break };
        start += offset;
        let end = text[start..].find(char::is_whitespace).map_or(text.len(), |length| start + length);
        let word = text[start..end].trim_end_matches(['.', ',', ':', ';', ')']);
        words.push(Word { text: word, end: start + word.len() });
        start = end;
    }
    words
}

/// Which of the names it is, in full or by its first three letters or more.
fn is_name_of(word: &str, names: &[&str]) -> Option<usize> {
    let word = word.to_lowercase();
    (word.len() >= 3).then(|| names.iter().position(|name| name.starts_with(&word)))?
}

fn day_number(word: &str) -> Option<i64> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    number(digits, 1..=2)
}

fn year_number(word: &str) -> Option<i64> {
    number(word, 4..=4)
}

fn number(digits: &str, length: std::ops::RangeInclusive<usize>) -> Option<i64> {
    let all_digits = digits.bytes().all(|b| b.is_ascii_digit());
    (all_digits && length.contains(&digits.len())).then(|| digits.parse().ok())?
}

/// `2017-03-02`, `2017/03/02`, `20170302`, `2.3.2017`, `25/12/2017`, with or without a time after `T`.
fn digits_only(word: &str) -> Option<Date> {
    let day = word.split_once(['T', 't']).map_or(word, |(day, _)| day);
    if day.len() == 8 && day.is_ascii() && number(day, 8..=8).is_some() {
        return civil(year_number(&day[..4])?, number(&day[4..6], 2..=2)?, number(&day[6..], 2..=2)?);
    }
    let separator = day.chars().find(|c| "-/.".contains(*c))?;
    let mut parts = day.split(separator);
    let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    if let Some(year) = year_number(one) {
        return civil(year, number(two, 1..=2)?, number(three, 1..=2)?);
    }
    let (year, one, two) = (year_number(three)?, number(one, 1..=2)?, number(two, 1..=2)?);
    match separator {
        // Only where the day comes first are dots used.
        '.' => civil(year, two, one),
        _ if one > 12 || one == two => civil(year, two, one),
        _ if two > 12 => civil(year, one, two),
        _ => None,
    }
}

fn civil(year: i64, month: i64, day: i64) -> Option<Date> {
    (1400..=2999).contains(&year).then(|| Date::new(year as i16, month as i8, day as i8).ok())?
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}

/// What may follow a date: `at 6:30 p.m. ET`, `18:30:00.000Z`, `+0000`, `GMT`.
fn is_time_of_day(word: &str) -> bool {
    let word = word.trim_matches(|c: char| "().,|Zz".contains(c) || is_dash(c));
    let zone = word.len() <= 4 && word.chars().all(|c| c.is_ascii_uppercase());
    let clock = word.chars().all(|c| c.is_ascii_digit() || ":.+-h".contains(c));
    let known = ["at", "am", "pm", "a.m", "p.m", "AM", "PM"].contains(&word)
        || ["am", "pm"].iter().any(|half| {
            word.to_lowercase()
                .strip_suffix(half)
                .is_some_and(|clock| clock.chars().all(|c| c.is_ascii_digit() || c == ':'))
        });
    zone || clock || known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        parse_date(text).map_or_else(|| "none".into(), |date| date.to_string())
    }

    #[test]
    fn common_notations() {
        for text in [
            "2017-03-02",
            "2017-3-2",
            "2017-03-02T18:30:00Z",
            "2017-03-02T18:30:00.000+01:00",
            "2017-03-02 18:30:00",
            "2017/03/02",
            "20170302",
            "20170302T183000Z",
            "March 2, 2017",
            "Mar. 2, 2017",
            "Mar 2 2017",
            "2 March 2017",
            "2nd March, 2017",
            "2nd of March 2017",
            "Thursday, March 2, 2017",
            "Thu, 02 Mar 2017 18:30:00 GMT",
            "Thu, 02 Mar 2017 18:30:00 +0000",
            "2.3.2017",
            "02.03.2017",
            "March 2, 2017 at 6:30 p.m. ET",
            "March 2, 2017, 6:30pm",
            " 2017-03-02\u{a0}",
            "2 Mar 2017 — 18:30",
        ] {
            assert_eq!(parsed(text), "2017-03-02", "{text}");
        }
        assert_eq!(parsed("25/12/2017"), "2017-12-25");
        assert_eq!(parsed("12/25/2017"), "2017-12-25");
        assert_eq!(parsed("3/3/2017"), "2017-03-03");
        assert_eq!(parsed("Sept. 5, 2017"), "2017-09-05");
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "02/03/2017",
            "2017-13-02",
            "2017-02-30",
            "March",
            "March 2017",
            "March 2",
            "12345678901",
            "2017",
            "March 2, 2017 was a Thursday",
            "2017-03-02 Attorney General Jeff Sessions",
            "Mayor 2, 2017",
            "1.2.3.4",
            "Monday",
            "the 2nd",
            "٢٠١٧-٠٣-٠٢",
        ] {
            assert_eq!(parsed(text), "none", "{text}");
        }
    }

    #[test]
    fn dates_in_addresses() {
        let day = |url: &str| in_address(url).map(|date| date.to_string());
        assert_eq!(day("https://example.com/news/2017/03/02/recusal").as_deref(), Some("2017-03-02"));
        assert_eq!(day("https://example.com/2017-03-02/recusal?x=1").as_deref(), Some("2017-03-02"));
        assert_eq!(day("https://example.com/2017/03/recusal-1234567890"), None);
        assert_eq!(day("not an address"), None);
    }

    #[test]
    fn a_date_before_other_words() {
        let text = "2017-03-02 Attorney General";
        let (date, length) = leading_date(text).unwrap();
        assert_eq!((date.to_string().as_str(), &text[length..]), ("2017-03-02", " Attorney General"));
        let text = "March 2, 2017: It rained";
        assert_eq!(&text[leading_date(text).unwrap().1..], ": It rained");
    }
}
