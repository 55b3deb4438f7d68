# What can be done with this checkout. `make` alone lists it.
#
# Whatever is made at run time (the model, the gallery, the daemon's data and log) is under VAR, which git ignores:
# `make clean` empties the build and leaves VAR alone, `rm -r var` forgets the rest.

VAR ?= var
FUZZ_SECONDS ?= 60
export TESSERA_VAR := $(abspath $(VAR))
export FUZZ_SECONDS

swift_folders := Package.swift Sources Tests
format_flags := --recursive --parallel --configuration .swift-format

.PHONY: help deps build quickstart stop test bench load-smoke fuzz sanitize protos format lint clean
.DEFAULT_GOAL := help

help: ## this list
	@echo "Tessera finds the picture that should guide a generation. To see it work: make quickstart"
	@echo
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'
	@echo
	@echo "  VAR=FOLDER         keep model, gallery and data in FOLDER rather than in var"
	@echo "  FUZZ_SECONDS=N     how long each fuzzer runs (60)"

deps: ## install the Debian packages, and fetch the encoder's runtime and model
	@deploy/install-packages
	@deploy/fetch-model --out "$(TESSERA_VAR)/models"

build: deps ## build the daemon and the tool, optimized
	swift build -c release --product tesserad
	swift build -c release --product tessera

quickstart: ## from nothing to an answered scene: a daemon with 7,458 drawings, left running
	@deploy/quickstart

stop: ## stop the daemon that quickstart left running
	@deploy/stop

test: ## everything that must hold: style, floors, every test in Swift and Python
	@Tests/run

bench: ## the figures of docs/BENCHMARKS.md, measured here
	@deploy/install-packages --test
	@Tests/bench

load-smoke: ## half a minute of load on a daemon, and as long on a cluster that loses a replica
	@deploy/install-packages
	@Tests/load-smoke

fuzz: ## throw damaged bytes at every decoder, FUZZ_SECONDS each
	@deploy/install-packages
	@Tests/Fuzz/run

sanitize: ## tests under the thread and the address sanitizer, some half an hour
	@deploy/install-packages
	@deploy/fetch-model --out "$(TESSERA_VAR)/models"
	@Tests/sanitize

protos: ## make the messages in Swift and C from Protos again
	@deploy/install-packages --test
	@deploy/make-environment
	@PYTHON="$(TESSERA_VAR)/venv/bin/python" deploy/generate-protos

format: ## put the Swift sources into the project's style
	swift format --in-place $(format_flags) $(swift_folders)

lint: ## say where the Swift sources leave the project's style
	swift format lint --strict $(format_flags) $(swift_folders)

clean: ## remove what was built, but not VAR
	rm -rf .build .build-fuzz .build-tsan .build-asan
