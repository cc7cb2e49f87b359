//! Requires the system's libcurl: `curl-sys` would build a bundled copy when it finds none.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if let Err(error) = pkg_config::Config::new()
        .atleast_version("7.62.0")
        .cargo_metadata(false)
        .probe("libcurl")
    {
        eprintln!(
            "paygent needs the system's libcurl development package (libcurl 7.62 or newer, with \
             pkg-config): on Debian and Ubuntu `apt-get install libcurl4-openssl-dev pkg-config`.\n{error}"
        );
        std::process::exit(1);
    }
}
