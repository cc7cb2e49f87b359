//! A settings file for tests.

use std::path::Path;

use super::Config;

/// The shortest file that passes every check.
pub(crate) const MINIMAL: &str = "\
<?php
paygentB2Bmodule.client_file_path=/srv/example/client.pem
paygentB2Bmodule.ca_file_path=/srv/example/ca.crt
paygentB2Bmodule.timeout_value=35
paygentB2Bmodule.log_output_path=
paygentB2Bmodule.select_max_cnt=2000
paygentB2Bmodule.default_id=EXAMPLEID01
paygentB2Bmodule.default_password=ExamplePass01
paygentB2Bmodule.telegram_kind.utf8=098,380,450
paygentB2Bmodule.telegram_kind.ref=027,090
paygentB2Bmodule.url.01=https://paygent.example/n/atm/request
paygentB2Bmodule.url.02=https://paygent.example/n/card/request
paygentB2Bmodule.url.09=https://paygent.example/n/ref/request
paygentB2Bmodule.url.091=https://paygent.example/n/ref/paynotice
paygentB2Bmodule.url.20=https://paygent.example/n/o/requestdata
paygentB2Bmodule.url.26=https://paygent.example/n/accounttransfer/request
paygentB2Bmodule.url.263=https://paygent.example/n/accounttransfer/receipt
paygentB2Bmodule.url.45=https://paygent.example/n/threeds/request
?>
";

/// [`MINIMAL`] without the lines of `key` (no prefix), and with `line` at the end.
pub(crate) fn changed(key: &str, line: &str) -> String {
    let lines = MINIMAL
        .lines()
        .filter(|line| !line.starts_with(&format!("paygentB2Bmodule.{key}=")));
    lines
        .chain([line])
        .map(|line| format!("{line}\n"))
        .collect()
}

/// [`MINIMAL`] followed by `lines`, which win.
pub(crate) fn config(lines: &str) -> Config {
    Config::parse(
        format!("{MINIMAL}{lines}").as_bytes(),
        Path::new("sample.conf"),
    )
    .unwrap()
}
