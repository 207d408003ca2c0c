"""Plays a scenario's market for many seeds and reads the series that come out of it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from quant_trading_gym.base.progress import ProgressListener
from quant_trading_gym.jvm.oneshot import run_command
from quant_trading_gym.markets.series import MarketSeries


def simulate_series(
    scenario: str,
    *,
    seeds: int,
    seed: int = 0,
    until: str | None = None,
    overrides: Mapping[str, object] | None = None,
    on_progress: ProgressListener | None = None,
) -> list[list[MarketSeries]]:
    """The markets of seeds `seed`, `seed` + 1, ..., played on all cores, each as a series for each instrument.

    Args:
        scenario: name in the catalogue, or path of a YAML file.
        seeds: how many.
        seed: the first.
        until: simulated time to stop after, such as "2h"; by default the close.
        overrides: values that take precedence over the scenario's.
        on_progress: hears a fraction in [0, 1] and a text.
    """
    with tempfile.TemporaryDirectory(prefix="qtg-series-") as directory:
        command = ["series", scenario, directory, "--seeds", str(seeds), "--seed", str(seed)]
        if until is not None:
            command += ["--until", until]
        if overrides:
            command += ["--overrides", json.dumps(overrides)]
        days = run_command(*command, on_progress=on_progress)["days"]
        return [[MarketSeries.load(Path(file)) for file in day["files"]] for day in days]
