# Each recipe is a plain command that also works by hand.

# List the recipes.
default:
    @just --list

# Fetch the dependencies and build.
setup:
    cargo build --release --locked -p taizhang-cli

# Build the sample ledger with its Word report and CSV files.
demo folder="target/demo":
    rm -rf {{folder}}
    cargo run --release --locked -p taizhang-cli -- demo {{folder}}

# Everything that CI checks.
check:
    bash tests/run.sh

# All tests.
test:
    cargo test --workspace --locked

# Formatting and lints.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings

# Documentation, warnings denied.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

# Where lines, characters, tables and page numbers stand on paper (needs LibreOffice).
pages:
    bash tests/pages.sh

# Speed and size against named rivals, see docs/performance.md.
bench:
    cargo bench --locked -p taizhang-store --bench ledger
    bash tests/bench.sh
    bash tests/bench-docx.sh
    bash tests/bench-search.sh
    bash tests/bench-import.sh
    bash tests/bench-audit.sh

# The long proofs: kills, corruption, faults (bounded in count and time).
torture:
    TAIZHANG_TORTURE=1 cargo test --release --locked -p taizhang-store --test it

# Precision and recall of the audit: the published cases, and clean reports with each figure changed in turn (--misses).
precision *options:
    cargo run --locked -p taizhang-audit --example precision -- {{options}}

# Fuzz one target for ten minutes (nightly compiler and cargo-fuzz).
fuzz target:
    cd fuzz && cargo +nightly fuzz run {{target}} -- -max_total_time=600

# Accept changed snapshots after reading their difference.
bless:
    INSTA_UPDATE=always cargo test --workspace --locked

# Write the command reference, the schemas of JSON results and the results of all examples into the guides; read the difference.
reference:
    touch docs/guide/reference.md
    TAIZHANG_UPDATE_GUIDES=1 cargo test --locked -p taizhang-cli --test it -- guide reference schemas_are_current

# Licences and sources of the dependencies.
deny:
    cargo deny --offline check bans licenses sources

# Static release binaries, as far as the installed targets allow; says what is missing.
dist:
    bash tests/dist.sh
