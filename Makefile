# Kantho. `make run` serves the site on this machine; `make test` runs the tests. `make help` lists the rest.

SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BASE_URL ?= http://127.0.0.1:$(PORT)
PYTEST_ARGS ?=

BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --require-hashes
# What the three processes of `make run` see.
RUN_ENV := PATH="$(CURDIR)/$(BIN):$$PATH" PYTHONUNBUFFERED=1 PORT=$(PORT) BASE_URL=$(BASE_URL) \
	DJANGO_SETTINGS_MODULE=cms.settings.dev

.DEFAULT_GOAL := help
.PHONY: help run prepare test check format format-check templates layers types migrations deploy-check catalogue \
	messages lock static catalogues

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

# Running

run: prepare ## serve the site, the worker and the publishing clock on 127.0.0.1 (PORT=8000)
	@$(RUN_ENV) $(BIN)/honcho start

prepare: $(RUN_STAMP) ## bring database, messages, static files, sample content and administrator up to date
	@$(RUN_ENV) $(BIN)/python manage.py prepare
	@$(RUN_ENV) $(BIN)/python manage.py load_sample_content --if-empty
	@$(RUN_ENV) $(BIN)/python manage.py create_administrator

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Kantho needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }

# A stamp is as old as the last install: packages are installed again only when the lock has changed since.
$(RUN_STAMP): requirements.txt | $(BIN)/python
	@echo "Installing the requirements"
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt | $(BIN)/python
	@echo "Installing the requirements of the tests"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

# Testing

test: $(DEV_STAMP) ## run the tests (on PostgreSQL when DATABASE_URL names one, on SQLite otherwise)
	@$(BIN)/python manage.py compile_catalogues
	$(BIN)/python -m pytest -rs --numprocesses=auto --dist=loadscope $(PYTEST_ARGS)

check: format-check templates layers types migrations deploy-check catalogue ## run every other gate
	@echo "Every gate is open."

format-check: $(DEV_STAMP) ## gate: ruff finds nothing, and the code is formatted
	@echo "== ruff"
	@$(BIN)/ruff check . || { echo "ruff: mend what is listed above; 'make format' mends what it can." >&2; exit 1; }
	@$(BIN)/ruff format --check . || { echo "ruff format: run 'make format'." >&2; exit 1; }

templates: $(DEV_STAMP) ## gate: djlint finds nothing in the templates
	@echo "== djlint"
	@$(BIN)/djlint --lint --quiet . || { echo "djlint: mend the lines listed above." >&2; exit 1; }

layers: $(DEV_STAMP) ## gate: imports flow one way
	@echo "== import-linter"
	@$(BIN)/lint-imports --no-cache \
		|| { echo "import-linter: move the code down a layer, or let the lower layer offer a hook (docs/architecture.md)." >&2; exit 1; }

types: $(DEV_STAMP) ## gate: mypy on the modules listed in pyproject.toml
	@echo "== mypy"
	@$(BIN)/mypy || { echo "mypy: give the lines listed above the types they need." >&2; exit 1; }

migrations: $(DEV_STAMP) ## gate: every change of a model has its migration
	@echo "== makemigrations"
	@$(BIN)/python manage.py makemigrations --check --dry-run \
		|| { echo "migrations: run 'manage.py makemigrations' and commit what it writes." >&2; exit 1; }

deploy-check: $(DEV_STAMP) ## gate: Django's deployment checks on the production settings
	@echo "== check --deploy"
	@SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		ALLOWED_HOSTS=desk.example.org BASE_URL=https://desk.example.org DJANGO_SETTINGS_MODULE=cms.settings.production \
		$(BIN)/python manage.py check --deploy --fail-level WARNING \
		|| { echo "check --deploy: mend cms/settings/production.py as said above." >&2; exit 1; }

catalogue: $(DEV_STAMP) ## gate: the Bangla catalogue is fresh and complete (needs gettext)
	@echo "== message catalogue"
	@$(BIN)/python manage.py refresh_catalogues --check \
		|| { echo "catalogue: run 'make messages', then translate in locale/bn/LC_MESSAGES/django.po what is listed above." >&2; exit 1; }

# Mending

format: $(DEV_STAMP) ## mend what ruff can mend
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

messages: $(DEV_STAMP) ## bring the message catalogues up to date with the code (needs gettext)
	@$(BIN)/python manage.py refresh_catalogues

lock: export UV_CUSTOM_COMPILE_COMMAND = make lock
lock: ## lock the dependencies anew, with hashes (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml -o requirements.txt
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

# Steps that the image is built with (Dockerfile); each runs here as well

catalogues: $(RUN_STAMP) ## compile the message catalogues, without gettext
	@$(BIN)/python manage.py compile_catalogues

static: $(RUN_STAMP) ## collect the static files
	@$(RUN_ENV) $(BIN)/python manage.py prepare --only static
