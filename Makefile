# Heed. `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help packages run test test-all build check format record faults logic fuzz coverage sanitize worlds torture growth nightly bench install dist try-dist clean

SWIFT ?= swift
DEBIAN := libedit-dev libstemmer-dev libarchive-dev libexpat1-dev libpq5 libsqlite3-0 libuchardet0 libxlsxwriter-dev pkg-config
BROWSER := chromium chromium-driver python3-venv
BREW := libedit snowball libarchive expat libpq sqlite uchardet libxlsxwriter pkg-config
VENV := .venv
S ?= 0.1
STATEMENTS ?= 1000000
SECONDS ?= 60
T ?= language question file folder words
PREFIX ?= /usr/local
BENCH_DATA ?= .build-bench/$(S)

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

packages: # install missing C libraries, or say which are missing
	@command -v $(SWIFT) >/dev/null || { echo "Heed needs Swift 6.2 or newer (https://swift.org/install); '$(SWIFT)' was not found." >&2; exit 1; }
	@if command -v dpkg-query >/dev/null; then \
	  missing=""; \
	  for p in $(DEBIAN); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	  if [ -n "$$missing" ]; then \
	    echo "Installing:$$missing" >&2; \
	    if [ "$$(id -u)" = 0 ]; then sudo=""; elif command -v sudo >/dev/null; then sudo=sudo; \
	    else echo "Missing Debian packages:$$missing. As root: apt-get install$$missing" >&2; exit 1; fi; \
	    $$sudo apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $$missing >&2 || \
	      { echo "Could not install:$$missing. As root: apt-get install$$missing" >&2; exit 1; }; \
	  fi; \
	elif [ "$$(uname)" = Darwin ]; then \
	  echo "On macOS (not tried): brew install $(BREW)" >&2; \
	else \
	  echo "Heed needs the C libraries libedit, libstemmer, libarchive, libexpat, libpq, libsqlite3, libuchardet and libxlsxwriter (Debian: $(DEBIAN))." >&2; \
	fi

build: packages ## build the static release binary, .build/release/heed
	@$(SWIFT) build -c release --static-swift-stdlib --product heed

run: build ## build, and open the REPL on the demo
	@.build/release/heed

# The tests compare answers with SQLite's, and start a PostgreSQL server.
test record faults coverage sanitize logic: DEBIAN += libsqlite3-dev postgresql

test: packages ## the whole suite
	@$(SWIFT) build --build-tests
	@$(SWIFT) test --skip-build

test-all: test ## the suite, and the report in a browser
	@$(MAKE) --no-print-directory packages DEBIAN="$(BROWSER)"
	@$(SWIFT) build --product heed
	@test -x $(VENV)/bin/python || python3 -m venv $(VENV)
	@$(VENV)/bin/pip install --quiet --no-deps axe-playwright-python==0.1.8
	@$(VENV)/bin/pip install --quiet selenium
	@$(VENV)/bin/python Tests/Browser/report.py .build/debug/heed .build/browser

check: packages ## check the formatting, and imports against the declared dependencies between targets
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks
	@$(SWIFT) build --explicit-target-dependency-import-check error

format: ## rewrite the sources in the house style
	@$(SWIFT) format --in-place --recursive Package.swift Sources Tests Benchmarks

faults: packages ## insert known faults one by one; the tests have to find each (F=WORD: only those)
	@SWIFT=$(SWIFT) python3 Tests/Faults/faults.py $(F)

logic: packages ## compare random statements with equivalent ones, in an optimised build (STATEMENTS=1000000)
	@$(SWIFT) build -c release --build-tests -Xswiftc -enable-testing --scratch-path .build-logic
	@HEED_STATEMENTS=$(STATEMENTS) $(SWIFT) test -c release --skip-build --scratch-path .build-logic --disable-xctest --filter LogicTests

fuzz: packages ## fuzz the language, questions, files, folders and words by libFuzzer (SECONDS=60 each; T=file: only that)
	@HEED_FUZZING=1 $(SWIFT) build -c release --product fuzz --scratch-path .build-fuzz -Xswiftc -sanitize=fuzzer
	@mkdir -p .build-fuzz/found && .build-fuzz/release/fuzz >.build-fuzz/words
	@for t in $(T); do \
	  mkdir -p .build-fuzz/grown/$$t; log=.build-fuzz/found/$$t.log; \
	  SWIFT_BACKTRACE=enable=no HEED_FUZZ=$$t timeout -s KILL $$(($(SECONDS) + 60)) .build-fuzz/release/fuzz \
	    -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=2048 -max_len=4096 -dict=.build-fuzz/words -print_final_stats=1 \
	    -artifact_prefix=.build-fuzz/found/$$t- .build-fuzz/grown/$$t Tests/Fuzz/Corpus/$$t >$$log 2>&1 \
	    || { tail -30 $$log; echo "$$t: an input fails; it is in .build-fuzz/found" >&2; exit 1; }; \
	  echo "$$t: $$(grep -o 'number_of_executed_units: *[0-9]*' $$log | grep -o '[0-9]*') inputs in $(SECONDS) s, no fault"; \
	done

coverage: packages ## the lines and regions that the suite reaches, for each target
	@$(SWIFT) build --build-tests --enable-code-coverage --scratch-path .build-coverage
	@$(SWIFT) test --skip-build --enable-code-coverage --scratch-path .build-coverage >.build-coverage/log 2>&1 || tail -30 .build-coverage/log
	@python3 Tests/Coverage/table.py $$($(SWIFT) test --show-codecov-path --scratch-path .build-coverage)

sanitize: packages ## the suite under AddressSanitizer, then under ThreadSanitizer (F=WORD: only those tests)
	@for s in address thread; do \
	  $(SWIFT) build --build-tests --sanitize $$s --scratch-path .build-$$s && \
	  ASAN_OPTIONS=detect_leaks=0 TSAN_OPTIONS="halt_on_error=1 suppressions=$(CURDIR)/Tests/Sanitizers/thread.supp" $(SWIFT) test --skip-build --sanitize $$s --scratch-path .build-$$s $(if $(F),--filter $(F)) || exit 1; \
	done

worlds: packages ## false findings of comparisons in random data without effects (N=200 runs of each)
	@$(SWIFT) build -c release --product why-worlds
	@.build/release/why-worlds $(or $(N),200)

torture: packages ## kill every writer N=20 times, and check the files that are left (W=WORD: only that one)
	@$(SWIFT) build --product heed
	@python3 Tests/Torture/kills.py .build/debug/heed $(or $(N),20) $(W)

growth: packages ## count instructions for inputs of size n, 2n and 4n (W=SHAPE: only that one)
	@$(MAKE) --no-print-directory packages DEBIAN="$(DEBIAN) valgrind"
	@$(SWIFT) build -c release --product heed
	@python3 Tests/Torture/growth.py .build/release/heed $(if $(W),"$(W)")

nightly: ## hours of fuzzing, kills, failing system calls, random statements and sanitizers
	@$(MAKE) --no-print-directory fuzz SECONDS=3600
	@$(MAKE) --no-print-directory torture N=1000
	@python3 Tests/Torture/refusals.py .build/debug/heed
	@$(MAKE) --no-print-directory growth logic sanitize faults

bench: packages ## race Heed against DuckDB at scale S (default 0.1; 1 is 800 MB)
	@$(SWIFT) build -c release --static-swift-stdlib --product benchmark-data
	@$(SWIFT) build -c release --static-swift-stdlib --product benchmark-heed
	@test -f $(BENCH_DATA)/workspace.heed || .build/release/benchmark-data $(S) $(BENCH_DATA)
	@test -x $(VENV)/bin/python || python3 -m venv $(VENV) || { echo "The race needs Python 3 with venv (Debian: python3-venv)." >&2; exit 1; }
	@$(VENV)/bin/python -c 'import duckdb' 2>/dev/null || $(VENV)/bin/pip install --quiet duckdb
	@$(VENV)/bin/python Benchmarks/race.py .build/release/benchmark-heed $(BENCH_DATA)

record: packages ## rewrite the golden cases from what the code does now; read the diff
	@RECORD=1 $(SWIFT) test

install: build ## install the program, its manual page and completions under PREFIX (/usr/local)
	@packaging/install.sh .build/release/heed $(PREFIX) $(DESTDIR)

dist: build ## a tarball and a .deb in .build/dist, for machines without Swift
	@command -v patchelf >/dev/null && command -v dpkg-shlibdeps >/dev/null || { echo "Packaging needs patchelf and dpkg-dev (Debian packages of these names)." >&2; exit 1; }
	@packaging/package.sh .build/release/heed .build/dist

try-dist: dist ## install both in a clean Debian made by debootstrap, and ask them a question (as root)
	@packaging/try.sh .build/dist

clean: ## remove what was built
	@rm -rf .build .build-* $(VENV)
