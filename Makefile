# `make help` lists what there is. Each target is a script, so that CI and a laptop run the same file.

SHELL := bash

.PHONY: help demo test bench record peers fuzz accuracy generate

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Build `phi` and show what it finds in, and removes from, the samples
	@scripts/demo.sh

test: ## Install what is missing, then run every suite
	@scripts/test.sh

bench: ## Criterion benches by stage; each checks the number of findings
	@scripts/bench.sh

record: ## Measure speed, size and allocations; write benches/record; fail where a limit does not hold
	@scripts/record.sh

peers: ## Install other tools and measure them beside ours; write benches/peers/RESULTS.md
	@benches/peers/run.sh

fuzz: ## Fuzz every target, FUZZ_SECONDS each (600 when not said)
	@scripts/fuzz.sh

accuracy: ## Score the detectors on the annotated documents against their floors
	@scripts/accuracy.sh

generate: ## Write everything that is made from the detectors
	@. scripts/setting.sh && cargo xtask generate
