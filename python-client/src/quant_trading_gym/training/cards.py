"""Policy cards: JSON files with the origin, training and evaluation of a policy, next to its ONNX file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from quant_trading_gym.base.scratch import write_whole
from quant_trading_gym.base.text import to_json
from quant_trading_gym.onnx.export import POLICY_FILE

CARD_FILE = "card.json"


def write_card(folder: Path, card: dict[str, Any]) -> None:
    """Writes the card of the policy in `folder`."""
    write_whole(folder / CARD_FILE, to_json(card, indent=2) + "\n")


def read_card(folder: Path) -> dict[str, Any]:
    """Returns the card of the policy in `folder`."""
    card: dict[str, Any] = json.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
    return card


def add_findings(folder: Path, **findings: Any) -> None:
    """Adds or replaces entries of the card of the policy in `folder`."""
    write_card(folder, {**read_card(folder), **findings})


def publish(folder: Path, models: Path) -> Path:
    """Copies the policy in `folder` and its card to `models/SCENARIO/NAME`; returns the new folder."""
    card = read_card(folder)
    target = models / str(card["scenario"]) / str(card["name"])
    target.mkdir(parents=True, exist_ok=True)
    for name in (POLICY_FILE, CARD_FILE):
        shutil.copyfile(folder / name, target / name)
    return target
