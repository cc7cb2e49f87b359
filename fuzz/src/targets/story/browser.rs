//! What a browser knows of a page: its forms with their values. Every byte is one character here: the
//! pages come in several character sets.

/// A form.
pub struct Form {
    pub method: &'static str,
    pub action: String,
    /// Inputs with their values, then selects with their first option.
    pub values: Vec<(String, String)>,
    /// Buttons that say something: one of them is pressed.
    pub buttons: Vec<(String, String)>,
}

/// The forms of some HTML.
pub fn forms(html: &str) -> Vec<Form> {
    html.split("<form").skip(1).map(read).collect()
}

fn read(text: &str) -> Form {
    let text = text.split("</form>").next().unwrap_or_default();
    let head = text.split('>').next().unwrap_or_default();
    let mut form = Form {
        method: if attribute(head, "method").is_some_and(|word| word.eq_ignore_ascii_case("post")) {
            "POST"
        } else {
            "GET"
        },
        action: attribute(head, "action").unwrap_or_default(),
        values: Vec::new(),
        buttons: Vec::new(),
    };
    let mut select = None;
    for tag in text.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap_or((tag, ""));
        let name = attribute(tag, "name").unwrap_or_default();
        let value = attribute(tag, "value").unwrap_or_default();
        if tag.starts_with("select") {
            select = Some(name);
        } else if tag.starts_with("option") {
            // The first with a value is chosen.
            if let Some(name) = select.take_if(|_| !value.is_empty()) {
                form.values.push((name, value));
            }
        } else if tag.starts_with("button") || tag.contains("type=\"submit\"") {
            form.buttons.push((name, value));
        } else if tag.starts_with("input") || tag.starts_with("textarea") {
            let known = form.values.iter().any(|(known, _)| *known == name);
            // Of radio buttons the first.
            if !known && !name.is_empty() {
                form.values.push((name, value));
            }
        }
    }
    form
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

/// Percent-encodes a value of such characters.
pub fn escaped(text: &str) -> String {
    text.chars()
        .map(|character| match u8::try_from(character) {
            Ok(byte) if byte.is_ascii_alphanumeric() => character.to_string(),
            Ok(byte) => format!("%{byte:02X}"),
            Err(_) => String::new(),
        })
        .collect()
}

/// A percent-encoded value, a character for each byte.
pub fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        let digits = after.get(..2).filter(|_| *byte == b'%');
        let code = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(match (code, byte) {
            (Some(code), _) => {
                rest = after.get(2..).unwrap_or_default();
                char::from(code)
            }
            (None, b'+') => ' ',
            (None, byte) => char::from(*byte),
        });
    }
    out
}
