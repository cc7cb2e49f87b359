//! `paygent`: the command line for operators.
#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// Talk to Paygent, or be it.
#[derive(Debug, Parser)]
#[command(name = "paygent", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A local Paygent for development and tests
    #[command(subcommand)]
    Sandbox(Sandbox),
}

#[derive(Debug, Subcommand)]
enum Sandbox {
    /// Make the connection kit and serve until SIGTERM or SIGINT
    Serve(Serve),
    /// Only make the connection kit
    Kit {
        /// Folder for kit and data, made when absent
        #[arg(long)]
        dir: PathBuf,
    },
}

#[derive(Args, Debug)]
struct Serve {
    /// Folder for kit and data, made when absent
    #[arg(long)]
    dir: PathBuf,
    /// Address for telegrams (HTTPS with client certificate); port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:0", value_name = "HOST:PORT")]
    listen: String,
    /// Address for the buyers' pages (HTTP)
    #[arg(long, default_value = "127.0.0.1:0", value_name = "HOST:PORT")]
    page_listen: String,
    /// Address for the test tool (HTTP)
    #[arg(long, default_value = "127.0.0.1:0", value_name = "HOST:PORT")]
    tool_listen: String,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(cause) => {
            eprintln!("paygent: {cause}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Box<dyn std::error::Error>> {
    match command {
        Command::Sandbox(Sandbox::Serve(serve)) => {
            paygent_sandbox::serve(&paygent_sandbox::Options {
                dir: serve.dir,
                listen: serve.listen,
                page_listen: serve.page_listen,
                tool_listen: serve.tool_listen,
            })?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Sandbox(Sandbox::Kit { dir }) => {
            println!("{}", paygent_sandbox::make_kit(&dir)?.display());
            Ok(ExitCode::SUCCESS)
        }
    }
}
