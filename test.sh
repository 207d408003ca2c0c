#!/usr/bin/env bash
# Sets up, then runs every test, linter and type checker of both languages; all of them, also after one has failed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/scripts/setup.sh"

FAILED=()
SUMMARY=()

# check NAME COMMAND…: runs it, shows its output, and remembers how it went.
check() {
  local name="$1" start=$SECONDS verdict=passed
  shift
  printf '\n[test] %s\n' "$name"
  if ! "$@"; then
    verdict=FAILED
    FAILED+=("$name")
  fi
  SUMMARY+=("$(printf '%-28s %-7s %4d s' "$name" "$verdict" $((SECONDS - start)))")
}

in_client() { (cd "$CLIENT" && "$@"); }

# One line per module that has a coverage report: branches taken by its tests.
coverage() {
  local module report
  for module in sim-core gym-env; do
    report="$ROOT/$module/target/site/jacoco/jacoco.csv"
    if [ ! -f "$report" ]; then
      echo "branch coverage of $module: not measured, its tests did not come through"
      return 1
    fi
    awk -F, -v module="$module" 'NR > 1 { missed += $6; covered += $7 }
      END { total = missed + covered
            if (total) printf "branch coverage of %s: %.1f %% (%d of %d)\n", module, 100 * covered / total, covered, total }' \
      "$report"
  done
}

set_up dev
if [ -z "${QTG_DATA:-}" ] && [ -d "$ROOT/../shared/data" ]; then
  QTG_DATA="$(cd "$ROOT/../shared/data" && pwd)"
  export QTG_DATA
fi
BIN="$VENV/bin"
SOURCES=(.)
if [ -d notebooks ]; then SOURCES+=(../notebooks); fi

# The set-up has just packed the server jar; packing it again would only cost time.
check "Java: build, tests, format" mvn -B -ntp --fail-at-end -Dserver.jar.skip=true verify
check "Java: coverage" coverage
check "protobuf: lint" "$BIN/buf" lint
check "protobuf: Python modules" "$BIN/python" python-client/scripts/generate_proto.py --check
check "Python: format" in_client "$BIN/ruff" format --check "${SOURCES[@]}"
check "Python: lint" in_client "$BIN/ruff" check "${SOURCES[@]}"
check "Python: types" in_client "$BIN/mypy" --strict
check "Python: tests" in_client "$BIN/python" -m pytest tests --durations=10
check "wheel: README's example" scripts/check_wheel.sh

printf '\n[test] summary after %d s\n' "$SECONDS"
printf '  %s\n' "${SUMMARY[@]}"
if [ "${#FAILED[@]}" -gt 0 ]; then
  printf '[test] %d of %d checks failed\n' "${#FAILED[@]}" "${#SUMMARY[@]}" >&2
  exit 1
fi
printf '[test] all %d checks passed\n' "${#SUMMARY[@]}"
