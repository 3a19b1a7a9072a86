//! `byline parse`.

mod program;

use program::Folder;

const GIVEN: &str =
    "# sent_id = x\n1\tcannot\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER|SpaceAfter=No\n2\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";

/// The rows of CoNLL-U output, in columns.
fn rows(output: &str) -> Vec<Vec<&str>> {
    output.lines().filter(|line| line.contains('\t')).map(|line| line.split('\t').collect()).collect()
}

#[test]
fn an_article_becomes_conllu() {
    let folder = Folder::new();
    folder.write("deal.txt", "Brightwater buys Calder\n\nJoost Amrein doesn't mind. “I can’t,” he said.\n");
    let run = folder.byline("parse deal.txt");
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows = rows(&run.stdout);
    assert!(rows.iter().all(|row| row.len() == 10));
    assert!(
        run.stdout
            .starts_with("# newdoc id = deal\n# newpar\n# sent_id = deal-1\n# text = Brightwater buys Calder\n1\t")
    );
    assert!(run.stdout.contains("\n# newpar\n# sent_id = deal-2\n# text = Joost Amrein doesn't mind.\n"));
    assert!(rows.iter().any(|row| row[0] == "3-4" && row[1] == "doesn't" && row[2] == "_"));
    assert!(rows.iter().any(|row| row[1] == "Joost" && row[9] == "NER=B-PER"));
    assert!(rows.iter().any(|row| row[1] == "n’t" && row[2] == "not"));
    assert!(rows.iter().all(|row| row[0].contains('-') || row[6].parse::<usize>().is_ok()));
}

#[test]
fn given_words_are_kept() {
    let folder = Folder::new();
    folder.write("given.conllu", GIVEN);
    let run = folder.byline("parse --input conllu given.conllu");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("# sent_id = x\n# text = cannot.\n1\tcannot\t"), "{}", run.stdout);
    let rows = rows(&run.stdout);
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row[3] != "_" && row[7] != "_"));
}

#[test]
fn bad_conllu_is_named() {
    let folder = Folder::new();
    folder.write("bad.conllu", "1\tone\n");
    let run = folder.byline("parse --input conllu bad.conllu");
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert_eq!(run.stderr, "byline: bad.conllu:1: 2 columns; CoNLL-U has ten, separated by tabs\n");
    let run = folder.byline("parse --input conllu none.conllu");
    assert_eq!(run.status, 1);
    assert!(run.stderr.starts_with("byline: none.conllu: "), "{}", run.stderr);
    folder.write("latin.conllu", b"1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tcaf\xE9\t_\t_\t_\t_\t_\t_\t_\t_\n".as_slice());
    let run = folder.byline("parse --input conllu latin.conllu");
    assert_eq!((run.status, run.stderr.as_str()), (1, "byline: latin.conllu:3: not UTF-8; convert the file\n"));
}
