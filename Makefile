# Run, test and measure the portal. `make` alone lists what there is.
# Another Python: make run PYTHON=python3.12 (3.11 or newer).

ifndef PYTHON
PYTHON := $(shell for name in python3 python3.13 python3.12 python3.11 python3.14; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
endif

LAUNCHER := -m renja_portal.launcher
VENV_PYTHON := .venv/bin/python
WITH_DATABASE := $(VENV_PYTHON) $(LAUNCHER) with-database --
TEMPLATES := find templates -name '*.html'
# For Linux and macOS, each processor and Python from 3.11 on; keeps the versions that are locked (UPGRADE=1: takes the newest).
LOCK := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-build --excludes security/left_out.txt \
	--generate-hashes --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

# Tests start Python many times: what it compiles is kept, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=

define stage
	@printf '\n\033[1m── %s ──\033[0m\n' '$(1)'
endef

.NOTPARALLEL:
.PHONY: help run stop test checked lint types checks unit cover e2e bench faults soak fmt lock audit python install-run install-dev install-e2e install-audit

help: ## Daftar perintah / this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 14

run: install-run ## Mulai portal contoh di http://127.0.0.1:8000 / start the demo (PORT=9000 make run)
	@$(VENV_PYTHON) $(LAUNCHER) run

stop: ## Hentikan portal contoh / stop the demo
	@if [ -x $(VENV_PYTHON) ]; then $(VENV_PYTHON) $(LAUNCHER) stop; else echo 'Portal tidak sedang berjalan.'; fi

test: install-dev ## Semua pemeriksaan dan uji / every check and test
	@$(WITH_DATABASE) $(MAKE) --no-print-directory checked unit

checked: # what runs no tests, two stages at a time; each is told in one piece
	@printf '%s\n' types lint checks | xargs -P 2 -I STAGE sh -c \
		'told=$$($(MAKE) --no-print-directory STAGE 2>&1); code=$$?; printf "%s\n" "$$told"; exit $$code'

lint:
	$(call stage,Format: ruff and djade)
	@.venv/bin/ruff format --check .
	@$(TEMPLATES) | xargs .venv/bin/djade --target-version 5.2 --check
	$(call stage,Lint: ruff)
	@.venv/bin/ruff check .
	$(call stage,Lint: templates)
	@.venv/bin/djlint --lint --quiet templates
	$(call stage,Layers: imports go downwards)
	@.venv/bin/lint-imports --no-logo

types:
	$(call stage,Types: mypy)
	@$(WITH_DATABASE) .venv/bin/mypy .

checks:
	$(call stage,Migrations complete; production settings sound)
	@$(WITH_DATABASE) $(VENV_PYTHON) manage.py makemigrations --check --dry-run
	@env DEMO=0 DEBUG=0 PUBLIC_URL=https://renja.example.go.id \
		$(WITH_DATABASE) $(VENV_PYTHON) manage.py check --deploy --fail-level WARNING

unit:
	$(call stage,Tests: pytest)
	@$(WITH_DATABASE) $(VENV_PYTHON) -m pytest -n 2 --dist worksteal -m 'not e2e' -p no:schemathesis

cover: install-dev ## Uji dengan hitungan baris yang dijalankan / the tests again, counting lines
	$(call stage,Tests: pytest with lines counted)
	@$(WITH_DATABASE) $(VENV_PYTHON) -m pytest -n 2 --dist worksteal -m 'not e2e' -p no:schemathesis --cov --cov-report=term:skip-covered

e2e: install-e2e ## Uji peramban, penjalan, dan nginx / browser journeys, the slow launcher tests, nginx
	$(call stage,Tests: browser and launcher and nginx)
	@$(WITH_DATABASE) $(VENV_PYTHON) -m pytest -n 2 --dist loadgroup -m 'e2e or journey' -p no:schemathesis

bench: install-dev ## Ukur kecepatan, tulis bench/results.md / measure
	$(call stage,Measure)
	@$(VENV_PYTHON) $(LAUNCHER) with-database --durable -- $(VENV_PYTHON) -m bench

faults: install-dev ## Rusakkan bagian-bagiannya, tulis docs/faults.md / break things one after the other (FAULT_SECONDS=60)
	$(call stage,Break)
	@$(VENV_PYTHON) -m faults

soak: install-dev ## Beban campuran berjam-jam / hours of mixed load (SOAK_MINUTES=120)
	$(call stage,Soak)
	@$(VENV_PYTHON) -m faults soak

fmt: install-dev ## Rapikan kode dan templat / format code and templates
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .
	@$(TEMPLATES) | xargs .venv/bin/djade --target-version 5.2

lock: install-dev ## Kunci paket dengan sidiknya / write the .lock files anew (UPGRADE=1 make lock)
	@$(LOCK) requirements.txt --output-file requirements.lock
	@$(LOCK) requirements-s3.txt --constraints requirements.lock --output-file requirements-s3.lock
	@$(LOCK) requirements-dev.txt --constraints requirements.lock --output-file requirements-dev.lock
	@$(LOCK) security/requirements.txt --output-file security/requirements.lock

audit: install-dev install-audit ## Periksa keamanan kode dan paket / audit code and packages
	$(call stage,Audit)
	@$(WITH_DATABASE) $(VENV_PYTHON) -m security

install-run: python
	@$(PYTHON) $(LAUNCHER).install run

install-dev: python
	@$(PYTHON) $(LAUNCHER).install dev

install-e2e: python
	@$(PYTHON) $(LAUNCHER).install e2e

install-audit: python
	@$(PYTHON) $(LAUNCHER).install audit

python:
	@[ -n "$(PYTHON)" ] || { echo 'Perlu Python 3.11 atau lebih baru. Ketik: sudo apt-get install python3 python3-venv' >&2; exit 1; }
