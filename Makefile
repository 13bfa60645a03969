# The habits of the house. `make demo` and `make test` are all the set-up there is.
PYTHON ?= python3
export PYTHON
BIN := .venv/bin
STAMP := .venv/.set-up
SHOTS := build/shots
QML := $(shell find ui/qml -name '*.qml')

.DEFAULT_GOAL := help
.PHONY: help demo test check bench soak shots setup format lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: setup ## a sample city, a platform, an agent and the screen; nothing to configure
	@packaging/setup-system.sh run
	@$(BIN)/kiosk demo $(DEMO)

test: setup ## every test
	@packaging/setup-system.sh run test
	@command -v npm >/dev/null || packaging/setup-system.sh node
	@$(BIN)/python -m pytest $(TESTS)

check: setup ## style, types, QML and the import rules
	@packaging/setup-system.sh run
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy packaging/qml_check.py
	$(BIN)/python packaging/qml_check.py
	$(BIN)/python -m pytest tests/architecture

bench: setup ## the measurements of performance, with their peers
	@packaging/setup-system.sh run test
	@command -v npm >/dev/null || packaging/setup-system.sh node || echo 'Going on without PouchDB to compare with.' >&2
	@$(BIN)/python -m tests.bench.run $(BENCH)

soak: setup ## a thousand histories of a terminal with every fault (SCHEDULES=n SEED=n)
	@packaging/setup-system.sh run
	@$(BIN)/python -m tests.soak $(if $(SCHEDULES),--schedules $(SCHEDULES)) $(if $(SEED),--seed $(SEED)) $(SOAK)

shots: setup ## a picture of every screen, both orientations, usual and largest text
	@packaging/setup-system.sh run
	@for size in 1080x1920 1920x1080; do for scale in 1 1.6; do \
		$(BIN)/kiosk demo --tour $(SHOTS)/$$size-$$scale --size $$size --text-scale $$scale || exit 1; \
	done; done

setup: $(STAMP)

format: setup ## put Python and QML into the house's layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/pyside6-qmlformat --inplace $(QML)

lock: ## pin every package anew (arguments for pip-compile in LOCK, e.g. LOCK=--upgrade)
	packaging/lock.sh $(LOCK)

clean: ## forget what was built; the demo and the tests make it again
	rm -rf build .venv

$(STAMP): packaging/requirements.lock pyproject.toml
	@packaging/setup-system.sh
	@$(PYTHON) -m venv .venv
	@echo 'Installing the pinned Python packages into .venv ...' >&2
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: \
		-r packaging/requirements.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@
