//! 030: a number to pay with at a convenience store (convenience-and-bank A; telegrams-card part 3).

mod tickets;

use paygent_core::hash;

use super::atm::limit_date;
use super::{Call, enter};
use crate::account::CvsContract;
use crate::answer::Answer;
use crate::payment::{Payment, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;
use crate::text;

/// Connection type, CVS type, company codes in ascending order (convenience-and-bank A2, A8).
const STORES: [(CvsContract, &str, &[&str]); 15] = [
    (CvsContract::A, "01", &["00C016"]),
    (CvsContract::A, "02", &["00C002", "00C004", "00C014"]),
    (CvsContract::A, "03", &["00C001"]),
    (CvsContract::A, "04", &["00C005"]),
    (CvsContract::B, "01", &["00C016"]),
    (
        CvsContract::B,
        "02",
        &["00C002", "00C004", "00C005", "00C014"],
    ),
    (CvsContract::B, "03", &["00C001"]),
    (CvsContract::D, "01", &["00C002", "00C004", "00C016"]),
    (CvsContract::D, "02", &["00C014"]),
    (CvsContract::D, "03", &["00C001"]),
    (CvsContract::D, "04", &["00C005"]),
    (CvsContract::F, "02", &["00C014", "P0C016"]),
    (CvsContract::F, "03", &["00C001"]),
    (CvsContract::F, "04", &["00C005"]),
    (CvsContract::F, "05", &["P0C002"]),
];

/// The stores a number works at.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Choice {
    cvs_type: &'static str,
    companies: Vec<&'static str>,
}

/// Answers 030.
pub(super) fn apply(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    call.check_no_payment_id()?;
    let choice = choose(call);
    let wants_tickets = form.is("service_type", "1") || form.is("service_type", "2");
    if wants_tickets {
        let at_ticket_store = choice.as_ref().is_ok_and(|choice| choice.cvs_type == "04");
        let contracted = call.merchant.tickets && call.merchant.cvs_type != CvsContract::B;
        if !contracted || !at_ticket_store {
            return Err(Refusal::field("P010", "service_type").into());
        }
    }
    let choice = choice?;
    if choice.cvs_type == "03" && !form.has("sales_type") {
        return Err(Refusal::field("P006", "sales_type").into());
    }
    if choice.cvs_type == "02" {
        for name in ["customer_family_name", "customer_name"] {
            if form.text(name).trim_matches(['\u{3000}', ' ']).is_empty() {
                return Err(Refusal::field("P010", name).into());
            }
        }
    }
    let counts = if wants_tickets {
        Some(tickets::check(call)?)
    } else {
        None
    };
    if choice.cvs_type == "02" && form.is("customer_tel", "99999999999") {
        return Err(Refusal::new("3002").into());
    }
    let mut payment = call.new_payment(tx, kind::STORE)?;
    payment.amount = form.number("payment_amount");
    fill(call, &mut payment, &choice);
    if let Some(counts) = counts {
        payment.set("main_ticket_num", counts.main.to_string());
        payment.set("sub_ticket_num", counts.sub.to_string());
    }
    enter(tx, call.merchant, call.now, &mut payment, "10")?;
    tx.save_payment(&payment)?;
    let key = slip_key(payment.id, call.secret);
    call.answer(vec![
        ("payment_id", payment.id.to_string()),
        ("trading_id", call.trading_id()),
        (
            "receipt_number",
            payment.value("receipt_number").into_owned(),
        ),
        (
            "receipt_print_url",
            format!("{}/cvs/slip?id={}&key={}", call.page_url, payment.id, key),
        ),
        ("usable_cvs_company_id", choice.companies.join("-")),
        (
            "payment_limit_date",
            payment.value("payment_limit_date").into_owned(),
        ),
    ])
}

/// What proves the address of a slip's page.
pub(crate) fn slip_key(payment_id: i64, secret: &[u8]) -> String {
    let hex = hash::concat_sha256_hex(&[payment_id.to_string().as_bytes(), b"slip", secret]);
    hex.get(..32).unwrap_or_default().to_owned()
}

/// A store by its company code; a code that nobody knows stands for itself.
pub(crate) fn store_name(company: &str) -> &str {
    STORE_NAMES
        .iter()
        .find(|(code, _)| *code == company)
        .map_or(company, |(_, name)| *name)
}

/// Company codes of 030 (convenience-and-bank §A2).
const STORE_NAMES: [(&str, &str); 8] = [
    ("00C001", "セブンイレブン"),
    ("00C002", "ローソン"),
    ("00C004", "ミニストップ"),
    ("00C005", "ファミリーマート"),
    ("00C014", "デイリーヤマザキ"),
    ("00C016", "セイコーマート"),
    ("P0C016", "セイコーマート"),
    ("P0C002", "ローソン・ミニストップ"),
];

/// Rows 3 and 4. The CVS type wins over the company code.
fn choose(call: &Call<'_>) -> Result<Choice, Refusal> {
    let form = call.form;
    let (cvs_type, company) = (form.text("cvs_type"), form.text("cvs_company_id"));
    let contract = call.merchant.cvs_type;
    let mut stores = STORES.iter().filter(|(known, _, _)| *known == contract);
    let (name, found) = if !cvs_type.is_empty() {
        ("cvs_type", stores.find(|(_, known, _)| *known == cvs_type))
    } else if !company.is_empty() {
        (
            "cvs_company_id",
            stores.find(|(_, _, companies)| companies.iter().any(|one| *one == company)),
        )
    } else {
        return Err(Refusal::field("P006", "cvs_type"));
    };
    let (_, chosen, companies) = found.ok_or_else(|| Refusal::field("P010", name))?;
    // Type D: ミニストップ asked for by its own code is usable there alone.
    let alone = contract == CvsContract::D && cvs_type.is_empty() && company == "00C004";
    let companies = if alone {
        vec!["00C004"]
    } else {
        companies.to_vec()
    };
    Ok(Choice {
        cvs_type: chosen,
        companies,
    })
}

/// The stores a contract offers: CVS type and company code.
pub(crate) fn store_choices(
    contract: CvsContract,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    STORES
        .iter()
        .filter(move |(known, _, _)| *known == contract)
        .flat_map(|(_, cvs_type, companies)| {
            companies.iter().map(move |company| (*cvs_type, *company))
        })
}

fn fill(call: &Call<'_>, payment: &mut Payment, choice: &Choice) {
    call.keep(
        payment,
        &[
            "customer_family_name",
            "customer_name",
            "customer_tel",
            "service_type",
            "ticket_start_date",
            "ticket_end_date",
            "ticket_num",
        ],
    );
    for name in ["customer_family_name_kana", "customer_name_kana"] {
        payment.set(name, text::normal_kana(&call.form.text(name)));
    }
    if !call.form.is("service_type", "2") {
        payment.set("payment_limit_date", limit_date(call));
    }
    payment.set(
        "receipt_number",
        receipt_number(choice.cvs_type, payment.id),
    );
    payment.set(CVS_TYPE, choice.cvs_type);
    payment.set(USABLE, choice.companies.join("-"));
}

/// What the tool needs to know of the payment; no name of any answer.
pub(crate) const CVS_TYPE: &str = "cvs_type";
/// The company codes of the answer.
pub(crate) const USABLE: &str = "usable_cvs_company_id";

/// Unique because the payment id is; first digit not 0 (convenience-and-bank A8).
fn receipt_number(cvs_type: &str, payment_id: i64) -> String {
    match cvs_type {
        "01" => (100_000 + payment_id % 900_000).to_string(),
        "02" => format!("1{payment_id:010}"),
        "03" => format!("1{payment_id:012}"),
        "04" => format!("{}-1{payment_id:011}", 10_000 + payment_id % 90_000),
        _ => format!("PG{:08}", payment_id % 100_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::receipt_number;

    #[test]
    fn numbers_have_the_documented_shapes() {
        assert_eq!(receipt_number("01", 90_000_001), "100001");
        assert_eq!(receipt_number("02", 90_000_001), "10090000001");
        assert_eq!(receipt_number("03", 90_000_001), "1000090000001");
        assert_eq!(receipt_number("04", 90_000_001), "10001-100090000001");
        assert_eq!(receipt_number("05", 90_000_001), "PG90000001");
    }
}
