//! What is fuzzed. A target panics when a promise is broken.

mod charset;
mod config;
mod house;
mod page;
mod response;
mod story;
mod telegram;
mod tool;
mod url_encoding;

pub use house::reached;

use std::hash::{DefaultHasher, Hash, Hasher};

/// One parser.
pub struct Target {
    /// Its name, and its folder in `fuzz/corpus`.
    pub name: &'static str,
    /// Pieces worth inserting.
    pub dictionary: &'static [&'static [u8]],
    /// Runs one input; returns numbers that say what it did, the same for the same kind of input.
    pub run: fn(&[u8]) -> Vec<u64>,
}

/// All of them.
pub const ALL: &[Target] = &[
    response::TARGET,
    charset::TARGET,
    config::TARGET,
    url_encoding::TARGET,
    telegram::TARGET,
    page::TARGET,
    tool::TARGET,
];

/// One number for many facts.
pub fn fingerprint(facts: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    facts.hash(&mut hasher);
    hasher.finish()
}

/// Sizes that differ a little are the same kind, and large ones are all alike.
fn magnitude(size: usize) -> u32 {
    size.checked_ilog2().map_or(0, |log| log + 1).min(5)
}
