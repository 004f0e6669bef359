# Needs only Python >= 3.11 and make. `make run` and `make test` ask nothing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export STRATEGI_WAREHOUSE ?= data/warehouse

.PHONY: run test check bench lock golden clean
