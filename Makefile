# Needs only Python >= 3.11 and make. `make run` and `make test` ask nothing.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501
export STRATEGI_WAREHOUSE ?= data/warehouse
export GX_ANALYTICS_ENABLED := false
# A machine may forbid bytecode; every start would then compile streamlit and pandas anew.
unexport PYTHONDONTWRITEBYTECODE
# uv is several times faster; pip does the same where uv cannot be had or cannot reach the index.
INSTALL = VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --compile-bytecode -r $< 2>/dev/null || $(BIN)/pip install -q -r $<

.PHONY: run test check format bench golden docs lock screenshots example clean

run: .venv/run example ## Build the example municipality if there is no warehouse, serve the dashboard
	$(BIN)/streamlit run app.py --server.port $(PORT)

example: .venv/run
	@test -e "$(STRATEGI_WAREHOUSE)/current" || \
		{ $(BIN)/python -m pipelines first-start && $(BIN)/python -m kpis publish; }

test: .venv/test ## The whole test suite
	$(BIN)/pytest -n 2 --dist loadfile $(TESTS)

check: .venv/test ## Format, lint, types, generated documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m tests.generated_docs --check & documents=$$!; \
		$(BIN)/mypy; types=$$?; wait $$documents && exit $$types

format: .venv/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/test ## Speed as a ratio against a yardstick of the same run
	$(BIN)/python -m benchmarks

golden: .venv/test ## Write the reviewed SQL in tests/golden anew, to be read before they are committed
	$(BIN)/python -m tests.golden

docs: .venv/test ## Write the generated documents anew
	$(BIN)/python -m tests.generated_docs

screenshots: .venv/test ## Every page at three widths into docs/screenshots
	$(BIN)/python -m tests.browser.screenshots

lock: ## Requirements as asked for (*.in) -> requirements as locked (*.txt)
	$(BIN)/uv pip compile --universal --python-version 3.11 --no-annotate --no-header -q --upgrade requirements.in -o requirements.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --no-annotate --no-header -q --upgrade requirements-test.in -o requirements-test.txt

clean: ## Remove what can be made again; never an export, never a warehouse
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/run: requirements.txt
	@$(PYTHON) -m venv .venv
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/pip install -q uv || true
	@echo "Installing requirements.txt ..."
	@$(INSTALL)
	@touch $@

.venv/test: requirements-test.txt .venv/run
	@echo "Installing requirements-test.txt ..."
	@$(INSTALL)
	@touch $@
