#!/usr/bin/env bash
# Where everything stands on the pages of the Word report, as LibreOffice sets them: the sample year's report and
# its monitoring form at half-year, the tests' sample, a page of plain text, and a report that ends on a turned page. Needs soffice, python3 with venv, and a Chinese font (for example
# fonts-noto-cjk or fonts-arphic-*): the fonts that the report names are not free, so others stand in for them.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v soffice >/dev/null || { echo "LibreOffice is not installed: no page was looked at"; exit 1; }
target=${CARGO_TARGET_DIR:-target}
work=$target/pages
rm -rf "$work/reports" "$work/ledger" "$work/monitoring"
mkdir -p "$work/reports"
cargo run --quiet --locked -p taizhang-cli -- demo "$work/ledger" >/dev/null
cp "$work"/ledger/out/*.docx "$work/reports/demo.docx"
# Without signs of danger the monitoring ends with 0, with some with 1.
cargo run --quiet --locked -p taizhang-cli -- --ledger "$work/ledger" monitor --as-of 2022-06-30 \
  --output "$work/monitoring" >/dev/null || [ $? -eq 1 ]
cp "$work"/monitoring/*.docx "$work/reports/monitoring.docx"
for example in sample grid ending; do
  cargo run --quiet --locked -p taizhang-docx --example "$example" -- "$work/reports/$example.docx"
done
[ -d "$work/venv" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check -r tests/requirements-pages.txt
"$work/venv/bin/python" tests/pages.py "$work" "$work"/reports/{demo,sample,grid,monitoring,ending}.docx
