"""The same scenario, seed and actions give the same market, whatever runs it."""

from __future__ import annotations

import gymnasium as gym
import pytest

import quant_trading_gym as qtg
from quant_trading_gym.jvm.server import EmbeddedServer, ServerOptions

pytestmark = pytest.mark.slow

MINUTES = "5m"


def _digest(seed: int, monkeypatch: pytest.MonkeyPatch, options: str = "") -> str:
    """That of a JVM of its own."""
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", options)
    server = EmbeddedServer(ServerOptions())
    try:
        return qtg.simulate(
            "market-making", seed=seed, until=MINUTES, address=server.address, token=server.token
        ).digest
    finally:
        server.close()


def test_equal_seeds_give_equal_digests_and_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = [_digest(seed, monkeypatch) for seed in (7, 7, 8, 0, 2**64 - 1)]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 4


@pytest.mark.parametrize("options", ["-Xint", "-XX:+UseParallelGC", "-XX:+UseZGC -XX:TieredStopAtLevel=1"])
def test_compiler_and_collector_change_nothing(options: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _digest(7, monkeypatch, options) == _digest(7, monkeypatch)


def test_an_episode_is_the_market_that_simulate_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    overrides = {"episode": {"duration": "4m30s"}, "action": {"no_quotes": True}}
    env = gym.make("QuantTradingGym/MarketMaking-v0", overrides=overrides)
    labels = env.unwrapped.environment_spec.action.labels  # type: ignore[attr-defined]
    env.reset(seed=7)
    ended, info = False, {}
    while not ended:
        _, _, terminated, truncated, info = env.step(labels.index("no quotes"))
        ended = terminated or truncated
    env.close()
    # The first decision comes 30 s after the open, the last step ends 5 minutes after it.
    assert f"{info['digest']:016x}" == _digest(7, monkeypatch)
