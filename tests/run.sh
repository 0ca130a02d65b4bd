#!/usr/bin/env bash
# Everything that must hold before a commit lands: formatting, lints, documentation, tests, and the
# conformance of what exporters write. CI runs this same script.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$1"; }

step "formatting"
cargo fmt --all --check

step "lints"
cargo clippy --workspace --all-targets --locked -- -D warnings

step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

demo=$(mktemp -d)
trap 'rm -rf "$demo"' EXIT

step "tests"
TAIZHANG_DOCUMENTS="$demo/documents" INSTA_UPDATE=no cargo test --workspace --locked

step "the sample year"
cargo run --quiet --locked -p taizhang-cli -- demo "$demo/ledger"
cargo run --quiet --locked -p taizhang-cli -- --ledger "$demo/ledger" export fdp -o "$demo/ledger/out/fdp" >/dev/null

for format in html xlsx; do
  cargo run --quiet --locked -p taizhang-cli -- --ledger "$demo/ledger" export "$format"
done

step "conformance of report, page and workbook"
python3 -m venv "$demo/venv"
"$demo/venv/bin/pip" install --quiet --disable-pip-version-check -r tests/requirements.txt
"$demo/venv/bin/python" tests/conformance.py "$demo/ledger/out"

step "findings as SARIF"
# Exit code 1 says that there are findings.
program() { cargo run --quiet --locked -p taizhang-cli -- --ledger "$demo/ledger" "$@" || [ $? -eq 1 ]; }
program check --sarif >"$demo/check.sarif"
program audit fixtures/cases --sarif >"$demo/audit.sarif"
"$demo/venv/bin/python" tests/sarif.py "$demo/check.sarif" "$demo/audit.sarif"

step "conformance of the documents that the tests made"
"$demo/venv/bin/python" tests/documents.py "$demo/documents" 40

step "pages of the report"
if command -v soffice >/dev/null; then
  bash tests/pages.sh
else
  echo "not looked at: LibreOffice is not installed ('bash tests/pages.sh' needs it)"
fi

step "licences and sources"
if cargo deny --version >/dev/null 2>&1; then
  cargo deny --offline check bans licenses sources
else
  echo "cargo-deny is not installed; run 'cargo install cargo-deny --locked' to check deny.toml"
fi
