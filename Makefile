# The menu of this project: `make` alone prints it. Each line does one thing and says what it does.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := menu
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:

# The toolchain may lie outside PATH (under sudo, say): scripts/swift-toolchain finds it.
SWIFT_BIN := $(shell scripts/swift-toolchain 2>/dev/null)
export PATH := $(if $(SWIFT_BIN),$(SWIFT_BIN):)$(PATH)

# What may be said on the command line: make demo PORT=8081 PUPILS=200
DATA ?= data
PORT ?= 8080
PUPILS ?= 1000
POLICY ?= serenity
ARGS ?=

# What the program is made of. Directories are in it so that a deleted file is noticed too.
SOURCES := $(shell find Package.swift Sources Law Policies \( -type f -o -type d \) 2>/dev/null)

.PHONY: menu demo serve release setup setup-test test check unit server browser crawl bench format clean

menu: ## this list
	@echo 'make WHAT, where WHAT is one of'
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{printf "  %-11s %s\n", $$1, $$2}'

demo: release ## build, make the fictional school in ./data if it is empty, serve it, print the sign-ins
	@exec bin/rollcall demo --data $(DATA) --port $(PORT) --pupils $(PUPILS) --policy $(POLICY) $(ARGS)

serve: release ## build, then serve the books in ./data
	@exec bin/rollcall serve --data $(DATA) --port $(PORT) $(ARGS)

release: setup bin/rollcall ## the program at bin/rollcall, with what it needs beside it

bin/rollcall: $(SOURCES) scripts/release | setup
	@scripts/release

setup: ## what building needs: system packages, htmx
	@scripts/packages build
	@scripts/swift-toolchain --check
	@scripts/python
	@scripts/htmx

setup-test: setup ## what testing needs besides: PostgreSQL, age, a browser, fonts, Playwright
	@scripts/packages databases
	@scripts/packages browser
	@scripts/python Tests/Browser/requirements.txt
	@scripts/chromium

test: setup-test ## every suite: style, Swift, server, browser
	@scripts/test style build unit server browser

check: ## style only: formatting, imports, clocks, words, links
	@scripts/test style

unit: setup ## the Swift suites, the books' on SQLite and PostgreSQL (make unit ARGS='--filter FormatsTests')
	@scripts/packages databases
	@scripts/test build unit $(ARGS)

server: setup ## the server under hostile hands: kill -9, a full disk, bad requests (make server ARGS='-k kill')
	@scripts/packages databases
	@scripts/python Tests/Browser/requirements.txt
	@scripts/test build server $(ARGS)

crawl: setup-test ## of the browser journeys only the walk over every page of every role, for its pictures
	@scripts/test build crawl $(ARGS)

browser: setup-test ## the browser journeys (make browser ARGS='-k amend')
	@scripts/test build browser $(ARGS)

bench: release ## measure, and print each figure beside its limit
	@scripts/packages bench
	@scripts/bench $(ARGS)

format: ## put the source into the house format
	@swift format format --in-place --parallel --recursive Package.swift Sources Tests $(wildcard Benchmarks/Package.swift Benchmarks/Sources)

clean: ## remove what was built (not ./data, not the installed tools)
	rm -rf .build .build-release .artefacts bin Benchmarks/.build
