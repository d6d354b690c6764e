#!/usr/bin/env bash
# The browser tests need chromium and a Chinese font from Debian's packages.
# As root, or with password-less sudo, they are installed; otherwise the one line to run is printed
# and the exit code is 3.
set -euo pipefail

missing() {
  command -v chromium >/dev/null 2>&1 || echo chromium
  fc-list :lang=zh 2>/dev/null | grep -q . || echo fonts-noto-cjk
}

need=$(missing | tr '\n' ' ')
[ -n "${need// /}" ] || exit 0
line="apt-get update && apt-get install -y chromium fonts-noto-cjk"
if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then as_root=""
  elif sudo -n true 2>/dev/null; then as_root="sudo -n"
  else as_root=none
  fi
  if [ "$as_root" != none ]; then
    echo "Installing ${need}by apt"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null
    [ -z "$(missing)" ] && exit 0
  fi
fi
printf 'Missing for the tests: %s. Run: sudo sh -c "%s"\n' "$need" "$line" >&2
exit 3
