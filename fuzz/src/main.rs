//! Random and mutated texts on one thread, without any tool but cargo:
//!
//!     cargo run --release -- SEED TEXTS [LONG_EVERY [TREES]]
//!
//! One of LONG_EVERY (5,000; 0: none) texts is long; every text is also given TREES (10) other analyses at random.
//!
//! Texts that break something are written to `found/`, one for each place that panics; exit status 1 if there is any.

use byline_fuzz::{Subject, text::Texts};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;

/// Where the last panic was, and what it said.
static PANIC: Mutex<(String, String)> = Mutex::new((String::new(), String::new()));

/// Seconds from which on a text is named.
const SLOW: f64 = 10.0;

fn beginning(text: &str, characters: usize) -> String {
    text.chars().take(characters).flat_map(char::escape_debug).collect()
}

fn examples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end != "svg"))
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .collect()
}

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args().skip(1).map_while(|argument| argument.parse().ok()).collect();
    let [seed, inputs, ref rest @ ..] = numbers[..] else {
        eprintln!("usage: byline-fuzz SEED TEXTS [LONG_EVERY [TREES]]");
        return ExitCode::from(2);
    };
    let number = |place: usize, default: u64| rest.get(place).copied().unwrap_or(default) as usize;
    let (long_every, trees) = (number(0, 5_000), number(1, 10));
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        *PANIC.lock().unwrap() = (place, panic.to_string());
    }));
    let subject = Subject::new();
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let began = Instant::now();
    let mut slowest = (0.0, 0, 0);
    for (number, text) in (1..=inputs).zip(Texts::new(seed, &examples(), long_every)) {
        let start = Instant::now();
        if catch_unwind(AssertUnwindSafe(|| {
            subject.check_with_trees(&text, trees, &mut fastrand::Rng::with_seed(seed ^ number))
        }))
        .is_err()
        {
            let (place, message) = PANIC.lock().unwrap().clone();
            let times = found.entry(place).or_default();
            *times += 1;
            if *times == 1 {
                let file = format!("found/{seed}-{number}.txt");
                std::fs::create_dir_all("found").and_then(|()| std::fs::write(&file, &text)).unwrap();
                println!("{file}: {message}\n  {}", beginning(&text, 300));
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        if seconds > SLOW {
            println!("text {number} of {} bytes took {seconds:.1} s: {}…", text.len(), beginning(&text, 40));
        }
        if seconds > slowest.0 {
            slowest = (seconds, number, text.len());
        }
        if number.is_multiple_of(20_000) || number == inputs {
            let (seconds, which, bytes) = slowest;
            println!(
                "{number} texts, {:.0} s; slowest {seconds:.2} s (text {which}, {bytes} bytes); panics: {found:?}",
                began.elapsed().as_secs_f64()
            );
        }
    }
    if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
