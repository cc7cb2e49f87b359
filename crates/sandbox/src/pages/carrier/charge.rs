//! The buyer pays, stops or lets the session lapse (carrier §3, §6, §12.1). The status is set before
//! the browser is sent back.

use serde::{Deserialize, Serialize};

use super::{DECIDE, Seat, State, lapsed, unknown};
use crate::account::Account;
use crate::carrier::{
    AGREED, BY_BANK, CREDIT_CARD, Carrier, PAYER, WEBMONEY, WEBMONEY_CLEARS, WEBMONEY_TIME,
};
use crate::clock::Moment;
use crate::pages::address::{Charset, with_query};
use crate::pages::html::fill;
use crate::pages::layout::{self, Weight};
use crate::pages::{Html, Reply};
use crate::payment::Payment;
use crate::refusal::Outcome;
use crate::telegrams::enter;

/// d払い: seconds of idleness on the confirmation screen.
const DOCOMO_IDLE: i64 = 5 * 60;

/// Where the browser goes in the end.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Returns {
    pub(crate) return_url: String,
    pub(crate) cancel_url: String,
    /// d払い only.
    pub(crate) other_url: String,
}

/// A payment on its page.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Charge {
    payment_id: i64,
    carrier: Carrier,
    returns: Returns,
    /// When the confirmation was last shown.
    seen: Option<i64>,
    /// d払い: bought, the number's screen is open.
    bought: bool,
    /// Where the browser was sent in the end.
    done: Option<String>,
}

impl Charge {
    pub(super) const fn new(payment_id: i64, carrier: Carrier, returns: Returns) -> Self {
        Self {
            payment_id,
            carrier,
            returns,
            seen: None,
            bought: false,
            done: None,
        }
    }
}

pub(super) fn show(seat: &Seat<'_>, mut charge: Charge) -> Outcome<Reply> {
    if let Some(done) = &charge.done {
        return Ok(Reply::redirect(done));
    }
    let Some(payment) = seat.tx.any_payment(charge.payment_id)? else {
        return Ok(unknown());
    };
    if charge.bought {
        return Ok(number_page(seat, &payment));
    }
    if seat.late || payment.status != "10" {
        return lapse(seat, &charge, payment);
    }
    charge.seen = Some(seat.now.0);
    let page = confirmation(seat, &charge, &payment);
    seat.tx
        .save_page_session(seat.token, &State::Charge(charge))?;
    Ok(page)
}

pub(super) fn decide(seat: &Seat<'_>, mut charge: Charge) -> Outcome<Reply> {
    if let Some(done) = &charge.done {
        return Ok(Reply::redirect(done));
    }
    let accounts = seat.visit.desk.accounts();
    let Some(mut payment) = seat.tx.any_payment(charge.payment_id)? else {
        return Ok(unknown());
    };
    let Some(account) = accounts.find(payment.merchant_id.as_bytes()) else {
        return Ok(unknown());
    };
    let wish = seat.visit.text("do");
    if charge.bought {
        return after_purchase(seat, account, charge, payment, &wish);
    }
    if is_over(seat, &charge, &payment) {
        return lapse(seat, &charge, payment);
    }
    let returns = charge.returns.clone();
    match (wish.as_str(), charge.carrier) {
        ("buy", carrier) => {
            if !buy(seat, account, carrier, &mut payment)? {
                return Ok(unknown());
            }
            if carrier == Carrier::Docomo {
                charge.bought = true;
                seat.tx
                    .save_page_session(seat.token, &State::Charge(charge))?;
                return Ok(number_page(seat, &payment));
            }
            let to = return_address(&returns.return_url, carrier, &payment, seat.now);
            leave(seat, charge, to)
        }
        ("stop", _) => abort(seat, account, charge, payment, &returns.cancel_url),
        ("back", Carrier::Docomo) => abort(seat, account, charge, payment, &returns.other_url),
        ("lapse", _) => lapse(seat, &charge, payment),
        _ => Ok(unknown()),
    }
}

/// Whether the buyer came too late. Card and WebMoney payers of au have no limit.
fn is_over(seat: &Seat<'_>, charge: &Charge, payment: &Payment) -> bool {
    let late = match charge.carrier {
        Carrier::Docomo => charge
            .seen
            .is_none_or(|seen| seat.now.0 > seen.saturating_add(DOCOMO_IDLE)),
        Carrier::Au => {
            seat.late && !matches!(seat.visit.text("payer").as_str(), CREDIT_CARD | WEBMONEY)
        }
        _ => seat.late,
    };
    late || payment.status != "10"
}

/// Too late: 15 by this very step, but d払い leaves that to the clock.
fn lapse(seat: &Seat<'_>, charge: &Charge, mut payment: Payment) -> Outcome<Reply> {
    let accounts = seat.visit.desk.accounts();
    if payment.status == "10"
        && charge.carrier != Carrier::Docomo
        && !is_waiting_for_webmoney(&payment)
        && let Some(account) = accounts.find(payment.merchant_id.as_bytes())
    {
        set_status(seat, account, &mut payment, "15")?;
    }
    Ok(lapsed())
}

fn is_waiting_for_webmoney(payment: &Payment) -> bool {
    payment.value("payment_class") == WEBMONEY
}

/// False when the way of paying does not exist here.
fn buy(
    seat: &Seat<'_>,
    account: &Account,
    carrier: Carrier,
    payment: &mut Payment,
) -> Outcome<bool> {
    let payer = seat.visit.text("payer");
    let at_once = payment.value("sales_flg") == "1";
    match (carrier, payer.as_str()) {
        (Carrier::Au, "" | CREDIT_CARD) => payment.set("payment_class", payer),
        (Carrier::Au, WEBMONEY) if at_once => payment.set("payment_class", payer),
        (Carrier::Au, _) => return Ok(false),
        (Carrier::SoftbankB, BY_BANK) => payment.set(PAYER, BY_BANK),
        _ => {}
    }
    payment.set("career_payment_id", carrier.new_number());
    if is_waiting_for_webmoney(payment) {
        payment.set(AGREED, seat.now.stamp());
        let due = Moment(seat.now.0 + WEBMONEY_TIME);
        seat.tx.set_timer(due, payment.id, WEBMONEY_CLEARS)?;
        seat.tx.save_payment(payment)?;
        return Ok(true);
    }
    payment.set("authorized_date", seat.now.stamp());
    let sold = match carrier {
        Carrier::Au => at_once,
        Carrier::AuBundle => account.merchant.career_aum_digital,
        Carrier::SoftbankA => true,
        Carrier::Docomo | Carrier::SoftbankB => false,
    };
    if sold {
        payment.set("payment_date", seat.now.stamp());
        set_status(seat, account, payment, "40")?;
    } else {
        set_status(seat, account, payment, "20")?;
    }
    if carrier == Carrier::SoftbankB {
        set_status(seat, account, payment, "21")?;
    }
    Ok(true)
}

/// d払い after the purchase: 次へ leads back, or the buyer closes the page.
fn after_purchase(
    seat: &Seat<'_>,
    account: &Account,
    charge: Charge,
    mut payment: Payment,
    wish: &str,
) -> Outcome<Reply> {
    match wish {
        "next" => {
            if payment.status == "20" {
                set_status(seat, account, &mut payment, "21")?;
            }
            let to = return_address(
                &charge.returns.return_url,
                charge.carrier,
                &payment,
                seat.now,
            );
            leave(seat, charge, to)
        }
        "close" => Ok(layout::page(
            "ページを閉じました",
            Html::fixed("<p>ご購入は完了しています。このページを閉じてください。</p>"),
        )),
        "lapse" => Ok(lapsed()),
        _ => Ok(number_page(seat, &payment)),
    }
}

fn abort(
    seat: &Seat<'_>,
    account: &Account,
    charge: Charge,
    mut payment: Payment,
    address: &str,
) -> Outcome<Reply> {
    set_status(seat, account, &mut payment, "15")?;
    let to = with_query(
        address,
        &[
            ("payment_id", &payment.id.to_string()),
            ("trading_id", &payment.trading_id),
        ],
        Charset::Windows31J,
    );
    leave(seat, charge, to)
}

fn leave(seat: &Seat<'_>, mut charge: Charge, to: String) -> Outcome<Reply> {
    charge.done = Some(to.clone());
    seat.tx
        .save_page_session(seat.token, &State::Charge(charge))?;
    Ok(Reply::redirect(to))
}

fn set_status(
    seat: &Seat<'_>,
    account: &Account,
    payment: &mut Payment,
    status: &str,
) -> Outcome<()> {
    enter(seat.tx, &account.merchant, seat.now, payment, status)?;
    seat.tx.save_payment(payment)?;
    Ok(())
}

/// オーソリ通知: all names of the table, empty ones too.
fn return_address(address: &str, carrier: Carrier, payment: &Payment, now: Moment) -> String {
    let authorised = payment.value("authorized_date");
    let accepted = if authorised.is_empty() {
        now.stamp()
    } else {
        authorised.into_owned()
    };
    let id = payment.id.to_string();
    let number = payment.value("career_payment_id");
    let class = payment.value("payment_class");
    let mut parameters = vec![
        ("payment_id", id.as_str()),
        ("trading_id", &payment.trading_id),
        ("career_payment_id", &number),
        ("accept_date", &accepted),
    ];
    if carrier == Carrier::Au {
        parameters.push(("payment_class", &class));
    }
    with_query(address, &parameters, Charset::Windows31J)
}

fn confirmation(seat: &Seat<'_>, charge: &Charge, payment: &Payment) -> Reply {
    let back = if charge.carrier == Carrier::Docomo {
        layout::button(Weight::Other, "do", "back", "購入画面へ戻る")
    } else {
        Html::default()
    };
    let content = Html::join([
        facts(charge.carrier, payment),
        layout::form(
            DECIDE,
            &[("tkn", seat.token)],
            Html::join([
                payers(charge.carrier, payment),
                layout::button(Weight::Main, "do", "buy", "購入する"),
                layout::button(Weight::Other, "do", "stop", "購入中止"),
                back,
                layout::button(Weight::Tool, "do", "lapse", "セッション切れ"),
            ]),
        ),
    ]);
    layout::page("お支払い内容の確認", content)
}

fn facts(carrier: Carrier, payment: &Payment) -> Html {
    let amount = layout::yen(payment.amount);
    let outline = payment.value("outline");
    let mut facts = vec![
        ("お支払い方法", carrier.label()),
        ("お支払い金額", &amount),
        ("加盟店ID", &payment.merchant_id),
    ];
    if !payment.trading_id.is_empty() {
        facts.push(("取引ID", &payment.trading_id));
    }
    if !outline.is_empty() {
        facts.push(("内容", &outline));
    }
    layout::facts(&facts)
}

/// The choice of how to pay, where the carrier offers one.
fn payers(carrier: Carrier, payment: &Payment) -> Html {
    let mut choices = match carrier {
        Carrier::Au => vec![
            ("", "通信料金合算（au料金と一緒に支払い）"),
            (CREDIT_CARD, "クレジットカード"),
        ],
        Carrier::SoftbankB => vec![
            ("", "料金をクレジットカードで払っているお客様"),
            (BY_BANK, "料金を口座振替で払っているお客様"),
        ],
        _ => return Html::default(),
    };
    if carrier == Carrier::Au && payment.value("sales_flg") == "1" {
        choices.push((WEBMONEY, "WebMoney"));
    }
    let choices = choices.into_iter().map(|(value, label)| {
        fill(
            "<option value=\"{value}\">{label}</option>",
            &[("value", value.into()), ("label", label.into())],
        )
    });
    fill(
        "<label>支払元<select name=\"payer\">{choices}</select></label>",
        &[("choices", Html::join(choices))],
    )
}

/// d払い: the purchase is valid, whether the buyer presses 次へ or not.
fn number_page(seat: &Seat<'_>, payment: &Payment) -> Reply {
    let number = payment.value("career_payment_id");
    let amount = layout::yen(payment.amount);
    let content = Html::join([
        Html::fixed("<p>ご購入が完了しました。「次へ」を押すとショップに戻ります。</p>"),
        layout::facts(&[("決済番号", &number), ("お支払い金額", &amount)]),
        layout::form(
            DECIDE,
            &[("tkn", seat.token)],
            Html::join([
                layout::button(Weight::Main, "do", "next", "次へ"),
                layout::button(Weight::Other, "do", "close", "ページを閉じる"),
                layout::button(Weight::Tool, "do", "lapse", "セッション切れ"),
            ]),
        ),
    ]);
    layout::page("決済番号", content)
}
