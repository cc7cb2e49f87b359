//! Card storing: `/v/cardreg` and its pages (link-type §11, §15.4).

mod seat;
mod steps;
mod typed;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::request::Request;
use super::{DEFAULT_DAYS, PageCharset};
use crate::clock::Moment;
use crate::fields::{self, LinkRequest};
use crate::pages::html::fill;
use crate::pages::{Html, Reply, Visit, layout};
use crate::refusal::{Outcome, Refusal, Stop};
use crate::store::{Holder, Tx};
use seat::Seat;

pub(super) use steps::{authenticated, confirm, done, input};

const FAMILY: &str = "link cardreg";
const STEP: &str = "link cardreg step";
const TITLE: &str = "カード情報お預り";
/// Cards that one customer can have.
const MOST_CARDS: i64 = 10;
/// Failures after which nothing can be typed any more (App. B).
const MOST_FAILURES: u32 = 5;

/// What a shop asked for.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Wanted {
    merchant_id: String,
    charset: PageCharset,
    /// Parameters as sent, keyed by their names.
    values: BTreeMap<String, String>,
    /// Whether a card was registered, changed or deleted by now.
    operated: bool,
    failures: u32,
}

pub(super) fn by_sjis(visit: &Visit<'_>) -> Outcome<Reply> {
    request(visit, PageCharset::Windows31J)
}

pub(super) fn by_utf8(visit: &Visit<'_>) -> Outcome<Reply> {
    request(visit, PageCharset::Utf8)
}

pub(super) fn by_euc(visit: &Visit<'_>) -> Outcome<Reply> {
    request(visit, PageCharset::EucJp)
}

fn request(visit: &Visit<'_>, charset: PageCharset) -> Outcome<Reply> {
    let mut request = Request::read(visit, charset);
    let taken = take(visit, &mut request);
    let (token, wanted) = match taken {
        Ok(taken) => taken,
        Err(Stop::Refused(refusal)) => return Ok(refused(&request, &refusal)),
        Err(Stop::Broken(cause)) => {
            log::error!("data base: {cause}");
            return Ok(refused(&request, &Refusal::new("E001")));
        }
    };
    let now = visit.desk.clock.now();
    if request.wants_url() {
        let url = format!("{}/linktype/cardreg?t={token}", visit.desk.page_url());
        return Ok(lines(charset, "0", "", "", &url, &now.stamp()));
    }
    visit
        .desk
        .store
        .read(|tx| match Seat::new(visit, &token, wanted) {
            Some(seat) => steps::top_page(&seat, tx, Html::default()),
            None => Ok(Seat::nobody()),
        })
}

fn take(visit: &Visit<'_>, request: &mut Request) -> Outcome<(String, Wanted)> {
    let account = request.check(visit, LinkRequest::CardStoring)?;
    let merchant = &account.merchant;
    if !merchant.card_storage || !merchant.has_method("card") {
        return Err(Refusal::new("P007").into());
    }
    let form = &request.form;
    let now = visit.desk.clock.now();
    let values: BTreeMap<String, String> = fields::link_names(LinkRequest::CardStoring)
        .filter(|name| form.has(name) && *name != "hc")
        .map(|name| (name.to_owned(), form.text(name).into_owned()))
        .collect();
    let wanted = Wanted {
        merchant_id: merchant.merchant_id.clone(),
        charset: request.charset,
        values,
        operated: false,
        failures: 0,
    };
    let until = Moment::at(now.day_number() + DEFAULT_DAYS, 86_399);
    visit.desk.store.write(|tx| {
        if !form.is("use_card_list_view", "1") {
            check_operation(tx, &wanted)?;
        }
        let token = tx.open_page_session(FAMILY, until, &wanted)?;
        Ok((token, wanted))
    })
}

/// Without a list the one operation must be possible.
fn check_operation(tx: Tx<'_>, wanted: &Wanted) -> Outcome<()> {
    match wanted.sent("operation_type") {
        "02" | "03" => {
            let id = wanted.sent("customer_card_id").parse().unwrap_or(0);
            if tx.stored_card(wanted.holder(), id)?.is_none() {
                return Err(Refusal::new("6010").into());
            }
        }
        _ if tx.count_cards(wanted.holder())? >= MOST_CARDS => {
            return Err(Refusal::new("P023").into());
        }
        _ => {}
    }
    Ok(())
}

impl Wanted {
    /// A parameter, empty when it was not sent.
    fn sent(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    fn holder(&self) -> Holder<'_> {
        Holder {
            merchant_id: &self.merchant_id,
            site_id: self.sent("site_id"),
            customer_id: self.sent("customer_id"),
        }
    }

    fn has_list(&self) -> bool {
        self.sent("use_card_list_view") == "1"
    }
}

fn lines(
    charset: PageCharset,
    result: &str,
    code: &str,
    detail: &str,
    url: &str,
    made: &str,
) -> Reply {
    charset.lines(&[
        ("result", result),
        ("response_code", code),
        ("response_detail", detail),
        ("url", url),
        ("trade_generation_date", made),
    ])
}

fn refused(request: &Request, refusal: &Refusal) -> Reply {
    let detail = refusal.detail();
    if request.wants_url() {
        return lines(request.charset, "1", refusal.code, &detail, "", "");
    }
    let content = fill(
        "<p class=\"trouble\" role=\"alert\">{text}（{code}）</p>",
        &[("text", detail.into()), ("code", refusal.code.into())],
    );
    request.charset.page(layout::document(TITLE, content))
}

/// The list, or the page of the only operation.
pub(super) fn top(visit: &Visit<'_>) -> Outcome<Reply> {
    Seat::open(visit, |seat, tx| steps::top_page(seat, tx, Html::default()))
}
