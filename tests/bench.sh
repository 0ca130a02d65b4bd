#!/usr/bin/env bash
# Whole-process figures: `status` on a large ledger against its limits, and the sum of payments by
# class and month against other plain-text accounting programs. Run by hand, not by CI.
# Needs: GNU time; hledger and ledger (Debian packages); bean-query (PyPI: beancount, beanquery).
set -euo pipefail
cd "$(dirname "$0")/.."
large=${LARGE:-1000000}
small=${SMALL:-100000}
runs=${RUNS:-5}
target=${CARGO_TARGET_DIR:-target}
work=${WORK:-$target/bench}

cargo build --release --locked -p taizhang-cli
cargo build --release --locked -p taizhang-ledger --example payments
taizhang=$target/release/taizhang
make_payments=$target/release/examples/payments

# Prints the median wall milliseconds and the peak KiB of a command.
measure() {
  for _ in $(seq "$runs"); do
    /usr/bin/time -f '%M' -o "$work/memory" bash -c '
      start=$(date +%s%N); "$@" >/dev/null 2>&1; end=$(date +%s%N)
      echo $(( (end - start) / 1000 )) > "$0"' "$work/micros" "$@"
    echo "$(cat "$work/micros") $(tail -1 "$work/memory")"
  done | sort -n | awk '{ t[NR] = $1; m[NR] = $2 } END {
    n = int((NR + 1) / 2); printf "%.1f %d\n", t[n] / 1000, m[n] }'
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

for size in "$large" "$small"; do
  [ -d "$work/$size" ] || "$make_payments" "$work/$size" "$size"
done

echo "status, $large payments, warm checkpoint (limits: 30 ms, 65536 KiB)"
"$taizhang" --ledger "$work/$large/ledger" status >/dev/null
read -r ms kib < <(measure "$taizhang" --ledger "$work/$large/ledger" status)
echo "  $ms ms = $(ratio "$ms" 30) of the limit; $kib KiB = $(ratio "$kib" 65536) of the limit"

echo "sum by class and month, $small payments"
books="$work/$small"
sums() { "$taizhang" --ledger "$books/ledger" list months; }
sums >/dev/null
read -r warm warm_kib < <(measure "$taizhang" --ledger "$books/ledger" list months)
rm -rf "$books/cold" && cp -r "$books/ledger" "$books/cold" && rm -rf "$books/cold/checkpoints"
replay() { rm -rf "$books/cold/checkpoints"; "$taizhang" --ledger "$books/cold" list months; }
export -f replay; export taizhang books
read -r cold cold_kib < <(measure bash -c replay)
echo "  taizhang, warm checkpoint    $warm ms, $warm_kib KiB"
echo "  taizhang, replay of all      $cold ms, $cold_kib KiB"
report() {
  local name=$1; shift
  command -v "$1" >/dev/null || { echo "  $name is not installed"; return; }
  read -r ms kib < <(measure "$@")
  echo "  $name    $ms ms, $kib KiB; warm is $(ratio "$ms" "$warm") times faster," \
    "replay $(ratio "$ms" "$cold")"
}
report hledger hledger -f "$books/payments.ledger" balance expenses --monthly --depth 2
report ledger ledger -f "$books/payments.ledger" register expenses --monthly --collapse --depth 2
report beancount bean-query "$books/payments.beancount" \
  "SELECT root(account, 2), month, sum(position) WHERE account ~ 'Expenses' GROUP BY 1, 2"
