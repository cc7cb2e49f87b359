//! Reads an HTTP/1 answer: enough of it to know what the shop said, never more than 64 KiB.

use std::io::Read;

use super::{Trouble, is_timeout};

/// The most bytes that are read of an answer, head included.
const MOST: usize = 64 * 1024;

/// What the shop's server said.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Cut at 64 KiB.
    pub(crate) body: Vec<u8>,
}

/// Reads until the answer is complete, or long enough to be judged.
pub(super) fn read(stream: &mut impl Read) -> Result<Answer, Trouble> {
    let mut bytes = Vec::new();
    let mut buffer = [0_u8; 4096];
    loop {
        let ended = match stream.read(&mut buffer) {
            Ok(0) => true,
            Ok(count) => {
                bytes.extend_from_slice(buffer.get(..count).unwrap_or_default());
                bytes.len() >= MOST
            }
            Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => false,
            Err(cause) if is_timeout(&cause) => return Err(Trouble::Timeout),
            // Many servers end TLS without saying so.
            Err(_) => true,
        };
        bytes.truncate(MOST);
        match (parse(&bytes), ended) {
            (Parsed::Complete(answer) | Parsed::UntilEnd(answer), true) => return Ok(answer),
            (Parsed::Complete(answer), false) => return Ok(answer),
            (Parsed::Wrong, _) | (Parsed::Unfinished, true) => return Err(Trouble::Broken),
            (Parsed::UntilEnd(_) | Parsed::Unfinished, false) => {}
        }
    }
}

#[derive(Debug, Eq, PartialEq)]
enum Parsed {
    Complete(Answer),
    /// Complete when the connection ends here.
    UntilEnd(Answer),
    Unfinished,
    Wrong,
}

fn parse(bytes: &[u8]) -> Parsed {
    let Some((head, rest)) = split_head(bytes) else {
        return if bytes.len() >= MOST || !looks_like_http(bytes) {
            Parsed::Wrong
        } else {
            Parsed::Unfinished
        };
    };
    let Ok(head) = std::str::from_utf8(head) else {
        return Parsed::Wrong;
    };
    let mut lines = head.split('\n').map(str::trim_end);
    let status = lines.next().and_then(status_of);
    let Some(status) = status else {
        return Parsed::Wrong;
    };
    if (100..200).contains(&status) {
        return parse(rest);
    }
    let headers: Vec<(String, &str)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()))
        .collect();
    let header = |wanted: &str| {
        let found = headers.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| *value)
    };
    let answer = |body: &[u8]| Answer {
        status,
        body: body.to_vec(),
    };
    if status == 204 || status == 304 {
        return Parsed::Complete(answer(b""));
    }
    if header("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        return match dechunk(rest) {
            Some((body, true)) => Parsed::Complete(answer(&body)),
            Some((body, false)) if bytes.len() >= MOST => Parsed::Complete(answer(&body)),
            Some((_, false)) => Parsed::Unfinished,
            None => Parsed::Wrong,
        };
    }
    match header("content-length").map(str::parse::<usize>) {
        None => Parsed::UntilEnd(answer(rest)),
        Some(Err(_)) => Parsed::Wrong,
        Some(Ok(length)) => match rest.get(..length) {
            Some(body) => Parsed::Complete(answer(body)),
            None if bytes.len() >= MOST => Parsed::Complete(answer(rest)),
            None => Parsed::Unfinished,
        },
    }
}

fn looks_like_http(bytes: &[u8]) -> bool {
    let start = b"HTTP/1.";
    bytes.iter().zip(start).all(|(one, other)| one == other)
}

/// The head without its empty line, and what follows.
fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = |mark: &[u8]| {
        let at = bytes.windows(mark.len()).position(|window| window == mark);
        at.map(|at| (at, at + mark.len()))
    };
    let (at, after) = match (end(b"\r\n\r\n"), end(b"\n\n")) {
        (Some(one), Some(other)) => one.min(other),
        (one, other) => one.or(other)?,
    };
    Some((bytes.get(..at)?, bytes.get(after..)?))
}

fn status_of(line: &str) -> Option<u16> {
    let rest = line.strip_prefix("HTTP/1.")?;
    let (_, rest) = rest.split_once(' ')?;
    let digits = rest.get(..3)?;
    let all = digits.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| digits.parse().ok()).flatten()
}

/// The data of the chunks so far, and whether the last chunk came; nothing when they are damaged.
fn dechunk(mut rest: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut body = Vec::new();
    loop {
        let Some(end) = rest.iter().position(|byte| *byte == b'\n') else {
            return Some((body, false));
        };
        let line = std::str::from_utf8(rest.get(..end)?).ok()?;
        let size = line.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some((body, true));
        }
        let Some(data) = rest.get(..size) else {
            body.extend_from_slice(rest);
            return Some((body, false));
        };
        body.extend_from_slice(data);
        rest = rest.get(size..)?;
        rest = match rest {
            [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => after,
            [] | [b'\r'] => return Some((body, false)),
            _ => return None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, MOST, read};
    use crate::notices::post::Trouble;

    fn answer(mut bytes: &[u8]) -> Result<(u16, Vec<u8>), Trouble> {
        read(&mut bytes).map(|Answer { status, body }| (status, body))
    }

    #[test]
    fn reads_every_way_to_end_a_body() {
        let good = Ok((200, b"result=0".to_vec()));
        assert_eq!(
            answer(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nresult=0 and more"),
            good
        );
        assert_eq!(
            answer(b"HTTP/1.0 200\r\n\r\nresult=0"),
            Ok((200, b"result=0".to_vec()))
        );
        assert_eq!(
            answer(b"HTTP/1.1 200 OK\nTRANSFER-ENCODING: Chunked\n\n3;x=y\r\nres\r\n5\r\nult=0\r\n0\r\n\r\n"),
            good
        );
        assert_eq!(
            answer(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"),
            Ok((302, Vec::new()))
        );
        assert_eq!(
            answer(b"HTTP/1.1 204 No Content\r\n\r\n"),
            Ok((204, Vec::new()))
        );
    }

    #[test]
    fn refuses_what_is_broken() {
        for broken in [
            &b""[..],
            b"HTTP/1.1 200 OK\r\nContent-Le",
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nresult=0",
            b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nresult=0",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nresult=0",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\nresult=0",
            b"HTTP/1.1 2x0 OK\r\n\r\nresult=0",
            b"HTTP/2 200\r\n\r\nresult=0",
            b"SSH-2.0-OpenSSH\r\n",
            b"result=0",
        ] {
            assert_eq!(
                answer(broken),
                Err(Trouble::Broken),
                "{}",
                String::from_utf8_lossy(broken)
            );
        }
    }

    #[test]
    fn reads_no_more_than_it_may() {
        let mut long = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
        long.resize(10 * MOST, b'x');
        let (_, body) = answer(&long).unwrap();
        assert!(body.len() < MOST);
        let endless = vec![b'H'; 10 * MOST];
        assert_eq!(answer(&endless), Err(Trouble::Broken));
    }
}
