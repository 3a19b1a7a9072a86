//! Many articles: in order, on any number of threads, none at the expense of another.

mod program;

use byline::article::{Options, sources};
use byline::pipeline::{Failure, Finished, in_order};
use program::Folder;

fn run(folder: &Folder, threads: usize) -> Vec<String> {
    let options = Options::default();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let mut seen = Vec::new();
    let work = |article: &byline::article::Article| {
        assert!(!article.text.contains("snow"), "cannot stand snow");
        article.text.len()
    };
    let each = |finished: Finished<usize>| -> Result<(), ()> {
        seen.push(match finished.result.unwrap() {
            Ok(length) => length.to_string(),
            Err(Failure::Internal { origin, message }) => {
                format!("{}: {message}", origin.path.unwrap().file_name().unwrap().display())
            }
            Err(failure) => failure.to_string(),
        });
        Ok(())
    };
    in_order(sources(vec![folder.path().to_owned()], &options), &options, &pool, work, each).unwrap();
    seen
}

#[test]
fn a_panic_costs_one_article_and_order_stays() {
    let folder = Folder::new();
    for number in 0..100 {
        let weather = if number % 30 == 7 { "snow" } else { "rain" };
        folder.write(&format!("{number:03}.txt"), format!("There was {weather}{}.", "!".repeat(number)));
    }
    let expected: Vec<String> = (0..100)
        .map(|number| match number % 30 {
            7 => format!("{number:03}.txt: cannot stand snow"),
            _ => (15 + number).to_string(),
        })
        .collect();
    for threads in [1, 2, 5] {
        assert_eq!(run(&folder, threads), expected);
    }
}

#[test]
fn an_error_of_the_receiver_ends_the_batch() {
    let folder = Folder::new();
    (0..100).for_each(|number| _ = folder.write(&format!("{number:03}.txt"), format!("It rained on day {number}.")));
    let options = Options::default();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let mut seen = 0;
    let full = |_: Finished<()>| {
        seen += 1;
        if seen == 3 { Err("the disk is full") } else { Ok(()) }
    };
    let result = in_order(sources(vec![folder.path().to_owned()], &options), &options, &pool, |_| (), full);
    assert_eq!((result, seen), (Err("the disk is full"), 3));
}
