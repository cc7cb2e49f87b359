//! What numbers, stores and pages are called.

use crate::account::CvsContract;

/// The number's name and the second thing to enter, by CVS type, and where it depends on it by contract
/// or store (convenience-and-bank §A3).
pub(super) fn number_name(
    contract: CvsContract,
    cvs_type: &str,
    company: &str,
) -> (&'static str, &'static str) {
    let older = matches!(contract, CvsContract::A | CvsContract::B);
    match cvs_type {
        "03" => ("払込票番号", ""),
        "04" => ("収納番号", ""),
        "02" if older && company != "00C014" => ("お客様番号", "確認番号 400008"),
        "02" => ("オンライン決済番号", ""),
        "05" => ("支払番号", "お申込時の電話番号"),
        _ => ("お支払い受付番号", "お申込時の電話番号"),
    }
}

/// The page of a method.
pub(super) fn title(code: &str) -> &'static str {
    match code {
        "01" => "ATM決済（ペイジー）",
        "03" => "コンビニエンスストア決済",
        _ => "銀行振込（仮想口座）",
    }
}

/// Lines printed on a slip.
pub(super) const NOTICES: [&str; 10] = [
    "customer_notice_1",
    "customer_notice_2",
    "customer_notice_3",
    "customer_notice_4",
    "customer_notice_5",
    "customer_notice_6",
    "customer_notice_7",
    "customer_notice_8",
    "customer_notice_9",
    "customer_notice_10",
];
