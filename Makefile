# A fresh machine needs Python 3.11 or later and make. `make` alone shows what there is to do.

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --editable

# What an installation is made from: when one of these changes, it is made again.
SOURCES := pyproject.toml asi_tui/locale/compile_catalogues.py $(wildcard asi_tui/locale/*/LC_MESSAGES/*.po)

# The Python to build on: `make run PYTHON=/path/to/python3.12` chooses another.
PYTHONS := $(or $(PYTHON),python3.11 python3.12 python3.13 python3.14 python3)

# The first that is new enough and can make environments; else the first that is new enough, marked; else nothing.
# Each is asked, since a name on the path may be a stub, and Debian's own lacks ensurepip until python3-venv is there.
CHOOSE = lacking=; for python in $(PYTHONS); do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || continue; \
	"$$python" -c 'import ensurepip, venv' && echo "$$python" && exit; \
	lacking="$${lacking:-lacking:$$python}"; \
	done 2>/dev/null; echo "$$lacking"

# An environment knows its place and its Python by their paths: it is made anew when either has gone.
ifneq ($(shell test -x $(BIN)/python && cat $(VENV)/made),$(CURDIR))
$(shell rm -f $(VENV)/made)
endif

.DEFAULT_GOAL := help
.PHONY: help run demo test soak bench bench-quick screenshots catalogue clean

help: ## what there is to do
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' Makefile

run: $(VENV)/installed-to-run ## install what is needed, and start the program on its own database
	@$(BIN)/asi

demo: $(VENV)/installed-to-run ## the same, on practice data with invented clients
	@$(BIN)/asi demo

test: $(VENV)/installed-to-test ## install what is needed, and run every check; stops at the first that fails
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/python -m asi_tui.locale.extract_messages --check
	$(BIN)/python -m tests.bench --quick
	$(BIN)/pytest

soak: $(VENV)/installed-to-test ## the long proofs, and what they have counted
	$(BIN)/pytest -m soak -rP

bench: $(VENV)/installed-to-test ## measure the speed beside other programs, and renew the handbook's page of it
	@$(BIN)/python -m tests.bench

bench-quick: $(VENV)/installed-to-test ## the same in under a minute, without the other programs
	@$(BIN)/python -m tests.bench --quick

screenshots: $(VENV)/installed-to-test ## draw the pictures anew from the program
	@$(BIN)/python -m screenshots.render

catalogue: $(VENV)/installed-to-test ## bring new and changed sentences into the translations
	$(BIN)/python -m asi_tui.locale.extract_messages

clean: ## remove the environment and what the checks have left
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/made:
	$(eval CHOSEN := $(shell $(CHOOSE)))
	$(if $(CHOSEN),,$(error asi needs Python 3.11 or later, and there is none here ($(PYTHONS)): install the package python3, or name one with PYTHON=))
	$(if $(filter lacking:%,$(CHOSEN)),$(error $(CHOSEN:lacking:%=%) cannot make environments yet: install the package python3-venv (Debian, Ubuntu) and run make again))
	@"$(CHOSEN)" -m venv --clear $(VENV)
	@echo '$(CURDIR)' > $@

$(VENV)/installed-to-run: $(VENV)/made $(SOURCES)
	@echo 'Installing asi in $(VENV) ...' >&2
	@$(INSTALL) .
	@touch $@

$(VENV)/installed-to-test: $(VENV)/made $(SOURCES)
	@echo 'Installing asi and its checks in $(VENV) ...' >&2
	@$(INSTALL) '.[develop,postgres]'
	@touch $(VENV)/installed-to-run $@
