//! Which path takes which telegram kind (telegrams-overview §3), and what the kinds are.

use std::collections::HashMap;
use std::sync::LazyLock;

static GROUPS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    include_str!("../data/url_groups.csv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .collect()
});

static KINDS: LazyLock<HashMap<&'static str, Kind>> = LazyLock::new(|| {
    include_str!("../data/kinds.csv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split(',');
            let id = columns.next()?;
            let simulated = columns.next()? == "yes";
            let method = columns.next()?;
            Some((
                id,
                Kind {
                    id,
                    simulated,
                    method,
                },
            ))
        })
        .collect()
});

/// A telegram kind that exists at Paygent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Kind {
    /// Three characters.
    pub(crate) id: &'static str,
    /// Whether this sandbox can do it.
    pub(crate) simulated: bool,
    /// The contract's method it needs: `card`, `atm`, `cvs`, `bank`, `va`, or `any`.
    pub(crate) method: &'static str,
}

impl Kind {
    /// The kind with this id, if anybody knows it.
    pub(crate) fn find(id: &[u8]) -> Option<Self> {
        KINDS.get(std::str::from_utf8(id).ok()?).copied()
    }

    /// Whether answers of this kind are CSV records (telegrams-overview §6.2).
    pub(crate) fn answers_in_csv(self) -> bool {
        matches!(self.id, "027" | "090" | "201")
    }

    /// Whether this kind is exchanged in UTF-8.
    pub(crate) fn is_utf8(self) -> bool {
        matches!(self.id, "098" | "380" | "450") || self.id.starts_with("41")
    }
}

/// Every entry of the settings file: group and path, in the kit's order.
pub(crate) fn groups() -> &'static [(&'static str, &'static str)] {
    &GROUPS
}

/// Whether telegrams are taken at this path at all.
pub(crate) fn is_telegram_path(path: &str) -> bool {
    GROUPS.iter().any(|(_, known)| *known == path)
}

/// Whether a kind is posted to this path: the entry of the full kind, else of its first two characters.
pub(crate) fn fits(kind: Kind, path: &str) -> bool {
    let entry = |group: &str| {
        GROUPS
            .iter()
            .find(|(known, _)| *known == group)
            .map(|(_, path)| *path)
    };
    let expected = entry(kind.id).or_else(|| entry(kind.id.get(..2)?));
    expected == Some(path)
}

/// The most bytes a telegram to this path may have: 100 KB, 10 MB for file payment.
pub(crate) fn body_limit(path: &str) -> usize {
    if path == "/n/o/requestdata" {
        10_485_760
    } else {
        102_400
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, fits, is_telegram_path};

    #[test]
    fn looks_up_the_full_kind_before_its_group() {
        let fits =
            |kind: &str, path| Kind::find(kind.as_bytes()).is_some_and(|kind| fits(kind, path));
        assert!(fits("020", "/n/card/request"));
        assert!(fits("116", "/n/card/request"));
        assert!(fits("091", "/n/ref/paynotice"));
        assert!(!fits("091", "/n/ref/request"));
        assert!(fits("094", "/n/ref/paymentref"));
        assert!(!fits("020", "/n/paypal/request"));
        assert!(is_telegram_path("/n/paypal/request"));
        assert!(!is_telegram_path("/n/card/request/"));
        assert_eq!(Kind::find(b"999"), None);
    }
}
