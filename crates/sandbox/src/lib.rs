//! A local Paygent, written from the reference documents alone.
#![forbid(unsafe_code)]
