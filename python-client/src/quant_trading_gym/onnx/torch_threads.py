"""Torch on one thread: small networks are faster so, and the cores belong to the simulation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def single_threaded_torch() -> Iterator[None]:
    """Runs the block with one torch thread.

    The threads of a second one wait for each other by spinning: on two cores that others use too, DQN on networks of
    64 units was measured 50 times slower with two threads than with one. One thread also makes the sums, and so the
    trained weights, independent of the number of cores.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
