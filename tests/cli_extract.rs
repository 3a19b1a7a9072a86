//! `byline extract`: every kind of input, good and bad.

mod program;

use program::Folder;
use serde_json::json;
use std::process::Stdio;

const TEXT: &str = "Brightwater bought its rival Calder on Tuesday.\n\nTollefsen denied that a plant would close.\n";

const GERMAN: &str = "Der Konzern teilte am Dienstag mit, er habe sich mit seinem kleineren Konkurrenten auf eine Übernahme \
    für drei Milliarden geeinigt. Die Gewerkschaft kritisierte den Plan scharf und kündigte Streiks an.\n";

#[test]
fn plain_text_with_a_date_line() {
    let folder = Folder::new();
    folder.write("deal.txt", format!(" date 2017-03-02 {TEXT}"));
    let run = folder.byline("extract deal.txt");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let article = &run.articles()[0];
    assert_eq!(article["id"], "deal");
    assert_eq!(article["published"], "2017-03-02");
    assert!(article["title"].is_null());
}

#[test]
fn positions_count_characters_of_the_text_below_the_title() {
    let folder = Folder::new();
    folder.write("zoë.txt", "Title: Zoë’s café sold\n\n“No,” said Zoë Müller. She bought Calder.\n");
    let text = "Zoë’s café sold\n\n“No,” said Zoë Müller. She bought Calder.";
    let run = folder.byline("extract zoë.txt");
    assert_eq!(run.ids(), ["zoe"]);
    let line = &run.lines()[0];
    let mentions =
        line["entities"].as_array().unwrap().iter().flat_map(|entity| entity["mentions"].as_array().unwrap());
    let mut seen = 0;
    for mention in mentions {
        let (start, end) = (mention["start"].as_u64().unwrap() as usize, mention["end"].as_u64().unwrap() as usize);
        let words: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(mention["text"], words.as_str());
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn html_without_its_boilerplate() {
    let folder = Folder::new();
    folder.write(
        "deal.html",
        "<!doctype html><html><head><title>Calder sold | The Example</title>\
         <meta property=og:site_name content='The Example'><meta property=og:title content='Calder sold'>\
         <meta property=og:url content=https://example.com/deal>\
         <meta property=article:published_time content=2024-05-14T08:00:00Z></head><body>\
         <nav><a href=/>Home</a> <a href=/sport>Hockey</a></nav><article><h1>Calder sold</h1>\
         <p>Brightwater bought its rival Calder on Tuesday, ending months of speculation about the dairy company's \
         future in the north of the country.</p><p>Maren Tollefsen said that the deal would create the largest food \
         producer in Vessland, with annual sales of nine billion.</p></article>\
         <aside><h2>Most read</h2><a href=/x>Ferry sinks</a></aside><footer>Cookies</footer></body></html>",
    );
    let run = folder.byline("extract deal.html");
    assert_eq!(run.status, 0, "{}", run.stderr);
    let article = &run.articles()[0];
    assert_eq!(article["title"], "Calder sold");
    assert_eq!(article["published"], "2024-05-14");
    assert_eq!(article["publisher"], "The Example");
    assert_eq!(article["url"], "https://example.com/deal");
    for word in ["Hockey", "Ferry", "Cookies"] {
        assert!(!run.stdout.contains(word), "{word} is not of the article");
    }
    assert!(run.stdout.contains("Tollefsen"));
}

#[test]
fn charsets_make_no_difference() {
    let folder = Folder::new();
    let text = "Zoë Müller’s café\n\n“No,” said Zoë Müller, who had paid €3 for the café’s cups in Besançon.\n";
    folder.write("a/x.txt", text);
    folder.write("b/x.txt", format!("\u{feff}{}", text.replace('\n', "\r\n")));
    folder.write("c/x.txt", &*encoding_rs::WINDOWS_1252.encode(text).0);
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    folder.write("d/x.txt", utf16);
    let runs: Vec<_> = ["a", "b", "c", "d"].map(|name| folder.byline(&format!("extract {name}"))).into();
    assert_eq!(runs[0].articles()[0]["title"], "Zoë Müller’s café");
    for run in &runs {
        assert_eq!((run.status, &run.stdout), (0, &runs[0].stdout), "{}", run.stderr);
    }
}

#[test]
fn json_with_default_and_named_fields() {
    let folder = Folder::new();
    let default =
        json!({"headline": "Calder sold", "published": "2024-05-14", "body": TEXT, "source": {"name": "The Example"}});
    folder.write("one.json", default.to_string());
    let own = json!([{"key": "k 1", "story": {"text": TEXT}, "day": "14 May 2024"}, {"key": "k2", "story": {"text": "It rained."}}]);
    folder.write("list.json", own.to_string());
    let run = folder.byline("extract one.json");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let article = &run.articles()[0];
    assert_eq!((&article["id"], &article["title"]), (&json!("one"), &json!("Calder sold")));
    assert_eq!((&article["published"], &article["publisher"]), (&json!("2024-05-14"), &json!("The Example")));

    let run = folder.byline("extract list.json --field text=story.text --field id=key --field date=day");
    assert_eq!((run.status, run.ids()), (0, vec!["k-1".to_owned(), "k2".to_owned()]), "{}", run.stderr);
    assert_eq!(run.articles()[0]["published"], "2024-05-14");

    let run = folder.byline("extract list.json");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("list.json, line 1: no text of an article in field text, body, "), "{}", run.stderr);
    assert!(run.stderr.contains("there are key, story, day; name the field with --field text=NAME"), "{}", run.stderr);
}

#[test]
fn a_broken_json_line_costs_only_itself() {
    let folder = Folder::new();
    folder.write("news.jsonl", "{\"id\": \"a\", \"text\": \"It rained.\"}\n\n{\"id\": \"b\", \"te\n{\"id\": \"c\", \"text\": \"It snowed.\"}\n{\"id\": ");
    let run = folder.byline("extract news.jsonl");
    assert_eq!((run.status, run.ids()), (1, vec!["a".to_owned(), "c".to_owned()]));
    assert!(run.stderr.contains("news.jsonl, line 3: broken JSON: "), "{}", run.stderr);
    assert!(run.stderr.contains("news.jsonl, line 5: broken JSON: "), "{}", run.stderr);
}

#[test]
fn a_list_that_is_cut_off_is_read_as_far_as_it_goes() {
    let folder = Folder::new();
    folder.write("news.json", "[{\"id\": \"a\", \"text\": \"It rained.\"},\n{\"id\": \"b\", \"text\": \"It sno");
    let run = folder.byline("extract news.json");
    assert_eq!((run.status, run.ids()), (1, vec!["a".to_owned()]));
    assert!(run.stderr.contains("news.json, line 2: broken JSON: ends in the middle of an object"), "{}", run.stderr);
}

#[test]
fn front_matter() {
    let folder = Folder::new();
    folder.write(
        "deal.md",
        format!("---\ntitle: 'Calder sold'\ndate: 2024-05-14\npublisher: The Example\n---\n\n# Calder sold\n\n{TEXT}"),
    );
    let run = folder.byline("extract deal.md");
    let article = &run.articles()[0];
    assert_eq!((&article["title"], &article["published"]), (&json!("Calder sold"), &json!("2024-05-14")));
    folder.write("deal.txt", format!("Calder sold\n2024-05-14\n\n{TEXT}"));
    assert_eq!(folder.byline("extract deal.txt").articles()[0]["sha256"], article["sha256"]);
}

#[test]
fn wrapped_lines_and_long_lines_give_the_same_text() {
    let folder = Folder::new();
    let paragraphs = [
        "Brightwater Group, the dairy company based in Port Ansel, said on Tuesday it had agreed to buy its smaller rival \
         Calder Foods for $3.1 billion in cash, ending months of speculation.",
        "Chief executive Maren Tollefsen told reporters that the deal would create the largest food producer in Vessland, \
         with annual sales of about $9 billion and 21,000 employees.",
    ];
    let wrap = |text: &str| {
        let mut lines = vec![String::new()];
        for word in text.split(' ') {
            if lines.last().unwrap().len() + 1 + word.len() > 72 {
                lines.push(String::new());
            }
            let line = lines.last_mut().unwrap();
            *line = format!("{line} {word}").trim().to_owned();
        }
        lines.join("\n")
    };
    folder.write("long.txt", paragraphs.join("\n"));
    folder.write("blank.txt", paragraphs.join("\n\n"));
    folder.write("wrapped.txt", paragraphs.map(wrap).join("\n\n"));
    let hashes: Vec<_> =
        folder.byline("extract .").articles().iter().map(|article| article["sha256"].clone()).collect();
    assert_eq!(hashes.len(), 3);
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
}

#[test]
fn folders_are_read_in_order_with_their_index() {
    let folder = Folder::new();
    folder.write("in/b.txt", "It rained.\n");
    folder.write("in/a.txt", TEXT);
    folder.write("in/.hidden.txt", TEXT);
    folder.write("in/picture.jpg", b"\xff\xd8\xff\xe0");
    folder.write("in/sub/c.md", "It *snowed*.\n");
    let index = json!([{"file": "a.txt", "title": "Calder sold", "date": "2024-05-14", "url": "https://example.com/a", "author": null}]);
    folder.write("in/index.json", index.to_string());
    let run = folder.byline("extract in");
    assert_eq!((run.status, run.ids()), (0, vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]), "{}", run.stderr);
    let article = &run.articles()[0];
    assert_eq!((&article["title"], &article["published"]), (&json!("Calder sold"), &json!("2024-05-14")));
    assert_eq!(article["url"], "https://example.com/a");
    assert_eq!(
        run.stderr,
        "byline: passed over 1 file not named like articles (.jpg); name a file itself to read it\n"
    );
    assert_eq!(folder.byline("extract -q in").stderr, "");
    assert_eq!(folder.byline("extract in/a.txt").stdout.trim_end(), run.stdout.lines().next().unwrap());
}

#[test]
fn standard_input_in_any_format() {
    let folder = Folder::new();
    let text = folder.byline_reading("extract -", format!("Calder sold\n\n{TEXT}").as_bytes());
    assert_eq!((text.status, text.ids()), (0, vec!["calder-sold".to_owned()]), "{}", text.stderr);
    let hash = &text.articles()[0]["sha256"];
    for input in [
        json!({"title": "Calder sold", "text": TEXT}).to_string(),
        format!("[{}]", json!({"title": "Calder sold", "text": TEXT})),
        serde_json::to_string_pretty(&json!({"title": "Calder sold", "text": TEXT})).unwrap(),
        format!("---\ntitle: Calder sold\n---\n{TEXT}"),
    ] {
        let run = folder.byline_reading("extract -", input.as_bytes());
        assert_eq!((run.status, &run.articles()[0]["sha256"]), (0, hash), "{input}: {}", run.stderr);
    }
    let run = folder.byline_reading("extract --input html -", b"<p>It rained.</p>");
    assert_eq!((run.status, run.lines().len()), (0, 1), "{}", run.stderr);
}

#[test]
fn bad_input_is_named_and_the_batch_goes_on() {
    let folder = Folder::new();
    folder.write("in/1-empty.txt", "");
    folder.write("in/2-blank.txt", " \n\n\t\n");
    folder.write("in/3-binary.txt", b"text\0\x01\x02\xff\0\0\0");
    folder.write("in/4-pdf.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    folder.write("in/5-german.txt", GERMAN);
    folder.write("in/6-cut.txt", &"“It rained,” she said. “It snowed.”".as_bytes()[..41]);
    folder.write("in/7-package.json", "{\"name\": \"x\", \"version\": 1}");
    folder.write("in/8-empty.html", "<html><body><img src=x.png></body></html>");
    folder.write("in/9-empty.jsonl", "\n");
    folder.write("in/good.txt", TEXT);
    let run = folder.byline("extract in no-such-file.txt");
    assert_eq!((run.status, run.ids()), (1, vec!["good".to_owned()]));
    for message in [
        "in/1-empty.txt: no text in it",
        "in/2-blank.txt: no text in it",
        "in/3-binary.txt: binary data, not text",
        "in/4-pdf.txt: a PDF document, not text; convert it first, for example with pdftotext",
        "in/5-german.txt: looks like German; Byline reads English",
        "in/6-cut.txt: ends in the middle of a UTF-8 character",
        "in/7-package.json: no text of an article in field text, ",
        "in/8-empty.html: no text in it",
        "in/9-empty.jsonl: no text in it",
        "no-such-file.txt: No such file",
    ] {
        assert!(run.stderr.contains(&format!("byline: {message}")), "{message:?} not in:\n{}", run.stderr);
    }
    assert_eq!(run.stderr.lines().count(), 10, "one line each:\n{}", run.stderr);
}

#[test]
fn huge_input_is_refused_without_being_read() {
    let folder = Folder::new();
    // Sparse files: 100 MB and more that take no room.
    for name in ["huge.txt", "huge.html", "huge.json"] {
        let file = std::fs::File::create(folder.path().join(name)).unwrap();
        file.set_len(300_000_000).unwrap();
    }
    folder.write("long.txt", "It rained on Monday. ".repeat(500_000));
    folder.write("small.txt", TEXT);
    let run = folder.byline("extract huge.txt huge.html huge.json long.txt small.txt");
    assert_eq!((run.status, run.ids()), (1, vec!["small".to_owned()]));
    for message in ["huge.txt: over 10 MB, too much for one article", "huge.html: over 40 MB", "long.txt: over 10 MB"] {
        assert!(run.stderr.contains(message), "{message:?} not in:\n{}", run.stderr);
    }
    assert!(run.stderr.contains("huge.json, line 1: broken JSON: "), "{}", run.stderr);
    let run = folder.byline_reading("extract -", &vec![b'x'; 11_000_000]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("standard input: over 10 MB, too much for one article"), "{}", run.stderr);
}

#[test]
fn articles_of_one_name_are_told_apart() {
    let folder = Folder::new();
    folder.write("a/x.txt", "It rained.");
    folder.write("b/x.txt", "It snowed.");
    folder.write("c/x.txt", "It rained.");
    let run = folder.byline("extract a b c");
    let ids = run.ids();
    assert_eq!((run.status, ids.len(), ids[0].as_str()), (0, 2, "x"));
    let hash = run.articles()[1]["sha256"].as_str().unwrap()[..8].to_owned();
    assert_eq!(ids[1], format!("x-{hash}"));
    assert!(
        run.stderr.contains(&format!("b/x.txt: another article is called x too, this one becomes x-{hash}")),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("c/x.txt: the same article as before (x), read once"), "{}", run.stderr);
}

#[test]
fn neither_threads_nor_repetition_change_a_byte() {
    let folder = Folder::new();
    for number in 0..20 {
        let text = format!(
            "Deal {number}\n\n{}",
            TEXT.repeat(1 + number % 3).replace("Tuesday", ["Monday", "Friday"][number % 2])
        );
        folder.write(&format!("in/{number}.txt"), text);
    }
    let once = folder.byline("extract in --threads 1");
    assert_eq!((once.status, once.lines().len()), (0, 20), "{}", once.stderr);
    for words in ["extract in --threads 1", "extract in --threads 2", "extract in --threads 7", "extract in"] {
        assert_eq!(folder.byline(words).stdout, once.stdout, "{words}");
    }
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = Folder::new();
    let lines: String = (0..300)
        .map(|number| format!("{{\"id\": \"a{number}\", \"text\": \"It rained on day {number}.\"}}\n"))
        .collect();
    folder.write("news.jsonl", lines);
    for words in ["extract news.jsonl", "--help", "help build"] {
        let mut child = folder.command(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words}");
        assert_eq!(output.status.code(), Some(0), "{words}");
    }
    let mut child = folder.command("extract none.txt").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(1), "nobody hears the complaint");
}

#[test]
fn doubtful_claims_are_left_out_unless_asked_for() {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let confidences = |least: &str| {
        let run = Folder::new().byline(&format!("extract --quiet {least} {examples}"));
        let lines = run.lines();
        let claims = lines.iter().flat_map(|line| line["claims"].as_array().unwrap());
        claims.map(|claim| claim["confidence"].as_f64().unwrap()).collect::<Vec<f64>>()
    };
    let (all, usual, sure) = (confidences("--min-confidence 0"), confidences(""), confidences("--min-confidence 0.9"));
    assert!(all.len() > usual.len() && usual.len() > sure.len() && !sure.is_empty());
    assert!(usual.iter().all(|&confidence| confidence >= 0.65) && sure.iter().all(|&confidence| confidence >= 0.9));
    assert_eq!(usual.len(), all.iter().filter(|&&confidence| confidence >= 0.65).count());
}

#[test]
fn wrong_usage_is_status_2() {
    let folder = Folder::new();
    for words in [
        "extract",
        "extract --threads 0 a.txt",
        "extract --input pdf a.txt",
        "extract --field txt=body a.txt",
        "extract --field text a",
        "extract --min-confidence 60 a.txt",
        "nonsense",
        "",
    ] {
        let run = folder.byline(words);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words}: {}", run.stderr);
    }
    let run = folder.byline("extract --field txt=body a.txt");
    assert!(run.stderr.contains("the fields are text, title, date, url, publisher, author, id"), "{}", run.stderr);
}

#[test]
fn the_shared_articles_are_all_read() {
    let articles = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/articles");
    if !articles.is_dir() {
        return;
    }
    let read: Vec<_> = byline::article::read(vec![articles.clone()], &Default::default()).collect();
    assert_eq!(read.len(), 349);
    for article in read {
        let article = article.unwrap();
        assert!(article.published.is_some() && article.text.starts_with(article.title.as_deref().unwrap_or("")));
        let path = articles.join(format!("{}.txt", article.id));
        let alone = std::fs::read_to_string(path).expect("ids are file names");
        // Tags of HTML that were left in the file are no text.
        let alone = ["<sup>", "</sup>"].iter().fold(alone, |text, tag| text.replace(tag, ""));
        assert!(
            alone.split("\n\n").last().unwrap().trim() == article.text.split("\n\n").last().unwrap(),
            "{}",
            article.id
        );
    }
}
