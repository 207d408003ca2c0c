"""Results of environments, for every carrier and every kind of environment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from quant_trading_gym.transport._proto import environment_pb2
from quant_trading_gym.transport.step_arrays import StepArrays, new_step_arrays

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]
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
            requests that the exchange or the action scheme refused or cut, and `refusals` the same by reason, one
            element for each of the specification's `refusal_reasons` (int64). `phase` is 0 in continuous trading and in
            markets without phases, 1 in an auction call, 2 in a halt (int64). `digest` is the digest of all book events
            so far (uint64).
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
class EpisodeInfos:
    """Infos of m of the environments, as columns: see `EpisodeInfo`. The arrays are not shared.

    Attributes:
        indices: Indices of the environments (m,), ascending.
        values: Columns (m, ...) of the `info` by key.
        instruments: Instruments (m,).
        quotes: Quotes (m, 3).
        returns: Returns (m,) of the episodes so far.
        lengths: Lengths (m,) of the episodes so far.
    """

    indices: Int64
    values: Mapping[str, npt.NDArray[Any]]
    instruments: Int64
    quotes: Float64
    returns: Float64
    lengths: Int64

    def __len__(self) -> int:
        return len(self.indices)

    def __iter__(self) -> Iterator[EpisodeInfo]:
        return (self[row] for row in range(len(self)))

    def __getitem__(self, row: int) -> EpisodeInfo:
        mid, bid, ask = self.quotes[row].tolist()
        return EpisodeInfo(
            index=int(self.indices[row]),
            values={key: column[row] for key, column in self.values.items()},
            instrument=int(self.instruments[row]),
            quotes=(mid, bid, ask),
            episode_return=float(self.returns[row]),
            episode_length=int(self.lengths[row]),
        )

    def rows(self, selected: slice | Bools) -> EpisodeInfos:
        """Returns some of the infos: a range, or those of a mask (m,)."""
        return EpisodeInfos(
            indices=self.indices[selected],
            values={key: column[selected] for key, column in self.values.items()},
            instruments=self.instruments[selected],
            quotes=self.quotes[selected],
            returns=self.returns[selected],
            lengths=self.lengths[selected],
        )

    def vector_info(self, num_envs: int, among: Bools | None = None) -> dict[str, Any]:
        """Returns the infos in the format of Gymnasium's vector environments.

        Each key holds an array over all environments; `_key` is the mask of the environments with a value.

        Args:
            num_envs: Number of environments.
            among: Mask (num_envs,) of the environments to return; None returns all that have an info.
        """
        rows = slice(None) if among is None else among[self.indices]
        indices = self.indices[rows]
        if not len(indices):
            return {}
        present = np.zeros(num_envs, dtype=np.bool_)
        present[indices] = True
        result: dict[str, Any] = {}
        for key, column in self.values.items():
            result[key] = np.zeros((num_envs, *column.shape[1:]), dtype=column.dtype)
            result[key][indices] = column[rows]
        return result | {f"_{key}": present.copy() for key in result}


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class StepBatch:
    """Result of one step, reset or restore of n environments.

    The arrays are not shared, except with the caller who has given them to the step.

    Attributes:
        observations: Observations (n, d), float32.
        rewards: Rewards (n,), float64; 0 after a reset or restore.
        terminated: Termination flags (n,), bool.
        truncated: Truncation flags (n,), bool.
        final_observations: With SAME_STEP, the last observations (e, d), float32, of the e episodes that ended in this
            step, in the order of the environments; otherwise e = 0.
        infos: Infos of the environments that have one.
    """

    observations: Float32
    rewards: Float64
    terminated: Bools
    truncated: Bools
    final_observations: Float32
    infos: EpisodeInfos

    def vector_info(self, among: Bools | None = None) -> dict[str, Any]:
        """Returns the infos in the format of Gymnasium's vector environments: see `EpisodeInfos.vector_info`."""
        return self.infos.vector_info(len(self.rewards), among)


def unpack_step(message: environment_pb2.StepResult, num_envs: int, out: StepArrays | None = None) -> StepBatch:
    """Reads the response to a step, into fresh arrays if none are given."""
    observations = np.frombuffer(message.observations, dtype="<f4").reshape(num_envs, -1)
    arrays = new_step_arrays(*observations.shape) if out is None else out
    arrays.observations[:] = observations
    arrays.rewards[:] = np.frombuffer(message.rewards, dtype="<f8")
    arrays.terminated[:] = np.frombuffer(message.terminated, dtype=np.bool_)
    arrays.truncated[:] = np.frombuffer(message.truncated, dtype=np.bool_)
    return StepBatch(
        **arrays._asdict(),
        final_observations=_matrix(message.final_observations, observations.shape[1]),
        infos=_sorted_infos(message.infos),
    )


def unpack_reset(message: environment_pb2.ResetResult, num_envs: int) -> StepBatch:
    """Reads the response to a reset."""
    return standing(_observations(message.observations, num_envs), None, None, _sorted_infos(message.infos))


def unpack_restore(message: environment_pb2.RestoreResult, num_envs: int) -> StepBatch:
    """Reads the response to a restore."""
    observations = _observations(message.observations, num_envs)
    return standing(observations, _flags(message.terminated), _flags(message.truncated), read_infos([message.info]))


def standing(
    observations: Float32, terminated: Bools | None, truncated: Bools | None, infos: EpisodeInfos
) -> StepBatch:
    """Returns a batch without a step: rewards are 0 and flags are False unless they are given."""
    num_envs, size = observations.shape
    return StepBatch(
        observations=observations,
        rewards=np.zeros(num_envs),
        terminated=np.zeros(num_envs, dtype=np.bool_) if terminated is None else terminated,
        truncated=np.zeros(num_envs, dtype=np.bool_) if truncated is None else truncated,
        final_observations=np.zeros((0, size), dtype=np.float32),
        infos=infos,
    )


def _observations(packed: bytes, num_envs: int) -> Float32:
    return np.frombuffer(packed, dtype="<f4").reshape(num_envs, -1).astype(np.float32)


def _matrix(packed: bytes, columns: int) -> Float32:
    return np.frombuffer(packed, dtype="<f4").reshape(-1, columns).astype(np.float32)


def _flags(packed: bytes) -> Bools:
    return np.frombuffer(packed, dtype=np.bool_).copy()


def _sorted_infos(messages: Any) -> EpisodeInfos:
    return read_infos(sorted(messages, key=lambda message: int(message.index)))


def read_infos(rows: Sequence[environment_pb2.EpisodeInfo]) -> EpisodeInfos:
    """Reads infos in their order."""
    instruments = len(rows[0].position) if rows else 0
    reasons = len(rows[0].refusals) if rows else 0

    def column(name: str, dtype: Any) -> npt.NDArray[Any]:
        return np.array([getattr(row, name) for row in rows], dtype=dtype)

    values = {
        "episode_seed": column("episode_seed", np.uint64),
        "episode_index": column("episode_index", np.int64),
        "time_nanos": column("time_nanos", np.int64),
        "equity": column("equity", np.float64),
        "pnl": column("pnl", np.float64),
        "position": np.array([list(row.position) for row in rows], dtype=np.int64).reshape(len(rows), instruments),
        "fees": column("fees", np.float64),
        "interventions": column("interventions", np.int64),
        "refusals": np.array([list(row.refusals) for row in rows], dtype=np.int64).reshape(len(rows), reasons),
        "phase": column("phase", np.int64),
        "digest": np.array([int(row.digest, 16) for row in rows], dtype=np.uint64),
    }
    quotes = [(row.mid_ticks, row.own_bid_ticks, row.own_ask_ticks) for row in rows]
    return EpisodeInfos(
        indices=column("index", np.int64),
        values=values,
        instruments=column("instrument", np.int64),
        quotes=np.array(quotes, dtype=np.float64).reshape(len(rows), 3),
        returns=column("episode_return", np.float64),
        lengths=column("episode_length", np.int64),
    )
