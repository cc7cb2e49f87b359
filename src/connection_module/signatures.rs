//! What the stubs say about `Paygent\ConnectionModule` and ext-php-rs cannot.

use crate::signature::Correction::{self, Nullable, OrString, Sensitive};

pub(crate) const SIGNATURES: &[Correction] = &[
    OrString("init"),
    OrString("post"),
    OrString("check"),
    OrString("load"),
    OrString("writeCsv"),
    Nullable("setEncoding", 0),
    Nullable("setSendFilePath", 0),
    Nullable("setResultCsv", 0),
    Nullable("setDefaultId", 0),
    Nullable("setDefaultPassword", 0),
    Nullable("setTimeout", 0),
    Nullable("setSelectMaxCnt", 0),
    Sensitive("reqPut", 1),
    Sensitive("prepare", 0),
    Sensitive("prepare", 1),
    Sensitive("setDefaultPassword", 0),
    Sensitive("urlEncode", 0),
    Sensitive("transmit", 1),
];
