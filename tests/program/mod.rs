//! Runs the program as its users do.
#![allow(dead_code, reason = "each test file needs a part of it")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How a run ended.
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// Every line of output, as JSON.
    pub fn lines(&self) -> Vec<serde_json::Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).expect("a line is an object")).collect()
    }

    /// What is known about every article, in order.
    pub fn articles(&self) -> Vec<serde_json::Value> {
        self.lines().iter().map(|line| line["article"].clone()).collect()
    }

    /// The ids of the articles, in order.
    pub fn ids(&self) -> Vec<String> {
        self.articles().iter().map(|article| article["id"].as_str().unwrap().to_owned()).collect()
    }
}

/// A folder that goes away after the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Runs the program in this folder, with words separated by spaces.
    pub fn byline(&self, words: &str) -> Run {
        self.byline_reading(words, b"")
    }

    /// The same with something on standard input.
    pub fn byline_reading(&self, words: &str, input: &[u8]) -> Run {
        let mut child = self
            .command(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        // The program may end without reading all.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Run {
            status: output.status.code().expect("it was not killed"),
            stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The program in this folder, not started yet.
    pub fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
        command.current_dir(self.path()).args(words.split_whitespace());
        command
    }
}
