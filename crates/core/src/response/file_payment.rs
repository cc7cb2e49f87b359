//! The result of a file payment, kind 201 (connection-module §8.4).
//!
//! No quotes here: they are data, and a comma between them splits (O-30).

use bytes::Bytes;

use super::{Depth, Reading, Status, lines};
use crate::error::{Code, Error};

/// Place of result, response code and response detail in the header record, counted from 0.
const STATUS_AT: usize = 6;

/// Reads the first record of type 1. There are no rows: they go to the result CSV.
pub(super) fn read(body: &Bytes, depth: Depth) -> Reading {
    if depth == Depth::Full {
        return Reading {
            error: Some(no_full_parse()),
            ..Reading::default()
        };
    }
    let header = lines(body)
        .map(|line| line.split(|byte| *byte == b','))
        .find(|fields| fields.clone().next() == Some(b"1"));
    let mut status = header
        .into_iter()
        .flatten()
        .skip(STATUS_AT)
        .map(|field| body.slice_ref(field));
    let status = Status {
        result: status.next().unwrap_or_default(),
        code: status.next().unwrap_or_default(),
        detail: status.next().unwrap_or_default(),
    };
    Reading {
        status,
        ..Reading::default()
    }
}

fn no_full_parse() -> Error {
    Error::Response {
        code: Code::FilePayment,
        message: "an answer of kind 201 has no rows to read: set a result CSV path".into(),
    }
}
