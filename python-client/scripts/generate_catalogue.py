"""Regenerates `quant_trading_gym/spec/_catalogue.py` from the scenarios of gym-env.

Call it as `python python-client/scripts/generate_catalogue.py [--check]`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "gym-env" / "src" / "main" / "resources" / "scenarios"
TARGET = ROOT / "python-client" / "src" / "quant_trading_gym" / "spec" / "_catalogue.py"
HEAD = '''"""Generated from the scenarios of gym-env by scripts/generate_catalogue.py; do not edit."""

from __future__ import annotations

ENVIRONMENTS: dict[str, str] = {
'''
TAIL = '''}
"""The scenario of each Gymnasium id."""
'''


def environments(folder: Path) -> dict[str, str]:
    """The scenario of each Gymnasium id: scenarios name their id with the key `environment`, if they have one."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        scenario = yaml.safe_load(path.read_text(encoding="utf-8"))
        if environment := scenario.get("environment"):
            if environment in found:
                raise SystemExit(f"{path.name} and {found[environment]}.yaml both have the id {environment}")
            found[environment] = scenario["name"]
    return dict(sorted(found.items()))


def source(found: dict[str, str]) -> str:
    """The text of the module."""
    return HEAD + "".join(f'    "{environment}": "{name}",\n' for environment, name in found.items()) + TAIL


def main() -> int:
    """Writes the module, or with --check reports whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 where the module is out of date")
    check = parser.parse_args().check
    text = source(environments(SCENARIOS))
    if check:
        stale = not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text
        print(f"out of date: {TARGET.name}" if stale else "up to date")
        return 1 if stale else 0
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
