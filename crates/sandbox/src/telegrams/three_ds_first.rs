//! 3-D Secure 1.0 for shops that still have its code (card-storage-3ds supplement §4.2): the HTML of
//! result 7, and what follows the buyer's answer.

use paygent_core::hash;
use serde::{Deserialize, Serialize};

use super::Call;
use super::card_authorise::{Step, attempt, decline};
use super::card_source::Source;
use super::three_ds_proof::Proof;
use crate::answer::{Answer, Layout};
use crate::card::Card;
use crate::clock::Moment;
use crate::desk::Desk;
use crate::form::Form;
use crate::pages::address::{self, Charset};
use crate::payment::Payment;
use crate::refusal::{Outcome, Refusal, Stop};
use crate::store::{Holder, Tx};
use crate::three_ds;

/// The family of the page sessions.
pub(crate) const FAMILY: &str = "three-d-secure-1";

/// Parameters that are not kept while the page is open.
const SECRET: [&str; 6] = [
    "card_number",
    "card_valid_term",
    "card_conf_number",
    "card_token",
    "connect_password",
    "hc",
];

/// The only card whose issuer takes no part; every other one is an attempt at the merchant's risk, as
/// 3-D Secure 1.0 is shut down (sandbox-environment §3).
const NOT_ENROLLED: &str = "5123459358515840";

/// The `attempt_kbn` when nobody is asked.
pub(super) fn attempt_of(call: &Call<'_>, card: &Card) -> &'static str {
    let merchant_id = &call.merchant.merchant_id;
    let not_enrolled = Card::read(NOT_ENROLLED, "", merchant_id, call.secret);
    if card.fingerprint == not_enrolled.fingerprint {
        "0"
    } else {
        "1"
    }
}

/// A payment whose buyer is asked.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Waiting {
    merchant_id: String,
    payment_id: i64,
    /// The telegram without its secrets, as form data.
    telegram: String,
    card: Card,
    stored_card: Option<i64>,
    token: Option<String>,
    has_code: bool,
    /// Where the buyer was sent; a second answer changes nothing.
    sent_to: Option<String>,
}

/// Result 7: HTML that takes the buyer to the page which asks for the password.
pub(super) fn ask(
    call: &Call<'_>,
    tx: Tx<'_>,
    payment: &Payment,
    source: &Source,
) -> Outcome<Answer> {
    let waiting = Waiting {
        merchant_id: call.merchant.merchant_id.clone(),
        payment_id: payment.id,
        telegram: without_secrets(call.form),
        card: source.card.clone(),
        stored_card: source.stored.as_ref().map(|stored| stored.id),
        token: source.token.clone(),
        has_code: source.has_code,
        sent_to: None,
    };
    let until = Moment(call.now.0 + three_ds::LIFE);
    let token = tx.open_page_session(FAMILY, until, &waiting)?;
    let Some(layout) = Layout::of(call.kind) else {
        return Err(Refusal::new("P007").into());
    };
    Ok(Answer::Unfinished {
        layout,
        values: vec![
            ("payment_id", payment.id.to_string()),
            ("trading_id", call.trading_id()),
            ("out_acs_html", hand_over(call.page_url, &token)),
        ],
    })
}

fn without_secrets(form: &Form) -> String {
    let kept = form.iter().filter(|(name, _)| !SECRET.contains(name));
    let parts: Vec<String> = kept
        .map(|(name, value)| {
            let name = address::encode(name, Charset::Utf8);
            format!("{name}={}", address::encode_bytes(value))
        })
        .collect();
    parts.join("&")
}

/// One tag a line, Windows-31J with CR LF, the values at the places where shops cut them out.
fn hand_over(page_url: &str, token: &str) -> String {
    let hidden = |name: &str, value: &str| {
        format!(
            "{:15}<input type=\"hidden\" name=\"{name}\" value=\"{value}\"{:9}/>",
            "", ""
        )
    };
    [
        "<html>".to_owned(),
        "<head>".to_owned(),
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=Windows-31J\">".to_owned(),
        "<title>3-D Secure</title>".to_owned(),
        "<script type=\"text/javascript\">".to_owned(),
        "function OnLoadEvent() {".to_owned(),
        "document.downloadForm.submit();".to_owned(),
        "}".to_owned(),
        "</script>".to_owned(),
        "</head>".to_owned(),
        "<body onload=\"OnLoadEvent();\">".to_owned(),
        format!("<form name=\"downloadForm\" action=\"{page_url}/threeds/acs\" method=\"post\">"),
        "<div>".to_owned(),
        hidden("PaReq", token),
        hidden("TermUrl", &format!("{page_url}/threeds/acs/answer")),
        hidden("MD", token),
        "</div>".to_owned(),
        "<noscript>".to_owned(),
        "<p>ローカル試験環境</p>".to_owned(),
        "<input type=\"submit\" value=\"認証へ進む\">".to_owned(),
        "</noscript>".to_owned(),
        "</form>".to_owned(),
        "</body>".to_owned(),
        "</html>".to_owned(),
    ]
    .join("\r\n")
}

/// The buyer's answer on the page: where to send the browser, or nothing when the page is over.
pub(crate) fn answered(
    desk: &Desk,
    tx: Tx<'_>,
    token: &str,
    password: &str,
) -> Outcome<Option<String>> {
    let now = desk.clock.now();
    let Some(session) = tx.page_session::<Waiting>(FAMILY, token)? else {
        return Ok(None);
    };
    let mut waiting = session.state;
    if waiting.sent_to.is_some() {
        return Ok(waiting.sent_to);
    }
    let accounts = desk.accounts();
    let account = accounts.find(waiting.merchant_id.as_bytes());
    let payment = tx.payment(&waiting.merchant_id, waiting.payment_id)?;
    let (Some(account), Some(mut payment)) = (account, payment) else {
        return Ok(None);
    };
    if now >= session.until || payment.status != "10" {
        return Ok(None);
    }
    let form = Form::parse(waiting.telegram.as_bytes());
    let call = Call {
        merchant: &account.merchant,
        form: &form,
        kind: "020",
        now,
        secret: &desk.store.secret,
        page_url: desk.page_url(),
        ledger: &desk.ledger,
        faults: &desk.faults,
    };
    let outcome = judge(&call, tx, &mut payment, &waiting, password);
    let refusal = match outcome {
        Ok(()) => None,
        Err(Stop::Refused(refusal)) => Some(refusal),
        Err(broken) => return Err(broken),
    };
    let address = completion(&call, &payment, refusal.as_ref());
    waiting.sent_to = Some(address.clone());
    tx.save_page_session(token, &waiting)?;
    Ok(Some(address))
}

fn judge(
    call: &Call<'_>,
    tx: Tx<'_>,
    payment: &mut Payment,
    waiting: &Waiting,
    password: &str,
) -> Outcome<()> {
    let kbn = match password {
        "ok" => "",
        "attempt" => "0",
        "error" => "1",
        _ => {
            decline(call, tx, payment, "1511")?;
            tx.save_payment(payment)?;
            return Err(Refusal::vendor("2001", "1511").into());
        }
    };
    if let Some(token) = &waiting.token {
        // Another payment may have used it up while this page was open.
        let found = tx.token(&call.merchant.merchant_id, token)?;
        if found.is_none_or(|found| found.used) {
            return Err(Refusal::new("2022").into());
        }
    }
    let stored = match waiting.stored_card {
        None => None,
        Some(id) => {
            let holder = Holder {
                merchant_id: &call.merchant.merchant_id,
                site_id: &call.form.text("site_id"),
                customer_id: &call.form.text("customer_id"),
            };
            tx.stored_card(holder, id)?
        }
    };
    let source = Source {
        card: waiting.card.clone(),
        stored,
        has_code: waiting.has_code,
        token: waiting.token.clone(),
        holder_name: String::new(),
    };
    match attempt(call, tx, payment, source, &Proof::Answered(kbn))? {
        Step::Authorised => Ok(()),
        // Nobody is asked twice.
        Step::Ask(_) => Err(Refusal::vendor("2001", "1511").into()),
    }
}

/// The completion redirect of 020: every name of the table, `hc` only with a key.
fn completion(call: &Call<'_>, payment: &Payment, refusal: Option<&Refusal>) -> String {
    let id = payment.id.to_string();
    let attempt = payment.value("attempt_kbn").into_owned();
    let result = if refusal.is_some() { "1" } else { "0" };
    let mut parameters = vec![
        ("result", result.to_owned()),
        (
            "response_code",
            refusal.map_or("", |refusal| refusal.code).to_owned(),
        ),
        (
            "response_detail",
            refusal.map(Refusal::detail).unwrap_or_default(),
        ),
        ("payment_id", id.clone()),
        ("trading_id", call.trading_id()),
        ("attempt_kbn", attempt.clone()),
    ];
    if let Some(key) = &call.merchant.threeds_hash_key {
        let parts = [result, id.as_str(), attempt.as_str(), key.as_str()].map(str::as_bytes);
        parameters.push(("hc", hash::concat_sha256_hex(&parts)));
    }
    let parameters: Vec<(&str, &str)> = parameters
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    address::with_query(
        &call.form.text("term_url"),
        &parameters,
        Charset::Windows31J,
    )
}

#[cfg(test)]
mod tests {
    use super::{hand_over, without_secrets};
    use crate::form::Form;

    /// Shops cut the values out by position: line, bytes before, bytes after with the CR.
    #[test]
    fn the_values_are_where_shops_cut_them_out() {
        let html = hand_over("http://127.0.0.1:8080", "SECRET");
        let lines: Vec<&str> = html.split('\n').collect();
        let cut = |line: usize, before: usize, after: usize| {
            let line = lines[line - 1];
            &line[before - 1..line.len() - after]
        };
        assert!(lines[11].starts_with("<form "));
        assert_eq!(cut(12, 35, 17), "http://127.0.0.1:8080/threeds/acs");
        assert_eq!(cut(14, 57, 13), "SECRET");
        assert_eq!(cut(15, 59, 13), "http://127.0.0.1:8080/threeds/acs/answer");
        assert_eq!(cut(16, 54, 13), "SECRET");
    }

    #[test]
    fn keeps_no_secret() {
        let form =
            Form::parse(b"card_number=4900&hc=x&a%26=1%83%41&card_token=t&connect_password=p");
        assert_eq!(without_secrets(&form), "a%26=1%83A");
    }
}
