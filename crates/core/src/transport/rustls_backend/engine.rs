//! The reqwest client of one thread and one set of settings, with everything switched off that
//! could send a telegram twice or to somewhere else.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Instant;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Client, redirect, retry};
use rustls::ClientConfig;
use tokio::runtime::{Builder, Runtime};

use super::layer::{Asked, Demand, Watch};
use super::names::SystemNames;
use super::tls;
use crate::transport::identity::Identity;
use crate::transport::outcome::{Outcome, Reason, TransportError};
use crate::transport::process;
use crate::transport::settings::{HttpVersion, Proxy, TlsBackend, TransportSettings};

/// What the vendor's module calls itself (connection-module §6.7).
const USER_AGENT: &str = "curl_php";

/// Settings in use at the same time in one thread; the oldest makes place.
const ENGINES: usize = 16;

/// A client with its connections and TLS sessions.
pub(super) struct Engine {
    settings: TransportSettings,
    identity: Identity,
    tls: ClientConfig,
    asked: Asked,
    client: RefCell<Client>,
    /// When the runtime was last driven for this client.
    last_used: Cell<Instant>,
    pub(super) runtime: Rc<Runtime>,
}

impl Engine {
    /// The client, without connections that have been idle too long. Between two calls nobody
    /// drives the runtime, so the pool's own clock may have started late: ours has not.
    pub(super) fn client(&self) -> Result<Client, TransportError> {
        if self.last_used.get().elapsed() >= self.settings.idle_timeout {
            let fresh = client(
                &self.settings,
                &self.identity,
                self.tls.clone(),
                self.asked.clone(),
            )?;
            self.client.replace(fresh);
            self.touch();
        }
        Ok(self.client.borrow().clone())
    }

    /// Called after the runtime was driven.
    pub(super) fn touch(&self) {
        self.last_used.set(Instant::now());
    }
}

/// Everything one thread has; belongs to the process that made it.
struct Engines {
    process: u32,
    runtime: Rc<Runtime>,
    /// The last used one first.
    engines: Vec<Rc<Engine>>,
}

/// Parent and child share sockets and the epoll instance after a fork: the child must not even
/// close what it inherited, so what belongs to another process is leaked, at exit too.
struct Holder(RefCell<Option<Engines>>);

impl Holder {
    fn leave_to_parent(slot: &mut Option<Engines>) {
        if slot
            .as_ref()
            .is_some_and(|engines| engines.process != process::id())
        {
            std::mem::forget(slot.take());
        }
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        Self::leave_to_parent(self.0.get_mut());
    }
}

thread_local! {
    static HOLDER: Holder = const { Holder(RefCell::new(None)) };
}

/// The engine of this thread for these settings and this identity, made on first use.
pub(super) fn engine(
    settings: &TransportSettings,
    identity: &Identity,
) -> Result<Rc<Engine>, TransportError> {
    HOLDER.with(|holder| {
        let mut slot = holder.0.try_borrow_mut().map_err(|_| busy())?;
        Holder::leave_to_parent(&mut slot);
        let engines = match &mut *slot {
            Some(engines) => engines,
            none => none.insert(Engines {
                process: process::id(),
                runtime: Rc::new(runtime()?),
                engines: Vec::new(),
            }),
        };
        let serves =
            |engine: &Rc<Engine>| engine.settings == *settings && engine.identity.is(identity);
        if let Some(index) = engines.engines.iter().position(serves) {
            // A changed file makes a new engine: the old one for the same settings is of no use.
            if let Some(first) = engines.engines.get_mut(..=index) {
                first.rotate_right(1);
            }
        } else {
            engines
                .engines
                .retain(|engine| engine.settings != *settings);
            let made = make(settings, identity, &engines.runtime)?;
            engines.engines.insert(0, Rc::new(made));
            engines.engines.truncate(ENGINES);
        }
        engines.engines.first().map(Rc::clone).ok_or_else(busy)
    })
}

fn make(
    settings: &TransportSettings,
    identity: &Identity,
    runtime: &Rc<Runtime>,
) -> Result<Engine, TransportError> {
    let tls = tls::configuration(identity, settings.http_version)
        .map_err(|error| setup(&error.to_string()))?;
    let asked = Asked::default();
    Ok(Engine {
        client: RefCell::new(client(settings, identity, tls.clone(), asked.clone())?),
        asked,
        settings: settings.clone(),
        identity: identity.clone(),
        tls,
        last_used: Cell::new(Instant::now()),
        runtime: Rc::clone(runtime),
    })
}

/// Driven only inside a call; no worker threads, and the blocking pool stays unused.
fn runtime() -> Result<Runtime, TransportError> {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| setup(&error.to_string()))
}

fn client(
    settings: &TransportSettings,
    identity: &Identity,
    tls: ClientConfig,
    asked: Asked,
) -> Result<Client, TransportError> {
    let keep = match settings.http_version {
        HttpVersion::Http10 => 0,
        HttpVersion::Http11 => settings.max_idle_per_host,
    };
    let demand = match settings.backend {
        TlsBackend::Auto if identity.pair.is_some() => Demand::Question,
        _ => Demand::Nothing,
    };
    let mut builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .http1_only()
        // libcurl takes them too; what they say is not used.
        .http1_ignore_invalid_headers_in_responses(true)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .no_proxy()
        .user_agent(USER_AGENT)
        .default_headers(headers())
        .pool_max_idle_per_host(keep)
        .pool_idle_timeout(settings.idle_timeout)
        .tcp_nodelay(true)
        .dns_resolver(SystemNames)
        .connector_layer(Watch {
            demand,
            limit: settings.connect_timeout,
            asked,
        });
    if let Some(proxy) = &settings.proxy {
        let proxy = reqwest::Proxy::all(proxy_url(proxy)).map_err(|error| setup_of(&error))?;
        builder = builder.proxy(proxy.no_proxy(None));
    }
    builder.build().map_err(|error| setup_of(&error))
}

/// What every telegram carries (connection-module §6.7, O-05).
fn headers() -> HeaderMap {
    HeaderMap::from_iter([
        (ACCEPT, HeaderValue::from_static("*/*")),
        (
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        ),
    ])
}

fn proxy_url(proxy: &Proxy) -> String {
    if proxy.host.contains(':') && !proxy.host.starts_with('[') {
        format!("http://[{}]:{}", proxy.host, proxy.port)
    } else {
        format!("http://{}:{}", proxy.host, proxy.port)
    }
}

fn busy() -> TransportError {
    setup("it is in use by the same thread")
}

fn setup_of(error: &reqwest::Error) -> TransportError {
    setup(&super::failure::innermost(error))
}

fn setup(cause: &str) -> TransportError {
    TransportError {
        reason: Reason::Setup,
        outcome: Outcome::NotSent,
        message: format!("the HTTPS client could not be set up: {cause}"),
    }
}
