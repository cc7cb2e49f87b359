//! What all pages of the tool share: the document, the way around, forms.

use crate::form::Form;
use crate::pages::Html;
use crate::pages::html::fill;
use crate::tool::Reply;

/// The places of the tool.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    Search,
    Notices,
    Faults,
    Clock,
    Accounts,
    Ledger,
}

const PLACES: [(Place, &str, &str); 6] = [
    (Place::Search, "/", "決済検索"),
    (Place::Notices, "/notices", "差分通知"),
    (Place::Clock, "/clock", "時計"),
    (Place::Faults, "/faults", "障害の再現"),
    (Place::Accounts, "/accounts", "契約内容"),
    (Place::Ledger, "/ledger", "記録"),
];

/// A page of a place.
pub(super) fn page(place: Place, title: &str, content: Html) -> Reply {
    with_status(200, place, title, content)
}

/// A page that says that something is not there.
pub(super) fn missing(place: Place, text: &str) -> Reply {
    with_status(404, place, "見つかりません", trouble(text))
}

fn with_status(status: u16, place: Place, title: &str, content: Html) -> Reply {
    let ways = PLACES.iter().map(|(known, address, label)| {
        let template = if *known == place {
            "<a href=\"{address}\" aria-current=\"page\">{label}</a>"
        } else {
            "<a href=\"{address}\">{label}</a>"
        };
        fill(
            template,
            &[("address", (*address).into()), ("label", (*label).into())],
        )
    });
    let document = fill(
        DOCUMENT,
        &[
            ("title", title.into()),
            ("style", Html::fixed(include_str!("../../pages/style.css"))),
            ("own_style", Html::fixed(include_str!("style.css"))),
            ("ways", Html::join(ways)),
            ("content", content),
        ],
    );
    Reply::Page(status, document.into_string())
}

/// What the last action came to, from the address it led back to.
pub(super) fn outcome(query: &Form) -> Html {
    let error = super::text(query, "error");
    if !error.is_empty() {
        return trouble(&error);
    }
    if query.has("done") {
        return Html::fixed("<p class=\"done\" role=\"status\">正常終了しました。</p>");
    }
    Html::default()
}

/// An error text.
pub(super) fn trouble(text: &str) -> Html {
    fill(
        "<p class=\"trouble\" role=\"alert\">{text}</p>",
        &[("text", text.into())],
    )
}

/// A labelled text field; the type is `text`, `date`, `number`.
pub(super) fn field(label: &str, hint: &str, name: &str, kind: &str, value: &str) -> Html {
    fill(
        "<label><b>{label}</b><small>{hint}</small><input type=\"{kind}\" name=\"{name}\" value=\"{value}\"></label>",
        &[
            ("label", label.into()),
            ("hint", hint.into()),
            ("name", name.into()),
            ("kind", kind.into()),
            ("value", value.into()),
        ],
    )
}

/// A labelled choice of values and their labels.
pub(super) fn choice(
    label: &str,
    hint: &str,
    name: &str,
    choices: &[(String, String)],
    chosen: &str,
) -> Html {
    let options = choices.iter().map(|(value, label)| {
        let template = if value == chosen {
            "<option value=\"{value}\" selected>{label}</option>"
        } else {
            "<option value=\"{value}\">{label}</option>"
        };
        fill(
            template,
            &[("value", value.into()), ("label", label.into())],
        )
    });
    fill(
        "<label><b>{label}</b><small>{hint}</small><select name=\"{name}\">{options}</select></label>",
        &[
            ("label", label.into()),
            ("hint", hint.into()),
            ("name", name.into()),
            ("options", Html::join(options)),
        ],
    )
}

/// A form that posts; the button says what it does.
pub(super) fn form(action: &str, content: Html, button: &str) -> Html {
    fill(
        "<form method=\"post\" action=\"{action}\" accept-charset=\"UTF-8\">{content}\
         <button class=\"main\">{button}</button></form>",
        &[
            ("action", action.into()),
            ("content", content),
            ("button", button.into()),
        ],
    )
}

/// A small form of one button and hidden values.
pub(super) fn press(action: &str, hidden: &[(&str, &str)], label: &str) -> Html {
    let hidden = hidden.iter().map(|(name, value)| {
        fill(
            "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">",
            &[("name", (*name).into()), ("value", (*value).into())],
        )
    });
    fill(
        "<form method=\"post\" action=\"{action}\" class=\"press\">{hidden}\
         <button class=\"other\">{label}</button></form>",
        &[
            ("action", action.into()),
            ("hidden", Html::join(hidden)),
            ("label", label.into()),
        ],
    )
}

/// A table with a head; rows are whole `<tr>`s.
pub(super) fn table(head: &[&str], rows: impl IntoIterator<Item = Html>) -> Html {
    let head = head
        .iter()
        .map(|text| fill("<th>{text}</th>", &[("text", (*text).into())]));
    fill(
        "<div class=\"wide\"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>",
        &[("head", Html::join(head)), ("rows", Html::join(rows))],
    )
}

/// A row of cells.
pub(super) fn row(cells: impl IntoIterator<Item = Html>) -> Html {
    let cells = cells
        .into_iter()
        .map(|cell| fill("<td>{cell}</td>", &[("cell", cell)]));
    fill("<tr>{cells}</tr>", &[("cells", Html::join(cells))])
}

/// A link within the tool.
pub(super) fn link(address: &str, label: &str) -> Html {
    fill(
        "<a href=\"{address}\">{label}</a>",
        &[("address", address.into()), ("label", label.into())],
    )
}

/// A heading with something under it.
pub(super) fn section(title: &str, content: Html) -> Html {
    fill(
        "<section><h2>{title}</h2>{content}</section>",
        &[("title", title.into()), ("content", content)],
    )
}

/// A short explanation.
pub(super) fn hint(text: &'static str) -> Html {
    fill(
        "<p class=\"note\">{text}</p>",
        &[("text", Html::fixed(text))],
    )
}

const DOCUMENT: &str = r#"<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}｜テストツール｜ローカル試験環境</title>
<style>
{style}{own_style}</style>
</head>
<body class="tool">
<header><strong>ローカル試験環境</strong><span>テストツール（実際の決済は行われません）</span></header>
<nav aria-label="メニュー">{ways}</nav>
<main>
<h1>{title}</h1>
{content}
</main>
<footer>この画面は開発用の模擬画面です。ペイジェントの試験環境とは接続していません。</footer>
</body>
</html>
"#;
