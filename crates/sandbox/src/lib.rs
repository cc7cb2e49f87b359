//! A local Paygent, written from the reference documents alone.
//!
//! A telegram walks one way here too: listener → door (who asks, what kind) → fields → the family's
//! handler in one transaction → answer bytes. It shares `charset` and `hash` with the core crate and
//! nothing else, so that a mistake of the client cannot hide in its judge.
#![forbid(unsafe_code)]

mod account;
mod answer;
mod card;
mod card_stub;
mod carrier;
mod clock;
mod desk;
mod door;
mod error;
mod faults;
mod fields;
mod folder_lock;
mod form;
#[doc(hidden)]
pub mod fuzzing;
mod kit;
mod ledger;
mod listen;
mod notices;
mod pages;
mod paidy;
mod payment;
mod refusal;
mod routes;
mod server;
mod store;
mod telegrams;
mod text;
mod three_ds;
mod timers;
mod tool;
mod transfer;
mod turns;

pub use clock::ClockMode;
pub use error::Error;
pub use kit::make_kit;
pub use listen::TlsMode;
pub use server::{Options, serve};
