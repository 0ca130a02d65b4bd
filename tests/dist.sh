#!/usr/bin/env bash
# Builds static release binaries into target/dist and proves them.
#
#   tests/dist.sh                  x86_64 and aarch64 with musl; where the x86_64 musl target is not
#                                  installed, glibc with crt-static in its place
#   tests/dist.sh TARGET...        these targets only
#
# Exit codes: 0 all that was asked for was built and proven; 1 a build or a proof failed;
# 3 a target is not installed (it is named, with what installs it, and the others are built);
# 4 nothing could be built.
set -euo pipefail
cd "$(dirname "$0")/.."

out=target/dist
cargo_target=${CARGO_TARGET_DIR:-target}
rustlib=$(rustc --print sysroot)/lib/rustlib
host=$(rustc -vV | sed -n 's/^host: //p')
missing=()
programs=()

flags_of() {
  case $1 in
    *-linux-gnu) echo "-C target-feature=+crt-static" ;;
    # lld comes with the toolchain, and musl's start files with the target: no cross compiler needed.
    "${host%%-*}"-*) ;;
    *-linux-musl) echo "-C linker=$rustlib/$host/bin/rust-lld" ;;
  esac
}

build() {
  local target=$1
  if [ ! -d "$rustlib/$target/lib" ]; then
    echo "missing: $target; install it with: rustup target add $target"
    missing+=("$target")
    return 1
  fi
  echo "building: $target"
  # Called in a condition, where bash does not stop by itself.
  RUSTFLAGS=$(flags_of "$target") \
    cargo build --release --locked -p taizhang-cli --target "$target" || exit 1
  cp "$cargo_target/$target/release/taizhang" "$out/taizhang-$target" || exit 1
  programs+=("taizhang-$target")
}

# Nothing but the program is in its root folder, so it can load no library.
alone() {
  local program=$1 room
  shift
  room=$(mktemp -d)
  cp "$program" "$room/taizhang"
  if [ "$(id -u)" = 0 ]; then
    chroot "$room" /taizhang "$@"
  else
    unshare --map-root-user --root="$room" /taizhang "$@"
  fi
  rm -rf "$room"
}

# Tells how a program was proven, or why it was not.
prove() {
  local program=$1 arch=${1#taizhang-} emulator="" kind room
  arch=${arch%%-*}
  if readelf -l "$out/$program" | grep -q INTERP; then
    echo "failed: $program asks for a loader"
    exit 1
  fi
  kind="asks for no loader"
  if [ "$arch" = "$(uname -m)" ]; then
    alone "$out/$program" --version >/dev/null
    alone "$out/$program" demo /demo >/dev/null 2>&1
    kind="$kind; makes the sample year in a folder that holds nothing but itself"
  elif emulator=$(command -v "qemu-$arch" || command -v "qemu-$arch-static"); then
    room=$(mktemp -d)
    "$emulator" "$out/$program" demo "$room/demo" >/dev/null 2>&1
    "$emulator" "$out/$program" --ledger "$room/demo" verify >/dev/null
    rm -rf "$room"
    kind="$kind; makes and verifies the sample year under $(basename "$emulator")"
  else
    kind="$kind; not run, for this machine is $(uname -m) and qemu-$arch is not installed"
  fi
  echo "proven: $program ($(stat -c %s "$out/$program") bytes) $kind"
}

mkdir -p "$out"
rm -f "$out"/taizhang-* "$out/SHA256SUMS"
if [ $# -gt 0 ]; then
  for target in "$@"; do build "$target" || true; done
else
  build x86_64-unknown-linux-musl || build x86_64-unknown-linux-gnu || true
  build aarch64-unknown-linux-musl || true
fi

[ ${#programs[@]} -gt 0 ] || { echo "nothing could be built"; exit 4; }
for program in "${programs[@]}"; do prove "$program"; done
(cd "$out" && sha256sum "${programs[@]}" | tee SHA256SUMS)
[ ${#missing[@]} -eq 0 ] || { echo "not built: ${missing[*]}"; exit 3; }
