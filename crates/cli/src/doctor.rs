//! `paygent doctor`: what is configured and whether it works.

mod japanese;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use paygent_core::client::{Client, Options};
use paygent_core::config::Config;
use paygent_core::diagnose::{Check, Status};

use crate::{Ended, settings};

/// Exit code: 0 nothing wrong (warnings allowed), 1 something does not work.
#[derive(Args, Debug)]
pub(crate) struct Doctor {
    /// Settings file; else PAYGENT_CONFIG, else modenv_properties.* in the present folder
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// One line of JSON instead of text
    #[arg(long)]
    json: bool,
}

/// The language of the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Language {
    Japanese,
    English,
}

impl Doctor {
    /// Looks and prints.
    pub(crate) fn run(self) -> Ended {
        let checks = self.checks();
        if self.json {
            println!("{}", json(&checks));
        } else {
            let language = language_of(|name| std::env::var(name).ok());
            for check in &checks {
                println!("{}", text(check, language));
            }
        }
        let failed = checks.iter().any(|check| check.status == Status::Error);
        Ok(if failed {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }

    /// Without a readable settings file there is one check, and it failed.
    fn checks(&self) -> Vec<Check> {
        let config = settings::find(self.config.as_deref()).and_then(|path| Config::load(&path));
        match config {
            Ok(config) => Client::new(config, Options::default()).diagnose(),
            Err(cause) => vec![Check {
                check: "settings file",
                status: Status::Error,
                message: cause.to_string(),
                hint: "give the file with --config or in PAYGENT_CONFIG".to_owned(),
            }],
        }
    }
}

fn json(checks: &[Check]) -> String {
    let checks: Vec<_> = checks
        .iter()
        .map(|check| {
            serde_json::json!({
                "check": check.check,
                "status": check.status.as_str(),
                "message": check.message,
                "hint": check.hint,
            })
        })
        .collect();
    serde_json::Value::from(checks).to_string()
}

fn text(check: &Check, language: Language) -> String {
    let word = |english: &str| match language {
        Language::English => english.to_owned(),
        Language::Japanese => japanese::translate(english),
    };
    let sign = match (check.status, language) {
        (Status::Ok, Language::English) => "[ok]     ",
        (Status::Warning, Language::English) => "[warning]",
        (Status::Error, Language::English) => "[error]  ",
        (Status::Ok, Language::Japanese) => "[正常]",
        (Status::Warning, Language::Japanese) => "[注意]",
        (Status::Error, Language::Japanese) => "[異常]",
    };
    let mut line = format!("{sign} {}: {}", word(check.check), word(&check.message));
    if !check.hint.is_empty() {
        line.push_str(&format!("\n          → {}", word(&check.hint)));
    }
    line
}

/// The first of LC_ALL, LC_MESSAGES, LANG that is set decides.
fn language_of(variable: impl Fn(&str) -> Option<String>) -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty());
    match named {
        Some(value) if value.starts_with("ja") => Language::Japanese,
        _ => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::{Check, Language, Status, json, language_of, text};

    fn check() -> Check {
        Check {
            check: "CA file",
            status: Status::Error,
            message: "/a b holds certificates".to_owned(),
            hint: "check ca_file_path, the host name and this machine's clock".to_owned(),
        }
    }

    #[test]
    fn speaks_both_languages() {
        assert!(text(&check(), Language::English).starts_with("[error]   CA file: /a b holds"));
        let japanese = text(&check(), Language::Japanese);
        assert!(
            japanese.starts_with("[異常] CA証明書: /a b は証明書として読めました"),
            "{japanese}"
        );
        assert!(japanese.contains("ca_file_path"), "{japanese}");
        assert!(json(&[check()]).contains("\"status\":\"error\""));
    }

    #[test]
    fn follows_the_locale() {
        let with = |name: &'static str, value: &'static str| {
            language_of(move |asked| (asked == name).then(|| value.to_owned()))
        };
        assert_eq!(with("LANG", "ja_JP.UTF-8"), Language::Japanese);
        assert_eq!(with("LC_ALL", "ja"), Language::Japanese);
        assert_eq!(with("LANG", "C.UTF-8"), Language::English);
        assert_eq!(language_of(|_| None), Language::English);
    }
}
