# The commands of this project. Each one sets up what it needs by itself.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help install demo up dev-stack test quick lint format types unit lock upgrade bench bench-large bench-smoke compile fuzz soak chaos upgrade-play nth-call mutants mutation-score clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## set up .venv from requirements.lock (the others do it by themselves)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 7))' || { \
		echo "No usable Python: install CPython 3.11, 3.12 or 3.13, then run make PYTHON=/path/to/it" >&2; exit 1; }
	@$(PYTHON) deploy/install.py

demo: install ## play a day of the sample city on real servers and tell what happened
	@$(BIN)/python -m deploy.demo.run

up: install ## run the hub with its servers until Ctrl-C
	@$(BIN)/hub up

dev-stack: install ## run a broker and a database alone; prints the settings that use them
	@$(BIN)/python deploy/dev_stack.py

test: install ## all there is to check: lint, types, dead code, every test (SUITE=unit for one folder)
	@$(BIN)/python deploy/run_suites.py $(SUITE)

quick: install ## what needs no server: lint, types, unit tests, the cases in memory
	@$(BIN)/python deploy/run_suites.py quick

lint: install ## ruff: rules and format
	@$(BIN)/ruff check && $(BIN)/ruff format --check

format: install ## put the code into the project's format, mend what can be mended
	@$(BIN)/ruff check --fix; $(BIN)/ruff format

types: install ## mypy, strict
	@$(BIN)/mypy

unit: install ## the quick tests, without servers
	@$(BIN)/pytest tests/unit

lock: install ## make requirements.lock anew after a change of pyproject.toml
	@$(BIN)/python deploy/lock.py make && $(PYTHON) deploy/install.py

upgrade: install ## the same, with the newest versions that pyproject.toml allows
	@$(BIN)/python deploy/lock.py upgrade && $(PYTHON) deploy/install.py

bench-smoke: install $(if $(PLAIN),,compile) ## a first figure: events per second, publish to directive (PLAIN=1: without machine code)
	@PYTHONPATH=$(if $(PLAIN),,$(CURDIR)/build/compiled:)$(CURDIR):$(CURDIR)/tests $(BIN)/python -P -m bench.smoke

bench: install $(if $(PLAIN),,compile) ## all figures beside peers, and docs/performance-run.md from them (PLAIN=1, EVENTS=200000, ROUNDS=3)
	@PYTHONPATH=$(if $(PLAIN),,$(CURDIR)/build/compiled:)$(CURDIR):$(CURDIR)/tests $(BIN)/python -P -m bench.run --page \
		--events $(or $(EVENTS),200000) --rounds $(or $(ROUNDS),3)

bench-large: install $(if $(PLAIN),,compile) ## the line over pools of 1 and 10 million facts, a backlog, a steady load (FACTS=100000,1000000)
	@PYTHONPATH=$(if $(PLAIN),,$(CURDIR)/build/compiled:)$(CURDIR):$(CURDIR)/tests $(BIN)/python -P -m bench.large.run \
		$(if $(FACTS),--facts $(FACTS)) $(LARGE)

fuzz: install ## a million inputs, led by coverage, for all that reads bytes (INPUTS=20000 for fewer)
	@PYTHONPATH=.:tests $(BIN)/python -m hostile.run_fuzz $(INPUTS)

soak: install ## play 10,000 seeds of the simulation, 300 plays on real servers (SEEDS=100 SERVERS=30); what fails is kept
	@failed=0; PYTHONPATH=.:tests $(BIN)/python -m simulation.soak --seeds $(or $(SEEDS),10000) || failed=1; \
		SERVERS=$(or $(SERVERS),300) $(BIN)/pytest -s tests/integration/line/test_machine.py || failed=1; exit $$failed

chaos: install ## strike a whole city with real faults under load, judge it (FAULTS=27 EVENTS=20000 SEED=1 ONLY='"broker cut"')
	@PYTHONPATH=.:tests $(BIN)/python -m chaos --faults $(or $(FAULTS),27) --events $(or $(EVENTS),20000) --seed $(or $(SEED),1) \
		$(if $(ONLY),--only $(ONLY))

upgrade-play: install ## play a city on an earlier version, then restore and upgrade it (FROM=<commit>, MAY_DIFFER='table ...')
	@$(BIN)/python deploy/upgrade_play.py $(FROM) $(if $(MAY_DIFFER),--may-differ $(MAY_DIFFER))

nth-call: install ## let each call to database, broker and partner fail once, before and after (EVERY=5)
	@NTH_CALL=$(or $(EVERY),all) $(BIN)/pytest tests/integration/faults

mutants: install ## sow known bugs one by one and show which test catches each (ONLY=name for one)
	@PYTHONPATH=.:tests $(BIN)/python -m mutants.run $(if $(ONLY),--only $(ONLY))

mutation-score: install ## change the pure stages bit by bit; the share the quick tests see (SAMPLE=400, ONLY='streams.send.*')
	@PYTHONPATH=.:tests $(BIN)/python -m mutants.score $(if $(ONLY),--only $(ONLY)) $(if $(SAMPLE),--sample $(SAMPLE))

compile: install ## build/compiled: the line as machine code, twice as fast; hub up runs it while it fits the sources
	@$(BIN)/python -m deploy.compile

clean: ## remove all that was made: .venv, downloads, data, caches
	@$(PYTHON) deploy/clean.py
