#!/usr/bin/env bash
# The audit of a folder of 120 Word reports against python-docx, which only reads their text.
# Run by hand, not by CI. Needs: python3 with venv, and its package registry.
set -euo pipefail
cd "$(dirname "$0")/.."
reports=${REPORTS:-120}
runs=${RUNS:-3}
target=${CARGO_TARGET_DIR:-target}
work=${WORK:-$target/bench-audit}
mkdir -p "$work"

cargo build --release --locked -p taizhang-audit --example folder
if [ ! -d "$work/venv" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check python-docx
fi
python=$work/venv/bin/python
rm -rf "$work/reports"
"$python" tests/bench/make_reports.py "$reports" "$work/reports"
echo "$reports reports, $(du -sm "$work/reports" | cut -f1) MB"

# One run of each in turn, so that whatever else the machine does meets both.
rm -f "$work"/*.times
for _ in $(seq "$runs"); do
  "$target/release/examples/folder" "$work/reports" >> "$work/taizhang.times"
  "$python" tests/bench/rival_read_docx.py "$work/reports" >> "$work/python-docx.times"
done
best() { sort -n -k"$2" "$work/$1.times" | head -1 | cut -d' ' -f"$2"; }
awk -v read="$(best taizhang 1)" -v all="$(best taizhang 2)" -v rival="$(best python-docx 1)" -v n="$reports" 'BEGIN {
  printf "taizhang     reads %8.1f ms, reads and audits %8.1f ms (%.1f ms a report)\n", read / 1000, all / 1000, all / 1000 / n
  printf "python-docx  reads %8.1f ms: x %.1f of reading, x %.1f of the whole audit\n", rival / 1000, rival / read, rival / all }'
