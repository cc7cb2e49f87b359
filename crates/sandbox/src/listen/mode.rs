//! The ways in which the telegram listener speaks TLS (`paygent sandbox serve --tls`).

use openssl::ssl::SslVersion;

use crate::kit::ServerCertificate;

/// A way of speaking TLS, one of [`TlsMode::all`].
#[derive(Clone, Copy, Debug)]
pub struct TlsMode(&'static Row);

/// What happens to a client certificate within the handshake.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Question {
    /// Asked for; any one is taken, none too, and judged in the answer (P016).
    First,
    /// Never asked for.
    Never,
    /// Asked for, and every one refused with an alert.
    Refuse,
}

#[derive(Debug)]
struct Row {
    name: &'static str,
    about: &'static str,
    /// The only version, where there is only one.
    version: Option<SslVersion>,
    /// TLS 1.2 suites in OpenSSL's spelling, where they are not the usual ones.
    suites: Option<&'static str>,
    question: Question,
    certificate: ServerCertificate,
}

const USUAL: Row = Row {
    name: "default",
    about: "TLS 1.2 and 1.3; asks for the client certificate in the first handshake",
    version: None,
    suites: None,
    question: Question::First,
    certificate: ServerCertificate::Proper,
};

static ROWS: [Row; 11] = [
    USUAL,
    Row {
        name: "tls13",
        about: "TLS 1.3 only",
        version: Some(SslVersion::TLS1_3),
        ..USUAL
    },
    Row {
        name: "tls12",
        about: "TLS 1.2 only",
        version: Some(SslVersion::TLS1_2),
        ..USUAL
    },
    Row {
        name: "static-rsa",
        about: "TLS 1.2 with RSA key exchange only (AES-GCM), suites that many clients lack",
        version: Some(SslVersion::TLS1_2),
        suites: Some("AES128-GCM-SHA256:AES256-GCM-SHA384"),
        ..USUAL
    },
    Row {
        name: "never-ask",
        about: "never asks for the client certificate: telegrams are answered P016",
        question: Question::Never,
        ..USUAL
    },
    Row {
        name: "reject-client",
        about: "refuses every client certificate in the handshake",
        question: Question::Refuse,
        ..USUAL
    },
    Row {
        name: "reject-client-tls12",
        about: "the same in TLS 1.2, where the client learns it before it sends",
        version: Some(SslVersion::TLS1_2),
        question: Question::Refuse,
        ..USUAL
    },
    Row {
        name: "wrong-host",
        about: "shows a server certificate for another host name",
        certificate: ServerCertificate::WrongHost,
        ..USUAL
    },
    Row {
        name: "expired-server",
        about: "shows a server certificate that expired yesterday",
        certificate: ServerCertificate::Expired,
        ..USUAL
    },
    Row {
        name: "self-signed-server",
        about: "shows a server certificate that nobody signed",
        certificate: ServerCertificate::SelfSigned,
        ..USUAL
    },
    Row {
        name: "wrong-ca-server",
        about: "shows a server certificate of an authority that is not in the kit",
        certificate: ServerCertificate::OtherAuthority,
        ..USUAL
    },
];

impl Default for TlsMode {
    fn default() -> Self {
        Self(&USUAL)
    }
}

impl TlsMode {
    /// Every mode, the usual one first.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(Self)
    }

    /// The mode with this name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|mode| mode.name() == name)
    }

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// What it does, one line of English.
    #[must_use]
    pub fn about(self) -> &'static str {
        self.0.about
    }

    /// Whether rustls can speak it: it has no static-RSA suites, and refuses no certificate for the sake
    /// of refusing. Only there can a fault rule send an alert.
    pub(crate) fn is_rustls(self) -> bool {
        self.0.suites.is_none() && self.0.question != Question::Refuse
    }

    pub(super) fn version(self) -> Option<SslVersion> {
        self.0.version
    }

    pub(super) fn suites(self) -> Option<&'static str> {
        self.0.suites
    }

    pub(super) fn question(self) -> Question {
        self.0.question
    }

    pub(super) fn certificate(self) -> ServerCertificate {
        self.0.certificate
    }
}
