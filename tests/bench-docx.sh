#!/usr/bin/env bash
# The Word exporter against python-docx, docxtpl and the npm package docx: a report of 200 sections
# (about 200 pages) with 100 tables, the same content for all. Run by hand, not by CI.
# Needs: GNU time, python3 with venv, node with npm, and the two package registries.
set -euo pipefail
cd "$(dirname "$0")/.."
sections=${SECTIONS:-200}
runs=${RUNS:-5}
target=${CARGO_TARGET_DIR:-target}
work=${WORK:-$target/bench-docx}
mkdir -p "$work"

cargo build --release --locked -p taizhang-docx --example large
if [ ! -d "$work/venv" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check python-docx docxtpl
fi
[ -d "$work/node_modules/docx" ] || (cd "$work" && npm install --silent --no-fund --no-audit docx)
export NODE_PATH=$work/node_modules
large=$target/release/examples/large
"$large" "$sections" "$work/ours.docx" "$work/content.json" >/dev/null

# Each program prints the microseconds from its content in memory to the file on disk; starting an
# interpreter and loading its libraries is not counted. One run of each in turn, so that whatever
# else the machine does meets all of them. The processor time is that of the whole process, which does
# count the interpreter.
names=(taizhang docxtpl docx.js python-docx)
run() {
  case $1 in
    taizhang) set -- "$large" "$sections" "$work/taizhang.docx" ;;
    docxtpl) set -- "$work/venv/bin/python" tests/bench/rival_docxtpl.py "$work/content.json" "$work/docxtpl.docx" ;;
    docx.js) set -- node tests/bench/rival_docx.js "$work/content.json" "$work/docxjs.docx" ;;
    python-docx) set -- "$work/venv/bin/python" tests/bench/rival_python_docx.py "$work/content.json" "$work/pythondocx.docx" ;;
  esac
  /usr/bin/time -f '%M %U' -o "$work/spent" "$@"
}
rm -f "$work"/*.times
for _ in $(seq "$runs"); do
  for name in "${names[@]}"; do
    micros=$(run "$name")
    echo "$micros $(tail -1 "$work/spent")" >> "$work/$name.times"
  done
done
best() { sort -n "$work/$1.times" | head -1; }
processor() { sort -n -k3 "$work/$1.times" | awk '{ t[NR] = $3 } END { print t[int((NR + 1) / 2)] }'; }
median() { sort -n "$work/$1.times" | awk '{ t[NR] = $1 } END { print t[int((NR + 1) / 2)] }'; }
read -r ours ours_memory _ < <(best taizhang)
ours_median=$(median taizhang)
for name in "${names[@]}"; do
  read -r micros memory _ < <(best "$name")
  awk -v name="$name" -v best="$micros" -v ours="$ours" -v memory="$memory" -v om="$ours_memory" \
    -v cpu="$(processor "$name")" -v median="$(median "$name")" -v median_ours="$ours_median" 'BEGIN {
    printf "%-12s best %7.1f ms (x %5.1f)   median %7.1f ms (x %5.1f)   processor %6.2f s   peak %4d MiB (x %4.1f)\n",
      name, best / 1000, best / ours, median / 1000, median / median_ours, cpu, memory / 1024, memory / om }'
done
