#!/usr/bin/env bash
# Make .venv and install a lock into it: `scripts/env.sh requirements.txt`.
# A stamp with the lock's hash is written last, so an interrupted install is done again.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1
stamp=.venv/.installed-$(basename "$lock" .txt)

fail() { printf '%s\n' "$1" >&2; exit "$2"; }

good_python() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11 python; do
    if command -v "$name" >/dev/null 2>&1 && good_python "$name"; then echo "$name"; return; fi
  done
  fail "No Python of at least 3.11 with venv was found. Install python3.11 and python3-venv, or set PYTHON=." 2
}

wanted=$("${PYTHON:-python3}" - "$lock" 2>/dev/null <<'PY' || sha256sum "$lock" | cut -d' ' -f1
import hashlib, sys
print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())
PY
)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && .venv/bin/python -c '' 2>/dev/null; then
  exit 0
fi
works() { .venv/bin/python -c '' && { command -v uv || .venv/bin/python -c 'import pip'; }; }
if ! works >/dev/null 2>&1; then
  rm -rf .venv
  echo "Making .venv"
  "$(find_python)" -m venv .venv
fi
echo "Installing $lock"
if command -v uv >/dev/null 2>&1; then
  VIRTUAL_ENV="$PWD/.venv" uv pip install --quiet --require-hashes -r "$lock"
else
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
fi
printf '%s\n' "$wanted" > "$stamp"
