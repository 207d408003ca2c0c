"""Processes created by fork, forkserver, spawn and joblib each start their own server and play the same episodes."""

from __future__ import annotations

import functools
import multiprocessing
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from kit.harnesses import LAZY_ID, SHORT

pytest.importorskip("joblib")
pytest.importorskip("stable_baselines3")

import joblib
from stable_baselines3.common.vec_env import SubprocVecEnv

pytestmark = [pytest.mark.harness, pytest.mark.long]

METHODS = [method for method in ("fork", "forkserver", "spawn") if method in multiprocessing.get_all_start_methods()]
make = functools.partial(gym.make, LAZY_ID, overrides=SHORT)


def digest(seed: int) -> int:
    """Returns the final market digest of one short episode without quotes."""
    env = make()
    env.reset(seed=seed)
    ended, info = False, {}
    while not ended:
        *_, terminated, truncated, info = env.step(0)
        ended = terminated or truncated
    env.close()
    return int(info["digest"])


@pytest.fixture(scope="module")
def expected() -> list[int]:
    return [digest(seed) for seed in range(4)]


@pytest.mark.parametrize("method", METHODS)
def test_pools_agree_with_this_process(method: str, expected: list[int]) -> None:
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(digest, range(4)) == expected


@pytest.mark.parametrize("backend", ["loky", "multiprocessing", "threading"])
def test_joblib_agrees_with_this_process(backend: str, expected: list[int]) -> None:
    results = joblib.Parallel(n_jobs=2, backend=backend)(joblib.delayed(digest)(seed) for seed in range(4))
    assert results == expected


@pytest.mark.parametrize("method", METHODS)
def test_async_vector_of_gymnasium(method: str) -> None:
    envs = gym.vector.AsyncVectorEnv([make, make], context=method)
    check(envs.reset(seed=3)[0], lambda: envs.step(np.zeros(2, np.int64))[0])
    envs.close()


@pytest.mark.parametrize("method", METHODS)
def test_subproc_vector_of_stable_baselines3(method: str) -> None:
    venv = SubprocVecEnv([make, make], start_method=method)
    venv.seed(3)
    check(venv.reset(), lambda: venv.step(np.zeros(2, np.int64))[0])
    venv.close()


def check(first: np.ndarray, step: Any) -> None:
    """Environment i plays seed 3 + i in any process."""
    rows = [first, *(step() for _ in range(5))]
    for i in range(2):
        env = make()
        own = [env.reset(seed=3 + i)[0], *(env.step(0)[0] for _ in range(5))]
        env.close()
        assert [row[i].tobytes() for row in rows] == [row.tobytes() for row in own]
