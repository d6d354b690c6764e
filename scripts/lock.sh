#!/usr/bin/env bash
# The locks from pyproject.toml: the development lock first, the others within it.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)
compile="$uv pip compile --universal --generate-hashes --python-version 3.11 --no-annotate --no-header --quiet"
$compile pyproject.toml --group dev -o requirements-dev.txt
$compile -c requirements-dev.txt pyproject.toml -o requirements.txt
$compile -c requirements-dev.txt pyproject.toml --group lab -o requirements-lab.txt
