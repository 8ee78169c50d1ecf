# Every command of the project. `make run` and `make test` do their own set-up.
PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
HANDFUL := .venv/bin/handful

.DEFAULT_GOAL := help
.PHONY: help run test check formatted linted typed layered tested format translations screenshots golden bench wheel associate clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: ## set up, then open the app; without a display, run its demonstration
	@$(PYTHON) packaging/set_up.py run
	@$(PYTHON) packaging/start.py

test: ## set up, then check everything
	@$(PYTHON) packaging/set_up.py test
	@$(MAKE) --no-print-directory check

check: ## format, lint, types, imports and tests, without set-up; goes on after a failure
	@$(MAKE) --no-print-directory --keep-going formatted linted typed layered tested

formatted:
	$(VENV_PYTHON) -m ruff format --check --quiet .

linted:
	$(VENV_PYTHON) -m ruff check --quiet .

typed:
	$(VENV_PYTHON) -m mypy --no-error-summary
	$(VENV_PYTHON) -m mypy --no-error-summary packaging/set_up.py packaging/start.py packaging/translations.py \
		packaging/linux/associate.py

layered:
	.venv/bin/lint-imports --no-logo

tested:
	$(VENV_PYTHON) -m pytest

format: ## format, and mend what the linter can mend
	$(VENV_PYTHON) -m ruff check --fix --quiet .
	$(VENV_PYTHON) -m ruff format .

translations: ## find the texts in the source, and compile their translations
	$(VENV_PYTHON) packaging/translations.py

screenshots: ## draw the README's pictures again
	QT_QPA_PLATFORM=offscreen $(HANDFUL) demo --out demo-output
	mkdir -p resources/screenshots
	cp demo-output/window-classified.png resources/screenshots/

golden: ## keep how every view looks now as the pictures that tests compare with; look at them
	HANDFUL_GOLDEN=write $(VENV_PYTHON) -m pytest -q tests/ui/test_golden.py

bench: ## measure start-up and the smoothness of the window
	$(HANDFUL) benchmark start

wheel: ## build the wheel into dist/
	$(VENV_PYTHON) -m build --wheel

associate: ## let a double click on a .handful file open it in this copy (Linux)
	$(VENV_PYTHON) packaging/linux/associate.py $(HANDFUL)

clean: ## remove what the commands made, but for .venv
	rm -rf build dist demo-output .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find app tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
