# Two commands: `make life` runs the main job, `make test` checks everything.
# PYTHON names the interpreter (3.11 to 3.14) that the virtual environment is made from.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: life test lint types imports pytest labs science clean

life: $(VENV)/installed
	$(BIN)/neurosim run life --seeds 3

test: lint types imports pytest

lint: $(VENV)/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/developing
	$(BIN)/mypy

imports: $(VENV)/developing
	$(BIN)/lint-imports

pytest: $(VENV)/developing
	$(BIN)/python -m pytest

science: $(VENV)/installed
	rm -rf runs/science-life
	$(BIN)/neurosim run life --seeds 10 --out runs/science-life
	mkdir -p docs/science/life
	cp runs/science-life/measures.csv runs/science-life/figure.png docs/science/life/

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/developing: pyproject.toml $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info
