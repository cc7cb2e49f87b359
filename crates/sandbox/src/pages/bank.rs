//! The bank choice pages of 060 (card-storage-3ds-bank supplement §1, §4.1). Every click on a bank makes
//! a payment of its own.

mod dummy;
mod list;

use std::sync::Arc;

use paygent_core::hash;

use super::html::fill;
use super::layout::{self, Weight, yen};
use super::{Html, Page, Reply, Visit};
use crate::account::Account;
use crate::clock::Moment;
use crate::payment::{Payment, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::{Application, Tx};
use crate::telegrams::{self, BANK_CHOICES};
use list::{Bank, Group};

pub(super) const PAGES: &[Page] = &[
    Page::get("/banking/asp", choice),
    Page::get("/banking/asp/list", regional),
    Page::post("/banking/asp/search", search),
    Page::get("/banking/kakunin.html", straight),
    Page::post("/banking/asp/bank", choose),
    Page::post("/banking/dummy", dummy::enter),
    Page::post("/banking/dummy/end", dummy::decide),
];

const TITLE: &str = "銀行ネット決済";

/// One application that a visitor has the address of.
struct Place {
    account: Arc<Account>,
    application: Application,
    hv: String,
}

/// The moments at which an application is looked at again.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Step {
    Open,
    Choose,
}

impl Place {
    /// The application of the address, if its `hv` is its own.
    fn find(visit: &Visit<'_>, tx: Tx<'_>) -> Outcome<Option<Self>> {
        let (trading_id, merchant_id) = (visit.text("tid"), visit.text("mid"));
        let accounts = visit.desk.accounts();
        let Some(account) = accounts.find(merchant_id.as_bytes()).map(Arc::clone) else {
            return Ok(None);
        };
        let hv = telegrams::page_hash(&trading_id, &merchant_id, &visit.desk.store.secret);
        if !hash::verify_hex(&hv, visit.bytes("hv")) {
            return Ok(None);
        }
        let application = tx.application(&merchant_id, &trading_id)?;
        Ok(application.map(|application| Self {
            account,
            application,
            hv,
        }))
    }

    fn merchant_id(&self) -> &str {
        &self.account.merchant.merchant_id
    }

    fn value(&self, name: &str) -> &str {
        self.application.values.get(name).map_or("", String::as_str)
    }

    fn amount(&self) -> i64 {
        self.value("amount").parse().unwrap_or(0)
    }

    /// What every form of these pages carries.
    fn hidden(&self) -> [(&str, &str); 3] {
        [
            ("tid", &self.application.trading_id),
            ("mid", self.merchant_id()),
            ("hv", &self.hv),
        ]
    }

    fn query(&self) -> String {
        let trading_id = &self.application.trading_id;
        format!("tid={trading_id}&mid={}&hv={}", self.merchant_id(), self.hv)
    }

    /// Why the choice is over, in the order of the checks (§1, §4.1).
    fn over(&self, tx: Tx<'_>, now: Moment, step: Step) -> Outcome<Option<Refusal>> {
        let trading_id = &self.application.trading_id;
        let made = tx.payments_of(self.merchant_id(), trading_id, Some(kind::BANK), u32::MAX)?;
        let code = if made.iter().any(|payment| payment.status == "40") {
            "5008"
        } else if now > self.application.page_limit {
            "5009"
        } else if step == Step::Choose && made.len() >= BANK_CHOICES {
            "5011"
        } else {
            return Ok(None);
        };
        Ok(Some(Refusal::new(code)))
    }

    /// Error pages have the way back to the shop and the copyright, nothing else.
    fn refused(&self, refusal: &Refusal) -> Reply {
        let below = Html::join([self.way_back(), self.copyright()]);
        let text = format!("{}（{}）", refusal.detail(), refusal.code);
        layout::trouble_with(TITLE, &text, below)
    }

    fn way_back(&self) -> Html {
        match self.value("stop_return_url") {
            "" => Html::default(),
            address => fill(
                "<p><a href=\"{address}\">店舗に戻る</a></p>",
                &[("address", Html::link(address))],
            ),
        }
    }

    fn copyright(&self) -> Html {
        match self.value("copy_right") {
            "" => Html::default(),
            text => fill("<p><small>{text}</small></p>", &[("text", text.into())]),
        }
    }

    fn facts(&self) -> Html {
        let limit = self.application.page_limit.stamp();
        let amount = yen(self.amount());
        let name = format!(
            "{} {}",
            self.value("customer_family_name"),
            self.value("customer_name")
        );
        let limit = telegrams_time(&limit);
        let lines = [
            ("お支払い期限", limit.as_str()),
            ("店舗名", self.value("merchant_name")),
            ("ご案内", self.value("free_memo")),
            ("取引ID", self.application.trading_id.as_str()),
            ("お客様氏名", name.trim()),
            ("ご注文内容", self.value("claim_kanji")),
            ("金額", amount.as_str()),
        ];
        let shown: Vec<_> = lines
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        layout::facts(&shown)
    }

    /// A button per bank.
    fn banks<'b>(&self, banks: impl Iterator<Item = &'b Bank>) -> Html {
        let buttons = Html::join(
            banks.map(|bank| layout::button(Weight::Other, "bankCode", bank.code, bank.name)),
        );
        layout::form("/banking/asp/bank", &self.hidden(), buttons)
    }
}

/// `20261001200000` as `2026年10月01日 20:00`.
pub(super) fn telegrams_time(stamp: &str) -> String {
    let part = |from, to| stamp.get(from..to).unwrap_or_default();
    let day = format!("{}年{}月{}日", part(0, 4), part(4, 6), part(6, 8));
    match stamp.len() {
        14 => format!("{day} {}:{}", part(8, 10), part(10, 12)),
        _ => day,
    }
}

/// Somebody without a right address.
fn nobody() -> Reply {
    layout::trouble(TITLE, "お支払いの情報が見つかりません。")
}

/// Shows a page of an application that can still be used.
fn with_place(
    visit: &Visit<'_>,
    show: impl FnOnce(&Place, Tx<'_>) -> Outcome<Reply>,
) -> Outcome<Reply> {
    let now = visit.desk.clock.now();
    visit.desk.store.read(|tx| {
        let Some(place) = Place::find(visit, tx)? else {
            return Ok(nobody());
        };
        match place.over(tx, now, Step::Open)? {
            Some(refusal) => Ok(place.refused(&refusal)),
            None => show(&place, tx),
        }
    })
}

/// 銀行ネット決済ASP金融機関選択画面
fn choice(visit: &Visit<'_>) -> Outcome<Reply> {
    with_place(visit, |place, _| Ok(choice_page(place, Html::default())))
}

fn choice_page(place: &Place, notice: Html) -> Reply {
    let search = layout::form(
        "/banking/asp/search",
        &place.hidden(),
        Html::fixed(
            "<label>金融機関コード<input name=\"bank_code\" maxlength=\"4\" required></label>\
             <button class=\"other\">検索</button>",
        ),
    );
    let content = fill(
        "{facts}{notice}<h2>金融機関を選択してください</h2><div class=\"ways\">{banks}</div>\
         <ul><li><a href=\"/banking/asp/list?group=regional&amp;{query}\">地方銀行</a></li>\
         <li><a href=\"/banking/asp/list?group=shinkin&amp;{query}\">信用金庫</a></li></ul>\
         <h2>金融機関コードで検索</h2>{search}{back}{copyright}",
        &[
            ("facts", place.facts()),
            ("notice", notice),
            ("banks", place.banks(list::of(Group::Direct))),
            ("query", place.query().into()),
            ("search", search),
            ("back", place.way_back()),
            ("copyright", place.copyright()),
        ],
    );
    layout::page("金融機関選択", content)
}

/// 地方銀行選択画面, 信用金庫選択画面: first the letter, then the banks.
fn regional(visit: &Visit<'_>) -> Outcome<Reply> {
    with_place(visit, |place, _| {
        let (group, name, title) = match visit.text("group").as_str() {
            "shinkin" => (Group::Shinkin, "shinkin", "信用金庫選択"),
            _ => (Group::Regional, "regional", "地方銀行選択"),
        };
        let letter = visit.text("letter");
        let letters = list::LETTERS.iter().map(|one| {
            fill(
                "<a href=\"/banking/asp/list?group={group}&amp;letter={letter}&amp;{query}\">{letter}</a>",
                &[
                    ("group", Html::fixed(name)),
                    ("letter", (*one).into()),
                    ("query", place.query().into()),
                ],
            )
        });
        let banks = if letter.is_empty() {
            Html::default()
        } else {
            place.banks(list::of(group))
        };
        let content = fill(
            "<p>頭文字を選択してください。</p><div class=\"ways\">{letters}</div><div class=\"ways\">{banks}</div>\
             <p><a href=\"/banking/asp?type=05&amp;{query}\">金融機関選択に戻る</a></p>{copyright}",
            &[
                ("letters", Html::join(letters)),
                ("banks", banks),
                ("query", place.query().into()),
                ("copyright", place.copyright()),
            ],
        );
        Ok(layout::page(title, content))
    })
}

/// 金融機関コード検索結果画面
fn search(visit: &Visit<'_>) -> Outcome<Reply> {
    with_place(visit, |place, _| {
        let Some(bank) = list::find(&visit.text("bank_code")) else {
            return Ok(choice_page(
                place,
                Html::fixed(
                    "<p class=\"trouble\" role=\"alert\">該当する金融機関がありません。</p>",
                ),
            ));
        };
        let content = fill(
            "<p>検索結果</p><div class=\"ways\">{bank}</div>\
             <p><a href=\"/banking/asp?type=05&amp;{query}\">金融機関選択に戻る</a></p>{copyright}",
            &[
                ("bank", place.banks(std::iter::once(bank))),
                ("query", place.query().into()),
                ("copyright", place.copyright()),
            ],
        );
        Ok(layout::page("金融機関コード検索結果", content))
    })
}

/// A bank that the address names: straight to 金融機関遷移画面.
fn straight(visit: &Visit<'_>) -> Outcome<Reply> {
    choose(visit)
}

/// A click on a bank: a payment in 10, and 金融機関遷移画面.
fn choose(visit: &Visit<'_>) -> Outcome<Reply> {
    let now = visit.desk.clock.now();
    visit.desk.store.write(|tx| {
        let Some(place) = Place::find(visit, tx)? else {
            return Ok(nobody());
        };
        if let Some(refusal) = place.over(tx, now, Step::Choose)? {
            return Ok(place.refused(&refusal));
        }
        let Some(bank) = list::find(&visit.text("bankCode")) else {
            return Ok(choice_page(
                &place,
                Html::fixed(
                    "<p class=\"trouble\" role=\"alert\">該当する金融機関がありません。</p>",
                ),
            ));
        };
        let merchant = &place.account.merchant;
        let application = &place.application;
        let mut payment = Payment::new(
            tx.next_payment_id()?,
            &merchant.merchant_id,
            kind::BANK,
            now,
        );
        payment.trading_id.clone_from(&application.trading_id);
        payment.site_id.clone_from(&application.site_id);
        payment.amount = place.amount();
        payment.set("bank_code", bank.code);
        for name in [
            "customer_family_name",
            "customer_name",
            "customer_family_name_kana",
            "customer_name_kana",
        ] {
            payment.set(name, place.value(name));
        }
        telegrams::enter(tx, merchant, now, &mut payment, "10")?;
        tx.save_payment(&payment)?;
        let payment_id = payment.id.to_string();
        let mut hidden = place.hidden().to_vec();
        hidden.push(("payment_id", &payment_id));
        let content = fill(
            "<p>{bank}のサイトへ移動します。</p>{facts}{form}{copyright}",
            &[
                ("bank", bank.name.into()),
                ("facts", place.facts()),
                (
                    "form",
                    layout::form(
                        "/banking/dummy",
                        &hidden,
                        Html::fixed("<button class=\"main\">金融機関のサイトへ進む</button>"),
                    ),
                ),
                ("copyright", place.copyright()),
            ],
        );
        Ok(layout::page("金融機関サイトへの移動", content))
    })
}
