#!/usr/bin/env bash
# Installs the built wheel into an empty environment and runs the README's example there, with nothing on the PATH:
# no Maven, no Java. Needs what scripts/setup.sh makes.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT

wheel="$(find "$ROOT/python-client/dist" -name '*.whl' | head -n 1)"
[ -n "$wheel" ] || { echo "there is no wheel in python-client/dist: run ./test.sh or ./demo.sh first" >&2; exit 1; }
"$ROOT/.venv/bin/python" -m venv "$WORK/env"
"$WORK/env/bin/python" -m pip install --quiet "$wheel"

# The first Python block of the README.
awk '/^```python$/ { inside = 1; next } /^```$/ { if (inside) exit } inside' "$ROOT/README.md" >"$WORK/example.py"
grep -q 'gym.make' "$WORK/example.py" || { echo "the README has no example" >&2; exit 1; }
mkdir "$WORK/nothing" "$WORK/home"
cd "$WORK/home"
env -i HOME="$WORK/home" PATH="$WORK/nothing" "$WORK/env/bin/python" -W error "$WORK/example.py" | tee "$WORK/said"
grep -q '^equity ' "$WORK/said"
