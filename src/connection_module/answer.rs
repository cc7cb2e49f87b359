//! The present answer and how far it has been read.

use ext_php_rs::boxed::ZBox;
use ext_php_rs::types::ZendHashTable;
use paygent_core::response::{Format, Response, Rows};

use crate::record::Records;

/// An answer with the forward-only cursor of connection-module §8.6.
pub(super) struct Answer {
    pub(super) response: Response,
    pub(super) format: Format,
    rest: Rows,
    arrays: Records,
    left: usize,
}

impl Answer {
    pub(super) fn new(response: Response, format: Format) -> Self {
        Self {
            rest: response.rows(),
            left: response.row_count(),
            arrays: Records::raw(),
            format,
            response,
        }
    }

    /// The name of the grammar, as [`State::load`](super::state::State::load) takes it.
    pub(super) const fn format_name(&self) -> &'static str {
        match self.format {
            Format::KeyValue => "payment",
            Format::Reference => "reference",
            Format::FilePayment => "file_payment",
        }
    }

    pub(super) fn has_next(&self) -> bool {
        self.left > 0
    }

    pub(super) fn next(&mut self) -> Option<ZBox<ZendHashTable>> {
        let record = self.rest.next();
        self.left = self.left.saturating_sub(1);
        Some(self.arrays.array(&record?))
    }

    pub(super) fn rows(&self) -> ZBox<ZendHashTable> {
        Records::raw().list(self.response.rows(), self.response.row_count())
    }
}
