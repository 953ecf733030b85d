# `make` lists what can be done. Everything is installed into .venv; nothing else needs to be set up first.

.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
PYTHON_IN_VENV := $(VENV)/bin/python
RUN := $(PYTHON_IN_VENV) -m
MINUTES ?= 10

# durable_rules calls PyEval_CallObject, which Python 3.13 dropped in favour of PyObject_CallObject. No cache: pip may
# have kept a durable_rules that was built without knowing this.
INSTALL = CPPFLAGS="$(CPPFLAGS) -DPyEval_CallObject=PyObject_CallObject" \
	$(RUN) pip install --quiet --disable-pip-version-check --no-cache-dir --constraint constraints.txt --editable

.PHONY: help
help: ## List these targets
	@echo "Stratagem 策略"
	@echo
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(VENV)/.installed ## Install what is missing, then advise on the worked example
	@$(VENV)/bin/stratagem advise examples/equipment-purchase.yaml
	@echo
	@echo "Next: $(VENV)/bin/stratagem --help"

.PHONY: test
test: $(VENV)/.installed-dev $(VENV)/.chromium $(VENV)/.java ## Run every test (ARGS='-k name' chooses)
	$(RUN) pytest -n auto --dist loadgroup $(ARGS)

.PHONY: check
check: lint types imports test ## Everything a change must pass

.PHONY: lint
lint: $(VENV)/.installed-dev ## Check style and formatting
	$(RUN) ruff check
	$(RUN) ruff format --check

.PHONY: types
types: $(VENV)/.installed-dev ## Check types
	$(RUN) mypy

.PHONY: imports
imports: $(VENV)/.installed-dev ## Check what may import what
	$(VENV)/bin/lint-imports --no-logo

.PHONY: format
format: $(VENV)/.installed-dev ## Rewrite the code in the agreed format
	$(RUN) ruff check --fix-only
	$(RUN) ruff format

.PHONY: fuzz
fuzz: $(VENV)/.installed-dev ## Compare the matchers on random rulebooks (MINUTES=10)
	$(RUN) tests.parity.fuzz --minutes $(MINUTES)

.PHONY: bench
bench: $(VENV)/.installed-bench ## Measure against other engines (ARGS='books --write')
	$(RUN) bench $(ARGS)

.PHONY: clean
clean: ## Remove everything that was built, .venv too
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp stands for an installation; it is made anew when what is to be installed changes.
$(VENV)/.created:
	@python=$$(scripts/find-python) && echo "Creating $(VENV) with $$python" && "$$python" -m venv --clear $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml constraints.txt
	@echo "Installing Stratagem into $(VENV)"
	@$(INSTALL) '.[check]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.created pyproject.toml constraints.txt
	@echo "Installing Stratagem and its tests' tools into $(VENV)"
	@$(INSTALL) '.[book,test,dev]'
	@touch $(VENV)/.installed $@

$(VENV)/.chromium: $(VENV)/.created scripts/find-chromium
	@scripts/find-chromium >/dev/null
	@touch $@

$(VENV)/.java: $(VENV)/.created scripts/find-java
	@scripts/find-java >/dev/null
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed-dev
	@echo "Installing the engines to measure against into $(VENV)"
	@$(INSTALL) '.[bench]'
	@touch $@
