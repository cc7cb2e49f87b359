//! The tokenizer of reference CSV for one line and other marks (the vendor's `CSVTokenizer`,
//! connection-module §3.8).

use super::csv::Tokenizer;

/// The fields of a line without its end. `separator` and `envelope` are comma and double quote in
/// every answer of Paygent.
#[must_use]
pub fn csv_fields(line: &[u8], separator: u8, envelope: u8) -> Vec<Vec<u8>> {
    let marks = Marks {
        separator,
        envelope,
    };
    let line: Vec<u8> = line.iter().map(|byte| marks.usual(*byte)).collect();
    let mut fields = Vec::new();
    if !Tokenizer::new().next_record(&line, &mut fields) {
        return vec![Vec::new()];
    }
    fields
        .into_iter()
        .map(|field| {
            let value = field.value(&line);
            value.iter().map(|byte| marks.original(*byte)).collect()
        })
        .collect()
}

/// Swaps the given marks with the usual ones, a permutation of the byte values.
struct Marks {
    separator: u8,
    envelope: u8,
}

impl Marks {
    fn usual(&self, byte: u8) -> u8 {
        swap(swap(byte, self.separator, b','), self.envelope, b'"')
    }

    fn original(&self, byte: u8) -> u8 {
        swap(swap(byte, self.envelope, b'"'), self.separator, b',')
    }
}

fn swap(byte: u8, one: u8, other: u8) -> u8 {
    match byte {
        byte if byte == one => other,
        byte if byte == other => one,
        byte => byte,
    }
}

#[cfg(test)]
mod tests {
    use super::csv_fields;

    #[test]
    fn the_usual_marks() {
        assert_eq!(
            csv_fields(b"\"a,\"\"b\",c,", b',', b'"'),
            [&b"a,\"b"[..], b"c", b""]
        );
        assert_eq!(csv_fields(b"", b',', b'"'), [b""]);
    }

    #[test]
    fn other_marks_leave_the_usual_ones_as_data() {
        assert_eq!(
            csv_fields(b"'a;b';\"c,d\"", b';', b'\''),
            [&b"a;b"[..], b"\"c,d\""]
        );
    }
}
