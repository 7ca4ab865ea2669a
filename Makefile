# Each command works on a fresh Debian machine with a Swift toolchain; `make` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench coverage slow dist

help: ## Lists the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Installs what building and testing need and is missing
	@Scripts/setup build test check

run: ## Builds and starts Atelier on http://127.0.0.1:8080; Ctrl-C stops it
	@exec Scripts/run

test: ## Runs every test, with a throw-away PostgreSQL
	@Scripts/test

check: ## Runs everything that CI runs: format, architecture, documentation, build, tests
	@Scripts/check

bench: ## Measures against the bars and writes Benchmarks/results.json
	@Scripts/bench

coverage: ## Prints the line coverage of each module and compares it with its bar
	@Scripts/coverage

slow: ## Runs every test and shows the ten slowest
	@Scripts/slow

dist: ## Builds the release binary, Dockerfile and unit file into dist/
	@Scripts/dist
