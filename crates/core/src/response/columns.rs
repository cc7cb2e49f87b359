//! What a reference answer says about itself beside its rows: names and trailer (connection-module
//! §8.3). Only the vendor's answer classes ask.

use std::sync::Arc;

use bytes::Bytes;

use super::Response;
use super::csv::{Field, Tokenizer};
use super::record;
use super::reference::RecordType;

impl Response {
    /// The column names of the last record of type 2, each once; none for other grammars.
    #[must_use]
    pub fn columns(&self) -> Vec<Bytes> {
        let names = self.last_record(RecordType::Names);
        let columns = names.map(|fields| record::names(&self.body, &fields));
        columns
            .map(|columns| Arc::unwrap_or_clone(columns).into_names())
            .unwrap_or_default()
    }

    /// The number in the trailer (type 4); `None` without a trailer or a number in it. Not checked
    /// against the rows (O-29).
    #[must_use]
    pub fn trailer_count(&self) -> Option<u64> {
        let fields = self.last_record(RecordType::Trailer)?;
        let value = fields.get(1)?.value(&self.body);
        std::str::from_utf8(&value).ok()?.parse().ok()
    }

    fn last_record(&self, wanted: RecordType) -> Option<Vec<Field>> {
        let (mut tokenizer, mut fields, mut found) = (Tokenizer::new(), Vec::new(), None);
        while tokenizer.next_record(&self.body, &mut fields) {
            if RecordType::of(&self.body, &fields) == Some(wanted) {
                found = Some(fields.clone());
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::response::{Depth, Format, Response};

    fn parsed(body: &'static str) -> Response {
        Response::parse(body.into(), Format::Reference, Depth::Full).response
    }

    #[test]
    fn names_and_trailer_are_those_of_the_last_records() {
        let answer = parsed("1,0,,\r\n2,x\r\n2,a,\"b\",a\r\n3,1,2,3\r\n4,17\r\n");
        assert_eq!(answer.columns(), ["a", "b"]);
        assert_eq!(answer.trailer_count(), Some(17));
    }

    #[test]
    fn an_answer_may_have_neither() {
        let answer = parsed("1,1,P010,x\r\n4,many\r\n");
        assert!(answer.columns().is_empty());
        assert_eq!(answer.trailer_count(), None);
        assert_eq!(parsed("1,0,,\r\n").trailer_count(), None);
    }
}
