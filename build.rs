//! Keeps the extension mapped until the process ends: a name look-up may still run in a detached
//! thread when PHP unloads its modules.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
}
