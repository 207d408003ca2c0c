"""Every algorithm all the way round: trained in Python, exported, and the same policy inside the Java simulation.

The last test prints the table of algorithms and configurations.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sb3_contrib")
pytest.importorskip("onnxruntime")

from stable_baselines3 import PPO
from stable_baselines3.common.vec_env import VecFrameStack, VecNormalize

from quant_trading_gym.base.text import format_table
from quant_trading_gym.envs.sb3 import make_vec_env
from quant_trading_gym.errors import PolicyMismatchError
from quant_trading_gym.evaluation.comparison import evaluate
from quant_trading_gym.evaluation.parity import ParityReport, check_parity
from quant_trading_gym.onnx.export import export_policy
from quant_trading_gym.onnx.torch_threads import single_threaded_torch
from quant_trading_gym.training.hyperparameters import algorithms
from quant_trading_gym.training.trainer import train

pytestmark = pytest.mark.training

SCENARIO = "market-making"
SHORT: dict[str, Any] = {"episode": {"duration": "20s"}}
BOX = {"action": {"type": "quote-offsets-continuous"}}
COLLECT = {"n_steps": 16, "batch_size": 32}
REPLAY = {"learning_starts": 64, "batch_size": 32, "buffer_size": 2_000}
LSTM = {"hidden": [16], "units": 32, "layers": 1}
PLAIN: dict[str, dict[str, Any]] = {
    "ppo": COLLECT,
    "a2c": {},
    "dqn": REPLAY,
    "trpo": COLLECT,
    "recurrentppo": COLLECT,
    "maskableppo": COLLECT,
    "qrdqn": REPLAY,
    "sac": REPLAY,
    "td3": REPLAY,
    "ddpg": REPLAY,
    "ars": {"n_delta": 2, "n_eval_episodes": 2},
}
CONTINUOUS = ("sac", "td3", "ddpg")


class Case:
    """One row: an algorithm, a name for its configuration, hyperparameters and overrides."""

    def __init__(self, algorithm: str, name: str = "default", *, box: bool = False, **parameters: Any) -> None:
        self.algorithm, self.name = algorithm, name
        self.parameters = PLAIN[algorithm] | parameters
        self.overrides = SHORT | (BOX if box or algorithm in CONTINUOUS else {})

    def __str__(self) -> str:
        return f"{self.algorithm}-{self.name}".replace(" ", "-")


CASES = [
    *(Case(algorithm) for algorithm in PLAIN),
    Case("recurrentppo", "2 layers", network=LSTM | {"layers": 2}),
    Case("recurrentppo", "shared", network=LSTM | {"shared_lstm": True, "critic_lstm": False}),
]
MORE = [
    Case("recurrentppo", "32 units", network=LSTM),
    Case("recurrentppo", "no critic LSTM", network=LSTM | {"critic_lstm": False}),
    *(Case(name, "continuous", box=True) for name in ("ppo", "a2c", "trpo", "ars", "recurrentppo")),
    *(Case(name, "normalised", normalize_observations=True) for name in PLAIN),
    *(Case(name, "3 layers, relu", network={"hidden": [32, 24, 16], "activation": "relu"}) for name in PLAIN),
    Case("recurrentppo", "64 units", network=LSTM | {"units": 64}),
    Case("ppo", "gSDE", box=True, use_sde=True),
    Case("sac", "gSDE", use_sde=True),
]

ROWS: list[tuple[str, ...]] = []


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    """Prints the rows that the tests of this module have made."""
    yield
    headers = ("algorithm", "configuration", "observations", "difference", "actions", "one digest", "in population")
    print("\n" + format_table(headers, ROWS))


def round_trip(case: Case, out: Path) -> ParityReport:
    """Trains briefly, exports, evaluates in Java, and compares; adds a row to the table."""
    result = train(
        case.algorithm,
        SCENARIO,
        out=out,
        timesteps=256,
        n_envs=4,
        seed=3,
        parameters=case.parameters,
        overrides=case.overrides,
        evaluations=1,
        evaluation_episodes=2,
    )
    report = check_parity(
        result.model, result.export.onnx, scenario=SCENARIO, observations=100, overrides=case.overrides
    )
    evaluation = evaluate(result.export.onnx, scenario=SCENARIO, episodes=2, overrides=case.overrides)
    assert evaluation.policies[0].episodes == 2
    ROWS.append(_row(result.algorithm, case.name, report))
    return report


def _row(algorithm: str, configuration: str, report: ParityReport) -> tuple[str, ...]:
    return (
        algorithm,
        configuration,
        str(report.observations),
        f"{report.max_relative_difference:.1e}",
        f"{report.action_agreement:.0%}",
        "yes" if report.same_episode_digest else "NO",
        "yes" if report.same_population_orders else "NO",
    )


def check(report: ParityReport) -> None:
    assert report.max_relative_difference <= 1e-5
    assert report.action_agreement == 1.0
    assert report.same_episode_digest  # driven from Python and inside Java
    assert report.same_population_orders
    assert report.holds


def test_every_algorithm_is_in_the_table() -> None:
    assert {case.algorithm for case in CASES} == set(algorithms()) == set(PLAIN)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_policy_comes_back_as_it_was_trained(case: Case, tmp_path: Path) -> None:
    check(round_trip(case, tmp_path))


@pytest.mark.parametrize(
    "order",
    ["normalised stack", *(pytest.param(name, marks=pytest.mark.long) for name in ("stack", "stack of normalised"))],
)
def test_a_policy_of_stacked_frames_comes_back(order: str, tmp_path: Path) -> None:
    """The exported policy keeps the last frames itself, in the order of the wrappers of its training."""
    venv: Any = make_vec_env("QuantTradingGym/MarketMaking-v0", n_envs=2, seed=5, overrides=SHORT)
    if order == "stack of normalised":
        venv = VecFrameStack(VecNormalize(venv), 3)
    else:
        venv = VecFrameStack(venv, 3)
        venv = VecNormalize(venv) if order == "normalised stack" else venv
    with single_threaded_torch():
        model = PPO("MlpPolicy", venv, n_steps=16, batch_size=16, seed=1, device="cpu").learn(32)
        onnx = export_policy(model, tmp_path / "stacked.onnx").onnx
    venv.close()
    report = check_parity(model, onnx, scenario=SCENARIO, observations=60, overrides=SHORT)
    ROWS.append(_row("PPO", f"3 frames, {order}", report))
    check(report)


def test_a_stack_that_is_not_known_is_refused_with_what_to_do(tmp_path: Path) -> None:
    venv = make_vec_env("QuantTradingGym/MarketMaking-v0", n_envs=1, overrides=SHORT)
    model = PPO("MlpPolicy", VecFrameStack(venv, 3), n_steps=8, batch_size=8, device="cpu")
    model.save(tmp_path / "m.zip")
    with pytest.raises(PolicyMismatchError, match=r"set the VecFrameStack of the training as the model's environment"):
        export_policy(PPO.load(tmp_path / "m.zip"), tmp_path / "p.onnx", environment_spec=venv.environment_spec)
    venv.close()


@pytest.mark.long
@pytest.mark.parametrize("case", MORE, ids=str)
def test_other_configurations_come_back_too(case: Case, tmp_path: Path) -> None:
    check(round_trip(case, tmp_path))
