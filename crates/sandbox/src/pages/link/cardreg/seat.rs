//! One visit to a page of card storing, its session found.

use std::sync::Arc;

use super::{FAMILY, TITLE, Wanted};
use crate::account::{Account, Merchant};
use crate::clock::Moment;
use crate::pages::address::{self, Charset};
use crate::pages::html::fill;
use crate::pages::{Html, Reply, Visit, layout};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;
use crate::telegrams::inside::Inside;

pub(super) struct Seat<'a> {
    pub(super) visit: &'a Visit<'a>,
    account: Arc<Account>,
    /// Of the session.
    pub(super) token: String,
    pub(super) wanted: Wanted,
    pub(super) now: Moment,
}

impl<'a> Seat<'a> {
    pub(super) fn new(visit: &'a Visit<'a>, token: &str, wanted: Wanted) -> Option<Self> {
        let accounts = visit.desk.accounts();
        let account = accounts.find(wanted.merchant_id.as_bytes())?;
        Some(Self {
            visit,
            account: Arc::clone(account),
            token: token.to_owned(),
            wanted,
            now: visit.desk.clock.now(),
        })
    }

    pub(super) fn nobody() -> Reply {
        layout::trouble(TITLE, "お手続きの情報が見つかりません。")
    }

    /// Runs a page of the session of the address, unless that is over (6002).
    pub(super) fn open(
        visit: &'a Visit<'a>,
        run: impl FnOnce(&mut Seat<'a>, Tx<'_>) -> Outcome<Reply>,
    ) -> Outcome<Reply> {
        let token = visit.text("t");
        visit.desk.store.write(|tx| {
            let Some(session) = tx.page_session::<Wanted>(FAMILY, &token)? else {
                return Ok(Self::nobody());
            };
            let Some(mut seat) = Self::new(visit, &token, session.state) else {
                return Ok(Self::nobody());
            };
            if seat.now > session.until {
                return Ok(seat.refused(&Refusal::new("6002")));
            }
            run(&mut seat, tx)
        })
    }

    pub(super) fn merchant(&self) -> &Merchant {
        &self.account.merchant
    }

    pub(super) fn inside(&self) -> Inside<'_> {
        Inside {
            desk: self.visit.desk,
            merchant: self.merchant(),
            now: self.now,
        }
    }

    /// What the buyer typed.
    pub(super) fn typed(&self, name: &str) -> String {
        let text = self.wanted.charset.decode_lossy(self.visit.bytes(name));
        text.trim_matches(['\r', '\n', ' ']).to_owned()
    }

    pub(super) fn page(&self, content: Html) -> Reply {
        let content = Html::join([self.facts(), content, self.way_back()]);
        self.wanted.charset.page(layout::document(TITLE, content))
    }

    pub(super) fn refused(&self, refusal: &Refusal) -> Reply {
        let text = format!("{}（{}）", refusal.detail(), refusal.code);
        self.page(trouble(&text))
    }

    /// A form that carries the session.
    pub(super) fn form(&self, action: &str, more: &[(&str, &str)], content: Html) -> Html {
        let mut hidden = vec![("t", self.token.as_str())];
        hidden.extend(more);
        layout::form(action, &hidden, content)
    }

    fn facts(&self) -> Html {
        let name = format!(
            "{} {}",
            self.wanted.sent("customer_family_name"),
            self.wanted.sent("customer_name")
        );
        let lines = [
            ("店舗名", self.wanted.sent("merchant_name")),
            ("法人名", self.wanted.sent("company_name")),
            ("お客様氏名", name.trim()),
        ];
        let shown: Vec<_> = lines
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        if shown.is_empty() {
            return Html::default();
        }
        layout::facts(&shown)
    }

    /// 前画面に戻る: without an address there is none until something was done.
    fn way_back(&self) -> Html {
        let address = match self.wanted.sent("stop_return_url") {
            "" if self.wanted.operated => self.wanted.sent("return_url"),
            stop => stop,
        };
        if address.is_empty() {
            return Html::default();
        }
        let address = self.with_ids(address, None);
        fill(
            "<p><a href=\"{address}\">前画面に戻る</a></p>",
            &[("address", Html::link(&address))],
        )
    }

    /// A shop's address with the customer, and the card when there is one.
    pub(super) fn with_ids(&self, address: &str, card_id: Option<&str>) -> String {
        let mut parameters = vec![("customer_id", self.wanted.sent("customer_id"))];
        if let Some(id) = card_id {
            parameters.push(("customer_card_id", id));
        }
        address::with_query(address, &parameters, Charset::Windows31J)
    }
}

/// What is wrong, above a form.
pub(super) fn trouble(text: &str) -> Html {
    fill(
        "<p class=\"trouble\" role=\"alert\">{text}</p>",
        &[("text", text.into())],
    )
}
