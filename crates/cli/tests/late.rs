//! The client certificate asked for after the request line: a real Apache httpd in front of the local
//! Paygent, which hands the telegram on with the kit's certificate. By renegotiation in TLS 1.2, by
//! post-handshake authentication in TLS 1.3.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::Sandbox;
use paygent_core::transport::{Outcome, TlsBackend};

const MODULES: [&str; 6] = [
    "mpm_prefork",
    "authz_core",
    "ssl",
    "proxy",
    "proxy_http",
    "socache_shmcb",
];

struct Apache {
    child: Child,
    url: String,
}

impl Drop for Apache {
    fn drop(&mut self) {
        // Its workers go with it when it is asked in a friendly way.
        let id = self.child.id().to_string();
        let _ = Command::new("kill").arg(id).status();
        let _ = self.child.wait();
    }
}

impl Apache {
    fn start(sandbox: &Sandbox, root: &Path, protocol: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let config = root.join("httpd.conf");
        std::fs::write(&config, text(sandbox, root, protocol, port)).unwrap();
        let mut child = Command::new("/usr/sbin/apache2")
            .args(["-D", "FOREGROUND", "-f"])
            .arg(&config)
            .stdin(Stdio::null())
            // When it ends it ends its whole process group.
            .process_group(0)
            .spawn()
            .expect("this test needs Debian's apache2");
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let errors = std::fs::read_to_string(root.join("errors")).unwrap_or_default();
            assert!(child.try_wait().unwrap().is_none(), "{errors}");
            assert!(began.elapsed() < Duration::from_secs(30), "{errors}");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self {
            child,
            url: format!("https://localhost:{port}"),
        }
    }
}

fn text(sandbox: &Sandbox, root: &Path, protocol: &str, port: u16) -> String {
    let modules: String = MODULES
        .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
        .concat();
    // As root its workers change to an ordinary user.
    let user = if root_user() {
        "User www-data\nGroup www-data\n"
    } else {
        ""
    };
    format!(
        "ServerName localhost\nServerRoot {root}\nPidFile {root}/pid\nErrorLog {root}/errors\n\
         Mutex file:{root} default\nListen 127.0.0.1:{port}\n{modules}{user}\
         StartServers 2\nMaxRequestWorkers 8\n\
         SSLEngine on\nSSLProtocol {protocol}\nSSLCertificateFile {server}\n\
         SSLCACertificateFile {authority}\n\
         SSLProxyEngine on\nSSLProxyMachineCertificateFile {client}\n\
         SSLProxyCACertificateFile {authority}\nSSLProxyCheckPeerName off\n\
         ProxyPass /n/ {behind}/n/\n\
         <Location /n/>\nSSLVerifyClient require\n</Location>\n",
        root = root.display(),
        server = sandbox.dir.join("ca/server.pem").display(),
        authority = sandbox.kit("curl-ca-bundle.crt").display(),
        client = sandbox.kit("client_cert.pem").display(),
        behind = sandbox.telegram_url,
    )
}

fn root_user() -> bool {
    let out = Command::new("id").arg("-u").output().unwrap();
    out.stdout == b"0\n"
}

#[test]
fn a_certificate_asked_for_late_is_shown_through_libcurl() {
    for protocol in ["TLSv1.2", "TLSv1.3"] {
        let sandbox = Sandbox::start(&[]);
        let folder = tempfile::tempdir().unwrap();
        let apache = Apache::start(&sandbox, folder.path(), protocol);
        for backend in [TlsBackend::Auto, TlsBackend::Libcurl] {
            let sent = sandbox
                .client_at(&apache.url, backend)
                .send(&sandbox.inquiry());
            assert_eq!(sent.final_outcome(), Outcome::Answered, "{protocol}");
            let answer = sent
                .result
                .unwrap_or_else(|error| panic!("{protocol}: {error}"));
            assert_eq!(answer.code(), b"13001", "{protocol}");
        }
        assert_eq!(sandbox.ledger().matches("\"telegram\"").count(), 2);
        // rustls can show it in neither way: the telegram does not come through.
        let sent = sandbox
            .client_at(&apache.url, TlsBackend::Rustls)
            .send(&sandbox.inquiry());
        assert!(sent.result.is_err(), "{protocol}");
        // An independent client does as libcurl does.
        let out = Command::new("curl")
            .args(["-sS", "--data", "telegram_kind=094", "--cert"])
            .arg(sandbox.kit("client_cert.pem"))
            .arg("--cacert")
            .arg(sandbox.kit("curl-ca-bundle.crt"))
            .arg(format!("{}/n/ref/paymentref", apache.url))
            .output()
            .expect("this test needs the curl program");
        let answer = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(
            answer.contains("response_code=P001"),
            "{protocol}: {answer}"
        );
        let seen = sandbox.ledger();
        assert_eq!(seen.matches("\"telegram\"").count(), 3, "{seen}");
    }
}
