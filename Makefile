# make demo   set up, then translate the article in seeds/ into English and French
# make test   set up, then run the tests
# make lint   ruff and mypy
.DELETE_ON_ERROR:
.PHONY: demo test lint format clean

PYTHON ?= python3
BIN := .venv/bin

demo: .venv/ready
	$(BIN)/toolkit translate seeds/*.txt --to en --to fr --out exports
	@echo
	@echo "The documents and reports:"
	@ls -1 exports/*.docx exports/*.pdf exports/*.report.json

test: .venv/ready-test
	$(BIN)/python -m pytest

lint: .venv/ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/ready-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.venv/ready: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --editable .
	touch $@

.venv/ready-test: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --editable '.[test]'
	touch $@

clean:
	rm -rf .venv build *.egg-info
