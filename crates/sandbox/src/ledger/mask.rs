//! What a ledger never holds.

/// Secrets and personal data never reach a file: what is secret disappears, a card number keeps its
/// last four digits.
pub(super) fn masked(name: &str, value: &str) -> String {
    let hidden = || "*".repeat(value.chars().count().min(16));
    match name {
        "card_number" if value.len() > 10 && value.is_ascii() => {
            let shown = value.len() - 4;
            format!(
                "{}{}",
                "*".repeat(shown),
                value.get(shown..).unwrap_or_default()
            )
        }
        "connect_password"
        | "card_number"
        | "card_conf_number"
        | "card_valid_term"
        | "card_token"
        | "cardholder_name"
        | "hc"
        | "data"
        | "google_payment_method_token" => hidden(),
        _ if is_personal(name) => hidden(),
        _ => value.to_owned(),
    }
}

/// Names, telephone numbers, addresses of buyers, and free text that shops fill with them.
fn is_personal(name: &str) -> bool {
    let buyer =
        name.starts_with("customer_") && !matches!(name, "customer_id" | "customer_card_id");
    let other = ["billing_name", "add_info", "bill_address_", "ship_address_"]
        .iter()
        .any(|start| name.starts_with(start))
        || name.ends_with("email_address")
        || name.ends_with("_phone_subscriber");
    buyer && name != "customer_number" || other || name == "fix_numbering_reg" || name == "open_id"
}

/// The answer with personal fields hidden.
pub(super) fn masked_answer(answer: &str) -> String {
    if answer.starts_with('"') || answer.starts_with("1,") {
        // Records of stored cards: what they hold is personal altogether; the header tells the result.
        return answer.split("\r\n").next().unwrap_or_default().to_owned();
    }
    // HTML comes last and holds what opens the buyer's page.
    let html = answer
        .find("_html=\r\n")
        .map_or(answer.len(), |at| at + "_html=".len());
    let answer = answer.get(..html).unwrap_or(answer);
    let lines = answer.split("\r\n").map(|line| match line.split_once('=') {
        Some((name, value)) => format!("{name}={}", masked(name, value)),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\r\n")
}

#[cfg(test)]
mod tests {
    use super::{masked, masked_answer};

    #[test]
    fn hides_secrets_and_people() {
        assert_eq!(
            masked("card_number", "4900000000008212"),
            "************8212"
        );
        assert_eq!(masked("card_number", "4900000"), "*******");
        assert_eq!(masked("connect_password", "abc"), "***");
        assert_eq!(masked("customer_family_name", "試験"), "**");
        assert_eq!(masked("customer_id", "c1"), "c1");
        assert_eq!(
            masked_answer("\r\nresult=0\r\ncard_valid_term=1230"),
            "\r\nresult=0\r\ncard_valid_term=****"
        );
        assert_eq!(
            masked_answer("\r\nresult=0\r\nout_acs_html=\r\n<form>key=1"),
            "\r\nresult=0\r\nout_acs_html="
        );
        assert_eq!(masked("email_address", "a@b.example"), "***********");
    }
}
