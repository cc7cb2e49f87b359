//! The sentences of the diagnosis in Japanese. `{}` stands for what differs; a sentence that is not in
//! the table stays English rather than getting lost.

const SENTENCES: &[(&str, &str)] = &[
    // names of checks
    ("settings file", "設定ファイル"),
    ("client certificate", "クライアント証明書"),
    ("CA file", "CA証明書"),
    ("log", "ログ"),
    ("URLs", "接続先URL"),
    ("name look-up", "名前解決"),
    ("TLS", "TLS接続"),
    // what was found
    ("{} is valid", "{} は正しく読めました"),
    (
        "{} can be read by every user of this machine",
        "{} はこのサーバの全ユーザーが読めます",
    ),
    (
        "{} has no default_id or no default_password",
        "{} に default_id または default_password がありません",
    ),
    (
        "none is used (not_use_client_cert)",
        "使用しません (not_use_client_cert)",
    ),
    (
        "{} holds a certificate and its key",
        "{} に証明書と秘密鍵があります",
    ),
    (
        "the server is not checked at all (danger_no_server_verification)",
        "サーバ証明書をまったく検証しません (danger_no_server_verification)",
    ),
    ("{} holds certificates", "{} は証明書として読めました"),
    (
        "the system's certificate store is used (not_use_ca_cert)",
        "システムの証明書ストアを使います (not_use_ca_cert)",
    ),
    (
        "no log (log_output_path is blank)",
        "ログを出力しません (log_output_path が空です)",
    ),
    ("{} cannot be written: {}", "{} に書き込めません: {}"),
    (
        "{} records every request and answer (debug_flg)",
        "{} にすべての要求と応答を記録します (debug_flg)",
    ),
    ("{} can be written", "{} に書き込めます"),
    (
        "{} is no https:// address",
        "{} が https:// のURLではありません",
    ),
    ("{} names no server", "{} に接続先がありません"),
    (
        "{} answers with {}, asks for the client certificate in the handshake, served by {}; its certificate ends {}",
        "{} が {} で応答し、ハンドシェイクでクライアント証明書を求めます (使用: {}、サーバ証明書の期限: {})",
    ),
    (
        "{} answers with {}, asks for the client certificate in the handshake, served by {}",
        "{} が {} で応答し、ハンドシェイクでクライアント証明書を求めます (使用: {})",
    ),
    (
        "{} answers with {}, does not ask for the client certificate in the handshake, served by {}",
        "{} が {} で応答しました。ハンドシェイクではクライアント証明書を求めません (使用: {})",
    ),
    (
        "no settings file; looked at: {}",
        "設定ファイルが見つかりません。探した場所: {}",
    ),
    ("{} is {}", "{} のアドレスは {} です"),
    // what to do
    (
        "it holds a password: chmod 640 {}, owned by the web server's group",
        "パスワードを含むため、Webサーバのグループの所有にして chmod 640 {} を実行してください",
    ),
    (
        "it holds a private key: chmod 640 {}, owned by the web server's group",
        "秘密鍵を含むため、Webサーバのグループの所有にして chmod 640 {} を実行してください",
    ),
    (
        "put connect_id and connect_password into every telegram, or set both in the file",
        "電文ごとに connect_id と connect_password を指定するか、両方を設定ファイルに書いてください",
    ),
    (
        "Paygent refuses telegrams without the certificate it issued",
        "ペイジェント発行の証明書がない電文は拒否されます",
    ),
    (
        "anyone on the way can read and answer telegrams: remove that line outside of tests",
        "通信を第三者に読まれ、応答を偽られるおそれがあります。テスト以外ではこの行を削除してください",
    ),
    (
        "make it writable for the user PHP runs as; telegrams go on without it",
        "PHPの実行ユーザーが書き込めるようにしてください。書き込めなくても電文は送信されます",
    ),
    (
        "set debug_flg to 0 in production",
        "本番環境では debug_flg を 0 にしてください",
    ),
    (
        "telegrams hold passwords: copy the line from Paygent's connection kit",
        "電文はパスワードを含みます。接続キットの行をそのまま使ってください",
    ),
    (
        "copy the url lines from Paygent's connection kit",
        "接続キットの url の行をそのまま使ってください",
    ),
    (
        "check proxy_server_ip, proxy_server_name and the name server",
        "proxy_server_ip、proxy_server_name とネームサーバを確認してください",
    ),
    (
        "check the host name in the url lines and this machine's name server",
        "url の行のホスト名と、このサーバのネームサーバを確認してください",
    ),
    (
        "check the port, and that a firewall lets this machine out",
        "ポート番号と、ファイアウォールが外向きの通信を許しているかを確認してください",
    ),
    (
        "check that a firewall lets this machine out to that port",
        "ファイアウォールがこのポートへの通信を許しているかを確認してください",
    ),
    (
        "set paygent.tls_backend to auto or libcurl, and check the TLS version",
        "paygent.tls_backend を auto または libcurl にし、TLSのバージョンを確認してください",
    ),
    (
        "ask Paygent whether this client certificate is the current one",
        "このクライアント証明書が最新かどうかをペイジェントに確認してください",
    ),
    (
        "check client_file_path: one PEM file with certificate and private key",
        "client_file_path を確認してください (証明書と秘密鍵を含む1つのPEMファイル)",
    ),
    (
        "check ca_file_path, the host name and this machine's clock",
        "ca_file_path、ホスト名、このサーバの時計を確認してください",
    ),
    (
        "check ca_file_path: the .crt file of Paygent's connection kit",
        "ca_file_path を確認してください (接続キットの .crt ファイル)",
    ),
    (
        "try again; a proxy or firewall may cut in",
        "もう一度実行してください。プロキシやファイアウォールが通信を切っている可能性があります",
    ),
    (
        "check the url lines of the settings file",
        "設定ファイルの url の行を確認してください",
    ),
    (
        "give the file with --config or in PAYGENT_CONFIG",
        "--config または環境変数 PAYGENT_CONFIG で設定ファイルを指定してください",
    ),
];

/// The Japanese sentence, or the English one when there is none.
pub(super) fn translate(english: &str) -> String {
    let found = SENTENCES.iter().find_map(|(pattern, japanese)| {
        let holes = matched(pattern, english)?;
        Some(filled(japanese, &holes))
    });
    found.unwrap_or_else(|| english.to_owned())
}

/// What stands in the holes of a pattern, if the text fits it.
fn matched<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut parts = pattern.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut holes = Vec::new();
    let parts: Vec<&str> = parts.collect();
    for (index, part) in parts.iter().enumerate() {
        let last = index + 1 == parts.len();
        let at = if last {
            rest.len().checked_sub(part.len())?
        } else {
            rest.find(part)?
        };
        holes.push(rest.get(..at)?);
        rest = rest.get(at..)?.strip_prefix(part)?;
    }
    rest.is_empty().then_some(holes)
}

fn filled(pattern: &str, holes: &[&str]) -> String {
    let mut holes = holes.iter();
    let mut parts = pattern.split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(holes.next().copied().unwrap_or_default());
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{SENTENCES, translate};

    #[test]
    fn fills_what_differs() {
        assert_eq!(translate("/x is valid"), "/x は正しく読めました");
        assert_eq!(
            translate("/x cannot be written: is full"),
            "/x に書き込めません: is full"
        );
        assert_eq!(
            translate("nobody translated this"),
            "nobody translated this"
        );
    }

    #[test]
    fn has_as_many_holes_on_both_sides() {
        for (english, japanese) in SENTENCES {
            let holes = |text: &str| text.matches("{}").count();
            assert_eq!(holes(english), holes(japanese), "{english}");
        }
    }
}
