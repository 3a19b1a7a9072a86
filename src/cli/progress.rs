//! What a person at a terminal sees while articles are read.

use super::input::Count;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::time::Duration;

/// A progress bar on stderr; nothing where stderr is no terminal.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar over that many bytes of input; `None`: nobody knows how many. They are counted only if somebody looks.
    pub fn new(bytes: impl FnOnce() -> Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if bar.is_hidden() {
            return Self(bar);
        }
        let template = match bytes() {
            Some(bytes) => {
                bar.set_length(bytes);
                "{bar:30} {percent:>3} %  {msg}  {elapsed} elapsed, {eta} to go"
            }
            None => "{spinner}  {msg}  {elapsed} elapsed",
        };
        bar.set_style(ProgressStyle::with_template(template).expect("the template is right"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// No bar.
    pub fn hidden() -> Self {
        Self(ProgressBar::hidden())
    }

    /// Counts the bytes of an input that is done.
    pub fn advance(&self, bytes: u64, count: Count) {
        let failed = if count.failed == 0 { String::new() } else { format!(", {} failed", count.failed) };
        self.0.set_message(format!("{}{failed}", Count::articles(count.read)));
        self.0.inc(bytes);
    }

    /// Prints a line to stderr, above the bar.
    pub fn say(&self, message: &impl Display) {
        self.0.suspend(|| super::warn(message));
    }

    /// Takes the bar off the screen.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}
