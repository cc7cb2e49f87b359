//! Markup that is safe by its type: text gets in escaped, markup only from the program's source.

/// A piece of HTML.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Html(String);

impl Html {
    /// Markup written in the program.
    pub(crate) fn fixed(markup: &'static str) -> Self {
        Self(markup.to_owned())
    }

    /// Pieces one after the other.
    pub(crate) fn join(pieces: impl IntoIterator<Item = Self>) -> Self {
        pieces.into_iter().fold(Self::default(), |mut all, piece| {
            all.0.push_str(&piece.0);
            all
        })
    }

    /// A shop's address for an `href`: `http` and `https` only, anything else leads nowhere.
    pub(crate) fn link(address: &str) -> Self {
        if address.starts_with("http://") || address.starts_with("https://") {
            Self::from(address)
        } else {
            Self::fixed("#")
        }
    }

    /// The markup.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

impl From<&str> for Html {
    /// Escapes text for content and for quoted attributes.
    fn from(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                other => out.push(other),
            }
        }
        Self(out)
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

/// Fills the holes `{name}` of a template of the program; values are escaped unless they are `Html`
/// already. A hole nobody fills stays empty; braces around anything but a small-letter name stay.
/// Attribute values in templates are always quoted.
pub(crate) fn fill(template: &'static str, values: &[(&str, Html)]) -> Html {
    let mut out = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) if is_name(name) => {
                if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                    out.push_str(&value.0);
                }
                rest = tail;
            }
            _ => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Html(out)
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::{Html, fill};

    #[test]
    fn escapes_text_and_keeps_markup() {
        let filled = fill(
            "<a href=\"{link}\" title='{title}'>{inner}</a>{nobody} a{b:1}{",
            &[
                ("link", Html::link("https://shop.example/?a=1&b=\"")),
                ("title", Html::from("' onclick='x")),
                (
                    "inner",
                    Html::join([Html::fixed("<b>"), "<i>{link}".into()]),
                ),
            ],
        );
        assert_eq!(
            filled.into_string(),
            "<a href=\"https://shop.example/?a=1&amp;b=&quot;\" title='&#39; onclick=&#39;x'>\
             <b>&lt;i&gt;{link}</a> a{b:1}{"
        );
        assert_eq!(Html::link("javascript:alert(1)").into_string(), "#");
    }
}
