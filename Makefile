# The commands of Averment. Each first sets up what it needs, which takes no time if nothing has changed.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?=
# Some shells export HOST as the machine's own name, so only `make serve HOST=…` counts.
HOST =
BIN := .venv/bin
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: help setup serve build check test test-more generate answers format lock release bench clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## */  make \1\t/p' Makefile

setup: ## create .venv from requirements.lock; nothing else has to be installed
	@tools/setup

serve: build ## build the graph and serve it on localhost:8000 (PORT=… HOST=…)
	@exec $(BIN)/averment serve $(if $(PORT),--port $(PORT)) $(if $(HOST),--host $(HOST))

build: setup ## check the curated files, derive, and publish a snapshot
	@$(BIN)/averment build

check: setup ## check the curated files only
	@$(BIN)/averment check

test: ## run the gates: format, lint, types, curated data, tests
	@tools/setup --test
	@tools/step "format" $(BIN)/ruff format --check .
	@tools/step "lint" $(BIN)/ruff check .
	@tools/step "types" $(BIN)/mypy
	@tools/step "curated data" $(BIN)/averment check
	@tools/step "browser for the tests" $(BIN)/python tests/browser/browser.py
	@tools/step "tests" $(BIN)/pytest -m "not long" $(SIDE_BY_SIDE)

test-more: ## run the slow tests, the W3C's suites, and the service with `oxigraph serve` as its engine
	@tools/setup --test
	@tools/step "tests that take long" $(BIN)/pytest -m long $(SIDE_BY_SIDE)
	@tools/step "W3C suites" $(BIN)/pytest tests/w3c
	@tools/step "tests on another engine" $(BIN)/pytest --engine oxigraph tests/api

generate: ## rewrite all generated files: schema, context, register, pages of docs
	@tools/setup --test
	@tools/generate

answers: ## rewrite the questions' answers on the small world; then review `git diff`
	@tools/setup --test
	@$(BIN)/python -m tests.queries.answers

format: ## put code and curated files into their canonical form
	@tools/setup --test
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .
	@$(BIN)/averment format

lock: ## pin the dependencies of pyproject.toml again (UPGRADE=--upgrade: newest versions)
	@tools/lock $(UPGRADE)

release: setup ## assemble a release in release/ without publishing it (SINCE=… the previous release)
	@$(BIN)/averment release $(if $(SINCE),--since $(SINCE))

bench: ## compare with `oxigraph serve`: loads, pages, streams, searches, hostile queries; growth with the data
	@tools/setup --bench
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.pages
	@$(BIN)/python -m bench.html
	@$(BIN)/python -m bench.hostile
	@$(BIN)/python -m bench.growth

clean: ## remove the environment, snapshots and caches
	rm -rf .venv var *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
