//! Temporal expressions → ISO 8601, against the publication date (TIMEX3, Pustejovsky et al. 2003; intervals ISO 8601-1).

use crate::lexicon::{MONTHS, WEEKDAYS};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// The value of a temporal expression: a date, month, year, or an interval `start/end` (an open end is empty: `2014/`).
///
/// Nothing is guessed: what the words do not fix stays `None`, and the publication date is never a stand-in.
///
/// ```
/// use byline::claim::resolve_time;
/// let published = jiff::civil::date(2017, 3, 2); // a Thursday
/// assert_eq!(resolve_time("Wednesday night", Some(published)).as_deref(), Some("2017-03-01"));
/// assert_eq!(resolve_time("last year", Some(published)).as_deref(), Some("2016"));
/// assert_eq!(resolve_time("since 2014", None).as_deref(), Some("2014/"));
/// assert_eq!(resolve_time("recently", Some(published)), None);
/// ```
pub fn resolve_time(words: &str, published: Option<Date>) -> Option<String> {
    let text = words.to_lowercase().replace(['’', ','], " ").replace('.', " ");
    let tokens: Vec<&str> =
        text.split([' ', '-', '–']).filter(|t| !t.is_empty() && *t != "the" && *t != "of").collect();
    let point = absolute(&tokens, published).or_else(|| relative(&tokens, published?))?;
    Some(match tokens.first().copied() {
        Some("since" | "after") => format!("{}/", point.trim_end_matches('/')),
        Some("until" | "till" | "by" | "before") => format!("/{}", point.trim_start_matches('/')),
        _ => point,
    })
}

/// A day that a bare weekday stands for, of something that is still to come: the next instead of the last.
pub(super) fn next_weekday(words: &str, day: String, published: Option<Date>) -> String {
    let words = words.to_lowercase();
    let mut tokens = words.split(|c: char| !c.is_alphabetic());
    let weekday = tokens.clone().any(|token| WEEKDAYS.contains(&token));
    let past = tokens.any(|token| matches!(token, "last" | "past" | "previous" | "ago" | "since"));
    match (day.parse::<Date>(), published) {
        (Ok(date), Some(published)) if weekday && !past && date < published => {
            date.checked_add(jiff::Span::new().days(7)).map_or(day, |next| next.to_string())
        }
        _ => day,
    }
}

fn month(token: &str) -> Option<i8> {
    let found = MONTHS.iter().position(|name| {
        *name == token
            || (token.len() >= 3 && token.len() <= 4 && name.starts_with(token))
            || (token == "sept" && *name == "september")
    })?;
    i8::try_from(found + 1).ok()
}

fn year(token: &str) -> Option<i16> {
    (token.len() == 4).then(|| token.parse().ok()).flatten().filter(|year| (1500..2200).contains(year))
}

fn day(token: &str) -> Option<i8> {
    let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &token[digits.len()..];
    (matches!(suffix, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2)
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|d| (1..=31).contains(d))
}

/// Feasts whose day a weekday alone does not tell.
const FEASTS: [&str; 4] = ["easter", "whit", "good", "ash"];

/// Dates, months, years, decades and quarters that name themselves.
fn absolute(tokens: &[&str], published: Option<Date>) -> Option<String> {
    if let Some(date) = tokens.iter().find_map(|t| t.parse::<Date>().ok()) {
        return Some(date.to_string());
    }
    let named_year = tokens.iter().find_map(|t| year(t));
    if let Some(place) = tokens.iter().position(|t| month(t).is_some()) {
        let number = month(tokens[place])?;
        let beside = [place.checked_sub(1), Some(place + 1)];
        let named_day = beside.into_iter().flatten().filter_map(|n| tokens.get(n)).find_map(|t| day(t));
        let last = place > 0 && tokens[place - 1] == "last";
        let year = named_year.or_else(|| nearest_year(number, named_day, published?, last, tokens))?;
        // "July 27–28"
        let until =
            tokens.get(place + 2).and_then(|t| day(t)).filter(|&last| named_day.is_some_and(|first| first < last));
        let until = until.filter(|_| tokens.get(place + 1).and_then(|t| day(t)) == named_day);
        let until = until.and_then(|day| Date::new(year, number, day).ok());
        return match named_day.and_then(|day| Date::new(year, number, day).ok()) {
            Some(date) => Some(until.map_or(date.to_string(), |last| format!("{date}/{last}"))),
            None => Some(format!("{year:04}-{number:02}")),
        };
    }
    if let Some(decade) = tokens.iter().find_map(|t| year(t.strip_suffix('s')?)) {
        return Some(format!("{decade:04}/{:04}", decade + 9));
    }
    // "15:30 local time (1430 UTC)": an hour is no year.
    if tokens.iter().any(|t| {
        matches!(*t, "utc" | "gmt" | "local" | "hours" | "est" | "edt" | "pst" | "pdt" | "cet") || t.contains(':')
    }) {
        return None;
    }
    let year = named_year?;
    if let Some(quarter) = quarter(tokens) {
        return Some(quarter_interval(year, quarter));
    }
    let years: Vec<i16> = tokens.iter().filter_map(|t| self::year(t)).collect();
    match years[..] {
        [first, second] if first < second => Some(format!("{first:04}/{second:04}")),
        _ => Some(format!("{year:04}")),
    }
}

fn quarter(tokens: &[&str]) -> Option<i8> {
    let place = tokens.iter().position(|t| *t == "quarter")?;
    let ordinal = *tokens.get(place.checked_sub(1)?)?;
    [["first", "1st"], ["second", "2nd"], ["third", "3rd"], ["fourth", "4th"]]
        .iter()
        .position(|names| names.contains(&ordinal))
        .and_then(|n| i8::try_from(n + 1).ok())
}

fn quarter_interval(year: i16, quarter: i8) -> String {
    format!("{year:04}-{:02}/{year:04}-{:02}", quarter * 3 - 2, quarter * 3)
}

/// The year of a month without one: the last such month, or the next if the words look ahead.
fn nearest_year(month: i8, day: Option<i8>, published: Date, last: bool, tokens: &[&str]) -> Option<i16> {
    let ahead = ["next", "coming", "until", "by"].iter().any(|word| tokens.contains(word));
    let date = Date::new(published.year(), month, day.unwrap_or(1)).ok()?;
    let days_ahead = (date - published).get_days();
    // A day without its year is rather soon than a year ago.
    let soon = !last && (0..=if day.is_some() { 60 } else { 31 }).contains(&days_ahead);
    Some(if soon {
        published.year()
    } else if ahead && date < published && (day.is_some() || month != published.month()) {
        published.year() + 1
    } else if (!ahead && date > published && (month, day.is_some()) != (published.month(), false))
        || (last && month == published.month())
    {
        published.year() - 1
    } else {
        published.year()
    })
}

/// Expressions that only the publication date fixes.
fn relative(tokens: &[&str], published: Date) -> Option<String> {
    // "Easter Monday"
    if tokens.iter().any(|token| FEASTS.contains(token)) && tokens.iter().any(|token| WEEKDAYS.contains(token)) {
        return None;
    }
    let has = |word: &str| tokens.contains(&word);
    if has("today") || has("tonight") || (has("this") && (has("morning") || has("afternoon") || has("evening"))) {
        return Some(published.to_string());
    }
    if has("yesterday") || (has("last") && has("night")) {
        return shifted(published, -1.days());
    }
    if has("tomorrow") {
        return shifted(published, 1.day());
    }
    let named = |name: &str| tokens.iter().any(|t| *t == name || t.strip_suffix('s') == Some(name));
    if let Some((number, _)) = (1..).zip(WEEKDAYS).find(|(_, name)| named(name))
        && let Ok(weekday) = Weekday::from_monday_one_offset(number)
    {
        let date = if has("next") || has("coming") {
            published.nth_weekday(1, weekday).ok()?
        } else if published.weekday() == weekday && !has("last") {
            published
        } else {
            published.nth_weekday(-1, weekday).ok()?
        };
        return Some(date.to_string());
    }
    ago(tokens, published).or_else(|| unit(tokens, published))
}

/// "three weeks ago", "two years earlier".
fn ago(tokens: &[&str], published: Date) -> Option<String> {
    let place = tokens.iter().position(|t| *t == "ago")?;
    let unit = tokens.get(place.checked_sub(1)?)?.trim_end_matches('s');
    let count = place.checked_sub(2).and_then(|n| count(tokens[n]))?;
    match unit {
        "day" => shifted(published, count.days()),
        "week" => shifted(published, count.weeks()).map(|date| date[..7].to_owned()),
        "month" => shifted(published, count.months()).map(|date| date[..7].to_owned()),
        "year" => shifted(published, count.years()).map(|date| date[..4].to_owned()),
        "decade" => shifted(published, (count * 10).years()).map(|date| date[..4].to_owned()),
        _ => None,
    }
}

/// Minus the number.
fn count(token: &str) -> Option<i32> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let number = match token {
        "a" | "an" => 1,
        _ => WORDS
            .iter()
            .position(|word| *word == token)
            .and_then(|n| i32::try_from(n).ok())
            .or_else(|| token.parse().ok())?,
    };
    (number < 1000).then_some(-number)
}

/// "last week", "this month", "next year", "earlier this year".
fn unit(tokens: &[&str], published: Date) -> Option<String> {
    let place = tokens.iter().position(|t| matches!(*t, "week" | "month" | "year" | "decade" | "century"))?;
    let step = match *tokens.get(place.checked_sub(1)?)? {
        "last" | "previous" | "past" => -1,
        "this" | "current" => 0,
        "next" | "coming" => 1,
        "in" if tokens.contains(&"earlier") || tokens.contains(&"later") => 0,
        _ if tokens.contains(&"earlier") => 0,
        _ => return None,
    };
    match tokens[place] {
        "week" => {
            let monday = published.checked_sub(i64::from(published.weekday().to_monday_zero_offset()).days()).ok()?;
            let start = monday.checked_add(step.weeks()).ok()?;
            Some(format!("{start}/{}", start.checked_add(6.days()).ok()?))
        }
        "month" => shifted(published.first_of_month(), step.months()).map(|date| date[..7].to_owned()),
        "year" => shifted(published, step.years()).map(|date| date[..4].to_owned()),
        _ => None,
    }
}

fn shifted(date: Date, span: Span) -> Option<String> {
    date.checked_add(span).ok().map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weekdays_of_what_is_to_come() {
        let published = Some(jiff::civil::date(2019, 9, 1)); // a Sunday
        let next = |words: &str, day: &str| next_weekday(words, day.to_owned(), published);
        assert_eq!(next("late on Monday", "2019-08-26"), "2019-09-02");
        assert_eq!(next("last Monday", "2019-08-26"), "2019-08-26");
        assert_eq!(next("on August 26", "2019-08-26"), "2019-08-26");
        assert_eq!(next("Monday", "2019-09-02"), "2019-09-02");
    }

    #[test]
    fn against_the_publication_date() {
        let published = Some(date(2019, 1, 24)); // a Thursday
        for (words, value) in [
            ("on Monday", "2019-01-21"),
            ("Thursday", "2019-01-24"),
            ("last Thursday", "2019-01-17"),
            ("yesterday", "2019-01-23"),
            ("next Friday", "2019-01-25"),
            ("in August", "2018-08"),
            ("last August", "2018-08"),
            ("earlier this month", "2019-01"),
            ("earlier in the month", "2019-01"),
            ("last year", "2018"),
            ("two weeks ago", "2019-01"),
            ("ten years ago", "2009"),
            ("October 2 2018", "2018-10-02"),
            ("2 October", "2018-10-02"),
            ("in 1992", "1992"),
            ("the 1990s", "1990/1999"),
            ("in the third quarter of 2018", "2018-07/2018-09"),
            ("since 2011", "2011/"),
            ("by March", "/2019-03"),
            ("by the end of January", "/2019-01"),
            ("before 2029", "/2029"),
            ("Nov. 28", "2018-11-28"),
            ("last week", "2019-01-14/2019-01-20"),
            ("January 30", "2019-01-30"),
            ("December 1999", "1999-12"),
            ("on January 14-16, 2019", "2019-01-14/2019-01-16"),
            ("between 2004 and 2008", "2004/2008"),
            ("next week", "2019-01-28/2019-02-03"),
        ] {
            assert_eq!(resolve_time(words, published).as_deref(), Some(value), "{words}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for words in ["recently", "the day", "Monday", "last year", "May", "for three years", "at the time", ""] {
            assert_eq!(resolve_time(words, None), None, "{words}");
        }
        assert_eq!(resolve_time("soon", Some(date(2019, 1, 24))), None);
    }
}
