//! How a browser gets to a carrier's page: an address to redirect to, or a form to show (carrier §12.1).

use crate::carrier::Carrier;
use crate::pages::Html;
use crate::pages::html::fill;

pub(super) const AU: &str = "/carrier/au";
pub(super) const AU_BUNDLE: &str = "/carrier/aum";
pub(super) const SOFTBANK_A: &str = "/carrier/sba";
pub(super) const SOFTBANK_B: &str = "/carrier/sb";
pub(super) const DOCOMO: &str = "/carrier/d";
pub(super) const LOGOUT: &str = "/carrier/logout";

/// The names under which a page's token arrives.
pub(super) const TOKENS: [&str; 3] = ["tkn", "prm", "sTerkn"];

/// An address or a form.
#[derive(Clone, Debug)]
pub(crate) enum Way {
    /// `redirect_url`
    Url(String),
    /// `redirect_html`
    Form(Html),
}

impl Way {
    /// The answer's field and its value.
    pub(crate) fn field(self) -> (&'static str, String) {
        match self {
            Self::Url(url) => ("redirect_url", url),
            Self::Form(form) => ("redirect_html", form.into_string()),
        }
    }
}

pub(super) fn to_charge(carrier: Carrier, page_url: &str, token: &str) -> Way {
    match carrier {
        Carrier::Docomo => form(
            &format!("{page_url}{DOCOMO}"),
            // The stand-in needs only the first; docomo's form has three.
            &[("sTerkn", token), ("sSpcd", "LOCAL"), ("sCptok", "LOCAL")],
            "d払いの画面へ進む",
        ),
        Carrier::SoftbankB => form(
            &format!("{page_url}{SOFTBANK_B}"),
            &[("tkn", token)],
            "お支払い画面へ進む",
        ),
        Carrier::Au => url(page_url, AU, token),
        Carrier::AuBundle => url(page_url, AU_BUNDLE, token),
        Carrier::SoftbankA => url(page_url, SOFTBANK_A, token),
    }
}

pub(super) fn to_login(carrier: Carrier, page_url: &str, token: &str) -> Way {
    match carrier {
        Carrier::Docomo => form(
            &format!("{page_url}{DOCOMO}"),
            &[("prm", token)],
            "ログイン画面へ進む",
        ),
        Carrier::SoftbankA | Carrier::SoftbankB => url(page_url, SOFTBANK_A, token),
        Carrier::Au | Carrier::AuBundle => url(page_url, AU, token),
    }
}

pub(super) fn to_logout(page_url: &str, token: &str) -> Way {
    form(
        &format!("{page_url}{LOGOUT}"),
        &[("tkn", token)],
        "ログアウトする",
    )
}

fn url(page_url: &str, path: &str, token: &str) -> Way {
    Way::Url(format!("{page_url}{path}?tkn={token}"))
}

/// The fragment that a shop shows: its button has no name, so that `document.form.submit()` works.
fn form(action: &str, hidden: &[(&str, &str)], label: &str) -> Way {
    let hidden = hidden.iter().map(|(name, value)| {
        fill(
            "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">\r\n",
            &[("name", (*name).into()), ("value", (*value).into())],
        )
    });
    Way::Form(fill(
        "<form name=\"form\" method=\"POST\" action=\"{action}\" accept-charset=\"Shift_JIS\">\r\n\
         {hidden}<input type=\"submit\" value=\"{label}\">\r\n</form>",
        &[
            ("action", action.into()),
            ("hidden", Html::join(hidden)),
            ("label", label.into()),
        ],
    ))
}
