# The front door. `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
LIST := build/list

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

$(LIST): FORCE
	@tools/console
	@mkdir -p build; for k in product test fuzz main sql html words asset schema report story; do tools/sources $$k; done > $@.now; \
	cmp -s $@.now $@ || cp $@.now $@

RELEASE := --buildtype=release -Db_ndebug=true -Dhardened=true -Dtests=false
DEBUG := --buildtype=debugoptimized -Dhardened=false -Doptimization=1 -Db_sanitize=address,undefined -Db_lundef=false
TSAN := --buildtype=debugoptimized -Dhardened=false -Doptimization=1 -Db_sanitize=thread -Db_lundef=false
COVERAGE := --buildtype=debug -Dhardened=false -Db_coverage=true
FUZZ := --buildtype=debugoptimized -Dhardened=false -Doptimization=1 -Dtests=false -Dfuzz=true -Db_lundef=false -Db_sanitize=address,undefined -Dc_args=-fsanitize=fuzzer-no-link

define build
	@if [ ! -f build/$(1)/build.ninja ]; then $(3) meson setup build/$(1) $(2) >build/$(1).log || { cat build/$(1).log; exit 1; }; \
	elif [ $(LIST) -nt build/$(1)/build.ninja ]; then meson setup --reconfigure build/$(1) $(2) >build/$(1).log || { cat build/$(1).log; exit 1; }; fi
	@ninja -C build/$(1) --quiet
endef

release: $(LIST) ## the program as people run it: build/release/regulars
	$(call build,release,$(RELEASE),)
debug: $(LIST) ## with address and undefined-behaviour sanitizers, and the tests
	$(call build,debug,$(DEBUG),)
tsan: $(LIST) ## with the thread sanitizer
	$(call build,tsan,$(TSAN),)
clang: $(LIST) ## a second compiler's opinion
	$(call build,clang,$(DEBUG),CC=clang)
coverage: $(LIST) ## with coverage
	$(call build,coverage,$(COVERAGE),)
fuzz-build: $(LIST)
	$(call build,fuzz,$(FUZZ),CC=clang)

run: ## install what is missing, build, start with a sample shop on http://127.0.0.1:8080 (ARGS="--port 9000 --database postgres://…")
	@tools/need run && $(MAKE) --no-print-directory release && exec tools/start $(ARGS)

demo: ## the same on a folder that is thrown away at the end
	@tools/need run && $(MAKE) --no-print-directory release && exec tools/demo $(ARGS)

test: ## every ring; the last line says how many passed
	@tools/need test && tools/rings

check: debug clang ## the quick opinion: house rules, layout, clang-tidy over what changed, the tests beside the code
	@tools/guard && test/rings/06-format && tools/tidy --changed && build/debug/tests

format: ## lay every C file out as .clang-format says
	@tools/format

fuzz: fuzz-build ## every fuzz target for SECONDS each (60)
	@tools/fuzz $${SECONDS_EACH:-60}

bench: bench-build ## everything that is measured, as a table and as build/bench.json
	@tools/need bench && tools/with-postgres bench/run

bench-build: release
	@ninja -C build/release --quiet bench_store bench_load bench_floor bench_sockets bench_search bench_mail

coverage-report: coverage
	@build/coverage/tests >/dev/null; gcovr -r . build/coverage --print-summary | tail -5

clean: ## forget what was built
	@rm -rf build

.PHONY: bench bench-build coverage-report help run demo release debug tsan clang coverage fuzz-build test check format fuzz clean FORCE
