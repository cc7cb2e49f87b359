//! The pages of the page listener (sandbox-environment §17): a small router, one layout, sessions.
//!
//! How a family adds its pages:
//!
//! 1. A module with a table and one function per page:
//!    ```text
//!    pub(super) const PAGES: &[Page] = &[
//!        Page::get("/carrier/start", start),
//!        Page::post("/carrier/start", decide),
//!    ];
//!    fn start(visit: &Visit<'_>) -> Outcome<Reply> { … }
//!    ```
//! 2. One line in [`FAMILIES`] that says on which listeners the table is served.
//!
//! What a page gets and gives:
//!
//! - [`Visit`] has the query, the posted form and the [`Desk`]: `visit.desk.store.write(|tx| …)`,
//!   `visit.desk.clock.now()`, `visit.desk.accounts()`, `visit.desk.page_url()`. `visit.text("name")`
//!   reads UTF-8, `visit.bytes("name")` what came; absent is empty, nothing panics.
//! - Markup is [`Html`]: text becomes `Html` only by being escaped (`Html::from(text)`), markup only
//!   when it is written in the program ([`html::fill`] with `{holes}`), so escaping cannot be forgotten.
//! - [`layout::page`] makes the answer; it carries the words ローカル試験環境. [`layout::trouble`] is the
//!   error page, [`layout::form`], [`layout::button`] and [`layout::facts`] are its building blocks.
//! - [`Reply::redirect`] is a 302; [`address::with_query`] appends parameters to a shop's URL in UTF-8 or
//!   Windows-31J.
//! - What must outlive the request is a page session: `tx.open_page_session(family, until, &state)` gives
//!   a random token for the page's address, `tx.page_session::<State>(family, &token)` finds it again,
//!   after a restart too (the data base keeps it).
//! - A refusal (`Err(Refusal)`) becomes the error page with its text, a broken data base a 500.
//!
//! An unknown path is 404 with an empty body, a known one with another method 405. A test of this module
//! walks every page of every table with bad input.

pub(crate) mod address;
mod bank;
pub(crate) mod carrier;
pub(crate) mod emoney;
pub(crate) mod html;
pub(crate) mod layout;
mod link;
mod paidy;
mod slip;
mod threeds;
mod threeds_first;
mod token;
mod visit;

use serde_json::Value;

use crate::desk::Desk;
use crate::form::Form;
use crate::ledger::Entry;
use crate::refusal::{Outcome, Stop};

pub(crate) use html::Html;
pub(crate) use link::{PageCharset, function_of as link_function};
pub(crate) use token::REQUEST as TOKEN_REQUEST;
pub(crate) use visit::{Reply, Visit};

/// Which listeners serve a family's pages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Served {
    /// The page listener alone.
    OnPages,
    /// The telegram listener too, without a client certificate (link type).
    OnBoth,
}

/// Every family's pages.
const FAMILIES: &[(Served, &[Page])] = &[
    (Served::OnPages, token::PAGES),
    (Served::OnPages, threeds::PAGES),
    (Served::OnPages, threeds_first::PAGES),
    (Served::OnPages, carrier::PAGES),
    (Served::OnPages, emoney::PAGES),
    (Served::OnPages, paidy::PAGES),
    (Served::OnPages, bank::PAGES),
    (Served::OnPages, slip::PAGES),
    (Served::OnBoth, link::REQUESTS),
    (Served::OnPages, link::PAGES),
];

/// A request method that pages know.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Method {
    Get,
    Post,
    /// Asked by browsers before a script posts from another origin.
    Options,
}

/// One page: what is asked, where, and who answers.
pub(crate) struct Page {
    method: Method,
    path: &'static str,
    run: Run,
}

type Run = fn(&Visit<'_>) -> Outcome<Reply>;

impl Page {
    /// A page to look at.
    pub(crate) const fn get(path: &'static str, run: Run) -> Self {
        Self {
            method: Method::Get,
            path,
            run,
        }
    }

    /// A form's target.
    pub(crate) const fn post(path: &'static str, run: Run) -> Self {
        Self {
            method: Method::Post,
            path,
            run,
        }
    }

    /// The question before a post from another origin.
    pub(crate) const fn options(path: &'static str, run: Run) -> Self {
        Self {
            method: Method::Options,
            path,
            run,
        }
    }
}

/// One request as a listener read it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    /// `GET`, `POST`, …
    pub(crate) method: &'a str,
    /// Without the query, as sent.
    pub(crate) path: &'a str,
    /// Without the question mark, empty when there is none.
    pub(crate) query: &'a str,
    pub(crate) body: &'a [u8],
}

/// Whether the telegram listener has this page.
pub(crate) fn is_on_telegram_listener(path: &str) -> bool {
    pages(Served::OnBoth).any(|page| page.path == path)
}

/// Answers a request on the page listener, or on the telegram listener for the pages it has.
pub(crate) fn answer(desk: &Desk, asked: Asked<'_>) -> Reply {
    let mut known = pages(Served::OnPages)
        .filter(|page| page.path == asked.path)
        .peekable();
    if known.peek().is_none() {
        return Reply::nothing(404);
    }
    let Some(page) = known.find(|page| page.method.name() == asked.method) else {
        return Reply::nothing(405).with("allow", allowed(asked.path));
    };
    let visit = visit(desk, asked);
    let reply = match (page.run)(&visit) {
        Ok(reply) => reply,
        Err(Stop::Refused(refusal)) => layout::trouble("処理できません", &refusal.detail()),
        Err(Stop::Broken(cause)) => {
            log::error!("data base: {cause}");
            layout::trouble("処理できません", "試験環境の内部でエラーが発生しました。").status(500)
        }
    };
    desk.ledger.note(Entry::Page {
        at: desk.clock.now(),
        method: page.method.name(),
        path: page.path,
        status: reply.code(),
    });
    reply
}

fn visit<'a>(desk: &'a Desk, asked: Asked<'_>) -> Visit<'a> {
    Visit {
        desk,
        query: Form::parse(asked.query.as_bytes()),
        form: if asked.method == Method::Post.name() {
            Form::parse(asked.body)
        } else {
            Form::default()
        },
    }
}

/// The fields that a fault rule holds, in the form that the page would have answered in.
pub(crate) fn canned(desk: &Desk, asked: Asked<'_>, fields: &[(String, String)]) -> Reply {
    if asked.path == token::REQUEST {
        let fields = fields
            .iter()
            .map(|(name, value)| (name.clone(), Value::from(value.as_str())));
        return token::answer(&Value::Object(fields.collect()));
    }
    link::canned(&visit(desk, asked), asked.path, fields).unwrap_or_else(|| {
        let lines: String = fields
            .iter()
            .map(|(name, value)| format!("{name}={value}\r\n"))
            .collect();
        Reply::document("text/plain; charset=UTF-8", lines.into_bytes())
    })
}

/// The pages of a listener: the page listener has all.
fn pages(listener: Served) -> impl Iterator<Item = &'static Page> {
    FAMILIES
        .iter()
        .filter(move |(served, _)| listener == Served::OnPages || *served == listener)
        .flat_map(|(_, pages)| pages.iter())
}

fn allowed(path: &str) -> String {
    let methods: Vec<&str> = pages(Served::OnPages)
        .filter(|page| page.path == path)
        .map(|page| page.method.name())
        .collect();
    methods.join(", ")
}

impl Method {
    const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Options => "OPTIONS",
        }
    }
}

#[cfg(test)]
mod tests;
