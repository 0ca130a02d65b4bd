#!/usr/bin/env bash
# Builds static release binaries into target/dist: musl for x86_64 and aarch64 where the targets are
# installed, and a glibc build with crt-static where the x86_64 musl target is not. A target that is
# missing is named with what installs it; nothing built at all is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

out=target/dist
mkdir -p "$out"
rm -f "$out"/taizhang-* "$out/SHA256SUMS"
installed=$(rustc --print sysroot)/lib/rustlib
built=0

build() {
  local target=$1 flags=$2
  if [ ! -d "$installed/$target/lib" ]; then
    echo "missing: target $target; install it with: rustup target add $target"
    return 1
  fi
  echo "building: $target $flags"
  RUSTFLAGS="$flags" cargo build --release --locked -p taizhang-cli --target "$target"
  cp "${CARGO_TARGET_DIR:-target}/$target/release/taizhang" "$out/taizhang-$target"
  built=$((built + 1))
}

build x86_64-unknown-linux-musl "" || build x86_64-unknown-linux-gnu "-C target-feature=+crt-static" || true
build aarch64-unknown-linux-musl "-C linker=rust-lld" || true

[ "$built" -gt 0 ] || { echo "nothing could be built"; exit 1; }
(cd "$out" && sha256sum taizhang-* | tee SHA256SUMS)
for program in "$out"/taizhang-"$(uname -m)"-*; do
  "$program" --version
  if command -v ldd >/dev/null; then ldd "$program" 2>&1 | sed 's/^/  /' || true; fi
done
