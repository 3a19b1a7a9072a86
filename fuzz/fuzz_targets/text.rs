//! Any UTF-8 text through the whole text half, guided by coverage.
#![no_main]

use byline_fuzz::Subject;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static SUBJECT: LazyLock<Subject> = LazyLock::new(Subject::new);

fuzz_target!(|text: &str| SUBJECT.check(text));
