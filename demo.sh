#!/usr/bin/env bash
# Trains two policies on the simulated market, brings them back into it as ONNX agents, and shows how they do there.
# Arguments go to `qtg demo` (see ./demo.sh --help).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/scripts/setup.sh"

set_up all # training, and what else `qtg` can do
exec "$VENV/bin/qtg" demo "$@"
