//! The banks that can be chosen (sandbox-environment §5; card-storage-3ds-bank supplement §4.1).

/// A bank.
pub(super) struct Bank {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    group: Group,
}

/// Where a bank is found on the pages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Group {
    /// On the first page.
    Direct,
    /// 地方銀行
    Regional,
    /// 信用金庫
    Shinkin,
}

/// First letters to choose from.
pub(super) const LETTERS: [&str; 10] = ["ア", "カ", "サ", "タ", "ナ", "ハ", "マ", "ヤ", "ラ", "ワ"];

/// Banks that lead the buyer back to `return_url`; all others end on Paygent's page.
const RETURNING: [&str; 6] = ["D009", "D033", "D034", "D036", "D038", "D039"];

const fn bank(code: &'static str, name: &'static str, group: Group) -> Bank {
    Bank { code, name, group }
}

const BANKS: [Bank; 19] = [
    bank("0001", "みずほ銀行", Group::Direct),
    bank("0005", "三菱UFJ銀行（ペイジー）", Group::Direct),
    bank("D005", "三菱UFJ銀行（直接）", Group::Direct),
    bank("D008", "三菱UFJ銀行（直接・旧）", Group::Direct),
    bank("D009", "三井住友銀行", Group::Direct),
    bank("0010", "りそな銀行", Group::Direct),
    bank("0017", "埼玉りそな銀行", Group::Direct),
    bank("D033", "PayPay銀行", Group::Direct),
    bank("D034", "セブン銀行", Group::Direct),
    bank("D036", "楽天銀行", Group::Direct),
    bank("D038", "住信SBIネット銀行", Group::Direct),
    bank("D039", "auじぶん銀行", Group::Direct),
    bank("9900", "ゆうちょ銀行", Group::Direct),
    bank("0116", "試験北地方銀行", Group::Regional),
    bank("0117", "試験中央地方銀行", Group::Regional),
    bank("0118", "試験南地方銀行", Group::Regional),
    bank("1001", "試験北信用金庫", Group::Shinkin),
    bank("1002", "試験中央信用金庫", Group::Shinkin),
    bank("1003", "試験南信用金庫", Group::Shinkin),
];

impl Bank {
    /// Whether the bank's site leads back to the shop.
    pub(super) fn returns(&self) -> bool {
        RETURNING.contains(&self.code)
    }
}

/// The banks of a group.
pub(super) fn of(group: Group) -> impl Iterator<Item = &'static Bank> {
    BANKS.iter().filter(move |bank| bank.group == group)
}

/// The bank with this code.
pub(super) fn find(code: &str) -> Option<&'static Bank> {
    BANKS.iter().find(|bank| bank.code == code)
}
