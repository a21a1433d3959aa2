# The two commands: `make demo` and `make test`. Everything is installed below .venv; nothing else is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GRAPH := build/demo-graph
READINGS := build/readings.jsonl

.PHONY: demo test setup setup-test lint lock audit reliability bench docs golden screenshots queries.zip vendor clean

demo: setup
	mkdir -p build
	$(BIN)/communique extract corpus -o $(READINGS)
	$(BIN)/communique load $(READINGS) --graph $(GRAPH)
	$(BIN)/communique check $(READINGS) --limit 5
	$(BIN)/communique query citations --graph $(GRAPH)
	$(BIN)/communique view --graph $(GRAPH) -o build/network.html
	@echo "The institution network is drawn in build/network.html; the graph is in $(GRAPH)."

test: setup-test
	$(BIN)/pytest

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# What the tests of a real Neo4j and of the Cypher checker need; where Maven, Java or npm is missing they say so at the end.
setup-test: setup
	@$(BIN)/python tests/install.py

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy

# Measures again what docs/reliability.md says; takes half an hour. One subject alone: make reliability ONLY=crashes
reliability: setup-test
	PYTHONPATH=tests $(BIN)/python -m reliability $(ONLY)

# Measures again what docs/performance.md says; takes a quarter of an hour. More: make bench ONLY="reading growth" ARGS="--text DIR --long 100000000"
bench: setup-test
	PYTHONPATH=tests $(BIN)/python -m bench $(ONLY) $(ARGS)

# What is installed, with its hashes; renew it when pyproject.toml changes.
lock: setup
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --quiet --output-file requirements.lock

audit: setup
	$(BIN)/python tests/audit.py

# Renews what is written from the data: the question catalogue, the tables of the lexicon and of the exports' columns, the picture of the model.
docs: setup
	$(BIN)/python tests/question_catalogue.py
	$(BIN)/python tests/lexicon_table.py
	$(BIN)/python tests/table_columns.py
	$(BIN)/python tests/licences.py
	$(BIN)/python tests/model_picture.py

# Renews the pictures of Neo4j Browser in the documentation; needs what the tests of a real Neo4j need, and Chromium.
screenshots: setup-test
	COMMUNIQUE_SCREENSHOTS=docs/images COMMUNIQUE_REQUIRE=neo4j,neo4j-browser,browser $(BIN)/pytest tests/test_neo4j_browser.py

# Renews the golden readings of the corpus and what is expected of them; look at what changed before committing it.
golden: setup
	$(BIN)/communique extract corpus -o tests/data/golden.jsonl
	$(BIN)/python tests/expectations.py
	@git diff --stat -- tests/data/golden.jsonl

# Bundles again what the network's page draws with; needs Node.js with npm.
vendor:
	cd graph/network/vendor/bundle && npm ci --ignore-scripts --no-audit --no-fund && node bundle.mjs

# The saved questions for Neo4j Browser: drop the file on it. The same bytes wherever it is made.
queries.zip: setup
	$(BIN)/python -m graph.questions.browser $@

clean:
	rm -rf build dist queries.zip $(VENV)
