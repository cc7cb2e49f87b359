//! Starts the listeners, says so in one line, stops on SIGTERM and SIGINT.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::clock::ClockMode;
use crate::desk::Desk;
use crate::error::Error;
use crate::folder_lock::FolderLock;
use crate::kit;
use crate::listen::{self, Acceptor, Plain, TlsMode};
use crate::timers::course;

/// Where and with what the sandbox serves.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder with kit and data; made when absent.
    pub dir: PathBuf,
    /// Address of the telegram listener, `host:port`; port 0 takes a free one.
    pub listen: String,
    /// Address of the pages.
    pub page_listen: String,
    /// Address of the test tool.
    pub tool_listen: String,
    /// How the telegram listener speaks TLS.
    pub tls: TlsMode,
    /// What makes the sandbox's time go on.
    pub clock: ClockMode,
}

/// Serves until SIGTERM or SIGINT. Prints one line of JSON when ready:
/// `{"ready":true,"telegram_url":…,"page_url":…,"tool_url":…,"kit":…}`.
///
/// # Errors
/// The folder, a key, the data base or a listener cannot be used.
pub fn serve(options: &Options) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    let served = runtime.block_on(run(options));
    // Whoever still talks to us is cut off: a stopped sandbox is stopped.
    runtime.shutdown_timeout(Duration::from_secs(1));
    served
}

async fn run(options: &Options) -> Result<(), Error> {
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::Runtime)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::Runtime)?;
    let folder = kit::prepare(&options.dir)?;
    let _lock = FolderLock::take(&folder.root)?;
    let (telegrams, telegram_address) = listen_at(&options.listen).await?;
    let (pages, page_address) = listen_at(&options.page_listen).await?;
    let (tool, tool_address) = listen_at(&options.tool_listen).await?;
    let telegram_url = format!("https://{telegram_address}");
    let page_url = format!("http://{page_address}");
    kit::write_settings(&folder, &telegram_url)?;
    let acceptor = Acceptor::new(&folder, options.tls)?;
    let desk = Arc::new(Desk::with_clock(&folder, page_url.clone(), options.clock)?);
    if !options.tls.is_rustls() {
        desk.faults.refuse_alerts();
    }

    tokio::spawn(listen::serve_telegrams(
        telegrams,
        acceptor,
        Arc::clone(&desk),
    ));
    tokio::spawn(listen::serve_plain(pages, Plain::Pages, Arc::clone(&desk)));
    tokio::spawn(listen::serve_plain(tool, Plain::Tool, Arc::clone(&desk)));
    let at_end = Arc::clone(&desk);
    tokio::spawn(course::go_on(desk));

    announce(&serde_json::json!({
        "ready": true,
        "telegram_url": telegram_url,
        "page_url": page_url,
        "tool_url": format!("http://{tool_address}"),
        "kit": folder.kit(),
    }));
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    at_end.ledger.flush();
    Ok(())
}

/// Opens a listener; its address is one that a client on this machine can use.
async fn listen_at(address: &str) -> Result<(TcpListener, SocketAddr), Error> {
    let failed = |cause| Error::Listen {
        address: address.to_owned(),
        cause,
    };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let mut local = listener.local_addr().map_err(failed)?;
    match local.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => local.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => local.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    Ok((listener, local))
}

/// Whoever started us may have gone: a closed pipe is no reason to stop.
fn announce(line: &serde_json::Value) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}
