//! Somebody who speaks plain HTTP to the TLS port: told so and closed, as nginx and Apache httpd do.
//! Anything else is left to the TLS handshake, which has alerts of its own.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const ANSWER: &[u8] = b"HTTP/1.1 400 Bad Request\r\n\
    content-type: text/plain; charset=UTF-8\r\n\
    content-length: 62\r\n\
    connection: close\r\n\
    \r\n\
    This port speaks TLS: the request was plain HTTP. Use https.\r\n";

/// How long and how much of the rest of the request is read: closing over unread bytes would reset the
/// connection and take the answer away from the client.
const LINGER: Duration = Duration::from_secs(2);
const MOST: u64 = 1 << 20;

/// Whether the first byte begins a request line: TLS records begin with 0x16, methods with a letter.
/// Waits for it.
pub(super) async fn is_plain(stream: &TcpStream) -> io::Result<bool> {
    let mut first = [0];
    let count = stream.peek(&mut first).await?;
    Ok(count == 1 && first.iter().all(u8::is_ascii_alphabetic))
}

/// Says so and closes.
pub(super) async fn refuse(mut stream: TcpStream) {
    if stream.write_all(ANSWER).await.is_err() || stream.shutdown().await.is_err() {
        return;
    }
    let (mut rest, mut nowhere) = (stream.take(MOST), tokio::io::sink());
    let _ = tokio::time::timeout(LINGER, tokio::io::copy(&mut rest, &mut nowhere)).await;
}

#[cfg(test)]
mod tests {
    use super::ANSWER;

    #[test]
    fn announces_as_many_bytes_as_it_sends() {
        let text = String::from_utf8(ANSWER.to_vec()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let announced = format!("\r\ncontent-length: {}\r\n", body.len());
        assert!(head.contains(&announced), "{} bytes", body.len());
    }
}
