//! `paygent send`: one telegram from the command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use paygent_core::client::{Client, Options};
use paygent_core::config::Config;
use paygent_core::log::class_of;
use paygent_core::telegram::Telegram;

use crate::{Ended, settings};

/// One telegram. Exit code: 0 answered with result 0, 1 refused by Paygent, 2 no usable answer.
#[derive(Args, Debug)]
pub(crate) struct Send {
    /// Telegram kind, e.g. 094
    kind: String,
    /// Fields in UTF-8, e.g. merchant_id=… payment_id=…; telegram_version is 1.0 unless given
    #[arg(value_name = "KEY=VALUE", value_parser = field)]
    fields: Vec<(String, String)>,
    /// Settings file; else PAYGENT_CONFIG, else modenv_properties.* in the present folder
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// File to send (kind 200)
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Write the rows of the answer here (kinds 027 and 201)
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

impl Send {
    /// Sends and prints.
    pub(crate) fn run(self) -> Ended {
        let config = Config::load(&settings::find(self.config.as_deref())?)?;
        let options = Options {
            result_csv: self.csv.clone(),
            ..Options::default()
        };
        let telegram = self.telegram();
        eprintln!("{}", shown(&telegram));
        let sent = Client::new(config, options).send(&telegram);
        for warning in &sent.warnings {
            eprintln!("paygent: {warning}");
        }
        let Some(answer) = sent.answer() else {
            eprintln!("outcome: {}", sent.final_outcome().as_str());
            return Ok(ExitCode::from(2));
        };
        println!(
            "{}",
            sent.wire_text
                .decode(answer.body())
                .replace("\r\n", "\n")
                .trim_matches('\n')
        );
        Ok(match (&sent.result, answer.result()) {
            (Ok(_), b"0") => ExitCode::SUCCESS,
            (Ok(_), _) => ExitCode::FAILURE,
            (Err(_), _) => ExitCode::from(2),
        })
    }

    fn telegram(&self) -> Telegram {
        let mut telegram = Telegram::new(&self.kind);
        if !self.fields.iter().any(|(key, _)| key == "telegram_version") {
            telegram.put("telegram_version", "1.0");
        }
        for (key, value) in &self.fields {
            telegram.put(key, value.as_bytes());
        }
        if let Some(file) = &self.file {
            telegram.send_file(file);
        }
        telegram
    }
}

/// The telegram on one line; secrets and personal data as asterisks.
fn shown(telegram: &Telegram) -> String {
    let fields = telegram.iter().map(|(key, value)| {
        let value = if class_of(key).is_some() {
            "****".into()
        } else {
            String::from_utf8_lossy(value)
        };
        format!("{}={value}", String::from_utf8_lossy(key))
    });
    fields.collect::<Vec<_>>().join(" ")
}

fn field(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("expected KEY=VALUE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Telegram, field, shown};

    #[test]
    fn hides_what_is_secret() {
        let telegram = Telegram::new("020")
            .field("connect_password", "hush")
            .field("card_number", "4900000000000000")
            .field("payment_amount", "100");
        let line = shown(&telegram);
        assert!(!line.contains("hush") && !line.contains("4900"), "{line}");
        assert!(line.contains("payment_amount=100"), "{line}");
    }

    #[test]
    fn splits_at_the_first_equals_sign() {
        assert_eq!(field("a=b=c"), Ok(("a".to_owned(), "b=c".to_owned())));
        assert!(field("=b").is_err() && field("ab").is_err());
    }
}
