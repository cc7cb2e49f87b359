//! A request of the link type as it came in, and the checks in their order (link-type §15.1, 3-6).

use std::collections::BTreeMap;
use std::sync::Arc;

use paygent_core::{charset, hash};

use super::PageCharset;
use crate::account::{Account, LinkHashOrder, Merchant, NumberedBy};
use crate::fields::{self, LinkRequest};
use crate::form::Form;
use crate::pages::Visit;
use crate::refusal::Refusal;

/// The parameters: bytes as sent, and the form in Windows-31J that is checked and kept.
pub(super) struct Request {
    pub(super) charset: PageCharset,
    raw: BTreeMap<String, Vec<u8>>,
    pub(super) form: Form,
}

/// Published order of the hash (§5).
const PUBLISHED: [&str; 11] = [
    "trading_id",
    "payment_type",
    "fix_params",
    "id",
    "seq_merchant_id",
    "payment_term_day",
    "payment_term_min",
    "payment_class",
    "use_card_conf_number",
    "customer_id",
    "threedsecure_ryaku",
];
/// The order of the EC-CUBE modules, around the key and a fixed word (eccube-plugin-shop §11.4).
const ECCUBE: [&str; 11] = [
    "trading_id",
    "id",
    "payment_type",
    "seq_merchant_id",
    "payment_term_day",
    "use_card_conf_number",
    "fix_params",
    "inform_url",
    "payment_term_min",
    "customer_id",
    "threedsecure_ryaku",
];
const ECCUBE_WORD: &str = "paygent2006";
/// Order of card storing.
const CARD_STORING: [&str; 3] = ["seq_merchant_id", "use_card_conf_number", "customer_id"];

/// Names that `fix_params` may list.
const FIXABLE: [&str; 7] = [
    "customer_family_name",
    "customer_name",
    "customer_family_name_kana",
    "customer_name_kana",
    "customer_tel",
    "customer_info",
    "ship_info",
];

/// Hex digits of a hash; up to 20 more may follow as filler.
const HASH: usize = 64;

impl Request {
    /// Takes the parameters of address and form; a name in both: the form counts.
    pub(super) fn read(visit: &Visit<'_>, charset: PageCharset) -> Self {
        let raw = visit
            .query
            .iter()
            .chain(visit.form.iter())
            .map(|(name, value)| (name.to_owned(), value.to_vec()))
            .collect();
        Self {
            charset,
            raw,
            form: Form::default(),
        }
    }

    /// A parameter's bytes, empty when it was not sent.
    pub(super) fn raw(&self, name: &str) -> &[u8] {
        self.raw.get(name).map_or(&[], Vec::as_slice)
    }

    /// A parameter for the answer to a refused request.
    pub(super) fn echo(&self, name: &str) -> String {
        let text = self.charset.decode_lossy(self.raw(name));
        text.replace(['\r', '\n'], "")
    }

    /// Whether the shop's server asks, not the buyer's browser.
    pub(super) fn wants_url(&self) -> bool {
        self.raw("isbtob") == b"1"
    }

    /// Everything up to and including the hash.
    pub(super) fn check(
        &mut self,
        visit: &Visit<'_>,
        request: LinkRequest,
    ) -> Result<Arc<Account>, Refusal> {
        let account = self.merchant(visit)?;
        let merchant = &account.merchant;
        self.decode(request)?;
        fields::check_link(request, &self.form)?;
        self.check_together(merchant, request)?;
        self.check_hash(merchant, request)?;
        Ok(account)
    }

    fn merchant(&self, visit: &Visit<'_>) -> Result<Arc<Account>, Refusal> {
        let id = match self.raw.get("seq_merchant_id") {
            None => return Err(Refusal::field("P005", "seq_merchant_id")),
            Some(id) if id.is_empty() => return Err(Refusal::field("P006", "seq_merchant_id")),
            Some(id) => id,
        };
        let accounts = visit.desk.accounts();
        let account = accounts.find(id).ok_or_else(|| Refusal::new("P004"))?;
        let merchant = &account.merchant;
        if merchant.maintenance {
            return Err(Refusal::new("P017"));
        }
        if !merchant.available {
            return Err(Refusal::new("P018"));
        }
        if !merchant.has_method("link") {
            return Err(Refusal::new("P007"));
        }
        Ok(Arc::clone(account))
    }

    /// Into Windows-31J; unusable kana become periods.
    fn decode(&mut self, request: LinkRequest) -> Result<(), Refusal> {
        let mut pairs = Vec::new();
        for name in fields::link_names(request) {
            let Some(bytes) = self.raw.get(name) else {
                continue;
            };
            let text = self.charset.decode(bytes);
            let mut text = text.ok_or_else(|| Refusal::new("6004"))?;
            if fields::is_link_kana(name) {
                text = text.chars().map(mended).collect();
            }
            pairs.push((name.to_owned(), charset::encode_sjis_win_lossy(&text).0));
        }
        self.form = Form::of(pairs);
        Ok(())
    }

    /// Values that depend on the contract or on each other.
    fn check_together(&self, merchant: &Merchant, request: LinkRequest) -> Result<(), Refusal> {
        let form = &self.form;
        let wrong = |name| Err(Refusal::field("P010", name));
        let site = form.text("site_id");
        if !site.is_empty() && !merchant.sites.iter().any(|known| *known == site) {
            return wrong("site_id");
        }
        if request == LinkRequest::CardStoring {
            let list = form.is("use_card_list_view", "1");
            for name in ["use_update", "use_delete"] {
                if form.is(name, "1") && !list {
                    return wrong(name);
                }
            }
            if form.is("use_card_conf_number", "1") && !form.is("valid_check_flg", "1") {
                return wrong("use_card_conf_number");
            }
            if !form.is("threedsecure_ryaku", "1") && !merchant.emv_3ds {
                return wrong("threedsecure_ryaku");
            }
            return Ok(());
        }
        let numbers =
            merchant.link_hash_key.is_some() && merchant.link_trading_id_by == NumberedBy::Merchant;
        if numbers && !form.has("trading_id") {
            return Err(Refusal::field("P006", "trading_id"));
        }
        let fixed = form.text("fix_params");
        if !fixed.is_empty() && !fixed.split(',').all(|name| FIXABLE.contains(&name)) {
            return wrong("fix_params");
        }
        if form.number("id") == 0 {
            return Err(Refusal::new("P014"));
        }
        if form.has("payment_term_day") && form.has("payment_term_min") {
            return wrong("payment_term_min");
        }
        if form.number("payment_term_day") > 60 {
            return Err(Refusal::new("P012"));
        }
        let minutes = form.number("payment_term_min");
        if form.has("payment_term_min") && !(5..=2880).contains(&minutes) {
            return wrong("payment_term_min");
        }
        let cards = form.text("payment_type");
        let cards = cards.is_empty() || cards.split(',').any(|code| code == "02");
        if cards && merchant.has_method("card") {
            if !form.is("threedsecure_ryaku", "1") && !merchant.emv_3ds {
                return wrong("threedsecure_ryaku");
            }
            let storing = form.has("stock_card_mode") && !form.is("stock_card_mode", "0");
            if storing && !merchant.card_storage {
                return wrong("stock_card_mode");
            }
        }
        if form.has("fix_numbering_reg") && !form.is("numbering_type", "1") {
            return wrong("fix_numbering_reg");
        }
        Ok(())
    }

    /// §15.1, 5.
    fn check_hash(&self, merchant: &Merchant, request: LinkRequest) -> Result<(), Refusal> {
        let Some(key) = merchant.link_hash_key.as_deref() else {
            return Ok(());
        };
        let sent = self.raw("hc");
        if sent.is_empty() && !merchant.link_hash_required {
            return Ok(());
        }
        let value = |name: &&str| self.raw(name);
        let key = key.as_bytes();
        let parts: Vec<&[u8]> = match (request, merchant.link_hash_order) {
            (LinkRequest::CardStoring, _) => CARD_STORING.iter().map(value).chain([key]).collect(),
            (_, LinkHashOrder::Published) => PUBLISHED.iter().map(value).chain([key]).collect(),
            (_, LinkHashOrder::Eccube) => [self.raw("payment_class"), key, ECCUBE_WORD.as_bytes()]
                .into_iter()
                .chain(ECCUBE.iter().map(value))
                .collect(),
        };
        let (head, filler) = sent.split_at(sent.len().min(HASH));
        if !hash::verify_hex(&hash::concat_sha256_hex(&parts), head) {
            return Err(Refusal::new("6005"));
        }
        if !filler.iter().all(u8::is_ascii_hexdigit) {
            return Err(Refusal::field("P008", "hc"));
        }
        Ok(())
    }
}

/// The half-width set of §3 note 3; anything else becomes a period.
fn mended(letter: char) -> char {
    match letter {
        '0'..='9' | 'A'..='Z' | 'a'..='z' | ' ' => letter,
        '\\' | '¥' | ',' | '.' | '(' | ')' | '-' | '/' => letter,
        'ｦ'..='ｯ' | 'ｱ'..='ﾝ' | 'ﾞ' | 'ﾟ' | '｢' | '｣' => letter,
        _ => '.',
    }
}
