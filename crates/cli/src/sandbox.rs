//! `paygent sandbox …`: the local Paygent.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use paygent_sandbox::{ClockMode, TlsMode};

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
    /// How the telegram listener speaks TLS
    #[arg(long, default_value = "default", value_name = "MODE", value_parser = tls_modes())]
    tls: TlsMode,
    /// What makes time go on: the machine's clock, or only POST /tool/clock
    #[arg(long, default_value = "real", value_name = "CLOCK", value_parser = clocks())]
    clock: ClockMode,
}

fn clocks() -> impl TypedValueParser<Value = ClockMode> {
    let known = [ClockMode::Real, ClockMode::Manual];
    PossibleValuesParser::new(known.map(ClockMode::word)).map(move |word| {
        let named = known.into_iter().find(|clock| clock.word() == word);
        named.unwrap_or_default()
    })
}

fn tls_modes() -> impl TypedValueParser<Value = TlsMode> {
    let names = TlsMode::all().map(|mode| PossibleValue::new(mode.name()).help(mode.about()));
    PossibleValuesParser::new(names).map(|name| TlsMode::find(&name).unwrap_or_default())
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
                tls: serve.tls,
                clock: serve.clock,
            })?,
            Self::Kit { dir } => println!("{}", paygent_sandbox::make_kit(&dir)?.display()),
        }
        Ok(ExitCode::SUCCESS)
    }
}
