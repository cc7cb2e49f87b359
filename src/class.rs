//! What all classes of the extension but the exceptions have in common.

use ext_php_rs::flags::ClassFlags;

/// Final, and without properties that PHP code adds.
pub(crate) const FINAL: ClassFlags = ClassFlags::Final.union(ClassFlags::NoDynamicProperties);
