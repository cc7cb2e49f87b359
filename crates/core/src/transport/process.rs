//! Which process this is: what was made before a fork belongs to the parent.

/// The process id that every connection is tied to.
#[cfg(not(test))]
pub(crate) fn id() -> u32 {
    std::process::id()
}

/// The process id, or the one a test pretends to have after a fork.
#[cfg(test)]
pub(crate) fn id() -> u32 {
    pretended::ID
        .with(std::cell::Cell::get)
        .unwrap_or_else(std::process::id)
}

#[cfg(test)]
pub(crate) mod pretended {
    use std::cell::Cell;

    thread_local! {
        pub(crate) static ID: Cell<Option<u32>> = const { Cell::new(None) };
    }
}
