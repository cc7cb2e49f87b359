//! `paygent`: the command line for operators.
#![forbid(unsafe_code)]

mod doctor;
mod sandbox;
mod send;
mod settings;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Talk to Paygent, look whether that can work, or be a local Paygent.
#[derive(Debug, Parser)]
#[command(name = "paygent", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check settings, certificates, log and the way to Paygent; sends no telegram
    Doctor(doctor::Doctor),
    /// Send one telegram and print its answer
    Send(send::Send),
    /// A local Paygent for development and tests
    #[command(subcommand)]
    Sandbox(sandbox::Sandbox),
}

fn main() -> ExitCode {
    let ended = match Cli::parse().command {
        Command::Doctor(doctor) => doctor.run(),
        Command::Send(send) => send.run(),
        Command::Sandbox(sandbox) => sandbox.run(),
    };
    ended.unwrap_or_else(|cause| {
        eprintln!("paygent: {cause}");
        ExitCode::from(2)
    })
}

/// How a command ends: its exit code, or what kept it from its work (exit code 2).
type Ended = Result<ExitCode, Box<dyn std::error::Error>>;
