# savescope: `make help` lists what there is.

SHELL := /bin/bash
SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
# The capture that `make run` opens.
FILE ?= Samples/hvm-remus-compressed.bin
# Seconds after which the tests are given up.
TEST_TIME ?= 900

PROGRAM := .build/release/savescope
SAMPLE_KINDS := hvm hvm-live hvm-remus hvm-remus-cut hvm-remus-compressed hvm-remus-interleaved hvm-remus-desync \
	hvm-32bit-toolstack xl-hvm pv64 pv64-remus-compressed pv32 v3-pv v3-hvm v3-remus v3-linux xapi libvirt \
	migration-tap
SWIFT_FOLDERS := Package.swift $(wildcard Sources Tests Benchmarks/Package.swift Benchmarks/Sources Fuzz/Sources)

TOOLCHAIN = $$($(SWIFT) -print-target-info | sed -n 's,.*"runtimeResourcePath": "\(.*\)/lib/swift".*,\1,p')
# The standard library goes into the program where the toolchain has a static one: it starts sooner and runs
# where no toolchain is installed. Nor does it then look for libraries beside itself, where anybody may have put them.
STATIC = $$(if [ -d "$(TOOLCHAIN)/lib/swift_static" ]; then echo --static-swift-stdlib --disable-local-rpath; fi)
# LLVM's linker where the toolchain has it: it is faster, and has nothing to say of Foundation's use of mktemp.
LINKER = $$(if [ -x "$(TOOLCHAIN)/bin/ld.lld" ]; then echo -Xswiftc -use-ld=lld; fi)
# A module's interface is written before its code is optimised, so that the modules behind it need not wait: two thirds
# of the time on two cores. No function of one module is then inlined into another; the loops that cost are in one each.
# Package.swift says which modules. The package manager hides the option and warns of it, so it is used only where it
# exists, and its warning left out.
export SAVESCOPE_EAGER := yes
EAGER = $$(if $(SWIFT) build --help-hidden | grep -q -e --use-integrated-swift-driver; then \
  echo --use-integrated-swift-driver -Xswiftc -disable-cmo; fi)
# It goes through a pipe, so that what stands in front of it has come before make goes on.
WITHOUT_ITS_WARNING = 2>&1 >&3 | grep -av --line-buffered 'use-integrated-swift-driver' >&2; exit $${PIPESTATUS[0]}
# With it a plan of the build names files in a temporary folder, which have to last as long as the plan; and with each
# new plan everything is built anew. The package manager always makes a second one: so it does that before it builds.
# `swift test` would make one more, which is why the tests are started without it; and another environment does, so that
# what only the tests are told is left out of it.
PLANS := .build/plans
IN_PLANS = mkdir -p $(PLANS); unset SAVESCOPE_CAPTURES; export TMPDIR=$(CURDIR)/$(PLANS)
# plan_twice(plan that is there when it was done, flags)
plan_twice = if [ ! -e $(1) ]; then for time in 1 2; do \
  $(SWIFT) build --target CUnfinished $(2) >/dev/null 2>&1; done; fi
# What finds the tests reads the index; nothing else needs one.
BUILD_FLAGS = --disable-index-store $(LINKER) $(EAGER)

# Where nothing was built before, tests are built a module at a time and without what a debugger needs: in less time.
# It is the configuration of a release, not optimised: in that for debugging the argument parser checks its own tables
# at each start, for longer than most commands run. Where little changes, file by file is quicker: WHOLE=no.
WHOLE ?= $(if $(wildcard .build/debug),no,yes)
WHOLE_FLAGS = -c release --scratch-path .build/whole -Xswiftc -num-threads -Xswiftc 2 \
  -Xswiftc -Onone -Xswiftc -enable-testing -Xswiftc -gnone $(EAGER)
TEST_FLAGS = --disable-xctest $(LINKER) $(if $(filter yes,$(WHOLE)),$(WHOLE_FLAGS))
# By its whole name: tests start programs that lie beside it in folders of their own.
TESTS = $(CURDIR)/.build/$(if $(filter yes,$(WHOLE)),whole/release,debug)/savescopePackageTests.xctest

# Seconds of `make fuzz`, and tests that `make sanitize` runs (a regular expression; all of them without).
SECONDS ?= 60
FILTER ?=
# Where packages are put.
DIST ?= .build/dist

.PHONY: help set-up build run test install deb tarball sanitize fuzz release-check format lint docs bench samples clean

help: ## what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 15

set-up:
	@Scripts/set-up

build: set-up ## the program, optimised: .build/release/savescope
	@Scripts/note-commit
	@$(IN_PLANS); $(call plan_twice,.build/release.yaml,-c release $(STATIC) $(BUILD_FLAGS))
	$(IN_PLANS); \
	{ $(SWIFT) build -c release --product savescope $(STATIC) $(BUILD_FLAGS) $(WITHOUT_ITS_WARNING); } 3>&1

run: build ## opens a sample (FILE=… another capture); prints its summary where there is no terminal
	@$(PROGRAM) "$(FILE)"

test: ## sets up and runs every test
	@Scripts/set-up test
ifeq ($(WHOLE),yes)
	@$(IN_PLANS); $(call plan_twice,.build/whole/release.yaml,$(TEST_FLAGS))
endif
	$(IN_PLANS); { $(SWIFT) build --build-tests $(TEST_FLAGS) $(WITHOUT_ITS_WARNING); } 3>&1
	timeout $$(test -t 0 && echo --foreground) --kill-after=30 $(TEST_TIME) $(TESTS) --testing-library swift-testing

# Installing takes what `make build` made, so that root needs no toolchain.
$(PROGRAM): Package.swift $(shell find Sources -type f 2>/dev/null)
	@$(MAKE) --no-print-directory build

install: $(PROGRAM) ## the program, its manual pages and completions under PREFIX (/usr/local), DESTDIR in front
	install -D -s -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/savescope"
	install -D -m 644 docs/savescope.1 "$(DESTDIR)$(PREFIX)/share/man/man1/savescope.1"
	umask 022; $(PROGRAM) manual --force "$(DESTDIR)$(PREFIX)/share/man/man1"
	install -d "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	umask 022; $(PROGRAM) --generate-completion-script bash \
	  >"$(DESTDIR)$(PREFIX)/share/bash-completion/completions/savescope"
	umask 022; $(PROGRAM) --generate-completion-script zsh \
	  >"$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_savescope"
	umask 022; $(PROGRAM) --generate-completion-script fish \
	  >"$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/savescope.fish"

deb: $(PROGRAM) ## a Debian package in DIST (.build/dist); it needs no Swift where it is installed
	@Scripts/deb "$(DIST)"

tarball: $(PROGRAM) ## an archive for other systems in DIST (.build/dist)
	@Scripts/tarball "$(DIST)"

sanitize: ## runs the tests under ThreadSanitizer and AddressSanitizer (FILTER=… some of them)
	@Scripts/set-up test
	@Scripts/sanitize "$(FILTER)"

fuzz: ## looks for inputs that stop the library or the inspector, for SECONDS (60); what it finds is in .build-fuzz
	@Scripts/fuzz "$(SECONDS)"

release-check: ## all that has to hold before a release, and a page of figures (WITHOUT="sanitize fuzz" leaves these out)
	@Scripts/release-check

format: ## puts the Swift sources into form
	$(SWIFT) format -i -r --parallel $(SWIFT_FOLDERS)

lint: ## checks form, names and module arrows, without building
	@Scripts/lint

docs: ## the library's reference, from the comments of its sources: .build-docs/SaveStream.doccarchive
	@Scripts/set-up
	SAVESCOPE_DOCS=yes $(SWIFT) package --scratch-path .build-docs --allow-writing-to-directory .build-docs \
	  generate-documentation --target SaveStream --warnings-as-errors --output-path .build-docs/SaveStream.doccarchive

bench: build ## measures, and prints figures and ratios
	$(SWIFT) run -c release --package-path Benchmarks savescope-benchmarks "$(CURDIR)/$(PROGRAM)" "$(CURDIR)/Samples"

samples: build ## writes the captures of Samples/ anew
	@for kind in $(SAMPLE_KINDS); do $(PROGRAM) sample $$kind -o Samples/$$kind.bin --force || exit 1; done

clean: ## removes everything that was built
	rm -rf .build .build-* Benchmarks/.build Sources/CBuildInfo/commit.h
