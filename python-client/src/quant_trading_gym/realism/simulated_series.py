"""Plays a scenario's market for many seeds and reads the series that come out of it."""

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
    """The markets of seeds `seed`, `seed` + 1, ..., played on all cores, each as a series for each instrument.

    Args:
        scenario: name in the catalogue, path of a YAML file, or a mapping with its content.
        seeds: how many.
        seed: the first.
        until: simulated time to stop after, such as "2h"; by default the close.
        overrides: values that take precedence over the scenario's.
        on_progress: receives a fraction in [0, 1] and a text.
        address: `host:port` of a remote server, with its `token` and `tls`; by default the embedded one.
        token: of the remote server.
        tls: of the remote server.
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
