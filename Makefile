# On a fresh machine with Python 3.11 (venv, pip) and make: `make demo` and `make test` do all by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo demo-files test check format bench endure lock docs clean

demo: $(READY)
	@$(BIN)/furikaeri serve --demo

demo-files: $(READY)
	@$(BIN)/furikaeri demo demo

test: $(READY)
	@$(BIN)/python tests/system_packages.py
	@$(BIN)/pytest -n auto --basetemp="$$(mktemp -d)/tests"
	@$(BIN)/python tests/on_postgres.py tests/web -n auto --basetemp="$$(mktemp -d)/tests"

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python -m benchmarks

endure: $(READY)
	$(BIN)/python -m benchmarks.endure

docs: $(READY)
	$(BIN)/python -m docs.write

lock: $(READY)
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --all-extras -o requirements/dev.lock pyproject.toml

$(READY): pyproject.toml requirements/dev.lock
	@$(PYTHON) -c 'import sys; sys.exit("furikaeri needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "setting up $(VENV) …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

clean:
	rm -rf $(VENV) demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
