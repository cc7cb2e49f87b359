//! The Paygent connection module as plain Rust.
//!
//! A telegram walks one way: `Config::load` → `Telegram` → `Client::send` → TLS → Paygent,
//! and its answer walks the same way back. Every module is one step of that walk.
#![forbid(unsafe_code)]

pub mod charset;
pub mod client;
pub mod config;
pub mod diagnose;
pub mod error;
pub mod hash;
pub mod kana;
pub mod log;
pub mod response;
pub mod secret;
pub mod telegram;
pub mod transport;
