# What people type. `make run` needs only a Swift toolchain: everything else it installs.

ARGS ?=

.PHONY: help setup run build test lint format bench replay clean

help:
	@echo 'make run      build the server and start it, data in ./latchkey-data (ARGS="--port 9000" adds flags)'
	@echo 'make test     lint, unit tests, storage conformance and whole-server tests, on SQLite and PostgreSQL'
	@echo 'make build    debug build            make lint     rules          make format   layout'
	@echo 'make bench    measure a release build            make replay   compare with recordings'
	@echo '              QUICK=1 for a look, ONLY="refresh password" for some sections: see Benchmarks/README.md'
	@echo 'make setup    install what the others need       make clean    remove what was built'

setup:
	@scripts/setup

run:
	@scripts/setup build
	swift build -c release --static-swift-stdlib --product latchkey
	@exec .build/release/latchkey serve --data latchkey-data $(ARGS)

build:
	@scripts/setup build
	swift build --explicit-target-dependency-import-check error

test:
	@scripts/test

lint:
	@scripts/lint

format:
	@scripts/format

bench:
	@scripts/setup
	swift build -c release --static-swift-stdlib --product latchkey
	.venv/bin/python Benchmarks/run.py $(ARGS)

replay:
	@scripts/replay $(ARGS)

clean:
	rm -rf .build .venv
