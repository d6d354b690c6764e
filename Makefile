# `make` lists the targets. Needs python 3.11 or newer and make; uv is used when it is there.
SHELL := /bin/bash
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help run test quick check format lint types data texts access schema lock screenshots lab bench load clean env env-dev

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

env:
	@scripts/env.sh requirements.txt

env-dev:
	@scripts/env.sh requirements-dev.txt

run: env ## Start the app on 127.0.0.1:8501 (PORT=... for another port, ADDRESS=... for others: docs/sign-in.md)
	@$(PY) scripts/serve.py

test: env-dev ## Run every test, the browser's too
	@scripts/browser.sh
	@scripts/database.sh || test -z "$$BAYSITE_NEEDS_POSTGRES"
	$(PY) -m pytest -n 2 --dist loadfile

quick: env-dev ## Run the tests without browser and server
	$(PY) -m pytest -n 2 --dist loadfile -m "not browser and not slow"

check: export BAYSITE_NEEDS_POSTGRES := 1
check: env-dev lint types test ## Format, lint, types and every test; nothing is skipped

format: env-dev ## Write the one format
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

lint: env-dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .

types: env-dev
	$(PY) -m mypy

data: env-dev ## Build every file of data/ from data/raw/
	$(PY) -m features.build
	cp data/land.geojson static/land.geojson

texts: env-dev ## Compile the translations
	$(PY) -m babel.messages.frontend compile --domain baysite --directory data/texts --statistics

access: env-dev ## Write the tables of docs/access.md
	$(PY) -m scripts.access_tables

schema: env-dev ## Write docs/profile.schema.json
	$(PY) -c "import json; from recommender.profile import profile_schema; print(json.dumps(profile_schema(), indent=2, ensure_ascii=False))" > docs/profile.schema.json

lock: env-dev ## Compile both locks again, one resolution for all
	@command -v uv >/dev/null 2>&1 || $(PY) -m pip install --quiet "uv>=0.8"
	@scripts/lock.sh

screenshots: env-dev ## Write the pictures of the README (ALL=folder for every page, language, theme and width)
	@scripts/browser.sh
	$(PY) -m scripts.screenshots $(ALL)

lab: ## Open the notebooks in JupyterLab on 127.0.0.1
	@scripts/env.sh requirements-lab.txt
	PYTHONPATH="$(CURDIR)" $(PY) -m jupyterlab --ip 127.0.0.1 notebooks

bench: env-dev ## Measure, as ratios in one run
	$(PY) -m benchmarks.bench_recommend
	$(PY) -m benchmarks.bench_travel
	$(PY) -m benchmarks.bench_robustness
	$(PY) -m benchmarks.bench_page
	$(PY) -m benchmarks.bench_desk

load: env-dev ## Let simulated users in, and say how many one process bears
	$(PY) -m benchmarks.bench_load

clean: ## Remove what make has made
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
