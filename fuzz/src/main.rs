//! Feeds one parser, of core or of the local Paygent, with mutations of a kept corpus for some seconds.
//!
//! cargo-fuzz needs a nightly compiler; this needs none. Instead of the compiler's coverage each
//! target describes what an input did in numbers, and inputs with a new number join the pool
//! that is mutated. A panic, a broken promise or a hang ends the run; the input is kept in
//! `fuzz/failures` and can be run alone with `replay`.

mod mutate;
mod random;
mod targets;

use std::collections::HashSet;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use mutate::Mutator;
use random::Random;
use targets::Target;

const USAGE: &str = "usage: paygent-fuzz TARGET SECONDS [SEED]
       paygent-fuzz replay TARGET FILE...
targets: response, charset, config, url_encoding, telegram, page, tool";

/// One input must not take longer: everything here is linear in inputs of 64 KB.
const LONGEST: Duration = Duration::from_secs(5);

/// Inputs kept for mutation at most.
const POOL: usize = 4096;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["replay", target, files @ ..] if !files.is_empty() => replay(target, files),
        [target, seconds] => fuzz(target, seconds, "1"),
        [target, seconds, seed] => fuzz(target, seconds, seed),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn replay(target: &str, files: &[&str]) -> Result<String, String> {
    let target = find(target)?;
    for file in files {
        let input = fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        (target.run)(&input);
    }
    Ok(format!(
        "{}: {} inputs, no failure",
        target.name,
        files.len()
    ))
}

fn fuzz(target: &str, seconds: &str, seed: &str) -> Result<String, String> {
    let target = find(target)?;
    let seconds = seconds.parse().map_err(|_| USAGE.to_owned())?;
    let seed = seed.parse().map_err(|_| USAGE.to_owned())?;
    let mut pool = corpus(target).map_err(|error| format!("corpus: {error}"))?;
    let kept = pool.len();
    let mut seen = HashSet::new();
    for input in &pool {
        seen.extend(run(target, input)?);
    }
    let mut mutator = Mutator::new(Random::new(seed), target.dictionary);
    let start = Instant::now();
    let mut count: u64 = 0;
    while start.elapsed() < Duration::from_secs(seconds) {
        let input = mutator.mutate(&pool);
        count += 1;
        let before = seen.len();
        seen.extend(run(target, &input)?);
        if seen.len() > before && pool.len() < POOL {
            pool.push(input);
        }
    }
    let kinds = seen.len();
    Ok(format!(
        "{}: {count} inputs in {seconds} s (seed {seed}), {kept} kept, {kinds} kinds of behaviour{}, no failure",
        target.name,
        targets::reached()
    ))
}

fn find(name: &str) -> Result<&'static Target, String> {
    let target = targets::ALL.iter().find(|target| target.name == name);
    target.ok_or_else(|| format!("no target \"{name}\"\n{USAGE}"))
}

/// The kept inputs of a target. Never empty: a mutator needs something to begin with.
fn corpus(target: &Target) -> io::Result<Vec<Vec<u8>>> {
    let mut files = fs::read_dir(folder("corpus").join(target.name))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<PathBuf>>>()?;
    // The order of a folder is not the same everywhere; a seed shall mean the same run.
    files.sort();
    let mut pool = files.iter().map(fs::read).collect::<io::Result<Vec<_>>>()?;
    pool.push(Vec::new());
    Ok(pool)
}

/// What the input did, or where a failing input was kept.
fn run(target: &Target, input: &[u8]) -> Result<Vec<u64>, String> {
    // A busy machine stops anybody for a while, hardly three times in a row.
    for _ in 0..3 {
        let start = Instant::now();
        let done = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
        match done {
            Ok(kinds) if start.elapsed() <= LONGEST => return Ok(kinds),
            Ok(_) => {}
            Err(_) => return Err(keep(target, input, "failed")),
        }
    }
    Err(keep(target, input, "too slow"))
}

fn keep(target: &Target, input: &[u8], what: &str) -> String {
    let folder = folder("failures");
    let file = folder.join(format!(
        "{}-{:016x}",
        target.name,
        targets::fingerprint(input)
    ));
    let kept = fs::create_dir_all(&folder).and_then(|()| fs::write(&file, input));
    match kept {
        Ok(()) => format!("{}: {what}; the input is {}", target.name, file.display()),
        Err(error) => format!("{}: {what}; {}: {error}", target.name, file.display()),
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
