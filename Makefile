# The commands a newcomer needs: make run, make test. PORT=… changes the port.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
FLASK := $(BIN)/flask
MESSAGES := kamquiz/translations/pl/LC_MESSAGES/messages

.PHONY: run test tests lint bench soak audit screenshots lock debian translations image

run: .venv/runtime $(MESSAGES).mo
	$(FLASK) serve --port $(PORT)

test: .venv/dev $(MESSAGES).mo debian
	$(MAKE) --jobs=2 lint tests

# The tests alone, and how much of the code they run: 95 % of its lines and branches at least.
tests: .venv/dev $(MESSAGES).mo debian
	$(BIN)/python -m pytest -n auto --dist worksteal --durations=10 --cov=kamquiz

# What programs of others make of the pages: markup, headers, speed, accessibility.
audit: .venv/dev $(MESSAGES).mo debian audits/node_modules
	$(BIN)/python -m audits.markup
	$(BIN)/python -m audits.observatory
	$(BIN)/python -m audits.lighthouse

audits/node_modules: audits/package-lock.json | debian
	command -v npm >/dev/null || ./packages.sh nodejs npm
	command -v java >/dev/null || ./packages.sh default-jre-headless
	command -v npm >/dev/null && command -v java >/dev/null
	npm ci --prefix audits --ignore-scripts --omit=optional --no-audit --no-fund --silent
	touch $@

lint: .venv/dev $(MESSAGES).mo
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy kamquiz
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml kamquiz app.py

# Every table; what they start themselves, or hand to locust, is none.
bench: .venv/dev $(MESSAGES).mo debian
	failed=0; for table in $(filter-out %/skeleton.py %/locustfile.py,$(sort $(wildcard benchmarks/*.py))); do $(BIN)/python $$table || failed=1; done; exit $$failed

# Every attack, kill and load at full length; with every commit, make test runs a share of each.
soak: .venv/dev $(MESSAGES).mo debian
	KAMQUIZ_SOAK=1 $(BIN)/python -m pytest -m soak

# A picture of every page, in both languages and themes, on a phone and a desk: screenshots/
screenshots: .venv/dev $(MESSAGES).mo debian
	$(BIN)/python -m tests.browser.screenshots $(ONLY)

# The image of deploy/Dockerfile, built from Debian's packages and tried; wants root: dist/kamquiz.tar.gz
image:
	./packages.sh mmdebstrap buildah iproute2
	deploy/image.sh dist

# Debian packages the tests use; without the right to install them, the tests say what is missing.
debian:
	./packages.sh

# Pins everything with hashes, from pyproject.toml.
lock: .venv/runtime
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --no-strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --no-strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

# Collects the texts of pages and documents into the Polish catalogue, for a translator.
translations: .venv/dev
	$(BIN)/pybabel --quiet extract -F babel.cfg -k _l -k lazy_gettext --no-location --sort-output --omit-header -o messages.pot .
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-pot-creation-date -i messages.pot -o $(MESSAGES).po -l pl
	rm messages.pot

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

%.mo: %.po .venv/runtime
	$(BIN)/pybabel --quiet compile -i $< -o $@
