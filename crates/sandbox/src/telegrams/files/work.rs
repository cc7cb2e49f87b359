//! Works a file through: every data record is a telegram of its own.

use paygent_core::hash;

use super::refresh::refresh;
use super::{Work, records};
use crate::account::Merchant;
use crate::answer::{Answer, Layout};
use crate::clock::Moment;
use crate::desk::Desk;
use crate::fields;
use crate::notices::form_data;
use crate::refusal::{Outcome, Stop};
use crate::store::{Letter, PaymentFile, Tx};
use crate::telegrams::inside::Inside;
use crate::text;

/// The only event of the file notification (difference-notification §7).
const EVENT: &str = "file.process.done";

/// Works the next due file through and tells the shop; whether there was one.
pub(crate) fn work_through(desk: &Desk) -> Outcome<bool> {
    let now = desk.clock.now();
    let accounts = desk.accounts();
    desk.store.write(|tx| {
        let Some(file) = tx.next_file()? else {
            return Ok(false);
        };
        let Some(due) = file.due.filter(|due| *due <= now) else {
            return Ok(false);
        };
        let mut result = None;
        if let Some(account) = accounts.find(file.merchant_id.as_bytes()) {
            let merchant = &account.merchant;
            result = run(desk, tx, merchant, &file, due)?;
            tell(tx, merchant, &file, due)?;
        }
        tx.end_file(file.id, result.as_deref())?;
        Ok(true)
    })
}

/// The body of 201; nothing for a file that can no longer be read.
fn run(
    desk: &Desk,
    tx: Tx<'_>,
    merchant: &Merchant,
    file: &PaymentFile,
    now: Moment,
) -> Outcome<Option<Vec<u8>>> {
    let mut lines = vec![format!("1,{},{},,,,0,,", file.file_type, file.merchant_id)];
    let content = file.content.as_deref().unwrap_or_default();
    let Some(work) = Work::of(&file.file_type) else {
        return Ok(None);
    };
    let width = work.width();
    let Ok(data) = records::check(content, &file.file_type, &file.merchant_id, width) else {
        return Ok(None);
    };
    let count = data.len();
    for record in data {
        let came = match work {
            Work::Telegram(kind) => by_telegram(desk, tx, merchant, kind, &record, now)?,
            Work::Refresh => refresh(tx, merchant, &record, now)?.join(","),
        };
        lines.push(format!("{},{came}", record.join(",")));
    }
    lines.push(format!("4,{count}"));
    let mut body = Vec::new();
    for line in lines {
        text::encode_into(&line, &mut body);
        body.extend_from_slice(b"\r\n");
    }
    Ok(Some(body))
}

/// What came of a record that is a telegram.
fn by_telegram(
    desk: &Desk,
    tx: Tx<'_>,
    merchant: &Merchant,
    kind: &'static str,
    record: &[String],
    now: Moment,
) -> Outcome<String> {
    let inside = Inside {
        desk,
        merchant,
        now,
    };
    // Nothing between two commas is nothing sent: 116 leaves such a field as it is.
    let fields: Vec<(&str, &str)> = fields::names_after_header(kind)
        .zip(record.iter().skip(1).map(String::as_str))
        .collect();
    let form = inside.form(kind, &fields);
    match inside.send(tx, kind, &form) {
        Ok(answer) => Ok(values(kind, &answer, "0,,")),
        Err(Stop::Refused(refusal)) => {
            let detail = refusal.detail().replace('"', "\"\"");
            let answer = Answer::Lines(Vec::new());
            let result = format!("1,{},\"{detail}\"", refusal.code);
            Ok(values(kind, &answer, &result))
        }
        Err(broken) => Err(broken),
    }
}

/// Result, code and detail, then the answer fields of the kind, empty after a refusal.
fn values(kind: &str, answer: &Answer, result: &str) -> String {
    let names = Layout::of(kind).map(Layout::names).unwrap_or_default();
    let own: Vec<&str> = names
        .iter()
        .map(|name| match answer {
            Answer::Fields { values, .. } => values
                .iter()
                .find(|(known, _)| known == name)
                .map_or("", |(_, value)| value.as_str()),
            _ => "",
        })
        .collect();
    format!("{result},{}", own.join(","))
}

/// Queues the file notification, when the contract says where to.
fn tell(tx: Tx<'_>, merchant: &Merchant, file: &PaymentFile, now: Moment) -> Outcome<()> {
    let Some(url) = merchant
        .file_notice_url
        .as_ref()
        .filter(|url| !url.is_empty())
    else {
        return Ok(());
    };
    let mut values = vec![
        ("file_receipt_id", file.id.to_string()),
        ("event_id", EVENT.to_owned()),
        ("receipt_date", file.made.stamp()),
        ("occur_date", now.stamp()),
    ];
    if let Some(key) = merchant
        .notice_hash_key
        .as_ref()
        .filter(|key| !key.is_empty())
    {
        let mut parts: Vec<&[u8]> = values.iter().map(|(_, value)| value.as_bytes()).collect();
        parts.push(key.as_bytes());
        let hc = hash::concat_sha256_hex(&parts);
        values.push(("hc", hc));
    }
    tx.add_letter(&Letter {
        id: 0,
        merchant_id: merchant.merchant_id.clone(),
        queue: "file".to_owned(),
        about: format!("file {}", file.id),
        url: url.clone(),
        body: form_data(&values),
        made: now,
        due: now,
        failures: 0,
    })?;
    Ok(())
}
