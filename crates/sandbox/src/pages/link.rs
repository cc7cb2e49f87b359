//! The link type: a shop asks for a payment page, or sends the buyer's browser there (link-type §15).
//!
//! The request paths are on both listeners; the pages behind them on the page listener. Every payment is
//! made by the telegram that a shop would send for it, so records, statuses and notices are the same.

mod canned;
mod card;
mod cardreg;
mod charset;
mod methods;
mod number;
mod place;
mod provider;
mod request;

use std::collections::BTreeMap;

use super::html::fill;
use super::layout;
use super::{Html, Page, Reply, Visit};
use crate::account::{LinkDuplicate, Merchant, NumberedBy};
use crate::clock::Moment;
use crate::fields::{self, LinkRequest};
use crate::refusal::{Outcome, Refusal, Stop};
use crate::store::{LinkApplication, LinkDetails, Tx};
use crate::telegrams;
use crate::text;
pub(in crate::pages) use canned::canned;
pub(crate) use canned::function_of;
pub(crate) use charset::PageCharset;
use methods::Wish;
use place::Place;
use request::Request;

/// The paths shops know.
pub(super) const REQUESTS: &[Page] = &[
    Page::get("/v/request", by_sjis),
    Page::post("/v/request", by_sjis),
    Page::get("/v/u/request", by_utf8),
    Page::post("/v/u/request", by_utf8),
    Page::get("/v/e/request", by_euc),
    Page::post("/v/e/request", by_euc),
    Page::get("/v/cardreg", cardreg::by_sjis),
    Page::post("/v/cardreg", cardreg::by_sjis),
    Page::get("/v/u/cardreg", cardreg::by_utf8),
    Page::post("/v/u/cardreg", cardreg::by_utf8),
    Page::get("/v/e/cardreg", cardreg::by_euc),
    Page::post("/v/e/cardreg", cardreg::by_euc),
];

/// The buyer's pages.
pub(super) const PAGES: &[Page] = &[
    Page::get("/linktype/top", top),
    Page::post("/linktype/method", method),
    Page::post("/linktype/number", number::confirm),
    Page::post("/linktype/number/done", number::done),
    Page::post("/linktype/card", card::confirm),
    Page::post("/linktype/card/done", card::done),
    Page::get("/linktype/card/authenticated", card::authenticated),
    Page::post("/linktype/provider", provider::begin),
    Page::get("/linktype/carrier", provider::identified),
    Page::get("/linktype/finish", finish),
    Page::get("/linktype/cardreg", cardreg::top),
    Page::post("/linktype/cardreg/input", cardreg::input),
    Page::post("/linktype/cardreg/confirm", cardreg::confirm),
    Page::post("/linktype/cardreg/done", cardreg::done),
    Page::get("/linktype/cardreg/authenticated", cardreg::authenticated),
];

/// Days to pay in when the shop says nothing.
const DEFAULT_DAYS: i64 = 5;

/// How an application was answered.
enum Taken {
    New(LinkApplication),
    /// The first one under this trading id, unpaid and valid.
    Again(LinkApplication),
}

fn by_sjis(visit: &Visit<'_>) -> Outcome<Reply> {
    request_payment(visit, PageCharset::Windows31J)
}

fn by_utf8(visit: &Visit<'_>) -> Outcome<Reply> {
    request_payment(visit, PageCharset::Utf8)
}

fn by_euc(visit: &Visit<'_>) -> Outcome<Reply> {
    request_payment(visit, PageCharset::EucJp)
}

fn request_payment(visit: &Visit<'_>, charset: PageCharset) -> Outcome<Reply> {
    let mut request = Request::read(visit, charset);
    let taken = take(visit, &mut request);
    match taken {
        Err(Stop::Broken(cause)) => {
            log::error!("data base: {cause}");
            Ok(refused(&request, &Refusal::new("E001"), None))
        }
        Err(Stop::Refused(refusal)) => Ok(refused(&request, &refusal, None)),
        Ok((account, Taken::Again(first)))
            if account.merchant.link_duplicate == LinkDuplicate::Reject =>
        {
            let place = place_of(visit, account, first);
            Ok(refused(&request, &Refusal::new("6003"), Some(&place)))
        }
        Ok((account, Taken::New(link) | Taken::Again(link))) => {
            let place = place_of(visit, account, link);
            if request.wants_url() {
                Ok(accepted(charset, &place))
            } else {
                // A form's page has the character set of the form, whatever the first one had.
                let mut place = place;
                place.link.details.charset = charset;
                Ok(top_page(&place))
            }
        }
    }
}

fn place_of<'a>(
    visit: &'a Visit<'a>,
    account: std::sync::Arc<crate::account::Account>,
    link: LinkApplication,
) -> Place<'a> {
    let merchant_id = &account.merchant.merchant_id;
    let hv = telegrams::page_hash(&link.trading_id, merchant_id, &visit.desk.store.secret);
    Place {
        visit,
        account,
        link,
        hv,
        now: visit.desk.clock.now(),
    }
}

/// The checks of §15.1, 3, and the application.
fn take(
    visit: &Visit<'_>,
    request: &mut Request,
) -> Outcome<(std::sync::Arc<crate::account::Account>, Taken)> {
    let account = request.check(visit, LinkRequest::Payment)?;
    let merchant = &account.merchant;
    let now = visit.desk.clock.now();
    let form = &request.form;
    let own = numbers_itself(merchant);
    let amount = form.number("id");
    let wish = Wish {
        codes: &form.text("payment_type"),
        amount,
        in_minutes: form.has("payment_term_min"),
    };
    let (methods, one) = methods::usable(merchant, &wish)?;
    let taken = visit.desk.store.write(|tx| {
        let trading_id = if own {
            form.text("trading_id").into_owned()
        } else {
            new_trading_id(tx, merchant, now)?
        };
        if own && let Some(taken) = again(tx, merchant, &trading_id, amount, now)? {
            return Ok(taken);
        }
        let values: BTreeMap<String, String> = fields::link_names(LinkRequest::Payment)
            .filter(|name| form.has(name) && *name != "hc")
            .map(|name| (name.to_owned(), form.text(name).into_owned()))
            .collect();
        let link = LinkApplication {
            trading_id,
            made: now,
            page_limit: page_limit(request, now),
            details: LinkDetails {
                charset: request.charset,
                amount,
                methods: methods.clone(),
                one,
                values,
                card_failures: 0,
            },
        };
        tx.save_link(&merchant.merchant_id, &link)?;
        Ok(Taken::New(link))
    })?;
    Ok((account, taken))
}

/// Whether the shop numbers: without a hash Paygent always does (§15.1, 6).
fn numbers_itself(merchant: &Merchant) -> bool {
    merchant.link_hash_key.is_some() && merchant.link_trading_id_by == NumberedBy::Merchant
}

fn new_trading_id(tx: Tx<'_>, merchant: &Merchant, now: Moment) -> Outcome<String> {
    loop {
        let id = format!("PG{}{}", now.stamp(), text::random_digits(6));
        if tx.link(&merchant.merchant_id, &id)?.is_none() {
            return Ok(id);
        }
    }
}

/// The same trading id once more: paid, expired, another amount, or the first application again.
fn again(
    tx: Tx<'_>,
    merchant: &Merchant,
    trading_id: &str,
    amount: i64,
    now: Moment,
) -> Outcome<Option<Taken>> {
    if place::is_paid(tx, merchant, trading_id)? {
        return Err(Refusal::new("6001").into());
    }
    let Some(first) = tx.link(&merchant.merchant_id, trading_id)? else {
        return Ok(None);
    };
    if now > first.page_limit {
        return Err(Refusal::new("6002").into());
    }
    if first.details.amount != amount {
        return Err(Refusal::field("P010", "id").into());
    }
    Ok(Some(Taken::Again(first)))
}

/// §15.1, 8.
fn page_limit(request: &Request, now: Moment) -> Moment {
    let form = &request.form;
    if form.has("payment_term_min") {
        return Moment(now.0 + form.number("payment_term_min") * 60);
    }
    let days = if form.has("payment_term_day") {
        form.number("payment_term_day")
    } else {
        DEFAULT_DAYS
    };
    Moment::at(now.day_number() + days, 86_399)
}

fn accepted(charset: PageCharset, place: &Place<'_>) -> Reply {
    let link = &place.link;
    charset.lines(&[
        ("result", "0"),
        ("response_code", ""),
        ("response_detail", ""),
        ("url", &url(place)),
        ("trading_id", &link.trading_id),
        ("payment_type", &link.details.methods.join(",")),
        ("limit_date", &link.page_limit.stamp()),
        ("trade_generation_date", &link.made.stamp()),
    ])
}

fn url(place: &Place<'_>) -> String {
    let page_url = place.visit.desk.page_url();
    format!("{page_url}/linktype/top?{}", place.query())
}

/// A refusal as lines, or as a page with the way back to the shop.
fn refused(request: &Request, refusal: &Refusal, first: Option<&Place<'_>>) -> Reply {
    if !request.wants_url() {
        let stop = request.echo("stop_return_url");
        let content = trouble(&refusal.detail(), refusal.code, &stop);
        return request.charset.page(content);
    }
    let (url, limit, made) = match first {
        Some(place) => (
            url(place),
            place.link.page_limit.stamp(),
            place.link.made.stamp(),
        ),
        None => Default::default(),
    };
    request.charset.lines(&[
        ("result", "1"),
        ("response_code", refusal.code),
        ("response_detail", &refusal.detail()),
        ("url", &url),
        ("trading_id", &request.echo("trading_id")),
        ("payment_type", &request.echo("payment_type")),
        ("limit_date", &limit),
        ("trade_generation_date", &made),
    ])
}

/// The error page of form mode, with the way back to the shop when it gave one.
fn trouble(text: &str, code: &str, stop: &str) -> Html {
    let content = fill(
        "<p class=\"trouble\" role=\"alert\">{text}（{code}）</p>{way}",
        &[
            ("text", text.into()),
            ("code", code.into()),
            ("way", place::way(stop, "支払を中断する")),
        ],
    );
    layout::document("お支払いエラー", content)
}

fn top(visit: &Visit<'_>) -> Outcome<Reply> {
    Place::open(visit, |place, _| Ok(top_page(place)))
}

/// The only method's page, or the menu.
fn top_page(place: &Place<'_>) -> Reply {
    match (
        place.link.details.one,
        place.link.details.methods.as_slice(),
    ) {
        (true, [code]) => input(place, code, Html::default()),
        _ => {
            let content = fill(
                "{facts}<h2>お支払い方法を選択してください</h2>{buttons}{way}",
                &[
                    ("facts", place.facts()),
                    ("buttons", place.method_buttons()),
                    ("way", place.way_to_shop()),
                ],
            );
            place.page("支払方法選択", content)
        }
    }
}

fn method(visit: &Visit<'_>) -> Outcome<Reply> {
    Place::open(visit, |place, _| {
        let code = place.typed("method");
        if !place.link.details.methods.contains(&code) {
            return Ok(top_page(place));
        }
        Ok(input(place, &code, Html::default()))
    })
}

/// The first page of a method, with what is wrong above its fields.
fn input(place: &Place<'_>, code: &str, notice: Html) -> Reply {
    match code {
        "02" => card::input(place, notice),
        "01" | "03" | "07" => number::input(place, code, notice),
        _ => provider::input(place, code, notice),
    }
}

/// Where the buyer comes back from banks, carriers and WebMoney.
fn finish(visit: &Visit<'_>) -> Outcome<Reply> {
    visit.desk.store.read(|tx| {
        let Some(place) = Place::find(visit, tx)? else {
            return Ok(layout::trouble(
                "お支払い",
                "お支払いの情報が見つかりません。",
            ));
        };
        provider::finish(&place, tx)
    })
}
