# Needs Python 3.11 or newer. `make help` lists the targets.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# Tools that load the settings must not touch anybody's state; a folder per target, as they run side by side.
SCRATCH = WORKBENCH_HOME=$(CURDIR)/$(VENV)/home/$@
CORES := $(shell getconf _NPROCESSORS_ONLN)
# Half of the time of the long tests is waiting, for processes that start and clocks that run: one process more than
# cores fills it; more of them make limits of tests that start whole installations tight. Two suites share the cores.
PROCESSES ?= $(shell echo $$(($(CORES) + 1)))
HALF_OF_PROCESSES = $(shell echo $$(($(PROCESSES) / 2 + $(PROCESSES) % 2)))
# Each test process and each process of the product that a test starts would compile everything anew without bytecode.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --dist loadfile --no-loadscope-reorder -rs
# A test that waits for processes can fail on a machine that is busy with something else. What failed runs once more, alone
# in one process; both rounds are printed, and what fails alone fails the target. Two suites may run side by side: each
# remembers by its name what failed, and begins each line with it.
define suite
@set -o pipefail; { $(PYTEST) -n $(PROCESSES) -o cache_dir=.pytest_cache/$@ $(1) || { \
  test $$? = 1 && echo "Once more, alone, what failed:" && \
  $(PYTEST) -v -n 0 -o cache_dir=.pytest_cache/$@ --last-failed --last-failed-no-failures none --maxfail 50 $(1); }; \
} 2>&1 | sed -u 's/^/$@ | /'
endef
# Runs the named targets side by side, and prints what each has printed when it has ended.
TOGETHER := $(MAKE) --no-print-directory --jobs 2 --output-sync=target
PACKAGES := articles moderation workbench

.PHONY: help run check unit test test-sqlite test-postgresql test-slow lint lint-code lint-types lint-imports lint-django
.PHONY: format bench clean
.DEFAULT_GOAL := help

help: ## lists the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

run: $(VENV)/.installed ## sets everything up and starts it; PORT (8000) and WORKBENCH_HOME (var/) are honoured
	@exec $(BIN)/python manage.py up

check: $(VENV)/.installed-dev ## lint and the tests that need no server, in under two minutes; for every change
	@start=$$(date +%s); $(TOGETHER) unit lint-code lint-types lint-imports lint-django; status=$$?; \
	  test $$status = 0 && result=passed || result=FAILED; \
	  echo "make check: $$result in $$(($$(date +%s) - start)) s"; exit $$status

unit: $(VENV)/.installed-dev ## the tests that need no database and start no process
	$(PYTEST) -n $(CORES) -q -m "not slow" --without-servers

test: $(VENV)/.installed-dev lint ## lint, the whole suite, and beside it on PostgreSQL what a database decides
	@start=$$(date +%s); $(MAKE) --no-print-directory --keep-going --jobs 2 PROCESSES=$(HALF_OF_PROCESSES) \
	  test-sqlite test-postgresql; status=$$?; test $$status = 0 && result=passed || result=FAILED; \
	  echo "make test: $$result in $$(($$(date +%s) - start)) s after lint"; exit $$status

test-sqlite: $(VENV)/.installed-dev ## the suite on SQLite
	$(call suite,-m "not slow")

test-postgresql: $(VENV)/.installed-dev ## what a database decides, on a PostgreSQL server started for it
	$(call suite,-m "not slow" --database postgresql)

test-slow: $(VENV)/.installed-dev ## the long rings
	$(call suite,-m slow)
	$(call suite,-m slow --database postgresql)

lint: $(VENV)/.installed-dev ## ruff, mypy, import contracts, migrations, system checks
	@$(TOGETHER) lint-types lint-code lint-imports lint-django

lint-code: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

lint-types: $(VENV)/.installed-dev
	$(SCRATCH) $(BIN)/mypy $(PACKAGES)
	$(BIN)/mypy --config-file clients/python/pyproject.toml clients/python/provenance_workbench

lint-imports: $(VENV)/.installed-dev
	$(BIN)/lint-imports

lint-django: $(VENV)/.installed-dev
	$(SCRATCH) $(BIN)/python manage.py makemigrations --check --dry-run
	$(SCRATCH) $(BIN)/python manage.py check --fail-level WARNING

format: $(VENV)/.installed-dev ## formats the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev ## runs the benchmarks and prints one table
	$(BIN)/python -m bench

clean: ## removes the virtual environment and caches; never var/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/.pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; on Debian: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$$($(PYTHON) --version) is too old: Python 3.11 or newer is needed (make PYTHON=/path/to/python …)" >&2; exit 1; }
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then :; \
	elif [ -e $(VENV) ]; then \
	  echo "$(VENV) is there but does not work for this user; look at it, and remove it with: make clean" >&2; exit 1; \
	else $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python cannot make virtual environments here; on Debian: apt-get install python3-venv" >&2; exit 1; }; fi
	@touch $@

$(VENV)/.installed: $(VENV)/.pip requirements.txt constraints.txt
	@echo "installing requirements.txt into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@echo "installing requirements-dev.txt into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
