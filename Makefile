# The whole interface of this file: run, install, test, lock, clean.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STORE ?= zhengtu-store
MINUTES ?= 20
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run install test cluster lock docs soak fuzz licences audit train-reader train-reranker train-embedding train-ner clean

## run: install, build the sample store if there is none, open the page on http://127.0.0.1:8501
run: install
	test -f "$(STORE)/store.json" || $(BIN)/zhengtu build --store "$(STORE)"
	$(BIN)/zhengtu app --store "$(STORE)"

## install: a virtual environment in .venv with the pinned dependencies and the zhengtu command
install: $(VENV)/.installed

## test: everything a change must pass, and what it needs installed
test: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered

## cluster: the tests of a Dask cluster that need the machine's processes for themselves
cluster: $(VENV)/.installed-dev
	$(BIN)/pytest -n 0 tests/zhengtu/test_cluster.py

## docs: write what is generated from the code
docs: $(VENV)/.installed
	$(BIN)/python -m zhengtu.cli.reference > docs/cli.md
	$(BIN)/python -m ontology.reference > docs/ontology.md
	$(BIN)/python -m zhengtu.setting_reference > docs/settings.md

## train-ner: make the recogniser in the package again, from the documents in ZHENGTU_SHARED_DATA
train-ner: $(VENV)/.installed
	test -d "$(ZHENGTU_SHARED_DATA)" || { echo "set ZHENGTU_SHARED_DATA to the folder of shared documents"; exit 1; }
	$(BIN)/python -m nlp.recogniser.word_class "$(ZHENGTU_SHARED_DATA)"
	$(BIN)/python -m nlp.recogniser.train "$(ZHENGTU_SHARED_DATA)"

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Zhengtu needs Python 3.11 or newer, this is %s: set PYTHON=python3.11" % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

## train-reader: learn the reader again from the documents in ZHENGTU_SHARED_DATA
train-reader: $(VENV)/.installed-dev
	$(BIN)/python -m qa.training reader "$(ZHENGTU_SHARED_DATA)" qa/reader/weights/reader.npz \
		$(addprefix zhengtu/bench/questions/,articles.jsonl more-articles.jsonl chance-documents.jsonl)

## train-reranker: learn the order and the relevance of documents again, from those in ZHENGTU_SHARED_DATA
train-reranker: $(VENV)/.installed-dev
	$(BIN)/python -m qa.training reranker "$(ZHENGTU_SHARED_DATA)" qa/retrieval/rerank/weights

## soak: all faults at length, then MINUTES of mixed load
soak: $(VENV)/.installed-dev
	ZHENGTU_CRASH_ROUNDS=20 $(BIN)/pytest -q -n 0 tests/endurance tests/zhengtu/test_crash.py
	$(BIN)/python -m tests.endurance.soak --minutes $(MINUTES)

## fuzz: MINUTES of atheris on each target; what it finds is kept in build/fuzz
fuzz: $(VENV)/.installed-dev
	$(PIP) install --quiet --constraint constraints.txt '.[fuzz]'
	$(BIN)/python -m tests.fuzz.run --minutes $(MINUTES) build/fuzz

## licences: the licences of all that is installed with it; what of it is known to be vulnerable
licences: $(VENV)/.installed
	$(BIN)/python -m tests.docs.licence > docs/licences.md

audit: $(VENV)/.installed
	$(PIP) install --quiet pip-audit
	$(BIN)/pip-audit --skip-editable

## train-embedding: train the embedding in the package again, from the documents in ZHENGTU_SHARED_DATA
train-embedding: $(VENV)/.installed-dev
	$(BIN)/python -m qa.training embedding "$(ZHENGTU_SHARED_DATA)" qa/embedding/weights

## lock: pin anew what pyproject.toml asks for, torch held where it is
lock:
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	grep '^torch==' constraints.txt > build/lock/torch.txt
	build/lock/bin/python -m pip install --quiet --constraint build/lock/torch.txt '.[dev]'
	build/lock/bin/python -m pip list --format=freeze --exclude zhengtu --exclude pip --exclude setuptools \
		| sed 's/+cpu$$//' > constraints.txt
	rm -rf build/lock

clean:
	rm -rf $(VENV) build dist *.egg-info
