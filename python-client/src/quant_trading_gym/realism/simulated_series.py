"""Simulates a scenario's market for several seeds and reads the resulting series."""

from __future__ import annotations

from collections.abc import Mapping

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.base.progress import ProgressListener
from quant_trading_gym.base.scratch import scratch_folder
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.markets.series import MarketSeries
from quant_trading_gym.spec.seeds import check_seed
from quant_trading_gym.transport.connection import Tls
from quant_trading_gym.transport.simulations import record_series
from quant_trading_gym.transport.sources import Scenario


def simulate_series(
    scenario: Scenario,
    *,
    seeds: int,
    seed: int = 0,
    until: str | None = None,
    overrides: Mapping[str, object] | None = None,
    on_progress: ProgressListener | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> list[list[MarketSeries]]:
    """Simulates the seeds `seed`, `seed` + 1, ... on all cores; returns one series per instrument for each seed.

    Args:
        scenario: Name in the catalogue, path of a YAML file, or a mapping with its content.
        seeds: Number of seeds.
        seed: First seed.
        until: Simulated time after the open at which each simulation stops, such as "2h"; None uses the close.
        overrides: Values that take precedence over those of the scenario.
        on_progress: Callback with a fraction in [0, 1] and a text.
        address: `host:port` of a remote server; None uses the embedded server.
        token: Access token of the remote server.
        tls: TLS setting for the remote server; see `TradingEnv`.
    """
    check_count("seeds", seeds)
    first = check_seed(seed, count=seeds)
    connection = connect(address=address, token=token, tls=tls)
    source = connection.scenario_source(scenario, overrides)
    with scratch_folder("qtg-series-") as folder:
        days = record_series(
            connection,
            source,
            seed=first,
            seeds=seeds,
            until=until or "",
            folder=folder,
            on_progress=on_progress,
        )
        return [[MarketSeries.load(file) for file in files] for files in days]
