"""The `info` of environments, from the server's messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from quant_trading_gym.transport._proto import environment_pb2

_TYPES: dict[str, type[np.generic]] = {
    "episode_seed": np.uint64,
    "episode_index": np.int64,
    "time_nanos": np.int64,
    "equity": np.float64,
    "profit": np.float64,
    "fees": np.float64,
    "interventions": np.int64,
}


def to_info(message: environment_pb2.EnvironmentInfo) -> dict[str, Any]:
    """The info of one environment.

    The episode is the `episode_index`-th that follows the one of `episode_seed`. `time_nanos` counts from midnight of
    the session date. `episode_seed` is a `np.uint64`, as vector environments would not take a larger `int` than
    2**63 - 1. `equity` is the starting capital and the `profit` so far, positions at mid; they and `fees` are in
    currency. `position` holds lots, one element for each instrument. `digest` is that of all book events so far.
    """
    return {
        "episode_seed": np.uint64(message.episode_seed),
        "episode_index": message.episode_index,
        "time_nanos": message.time_nanos,
        "equity": message.equity,
        "profit": message.profit,
        "position": np.array(message.position, dtype=np.int64),
        "fees": message.fees,
        "interventions": message.interventions,
        "digest": message.digest,
    }


def to_vector_info(messages: Iterable[environment_pb2.EnvironmentInfo], num_envs: int) -> dict[str, Any]:
    """The info of some of `num_envs` environments as Gymnasium's vector environments have it.

    Each key holds an array over all environments, and `_key` is a mask of those for which it is set.
    """
    rows = list(messages)
    if not rows:
        return {}
    indices = np.array([row.index for row in rows])
    present = np.zeros(num_envs, dtype=np.bool_)
    present[indices] = True
    infos: dict[str, Any] = {}
    for key, dtype in _TYPES.items():
        infos[key] = np.zeros(num_envs, dtype=dtype)
        infos[key][indices] = np.array([getattr(row, key) for row in rows], dtype=dtype)
    infos["position"] = np.zeros((num_envs, len(rows[0].position)), dtype=np.int64)
    infos["position"][indices] = [row.position for row in rows]
    infos["digest"] = np.full(num_envs, None, dtype=object)
    infos["digest"][indices] = [row.digest for row in rows]
    return infos | {f"_{key}": present.copy() for key in infos}
