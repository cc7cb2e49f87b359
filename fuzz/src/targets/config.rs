//! A settings file of any bytes is read or refused with its code; what is read is what it says.

use std::path::Path;

use paygent_core::config::{Config, KEY_PREFIX, keys};
use paygent_core::error::Code;

use super::{Target, fingerprint, magnitude};

pub const TARGET: Target = Target {
    name: "config",
    dictionary: &[
        b"\n",
        b"\r\n",
        b"=",
        b"#",
        b"\\r",
        b"\\n",
        b"<?php\n",
        b"?>\n",
        b"\xef\xbb\xbf",
        b"paygentB2Bmodule.",
        b"paygentB2Bmodule.client_file_path=",
        b"paygentB2Bmodule.not_use_client_cert=true\n",
        b"paygentB2Bmodule.ca_file_path=",
        b"paygentB2Bmodule.not_use_ca_cert=true\n",
        b"paygentB2Bmodule.timeout_value=",
        b"paygentB2Bmodule.log_output_path=\n",
        b"paygentB2Bmodule.select_max_cnt=",
        b"paygentB2Bmodule.proxy_server_port=",
        b"paygentB2Bmodule.telegram_kind.ref=027,090\n",
        b"paygentB2Bmodule.telegram_kind.utf8=",
        b"paygentB2Bmodule.url.02=https://a.example/",
        b"35",
        b"-1",
        b"99999999999999999999",
    ],
    run: |input| vec![run(input)],
};

const KINDS: [&[u8]; 6] = [b"", b"0", b"02", b"020", b"027", b"450"];

fn run(input: &[u8]) -> u64 {
    match Config::parse(input, Path::new("modenv_properties.conf")) {
        Ok(config) => {
            let urls = KINDS.map(|kind| config.url(kind).is_some());
            let kinds =
                KINDS.map(|kind| (config.is_utf8_kind(kind), config.is_reference_kind(kind)));
            for (key, url) in config.urls() {
                assert!(!url.is_empty(), "{key} is blank");
                let kind = key
                    .strip_prefix(keys::URL_PREFIX)
                    .expect("the key of a URL");
                let found = config.url(kind.as_bytes());
                assert_eq!(found, Some(url).filter(|_| !kind.is_empty()), "{key}");
            }
            assert!(
                config.get(keys::TIMEOUT_VALUE).is_some(),
                "a required key is missing"
            );
            fingerprint((urls, kinds, magnitude(input.len())))
        }
        Err(error) => {
            assert_eq!(error.code(), Code::SettingsInvalid);
            let message = error.to_string();
            assert!(message.contains("modenv_properties.conf"), "{message}");
            assert!(!message.contains('\n'), "one line: {message}");
            let key = message
                .find(KEY_PREFIX)
                .map(|at| message.get(at..at + 30).map(str::to_owned));
            fingerprint((key, message.len() / 8))
        }
    }
}
