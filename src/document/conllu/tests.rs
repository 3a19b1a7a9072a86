use super::*;

const SOURCE: &str = "\
# newdoc id = a
# newpar
# sent_id = a-1
# text = \"I can't,\" said Al Franken.
1\t\"\t\"\tPUNCT\t``\t_\t3\tpunct\t_\tSpaceAfter=No
2\tI\tI\tPRON\tPRP\tCase=Nom|Number=Sing\t3\tnsubj\t_\t_
3-4\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
3\tca\tcan\tAUX\tMD\t_\t7\tccomp\t_\t_
4\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
5\t,\t,\tPUNCT\t,\t_\t7\tpunct\t_\tSpaceAfter=No
6\t\"\t\"\tPUNCT\t''\t_\t7\tpunct\t_\t_
7\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
8\tAl\tAl\tPROPN\tNNP\t_\t7\tnsubj\t_\tNER=B-PER
9\tFranken\tFranken\tPROPN\tNNP\t_\t8\tflat\t_\tNER=I-PER|SpaceAfter=No
10\t.\t.\tPUNCT\t.\t_\t7\tpunct\t_\t_

# newpar
# sent_id = a-2
# text = Yes.
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_

";

fn written(reading: &Reading) -> String {
    let mut out = Vec::new();
    write(&reading.document, &reading.text, "a", &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn what_is_read_is_written_again() {
    let mut reading = read("a.conllu", SOURCE).unwrap();
    assert_eq!(written(&reading), SOURCE);
    // Without the comments they are made again.
    reading.document.sentences.iter_mut().for_each(|sentence| sentence.comments.clear());
    assert_eq!(written(&reading), SOURCE);
}

#[test]
fn spans_spell_the_words() {
    let Reading { text, document } = read("a.conllu", SOURCE).unwrap();
    assert_eq!(text, "\"I can't,\" said Al Franken.\n\nYes.");
    for sentence in &document.sentences {
        assert!(sentence.words.iter().all(|word| word.span.of(&text) == word.form));
    }
    assert_eq!(document.sentences[0].multiword[0].0.of(&text), "can't");
    assert_eq!(document.sentences[1].paragraph, 1);
    assert_eq!(document.sentences[1].span.of(&text), "Yes.");
}

#[test]
fn a_multiword_token_may_be_spelled_otherwise_than_its_words() {
    let source = "1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n1\tde\t_\t_\t_\t_\t_\t_\t_\t_\n2\tle\t_\t_\t_\t_\t_\t_\t_\t_\n";
    let reading = read("a.conllu", source).unwrap();
    assert_eq!(reading.text, "du");
    assert!(reading.document.sentences[0].words.iter().all(|word| word.span.of("du") == "du"));
    assert!(written(&reading).contains("# text = du\n1-2\tdu"));
}

#[test]
fn empty_nodes_and_missing_last_line_are_no_trouble() {
    let source = "1\ta\t_\t_\t_\t_\t_\t_\t_\t_\r\n1.1\tb\t_\t_\t_\t_\t_\t_\t_\t_\r\n2\tc\t_\t_\t_\t_\t_\t_\t_\t_";
    assert_eq!(read("a.conllu", source).unwrap().text, "a c");
    assert_eq!(read("a.conllu", "\n\n# nothing\n\n").unwrap(), Reading::default());
}

#[test]
fn errors_name_file_line_and_value() {
    let cases = [
        ("1\ta", "x.conllu:1: 2 columns"),
        ("\n# c\n2\ta\t_\t_\t_\t_\t_\t_\t_\t_", "x.conllu:3: ID \"2\"; expected 1"),
        ("1-b\ta\t_\t_\t_\t_\t_\t_\t_\t_", "x.conllu:1: ID \"1-b\""),
        ("1\t \t_\t_\t_\t_\t_\t_\t_\t_", "x.conllu:1: FORM"),
        ("1\ta\t_\tNN\t_\t_\t_\t_\t_\t_", "x.conllu:1: UPOS \"NN\""),
        ("1\ta\t_\t_\t_\t_\t1\t_\t_\t_", "x.conllu:1: HEAD \"1\""),
        ("1\ta\t_\t_\t_\t_\t2\t_\t_\t_", "x.conllu:1: HEAD \"2\""),
        ("1\ta\t_\t_\t_\t_\t2\t_\t_\t_\n2\tb\t_\t_\t_\t_\t1\t_\t_\t_", "x.conllu:1: the heads"),
        ("1-2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n1\tb\t_\t_\t_\t_\t_\t_\t_\t_", "x.conllu:1: the range 1-2"),
        ("1\ta\t_\t_\t_\t_\t_\t_\t_\tNER=B-DOG", "x.conllu:1: \"NER=B-DOG\""),
    ];
    for (source, message) in cases {
        let error = read("x.conllu", source).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}
