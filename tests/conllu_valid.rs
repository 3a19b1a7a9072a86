//! `byline parse` writes what Universal Dependencies' validation accepts on its first two levels: the format, and the
//! labels and trees. UD's own `udtools` and the readers of Python's `conllu` and `stanza` judge it too, where installed.

mod program;

use byline::article::Article;
use byline::document::{Annotator, Upos, conllu};
use program::Folder;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use unicode_normalization::is_nfc;

#[rustfmt::skip]
const RELATIONS: [&str; 37] = [
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop", "csubj",
    "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nsubj",
    "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
];

/// Of UD's documentation of English.
#[rustfmt::skip]
const SUBTYPES: [&str; 15] = [
    "acl:relcl", "advcl:relcl", "aux:pass", "cc:preconj", "compound:prt", "csubj:outer", "csubj:pass", "det:predet",
    "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj:outer", "nsubj:pass", "obl:agent", "obl:unmarked",
];

/// White space as Python has it, which most readers of CoNLL-U are written in.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(&c)
}

/// What is wrong with a CoNLL-U file.
#[derive(Default)]
struct Validation {
    problems: Vec<String>,
    ids: BTreeSet<String>,
    /// The last token of the sentence before said `SpaceAfter=No`.
    glued: bool,
}

impl Validation {
    fn of(file: &str) -> Vec<String> {
        let mut validation = Self::default();
        if file.is_empty() {
            return validation.problems;
        }
        validation.expect(file.ends_with("\n\n"), "the last line is not empty", "");
        for block in file.trim_end_matches('\n').split("\n\n") {
            validation.sentence(block);
        }
        validation.problems
    }

    fn expect(&mut self, holds: bool, problem: &str, place: &str) {
        if !holds {
            self.problems.push(format!("{problem}: {place:?}"));
        }
    }

    fn sentence(&mut self, block: &str) {
        let lines: Vec<&str> = block.split('\n').collect();
        let comments: Vec<&str> = lines.iter().copied().take_while(|line| line.starts_with('#')).collect();
        let rows: Vec<Vec<&str>> = lines[comments.len()..].iter().map(|line| line.split('\t').collect()).collect();
        for line in &lines {
            self.expect(is_nfc(line), "not NFC", line);
            self.expect(!line.trim().is_empty(), "an empty line too many", block);
            self.expect(line.trim_matches(is_space) == *line, "space around a line", line);
        }
        self.expect(!rows.is_empty(), "no words", block);
        for row in &rows {
            self.columns(row);
        }
        if rows.is_empty() || rows.iter().any(|row| row.len() != 10) {
            return;
        }
        let tokens = self.tokens(&rows);
        self.comments(&comments, &tokens);
        self.glued = tokens.last().is_some_and(|(_, space)| !space);
        let words: Vec<&[&str]> = rows.iter().map(Vec::as_slice).filter(|row| !row[0].contains('-')).collect();
        self.tree(&words);
    }

    fn columns(&mut self, row: &[&str]) {
        let line = row.join("\t");
        self.expect(row.len() == 10, "not ten columns", &line);
        self.expect(row.iter().all(|column| !column.is_empty()), "an empty column", &line);
        self.expect(!row.iter().any(|column| column.contains(is_space)), "white space in a column", &line);
        if row.len() != 10 {
            return;
        }
        self.expect(row[8] == "_", "DEPS were not made", &line);
        if row[0].contains('-') {
            self.expect(row[2..9].iter().all(|column| *column == "_"), "annotation of a multiword token", &line);
            return;
        }
        self.expect(Upos::parse(row[3]).is_some(), "UPOS", &line);
        let known = RELATIONS.contains(&row[7]) || SUBTYPES.contains(&row[7]);
        self.expect(known, "DEPREL", &line);
        self.expect((row[6] == "0") == (row[7] == "root"), "root has the head 0, and it alone", &line);
        self.expect(features_are_well_formed(row[5]), "FEATS", &line);
        self.expect(row[2] != "_" || row[1] == "_", "no lemma", &line);
        let attributes: Vec<&str> = row[9].split('|').filter(|attribute| *attribute != "_").collect();
        let well_formed =
            attributes.iter().all(|a| a.split_once('=').is_some_and(|(k, v)| !k.is_empty() && !v.is_empty()));
        self.expect(well_formed && attributes.is_sorted(), "MISC", &line);
    }

    /// Checks the numbers, and yields every surface token with whether a space follows.
    fn tokens<'a>(&mut self, rows: &[Vec<&'a str>]) -> Vec<(&'a str, bool)> {
        let (mut words, mut inside, mut tokens) = (0, 0, Vec::new());
        for row in rows {
            let line = row.join("\t");
            let space = !row[9].split('|').any(|attribute| attribute == "SpaceAfter=No");
            if let Some((first, last)) = row[0].split_once('-') {
                let (first, last): (usize, usize) = (first.parse().unwrap_or(0), last.parse().unwrap_or(0));
                self.expect(first == words + 1 && last > first && words >= inside, "range out of place", &line);
                inside = last;
                tokens.push((row[1], space));
                continue;
            }
            words += 1;
            self.expect(row[0] == words.to_string(), "ID out of order", &line);
            if words > inside {
                tokens.push((row[1], space));
            } else {
                self.expect(space, "SpaceAfter inside of a multiword token", &line);
            }
        }
        self.expect(inside <= words, "a range beyond the last word", &rows[0].join("\t"));
        tokens
    }

    fn comments(&mut self, comments: &[&str], tokens: &[(&str, bool)]) {
        let values = |name: &str| {
            let prefix = format!("# {name} = ");
            comments.iter().filter_map(|comment| comment.strip_prefix(&prefix).map(str::to_owned)).collect::<Vec<_>>()
        };
        match &values("sent_id")[..] {
            [id] => {
                self.expect(!id.contains(is_space) && !id.contains('/') && !id.is_empty(), "sent_id", id);
                let fresh = self.ids.insert(id.clone());
                self.expect(fresh, "sent_id comes twice", id);
            }
            ids => self.expect(false, "not one sent_id", &ids.join(", ")),
        }
        let mut spelled: String =
            tokens.iter().flat_map(|(form, space)| [*form, if *space { " " } else { "" }]).collect();
        spelled.truncate(spelled.trim_end().len());
        let texts = values("text");
        self.expect(texts == [spelled.clone()], "text is not what the tokens spell", &spelled);
        let begins = comments.iter().any(|comment| comment.starts_with("# newpar") || comment.starts_with("# newdoc"));
        self.expect(!(begins && self.glued), "a paragraph begins without space before it", &spelled);
    }

    fn tree(&mut self, words: &[&[&str]]) {
        let heads: Vec<usize> = words.iter().map(|row| row[6].parse().unwrap_or(usize::MAX)).collect();
        let place = words[0].join("\t");
        if heads.iter().any(|head| *head > words.len()) {
            return self.expect(false, "HEAD out of range", &place);
        }
        self.expect(heads.iter().filter(|head| **head == 0).count() == 1, "not one root", &place);
        let rooted = |start: usize| {
            let mut above = start;
            (0..words.len()).for_each(|_| above = if above == 0 { 0 } else { heads[above - 1] });
            above == 0
        };
        self.expect((1..=words.len()).all(rooted), "a cycle", &place);
    }
}

/// `Name=Value`s between bars, in the order of their names, none twice.
fn features_are_well_formed(features: &str) -> bool {
    let name = |name: &str| {
        let name = name.strip_suffix(']').and_then(|name| name.split_once('[')).map_or(name, |(name, _)| name);
        name.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
            && name.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let pairs: Option<Vec<(&str, &str)>> = features.split('|').map(|feature| feature.split_once('=')).collect();
    features == "_"
        || pairs.is_some_and(|pairs| {
            pairs.iter().all(|(key, values)| name(key) && values.split(',').all(name))
                && pairs.windows(2).all(|pair| pair[0].0.to_lowercase() < pair[1].0.to_lowercase())
        })
}

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| ["txt", "md", "html", "json"].iter().any(|e| end == *e)));
    files.sort();
    files
}

const ODD: &[&str] = &[
    "Caf\u{65}\u{301} owners said no. =\u{338} is odd, and so is \u{212B}.",
    "A\u{1C}B\u{1F}C \u{85}D\u{2028}E\u{A0}F\u{200B}G. \u{301}alone",
    "# sent_id = x\n\n1\tone\t_\n\n_ _ _ | = a=b SpaceAfter=No",
    "I can’t, won't and couldn't've. “Don't!”he said.No one gonna go—cannot.",
    "שלום said مرحبا. 😀👩‍👩‍👧 said 😀.",
    "Mr. U.S. a.m.\n\n•One\n• Two\n\n\n- three",
    "x",
    "...",
    "",
];

fn odd_texts() -> String {
    let annotator = Annotator::new();
    let mut out = Vec::new();
    let endless = "one, two and three ".repeat(200);
    for (number, text) in ODD.iter().copied().chain([endless.as_str()]).enumerate() {
        let article = Article::new(format!("odd {number}/a"), text);
        conllu::write(&annotator.annotate(&article), text, &article.id, &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

fn parsed(file: &Path) -> String {
    let run = Folder::new().command("parse").arg(file).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

fn assert_valid(file: &str, name: &str) {
    let problems = Validation::of(file);
    assert!(problems.is_empty(), "{name}:\n{}", problems.join("\n"));
}

#[test]
fn examples_become_valid_conllu() {
    for file in examples() {
        assert_valid(&parsed(&file), &file.display().to_string());
    }
}

#[test]
fn odd_texts_become_valid_conllu() {
    assert_valid(&odd_texts(), "odd texts");
}

#[test]
fn articles_of_one_name_have_sentences_of_different_names() {
    let folder = Folder::new();
    let article = |text: &str| format!("{{\"id\": \"a\", \"text\": \"{text}\"}}\n");
    folder.write("two.jsonl", article("One man came.") + &article("One woman left."));
    let run = folder.byline("parse two.jsonl");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stdout.matches("# newdoc id = ").count(), 2, "{}", run.stdout);
    assert_valid(&run.stdout, "two articles");
}

#[test]
fn given_words_become_valid_conllu() {
    let folder = Folder::new();
    let row = |id: &str, form: &str| format!("{id}\t{form}{}\n", "\t_".repeat(8));
    let sentence = [row("1-2", "don't"), row("1", "do"), row("2", "n't"), row("3", "go")].concat();
    folder.write("given.conllu", format!("{sentence}\n# sent_id = mine\n# text = don't go\n{sentence}\n"));
    let run = folder.byline("parse --input conllu given.conllu");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_valid(&run.stdout, "given words");
}

#[test]
fn the_validation_sees_what_is_wrong() {
    let good = "# sent_id = a\n# text = don't go\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\tdo\tAUX\tVB\tMood=Imp|VerbForm=Fin\t3\taux\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n\n";
    assert_valid(good, "the model");
    for (from, to) in [
        ("\n\n", "\n"),
        ("# sent_id = a\n", ""),
        ("# sent_id = a", "# sent_id = a/b"),
        ("text = don't", "text = dont"),
        ("1-2\tdon't\t_\t_", "1-2\tdon't\tdo\t_"),
        ("1-2", "1-4"),
        ("1-2", "2-3"),
        ("2\tn't\tnot", "3\tn't\tnot"),
        ("AUX", "VB"),
        ("VerbForm=Fin", "Aspect=Imp"),
        ("VerbForm=Fin", "VerbForm=fin"),
        ("\t3\taux", "\t0\taux"),
        ("\t3\taux", "\t7\taux"),
        ("\t3\taux", "\t2\taux"),
        ("\t3\tadvmod", "\t2\tadvmod"),
        ("advmod", "advmod:neg"),
        ("0\troot", "0\tdep"),
        ("\tgo\tgo", "\tgo\t"),
        ("\tgo\tgo", "\tgo \tgo"),
        ("\tgo\tgo", "\tgo\tgo\tgo"),
        ("SpaceAfter=No", "SpaceAfter=No|NER=B-PER"),
        ("don't\t_", "do\u{6E}\u{303}'t\t_"),
        ("3\tadvmod\t_\t_", "3\tadvmod\t_\tSpaceAfter=No"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good);
        let cycle = to == "\t2\taux";
        let bad = if cycle { bad.replacen("\t3\tadvmod", "\t1\tadvmod", 1) } else { bad };
        assert!(!Validation::of(&bad).is_empty(), "{from:?} → {to:?}");
    }
    assert!(!Validation::of(&good.repeat(2)).is_empty(), "sent_id twice");
    let next = good.replace("sent_id = a", "sent_id = b");
    assert_valid(&(good.to_owned() + &next), "no space between sentences");
    assert!(!Validation::of(&(good.to_owned() + "# newpar\n" + &next)).is_empty(), "but between paragraphs");
}

/// What a Python program prints that gets `input`; `None` where Python or what it imports is missing.
fn python(imports: &str, program: &str, input: &str) -> Option<String> {
    let python = std::env::var("BYLINE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    if !Command::new(&python).args(["-c", imports]).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    {
        eprintln!("skipped: {python} with what it takes to {imports} is not here");
        return None;
    }
    let mut child = Command::new(python)
        .args(["-c", &format!("{imports}\n{program}")])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // Python reads all of it before it prints.
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Sentences, and forms with their heads.
fn expected(file: &str) -> String {
    let rows = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let words = rows.map(|line| line.split('\t').collect::<Vec<_>>()).filter(|row| !row[0].contains('-'));
    let words: Vec<String> = words.map(|row| format!("{} {}", row[1], row[6])).collect();
    format!("{}\n{}\n", file.matches("\n\n").count(), words.join("\n"))
}

#[test]
fn python_readers_read_it() {
    let file = examples().iter().map(|file| parsed(file)).collect::<String>() + &odd_texts();
    let conllu = "
sentences = conllu.parse(io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8', newline='\\n').read())
print(len(sentences))
for sentence in sentences:
    sentence.to_tree()
    for token in sentence:
        if isinstance(token['id'], int):
            print(token['form'], token['head'])";
    if let Some(found) = python("import conllu, io, sys", conllu, &file) {
        assert_eq!(found, expected(&file));
    }
    let stanza = "
document = CoNLL.conll2doc(input_str=io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8', newline='\\n').read())
print(len(document.sentences))
for sentence in document.sentences:
    for word in sentence.words:
        print(word.text, word.head)";
    if let Some(found) = python("import io, sys; from stanza.utils.conll import CoNLL", stanza, &file) {
        assert_eq!(found, expected(&file));
    }
}

#[test]
fn the_validation_of_universal_dependencies_passes_it() {
    let file = examples().iter().map(|file| parsed(file)).collect::<String>() + &odd_texts();
    let program = "
sys.argv[1:] = ['--lang', 'en', '--level', '2', '-']
sys.exit(main())";
    python("import sys; from udtools.cli import main", program, &file);
}
