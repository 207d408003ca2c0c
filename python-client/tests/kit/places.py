"""Paths of the repository, and the default environment of the tests."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CLIENT = ROOT / "python-client"
MODELS = ROOT / "models"
ID = "QuantTradingGym/MarketMaking-v0"
