#!/usr/bin/env bash
# Sets up, then runs the tests, linters and type checkers of both languages; all of them, also after one has failed.
# Usage: ./test.sh           what continuous integration runs
#        ./test.sh --fast    the inner loop: no training, no notebook, no example, no wheel, no slow test
#        ./test.sh --long    everything, the long tests and the harnesses too; prints their tables
set -euo pipefail

TIER=default
case "$#:${1:-}" in
  0:) ;;
  1:--fast) TIER=fast ;;
  1:--long) TIER=long ;;
  *)
    sed -n '3,5s/^# //p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac

source "$(dirname "${BASH_SOURCE[0]}")/scripts/setup.sh"

FAILED=()
SUMMARY=()

# check NAME COMMAND…: runs it, shows its output, and remembers how it went.
check() {
  local name="$1" start=$SECONDS status=0
  shift
  printf '\n[test] %s\n' "$name"
  "$@" || status=$?
  record "$name" "$status" $((SECONDS - start))
}

# record NAME STATUS SECONDS: keeps a line of the summary.
record() {
  local verdict=passed
  if [ "$2" -ne 0 ]; then
    verdict=FAILED
    FAILED+=("$1")
  fi
  SUMMARY+=("$(printf '%-34s %-7s %5d s' "$1" "$verdict" "$3")")
}

in_client() { (cd "$CLIENT" && "$@"); }

# The set-up has just packed the server jar; packing it again would only cost time.
MAVEN=(mvn -B -ntp --fail-at-end -Dserver.jar.skip=true)

# One line per module that has a coverage report: branches taken by its tests.
coverage() {
  local module report
  for module in sim-core gym-env; do
    report="$ROOT/$module/target/site/jacoco/jacoco.csv"
    if [ ! -f "$report" ]; then
      echo "branch coverage of $module: not measured, its tests did not pass"
      return 1
    fi
    awk -F, -v module="$module" 'NR > 1 { missed += $6; covered += $7 }
      END { total = missed + covered
            if (total) printf "branch coverage of %s: %.1f %% (%d of %d)\n", module, 100 * covered / total, covered, total }' \
      "$report"
  done
}

# ruff_on COMMAND…: runs ruff on the client, the notebooks and the scripts.
ruff_on() {
  local sources=(.)
  if [ -d notebooks ]; then sources+=(../notebooks); fi
  in_client "$BIN/ruff" "$@" "${sources[@]}" && in_client "$BIN/ruff" "$@" --config pyproject.toml ../scripts
}

# The checks that take seconds.
static_checks() {
  check "protobuf: lint" "$BIN/buf" lint
  check "protobuf: Python modules" "$BIN/python" python-client/scripts/generate_proto.py --check
  check "catalogue: Python module" "$BIN/python" python-client/scripts/generate_catalogue.py --check
  check "Python: imports" in_client "$BIN/lint-imports"
  check "Python: format" ruff_on format --check
  check "Python: lint" ruff_on check
  check "Python: types" in_client "$BIN/mypy" --strict
}

# python_tests MARKS: runs the tests that the expression selects; all of them where it is empty.
python_tests() {
  in_client "$BIN/python" -m pytest tests --durations=10 -m "$1"
}

# java_beside ARGUMENTS…: starts Maven; what follows runs beside it, since a part of both is waiting.
java_beside() {
  JAVA_LOG="$BUILD/logs/java-tests.log" JAVA_START=$SECONDS
  (exec "${MAVEN[@]}" "$@" >"$JAVA_LOG" 2>&1) &
  JAVA_TESTS=$!
  trap 'kill $JAVA_TESTS 2>/dev/null || true' EXIT
}

# java_result NAME: waits for it, and shows its output: the end if it has passed, otherwise all.
java_result() {
  local status=0
  wait "$JAVA_TESTS" || status=$?
  trap - EXIT
  printf '\n[test] %s\n' "$1"
  if [ "$status" -eq 0 ]; then tail -n 25 "$JAVA_LOG"; else cat "$JAVA_LOG"; fi
  record "$1" "$status" $((SECONDS - JAVA_START))
}

fast_tests() {
  java_beside -DexcludedGroups=slow,long -Djacoco.skip=true test
  export PYTHONPATH="$CLIENT/src"
  static_checks
  check "Python: tests" python_tests "not slow and not training and not long and not harness"
  java_result "Java: build, tests"
}

default_tests() {
  java_beside verify
  static_checks
  check "Python: tests" python_tests "not long and not harness"
  java_result "Java: build, tests, format"
  check "Java: coverage" coverage
  check "harnesses" "$BIN/python" scripts/harnesses.py
  check "wheel: README's example" scripts/check_wheel.sh
}

long_tests() {
  check "Java: build, tests, format" "${MAVEN[@]}" -DexcludedGroups= verify
  check "Java: coverage" coverage
  static_checks
  check "Python: tests" python_tests "not harness"
  check "harnesses" "$BIN/python" scripts/harnesses.py --long
  check "wheel: README's example" scripts/check_wheel.sh
  check "dependencies: lowest versions" "$BIN/python" scripts/check_lowest.py
  check "jar and wheel: reproducible" "$BIN/python" scripts/check_reproducible.py
  local target
  while read -r target; do
    check "fuzzing: ${target##*/}" scripts/fuzz.sh "$target" </dev/null
  done < <(scripts/fuzz.sh --list)
  check "order book: named mutations" "$BIN/python" scripts/mutations.py --table
  check "order book: mutation testing" mvn -B -ntp -P pit -pl sim-core process-test-classes
  check "order book: other engines" scripts/bench.sh matching
  check "speed: this build" "$BIN/qtg" bench
  check "speed: two builds" "$BIN/python" scripts/compare_builds.py
}

case "$TIER" in
  fast) set_up_sources dev ;;
  *) set_up dev ;;
esac
if [ -z "${QTG_DATA:-}" ] && [ -d "$ROOT/../shared/data" ]; then
  QTG_DATA="$(cd "$ROOT/../shared/data" && pwd)"
  export QTG_DATA
fi
BIN="$VENV/bin"
START=$SECONDS
"${TIER}_tests"

printf '\n[test] summary after %d s, %d s of them after the set-up\n' "$SECONDS" $((SECONDS - START))
printf '  %s\n' "${SUMMARY[@]}"
if [ "${#FAILED[@]}" -gt 0 ]; then
  printf '[test] %d of %d checks failed\n' "${#FAILED[@]}" "${#SUMMARY[@]}" >&2
  exit 1
fi
printf '[test] all %d checks passed\n' "${#SUMMARY[@]}"
