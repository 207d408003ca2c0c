"""Benchmark cases of collection for training: inside the JVM, by stable-baselines3 itself, and the evaluator's rate."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quant_trading_gym.jvm.engine import Transport

N_ENVS, STEPS = 64, 64
_EVALUATED_EPISODES = 64
_EVALUATED_SEED = 1_000_000

Case = tuple[str, int, Callable[[], tuple[Callable[[], object], Callable[[], None]]]]


def rollout_cases(scenario: str, transports: Iterable[Transport]) -> Iterator[Case]:
    """Yields name, steps of one call, and factory of the call and its end.

    Each collects with PPO's default policy of two layers of 64 units, untrained; torch uses one thread.
    """
    for transport in transports:
        for name, algorithm in (("JVM rollouts", "JvmRolloutPPO"), ("stable-baselines3 rollouts", "PPO")):
            case = f"python {name} n={N_ENVS}, {N_ENVS * STEPS} steps, {transport}"
            yield case, N_ENVS * STEPS, partial(_rollouts, algorithm, scenario, transport)


@contextmanager
def evaluator(scenario: str) -> Iterator[Callable[[], float]]:
    """Yields a function that evaluates the same policy inside the JVM and returns its steps per second."""
    from quant_trading_gym.evaluation.comparison import evaluate
    from quant_trading_gym.onnx.export import export_policy

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "policy.onnx"
        model, venv = _model("PPO", scenario, "grpc")
        export_policy(model, path)
        venv.close()

        def rate() -> float:
            result = evaluate(path, scenario=scenario, episodes=_EVALUATED_EPISODES, seed=_EVALUATED_SEED)
            return result.policies[0].steps_per_second

        yield rate


def _model(algorithm: str, scenario: str, transport: Transport) -> tuple[Any, Any]:
    import torch
    from stable_baselines3 import PPO

    from quant_trading_gym.envs import sb3

    torch.set_num_threads(1)
    venv = sb3.make_vec_env(scenario, n_envs=N_ENVS, seed=0, transport=transport)
    kind = sb3.JvmRolloutPPO if algorithm == "JvmRolloutPPO" else PPO
    return kind("MlpPolicy", venv, n_steps=STEPS, batch_size=N_ENVS * STEPS, seed=0, device="cpu"), venv


def _rollouts(algorithm: str, scenario: str, transport: Transport) -> tuple[Callable[[], object], Callable[[], None]]:
    model, venv = _model(algorithm, scenario, transport)
    _, callback = model._setup_learn(N_ENVS * STEPS)
    return lambda: model.collect_rollouts(model.env, callback, model.rollout_buffer, STEPS), venv.close
