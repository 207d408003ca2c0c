"""Regenerates `quant_trading_gym/transport/_proto` from the .proto files of grpc-api; needs grpcio-tools 1.76.

Modules of that version import on every newer protobuf runtime. They import each other relative to the proto root; here
they become submodules of `quant_trading_gym.transport._proto`, so that `sys.path` stays as it is. No service stubs are
generated: transport/connection.py calls methods by name, with typed requests and responses.

    python python-client/scripts/generate_proto.py [--check]
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from grpc_tools import protoc

ROOT = Path(__file__).resolve().parents[2]
PROTO_ROOT = ROOT / "grpc-api" / "src" / "main" / "proto"
PACKAGE = Path("quanttradinggym/v1")
TARGET = ROOT / "python-client" / "src" / "quant_trading_gym" / "transport" / "_proto"
INIT = '"""Generated from the .proto files by scripts/generate_proto.py; do not edit."""\n'


def generate(directory: Path) -> dict[str, str]:
    """Compiles every .proto file into `directory` and returns the rewritten sources by file name."""
    protos = sorted(str(path.relative_to(PROTO_ROOT)) for path in (PROTO_ROOT / PACKAGE).glob("*.proto"))
    well_known = files("grpc_tools") / "_proto"
    outputs = [f"--{kind}_out={directory}" for kind in ("python", "pyi")]
    if protoc.main(["protoc", f"-I{PROTO_ROOT}", f"-I{well_known}", *outputs, *protos]) != 0:
        raise SystemExit("protoc failed")
    generated = {path.name: rewrite(path.read_text()) for path in sorted((directory / PACKAGE).iterdir())}
    return {"__init__.py": INIT, **generated}


def rewrite(source: str) -> str:
    """Turns `from quanttradinggym.v1 import x_pb2` into an import from `quant_trading_gym.transport._proto`."""
    return re.sub(
        r"^from quanttradinggym\.v1 import ", "from quant_trading_gym.transport._proto import ", source, flags=re.M
    )


def main() -> int:
    """Writes the files, or with --check reports those that differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 where a file is out of date")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as directory:
        sources = generate(Path(directory))
    current = {path.name: path.read_text() for path in TARGET.glob("*.py*") if path.is_file()}
    stale = sorted(name for name in {*sources, *current} if sources.get(name) != current.get(name))
    if check:
        print("\n".join(f"out of date: {name}" for name in stale) or "up to date")
        return 1 if stale else 0
    for name in stale:
        if name in sources:
            (TARGET / name).write_text(sources[name])
        else:
            (TARGET / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
