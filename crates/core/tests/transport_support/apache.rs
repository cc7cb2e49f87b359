//! Debian's Apache httpd with a certificate rule per location: it asks only after it has seen the
//! URL, by renegotiation in TLS 1.2 and by post-handshake authentication in TLS 1.3.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::pki::Kit;

pub struct Apache<'a> {
    kit: &'a Kit,
    directory: String,
    child: Child,
    pub port: u16,
}

const MODULES: [&str; 8] = [
    "mpm_prefork",
    "authz_core",
    "ssl",
    "cgi",
    "alias",
    "socache_shmcb",
    "env",
    "setenvif",
];

impl<'a> Apache<'a> {
    /// `protocol`: `TLSv1.2` or `TLSv1.3`.
    pub fn start(kit: &'a Kit, protocol: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let directory = format!("apache-{port}");
        let root = kit.path(&directory);
        fs::create_dir(&root).unwrap();
        // httpd's workers run under another account.
        for path in [kit.root(), &root] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
        }
        let file = |name: &str| root.join(name).display().to_string();
        fs::write(file("server.pem"), kit.server.pem()).unwrap();
        fs::write(file("telegrams"), "").unwrap();
        fs::set_permissions(file("telegrams"), fs::Permissions::from_mode(0o666)).unwrap();
        let script = format!(
            "#!/bin/sh\nbody=$(cat)\nprintf '%s %s\\n' \"$SSL_CLIENT_S_DN_CN\" \"$body\" >> {}\n\
             printf 'Content-Type: text/plain\\r\\n\\r\\nresult=0'\n",
            file("telegrams")
        );
        fs::write(file("gateway"), script).unwrap();
        fs::set_permissions(file("gateway"), fs::Permissions::from_mode(0o755)).unwrap();
        let modules: String = MODULES
            .iter()
            .map(|name| {
                format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n")
            })
            .collect();
        let config = format!(
            "ServerName localhost\nServerRoot {root}\nPidFile {pid}\nErrorLog {errors}\n\
             Mutex file:{root} default\nListen 127.0.0.1:{port}\n{modules}\
             LogLevel info\nSSLSessionCache shmcb:{cache}(512000)\n\
             StartServers 2\nMinSpareServers 1\nMaxSpareServers 4\nMaxRequestWorkers 8\n\
             User www-data\nGroup www-data\n\
             ScriptAlias /late {gateway}\nScriptAlias /open {gateway}\n\
             SSLEngine on\nSSLProtocol {protocol}\nSSLCertificateFile {server}\n\
             SSLCACertificateFile {ca}\nSSLOptions +StdEnvVars\n\
             <Location />\nRequire all granted\n</Location>\n\
             <Location /late>\nSSLVerifyClient require\nSSLVerifyDepth 2\n</Location>\n",
            root = root.display(),
            pid = file("pid"),
            errors = file("errors"),
            cache = file("sessions"),
            gateway = file("gateway"),
            server = file("server.pem"),
            ca = kit.path("ca.crt").display(),
        );
        fs::write(file("httpd.conf"), config).unwrap();
        let child = Command::new("/usr/sbin/apache2")
            .args(["-X", "-D", "FOREGROUND", "-f", &file("httpd.conf")])
            .stdin(Stdio::null())
            .spawn()
            .expect("Debian's apache2 must be installed");
        let apache = Self {
            kit,
            directory,
            child,
            port,
        };
        apache.wait();
        apache
    }

    fn wait(&self) {
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(
                began.elapsed() < Duration::from_secs(10),
                "{}",
                self.errors()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn url(&self, location: &str) -> String {
        format!("https://localhost:{}/{location}", self.port)
    }

    /// What the gateway behind httpd received: certificate's name and body.
    pub fn telegrams(&self) -> Vec<String> {
        let path = self.kit.path(&self.directory).join("telegrams");
        fs::read_to_string(path)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect()
    }

    pub fn errors(&self) -> String {
        let path = self.kit.path(&self.directory).join("errors");
        fs::read_to_string(path).unwrap_or_default()
    }
}

impl Drop for Apache<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
