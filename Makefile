# Peony: everything starts here. `make help` lists what there is.
# PYTHON=/path/to/python picks the Python that .venv is made with.

SHELL = /bin/sh
BOOTSTRAP = PYTHON="$(PYTHON)" sh .ci/bootstrap.sh
RUN = .venv/bin/python
# Tests need no display, and see the same locale on every machine.
LOCALE_Linux = LC_ALL=C.UTF-8
HEADLESS = QT_QPA_PLATFORM=offscreen PYTHONUTF8=1 $(LOCALE_$(shell uname -s))

.PHONY: help setup run test-setup test lint format bench reference lock clean

help:
	@echo 'make run        set up what is missing, then open the window'
	@echo 'make test       set up what is missing, then check style, types and tests'
	@echo 'make setup      only the set-up'
	@echo 'make bench      the benchmarks'
	@echo 'make lint       only style and types'
	@echo 'make format     put the code in the agreed form'
	@echo 'make reference  add PyTorch and gensim, which results are compared with'
	@echo 'make lock       resolve the dependencies again and write the lock files'
	@echo 'make clean      remove .venv and every cache'

setup:
	@$(BOOTSTRAP) run

run: setup
	@$(RUN) main.py

test-setup:
	@$(BOOTSTRAP) test

lint: test-setup
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy

format: test-setup
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format

test: lint
	$(HEADLESS) $(RUN) -m pytest

bench: test-setup
	$(HEADLESS) $(RUN) -m tests.bench

reference:
	@$(BOOTSTRAP) reference

lock:
	@$(BOOTSTRAP) lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
