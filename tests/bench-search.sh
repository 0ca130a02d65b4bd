#!/usr/bin/env bash
# Whole-process time of `search` in a ledger of 100,000 payments, beside two rivals that search the
# same payments in the same run: `grep` over the written journal, and SQLite's LIKE over a table.
# Run by hand. Needs python3 (its sqlite3 module).
set -euo pipefail
cd "$(dirname "$0")/.."
payments=${PAYMENTS:-100000}
runs=${RUNS:-5}
if [ -z "${TAIZHANG:-}" ]; then
  cargo build --release --locked -p taizhang-cli
  TAIZHANG=${CARGO_TARGET_DIR:-target}/release/taizhang
fi
taizhang=$(realpath "$TAIZHANG")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 - "$payments" <<'PYTHON'
import csv, sqlite3, sys
count = int(sys.argv[1])
rows = [
    (f"2022-{at % 12 + 1:02}-{at % 28 + 1:02}", f"ZF-{at:07}", f"{at % 900 + 1}.{at % 100:02}",
     f"收款人{at % 700}", "四季度电费" if at % 1000 == 0 else f"办公用品第{at}批")
    for at in range(count)
]
with open("支付.csv", "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file)
    writer.writerow(["日期", "凭证号", "金额(元)", "收款人", "摘要", "指标", "经济科目"])
    writer.writerows(row + ("2022-001", "30201") for row in rows)
with sqlite3.connect("payments.db") as base:
    base.execute("create table payments (day, voucher, amount, payee, memo)")
    base.executemany("insert into payments values (?, ?, ?, ?, ?)", rows)
PYTHON
run() { "$taizhang" --ledger "$work/book" "$@"; }
run init --unit 甲 --code 1 --year 2022 >/dev/null 2>&1
run allocate 9000万元 --line 2022-001 --name 公用经费 --category operating --function 2060701 \
  --econ 302 --doc '示财预〔2022〕1号' --date 2022-01-01 >/dev/null 2>&1
run import payments 支付.csv --yes >/dev/null

# Prints the median and the greatest wall milliseconds of a command.
measure() {
  for _ in $(seq "$runs"); do
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1
    end=$(date +%s%N)
    echo $(((end - start) / 1000))
  done | sort -n | awk '{ t[NR] = $1 } END { printf "%.0f ms (at most %.0f ms)\n", t[int((NR + 1) / 2)] / 1000, t[NR] / 1000 }'
}

like() { python3 -c 'import sqlite3; print(len(sqlite3.connect("payments.db").execute("select * from payments where memo like ?", ("%电费%",)).fetchall()))'; }
found=$(run search 电费 --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["total"])')
grepped=$(cat book/journal/*.jsonl | grep -c 电费)
echo "events found: taizhang $found, grep $grepped, SQLite $(like)"
echo "search 电费:        $(measure run search 电费)"
echo "search 960元 收款人7: $(measure run search 960元 收款人7)"
echo "grep the journal:   $(measure grep -h 电费 book/journal/*.jsonl)"
echo "SQLite LIKE:        $(measure like)"
