# Amparo. `make` alone prints this list.
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
PO := $(wildcard translations/*/LC_MESSAGES/*.po)
# Python keeps what it compiled, whatever the machine says elsewhere: it saves every start a second, and the tests more.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help serve test quick prove check pins catalogs messages docs clean

help: ## Print the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

serve: $(VENV)/run.stamp catalogs ## Make everything that is missing, then serve http://127.0.0.1:8000
	@$(PY) -m directory serve

test: $(VENV)/dev.stamp catalogs ## Install what the tests need, then run them all
	@$(PY) tests/run.py

quick: $(VENV)/dev.stamp catalogs ## Only the quick tests, about a minute: unit, rules and journeys
	@$(PY) -m pytest -q -n 2 --dist loadfile --hypothesis-profile quick -m "not system and not pages and not browser and not postgresql and not slow"

prove: $(VENV)/dev.stamp catalogs ## The long proofs: 200 kills, a full disk, many searches
	@$(PY) tests/run.py --slow

check: $(VENV)/dev.stamp ## Style, types and sheets
	@$(VENV)/bin/ruff check . && $(VENV)/bin/mypy && $(PY) -m directory check data

catalogs: $(VENV)/run.stamp $(PO:.po=.mo) ## Compile the translations

%.mo: %.po
	@$(VENV)/bin/pybabel -q compile -i $< -o $@

messages: $(VENV)/dev.stamp ## Collect new messages and bring every catalog up to date
	@for domain in messages team; do \
		case $$domain in messages) setup=babel.cfg ;; team) setup=babel-team.cfg ;; esac; \
		$(VENV)/bin/pybabel -q extract -F $$setup -k N_ -k _ -k _count:1,2 -c "Translators:" -s --no-location \
			--sort-output --omit-header -o translations/$$domain.pot . && \
		$(VENV)/bin/pybabel -q update -N --ignore-obsolete --ignore-pot-creation-date -D $$domain \
			-i translations/$$domain.pot -d translations || exit 1; \
	done

docs: $(VENV)/run.stamp ## Write the generated pages of docs/
	@PYTHONPATH=. $(PY) docs/generate.py

pins: $(VENV)/dev.stamp ## Pin every package anew, with hashes
	@$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		-o requirements.txt setup.cfg
	@$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		-o requirements-dev.txt requirements-dev.in

# The packages of the site, exactly as pinned.
$(VENV)/run.stamp: requirements.txt
	@start=$$(date +%s); \
	python3 -c 'import sys; sys.exit("Amparo needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None' && \
	{ test -x $(PY) || python3 -m venv $(VENV); } && \
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.txt && \
	touch $@ && echo "$$(( $$(date +%s) - start )) s  packages installed"

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt && touch $@

clean: ## Remove the venv and what was compiled; the register and editions in instance/ stay
	@rm -rf $(VENV) build *.egg-info && find . -name __pycache__ -o -name '*.mo' -not -path './instance/*' | xargs rm -rf
