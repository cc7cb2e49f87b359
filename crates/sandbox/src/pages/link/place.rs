//! An application whose address somebody has, and what all of its pages share (link-type §15.2).

use std::sync::Arc;

use paygent_core::hash;

use super::{PageCharset, methods};
use crate::account::{Account, Merchant};
use crate::answer::Values;
use crate::clock::Moment;
use crate::form::Form;
use crate::pages::address::{self, Charset};
use crate::pages::bank::telegrams_time;
use crate::pages::html::fill;
use crate::pages::layout::{self, Weight, yen};
use crate::pages::{Html, Reply, Visit};
use crate::payment::Payment;
use crate::refusal::{Outcome, Refusal};
use crate::store::{LinkApplication, Tx};
use crate::telegrams;
use crate::telegrams::inside::Inside;

/// An application within one request.
pub(super) struct Place<'a> {
    pub(super) visit: &'a Visit<'a>,
    pub(super) account: Arc<Account>,
    pub(super) link: LinkApplication,
    pub(super) hv: String,
    pub(super) now: Moment,
}

/// Card failures after which the card cannot be used for the trading id any more.
pub(super) const MOST_FAILURES: u32 = 5;

impl<'a> Place<'a> {
    /// Runs a page of the address' application, unless that is paid or over.
    pub(super) fn open(
        visit: &'a Visit<'a>,
        run: impl FnOnce(&mut Place<'a>, Tx<'_>) -> Outcome<Reply>,
    ) -> Outcome<Reply> {
        visit.desk.store.write(|tx| {
            let Some(mut place) = Self::find(visit, tx)? else {
                return Ok(layout::trouble(
                    "お支払い",
                    "お支払いの情報が見つかりません。",
                ));
            };
            match place.over(tx)? {
                Some(reply) => Ok(reply),
                None => run(&mut place, tx),
            }
        })
    }

    /// The application of the address, if its `hv` is its own.
    pub(super) fn find(visit: &'a Visit<'a>, tx: Tx<'_>) -> Outcome<Option<Self>> {
        let (trading_id, merchant_id) = (visit.text("tid"), visit.text("mid"));
        let hv = telegrams::page_hash(&trading_id, &merchant_id, &visit.desk.store.secret);
        if !hash::verify_hex(&hv, visit.bytes("hv")) {
            return Ok(None);
        }
        let accounts = visit.desk.accounts();
        let Some(account) = accounts.find(merchant_id.as_bytes()).map(Arc::clone) else {
            return Ok(None);
        };
        let link = tx.link(&merchant_id, &trading_id)?;
        Ok(link.map(|link| Self {
            visit,
            account,
            link,
            hv,
            now: visit.desk.clock.now(),
        }))
    }

    pub(super) fn merchant(&self) -> &Merchant {
        &self.account.merchant
    }

    pub(super) fn charset(&self) -> PageCharset {
        self.link.details.charset
    }

    /// A parameter of the application, empty when it was not sent.
    pub(super) fn sent(&self, name: &str) -> &str {
        self.link
            .details
            .values
            .get(name)
            .map_or("", String::as_str)
    }

    /// What the buyer typed, in the pages' character set.
    pub(super) fn typed(&self, name: &str) -> String {
        let text = self.charset().decode_lossy(self.visit.bytes(name));
        text.trim_matches(['\r', '\n', ' ']).to_owned()
    }

    /// Whether a parameter cannot be edited by the buyer.
    pub(super) fn is_fixed(&self, name: &str) -> bool {
        self.sent("fix_params").split(',').any(|one| one == name)
    }

    /// A fixed parameter as sent, any other as typed.
    pub(super) fn chosen(&self, name: &str) -> String {
        if self.is_fixed(name) {
            self.sent(name).to_owned()
        } else {
            self.typed(name)
        }
    }

    /// What the goods are called.
    pub(super) fn detail(&self) -> &str {
        match self.sent("payment_detail") {
            "" => "お支払い一式",
            sent => sent,
        }
    }

    pub(super) fn detail_kana(&self) -> &str {
        match self.sent("payment_detail_kana") {
            "" => "ｵｼﾊﾗｲｲｯｼｷ",
            sent => sent,
        }
    }

    /// Days until the end of the application's last day.
    pub(super) fn days_left(&self) -> i64 {
        self.link.page_limit.day_number() - self.now.day_number()
    }

    /// Whether one of the trading id's payments was made.
    pub(super) fn paid(&self, tx: Tx<'_>) -> Outcome<bool> {
        is_paid(tx, self.merchant(), &self.link.trading_id)
    }

    /// The page instead of any other once the application is paid or over.
    fn over(&self, tx: Tx<'_>) -> Outcome<Option<Reply>> {
        if self.paid(tx)? {
            return Ok(Some(self.refused(&Refusal::new("6001"), self.way_home())));
        }
        if self.now > self.link.page_limit {
            return Ok(Some(self.refused(&Refusal::new("6002"), self.way_out())));
        }
        Ok(None)
    }

    pub(super) fn page(&self, title: &str, content: Html) -> Reply {
        self.charset().page(layout::document(title, content))
    }

    /// A refusal with its code, and what may be clicked after it.
    pub(super) fn refused(&self, refusal: &Refusal, below: Html) -> Reply {
        let content = fill(
            "<p class=\"trouble\" role=\"alert\">{text}（{code}）</p>{below}",
            &[
                ("text", refusal.detail().into()),
                ("code", refusal.code.into()),
                ("below", below),
            ],
        );
        self.page("お支払いエラー", content)
    }

    /// 「支払を中断する」, hidden without an address.
    pub(super) fn way_out(&self) -> Html {
        way(self.sent("stop_return_url"), "支払を中断する")
    }

    /// 「店舗画面に戻る」 of the menu.
    pub(super) fn way_to_shop(&self) -> Html {
        way(self.sent("stop_return_url"), "店舗画面に戻る")
    }

    /// 「購入したサイトに戻る」
    pub(super) fn way_home(&self) -> Html {
        way(self.sent("return_url"), "購入したサイトに戻る")
    }

    /// The same after auかんたん決済: the shop gets the OpenID (§15.3).
    pub(super) fn way_home_with_open_id(&self) -> Html {
        let (address, open_id) = (self.sent("return_url"), self.visit.text("open_id"));
        if address.is_empty() || open_id.is_empty() {
            return self.way_home();
        }
        let address = address::with_query(address, &[("open_id", &open_id)], Charset::Windows31J);
        way(&address, "購入したサイトに戻る")
    }

    /// 「支払方法を変更する」, unless there is only one.
    pub(super) fn way_to_menu(&self) -> Html {
        if self.link.details.one {
            return Html::default();
        }
        fill(
            "<p><a href=\"/linktype/top?{query}\">支払方法を変更する</a></p>",
            &[("query", self.query().into())],
        )
    }

    /// The query that every address of the pages has.
    pub(super) fn query(&self) -> String {
        let kind = match (self.link.details.one, self.link.details.methods.as_slice()) {
            (true, [code]) => code.as_str(),
            _ => "",
        };
        let trading_id = &self.link.trading_id;
        let merchant_id = &self.merchant().merchant_id;
        format!(
            "type={kind}&tid={trading_id}&mid={merchant_id}&hv={}",
            self.hv
        )
    }

    /// A form that carries the application.
    pub(super) fn form(&self, action: &str, more: &[(&str, &str)], content: Html) -> Html {
        let mut hidden = vec![
            ("tid", self.link.trading_id.as_str()),
            ("mid", &self.merchant().merchant_id),
            ("hv", &self.hv),
        ];
        hidden.extend(more);
        layout::form(action, &hidden, content)
    }

    /// The buttons of the methods.
    pub(super) fn method_buttons(&self) -> Html {
        let locked = self.link.details.card_failures >= MOST_FAILURES;
        let buttons = self
            .link
            .details
            .methods
            .iter()
            .filter(|code| !(locked && *code == "02"))
            .filter_map(|code| methods::find(code))
            .map(|method| layout::button(Weight::Other, "method", method.code, method.label));
        let buttons = Html::join(buttons);
        self.form(
            "/linktype/method",
            &[],
            fill(
                "<div class=\"ways\">{buttons}</div>",
                &[("buttons", buttons)],
            ),
        )
    }

    /// The right column of every page (§7).
    pub(super) fn facts(&self) -> Html {
        let amount = yen(self.link.details.amount);
        let limit = telegrams_time(&self.link.page_limit.stamp());
        let name = format!(
            "{} {}",
            self.sent("customer_family_name"),
            self.sent("customer_name")
        );
        let lines = [
            ("店舗名", self.sent("merchant_name")),
            ("取引ID", self.link.trading_id.as_str()),
            ("法人名", self.sent("company_name")),
            ("お客様氏名", name.trim()),
            ("ご注文内容", self.detail()),
            ("金額", amount.as_str()),
            ("画面有効期限", limit.as_str()),
            ("ご案内", self.sent("free_memo")),
        ];
        let shown: Vec<_> = lines
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let copyright = match self.sent("copy_right") {
            "" => Html::default(),
            text => fill("<p><small>{text}</small></p>", &[("text", text.into())]),
        };
        Html::join([layout::facts(&shown), copyright])
    }

    /// Telegrams of this application's merchant.
    pub(super) fn inside(&self) -> Inside<'_> {
        Inside {
            desk: self.visit.desk,
            merchant: self.merchant(),
            now: self.now,
        }
    }

    /// Sends a telegram under this application's trading id.
    pub(super) fn telegram(
        &self,
        tx: Tx<'_>,
        kind: &'static str,
        fields: &[(&str, &str)],
    ) -> Outcome<Values> {
        self.inside().telegram(tx, kind, &self.with_ids(fields))
    }

    /// Its form.
    pub(super) fn telegram_form(&self, kind: &str, fields: &[(&str, &str)]) -> Form {
        self.inside().form(kind, &self.with_ids(fields))
    }

    /// The fields with the application's trading id and site.
    pub(super) fn with_ids<'f>(&'f self, fields: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
        let mut all = vec![
            ("trading_id", self.link.trading_id.as_str()),
            ("site_id", self.sent("site_id")),
        ];
        all.extend(fields);
        all
    }
}

/// A link, when there is an address.
pub(super) fn way(address: &str, label: &str) -> Html {
    if address.is_empty() {
        return Html::default();
    }
    fill(
        "<p><a href=\"{address}\">{label}</a></p>",
        &[("address", Html::link(address)), ("label", label.into())],
    )
}

/// Whether one of the trading id's payments was ever made: what was cancelled afterwards was paid too.
pub(super) fn is_paid(tx: Tx<'_>, merchant: &Merchant, trading_id: &str) -> Outcome<bool> {
    let made = tx.payments_of(&merchant.merchant_id, trading_id, None, u32::MAX)?;
    Ok(made.iter().any(counts_as_paid))
}

fn counts_as_paid(payment: &Payment) -> bool {
    match payment.status.as_str() {
        "20" | "21" | "30" | "40" | "41" | "42" | "43" | "44" | "50" | "60" | "62" => true,
        // 31 and 32 come after a time-out at the card company too, and then nothing was authorised.
        "31" | "32" | "33" => !payment.value("authorized_date").is_empty(),
        _ => false,
    }
}

/// The value of an answer's field.
pub(super) fn value<'v>(values: &'v Values, name: &str) -> &'v str {
    values
        .iter()
        .find(|(known, _)| *known == name)
        .map_or("", |(_, value)| value.as_str())
}
