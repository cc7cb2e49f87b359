//! The text of `modenv_properties.conf`: the keys of `data/modenv_keys.csv`, comments in Windows-31J.

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::Folder;
use crate::account::Merchant;
use crate::routes;
use crate::text;

/// The whole file. Paths are written byte for byte.
pub(super) fn text(folder: &Folder, merchant: &Merchant, base: &str) -> Vec<u8> {
    let mut file = Writer(Vec::with_capacity(8192));
    file.comment("ローカル試験環境（ペイジェント接続モジュール設定ファイル）");
    file.comment("起動のたびに接続先URLを書き換えます。");
    file.blank();
    file.comment("クライアント証明書と秘密鍵（1つのPEMファイル）");
    file.path("client_file_path", &folder.client_certificate());
    file.blank();
    file.comment("CA証明書");
    file.path("ca_file_path", &folder.ca_bundle());
    file.blank();
    file.comment("プロキシサーバ（使わない場合は空）");
    file.key("proxy_server_name", "");
    file.key("proxy_server_ip", "");
    file.key("proxy_server_port", "0");
    file.blank();
    file.comment("接続IDと接続パスワードの省略時の値");
    file.key("default_id", &merchant.connect_id);
    file.key("default_password", &merchant.connect_password);
    file.blank();
    file.comment("タイムアウト値（秒）");
    file.key("timeout_value", "35");
    file.blank();
    file.comment("ログ出力先（空の場合は出力しない）");
    file.path("log_output_path", &folder.module_log());
    file.blank();
    file.comment("デバッグ出力（1は要求と応答も出力する。本番環境では0）");
    file.key("debug_flg", "0");
    file.blank();
    file.comment("照会の最大件数");
    file.key("select_max_cnt", "2000");
    file.blank();
    file.comment("UTF-8で送受信する電文種別");
    file.key(
        "telegram_kind.utf8",
        "098,380,410,411,412,413,414,415,416,417,418,450",
    );
    file.comment("複数行の応答を返す照会の電文種別");
    file.key("telegram_kind.ref", "027,090");
    file.blank();
    file.comment("接続先URL（変更しないでください）");
    for (group, path) in routes::groups() {
        file.key(&format!("url.{group}"), &format!("{base}{path}"));
    }
    file.0
}

struct Writer(Vec<u8>);

impl Writer {
    fn comment(&mut self, words: &str) {
        self.0.extend_from_slice(b"# ");
        text::encode_into(words, &mut self.0);
        self.0.push(b'\n');
    }

    fn key(&mut self, name: &str, value: &str) {
        let mut line = String::new();
        let _ = writeln!(line, "paygentB2Bmodule.{name}={value}");
        self.0.extend_from_slice(line.as_bytes());
    }

    fn path(&mut self, name: &str, path: &Path) {
        self.0
            .extend_from_slice(format!("paygentB2Bmodule.{name}=").as_bytes());
        self.0.extend_from_slice(path.as_os_str().as_bytes());
        self.0.push(b'\n');
    }

    fn blank(&mut self) {
        self.0.push(b'\n');
    }
}
