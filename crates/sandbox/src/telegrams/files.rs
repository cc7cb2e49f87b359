//! 200 and 201: telegrams by file (sandbox-environment §21; rows 200/1-5, 201/1-3). A file is worked
//! through one minute after it was accepted.

mod records;
mod refresh;
mod work;

use super::Call;
use crate::answer::Answer;
use crate::clock::Moment;
use crate::fields;
use crate::refusal::{Outcome, Refusal};
use crate::store::{PaymentFile, Tx};

pub(crate) use work::work_through;

/// Seconds from acceptance to the result.
const WORK: i64 = 60;
/// How far back the check for identical files looks, in seconds.
const REMEMBERED: i64 = 86_400;
/// Receipt numbers have nine digits.
const FIRST_RECEIPT: i64 = 100_000_001;

/// File types that exist.
const TYPES: [&str; 29] = [
    "020", "021", "022", "024", "026", "116", "027", "028", "029", "040", "101", "110", "220",
    "221", "222", "223", "260", "261", "262", "271", "272", "273", "280", "281", "282", "283",
    "340", "341", "342",
];

/// What is done with the records of a file type.
#[derive(Clone, Copy)]
enum Work {
    /// Each is a telegram of this kind.
    Telegram(&'static str),
    /// Each is a stored card that is looked at.
    Refresh,
}

/// File types of this sandbox. The layouts of all others are not public.
const WORKS: [(&str, Work); 4] = [
    ("026", Work::Telegram("025")),
    ("116", Work::Telegram("116")),
    ("027", Work::Telegram("026")),
    ("024", Work::Refresh),
];

impl Work {
    /// What a file type asks for, if this sandbox can do it.
    fn of(file_type: &str) -> Option<Self> {
        let found = WORKS.iter().find(|(known, _)| *known == file_type);
        found.map(|(_, work)| *work)
    }

    /// Columns of a data record.
    fn width(self) -> usize {
        match self {
            Self::Telegram(kind) => fields::names_after_header(kind).count() + 1,
            Self::Refresh => refresh::WIDTH,
        }
    }
}

/// Answers 200.
pub(super) fn accept(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    let merchant = call.merchant;
    let file_type = form.text("file_type");
    if !TYPES.contains(&&*file_type) {
        return Err(Refusal::field("P010", "file_type").into());
    }
    let contracted = merchant.file_types.iter().any(|known| *known == file_type);
    let Some(work) = Work::of(&file_type).filter(|_| contracted) else {
        return Err(Refusal::field("9104", &file_type).into());
    };
    let content = form.get("data");
    if let Err(mistake) = records::check(content, &file_type, &merchant.merchant_id, work.width()) {
        return Err(Refusal::field("9101", &mistake).into());
    }
    if form.is("duplicate_check", "1") {
        let since = Moment(call.now.0 - REMEMBERED);
        if tx.has_file_like(&merchant.merchant_id, content, since)? {
            return Err(Refusal::new("9106").into());
        }
    }
    let file = PaymentFile {
        id: tx.next_number("file", FIRST_RECEIPT)?,
        merchant_id: merchant.merchant_id.clone(),
        file_type: file_type.into_owned(),
        made: call.now,
        due: Some(Moment(call.now.0 + WORK)),
        content: Some(content.to_vec()),
        result: None,
    };
    tx.add_file(&file)?;
    call.answer(vec![("file_receipt_id", file.id.to_string())])
}

/// Answers 201.
pub(super) fn result(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let id = call.form.number("file_receipt_id");
    let file = tx.file(&call.merchant.merchant_id, id)?;
    let file = file.ok_or_else(|| Refusal::new("9102"))?;
    match (file.result, file.due) {
        (Some(body), _) => Ok(Answer::File(body)),
        (None, Some(_)) => Err(Refusal::new("9103").into()),
        // Done, and nobody can read what came of it: the key beside the data base is another one.
        (None, None) => Err(Refusal::new("9102").into()),
    }
}
