#!/usr/bin/env bash
# Searches new inputs for a Jazzer target, five minutes long: scripts/fuzz.sh MODULE/CLASS#METHOD | --list
# Findings stay in the module's src/test/resources and are tried by every test run from then on.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"

# Every method with @FuzzTest.
list() {
  local file
  find . -path '*/src/test/java/*FuzzTest.java' | LC_ALL=C sort | while read -r file; do
    awk -v module="$(echo "$file" | cut -d/ -f2)" -v class="$(basename "$file" .java)" '
      /@FuzzTest/ { found = 1; next }
      found && match($0, /[a-zA-Z0-9]+\(/) { print module "/" class "#" substr($0, RSTART, RLENGTH - 1); found = 0 }' "$file"
  done
}

case "${1:-}" in
  --list) list ;;
  */*#*)
    JAZZER_FUZZ=1 exec mvn -B -ntp -q -pl "${1%%/*}" -am test "-Dtest=${1#*/}" -Djacoco.skip=true \
      -Dserver.jar.skip=true -Dsurefire.failIfNoSpecifiedTests=false
    ;;
  *)
    sed -n '2s/^# //p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
