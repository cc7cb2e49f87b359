//! The records of a file: CSV without quotes, CR LF, Windows-31J (sandbox-environment §21).

use crate::text;

/// Columns of the header record.
const HEADER: usize = 9;

/// One record's columns, decoded.
pub(super) type Record = Vec<String>;

/// The data records, `width` columns each; or what is wrong with which record, as `2:…`.
pub(super) fn check(
    content: &[u8],
    file_type: &str,
    merchant_id: &str,
    width: usize,
) -> Result<Vec<Record>, String> {
    let lines = lines(content);
    let mut records = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let number = index + 1;
        if !text::is_valid(line) {
            return Err(format!("{number}:使用できない文字が含まれています。"));
        }
        records.push(columns(line));
    }
    let first = records.first().map(Vec::as_slice).unwrap_or_default();
    let header_fits = first.len() == HEADER
        && matches!(first, [one, own_type, owner, rest @ ..]
            if one == "1" && own_type == file_type && owner == merchant_id
                && rest.iter().all(String::is_empty));
    if !header_fits {
        return Err("1:ヘッダレコードが不正です。".to_owned());
    }
    let last = records.len();
    let (Some(trailer), true) = (records.pop(), last > 1) else {
        return Err("2:トレーラレコードがありません。".to_owned());
    };
    let data = records.split_off(1);
    for (index, record) in data.iter().enumerate() {
        let number = index + 2;
        if record.first().is_none_or(|kind| kind != "3") {
            return Err(format!("{number}:レコード区分が不正です。"));
        }
        if record.len() != width {
            return Err(format!("{number}:項目数が不正です。"));
        }
    }
    if trailer != ["4".to_owned(), data.len().to_string()] {
        return Err(format!("{last}:トレーラレコードが不正です。"));
    }
    Ok(data)
}

/// The lines; the last one may be ended too.
fn lines(content: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut rest = content.strip_suffix(b"\r\n").unwrap_or(content);
    while let Some(at) = rest.windows(2).position(|pair| pair == b"\r\n") {
        let (line, after) = rest.split_at(at);
        lines.push(line);
        rest = after.get(2..).unwrap_or_default();
    }
    lines.push(rest);
    lines
}

fn columns(line: &[u8]) -> Record {
    // No two-byte code has a comma in it.
    line.split(|byte| *byte == b',')
        .map(|column| text::decode(column).into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn names_the_record_and_what_is_wrong() {
        let judge = |content: &str| check(content.as_bytes(), "027", "1", 4).map(|data| data.len());
        let wrong = |text: &str| Err(text.to_owned());
        assert_eq!(judge("1,027,1,,,,,,\r\n3,c1,1,\r\n3,c2,,\r\n4,2"), Ok(2));
        assert_eq!(judge("1,027,1,,,,,,\r\n4,0\r\n"), Ok(0));
        assert_eq!(judge(""), wrong("1:ヘッダレコードが不正です。"));
        assert_eq!(
            judge("1,026,1,,,,,,\r\n4,0"),
            wrong("1:ヘッダレコードが不正です。")
        );
        assert_eq!(
            judge("1,027,1,,,,,\r\n4,0"),
            wrong("1:ヘッダレコードが不正です。")
        );
        assert_eq!(
            judge("1,027,1,,,,,,"),
            wrong("2:トレーラレコードがありません。")
        );
        assert_eq!(
            judge("1,027,1,,,,,,\r\n2,c1,1,\r\n4,1"),
            wrong("2:レコード区分が不正です。")
        );
        assert_eq!(
            judge("1,027,1,,,,,,\r\n3,c1,1\r\n4,1"),
            wrong("2:項目数が不正です。")
        );
        assert_eq!(
            judge("1,027,1,,,,,,\r\n3,c1,1,\r\n4,2"),
            wrong("3:トレーラレコードが不正です。")
        );
        let broken = check(b"1,027,1,,,,,,\r\n3,\x81,1,\r\n4,1", "027", "1", 4);
        assert_eq!(
            broken.err().unwrap(),
            "2:使用できない文字が含まれています。"
        );
    }
}
