//! The look that all pages share: plain HTML, one style, the words ローカル試験環境 on every page.

use super::html::{Html, fill};
use super::visit::Reply;

/// A page with its content.
pub(crate) fn page(title: &str, content: Html) -> Reply {
    Reply::html(document(title, content))
}

/// The whole document, for answers that are not a page of this listener.
pub(crate) fn document(title: &str, content: Html) -> Html {
    fill(
        DOCUMENT,
        &[
            ("title", title.into()),
            ("style", Html::fixed(include_str!("style.css"))),
            ("content", content),
        ],
    )
}

/// The error page: what happened, and nothing to click.
pub(crate) fn trouble(title: &str, text: &str) -> Reply {
    trouble_with(title, text, Html::default())
}

/// The error page with something below the text (a link back to the shop).
pub(crate) fn trouble_with(title: &str, text: &str, below: Html) -> Reply {
    let content = fill(
        "<p class=\"trouble\" role=\"alert\">{text}</p>{below}",
        &[("text", text.into()), ("below", below)],
    );
    page(title, content)
}

/// A form that posts to `action` with hidden values.
pub(crate) fn form(action: &str, hidden: &[(&str, &str)], content: Html) -> Html {
    let hidden = hidden.iter().map(|(name, value)| {
        fill(
            "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">",
            &[("name", (*name).into()), ("value", (*value).into())],
        )
    });
    fill(
        "<form method=\"post\" action=\"{action}\" accept-charset=\"UTF-8\">{hidden}{content}</form>",
        &[
            ("action", action.into()),
            ("hidden", Html::join(hidden)),
            ("content", content),
        ],
    )
}

/// A button that submits its form. `name` and `value` are sent when it is the one that was pressed.
pub(crate) fn button(weight: Weight, name: &str, value: &str, label: &str) -> Html {
    fill(
        "<button class=\"{class}\" name=\"{name}\" value=\"{value}\">{label}</button>",
        &[
            (
                "class",
                Html::fixed(match weight {
                    Weight::Main => "main",
                    Weight::Other => "other",
                    Weight::Tool => "tool",
                }),
            ),
            ("name", name.into()),
            ("value", value.into()),
            ("label", label.into()),
        ],
    )
}

/// How a button stands out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Weight {
    /// What one usually does.
    Main,
    /// The way out.
    Other,
    /// What only a test environment has.
    Tool,
}

/// Names and values, one pair a line.
pub(crate) fn facts(facts: &[(&str, &str)]) -> Html {
    let lines = facts.iter().map(|(name, value)| {
        fill(
            "<div><dt>{name}</dt><dd>{value}</dd></div>",
            &[("name", (*name).into()), ("value", (*value).into())],
        )
    });
    fill(
        "<dl class=\"facts\">{lines}</dl>",
        &[("lines", Html::join(lines))],
    )
}

/// Yen with separators: `1,234円`.
pub(crate) fn yen(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{out}円")
}

const DOCUMENT: &str = r#"<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}｜ローカル試験環境</title>
<style>
{style}</style>
</head>
<body>
<header><strong>ローカル試験環境</strong><span>実際の決済は行われません</span></header>
<main>
<h1>{title}</h1>
{content}
</main>
<footer>この画面は開発用の模擬画面です。実在のカード会社・銀行・通信会社とは接続していません。</footer>
</body>
</html>
"#;

#[cfg(test)]
mod tests {
    use super::{document, form, yen};
    use crate::pages::Html;

    #[test]
    fn every_page_says_what_it_is_and_escapes() {
        let page = document(
            "<決済>",
            form("/a?b=1&c=2", &[("x", "\"")], Html::default()),
        );
        let page = page.into_string();
        assert!(page.contains("<strong>ローカル試験環境</strong>"));
        assert!(page.contains("<html lang=\"ja\">") && page.contains("&lt;決済&gt;"));
        assert!(page.contains("action=\"/a?b=1&amp;c=2\"") && page.contains("value=\"&quot;\""));
        assert!(page.contains("body {"));
    }

    #[test]
    fn separates_thousands() {
        assert_eq!(yen(0), "0円");
        assert_eq!(yen(999), "999円");
        assert_eq!(yen(-1_234_567), "-1,234,567円");
    }
}
