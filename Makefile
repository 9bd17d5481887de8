# What this repository can do. `make` alone lists it.

GO        ?= go
TIMEOUT   ?= 30m
FUZZTIME  ?= 20s
BENCHTIME ?= 1x
BENCHPKG  ?= ./internal/sheet ./beneficiary ./bankfile/iso20022 ./internal/app ./internal/store ./cmd/chitra ./internal/proof
PKG       ?= ./...
PROFILE    = cmd/chitra/demo.pgo
BUILD      = $(GO) build -trimpath -pgo=$(PROFILE)
PLATFORMS ?= linux/amd64 linux/arm64 windows/amd64
LINT       = $(GO) tool -modfile=tools/go.mod golangci-lint

.DEFAULT_GOAL := help
.PHONY: help demo build test check fmt vet lint arrows race bench profile torture fuzz golden dist clean need-go

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: need-go ## build, then pay a made-up province for a quarter; every file is left in demo/
	@echo "Building bin/chitra; the first build takes a minute or two."
	@$(BUILD) -o bin/chitra ./cmd/chitra
	bin/chitra demo --dir demo

build: need-go ## build bin/chitra
	$(BUILD) -o bin/chitra ./cmd/chitra

test: need-go ## run all tests
	$(GO) test -timeout $(TIMEOUT) $(PKG)

check: fmt vet lint arrows race ## format, vet, lint, arrows, and all tests with the race detector

fmt: need-go ## fail when a file is not in gofmt's form
	@files=$$(gofmt -l .); \
	if [ -n "$$files" ]; then echo "not in gofmt's form:"; echo "$$files"; exit 1; fi

vet: need-go ## go vet
	$(GO) vet $(PKG)

lint: need-go ## golangci-lint as pinned in tools/go.mod (its first build takes minutes)
	$(LINT) run $(PKG)

arrows: need-go ## which room may import which, pure rooms, floats, lengths
	$(GO) test ./internal/arrows

race: need-go ## all tests with the race detector, or without where no C compiler is there
	@if command -v "$$($(GO) env CC)" >/dev/null 2>&1; then \
		echo "$(GO) test -race -timeout $(TIMEOUT) $(PKG)"; CGO_ENABLED=1 $(GO) test -race -timeout $(TIMEOUT) $(PKG); \
	else \
		echo "No C compiler here: testing WITHOUT the race detector."; $(GO) test $(PKG); \
	fi

bench: need-go ## our codecs against excelize and encoding/xml, results against bare SQL, and a month of a province (BENCHTIME=1x, BENCHPKG=…)
	$(GO) test -run '^$$' -bench . -benchtime $(BENCHTIME) -timeout 1h $(BENCHPKG)

profile: need-go ## profile the quarter anew; the program is built by what it spends its time on
	$(GO) test -trimpath -run '^$$' -bench '^BenchmarkQuarter$$' -benchtime 1x -cpuprofile $(PROFILE) -o /dev/null ./cmd/chitra

torture: need-go ## every kill point and every damage there is; hours
	CHITRA_TORTURE=1 $(GO) test -timeout 4h ./internal/killtest ./bankfile/iso20022

fuzz: need-go ## fuzz every target for FUZZTIME=20s each
	@grep -roE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' . | sort | while IFS=: read -r file target; do \
		target=$${target#func }; echo "$$target ($$(dirname "$$file"))"; \
		$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" || exit 1; \
	done

golden: need-go ## write the golden files of tests anew; look at the difference before you commit
	@grep -rlE --include='*_test.go' 'flag\.Bool\("update"' . | xargs -r -n1 dirname | sort -u | while read -r folder; do \
		echo "$(GO) test $$folder -update"; $(GO) test "$$folder" -update || exit 1; \
	done

dist: need-go ## static binaries for PLATFORMS in dist/, with SHA256SUMS
	@rm -rf dist && mkdir -p dist
	@for platform in $(PLATFORMS); do \
		os=$${platform%/*}; arch=$${platform#*/}; ext=; [ "$$os" != windows ] || ext=.exe; \
		echo "dist/chitra-$$os-$$arch$$ext"; \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(BUILD) -ldflags '-s -w' \
			-o "dist/chitra-$$os-$$arch$$ext" ./cmd/chitra || exit 1; \
	done
	@cd dist && sha256sum chitra-* > SHA256SUMS && cat SHA256SUMS

clean: ## remove what was built (bin/, dist/) and the demo's files
	rm -rf bin dist demo

need-go:
	@command -v $(GO) >/dev/null 2>&1 || { echo "Go is not installed here: get 1.26 or newer from https://go.dev/dl/"; exit 1; }
