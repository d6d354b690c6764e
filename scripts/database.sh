#!/usr/bin/env bash
# The tests of the store run on PostgreSQL too: they need the server's programs, no running server.
# As root, or with password-less sudo, Debian's package is installed; otherwise the one line to run
# is printed and the exit code is 3.
set -euo pipefail

missing() {
  for folder in $(command -v initdb >/dev/null 2>&1 && dirname "$(readlink -f "$(command -v initdb)")") \
    /usr/lib/postgresql/*/bin; do
    [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/postgres" ] && return 0
  done
  echo postgresql
}

need=$(missing)
[ -n "$need" ] || exit 0
line="apt-get update && apt-get install -y postgresql"
if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then as_root=""
  elif sudo -n true 2>/dev/null; then as_root="sudo -n"
  else as_root=none
  fi
  if [ "$as_root" != none ]; then
    echo "Installing postgresql by apt"
    if $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
      $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null; then
      [ -z "$(missing)" ] && exit 0
    fi
  fi
fi
printf 'No PostgreSQL server for the tests: the store is tested on SQLite only. Run: sudo sh -c "%s"\n' "$line" >&2
exit 3
