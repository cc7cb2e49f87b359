//! `connectmodule.log` in the vendor's layout (connection-module §9), and records for the `log`
//! crate under the target [`TARGET`].

/// Target of all records that go to the `log` crate.
pub const TARGET: &str = "paygent";

/// How log lines look.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LogOptions {
    /// Class name that stands in each line.
    pub class: String,
    /// Zone of the time that stands in each line.
    pub zone: Zone,
}

impl Default for LogOptions {
    fn default() -> Self {
        Self {
            class: "PaygentModule\\Util\\HttpsRequestSender".to_owned(),
            zone: Zone::default(),
        }
    }
}

/// A time zone.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Zone {
    /// The system's.
    #[default]
    Local,
    /// Seconds east of UTC, e.g. what PHP's `date('Z')` says.
    Offset(i32),
}
