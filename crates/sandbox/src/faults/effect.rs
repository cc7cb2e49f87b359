//! What a rule does: one effect of `do`.

use std::time::Duration;

use serde_json::Value;

/// An effect, by who asks for it.
#[derive(Clone, Debug)]
pub(crate) enum Effect {
    /// Listeners.
    Wire(WireEffect),
    /// Handlers: the name and all of `do`.
    Engine(&'static str, Value),
    /// The queue of notices.
    Notice(Notice),
}

/// What happens to a request and its answer.
#[derive(Clone, Debug)]
pub(crate) enum WireEffect {
    /// These fields instead of an answer; nothing is processed.
    Answer(Vec<(String, String)>),
    /// Processed at once, answered later; the payment is locked meanwhile.
    Delay(Duration),
    /// Silence until the client goes.
    Hang(Hang),
    /// TCP RST after so many bytes of the HTTP answer, its head counted.
    ResetAt(usize),
    /// The body ends after so many bytes, `Content-Length` promises all.
    TruncateAt(usize),
    /// This body instead of the answer's.
    Body(Vec<u8>),
    /// This status, without a body.
    Status {
        status: u16,
        location: Option<String>,
        processed: Processed,
    },
    /// A fatal TLS alert with this number instead of an answer.
    TlsAlert { alert: u8, processed: Processed },
    /// The answer in pieces.
    Drip { bytes: usize, pause: Duration },
    /// Processed; closed without a byte of answer.
    Swallow,
    /// Never answered, processed after this time.
    ProcessLater(Duration),
    /// Closed after the answer, which does not say so.
    CloseAfter,
    /// Closed when nothing was asked for this long after the answer.
    CloseIdle(Duration),
}

/// Which side of the processing a silence is on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Hang {
    /// Nothing is processed.
    Before,
    /// Everything is done but the answer.
    After,
}

/// Whether the request is carried out although its answer is lost.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Processed {
    Yes,
    No,
}

/// What happens to a notice.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Notice {
    /// Sent two times.
    Twice,
    /// Sent this many seconds late.
    DelayS(u64),
    /// Sent after the one that follows it.
    Reverse,
    /// With a wrong `hc`.
    Forge,
    /// With this status under a right `hc`.
    Status(String),
    /// Not sent; taken for delivered.
    Drop,
}

impl Effect {
    /// Whether it sends a TLS alert.
    pub(super) const fn is_alert(&self) -> bool {
        matches!(self, Self::Wire(WireEffect::TlsAlert { .. }))
    }

    /// The effect's name in `do`.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Engine(name, _) => name,
            Self::Notice(effect) => match effect {
                Notice::Twice => "twice",
                Notice::DelayS(_) => "delay_s",
                Notice::Reverse => "reverse",
                Notice::Forge => "forge",
                Notice::Status(_) => "status",
                Notice::Drop => "drop",
            },
            Self::Wire(effect) => match effect {
                WireEffect::Answer(_) => "answer",
                WireEffect::Delay(_) => "delay_ms",
                WireEffect::Hang(_) => "hang",
                WireEffect::ResetAt(_) => "reset_at",
                WireEffect::TruncateAt(_) => "truncate_at",
                WireEffect::Body(bytes) if bytes.is_empty() => "empty",
                WireEffect::Body(_) => "body",
                WireEffect::Status { .. } => "http_status",
                WireEffect::TlsAlert { .. } => "tls_alert",
                WireEffect::Drip { .. } => "drip",
                WireEffect::Swallow => "swallow",
                WireEffect::ProcessLater(_) => "process_later_ms",
                WireEffect::CloseAfter => "close_after",
                WireEffect::CloseIdle(_) => "close_idle_ms",
            },
        }
    }
}
