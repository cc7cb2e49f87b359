//! `paygent sandbox …`: the local Paygent.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::Ended;

/// What to do with a local Paygent.
#[derive(Debug, Subcommand)]
pub(crate) enum Sandbox {
    /// Make the connection kit and serve until SIGTERM or SIGINT
    Serve(Serve),
    /// Only make the connection kit
    Kit {
        /// Folder for kit and data, made when absent
        #[arg(long)]
        dir: PathBuf,
    },
}

/// Where to serve.
#[derive(Args, Debug)]
pub(crate) struct Serve {
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

impl Sandbox {
    /// Does it.
    pub(crate) fn run(self) -> Ended {
        match self {
            Self::Serve(serve) => paygent_sandbox::serve(&paygent_sandbox::Options {
                dir: serve.dir,
                listen: serve.listen,
                page_listen: serve.page_listen,
                tool_listen: serve.tool_listen,
            })?,
            Self::Kit { dir } => println!("{}", paygent_sandbox::make_kit(&dir)?.display()),
        }
        Ok(ExitCode::SUCCESS)
    }
}
