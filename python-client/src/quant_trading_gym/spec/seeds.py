"""Seeds are unsigned 64-bit integers; 0 has no special meaning."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import SupportsIndex

import numpy as np

from quant_trading_gym.errors import ArgumentError, invalid

SEEDS = 1 << 64


def check_seed(seed: SupportsIndex, *, count: int = 1, field: str = "seed") -> int:
    """Returns the seed as a Python integer; checks that seed … seed + count - 1 are valid seeds.

    Raises:
        ArgumentError: The seed is not an integer, negative, or too large.
    """
    allowed = f"an integer from 0 to {SEEDS - count} (2**64 - {count})"
    if isinstance(seed, (bool, np.bool_)):
        raise invalid(ArgumentError, field, seed, allowed)
    try:
        value = operator.index(seed)
    except TypeError:
        raise invalid(ArgumentError, field, seed, allowed) from None
    if not 0 <= value <= SEEDS - count:
        raise invalid(ArgumentError, field, value, allowed)
    return value


def check_seeds(seeds: SupportsIndex | Sequence[SupportsIndex], num_envs: int) -> list[int]:
    """Returns one seed for each environment: seed + i for a single seed, or the elements of a sequence.

    Raises:
        ArgumentError: A seed is not valid, or the length of the sequence is not `num_envs`.
    """
    if isinstance(seeds, (Sequence, np.ndarray)) and not isinstance(seeds, str):
        if len(seeds) != num_envs:
            raise invalid(ArgumentError, "seed", seeds, f"an integer, or a sequence of {num_envs} integers")
        return [check_seed(seed, field=f"seed[{i}]") for i, seed in enumerate(seeds)]
    first = check_seed(seeds, count=num_envs)
    return list(range(first, first + num_envs))
