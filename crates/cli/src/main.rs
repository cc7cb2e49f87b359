//! `paygent`: the command line for operators.
#![forbid(unsafe_code)]

fn main() {}
