#!/usr/bin/env bash
# 100,000 rows of GBK CSV previewed and posted, against pandas that only reads and sums the same file. Run by
# hand, not by CI. Needs: GNU time, python3 with pandas (PYTHON names another interpreter).
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${ROWS:-100000}
runs=${RUNS:-5}
python=${PYTHON:-python3}
target=${CARGO_TARGET_DIR:-target}
work=${WORK:-$target/bench-import}
if [ -z "${TAIZHANG:-}" ]; then
  cargo build --release --locked -p taizhang-cli
  TAIZHANG=$target/release/taizhang
fi
cargo build --release --locked -p taizhang-store --example floor
mkdir -p "$work"
export TAIZHANG_OPERATOR=经办
list=$work/payments.csv
awk -v n="$rows" 'BEGIN {
  print "日期,凭证号,指标,经济科目,金额(元),收款人,摘要"
  for (i = 1; i <= n; i++)
    printf "2022-%02d-%02d,记-%06d,2022-001,%s,%d.%02d,收款单位%d,办公用品和差旅费%d\n",
      i % 12 + 1, i % 28 + 1, i, (i % 2 ? "30201" : "30211"), i % 9000 + 1, i % 100, i % 50, i % 300
}' | iconv -f utf-8 -t gbk > "$list"
echo "$(wc -c < "$list") bytes"
ledger=$work/ledger
rm -rf "$ledger"
"$TAIZHANG" --ledger "$ledger" init --unit 示例单位 --code 100001 --year 2022 --bureau 示例财政局 >/dev/null 2>&1
"$TAIZHANG" --ledger "$ledger" allocate 1000000万元 --line 2022-001 --name 公用经费 --category operating \
  --function 2060701 --econ 302 --doc 示财预〔2022〕1号 --date 2022-01-04 >/dev/null 2>&1

# Prints the median wall milliseconds and the peak KiB of a command; `prepare` runs before each, untimed.
measure() {
  for _ in $(seq "$runs"); do
    prepare
    /usr/bin/time -f '%M' -o "$work/memory" bash -c '
      start=$(date +%s%N); "$@" >/dev/null 2>"$0.err" || exit 1; end=$(date +%s%N)
      echo $(( (end - start) / 1000 )) > "$0"' "$work/micros" "$@"
    echo "$(cat "$work/micros") $(tail -1 "$work/memory")"
  done | sort -n | awk '{ t[NR] = $1; m[NR] = $2 } END { n = int((NR + 1) / 2); printf "%.0f %d\n", t[n] / 1000, m[n] }'
}
prepare() { rm -rf "$work/try" && cp -r "$ledger" "$work/try"; }
show() { awk -v name="$1" -v ms="$2" -v kib="$3" -v n="$rows" -v p="$4" 'BEGIN {
  printf "  %-34s %6d ms  %8d rows/s  %5d MiB  pandas takes %.2f times as long\n", name, ms, n * 1000 / ms, kib / 1024, p / ms }'; }

read -r pandas_ms pandas_kib < <(measure "$python" tests/bench/rival_pandas.py "$list")
work_only=$(for _ in $(seq "$runs"); do "$python" tests/bench/rival_pandas.py "$list" 2>&1 \
  | sed 's/.*work \([0-9.]*\) s.*/\1/'; done | sort -n | awk '{ t[NR] = $1 } END { printf "%.0f", t[int((NR + 1) / 2)] * 1000 }')
read -r dry_ms dry_kib < <(measure "$TAIZHANG" --ledger "$work/try" import payments "$list" --dry-run)
read -r ms kib < <(measure "$TAIZHANG" --ledger "$work/try" import payments "$list" --yes)
floor_ms=$(for _ in $(seq "$runs"); do "$target/release/examples/floor" "$work/try/journal" "$work/floor.jsonl"; done \
  | sort -n | awk '{ t[NR] = $1 } END { print t[int((NR + 1) / 2)] }')
echo "$rows rows, medians of $runs"
show "pandas, whole process" "$pandas_ms" "$pandas_kib" "$pandas_ms"
show "pandas, without its own import" "$work_only" "$pandas_kib" "$work_only"
show "taizhang, preview" "$dry_ms" "$dry_kib" "$pandas_ms"
show "taizhang, preview and durable post" "$ms" "$kib" "$pandas_ms"
awk -v a="$pandas_ms" -v b="$floor_ms" 'BEGIN {
  printf "  floor, the chain followed and the lines synced, nothing else: %d ms; pandas takes %.2f times as long\n", b, a / b }'
awk -v a="$work_only" -v b="$ms" 'BEGIN { printf "  without the import of pandas: %.2f times\n", a / b }'
