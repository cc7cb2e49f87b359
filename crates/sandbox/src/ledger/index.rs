//! Where the lines about a payment are in the file.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::Path;

/// Byte positions of lines.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Where the next line begins.
    end: u64,
    by_payment: HashMap<i64, Vec<u64>>,
    clock: Vec<u64>,
}

impl Index {
    /// Counts in the next line of the file.
    pub(super) fn add(&mut self, line: &str) {
        if let Some(payment_id) = payment_of(line) {
            self.by_payment
                .entry(payment_id)
                .or_default()
                .push(self.end);
        } else if line.contains("\"event\":\"clock\"") {
            self.clock.push(self.end);
        }
        self.end += line.len() as u64 + 1;
    }

    /// The lines about a payment and the clock, in order.
    pub(super) fn lines(&self, path: &Path, payment_id: i64) -> String {
        let own = self.by_payment.get(&payment_id);
        let mut places: Vec<u64> = own.into_iter().flatten().copied().collect();
        places.extend(&self.clock);
        places.sort_unstable();
        let mut text = String::new();
        let Ok(file) = File::open(path) else {
            return text;
        };
        let mut file = BufReader::new(file);
        for place in places {
            if file.seek(SeekFrom::Start(place)).is_err() || file.read_line(&mut text).is_err() {
                break;
            }
        }
        text
    }
}

/// The payment of a line: the first `payment_id` that has a value. Within texts the quotes would be
/// escaped.
fn payment_of(line: &str) -> Option<i64> {
    let (_, rest) = line.split_once("\"payment_id\":\"")?;
    rest.split('"').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Index, payment_of};

    #[test]
    fn finds_lines_again() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let lines = [
            r#"{"seq":1,"event":"status","payment_id":"7","text":"注文"}"#,
            r#"{"seq":2,"event":"clock"}"#,
            r#"{"seq":3,"event":"telegram","payment_id":null,"request":{"payment_id":"8"}}"#,
            r#"{"seq":4,"event":"moved","payment_id":"7"}"#,
        ];
        std::fs::write(file.path(), lines.join("\n") + "\n").unwrap();
        let mut index = Index::default();
        lines.iter().for_each(|line| index.add(line));
        let found = index.lines(file.path(), 7);
        assert_eq!(found, [lines[0], lines[1], lines[3], ""].join("\n"));
        assert_eq!(
            index.lines(file.path(), 8),
            [lines[1], lines[2], ""].join("\n")
        );
        assert_eq!(index.lines(file.path(), 9), [lines[1], ""].join("\n"));
        assert_eq!(payment_of(r#"{"text":"\"payment_id\":\"7\""}"#), None);
    }
}
