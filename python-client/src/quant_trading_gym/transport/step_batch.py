"""Unpacks results of environments for every kind of environment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from quant_trading_gym.transport._proto import environment_pb2

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodeInfo:
    """Info of one environment.

    Attributes:
        index: Index of the environment.
        values: The `info` of the environment with fixed dtypes and shapes. `episode_index` counts episodes after the
            episode of `episode_seed` (uint64). `time_nanos` counts from midnight of the session date. `equity` is the
            starting capital plus the `pnl` so far, positions valued at mid. `equity`, `pnl` and `fees` are in currency
            (float64). `position` holds lots, one element for each instrument (int64). `interventions` is the number of
            rejected or modified orders. `phase` is 0 in continuous trading and in markets without phases, 1 in an
            auction call, 2 in a halt (int64). `digest` is the digest of all book events so far (uint64).
        instrument: Index of the instrument that pictures show.
        quotes: Mid price and prices of the agent's best bid and ask, in ticks; NaN if there is none.
        episode_return: Sum of the rewards of the episode so far.
        episode_length: Number of steps of the episode so far.
    """

    index: int
    values: dict[str, Any]
    instrument: int
    quotes: tuple[float, float, float]
    episode_return: float
    episode_length: int


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class StepBatch:
    """Result of one step, reset or restore of n environments. The arrays are not shared.

    Attributes:
        observations: Observations (n, d), float32.
        rewards: Rewards (n,), float64; 0 after a reset or restore.
        terminated: Termination flags (n,), bool.
        truncated: Truncation flags (n,), bool.
        final_observations: With SAME_STEP, the last observations (e, d), float32, of the e episodes that ended in this
            step, in the order of the environments; otherwise e = 0.
        infos: Infos in the order of the environments; environments without an info are omitted.
    """

    observations: Float32
    rewards: Float64
    terminated: Bools
    truncated: Bools
    final_observations: Float32
    infos: tuple[EpisodeInfo, ...]

    def vector_info(self) -> dict[str, Any]:
        """Returns the infos in the format of Gymnasium's vector environments."""
        return vector_info(self.infos, len(self.rewards))


def vector_info(infos: Sequence[EpisodeInfo], num_envs: int) -> dict[str, Any]:
    """Returns infos of some of `num_envs` environments in the format of Gymnasium's vector environments.

    Each key holds an array over all environments; `_key` is the mask of the environments with a value.
    """
    if not infos:
        return {}
    indices = np.array([info.index for info in infos])
    present = np.zeros(num_envs, dtype=np.bool_)
    present[indices] = True
    result: dict[str, Any] = {}
    for key, first in infos[0].values.items():
        result[key] = np.zeros((num_envs, *np.shape(first)), dtype=first.dtype)
        result[key][indices] = [info.values[key] for info in infos]
    return result | {f"_{key}": present.copy() for key in result}


def unpack_step(message: environment_pb2.StepResult, num_envs: int) -> StepBatch:
    """Reads the response to a step."""
    observations = _observations(message.observations, num_envs)
    return StepBatch(
        observations=observations,
        rewards=np.frombuffer(message.rewards, dtype="<f8").astype(np.float64),
        terminated=_flags(message.terminated),
        truncated=_flags(message.truncated),
        final_observations=_matrix(message.final_observations, observations.shape[1]),
        infos=_infos(message.infos),
    )


def unpack_reset(message: environment_pb2.ResetResult, num_envs: int) -> StepBatch:
    """Reads the response to a reset."""
    return _standing(_observations(message.observations, num_envs), None, None, message.infos)


def unpack_restore(message: environment_pb2.RestoreResult, num_envs: int) -> StepBatch:
    """Reads the response to a restore."""
    observations = _observations(message.observations, num_envs)
    return _standing(observations, _flags(message.terminated), _flags(message.truncated), [message.info])


def _standing(
    observations: Float32,
    terminated: Bools | None,
    truncated: Bools | None,
    infos: Sequence[environment_pb2.EpisodeInfo],
) -> StepBatch:
    """Returns a batch without a step: rewards are 0 and flags are False."""
    num_envs, size = observations.shape
    return StepBatch(
        observations=observations,
        rewards=np.zeros(num_envs),
        terminated=np.zeros(num_envs, dtype=np.bool_) if terminated is None else terminated,
        truncated=np.zeros(num_envs, dtype=np.bool_) if truncated is None else truncated,
        final_observations=np.zeros((0, size), dtype=np.float32),
        infos=_infos(infos),
    )


def _observations(packed: bytes, num_envs: int) -> Float32:
    return np.frombuffer(packed, dtype="<f4").reshape(num_envs, -1).astype(np.float32)


def _matrix(packed: bytes, columns: int) -> Float32:
    return np.frombuffer(packed, dtype="<f4").reshape(-1, columns).astype(np.float32)


def _flags(packed: bytes) -> Bools:
    return np.frombuffer(packed, dtype=np.bool_).copy()


def _infos(messages: Sequence[environment_pb2.EpisodeInfo]) -> tuple[EpisodeInfo, ...]:
    return tuple(sorted(map(_info, messages), key=lambda info: info.index))


def _info(message: environment_pb2.EpisodeInfo) -> EpisodeInfo:
    values: dict[str, Any] = {
        "episode_seed": np.uint64(message.episode_seed),
        "episode_index": np.int64(message.episode_index),
        "time_nanos": np.int64(message.time_nanos),
        "equity": np.float64(message.equity),
        "pnl": np.float64(message.pnl),
        "position": np.array(message.position, dtype=np.int64),
        "fees": np.float64(message.fees),
        "interventions": np.int64(message.interventions),
        "phase": np.int64(message.phase),
        "digest": np.uint64(int(message.digest, 16)),
    }
    return EpisodeInfo(
        index=message.index,
        values=values,
        instrument=message.instrument,
        quotes=(message.mid_ticks, message.own_bid_ticks, message.own_ask_ticks),
        episode_return=message.episode_return,
        episode_length=message.episode_length,
    )
