//! 060: the bank choice page (telegrams-card part 6, card-storage-3ds supplement §4.1). Payments come
//! into being on the page.

use std::collections::BTreeMap;

use paygent_core::hash;

use super::Call;
use crate::account::NumberedBy;
use crate::answer::{Answer, Values};
use crate::clock::{Moment, add_business_days};
use crate::payment::kind;
use crate::refusal::{Outcome, Refusal};
use crate::store::{Application, Tx};
use crate::text;

/// Banks that may be chosen for one trading id.
pub(crate) const MOST_CHOICES: usize = 30;
/// Five days, when the request gives no term.
const DEFAULT_TERM: &str = "0050000";

/// Request parameters the page shows; kana ones are normalised.
const KEPT: [&str; 9] = [
    "claim_kanji",
    "customer_family_name",
    "customer_name",
    "receipt_name",
    "return_url",
    "merchant_name",
    "banner_url",
    "free_memo",
    "stop_return_url",
];
const KEPT_KANA: [&str; 4] = [
    "claim_kana",
    "customer_family_name_kana",
    "customer_name_kana",
    "receipt_name_kana",
];

/// Answers 060. A payment id is ignored (row 1).
pub(super) fn apply(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let merchant_id = &call.merchant.merchant_id;
    let trading_id = match call.merchant.bank_trading_id_by {
        NumberedBy::Merchant if !call.form.has("trading_id") => {
            return Err(Refusal::field("P006", "trading_id").into());
        }
        NumberedBy::Merchant => call.trading_id(),
        NumberedBy::Paygent => format!("PG{}{}", call.now.stamp(), text::random_digits(6)),
    };
    if let Some(first) = tx.application(merchant_id, &trading_id)? {
        return Err(again(call, tx, &first)?.into());
    }
    let page_limit = page_limit(call.now, &call.form.text("asp_payment_term"));
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    values.insert("amount".to_owned(), call.form.number("amount").to_string());
    for name in KEPT {
        values.insert(name.to_owned(), call.form.text(name).into_owned());
    }
    values.insert(
        "copy_right".to_owned(),
        call.form.text("copy_right").into_owned(),
    );
    for name in KEPT_KANA {
        values.insert(name.to_owned(), text::normal_kana(&call.form.text(name)));
    }
    values.retain(|_, value| !value.is_empty());
    let application = Application {
        trading_id,
        site_id: call.form.text("site_id").into_owned(),
        made: call.now,
        page_limit,
        values,
    };
    tx.save_application(merchant_id, &application)?;
    call.answer(answer_values(call, &application))
}

/// Rows 5-8: a second application under the same trading id.
fn again(call: &Call<'_>, tx: Tx<'_>, first: &Application) -> Outcome<Refusal> {
    let merchant_id = &call.merchant.merchant_id;
    let payments = tx.payments_of(merchant_id, &first.trading_id, Some(kind::BANK), u32::MAX)?;
    Ok(if payments.iter().any(|payment| payment.status == "40") {
        Refusal::new("5008")
    } else if call.now > first.page_limit {
        Refusal::new("5009")
    } else if payments.len() >= MOST_CHOICES {
        Refusal::new("5011")
    } else {
        Refusal::new("5010").with(answer_values(call, first))
    })
}

/// XDDhhmm: X=0 adds to now, X=1 adds days and takes the end of that day.
fn page_limit(now: Moment, term: &str) -> Moment {
    let term = if term.is_empty() { DEFAULT_TERM } else { term };
    let part = |from: usize| {
        term.get(from..from + 2)
            .and_then(|part| part.parse::<i64>().ok())
            .unwrap_or(0)
    };
    let (days, hours, minutes) = (part(1), part(3), part(5));
    if term.starts_with('1') {
        Moment::at(now.day_number() + days, 86_399)
    } else {
        Moment(now.plus_days(days).0 + hours * 3600 + minutes * 60)
    }
}

/// 02:00:00 of the third business day after the day of the page's limit.
pub(crate) fn payment_limit(page_limit: Moment) -> Moment {
    Moment::at(add_business_days(page_limit.day_number(), 3), 7200)
}

/// What proves an address of the hosted pages (`hv`).
pub(crate) fn page_hash(trading_id: &str, merchant_id: &str, secret: &[u8]) -> String {
    hash::concat_sha256_hex(&[trading_id.as_bytes(), merchant_id.as_bytes(), secret])
}

fn answer_values(call: &Call<'_>, application: &Application) -> Values {
    let merchant_id = &call.merchant.merchant_id;
    let trading_id = &application.trading_id;
    let hv = page_hash(trading_id, merchant_id, call.secret);
    let value = |name: &str| application.values.get(name).cloned().unwrap_or_default();
    vec![
        ("trading_id", trading_id.clone()),
        ("asp_limit_date", application.page_limit.stamp()),
        (
            "asp_payment_limit_date",
            payment_limit(application.page_limit).stamp(),
        ),
        (
            "asp_url",
            format!(
                "{}/banking/asp?type=05&tid={trading_id}&mid={merchant_id}&hv={hv}",
                call.page_url
            ),
        ),
        ("amount", value("amount")),
        ("claim_kana", value("claim_kana")),
        ("claim_kanji", value("claim_kanji")),
        ("trade_generation_date", application.made.stamp()),
    ]
}

#[cfg(test)]
mod tests {
    use super::{page_limit, payment_limit};
    use crate::clock::Moment;

    /// 2026-10-01T20:00:00+09:00, a Thursday.
    const NOW: Moment = Moment(1_790_852_400);

    #[test]
    fn reads_the_term() {
        assert_eq!(page_limit(NOW, "").stamp(), "20261006200000");
        assert_eq!(page_limit(NOW, "0050130").stamp(), "20261006213000");
        assert_eq!(page_limit(NOW, "1020130").stamp(), "20261003235959");
        // Sat 3 October; Mon 12 is a holiday but later than the third business day.
        assert_eq!(
            payment_limit(page_limit(NOW, "1020000")).stamp(),
            "20261007020000"
        );
        assert_eq!(
            payment_limit(page_limit(NOW, "1080000")).stamp(),
            "20261015020000"
        );
    }
}
