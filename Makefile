# What one types. The work is done by the scripts in .ci/, which are small enough to read.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export HOST ?= 127.0.0.1
export PORT ?= 8000
export EXAMPLE ?= 1
export DATA_DIR ?= $(CURDIR)/var
python := .venv/bin/python

.PHONY: help run dev install reset test test-long check bench format requirements messages pictures

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install ## set everything up and serve the portal on HOST (127.0.0.1) and PORT (8000); EXAMPLE=0 without example data
	@exec .ci/serve

dev: export DEBUG := 1
dev: development ## the same with reloading and full error pages, for developers
	@.ci/prepare
	@exec $(python) manage.py runserver "$(HOST):$(PORT)"

install: ## packages, database, secret key, static files: everything `make run` does but serving
	@.ci/set-up production
	@.ci/prepare

reset: ## throw all data of var/ away (database and files; the secret key stays) and start over
	@.ci/discard-data
	@$(MAKE) install

test: development ## set everything up and run the suite on SQLite and on PostgreSQL; ARGS="-k word" for a part
	@.ci/test $(ARGS)

test-long: development ## thousands of random walks and fuzzed inputs; takes an hour or more
	@HYPOTHESIS_PROFILE=long .ci/test -m long $(ARGS)

check: development ## linters, types, import contracts, templates, catalogue, migrations, deployment: all failures at once
	@.ci/check

bench: development ## times, queries and sizes of the main pages and files, beside a bare view and a static file
	@$(python) -m tests.bench $(ARGS)

format: development ## put Python and templates in the house format
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix --quiet .
	@.venv/bin/djlint --reformat --quiet .

messages: development ## read the sentences out of the code into the Dutch catalogue, and compile it
	@$(python) manage.py makemessages --locale nl --no-location --no-wrap --ignore ".venv/*" --ignore "var/*" --ignore "tests/*"
	@$(python) manage.py compilemessages --locale nl --ignore ".venv/*" --ignore "var/*"

pictures: development ## draw the pages anew that the tests compare with; look at each before you commit it
	@$(python) -m tests.documents.pictures

requirements: development ## resolve requirements/ anew from pyproject.toml; ARGS=--upgrade for newer versions
	@.ci/requirements $(ARGS)

.PHONY: development
development:
	@.ci/set-up development
